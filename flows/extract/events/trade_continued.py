"""Figures that a sentence without a word for trade states, because it goes on about a figure told before: "That was down 8% from May".

Here: a sentence whose subject stands for the figure or the trade before it. Not here: parts and other states' figures (trade_followups), the goods
and buyers of a whole report (trade_reports), sentences with a word for trade (trade_figures).
"""

import re
from collections.abc import Iterator

from spacy.tokens import Token

from flows.extract.claims import read_claim
from flows.extract.events.candidates import Candidate, claim_columns, trigger_offsets
from flows.extract.events.rules import match_rules
from flows.extract.events.trade_figures import KIND, WEAK_NEEDS, figure_key, is_forecast, list_numbers
from flows.extract.events.trade_followups import find_followups
from flows.extract.events.trade_numbers import is_absolute_change, is_conversion, is_price, observation_status, read_number
from flows.extract.events.trade_periods import find_comparison, find_period
from flows.extract.events.trade_readings import Number, Reading, text_after, text_before
from flows.extract.events.trade_those import partner_of_those
from flows.extract.events.trade_triggers import number_root
from flows.extract.events.trade_words import is_word
from flows.extract.language.frames import build_frame
from flows.extract.language.syntax import nominal_subject
from flows.extract.mentions.types import MoneyMention, PercentMention
from flows.extract.sentences import Sentence

_GOAL = re.compile(
    r"\b(?:goal|target|ambition|aim|objective)s?\s+(?:of|at)\s+(?:\w+\s+){0,2}$|\b(?:target|goal)\s+(?:\w+\s+){1,3}at\s+$"
    r"|\b(?:raise|lift|bring|take|increase|boost|push|expand)\s+(?:it|(?:the|this|that|its|their|bilateral)\s+(?:\w+\s+)?(?:volume|level|figure|total|turnover|amount|trade))\s+to\s+(?:\w+\s+){0,2}$"
    r"|\b(?:strive|aim|aspire|shoot)\s+(?:for|at)\s+(?:an?\s+|about\s+|around\s+|some\s+)*$"
    r"|\b(?:set|put)\s+(?:themselves\s+)?(?:the\s+task|a\s+target|a\s+goal)\s+of\s+(?:\w+\s+){0,3}$"
    r"|\b(?:raise|lift|bring|take|increase|boost|push|expand|grow|get)\s+(?:it|this|that|them)\s+(?:up\s+)?to\s+(?:\w+\s+){0,2}$"
    r"|\b(?:target|goal|task|aim|objective)s?\b[^.;]{0,40}?\bto\s+(?:climb|reach|hit|achieve|attain|get|arrive)\s+(?:to\s+|at\s+)?(?:\w+\s+){0,2}$",
    re.IGNORECASE,
)


def is_goal(sentence: Sentence, number: Number) -> bool:
    """Return whether a sum is what the trade spoken of shall come to: "a goal of $3 billion", "agreed to strive for $2 billion"."""
    return isinstance(number, MoneyMention) and _GOAL.search(text_before(sentence, number)) is not None


def continue_figure(sentence: Sentence, before: Candidate) -> Iterator[Candidate]:
    """Yield the figures of a sentence without a trade word whose subject stands for the figure before: "That was down 8% from May"."""
    numbers = list_numbers(sentence)
    for found in find_followups(sentence, numbers, before):
        told = Reading(found.changes["measure"], found.changes["value"], found.changes["unit"], is_base=False)
        continued = continued_figure(sentence, found.verb, found.number, numbers, told, told.value, before)
        continued.fields.update(found.changes)
        continued.key = figure_key(continued.fields)
        yield continued
    if before.fields["flow"] == "total" and before.fields["partner_code"] is not None:
        yield from _goals(sentence, numbers, before)
    yield from _expected(sentence, numbers, before)
    if before.fields["measure"] is not None:
        yield from _nominal_changes(sentence, numbers, before)
    if any(match.rule.values.get("needs") not in WEAK_NEEDS for match in match_rules(sentence, KIND)):
        return
    for number in numbers:
        root = number_root(sentence, number)
        verb = next((token for token in [root, *root.ancestors] if _subject(token) is not None), root)
        subject = _subject(verb)
        if (
            subject is None
            or not is_word(subject, "goes_on")
            or is_price(sentence, number)
            or is_conversion(sentence, number)
            or is_word(verb, "prices")
        ):
            continue
        mention = sentence.actor_at(subject.i)
        if mention is not None and mention.how != "pronoun":
            continue
        reading = read_number(sentence, number, verb.i, str(before.fields["flow"]))
        if reading is None or reading.measure == "share" or is_absolute_change(sentence, number):
            continue
        if reading.measure == "quantity" and reading.unit != before.fields["unit"]:
            continue
        value = (
            -abs(reading.value)
            if reading.measure == "value" and float(before.fields["value"]) < 0 and before.fields["flow"] == "balance"
            else reading.value
        )
        continued = continued_figure(sentence, verb, number, numbers, reading, value, before)
        if subject.lower_ == "those" and (partner := partner_of_those(sentence, subject)) is not None:
            continued.fields.update(partner_code=partner.code, partner_name=partner.name)
            continued.key = figure_key(continued.fields)
        yield continued


