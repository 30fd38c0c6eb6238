"""Returns the day a document was published, where that was read, and the dates that could not be believed.

Here: the order of trust: what is declared (manifest, record, page metadata), the address, the dateline, a note in the text.
Not here: reading each of them (`days.py`, `dateline.py`).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from flows.clean.dateline import find_dateline, find_stated_day
from flows.clean.days import FIRST_YEAR, ImplausibleDateError, read_day

#: A document cannot be published later than this after it was fetched; a day, for time zones. The contract of the tables has the same bound.
MAX_DAYS_AHEAD = 1

_MONTH_NAMES = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_PATH_DATE = re.compile(r"/(?P<year>(?:19|20)\d{2})[/-](?P<month>\d{1,2}|[a-z]{3})[/-](?P<day>\d{1,2})(?=[/\-_.?#]|$)", re.IGNORECASE)
_PATH_RUN = re.compile(r"[/\-_.](?P<year>(?:19|20)\d{2})-?(?P<month>0[1-9]|1[0-2])-?(?P<day>0[1-9]|[12]\d|3[01])(?=[/\-_.?#]|$)")


@dataclass(frozen=True, slots=True)
class Published:
    """The day of publication (null where unknown), where it was read, and warnings as (check name, message, value)."""

    day: date | None
    read_from: str
    warnings: tuple[tuple[str, str, str], ...] = ()


def find_published(declared: Iterable[str | None], urls: Iterable[str | None], text: str, fetched: date) -> Published:
    """Return the day of publication by the first of these that gives a believable one: declared values, addresses, dateline, text.

    A value that is there but unreadable, or lies before 1900 or after the day that follows `fetched`, is a warning and the next is tried.
    """
    warnings: list[tuple[str, str, str]] = []
    for value in declared:
        if not value or value.strip().lower() in ("unknown", "none", "null", "n/a", "undated"):
            continue
        try:
            day = read_day(value)
        except ImplausibleDateError:
            warnings.append(_implausible(value))
            continue
        if day is None:
            message = f"the declared date {value[:80]!r} is not understood; write it as 2023-12-08"
            warnings.append(("published_date_is_understood", message, value[:200]))
        elif _is_too_late(day, fetched):
            warnings.append(_implausible(value))
        else:
            return Published(day, "metadata", tuple(warnings))
    for url in urls:
        if (day := find_url_day(url or "")) and not _is_too_late(day, fetched):
            return Published(day, "url", tuple(warnings))
    try:
        if day := find_dateline(text):
            if not _is_too_late(day, fetched):
                return Published(day, "dateline", tuple(warnings))
            warnings.append(_implausible(day.isoformat()))
    except ImplausibleDateError as error:
        warnings.append(_implausible(str(error)))
    if (day := find_stated_day(text)) and not _is_too_late(day, fetched):
        return Published(day, "text", tuple(warnings))
    return Published(None, "none", tuple(warnings))


def find_url_day(url: str) -> date | None:
    """Return the day in an address such as `/2023/12/08/` or `/2023/dec/08/`, or null."""
    for pattern in (_PATH_DATE, _PATH_RUN):
        for match in pattern.finditer(url):
            month = match.group("month").lower()
            if not month.isdigit() and month not in _MONTH_NAMES:
                continue
            try:
                return date(
                    int(match.group("year")), int(month) if month.isdigit() else _MONTH_NAMES.index(month) + 1, int(match.group("day"))
                )
            except ValueError:
                continue
    return None


def _is_too_late(day: date, fetched: date) -> bool:
    """Whether a day lies further after the day of fetching than a date of publication can."""
    return day - fetched > timedelta(days=MAX_DAYS_AHEAD)


def _implausible(value: str) -> tuple[str, str, str]:
    """Return the warning for a date that no document can have been published on."""
    message = f"the date {value[:80]!r} is no day between {FIRST_YEAR} and the day of fetching; correct it at the source"
    return "published_date_is_plausible", message, value[:200]
