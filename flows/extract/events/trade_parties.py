"""Whose trade a word for trade means: reporter and partner, from the noun phrase, its prepositions and the verb above.

Here: the sentence. Not here: parties the sentence leaves out (trade_context), the number (trade_numbers).
"""

import re

from flows.extract.events.candidates import fill_actors
from flows.extract.events.rules import Match
from flows.extract.events.trade_readings import Number
from flows.extract.events.trade_sides import (
    TRADERS,
    Parties,
    Party,
    coordinated_premodifiers,
    is_dateline,
    is_verb,
    list_parties,
    premodifiers,
)
from flows.extract.events.trade_takers import (
    add_behind,
    add_listed,
    add_ranked,
    add_share_holder,
    add_taker,
    amount_origin,
    clause_supplier,
    clause_taker,
    goods_origin,
    is_taken_share,
    keep_paired,
    leave_parts,
    main_destination,
)
from flows.extract.events.trade_traders import is_firm, main_subject, named_inside, own_speaker, trading_firms
from flows.extract.events.trade_words import is_word
from flows.extract.mentions.types import Actor
from flows.extract.sentences import Sentence

_PREPOSITIONS = frozenset(
    {
        "to",
        "from",
        "with",
        "between",
        "by",
        "into",
        "of",
        "for",
        "among",
        "against",
        "in",
        "via",
        "through",
        "at",
        "on",
        "towards",
        "toward",
        "over",
        "than",
        "as",
        "per",
    }
)
_BREAKS = frozenset({";", "while", "whereas", "but", "although", "that", "which", "who", "because", "after", "when", "if"})
_EXAMPLES = frozenset({"such", "including", "notably", "namely"})
_REACH = 28
_PAIRED = frozenset({"to", "from", "with", "into"})
_OPENING = 2


def find_parties(sentence: Sentence, match: Match, number: Number, triggers: dict[int, str], flow: str) -> Parties:
    """Return who trades with whom by the words around the trigger; `triggers` are all trade words of the sentence with their flows."""
    doc = sentence.doc
    everyone = list_parties(sentence)
    trigger = match.trigger
    slots: dict[str, list[Party]] = {}
    if is_verb(doc[trigger]) and flow == "balance":
        subject = next((child.i for child in doc[trigger].children if child.dep_.startswith("nsubj")), trigger)
        slots["mod"] = premodifiers(sentence, everyone, subject)
    elif is_verb(doc[trigger]):
        _add_framed(sentence, match, slots)
    else:
        slots["mod"] = premodifiers(sentence, everyone, trigger)
        if not slots["mod"]:
            slots["mod"] = coordinated_premodifiers(sentence, everyone, doc[trigger])
    bound = [party for party in slots.get("mod", []) if party.is_bound]
    if bound:
        slots["to"] = bound
        slots["mod"] = [party for party in slots["mod"] if not party.is_bound]
    _add_following(
        sentence, everyone, trigger, frozenset(i for i, other in triggers.items() if flow != "balance" or other != "total"), slots
    )
    if flow in {"balance", "total"} and "with" not in slots and "between" not in slots:
        _add_fronted(sentence, everyone, trigger, slots)
    if flow != "balance" and "to" not in slots:
        add_share_holder(sentence, everyone, trigger, slots, flow)
    leave_parts(sentence, number, slots)
    slots = {
        role: keep_paired(sentence, number, members) if len(members) > 1 and role in _PAIRED else members for role, members in slots.items()
    }
    parties = _assign(flow, slots)
    parties.is_owned = bool(parties.reporters)
    add_ranked(sentence, match, parties, flow)
    _add_subject(sentence, match, parties, flow, number)
    add_listed(sentence, everyone, number, parties)
    add_behind(sentence, everyone, number, flow, parties)
    if flow == "export" and not parties.partners:
        parties.partners = main_destination(sentence, match)
    if flow == "import" and (origin := amount_origin(sentence, everyone, number)):
        parties.partners = origin
    if flow == "import" and not parties.partners:
        parties.partners = goods_origin(sentence, match, number)
    if flow == "import" and (suppliers := clause_supplier(sentence, number)):
        parties.partners = suppliers
    taker = clause_taker(sentence, match, number) if flow == "export" else None
    if taker is not None:
        parties.partners = [taker]
    parties.partners = [actor for actor in parties.partners if actor.code not in {reporter.code for reporter in parties.reporters}] or []
    parties.is_firm = is_firm(sentence, match, parties)
    _take_back(sentence, trigger, parties)
    return parties


_NEAR_BEHIND = 5
_BACK = re.compile(
    r"\s+(?:of\s+(?:[\w-]+\s+){1,3}?)?(?:there\b|(?:to|from|with)\s+(?:it|them|(?:its|their|our|the)\s+(?:\w+\s+)?neighbou?r|(?:that|the|this)\s+(?:country|market|nation|neighbour|neighbor|island|bloc|kingdom|republic|sultanate|emirate|giant)|the\s+latter)\b)",
    re.IGNORECASE,
)


