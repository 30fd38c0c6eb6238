"""Markdown to what a reader sees."""

import pytest

from flows.clean.markdown import split_front_matter, strip_markdown


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        pytest.param("# Boats for *Lima* ##", "Boats for Lima", id="heading"),
        pytest.param('The [navy](https://x.example/a_(b)) of [Peru](</p> "title") said', "The navy of Peru said", id="links"),
        pytest.param("a [word][1] b\n\n[1]: https://x.example", "a word b\n\n", id="links by reference"),
        pytest.param("![two boats](/b.jpg)\nTwo boats off Callao", "\nTwo boats off Callao", id="a picture goes, its caption stays"),
        pytest.param("[![alt](a.png)](b)", "", id="a picture that is a link"),
        pytest.param("**Bold**, __bold__, _it_, *it*, ~~no~~, `code`", "Bold, bold, it, it, no, code", id="emphasis"),
        pytest.param("_**U.S.:** Sunday_", "U.S.: Sunday", id="emphasis in emphasis"),
        pytest.param(
            "2 * 3 * 4, snake_case_name, F*** it", "2 * 3 * 4, snake_case_name, F*** it", id="stars and bars that mean themselves"
        ),
        pytest.param("- one\n* two\n  • three\n1. four", "one\ntwo\nthree\n1. four", id="bullets go, numbers stay"),
        pytest.param("> quoted\n>> twice", "quoted\ntwice", id="quotes"),
        pytest.param("a\n\n---\n\nb\n\n\\###", "a\n\n\n\nb\n\n", id="rules"),
        pytest.param("Title\n=====\ntext", "Title\n\ntext", id="underlined heading"),
        pytest.param("| a | b |\n|---|---|\n| 1 | 2 |", "a ; b\n\n1 ; 2", id="table"),
        pytest.param("\\#1 in the list, 5\\% of sales", "#1 in the list, 5\\% of sales", id="escapes"),
        pytest.param("said so.[^1]\n\n[^1]: the report", "said so.\n\n the report", id="footnotes"),
        pytest.param("- [One story](https://x.example/1)\n- [Another](https://x.example/2)\n\nText", "\n\nText", id="a list of links"),
        pytest.param("- [The treaty](https://x.example/1)\n- was signed", "The treaty\nwas signed", id="one link in a list"),
        pytest.param("A hyphen - and a dash – stay. #hashtag", "A hyphen - and a dash – stay. #hashtag", id="plain text"),
    ],
)
def test_what_a_reader_sees(text, seen):
    assert strip_markdown(text) == seen


@pytest.mark.parametrize(
    ("text", "values", "rest"),
    [
        pytest.param(
            '---\ntitle: "Boats"\ndate: 2021-05-04\n---\nText', {"title": "Boats", "date": "2021-05-04"}, "Text", id="front matter"
        ),
        pytest.param("Boats\n\n---\ntitle: B\nurl: u\n---\nText", {"title": "B", "url": "u"}, "Boats\n\nText", id="a headline before it"),
        pytest.param(
            "---\nSource: the ministry\nQuote: no\n---\nText", {}, "---\nSource: the ministry\nQuote: no\n---\nText", id="an article"
        ),
        pytest.param("Text\n\n---\n\nMore", {}, "Text\n\n---\n\nMore", id="a rule"),
    ],
)
def test_front_matter_is_split_off(text, values, rest):
    assert split_front_matter(text) == (values, rest)
