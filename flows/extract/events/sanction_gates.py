"""What keeps a rule for sanctions from reading a word: its own conditions, and words of sport, courts and firms' own rules.

Here: yes or no for a match or a reading. Not here: parties (sanction_parties), rows (sanctions).
"""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from spacy.tokens import Token

from flows.extract.claims import Claim
from flows.extract.events.rules import Match
from flows.extract.events.sanction_actions import is_forbidding
from flows.extract.events.sanction_names import PARTY_AND_STATE, Target
from flows.extract.events.sanction_reading import Reading
from flows.extract.events.sanction_words import opposers
from flows.extract.language.syntax import preposition
from flows.extract.sentences import Sentence
from flows.seeds import read_yaml


def is_on_read_list(trigger: Token, read: set[int]) -> bool:
    """Return whether the trigger only names a list that the verb above it has been read with: "removed from the sanctions list"."""
    noun = trigger.head if trigger.dep_ in {"compound", "amod", "nmod"} else trigger
    is_list = noun.lemma_.lower() in {"list", "blacklist"}
    if is_list and noun.i != trigger.i and preposition(noun) == "on" and _is_standing_on(noun):
        return True
    return is_list and (noun.i in read or (noun.dep_ == "obl" and noun.head.i in read))


def is_blocked(sentence: Sentence, match: Match, earlier: Sequence[Sentence]) -> bool:
    """Return whether the rule's own conditions fail, or the sentence speaks of sport, courts and firms' own rules."""
    values, doc = match.rule.values, sentence.doc
    trigger = doc[match.trigger]
    case = values.get("case")
    if case and not any(child.dep_ == "case" and child.lower_ in case for child in trigger.children):
        return True
    if (values.get("standing") and not _is_standing_on(trigger)) or (_is_in_name_of_law(trigger) and not values.get("law")):
        return True
    is_participle = trigger.dep_ == "amod" or (trigger.dep_ == "acl" and not match.frame.fillers("agent"))
    if values.get("forbids") and not is_forbidding(trigger):
        return True
    if values.get("own") and not any(part.lower_ in _OWN and abs(part.i - trigger.i) <= _OWN_REACH for part in trigger.subtree):
        return True
    if values.get("finite") and is_participle and not trigger.lower_.endswith("ing"):
        return True
    if trigger.dep_.startswith("acl") and trigger.head.lemma_.lower() in {"sanction", "sanctions", "measure", "embargo"}:
        return True
    if values.get("main") and trigger.dep_.startswith("acl"):
        return True
    below = values.get("below")
    if below and not any(child.lemma_.lower() in below and child.dep_ in {"acl", "acl:relcl"} for child in trigger.children):
        return True
    where = values.get("where")
    if where and not any(doc[i].lemma_.lower() in lemmas for role, lemmas in where.items() for i in _placed(match, trigger, role)):
        return True
    within = set(values.get("within", ()))
    if within and not any(part.lemma_.lower() in within for i in match.frame.fillers("patient") for part in doc[i].subtree):
        return True
    return _is_about_else(sentence, values, earlier)


def _is_about_else(sentence: Sentence, values: Mapping[str, Any], earlier: Sequence[Sentence]) -> bool:
    """Return whether the words around lack those that the rule needs, or hold those that mean sport, courts and firms' own rules."""
    words = _words(sentence)
    if words & set(values.get("without", ())):
        return True
    needs = values.get("needs")
    if needs and not any(_words(near) & set(needs) for near in (sentence, *earlier[-2:])):
        return True
    is_plain = any("sanction" in word or "blacklist" in word or "embargo" in word for word in words)
    nouns = [token for token in sentence.doc if token.pos_ in {"NOUN", "PROPN", "ADJ"} and sentence.actor_at(token.i) is None]
    plain_words = {token.lower_ for token in sentence.doc if sentence.actor_at(token.i) is None and token.lower_ not in _FIRMS}
    plain_words |= {token.lemma_.lower() for token in nouns if token.lower_ == token.text or token.pos_ == "PROPN"} - _FIRMS
    plain_words |= {token.lower_ for token in nouns if token.pos_ == "PROPN"} & _FIRMS
    if words & {"import", "imports", "export", "exports"}:
        plain_words -= {"tobacco", "alcohol", "plastic"}
    if words & {"visa", "visas", "assets"}:  # judges of another state, who may not enter
        plain_words -= {"judge", "court", "prosecutors"}
    return bool(plain_words & _blockers()) and not is_plain and values.get("action") != "evaded" and not values.get("unblocked")


