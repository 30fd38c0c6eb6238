"""Which word of a sentence means trade between countries, and which of them a number belongs to.

Here: telling exports from export bans, trade deficits from budget deficits, and the choice among several words. Not here: what the number
measures (trade_numbers), whose trade it is (trade_parties).
"""

import re
from collections.abc import Sequence

from spacy.tokens import Token

from flows.extract.events.rules import Match
from flows.extract.events.trade_readings import Number, text_after
from flows.extract.events.trade_sides import is_verb, list_parties
from flows.extract.events.trade_words import is_word, trade_words
from flows.extract.mentions.types import MoneyMention, PercentMention
from flows.extract.sentences import Sentence

_TRADE_SPOKEN_OF = re.compile(
    r"\b(?:exports?|imports?|exported|imported|trade\s+(?:deficit|surplus|gap|balance|figures|data|turnover|volume|with|between)|(?:foreign|bilateral|goods|external|overseas|total|two-way|mutual)\s+trade|balance\s+of\s+(?:foreign\s+)?trade|trade\s+(?:posted|showed|recorded|registered|swung|ran)|(?:trading|trade)\s+partners?)\b",
    re.IGNORECASE,
)
_TURNOVER_SPOKEN_OF = re.compile(
    r"\b(?:trade\s+turnover|bilateral\s+trade|trade\s+between|commerce\s+between|trade\s+with|(?:trading|trade|economic)\s+partners?|mutual\s+trade|two-way\s+trade|trade\s+volume)\b",
    re.IGNORECASE,
)
_LOOK_BACK = 6
_FARTHEST, _FARTHEST_FROM_VERB = 9.0, 4
_WHOLE = 8
_BALANCES = frozenset({"balance", "deficit", "surplus", "gap", "shortfall", "imbalance"})
_DEAL_FOLLOWS = re.compile(
    r"[\s-]*(?:\([^)]*\)\s*)?(?:[\w-]+\s+){0,3}?(?:deals?|contracts?|agreements?|projects?|loans?|packages?|accords?|programmes?|programs?|orders?|pacts?|investments?|funds?|facility|plans?)\b",
    re.IGNORECASE,
)
_ECONOMY_FOLLOWS = re.compile(
    r"\s*(?:to|of|in|off)\s+(?:[\w-]+\s+){0,2}(?:gdp|gross\s+domestic|economic\s+growth|growth|economy)\b", re.IGNORECASE
)
_OTHER_VERBS = frozenset(
    {
        "produce",
        "consume",
        "cost",
        "pump",
        "refine",
        "store",
        "extract",
        "ban",
        "prohibit",
        "tax",
        "forbid",
        "sanction",
        "exempt",
        "restrict",
        "fine",
    }
)
_STRONG_BREAKS = frozenset({";", "while", "whereas", "but", "although", "though"})


def speaks_of_trade(sentences: Sequence[Sentence]) -> bool:
    """Return whether one of the last sentences speaks of a country's trade."""
    return any(_TRADE_SPOKEN_OF.search(sentence.text) for sentence in sentences[-_LOOK_BACK:])


def is_trade_word(sentence: Sentence, match: Match, earlier: Sequence[Sentence]) -> bool:
    """Return whether the trigger means trade between countries here: not a tariff on imports, an export ban, a budget deficit."""
    doc = sentence.doc
    token = doc[match.trigger]
    if token.pos_ in {"NOUN", "PROPN"}:
        if not _heads_trade(token):
            return False
        before = doc[max(0, token.i - 14) : token.i]
        if any(is_word(t, "duties", "restrictions", "prices") and _governs(t, token) for t in before):
            return False
        if (
            token.lemma_.lower() == "trade"
            and token.i > 1
            and doc[token.i - 1].lower_ in {"of", "in"}
            and doc[token.i - 2].lemma_.lower() in _BALANCES
        ):
            return False
    if match.rule.values["flow"] == "balance" and token.pos_ != "VERB":
        return _is_trade_balance(sentence, token, earlier)
    if match.rule.values.get("needs") == "trade":
        return _names_trade(token, earlier)
    return True


def is_comparison(sentence: Sentence, match: Match) -> bool:
    """Return whether the trigger compares exports with imports ("imports exceeded exports by ...")."""
    return match.rule.values["flow"] == "balance" and is_verb(sentence.doc[match.trigger])


def _heads_trade(token: Token) -> bool:
    """Return whether the noun is the thing itself or modifies a noun for its amount ("trade volume"), not another thing ("trade deal")."""
    if token.dep_ not in {"compound", "amod", "nmod:poss", "flat", "nmod:desc"} or token.head.i <= token.i:
        return (
            token.text[:1].islower()
            or token.i == 0
            or token.text.isupper()
            or token.doc[token.i - 1].is_sent_start
            or not token.head.text[:1].isupper()
        )
    following = token.head
    behind = token.doc[following.i + 1] if following.i + 1 < len(token.doc) else following
    is_figure = behind.like_num or behind.is_currency or behind.text.endswith(("$", "£", "€"))
    if is_figure and is_word(following, "rises", "falls", "reaches"):
        return True  # "exports contract 4%", "trade hit $4 billion", read as two nouns
    return following.lemma_.lower() in trade_words("trade_heads") and not (
        token.text[:1].isupper() and following.text[:1].isupper() and token.i > 0
    )


