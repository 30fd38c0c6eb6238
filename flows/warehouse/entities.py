"""Writes what is published as FollowTheMoney entities, one JSON object a line, for Aleph, OpenAleph and `ftm` tools.

Here: the shape of an entity, countries as FollowTheMoney codes them, dates as precise as the text gave them. Not here: which rows become
which entities (`sql/exports/ftm/`). Property names and schemata are those of followthemoney 4.11.
"""

import json
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

import polars as pl
import pycountry

from flows.seeds import read_table
from flows.warehouse.querying import query
from flows.warehouse.statements import list_statements

ENTITIES_FILE: Final = "entities.ftm.json"

FORMER_STATES: Final = {"CSK": "cshh", "DDR": "dd", "SUN": "suhh", "XKX": "xk", "YUG": "yucs", "EU": "eu"}
"""Codes of FollowTheMoney's country type for states that ISO 3166 dropped or does not list, and for the European Union."""

DATE_LENGTHS: Final = {"year": 4, "month": 7}
"""How much of YYYY-MM-DD is known where the text named no day; other precisions keep both ends whole."""

_DATES: Final = ("startDate", "endDate", "date")


def write_entities(home: Path, folder: Path) -> list[Path]:
    """Write the entities of every published document, party, sanction and event to one file and return its path in a list.

    Trade figures are left out: FollowTheMoney has no schema for an observation.
    """
    path = folder / ENTITIES_FILE
    with path.open("w", encoding="utf-8") as lines:
        for statement in list_statements("exports/ftm"):
            for entity in _build_entities(query(home, statement.text)):
                lines.write(json.dumps(entity, ensure_ascii=False) + "\n")
    return [path]


def name_actors() -> dict[str, str]:
    """Return the usual name of every state and organisation by its code; the first of several names of a code."""
    names: dict[str, str] = {}
    for table in ("reference/states.csv", "reference/organisations.csv"):
        for row in read_table(table):
            names.setdefault(row["code"], row["name"])
    return names


def _build_entities(rows: pl.DataFrame) -> Iterator[dict[str, Any]]:
    """Yield one entity a row: `id`, `schema` and the columns that hold something as properties."""
    names = name_actors()
    for row in rows.iter_rows(named=True):
        identity, schema, code = row.pop("id"), row.pop("schema"), row.pop("code", None)
        length = DATE_LENGTHS.get(row.pop("date_precision", None) or "", 10)
        if code and code[0] in names:
            row["name"] = [names[code[0]]]  # not "Moscow" or "the ministry", as texts call it
        if row.get("country"):
            row["country"] = [_find_country(code) for code in row["country"]]
        for name in _DATES:
            row[name] = [day.isoformat()[:length] for day in row.get(name) or () if day]
        properties = {name: [_write_value(value) for value in values or () if value] for name, values in row.items()}
        yield {"id": identity, "schema": schema, "properties": {name: values for name, values in properties.items() if values}}


def _find_country(code: str | None) -> str | None:
    """Return FollowTheMoney's code of a state from ISO 3166 alpha-3, or nothing for an organisation or an unknown one."""
    if code in FORMER_STATES:
        return FORMER_STATES[code]
    found = pycountry.countries.get(alpha_3=code) if code else None
    return found.alpha_2.lower() if found else None


def _write_value(value: object) -> str:
    """Return a value as FollowTheMoney writes it: text, or a date in ISO 8601."""
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%dT%H:%M:%S")
    return value.isoformat() if isinstance(value, date) else str(value)
