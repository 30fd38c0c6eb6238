"""Goods that go from one country to another without a word for trade: "400,000 barrels of Brazilian crude went to China", "Peru took half of Chile's salt".

Here: whose goods they are and who takes them. Not here: words for trade by themselves (trade_parties), parts and ranks beside them (trade_takers).
"""

from spacy.tokens import Doc, Token

from flows.extract.events.candidates import fill_actors
from flows.extract.events.rules import Match
from flows.extract.events.trade_readings import Number
from flows.extract.events.trade_sides import TRADERS, Parties, Party, is_verb, list_parties
from flows.extract.events.trade_takers import keep_paired
from flows.extract.language.syntax import nominal_subject
from flows.extract.mentions.types import Actor, PercentMention
from flows.extract.sentences import Sentence

_ORIGINS = frozenset({"from", "of", "off", "out"})
_REACH = 9


def find_moved(sentence: Sentence, match: Match, number: Number) -> tuple[str, Parties] | None:
    """Return the flow, whose goods the number is of and who takes or gives them; null for words of other kinds.

    Goods that go somewhere and a part taken of another's goods are exports of their owner; a part supplied of what another uses is its import.
    """
    if not is_verb(sentence.doc[match.trigger]):
        return None
    if match.rule.values.get("needs") == "moved":
        sent = _sent(sentence, match, number)
        return ("export", sent) if sent is not None else None
    if not isinstance(number, PercentMention) or match.rule.values.get("needs") != "goods":
        return None
    taken = _taken(sentence, match, number)
    return ("export" if match.rule.values["flow"] == "import" else "import", taken) if taken is not None else None


def _sent(sentence: Sentence, match: Match, number: Number) -> Parties | None:
    """Return the parties of "a third of Peru's zinc went to Japan", "crude bound for Asia": the goods' owner and where they go."""
    doc = sentence.doc
    everyone = list_parties(sentence)
    takers = [p for p in everyone if p.start > match.trigger and _leads_to(doc, match.trigger, p)]
    if not takers:
        return None
    goods = [found for found in sentence.commodities if found.start < match.trigger] or list(sentence.commodities)
    subject = nominal_subject(doc[match.trigger])
    is_subject = subject is not None and any(found.start <= token.i < found.end for found in goods for token in subject.subtree)
    is_amount = number in sentence.trade_quantities or is_subject
    if not goods or not is_amount:
        return None
    owners = [a for found in goods[:1] for a in _owners(everyone, doc[found.head])]
    takers = keep_paired(sentence, number, [p for p in takers if p.start > number.start] or takers)
    actors = [actor for party in _joined(doc, everyone, takers[0]) for actor in party.actors]
    return Parties(owners[:1], [actor for actor in actors if actor.code not in {owner.code for owner in owners}], is_owned=bool(owners))


def _leads_to(doc: Doc, trigger: int, party: Party) -> bool:
    """Return whether "to" or "for" stands before the party, close behind the verb."""
    before = doc[trigger + 1 : party.start]
    words = [token.lower_ for token in before]
    links = [n for n, word in enumerate(words) if word in {"to", "for", "towards", "toward", "into"}]
    return bool(links) and links[0] <= 3 and len(words) - 1 - links[-1] <= 3 and links[0] == links[-1]


def _joined(doc: Doc, everyone: list[Party], first: Party) -> list[Party]:
    """Return a party and those joined to it by commas and "and"."""
    found = [first]
    for party in everyone:
        between = [token.lower_ for token in doc[found[-1].end : party.start]]
        if party.start >= found[-1].end and between and all(word in {"and", ",", "the"} for word in between):
            found.append(party)
    return found


def _owners(everyone: list[Party], good: Token) -> list[Actor]:
    """Return the states whose goods they are: "Brazilian crude", "Angola's crude", "crude from Angola", "crude lifted off Guyana"."""
    phrase = {token.i for token in good.subtree} | {child.i for child in good.children}
    before = [p for p in everyone if p.end <= good.i and (p.head in phrase or good.i - p.end <= 2)]
    if before:
        return list(before[-1].actors)
    doc = good.doc
    for party in everyone:
        if not good.i < party.start <= good.i + _REACH:
            continue
        lead = next((token.lower_ for token in reversed(doc[good.i + 1 : party.start]) if token.lower_ != "the"), "")
        if lead in _ORIGINS or (lead == "in" and any(t.pos_ == "VERB" for t in doc[good.i + 1 : party.start])):
            return list(party.actors)
    return []


def _taken(sentence: Sentence, match: Match, number: PercentMention) -> Parties | None:
    """Return the parties of "Peru bought 40 percent of Chile's salt", "Peru supplied 40 percent of Chile's salt": the owner of the whole and who takes or gives."""
    doc = sentence.doc
    if number.how == "multiple" or number.end >= len(doc) or doc[number.end].lower_ != "of":
        return None
    good = next((found for found in sentence.commodities if number.end < found.head <= number.end + 6), None)
    if good is None:
        return None
    everyone = list_parties(sentence)
    takers = [actor for actor, _ in fill_actors(sentence, match.frame, ("agent", "by")) if actor.kind in TRADERS]
    takers = takers or [a for p in everyone if p.end <= match.trigger and match.trigger - p.end <= 2 for a in p.actors]
    owners = _owners(everyone, doc[good.head])
    if not takers or not owners or owners[0].code == takers[0].code or _is_own(doc, number, good.head):
        return None
    return Parties(owners[:1], takers[:1], is_owned=True)


def _is_own(doc: Doc, number: PercentMention, head: int) -> bool:
    """Return whether it is the taker's own need that a part is of: "takes 40% of its crude from Iraq"."""
    return any(token.lower_ in {"its", "their", "our", "all"} for token in doc[number.end : head])
