"""Entity corpora: harmonised labels, what a source leaves open, and the splits. The sentences are made up in each corpus's format."""

import json
import lzma
import random
from pathlib import Path

import pytest

from training.entity_labels import allowed_tags, find_nationalities, group_spans, mark_nationalities, skip_titles
from training.fewnerd import has_weapon, is_military_aircraft, read_fewnerd, split_fewnerd_weapons
from training.gmb import read_gmb, repair_date, split_gmb
from training.labels import ENTITY_TAGS, ENTITY_TYPES, EntitySentence, tag_spans
from training.re3d import read_re3d, split_re3d
from training.templates import make_template_sentences
from training.uner import read_uner

NOTHING: frozenset[str] = frozenset()


def tags_of(mask: int) -> set[str]:
    return {tag for place, tag in enumerate(ENTITY_TAGS) if mask >> place & 1}


ALL_BUT_WEAPONS = set(ENTITY_TYPES) - {"WEAPON"}


@pytest.mark.parametrize(
    ("word", "tag", "marked", "expected"),
    [
        pytest.param("Oslo", "B-LOC", {"LOC"}, {"B-LOC"}, id="a tagged word is what it is"),
        pytest.param("Oslo", "?", {"LOC"}, set(), id="an unknown word teaches nothing"),
        pytest.param("Flu", "-", {"LOC"}, {"O"}, id="a word known to be no entity of ours"),
        pytest.param("MG42", "O", set(ENTITY_TYPES), {"O"}, id="outside, all types marked"),
        pytest.param("MG42", "O", ALL_BUT_WEAPONS, {"O", "B-WEAPON", "I-WEAPON"}, id="a designation where weapons are not marked"),
        pytest.param("missiles", "O", ALL_BUT_WEAPONS, {"O", "B-WEAPON", "I-WEAPON"}, id="a weapon noun where weapons are not marked"),
        pytest.param("of", "O", ALL_BUT_WEAPONS, {"O", "I-WEAPON"}, id="a link opens no weapon"),
        pytest.param("Gen.", "O", ALL_BUT_WEAPONS, {"O"}, id="a title is no weapon where weapons are not marked"),
        pytest.param("Ada", "O", set(ENTITY_TYPES) - {"PERSON"}, {"O", "B-PERSON", "I-PERSON"}, id="a capital may be a name"),
        pytest.param("said", "O", set(ENTITY_TYPES) - {"PERSON"}, {"O"}, id="a lower-case word is no name"),
        pytest.param("bin", "O", set(ENTITY_TYPES) - {"PERSON"}, {"O", "I-PERSON"}, id="a link may stand inside a name"),
        pytest.param("today", "O", set(ENTITY_TYPES) - {"DATE"}, {"O", "B-DATE", "I-DATE"}, id="any word may be a date"),
    ],
)
def test_allowed_tags(word: str, tag: str, marked: set[str], expected: set[str]) -> None:
    assert tags_of(allowed_tags(tag, frozenset(marked), word)) == expected


@pytest.mark.parametrize(
    ("words", "tags", "expected"),
    [
        pytest.param("since 2003 .", "B I O", ["2003"], id="no preposition"),
        pytest.param("two weeks ago they", "B O O O", ["two", "weeks", "ago"], id="a number with its unit"),
        pytest.param("two days of talks", "B O O O", ["two", "days"], id="the unit and no more"),
        pytest.param("two men", "B O", [], id="a number alone is no date"),
        pytest.param("end of July", "B I O", [], id="an end of nothing"),
        pytest.param("Monday night", "B O", ["Monday"], id="a weekday"),
    ],
)
def test_dates_of_gmb_are_repaired(words: str, tags: str, expected: list[str]) -> None:
    forms, marks = words.split(), tags.split()
    end = next((place for place, mark in enumerate(marks) if place and mark != "I"), len(marks))
    start, end = repair_date(forms, marks, 0, end)
    assert forms[start:end] == expected


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        pytest.param(["O", "O"], [], id="none"),
        pytest.param(["B-LOC", "I-LOC", "B-LOC"], [(0, 2, "LOC"), (2, 3, "LOC")], id="neighbours of one type"),
        pytest.param(["I-ORG", "I-LOC"], [(0, 1, "ORG"), (1, 2, "LOC")], id="an inside that continues nothing opens a span"),
        pytest.param(["B-ORG", "?", "I-ORG"], [(0, 1, "ORG"), (2, 3, "ORG")], id="an unknown word parts spans"),
    ],
)
def test_group_spans(tags: list[str], expected: list[tuple[int, int, str]]) -> None:
    assert group_spans(tags) == expected


