"""What one batch goes through: ingest and clean, then extract and validate, each handing over files.

Here: the steps of a batch and the search for duplicates between batches, all of it over files under the run's work folder, so that
any worker can do any step. Not here: who does which batch when (pipeline.py), and what a stage does (its own package).
"""

import os
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from multiprocessing import connection, parent_process
from pathlib import Path

import polars as pl

from flows.clean.duplicates import SIGNATURES, sign_documents
from flows.clean.flow import clean_documents, mark_repeats
from flows.extract.flow import extract_batch
from flows.extract.language.sentences import split_sentences
from flows.handover import hand_over, read_handed_over
from flows.ingest.flow import ingest_batch
from flows.ingest.items import Item
from flows.ingest.source import Source
from flows.stage_counts import StageCount
from flows.validate.flow import validate_batch
from schemas.rejects import stamp_rejects

REJECTS = "rejected_records"


@dataclass(frozen=True, slots=True)
class Batch:
    """Some items of one source that go through the stages together; `folder` is where their files lie."""

    number: int
    source: Source
    items: tuple[Item, ...]
    folder: Path


@dataclass(frozen=True, slots=True)
class RunContext:
    """What every batch of a run needs to know; `folder` is the run's work folder."""

    run_id: str
    started_at: datetime
    extractor_version: str
    folder: Path

    @property
    def landed_file(self) -> Path:
        """The documents that landed earlier with this extractor version and are passed over."""
        return self.folder / "landed.parquet"


def note_landed(context: RunContext, landed: pl.DataFrame) -> None:
    """Write down which documents landed earlier, for every worker to read."""
    landed.write_parquet(context.landed_file)


def read_and_clean(batch: Batch, context: RunContext) -> list[StageCount]:
    """Return the counts of ingest and clean over one batch, its files handed over under `ingest` and `clean`."""
    began = datetime.now(UTC)
    ingested, _ = hand_over(batch.folder, "ingest", lambda: _ingest(batch, context))
    raw, rejects = ingested["raw_documents"], ingested[REJECTS]
    read_count = StageCount(
        "ingest", began, datetime.now(UTC), sum(item.is_document for item in batch.items), raw.height, _count_records(rejects)
    )

    began = datetime.now(UTC)
    fresh = leave_out_known(raw, pl.read_parquet(context.landed_file))
    cleaned, _ = hand_over(batch.folder, "clean", lambda: _clean(context, fresh))
    clean, rejects = cleaned["clean_documents"], cleaned[REJECTS]
    skipped = raw.height - fresh.height
    return [read_count, StageCount("clean", began, datetime.now(UTC), raw.height, clean.height, _count_records(rejects), skipped)]


def leave_out_known(raw: pl.DataFrame, landed: pl.DataFrame) -> pl.DataFrame:
    """Return the raw documents that have not landed, and those about which their source now declares something else."""
    declared = pl.col("declared_key_right")
    return (
        raw.join(landed.with_columns(is_known=True), on="document_id", how="left", maintain_order="left")
        .filter(pl.col("is_known").is_null() | (declared != pl.col("declared_key")).fill_null(value=False))
        .select(raw.columns)
    )


def count_raw(batch: Batch) -> int:
    """Return how many documents a batch brought, those that landed earlier included."""
    return int(pl.scan_parquet(batch.folder / "ingest" / "raw_documents.parquet").select(pl.len()).collect().item())


def _ingest(batch: Batch, context: RunContext) -> Mapping[str, pl.DataFrame]:
    raw, rejects = ingest_batch(batch.items, batch.source)
    return {"raw_documents": raw, REJECTS: stamp_rejects(rejects, context.run_id, context.started_at)}


def _clean(context: RunContext, fresh: pl.DataFrame) -> Mapping[str, pl.DataFrame]:
    clean, rejects = clean_documents(fresh)
    return {"clean_documents": clean, REJECTS: stamp_rejects(rejects, context.run_id, context.started_at)}


def _count_records(rejects: pl.DataFrame) -> int:
    """Return how many records failed for good, whatever the number of checks each failed."""
    return rejects.filter(pl.col("severity") == "error")["record_key"].n_unique()


def sign_landed(cache: Path, ask: Callable[[str], pl.DataFrame]) -> pl.DataFrame:
    """Return the signatures of all original documents that are published; those in the cache are not made again.

    `ask` answers SQL on the published copy.
    """
    wanted = ask("select document_id from documents where duplicate_of is null")
    known = pl.read_parquet(cache) if cache.exists() else pl.DataFrame(schema=SIGNATURES)
    known = known.join(wanted, on="document_id", how="semi")
    if known.height == wanted.height:
        return known
    texts = ask("select document_id, clean_text from documents where duplicate_of is null")
    signed = pl.concat([known, sign_documents(texts.join(known, on="document_id", how="anti"))])
    passing = cache.with_name(f".{cache.name}.{os.getpid()}")
    signed.write_parquet(passing)
    passing.replace(cache)
    return signed


