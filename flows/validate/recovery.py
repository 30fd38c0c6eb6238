"""Quarantined records tried again: their payloads become rows once more, are validated, and pass or stay.

Here: reading payloads and telling which failures are settled. Not here: where the records are kept (`flows/warehouse/recovery.py`).
Only what validation rejected can be tried again; a file that could not be read has to be ingested again.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import polars as pl

from flows.validate.corrections import Correction
from flows.validate.validation import Validated, validate
from schemas.documents import DOCUMENTS
from schemas.registry import EXTRACTED_TABLES, find_table

CHILDREN = ("meeting_participants", "event_evidence")


@dataclass(frozen=True, slots=True)
class Recovered:
    """Rows read back from quarantine, by table (documents included), and the failures whose payload cannot be read."""

    tables: dict[str, pl.DataFrame]
    unreadable: tuple[str, ...]

    def missing_documents(self) -> list[str]:
        """Return the document_ids that rows refer to and that were not themselves in quarantine, sorted."""
        known = set(self.tables["documents"]["document_id"])
        named = {i for name, frame in self.tables.items() if "document_id" in frame.columns for i in frame["document_id"]}
        return sorted(named - known - {None})

    def missing_events(self) -> list[str]:
        """Return the event_ids of participants and passages whose event was not itself in quarantine, sorted."""
        known = {i for name in EXTRACTED_TABLES if name not in CHILDREN for i in self.tables[name]["event_id"]}
        named = {i for name in CHILDREN for i in self.tables[name]["event_id"]}
        return sorted(named - known - {None})


def recover_records(rejects: pl.DataFrame) -> Recovered:
    """Return the records in the payloads of rejected records, each once, in the types of their tables.

    A payload that is no longer fit for its table (a renamed column is passed over, a text that is no date is not) is named as unreadable.
    """
    rows: dict[str, dict[str, dict[str, Any]]] = {name: {} for name in ("documents", *EXTRACTED_TABLES)}
    unreadable = []
    for reject in rejects.select("reject_id", "table_name", "payload").iter_rows(named=True):
        try:
            payload = json.loads(reject["payload"])
            records = _split(reject["table_name"], payload)
            for name, record in records:
                find_table(name).read_json([record])
        except (KeyError, TypeError, ValueError, AttributeError, pl.exceptions.PolarsError):
            unreadable.append(reject["reject_id"])
            continue
        for name, record in records:
            rows[name].setdefault("#".join(str(record.get(column)) for column in find_table(name).key), dict(record))
    tables = {name: find_table(name).read_json(records.values()) for name, records in rows.items()}
    return Recovered(tables, tuple(unreadable))


def _split(name: str, payload: Mapping[str, Any]) -> list[tuple[str, Mapping[str, Any]]]:
    """Return a payload as rows of tables: the record, and the participants and passages it took along."""
    if name != DOCUMENTS.name and name not in EXTRACTED_TABLES:
        raise KeyError(name)
    return [(name, payload), *((child, record) for child in CHILDREN for record in payload.get(child) or ())]


@dataclass(frozen=True, slots=True)
class Revalidated:
    """What trying again came to: rows that pass now, failures as they are now, and the reject_ids that are settled."""

    tables: dict[str, pl.DataFrame]
    rejects: pl.DataFrame
    settled: tuple[str, ...]


def revalidate(
    rejects: pl.DataFrame,
    recovered: Recovered,
    context: Mapping[str, pl.DataFrame],
    *,
    run_id: str,
    extractor_version: str,
    seen_at: datetime,
    corrections: Sequence[Correction] = (),
) -> Revalidated:
    """Return the outcome of validating recovered records again.

    `context` holds landed rows that they refer to, by table: the documents of `missing_documents`, the events of `missing_events` with
    all their participants and passages. Rows of the context come back among the tables; whoever lands them passes over what is there.
    """
    tables = {name: pl.concat([frame, context.get(name, frame.clear())]) for name, frame in recovered.tables.items()}
    unique = {name: frame.unique(find_table(name).key, keep="first", maintain_order=True) for name, frame in tables.items()}
    documents = unique.pop("documents")
    validated: Validated = validate(
        unique, documents, run_id=run_id, extractor_version=extractor_version, seen_at=seen_at, corrections=corrections
    )
    failing = set(validated.rejects["reject_id"])
    settled = [i for i in rejects["reject_id"] if i not in failing and i not in recovered.unreadable]
    return Revalidated(validated.tables, validated.rejects, tuple(settled))
