"""Whole texts in, trade figures out: parties, signs, bases, periods and what is left out, in the order of the text."""

from datetime import date

import pytest

from flows.extract.document import DocumentText, extract_events, parse_documents
from flows.extract.language import load_model

PUBLISHED = date(2012, 5, 10)


def read_figures(text: str) -> list[dict[str, object]]:
    """Return the columns of the trade figures of a text published on 10 May 2012."""
    (sentences,) = parse_documents([DocumentText("test", text, PUBLISHED)], load_model())
    return [event.best.fields for event in extract_events(sentences, PUBLISHED) if event.best.kind == "trade_figures"]


def summarise(text: str) -> list[tuple[object, ...]]:
    """Return reporter, partner, flow, measure and value of each figure."""
    return [tuple(f[c] for c in ("reporter_code", "partner_code", "flow", "measure", "value")) for f in read_figures(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Norway's exports to Poland rose 5% to $4 billion from $3.8 billion in 2010.",
            [
                ("NOR", "POL", "export", "pct_change", 5.0),
                ("NOR", "POL", "export", "value", 4e9),
                ("NOR", "POL", "export", "value", 3.8e9),
            ],
            id="one event a number, base included",
        ),
        pytest.param(
            "Chile's exports fell by 3%, while imports rose by 4%.",
            [("CHL", None, "export", "pct_change", -3.0), ("CHL", None, "import", "pct_change", 4.0)],
            id="second flow has the reporter of the first",
        ),
        pytest.param(
            "Kenya's exports to Egypt were worth $300 million. Imports from Egypt reached $200 million.",
            [("KEN", "EGY", "export", "value", 3e8), ("KEN", "EGY", "import", "value", 2e8)],
            id="reporter of the sentence before",
        ),
        pytest.param(
            "Leaders of Peru and Chile met on Monday. Bilateral trade reached $3 billion last year.",
            [("PER", "CHL", "total", "value", 3e9)],
            id="bilateral trade takes the pair of the text",
        ),
        pytest.param(
            "Shipments from Brazil to Kenya and Ghana were 20% higher.",
            [("BRA", "KEN", "export", "pct_change", 20.0), ("BRA", "GHA", "export", "pct_change", 20.0)],
            id="one event a partner",
        ),
        pytest.param(
            "Morocco's trade deficit widened by 7% to $15 billion.",
            [("MAR", None, "balance", "pct_change", 7.0), ("MAR", None, "balance", "value", -1.5e10)],
            id="deficit is negative, its growth is not",
        ),
        pytest.param(
            "Austria had a trade surplus of $2 billion with Hungary.",
            [("AUT", "HUN", "balance", "value", 2e9)],
            id="surplus is positive",
        ),
        pytest.param(
            "Uganda's trade deficit reached $900 million in March. That was up 6% from February.",
            [("UGA", None, "balance", "value", -9e8), ("UGA", None, "balance", "pct_change", 6.0)],
            id="a sentence that goes on about the figure",
        ),
        pytest.param(
            "Imports of Canadian wheat into Japan fell 9%.",
            [("JPN", "CAN", "import", "pct_change", -9.0)],
            id="origin of the goods is the partner",
        ),
        pytest.param("Peru's exports rose by $200 million.", [], id="absolute change is no level"),
        pytest.param("Peru's exports grew by two percentage points.", [], id="percentage points are no change"),
        pytest.param("Peru raised tariffs from 10% to 25% on $20 billion worth of imports from Chile.", [], id="tariffs"),
        pytest.param("Kenya's budget deficit rose to $3 billion, the finance minister said.", [], id="budget deficit"),
        pytest.param("Greece will pay $3 billion for 18 French fighter jets that it imported.", [], id="arms deal"),
        pytest.param("Poland imports gas at $300 per 1,000 cubic metres.", [], id="price"),
        pytest.param("The carmaker's exports rose 8% to 90,000 vehicles.", [], id="a firm's exports without a state"),
    ],
)
def test_figures_of_a_text(text: str, expected: list[tuple[object, ...]]) -> None:
    """Exactly these figures come out, no more."""
    assert summarise(text) == expected


