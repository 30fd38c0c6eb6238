"""Wordings of trade figures, class by class: whose trade, which way, how much."""

from datetime import date

import pytest

from flows.extract.document import DocumentText, extract_events, parse_documents
from flows.extract.language import load_model

PUBLISHED = date(2012, 5, 10)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Kenya and Ghana trade little with each other. It came to a mere $34 million in 2009.",
            [("KEN", "GHA", "total", "value", 34000000.0)],
            id="a pronoun for the trade told without a figure",
        ),
        pytest.param(
            "Chile stayed first among the suppliers of Peru with deliveries of $4 billion.\n"
            "Business with Ghana has all but vanished. Exports to that country dropped by 39 percent.",
            [("PER", "CHL", "import", "value", 4000000000.0), ("PER", "GHA", "export", "pct_change", -39.0)],
            id="that country is the one named last",
        ),
        pytest.param(
            "Peru is Chile's main trading partner. In 2011 the turnover stood at $1.4 billion.",
            [("CHL", "PER", "total", "value", 1400000000.0)],
            id="turnover of the partners named before",
        ),
        pytest.param(
            "Exports of cars to Peru fell 4 percent, data from the Korea International Trade Association showed.",
            [("KOR", "PER", "export", "pct_change", -4.0)],
            id="the state whose trade body tells the figure",
        ),
        pytest.param(
            "Korea's surplus with the rest of Asia shrank 5 percent, while that with Peru dropped 2 percent to $3 billion.",
            [
                ("KOR", "UNK", "balance", "pct_change", -5.0),
                ("KOR", "PER", "balance", "pct_change", -2.0),
                ("KOR", "PER", "balance", "value", 3000000000.0),
            ],
            id="that with another state, and a region",
        ),
        pytest.param(
            "With the European Union, Japan's trade surplus rose 12 percent.",
            [("JPN", "EU", "balance", "pct_change", 12.0)],
            id="partner in front of the balance",
        ),
        pytest.param(
            "Iran's trade with the ECO members made up 6 percent of its commerce.",
            [("IRN", "UNK", "total", "share", 6.0)],
            id="members of a body without a code",
        ),
        pytest.param(
            "Chile took 29% of Peru's exports, well ahead of Japan with 13%.",
            [("PER", "CHL", "export", "share", 29.0), ("PER", "JPN", "export", "share", 13.0)],
            id="a list behind one share",
        ),
        pytest.param(
            "Goods worth 3 billion euros were exchanged with Chile in 2010, Germany's statistics office said.",
            [("DEU", "CHL", "total", "value", 3000000000.0)],
            id="goods exchanged",
        ),
        pytest.param(
            "Peru swallowed two thirds of the crude lifted off Guyana in 2010, or some 90,000 barrels a day.",
            [("GUY", "PER", "export", "share", 66.6667), ("GUY", "PER", "export", "quantity", 90000.0)],
            id="a part taken of another's goods, also as an amount",
        ),
        pytest.param(
            "Cargoes of Guyanese crude bound for Peru thinned to 74,000 barrels a day.",
            [("GUY", "PER", "export", "quantity", 74000.0)],
            id="goods bound for a state",
        ),
        pytest.param(
            "Ghana sold half of its cocoa to Peru in 2010.",
            [("GHA", "PER", "export", "share", 50.0)],
            id="a share sold",
        ),
        pytest.param(
            "Exports and imports rose 5 percent and 7 percent respectively, Thailand's ministry said.",
            [("THA", None, "export", "pct_change", 5.0), ("THA", None, "import", "pct_change", 7.0)],
            id="respectively, by flow",
        ),
        pytest.param(
            "Belarus said trade with Peru, Chile and Kenya grew 5%, 9% and 12%.",
            [
                ("BLR", "PER", "total", "pct_change", 5.0),
                ("BLR", "CHL", "total", "pct_change", 9.0),
                ("BLR", "KEN", "total", "pct_change", 12.0),
            ],
            id="respectively, by partner",
        ),
        pytest.param(
            "Norway supplied 40% of Germany's gas, Algeria 30% and Chile 13%.",
            [("DEU", "NOR", "import", "share", 40.0), ("DEU", "DZA", "import", "share", 30.0), ("DEU", "CHL", "import", "share", 13.0)],
            id="parts supplied",
        ),
        pytest.param(
            "Russian gas accounted for 8 percent of Peru's imports, down from 45 percent in 2010.",
            [("PER", "RUS", "import", "share", 8.0), ("PER", "RUS", "import", "share", 45.0)],
            id="origin of the goods, and the share before",
        ),
        pytest.param(
            "Peru's share in Chile's imports shrank from 9.6% to 2%.",
            [("CHL", "PER", "import", "share", 9.6), ("CHL", "PER", "import", "share", 2.0)],
            id="a share from and to",
        ),
        pytest.param(
            "Iraq was India's second-largest supplier, at 830,000 bpd, followed by Peru with 560,000 bpd.",
            [("IND", "IRQ", "import", "quantity", 830000.0), ("IND", "PER", "import", "quantity", 560000.0)],
            id="suppliers by rank",
        ),
        pytest.param(
            "A third of Peru's exports go to Chile.",
            [("PER", "CHL", "export", "share", 33.3333)],
            id="where the exports go",
        ),
        pytest.param(
            "More than 80 percent of Mexico's exports are destined for Canada.",
            [("MEX", "CAN", "export", "share", 80.0)],
            id="destined for",
        ),
        pytest.param(
            "Slovakia depends on Norway for 85% of its gas.",
            [("SVK", "NOR", "import", "share", 85.0)],
            id="relied on",
        ),
        pytest.param(
            "Sino-Indian trade touched $100 billion.",
            [("CHN", "IND", "total", "value", 100000000000.0)],
            id="prefix of a state",
        ),
        pytest.param(
            "Kuwait's Peru-bound shipments of crude slipped to 74,000 barrels per day.",
            [("KWT", "PER", "export", "quantity", 74000.0)],
            id="bound for, before the word",
        ),
        pytest.param(
            "Peru sells half of its lamb to its Chilean friends.",
            [("PER", "CHL", "export", "share", 50.0)],
            id="partner behind a pronoun",
        ),
        pytest.param(
            "Trade between Peru and Kenya was worth $131 million in 2010. A pact should take it to $1 billion within five years.",
            [("PER", "KEN", "total", "value", 131000000.0), ("PER", "KEN", "total", "value", 1000000000.0)],
            id="a goal for what was told",
        ),
        pytest.param(
            "Peru bought 240,000 tons of Kenyan and 60,000 tons of Chilean wheat.",
            [("PER", "KEN", "import", "quantity", 240000.0), ("PER", "CHL", "import", "quantity", 60000.0)],
            id="origin of each amount",
        ),
        pytest.param(
            "Exports of salt to Peru, Chile and Kenya came to $2 billion, Ghana's ministry said.",
            [("GHA", "UNK", "export", "value", 2000000000.0)],
            id="one sum for many partners",
        ),
        pytest.param(
            "Peru's copper output rose 9% and exports of the metal 7%.",
            [("PER", None, "export", "pct_change", 7.0)],
            id="output is no trade",
        ),
        pytest.param(
            "The price of crude exported by Iraq rose 5 percent.",
            [],
            id="price of what is exported",
        ),
        pytest.param(
            "U.S. goods exports to Peru were $47 billion, up 17 percent ($7 billion) from 2010.",
            [("USA", "PER", "export", "value", 47000000000.0), ("USA", "PER", "export", "pct_change", 17.0)],
            id="change in money behind its percentage",
        ),
        pytest.param(
            "Remittances from Kenyans abroad rose 3 percent to $3 billion.",
            [],
            id="remittances are no trade",
        ),
        pytest.param(
            "Turkey collected $3 billion in import duties.",
            [],
            id="duties are no trade",
        ),
        pytest.param(
            "Ukraine's grain exports rose 3 percent. Farmers exported 26 million tonnes of corn, the ministry said.",
            [("UKR", None, "export", "pct_change", 3.0), ("UKR", None, "export", "quantity", 26000000.0)],
            id="a trade told of its traders",
        ),
        pytest.param(
            "Nepal's imports rose 3 percent. In May the country imported goods worth $2 billion.",
            [("NPL", None, "import", "pct_change", 3.0), ("NPL", None, "import", "value", 2000000000.0)],
            id="the country without its name",
        ),
        pytest.param(
            "Main buyers of Ghana's cocoa were told. Ghana's cocoa exports rose 4 percent. Peru (62%), Chile (12%) and Japan (8%) took most of the shipments.",
            [
                ("GHA", None, "export", "pct_change", 4.0),
                ("GHA", "PER", "export", "share", 62.0),
                ("GHA", "CHL", "export", "share", 12.0),
                ("GHA", "JPN", "export", "share", 8.0),
            ],
            id="a list of shares",
        ),
        pytest.param(
            "Kenya's exports reached 3 million tonnes in 2010. Main buyers were Peru (2 million tonnes), Chile - 700,000 tonnes, and Japan - 300,000 tonnes.",
            [
                ("KEN", None, "export", "quantity", 3000000.0),
                ("KEN", "PER", "export", "quantity", 2000000.0),
                ("KEN", "CHL", "export", "quantity", 700000.0),
                ("KEN", "JPN", "export", "quantity", 300000.0),
            ],
            id="buyers with dashes",
        ),
        pytest.param(
            "Germany's exports fell 2% in March. Economists had forecast a rise of 0.3%.",
            [("DEU", None, "export", "pct_change", -2.0), ("DEU", None, "export", "pct_change", 0.3)],
            id="what was expected",
        ),
        pytest.param(
            "Export growth of Kenya slowed to 3 percent in May.",
            [("KEN", None, "export", "pct_change", 3.0)],
            id="where growth stands",
        ),
        pytest.param(
            "Japan's trade surplus rose 8% in 2010. The 8% rise was smaller than the 13% increase in 2009.",
            [("JPN", None, "balance", "pct_change", 8.0), ("JPN", None, "balance", "pct_change", 13.0)],
            id="changes told as nouns",
        ),
        pytest.param(
            "Ghana has become the third-largest destination for Kenyan exports, with $2 billion in 2010.",
            [("KEN", "GHA", "export", "value", 2000000000.0)],
            id="a destination by rank",
        ),
        pytest.param(
            "India received 132,000 barrels per day of Iranian oil in April.",
            [("IND", "IRN", "import", "quantity", 132000.0)],
            id="goods received",
        ),
        pytest.param(
            "Ghana received 40,000 tonnes of rice as aid from Japan.",
            [],
            id="aid is no trade",
        ),
        pytest.param(
            "Peru's exports rose due to a record crop of 78 million tonnes.",
            [],
            id="a crop is no trade",
        ),
        pytest.param(
            "Exports of Kenya rose 3 percent on stronger demand from Peru.",
            [("KEN", None, "export", "pct_change", 3.0)],
            id="where demand comes from is no partner",
        ),
        pytest.param(
            "Peru's exports rose to 1.2 trillion yen ($11.3bn; £6bn) in 2010.",
            [("PER", None, "export", "value", 1200000000000.0)],
            id="the same sum in other currencies",
        ),
        pytest.param(
            "Kenya's exports to Peru were worth $1.5 billion in 2011 ($1.4 billion a year before).",
            [("KEN", "PER", "export", "value", 1500000000.0), ("KEN", "PER", "export", "value", 1400000000.0)],
            id="a base in brackets",
        ),
        pytest.param(
            "Zambia's exports fell from over K6 billion in March to K5 billion in April.",
            [("ZMB", None, "export", "value", 6000000000.0), ("ZMB", None, "export", "value", 5000000000.0)],
            id="currency of one letter",
        ),
    ],
)
def test_figures_of_a_wording(text: str, expected: list[tuple[object, ...]]) -> None:
    """Reporter, partner, flow, measure and value of each figure, in text order."""
    (sentences,) = parse_documents([DocumentText("test", text, PUBLISHED)], load_model())
    found = [event.best.fields for event in extract_events(sentences, PUBLISHED) if event.best.kind == "trade_figures"]
    assert [tuple(f[c] for c in ("reporter_code", "partner_code", "flow", "measure", "value")) for f in found] == expected
