"""Which sentences of a document may tell a trade figure without a word for trade, before anything is parsed.

Here: the plan by plain words (`seeds/lexicons/trade_reports.yml`). Not here: what such a sentence says (trade_reports, trade_topics), the scan for
words that mean trade by themselves (language/scan).
"""

import re
from collections.abc import Sequence
from functools import cache

from flows.seeds import read_yaml

KIND = "trade_figures"

# How many sentences make the opening, and how many sentences behind a figure of trade the next may stand.
_OPENING, _REACH = 4, 4
# How many characters may stand before the subject of a sentence that goes on: "In the first half of last year it ...".
_LEAD_IN = 60


def plan_trade(kinds: Sequence[frozenset[str]], texts: Sequence[str]) -> list[frozenset[str]]:
    """Return the kinds of event of each sentence, with trade figures added where a report about trade tells sums or amounts without a word for trade."""
    told = list(kinds)
    is_report = any(tells_of_trade(text) and tells_figure(text) for text in texts[:_OPENING])
    last = -_REACH - 1
    for i, text in enumerate(texts):
        if not tells_figure(text):
            continue
        if KIND in kinds[i]:
            if is_report or _pattern("plain").search(text):
                last = i
        elif i - last <= _REACH:
            told[i] = kinds[i] | {KIND}
            last = i
    return told


def goes_on_about_trade(text: str) -> bool:
    """Return whether a sentence may go on about the trade that the one before spoke of: "That was up 6 percent", "In 2011 the turnover stood at $2bn"."""
    return tells_figure(text) and _goes_on().match(text) is not None


def tells_of_trade(text: str) -> bool:
    """Return whether a word of a report about trade stands in the text."""
    return _pattern("report").search(text) is not None


def tells_figure(text: str) -> bool:
    """Return whether a number with a unit of such reports, or a worded share or multiple, stands in the text."""
    return _figure().search(text) is not None


@cache
def _words(kind: str) -> str:
    """Return the words of one list as an alternation; blanks stand for any white space."""
    words = sorted((str(word) for word in read_yaml("lexicons/trade_reports.yml")[kind]), key=len, reverse=True)
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in words)


@cache
def _pattern(kind: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_words(kind)})\b", re.IGNORECASE)


@cache
def _figure() -> re.Pattern[str]:
    return re.compile(
        rf"\d\s*(?:%|(?:{_words('figure_units')})(?!\w))|[$€£¥]\s?\d|\b(?:{_words('figure_words')})\b",
        re.IGNORECASE,
    )


@cache
def _goes_on() -> re.Pattern[str]:
    return re.compile(
        rf"[\"“]?(?:(?:But|In|For|During|By|At|From|Of|Over|And|Yet|Still)\b[^.;]{{0,{_LEAD_IN}}}\b)?(?:{_words('goes_on')})\b",
        re.IGNORECASE,
    )
