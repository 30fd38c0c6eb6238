"""Periods that the sentence of a trade figure leaves out, from the figures told before it.

Here: which period holds on, from figure to figure and over paragraphs. Not here: periods the sentence names (trade_periods), parties (trade_context).
"""

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from flows.extract.events.candidates import Candidate
from flows.extract.events.trade_periods import EARLIER, SAME_OF, shift_period
from flows.extract.mentions.calendars import month_span, shift_span, year_span
from flows.extract.mentions.types import DateMention

# How many sentences back the figure may stand whose period holds on.
_REACH = 8
# What others had expected of the figure just told is of the same time.
_EXPECTED = re.compile(r"\b(?:economists?|analysts?|consensus|polls?|forecasters?|traders|markets?)\b", re.IGNORECASE)
_COLUMNS = ("period_start", "period_end", "period_text")
_THE_UNIT = re.compile(
    r"\b(?:for|in|during|over)\s+the\s+(?:(?:full|whole|entire)\s+)?(?P<unit>month|year)\b(?!\s+(?:to|ended|ending|before|earlier|of|in))",
    re.IGNORECASE,
)


def carry_period(candidate: Candidate, done: Sequence[Candidate]) -> None:
    """Give a figure that names no period the one that the figures before it speak of; the candidate is changed in place.

    A figure takes the period of the last fact about one of its states. Where that fact stood in another paragraph and only singled out a part of
    a longer period ("In December alone"), the longer one holds on. A base ("from 2 bn a year earlier") takes the period before.
    """
    fields = candidate.fields
    if fields["period_start"] is not None:
        return
    earlier = [other for other in done if _is_about_same(candidate, other)]
    if candidate.features.get("base"):
        _carry_to_base(candidate, earlier, done)
        return
    named = _THE_UNIT.search(candidate.sentence.text)
    if fields["observation_status"] == "forecast" and named is None and not _EXPECTED.search(candidate.sentence.text):
        return
    if fields["measure"] in {"share", "quantity"} and named is None and _is_standing(candidate):
        return
    source = _current(candidate, earlier)
    if source is None:
        return
    values = {column: source.fields[column] for column in _COLUMNS}
    if named is not None:
        fitting = next((c for c in reversed(earlier) if named["unit"].lower() == _unit(c)), None)
        if fitting is not None:
            values = {column: fitting.fields[column] for column in _COLUMNS}
        elif named["unit"].lower() == "year":
            whole = year_span(values["period_start"].year)
            values = {"period_start": whole.first, "period_end": whole.last, "period_text": named.group()}
    fields.update(values)


def _is_standing(candidate: Candidate) -> bool:
    """Return whether a share or an amount is told as what holds in general: "Some 80 percent of its imports are from Peru"."""
    sentence = candidate.sentence
    at = candidate.trigger_start - sentence.start
    token = next((found for found in sentence.doc if found.idx >= at), sentence.doc[0])
    verb = next((t for t in [token, *token.ancestors] if t.pos_ in {"VERB", "AUX"} and "Fin" in t.morph.get("VerbForm", [])), None)
    finite = (
        verb
        if verb is not None
        else next((t for t in token.sent if t.dep_ in {"cop", "aux"} and t.head in [token, *token.ancestors]), None)
    )
    return finite is not None and "Pres" in finite.morph.get("Tense", []) and not any(c.lower_ in {"has", "have"} for c in finite.children)


def _is_about_same(candidate: Candidate, other: Candidate) -> bool:
    """Return whether the other figure is a fact with a period, not far back, about one of the same states."""
    fields = other.fields
    if fields["period_start"] is None or other.features.get("base") or fields["observation_status"] == "forecast":
        return False
    states = {fields["reporter_code"], fields["partner_code"]} - {None, "UNK"}
    mine = {candidate.fields["reporter_code"], candidate.fields["partner_code"]} - {None, "UNK"}
    return bool(states & mine) and candidate.sentence.index - other.sentence.index <= _REACH


def _current(candidate: Candidate, earlier: Sequence[Candidate]) -> Candidate | None:
    """Return the figure whose period holds on: the last one, or in a new paragraph the longer period that the last is part of."""
    if not earlier:
        return None
    last = earlier[-1]
    if last.sentence.paragraph == candidate.sentence.paragraph:
        return last
    return next((other for other in earlier if _is_within(last.fields, other.fields)), last)


