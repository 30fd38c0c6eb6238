"""The sample articles and their gold: complete, consistent, exact, and written for this project.

Lives here: checks of `seeds/articles` and `seeds/gold` as data. No extraction runs here; its scores are `dragoman evaluate`'s.
"""

from __future__ import annotations

import datetime as dt
import html
import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[1]
ARTICLES = ROOT / "seeds" / "articles"
GOLD = ROOT / "seeds" / "gold"
REFERENCE_GOLD = ROOT.parent / "shared" / "gold"
RUN_LENGTH = 8  # words in a row that two texts may not share


def values(names: str) -> frozenset[str]:
    """Return the enumeration whose values are the words of `names`."""
    return frozenset(names.split())


ORGANISATIONS = values(
    "EU UN NATO G7 G20 BRICS SCO WEST GCC OPEC ARABLEAGUE AU ASEAN HAMAS HEZBOLLAH HOUTHI PLO TALIBAN ISIS WAGNER PKK "
    "SYRIAN_OPPOSITION LIBYA_LNA UNK"
)
WEAPON_CATEGORIES = values(
    "aircraft helicopter uav air_defence missile armoured_vehicle artillery ship sensor ammunition small_arms engine space cyber nuclear "
    "component other unspecified"
)
MEASURES = values(
    "asset_freeze travel_ban export_control import_ban arms_embargo financial transport investment aid_suspension tariff sectoral "
    "unspecified"
)
TOPICS = values("defence trade energy nuclear conflict sanctions diplomacy economy humanitarian other")
TARGET_TYPES = values("country entity person vessel sector group")
ALLOWED: dict[str, dict[str, frozenset[str]]] = {
    "arms_transfer": {
        "status": values("requested offered agreed delivered cancelled"),
        "deal_type": values("sale aid licensed_production technology unknown"),
    },
    "meeting": {
        "mode": values("visit talks call multilateral"),
        "status": values("held planned cancelled"),
    },
    "trade_figure": {
        "flow": values("export import total balance"),
        "measure": values("value pct_change share quantity"),
        "obs": values("actual estimate forecast"),
    },
    "sanction": {"action": values("imposed in_force threatened eased lifted evaded")},
}
ASSERTIONS = values("asserted alleged denied hypothetical")

# Articles that extraction never sees, and why.
NOT_EXTRACTED = {
    "047_short_briefs.jsonl": "records are documents of their own and carry no gold",
    "048_rheinmetall_kurzmeldung.txt": "not English",
    "049_turkey_s400_arrives_copy.txt": "exact duplicate of 003",
    "050_germany_arrow3_update.txt": "near duplicate of 012",
}


@cache
def manifest() -> list[dict[str, Any]]:
    """Return the records of the manifest in file order."""
    return [json.loads(line) for line in (ARTICLES / "manifest.jsonl").read_text(encoding="utf-8").splitlines()]


@cache
def body_text(name: str) -> str:
    """Return the text of an article that readers see: an HTML page without its tags, scripts and styles."""
    text = (ARTICLES / name).read_text(encoding="utf-8")
    if name.endswith(".html"):
        text = re.sub(r"(?s)<(script|style)\b.*?</\1>", " ", text)
        text = html.unescape(re.sub(r"<[^>]+>", " ", text))
    return text


def words_of(text: str) -> list[str]:
    """Return the words of a text in lower case, as the scorer counts them."""
    return re.findall(r"\w+", text.lower())


def runs_of(text: str) -> set[tuple[str, ...]]:
    """Return every run of RUN_LENGTH words of a text."""
    words = words_of(text)
    return {tuple(words[start : start + RUN_LENGTH]) for start in range(len(words) - RUN_LENGTH + 1)}


def article_files() -> list[str]:
    """Return the names of all article files beside the manifest."""
    return sorted(path.name for path in ARTICLES.iterdir() if path.name != "manifest.jsonl")


def gold_stems() -> list[str]:
    """Return the stems of all gold files."""
    return sorted(path.stem for path in GOLD.glob("*.json"))


def text_of_stem(stem: str) -> str:
    """Return the body of the article with this stem, whatever its ending."""
    (name,) = [name for name in article_files() if name.rsplit(".", 1)[0] == stem]
    return body_text(name)


