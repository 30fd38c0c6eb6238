"""The lists hold every value that the gold corpus uses."""

import json
from pathlib import Path

import pytest

from schemas import enumerations
from schemas.codes import ACTOR_CODES, CURRENCY_CODES

GOLD = Path(__file__).parents[3] / "shared" / "gold"
ACTORS = ("supplier", "recipient", "reporter", "partner", "authority", "target")

pytestmark = pytest.mark.skipif(not GOLD.exists(), reason="the gold corpus is not beside this checkout")


@pytest.fixture(scope="module")
def events():
    paths = [path for folder in ("dev", "items", "more") for path in sorted((GOLD / folder).glob("*.json"))]
    return [event for path in paths for event in json.loads(path.read_text(encoding="utf-8"))["events"]]


def _values(events, kind, *path):
    found = [event for event in events if event["kind"] == kind]
    for name in path:
        found = [event[name] for event in found if event.get(name) is not None]
    return {value for item in found for value in (item if isinstance(item, list) else [item])}


@pytest.mark.parametrize(
    ("kind", "path", "known"),
    [
        ("arms_transfer", ("weapon", "category"), enumerations.WEAPON_CATEGORIES),
        ("arms_transfer", ("status",), enumerations.TRANSFER_STATUSES),
        ("arms_transfer", ("deal_type",), enumerations.DEAL_TYPES),
        ("arms_transfer", ("value", "currency"), CURRENCY_CODES),
        ("meeting", ("mode",), enumerations.MEETING_MODES),
        ("meeting", ("status",), enumerations.MEETING_STATUSES),
        ("meeting", ("topics",), enumerations.MEETING_TOPICS),
        ("trade_figure", ("flow",), enumerations.TRADE_FLOWS),
        ("trade_figure", ("measure",), enumerations.TRADE_MEASURES),
        ("trade_figure", ("obs",), enumerations.OBSERVATION_STATUSES),
        ("trade_figure", ("unit",), {*CURRENCY_CODES, *enumerations.QUANTITY_UNITS, enumerations.PERCENT_UNIT}),
        ("sanction", ("action",), enumerations.SANCTION_ACTIONS),
        ("sanction", ("measures",), enumerations.SANCTION_MEASURES),
        ("sanction", ("target", "type"), enumerations.SANCTION_TARGET_TYPES),
    ],
)
def test_enumerations_cover_the_gold(events, kind, path, known):
    assert sorted(_values(events, kind, *path) - set(known)) == []


def test_actor_codes_cover_the_gold(events):
    named = {event[role]["id"] for event in events for role in ACTORS if event.get(role)}
    named |= {participant["id"] for event in events for participant in event.get("participants") or []}
    assert sorted(named - ACTOR_CODES) == []


def test_assertions_cover_the_gold(events):
    assert {event["assertion"] for event in events} <= set(enumerations.ASSERTIONS)
