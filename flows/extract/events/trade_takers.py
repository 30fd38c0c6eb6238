"""Partners that words for a part, a rank or a list name: who takes a share, is called the main market, stands beside a number.

Here: partners outside the trade word's own phrase. Not here: who stands in that phrase (trade_parties), who there is (trade_sides).
"""

import re

from flows.extract.events.rules import Match
from flows.extract.events.trade_readings import Number, text_after
from flows.extract.events.trade_sides import TRADERS, Parties, Party, list_parties, premodifiers
from flows.extract.events.trade_triggers import number_root
from flows.extract.events.trade_words import is_word
from flows.extract.language.syntax import preposition
from flows.extract.mentions.types import Actor
from flows.extract.sentences import Sentence

_RANKED = {
    "import": frozenset({"source", "supplier", "origin", "provider"}),
    "export": frozenset({"market", "destination", "buyer", "customer", "recipient", "importer", "outlet"}),
}


def add_ranked(sentence: Sentence, match: Match, parties: Parties, flow: str) -> None:
    """Take who is called the source or market of the trade as its partners: "Chile and Peru were the main sources of imports"."""
    role = sentence.doc[match.trigger].head
    if parties.partners or role.lemma_.lower() not in _RANKED.get(flow, frozenset()):
        return
    subject = next((child for child in role.children if child.dep_.startswith("nsubj")), None)
    if subject is None:
        return
    mentions = [found for token in (subject, *subject.conjuncts) if (found := sentence.actor_at(token.i)) is not None]
    parties.partners = [actor for found in mentions for actor in found.actors if actor.kind in TRADERS and actor.code != "UNK"]
    parties.is_ranked = bool(parties.partners)


def add_share_holder(sentence: Sentence, everyone: list[Party], trigger: int, slots: dict[str, list[Party]], flow: str) -> None:
    """Take whose share it is as the partner: "Chile's share of Peru's imports"."""
    doc = sentence.doc
    slot = {"export": "to", "import": "from"}.get(flow, "with")
    for token in doc[max(0, trigger - 9) : trigger]:
        if token.lemma_.lower() != "share" or token.i + 1 >= trigger or doc[token.i + 1].lower_ not in {"of", "in"}:
            continue
        holders = premodifiers(sentence, everyone, token.i)
        if not holders and any(
            t.lower_ in {"in", "of"} for t in doc[token.i + 2 : trigger]
        ):  # "the share of Russian oil in Peru's imports"
            holders = [party for party in everyone if token.i + 1 < party.start <= token.i + 3 and party.end < trigger][:1]
            slots["mod"] = [party for party in slots.get("mod", []) if party not in holders]
        if holders:
            slots[slot] = holders


def add_taker(sentence: Sentence, match: Match, parties: Parties, taker: Actor) -> None:
    """Make who takes a part the partner: "China buys a fifth of its exports", where "its" is not China's, "X accounts for 90% of the North's trade"."""
    owner = next((child for child in sentence.doc[match.trigger].children if child.dep_ == "nmod:poss"), None)
    is_bought = match.rule.values["flow"] == "export" and any(governor.lemma in _BUYING for governor in match.frame.governors[:2])
    if owner is None and is_bought and not parties.reporters:
        parties.partners = [taker]  # "beef goes to Peru, which took 58 percent of exports"
        return
    if owner is None or owner.lower_ == "world":
        return
    known = {actor.code for actor in parties.reporters}
    if not known:
        parties.partners = [taker]
    elif known == {taker.code} and any(governor.lemma in _BUYING for governor in match.frame.governors[:2]):
        others = {
            a.code: a for p in list_parties(sentence) if p.end <= match.trigger for a in p.actors if a.code not in {taker.code, "UNK"}
        }
        parties.reporters, parties.partners = list(others.values()) if len(others) == 1 else [], [taker]


