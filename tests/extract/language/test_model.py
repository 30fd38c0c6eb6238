"""The bundled pipeline on ordinary Docs: what it sets, what it respects, what it says when it is incomplete."""

from pathlib import Path

import pytest
from spacy.lang.en import English
from spacy.language import Language
from spacy.matcher import DependencyMatcher
from spacy.tokens import Doc

from flows.extract.language.annotator import make_annotator
from flows.extract.language.model import MODEL_FOLDER, ModelMissingError, load_model

SIZE_LIMIT = 40 * 1024 * 1024
ENTITY_TYPES = {"PERSON", "ORG", "LOC", "NORP", "DATE", "EVENT", "WEAPON"}


@pytest.fixture(scope="module")
def nlp() -> Language:
    return load_model()


def test_is_loaded_once(nlp: Language) -> None:
    assert load_model() is nlp
    assert nlp.pipe_names == ["dragoman_annotator"]


def test_is_small_enough_to_ship() -> None:
    assert sum(path.stat().st_size for path in MODEL_FOLDER.rglob("*") if path.is_file()) <= SIZE_LIMIT


def test_missing_weights_are_named(tmp_path: Path) -> None:
    with pytest.raises(ModelMissingError, match=r"training\.train"):
        load_model(tmp_path)


def test_incomplete_weights_are_named(nlp: Language, tmp_path: Path) -> None:
    (tmp_path / "network.onnx").write_bytes(b"")
    component = make_annotator(nlp, "dragoman_annotator", 1, 8, 800)
    with pytest.raises(FileNotFoundError, match=r"tokenizer\.json, labels\.json"):
        component.from_disk(tmp_path)


def test_component_without_weights_says_so(nlp: Language) -> None:
    with pytest.raises(RuntimeError, match="no weights"):
        make_annotator(nlp, "dragoman_annotator", 1, 8, 800)(nlp.make_doc("Iran sold tanks."))


def test_sets_every_layer(nlp: Language) -> None:
    doc = nlp("Russia has delivered 40 tanks to Algeria.")
    assert [token.pos_ for token in doc] == ["PROPN", "AUX", "VERB", "NUM", "NOUN", "ADP", "PROPN", "PUNCT"]
    assert [token.lemma_ for token in doc] == ["Russia", "have", "deliver", "40", "tank", "to", "Algeria", "."]
    assert [token.dep_ for token in doc] == ["nsubj", "aux", "root", "nummod", "obj", "case", "obl", "punct"]
    assert [token.head.i for token in doc] == [2, 2, 2, 4, 2, 6, 2, 2]
    assert doc[2].morph.get("VerbForm") == ["Part"]
    assert [(entity.text, entity.label_) for entity in doc.ents] == [("Russia", "LOC"), ("Algeria", "LOC")]


def test_passive_and_its_agent(nlp: Language) -> None:
    doc = nlp("The missiles were bought by India.")
    assert [(token.text, token.dep_) for token in doc if token.dep_ in ("nsubj:pass", "aux:pass", "obl:agent")] == [
        ("missiles", "nsubj:pass"),
        ("were", "aux:pass"),
        ("India", "obl:agent"),
    ]


def test_serves_dependency_patterns(nlp: Language) -> None:
    matcher = DependencyMatcher(nlp.vocab)
    matcher.add(
        "sale",
        [
            [
                {"RIGHT_ID": "verb", "RIGHT_ATTRS": {"LEMMA": "sell"}},
                {"LEFT_ID": "verb", "REL_OP": ">", "RIGHT_ID": "object", "RIGHT_ATTRS": {"DEP": "obj"}},
            ]
        ],
    )
    doc = nlp("Italy sold two frigates to Egypt.")
    assert [[doc[i].text for i in tokens] for _, tokens in matcher(doc)] == [["sold", "frigates"]]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param("   ", id="spaces"),
        pytest.param("\n\nTalks began.\n\n  They ended.\n", id="space around sentences"),
        pytest.param(".", id="one mark"),
        pytest.param("😀 \u200b ok", id="symbols"),
        pytest.param("word " * 700, id="more words than the encoder has places"),
        pytest.param("http://example.org/" + "a1" * 400, id="one endless word"),
        pytest.param("Headline Without A Stop\n\n- point one\n- point two", id="headline and bullets"),
    ],
)
def test_every_sentence_is_one_tree(nlp: Language, text: str) -> None:
    doc = nlp(text)
    assert doc.text == text
    for sentence in doc.sents:
        roots = [token for token in sentence if token.head.i == token.i]
        assert len(roots) == 1
        assert all(sentence.start <= token.head.i < sentence.end for token in sentence)
    assert all(token.pos_ == "SPACE" for token in doc if token.is_space)
    assert {entity.label_ for entity in doc.ents} <= ENTITY_TYPES


def test_given_sentence_starts_are_kept(nlp: Language) -> None:
    words = ["They", "came", "They", "left"]
    doc = nlp(Doc(nlp.vocab, words, sent_starts=[True, False, True, False]))
    assert [sentence.text.strip() for sentence in doc.sents] == ["They came", "They left"]
    doc = nlp(Doc(nlp.vocab, ["It", "ended", ".", "They", "left", "."], sent_starts=[True, False, False, False, False, False]))
    assert [sentence.text.strip() for sentence in doc.sents] == ["It ended . They left ."]


def test_sentences_of_a_whole_text(nlp: Language) -> None:
    doc = nlp("Army Buys Tanks\n\nThe U.S. Army bought tanks. Gen. Ada Berg confirmed it.")
    assert [sentence.text.strip() for sentence in doc.sents] == [
        "Army Buys Tanks",
        "The U.S. Army bought tanks.",
        "Gen. Ada Berg confirmed it.",
    ]


def test_same_input_same_output_whatever_its_company(nlp: Language) -> None:
    text = "France will sell 24 Rafale jets to Serbia next year."
    others = ["Yes.", "The talks, which began on Monday, ended without a result on Friday evening.", "No deal was signed."]
    alone = nlp(text)
    together = list(nlp.pipe([*others, text]))[-1]
    again = nlp(text)
    for doc in (together, again):
        assert [(t.pos_, t.lemma_, t.dep_, t.head.i) for t in doc] == [(t.pos_, t.lemma_, t.dep_, t.head.i) for t in alone]
        assert [(e.start, e.end, e.label_) for e in doc.ents] == [(e.start, e.end, e.label_) for e in alone.ents]


def test_survives_a_change_of_process(nlp: Language) -> None:
    copied = English.from_config(nlp.config)
    copied.from_bytes(nlp.to_bytes())
    text = "Poland ordered 250 tanks."
    assert [token.dep_ for token in copied(text)] == [token.dep_ for token in nlp(text)]