def mark_run_duplicates(batches: Sequence[Batch], known: pl.DataFrame | None) -> None:
    """Hand over each batch's clean documents, under `unique`, with duplicates of earlier documents marked.

    Earlier are those of earlier runs (`known`) and of the batches before. A document that comes twice in a run is kept once.
    """
    seen: set[str] = set()
    earlier = known
    for batch in batches:
        clean = read_handed_over(batch.folder / "clean")["clean_documents"]
        marked, _ = hand_over(batch.folder, "unique", partial(_mark, clean.filter(~pl.col("document_id").is_in(sorted(seen))), earlier))
        seen.update(marked["clean_documents"]["document_id"])
        earlier = marked["signatures"] if earlier is None else pl.concat([earlier, marked["signatures"]])


def _mark(clean: pl.DataFrame, earlier: pl.DataFrame | None) -> Mapping[str, pl.DataFrame]:
    marked, signatures = mark_repeats(clean, earlier)
    return {"clean_documents": marked, "signatures": signatures}


def extract_and_validate(batch: Batch, context: RunContext, *, is_flow_run: bool = True) -> list[StageCount]:
    """Return the counts of extract and validate over one batch, its files handed over under `extract` and `validate`.

    Outside a flow run the stages are called as plain functions, and Prefect hears nothing of it.
    """
    began = datetime.now(UTC)
    documents = read_handed_over(batch.folder / "unique")["clean_documents"]
    extracted, _ = hand_over(
        batch.folder,
        "extract",
        lambda: (extract_batch if is_flow_run else extract_batch.fn)(
            documents, run_id=context.run_id, extracted_at=datetime.now(UTC), batch=str(batch.number)
        ),
    )
    events = {name: table for name, table in extracted.items() if name != REJECTS}
    # near duplicates are read: they are often updates with other figures
    to_read = documents.filter((pl.col("language") == "en") & (pl.col("duplicate_kind") != "exact").fill_null(value=True))["clean_text"]
    rows = _count_events(events)
    extract_count = StageCount(
        "extract",
        began,
        datetime.now(UTC),
        rows_in=documents.height,
        rows_out=rows,
        rows_rejected=_count_records(extracted[REJECTS]),
        rows_skipped=documents.height - len(to_read),
        sentences=sum(len(split_sentences(text)) for text in to_read),
    )

    began = datetime.now(UTC)
    validated, _ = hand_over(batch.folder, "validate", lambda: _validate(batch, context, events, documents, is_flow_run=is_flow_run))
    valid = {name: table for name, table in validated.items() if name != REJECTS}
    return [extract_count, StageCount("validate", began, datetime.now(UTC), rows, _count_events(valid), _count_records(validated[REJECTS]))]


def _validate(
    batch: Batch, context: RunContext, events: Mapping[str, pl.DataFrame], documents: pl.DataFrame, *, is_flow_run: bool
) -> Mapping[str, pl.DataFrame]:
    validated = (validate_batch if is_flow_run else validate_batch.fn)(
        events,
        documents,
        run_id=context.run_id,
        extractor_version=context.extractor_version,
        seen_at=context.started_at,
        batch=str(batch.number),
    )
    return {**validated.tables, REJECTS: validated.rejects}


def _count_events(tables: Mapping[str, pl.DataFrame]) -> int:
    """Return the number of event rows; documents, participants and passages are not counted."""
    return sum(table.height for name, table in tables.items() if name in ("arms_transfers", "meetings", "trade_figures", "sanctions"))


def list_files(batches: Sequence[Batch]) -> dict[str, list[Path]]:
    """Return the files that land, by table: valid rows of every batch, and the rejects of every stage."""
    files: dict[str, list[Path]] = {REJECTS: []}
    for batch in batches:
        for path in sorted(batch.folder.glob("*/*.parquet")):
            if path.stem == REJECTS or path.parent.name == "validate":
                files.setdefault(path.stem, []).append(path)
    return files


def count_rejects(batches: Sequence[Batch]) -> dict[str, int]:
    """Return how many records failed for good (`error`) and how many doubts there were (`warning`), several checks of one record counted once."""
    files = list_files(batches)[REJECTS]
    if not files:
        return {}
    failures = pl.concat(pl.read_parquet(path, columns=["severity", "table_name", "record_key"]) for path in files).unique()
    return dict(failures.group_by("severity").len().iter_rows())


def end_with_parent() -> None:
    """Make this worker process end when the process that started it does, however that ended."""
    parent = parent_process()
    if parent is None:
        return

    def wait_for_parent() -> None:
        connection.wait([parent.sentinel])
        os._exit(1)

    threading.Thread(target=wait_for_parent, daemon=True).start()
