"""Builds a report from the answers of `sql/report/`.

Here: frames in, a report out; pure. Not here: the statements, and how the report looks.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import polars as pl

from flows.report.content import Failure, Funnel, Group, Report, StageTime, Step, UnknownWord
from flows.report.highlight import cut_text, find_offending, find_words

#: Where an analyst adds a word of each kind.
SEEDS_OF = {
    "actor": ("seeds/reference/states.csv", "seeds/reference/organisations.csv", "seeds/reference/leaders.csv"),
    "weapon": ("seeds/lexicons/weapons.csv", "seeds/lexicons/weapon_heads.csv"),
    "unit": ("seeds/lexicons/trade_units.csv", "schemas/enumerations.py"),
    "currency": ("seeds/lexicons/currencies.csv",),
    "term": ("seeds/rules/", "schemas/enumerations.py"),
}
KIND_NAMES = {"arms_transfer": "Arms transfers", "meeting": "Meetings", "trade_figure": "Trade figures", "sanction": "Sanctions"}
#: Characters of a record that are shown; the whole of it is in rejected_records.payload.
LONGEST_PAYLOAD = 4_000

Row = Mapping[str, Any]
Figures = Mapping[str, int | None]


def build_report(answers: Mapping[str, pl.DataFrame], earlier: Figures | None = None) -> Report:
    """Return the report of a run from the answers of `sql/report/` by name; `earlier` are the figures of the run before, where kept."""
    run = answers["run"].row(0, named=True)
    groups = list(_build_groups(answers["checks"], answers["failures"]))
    unlisted = {(row["table_name"], row["check_name"]) for row in answers["checks"].iter_rows(named=True) if _tells_of_a_word(row)}
    documents = answers["documents"].row(0, named=True)
    return Report(
        run_id=run["run_id"],
        status=run["status"],
        started_at=run["started_at"],
        sources=tuple(run["sources"]),
        versions=_list_versions(run),
        earlier_run_id=run["earlier_run_id"],
        earlier_started_at=run["earlier_started_at"],
        funnels=tuple(_build_funnels(answers, earlier or {})),
        documents=documents["landed"],
        events=int(answers["kinds"]["landed"].sum()),
        stages=tuple(_list_stages(answers["stages"])),
        errors=tuple(group for group in groups if group.severity == "error" and group.open),
        warnings=tuple(g for g in groups if g.severity == "warning" and g.open and (g.table, g.check) not in unlisted),
        unknown_words=tuple(_build_word(row) for row in answers["unknown_words"].iter_rows(named=True)),
        resolved=tuple(group for group in groups if group.resolved),
    )


def list_figures(report: Report) -> dict[str, int | None]:
    """Return the figures of a report by name, those a later report is compared with."""
    steps = {f"{funnel.name}: {step.name}": step.count for funnel in report.funnels for step in funnel.steps}
    open_now = {"failures: quarantined": report.quarantined, "failures: warnings": report.warned}
    return steps | open_now | {"failures: unknown words": len(report.unknown_words)}


def _build_funnels(answers: Mapping[str, pl.DataFrame], earlier: Figures) -> Iterator[Funnel]:
    stages = {row["stage"]: row for row in answers["stages"].iter_rows(named=True)}
    documents = answers["documents"].row(0, named=True)
    ingest, clean, extract, validate = (stages.get(name, {}) for name in ("ingest", "clean", "extract", "validate"))
    landed = documents["landed"]
    lost = {name: documents[name] for name in ("other_languages", "exact_duplicates")}
    funnels = {
        "Documents": [
            Step("found", ingest.get("rows_in")),
            Step("could not be read", ingest.get("rows_rejected"), is_loss=True),
            Step("known already", clean.get("rows_skipped"), is_loss=True),
            Step("could not be cleaned", clean.get("rows_rejected"), is_loss=True),
            Step("landed", landed, note=f"{documents['stored']:,} stored in all"),
            Step("in another language", lost["other_languages"], is_loss=True, note="kept, not read for events"),
            Step("exact duplicates", lost["exact_duplicates"], is_loss=True, note="kept, not read for events"),
            Step("read for events", landed - sum(lost.values()), note=f"{documents['near_duplicates']:,} of them near duplicates"),
        ],
        "Sentences": [Step("read", extract.get("sentences")), Step("state an event", documents["stating_sentences"])],
        "Events": [
            Step("rows made", validate.get("rows_in")),
            Step("quarantined", validate.get("rows_rejected"), is_loss=True),
            *(
                Step(KIND_NAMES[row["kind"]].lower(), row["landed"], note=f"{row['stored']:,} stored in all")
                for row in answers["kinds"].iter_rows(named=True)
            ),
        ],
    }
    for name, steps in funnels.items():
        yield Funnel(name, tuple(Step(s.name, s.count, s.is_loss, earlier.get(f"{name}: {s.name}"), s.note) for s in steps))


def _build_groups(checks: pl.DataFrame, failures: pl.DataFrame) -> Iterator[Group]:
    shown: dict[tuple[str, ...], list[Row]] = {}
    for row in failures.iter_rows(named=True):
        shown.setdefault(_identify(row), []).append(row)
    for row in checks.iter_rows(named=True):
        rows = shown.get(_identify(row), [])
        messages = [_message(failure) for failure in rows]
        common = messages[0] if len(set(messages)) == 1 else ""
        yield Group(
            severity=row["severity"],
            stage=row["stage"],
            table=row["table_name"],
            check=row["check_name"],
            open=row["open"],
            new=row["new"],
            again=row["again"],
            resolved=row["resolved"],
            message=cut_text(common),
            failures=tuple(_build_failure(failure, "" if common else said) for failure, said in zip(rows, messages, strict=True)),
        )


def _identify(row: Row) -> tuple[str, ...]:
    return row["severity"], row["stage"], row["table_name"], row["check_name"]


def _message(row: Row) -> str:
    """Return what a failure says without the name of the record, which stands beside it."""
    return str(row["message"]).removeprefix(f"{row['record_key']}: ")


def _build_failure(row: Row, message: str) -> Failure:
    record = _read_payload(row["payload"])
    sentence = row["sentence"] or ""
    whole = json.dumps(record, indent=1, ensure_ascii=False) if record else ""
    return Failure(
        reject_id=row["reject_id"],
        record_key=cut_text(row["record_key"]),
        state=row["state"],
        column=row["column_name"],
        value=cut_text(row["failure_case"] or ""),
        message=cut_text(message),
        sentence=cut_text(sentence, find_offending(sentence, row["failure_case"], row["column_name"], record)),
        source=cut_text(row["source_uri"] if row["source_uri"] and row["source_uri"] != row["record_key"] else ""),
        title=cut_text(row["title"] or ""),
        rule_id=row["rule_id"],
        first_seen_at=row["first_seen_at"],
        payload=cut_text(whole[:LONGEST_PAYLOAD] + (" …" if len(whole) > LONGEST_PAYLOAD else "")),
    )


def _read_payload(payload: str | None) -> dict[str, Any]:
    record = json.loads(payload) if payload else {}
    return record if isinstance(record, dict) else {"record": record}


def _tells_of_a_word(row: Row) -> bool:
    """Return whether a warning is told among the unknown words; the same names as in sql/report/unknown_words.sql."""
    is_of_an_event = row["stage"] == "extract" or (row["stage"] == "validate" and row["table_name"] != "documents")
    return is_of_an_event and row["severity"] == "warning" and str(row["check_name"]).endswith(("_is_listed", "_is_known"))


def _build_word(row: Row) -> UnknownWord:
    sentences: Sequence[str] = row["sentences"] or ()
    return UnknownWord(
        kind=row["kind"],
        word=cut_text(row["word"]),
        records=row["records"],
        records_of_the_run=row["records_of_the_run"],
        documents=row["documents"],
        tables=tuple(row["table_names"]),
        sentences=tuple(cut_text(sentence, find_words(sentence, row["word"])) for sentence in sentences),
        seeds=SEEDS_OF[row["kind"]],
    )


def _list_stages(stages: pl.DataFrame) -> Iterator[StageTime]:
    for row in stages.iter_rows(named=True):
        yield StageTime(row["stage"], row["seconds"] or 0.0, row["rows_in"], row["rows_out"], row["rows_rejected"], row["rows_skipped"])


def _list_versions(run: Row) -> tuple[tuple[str, str], ...]:
    said = {"Dragoman": run["dragoman_version"], "extractor": run["extractor_version"], "model": run["model_version"]}
    settings = json.loads(run["settings"]) if run["settings"] else {}
    return tuple((name, str(value)) for name, value in (said | settings).items() if value is not None)
