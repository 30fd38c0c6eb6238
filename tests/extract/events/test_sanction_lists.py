"""Sanctions: those whom a document lists, announces by number, or calls "the ship" later on."""

from datetime import date

import pytest

from flows.extract.document import DocumentText, extract_events, parse_documents
from flows.extract.language import load_model


def read_targets(text: str) -> set[tuple[str, str, str, str]]:
    """Return authority, home state, name and action of every sanction that a document states."""
    (sentences,) = parse_documents([DocumentText("made-up", text, date(2024, 5, 6))], load_model())
    return {
        tuple(event.best.fields[column] for column in ("authority_code", "target_code", "target_name", "action"))  # type: ignore[misc]
        for event in extract_events(sentences, date(2024, 5, 6))
        if event.best.kind == "sanctions"
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "The Council adopted restrictive measures against two persons whose actions threaten the peace in Mali. They apply to:\n\n"
            "Amadou Traore, Head of State Security\nOusmane Keita, an officer of the gendarmerie\n\nThe legal acts are public.",
            {("EU", "MLI", "Amadou Traore", "imposed"), ("EU", "MLI", "Ousmane Keita", "imposed")},
            id="lines after a colon are the two persons, the number is no row",
        ),
        pytest.param(
            "The EU imposed sanctions on five Guinean officers.\nThose listed include:\n- Moussa Camara, former president\n- Mathurin Bangoura, minister",
            {
                ("EU", "GIN", "five Guinean officers", "imposed"),
                ("EU", "GIN", "Moussa Camara", "imposed"),
                ("EU", "GIN", "Mathurin Bangoura", "imposed"),
            },
            id="two of five named: the number stays",
        ),
        pytest.param(
            "China imposed countermeasures on three American arms firms. The firms are Acme Robotics Inc., Lockton Systems, Inc. and Hudson Canada, "
            "according to the ministry. Their assets in China will be frozen, and organizations are prohibited from dealing with them.",
            {
                ("CHN", "USA", "Acme Robotics Inc.", "imposed"),
                ("CHN", "USA", "Lockton Systems, Inc.", "imposed"),
                ("CHN", "CAN", "Hudson Canada", "imposed"),
            },
            id="the firms are: home by the name, else that of those announced; what they may not do is no further row",
        ),
        pytest.param(
            "The EU extended its travel ban on two Belarusian generals. Ivan Petrov and 16 others are concerned.",
            {("EU", "BLR", "two Belarusian generals", "imposed"), ("EU", "BLR", "Ivan Petrov", "imposed")},
            id="and others are concerned",
        ),
        pytest.param(
            "The tanker Serena, blacklisted by the UK in March for carrying Russian crude, docked last week. Brussels is expected to add the ship to its own list.",
            {("GBR", "RUS", "Serena", "imposed"), ("EU", "RUS", "Serena", "threatened")},
            id="the ship",
        ),
        pytest.param(
            "The U.S. Treasury has authorised dealings with nine Belarusian firms, among them Belavia and Grodno Azot, until March.",
            {("USA", "BLR", "Belavia", "eased"), ("USA", "BLR", "Grodno Azot", "eased")},
            id="two names that a tagger took for one",
        ),
        pytest.param(
            "OFAC designated Norne Bank, Iran's largest lender, and Sund Shipping, a carrier that runs tankers.",
            {("USA", "IRN", "Norne Bank", "imposed"), ("USA", "IRN", "Sund Shipping", "imposed")},
            id="what describes a name is no target",
        ),
        pytest.param(
            "The Treasury lifted sanctions on three Iranian vessels: the Ascension, the Ocean Elegance and the Leon Dias.",
            {("USA", "IRN", "Ascension", "lifted"), ("USA", "IRN", "Ocean Elegance", "lifted"), ("USA", "IRN", "Leon Dias", "lifted")},
            id="names of ships by their capitals",
        ),
        pytest.param(
            "Iran sanctioned 24 American officials, among them General George Casey.",
            {("IRN", "USA", "George Casey", "imposed")},
            id="names among them stand for the number",
        ),
        pytest.param(
            "Paraguay added the Revolutionary Guards to its list of terrorist groups.",
            {("PRY", "IRN", "Revolutionary Guards", "imposed")},
            id="a body of a state is listed as a body",
        ),
        pytest.param(
            "Britain barred twenty Saudi nationals from the country, along with two Belarusian organisations.",
            {("GBR", "SAU", "twenty Saudi nationals", "imposed"), ("GBR", "BLR", "two Belarusian organisations", "imposed")},
            id="hit along with others",
        ),
        pytest.param(
            "The company announced three new partners. The partners are:\nNorne Bank\nSund Shipping\nAcme Ltd",
            set(),
            id="a list of partners is none of sanctions",
        ),
        pytest.param(
            "Norway froze the accounts of Belarusian leader Alyaksandr Lukashenka.",
            {("NOR", "BLR", "Alyaksandr Lukashenka", "imposed")},
            id="persons are named as written",
        ),
    ],
)
def test_document_lists_targets(text: str, expected: set[tuple[str, str, str, str]]) -> None:
    """Exactly these are hit, by these powers."""
    assert read_targets(text) == expected
