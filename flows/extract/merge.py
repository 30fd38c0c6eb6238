"""One event, one row: the statements of an event within a document are merged, and every passage is kept as evidence.

Here: what counts as the same event and which statement speaks for it. Not here: the same event in other documents (warehouse clusters).
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from flows.extract.events.candidates import Candidate
from flows.extract.events.dates_context import goes_on_with
from flows.extract.events.meeting_sides import Participants
from flows.extract.mentions.types import DateMention

# The columns of each kind that a fuller statement of the same event may fill in.
_FILLED = {
    "arms_transfers": [
        "supplier_code",
        "supplier_name",
        "recipient_code",
        "recipient_name",
        "weapon_designation",
        "sipri_category",
        "unroca_category",
        "quantity_min",
        "quantity_max",
        "quantity_text",
        "value_amount",
        "value_currency",
        "value_text",
    ],
    "meetings": ["host_country_code", "level"],
    "trade_figures": ["commodity", "period_start", "period_end", "period_text"],
    "sanctions": ["authority_code", "authority_name", "reason", "programme"],
}
# Columns that belong together: filled from one statement or not at all.
_GROUPS = (
    ("quantity_min", "quantity_max", "quantity_text"),
    ("value_amount", "value_currency", "value_text"),
    ("period_start", "period_end", "period_text"),
)

# How many sentences away a statement without a date may still mean a meeting that is dated.
_REACH_OF_DATE = 4

_LONG_DAYS = 6


@dataclass(slots=True)
class Event:
    """A merged event: the statement that speaks for it, completed, and all its statements in text order."""

    best: Candidate
    statements: list[Candidate] = field(default_factory=list)


def merge_candidates(candidates: Iterable[Candidate]) -> list[Event]:
    """Return the events that the candidates of one document state, in the order of their first statement."""
    events: list[Event] = []
    for candidate in candidates:
        same = next((event for event in events if _is_same(event, candidate)), None)
        if same is None:
            events.append(Event(candidate, [candidate]))
        else:
            same.statements.append(candidate)
            if _fullness(candidate) > _fullness(same.best):
                same.best = candidate
    for event in events:
        _complete(event)
    return events


def _is_same(event: Event, candidate: Candidate) -> bool:
    if event.best.kind != candidate.kind:
        return False
    if candidate.kind == "meetings":
        return all(_is_one_meeting(candidate, statement) for statement in event.statements)
    if candidate.kind == "arms_transfers":
        return all(_is_one_transfer(candidate, statement) for statement in event.statements)
    if candidate.kind == "sanctions":
        return all(_is_one_sanction(candidate, statement) for statement in event.statements)
    return any(_keys_agree(candidate, statement) for statement in event.statements)


def _keys_agree(one: Candidate, other: Candidate) -> bool:
    if one.key == other.key:
        return True
    if one.sentence.index == other.sentence.index and one.kind == "trade_figures":
        is_same_text: bool = one.fields["value_text"] == other.fields["value_text"]
        return is_same_text and one.trigger_start == other.trigger_start and one.key[:2] == other.key[:2]
    return False


def _is_one_sanction(one: Candidate, other: Candidate) -> bool:
    """Return whether two statements can speak of one act: the same parties and action, and dates that overlap."""
    if one.key != other.key:
        return False
    if one.fields["action"] != "imposed" or (one.date is None and other.date is None):
        return True
    if one.date is None or other.date is None:
        later = max(one, other, key=lambda statement: statement.sentence.index)
        return abs(one.sentence.index - other.sentence.index) == 1 and goes_on_with("sanctions", later.sentence.text)
    return one.date.first <= other.date.last and other.date.first <= one.date.last


def _is_one_transfer(one: Candidate, other: Candidate) -> bool:
    """Return whether two statements can speak of one transfer: parties, weapon, number, and whether it happens at all, do not differ."""
    pairs = list(zip(one.key[:2], other.key[:2], strict=True))
    if not all(a is None or b is None or a == b for a, b in pairs) or not any(a is not None and a == b for a, b in pairs):
        return False
    if one.key[2:] != other.key[2:]:
        return False
    if one.trigger_start == other.trigger_start and one.fields["weapon_text"] != other.fields["weapon_text"]:
        return False  # two items of one list
    counts = [(c.fields["quantity_min"], c.fields["quantity_max"]) for c in (one, other)]
    if counts[0] != counts[1] and (None, None) not in counts:
        return False
    if (one.assertion == "denied") != (other.assertion == "denied"):
        return False
    statuses = {one.fields["status"], other.fields["status"]}
    if (
        statuses == {"agreed", "delivered"}
        and (one.sentence.index != other.sentence.index or "order_behind" in {*one.features, *other.features})
        and one.fields["weapon_category"] != "unspecified"
    ):
        return False  # the order and its delivery
    return len(statuses) == 1 or "cancelled" not in statuses


def _is_one_meeting(one: Candidate, other: Candidate) -> bool:
    """Return whether two statements can speak of one meeting: the same sides, dates that overlap, both a call or neither, both ahead or neither."""
    if one.key != other.key:
        return False
    if one.date is not None and other.date is not None and (one.date.last < other.date.first or other.date.last < one.date.first):
        return False
    if (one.fields["mode"] == "call") != (other.fields["mode"] == "call") or _persons_differ(one, other) or _guests_differ(one, other):
        return False
    if one.sentence.index == other.sentence.index:
        return True
    if (one.date is None) != (other.date is None) and abs(one.sentence.index - other.sentence.index) > _REACH_OF_DATE:
        return False
    return {one.fields["status"], other.fields["status"]} not in ({"held", "planned"}, {"held", "cancelled"})


def _guests_differ(one: Candidate, other: Candidate) -> bool:
    """Return whether two visits go to different states, or two persons of one state make them."""
    if one.fields["mode"] != "visit" or other.fields["mode"] != "visit":
        return False
    hosts = [candidate.fields["host_country_code"] for candidate in (one, other)]
    if None in hosts:
        return False
    if hosts[0] != hosts[1]:
        return True
    guests = [{_surname(a.person) for a in c.participants if a.person and a.code != hosts[0]} for c in (one, other)]
    return all(guests) and not guests[0] & guests[1]


def _persons_differ(one: Candidate, other: Candidate) -> bool:
    """Return whether two statements of talks name different persons for one side; a visit is one event whomever the guest meets."""
    if "visit" in {one.fields["mode"], other.fields["mode"]}:
        return False
    for code in one.key[0]:
        here, there = ({_surname(actor.person) for actor in c.participants if actor.code == code and actor.person} for c in (one, other))
        if here and there and not here & there:
            return True
    return False


def _surname(person: str) -> str:
    return person.rsplit(maxsplit=1)[-1].lower()


def _fullness(candidate: Candidate) -> tuple[float, int, int, int]:
    asserted = candidate.assertion == "asserted"
    filled = -candidate.features.get("vague", 0.0) + sum(candidate.fields.get(column) is not None for column in _FILLED[candidate.kind])
    return (
        filled + (candidate.date is not None) + (candidate.place is not None) + len(candidate.participants),
        int(asserted),
        int(not candidate.sentence.is_headline),
        -candidate.sentence.index,
    )


def _more_precise(one: DateMention | None, other: DateMention | None) -> DateMention | None:
    """Return the first date, or the second where there is no first or the second is a shorter stretch within it ("next week": "on Friday").

    A run of a few days is as long as a visit lasts and stays.
    """
    if one is None or other is None or (one.last - one.first).days < _LONG_DAYS:
        return one or other
    is_within = one.first <= other.first and other.last <= one.last
    return other if is_within and other.last - other.first < one.last - one.first else one


def _complete(event: Event) -> None:
    best = event.best
    grouped = {column for group in _GROUPS for column in group}
    for statement in event.statements:
        if statement is best:
            continue
        for column in _FILLED[best.kind]:
            if column not in grouped and best.fields.get(column) is None:
                best.fields[column] = statement.fields.get(column)
        for group in _GROUPS:
            if group[0] in best.fields and all(best.fields.get(column) is None for column in group):
                for column in group:
                    best.fields[column] = statement.fields.get(column)
        best.date = _more_precise(best.date, statement.date)
        best.place = best.place or statement.place
    if best.kind == "meetings":
        together = Participants(list(best.participants))
        for actor in [actor for statement in event.statements for actor in statement.participants if actor.code in best.key[0]]:
            together.add(actor)
        best.participants = together.actors
    if best.kind == "meetings" and best.place is not None and best.fields.get("host_country_code") is None:
        best.fields["host_country_code"] = best.place.country_code
