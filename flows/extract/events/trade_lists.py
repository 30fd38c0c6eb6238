"""Figures of a list whose trade word stands once: "China took 29% of Peru's exports, ahead of the United States with 13% and Japan's 5%".

Here: numbers of the sentence of a figure that stand right beside another partner or good, or say the same figure in another measure. Not here:
figures with a trade word of their own (trade_figures), lists over several sentences (trade_reports).
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from flows.extract.events.candidates import Candidate
from flows.extract.events.trade_continued import continued_figure
from flows.extract.events.trade_figures import figure_key, list_numbers
from flows.extract.events.trade_numbers import is_absolute_change, is_conversion, is_price, read_number
from flows.extract.events.trade_readings import Number, Reading, is_base, text_before
from flows.extract.events.trade_sides import Party, list_parties
from flows.extract.events.trade_triggers import number_root
from flows.extract.events.trade_words import is_word
from flows.extract.mentions.types import MoneyMention, PercentMention
from flows.extract.sentences import Sentence

# Words between a partner and its number: "Japan with 5%", "Japan at about 5%", "Japan took 5%", "Japan (5%)".
_LINKS = frozenset(
    {
        "with",
        "at",
        "(",
        ",",
        "'s",
        "’s",
        "by",
        "for",
        "took",
        "bought",
        "takes",
        "buys",
        "accounted",
        "accounting",
        "supplied",
        "supplies",
        "provided",
        "had",
        "got",
        "received",
        "sold",
        "shipped",
        "some",
        "about",
        "around",
        "nearly",
        "just",
        "almost",
        "roughly",
        "another",
        "a",
        "further",
        ":",
        "-",
        "–",
        "only",
        "over",
        "more",
        "than",
        "up",
        "down",
        "rose",
        "fell",
    }
)
_LONGEST_LINK = 4
_SHORTEST_LIST, _WHOLE = 2, 101.0
# "5% to Japan", "5% from Japan", "5% for Japan" behind the number.
_BEHIND = re.compile(
    r"\s*(?:went\s+|goes\s+|came\s+|comes\s+)?(?P<link>to|from|for|by|with|in\s+the\s+case\s+of)\s+(?:the\s+)?$", re.IGNORECASE
)
_SAME = re.compile(
    r"(?:\bor|\bequal\s+to|\bequivalent\s+to|\bequivalent\s+of|\bi\.?e\.?,?)\s+(?:some\s+|about\s+|around\s+|nearly\s+|just\s+|roughly\s+|almost\s+|a\s+|over\s+|more\s+than\s+)*$",
    re.IGNORECASE,
)


def list_figures(sentence: Sentence, told: Sequence[Candidate]) -> Iterator[Candidate]:
    """Yield the figures of a sentence that only stand in a list behind one of `told`, the sentence's own figures in text order."""
    if not told or sentence.weapons:
        return
    everyone = list_parties(sentence)
    figures = list(told)
    for number in _unread(sentence, told):
        base = _base(sentence, number, figures)
        if base is None:
            continue
        if is_base(sentence, number) and base.fields["measure"] != "share":
            continue
        changes = _partner_beside(sentence, number, everyone, base)
        reading = _measured(sentence, number, base) if changes is not None else None
        if reading is None and _SAME.search(text_before(sentence, number)):
            changes, reading = {}, _same_in_other_measure(sentence, number, base)
        if changes is None or reading is None:
            continue
        verb = number_root(sentence, number)
        found = continued_figure(sentence, verb, number, list_numbers(sentence), reading, reading.value, base)
        found.fields.update(changes)
        found.attributed_to, found.attribution_cue = base.attributed_to, base.attribution_cue
        if found.fields["period_start"] is None:
            found.fields.update({column: base.fields[column] for column in ("period_start", "period_end", "period_text")})
        found.key = figure_key(found.fields)
        figures.append(found)
        yield found


