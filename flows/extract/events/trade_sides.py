"""The states, organisations and regions of a sentence that can trade, and those that stand before a trade noun.

Here: who there is. Not here: who of them reports and who is the partner (trade_parties).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from spacy.tokens import Token

from flows.extract.events.rules import Match
from flows.extract.events.trade_readings import Number
from flows.extract.events.trade_words import is_word, state_prefixes, trade_words
from flows.extract.mentions.types import Actor, ActorMention
from flows.extract.sentences import Sentence

TRADERS = frozenset({"state", "organisation", "group", "region"})
_DATELINE = 3
_REGION = re.compile(
    r"\b(?!(?:The\s+)?(?:Member|United|Federated|Confederate|Gulf\sCooperation|Many|Some|Other|These|Those|Both|All|Most|Several)\b)(?:(?:[A-Z][a-z]+|non-[A-Z]\w+|developing|emerging|neighbou?ring|third)[ -]){1,3}(?:countries|states|nations|economies|republics|markets|sources|suppliers|producers|buyers)\b"
)
_EUROPE = re.compile(r"(?:western\s+)?europe", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Party:
    """A state or region at some tokens; `is_origin` where it describes the goods ("Russian oil")."""

    start: int
    end: int
    head: int
    actors: tuple[Actor, ...]
    is_origin: bool = False
    is_bound: bool = False  # "Europe-bound cargoes"


@dataclass(slots=True)
class Parties:
    """Reporters and partners that the sentence gives for one trade word, and whether a firm rather than a state trades."""

    reporters: list[Actor] = field(default_factory=list)
    partners: list[Actor] = field(default_factory=list)
    is_firm: bool = False
    is_owned: bool = False  # the reporter stands in the trade word's own phrase
    is_ranked: bool = False  # the partners are called the source or the market of the trade
    is_meant: bool = False  # the partner is "there", "it" or "that country"


def list_parties(sentence: Sentence) -> list[Party]:
    """Return the states, organisations and regions of a sentence, in text order; persons are left out."""
    parties = []
    taken: set[int] = set()
    sums = {i for money in sentence.money for i in range(money.start, money.end)}
    for mention in sentence.actors:
        taken.update(range(mention.start, mention.end))
        if is_dateline(sentence, mention.start) or mention.start in sums:
            continue
        origin = _goods_origin(sentence, mention)
        if origin is not None:
            parties.append(Party(mention.start, mention.start + 1, mention.head, (origin,), True))
            continue
        members = _members(sentence, mention)
        if members is not None:
            parties.append(members)
            continue
        if mention.text.lower() in trade_words("national_exporters") and mention.actors[0].code != "UNK":
            firm = mention.actors[0]
            parties.append(Party(mention.start, mention.end, mention.head, (Actor(firm.code, firm.name, "state"),)))
            continue
        actors = tuple(actor for actor in mention.actors if actor.kind in TRADERS and (actor.code != "UNK" or actor.kind == "region"))
        if actors and mention.how not in {"person", "role"} and not any(actor.person for actor in actors):
            parties.append(
                Party(mention.start, mention.end, mention.head, actors, mention.how == "demonym" or _is_attributive(sentence, mention.end))
            )
    for place in sentence.places:
        if place.country_code is None and not taken.intersection(range(place.start, place.end)):
            code = "EU" if _EUROPE.fullmatch(place.name) else "UNK"
            parties.append(Party(place.start, place.end, place.end - 1, (Actor(code, place.name, "region"),)))
    parties += _prefixes(sentence)
    doc = sentence.doc
    parties = [
        replace(party, is_bound=party.end + 1 < len(doc) and doc[party.end].text in {"-", "–"} and doc[party.end + 1].lower_ == "bound")
        for party in parties
    ]
    covered = {i for party in parties for i in range(party.start, party.end)}
    parties += [party for party in _regions(sentence) if not covered.intersection(range(party.start, party.end))]
    return sorted(parties, key=lambda party: party.start)


def _prefixes(sentence: Sentence) -> Iterator[Party]:
    """Yield the states that only a prefix names, and Europe by its adjective: "Sino-Indian trade", "European LNG imports"."""
    doc = sentence.doc
    for token in doc[:-1]:
        if (token.text == "European" and doc[token.i + 1].text[:1].islower()) or (
            token.text == "European" and doc[token.i + 1].text.isupper()
        ):
            yield Party(token.i, token.i + 1, token.i, (Actor("EU", "European", "region"),))
    for token in doc[:-2]:
        code = state_prefixes().get(token.lower_)
        if token.lower_ == "inter" and doc[token.i + 2].lower_ == "korean":
            code = "PRK"
        if code is not None and doc[token.i + 1].text in {"-", "–"}:
            yield Party(token.i, token.i + 1, token.i, (Actor(code, token.text, "state"),))


def _regions(sentence: Sentence) -> Iterator[Party]:
    """Yield the states of a region or kind that only an adjective tells: "Central Asian countries", "Gulf states"."""
    doc = sentence.doc
    for found in _REGION.finditer(sentence.text):
        span = doc.char_span(found.start(), found.end(), alignment_mode="expand")
        if span is not None:
            yield Party(span.start, span.end, span.end - 1, (Actor("UNK", span.text, "region"),))


def _members(sentence: Sentence, mention: ActorMention) -> Party | None:
    """Return the members of a body that has no code as a region: "the ECO members", "Mercosur countries"."""
    doc = sentence.doc
    is_unknown = all(actor.code == "UNK" and actor.kind in {"entity", "organisation", "group"} for actor in mention.actors)
    if not is_unknown or mention.end >= len(doc) or not is_word(doc[mention.end], "members"):
        return None
    end = mention.end + 1
    return Party(mention.start, end, end - 1, (Actor("UNK", doc[mention.start : end].text, "region"),))


def _goods_origin(sentence: Sentence, mention: ActorMention) -> Actor | None:
    """Return the state of goods that were taken for a name of somebody: "Russian LNG"."""
    if mention.how != "model" or not any(mention.start < found.head < mention.end for found in sentence.commodities):
        return None
    actor = mention.actors[0]
    if actor.code == "UNK" or mention.end - mention.start > 3:
        return None
    return Actor(actor.code, sentence.doc[mention.start].text, "state")


def is_dateline(sentence: Sentence, start: int) -> bool:
    """Return whether a name in capitals opens the sentence and only says where it was written: "PARIS France has ..."."""
    first = sentence.doc[start]
    if (
        0 < start <= _DATELINE
        and first.text.isupper()
        and len(first.text) > 3
        and sentence.doc[0].text.isupper()
        and sentence.doc[start - 1].is_punct
    ):
        return True  # "MOSCOW/VIENNA, July 10"
    return (
        start == 0
        and len(first.text) > 3
        and first.text.isupper()
        and len(sentence.doc) > 1
        and "." not in first.text
        and sentence.doc[1].text[:1].isupper()
        and not sentence.doc[1].text.isupper()
        and sentence.doc[1].pos_ != "PART"
    )


def _is_attributive(sentence: Sentence, end: int) -> bool:
    """Return whether a noun follows directly: "U.S. goods"."""
    if end < len(sentence.doc) and any(found.start == end for found in sentence.commodities) and sentence.doc[end - 1].dep_ != "conj":
        return True  # "US LNG"
    return (
        end < len(sentence.doc)
        and sentence.doc[end].pos_ in {"NOUN", "ADJ"}
        and sentence.doc[end - 1].dep_ in {"compound", "amod", "nmod:desc", "flat"}
    )


def is_verb(token: Token) -> bool:
    """Return whether the trade word is a verb, not a plural that the parser took for one ("exports to Japan have tripled")."""
    if token.pos_ != "VERB" or not token.lower_.endswith("s"):
        return token.pos_ == "VERB"
    return not token.dep_.startswith(("nsubj", "obj", "obl", "nmod", "compound")) and any(
        child.dep_.startswith("nsubj") for child in token.children
    )


def is_ranked_trader(sentence: Sentence, match: Match) -> bool:
    """Return whether the verb's subject is a country told by its rank: "The world's third-biggest importer bought"."""
    subject = next((child for child in sentence.doc[match.trigger].children if child.dep_ == "nsubj"), None)
    return (
        subject is not None
        and subject.lemma_.lower() in {"importer", "exporter", "buyer", "consumer", "producer", "supplier", "grower"}
        and any(child.lower_ in {"world", "asia", "africa", "europe", "region", "continent", "bloc"} for child in subject.subtree)
    )