def _points_back(sentence: Sentence, trigger: int) -> bool:
    """Return whether the words behind the trade word mean a country named before: "exports there", "imports from that country"."""
    token = sentence.doc[trigger]
    return _BACK.match(sentence.text, token.idx + len(token)) is not None


def _take_back(sentence: Sentence, trigger: int, parties: Parties) -> None:
    """Settle whom words like "there" and "that country" behind the trigger mean, or leave it to the figures before; changes `parties` in place."""
    parties.is_meant = _points_back(sentence, trigger)
    named = _that_country(sentence, trigger) if parties.is_meant else None
    if named is not None and named.code not in {reporter.code for reporter in parties.reporters}:
        parties.is_meant, parties.partners = False, [named]
    if parties.is_meant:
        parties.partners = []
        if not parties.is_owned:
            parties.reporters = []


def _that_country(sentence: Sentence, trigger: int) -> Actor | None:
    """Return which country "exports to that country" means, where the text before tells; null for "the country" and "it"."""
    near = range(trigger + 1, trigger + _NEAR_BEHIND)
    found = (m for m in sentence.actors if m.how == "definite" and m.start in near and m.text.lower().startswith(("that ", "this ")))
    return next((mention.actors[0] for mention in found if mention.actors[0].code != "UNK"), None)


def _add_following(
    sentence: Sentence, everyone: list[Party], trigger: int, triggers: frozenset[int], slots: dict[str, list[Party]]
) -> None:
    """Sort the parties behind the trigger by the preposition before each, up to the next trade word or clause."""
    doc = sentence.doc
    limit = min([i for i in triggers if i > trigger] + [len(doc), trigger + _REACH])
    last: tuple[str, int] | None = None
    for i in range(trigger + 1, limit):
        if doc[i].lower_ in _BREAKS or (doc[i].lower_ == "as" and doc[i].dep_ == "mark"):
            break
        if last is not None and doc[i].lower_ in _EXAMPLES:
            break
        party = next((p for p in everyone if p.start == i), None)
        if party is None:
            continue
        if party.end < len(doc) and doc[party.end].lower_ in {"'s", "’s"} and any(party.end < i <= party.end + 4 for i in triggers):
            break
        if last is not None and doc[party.start - 1].lower_ == "," and party.end < len(doc) and doc[party.end].lower_ in {"'s", "’s"}:
            break  # "to Peru, Chile's neighbour"
        above = doc[party.head].head
        if above.i > trigger and above.i < party.start and is_word(above, "causes"):
            continue  # "exports rose on stronger demand from Peru"
        role = _preposition_before(sentence, party.start, trigger)
        if role is None and last is not None and doc[party.head].dep_ == "nsubj" and is_word(doc[party.head].head, "tells"):
            break  # "with Peru, the Chilean statistics office said"
        if role is None and last is not None and all(t.lower_ in {"and", ",", "the", "or", "&"} for t in doc[last[1] : party.start]):
            role = last[0]
        if role is None:
            continue
        members = slots.setdefault(role, [])
        is_continued = last is not None and last[0] == role and party.start - last[1] <= 3
        if not members or is_continued:
            members.append(party)
            last = (role, party.end)


def _add_fronted(sentence: Sentence, everyone: list[Party], trigger: int, slots: dict[str, list[Party]]) -> None:
    """Take the partner that opens the clause: "With China the deficit widened"."""
    doc = sentence.doc
    party = next((p for p in everyone if 0 < p.start < trigger and p.end <= trigger), None)
    lead = party.start - 1 if party is not None else 0
    lead -= lead > 0 and doc[lead].lower_ == "the"
    if party is None or doc[lead].lower_ not in {"with", "against", "towards"} or lead > _OPENING:
        return
    slots["with"] = [party]
    slots["mod"] = [other for other in slots.get("mod", []) if other is not party]


def _preposition_before(sentence: Sentence, start: int, trigger: int) -> str | None:
    """Return the preposition in whose noun phrase the party stands first."""
    doc = sentence.doc
    if doc[start - 1].lower_ == "(" and trigger + 1 < start and doc[trigger + 1].lower_ in _PREPOSITIONS:
        return doc[trigger + 1].lower_ if not any(token.pos_ == "VERB" for token in doc[trigger + 1 : start]) else None
    for i in range(start - 1, max(trigger - 1, start - 5), -1):
        token = doc[i]
        if token.lower_ == "of" and i > trigger + 1 and is_word(doc[i - 1], "parts_of_regions"):
            continue  # "with the rest of Asia", "to the countries of the Gulf"
        if token.lower_ == "for" and is_word(doc[i - 1], "bound"):
            return "to"
        if token.lower_ in _PREPOSITIONS or token.dep_ == "case":
            return (
                f"{token.nbor(-1).lower_} {token.lower_}"
                if token.lower_ == "to" and token.nbor(-1).lower_ in {"according", "due", "compared"}
                else token.lower_
            )
        if token.pos_ not in {"DET", "ADJ", "NOUN", "NUM", "ADV"} and token.lower_ not in {"-", "both", "its", "their"}:
            return None
    return None


