"""Which dates and periods a sentence holds, resolved against the day of publication."""

from datetime import date

import pytest
import spacy
from spacy.tokens import Doc

from flows.extract.mentions.dates import find_dates

_ENGLISH = spacy.blank("en")
_FRIDAY = date(2023, 12, 8)


def _found(text: str, published: date | None = _FRIDAY, reporter: str | None = None) -> list[tuple[str, str, str, str]]:
    return [(m.text, m.first.isoformat(), m.last.isoformat(), m.precision) for m in find_dates(_ENGLISH(text), published, reporter)]


def _day(text: str, day: str) -> tuple[str, str, str, str]:
    return (text, day, day, "day")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("They met on 7 December 2023.", [_day("7 December 2023", "2023-12-07")], id="day first"),
        pytest.param("They met on Dec. 7, 2023.", [_day("Dec. 7, 2023", "2023-12-07")], id="month first, abbreviated"),
        pytest.param("They met on Thursday, Dec. 7, 2023.", [_day("Thursday, Dec. 7, 2023", "2023-12-07")], id="weekday and date are one"),
        pytest.param("They met on the 5th of October, 2018.", [_day("5th of October, 2018", "2018-10-05")], id="ordinal"),
        pytest.param("Filed 2023-12-07.", [_day("2023-12-07", "2023-12-07")], id="ISO"),
        pytest.param("Filed 07.12.2023.", [_day("07.12.2023", "2023-12-07")], id="dots write the day first"),
        pytest.param("Filed 25/12/2022.", [_day("25/12/2022", "2022-12-25")], id="no month has number 25"),
        pytest.param("Filed 07/12/2023.", [], id="December or July"),
        pytest.param("They met on June 13-14.", [("June 13-14", "2023-06-13", "2023-06-14", "range")], id="two days"),
        pytest.param(
            "They met from 21st to 22nd January 2019.",
            [("from 21st to 22nd January 2019", "2019-01-21", "2019-01-22", "range")],
            id="from day to day",
        ),
        pytest.param(
            "It ran from 28 February to 3 March 2022.",
            [("from 28 February to 3 March 2022", "2022-02-28", "2022-03-03", "range")],
            id="over two months",
        ),
        pytest.param(
            "on December 14 and 15 last year",
            [("December 14 and 15 last year", "2022-12-14", "2022-12-15", "range")],
            id="days of last year",
        ),
        pytest.param("in July 2022", [("July 2022", "2022-07-01", "2022-07-31", "month")], id="month"),
        pytest.param("in May last year", [("May last year", "2022-05-01", "2022-05-31", "month")], id="month of last year"),
        pytest.param("in early September 2023", [("early September 2023", "2023-09-01", "2023-09-10", "range")], id="early in a month"),
        pytest.param("at the end of March", [("the end of March", "2023-03-21", "2023-03-31", "range")], id="end of a month"),
        pytest.param("during October and November", [("October and November", "2023-10-01", "2023-11-30", "range")], id="two months"),
        pytest.param(
            "from November 2022 to January 2023",
            [("from November 2022 to January 2023", "2022-11-01", "2023-01-31", "range")],
            id="months with years",
        ),
        pytest.param("The envoy goes to Oslo on Tuesday.", [_day("Tuesday", "2023-12-12")], id="a journey in the present is to come"),
        pytest.param("They met over the weekend.", [("over the weekend", "2023-12-02", "2023-12-03", "range")], id="the weekend before"),
        pytest.param("They met this past weekend.", [("this past weekend", "2023-12-02", "2023-12-03", "range")], id="this past weekend"),
        pytest.param("They met the past weekend.", [("the past weekend", "2023-12-02", "2023-12-03", "range")], id="the past weekend"),
        pytest.param("They will meet at the weekend.", [("at the weekend", "2023-12-09", "2023-12-10", "range")], id="the weekend to come"),
        pytest.param("a fortnight ago", [("a fortnight ago", "2023-11-20", "2023-11-26", "week")], id="a fortnight ago"),
        pytest.param("in 2018", [("2018", "2018-01-01", "2018-12-31", "year")], id="year"),
        pytest.param("China's 1986 deficit", [("1986", "1986-01-01", "1986-12-31", "year")], id="year before a noun"),
        pytest.param("in late 2022", [("late 2022", "2022-11-01", "2022-12-31", "range")], id="late in a year"),
        pytest.param("between 2016 and 2022", [("between 2016 and 2022", "2016-01-01", "2022-12-31", "range")], id="between years"),
        pytest.param("the late 1990s", [("late 1990s", "1996-01-01", "1999-12-31", "range")], id="decade"),
        pytest.param("2000 missiles, Resolution 1929 and 1,990 men", [], id="figures that are no years"),
        pytest.param("They may march; we may meet.", [], id="verbs that spell months"),
        pytest.param("Theresa May spoke.", [], id="a name that spells a month"),
    ],
)
def test_calendar_dates(text: str, expected: list[tuple[str, str, str, str]]) -> None:
    assert _found(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("in the first quarter of 2023", [("the first quarter of 2023", "2023-01-01", "2023-03-31", "quarter")], id="quarter"),
        pytest.param("in Q3", [("Q3", "2023-07-01", "2023-09-30", "quarter")], id="latest third quarter"),
        pytest.param("in the first half of last year", [("the first half of last year", "2022-01-01", "2022-06-30", "range")], id="half"),
        pytest.param(
            "in the first nine months of 2022", [("the first nine months of 2022", "2022-01-01", "2022-09-30", "range")], id="first months"
        ),
        pytest.param(
            "in the first two months of this year",
            [("the first two months of this year", "2023-01-01", "2023-02-28", "range")],
            id="months of this year",
        ),
        pytest.param("in the year to March", [("the year to March", "2022-04-01", "2023-03-31", "year")], id="year to a month"),
        pytest.param(
            "in the nine months ended December 2022",
            [("the nine months ended December 2022", "2022-04-01", "2022-12-31", "range")],
            id="months ended",
        ),
        pytest.param(
            "in the fiscal year ended Sept. 30, 2015",
            [("the fiscal year ended Sept. 30, 2015", "2014-10-01", "2015-09-30", "year")],
            id="year ended on a day",
        ),
        pytest.param("by the summer of 2025", [("by the summer of 2025", "2025-06-01", "2025-08-31", "range")], id="season"),
        pytest.param("last winter", [("last winter", "2022-12-01", "2023-02-28", "range")], id="last winter"),
        pytest.param("Prices fall in Asia.", [], id="a verb that spells a season"),
        pytest.param(
            "over a 25-year period from 2009", [("25-year period from 2009", "2009-01-01", "2033-12-31", "range")], id="years from"
        ),
        pytest.param("the period 1987/93", [("1987/93", "1987-01-01", "1993-12-31", "range")], id="pair of years"),
    ],
)
def test_periods(text: str, expected: list[tuple[str, str, str, str]]) -> None:
    assert _found(text) == expected


