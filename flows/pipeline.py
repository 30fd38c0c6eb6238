"""The whole run: ingest -> clean -> extract -> validate -> land -> publish, one Prefect flow over batches.

Here: the order of the stages, how batches are spread over workers, and how a run that was cut short goes on. Not here: what a
stage does (its own package), what a batch goes through (batches.py), where files lie (handover.py), how a run reads (run_summary.py).
Batches go through ingest and clean; then the whole run is looked through for duplicates; then batches go through extract and
validate. Every step hands over Parquet files, and a step whose files are there is not done again.
"""

import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import BrokenExecutor
from contextlib import ExitStack, contextmanager, suppress
from contextvars import ContextVar
from dataclasses import replace
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

import polars as pl
from filelock import FileLock, Timeout
from prefect import Task, flow, get_run_logger, task
from prefect.artifacts import create_markdown_artifact
from prefect.client.schemas.objects import State
from prefect.concurrency.asyncio import ConcurrencySlotAcquisitionError
from prefect.concurrency.sync import concurrency
from prefect.events.worker import EventsWorker
from prefect.futures import as_completed
from prefect.logging.handlers import APILogWorker
from prefect.runtime import flow_run
from prefect.states import Failed
from prefect.task_runners import ProcessPoolTaskRunner, TaskRunner, ThreadPoolTaskRunner

from flows import batches as batch_work
from flows import halving
from flows.batches import Batch, RunContext
from flows.extract.version import extractor_version
from flows.forgetting import keep_for
from flows.handover import RunFolder, hash_key, open_run
from flows.ingest.flow import list_source
from flows.ingest.source import Source
from flows.ingest.sources import resolve_source
from flows.progress import Progress, Report, ignore_progress, make_lines
from flows.report.flow import follow_progress, report_run
from flows.run_summary import EVENT_TABLES, RunSummary
from flows.settings import Settings
from flows.stage_counts import StageCount, add_counts, find_excess
from flows.stopping import check_stop, forget_stop, is_stopping, pass_on_stop, stop_when_told
from flows.warehouse import WarehouseError, landed_documents, query, record_run
from flows.warehouse.flow import land_run, publish_tables
from schemas.runs import RunRecord, StageRecord

#: What the run of this context tells its progress to; none in scheduled runs, which tell Prefect's log.
_REPORT: ContextVar[Report | None] = ContextVar("report", default=None)

#: Batches a worker should have to choose from, so that none is idle while another has a long one.
BATCHES_PER_WORKER = 3
#: Seconds that Prefect's last messages may take.
DRAIN_TIMEOUT_SECONDS = 20
#: Seconds after which the turn to land of a run that died is given to the next.
LANDING_LEASE_SECONDS = 60.0
#: Documents a batch at least, below which starting it costs more than sharing it gains.
LEAST_BATCH_SIZE = 10


#: A task over one batch, whose tables are handed over as files.
Step = Task[[Batch, RunContext], list[StageCount]]


class RunError(Exception):
    """A run that cannot be done as asked; the message says why and what to do."""


class TooManyRejectsError(RunError):
    """A run that rejected more than it may; what is good has landed and is published."""

    def __init__(self, summary: RunSummary) -> None:
        super().__init__(
            f"{summary.complaint}. What passed has landed. Look at the report, mend the source or the seeds and run again; "
            f"where so many rejects are expected, set DRAGOMAN_MOST_REJECTED.\n{summary.describe()}"
        )


def run_pipeline(settings: Settings, sources: Sequence[str], report: Report | None = ignore_progress) -> RunSummary:
    """Return the summary of one run over the named sources (paths, or names of seeds/sources.yml); without a report, progress is logged.

    Raises SourceError for a source that cannot be read, WarehouseError where landing is not possible, RunError where another run is in
    the way or the runner is not installed, TooManyRejectsError where more was rejected than may be.
    """
    token = _REPORT.set(report)
    try:
        outcome: object = run_sources(list(sources), settings, return_state=True).result(raise_on_failure=False)
        if not isinstance(outcome, RunSummary):
            raise outcome if isinstance(outcome, BaseException) else RunError(f"The run ended without a summary: {outcome}")
        if outcome.complaint is not None:
            raise TooManyRejectsError(outcome)
        return outcome
    finally:
        _REPORT.reset(token)
        # what Prefect sends in the background has to be with the server before a temporary one ends
        for worker in (EventsWorker, APILogWorker):
            worker.drain_all(timeout=DRAIN_TIMEOUT_SECONDS)


