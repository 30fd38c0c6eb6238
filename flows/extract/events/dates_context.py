"""Dates of events that their own sentences leave out, from the other events of the document and from the sentence before.

Here: which date told elsewhere is that of an event. Not here: dates within the sentence (event_dates), the story's own day (story_day), periods of trade figures (trade_time).
"""

import re
from collections.abc import Sequence
from datetime import timedelta

from flows.extract.events.candidates import Candidate, event_verb
from flows.extract.events.story_day import (
    ACTS,
    date_the_news,
    date_the_notice,
    date_the_statement,
    is_background,
    is_simple_past,
    sums_up,
    tells_own_time,
)
from flows.extract.mentions.types import DateMention
from flows.extract.sentences import Sentence, sentence_at

# How many sentences away another statement of the same act may stand, by kind.
_REACH = {"sanctions": 40, "arms_transfers": 4, "meetings": 3}
_LASTING = frozenset({"in_force", "evaded"})
_NEWS_DAYS = 8
_JOINT = 4  # sentences within which several authorities act together against one target
_RIGHT_AFTER = re.compile(
    r"\b(?:shortly|immediately|minutes|hours|moments)\s+after\s+(?:the|its|that|this)\s+(?:[\w.]+\s+){0,3}?"
    r"(?:move|vote|decision|announcement|action|designations?|ruling|step|sanctions|resolution|measures?)\b",
    re.IGNORECASE,
)
_OPENING = 2
_PACKAGE = re.compile(
    r"(?:The|This|It|That)\s+(?:[\w-]+\s+){0,3}?(?:packages?|deals?|contracts?|orders?|tranche|agreement|donation|includes?|covers?|consists?)\b"
)
_SAME_DEAL = re.compile(
    r"\b(?:package|deal|contract|order|agreement|includes?|including|besides|also|as\s+well\s+as|along\s+with)\b", re.IGNORECASE
)


# How a sentence goes on about an event just told and says when it was, by kind.
_DONE = r"[^.;]{0,60}?\b(?:was|were|been|came|took|signed|completed|concluded|held|made|adopted|approved|announced|imposed|arrived|began|met|entered)\b"
_GOES_ON = {
    "arms_transfers": re.compile(
        rf"(?:The|This|That)\s+(?:[\w-]+\s+){{0,2}}?(?:deal|contract|agreement|order|sale|transfer|delivery|deliveries|shipment|donation|decision|handover|purchase|aircraft|vessel|missiles|jets|tanks)\b{_DONE}"
    ),
    "sanctions": re.compile(
        rf"(?:The|This|That|These)\s+(?:[\w-]+\s+){{0,2}}?(?:sanctions|measures?|restrictions|embargo|ban|decision|designations?|listings?|order|move|package|resolution|action)\b{_DONE}"
    ),
    "meetings": re.compile(
        rf"(?:The\s+(?:[\w-]+\s+){{0,2}}?(?:meeting|talks|visit|summit|call|conversation|trip|session|encounter|leaders|presidents|ministers|two|pair)\b|They\b|The\s+two\b|Both\b){_DONE}"
    ),
}


def carry_dates(events: Sequence[Candidate], sentences: Sequence[Sentence]) -> None:
    """Give events that name no date the one that the document tells for them elsewhere; the candidates are changed in place.

    That is the date of another part of the same act (the other firms on the list, the other arms of the deal, the same sides' talks), else, for what
    is told in the simple past, the day of the sentence before in the same paragraph. A date in the heading above comes first. The day of publication never stands in for a date.
    """
    for event in events:
        if event.kind == "sanctions" and event.fields["action"] in _LASTING and event.date is not None and event.date.precision == "day":
            event.date = None  # "said on Monday that Chad, which is under sanctions": what lasts is of no one day
        if event.date is None and event.kind in _REACH and not is_background(event):
            event.date = event.sentence.section
    date_the_news(events, sentences)
    date_the_statement(events, sentences)
    date_the_notice(events, sentences)
    dated = [event for event in events if event.date is not None]
    for event in events:
        if event.date is None and event.kind in _REACH and not is_background(event) and not tells_own_time(event):
            source = None if sums_up(event) else _same_act(event, dated)
            event.date = _package_date(event, sentences) or (
                source.date if source is not None else _told_before(event, sentences) or _told_after(event, sentences)
            )