@pytest.mark.parametrize(
    ("text", "reporter", "expected"),
    [
        pytest.param("in fiscal 2023", "IND", ("2022-04-01", "2023-03-31"), id="India names by the end"),
        pytest.param("in fiscal 2023", "JPN", ("2023-04-01", "2024-03-31"), id="Japan names by the start"),
        pytest.param("in fiscal 2023", "USA", ("2022-10-01", "2023-09-30"), id="United States from October"),
        pytest.param("in FY24", "PAK", ("2023-07-01", "2024-06-30"), id="Pakistan from July"),
        pytest.param("in fiscal 1985/86", "IND", ("1985-04-01", "1986-03-31"), id="both years named"),
        pytest.param("in 2017-18", "IND", ("2017-04-01", "2018-03-31"), id="two years of India are one fiscal year"),
        pytest.param("in 2017-18", "CHN", ("2017-01-01", "2018-12-31"), id="two years of China are two"),
        pytest.param("in the current fiscal year", "IND", ("2023-04-01", "2024-03-31"), id="current"),
        pytest.param("in the last fiscal year", "GBR", ("2022-04-01", "2023-03-31"), id="last"),
        pytest.param("in the first half of fiscal 2024", "USA", ("2023-10-01", "2024-03-31"), id="half of a fiscal year"),
        pytest.param("in Q2 FY24", "IND", ("2023-07-01", "2023-09-30"), id="quarter of a fiscal year"),
        pytest.param("in the Iranian year 1402", "IRN", ("2023-03-21", "2024-03-20"), id="Solar Hijri year"),
    ],
)
def test_fiscal_years(text: str, reporter: str, expected: tuple[str, str]) -> None:
    assert [found[1:3] for found in _found(text, reporter=reporter)] == [expected]


