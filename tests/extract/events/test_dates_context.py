"""Whole texts in, dates of events out: of the same act, of the sentence before, of promises, and none where the text gives none."""

from datetime import date

import pytest

from flows.extract.document import DocumentText, extract_events, parse_documents
from flows.extract.language import load_model

PUBLISHED = date(2024, 3, 14)  # a Thursday


def dates_of(text: str, published: date | None = PUBLISHED) -> list[tuple[str, str | None]]:
    """Return the kind and the first day of every event of a text, in text order."""
    (sentences,) = parse_documents([DocumentText("test", text, published)], load_model())
    events = sorted((event.best for event in extract_events(sentences, published)), key=lambda best: best.trigger_start)
    return [(best.kind, best.date.first.isoformat() if best.date else None) for best in events]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Norway imposed sanctions on Belarus on Tuesday. It also froze the assets of Belarusian banker Ivan Petrov.",
            [("sanctions", "2024-03-12"), ("sanctions", "2024-03-12")],
            id="another part of the same act",
        ),
        pytest.param(
            "Norway imposed sanctions on Belarus on Tuesday. In recent years Norway has imposed sanctions on Sudan.",
            [("sanctions", "2024-03-12"), ("sanctions", None)],
            id="a sentence with a time of its own is another act",
        ),
        pytest.param(
            "The Polish president met Volodymyr Zelensky in Kyiv on Monday. The next day he flew to Vilnius for talks with Lithuanian President Gitanas Nauseda.",
            [("meetings", "2024-03-11"), ("meetings", "2024-03-12")],
            id="the next day",
        ),
        pytest.param(
            "The United States sanctioned Sudan in May 2018. In November of that year it sanctioned Chad.",
            [("sanctions", "2018-05-01"), ("sanctions", "2018-11-01")],
            id="a month of that year",
        ),
        pytest.param(
            "The ministers of Egypt and Turkey met in Cairo on 12 March 2021. On 5 October the ministers of Egypt and Greece met in Athens.",
            [("meetings", "2021-03-12"), ("meetings", "2021-10-05")],
            id="a day without a year in a story of 2021",
        ),
        pytest.param(
            "Sweden said on Monday that it would donate 12 howitzers to Ukraine.",
            [("arms_transfers", "2024-03-11")],
            id="a promise is made on the day it is said",
        ),
        pytest.param(
            "An official said on Monday that Sweden had delivered 12 howitzers to Ukraine.",
            [("arms_transfers", None)],
            id="a report of a delivery dates the report only",
        ),
        pytest.param(
            "Canada could impose sanctions on Chad under a law of 2017.",
            [("sanctions", None)],
            id="the year of a law",
        ),
        pytest.param(
            "Canada imposed sanctions on Chad on Tuesday for buying drones from Iran.",
            [("sanctions", "2024-03-12"), ("arms_transfers", None)],
            id="what was punished lies before the day of the punishment",
        ),
        pytest.param(
            "Japan has put new sanctions on Myanmar.\nThe measures were announced in Tokyo on Tuesday.",
            [("sanctions", "2024-03-12")],
            id="the day of the news, told in the second sentence",
        ),
        pytest.param(
            "Poland and Latvia will hold talks next week. The Polish and Latvian presidents will hold talks on Friday 22 March.",
            [("meetings", "2024-03-22")],
            id="the more precise of two dates",
        ),
        pytest.param(
            "Slovakia has donated its S-300 system to Ukraine. The transfer was completed on 8 March.",
            [("arms_transfers", "2024-03-08")],
            id="told in the next sentence",
        ),
        pytest.param(
            "Britain's sanctions on Belarus, announced on 9 August last year, target its potash.",
            [("sanctions", "2023-08-09")],
            id="the day something was announced, of the thing itself",
        ),
        pytest.param(
            "Poland's prime minister, who came home on Monday, met Volodymyr Zelensky.",
            [("meetings", None)],
            id="a date in an aside",
        ),
        pytest.param(
            "Norwegian Prime Minister Jonas Gahr Store said on Tuesday that aid would go on.\n"
            "Store, speaking after talks with Jordanian King Abdullah II, praised the harvest.",
            [("meetings", "2024-03-12")],
            id="talks after which somebody speaks on the day of the story",
        ),
        pytest.param(
            "Norwegian Prime Minister Jonas Gahr Store arrived in Amman on Tuesday with a large party.\n"
            "It was a mild day and the streets were full. Flags flew everywhere. Traffic stood still for an hour.\n"
            "Store met Egyptian President Abdel Fattah al-Sisi in the palace.",
            [("meetings", "2024-03-12"), ("meetings", "2024-03-12")],
            id="what a person of the lead did later in the story",
        ),
        pytest.param(
            "Norwegian Prime Minister Jonas Gahr Store said on Tuesday that aid would go on.\nIt was a long day. Nobody slept. The streets were full.\nStore met Jordanian King Abdullah II several times.",
            [("meetings", None)],
            id="several meetings are of no one day",
        ),
        pytest.param(
            "Canada imposed sanctions on Chad on Tuesday.\nIt was a long day. Nobody slept.\nUnder this government Canada has sanctioned more than 300 people in Sudan.",
            [("sanctions", "2024-03-12"), ("sanctions", None)],
            id="a sum of years is no part of the act of the day",
        ),
        pytest.param(
            "Canada imposed sanctions on Chad on Tuesday.\nCanada has also banned exports of helicopters to Chad.",
            [("sanctions", "2024-03-12"), ("sanctions", "2024-03-12")],
            id="what has also been done is",
        ),
        pytest.param(
            "Canada imposed sanctions on Chad on Tuesday.\nMarkets were calm. Nobody was surprised. The weather was fine. Shops stayed open.\n"
            "Shortly after the Canadian move, Norway froze the assets of two Chadian banks.",
            [("sanctions", "2024-03-12"), ("sanctions", "2024-03-12")],
            id="right after the act of another",
        ),
        pytest.param(
            "Canada imposed sanctions on Chad on Tuesday.\nIt also put Salsal Bank, which was fined last month, on its blacklist.",
            [("sanctions", "2024-03-12"), ("sanctions", "2024-03-12")],
            id="a time told of somebody else in a relative clause",
        ),
        pytest.param(
            "Egypt imposed sanctions on Chad on Tuesday, three days after Chad received 12 tanks from China.",
            [("sanctions", "2024-03-12"), ("arms_transfers", "2024-03-09")],
            id="days counted back from the clause above",
        ),
        pytest.param(
            "Peru's president has arrived in Rome, a day after hosting Spanish Prime Minister Pedro Sanchez in Lima.",
            [("meetings", "2024-03-13")],
            id="days counted back from publication in a lead without a day",
        ),
        pytest.param(
            "The arms ban dates from May 2019, when the EU imposed sanctions on Chad.",
            [("sanctions", "2019-05-01")],
            id="the time of a clause with when stands before it",
        ),
        pytest.param(
            "The new rules tighten the sanctions that many governments imposed on Sudan following its invasion of Chad in 2022.",
            [("sanctions", "2022-01-01")],
            id="what was done with the noun, in its relative clause",
        ),
        pytest.param(
            "The study shows gaps in the sanctions regime that many governments imposed on Sudan following its invasion of Chad in 2022.",
            [("sanctions", "2022-01-01")],
            id="what was done with a noun that the sanctions belong to",
        ),
        pytest.param(
            "The end came in May 2022, when Peru vetoed a resolution that would have imposed sanctions on Chad.",
            [("sanctions", "2022-05-01")],
            id="a clause within a clause with when",
        ),
        pytest.param(
            "Canada imposed sanctions on Chad on Tuesday.\nIt was a long day. Nobody slept.\nMost of Chad's banks are now sanctioned by Canada.",
            [("sanctions", "2024-03-12"), ("sanctions", None)],
            id="how things stand is of no day",
        ),
        pytest.param(
            "Kenyan Defence Minister Aden Duale said during a visit to Norway last month that the deal was dead.",
            [("meetings", "2024-02-01")],
            id="right behind the noun, whatever the parse makes of it",
        ),
        pytest.param(
            "Norway denied that any rifles had been sent to Chad since a government ban late last year.",
            [("arms_transfers", None)],
            id="since another happening",
        ),
        pytest.param(
            "In January Hansen pleaded guilty to selling ten drones to Chad.",
            [("arms_transfers", None)],
            id="what somebody is sentenced for lies before the sentence",
        ),
        pytest.param(
            "It was a long day. Nobody slept. The streets were full. Shops stayed open.\nCanada has imposed 18 packages of sanctions on Chad; on Tuesday ministers met in Ottawa.",
            [("sanctions", None)],
            id="a day behind a semicolon",
        ),
        pytest.param(
            "Chad has signed an order for 12 Czech howitzers, its defence minister said on Monday.",
            [("arms_transfers", None)],
            id="a report of an order already signed",
        ),
        pytest.param(
            "Norway has approved the sale of 40 missiles to Chad, its defence ministry said on Monday.",
            [("arms_transfers", "2024-03-11")],
            id="an approval is of the day it is told",
        ),
        pytest.param(
            "Chad's president said on Tuesday that talks could not begin unless Canada lifted its sanctions on Chad.",
            [("sanctions", None)],
            id="what a threat asks for is not what it announces",
        ),
        pytest.param(
            "The Norwegian president on Tuesday toured a base that houses the drones which the country has acquired from Turkey.",
            [("arms_transfers", None)],
            id="a day of the clause above a relative clause in the perfect",
        ),
        pytest.param(
            "Chad's president said on Tuesday that his country, which is under US sanctions, would survive.",
            [("sanctions", None)],
            id="what lasts is of no one day",
        ),
        pytest.param(
            "Today, Canada imposed sanctions on the gold trade of Chad.\nThe list is long. It has a preamble. It has an annex. It is public.\n"
            "The traders Adam Deby and Idriss Haroun were sanctioned for smuggling gold.",
            [("sanctions", "2024-03-14")] * 3,
            id="the list of the sanctions that the lead announces",
        ),
        pytest.param(
            "The agency has approved a possible sale of 40 Javelin missiles to Chad by the United States.\n"
            "The agency notified Congress of this possible sale today.",
            [("arms_transfers", "2024-03-14")],
            id="the day of the notice",
        ),
        pytest.param(
            "Chile ordered 20 helicopters from Italy. Peru bought missiles from Israel.",
            [("arms_transfers", None), ("arms_transfers", None)],
            id="no date told, no date given",
        ),
    ],
)
def test_dates_of_a_text(text: str, expected: list[tuple[str, str | None]]) -> None:
    """Every event has the date that the document tells for it, and the day of publication never stands in."""
    assert dates_of(text) == expected