def _choose_runner(settings: Settings) -> TaskRunner[Any]:
    """Return Prefect's task runner of that name. Raises RunError where its package is not installed."""
    match settings.chosen_runner:
        case "inline" | "threads":
            return ThreadPoolTaskRunner(max_workers=settings.workers)
        case "processes":
            return ProcessPoolTaskRunner(max_workers=settings.workers, initializer=batch_work.end_with_parent)
        case "dask":
            try:
                from prefect_dask import DaskTaskRunner
            except ImportError as error:
                raise RunError(
                    "The runner `dask` needs the package prefect-dask: pip install prefect-dask, or choose processes."
                ) from error
            return DaskTaskRunner(address=settings.cluster_address)  # type: ignore[no-any-return]  # typed only where it is installed
        case "ray":
            try:
                from prefect_ray import RayTaskRunner
            except ImportError as error:
                raise RunError("The runner `ray` needs the package prefect-ray: pip install prefect-ray, or choose processes.") from error
            return RayTaskRunner(address=settings.cluster_address)  # type: ignore[no-any-return]  # typed only where it is installed
        case runner:
            raise RunError(f"{runner!r} is no runner; there are inline, threads, processes, dask and ray.")


def _name_run() -> str:
    """Return the name of a flow run: its sources and the day."""
    names = [Path(source).name or source for source in flow_run.parameters["sources"]]
    return f"{', '.join(names)} {datetime.now(UTC):%Y-%m-%d}"


@flow(name="dragoman", flow_run_name=_name_run, validate_parameters=False, persist_result=False)
def run_sources(sources: list[str], settings: Settings | Mapping[str, Any] | None = None) -> RunSummary | State[RunSummary]:
    """Return the summary of one run; this is the flow that Prefect knows, schedules and shows."""
    chosen = settings if isinstance(settings, Settings) else Settings(**(settings or {}))
    named = [resolve_source(source) for source in sources]
    extractor = extractor_version()
    with _claim_folder(chosen, named, extractor) as folder:
        run = RunRecord(
            run_id=folder.run_id,
            started_at=folder.started_at,
            sources=tuple(source.name for source in named),
            dragoman_version=version("dragoman"),
            extractor_version=extractor,
            settings=chosen.model_dump_json(exclude={"home"}),
        )
        try:
            with stop_when_told():
                summary = _carry_out(chosen, named, run, folder)
        except Exception:
            # the run failed for its own reason; that this could not be written down as well is no news
            with suppress(WarehouseError, OSError):
                record_run(chosen.home, replace(run, status="failed", finished_at=datetime.now(UTC)), wait_seconds=1)
            raise
        folder.remove()
    create_markdown_artifact(summary.as_markdown(), key="run-summary", description=f"Run {run.run_id}")
    if summary.complaint is not None:
        return Failed(message=summary.complaint, data=summary)
    return summary


@contextmanager
def _claim_folder(settings: Settings, sources: Sequence[Source], extractor: str) -> Iterator[RunFolder]:
    """Yield the run's work folder, held against a second run over the same sources; a dead process holds nothing."""
    addresses = sorted(f"{source.name}={source.address}" for source in sources)
    try:
        settings.work.mkdir(parents=True, exist_ok=True)
        with FileLock(settings.work / f"{hash_key(*addresses)}.lock", timeout=settings.wait_seconds):
            yield open_run(settings.work, addresses, extractor, datetime.now(UTC))
    except Timeout as error:
        raise RunError(
            f"Another run over the same sources is at work in {settings.home}. Wait until it ends, or give another --home."
        ) from error
    except PermissionError as error:
        raise RunError(f"{settings.home} cannot be written ({error.strerror}: {error.filename}). Give --home a folder that can.") from error


