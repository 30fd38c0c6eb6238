"""What a run came to, in the words a reader sees at its end and in Prefect.

Here: the figures and their two forms, plain text and Markdown. Not here: any work.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from schemas.runs import RunRecord, StageRecord

EVENT_TABLES = ("arms_transfers", "meetings", "trade_figures", "sanctions")


@dataclass(frozen=True, slots=True)
class RunSummary:
    """The outcome of one finished run."""

    run: RunRecord
    stages: tuple[StageRecord, ...]
    rows: Mapping[str, int]  # rows that landed, by table
    stored: Mapping[str, int]  # rows that are published now, by table
    documents_unchanged: int
    documents_redeclared: int  # known ones about which the source says something else now
    rejects: Mapping[str, int]  # rejected records of this run by severity
    warnings: int  # what the checks across rows found
    published: Path
    is_resumed: bool = False
    notes: Sequence[str] = field(default=())
    page: Path | None = None  # the validation report
    complaint: str | None = None  # why the run counts as failed although what is good has landed

    @property
    def seconds(self) -> float:
        """How long the run took, from its start (that of the killed run it goes on with) to its end."""
        return max((self.run.finished_at - self.run.started_at).total_seconds(), 0.0) if self.run.finished_at else 0.0

    def describe(self) -> str:
        """Return the summary as plain text."""
        return "\n".join(self._lines())

    def _lines(self) -> Iterator[str]:
        went_on = ", went on from where it was stopped" if self.is_resumed else ""
        yield f"run {self.run.run_id} {self.run.status} in {self.seconds:.1f} s{went_on}"
        yield f"  sources     {', '.join(self.run.sources)}"
        yield f"  documents   {self._tell_documents()}"
        for table in EVENT_TABLES:
            yield f"  {table:16}{self.rows.get(table, 0):6} new or renewed rows, {self.stored.get(table, 0)} in all"
        yield f"  rejected    {self._tell_rejects()}"
        yield f"  stages      {', '.join(f'{stage.stage} {_seconds(stage):.1f} s' for stage in self.stages)}"
        yield from (f"  note        {note}" for note in self.notes)
        if self.page is not None:
            yield f"  report      {self.page}"
        yield f'The tables are in {self.published}. Ask them with `dragoman query "select * from meetings" --home {self.published.parent}`.'

    def as_markdown(self) -> str:
        """Return the summary as Markdown, for Prefect's artifact."""
        head = [f"# Run {self.run.run_id}", "", f"{', '.join(self.run.sources)}: {self.run.status} in {self.seconds:.1f} s."]
        head += ["", f"Documents: {self._tell_documents()}. Rejected: {self._tell_rejects()}.", ""]
        tables = ["| table | new or renewed | in all |", "|---|---:|---:|"]
        tables += [f"| {table} | {self.rows.get(table, 0)} | {self.stored.get(table, 0)} |" for table in ("documents", *EVENT_TABLES)]
        stages = ["", "| stage | seconds | rows in | rows out | rejected | skipped |", "|---|---:|---:|---:|---:|---:|"]
        stages += [
            f"| {s.stage} | {_seconds(s):.1f} | {s.rows_in} | {s.rows_out} | {s.rows_rejected} | {s.rows_skipped} |" for s in self.stages
        ]
        return "\n".join([*head, *tables, *stages, "", f"Published as `{self.published.name}`.", *(f"- {note}" for note in self.notes)])

    def _tell_documents(self) -> str:
        by_stage = {stage.stage: stage for stage in self.stages}
        found = by_stage["ingest"].rows_in if "ingest" in by_stage else 0
        passed_over = by_stage["clean"].rows_skipped if "clean" in by_stage else 0
        not_read = by_stage["extract"].rows_skipped if "extract" in by_stage else 0
        rejected = by_stage["ingest"].rows_rejected + by_stage["clean"].rows_rejected if "clean" in by_stage else 0
        redeclared = f" ({self.documents_redeclared} known, with another title, date or the like)" if self.documents_redeclared else ""
        return (
            f"{found} found, {self.rows.get('documents', 0)} landed{redeclared}, {passed_over + self.documents_unchanged} known already, "
            f"{rejected} rejected, {not_read} landed without extraction (another language, duplicates)"
        )

    def _tell_rejects(self) -> str:
        errors, warnings = self.rejects.get("error", 0), self.rejects.get("warning", 0) + self.warnings
        if not errors and not warnings:
            return "nothing in this run"
        return f"{errors} records, {warnings} warnings; see `dragoman rejects`"


def _seconds(stage: StageRecord) -> float:
    """Return how long a stage took, from its first batch's start to its last one's end."""
    return max((stage.finished_at - stage.started_at).total_seconds(), 0.0) if stage.finished_at else 0.0
