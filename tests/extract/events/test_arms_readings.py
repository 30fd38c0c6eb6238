"""Arms transfers by construction: who supplies what to whom in each of the ways in which news tells it."""

from datetime import date

import pytest

from flows.extract.document import DocumentText, extract_events, parse_documents
from flows.extract.language import load_model

Triple = tuple[str | None, str | None, str]


def read_triples(text: str) -> list[Triple]:
    """Return supplier, recipient and category of each arms transfer in the text, sorted."""
    day = date(2024, 5, 6)
    (sentences,) = parse_documents([DocumentText("example", text, day)], load_model())
    fields = [event.best.fields for event in extract_events(sentences, day) if event.best.kind == "arms_transfers"]
    rows = [(each["supplier_code"], each["recipient_code"], each["weapon_category"]) for each in fields]
    return sorted(rows, key=str)


TEXTS = [
    pytest.param(
        "Ghana sent back six Chinese-made drones that it had received in 2019.", [("CHN", "GHA", "uav")], id="what goes back had come"
    ),
    pytest.param("Morocco rejected a second batch of Spanish patrol boats.", [("ESP", "MAR", "ship")], id="boats turned down"),
    pytest.param(
        "Nepal has asked China for mortars and India for utility helicopters.",
        [("CHN", "NPL", "artillery"), ("IND", "NPL", "helicopter")],
        id="pairs of party and weapon",
    ),
    pytest.param(
        "Chad turned to France for armoured cars and to Israel for drones.",
        [("FRA", "TCD", "armoured_vehicle"), ("ISR", "TCD", "uav")],
        id="pairs behind a verb of turning",
    ),
    pytest.param(
        "Portugal is weighing the F-35 against the Gripen.",
        [("SWE", "PRT", "aircraft"), ("USA", "PRT", "aircraft")],
        id="both rivals are offers",
    ),
    pytest.param(
        "In 2019 Kenya received a first consignment of body armour from a Mumbai-based firm.",
        [("IND", "KEN", "other")],
        id="a firm is of the state of its town",
    ),
    pytest.param("Ghana was sold defective rifles by a Bulgarian dealer.", [("BGR", "GHA", "small_arms")], id="a dealer of a state"),
    pytest.param(
        "Brazil's foreign minister agreed with his visiting Swedish counterpart on the delivery of four more Gripens.",
        [("SWE", "BRA", "aircraft")],
        id="two agree on a delivery",
    ),
    pytest.param("Egypt risks US sanctions for buying Su-35 jets from Russia.", [("RUS", "EGY", "aircraft")], id="who is punished bought"),
    pytest.param("China extended Cambodia a loan to buy 12 Z-9 helicopters.", [("CHN", "KHM", "helicopter")], id="who gets the loan buys"),
    pytest.param(
        "Russia has agreed to lend Belarus money. It will also supply the republic with four Su-30 fighters.",
        [("RUS", "BLR", "aircraft")],
        id="the republic is not the supplier",
    ),
    pytest.param(
        "Vietnam bought 12 Su-30s from Russia in 2009. Deliveries of the Sukhois began last year.",
        [("RUS", "VNM", "aircraft"), ("RUS", "VNM", "aircraft")],
        id="the order and its delivery are two",
    ),
    pytest.param(
        "Oman signed a contract with Spain for six corvettes. The first ship was delivered last week.",
        [("ESP", "OMN", "ship"), ("ESP", "OMN", "ship")],
        id="a general noun points back",
    ),
    pytest.param(
        "The drones were used in Sudan. Amnesty believes they were supplied by Turkey.",
        [("TUR", "SDN", "uav")],
        id="whoever had them took them",
    ),
    pytest.param(
        "An Indian Air Force C-17 carrying the first battery of BrahMos cruise missiles landed in the Philippines on Friday.",
        [("IND", "PHL", "missile")],
        id="a plane's flag and where it landed",
    ),
    pytest.param(
        "Mali's president was photographed handing over Bayraktar TB2s to his air force.",
        [("TUR", "MLI", "uav")],
        id="a president's own air force",
    ),
    pytest.param("Mali has six Mi-171 helicopters on order from Russia.", [("RUS", "MLI", "helicopter")], id="on order"),
    pytest.param(
        "India delivered the BrahMos missile to the Philippines under a contract signed in 2022.",
        [("IND", "PHL", "missile"), ("IND", "PHL", "missile")],
        id="the contract behind a delivery",
    ),
    pytest.param(
        "Spain has delivered weapons to Togo. France and Italy, both of which halted new arms exports to Togo, protested.",
        [("ESP", "TGO", "unspecified"), ("FRA", "TGO", "unspecified"), ("ITA", "TGO", "unspecified")],
        id="both of which",
    ),
    pytest.param(
        "Experts documented deliveries of weapons to Libya from destinations including Sudan and Egypt.",
        [("EGY", "LBY", "unspecified"), ("SDN", "LBY", "unspecified")],
        id="states that a noun goes on to name",
    ),
    pytest.param(
        "Washington slapped curbs on three Chinese firms for supplying rocket engines to Pakistan.",
        [("CHN", "PAK", "engine")],
        id="who is punished supplied",
    ),
    pytest.param(
        "Ammunition of Serbian make has nevertheless found its way to Kyiv.", [("SRB", "UKR", "ammunition")], id="of a state's make"
    ),
    pytest.param("NATO member Slovakia gave Ukraine an old Buk system.", [("SVK", "UKR", "air_defence")], id="a title and its name"),
    pytest.param(
        "The Administration notified Congress of its intent to sell Bahrain 600 Stinger missiles.",
        [("USA", "BHR", "air_defence")],
        id="a body whose state nobody names",
    ),
    pytest.param(
        "The Government of Oman has requested to buy 54 M1A2 tanks; four (4) M88A2 recovery vehicles; and 5,940 120mm cartridges.",
        [("USA", "OMN", "ammunition"), ("USA", "OMN", "armoured_vehicle"), ("USA", "OMN", "armoured_vehicle")],
        id="items behind semicolons",
    ),
    pytest.param("India's defence ministry ordered 97 Tejas jets from Hindustan Aeronautics.", [], id="a purchase at home"),
    pytest.param("India aims to export military hardware worth $5 billion by 2025.", [], id="an aim is no transfer"),
    pytest.param("We weren't going to give away a weapon like that, the Canadian coach said.", [], id="a player is no weapon"),
    pytest.param("Washington moved F-22 jets from Japan to Guam.", [], id="jets moved between bases"),
    pytest.param("All questions regarding this sale of arms to Oman should be directed to the embassy.", [], id="whom to ask"),
    pytest.param("Critics say the sale of weapons fuels wars.", [], id="arms in general between nobody"),
]


@pytest.mark.parametrize(("text", "expected"), TEXTS)
def test_text_yields_these_parties(text: str, expected: list[Triple]) -> None:
    """Supplier, recipient and category of the text's transfers are exactly these."""
    assert read_triples(text) == expected


def test_heading_of_a_section_names_the_taker() -> None:
    """A line that only names a state is whose arms the section tells."""
    text = "Arms transfers in 2023: a note\n\nKey points are below.\n\nTogo\n\nChina delivered a Type 056 corvette in 2023.\n"
    assert read_triples(text) == [("CHN", "TGO", "ship")]
