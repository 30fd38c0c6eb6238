"""Gold files in, statements out.

Here: the shape of a gold file (one JSON object a document, beside its text). Not here: what is done with the statements.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from flows.evaluate.statements import KINDS, Statement, split_words


def read_gold(folder: Path) -> dict[str, list[Statement]]:
    """Return the gold statements by document, the file stem naming the document.

    Raises ValueError where the folder holds no gold file or a file is not one.
    """
    gold = {}
    for path in sorted(folder.glob("*.json")):
        try:
            gold[path.stem] = [state_gold(event) for event in json.loads(path.read_text(encoding="utf-8"))["events"]]
        except (KeyError, TypeError, IndexError, json.JSONDecodeError) as error:
            raise ValueError(
                f"{path} is not a gold file: {type(error).__name__} {error}. A gold file holds an object with `events`."
            ) from error
    if not gold:
        raise ValueError(f"{folder} holds no gold files (*.json). Name the folder that holds the texts and their gold files.")
    return gold


def state_gold(event: Mapping[str, Any]) -> Statement:
    """Return one gold event as a statement. Raises KeyError where the kind is not one of the four."""
    kind = event["kind"]
    if kind not in KINDS:
        raise KeyError(f"kind {kind!r}")
    values = {
        "assertion": event.get("assertion"),
        "attribution": bool(event.get("attributed_to")),
        "date": _day(event.get("date"), "start"),
        "place": (event.get("place") or {}).get("country"),
        **_OWN_VALUES[kind](event),
    }
    return Statement(
        kind=kind,
        passages=tuple(split_words(passage) for passage in event["evidence"]),
        sentence=event["evidence"][0],
        values=values,
        is_optional=bool(event.get("optional")),
    )


def _day(period: Mapping[str, Any] | None, bound: str) -> str | None:
    """Return the first or last day of a gold period as written (YYYY-MM-DD)."""
    value = (period or {}).get(bound)
    return None if value is None else str(value)[:10]


def _code(actor: Mapping[str, Any] | None) -> str | None:
    return (actor or {}).get("id")


def _arms_transfer(event: Mapping[str, Any]) -> dict[str, Any]:
    quantity, weapon, value = (event.get(name) or {} for name in ("quantity", "weapon", "value"))
    return {
        "supplier": _code(event.get("supplier")),
        "recipient": _code(event.get("recipient")),
        "category": weapon.get("category"),
        "quantity": tuple(None if bound is None else float(bound) for bound in (quantity.get("min"), quantity.get("max"))),
        "status": event.get("status"),
        "deal_type": event.get("deal_type"),
        "amount": value.get("amount"),
    }


def _meeting(event: Mapping[str, Any]) -> dict[str, Any]:
    participants = event.get("participants") or []
    return {
        "actors": frozenset(code for code in map(_code, participants) if code),
        "persons": frozenset(name_last(person) for person in (each.get("person") for each in participants) if person),
        "mode": event.get("mode"),
        "status": event.get("status"),
    }


def _trade_figure(event: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "reporter": _code(event.get("reporter")),
        "partner": _code(event.get("partner")),
        "flow": event.get("flow"),
        "measure": event.get("measure"),
        "value": event.get("value"),
        "unit": event.get("unit"),
        "observation": event.get("obs"),
        "period": _day(event.get("period"), "start"),
    }


def _sanction(event: Mapping[str, Any]) -> dict[str, Any]:
    target = event.get("target") or {}
    return {
        "authority": _code(event.get("authority")),
        "target": _code(target),
        "target_name": split_words(target.get("name")),
        "target_type": target.get("type"),
        "action": event.get("action"),
        "measures": frozenset(event.get("measures") or []),
    }


def name_last(person: str) -> str:
    """Return the last word of a person's name in lower case: writers differ in titles and first names."""
    return " ".join(split_words(person)[-1:])


_OWN_VALUES = {"arms_transfer": _arms_transfer, "meeting": _meeting, "trade_figure": _trade_figure, "sanction": _sanction}