_WENT = re.compile(
    r"\s*(?:of\s+(?:it|them|that|this|which)\s+)?(?:(?:were|was|is|are)\s+)?(?:went|goes|go|going|bound|destined|headed|shipped|sold|sent|exported)\s+(?:to|for)\s+(?:the\s+)?",
    re.IGNORECASE,
)
_BUYING = frozenset({"buy", "take", "absorb", "receive", "purchase"})
_TAKING = frozenset({"account", "handle", "take", "absorb", "buy", "receive", "represent", "make", "provide", "supply", "purchase"})


def is_taken_share(sentence: Sentence, match: Match, number: Number) -> bool:
    """Return whether the verb above the trade word says who takes or makes up a part of it: "China buys a fifth of its oil exports"."""
    if number not in sentence.percentages:
        return False
    return any(governor.lemma in _TAKING for governor in match.frame.governors[:3])


_ACQUIRING = frozenset({"take", "buy", "receive", "absorb", "import", "purchase"})


def keep_paired(sentence: Sentence, number: Number, parties: list[Party]) -> list[Party]:
    """Return of several partners those that stand with this number: "sold 3 tonnes to Peru and 4 to Chile" pairs each with its own."""
    numbers = [*sentence.money, *sentence.percentages, *sentence.trade_quantities]
    first, last = min(p.start for p in parties), max(p.start for p in parties)
    if not any(first < other.start < last for other in numbers if type(other) is type(number)):
        return parties
    own = [
        p for p in parties if max((o.start for o in numbers if type(o) is type(number) and o.start < p.start), default=-1) == number.start
    ]
    return own or parties


def clause_taker(sentence: Sentence, match: Match, number: Number) -> Actor | None:
    """Return the state that takes the goods in a clause beside the trade word's: "Peru shipped $4bn to Chile; Japan took $3bn"."""
    trigger = sentence.doc[match.trigger]
    verb = next(
        (token for token in number_root(sentence, number).ancestors if any(c.dep_.startswith("nsubj") for c in token.children)), None
    )
    if verb is None or verb.i == trigger.i or verb.is_ancestor(trigger) or verb.lemma_.lower() not in _ACQUIRING:
        return None
    subject = next(child for child in verb.children if child.dep_.startswith("nsubj"))
    mention = sentence.actor_at(verb.head.i if subject.lower_ in {"which", "who", "that"} else subject.i)
    if mention is None or mention.how == "pronoun":
        return None
    return next((actor for actor in mention.actors if actor.kind == "state" and actor.code != "UNK" and not actor.person), None)


def goods_origin(sentence: Sentence, match: Match, number: Number) -> list[Actor]:
    """Return whose goods make up the part that the number tells: "Russian gas accounted for 8 percent of Peru's imports"."""
    if not is_taken_share(sentence, match, number):
        return []
    verb = next((token for token in number_root(sentence, number).ancestors if any(c.dep_ == "nsubj" for c in token.children)), None)
    subject = next((child for child in verb.children if child.dep_ == "nsubj"), None) if verb is not None else None
    inside = {token.i for token in subject.subtree} if subject is not None else set()
    if not any(found.head in inside for found in sentence.commodities):
        return []
    return [actor for party in list_parties(sentence) if party.start in inside for actor in party.actors][:1]


def amount_origin(sentence: Sentence, everyone: list[Party], number: Number) -> list[Actor]:
    """Return whose goods one of several amounts is of: "240,000 tons of Peruvian and 60,000 tons of Chilean wheat"."""
    doc = sentence.doc
    if number not in sentence.trade_quantities or number.end + 1 >= len(doc) or doc[number.end].lower_ != "of":
        return []
    party = next((p for p in everyone if p.start == number.end + 1), None)
    is_adjective = party is not None and (party.is_origin or doc[party.end - 1].pos_ == "ADJ")
    return list(party.actors) if party is not None and is_adjective else []


def main_destination(sentence: Sentence, match: Match) -> list[Actor]:
    """Return where the trade goes that is the subject: "a third of its exports go to Peru", "end up in Peru", "are destined for Peru"."""
    verb = next((sentence.doc[g.token] for g in match.frame.governors[:3] if sentence.doc[g.token].pos_ in {"VERB", "ADJ"}), None)
    if verb is None or not is_word(verb, "goes"):
        return []
    for child in verb.children:
        if child.i > verb.i and child.dep_.startswith("obl") and preposition(child) in {"to", "for", "in", "into"}:
            return [actor for party in list_parties(sentence) if party.start <= child.i < party.end for actor in party.actors]
    return []


