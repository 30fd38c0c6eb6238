"""Arms transfers of whole texts: parties from other sentences, lists, packages, and which statements are one transfer."""

from datetime import date

import pytest

from flows.extract.document import DocumentText, extract_events, parse_documents
from flows.extract.language import load_model

Row = tuple[str | None, str | None, str, float | None, str, str, str]


def read_rows(text: str) -> list[Row]:
    """Return supplier, recipient, category, least number, status, type and assertion of each arms transfer in the text."""
    (sentences,) = parse_documents([DocumentText("example", text, date(2024, 5, 6))], load_model())
    rows = []
    for event in extract_events(sentences, date(2024, 5, 6)):
        if event.best.kind == "arms_transfers":
            fields = event.best.fields
            parties = fields["supplier_code"], fields["recipient_code"]
            rows.append(
                (*parties, fields["weapon_category"], fields["quantity_min"], fields["status"], fields["deal_type"], event.best.assertion)
            )
    return rows


TEXTS = [
    pytest.param(
        "Canada will send 20 howitzers to Estonia. The package also includes armoured vehicles and radars.",
        [
            ("CAN", "EST", "artillery", 20, "agreed", "aid", "asserted"),
            ("CAN", "EST", "armoured_vehicle", None, "agreed", "aid", "asserted"),
            ("CAN", "EST", "sensor", None, "agreed", "aid", "asserted"),
        ],
        id="the package has the parties of the sentence above",
    ),
    pytest.param(
        "Brazil sold helicopters, radars and 12 howitzers to Peru.",
        [
            ("BRA", "PER", "helicopter", None, "agreed", "sale", "asserted"),
            ("BRA", "PER", "sensor", None, "agreed", "sale", "asserted"),
            ("BRA", "PER", "artillery", 12, "agreed", "sale", "asserted"),
        ],
        id="one row an item of a list",
    ),
    pytest.param(
        "Italy supplied Jordan with weapons, including mortars.",
        [("ITA", "JOR", "artillery", None, "delivered", "unknown", "asserted")],
        id="a general word gives way to what it includes",
    ),
    pytest.param(
        "India ordered 36 Rafale jets.",
        [("FRA", "IND", "aircraft", 36, "agreed", "sale", "asserted")],
        id="a weapon known by name comes from its maker",
    ),
    pytest.param(
        "Kenya received drones from Turkey. Turkey delivered the drones to Kenya in March.",
        [("TUR", "KEN", "uav", None, "delivered", "unknown", "asserted")],
        id="two statements of one transfer are one row",
    ),
    pytest.param(
        "Spain refused to sell missiles to Algeria.",
        [("ESP", "DZA", "missile", None, "cancelled", "sale", "asserted")],
        id="a refusal is a cancelled transfer",
    ),
    pytest.param(
        "North Korea denied supplying rockets to Syria.",
        [("PRK", "SYR", "missile", None, "delivered", "unknown", "denied")],
        id="a denial stays a row, denied",
    ),
    pytest.param(
        "The minister said Iran may sell missiles to Sudan.",
        [("IRN", "SDN", "missile", None, "offered", "sale", "hypothetical")],
        id="what may happen is hypothetical",
    ),
    pytest.param(
        "The United States announced military aid for Moldova. The package includes:\n- Stinger missiles\n- 12 howitzers",
        [
            ("USA", "MDA", "air_defence", None, "agreed", "aid", "asserted"),
            ("USA", "MDA", "artillery", 12, "agreed", "aid", "asserted"),
        ],
        id="one row an item of a list below its introduction",
    ),
    pytest.param(
        "Ghana signed a contract with South Korea for 80 K2 tanks. The first ten arrived in December.",
        [
            ("KOR", "GHA", "armoured_vehicle", 80, "agreed", "sale", "asserted"),
            ("KOR", "GHA", "armoured_vehicle", 10, "delivered", "sale", "asserted"),
        ],
        id="a number stands for the weapon named before",
    ),
    pytest.param(
        "Peru bought tanks from Spain, drones from Turkey and mortars from Serbia.",
        [
            ("ESP", "PER", "armoured_vehicle", None, "agreed", "sale", "asserted"),
            ("TUR", "PER", "uav", None, "agreed", "sale", "asserted"),
            ("SRB", "PER", "artillery", None, "agreed", "sale", "asserted"),
        ],
        id="each weapon of a list has its own supplier",
    ),
    pytest.param(
        "Morocco ordered 36 Rafale jets, and Togo 12.",
        [
            ("FRA", "MAR", "aircraft", 36, "agreed", "sale", "asserted"),
            ("FRA", "TGO", "aircraft", 12, "agreed", "sale", "asserted"),
        ],
        id="a party and a number share verb and weapon",
    ),
    pytest.param(
        "Saab has won an order from Kenya for radars.",
        [("SWE", "KEN", "sensor", None, "agreed", "sale", "asserted")],
        id="whoever wins the order sells",
    ),
    pytest.param(
        "Customs officers at Dubai airport seized a shipment of rifles bound for Sudan.",
        [(None, "SDN", "small_arms", None, "delivered", "unknown", "asserted")],
        id="whoever seizes weapons did not supply them",
    ),
    pytest.param(
        "Oman and Kenya agreed that the former would sell 40 mortars to the latter.",
        [("OMN", "KEN", "artillery", 40, "agreed", "sale", "asserted")],
        id="the former and the latter",
    ),
    pytest.param("Georgian troops now use captured Russian tanks.", [], id="captured weapons were not supplied"),
    pytest.param("Peru ordered a study of French submarines.", [], id="a study of weapons is none"),
    pytest.param("Members are forbidden to sell weapons to Togo.", [], id="a rule on sales is no sale"),
    pytest.param("The army flew its helicopters over the parade.", [], id="own weapons that stay with their owner"),
    pytest.param("Rebels attacked the base with drones.", [], id="use in combat"),
    pytest.param("The embargo on arms exports to Libya was debated.", [], id="a rule on trade is no transfer"),
    pytest.param(
        "Airbus handed over to Ghana the first two of six C-295 transport aircraft it has on order.",
        [("FRA", "GHA", "aircraft", 2, "delivered", "sale", "asserted"), ("FRA", "GHA", "aircraft", 6, "agreed", "sale", "asserted")],
        id="part of a lot has come, and the lot was ordered",
    ),
    pytest.param(
        "Three of the eight T129 helicopters that Kenya ordered from Turkey were delivered in 2022.",
        [("TUR", "KEN", "helicopter", 8, "agreed", "sale", "asserted"), ("TUR", "KEN", "helicopter", 3, "delivered", "sale", "asserted")],
        id="the order told inside the delivery of a part",
    ),
    pytest.param(
        "Leonardo delivered two C-27J aircraft to Kenya. Peru signed for four last year.",
        [("ITA", "KEN", "aircraft", 2, "delivered", "unknown", "asserted"), ("ITA", "PER", "aircraft", 4, "agreed", "sale", "asserted")],
        id="one more taker of the weapon told before",
    ),
    pytest.param(
        "Ghana ordered six Super Tucano aircraft from Brazil in May, and Togo is in talks.",
        [("BRA", "GHA", "aircraft", 6, "agreed", "sale", "asserted"), ("BRA", "TGO", "aircraft", None, "offered", "sale", "asserted")],
        id="bare talks joined to a deal are about the same weapon",
    ),
    pytest.param(
        "Leonardo delivered two C-27J aircraft to Kenya. A spokesman denied that torpedoes were part of the order.",
        [("ITA", "KEN", "aircraft", 2, "delivered", "sale", "asserted"), ("ITA", "KEN", "missile", None, "agreed", "sale", "denied")],
        id="part of an order told before, denied",
    ),
    pytest.param(
        "Togo's defence minister announced that the navy would acquire three Gowind corvettes from France.",
        [("FRA", "TGO", "ship", 3, "agreed", "unknown", "asserted")],
        id="the navy is that of the minister",
    ),
    pytest.param(
        "Air force gets its Tejas: India signs for 40 home-made jets",
        [],
        id="a state that buys its own jets is no taker",
    ),
    pytest.param(
        "Germany planned to sell 30 Boxer vehicles to Oman, but parliament rejected the deal.",
        [("DEU", "OMN", "armoured_vehicle", 30, "cancelled", "sale", "asserted")],
        id="a plan that was rejected is cancelled",
    ),
    pytest.param(
        "A Maltese ship loaded with rifles bound for Togo was stopped at sea.",
        [("MLT", "TGO", "small_arms", None, "cancelled", "unknown", "asserted")],
        id="the ship's flag supplies what is bound elsewhere",
    ),
    pytest.param(
        "Soldiers picked up the wreckage of a Shahed-136.",
        [],
        id="to pick up is not to choose",
    ),
]


@pytest.mark.parametrize(("text", "expected"), TEXTS)
def test_text_yields_these_transfers(text: str, expected: list[Row]) -> None:
    """The arms transfers of the text are exactly these, in text order."""
    assert read_rows(text) == expected


def test_supplier_told_by_the_weapon_has_the_usual_name_of_its_state() -> None:
    """A supplier that only the weapon's name tells is named as people name the state, not by its code."""
    (sentences,) = parse_documents([DocumentText("example", "Bolivia ordered 12 Rafale jets.", date(2024, 5, 6))], load_model())
    (event,) = extract_events(sentences, date(2024, 5, 6))
    assert (event.best.fields["supplier_code"], event.best.fields["supplier_name"]) == ("FRA", "France")
