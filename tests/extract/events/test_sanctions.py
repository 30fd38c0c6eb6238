"""Sanctions: what whole little documents yield, parties that a sentence leaves out included."""

from datetime import date

import pytest

from flows.extract.document import DocumentText, extract_events, parse_documents
from flows.extract.events.sanction_measures import measures_in, programme_in
from flows.extract.language import load_model


def read_sanctions(text: str) -> set[tuple[str | None, str | None, str | None]]:
    """Return authority, target and action of every sanction that a document states."""
    (sentences,) = parse_documents([DocumentText("made-up", text, date(2024, 5, 6))], load_model())
    events = extract_events(sentences, date(2024, 5, 6))
    return {
        (event.best.fields["authority_code"], event.best.fields["target_code"], event.best.fields["action"])
        for event in events
        if event.best.kind == "sanctions"
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("The European Union imposed sanctions on Belarus.", {("EU", "BLR", "imposed")}, id="plain statement"),
        pytest.param(
            "The United States lifted its sanctions on Sudan in October.", {("USA", "SDN", "lifted")}, id="the possessor is the subject"
        ),
        pytest.param("Japan eased its sanctions on Myanmar.", {("JPN", "MMR", "eased")}, id="easing"),
        pytest.param("Britain threatened to impose sanctions on Georgia.", {("GBR", "GEO", "threatened")}, id="a threat is no act"),
        pytest.param(
            "Canada and Australia sanctioned Belarus.", {("CAN", "BLR", "imposed"), ("AUS", "BLR", "imposed")}, id="one event an authority"
        ),
        pytest.param(
            "The EU imposed sanctions on Belarus. The measures took effect in June. Minsk said it would evade the sanctions.",
            {("EU", "BLR", "imposed"), ("EU", "BLR", "evaded")},
            id="the authority stands in an earlier sentence",
        ),
        pytest.param(
            "The EU imposed sanctions on Burundi in 2015. They were lifted in 2022.",
            {("EU", "BDI", "imposed"), ("EU", "BDI", "lifted")},
            id="a pronoun for the sanctions",
        ),
        pytest.param(
            "Norway imposed sanctions on Burundi. Canada followed a week later.",
            {("NOR", "BDI", "imposed"), ("CAN", "BDI", "imposed")},
            id="another power follows",
        ),
        pytest.param(
            "The Council prolonged the restrictive measures against Moldovan separatists.",
            {("EU", "MDA", "imposed")},
            id="the Council is the EU's",
        ),
        pytest.param("Brussels is preparing new sanctions against Georgia.", {("EU", "GEO", "threatened")}, id="Brussels is the EU"),
        pytest.param(
            "The Senate voted to impose sanctions on Georgia.", {("USA", "GEO", "threatened")}, id="a vote of one chamber is no law"
        ),
        pytest.param(
            "The Security Council lifted the travel bans and asset freezes it had imposed on Liberia in 2003.",
            {("UN", "LBR", "lifted"), ("UN", "LBR", "imposed")},
            id="the end of sanctions recalls when they began",
        ),
        pytest.param(
            "Japan lifted the sanctions it had imposed on Liberia.", {("JPN", "LBR", "lifted")}, id="a beginning without a day is no event"
        ),
        pytest.param(
            "The United States is lifting its ban on American investment in Liberia.",
            {("USA", "LBR", "lifted")},
            id="a ban on one's own firms is a matter of where they invest",
        ),
        pytest.param(
            "The European Union imposed an arms embargo on Burundi. Norway has also dropped travel restrictions.",
            {("EU", "BDI", "imposed"), ("NOR", "BDI", "lifted")},
            id="restrictions of which only the document tells whom they hit",
        ),
        pytest.param(
            "The United States imposed sanctions on Burundi in May. Parallel measures against Rwanda were kept for another year.",
            {("USA", "BDI", "imposed"), ("USA", "RWA", "imposed")},
            id="parallel measures are those of the same power",
        ),
        pytest.param("A port in Kenya barred it from the harbour.", set(), id="a harbour that bars a ship imposes nothing"),
        pytest.param(
            "Flights by the Syrian carrier Cham have been barred by Canada since May.",
            {("CAN", "SYR", "in_force")},
            id="flights are their carrier's",
        ),
        pytest.param(
            "The EU sanctioned six Belarusian judges. Canada and Norway took the same step.",
            {("EU", "BLR", "imposed"), ("CAN", "BLR", "imposed"), ("NOR", "BLR", "imposed")},
            id="others take the same step",
        ),
        pytest.param(
            "The United States maintains an arms embargo on Zimbabwe. The embargo will stay in force.",
            {("USA", "ZWE", "in_force")},
            id="an embargo that stays is in force",
        ),
        pytest.param(
            "Washington suspended for six months most of its sanctions on Burundi.", {("USA", "BDI", "eased")}, id="most of them suspended"
        ),
        pytest.param(
            "Norway, which is opposed to lifting the EU sanctions on Burundi, voted no.",
            {("EU", "BDI", "lifted")},
            id="who is against it does not lift",
        ),
        pytest.param(
            "American tourists are barred from travelling to Burundi.",
            {("USA", "BDI", "in_force")},
            id="one's own citizens kept from going",
        ),
        pytest.param(
            "Burundi's president has been barred from the EU since 2015.", {("EU", "BDI", "in_force")}, id="where somebody may not go"
        ),
        pytest.param("Norway has lifted the last of its sanctions on Fiji.", {("NOR", "FJI", "lifted")}, id="the last of them"),
        pytest.param("The EU ruled out sanctions against Georgia.", set(), id="ruled out"),
        pytest.param(
            "The Council of Ministers said Norway and Fiji, along with Kenya, had imposed sanctions on Burundi.",
            {("NOR", "BDI", "imposed"), ("FJI", "BDI", "imposed"), ("KEN", "BDI", "imposed")},
            id="powers that act along with others",
        ),
        pytest.param(
            "Canada sanctioned 40 people. In Chad, the measures hit army officers.",
            {("CAN", "TCD", "imposed")},
            id="the state told at the front",
        ),
        pytest.param(
            "Norway decided to lift some of the sanctions against Burundi.", {("NOR", "BDI", "eased")}, id="some of them is easing"
        ),
        pytest.param("Serbia has refused to join the sanctions against Belarus.", set(), id="who refuses does nothing"),
        pytest.param(
            "China and Russia vetoed a resolution that would have imposed sanctions on Zimbabwe.",
            {("UN", "ZWE", "threatened")},
            id="who vetoes a resolution does not act",
        ),
        pytest.param(
            "The resolution to lift the embargo on Fiji, sponsored by Kenya, was adopted by the Security Council.",
            {("UN", "FJI", "lifted")},
            id="who sponsors a resolution does not act",
        ),
        pytest.param(
            "China imports Iranian crude in defiance of U.S. sanctions.",
            {("USA", "IRN", "evaded")},
            id="the sanctioned side is whose goods are bought",
        ),
        pytest.param(
            "Three European countries, Finland, Norway and Malta, decided to halt arms exports to Fiji.",
            {("FIN", "FJI", "imposed"), ("NOR", "FJI", "imposed"), ("MLT", "FJI", "imposed")},
            id="countries by their names",
        ),
        pytest.param("Russian lawmakers call for sanctions against Fiji.", {("RUS", "FJI", "threatened")}, id="a call"),
        pytest.param(
            "Kenya barred 61 British citizens from entering the country.", {("KEN", "GBR", "imposed")}, id="citizens of another state"
        ),
        pytest.param(
            "The Organization of American States imposed sanctions on Haiti.",
            {("UNK", "HTI", "imposed")},
            id="an organisation without a code",
        ),
        pytest.param(
            "Leaders of the Economic Community of West African States did away with the embargo they had clamped on Mali in January.",
            {("UNK", "MLI", "lifted"), ("UNK", "MLI", "imposed")},
            id="adverbs that end an embargo",
        ),
        pytest.param(
            "In 2014 the EU imposed restrictive measures in view of the situation in Chad.",
            {("EU", "TCD", "imposed")},
            id="in view of the situation",
        ),
        pytest.param(
            "Norway imposed visa bans on Nicaraguan judges. Canada took similar measures against Nicaraguan officials.",
            {("NOR", "NIC", "imposed"), ("CAN", "NIC", "imposed")},
            id="similar measures, and judges who are hit",
        ),
        pytest.param("The EU has not ruled out sanctions against Georgia.", {("EU", "GEO", "threatened")}, id="not ruled out"),
        pytest.param(
            "The Council adopted restrictive measures against two Burundians. Norway, a donor, cut off its cooperation with the police. Canada says it is considering measures of its own.",
            {("EU", "BDI", "imposed"), ("NOR", "BDI", "imposed"), ("CAN", "BDI", "threatened")},
            id="bodies of the state under discussion, measures of their own",
        ),
        pytest.param(
            "Leaders of the Economic Community of West African States decided to shut their borders with Niger, suspend trade and freeze the country's assets.",
            {("UNK", "NER", "imposed")},
            id="leaders of an organisation close borders",
        ),
        pytest.param(
            "ECOWAS imposed sanctions on Mali. The earlier embargo, imposed after the coup against president Keita, was lifted in October.",
            {("UNK", "MLI", "imposed"), ("UNK", "MLI", "lifted")},
            id="the occasion of an embargo names no target",
        ),
        pytest.param(
            "Guinea, itself under military rule and hit by ECOWAS sanctions since September, said its frontiers would stay open.",
            {("UNK", "GIN", "in_force")},
            id="hit since January",
        ),
        pytest.param(
            "The UN imposed an embargo on Mali. Russia and China blocked a statement backing the embargo.",
            {("UN", "MLI", "imposed")},
            id="who blocks a statement is not hit",
        ),
        pytest.param(
            "Washington is yet to decide whether to waive the sanctions Kenya may face.",
            {("USA", "KEN", "eased")},
            id="who may face them",
        ),
        pytest.param("The Security Council slapped two sets of sanctions on Zimbabwe.", {("UN", "ZWE", "imposed")}, id="a set is no stage"),
        pytest.param(
            "Eritrea's minister remains barred from entering the United States.", {("USA", "ERI", "in_force")}, id="a ban that stands"
        ),
        pytest.param("The striker was banned for six matches.", set(), id="banned by nobody who is a power"),
        pytest.param("The bank fined two of its clerks.", set(), id="a firm's own rules"),
        pytest.param("The court sanctioned the lawyer for contempt.", set(), id="a court"),
        pytest.param("Talks about sanctions went on.", set(), id="neither authority nor target"),
    ],
)
def test_document_yields_sanctions(text: str, expected: set[tuple[str | None, str | None, str | None]]) -> None:
    """Authority, target and action are those that a reader finds, and nothing else is found."""
    assert read_sanctions(text) == expected