def premodifiers(sentence: Sentence, everyone: list[Party], trigger: int) -> list[Party]:
    """Return the parties in the noun phrase before a trade noun: "Japan's car exports", "India's 26 billion dollars in trade"."""
    doc = sentence.doc
    numbers: list[Number] = [*sentence.money, *sentence.percentages, *sentence.trade_quantities]
    figures = {i: number.start for number in numbers for i in range(number.start, number.end)}
    found: list[Party] = []
    i = trigger - 1
    while i >= 0:
        token = doc[i]
        party = next((p for p in everyone if p.start <= i < p.end), None)
        if party is not None:
            found.insert(0, party)
            i = party.start - 1
            continue
        if i in figures:
            i = figures[i] - 1
            continue
        if token.lower_ in {"in", "of", "worth"} and i - 1 in figures:
            i -= 1
            continue
        is_part = (
            token.pos_ in {"ADJ", "NOUN", "PROPN", "NUM", "DET", "PART", "SYM", "ADV"}
            or token.dep_ == "amod"
            or token.lower_ in {"'s", "’s", "'", "’", "-", "–", "/"}
        )
        is_joined = token.lower_ == "and" and (found or (i + 1 < trigger and doc[i + 1].dep_ == "conj" and doc[i + 1].head.i < i))
        if not (is_part or is_joined) or token.lower_ in {"this", "that"}:
            break
        i -= 1
    return found


def coordinated_premodifiers(sentence: Sentence, everyone: list[Party], noun: Token) -> list[Party]:
    """Return the parties before the first of two joined nouns: "Iran's imports and exports"."""
    if noun.dep_ == "conj" and noun.head.pos_ in {"NOUN", "PROPN"} and noun.i - noun.head.i <= 3:
        return premodifiers(sentence, everyone, noun.head.i)
    return []


def is_bilateral(sentence: Sentence) -> bool:
    """Return whether the sentence speaks of trade in both directions between two states without naming them beside the word."""
    text = " ".join(sentence.text.lower().split())
    return any(phrase in text for phrase in trade_words("bilateral"))
