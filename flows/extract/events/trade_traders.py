"""Who trades where no state stands by the word: firms, a country's refiners and state buyers, ministers who say "we sell", goods traded by nobody named.

Here: subjects of trade words. Not here: parties in the word's own phrase (trade_parties).
"""

from spacy.tokens import Token

from flows.extract.events.candidates import fill_actors
from flows.extract.events.rules import Match
from flows.extract.events.trade_sides import (
    TRADERS,
    Parties,
    Party,
    is_ranked_trader,
    is_verb,
)
from flows.extract.events.trade_words import is_word, trade_words
from flows.extract.language.syntax import is_passive, nominal_subject
from flows.extract.mentions.types import Actor, ActorMention
from flows.extract.sentences import Sentence


def named_inside(sentence: Sentence, match: Match, roles: tuple[str, ...]) -> list[tuple[Actor, ActorMention]]:
    """Return who is named in a phrase that a pronoun opens: "to our Azeri brothers"."""
    tokens = [token for role in roles for token in match.frame.fillers(role)]
    mentions = [mention for token in tokens for mention in sentence.actors_under(token) if mention.how != "pronoun"]
    return [(actor, mention) for mention in mentions[:1] for actor in mention.actors]


def trading_firms(sentence: Sentence, match: Match) -> dict[str, list[Party]]:
    """Return the state whose refiners, buyers or exporters trade, or that the clause above has as subject ("Norway led, exporting 5 bcm")."""
    doc = sentence.doc
    verb = doc[match.trigger]
    subjects = [child for child in verb.children if child.dep_.startswith("nsubj")]
    subject = next(iter(subjects), None)
    if len(subjects) > 1 and (named := sentence.actor_at(subjects[-1].i)) is not None:
        actors = tuple(actor for actor in named.actors if actor.kind in TRADERS and actor.code != "UNK")
        return {"mod": [Party(named.start, named.end, named.head, actors)]} if actors else {}
    if subject is None and verb.dep_ == "parataxis" and verb.head.i < verb.i and (named := sentence.actor_at(verb.head.i)) is not None:
        actors = tuple(actor for actor in named.actors if actor.kind in TRADERS and actor.code != "UNK")
        return {"mod": [Party(named.start, named.end, named.head, actors)]} if actors else {}  # "Ghana, the top grower, shipped"
    if subject is None and verb.dep_ in {"advcl", "conj", "acl"}:
        above = next((child for head in verb.ancestors for child in head.children if child.dep_ == "nsubj"), None)
        mention = sentence.actor_at(above.i) if above is not None else None
    elif subject is not None and (is_word(subject, "traders") or _is_state_buyer(sentence, subject)):
        inside = [subject, *subject.subtree] if _is_state_buyer(sentence, subject) else [subject, *subject.children]
        found = [m for token in inside if (m := sentence.actor_at(token.i)) is not None]
        mention = next((m for m in found if any(actor.kind == "state" for actor in m.actors)), next(iter(found), None))
    else:
        mention = None
    if mention is None or mention.how == "pronoun":
        return {}
    actors = tuple(Actor(actor.code, actor.name, "state") for actor in mention.actors if actor.code != "UNK")
    return {"mod": [Party(mention.start, mention.end, mention.head, actors)]} if actors else {}


def _is_state_buyer(sentence: Sentence, subject: Token) -> bool:
    """Return whether the subject is a state's own buyer: "Egypt's state grain buyer GASC", "Japan's farm agency"."""
    phrase = [token for token in subject.subtree if token.i <= subject.i + 1]
    return any(is_word(token, "state_buyers") for token in phrase) and any(
        any(actor.kind == "state" for actor in mention.actors) for token in phrase if (mention := sentence.actor_at(token.i)) is not None
    )