_EXPECTED = re.compile(
    r"\b(?:economists?|analysts?|polls?|forecasts?|consensus|markets?|surveys?)\b[^.;]{0,60}\b(?:expect|predict|forecast|project|anticipat|pencil|look|point|saw|see)\w*\b[^.;]{0,40}?\b(?:rise|increase|gain|growth|fall|drop|decline|decrease|dip)\s+of\s+$",
    re.IGNORECASE,
)


def _expected(sentence: Sentence, numbers: list[Number], before: Candidate) -> Iterator[Candidate]:
    """Yield what others had expected of the figure before: "Economists had forecast a rise of 0.3 percent"."""
    if any(True for _ in match_rules(sentence, KIND)):
        return
    for number in numbers:
        if not isinstance(number, PercentMention) or not _EXPECTED.search(text_before(sentence, number, len(sentence.text))):
            continue
        told = read_number(sentence, number, number.start, str(before.fields["flow"]))
        if told is not None and told.measure == "pct_change":
            expected = continued_figure(sentence, number_root(sentence, number), number, numbers, told, told.value, before)
            expected.fields["observation_status"] = "forecast"
            for column in ("period_start", "period_end", "period_text"):
                expected.fields[column] = expected.fields[column] or before.fields[column]
            yield expected


_CHANGE_BEHIND = re.compile(
    r"[\s-]+(?:(?:year-on-year|annual|monthly|month-on-month|overall)\s+)?(?P<noun>rise|increase|jump|gain|growth|surge|fall|drop|decline|decrease|slump|contraction|plunge)\b",
    re.IGNORECASE,
)


def _nominal_changes(sentence: Sentence, numbers: list[Number], before: Candidate) -> Iterator[Candidate]:
    """Yield the changes that are the subject of a sentence and what it compares them with: "The 0.8% rise was smaller than the 13% increase in 1993"."""
    if any(True for _ in match_rules(sentence, KIND)):
        return
    subjects = [token for token in sentence.doc if token.dep_ == "nsubj"]
    for number in numbers:
        found = _CHANGE_BEHIND.match(text_after(sentence, number)) if isinstance(number, PercentMention) else None
        is_led = text_before(sentence, number).lower().rstrip().endswith(("the", "that", "this"))
        is_main = any(number.start <= token.i <= number.end + 3 for token in subjects)
        is_compared = re.search(r"\b(?:than|to|with|from|and)\s+(?:the|a)\s*$", text_before(sentence, number)) is not None
        if found is None or not isinstance(number, PercentMention) or not (is_led and (is_main or is_compared)):
            continue
        sign = -1 if found["noun"].lower() in {"fall", "drop", "decline", "decrease", "slump", "contraction", "plunge"} else 1
        told = Reading("pct_change", sign * abs(number.value), "percent", is_base=False)
        yield continued_figure(sentence, number_root(sentence, number), number, numbers, told, told.value, before)


def _goals(sentence: Sentence, numbers: list[Number], before: Candidate) -> Iterator[Candidate]:
    """Yield the sums that the trade told before shall come to, in a sentence without a word for trade."""
    if any(True for _ in match_rules(sentence, KIND)):
        return
    for number in numbers:
        if is_goal(sentence, number) and isinstance(number, MoneyMention):
            told = Reading("value", number.amount, number.currency, is_base=False)
            goal = continued_figure(sentence, number_root(sentence, number), number, numbers, told, told.value, before)
            goal.fields["observation_status"] = "forecast"
            yield goal


def _subject(verb: Token) -> Token | None:
    """Return the subject of a verb, the outer one included: "The volume is to reach 30 billion"."""
    return nominal_subject(verb) or next((child for child in verb.children if child.dep_ == "nsubj:outer"), None)


def is_about_same(sentence: Sentence) -> bool:
    """Return whether a sentence without a figure only says how the thing told before went on: "It then dropped further"."""
    if list_numbers(sentence) or any(True for _ in match_rules(sentence, KIND)):
        return False
    root = next((token for token in sentence.doc if token.head.i == token.i), sentence.doc[0])
    subject = nominal_subject(root)
    return subject is not None and subject.lower_ in {"it", "that", "this", "they"} and is_word(root, "rises", "falls")


def continued_figure(
    sentence: Sentence, verb: Token, number: Number, numbers: list[Number], reading: Reading, value: float, before: Candidate
) -> Candidate:
    """Return the figure that a sentence without a trade word states: all that it does not say is as in `before`."""
    period = find_period(sentence, number, numbers, base=reading.is_base, reporter_code=before.fields["reporter_code"])
    claim = read_claim(sentence, build_frame(sentence.doc, verb.i))
    assertion, attributed_to, cue = claim_columns(claim, frozenset(), trusts_reports=True)
    status = observation_status(sentence, number, is_forecast_claim=is_forecast(sentence, claim), base=reading.is_base)
    start, end = trigger_offsets(sentence, verb.i)
    fields = {
        **before.fields,
        "measure": reading.measure,
        "value": value,
        "unit": reading.unit,
        "value_text": number.text,
        "period_start": period.first if period else None,
        "period_end": period.last if period else None,
        "period_text": period.text if period else None,
        "comparison": find_comparison(sentence, number, reading.measure),
        "observation_status": status,
    }
    return Candidate(
        kind=KIND,
        sentence=sentence,
        trigger_start=start,
        trigger_end=end,
        rule_id=before.rule_id,
        assertion=assertion,
        attributed_to=attributed_to,
        attribution_cue=cue,
        fields=fields,
        key=figure_key(fields),
        features={"fallback": 1.0, "base": 1.0} if reading.is_base else {"fallback": 1.0},
    )