def test_fiscal_year_of_an_unknown_country_is_unknown() -> None:
    assert _found("in fiscal 2023") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("They met today.", [_day("today", "2023-12-08")], id="today"),
        pytest.param("They met yesterday.", [_day("yesterday", "2023-12-07")], id="yesterday"),
        pytest.param("They meet tomorrow.", [_day("tomorrow", "2023-12-09")], id="tomorrow"),
        pytest.param("USA Today said so.", [], id="a paper's name"),
        pytest.param("They met on Monday.", [_day("Monday", "2023-12-04")], id="weekday behind"),
        pytest.param("They met on Friday.", [_day("Friday", "2023-12-08")], id="weekday of publication"),
        pytest.param("They will meet on Monday.", [_day("Monday", "2023-12-11")], id="weekday ahead"),
        pytest.param(
            "She said on Monday that they will meet on Tuesday.",
            [_day("Monday", "2023-12-04"), _day("Tuesday", "2023-12-12")],
            id="one behind, one ahead",
        ),
        pytest.param("He told the Sunday Times.", [], id="Sunday papers"),
        pytest.param("last Friday", [_day("last Friday", "2023-12-01")], id="last Friday on a Friday"),
        pytest.param("next Friday", [_day("next Friday", "2023-12-15")], id="next Friday on a Friday"),
        pytest.param("last week", [("last week", "2023-11-27", "2023-12-03", "week")], id="last week"),
        pytest.param("next month", [("next month", "2024-01-01", "2024-01-31", "month")], id="next month"),
        pytest.param("this year", [("this year", "2023-01-01", "2023-12-31", "year")], id="this year"),
        pytest.param("earlier this month", [("earlier this month", "2023-12-01", "2023-12-08", "range")], id="earlier this month"),
        pytest.param("later this year", [("later this year", "2023-12-08", "2023-12-31", "range")], id="later this year"),
        pytest.param("late last year", [("late last year", "2022-11-01", "2022-12-31", "range")], id="late last year"),
        pytest.param("by the end of the year", [("the end of the year", "2023-12-08", "2023-12-31", "range")], id="by the end of the year"),
        pytest.param("three years ago", [("three years ago", "2020-01-01", "2020-12-31", "year")], id="years ago"),
        pytest.param("ten days ago", [_day("ten days ago", "2023-11-28")], id="days ago"),
        pytest.param("in the last five months", [("the last five months", "2023-07-08", "2023-12-08", "range")], id="rolling months"),
        pytest.param("over the past year", [("the past year", "2022-12-08", "2023-12-08", "range")], id="rolling year"),
        pytest.param(
            "last December",
            [("last December", "2022-12-01", "2022-12-31", "month")],
            id="last December said in December",
        ),
        pytest.param("next June", [("next June", "2024-06-01", "2024-06-30", "month")], id="next June"),
        pytest.param("It began in June.", [("June", "2023-06-01", "2023-06-30", "month")], id="bare month behind"),
        pytest.param("It will be held in May.", [("May", "2024-05-01", "2024-05-31", "month")], id="bare month ahead"),
        pytest.param("It was signed on March 3.", [_day("March 3", "2023-03-03")], id="bare day behind"),
        pytest.param("It is to be signed on March 3.", [_day("March 3", "2024-03-03")], id="bare day ahead"),
        pytest.param("They agreed to buy it on Tuesday.", [_day("Tuesday", "2023-12-05")], id="the day of the agreement"),
        pytest.param("effective January 10", [_day("January 10", "2024-01-10")], id="effective looks ahead"),
        pytest.param("since 2014", [("since 2014", "2014-01-01", "2023-12-08", "range")], id="since"),
        pytest.param("until January 20", [("until January 20", "2023-12-08", "2024-01-20", "range")], id="until"),
        pytest.param("in recent months; a year earlier; some time ago", [], id="words without limits"),
    ],
)
def test_relative_dates(text: str, expected: list[tuple[str, str, str, str]]) -> None:
    assert _found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "on Monday",
        "last month",
        "in June",
        "on March 3",
        "three years ago",
        "this year",
        "today",
        "in the first nine months",
        "last summer",
    ],
)
def test_nothing_is_guessed_without_a_day_of_publication(text: str) -> None:
    assert _found(text, published=None) == []