def main_subject(sentence: Sentence, match: Match) -> list[Actor]:
    """Return who the clause above a participle is about: "Brazil was the largest partner, accounting for 5 percent of its trade"."""
    verb = next(
        (sentence.doc[governor.token] for governor in match.frame.governors[:3] if sentence.doc[governor.token].pos_ == "VERB"), None
    )
    if verb is None or not verb.dep_.startswith(("advcl", "acl")) or nominal_subject(verb) is not None:
        return []
    subject = next((found for head in verb.ancestors if (found := nominal_subject(head)) is not None), None)
    mention = sentence.actor_at(subject.i) if subject is not None else None
    return [actor for actor in mention.actors if actor.kind in TRADERS and actor.code != "UNK"] if mention is not None else []


def own_speaker(sentence: Sentence, match: Match) -> Actor | None:
    """Return the state whose minister says "we sell" or "our exports" in the sentence; null for other subjects."""
    verb = sentence.doc[match.trigger]
    if not any(child.lower_ in {"we", "our"} for child in verb.children):
        return None
    for head in verb.ancestors:
        subject = nominal_subject(head)
        mention = sentence.actor_at(subject.i) if subject is not None else None
        if mention is not None and mention.how != "pronoun":
            return next((Actor(a.code, a.name, "state") for a in mention.actors if a.code != "UNK" and a.kind in {"state", "person"}), None)
    return None


def _names_firm(sentence: Sentence, verb: Token) -> bool:
    """Return whether the subject names a firm: "the refiner Essar imported"."""
    subject = nominal_subject(verb)
    inside = [m for token in subject.subtree if (m := sentence.actor_at(token.i)) is not None] if subject is not None else []
    return any(actor.kind in {"entity", "vessel", "person"} for mention in inside for actor in mention.actors)


def _are_goods_traded(sentence: Sentence, match: Match, parties: Parties) -> bool:
    """Return whether goods are told to be traded with a state by somebody left unsaid: "Goods worth 3 billion euros were exported to Peru"."""
    verb = sentence.doc[match.trigger]
    if not is_passive(verb) or any(argument.role == "by" for argument in match.frame.arguments):
        return False
    is_plain = verb.lemma_.lower() in {"export", "import"}
    if not parties.partners and not is_plain:
        return False
    if is_plain and verb.dep_ == "acl":  # "the volume of copper exported fell"
        amounts = [token for token in (verb.head, verb.head.head) if is_word(token, "carriers")]
        return bool(amounts) and any(amounts[0].i < found.head < verb.i for found in sentence.commodities)
    subject = nominal_subject(verb)
    inside = {token.i for token in subject.subtree} if subject is not None else set()
    return any(found.head in inside for found in sentence.commodities) or any(found.start in inside for found in sentence.trade_quantities)


def is_firm(sentence: Sentence, match: Match, parties: Parties) -> bool:
    """Return whether a firm stands where the trading state should: "Gazprom's exports"."""
    verbal = is_verb(sentence.doc[match.trigger])
    if verbal and not parties.reporters and is_ranked_trader(sentence, match):
        return False
    if verbal and _has_traders(sentence.doc[match.trigger]):
        return _names_firm(sentence, sentence.doc[match.trigger]) and not parties.reporters
    found = fill_actors(sentence, match.frame, ("agent", "by") if verbal else ("poss", "mod"))
    subject = nominal_subject(sentence.doc[match.trigger])
    if verbal and subject is not None and subject.lower_ in trade_words("countries"):
        return False  # "the country imported goods"
    if verbal and match.rule.values["flow"] != "balance" and not parties.reporters:
        return not is_ranked_trader(sentence, match) and not _are_goods_traded(sentence, match, parties)
    return (
        bool(found)
        and not parties.is_owned
        and all(actor.kind in {"entity", "vessel"} and mention.how != "pronoun" for actor, mention in found)
    )


def _has_traders(verb: Token) -> bool:
    """Return whether a country's industry, farmers or the like are the subject."""
    return any(child.dep_.startswith("nsubj") and is_word(child, "traders") for child in verb.children)
