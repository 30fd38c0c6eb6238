"""Returns the calendar day that a date as written means.

Here: full dates with day, month and year, in the notations of news pages. Not here: relative dates and dates of events (extract).
"""

import re
from datetime import date

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb febr",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sep sept",
            "october oct",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}
MONTH = rf"(?:{'|'.join(sorted(_MONTHS, key=len, reverse=True))})\.?"
_YEAR = r"(?P<year>\d{4,6})"
#: Every full date: day, month and year, in one of the orders that leave no doubt which is which. Two-digit years are not read.
DATE = re.compile(
    rf"""\b(?:
        (?P<iso_year>\d{{4,6}})[-/.](?P<iso_month>\d{{1,2}})[-/.](?P<iso_day>\d{{1,2}})(?=\D|$)
      | (?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?[\s\-.]+(?P<month>{MONTH}),?[\s\-]+{_YEAR}
      | (?P<month2>{MONTH})\s*(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?\s*,?\s+(?P<year2>\d{{4,6}})
      | (?P<dot_day>\d{{1,2}})\.\s?(?P<dot_month>\d{{1,2}})\.\s?(?P<dot_year>\d{{4,6}})
      | (?P<slash1>\d{{1,2}})/(?P<slash2>\d{{1,2}})/(?P<slash_year>\d{{4,6}})
      | (?P<compact>(?:19|20)\d{{2}}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]))(?=\D|$)
    )""",
    re.IGNORECASE | re.VERBOSE,
)
#: Years before this are no dates of publication: the tables begin here.
FIRST_YEAR = 1900


class ImplausibleDateError(ValueError):
    """A date that is written out in full but cannot be one of publication: no such day, or far outside the years of news."""


def read_day(text: str) -> date | None:
    """Return the first full date in `text`; null where there is none or where day and month could be swapped (03/04/2023).

    Raises ImplausibleDateError where the first full date is no day of the calendar or lies before 1900 or after 9999.
    """
    match = DATE.search(text)
    return day_of(match) if match else None


def day_of(match: re.Match[str]) -> date | None:
    """Return the day that a match of DATE means, as `read_day` does."""
    year, month, day = _parts_of(match)
    if month is None or day is None:
        return None
    try:
        found = date(year, month, day)
    except ValueError as error:
        raise ImplausibleDateError(match.group()) from error
    if found.year < FIRST_YEAR:
        raise ImplausibleDateError(match.group())
    return found


def _parts_of(match: re.Match[str]) -> tuple[int, int | None, int | None]:
    """Return year, month and day; month and day null where their order is in doubt."""
    part = match.groupdict()
    if part["iso_year"]:
        return int(part["iso_year"]), int(part["iso_month"]), int(part["iso_day"])
    if part["compact"]:
        return int(part["compact"][:4]), int(part["compact"][4:6]), int(part["compact"][6:8])
    if part["dot_year"]:
        return int(part["dot_year"]), int(part["dot_month"]), int(part["dot_day"])
    if part["slash_year"]:
        first, second = int(part["slash1"]), int(part["slash2"])
        if first == second or second > 12:
            return int(part["slash_year"]), first, second
        return int(part["slash_year"]), *((second, first) if first > 12 else (None, None))
    name, day, year = part["month"] or part["month2"], part["day"] or part["day2"], part["year"] or part["year2"]
    return int(year), _MONTHS[name.rstrip(".").lower()], int(day)