_OWN_REACH = 4
_OWN = frozenset({"own", "similar", "same", "parallel", "identical", "comparable"})
_FIRMS = frozenset({"apple", "amazon"})  # fruit and forests are none


def _placed(match: Match, trigger: Token, role: str) -> list[int]:
    """Return who fills a role; what stands "with" a verb is looked for everywhere below it, as an aside may come before it."""
    found = match.frame.fillers(role)
    return found or [part.i for part in trigger.subtree if role == "with" and part.i > trigger.i and preposition(part) == "with"]


_LONGEST_TITLE = 7


def _is_in_name_of_law(trigger: Token) -> bool:
    """Return whether the trigger only stands in the title of a law: "the Caspian Sanctions and Ports Act"."""
    if not trigger.text[:1].isupper():
        return False
    for token in trigger.doc[trigger.i + 1 : trigger.i + _LONGEST_TITLE]:
        if token.text == "Act":
            return True
        if not token.text[:1].isupper() and token.lower_ not in {"and", "of", "on", "the", "through"}:
            return False
    return False


_STANDING_VERBS = frozenset({"be", "remain", "stay", "appear", "feature", "figure", "sit"})


def _is_standing_on(noun: Token) -> bool:
    """Return whether somebody is on a list, and is not put there: "remains on the list", "which has been on the blacklist"."""
    if any(child.dep_ in {"cop", "nsubj"} for child in noun.children):
        return True
    return noun.dep_ == "obl" and noun.head.lemma_.lower() in _STANDING_VERBS


def _words(sentence: Sentence) -> set[str]:
    return {token.lower_ for token in sentence.doc} | {token.lemma_.lower() for token in sentence.doc}


@cache
def _blockers() -> frozenset[str]:
    return frozenset(read_yaml("lexicons/sanction_targets.yml")["blockers"])


def needs_power(reading: Reading, targets: Sequence[Target]) -> bool:
    """Return whether a reading without an authority is no sanction: the rule asks for one, or somebody is banned from a sport, a club, a road."""
    if reading.match.rule.values.get("needs_authority"):
        return not any(reading.sentence.doc[i].lower_ in _ALIKE for i in reading.match.frame.fillers("mod"))
    is_ban = reading.match.rule.id == "sanctions.ban"
    if is_ban and targets and all(target.how == "pronoun" for target in targets):  # "harbours barred it"
        return True
    return is_ban and (reading.bars_only_own() or all(target.type == "person" for target in targets))


_ALIKE = frozenset({"parallel", "similar", "separate", "remaining", "same"})  # "parallel measures" are those of the power named before


def is_only_statement(match: Match) -> bool:
    """Return whether somebody stops a statement that only speaks of sanctions: "blocked a declaration backing the embargo"."""
    lemmas = [governor.lemma for governor in match.frame.governors]
    spoken = next((i for i, lemma in enumerate(lemmas) if lemma in {"statement", "declaration", "communique", "communiqué"}), None)
    return spoken is not None and any(lemma in opposers() for lemma in lemmas[spoken:])


def is_refused(claim: Claim) -> bool:
    """Return whether somebody will not act: "refused to join the sanctions"."""
    return claim.stage == "cancelled" and (claim.stage_word or "").lower().startswith(("refus", "declin"))


def suits(target: Target, values: Mapping[str, object]) -> bool:
    """Return whether a rule takes a target: some want a state with it, some a name."""
    if PARTY_AND_STATE.match(target.name):
        return False
    if values.get("named_only") and target.how in {"phrase", "homeless", "definite"}:
        return False
    return not values.get("coded") or target.code is not None or target.how != "phrase"


_TRADED = frozenset(
    {
        "oil",
        "arm",
        "arms",
        "weapon",
        "flight",
        "import",
        "export",
        "trade",
        "purchase",
        "sale",
        "gas",
        "fuel",
        "crude",
        "investment",
        "loan",
        "link",
    }
)


def is_on_trade(reading: Reading) -> bool:
    """Return whether what is banned is trade, arms or traffic: "announced a ban on oil purchases"."""
    trigger = reading.sentence.doc[reading.match.trigger]
    return any(
        token.lemma_.lower() in _TRADED or token.lower_ in _TRADED
        for child in trigger.children
        for token in child.subtree
        if child.dep_ in {"nmod", "compound"}
    )
