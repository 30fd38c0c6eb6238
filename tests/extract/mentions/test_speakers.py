"""Who speaks in a government's own text, by its headings."""

from datetime import date

import pytest

from flows.extract.mentions.speakers import find_home, find_speaker, find_speakers

PUBLISHED = date(2023, 5, 1)


@pytest.mark.parametrize(
    ("heading", "code", "person"),
    [
        pytest.param("Statement from President Joe Biden on Grain Exports", "USA", "Joe Biden", id="statement of a president"),
        pytest.param("Readout of Foreign Minister Sergei Lavrov's Call", "RUS", "Sergei Lavrov", id="readout names the office"),
        pytest.param("Remarks by Chancellor Olaf Scholz in Kyiv", "DEU", "Olaf Scholz", id="remarks by a chancellor"),
    ],
)
def test_heading_names_the_speaker(heading: str, code: str, person: str) -> None:
    """A heading of this form says who "we" is."""
    speaker = find_speaker([heading], PUBLISHED)
    assert speaker is not None
    assert (speaker.code, speaker.person) == (code, person)


@pytest.mark.parametrize(
    "heading",
    [
        pytest.param(None, id="no title"),
        pytest.param("Joint Statement by President Joe Biden and Chancellor Olaf Scholz", id="a joint text speaks for both"),
        pytest.param("Germany sends remarks to the archive", id="the word alone is no heading"),
        pytest.param("Statement by the orchestra", id="nobody who speaks for a state"),
    ],
)
def test_other_headings_name_nobody(heading: str | None) -> None:
    """Without such a heading nobody speaks."""
    assert find_speaker([heading], PUBLISHED) is None


@pytest.mark.parametrize(
    ("heading", "codes"),
    [
        pytest.param("Remarks by President Joe Biden and Chancellor Olaf Scholz Before Talks", ["USA", "DEU"], id="two take turns"),
        pytest.param("Remarks by President Joe Biden on Steel", [], id="one speaks alone"),
        pytest.param("Statement by President Joe Biden and Chancellor Olaf Scholz", [], id="a statement has no turns"),
    ],
)
def test_two_take_turns(heading: str, codes: list[str]) -> None:
    """Joint remarks have two speakers of different states."""
    assert [actor.code for actor in find_speakers([heading], PUBLISHED)] == codes


@pytest.mark.parametrize(
    ("heading", "dateline", "home"),
    [
        pytest.param("Foreign Secretary meets envoys", "", ("GBR", True), id="an office that one government has"),
        pytest.param("Prime Minister greets Shri Rao", "", ("IND", True), id="a government's form of address"),
        pytest.param("PM call with President Sandu", "", ("GBR", True), id="the short form heads British texts"),
        pytest.param("Ships leave port", "OSLO, May 4 (Agency) - ", ("NOR", False), id="the town a report is dated from"),
        pytest.param("Ships leave port", "GENEVA, May 4 (Agency) - ", None, id="a seat of organisations is nobody's home"),
        pytest.param("Minister of Peru resigns", "", None, id="the state stands beside the office"),
    ],
)
def test_home_of_a_text(heading: str, dateline: str, home: tuple[str, bool] | None) -> None:
    """Heading or dateline say whose government a text means without naming it."""
    found = find_home(None, [heading], [dateline])
    assert (None if found is None else (found.code, found.is_own_text)) == home
