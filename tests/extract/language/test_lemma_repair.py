"""Lemmas that the model got wrong are repaired where a known one fits, and left alone otherwise."""

import pytest
import spacy
from spacy.tokens import Doc

from flows.extract.language.lemma_repair import repair_lemmas

KNOWN = frozenset({"impose", "forbid", "ban", "ally", "ship", "lend"})


@pytest.mark.parametrize(
    ("form", "pos", "lemma", "repaired"),
    [
        pytest.param("imposed", "VERB", "impos", "impose", id="silent_e"),
        pytest.param("forbidden", "VERB", "forbidd", "forbid", id="irregular"),
        pytest.param("lent", "VERB", "len", "lend", id="irregular_past"),
        pytest.param("banned", "VERB", "bann", "ban", id="doubled_consonant"),
        pytest.param("allies", "NOUN", "allie", "ally", id="plural_of_y"),
        pytest.param("shipping", "VERB", "shipp", "ship", id="doubled_before_ing"),
        pytest.param("banned", "ADJ", "bann", "bann", id="adjectives_stay"),
        pytest.param("danced", "VERB", "danc", "danc", id="unknown_verbs_stay"),
        pytest.param("ships", "NOUN", "ship", "ship", id="right_ones_stay"),
    ],
)
def test_lemma_becomes(form, pos, lemma, repaired):
    doc = Doc(spacy.blank("en").vocab, words=[form], pos=[pos], lemmas=[lemma])
    repair_lemmas(doc, KNOWN)
    assert doc[0].lemma_ == repaired
