"""Meetings of whole documents: what one passage leaves open, what several state together, and what is none."""

from datetime import date

import pytest

from flows.extract.document import DocumentText, extract_events, parse_documents
from flows.extract.events.meeting_columns import topics_in
from flows.extract.events.meeting_sides import Participants
from flows.extract.language import load_model
from flows.extract.mentions.types import Actor
from flows.extract.merge import Event

PUBLISHED = date(2021, 6, 16)


def read_meetings(text: str) -> list[Event]:
    """Return the meetings of a document published on Wednesday, 16 June 2021."""
    (sentences,) = parse_documents([DocumentText("example", text, PUBLISHED)], load_model())
    return [event for event in extract_events(sentences, PUBLISHED) if event.best.kind == "meetings"]


def summarise(event: Event) -> tuple[list[str], str, str, str]:
    """Return the codes, mode, status and assertion of a meeting."""
    best = event.best
    return sorted({actor.code for actor in best.participants}), best.fields["mode"], best.fields["status"], best.assertion


DOCUMENTS = [
    pytest.param(
        "The Norwegian foreign minister phoned his colleagues in Riga and Vilnius.",
        [(["LVA", "NOR"], "call", "held", "asserted"), (["LTU", "NOR"], "call", "held", "asserted")],
        id="colleagues by their capitals are called one by one",
    ),
    pytest.param(
        "Emmanuel Macron spoke on television. On Sunday he telephoned Olaf Scholz, and on Wednesday he received him at the palace.",
        [(["DEU", "FRA"], "call", "held", "asserted"), (["DEU", "FRA"], "visit", "held", "asserted")],
        id="he received him",
    ),
    pytest.param(
        "South Korean Unification Minister Chung Jae-won gave a speech. Chung met Mongolia's president on Monday.",
        [(["KOR", "MNG"], "talks", "held", "asserted")],
        id="a family name that comes first",
    ),
    pytest.param(
        "Sen. Ann Moore, a Republican who met the Maltese president last week, welcomed the vote.",
        [(["MLT", "USA"], "talks", "held", "asserted")],
        id="a senator by party",
    ),
    pytest.param(
        "NAIROBI, June 14 (Reuters) - Prices rose. A delegation from the Coffee Board will be in Hanoi in July.",
        [(["KEN", "VNM"], "visit", "planned", "asserted")],
        id="a public body of the state that the report is dated from",
    ),
    pytest.param(
        '"They do not want to sell, so I go to China," Emmanuel Macron told reporters.',
        [],
        id="what one does is no trip",
    ),
    pytest.param(
        "The Danish foreign minister met her Polish counterpart in Warsaw on Monday. Denmark and Poland held talks on energy on Monday.",
        [(["DNK", "POL"], "talks", "held", "asserted")],
        id="two statements of one day are one meeting",
    ),
    pytest.param(
        "The Danish foreign minister met her Polish counterpart on 3 May. Denmark and Poland will hold talks on 30 June.",
        [(["DNK", "POL"], "talks", "held", "asserted"), (["DNK", "POL"], "talks", "planned", "asserted")],
        id="other dates make other meetings",
    ),
    pytest.param(
        "The Danish foreign minister met her Polish counterpart. Denmark and Poland later spoke by phone.",
        [(["DNK", "POL"], "talks", "held", "asserted"), (["DNK", "POL"], "call", "held", "asserted")],
        id="a call is no part of a meeting",
    ),
    pytest.param(
        "The Kenyan president will visit Norway and Iceland in July.",
        [(["KEN", "NOR"], "visit", "planned", "asserted"), (["ISL", "KEN"], "visit", "planned", "asserted")],
        id="one trip to two hosts is two events",
    ),
    pytest.param(
        "The ministers of Chile, Peru and Ecuador held talks in Lima.",
        [(["CHL", "ECU", "PER"], "multilateral", "held", "asserted")],
        id="three sides make it multilateral",
    ),
    pytest.param(
        "The Swedish prime minister travelled to Vienna to meet the Iranian foreign minister.",
        [(["IRN", "SWE"], "talks", "held", "asserted")],
        id="a trip to the venue of other people's talks is no visit to its state",
    ),
    pytest.param(
        "The Tunisian president met the Italian prime minister at the G20 summit.",
        [(["ITA", "TUN"], "talks", "held", "asserted")],
        id="a forum at whose margin they met is no meeting of its own",
    ),
    pytest.param(
        "The Cuban president reportedly met the Angolan foreign minister.",
        [(["AGO", "CUB"], "talks", "held", "alleged")],
        id="a hedge makes it alleged",
    ),
    pytest.param(
        "The Bolivian president could visit Spain in July.",
        [(["BOL", "ESP"], "visit", "planned", "hypothetical")],
        id="a possibility is planned and hypothetical",
    ),
    pytest.param(
        "Uruguay pledged new aid when its president visited Haiti.",
        [(["HTI", "URY"], "visit", "held", "asserted")],
        id="a pledge made on a visit does not make the visit a plan",
    ),
    pytest.param(
        "The city council met on Tuesday. Ghana won.\n\nMore on this\n\nGhana President Meets Togo Leader After Border Clash\n",
        [],
        id="the headline of another article is none",
    ),
    pytest.param("They spoke. They talked to them about it.", [], id="pronouns alone name nobody"),
    pytest.param("The opposition met the finance minister in parliament.", [], id="no state but one"),
    pytest.param(
        "Qatar hosted talks between Chad and Libya.",
        [(["LBY", "QAT", "TCD"], "multilateral", "held", "asserted")],
        id="who hosts the talks of others takes part",
    ),
    pytest.param(
        "Officials of Peru and Ecuador met under Brazilian mediation.",
        [(["BRA", "ECU", "PER"], "multilateral", "held", "asserted")],
        id="so does who mediates",
    ),
    pytest.param(
        "The Danish foreign minister met her Polish counterpart. She then travelled to Oslo.",
        [(["DNK", "POL"], "talks", "held", "asserted"), (["DNK", "NOR"], "visit", "held", "asserted")],
        id="a minister without a name is she in the next sentence",
    ),
    pytest.param(
        "The Maltese foreign minister was in Tunis, where he met the Tunisian prime minister.",
        [(["MLT", "TUN"], "visit", "held", "asserted")],
        id="being somewhere is a visit, and where says the place",
    ),
    pytest.param("The Maltese army was in Tunisia. The minister was in exile in Tunisia.", [], id="armies and exiles visit nobody"),
    pytest.param(
        '"I met the Kenyan president on Monday," said Angela Merkel.',
        [(["DEU", "KEN"], "talks", "held", "asserted")],
        id="who is quoted says I",
    ),
    pytest.param(
        "The presidents of Peru and Chile spoke on Monday. The two will meet in Lima in August.",
        [(["CHL", "PER"], "talks", "held", "asserted"), (["CHL", "PER"], "talks", "planned", "asserted")],
        id="the two are those named before",
    ),
    pytest.param(
        "Hungary called off talks with Serbia.",
        [(["HUN", "SRB"], "talks", "cancelled", "asserted")],
        id="a verb with its particle cancels",
    ),
    pytest.param(
        "Ireland postponed its minister's Beirut trip.",
        [(["IRL", "LBN"], "visit", "cancelled", "asserted")],
        id="the place may stand before the trip",
    ),
    pytest.param("The Belgian minister flew to Geneva.", [], id="a venue of others is not visited"),
    pytest.param("Finland told Estonia to wait. Oslo called on Sweden to help.", [], id="states that tell and appeal do not meet"),
]


