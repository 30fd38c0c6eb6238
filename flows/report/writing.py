"""Writes the page of a run, and its figures beside it, into the reports folder.

Here: the two files. Not here: what stands in them.
"""

import json
from dataclasses import dataclass
from pathlib import Path

from flows.handover import write_whole
from flows.report.content import Report
from flows.report.page import render_page
from flows.report.reading import Figures, build_report, list_figures
from flows.warehouse import answer_report


@dataclass(frozen=True, slots=True)
class WrittenReport:
    """A report and where its page lies."""

    report: Report
    page: Path


def write_report(home: Path, run_id: str | None = None) -> WrittenReport:
    """Return the report of a run, its page written to `<home>/reports/<run id>.html` and its figures to `.json` beside it.

    Without an id the last run is meant. Raises QueryError where nothing is published or the run is unknown, OSError where the folder cannot be written.
    """
    folder = home / "reports"
    answers = answer_report(home, run_id)
    report = build_report(answers, _read_figures(folder, answers["run"]["earlier_run_id"].item()))
    page = folder / f"{report.run_id}.html"
    write_whole(page, render_page(report).encode())
    figures = {"run_id": report.run_id, "status": report.status, "figures": list_figures(report)}
    write_whole(page.with_suffix(".json"), json.dumps(figures, indent=1, ensure_ascii=False).encode())
    return WrittenReport(report, page)


def _read_figures(folder: Path, run_id: str | None) -> Figures | None:
    """Return the figures of an earlier run; null where it left none."""
    try:
        figures = json.loads((folder / f"{run_id}.json").read_text(encoding="utf-8"))["figures"]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return {str(name): value if isinstance(value, int) else None for name, value in figures.items()}
