"""Parties that the sentence of a trade figure leaves out: from the figure before, the office that tells it, the states a text names most.

Here: filling the columns of one reading. Not here: which figure is the one before (trade_context), what the sentence names (trade_parties).
"""

import re
from collections import Counter
from collections.abc import Sequence

from flows.extract.events.candidates import Candidate
from flows.extract.mentions.types import Actor
from flows.extract.sentences import Sentence

NEAR = 2
_OPENING, _OPENING_WEIGHT = 3, 3
DIRECTED = frozenset({"export", "import"})
_LEAST_MENTIONS = 2
_SHORT = 3
# "In the other direction": the other side's trade with the one told before.
_IN_RETURN = re.compile(
    r"\b(?:in\s+return|in\s+turn|in\s+the\s+(?:other|opposite|reverse)\s+direction|for\s+its\s+part|the\s+other\s+way)\b", re.IGNORECASE
)


def rank_states(sentences: Sequence[Sentence]) -> list[tuple[str, str, int]]:
    """Return the states and the EU that a document names, most named first: code, name and count; its opening counts more."""
    counts: Counter[str] = Counter()
    names: dict[str, str] = {}
    for position, sentence in enumerate(sentences):
        weight = _OPENING_WEIGHT if position < _OPENING else 1
        sums = {i for money in sentence.money for i in range(money.start, money.end)}
        for mention in sentence.actors:
            if mention.start in sums or (
                mention.text.isupper() and len(mention.text) > _SHORT and sentence.index <= _OPENING and mention.start <= _OPENING
            ):
                continue  # "US dollars"; "MOSCOW/VIENNA" only says where it was written
            for actor in mention.actors:
                if (actor.kind == "state" or actor.code == "EU") and actor.code != "UNK" and mention.how not in {"definite", "pronoun"}:
                    counts[actor.code] += weight
                    names.setdefault(actor.code, actor.name)
    return [(code, names[code], count) for code, count in counts.most_common()]


# "... Exporters' Assembly", "Brazil's customs": the statistics of a country's own body.
_TELLER = re.compile(
    r"\b[A-Z][\w.&’'-]*\s+(?:(?:[A-Z][\w.&’'-]*|of|and|for|the|foreign|trade|finance|economy|economics|agriculture|commerce|oil|energy|government|central|state|national|official|industry)\s+){0,6}?(?:[Cc]ustoms|[Ss]tatistic(?:s|al)|Ministry|[Mm]inistry|Department|Bureau|Association|Assembly|Council|Board|Federation|Institute|Chamber|Agency|Office|office|Authority|Administration|bank|Bank|data|figures)\b"
)


def complete_parties(candidate: Candidate, before: Candidate | None, focus: list[tuple[str, str, int]]) -> None:
    """Fill the missing reporter and partner of a reading, in place; what nothing tells stays null."""
    fields = candidate.fields
    reporter, partner = fields["reporter_code"], fields["partner_code"]
    if candidate.features.get("bilateral") and (reporter is None or partner is None):
        _complete_pair(candidate, before, focus)
    elif reporter is None:
        _complete_reporter(candidate, before, focus)
    elif partner is None and before is not None:
        _complete_partner(candidate, before)
    if fields["flow"] == "total" and fields["partner_code"] is None and candidate.sentence.is_headline:
        _complete_headline(candidate)


def _complete_headline(candidate: Candidate) -> None:
    """Take the two states of a headline as the sides of the trade it tells: "Tehran, Islamabad eye $10bn trade"."""
    states = rank_states([candidate.sentence])
    if len(states) == 2:
        first, second = sorted(states, key=lambda state: _first_place(candidate, state[0]))
        set_side(candidate, "reporter", first[0], first[1])
        set_side(candidate, "partner", second[0], second[1])


def _first_place(candidate: Candidate, code: str) -> int:
    return next((m.start for m in candidate.sentence.actors if any(actor.code == code for actor in m.actors)), 0)


def _complete_pair(candidate: Candidate, before: Candidate | None, focus: list[tuple[str, str, int]]) -> None:
    fields = candidate.fields
    pairs: list[tuple[str, str]] = []
    if before is not None and before.fields["partner_code"] is not None:
        pairs = [(before.fields[f"{side}_code"], before.fields[f"{side}_name"]) for side in ("reporter", "partner")]
    if not pairs:
        own = rank_states([candidate.sentence])
        ranked = own if len(own) >= 2 else focus
        pairs = [(code, name) for code, name, _ in ranked[:2]]
    teller = _office(candidate, fields["partner_code"]) if fields["reporter_code"] is None and fields["partner_code"] is not None else None
    if teller is not None:
        set_side(candidate, "reporter", teller.code, teller.name)
        return
    given = fields["reporter_code"] or fields["partner_code"]
    if given is not None:
        pairs = [(given, fields["reporter_name"] or fields["partner_name"]), *[pair for pair in pairs if pair[0] != given]]
    if len(pairs) >= 2:
        set_side(candidate, "reporter", *pairs[0])
        set_side(candidate, "partner", *pairs[1])