def _carry_out(settings: Settings, sources: Sequence[Source], run: RunRecord, folder: RunFolder) -> RunSummary:
    """Return the summary of the run after all its stages."""
    report = follow_progress(_REPORT.get() or make_lines(time.monotonic, get_run_logger().info))
    report(Progress("listing sources"))
    context = RunContext(run.run_id, run.started_at, run.extractor_version, folder.path)
    _choose_runner(settings)  # one that is not installed is told before any work is done
    forget_stop(context.folder)
    batches = _plan(settings, sources, folder)
    batch_work.note_landed(context, landed_documents(settings.home, run.extractor_version))
    counts = _spread(settings, "reading", read_batch, batches, context, report)
    report(Progress("comparing"))
    batch_work.mark_run_duplicates(batches, _known_signatures(settings))
    counts += _spread(settings, "extracting", extract_batch, batches, context, report)
    stages = add_counts(run.run_id, counts, datetime.now(UTC))

    files = batch_work.list_files(batches)
    complaint = find_excess(stages, settings.most_rejected)
    status = "completed" if complaint is None else "failed"
    with _take_turn(settings):
        report(Progress("landing"))
        began = datetime.now(UTC)
        landing = land_run(
            settings.home,
            replace(run, status=status, finished_at=began),
            files,
            stages,
            _bound_sources(sources, batches),
            settings.wait_seconds,
        )
        landed_rows = sum(landing.rows.values())
        stages.append(StageRecord(run.run_id, "land", began, datetime.now(UTC), rows_in=landed_rows, rows_out=landed_rows))

        keep_for(settings.home, datetime.now(UTC), text_days=settings.keep_text_days, raw_days=settings.keep_raw_days)
        report(Progress("publishing"))
        publishing = StageRecord(run.run_id, "publish", datetime.now(UTC), None, rows_in=landed_rows, rows_out=landed_rows)
        published = publish_tables(settings.home, [stages[-1], publishing], settings.wait_seconds)
        stages.append(replace(publishing, finished_at=datetime.now(UTC)))

    page, notes = _report(settings, run.run_id)
    done = replace(run, status=status, finished_at=datetime.now(UTC))
    record_run(settings.home, done, stages)
    return RunSummary(
        run=done,
        stages=tuple(stages),
        rows=landing.rows,
        stored={table: query(settings.home, f"select count(*) from {table}").item() for table in ("documents", *EVENT_TABLES)},
        documents_unchanged=landing.documents_unchanged,
        documents_redeclared=landing.documents_redeclared,
        rejects=batch_work.count_rejects(batches),
        warnings=landing.warnings.height,
        published=published,
        is_resumed=folder.is_resumed,
        notes=notes,
        page=page,
        complaint=complaint,
    )


@contextmanager
def _take_turn(settings: Settings) -> Iterator[None]:
    """Hold Prefect's limit on landing, where the run was given one; the warehouse's own lock holds without a server as well.

    Raises RunError where the limit is not there, or other runs keep it for longer than a run waits.
    """
    with ExitStack() as turn:
        if settings.landing_limit is not None:
            try:
                limit = concurrency(
                    settings.landing_limit,
                    strict=True,
                    timeout_seconds=max(settings.wait_seconds, 1),
                    lease_duration=LANDING_LEASE_SECONDS,
                    raise_on_lease_renewal_failure=False,  # the file lock goes on holding
                )
                turn.enter_context(limit)
            except TimeoutError as error:
                raise RunError(
                    f"Other runs kept landing for {settings.wait_seconds:.0f} s; the next run lands what this one read."
                ) from error
            except ConcurrencySlotAcquisitionError as error:
                raise RunError(
                    f"Prefect knows no concurrency limit {settings.landing_limit!r}: give `dragoman deploy` again, which makes it ({error})."
                ) from error
        yield


def _report(settings: Settings, run_id: str) -> tuple[Path | None, list[str]]:
    """Return where the page of a run lies; null with a note where it cannot be written, which undoes nothing that has landed."""
    try:
        return report_run(settings.home, run_id).page, []
    except OSError as error:
        return None, [f"the report could not be written ({error.strerror}: {error.filename}); `dragoman report` tries again"]


