"""Lines that are no part of an article."""

import pytest

from flows.clean.boilerplate import find_error_page, load_lexicon, parse_lexicon, strip_boilerplate
from flows.seeds import read_yaml

CONTENT = read_yaml("lexicons/boilerplate.yml")
GROUPS = {group["name"]: group for group in CONTENT["lines"]}
PROSE = "The two navies signed an agreement on the joint building of patrol boats, which both parliaments still have to approve in the spring of next year."


@pytest.mark.parametrize("name", GROUPS)
def test_each_group_removes_its_examples_and_keeps_its_counter_examples(name):
    pattern = dict(load_lexicon().lines)[name]
    assert [line for line in GROUPS[name]["examples"] if not pattern.fullmatch(line)] == []
    assert [line for line in GROUPS[name]["keeps"] if strip_boilerplate(line).removed] == []


@pytest.mark.parametrize("line", CONTENT["examples_of_tails"])
def test_tails_of_links_are_cut(line):
    text = f"{PROSE}\n\n{line}\n\nMinister opens bakery\nTen soups for cold days"
    assert strip_boilerplate(text).text.strip() == PROSE


def test_a_tail_with_prose_in_it_is_no_tail():
    text = f"{PROSE}\nRelated articles\n{PROSE}"
    assert strip_boilerplate(text).text == f"{PROSE}\n{PROSE}"


def test_the_first_half_of_a_text_is_no_tail():
    text = f"See also\nA line of the article\n{PROSE}\nShort end"
    assert "A line of the article" in strip_boilerplate(text).text


@pytest.mark.parametrize(
    ("lines", "kept"),
    [
        pytest.param(["World", "Business", "Sport", "Balkan View", "Culture"], [], id="a menu with a name between"),
        pytest.param(["World", "Business", "Sport"], ["World", "Business", "Sport"], id="three lines are no menu"),
        pytest.param(["Leopard tanks", "Patriot batteries", "Mortar shells", "Field kitchens"], None, id="a list of equipment"),
        pytest.param(["Defence", "Trade", "Energy.", "Culture", "Peace"], None, id="sentences of one word"),
    ],
)
def test_menus_go_and_lists_stay(lines, kept):
    text = "\n".join([*lines, PROSE])
    assert strip_boilerplate(text).text.split("\n")[:-1] == (lines if kept is None else kept)


def test_teasers_of_other_articles_go_but_not_the_headline():
    text = f"Latest\nBoats for Callao signed over\nMay 4, 2021 10:00\n{PROSE}\nNavy\nHarbour yard lays off forty workers\nMay 3, 2021 09:15\n{PROSE}"
    assert strip_boilerplate(text).text == f"Latest\nBoats for Callao signed over\nMay 4, 2021 10:00\n{PROSE}\n{PROSE}"


def test_what_was_removed_is_told():
    assert strip_boilerplate(f"Support Us\n{PROSE}\nComments (3)").removed == (
        ("support and subscriptions", "Support Us"),
        ("comments", "Comments (3)"),
    )


@pytest.mark.parametrize("text", CONTENT["error_pages"]["examples"])
def test_error_pages_are_found(text):
    assert find_error_page(text) is not None


@pytest.mark.parametrize("text", [*CONTENT["error_pages"]["keeps"], PROSE, "404 not found. " + PROSE * 6])
def test_articles_are_no_error_pages(text):
    assert find_error_page(text) is None


def test_a_wrong_pattern_is_named_with_its_group():
    with pytest.raises(ValueError, match=r"boilerplate\.yml, broken group"):
        parse_lexicon({**CONTENT, "lines": [{"name": "broken group", "patterns": ["(open"]}]})
