"""Offices without the name of their state: how they are spelled, and whose they are.

Here: spellings and owners of offices, from `seeds/reference/offices.yml`. Not here: who holds an office (persons, reference).
"""

import re
from functools import cache

from flows.seeds import read_yaml

_RANKS = r"(?:(?:first[\s-]+|senior[\s-]+)?(?:deputy|vice|assistant|under|junior)[\s-]+)?"
_DEPUTY = re.compile(r"^(?:first |senior )?(deputy|vice|assistant|under|junior)\b")
_MINISTRIES = (
    (re.compile(r"\b(?:foreign (?:affairs|relations)|external (?:affairs|relations)|foreign)\b"), "foreign minister"),
    (re.compile(r"\bdefen[cs]e\b"), "defence minister"),
    (re.compile(r"\bfinances?\b"), "finance minister"),
    (re.compile(r"\b(?:interior|internal affairs)\b"), "interior minister"),
    (re.compile(r"\b(?:trade|commerce)\b"), "trade minister"),
    (re.compile(r"\b(?:economy|economic)\b"), "economy minister"),
    (re.compile(r"\benergy\b"), "energy minister"),
)


@cache
def _offices(key: str) -> dict[str, str]:
    return {str(office): str(owner) for office, owner in read_yaml("reference/offices.yml")[key].items()}


@cache
def _absent() -> dict[str, frozenset[str]]:
    return {str(code): frozenset(offices) for code, offices in read_yaml("reference/offices.yml")["absent"].items()}


@cache
def _governmental() -> frozenset[str]:
    return frozenset(read_yaml("reference/offices.yml")["governmental"])


@cache
def ministry_pattern() -> str:
    """Return a pattern for the head of any ministry, its field named after the office: "deputy minister of industry and trade"."""
    words = sorted({re.escape(word) for word in read_yaml("reference/offices.yml")["portfolios"] if word != "and"}, key=len, reverse=True)
    field = rf"(?:{'|'.join(words)})\b"
    more = rf"(?:(?:\s*,\s*(?:and\s+)?|\s+and\s+|\s*&\s*|\s+)(?:the\s+)?{field})*"
    return rf"{_RANKS}(?:minister|secretary)s?(?:\s+of\s+state)?\s+(?:of|for)\s+(?:the\s+)?{field}{more}"


def name_office(written: str) -> str:
    """Return the usual spelling of an office: "PM" is the prime minister, a "minister of national defense" the defence minister."""
    office = re.sub(r"\s+", " ", written.lower()).strip()
    office = _offices("spellings").get(office, office)
    if " of " in office or " for " in office:
        rank = _DEPUTY.match(office)
        core = re.sub(r"^(?:first |senior )?(?:deputy|vice|assistant|under|junior) ", "", office)
        if core.startswith(("minister of", "minister for", "secretary of foreign", "secretary of national defen", "secretary for foreign")):
            for field, name in _MINISTRIES:
                if field.search(core.split(" and ")[0]):
                    return f"{rank[1]} {name}" if rank else name
    return office


def sole_owner(office: str) -> str | None:
    """Return the code of the one government that has such an office, null for offices that many have."""
    return _offices("sole").get(office)


def has_office(code: str, office: str) -> bool:
    """Return whether a government can have an office: the United States have no prime minister."""
    absent = _absent().get(code, frozenset())
    return office not in absent and not (office.startswith(("minister of", "minister for")) and "minister" in absent)


def is_governmental(office: str) -> bool:
    """Return whether the office is one of a government, so that without a state's name it is the state's that a text is about."""
    return office in _governmental() or office.startswith(("minister of", "minister for")) or office.endswith(" minister")