def _governs(word: Token, trigger: Token) -> bool:
    """Return whether a word for duties or prices rules the trade word: "tariffs of 10% on imports", "price of exports"."""
    if word.pos_ == "VERB" and is_word(word, "prices", "restrictions"):
        return False
    between = list(word.doc[word.i + 1 : trigger.i])
    links = [t for n, t in enumerate(between) if t.lower_ == "on" or (n == 0 and t.lower_ in {"of", "for", "against"})]
    return bool(links) and not any(t.pos_ in {"VERB", "AUX"} or t.lower_ in {",", ";"} for t in between if t.i > links[-1].i)


def _is_trade_balance(sentence: Sentence, token: Token, earlier: Sequence[Sentence]) -> bool:
    doc = sentence.doc
    phrase = doc[max(0, token.i - 4) : token.i]
    if any(is_word(t, "other_balances") and t.i > token.i - 3 for t in phrase) and not any(t.lower_ == "trade" for t in phrase):
        return False
    behind = doc[token.i + 1 : token.i + 12].text.lower()
    if any(t.lower_ in {"trade", "goods", "merchandise", "commercial"} for t in phrase) or re.match(
        r"(?:of|in|on)\s+(?:\w+\s+){0,3}(?:trade|goods|merchandise)\b", behind
    ):
        return True
    if re.match(r"between\s+(?:\S+\s+){0,4}(?:exports|imports)\b", behind):
        return True
    if token.lemma_.lower() == "balance":
        return False
    if (
        token.lemma_.lower() != "gap"
        and behind.startswith("with ")
        and any(token.i + 1 < p.start <= token.i + 6 for p in list_parties(sentence))
    ):
        return True
    spoken = speaks_of_trade([*earlier, sentence])
    is_bare = all(
        child.lower_ in {"the", "this", "that", "its", "overall", "monthly", "annual", "a"} or child.i > token.i for child in token.children
    )
    return spoken and (is_bare or token.lemma_.lower() != "gap" or behind.startswith("with "))


def _names_trade(token: Token, earlier: Sequence[Sentence]) -> bool:
    """Return whether "turnover", "commerce" or "flows" is of trade: modified so, or between or with somebody."""
    doc = token.doc
    near = doc[max(0, token.i - 3) : token.i]
    if near.text.lower().endswith(("two-way", "inter-korean", "cross-border")):
        return True
    if any(
        t.lower_
        in {"trade", "bilateral", "foreign", "commodity", "goods", "mutual", "external", "two-way", "commercial", "korean", "economic"}
        for t in near
    ):
        return True
    if token.lemma_.lower() in {"turnover", "commerce"} and _TURNOVER_SPOKEN_OF.search(
        " ".join([*(other.text for other in earlier), doc[: token.i].text])
    ):
        own = [child for child in token.children if child.dep_ in {"nmod:poss", "amod", "compound"} and child.pos_ != "PRON"]
        return all(is_word(child, "wholes") for child in own)
    return token.i + 1 < len(doc) and doc[token.i + 1].lower_ in {"between", "with"}


def rank_matches(sentence: Sentence, number: Number, matches: list[Match]) -> list[Match]:
    """Return the trade words that the number may belong to, likeliest first: near in the tree and before it rather than behind."""
    ranked = sorted(
        ((_cost(sentence, number, match, matches), match) for match in matches),
        key=lambda entry: (entry[0], abs(entry[1].trigger - number.start)),
    )
    return [match for cost, match in ranked if cost <= _FARTHEST]


def number_root(sentence: Sentence, number: Number) -> Token:
    """Return the token by which the number hangs in the parse."""
    span = sentence.doc[number.start : number.end]
    return span.root


def _cost(sentence: Sentence, number: Number, match: Match, matches: list[Match]) -> float:
    doc = sentence.doc
    root, trigger = number_root(sentence, number), doc[match.trigger]
    path, up = [root, *root.ancestors], [trigger, *trigger.ancestors]
    indices = [token.i for token in up]
    steps = next((n for n, token in enumerate(path) if token.i in indices), None)
    if steps is None:
        return _FARTHEST + 1
    distance = steps + indices.index(path[steps].i)
    low, high = sorted((number.start, trigger.i))
    between = doc[low:high]
    others = sum(low < other.trigger < high and not trigger.is_ancestor(doc[other.trigger]) for other in matches)
    if is_verb(trigger) and distance > _FARTHEST_FROM_VERB and not any(token.i == trigger.i for token in path):
        return _FARTHEST + 1
    cost = min(distance, 8) + 2.0 * others + 2.0 * sum(token.lower_ in _STRONG_BREAKS for token in between)
    if any(token.dep_ == "acl:relcl" for token in up[: indices.index(path[steps].i)]) and steps == 0:
        cost += 4.0  # "stood at $131 million, of which its exports made up 79 million"
    if trigger.i > number.start and not any(token.i == trigger.i for token in path):
        cost += 1.0 if trigger.i - number.end <= 3 else 2.0
        cost += 2.0 * any(token.lower_ in {"and", ",", ";"} for token in between)
    if (
        isinstance(number, PercentMention)
        and number.end <= trigger.i < number.end + _WHOLE
        and number.end < len(doc)
        and doc[number.end].lower_ == "of"
    ):
        cost -= 3.0
    return cost


