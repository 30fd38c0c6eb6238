"""Sources by name and by path."""

from pathlib import Path

import pytest

from flows.ingest.kinds import KINDS
from flows.ingest.source import CronSchedule, IntervalSchedule, Source, SourceError
from flows.ingest.sources import load_sources, parse_sources, resolve_source

BASE = Path("/base")


def parse(**entry):
    return parse_sources({"sources": [{"name": "wire", "address": "news", **entry}]}, KINDS, BASE)["wire"]


def test_the_sources_of_the_project_are_valid_and_there():
    sources = load_sources()
    assert "sample" in sources
    assert Path(sources["sample"].address).is_dir()


def test_relative_addresses_count_from_the_sources_file():
    assert parse().address == "/base/news"
    assert parse(address="/elsewhere/news").address == "/elsewhere/news"


@pytest.mark.parametrize(
    ("given", "schedule"),
    [
        pytest.param(None, None, id="by hand only"),
        pytest.param({"cron": "15  6 * * 1-5"}, CronSchedule(cron="15 6 * * 1-5"), id="cron"),
        pytest.param({"every_minutes": 30}, IntervalSchedule(every_minutes=30), id="interval"),
    ],
)
def test_schedules(given, schedule):
    assert parse(schedule=given).schedule == schedule


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        pytest.param({"name": "two words"}, r"entry 1 \(two words\): name", id="a name one cannot type"),
        pytest.param({"kind": "carrier_pigeon"}, "unknown kind 'carrier_pigeon'; known are folder", id="unknown kind"),
        pytest.param({"min_documents": 5, "max_documents": 2}, "max_documents 2 is below min_documents 5", id="bounds crossed"),
        pytest.param({"language": "English"}, "language", id="a language that is no code"),
        pytest.param({"schedule": {"cron": "every day"}}, "not a cron expression", id="no cron"),
        pytest.param({"colour": "red"}, "colour: Extra inputs", id="unknown key"),
        pytest.param({"address": ""}, "address", id="no address"),
    ],
)
def test_a_wrong_entry_is_named_with_its_field(entry, message):
    with pytest.raises(SourceError, match=message):
        parse_sources({"sources": [{"name": "wire", "address": "news", **entry}]}, KINDS, BASE)


def test_a_name_is_taken_once():
    entry = {"name": "wire", "address": "news"}
    with pytest.raises(SourceError, match=r"entry 2 .*'wire' is taken"):
        parse_sources({"sources": [entry, entry]}, KINDS, BASE)


def test_a_file_without_a_list_is_refused():
    with pytest.raises(SourceError, match="expected a list"):
        parse_sources(None, KINDS, BASE)


def test_a_path_is_a_source_named_after_its_folder(tmp_path):
    folder = tmp_path / "march"
    folder.mkdir()
    assert resolve_source(str(folder), {}) == Source(name="march", address=str(folder))


def test_a_name_counts_before_a_path():
    wire = parse()
    assert resolve_source("wire", {"wire": wire}) == wire


@pytest.mark.parametrize(
    ("given", "message"),
    [
        pytest.param("https://example.org/feed.xml", "only folders and files are read so far", id="the web comes later"),
        pytest.param("wirre", "Did you mean 'wire'", id="a name mistyped"),
        pytest.param("/no/such/folder", "no such folder or file.*Known sources: wire", id="no such path"),
        pytest.param("a\x00b", "no such folder", id="a null in a path"),
    ],
)
def test_what_is_no_source_says_what_to_do(given, message):
    with pytest.raises(SourceError, match=message):
        resolve_source(given, {"wire": parse()})
