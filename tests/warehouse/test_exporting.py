"""Exports: every table in general formats, and the field's own formats from the good rows."""

import json

import polars as pl
import pytest

from flows.warehouse import QueryError, export, publish, query
from flows.warehouse.statements import list_statements
from schemas.registry import STORED_TABLES


@pytest.mark.parametrize("file_format", ["parquet", "csv"])
def test_export_writes_every_table(published_homes, tmp_path, file_format):
    written = export(published_homes["good"], tmp_path / "out", file_format)
    assert [path.name for path in written] == [f"{name}.{file_format}" for name in STORED_TABLES]
    read = pl.read_parquet if file_format == "parquet" else pl.read_csv
    sanctions = read(tmp_path / "out" / f"sanctions.{file_format}")
    assert sanctions["measures"].to_list() == ([["unspecified"]] if file_format == "parquet" else ["unspecified"])


def test_export_in_an_unknown_format_says_which_there_are(home, tmp_path):
    with pytest.raises(QueryError, match="there are parquet, csv, ftm, sipri"):
        export(home, tmp_path / "out", "xml")


@pytest.mark.parametrize(("file_format", "header"), [("ftm", 0), ("sipri", 1)])
def test_export_of_no_rows_writes_no_lines_but_the_header(published_homes, tmp_path, file_format, header):
    (path,) = export(published_homes["empty"], tmp_path, file_format)
    assert len(path.read_text(encoding="utf-8").splitlines()) == header


def test_the_register_has_a_row_for_each_supplier_recipient_and_weapon(published_homes, tmp_path):
    (path,) = export(published_homes["good"], tmp_path, "sipri")
    register = pl.read_csv(path)
    assert register.drop("comments", "documents", "deal_values").to_dicts() == [
        {
            "supplier": "South Korea",
            "recipient": "Estonia",
            "number_ordered": 12,
            "weapon_designation": "K9",
            "weapon_category": "Artillery",
            "year_of_order": 2023,
            "is_order_year_of_publication": True,
            "years_of_delivery": None,
            "number_delivered": None,
            "deal_types": "sale",
        }
    ]


def read_entities(home, folder):
    (path,) = export(home, folder, "ftm")
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_entities_are_what_the_good_rows_tell(published_homes, tmp_path):
    entities = read_entities(published_homes["good"], tmp_path)
    told = sorted((entity["schema"], *entity["properties"].get("name", ["-"])) for entity in entities)
    assert told == [
        ("Article", "-"),
        ("Event", "South Korea -> Estonia : 12 K9 howitzers"),
        ("Event", "talks : Anna Tamm, Janis Ozols"),
        ("Organization", "European Union"),
        ("Person", "Anna Tamm"),
        ("Person", "Janis Ozols"),
        ("PublicBody", "Belarus"),
        ("PublicBody", "Estonia"),
        ("PublicBody", "Latvia"),
        ("PublicBody", "South Korea"),
        ("Sanction", "-"),
    ]
    named = {entity["id"]: entity["properties"].get("name") for entity in entities}
    (sanction,) = [entity for entity in entities if entity["schema"] == "Sanction"]
    assert [named[target] for target in sanction["properties"]["entity"]] == [["Belarus"]]
    assert sanction["properties"]["status"] == ["imposed"]
    countries = {tuple(entity["properties"]["country"]) for entity in entities if entity["schema"] in {"Person", "PublicBody"}}
    assert countries == {("by",), ("ee",), ("lv",), ("kr",)}


def test_entities_refer_only_to_entities_of_the_file_and_hold_no_empty_value(published_homes, tmp_path):
    entities = read_entities(published_homes["good"], tmp_path)
    identities = [entity["id"] for entity in entities]
    assert len(identities) == len(set(identities))
    for entity in entities:
        for name, values in entity["properties"].items():
            assert values
            assert all(values)
            if name in {"entity", "involved", "proof"}:
                assert set(values) <= set(identities)


def test_a_claimed_sanction_is_an_event_and_marks_nobody_as_sanctioned(rows, land_rows, home, tmp_path):
    rows["sanctions"][0] |= {"assertion": "alleged", "attributed_to": "a newspaper", "target_type": "entity", "target_name": "Minsk Works"}
    land_rows(rows)
    publish(home)
    entities = read_entities(home, tmp_path)
    assert "Sanction" not in {entity["schema"] for entity in entities}
    assert ["alleged: The EU imposed : Minsk Works"] in [entity["properties"].get("name") for entity in entities]
    assert not any("topics" in entity["properties"] for entity in entities)


def test_parties_of_events_have_their_roles(published_homes):
    parties = query(published_homes["good"], "select role, party_type, party_id from event_parties order by all").rows()
    assert [party[:2] for party in parties] == [
        ("authority", "organisation"),
        ("participant", "person"),
        ("participant", "person"),
        ("participant", "state"),
        ("participant", "state"),
        ("recipient", "state"),
        ("supplier", "state"),
        ("target", "state"),
    ]


def test_statements_of_entities_are_in_the_order_of_what_they_refer_to():
    assert [statement.name for statement in list_statements("exports/ftm")] == ["1_articles", "2_parties", "3_sanctions", "4_events"]