def is_about_something_else(sentence: Sentence, match: Match, number: Number) -> bool:
    """Return whether the number's own clause is about duties, prices, output or the like rather than the trade word."""
    doc = sentence.doc
    root = number_root(sentence, number)
    low, high = sorted((number.end - 1, match.trigger))
    inner = [token for token in doc[low + 1 : high] if token.i >= number.end or token.i < number.start]
    if any(is_word(token, "duties") for token in inner) or (inner and any(is_word(t, "prices") for t in inner)):
        return True
    beside = doc[max(0, number.start - 2) : number.start].text.lower() + " | " + doc[number.end : number.end + 2].text.lower()
    if re.search(
        r"\b(?:tariffs?|dut(?:y|ies)|tax|lev(?:y|ies)|fines?|loans?|credits?|aid|stake|discount|interest|investment|subsid\w+|reserves|gdp)\b",
        beside,
    ):
        return True
    trigger = doc[match.trigger]
    behind = text_after(sentence, number)
    if _ECONOMY_FOLLOWS.match(behind) or (not is_verb(trigger) and _DEAL_FOLLOWS.match(behind)):
        return True
    if (is_verb(trigger) or trigger.lower_ == "export") and isinstance(number, MoneyMention) and sentence.weapons:
        return True  # the price of arms, not a country's trade
    below = root
    if number in sentence.trade_quantities and root.head.i < number.start and is_word(root.head, "yields") and root.head.i != trigger.i:
        return True  # "a record crop of 78 million tonnes"
    for above in root.ancestors:
        if above.i == trigger.i:
            return False
        if above.pos_ == "NOUN" and below.i != root.i and is_word(above, "duties", "others", "prices") and not above.is_ancestor(trigger):
            return True
        if above.pos_ in {"VERB", "AUX"}:
            if any(child.dep_.startswith("nsubj") and number.start <= child.i < number.end for child in above.children):
                return False  # "of which 2 million tonnes went to Peru"
            return above.lemma_.lower() in _OTHER_VERBS or _has_other_subject(above, trigger)
        below = above
    return False


def _is_aside(subject: Token, trigger: Token) -> bool:
    """Return whether the trade word stands in a relative clause of the subject: "the economy, which lives on exports, grew 5%"."""
    for token in [trigger, *trigger.ancestors]:
        if token.i == subject.i:
            return False
        if token.dep_ == "acl:relcl":
            return True
    return False


def _has_other_subject(verb: Token, trigger: Token) -> bool:
    """Return whether the clause's subject is a thing that is neither trade nor an amount of it, and the trade word is not its object."""
    subject = next((child for child in verb.children if child.dep_ in {"nsubj", "nsubj:pass"}), None)
    if subject is not None and is_word(subject, "prices", "duties") and subject.is_ancestor(trigger):
        return True  # "the price of crude exported by Peru rose"
    is_share_of = (
        subject is not None and subject.i < trigger.i and subject.nbor().lower_ in {"in", "of"} and trigger.i - subject.i <= _FARTHEST
    )
    if (
        subject is not None
        and subject.lemma_.lower() == "share"
        and not is_share_of
        and not subject.is_ancestor(trigger)
        and trigger.i != verb.i
    ):
        return True
    if subject is not None and subject.is_ancestor(trigger) and is_word(subject, "others") and _is_aside(subject, trigger):
        return True
    if subject is not None and is_word(subject, "others") and trigger in subject.conjuncts and verb.i < trigger.i and subject.i < verb.i:
        return True  # "output rose 9% and exports 7%"
    if subject is None or subject.i == trigger.i or subject.is_ancestor(trigger) or trigger.is_ancestor(verb) or trigger.i == verb.i:
        return False
    if any(
        token.i == trigger.i or (token.is_ancestor(trigger) and token.pos_ == "NOUN")
        for token in verb.children
        if token.dep_ in {"obj", "xcomp", "ccomp", "obl", "nsubj"} and token.i > verb.i
    ):
        return is_word(subject, "others", "prices", "duties")
    if any(is_word(child, "others") for child in subject.children if child.dep_ in {"compound", "amod", "nmod"}):
        return True
    return (
        subject.pos_ == "NOUN"
        and not is_word(subject, "carriers")
        and (is_word(subject, "others", "prices", "duties") or not verb.is_ancestor(trigger))
    )
