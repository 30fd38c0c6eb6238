"""HTML fragments in text."""

import pytest

from flows.clean.markup import PageSize, decode_entities, has_tags, is_page, measure_page, strip_tags


@pytest.mark.parametrize(
    ("text", "stripped"),
    [
        pytest.param("<p>One.</p><p>Two.</p>", "\n\nOne.\n\n\n\nTwo.\n\n", id="paragraphs"),
        pytest.param("One<br>two<BR/>three", "One\ntwo\nthree", id="line breaks"),
        pytest.param('<span class="x">LIMA</span> The <b>navy</b>', "LIMA The navy", id="inline tags leave no gap"),
        pytest.param("a<!-- hidden <p> -->b", "ab", id="comments"),
        pytest.param("a<!-- never closed", "a never closed", id="an open comment hides nothing"),
        pytest.param("a<script>alert('x<b>')</script>b<style>p {}</style>c", "abc", id="scripts and styles"),
        pytest.param("a<script>never closed", "anever closed", id="an open script hides nothing"),
        pytest.param("3 < 5 and 7 > 6", "3 < 5 and 7 > 6", id="arithmetic"),
        pytest.param("<jane@example.org> wrote to <Jane Doe>", "<jane@example.org> wrote to <Jane Doe>", id="names in brackets"),
        pytest.param("one <excerpt/> two", "one  two", id="an unknown empty element"),
        pytest.param("<td>a</td><td>b</td>", " a  b ", id="cells"),
        pytest.param("R&amp;D &#8211; &pound;5m AT&T &nosuch;", "R&D – £5m AT&T &nosuch;", id="entities"),
        pytest.param('<a href="x"\n title="y">link</a>', "link", id="attributes over lines"),
    ],
)
def test_tags_go_and_words_stay(text, stripped):
    assert strip_tags(text) == stripped


@pytest.mark.parametrize(
    ("text", "is_one", "tags"),
    [
        pytest.param("<!DOCTYPE html><html><body>x", True, True, id="a page"),
        pytest.param("Title\n<div>x</div>", False, True, id="a fragment"),
        pytest.param("3 < 5", False, False, id="text"),
    ],
)
def test_pages_and_fragments_are_told_apart(text, is_one, tags):
    assert (is_page(text), has_tags(text)) == (is_one, tags)


@pytest.mark.parametrize(
    ("text", "size"),
    [
        pytest.param("text", PageSize(0, 0, 0), id="no tags"),
        pytest.param("<div><p>a<p>b<br></div>", PageSize(5, 1, 0), id="paragraphs need no end and nest no deeper"),
        pytest.param("<div>" * 40 + "</div>" * 40, PageSize(80, 40, 0), id="depth"),
        pytest.param('<p a="1" b="2">', PageSize(1, 0, 2), id="attributes"),
    ],
)
def test_pages_are_measured(text, size):
    assert measure_page(text) == size


def test_references_without_a_semicolon_stay():
    assert decode_entities("a&copy=1&amp;b") == "a&copy=1&b"
