"""The weapons' seed tables: their values, their uniqueness, and that every name and prefix is found."""

import pytest
import spacy

from flows.extract.mentions.weapons import find_weapons
from flows.seeds import read_table
from schemas.enumerations import SIPRI_CATEGORIES, UNROCA_CATEGORIES, WEAPON_CATEGORIES

BLANK = spacy.blank("en")
NAMES = read_table("lexicons/weapons.csv")
HEADS = read_table("lexicons/weapon_heads.csv")
PREFIXES = read_table("lexicons/weapon_prefixes.csv")
BLOCKERS = read_table("lexicons/weapon_blockers.csv")
ROLES = {
    "head", "weak", "goods", "qualifier", "modifier", "calibre", "maker", "component", "technology", "technology_weak", "licence", "production", "use",
    "deal", "person",
}  # fmt: skip
# A noun of each category, for names that need one beside them.
NOUNS = {
    "aircraft": "aircraft", "helicopter": "helicopter", "uav": "drone", "air_defence": "missile", "missile": "missile",
    "armoured_vehicle": "armoured vehicle", "artillery": "howitzer", "ship": "frigate", "sensor": "radar", "ammunition": "shell",
    "small_arms": "rifle", "engine": "turbofan", "space": "satellite",
}  # fmt: skip


def test_there_are_enough_names() -> None:
    """The table is the product's knowledge: it does not shrink unnoticed."""
    assert len(NAMES) >= 2000
    assert {row["category"] for row in NAMES} >= set(WEAPON_CATEGORIES) - {"unspecified"}


@pytest.mark.parametrize("table", [NAMES, HEADS, PREFIXES], ids=["names", "heads", "prefixes"])
def test_values_are_of_the_contract(table: list[dict[str, str]]) -> None:
    """Categories are those of the enumerations, or empty."""
    assert {row["category"] for row in table} <= {*WEAPON_CATEGORIES, ""}
    assert {row["sipri_category"] for row in table} <= {*SIPRI_CATEGORIES, ""}
    assert {row["unroca_category"] for row in table} <= {*UNROCA_CATEGORIES, ""}


def test_roles_are_known() -> None:
    """Every role of the head nouns is one the reader knows."""
    assert {row["role"] for row in HEADS} == ROLES


def test_every_name_has_a_category_and_a_sound_origin() -> None:
    """Origins are three capitals or empty, where several states built the thing."""
    assert [row["designation"] for row in NAMES if not row["category"]] == []
    assert [
        row["designation"] for row in NAMES if row["origin_code"] and not (len(row["origin_code"]) == 3 and row["origin_code"].isupper())
    ] == []


def test_no_form_stands_twice() -> None:
    """A written form belongs to one designation."""
    owners: dict[str, str] = {}
    clashes = []
    for row in NAMES:
        for form in (row["designation"], *filter(None, row["aliases"].split("|"))):
            key = form.rstrip("?").lower()
            if owners.setdefault(key, row["designation"]) != row["designation"]:
                clashes.append((form, owners[key], row["designation"]))
    assert clashes == []


def test_every_name_is_found() -> None:
    """Each form is found with its own category beside a noun of the category; "?" marks those that need the noun."""
    lost = []
    for row in NAMES:
        noun = NOUNS.get(row["category"], "system")
        for form in (row["designation"], *filter(None, row["aliases"].split("|"))):
            bare = form.rstrip("?")
            mentions = find_weapons(BLANK(f"They will buy the {bare} {noun}."))
            if not any(mention.designation and mention.category == row["category"] for mention in mentions):
                lost.append((bare, row["category"], [(mention.text, mention.category) for mention in mentions]))
    assert lost == []


def test_every_prefix_finds_its_example() -> None:
    """The example of each prefix is read, alone where the prefix stands alone, else beside a noun."""
    lost = []
    for row in PREFIXES:
        noun = "" if row["stands_alone"] == "yes" else " " + NOUNS.get(row["category"], "system")
        mentions = find_weapons(BLANK(f"They will buy the {row['example']}{noun}."))
        if [mention.category for mention in mentions] != [row["category"]]:
            lost.append((row["prefix"], row["example"], [(mention.text, mention.category) for mention in mentions]))
    assert lost == []


def test_blockers_block() -> None:
    """Each blocker alone gives nothing."""
    assert [row["phrase"] for row in BLOCKERS if find_weapons(BLANK(row["phrase"]))] == []
