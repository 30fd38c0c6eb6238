"""The day a report was filed where its metadata tell none: a dateline without a year, completed by the days that the text writes in full.

Here: inferring that day. Not here: datelines and date lines with their year (the clean stage reads those).
"""

import re
from datetime import date, timedelta

from flows.extract.mentions.calendars import make_day
from flows.extract.mentions.date_words import DAY, MONTH, WEEKDAY, day_number, month_number, weekday_number

_HEAD = 1500  # characters from the top in which a dateline stands
_DATELINE = re.compile(
    rf"^[^\S\n]*(?:[A-Z][\w.'’-]*[ ,/]{{1,3}}){{1,5}}(?P<month>{MONTH})[ ](?P<day>{DAY})(?:[ ]*\([^()\n]{{2,40}}\))?\s*(?:-{{1,2}}|–|—|:)\s",
    re.MULTILINE,
)
_DATELINE_DAY_FIRST = re.compile(
    rf"^[^\S\n]*(?:[A-Z][\w.'’-]*[ ,/]{{1,3}}){{1,5}}(?P<day>{DAY})[ ](?P<month>{MONTH})(?:[ ]*\([^()\n]{{2,40}}\))?\s*(?:-{{1,2}}|–|—|:)\s",
    re.MULTILINE,
)
_FULL_DAY = re.compile(
    rf"(?P<month>{MONTH})\s+(?P<day>{DAY}),?\s+(?P<year>(?:19|20)\d\d)|(?P<day2>{DAY})\s+(?P<month2>{MONTH}),?\s+(?P<year2>(?:19|20)\d\d)"
)
_WEEKDAY = re.compile(rf"\b(?P<name>{WEEKDAY})")
_LONGEST_BACK = timedelta(days=300)
_NEWS_DAYS = 3


def infer_filing_day(text: str) -> date | None:
    """Return the day of the dateline in the year that the full dates of the text and the weekday behind it call for; null where they do not.

    "April 28 (Agency) - ... on Monday ... on April 17, 2014" was filed on 28 April 2014: the first such day after the latest full date, and a
    weekday of its first sentence falls on it or up to three days before.
    """
    head = text[:_HEAD]
    line = _DATELINE.search(head) or _DATELINE_DAY_FIRST.search(head)
    if line is None:
        return None
    days = [found for match in _FULL_DAY.finditer(text) if (found := _day_of(match))]
    if not days:
        return None
    latest = max(days)
    month, day = month_number(line["month"]), day_number(line["day"])
    filed = next((found for year in (latest.year, latest.year + 1) if (found := make_day(year, month, day)) and found >= latest), None)
    if filed is None or filed - latest > _LONGEST_BACK:
        return None
    named = _WEEKDAY.search(text, line.end(), line.end() + 400)
    if named is None or (filed.weekday() - weekday_number(named["name"])) % 7 > _NEWS_DAYS:
        return None
    return filed


def _day_of(match: re.Match[str]) -> date | None:
    month = month_number(match["month"] or match["month2"])
    return make_day(int(match["year"] or match["year2"]), month, day_number(match["day"] or match["day2"]))