def test_absolute_dates_need_no_day_of_publication() -> None:
    assert _found("between 2022 and 2024", published=None) == [("between 2022 and 2024", "2022-01-01", "2024-12-31", "range")]


@pytest.mark.parametrize(
    ("published", "expected"),
    [
        pytest.param(date(2023, 3, 20), "2023-03-17", id="days before"),
        pytest.param(date(2023, 1, 5), "2022-03-17", id="the year before"),
        pytest.param(date(2023, 3, 17), "2023-03-17", id="the day itself"),
    ],
)
def test_a_day_without_a_year_is_the_last_one(published: date, expected: str) -> None:
    assert _found("They signed it on March 17.", published) == [_day("March 17", expected)]


@pytest.mark.parametrize(
    ("words", "heads", "deps", "tags", "expected"),
    [
        pytest.param(
            ["The", "pact", "signed", "in", "March", "will", "end", "in", "May"],
            [1, 6, 1, 4, 2, 6, 6, 8, 6],
            ["det", "nsubj", "acl", "case", "obl", "aux", "root", "case", "obl"],
            ["DET", "NOUN", "VERB", "ADP", "PROPN", "AUX", "VERB", "ADP", "PROPN"],
            ["2023-03-01", "2024-05-01"],
            id="each month goes with its own verb",
        ),
        pytest.param(
            ["He", "was", "due", "to", "speak", "in", "May"],
            [2, 2, 2, 4, 2, 6, 4],
            ["nsubj", "cop", "root", "mark", "xcomp", "case", "obl"],
            ["PRON", "AUX", "ADJ", "PART", "VERB", "ADP", "PROPN"],
            ["2023-05-01"],
            id="a past plan does not look ahead",
        ),
        pytest.param(
            ["The", "news", "in", "May", "that", "they", "will", "meet"],
            [1, 1, 3, 1, 7, 7, 7, 1],
            ["det", "root", "case", "nmod", "mark", "nsubj", "aux", "acl"],
            ["DET", "NOUN", "ADP", "PROPN", "SCONJ", "PRON", "AUX", "VERB"],
            ["2023-05-01"],
            id="a date before that stands outside its clause",
        ),
    ],
)
def test_the_parse_tells_which_verb_counts(
    words: list[str], heads: list[int], deps: list[str], tags: list[str], expected: list[str]
) -> None:
    doc = Doc(_ENGLISH.vocab, words=words, heads=heads, deps=deps, pos=tags)
    assert [mention.first.isoformat() for mention in find_dates(doc, _FRIDAY)] == expected
