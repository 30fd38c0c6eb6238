"""`dragoman rebuild`: documents that an earlier extractor read are read again from their stored text, and what changed is told.

Here: the order of the steps and the comparison. Not here: extraction and checks (their stages), landing (warehouse/). No source is read.
"""

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from importlib.metadata import version
from itertools import repeat
from multiprocessing import get_context
from pathlib import Path

import polars as pl
from filelock import FileLock, Timeout

from flows import batches as batch_work
from flows.batches import Batch, RunContext
from flows.extract.version import extractor_version
from flows.handover import hand_over, hash_key, open_run, read_handed_over, write_whole
from flows.ingest.source import Source
from flows.progress import Progress, Report
from flows.settings import Settings
from flows.stage_counts import StageCount, add_counts
from flows.user_errors import UserError
from flows.warehouse import land, publish, read_outdated, read_rows_of
from schemas.registry import EXTRACTED_TABLES, find_table
from schemas.runs import RunRecord

SOURCE = Source(name="documents", address="warehouse.duckdb")
#: Columns that change with every extraction, or follow from other rows.
PASSING = ("run_id", "extractor_version", "extracted_at", "cluster_id", "confidence")
CHANGES = {
    "table_name": pl.String,
    "event_id": pl.String,
    "document_id": pl.String,
    "change": pl.String,
    "columns": pl.String,
    "sentence": pl.String,
}
EVENT_TABLES = ("arms_transfers", "meetings", "trade_figures", "sanctions")


@dataclass(frozen=True, slots=True)
class Rebuilding:
    """What reading again came to; `changes` has one row per event row that came, went or reads otherwise."""

    run_id: str
    documents: int
    without_text: int
    unchanged: int
    changes: pl.DataFrame
    page: Path | None

    def describe(self) -> str:
        """Return the outcome as text, with the number of changes by table."""
        if not self.documents:
            return f"Nothing to do: every document was read by {extractor_version()}.{self._tell_lost()}"
        lines = [f"{self.documents} documents read again; {self.unchanged} event rows as before.{self._tell_lost()}"]
        for table in EVENT_TABLES:
            counts = dict(self.changes.filter(pl.col("table_name") == table).group_by("change").len().iter_rows())
            lines.append(f"  {table:16}" + ", ".join(f"{counts.get(change, 0)} {change}" for change in ("added", "removed", "changed")))
        return "\n".join([*lines, f"Every change is listed in {self.page}."])

    def _tell_lost(self) -> str:
        return f" {self.without_text} cannot be read again, their texts are no longer kept." if self.without_text else ""


def rebuild(settings: Settings, report: Report) -> Rebuilding:
    """Return what changed when all documents of an earlier extractor version were read again; the new rows are published.

    Goes on where an earlier call was stopped. Raises UserError where another one is at work, WarehouseError where landing is not possible.
    """
    settings.work.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(settings.work / "rebuild.lock", timeout=settings.wait_seconds):
            return _rebuild(settings, report)
    except Timeout as error:
        raise UserError(f"Documents of {settings.home} are being rebuilt already. Wait until that ends.") from error