def actor_faults(actor: Any, where: str) -> list[str]:
    """Return what is wrong with an actor; none for a well-formed one or a null."""
    if actor is None:
        return []
    if not {"id", "name"} <= set(actor):
        return [f"{where}: needs id and name"]
    known = actor["id"] in ORGANISATIONS or re.fullmatch(r"[A-Z]{3}", actor["id"])
    return [] if known and actor["name"] else [f"{where}: unknown id or empty name: {actor}"]


def span_faults(span: Any, where: str) -> list[str]:
    """Return what is wrong with a date span: unreadable days, or an end before its start."""
    if span is None:
        return []
    start, end = dt.date.fromisoformat(span["start"]), dt.date.fromisoformat(span["end"])
    return [] if start <= end else [f"{where}: ends before it starts"]


def event_faults(event: dict[str, Any], text: str) -> list[str]:
    """Return every departure of one gold event from the guidelines' format."""
    kind = event["kind"]
    if kind not in ALLOWED:
        return [f"kind: {kind}"]
    faults = [f"{field}: {event.get(field)}" for field, known in ALLOWED[kind].items() if event.get(field) not in known]
    faults += [f"not in the text: {passage[:60]}" for passage in event["evidence"] if passage not in text]
    if event["assertion"] not in ASSERTIONS:
        faults.append(f"assertion: {event['assertion']}")
    if not event["evidence"] or not event["trigger"] or event["trigger"] not in event["evidence"][0]:
        faults.append(f"trigger not in the first passage: {event['trigger']}")
    if event["attributed_to"] is not None and event["attributed_to"] not in text:
        faults.append(f"attributed_to not in the text: {event['attributed_to']}")
    if not isinstance(event["optional"], bool):
        faults.append("optional: not a boolean")
    faults += span_faults(event["date"], "date")
    return faults + kind_faults(event)


def kind_faults(event: dict[str, Any]) -> list[str]:
    """Return what is wrong with the fields that only this kind of event has."""
    match event["kind"]:
        case "arms_transfer":
            faults = actor_faults(event["supplier"], "supplier") + actor_faults(event["recipient"], "recipient")
            if event["supplier"] is None and event["recipient"] is None:
                faults.append("neither supplier nor recipient")
            if event["weapon"]["category"] not in WEAPON_CATEGORIES:
                faults.append(f"category: {event['weapon']['category']}")
            if event["quantity"] is not None and not {"min", "max", "text"} <= set(event["quantity"]):
                faults.append("quantity: needs min, max and text")
        case "meeting":
            faults = [fault for actor in event["participants"] for fault in actor_faults(actor, "participant")]
            if len(event["participants"]) < 2:
                faults.append("fewer than two participants")
            faults += [f"topic: {topic}" for topic in event["topics"] if topic not in TOPICS]
        case "trade_figure":
            faults = actor_faults(event["reporter"], "reporter") + actor_faults(event["partner"], "partner")
            faults += span_faults(event["period"], "period")
            if event["reporter"] is None or not isinstance(event["value"], int | float) or not event["unit"]:
                faults.append("needs reporter, value and unit")
        case "sanction":
            faults = actor_faults(event["authority"], "authority") + actor_faults(event["target"], "target")
            if event["target"] is None or event["target"]["type"] not in TARGET_TYPES:
                faults.append("target: missing or of unknown type")
            faults += [f"measure: {measure}" for measure in event["measures"] if measure not in MEASURES]
        case other:
            faults = [f"kind: {other}"]
    return faults


def test_manifest_lists_every_article_once() -> None:
    """Neither an article without a record nor a record without an article."""
    assert [record["file"] for record in manifest()] == article_files()


def test_there_are_enough_articles_and_gold() -> None:
    """The issues ask for at least 40 of each; some documents hold no event, two are HTML pages."""
    without_event = [stem for stem in gold_stems() if json.loads((GOLD / f"{stem}.json").read_text(encoding="utf-8"))["events"] == []]
    assert len(article_files()) >= 48
    assert len(gold_stems()) >= 44
    assert len(without_event) >= 8
    assert sum(name.endswith(".html") for name in article_files()) == 2


