"""Merged events as the columnar tables that the next stage receives.

Here: identities and columns. Not here: what an event is.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import polars as pl

from flows.extract.confidence import rate_confidence
from flows.extract.events.candidates import Candidate
from flows.extract.merge import Event
from schemas.registry import EXTRACTED_TABLES, build_table

Row = dict[str, Any]


@dataclass(slots=True)
class Stamp:
    """What every row of a run carries."""

    run_id: str
    extractor_version: str
    extracted_at: datetime


@dataclass(slots=True)
class RowCollector:
    """Rows of all tables, collected document by document."""

    stamp: Stamp
    rows: dict[str, list[Row]] = field(default_factory=lambda: {name: [] for name in EXTRACTED_TABLES})

    def add_document(self, document_id: str, text: str, events: Iterable[Event]) -> None:
        """Add the rows of one document's events."""
        ordinals: Counter[str] = Counter()
        for event in events:
            best = event.best
            identity = _identity(document_id, best, text)
            ordinals[identity] += 1
            event_id = hashlib.sha256(f"{identity}|{ordinals[identity]}".encode()).hexdigest()[:24]
            self.rows[best.kind].append(self._event_row(event_id, document_id, event, text))
            self._add_evidence(event_id, document_id, event, text)
            if best.kind == "meetings":
                self._add_participants(event_id, best)

    def tables(self) -> dict[str, pl.DataFrame]:
        """Return one frame a table, empty ones included, in the types of `schemas/`."""
        return {name: build_table(name, rows) for name, rows in self.rows.items()}

    def _event_row(self, event_id: str, document_id: str, event: Event, text: str) -> Row:
        best, date, place = event.best, event.best.date, event.best.place
        has_date = date is not None and best.kind != "trade_figures"
        return {
            "event_id": event_id,
            "cluster_id": None,
            "document_id": document_id,
            "sentence": text[best.sentence.start : best.sentence.end],
            "sentence_start": best.sentence.start,
            "sentence_end": best.sentence.end,
            "trigger": text[best.trigger_start : best.trigger_end],
            "trigger_start": best.trigger_start,
            "trigger_end": best.trigger_end,
            "assertion": best.assertion,
            "attributed_to": best.attributed_to,
            "attribution_cue": best.attribution_cue,
            "event_date_start": date.first if date is not None and has_date else None,
            "event_date_end": date.last if date is not None and has_date else None,
            "event_date_text": date.text if date is not None and has_date else None,
            "date_precision": date.precision if date is not None and has_date else None,
            "place_name": place.name if place else None,
            "place_country_code": place.country_code if place else None,
            "confidence": rate_confidence(event),
            "rule_id": best.rule_id,
            "extractor_version": self.stamp.extractor_version,
            "run_id": self.stamp.run_id,
            "extracted_at": self.stamp.extracted_at,
            **best.fields,
        }

    def _add_evidence(self, event_id: str, document_id: str, event: Event, text: str) -> None:
        spans: dict[tuple[int, int], None] = {(event.best.sentence.start, event.best.sentence.end): None}
        for statement in event.statements:
            spans.setdefault((statement.sentence.start, statement.sentence.end))
        for ordinal, (start, end) in enumerate(spans, start=1):
            self.rows["event_evidence"].append(
                {
                    "event_id": event_id,
                    "ordinal": ordinal,
                    "document_id": document_id,
                    "sentence": text[start:end],
                    "sentence_start": start,
                    "sentence_end": end,
                }
            )

    def _add_participants(self, event_id: str, best: Candidate) -> None:
        for ordinal, actor in enumerate(best.participants, start=1):
            self.rows["meeting_participants"].append(
                {
                    "event_id": event_id,
                    "ordinal": ordinal,
                    "actor_code": actor.code,
                    "actor_name": actor.name,
                    "person_name": actor.person,
                    "person_role": actor.role,
                }
            )


def _identity(document_id: str, best: Candidate, text: str) -> str:
    """Return what makes an event's id: its words, not its offsets, so that a better cleaner or extractor keeps it."""
    words = " ".join(re.findall(r"\w+", text[best.sentence.start : best.sentence.end].lower()))
    trigger = text[best.trigger_start : best.trigger_end].lower()
    return f"{document_id}|{best.kind}|{words}|{trigger}"