def test_tag_spans_is_the_inverse() -> None:
    spans = [(0, 2, "ORG"), (3, 4, "LOC")]
    assert tag_spans(5, spans) == ["B-ORG", "I-ORG", "O", "B-LOC", "O"]
    assert group_spans(tag_spans(5, spans)) == spans


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["President", "Ada", "Lund"], ["Ada", "Lund"]),
        (["Prime", "Minister", "Lund"], ["Lund"]),
        (["Gen.", "Lund"], ["Lund"]),
        (["Ada", "Lund"], ["Ada", "Lund"]),
        (["President"], []),
    ],
)
def test_titles_are_no_part_of_a_person(words: list[str], expected: list[str]) -> None:
    assert words[skip_titles(words, 0, len(words)) :] == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["MiG-29"], True),
        (["F-16"], True),
        (["Su-35"], True),
        (["C-130", "Hercules"], True),
        (["Airbus", "A320"], False),
        (["DC-3"], False),
        (["Boeing", "747"], False),
        (["glider"], False),
    ],
)
def test_military_aircraft(words: list[str], expected: bool) -> None:
    assert is_military_aircraft(words) is expected


GMB_ROWS = [
    [("Iraqi", "JJ", "B-gpe"), ("troops", "NNS", "O"), ("left", "VBD", "O"), ("Basra", "NNP", "B-geo"), (".", ".", "O")],
    [("President", "NNP", "B-per"), ("Lund", "NNP", "I-per"), ("said", "VBD", "O"), ("Iraq", "NNP", "B-gpe"), ("agreed", "VBD", "O")],
    [
        ("The", "DT", "O"),
        ("U.N.", "NNP", "B-geo"),
        ("met", "VBD", "O"),
        ("Sunni", "NNP", "B-per"),
        ("chiefs", "NNS", "O"),
        ("Monday", "NNP", "B-tim"),
    ],
    [
        ("The", "DT", "O"),
        ("Nobel", "NNP", "B-art"),
        ("Prize", "NNP", "I-art"),
        ("LRB", "LRB", "O"),
        ("peace", "NN", "O"),
        ("RRB", "RRB", "O"),
    ],
    [
        ("North", "JJ", "B-geo"),
        ("Iraqi", "JJ", "I-geo"),
        ("Kurds", "NNPS", "B-gpe"),
        ("and", "CC", "O"),
        ("Acme", "NNP", "B-org"),
        ("Corp.", "NNP", "I-org"),
    ],
]
GMB_TAGS = [
    ["B-NORP", "O", "O", "B-LOC", "O"],
    ["-", "B-PERSON", "O", "B-LOC", "O"],
    ["O", "B-ORG", "O", "B-NORP", "O", "B-DATE"],
    ["O", "?", "?", "O", "O", "O"],
    ["B-NORP", "I-NORP", "B-NORP", "O", "B-ORG", "I-ORG"],
]


def test_gmb(tmp_path: Path) -> None:
    lines = ["Sentence #,Word,POS,Tag"]
    for number, rows in enumerate(GMB_ROWS, start=1):
        lines.extend(f"{f'Sentence: {number}' if place == 0 else ''},{','.join(row)}" for place, row in enumerate(rows))
    path = tmp_path / "gmb.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    sentences = read_gmb(path)
    assert [list(sentence.tags) for sentence in sentences] == GMB_TAGS
    assert sentences[3].words == ("The", "Nobel", "Prize", "(", "peace", ")")
    assert all("WEAPON" not in sentence.marked for sentence in sentences)


def test_nationalities_are_told_by_their_part_of_speech() -> None:
    rows = [
        (["Iraqi"], ["JJ"], ["B-gpe"]),
        (["Iraq"], ["NNP"], ["B-gpe"]),
        (["Danes"], ["NNPS"], ["B-gpe"]),
        (["Balkans"], ["NNPS"], ["B-geo"]),
        (["U.S."], ["JJ"], ["B-gpe"]),
    ]
    assert find_nationalities(rows) == {"iraqi", "danes"}


def test_fewnerd(tmp_path: Path) -> None:
    rows = [
        ("The", "O"),
        ("MiG-29", "B-product_airplane"),
        ("fired", "O"),
        ("Hellfire", "B-product_weapon"),
        ("missiles", "I-product_weapon"),
        ("near", "O"),
        ("Oslo", "B-location_GPE"),
        ("Airport", "B-building_airport"),
        ("for", "O"),
        ("Ada", "B-person_actor"),
        ("in", "O"),
        ("a", "O"),
        ("Saab", "B-product_car"),
        ("DC-3", "B-product_airplane"),
    ]
    path = tmp_path / "fewnerd.txt"
    path.write_text("\n".join("\t".join(row) for row in rows) + "\n\n", encoding="utf-8")
    (sentence,) = read_fewnerd(path, frozenset({"WEAPON"}))
    assert list(sentence.tags) == ["O", "B-WEAPON", "O", "B-WEAPON", "I-WEAPON", "O", "B-LOC", "?", "O", "B-PERSON", "O", "O", "-", "?"]
    assert has_weapon(sentence)