def clause_supplier(sentence: Sentence, number: Number) -> list[Actor]:
    """Return the states that supply the part that the number tells: "imports 12 mln tonnes, of which 5 mln are supplied by Peru"."""
    verb = next((token for token in number_root(sentence, number).ancestors if any(c.dep_ == "nsubj:pass" for c in token.children)), None)
    if verb is None or verb.lemma_.lower() not in _SUPPLYING:
        return []
    for child in verb.children:
        mention = sentence.actor_at(child.i) if preposition(child) in {"by", "from"} else None
        if mention is not None:
            return [actor for actor in mention.actors if actor.kind in TRADERS and actor.code != "UNK"]
    return []


_SUPPLYING = frozenset({"supply", "provide", "ship", "sell", "deliver", "source"})
_BEHIND = {"export": frozenset({"to"}), "import": frozenset({"from"}), "total": frozenset({"with"}), "balance": frozenset({"with"})}


def add_behind(sentence: Sentence, everyone: list[Party], number: Number, flow: str, parties: Parties) -> None:
    """Take the partner right behind one of several numbers: "$252bn with Peru against 246 billion with Chile"."""
    doc = sentence.doc
    if number.end >= len(doc) or doc[number.end].lower_ not in _BEHIND.get(flow, frozenset()):
        return
    party = next((p for p in everyone if 0 < p.start - number.end <= 2), None)
    if party is not None and party.actors[0].code not in {actor.code for actor in parties.reporters} and not party.is_origin:
        parties.partners = list(party.actors)


def add_listed(sentence: Sentence, everyone: list[Party], number: Number, parties: Parties) -> None:
    """Take the partner named right at the number in a list: "with Germany, at $5bn, and France ($4bn)"."""
    doc = sentence.doc
    went = _WENT.match(text_after(sentence, number))
    if went is not None:
        at = doc[number.end - 1].idx + len(doc[number.end - 1]) + went.end()
        taker = next((p for p in everyone if doc[p.start].idx <= at < doc[p.end - 1].idx + len(doc[p.end - 1])), None)
        if taker is not None:
            parties.partners = list(taker.actors)
            return
    i = number.start - 1
    if i >= 1 and doc[i].lower_ in {"at", "with", "("}:
        i -= 2 if doc[i - 1].lower_ == "," else 1
        party = next((p for p in everyone if p.end - 1 == i), None)
        known = {actor.code for actor in parties.reporters}
        is_recipient = party is not None and doc[number.start - 1].lower_ == "(" and doc[max(0, party.start - 1)].lower_ in {"to", "for"}
        if party is not None and (parties.partners or is_recipient) and party.actors[0].code not in known:
            parties.partners = list(party.actors)


_WHOLE_TO = re.compile(
    r"\b(?:all|most|much|half|some|nearly\s+half)\s+of\s+(?:it|them|that|which)\s+(?:\w+\s+)?(?:to|for)\b", re.IGNORECASE
)
_PART_TO = re.compile(r"\s*of\s+(?:it|them|that|this|which)\s+(?:went\s+)?to\s+(?:the\s+)?", re.IGNORECASE)


def leave_parts(sentence: Sentence, number: Number, slots: dict[str, list[Party]]) -> None:
    """Take a destination away from a whole whose part it is of: "exported $9bn of gold, 73% of it to Peru"."""
    doc = sentence.doc
    for other in sentence.percentages:
        part = _PART_TO.match(text_after(sentence, other))
        if part is None or other is number:
            continue
        at = doc[other.end - 1].idx + len(doc[other.end - 1]) + part.end()
        if any(doc[party.start].idx == at for party in slots.get("to", [])):
            del slots["to"]
    whole = _WHOLE_TO.search(sentence.text, doc[number.end - 1].idx)
    if whole is not None and any(doc[party.start].idx >= whole.start() for party in slots.get("to", [])):
        del slots["to"]
