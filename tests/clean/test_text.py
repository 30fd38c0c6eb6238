"""Characters and lines repaired."""

import pytest

from flows.clean.text import drop_long_words, find_odd_characters, join_wrapped_lines, normalise_space, repair_characters, repair_mojibake


@pytest.mark.parametrize(
    ("text", "repaired"),
    [
        pytest.param("Tanks for Riga.", "Tanks for Riga.", id="nothing to repair"),
        pytest.param("a\r\nb\rc\u2028d\x0be", "a\nb\nc\nd\ne", id="line ends"),
        pytest.param("Cafe\u0301", "Café", id="composed form"),
        pytest.param("ar\u00adma\u200bment\ufeff", "armament", id="soft hyphens and zero width"),
        pytest.param("\u202eTanks\u202c \u2067for\u2069 \u200fRiga", "Tanks for Riga", id="marks that turn the direction"),
        pytest.param("Tan\x00ks\x1b[0m \x7f", "Tanks[0m ", id="controls"),
        pytest.param("de\ufb01ned o\ufb03ce", "defined office", id="ligatures"),
        pytest.param("half \ud800 pair", "half  pair", id="half of a surrogate pair"),
        pytest.param("a\n \n\t\n\n\n\nb", "a\n\n\nb", id="many empty lines"),
    ],
)
def test_characters_are_repaired(text, repaired):
    assert repair_characters(text) == repaired


@pytest.mark.parametrize(
    ("text", "repaired"),
    [
        pytest.param("the ministryâ€™s â€œreplyâ€\x9d â€“ late", "the ministry’s “reply” – late", id="quotation marks and a dash"),
        pytest.param("Ã‰tat, MÃ¼nchen, â‚¬5m, Â£3m", "État, München, €5m, £3m", id="accents and currencies"),
        pytest.param("Été à l’Île de Ré, São Tomé, naïve Â", "Été à l’Île de Ré, São Tomé, naïve Â", id="French and Portuguese stay"),
        pytest.param("ÃÃÃ", "ÃÃÃ", id="what spells nothing stays"),
    ],
)
def test_mojibake_is_decoded(text, repaired):
    assert repair_mojibake(text) == repaired


@pytest.mark.parametrize(
    ("text", "checks"),
    [
        pytest.param("Tanks\u00a0for\u200bRiga\u00ad.", [], id="zero width and soft hyphens are too common to tell"),
        pytest.param("a\x00b\x07", [("text_has_no_control_characters", "U+0000 U+0007")], id="controls"),
        pytest.param("\u202ea", [("text_keeps_its_direction", "U+202E")], id="direction"),
        pytest.param("CafÃ©", [("text_is_decoded_once", "U+00A9 U+00C3")], id="mojibake"),
    ],
)
def test_odd_characters_are_told(text, checks):
    assert [(name, value) for name, _, value in find_odd_characters(text)] == checks


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        pytest.param("  a \t b\u00a0\u2009c  \n\n\n\n d\n", "a b c\n\nd", id="spaces and empty lines"),
        pytest.param("a\nb", "a\nb", id="single line breaks stay"),
        pytest.param(" \n ", "", id="nothing is left of blanks"),
    ],
)
def test_space_is_normalised(text, normal):
    assert normalise_space(text) == normal


def test_runs_without_spaces_are_dropped_but_not_writing_without_spaces():
    assert drop_long_words("a " + "x" * 1001 + " b " + "Ã" * 1001 + " c") == "a  b  c"
    assert drop_long_words("舰" * 2000) == "舰" * 2000
    assert drop_long_words("x" * 1000) == "x" * 1000


WRAPPED = """\
Two patrol boats were handed over to the navy of Uruguay in the port of
Montevideo on Friday, the ministry said in a statement that it sent to
all newspapers. They were built in a yard abroad, under a contract that
the last government had signed before it left office.

The second pair follows in spring, if the yard keeps its word. A multi-
role version is being built and will be
shown next year at the fair of the capital, which opens its doors in May.
"""


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        pytest.param(
            WRAPPED,
            "Two patrol boats were handed over to the navy of Uruguay in the port of Montevideo on Friday, the ministry said in a statement that "
            "it sent to all newspapers. They were built in a yard abroad, under a contract that the last government had signed before it left "
            "office.\n\nThe second pair follows in spring, if the yard keeps its word. A multi-role version is being built and will be shown next year at "
            "the fair of the capital, which opens its doors in May.\n",
            id="broken at a width, a hyphen and a short line that goes on",
        ),
        pytest.param("Boats\nPlanes\nTanks\nGuns\n", "Boats\nPlanes\nTanks\nGuns\n", id="a list of short lines stays"),
        pytest.param(
            "A long line that goes on. " * 9 + "\nAnother.\nThird.", "A long line that goes on. " * 9 + "\nAnother.\nThird.", id="no width"
        ),
        pytest.param("", "", id="nothing"),
    ],
)
def test_wrapped_lines_are_joined(text, joined):
    assert join_wrapped_lines(text) == joined


def test_an_indent_starts_a_paragraph_in_a_wrapped_text():
    lines = [
        "LIMA, March 3 - The government ordered twelve transport",
        "aircraft from a maker abroad, whose name it did not give to the",
        "newspapers that had asked for it more than once this winter.",
        "    It is the third order of its kind in as many years, and the",
        "largest one since the war ended.",
        "    No price was given.",
    ]
    assert join_wrapped_lines("\n".join(lines)).split("\n\n") == [
        " ".join(lines[:3]),
        "    It is the third order of its kind in as many years, and the largest one since the war ended.",
        "    No price was given.",
    ]
