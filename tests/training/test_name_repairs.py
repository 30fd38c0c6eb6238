"""Names repaired in GMB, and weapons exchanged in sentences. The sentences are made up."""

import random

import pytest

from training.gmb_repairs import find_settled_names, find_whole_names, repair_names, repair_spans
from training.labels import EntitySentence
from training.weapon_names import LONGEST_NAME, exchange_weapons, read_weapon_names

MARKED = frozenset({"PERSON", "ORG", "LOC", "NORP", "DATE", "EVENT"})
WHOLE = {("Sierra", "Leone"): "LOC"}
LAST_NAMES = {"Petrov", "Diaz"}


def sentence(words: str, tags: str) -> EntitySentence:
    return EntitySentence(tuple(words.split()), tuple(tags.split()), MARKED)


@pytest.mark.parametrize(
    ("words", "spans", "expected"),
    [
        pytest.param("in Sierra Leone", [(1, 2, "PERSON"), (2, 3, "LOC")], [(1, 3, "LOC")], id="a name cut in two is joined"),
        pytest.param("in Sierra Nevada", [(1, 2, "LOC"), (2, 3, "LOC")], [(1, 2, "LOC"), (2, 3, "LOC")], id="other neighbours are not"),
        pytest.param("southern Chad", [(0, 2, "LOC")], [(1, 2, "LOC")], id="a direction in lower case is no part of a place"),
        pytest.param("of Tula", [(0, 2, "LOC")], [(1, 2, "LOC")], id="nor is a preposition"),
        pytest.param("the 1990s", [(0, 2, "DATE")], [(0, 2, "DATE")], id="dates stay as they are"),
        pytest.param("General Petrov", [(0, 2, "ORG")], [(1, 2, "PERSON")], id="a titled person is no organisation"),
        pytest.param("General Turbines", [(0, 2, "ORG")], [(0, 2, "ORG")], id="a firm whose name begins like a title"),
        pytest.param("NATO Secretary-General", [(0, 2, "ORG")], [(0, 1, "ORG")], id="an office is no part of its organisation"),
        pytest.param("Secretary of State", [(2, 3, "ORG")], [], id="the state of a secretary"),
        pytest.param("western", [(0, 1, "NORP")], [], id="nothing is left"),
    ],
)
def test_spans(words: str, spans: list[tuple[int, int, str]], expected: list[tuple[int, int, str]]) -> None:
    assert repair_spans(words.split(), spans, WHOLE, LAST_NAMES) == expected


def test_a_name_has_the_type_it_nearly_always_has() -> None:
    known = [sentence("Peru said", "B-LOC O")] * 9 + [sentence("Peru voted", "B-ORG O")]
    assert find_settled_names(known) == {("Peru",): "LOC"}
    assert {s.tags for s in repair_names(known, known)} == {("B-LOC", "O")}


@pytest.mark.parametrize(
    ("places", "organisations"),
    [pytest.param(3, 1, id="too seldom to tell"), pytest.param(6, 4, id="of two types")],
)
def test_other_names_keep_their_types(places: int, organisations: int) -> None:
    known = [sentence("Peru said", "B-LOC O")] * places + [sentence("Peru voted", "B-ORG O")] * organisations
    assert repair_names(known, known) == known


def test_whole_names_are_seen_twice() -> None:
    known = [sentence("Burkina Faso", "B-LOC I-LOC")] * 2 + [sentence("Puerto Rico", "B-LOC I-LOC")]
    names = find_whole_names(known)
    assert names[("Burkina", "Faso")] == "LOC"
    assert ("Puerto", "Rico") not in names


def test_words_cut_off_are_no_entity_and_unknown_words_stay_unknown() -> None:
    (repaired,) = repair_names([sentence("southern Chad and Ebola", "B-LOC I-LOC O ?")], [])
    assert repaired.tags == ("-", "B-LOC", "O", "?")


def test_weapons_are_exchanged_and_nothing_else() -> None:
    spoken = sentence("Two T-72 tanks and a Scud in Oslo", "O B-WEAPON O O O B-WEAPON O B-LOC")
    changed = [exchange_weapons(spoken, [("Leopard", "2")], random.Random(seed)) for seed in range(20)]
    texts = {" ".join(s.words) for s in changed}
    assert texts == {
        "Two T-72 tanks and a Scud in Oslo",
        "Two Leopard 2 tanks and a Scud in Oslo",
        "Two T-72 tanks and a Leopard 2 in Oslo",
        "Two Leopard 2 tanks and a Leopard 2 in Oslo",
    }
    both = next(s for s in changed if s.words.count("Leopard") == 2)
    assert both.tags == ("O", "B-WEAPON", "I-WEAPON", "O", "O", "O", "B-WEAPON", "I-WEAPON", "O", "B-LOC")


def test_names_of_weapons_are_short_and_written_with_a_capital_or_a_digit() -> None:
    names = read_weapon_names()
    assert ("Su-7",) in names
    assert len(names) == len(set(names))
    assert all(len(name) <= LONGEST_NAME and any(c.isupper() or c.isdigit() for word in name for c in word) for name in names)
