"""Rows of the event tables in, statements by document out.

Here: the shape of the tables. Not here: reading them from a database; the caller hands them over as plain rows.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from flows.evaluate.gold import name_last
from flows.evaluate.statements import Statement, split_words
from flows.evaluate.tables import TABLES

Rows = Mapping[str, Sequence[Mapping[str, Any]]]

_SUFFIX = re.compile(r"\.(txt|html?|md)$")


def name_document(source_uri: str) -> str:
    """Return the name a gold file has for the document of this address: its last part without the suffix."""
    return _SUFFIX.sub("", source_uri.replace("\\", "/").rsplit("/", 1)[-1])


def statements_of(tables: Rows, names: Iterable[str]) -> dict[str, list[Statement]]:
    """Return what the tables state about the named documents; a document without events has an empty list, an absent one no entry."""
    wanted = set(names)
    document_names = {row["document_id"]: name for row in tables["documents"] if (name := name_document(str(row["source_uri"]))) in wanted}
    participants = defaultdict(list)
    for row in tables["meeting_participants"]:
        participants[row["event_id"]].append(row)
    stated: dict[str, list[Statement]] = {name: [] for name in document_names.values()}
    for kind, table in TABLES.items():
        for row in tables[table]:
            if row["document_id"] in document_names:
                stated[document_names[row["document_id"]]].append(state_row(kind, row, participants[row["event_id"]]))
    return stated


def state_row(kind: str, row: Mapping[str, Any], participants: Sequence[Mapping[str, Any]] = ()) -> Statement:
    """Return one row of an event table as a statement; a meeting brings its participants along."""
    values = {
        "assertion": row["assertion"],
        "attribution": bool(row["attributed_to"]),
        "date": _day(row["event_date_start"]),
        "place": row["place_country_code"],
    }
    match kind:
        case "arms_transfer":
            values |= {
                "supplier": row["supplier_code"],
                "recipient": row["recipient_code"],
                "category": row["weapon_category"],
                "quantity": tuple(None if bound is None else float(bound) for bound in (row["quantity_min"], row["quantity_max"])),
                "status": row["status"],
                "deal_type": row["deal_type"],
                "amount": row["value_amount"],
            }
        case "meeting":
            values |= {
                "actors": frozenset(each["actor_code"] for each in participants if each["actor_code"]),
                "persons": frozenset(name_last(each["person_name"]) for each in participants if each["person_name"]),
                "mode": row["mode"],
                "status": row["status"],
            }
        case "trade_figure":
            values |= {
                "reporter": row["reporter_code"],
                "partner": row["partner_code"],
                "flow": row["flow"],
                "measure": row["measure"],
                "value": row["value"],
                "unit": row["unit"],
                "observation": row["observation_status"],
                "period": _day(row["period_start"]),
            }
        case "sanction":
            values |= {
                "authority": row["authority_code"],
                "target": row["target_code"],
                "target_name": split_words(row["target_name"]),
                "target_type": row["target_type"],
                "action": row["action"],
                "measures": frozenset(row["measures"] or []),
            }
        case _:
            raise ValueError(f"{kind!r} is no kind of event; there are {', '.join(TABLES)}")
    return Statement(kind=kind, passages=(split_words(row["sentence"]),), sentence=row["sentence"], values=values)


def _day(value: Any) -> str | None:
    """Return a date as YYYY-MM-DD."""
    return None if value is None else str(value)[:10]