@pytest.mark.parametrize(
    ("text", "fixed", "expected"),
    [
        pytest.param("an asset freeze and a travel ban", None, ["asset_freeze", "travel_ban"], id="two measures, sorted"),
        pytest.param("sanctions", None, ["unspecified"], id="none named"),
        pytest.param("sanctions", ["tariff"], ["tariff"], id="the rule fixes one"),
        pytest.param("an arms embargo", None, ["arms_embargo"], id="embargo on arms"),
        pytest.param("banned imports of coal", None, ["import_ban"], id="imports"),
        pytest.param("restricted exports of chips", None, ["export_control"], id="exports"),
        pytest.param("halted arms exports", None, ["arms_embargo"], id="exports of arms are arms alone"),
        pytest.param("barred from entering the country", None, ["travel_ban"], id="entry"),
        pytest.param("froze the funds of the general", None, ["asset_freeze"], id="funds that are frozen"),
        pytest.param("withheld military aid", None, ["aid_suspension"], id="aid"),
    ],
)
def test_measures(text: str, fixed: list[str] | None, expected: list[str]) -> None:
    """Measures are those that the text names."""
    assert measures_in(text, fixed) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("designated under Executive Order 14024", "Executive Order 14024", id="executive order"),
        pytest.param("under the Global Magnitsky Act", "Global Magnitsky Act", id="act by name"),
        pytest.param("in breach of Resolution 2231", "Resolution 2231", id="resolution"),
        pytest.param("under a new law", None, id="no programme"),
    ],
)
def test_programme(text: str, expected: str | None) -> None:
    """The programme is given as written."""
    assert programme_in(text) == expected


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        pytest.param("Iran's oil sector", ["sectoral"], id="a sector"),
        pytest.param("four large banks", ["financial"], id="banks"),
        pytest.param("two generals", ["unspecified"], id="persons"),
    ],
)
def test_measures_by_target(target: str, expected: list[str]) -> None:
    """Plain sanctions on a sector are sectoral, on banks financial."""
    assert measures_in("sanctions", target=target) == expected


def test_document_gives_measures_to_all_its_listings() -> None:
    """A sentence that says what those listed are subject to speaks for the listings that name no measure."""
    text = (
        "The United States designated the Syrian trader Ali Hassan under its sanctions. "
        "All those designated are subject to an asset freeze and a travel ban."
    )
    (sentences,) = parse_documents([DocumentText("made-up", text, date(2024, 5, 6))], load_model())
    events = [event.best.fields for event in extract_events(sentences, date(2024, 5, 6)) if event.best.kind == "sanctions"]
    assert [fields["measures"] for fields in events] == [["asset_freeze", "travel_ban"]]


def test_acts_of_one_year_stay_apart() -> None:
    """Two acts on different days between the same parties are two events."""
    text = "On March 3, 2023 the EU imposed sanctions on Belarus. On August 5, 2023 the EU imposed sanctions on Belarus again."
    (sentences,) = parse_documents([DocumentText("made-up", text, date(2024, 5, 6))], load_model())
    events = [event for event in extract_events(sentences, date(2024, 5, 6)) if event.best.kind == "sanctions"]
    assert len(events) == 2