def list_shares(sentence: Sentence, before: Candidate) -> Iterator[Candidate]:
    """Yield the shares of a sentence that lists partners of the trade told before: "the EU (62.3%), Sudan (12.8%) and Peru (8.5%) took most of them"."""
    doc = sentence.doc
    if before.fields["flow"] not in {"export", "import", "total"} or sentence.weapons:
        return
    found: list[tuple[PercentMention, Party]] = []
    for number in sentence.percentages:
        party = next((p for p in list_parties(sentence) if p.end == number.start - 1 and doc[p.end].lower_ == "("), None)
        if party is not None and number.how == "percent" and number.value > 0 and doc[min(number.end, len(doc) - 1)].lower_ == ")":
            found.append((number, party))
    if len(found) < _SHORTEST_LIST or sum(number.value for number, _ in found) > _WHOLE:
        return
    for number, party in found:
        told = Reading("share", number.value, "percent", is_base=False)
        share = continued_figure(sentence, number_root(sentence, number), number, list_numbers(sentence), told, told.value, before)
        share.fields.update(partner_code=party.actors[0].code, partner_name=party.actors[0].name)
        if share.fields["period_start"] is None:
            share.fields.update({column: before.fields[column] for column in ("period_start", "period_end", "period_text")})
        share.key = figure_key(share.fields)
        yield share


def _unread(sentence: Sentence, told: Sequence[Candidate]) -> Iterator[Number]:
    texts = {figure.fields["value_text"] for figure in told}
    for number in list_numbers(sentence):
        if number.text in texts or is_price(sentence, number) or is_conversion(sentence, number):
            continue
        if not is_absolute_change(sentence, number):
            yield number


def _base(sentence: Sentence, number: Number, figures: Sequence[Candidate]) -> Candidate | None:
    """Return the last figure before the number in the sentence; null where none stands before it or another clause begins between them."""
    start = sentence.doc[number.start].idx
    before = [figure for figure in figures if 0 <= sentence.text.find(figure.fields["value_text"]) < start]
    return max(before, key=lambda figure: sentence.text.find(figure.fields["value_text"]), default=None)


def _partner_beside(sentence: Sentence, number: Number, everyone: Sequence[Party], base: Candidate) -> dict[str, Any] | None:
    """Return the partner that stands right before or behind the number, with its column's names; null where none does."""
    doc = sentence.doc
    if base.fields["flow"] == "balance" and base.fields["partner_code"] is None:
        return None
    behind = next((p for p in everyone if number.end <= p.start <= number.end + 3), None)
    if behind is not None and not _BEHIND.fullmatch(f"{doc[number.end : behind.start].text} "):
        behind = None
    before = [p for p in everyone if p.end <= number.start and number.start - p.end <= _LONGEST_LINK]
    is_linked = bool(before) and all(token.lower_ in _LINKS for token in doc[before[-1].end : number.start])
    party = behind or (before[-1] if is_linked else None)
    if party is None:
        return None
    actor = party.actors[0]
    if party.is_origin or actor.code == base.fields["reporter_code"] or len(party.actors) != 1:
        return None
    return {"partner_code": actor.code, "partner_name": actor.name}


def _measured(sentence: Sentence, number: Number, base: Candidate) -> Reading | None:
    """Return what the number measures by the figure it is listed with: of the same kind and unit, with the sign of its change."""
    fields = base.fields
    if isinstance(number, PercentMention):
        if number.how in {"points", "multiple"} or fields["measure"] not in {"share", "pct_change"}:
            return None
        if fields["measure"] == "share":
            return Reading("share", abs(number.value), "percent", is_base=False)
        own = read_number(sentence, number, number.start, str(fields["flow"]))
        between = sentence.doc[number.start - 1]
        if own is not None and own.measure == "pct_change" and is_word(between, "rises", "falls"):
            return own
        sign = -1 if float(fields["value"]) < 0 else 1
        return Reading("pct_change", sign * abs(number.value), "percent", is_base=False)
    reading = read_number(sentence, number, number.start, str(fields["flow"]))
    if reading is None or reading.measure != fields["measure"] or (not isinstance(number, MoneyMention) and reading.unit != fields["unit"]):
        return None
    sign = -1 if fields["flow"] == "balance" and float(fields["value"]) < 0 else 1
    return Reading(reading.measure, sign * abs(reading.value), reading.unit, is_base=False)


def _same_in_other_measure(sentence: Sentence, number: Number, base: Candidate) -> Reading | None:
    """Return the reading of "two thirds of the crude, or 390,000 barrels a day": the same figure as an amount, a sum or a share."""
    if isinstance(number, PercentMention):
        is_share = number.how in {"percent", "fraction"} and base.fields["measure"] in {"value", "quantity"}
        return Reading("share", abs(number.value), "percent", is_base=False) if is_share else None
    reading = read_number(sentence, number, number.start, str(base.fields["flow"]))
    return reading if reading is not None and reading.measure != base.fields["measure"] and base.fields["measure"] == "share" else None
