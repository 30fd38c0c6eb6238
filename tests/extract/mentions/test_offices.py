"""Offices without the name of their state: how they are spelled, and whose they are."""

import pytest

from flows.extract.mentions.offices import has_office, is_governmental, name_office, sole_owner
from flows.extract.mentions.reference import role_pattern


@pytest.mark.parametrize(
    ("written", "name"),
    [
        pytest.param("PM", "prime minister", id="an abbreviation"),
        pytest.param("Minister of Foreign Affairs and Trade", "foreign minister", id="a ministry of several fields is known by its first"),
        pytest.param("Secretary of Foreign Affairs", "foreign minister", id="some call the minister a secretary"),
        pytest.param("Deputy Minister of National Defense", "deputy defence minister", id="the rank stays"),
        pytest.param("Minister for Fisheries", "minister for fisheries", id="no usual name"),
        pytest.param("Secretary of State", "secretary of state", id="no ministry is named"),
    ],
)
def test_office_has_one_spelling(written: str, name: str) -> None:
    """However a text writes an office, it is known by one name."""
    assert name_office(written) == name


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param(
            "Secretary of Foreign Affairs Enrique Manalo", "Secretary of Foreign Affairs", id="the name is no part of the ministry"
        ),
        pytest.param("the Minister of Industry, Trade and Tourism said", "Minister of Industry, Trade and Tourism", id="a list of fields"),
        pytest.param("Minister for Central Asia Ann Lee", "Minister for Central Asia", id="a region"),
        pytest.param("Finnish PM Orpo", "PM", id="an abbreviation in capitals"),
        pytest.param("at 5 pm sharp", None, id="a time of day"),
    ],
)
def test_office_is_found_whole(text: str, found: str | None) -> None:
    """The pattern of offices takes the ministry's whole field and no more."""
    match = role_pattern().search(text)
    assert (match.group() if match else None) == found


def test_owners_of_offices() -> None:
    """One government alone has some offices, and lacks others."""
    assert sole_owner("foreign secretary") == "GBR"
    assert sole_owner("foreign minister") is None
    assert is_governmental("defence minister")
    assert not is_governmental("analyst")
    assert not has_office("USA", "prime minister")
    assert not has_office("USA", "minister of fisheries")
    assert has_office("SWE", "prime minister")