@pytest.mark.parametrize("record", manifest(), ids=lambda record: record["file"])
def test_manifest_record_is_consistent(record: dict[str, Any]) -> None:
    """A record names title and publisher, a readable date, and the language the text is in."""
    assert set(record) <= {"file", "published", "title", "publisher", "url", "language", "author"}
    assert record["title"]
    assert record["publisher"]
    assert record["url"] is None
    assert record["language"] == ("de" if record["file"].startswith("048_") else "en")
    if record["file"].endswith(".jsonl"):
        assert record["published"] is None
    else:
        assert dt.date(2014, 1, 1) <= dt.date.fromisoformat(record["published"]) <= dt.date(2025, 12, 31)
        assert record["title"] in body_text(record["file"])


def test_every_extracted_article_has_gold() -> None:
    """Gold exists for every article that extraction sees and for no other."""
    expected = [name.rsplit(".", 1)[0] for name in article_files() if name not in NOT_EXTRACTED]
    assert gold_stems() == expected


@pytest.mark.parametrize("stem", gold_stems())
def test_gold_is_valid(stem: str) -> None:
    """Evidence stands in the text, every value is one that the guidelines allow."""
    gold = json.loads((GOLD / f"{stem}.json").read_text(encoding="utf-8"))
    published = {record["file"].rsplit(".", 1)[0]: record["published"] for record in manifest()}
    assert (gold["doc"], gold["published"]) == (stem, published[stem])
    text = text_of_stem(stem)
    assert [fault for event in gold["events"] for fault in event_faults(event, text)] == []


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        pytest.param({"evidence": ["nowhere sold"]}, "not in the text: nowhere sold", id="passage that the text does not hold"),
        pytest.param({"status": "sold"}, "status: sold", id="value outside the enumeration"),
        pytest.param({"trigger": "bought"}, "trigger not in the first passage: bought", id="trigger of another sentence"),
        pytest.param({"supplier": None, "recipient": None}, "neither supplier nor recipient", id="no actor at all"),
    ],
)
def test_checker_finds_a_broken_event(change: dict[str, Any], fault: str) -> None:
    """The check above can fail: one broken field gives exactly one fault."""
    text = "Ruritania sold tanks to Graustark. It also nowhere bought them."
    event: dict[str, Any] = {
        "kind": "arms_transfer", "evidence": ["Ruritania sold tanks to Graustark."], "trigger": "sold", "assertion": "asserted",
        "attributed_to": None, "date": None, "place": None, "optional": False, "supplier": {"id": "UNK", "name": "Ruritania"},
        "recipient": {"id": "UNK", "name": "Graustark"}, "weapon": {"text": "tanks", "designation": None, "category": "armoured_vehicle"},
        "quantity": None, "status": "delivered", "deal_type": "sale", "value": None,
    }  # fmt: skip
    assert event_faults(event, text) == []
    assert event_faults(event | change, text) == [fault]


def test_exact_duplicate_differs_in_nothing() -> None:
    """The copy of 003 is the same bytes under another name."""
    original, copy = (ARTICLES / name for name in ("003_turkey_s400_arrives.txt", "049_turkey_s400_arrives_copy.txt"))
    assert original.read_bytes() == copy.read_bytes()


def test_near_duplicate_shares_most_of_its_text() -> None:
    """The update of 012 differs, but nine tenths of its words stand in the original as well."""
    original, update = (words_of(body_text(name)) for name in ("012_germany_arrow3.txt", "050_germany_arrow3_update.txt"))
    assert original != update
    assert sum(word in set(original) for word in update) / len(update) > 0.9


def test_json_lines_are_documents() -> None:
    """Every record of the .jsonl article has an id of its own, a title, a date and a text."""
    records = [json.loads(line) for line in (ARTICLES / "047_short_briefs.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [record["id"] for record in records] == ["b1", "b2", "b3", "b4", "b5", "b6"]
    assert all(record["title"] and record["text"] and dt.date.fromisoformat(record["published"]) for record in records)


@pytest.mark.skipif(not REFERENCE_GOLD.is_dir(), reason="the reference gold corpus is not on this machine")
def test_no_article_repeats_a_reference_text() -> None:
    """No article shares a run of eight words with any text of the reference corpus: they are our own words."""
    ours = {run: name for name in article_files() for run in runs_of(body_text(name))}
    shared = [
        (ours[run], path.name, " ".join(run))
        for path in sorted(REFERENCE_GOLD.rglob("*.txt"))
        for run in runs_of(path.read_text(encoding="utf-8", errors="replace"))
        if run in ours
    ]
    assert shared == []
