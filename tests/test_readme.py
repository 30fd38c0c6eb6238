"""What the README shows can be done: its questions are valid against the tables, its named files exist."""

import re
from pathlib import Path

import pytest

from flows.warehouse import find_analysis, list_analyses, open_warehouse, publish, query

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
QUESTIONS = re.findall(r'^\$ dragoman query "([^"]+)"', README, re.MULTILINE)
ANALYSES = re.findall(r"^\$ dragoman query ([a-z_]+)\b", README, re.MULTILINE)
LINKS = [target for target in re.findall(r"\]\(([^)#]+)\)", README) if "://" not in target]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a home folder with empty published tables."""
    folder = tmp_path_factory.mktemp("readme")
    with open_warehouse(folder):
        pass
    publish(folder)
    return folder


def test_readme_shows_five_questions() -> None:
    """The README promises five questions with their answers."""
    assert len(QUESTIONS) + len(ANALYSES) >= 5


@pytest.mark.parametrize("question", QUESTIONS, ids=range(len(QUESTIONS)))
def test_question_can_be_asked(home: Path, question: str) -> None:
    """Each question reads columns that exist; over empty tables it has no row."""
    assert query(home, question).height == 0


@pytest.mark.parametrize("name", ANALYSES)
def test_named_analysis_exists(name: str) -> None:
    """Each named question is one that comes with Dragoman."""
    assert find_analysis(name).name in {statement.name for statement in list_analyses()}


@pytest.mark.parametrize("target", LINKS)
def test_linked_file_exists(target: str) -> None:
    """No link of the README leads nowhere."""
    assert (ROOT / target).exists()
