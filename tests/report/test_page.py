"""What the report of a run says, and that its page stands alone and shows everything as text."""

import json
from html.parser import HTMLParser
from pathlib import Path

import pytest

from flows.report import WrittenReport, write_report
from flows.warehouse import QueryError

TEXTLESS = {"script", "style", "title"}


class Page(HTMLParser):
    """What a parser finds on a page: its elements with their attributes, and its text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self._inside = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self._inside = tag

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002 -- the parser's signature
        self._inside = ""

    def handle_data(self, data: str) -> None:
        if self._inside not in TEXTLESS:
            self.texts.append(data)


@pytest.fixture(scope="module")
def page(made_up: WrittenReport) -> Page:
    return Page(made_up.page.read_text(encoding="utf-8"))


def test_the_funnel_follows_documents_to_events_and_compares_with_the_run_before(made_up: WrittenReport) -> None:
    steps = {f.name: [(s.name, s.count, s.change) for s in f.steps if s.count or s.change] for f in made_up.report.funnels}
    assert steps == {
        "Documents": [
            ("found", 5, 2),
            ("could not be read", 1, -1),
            ("known already", 1, 1),
            ("landed", 1, 0),
            ("read for events", 1, 0),
        ],
        "Sentences": [("read", 12, 7), ("state an event", 0, -3)],
        "Events": [("rows made", 8, 4), ("quarantined", 8, 7), ("arms transfers", 0, -1), ("meetings", 0, -1), ("trade figures", 0, -1)],
    }


def test_failures_are_grouped_by_check_and_told_by_their_history(made_up: WrittenReport) -> None:
    groups = {g.check: (g.stage, g.open, g.new, g.again, [f.state for f in g.failures]) for g in made_up.report.errors}
    assert groups == {
        "quantity_is_positive": ("validate", 8, 8, 0, ["new"] * 8),
        "action_is_known": ("validate", 1, 0, 0, ["earlier"]),
        "bytes_decode": ("ingest", 1, 0, 1, ["again"]),
    }
    assert [(g.check, g.resolved) for g in made_up.report.resolved] == [("document_has_text", 1)]
    assert (made_up.report.quarantined, made_up.report.new_failures, made_up.report.settled) == (10, 8, 1)


def test_a_message_is_said_once_and_without_the_record(made_up: WrittenReport) -> None:
    (group,) = (g for g in made_up.report.errors if g.check == "bytes_decode")
    assert [piece.text for piece in group.message] == ["is in no encoding that could be recognised"]
    assert [failure.message for failure in group.failures] == [()]


def test_the_offending_words_are_marked(made_up: WrittenReport) -> None:
    marked = {
        piece.text for group in made_up.report.errors for failure in group.failures for piece in failure.sentence if piece.kind == "marked"
    }
    assert marked == {"-5", "imposed sanctions"}


def test_words_that_no_list_knows_come_with_count_sentences_and_where_to_add_them(made_up: WrittenReport) -> None:
    words = {"".join(p.text for p in w.word): (w.kind, w.records, w.documents, w.tables, w.seeds[0]) for w in made_up.report.unknown_words}
    assert words == {
        "K9 howitzers": ("weapon", 1, 1, ("arms_transfers",), "seeds/lexicons/weapons.csv"),
        "frowned_upon": ("term", 1, 1, ("sanctions",), "seeds/rules/"),
        "Latvian": ("actor", 1, 1, ("meeting_participants",), "seeds/reference/states.csv"),
    }
    assert made_up.report.warnings == ()


def test_all_text_of_articles_is_shown_as_text(page: Page, attacks: tuple[str, ...]) -> None:
    tags = [tag for tag, _ in page.elements]
    assert (tags.count("script"), tags.count("style"), tags.count("img")) == (1, 1, 0)
    assert [name for _, attributes in page.elements for name in attributes if name.startswith("on")] == []
    text = "".join(page.texts)
    assert [attack for attack in attacks if attack not in text] == []


def test_the_page_needs_nothing_but_itself(made_up: WrittenReport, page: Page) -> None:
    links = [value for _, attributes in page.elements for name, value in attributes.items() if name in ("href", "src", "action")]
    assert [link for link in links if link and not link.startswith(("#", "data:,"))] == []
    html = made_up.page.read_text(encoding="utf-8")
    assert "@import" not in html
    assert "url(" not in html


def test_every_link_inside_the_page_leads_somewhere(page: Page) -> None:
    named = {attributes["id"] for _, attributes in page.elements if "id" in attributes}
    links = {str(attributes["href"])[1:] for tag, attributes in page.elements if tag == "a"}
    assert links - named == set()
    referred = {str(attributes["aria-labelledby"]) for _, attributes in page.elements if "aria-labelledby" in attributes}
    assert referred - named == set()


def test_the_figures_lie_beside_the_page(made_up: WrittenReport) -> None:
    written = json.loads(made_up.page.with_suffix(".json").read_text())
    assert (written["run_id"], written["status"], written["figures"]["failures: quarantined"]) == ("run-2", "completed", 10)


def test_a_run_without_an_earlier_one_is_compared_with_nothing(made_up: WrittenReport) -> None:
    first = write_report(made_up.page.parents[1], "run-1")
    assert first.report.earlier_run_id is None
    assert {step.change for funnel in first.report.funnels for step in funnel.steps} == {None}
    assert "Change since the last run" not in first.page.read_text()


def test_a_run_that_never_was_is_told(made_up: WrittenReport) -> None:
    with pytest.raises(QueryError, match=r"there is no run 'run-9'; the last ones are run-2, run-1"):
        write_report(made_up.page.parents[1], "run-9")


def test_a_home_without_tables_is_told(tmp_path: Path) -> None:
    with pytest.raises(QueryError, match=r"holds no events\.duckdb"):
        write_report(tmp_path)
