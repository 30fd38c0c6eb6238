"""`dragoman forget`, and how long texts are kept: what has to go is removed from every file of a home folder.

Here: the files beside the databases (copies before migrations, hand-overs of runs that were cut short, reports). Not here: rows (warehouse/).
"""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import polars as pl

from flows.report import write_report
from flows.warehouse import QueryError, forget_rows, publish, remove_texts

SECONDS_A_DAY = 86_400


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What was removed, and from where."""

    documents: int
    rows: dict[str, int]  # by table
    handovers: int  # batches of runs that were cut short
    backups: int
    reports: int  # pages written anew

    def describe(self) -> str:
        """Return the outcome in a few sentences."""
        rows = ", ".join(f"{count} {table}" for table, count in self.rows.items()) or "no rows"
        return (
            f"{self.documents} documents are forgotten: {rows} removed here and from the published copy. "
            f"{self.backups} copies of earlier databases and {self.handovers} hand-overs of unfinished runs were removed, "
            f"{self.reports} reports written anew. Runs pass over these documents; remove them at their source as well."
        )


def forget(home: Path, name: str) -> Forgotten:
    """Return what was removed of a document (by document_id or source_uri) or of all documents of a source (by its name).

    Raises QueryError where nothing is known by that name, WarehouseLockedError where a run is landing.
    """
    removed = forget_rows(home, name)
    publish(home)
    backups = list((home / "backups").glob("*"))
    for backup in backups:
        backup.unlink()
    (home / "work" / "signatures.parquet").unlink(missing_ok=True)
    handovers = [folder for folder in sorted((home / "work").glob("*/*/")) if _holds(folder, removed.document_ids)]
    for folder in handovers:
        shutil.rmtree(folder, ignore_errors=True)
    return Forgotten(len(removed.document_ids), removed.rows, len(handovers), len(backups), _rewrite_reports(home))


def _holds(folder: Path, document_ids: Sequence[str]) -> bool:
    """Return whether a batch's hand-overs hold one of the documents; those that do not read are taken to hold it."""
    try:
        return any(
            not pl.scan_parquet(path).filter(pl.col("document_id").is_in(list(document_ids))).head(1).collect().is_empty()
            for path in sorted(folder.glob("*/*_documents.parquet"))
        )
    except (OSError, pl.exceptions.PolarsError):
        return True


def _rewrite_reports(home: Path) -> int:
    """Write every page anew from what is published now; return how many. Pages of runs that are not known any more are removed."""
    pages = sorted((home / "reports").glob("*.html"))
    for page in pages:
        page.unlink()
        try:
            write_report(home, page.stem)
        except QueryError:
            page.with_suffix(".json").unlink(missing_ok=True)
    return len(pages)


def keep_for(home: Path, now: datetime, *, text_days: int | None, raw_days: int | None) -> int:
    """Return how many documents lost their text because it was kept for `text_days`; null keeps it for good.

    Raw text lies only in hand-overs of unfinished runs; those untouched for `raw_days` are removed.
    """
    if raw_days is not None:
        for record in (home / "work").glob("*/run.json"):
            if now.timestamp() - record.stat().st_mtime > raw_days * SECONDS_A_DAY:
                shutil.rmtree(record.parent, ignore_errors=True)
    return 0 if text_days is None else remove_texts(home, now - timedelta(days=text_days))