def _plan(settings: Settings, sources: Sequence[Source], folder: RunFolder) -> list[Batch]:
    """Return the batches of the run: the items of each source in their order, cut at a size that keeps all workers busy."""
    listed = [(source, list_source(source)) for source in sources]
    size = settings.batch_size
    if settings.workers > 1:
        total = sum(len(items) for _, items in listed)
        size = max(LEAST_BATCH_SIZE, min(size, -(-total // (settings.workers * BATCHES_PER_WORKER))))
    cut = [(source, tuple(items[start : start + size])) for source, items in listed for start in range(0, len(items), size)]
    return [
        Batch(number, source, items, folder.path / hash_key(source.name, *(item.fingerprint for item in items)))
        for number, (source, items) in enumerate(cut, start=1)
    ]


@task(name="read", task_run_name="read batch {batch.number} of {batch.source.name}")
def read_batch(batch: Batch, context: RunContext) -> list[StageCount]:
    """Return the counts of ingest and clean over one batch; the tables are handed over as files."""
    return [] if is_stopping(context.folder) else batch_work.read_and_clean(batch, context)


@task(name="extract and validate", task_run_name="extract batch {batch.number} of {batch.source.name}")
def extract_batch(batch: Batch, context: RunContext) -> list[StageCount]:
    """Return the counts of extract and validate over one batch; the tables are handed over as files."""
    return [] if is_stopping(context.folder) else batch_work.extract_and_validate(batch, context)


def _spread(settings: Settings, doing: str, step: Step, batches: Sequence[Batch], context: RunContext, report: Report) -> list[StageCount]:
    """Return the counts of one step over all batches, done here one by one or by the task runner all at once."""
    total = sum(len(batch.items) for batch in batches)
    counts: list[StageCount] = []
    done = 0
    report(Progress(doing, 0, total))
    for batch, result in _do_batches(settings, step, batches, context):
        counts += result
        done += len(batch.items)
        rows = sum(count.rows_out for count in counts if count.stage in ("clean", "validate"))
        report(Progress(doing, done, total, f"{rows} {'documents' if doing == 'reading' else 'rows'}"))
    return counts


def _do_batches(settings: Settings, step: Step, batches: Sequence[Batch], context: RunContext) -> Iterator[tuple[Batch, list[StageCount]]]:
    """Yield each batch with its counts as it is done; all others are done before the failure of one ends the run.

    A batch whose worker process died is tried once more with the others, and then by itself. Raises RunStoppedError between two batches
    where the process was asked to end.
    """
    if settings.chosen_runner == "inline" or not batches:
        for batch in batches:
            check_stop(context.folder)
            if halving.count_deaths(batch, step.name) >= halving.MOST_DEATHS:
                get_run_logger().warning("This run died in batch %d before; it is looked through by halves", batch.number)
                yield batch, _do_alone(settings, step, batch, context)
                continue
            with halving.note_attempt(batch, step.name):
                counts = step(batch, context)
            yield batch, counts
        check_stop(context.folder)
        return
    died: list[Batch] = []
    yield from _submit_batches(settings, step, batches, context, died)
    if died:
        get_run_logger().warning("A worker process died; %d batches are tried again", len(died))
        again, died = died, []
        yield from _submit_batches(settings, step, again, context, died)
    for batch in died:
        get_run_logger().warning("A worker process died again; batch %d is looked through by halves", batch.number)
        yield batch, _do_alone(settings, step, batch, context)


def _submit_batches(
    settings: Settings, step: Step, batches: Sequence[Batch], context: RunContext, died: list[Batch]
) -> Iterator[tuple[Batch, list[StageCount]]]:
    """Yield each batch with its counts as a worker has done it; those whose worker process died are put into `died`."""
    failure: Exception | None = None
    with _choose_runner(settings) as runner:
        submitted = {runner.submit(step, {"batch": batch, "context": context}): batch for batch in batches}
        for future in as_completed(list(submitted)):
            pass_on_stop(context.folder)
            try:
                yield submitted[future], future.result()
            except BrokenExecutor:
                died.append(submitted[future])
            except Exception as error:  # noqa: BLE001  # raised below, when the other batches have handed over what they did
                failure = failure or error
    check_stop(context.folder)
    if failure is not None:
        raise failure


def _do_alone(settings: Settings, step: Step, batch: Batch, context: RunContext) -> list[StageCount]:
    """Return the counts of a batch that killed its workers: done in halves, and down to one document, which is rejected."""
    check_stop(context.folder)
    try:
        with ProcessPoolTaskRunner(max_workers=1, initializer=batch_work.end_with_parent) as runner:
            return runner.submit(step, {"batch": batch, "context": context}).result()
    except BrokenExecutor:
        if halving.count_documents(batch, step.name) <= 1:
            if not halving.give_up(batch, step.name, context):
                raise  # it dies of something else than its document
            return _do_alone(settings, step, batch, context)
    halves = halving.halve(batch, step.name)
    counts = [count for half in halves for count in _do_alone(settings, step, half, context)]
    halving.join(batch, halves, step.name)
    return counts


def _known_signatures(settings: Settings) -> pl.DataFrame | None:
    """Return the signatures of the documents that landed in earlier runs; null where nothing did."""
    if not settings.published.exists():
        return None
    return batch_work.sign_landed(settings.work / "signatures.parquet", lambda sql: query(settings.home, sql))


def _bound_sources(sources: Sequence[Source], batches: Sequence[Batch]) -> pl.DataFrame:
    """Return how many documents each source should bring a run, and how many it brought, those that are known already included."""
    seen: Counter[str] = Counter()
    for batch in batches:
        seen[batch.source.name] += batch_work.count_raw(batch)
    rows = [(source.name, source.min_documents, source.max_documents, seen[source.name]) for source in sources]
    names = ("source_name", "least_documents", "most_documents", "documents_seen")
    return pl.DataFrame(rows, schema=dict(zip(names, (pl.String, pl.Int64, pl.Int64, pl.Int64), strict=True)), orient="row")
