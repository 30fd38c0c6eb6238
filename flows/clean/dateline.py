"""Returns the day of publication that an article states about itself: in its dateline, a date line of its own, or a note.

Here: where in the text such a date stands. Not here: reading a date (`days.py`) and choosing between sources of it (`published.py`).
"""

import re
from datetime import date

from flows.clean.days import DATE, ImplausibleDateError, day_of

#: A date line stands among this many lines from the top.
HEAD_LINES = 40

_WEEKDAY = r"(?:(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?\.?,?\s+)?"
_CLOCK = r"(?:\d{1,2}[:.]\d{2}(?::\d{2})?\s*(?:[ap]\.?m\.?)?\s*(?:[A-Z]{2,4}|h|hrs)?(?:\s*[+-]\d{1,2}(?::?\d{2})?)?)"
_LEAD = r"(?:(?:first\s+)?(?:published|posted|updated|last\s+(?:updated|modified)|created|date|issued|released?)(?:\s+(?:on|at))?\s*:?\s*)?"
# what may stand before and after the date on a line of its own
_BEFORE = re.compile(rf"^\W{{0,3}}{_LEAD}(?:{_CLOCK}\s*[·|,\-–—]\s*)?(?:on\s+)?{_WEEKDAY}\W{{0,3}}$", re.IGNORECASE)
_AFTER = re.compile(
    rf"^[\s.,;:·|\-–—T]{{0,5}}(?:at\s+)?(?:{_CLOCK})?[\s.,;:·|\-–—)]{{0,4}}(?:\(?(?:updated|modified|GMT|UTC|EST|EDT).{{0,60}})?$",
    re.IGNORECASE,
)
# "KYIV, Dec. 8, 2023 (Agency) -": a place in capitals or with a capital, then the date, then an agency or a dash
_PLACE = re.compile(r"^\W{0,3}(?:[A-Z][\w.'’-]{1,30}[ ,/]{0,3}){1,6}[,:(–—-]\s*$")
_OPENS_TEXT = re.compile(r"^\)?\s*(?:\([^()]{2,60}\)|\[[^\[\]]{2,60}\])?\s*[/:.]*\s*[-–—:.]+\s|^\s*\([A-Z][^()]{1,60}\)\s")
_NOTE = re.compile(
    r"\b(?:(?:this|the)\s+(?:article|story|statement|report|piece|post)\s+(?:was\s+)?|originally\s+|first\s+)(?:was\s+)?"
    r"(?:published|posted|issued|released|appeared)\b[^\n]{0,60}?\bon\s+$",
    re.IGNORECASE,
)


def find_dateline(text: str) -> date | None:
    """Return the day in a date line or dateline near the top of the text; null where there is none with its year.

    Raises ImplausibleDateError where the first such date cannot be one of publication.
    """
    lines = [line for line in text.split("\n") if line.strip()][:HEAD_LINES]
    for line in lines:
        for match in DATE.finditer(line[:300]):
            before, after = line[: match.start()], line[match.end() :]
            on_its_own = _BEFORE.match(before) and _AFTER.match(after[:120])
            if (on_its_own or (_PLACE.match(before) and _OPENS_TEXT.match(after[:120]))) and (day := day_of(match)):
                return day
    return None


def find_stated_day(text: str) -> date | None:
    """Return the day in a note such as "This article was first published on 3 May 2021", or null."""
    for match in DATE.finditer(text):
        if _NOTE.search(text[max(0, match.start() - 160) : match.start()]):
            try:
                return day_of(match)
            except ImplausibleDateError:
                continue
    return None