def _add_framed(sentence: Sentence, match: Match, slots: dict[str, list[Party]]) -> None:
    """Take a verb's own arguments: who exports, to whom, from where."""
    origins_after = tuple(role for role in match.rule.roles.get("partner", ()) if role in {"from", "on", "upon"}) or ("from",)
    for slot, roles in (("mod", ("agent", "by")), ("to", ("to", "recipient", "into")), ("from", origins_after)):
        found = fill_actors(sentence, match.frame, roles, inside=slot != "mod")
        if found and all(mention.how == "pronoun" for _, mention in found):
            found = named_inside(sentence, match, roles) or found
        parties = [
            Party(m.start, m.end, m.head, (actor,))
            for actor, m in found
            if actor.kind in TRADERS and (actor.code != "UNK" or actor.kind == "region")
        ]
        if parties:
            slots[slot] = parties
    if "mod" not in slots:
        slots.update(trading_firms(sentence, match))
    receivers = [sentence.actor_at(token) for token in match.frame.fillers("patient")]
    states = [m for m in receivers if m is not None and m.how != "demonym" and all(actor.kind in TRADERS for actor in m.actors)]
    if states and "to" not in slots:  # "supplied Peru with gas"
        slots["to"] = [Party(m.start, m.end, m.head, m.actors) for m in states]
    patients = [sentence.actors_under(token) for token in match.frame.fillers("patient")]
    origins = [
        Party(m.start, m.end, m.head, m.actors, True) for found in patients for m in found if m.how == "demonym" and m.start > match.trigger
    ]
    if origins:
        slots.setdefault("origin", []).extend(origins[:1])


def _actors(parties: list[Party]) -> list[Actor]:
    return [actor for party in parties for actor in party.actors]


def _assign(flow: str, slots: dict[str, list[Party]]) -> Parties:
    """Return reporters and partners by the flow: exports go `to`, imports come `from`, trade is `between` or `with`."""
    mod, of = slots.get("mod", []), slots.get("of", [])
    of_origin, of_owner = [p for p in of if p.is_origin], [p for p in of if not p.is_origin]
    origin = [*slots.get("origin", []), *of_origin]
    to = slots.get("to") or slots.get("into") or []
    if flow == "export":
        reporters = mod or slots.get("from") or slots.get("by") or origin or of_owner
        return Parties(_actors(reporters), _actors(to))
    if flow == "import":
        source = slots.get("from") or origin
        if not source and len(mod) > 1:  # "India's Russian oil imports"
            mod, source = mod[:1], mod[1:]
        reporters = mod or slots.get("by") or to or (of_owner if source is not of_owner else [])
        if not reporters and slots.get("in"):
            reporters = slots["in"]
        return Parties(_actors(reporters), _actors(source))
    between = _actors(slots.get("between") or slots.get("among") or [])
    if len(between) >= 2:
        return Parties(between[:1], between[1:2])
    owners = _actors(mod) or _actors(of_owner) or between
    with_ = _actors(slots.get("with") or []) or (_actors(to) if flow == "total" else [])
    if len(owners) >= 2 and not with_:
        return Parties(owners[:1], owners[1:2])
    return Parties(owners, with_)


def _add_subject(sentence: Sentence, match: Match, parties: Parties, flow: str, number: Number) -> None:
    """Fill what is missing from the verb above the trade noun: "Japan had a surplus", "China takes 90% of its exports"."""
    agents = [
        actor
        for actor, mention in fill_actors(sentence, match.frame, ("gov.agent", "agent", "gov.gov.agent"))
        if actor.kind in TRADERS and actor.code != "UNK" and not is_dateline(sentence, mention.start)
    ]
    known = {actor.code for actor in parties.reporters}
    if parties.is_ranked:
        return
    if is_taken_share(sentence, match, number):
        agents = main_subject(sentence, match) or agents
    if not known and flow != "balance" and (speaker := own_speaker(sentence, match)) is not None:
        parties.reporters = [speaker]
        return
    if is_taken_share(sentence, match, number) and agents and flow != "balance":
        add_taker(sentence, match, parties, agents[0])
        if parties.partners:
            return
    if not parties.reporters:
        parties.reporters = [agent for agent in agents if agent.code not in {partner.code for partner in parties.partners}][:2]
        if flow == "total" and len(parties.reporters) >= 2 and not parties.partners:
            parties.partners = parties.reporters[1:2]
        parties.reporters = parties.reporters[:1]
    elif not parties.partners and flow != "balance":
        takers = [agent for agent in agents if agent.code not in known]
        if takers and is_taken_share(sentence, match, number):
            parties.partners = takers[:1]
