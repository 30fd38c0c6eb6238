"""The named analyses: each runs on an empty database and gives what the rows say."""

from datetime import date

import pytest

from flows.warehouse import QueryError, find_analysis, list_analyses, publish, query

ARMS, MEETING, TRADE, SANCTION = "e-arms", "e-meet", "e-trade", "e-sanc"

# analysis -> columns and rows it gives for the good rows
EXPECTED = {
    "activity_by_month": (
        ("month", "kind", "events"),
        [
            (date(2023, 5, 1), "arms_transfer", 1),
            (date(2023, 5, 1), "meeting", 1),
            (date(2023, 5, 1), "sanction", 1),
            (date(2022, 1, 1), "trade_figure", 1),
        ],
    ),
    "arms_transfer_stages": (("supplier", "recipient", "weapon", "agreed", "delivered"), [("KOR", "EST", "K9", date(2023, 5, 3), None)]),
    "arms_transfers_by_supplier_and_recipient": (
        ("supplier", "recipient", "transfers", "agreed", "delivered", "weapons"),
        [("KOR", "EST", 1, 1, 0, ["artillery"])],
    ),
    "claims_and_facts": (("claimed_by", "claims", "asserted", "denied"), [("(no named source)", 4, 4, 0)]),
    "coverage_by_source": (("source_name", "publisher", "documents", "with_events", "events"), [("made_up", "Made-up Wire", 1, 1, 4)]),
    "disputed_events": (("cluster_id",), []),
    "most_reported_events": (
        ("kind", "summary", "documents"),
        [
            ("arms_transfer", "South Korea -> Estonia : 12 K9 howitzers", 1),
            ("meeting", "talks : Anna Tamm, Janis Ozols", 1),
            ("sanction", "The EU imposed : Belarus", 1),
            ("trade_figure", "Estonian export with Latvia : 2.5 billion euros", 1),
        ],
    ),
    "rejects_by_check": (("severity", "stage", "check_name", "records", "open"), [("error", "ingest", "file_is_not_empty", 1, 1)]),
    "run_history": (("run_id", "status", "stage"), [("run-1", "completed", None)]),
    "sanctions_by_authority_and_target": (("authority", "target", "imposed", "measures"), [("EU", "BLR", 1, ["unspecified"])]),
    "timeline": (
        ("day", "is_day_of_publication", "kind"),
        [
            (date(2023, 5, 3), True, "arms_transfer"),
            (date(2023, 5, 3), True, "sanction"),
            (date(2023, 5, 2), False, "meeting"),
            (date(2022, 1, 1), False, "trade_figure"),
        ],
    ),
    "trade_figures_by_reporter": (
        ("reporter", "partner", "flow", "value", "unit", "change_percent"),
        [("EST", "LVA", "export", 2.5e9, "EUR", None)],
    ),
    "trade_figures_compared": (("reporter",), []),
    "unlisted_names": (("name",), []),
    "who_met_whom": (
        ("first_actor", "second_actor", "held", "first_persons", "second_persons"),
        [("EST", "LVA", 1, ["Anna Tamm"], ["Janis Ozols"])],
    ),
}
NAMES = [analysis.name for analysis in list_analyses()]


@pytest.fixture
def ask(land_rows, home):
    def run(rows, name):
        land_rows(rows)
        publish(home)
        return query(home, find_analysis(name).text)

    return run


@pytest.mark.parametrize("name", NAMES)
def test_an_analysis_gives_what_the_rows_say(published_homes, name):
    columns, expected = EXPECTED[name]
    assert query(published_homes["good"], find_analysis(name).text).select(columns).rows() == expected


@pytest.mark.parametrize("name", NAMES)
def test_an_analysis_of_nothing_is_empty_but_for_the_run(published_homes, name):
    assert query(published_homes["empty"], find_analysis(name).text).height == (1 if name == "run_history" else 0)


def test_a_claim_that_is_denied_elsewhere_is_disputed(rows, ask):
    rows["arms_transfers"].append(
        rows["arms_transfers"][0] | {"event_id": "e-no", "assertion": "denied", "attributed_to": "Seoul", "confidence": 0.5}
    )
    answer = ask(rows, "disputed_events").select("summary", "asserted", "denied", "denied_by").rows()
    assert answer == [("South Korea -> Estonia : 12 K9 howitzers", 1, 1, ["Seoul"])]


def test_figures_of_two_documents_are_compared(rows, ask):
    second = "0" * 23 + "2"
    rows["documents"].append(rows["documents"][0] | {"document_id": second, "source_uri": "file:made_up/2.txt"})
    rows["trade_figures"].append(rows["trade_figures"][0] | {"event_id": "e-two", "document_id": second, "value": 2_750_000_000.0})
    answer = ask(rows, "trade_figures_compared").select("reporter", "documents", "lowest", "highest", "percent_apart").rows()
    assert answer == [("EST", 2, 2.5e9, 2.75e9, 10.0)]


def test_unlisted_names_are_counted_with_an_example(rows, ask):
    unlisted = rows["rejected_records"][0] | {
        "stage": "validate",
        "severity": "warning",
        "table_name": "sanctions",
        "check_name": "target_is_listed",
        "failure_case": "Acme Shipping",
        "sentence": "Sanctions hit Acme Shipping.",
    }
    rows["rejected_records"] = [unlisted | {"reject_id": "a", "document_id": "d1"}, unlisted | {"reject_id": "b", "document_id": "d2"}]
    answer = ask(rows, "unlisted_names").rows()
    assert answer == [("sanctions", "target_is_listed", "Acme Shipping", 2, 2, "Sanctions hit Acme Shipping.")]


def test_an_unknown_analysis_is_named_with_those_there_are():
    with pytest.raises(QueryError, match="there is no analysis 'weather'; there are activity_by_month"):
        find_analysis("weather")