@pytest.mark.parametrize(
    ("text", "column", "expected"),
    [
        pytest.param("Ghana's exports fell 4% in March from a year earlier.", "period_start", date(2012, 3, 1), id="month of the figure"),
        pytest.param(
            "Ghana's exports fell 4% in March compared with March 2011.", "period_start", date(2012, 3, 1), id="not the month compared with"
        ),
        pytest.param(
            "Ghana's exports fell 4% in March from a year earlier.", "comparison", "year_on_year", id="compared with the year before"
        ),
        pytest.param(
            "Ghana hopes to raise its exports to $9 billion by 2015.", "observation_status", "forecast", id="a target is a forecast"
        ),
        pytest.param("Ghana's exports reached an estimated $9 billion in 2011.", "observation_status", "estimate", id="an estimate"),
        pytest.param("Ghana's exports reached $9 billion in 2011.", "observation_status", "actual", id="a fact"),
        pytest.param("Ghana exported 40,000 tonnes of cocoa to Belgium.", "commodity", "cocoa", id="goods of the amount"),
        pytest.param("Ghana's cocoa exports rose 4%.", "commodity", "cocoa", id="goods before the word"),
        pytest.param("Exports from Hong Kong to Japan reached 4 billion H.K. dollars.", "unit", "HKD", id="currency"),
    ],
)
def test_column_of_the_first_figure(text: str, column: str, expected: object) -> None:
    """The first figure of the text has this column."""
    figures = read_figures(text)
    assert figures, text
    assert figures[0][column] == expected


def test_period_and_office_hold_on() -> None:
    """A fact right after another of the same country keeps its period and its statistics office."""
    text = "Ghana's exports rose 4% in March, the Statistics Office said. Imports fell 2%."
    (sentences,) = parse_documents([DocumentText("test", text, PUBLISHED)], load_model())
    found = [event.best for event in extract_events(sentences, PUBLISHED) if event.best.kind == "trade_figures"]
    assert [(c.fields["flow"], c.fields["period_start"], c.attributed_to) for c in found] == [
        ("export", date(2012, 3, 1), "Statistics Office"),
        ("import", date(2012, 3, 1), "Statistics Office"),
    ]


def test_dollars_named_before_hold_on() -> None:
    """Bare dollars are those that an earlier sentence named."""
    text = "Exports from Hong Kong to Japan reached 4 billion H.K. dlrs in 2010. Imports from Japan were 5 billion dlrs."
    assert [figure["unit"] for figure in read_figures(text)] == ["HKD", "HKD"]


