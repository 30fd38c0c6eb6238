"""Days of publication."""

from datetime import date

import pytest

from flows.clean.dateline import find_dateline, find_stated_day
from flows.clean.days import ImplausibleDateError, read_day
from flows.clean.published import Published, find_published, find_url_day

FETCHED = date(2024, 3, 1)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        pytest.param("2021-05-04T23:10:00+02:00", date(2021, 5, 4), id="ISO"),
        pytest.param("Tuesday, 4 May 2021, 02:25", date(2021, 5, 4), id="British"),
        pytest.param("May 4th, 2021", date(2021, 5, 4), id="American, ordinal"),
        pytest.param("Sept. 4, 2021", date(2021, 9, 4), id="abbreviated with a point"),
        pytest.param("10:05 PM PDT · May 4, 2021", date(2021, 5, 4), id="time first"),
        pytest.param("04.05.2021. 06:20h", date(2021, 5, 4), id="points: day first"),
        pytest.param("23/04/2021", date(2021, 4, 23), id="slashes, only one reading"),
        pytest.param("04/23/2021", date(2021, 4, 23), id="slashes, American, only one reading"),
        pytest.param("03/04/2021", None, id="slashes, two readings"),
        pytest.param("05/05/2021", date(2021, 5, 5), id="slashes, both readings alike"),
        pytest.param("20210504", date(2021, 5, 4), id="digits"),
        pytest.param("1701999999", None, id="seconds since 1970 are not read"),
        pytest.param("May 2021", None, id="no day"),
        pytest.param("4 May", None, id="no year"),
    ],
)
def test_written_dates(text, day):
    assert read_day(text) == day


@pytest.mark.parametrize("text", ["20023-01-01", "8 December 20023", "31 February 2020", "1812-06-24", "2020-13-01"])
def test_impossible_dates_are_told(text):
    with pytest.raises(ImplausibleDateError):
        read_day(text)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        pytest.param("Boats for Lima\n\nTuesday, 4 May 2021, 02:25\nText.", date(2021, 5, 4), id="a line of its own"),
        pytest.param("Boats\nPublished: May 4, 2021 at 10:05 am\nText.", date(2021, 5, 4), id="published"),
        pytest.param("Boats\nMay 4, 2021 03:55 PM GMT+03:00\nText.", date(2021, 5, 4), id="with a time zone"),
        pytest.param("LIMA, May 4, 2021 (Coast Wire) - The navy got boats.", date(2021, 5, 4), id="a dateline"),
        pytest.param("LIMA, 4 May 2021 - The navy got boats.", date(2021, 5, 4), id="a dateline without an agency"),
        pytest.param("LIMA, May 4 (Coast Wire) - The navy got boats.", None, id="a dateline without its year"),
        pytest.param("The navy got boats on May 4, 2021.", None, id="the date of an event"),
        pytest.param("On 4 May 2021 the navy got boats.", None, id="the date of an event at the start"),
        pytest.param("Boats off Callao, May 4, 2021", None, id="the date of a picture"),
    ],
)
def test_datelines(text, day):
    assert find_dateline(text) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        pytest.param("Text.\nThis article was first published on 4 May 2021.", date(2021, 5, 4), id="a note"),
        pytest.param("Originally published in the Coast Wire on May 4, 2021", date(2021, 5, 4), id="a reprint"),
        pytest.param("The report was handed over on May 4, 2021.", None, id="something else that was done"),
    ],
)
def test_notes_in_the_text(text, day):
    assert find_stated_day(text) == day


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://x.example/2021/05/04/boats", date(2021, 5, 4)),
        ("https://x.example/world/2021/may/04/boats", date(2021, 5, 4)),
        ("https://x.example/boats-2021-05-04.html", date(2021, 5, 4)),
        ("https://x.example/20210504-boats", date(2021, 5, 4)),
        ("file:folder/a_20210504_1.txt", date(2021, 5, 4)),
        ("https://x.example/2021/13/45/boats", None),
        ("https://x.example/article/20210504123", None),
        ("", None),
    ],
)
def test_addresses(url, day):
    assert find_url_day(url) == day


DATELINE = "LIMA, May 5, 2021 - The navy got boats."


@pytest.mark.parametrize(
    ("declared", "urls", "text", "day", "read_from", "checks"),
    [
        pytest.param(["2021-05-04"], ["/2021/05/03/"], DATELINE, date(2021, 5, 4), "metadata", [], id="declared first"),
        pytest.param([None, "2021-05-04"], [], "", date(2021, 5, 4), "metadata", [], id="then what the page says"),
        pytest.param([None], [None, "/2021/05/03/"], DATELINE, date(2021, 5, 3), "url", [], id="then the address"),
        pytest.param([None], [None], DATELINE, date(2021, 5, 5), "dateline", [], id="then the dateline"),
        pytest.param([], [], "First published on 6 May 2021", date(2021, 5, 6), "dateline", [], id="a note alone on its line"),
        pytest.param([], [], "So. This story was published here on 6 May 2021", date(2021, 5, 6), "text", [], id="then a note"),
        pytest.param([], [], "", None, "none", [], id="nothing"),
        pytest.param(
            ["20023-01-01"], [], DATELINE, date(2021, 5, 5), "dateline", ["published_date_is_plausible"], id="a year of five digits"
        ),
        pytest.param(["2999-01-01"], [], "", None, "none", ["published_date_is_plausible"], id="the future"),
        pytest.param(["2024-03-02"], [], "", date(2024, 3, 2), "metadata", [], id="tomorrow somewhere"),
        pytest.param(["last week"], [], "", None, "none", ["published_date_is_understood"], id="words"),
        pytest.param(["unknown"], [], "", None, "none", [], id="declared unknown"),
    ],
)
def test_the_order_of_trust(declared, urls, text, day, read_from, checks):
    found = find_published(declared, urls, text, FETCHED)
    assert (found.day, found.read_from, [name for name, _, _ in found.warnings]) == (day, read_from, checks)


def test_an_undated_document_has_no_date():
    assert find_published([], [], "Text.", FETCHED) == Published(None, "none")