def _is_within(part: dict[str, Any], whole: dict[str, Any]) -> bool:
    is_longer = (whole["period_end"] - whole["period_start"]) > (part["period_end"] - part["period_start"])
    return bool(is_longer and whole["period_start"] <= part["period_start"] and part["period_end"] <= whole["period_end"])


def _unit(candidate: Candidate) -> str | None:
    """Return month or year where the period is exactly one."""
    first, last = candidate.fields["period_start"], candidate.fields["period_end"]
    if (first, last) == (month_span(first.year, first.month).first, month_span(first.year, first.month).last):
        return "month"
    return "year" if (first, last) == (year_span(first.year).first, year_span(first.year).last) else None


def _carry_to_base(candidate: Candidate, earlier: Sequence[Candidate], done: Sequence[Candidate]) -> None:
    """Give a base the period before that of the figure it is compared with, or that of another base of its sentence."""
    text = candidate.sentence.text
    at = text.find(candidate.fields["value_text"])
    words = EARLIER.match(text[at + len(candidate.fields["value_text"]) :]) if at >= 0 else None
    own = next((c for c in reversed(earlier) if c.trigger_start == candidate.trigger_start), earlier[-1] if earlier else None)
    same = SAME_OF.match(text[at + len(candidate.fields["value_text"]) :]) if at >= 0 else None
    if same is not None and own is not None:  # "($3 billion in the same months of 2012)"
        months = 12 * (int(same["year"]) - own.fields["period_start"].year)
        span = shift_span(own.fields["period_start"], own.fields["period_end"], months)
        candidate.fields.update(period_start=span[0], period_end=span[1], period_text=same.group().strip(" ,"))
        return
    if own is not None and _EXPECTED.search(text[:at]):
        candidate.fields.update({column: own.fields[column] for column in _COLUMNS})
        return
    if words is None:
        beside = next(
            (c for c in done if c.sentence.index == candidate.sentence.index and c.features.get("base") and c.fields["period_start"]), None
        )
        if beside is not None:
            candidate.fields.update({column: beside.fields[column] for column in _COLUMNS})
        return
    if own is None:
        return
    first: date = own.fields["period_start"]
    last: date = own.fields["period_end"]
    shifted = shift_period(DateMention(0, 0, first, last, _unit(own) or "range", ""), words.group())
    if shifted is not None:
        candidate.fields.update(period_start=shifted.first, period_end=shifted.last, period_text=words.group().strip(" ,"))


_SAME_MONTH = re.compile(r"\b(?:compared\s+(?:to|with)|from|against|than|over|versus)\b[^;]{0,80}$", re.IGNORECASE)
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")


def settle_months(done: Sequence[Candidate]) -> None:
    """Give figures of "January" or "last month" in a text without a day the year that a comparison with "January 2018" leaves; changed in place.

    The month compared with is a year before: the figure is of January 2019. Bases keep their own period.
    """
    if not done or any(candidate.sentence.published is not None for candidate in done):
        return
    known = next((found for candidate in done if (found := _year_on(candidate)) is not None), None)
    if known is None:
        return
    for candidate in done:
        fields = candidate.fields
        is_wrong = fields["period_start"] is None or (fields["period_start"], fields["period_end"]) == (
            _before(known).first,
            _before(known).last,
        )
        if is_wrong and not candidate.features.get("base") and fields["observation_status"] != "forecast":
            fields.update(period_start=known.first, period_end=known.last, period_text=known.text)


def _year_on(candidate: Candidate) -> DateMention | None:
    """Return the month a year after the one that the sentence compares with: "imported 7.5 tonnes last month compared to 8.2 in January 2018"."""
    sentence = candidate.sentence
    for found in sentence.dates:
        start = sentence.doc[found.start].idx
        before = sentence.text[:start]
        own = re.search(rf"\b(?:last\s+month|{_MONTHS[found.first.month - 1]})\b", before)
        if found.precision == "month" and own is not None and re.search(r"\d{4}", found.text) and _SAME_MONTH.search(before):
            later = month_span(found.first.year + 1, found.first.month)
            return DateMention(found.start, found.end, later.first, later.last, "month", own.group())
    return None


def _before(found: DateMention) -> DateMention:
    earlier = month_span(found.first.year - 1, found.first.month)
    return DateMention(0, 0, earlier.first, earlier.last, "month", "")