def _rebuild(settings: Settings, report: Report) -> Rebuilding:
    extractor = extractor_version()
    outdated = read_outdated(settings.home, extractor)
    documents = outdated.filter(pl.col("clean_text") != "")
    lost = outdated.height - documents.height
    if documents.is_empty():
        return Rebuilding("", 0, lost, 0, pl.DataFrame(schema=CHANGES), None)
    folder = open_run(settings.work, ["rebuild"], extractor, datetime.now(UTC))
    context = RunContext(folder.run_id, folder.started_at, extractor, folder.path)
    batches = list(_cut(documents, settings.batch_size, folder.path))
    report(Progress("extracting", 0, documents.height))
    counts: list[StageCount] = []
    done = 0
    for batch, counted in zip(batches, _spread(settings.workers, batches, context), strict=True):
        counts += counted
        done += len(read_handed_over(batch.folder / "unique")["clean_documents"])
        report(Progress("extracting", done, documents.height))
    files = batch_work.list_files(batches)
    after = {name: _read(name, files.get(name, ())) for name in EXTRACTED_TABLES}
    before = read_rows_of(settings.home, documents["document_id"].to_list())
    changes, unchanged = compare(before, after)

    report(Progress("landing"))
    run = RunRecord(folder.run_id, folder.started_at, (SOURCE.name,), version("dragoman"), extractor)
    finished = replace(run, status="completed", finished_at=datetime.now(UTC))
    land(settings.home, finished, files, stages=add_counts(run.run_id, counts), wait_seconds=settings.wait_seconds)
    report(Progress("publishing"))
    publish(settings.home)
    page = settings.reports / f"rebuild-{run.run_id}.csv"
    write_whole(page, changes.write_csv().encode())
    folder.remove()
    return Rebuilding(run.run_id, documents.height, lost, unchanged, changes, page)


def _cut(documents: pl.DataFrame, size: int, folder: Path) -> Iterator[Batch]:
    """Yield the documents in batches, their clean texts handed over."""
    clean = documents.select(list(find_table("clean_documents").dtypes()))
    for number, part in enumerate(clean.iter_slices(size), start=1):
        batch = Batch(number, SOURCE, (), folder / hash_key(*part["document_id"]))
        hand_over(batch.folder, "unique", partial(dict, clean_documents=part))
        yield batch


def _spread(workers: int, batches: Sequence[Batch], context: RunContext) -> Iterator[list[StageCount]]:
    """Yield the counts of each batch, in order, made here or by worker processes."""
    if workers == 1:
        yield from map(_extract_again, batches, repeat(context))
        return
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=batch_work.end_with_parent) as pool:
        yield from pool.map(_extract_again, batches, repeat(context))


def _extract_again(batch: Batch, context: RunContext) -> list[StageCount]:
    """Return the counts of extract and validate over one batch, without Prefect."""
    return batch_work.extract_and_validate(batch, context, is_flow_run=False)


def _read(name: str, files: Sequence[Path]) -> pl.DataFrame:
    """Return the rows of one table from the files of all batches."""
    return pl.concat([find_table(name).empty(), *(pl.read_parquet(path) for path in files)], how="diagonal_relaxed")


def compare(before: Mapping[str, pl.DataFrame], after: Mapping[str, pl.DataFrame]) -> tuple[pl.DataFrame, int]:
    """Return one row per event row that was added, removed or changed (with the columns that differ), and how many stayed as they were."""
    rows: list[dict[str, str]] = []
    unchanged = 0
    for table in EVENT_TABLES:
        old = {row["event_id"]: row for row in _complete(table, before).iter_rows(named=True)}
        new = {row["event_id"]: row for row in _complete(table, after).iter_rows(named=True)}
        for event_id in sorted(old.keys() | new.keys()):
            row = new.get(event_id) or old[event_id]
            columns = [
                name
                for name in row
                if name not in PASSING and event_id in old and event_id in new and old[event_id][name] != new[event_id][name]
            ]
            change = "added" if event_id not in old else "removed" if event_id not in new else "changed" if columns else None
            if change is None:
                unchanged += 1
                continue
            rows.append(
                {
                    "table_name": table,
                    "event_id": event_id,
                    "document_id": row["document_id"],
                    "change": change,
                    "columns": ", ".join(columns),
                    "sentence": row["sentence"],
                }
            )
    return pl.DataFrame(rows, schema=CHANGES, orient="row"), unchanged


def _complete(table: str, tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Return the rows of an event table; those of meetings with their participants in one more column."""
    if table != "meetings":
        return tables[table]
    said = pl.concat_str("actor_code", "actor_name", "person_name", "person_role", separator="|", ignore_nulls=True)
    participants = tables["meeting_participants"].sort("event_id", "ordinal").group_by("event_id").agg(said.alias("participants"))
    return tables[table].join(participants, on="event_id", how="left")