@pytest.mark.parametrize(("text", "expected"), DOCUMENTS)
def test_meetings_of_a_document(text: str, expected: list[tuple[list[str], str, str, str]]) -> None:
    """A document yields each meeting once, with the sides, the mode, the status and the assertion that all its statements give."""
    assert [summarise(event) for event in read_meetings(text)] == expected


def test_one_event_gathers_the_persons_of_all_its_statements() -> None:
    """Who is named only by the second statement of a visit takes part as well."""
    text = "The Turkish president arrived in Moscow on Monday. In Moscow, Recep Tayyip Erdogan met Vladimir Putin."
    (event,) = read_meetings(text)
    assert sorted(actor.person for actor in event.best.participants if actor.person) == ["Recep Tayyip Erdogan", "Vladimir Putin"]


def test_those_who_take_turns_address_each_other() -> None:
    """In remarks to the press "you" is the other speaker, and a welcome is no plan."""
    title = "Remarks by President Joe Biden and Chancellor Angela Merkel Before Talks"
    text = "PRESIDENT BIDEN: It is an honor to welcome you to the White House.\nCHANCELLOR MERKEL: Thank you."
    (sentences,) = parse_documents([DocumentText("example", text, PUBLISHED, title)], load_model())
    (event,) = [found for found in extract_events(sentences, PUBLISHED, title) if found.best.kind == "meetings"]
    assert sorted(actor.person or "" for actor in event.best.participants) == ["Angela Merkel", "Joe Biden"]
    assert event.best.fields["status"] == "held"


def test_a_government_names_its_own_minister_without_its_state() -> None:
    """In a text that heads with an office of its own, that office is the government's."""
    title = "Foreign Secretary meets Chilean minister"
    text = "The Foreign Secretary met the Chilean foreign minister in London today."
    (sentences,) = parse_documents([DocumentText("example", text, PUBLISHED, title)], load_model())
    (event,) = [found for found in extract_events(sentences, PUBLISHED, title) if found.best.kind == "meetings"]
    assert sorted({actor.code for actor in event.best.participants}) == ["CHL", "GBR"]


PARTICIPANTS = [
    pytest.param([("FRA", None), ("FRA", "A Durand")], [("FRA", "A Durand")], id="a person replaces the bare state"),
    pytest.param([("FRA", "A Durand"), ("FRA", None)], [("FRA", "A Durand")], id="the bare state adds nothing to its person"),
    pytest.param([("FRA", "A Durand"), ("FRA", "B Petit")], [("FRA", "A Durand"), ("FRA", "B Petit")], id="two persons of one state"),
    pytest.param([("FRA", "A Durand"), ("FRA", "Durand")], [("FRA", "A Durand")], id="one person under two names"),
    pytest.param([("UNK", None), ("FRA", None)], [("UNK", None), ("FRA", None)], id="an unknown side stays"),
]


@pytest.mark.parametrize(("added", "expected"), PARTICIPANTS)
def test_participants(added: list[tuple[str, str | None]], expected: list[tuple[str, str | None]]) -> None:
    """Each person counts once, a state only where nobody of it is named."""
    participants = Participants()
    for code, person in added:
        participants.add(Actor(code, person or code, "state", person))
    assert [(actor.code, actor.person) for actor in participants.actors] == expected


TOPICS = [
    pytest.param("They talked about gas and sanctions.", ["energy", "sanctions"], id="two topics, sorted"),
    pytest.param("The prewar years were calm.", [], id="a word inside another is none"),
    pytest.param('"Tariffs" were the theme.', ["trade"], id="quotation marks do not hide a word"),
]


@pytest.mark.parametrize(("text", "expected"), TOPICS)
def test_topics(text: str, expected: list[str]) -> None:
    """Topics are those whose words begin a word of the text."""
    assert topics_in(text) == expected