def _complete_reporter(candidate: Candidate, before: Candidate | None, focus: list[tuple[str, str, int]]) -> None:
    partner = candidate.fields["partner_code"]
    teller = _office(candidate, partner)
    if teller is not None and (before is None or teller.code not in {before.fields["partner_code"], before.fields["reporter_code"]}):
        set_side(candidate, "reporter", teller.code, teller.name)
        return
    if before is not None:
        for side in ("reporter", "partner"):
            if before.fields[f"{side}_code"] not in {None, partner, "UNK"}:
                set_side(candidate, "reporter", before.fields[f"{side}_code"], before.fields[f"{side}_name"])
                break
        is_same = before.sentence.index == candidate.sentence.index and before.fields["flow"] in {*DIRECTED, "total"}
        is_pair = (
            candidate.fields["flow"] != "balance"
            and "total" in {before.fields["flow"], candidate.fields["flow"]}
            and candidate.sentence.index - before.sentence.index <= NEAR
        )
        if partner is None and (is_same or is_pair):
            set_side(candidate, "partner", before.fields["partner_code"], before.fields["partner_name"])
        if candidate.fields["reporter_code"] is not None:
            return
    sources = [
        a
        for m in candidate.sentence.actors
        if m.text == candidate.attributed_to
        for a in m.actors
        if a.kind == "state" and a.code != partner
    ]
    if sources:
        set_side(candidate, "reporter", sources[0].code, sources[0].name)
        return
    others = [(code, name, count) for code, name, count in focus if code != partner]
    if others and others[0][2] >= _LEAST_MENTIONS:
        set_side(candidate, "reporter", others[0][0], others[0][1])


def _office(candidate: Candidate, partner: str | None) -> Actor | None:
    """Return the state whose office or trade body tells the figure: "data from the Turkish Exporters' Assembly", "the Vietnam Food Association said"."""
    sentence = candidate.sentence
    at = sentence.text.find(candidate.attributed_to) if candidate.attributed_to else -1
    if at > 0:  # "Argentina's Indec said"
        owner = next((m for m in sentence.actors if sentence.doc[m.end - 1].idx + len(sentence.doc[m.end - 1]) + 3 == at), None)
        states = [a for a in owner.actors if a.code not in {"UNK", partner} and a.kind == "state"] if owner is not None else []
        if states:
            return Actor(states[0].code, states[0].name, "state")
    for found in _TELLER.finditer(sentence.text):
        named = [
            actor
            for mention in sentence.actors
            if found.start() <= sentence.doc[mention.start].idx < found.end() and mention.how not in {"pronoun", "definite"}
            for actor in mention.actors
            if actor.code not in {"UNK", partner} and actor.kind in {"state", "organisation", "entity"}
        ]
        if named and named[0].kind != "entity":
            return Actor(named[0].code, named[0].name, "state")
    return None


def _complete_partner(candidate: Candidate, before: Candidate) -> None:
    """Take the other side from a figure of the same sentence, or from the two states' trade in the one before: "X's exports to Y ..., while Y's exports ..."."""
    fields, known = candidate.fields, before.fields
    if known["partner_code"] is None or (fields["flow"] not in DIRECTED and known["flow"] != "total"):
        return
    is_return = _IN_RETURN.search(candidate.sentence.text) is not None
    is_near = before.sentence.index == candidate.sentence.index or (
        (known["flow"] == "total" or is_return) and candidate.sentence.index - before.sentence.index <= NEAR
    )
    if not is_near:
        return
    if fields["reporter_code"] == known["partner_code"]:
        set_side(candidate, "partner", known["reporter_code"], known["reporter_name"])
    elif fields["reporter_code"] == known["reporter_code"] and (
        fields["flow"] != known["flow"] or candidate.trigger_start == before.trigger_start or fields["measure"] == "share"
    ):
        set_side(candidate, "partner", known["partner_code"], known["partner_name"])


def set_side(candidate: Candidate, side: str, code: str | None, name: str | None) -> None:
    """Give a reading its reporter or partner and mark it as completed, in place."""
    candidate.fields[f"{side}_code"], candidate.fields[f"{side}_name"] = code, name
    candidate.features["fallback"] = 1.0