def periods(text: str) -> list[tuple[object, object]]:
    """Return the first and last day of each figure's period."""
    return [(str(f["period_start"]), str(f["period_end"])) for f in read_figures(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Peru's exports rose 5% in 2011. Imports grew 3%.",
            [("2011-01-01", "2011-12-31"), ("2011-01-01", "2011-12-31")],
            id="period of the figure before",
        ),
        pytest.param(
            "Peru's exports rose 5% to $9 billion in 2011. In December alone they were worth $1 billion.\nImports grew 3%.",
            [("2011-01-01", "2011-12-31")] * 2 + [("2011-12-01", "2011-12-31"), ("2011-01-01", "2011-12-31")],
            id="a part of the period ends with its paragraph",
        ),
        pytest.param(
            "Peru's exports rose to $3 billion in March from $2 billion a year earlier.",
            [("2012-03-01", "2012-03-31"), ("2011-03-01", "2011-03-31")],
            id="base a year earlier",
        ),
        pytest.param(
            "Peru's exports rose to $3 billion in March from $2 billion the previous month.",
            [("2012-03-01", "2012-03-31"), ("2012-02-01", "2012-02-29")],
            id="base a month earlier",
        ),
        pytest.param(
            "Peru's exports to Chile rose by half in the past three months.",
            [("2012-02-01", "2012-04-30")],
            id="past months are whole months",
        ),
        pytest.param(
            "Peru plans to export 2 million tonnes of zinc to Chile beginning from 2013.",
            [("2013-01-01", "2013-12-31")],
            id="beginning from",
        ),
        pytest.param(
            "India's exports to Nepal reached $2 billion in 2010-11, while imports from Nepal came to $1 billion.",
            [("2010-04-01", "2011-03-31")] * 2,
            id="fiscal year of a reporter named before",
        ),
    ],
)
def test_periods_of_a_text(text: str, expected: list[tuple[object, object]]) -> None:
    """Every figure has the period that its own words or the figures before tell."""
    assert periods(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Peru's exports rose 5%. Chile remained the largest buyer: shipments there were worth $2 billion.",
            [("PER", None, "export", "pct_change", 5.0), ("PER", "CHL", "export", "value", 2e9)],
            id="there is the state named before",
        ),
        pytest.param(
            "With Japan the trade deficit shrank to $30 billion. South Korean imports from that country fell to $48 billion; exports to it stood at $29 billion.",
            [
                ("KOR", "JPN", "balance", "value", -3e10),
                ("KOR", "JPN", "import", "value", 4.8e10),
                ("KOR", "JPN", "export", "value", 2.9e10),
            ],
            id="with X in front, that country, it",
        ),
        pytest.param(
            "Chile's imports and exports totalled $9 billion in 2011.",
            [("CHL", None, "total", "value", 9e9)],
            id="both directions in one sum",
        ),
        pytest.param(
            "Chile's exports rose by $3 billion to $12 billion.",
            [("CHL", None, "export", "value", 1.2e10)],
            id="a change and its result are no range",
        ),
        pytest.param(
            "Trade between Iran and Armenia hit $700 million. Iranian exports made up 530 million of that.",
            [("IRN", "ARM", "total", "value", 7e8), ("IRN", "ARM", "export", "value", 5.3e8)],
            id="a bare sum has the currency of the sentence before",
        ),
        pytest.param(
            "Greek olive oil exports totalled 800 million euros, of which 60 percent went to Italy.",
            [("GRC", None, "export", "value", 8e8), ("GRC", "ITA", "export", "share", 60.0)],
            id="of which a part went to a country",
        ),
        pytest.param(
            "Indian refiners imported 2 million tonnes of Russian crude.",
            [("IND", "RUS", "import", "quantity", 2e6)],
            id="firms of a state",
        ),
        pytest.param(
            "Norway overtook Qatar as a gas supplier, exporting 122 bcm in 2011.",
            [("NOR", None, "export", "quantity", 1.22e11)],
            id="subject of the clause above",
        ),
        pytest.param(
            "South Korea's exports grew 3%. Outbound shipments reached $50 billion.",
            [("KOR", None, "export", "pct_change", 3.0), ("KOR", None, "export", "value", 5e10)],
            id="outbound shipments",
        ),
        pytest.param(
            "Turkey's imports came to $300 billion. Russia and China were the main sources of imports, with $45 billion each.",
            [("TUR", None, "import", "value", 3e11), ("TUR", "RUS", "import", "value", 4.5e10), ("TUR", "CHN", "import", "value", 4.5e10)],
            id="who is called the source",
        ),
        pytest.param(
            "China imported 90 million tonnes of oil from Iraq. Saudi deliveries to China slipped by 2%.",
            [("CHN", "IRQ", "import", "quantity", 9e7), ("CHN", "SAU", "import", "pct_change", -2.0)],
            id="deliveries to the state whose figures are told are its imports",
        ),
        pytest.param(
            "Canada's trade with China came to $90 billion. China enjoyed a surplus of $40 billion.",
            [("CAN", "CHN", "total", "value", 9e10), ("CHN", "CAN", "balance", "value", 4e10)],
            id="balance of the pair",
        ),
        pytest.param(
            "Morocco's phosphate exports earned $7 billion. Brazil was the largest buyer with $1.5 billion.",
            [("MAR", None, "export", "value", 7e9), ("MAR", "BRA", "export", "value", 1.5e9)],
            id="who is called the buyer in the next sentence",
        ),
        pytest.param(
            "Egypt's wheat purchases fell to 10 million tonnes. Russia supplied 70 percent of that.",
            [("EGY", None, "import", "quantity", 1e7), ("EGY", "RUS", "import", "share", 70.0)],
            id="part supplied by a state",
        ),
        pytest.param(
            "Spain imported 72 terawatt hours of Russian LNG. France bought 41 terawatt hours.",
            [("ESP", "RUS", "import", "quantity", 7.2e7), ("FRA", "RUS", "import", "quantity", 4.1e7)],
            id="the same of another state",
        ),
        pytest.param(
            "Ukraine exported 5.8 million tonnes of grain. Wheat made up 2 million tonnes of the total.",
            [("UKR", None, "export", "quantity", 5.8e6), ("UKR", None, "export", "quantity", 2e6)],
            id="one good of those before",
        ),
        pytest.param(
            "Peru exported 5 million tonnes of zinc. France bought 12 jets for $2 billion.",
            [("PER", None, "export", "quantity", 5e6)],
            id="what is bought next is none of it",
        ),
        pytest.param(
            "Myanmar sold 3 million tonnes of gas to Thailand and 4 million tonnes to China.",
            [("MMR", "THA", "export", "quantity", 3e6), ("MMR", "CHN", "export", "quantity", 4e6)],
            id="each number with its own partner",
        ),
        pytest.param(
            "Vietnam shipped $4 billion of textiles to Japan; South Korea took $3 billion.",
            [("VNM", "JPN", "export", "value", 4e9), ("VNM", "KOR", "export", "value", 3e9)],
            id="taker in the clause beside",
        ),
        pytest.param(
            "Chile's copper shipments to China climbed to 3 million tonnes. Those to Japan fell to 600,000 tonnes.",
            [("CHL", "CHN", "export", "quantity", 3e6), ("CHL", "JPN", "export", "quantity", 6e5)],
            id="those to another state",
        ),
        pytest.param("Kenya's economy, which depends on tea exports, grew 5%.", [], id="growth of the economy"),
        pytest.param("Exports make up 47% of Germany's economic output.", [], id="a part of something else"),
        pytest.param("Israel's biggest arms export, Arrow 3 missiles, is worth $3 billion.", [], id="the price of arms"),
        pytest.param(
            "Remittances to Tajikistan from Russia reached $4 billion. Chinese investment in Peru rose 20% to $2 billion.",
            [],
            id="no trade",
        ),
        pytest.param(
            "Russia's share of Finland's gas imports fell to 15% from 45%.",
            [("FIN", "RUS", "import", "share", 15.0), ("FIN", "RUS", "import", "share", 45.0)],
            id="a level is no change",
        ),
    ],
)
def test_parties_across_a_text(text: str, expected: list[tuple[object, ...]]) -> None:
    """Parties, flows and sums that other words or sentences of the text give."""
    assert summarise(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Chile's exports rose 3%, data from the National Statistics Institute showed.", True, id="data of an office"),
        pytest.param("Chile's exports rose 3%, according to customs figures.", True, id="according to a body's figures"),
        pytest.param("Chile's exports rose 3%, official figures show.", False, id="figures of nobody in particular"),
    ],
)
def test_statistical_sources(text: str, expected: bool) -> None:
    """Statistics are named as the source where the text says whose they are."""
    (sentences,) = parse_documents([DocumentText("test", text, PUBLISHED)], load_model())
    assert [event.best.attributed_to is not None for event in extract_events(sentences, PUBLISHED)] == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Peru's farm exports rose 8% to $4 billion in 2011. Grapes brought in $900 million and coffee $700 million.",
            [
                ("PER", None, "export", "pct_change", 8.0),
                ("PER", None, "export", "value", 4e9),
                ("PER", None, "export", "value", 9e8),
                ("PER", None, "export", "value", 7e8),
            ],
            id="goods of the report, the second without a verb",
        ),
        pytest.param(
            "Ghana exported 300,000 tonnes of cocoa in 2011, down 4%. Belgium followed with 90,000 tonnes and Italy with 40,000.",
            [
                ("GHA", None, "export", "quantity", 3e5),
                ("GHA", None, "export", "pct_change", -4.0),
                ("GHA", "BEL", "export", "quantity", 9e4),
                ("GHA", "ITA", "export", "quantity", 4e4),
            ],
            id="buyers of the report",
        ),
        pytest.param(
            "Norway's exports fell 6% to $9 billion in April 2012. Imports rose 2% to $7 billion. The gap narrowed to $2 billion. March brought $10 billion.",
            [
                ("NOR", None, "export", "pct_change", -6.0),
                ("NOR", None, "export", "value", 9e9),
                ("NOR", None, "import", "pct_change", 2.0),
                ("NOR", None, "import", "value", 7e9),
                ("NOR", None, "balance", "value", -2e9),
                ("NOR", None, "export", "value", 1e10),
            ],
            id="a gap, and a month with what the report is about",
        ),
        pytest.param(
            "Morocco's exports rose 3% to $9 billion in 2011. Rabat has set itself the goal of $15 billion by 2020.",
            [
                ("MAR", None, "export", "pct_change", 3.0),
                ("MAR", None, "export", "value", 9e9),
                ("MAR", None, "export", "value", 1.5e10),
            ],
            id="a goal for what the report is about",
        ),
        pytest.param(
            "Morocco's exports rose 3% to $9 billion in 2011. Inflation reached 4%. The bank lent farmers $300 million. Grain output fell 12%.",
            [("MAR", None, "export", "pct_change", 3.0), ("MAR", None, "export", "value", 9e9)],
            id="inflation, loans and output are no trade",
        ),
        pytest.param(
            "Spain imported 400,000 bpd of crude from Mexico in May 2011, up 5%. Supplies from Libya fell to 90,000 bpd.",
            [
                ("ESP", "MEX", "import", "quantity", 4e5),
                ("ESP", "MEX", "import", "pct_change", 5.0),
                ("ESP", "LBY", "import", "quantity", 9e4),
            ],
            id="supplies from a third state belong to the importer",
        ),
        pytest.param(
            "Chile's exports to Peru rose 8 percent and those to Brazil fell 3 percent.",
            [("CHL", "PER", "export", "pct_change", 8.0), ("CHL", "BRA", "export", "pct_change", -3.0)],
            id="those to another state",
        ),
        pytest.param(
            "Ireland's exports reached $9 billion in May 2011.\n\nAsia:\nExports: $2 billion\nImports: $1 billion\n\nCanada:\nExports: $3 billion",
            [
                ("IRL", None, "export", "value", 9e9),
                ("IRL", "UNK", "export", "value", 2e9),
                ("IRL", "UNK", "import", "value", 1e9),
                ("IRL", "CAN", "export", "value", 3e9),
            ],
            id="partners in the headings of lists",
        ),
        pytest.param(
            "Japan's exports rose 12 percent to $25 billion in June 2011. Buses were off 19 percent.",
            [
                ("JPN", None, "export", "pct_change", 12.0),
                ("JPN", None, "export", "value", 2.5e10),
                ("JPN", None, "export", "pct_change", -19.0),
            ],
            id="a good that no table knows",
        ),
        pytest.param(
            "The ministry bought computers in 2011. Rice brought in $900 million.",
            [],
            id="no report of trade",
        ),
    ],
)
def test_figures_without_a_word_for_trade(text: str, expected: list[tuple[object, ...]]) -> None:
    assert summarise(text) == expected