def test_nationalities_of_other_sources() -> None:
    sentence = EntitySentence(("Danish", "troops", "in", "Oslo"), ("B-LOC", "O", "O", "B-LOC"), NOTHING)
    assert mark_nationalities(sentence, frozenset({"danish"})).tags == ("B-NORP", "O", "O", "B-LOC")


def test_uner(tmp_path: Path) -> None:
    path = tmp_path / "uner.iob2"
    path.write_text("# text = Ada saw X\n1\tAda\tB-PER\t-\t-\n2\tsaw\tO\t-\t-\n3\tX\tB-OTH\t-\t-\n\n", encoding="utf-8")
    (sentence,) = read_uner(path)
    assert (sentence.words, sentence.tags, sentence.marked) == (("Ada", "saw", "X"), ("B-PERSON", "O", "?"), {"PERSON", "ORG", "LOC"})


def test_re3d(tmp_path: Path) -> None:
    text = "Gen. Ada Berg praised the Fifth Fleet. It fired two mortars at the enemy near Basra."
    entities = [
        ("Gen. Ada Berg", "Person", 1),
        ("the Fifth Fleet", "Organisation", 1),
        ("Fifth", "Quantity", 1),
        ("It", "Organisation", 1),
        ("two mortars", "Weapon", 0.9),
        ("the enemy", "Organisation", 1),
        ("Basra", "Location", 0.2),
    ]

    def dump(name: str, rows: list[dict[str, object]]) -> None:
        with lzma.open(tmp_path / name, "wt", encoding="utf-8") as lines:
            lines.writelines(json.dumps(row) + "\n" for row in rows)

    dump("A-documents.jsonl.xz", [{"_id": "d1", "text": text}])
    found = [
        {"documentId": "d1", "begin": text.index(name), "end": text.index(name) + len(name), "type": kind, "confidence": confidence}
        for name, kind, confidence in entities
    ]
    dump("A-entities.jsonl.xz", found)
    assert [(document, list(sentence.tags)) for document, sentence in read_re3d(tmp_path)] == [
        ("d1", ["O", "B-PERSON", "I-PERSON", "O", "O", "B-ORG", "I-ORG", "O"]),
        ("d1", ["O", "O", "B-WEAPON", "I-WEAPON", "O", "O", "?", "O", "O", "O"]),
    ]


def numbered(count: int) -> list[EntitySentence]:
    return [EntitySentence((str(number),), ("O",), NOTHING) for number in range(count)]


def test_gmb_is_held_out_in_runs() -> None:
    train, held_out = split_gmb(numbered(600))
    assert [int(sentence.words[0]) for sentence in held_out] == [
        *range(90, 100),
        *range(190, 200),
        *range(290, 300),
        *range(390, 400),
        *range(490, 500),
        *range(590, 600),
    ]
    assert len(train) == 540


def test_a_held_out_sentence_is_never_trained_on() -> None:
    sentences = numbered(600)
    sentences[95] = sentences[0]
    train, held_out = split_gmb(sentences)
    assert sentences[0] not in held_out
    assert not {sentence.words for sentence in train} & {sentence.words for sentence in held_out}


def test_weapon_sentences_are_held_out_in_runs() -> None:
    _, held_out = split_fewnerd_weapons(numbered(500))
    assert [int(sentence.words[0]) for sentence in held_out] == [*range(200, 250), *range(450, 500)]


def test_re3d_is_held_out_by_document() -> None:
    found = [(f"d{number % 10}", sentence) for number, sentence in enumerate(numbered(30))]
    train, held_out = split_re3d(found)
    assert {int(sentence.words[0]) % 10 for sentence in held_out} == {4, 9}
    assert len(train) == 24


def test_templates_are_filled_and_tagged_in_full() -> None:
    names = {kind: [(kind.lower(), "x")] for kind in ENTITY_TYPES}
    sentences = make_template_sentences(names, 40, random.Random(2))
    assert len(sentences) == 40
    for sentence in sentences:
        assert sentence.marked == set(ENTITY_TYPES)
        assert not any("{" in word for word in sentence.words)
        assert all(sentence.words[start:end] == (kind.lower(), "x") for start, end, kind in group_spans(sentence.tags))
    assert make_template_sentences(names, 40, random.Random(2)) == sentences