def test_dateline_without_a_year() -> None:
    """The full dates of the text and the weekday complete a dateline; without them nothing is resolved."""
    text = (
        "OSLO, April 28 (Sample Wire) - Norway on Monday imposed sanctions on Belarus.\n"
        "Talks held in Geneva on April 17, 2014 had brought no agreement between Norway and Belarus."
    )
    assert dates_of(text, None)[0] == ("sanctions", "2014-04-28")
    assert dates_of("OSLO, April 28 (Sample Wire) - Norway on Monday imposed sanctions on Belarus.", None) == [("sanctions", None)]


def test_dates_of_headings() -> None:
    """In a diary the date in the heading is that of what stands under it; a single such line is a dateline and dates nothing."""
    diary = "14 May 2021\nPresident Alvi met the Emir of Qatar in Doha.\n3 June 2021\nPakistan ordered drones from Turkey."
    assert dates_of(diary) == [("meetings", "2021-05-14"), ("arms_transfers", "2021-06-03")]
    assert dates_of("14 May 2021\nPakistan ordered drones from Turkey.") == [("arms_transfers", None)]


def test_dates_of_a_statement() -> None:
    """What a government's statement of today announces happens today, though its sentences say "will"."""
    text = "Statement by the President on Belarus\nToday we act again.\nThe United States will sanction three banks of Belarus."
    assert dates_of(text) == [("sanctions", "2024-03-14")]


def test_day_under_a_signature() -> None:
    """The day under a signature dates what its author does, and not what he tells of the past."""
    text = (
        "Notice on Belarus\nIn 2006 the President imposed sanctions on Belarus.\n"
        "Therefore I am imposing new sanctions on Belarus for one year.\nJOHN DOE\nMarch 5, 2021."
    )
    assert dates_of(text, None) == [("sanctions", "2006-01-01"), ("sanctions", "2021-03-05")]