def _same_act(event: Candidate, dated: Sequence[Candidate]) -> Candidate | None:
    """Return the nearest dated event that is part of the same act, earlier ones first at the same distance."""
    found = [other for other in dated if other is not event and _is_one_act(event, other)]
    return min(found, key=lambda other: (_distance(event, other), other.sentence.index > event.sentence.index), default=None)


def _distance(one: Candidate, other: Candidate) -> int:
    return abs(one.sentence.index - other.sentence.index)


def _is_one_act(event: Candidate, other: Candidate) -> bool:
    if event.kind != other.kind or _distance(event, other) > _REACH[event.kind] or other.date is None:
        return False
    if event.sentence.published is None and _distance(event, other) > _OPENING:
        return False
    is_ahead = other.sentence.index > event.sentence.index
    if is_ahead and not (event.sentence.is_headline or (event.sentence.index <= _OPENING and _is_news(event, other.date))):
        return False
    if event.kind == "sanctions":
        same = event.fields["authority_code"] == other.fields["authority_code"] or (
            event.fields["target_code"] == other.fields["target_code"]
            and (_distance(event, other) <= _JOINT or _RIGHT_AFTER.search(event.sentence.text) is not None)
        )
        return (
            same
            and event.fields["action"] == other.fields["action"]
            and event.fields["action"] in ACTS["sanctions"]
            and _is_news(event, other.date)
        )
    if event.kind == "arms_transfers":
        same = all(event.fields[column] == other.fields[column] for column in ("supplier_code", "recipient_code", "status"))
        is_deal = event.fields["weapon_category"] == other.fields["weapon_category"] or _SAME_DEAL.search(event.sentence.text) is not None
        return same and is_deal and event.fields["status"] in ACTS["arms_transfers"]
    shared = set(event.key[0]) & set(other.key[0])
    return len(shared) > 1 and event.fields["status"] == other.fields["status"] and other.date.precision == "day"


def _is_news(event: Candidate, found: DateMention) -> bool:
    """Return whether the date lies within the days around publication, so that a list of names belongs to that one act."""
    published = event.sentence.published
    return found.precision == "day" and (published is None or abs(published - found.first) <= timedelta(days=_NEWS_DAYS))


def _package_date(event: Candidate, sentences: Sequence[Sentence]) -> DateMention | None:
    """Return the one date of the sentence before, for arms that a package or deal told there includes: "That includes 180 tanks"."""
    sentence = event.sentence
    if event.kind != "arms_transfers" or sentence.dates or _PACKAGE.match(sentence.text) is None:
        return None
    before = sentence_at(sentences, sentence.index - 1)
    return before.dates[0] if before is not None and len(before.dates) == 1 else None


def _told_after(event: Candidate, sentences: Sequence[Sentence]) -> DateMention | None:
    """Return the one date of the next sentence, where that goes on about the event: "The deal was signed on 3 May"."""
    after = sentence_at(sentences, event.sentence.index + 1)
    if after is None or len(after.dates) != 1 or not goes_on_with(event.kind, after.text):
        return None
    return after.dates[0]


def goes_on_with(kind: str, text: str) -> bool:
    """Return whether a sentence says of an event just told when it was done, by the noun or pronoun it begins with."""
    pattern = _GOES_ON.get(kind)
    return pattern is not None and pattern.match(text) is not None


def _told_before(event: Candidate, sentences: Sequence[Sentence]) -> DateMention | None:
    """Return the day of the sentence before, for what the same paragraph goes on to tell in the simple past."""
    sentence = event.sentence
    if sentence.dates or sentence.is_headline:
        return None
    before = sentence_at(sentences, sentence.index - 1)
    verb = event_verb(event)
    if verb is None or not is_simple_past(verb):
        return None
    if before is None or before.paragraph != sentence.paragraph:
        return None
    days = [found for found in before.dates if found.precision == "day"]
    return days[-1] if len(days) == 1 else None
