"""The `dragoman` command: words in, exit codes and text out.

Here: options, what is printed, and how errors read. Not here: the work, which each command imports when it is asked for,
so that `dragoman --help` answers at once. Exit codes: 0 done, 1 failed, 2 not understood.
"""

import os
import sys
from collections.abc import Sequence
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

from cyclopts import App, Parameter

from flows.user_errors import UserError, word_error

if TYPE_CHECKING:
    import polars as pl

    from flows.settings import Settings

Home = Annotated[Path | None, Parameter(help="Folder of the databases; ./data or DRAGOMAN_HOME where it is not given.")]
Scheduled = Annotated[
    list[str] | None, Parameter(negative=(), help="Sources of seeds/sources.yml; all that have a schedule if none is named.")
]
Cron = Annotated[str | None, Parameter(help="Five fields: schedule of the named sources instead of their own; folders can be named then.")]
Every = Annotated[float | None, Parameter(help="Minutes between two runs of the named sources, instead of a cron schedule.")]
Format = Literal["table", "csv", "json", "markdown", "parquet"]

app = App(
    name="dragoman",
    help="News articles in, typed event tables out: arms transfers, meetings, trade figures and sanctions in DuckDB.",
    version=lambda: version("dragoman"),
    help_format="plaintext",
)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command and leave the process with its exit code."""
    code = run_command(sys.argv[1:] if arguments is None else arguments)
    sys.stdout.flush()
    sys.stderr.flush()
    # without taking the interpreter down piece by piece: Prefect's threads still hold DuckDB's types then, and its bindings complain at length
    os._exit(code)


def run_command(arguments: Sequence[str]) -> int:
    """Return the exit code of a command line; errors a user can mend are one message on standard error, without a traceback."""
    from cyclopts import CycloptsError

    try:
        code = app(arguments, exit_on_error=False, print_error=True, result_action="return_value")
    except CycloptsError:
        return 2
    except KeyboardInterrupt:
        _say("Stopped. The same command goes on where this one was stopped.")
        return 130
    except BrokenPipeError:  # the reader, `head` for example, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:
        message = word_error(error)
        if message is None:
            raise
        _say(f"dragoman: {message}")
        return int(getattr(error, "exit_code", 1))
    return code if isinstance(code, int) else 0


def _say(message: str) -> None:
    """Print a message to standard error."""
    print(message, file=sys.stderr, flush=True)


def _settings(**given: Any) -> "Settings":
    """Return the settings with what was given on the command line; raise UserError for a value that is not allowed."""
    from pydantic import ValidationError

    from flows.settings import Settings

    try:
        return Settings(**{name: value for name, value in given.items() if value is not None})
    except ValidationError as error:
        faults = "; ".join(f"{'.'.join(map(str, fault['loc']))}: {fault['msg']} (given: {fault['input']!r})" for fault in error.errors())
        raise UserError(f"A setting cannot be used. {faults}. Settings come from options and from DRAGOMAN_ variables.") from error


@app.command
def run(
    *,
    source: Annotated[
        list[str], Parameter(required=True, negative=(), help="Folder, file, or name of a source in seeds/sources.yml; repeatable.")
    ],
    home: Home = None,
    workers: Annotated[int | None, Parameter(help="Batches worked on at once; more than 1 uses that many processes.")] = None,
    runner: Annotated[str | None, Parameter(help="auto, inline, threads, processes, dask or ray.")] = None,
    batch_size: Annotated[int | None, Parameter(help="Documents a batch.")] = None,
    most_rejected: Annotated[float | None, Parameter(help="Share of rejects above which a run has failed; 0.5 if not given.")] = None,
) -> int:
    """Run the pipeline once over one or more sources: ingest, clean, extract, validate, land, publish.

    A run that was stopped goes on where it stopped when the same command is given again; documents that landed already are passed over.
    """
    from flows.ingest.sources import resolve_source
    from flows.progress import choose_progress
    from flows.server import await_server, temporary_server
    from flows.settings import prepare_prefect

    settings = _settings(home=home, workers=workers, runner=runner, batch_size=batch_size, most_rejected=most_rejected)
    for name in source:
        resolve_source(name)  # a slip of the pen is told before anything is started
    prepare_prefect(settings.log_level, settings.log_format)
    with temporary_server() as address, choose_progress(settings.log_format) as report:
        from flows.pipeline import run_pipeline

        if address is not None:
            await_server(address)
        summary = run_pipeline(settings, source, report)
    print(summary.describe())
    return 0


@app.command
def query(
    question: Annotated[str, Parameter(help="SQL, a file that holds it (.sql), or the name of an analysis.")] = "",
    *,
    home: Home = None,
    format: Annotated[Format | None, Parameter(help="How the answer is written; by the suffix of --out, else a table.")] = None,  # noqa: A002
    out: Annotated[Path | None, Parameter(help="File to write the answer to.")] = None,
) -> int:
    """Answer a question about the published tables, read-only. Without a question, list the named analyses."""
    from flows.warehouse import list_analyses, read_question
    from flows.warehouse import query as ask

    if not question.strip():
        print("\n".join(f"{analysis.name:34} {analysis.claim}" for analysis in list_analyses()))
        return 0
    _show(ask(_settings(home=home).home, read_question(question)), format, out)
    return 0


def _show(answer: "pl.DataFrame", form: Format | None, out: Path | None) -> None:
    """Print an answer, or write it to a file and say so on standard error."""
    from flows.answers import write_answer

    written = write_answer(answer, form, out)
    if out is not None:
        _say(f"{answer.height} rows written to {out}")
    elif isinstance(written, bytes):
        sys.stdout.buffer.write(written)
    else:
        print(written)


@app.command
def evaluate(
    gold: Annotated[Path, Parameter(help="Folder of gold files (*.json) named as the documents.")],
    *,
    home: Home = None,
    database: Annotated[Path | None, Parameter(help="Published database to score, instead of the one in --home.")] = None,
    frozen: Annotated[Path | None, Parameter(help="Earlier result: gains and losses against it are told.")] = None,
    freeze: Annotated[Path | None, Parameter(help="Write this result to a file, to be committed.")] = None,
    list_faults: Annotated[bool, Parameter(name="--list", negative=(), help="Name every miss, false alarm and wrong field.")] = False,
) -> int:
    """Score the published tables against gold: detection, core and fields, by kind."""
    from flows import evaluate as scoring

    try:
        golds = scoring.read_gold(gold)
        earlier = None if frozen is None else scoring.read_frozen(frozen)
    except ValueError as error:
        raise UserError(str(error)) from error
    tables = _read_tables(database, home, scoring.COLUMNS)
    scores = scoring.score(golds, scoring.statements_of(tables, golds))
    if list_faults:
        print("\n".join(f"{name}\t{note}" for name, outcome in scores.outcomes.items() for note in outcome.notes))
    print(scoring.describe_scores(scores))
    if earlier is not None:
        print(scoring.describe_changes(scoring.compare(earlier, scores)))
    if freeze is not None:
        freeze.write_text(scoring.freeze(scores), encoding="utf-8")
        _say(f"result written to {freeze}")
    return 0


def _read_tables(database: Path | None, home: Path | None, columns: "dict[str, tuple[str, ...]]") -> "dict[str, list[dict[str, Any]]]":
    """Return the named columns of the published tables as plain rows."""
    from flows.warehouse import query as ask

    place = _settings(home=home).home
    if database is not None:
        if not database.is_file():
            raise UserError(f"{database}: no such file. Name a database that `dragoman run` published (events.duckdb).")
        place = database
    return {table: ask(place, f"select {', '.join(names)} from {table}").to_dicts() for table, names in columns.items()}


@app.command
def explain(
    text: Annotated[str, Parameter(help="The text to read; - reads standard input.")],
    *,
    published: Annotated[
        date | None, Parameter(help="Day the text was published (YYYY-MM-DD): dates such as 'on Monday' count from it.")
    ] = None,
) -> int:
    """Show how a text is read: sentences, mentions, frames, rules tried and fired, the reading of the claim, and the rows."""
    from flows.extract.explain import explain as describe

    print(describe(sys.stdin.read() if text == "-" else text, published))
    return 0


@app.command
def rejects(
    *,
    home: Home = None,
    check: Annotated[str | None, Parameter(help="Only the failures of this check.")] = None,
    severity: Annotated[Literal["error", "warning"] | None, Parameter(help="error: in quarantine; warning: landed all the same.")] = None,
    format: Annotated[Format | None, Parameter(help="How the list is written.")] = None,  # noqa: A002
    out: Annotated[Path | None, Parameter(help="File to write the list to.")] = None,
    limit: Annotated[int, Parameter(help="How many are shown at most.")] = 200,
) -> int:
    """List the failed records that are still open, with the sentence, the check and the value."""
    from flows.report.rejects import list_rejects

    found = list_rejects(_settings(home=home).home, check, severity)
    if found.is_empty() and out is None:
        print("No open rejects.")
    else:
        _show(found.head(limit), format, out)
    if found.height > limit:
        _say(f"{found.height - limit} more are not shown; --limit shows more, `dragoman report` counts all.")
    return 0


@app.command
def report(
    *,
    run: Annotated[str | None, Parameter(help="Id of the run; the last one that read sources if none is given.")] = None,
    home: Home = None,
) -> int:
    """Write the page of a run, with what it read, what failed and which words no list knows, and print where it lies."""
    from flows.report import write_report

    try:
        print(write_report(_settings(home=home).home, run).page)
    except OSError as error:
        raise UserError(f"The page cannot be written ({error.strerror}: {error.filename}). Give --home a folder that can.") from error
    return 0


@app.command
def revalidate(*, home: Home = None) -> int:
    """Try the rejected records of validation again, with the checks and corrections of today; what passes lands."""
    from flows.revalidation import revalidate_home
    from flows.settings import prepare_prefect

    prepare_prefect()
    print(revalidate_home(_settings(home=home).home).describe())
    return 0


@app.command
def rebuild(*, home: Home = None, workers: Annotated[int | None, Parameter(help="Processes that extract at once.")] = None) -> int:
    """Read all documents of an earlier extractor version again, from their stored text, and tell which rows changed."""
    from flows.progress import show_progress
    from flows.rebuilding import rebuild as read_again
    from flows.settings import prepare_prefect

    settings = _settings(home=home, workers=workers)
    prepare_prefect()
    with show_progress() as report:
        outcome = read_again(settings, report)
    print(outcome.describe())
    return 0


@app.command
def forget(
    name: Annotated[str, Parameter(help="document_id, source_uri, or the name of a source, all of whose documents go.")],
    *,
    home: Home = None,
) -> int:
    """Remove a document, or all documents of a source, with every row, text, copy and report that holds something of them."""
    from flows.forgetting import forget as forget_documents

    print(forget_documents(_settings(home=home).home, name).describe())
    return 0


@app.command
def export(
    *,
    to: Annotated[Path, Parameter(help="Folder to write to.")],
    format: Annotated[  # noqa: A002
        Literal["parquet", "csv", "ftm", "sipri"],
        Parameter(help="parquet, csv: one file a table; ftm: FollowTheMoney entities; sipri: a register of arms transfers."),
    ] = "parquet",
    home: Home = None,
) -> int:
    """Write what is published to a folder, in a format that other programs read."""
    from flows.warehouse import export as write_tables

    for path in write_tables(_settings(home=home).home, to, format):
        print(path)
    return 0


@app.command
def server(
    *,
    host: Annotated[str, Parameter(help="Address it listens on; keep it local, the server asks for no password.")] = "127.0.0.1",
    port: Annotated[int, Parameter(help="Port of the pages and of the API.")] = 4200,
    database: Annotated[
        str | None, Parameter(help="postgresql://USER:PASSWORD@HOST:PORT/NAME, or DRAGOMAN_SERVER_DATABASE; SQLite if none is given.")
    ] = None,
) -> int:
    """Keep a Prefect server for scheduled runs, without telemetry, until it is stopped. Runs find it by PREFECT_API_URL."""
    from flows.kept_server import plan_server

    command, environment = plan_server(host, port, database or _settings().server_database)
    _say(f"Pages: http://{host}:{port}   for runs: export PREFECT_API_URL=http://{host}:{port}/api")
    os.execve(command[0], command, environment)  # noqa: S606  # this process becomes the server, so that signals reach it


@app.command
def serve(
    *,
    source: Scheduled = None,
    cron: Cron = None,
    every: Every = None,
    home: Home = None,
) -> int:
    """Run sources on their schedules, in this process, until it is stopped. Needs a kept Prefect server (PREFECT_API_URL)."""
    from flows.settings import prepare_prefect

    settings = _settings(home=home)
    prepare_prefect("INFO", settings.log_format)
    from flows.deployments import read_schedule, serve_sources

    serve_sources(source or [], settings, read_schedule(cron, every))
    return 0


@app.command
def deploy(
    *,
    source: Scheduled = None,
    cron: Cron = None,
    every: Every = None,
    pool: Annotated[str, Parameter(help="Work pool of process workers, made where it is not there.")] = "dragoman",
    home: Home = None,
) -> int:
    """Leave scheduled runs to Prefect workers (`prefect worker start --pool dragoman`). Needs a kept server (PREFECT_API_URL)."""
    from flows.settings import prepare_prefect

    settings = _settings(home=home)
    prepare_prefect()
    from flows.deployments import deploy_sources, read_schedule

    print("\n".join(deploy_sources(source or [], settings, pool, read_schedule(cron, every))))
    _say(f"Start a worker: prefect worker start --pool {pool}")
    return 0


@app.command
def status(
    *,
    source: Annotated[
        list[str] | None, Parameter(negative=(), help="Sources whose backlog counts; all with a schedule if none is named.")
    ] = None,
    home: Home = None,
) -> int:
    """Tell how scheduled runs stand: the last ones, the next ones, the age of the published data, and what waits to be read."""
    from datetime import UTC, datetime

    from flows.ingest.sources import load_sources, resolve_source
    from flows.settings import prepare_prefect
    from flows.status import describe_status, read_status

    sources = [resolve_source(name) for name in source or []] or [known for known in load_sources().values() if known.schedule]
    found = read_status(_settings(home=home).home, sources)
    prepare_prefect()
    from flows.deployments import list_next_runs

    print(describe_status(found, list_next_runs(), datetime.now(UTC)))
    return 0


@app.command
def doctor(*, home: Home = None) -> int:
    """Check the installation, the language model, the sources, the server and the home folder, and say what to do."""
    from flows.doctor import examine

    findings = examine(_settings(home=home))
    print("\n".join(finding.describe() for finding in findings))
    return 0 if all(finding.is_good for finding in findings) else 1
