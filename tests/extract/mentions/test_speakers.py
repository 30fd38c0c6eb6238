"""Who speaks in a government's own text, by its headings."""

from datetime import date

import pytest

from flows.extract.mentions.speakers import find_speaker

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
