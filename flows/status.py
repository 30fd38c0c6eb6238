"""How scheduled runs stand: the last ones, the age of what is published, and what waits to be read.

Here: reading the published copy, the sources and the work folder. Not here: the schedules, which the Prefect server keeps (deployments.py).
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from flows.ingest.batch import list_items
from flows.ingest.source import Source, SourceError
from flows.warehouse import query_status


@dataclass(frozen=True, slots=True)
class Backlog:
    """The documents of a source that neither landed nor were rejected; `fault` where the source cannot be read."""

    source: str
    documents: int = 0
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Status:
    """Everything `dragoman status` tells, except what comes next."""

    runs: Sequence[Mapping[str, Any]]  # as sql/status/runs.sql gives them
    published_at: datetime | None
    backlog: Sequence[Backlog]
    unfinished: Sequence[str]  # ids of runs that were cut short and go on when the same sources are run again


def read_status(home: Path, sources: Sequence[Source]) -> Status:
    """Return how the runs of a home stand and what these sources still hold. Raises QueryError where the published copy cannot be read."""
    published = home / "events.duckdb"
    answers = query_status(home) if published.exists() else None
    known = set() if answers is None else set(answers["known_addresses"]["address"])
    return Status(
        runs=[] if answers is None else answers["runs"].to_dicts(),
        published_at=datetime.fromtimestamp(published.stat().st_mtime, UTC) if answers is not None else None,
        backlog=[_count_waiting(source, known) for source in sources],
        unfinished=sorted(_read_run_ids(home / "work")),
    )


def _count_waiting(source: Source, known: set[str]) -> Backlog:
    """Return how many documents of a source are at addresses that no run has met."""
    try:
        return Backlog(source.name, sum(item.is_document and item.uri not in known for item in list_items(source)))
    except SourceError as error:
        return Backlog(source.name, fault=str(error))


def _read_run_ids(work: Path) -> list[str]:
    """Return the ids of the runs that have hand-overs and no end."""
    found = []
    for record in work.glob("*/run.json"):
        try:
            found.append(str(json.loads(record.read_text(encoding="utf-8"))["run_id"]))
        except (OSError, ValueError, KeyError):
            continue  # it ended meanwhile, or was cut short before it had a name
    return found


def describe_status(status: Status, next_runs: Sequence[str], now: datetime) -> str:
    """Return the status as text; `next_runs` are the lines on what is scheduled."""
    lines = ["last runs"]
    lines += [f"  {_describe_run(run)}" for run in status.runs] or ["  none yet: `dragoman run --source ...` makes one"]
    lines += ["next runs", *(f"  {line}" for line in next_runs)]
    if status.published_at is None:
        lines += ["published data", "  none yet"]
    else:
        age = describe_age(now - status.published_at)
        lines += ["published data", f"  {status.published_at:%Y-%m-%d %H:%M} UTC, {age} old"]
    lines += ["backlog"]
    lines += [f"  {entry.source}: {entry.fault or f'{entry.documents} documents not read yet'}" for entry in status.backlog]
    lines += [f"  run {run_id} was cut short or is at work; the same command goes on with it" for run_id in status.unfinished]
    if lines[-1] == "backlog":
        lines.append("  no source is scheduled; name one with --source to count what it still holds")
    return "\n".join(lines)


def _describe_run(run: Mapping[str, Any]) -> str:
    """Return a run on one line."""
    took = "" if run["seconds"] is None else f" in {run['seconds']:.1f} s"
    speed = "" if not run["extracted_per_second"] else f", {run['extracted_per_second']:.0f} documents/s extracted"
    counts = (
        ""
        if run["documents"] is None
        else f": {run['documents']} documents, {run['event_rows'] or 0} event rows, {run['rejected']} rejected"
    )
    return f"{run['started_at']:%Y-%m-%d %H:%M:%S} {run['status']:9} {run['sources']}{took}{counts}{speed} ({run['run_id']})"


def describe_age(age: timedelta) -> str:
    """Return a time span in its largest whole unit."""
    seconds = max(0, int(age.total_seconds()))
    for unit, length in (("day", 86_400), ("hour", 3_600), ("minute", 60)):
        if seconds >= length:
            count = seconds // length
            return f"{count} {unit}{'s' if count > 1 else ''}"
    return f"{seconds} seconds" if seconds != 1 else "1 second"
