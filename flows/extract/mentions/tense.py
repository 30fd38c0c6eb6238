"""Tells whether a sentence speaks of a moment ahead or behind at a given place in it.

Here: the verbs and cue words around a date. Not here: the reading of dates, and claims about events (`claims`).
"""

import re
from functools import cache

from spacy.tokens import Doc, Token

from flows.seeds import read_table

_AHEAD_WORDS = frozenset(
    {
        "will",
        "shall",
        "wo",
        "'ll",
        "’ll",
        "upcoming",
        "coming",
        "tomorrow",
        "cancels",
        "postpones",
        "begins",
        "starts",
        "opens",
        "arrives",
        "departs",
        "convenes",
        "leaves",
        "flies",
        "goes",
        "travels",
        "heads",
    }
)
_SCHEDULED = frozenset({"due", "scheduled", "slated", "expected", "planned"})
_SCHEDULED_FOLLOWS = frozenset({"to", "on", "in", "for", "by", "at", "this", "next", "later"})
_BOUNDARIES = frozenset({";", ":", "—", "–", "--", "that", "which", "who", "whether", "because"})
_MODALS = frozenset({"would", "may", "might", "could", "should", "must"})
_SHORTEST_PAST = 4
_AHEAD_DIRECTLY = re.compile(
    r"\b(?:beginning|starting|effective|as\s+(?:of|from)|scheduled\s+for|due\s+(?:on|in|by)|planned\s+for|set\s+for|slated\s+for|expected\s+(?:on|in|by|for)|next)(?:\s+(?:on|in|from|by))?\s*$",
    re.IGNORECASE,
)


@cache
def _words(kind: str) -> frozenset[str]:
    """Return the words of one kind in `lexicons/tense_words.csv`: past, base, plan, pledge, not_past."""
    return frozenset(row["word"] for row in read_table("lexicons/tense_words.csv") if row["kind"] == kind)


def points_ahead(doc: Doc, start: int, end: int) -> bool | None:
    """Return True where the tokens start..end stand with a future or a plan, False with a past verb, None where nothing tells."""
    before = doc[max(0, start - 6) : start].text
    if _AHEAD_DIRECTLY.search(before):
        return True
    if doc.has_annotation("DEP"):
        told = _by_parse(doc[start:end].root)
        if told is not None:
            return told
    told = _scan(doc, range(start - 1, max(-1, start - 30), -1))
    if told is None:
        told = _scan(doc, range(end, min(len(doc), end + 16)))
    return told


def _by_parse(token: Token) -> bool | None:
    """Return what the verb that governs the date says, by its auxiliaries and its form."""
    for head in token.ancestors:
        if (head.pos_ not in {"VERB", "AUX"} and head.lower_ != "due") or _stands_outside(token, head):
            continue
        marks = {child.lower_ for child in head.children if child.dep_ in {"aux", "aux:pass", "mark", "cop"}}
        if marks & {"will", "'ll", "’ll", "shall", "wo"} or head.lower_ in _AHEAD_WORDS:
            return True
        if marks & {"was", "were"} and head.lower_ in _SCHEDULED:
            return None  # "was due on Monday"
        if head.lower_ in _SCHEDULED and not marks & {"have", "has", "had"}:
            return True if marks & {"is", "are", "be", "being"} else None
        if {"to", "be"} <= marks and not marks & {"was", "were"}:
            return True  # "are to be announced"
        if "to" in marks and head.lower_ in _words("base"):
            return _by_governor(head.head) if head.head is not head else True
        if marks & {"was", "were", "had"} or _is_past(head.lower_):
            return False
        return True if marks & _MODALS else None
    return None


def _stands_outside(token: Token, head: Token) -> bool:
    """Return whether a "that" or "to" between the date and the verb shuts the date out of the verb's clause."""
    return any(child.dep_ == "mark" and token.i < child.i < head.i for child in head.children)


def _by_governor(governor: Token) -> bool | None:
    """Return what the word that governs "to meet on Monday" says: plans look ahead unless they are past ("was due to")."""
    marks = {child.lower_ for child in governor.children if child.dep_ in {"aux", "aux:pass", "cop"}}
    if governor.lower_ in _words("pledge"):
        return None
    if governor.lower_ in _words("plan"):
        return None if marks & {"was", "were", "been"} else True
    if marks & {"will", "'ll", "’ll", "shall"}:
        return True
    if marks & {"was", "were", "had"} or _is_past(governor.lower_):
        return False
    return None


def _scan(doc: Doc, positions: range) -> bool | None:
    """Return what the nearest telling word says, walking away from the date; "that", a dash, a semicolon or a colon ends the walk."""
    purpose: bool | None = None
    for position in positions:
        word = doc[position].lower_
        if word in _BOUNDARIES or (word == "-" and position and doc[position - 1].whitespace_):
            return purpose if word == ":" else None
        if word in _AHEAD_WORDS:
            return True
        previous = doc[position - 1].lower_ if position else ""
        if word in _words("base") and previous == "to":
            governor = doc[position - 2].lower_ if position > 1 else ""
            if governor in _words("pledge"):
                return None  # "agreed to buy it on Tuesday": either may be meant
            if governor in _words("plan"):
                return None if _is_past_auxiliary(doc, position - 2) else True
            purpose = positions.step < 0 or None  # "to visit" in a headline, unless a past verb governs it: "travelled to Moscow to meet"
        elif word in _words("base") and previous in _MODALS:
            return True
        elif word in _SCHEDULED:
            if position + 1 < len(doc) and doc[position + 1].lower_ in _SCHEDULED_FOLLOWS:
                return None if _is_past_auxiliary(doc, position) else True
        elif _is_past(word):
            return _is_planned_passive(doc, position)
    return purpose


def _is_past(word: str) -> bool:
    return word in _words("past") or (len(word) > _SHORTEST_PAST and word.endswith("ed") and word not in _words("not_past"))


def _is_past_auxiliary(doc: Doc, position: int) -> bool:
    """Return whether "was", "were" or "had been" stands before a plan: "was due to meet"."""
    return any(doc[index].lower_ in {"was", "were", "been"} for index in range(max(0, position - 3), position))


def _is_planned_passive(doc: Doc, position: int) -> bool:
    """Return whether a participle stands in "will be held", "is to be signed", "is expected to be lifted"."""
    words = [doc[index].lower_ for index in range(max(0, position - 5), position)]
    if "be" not in words[-3:]:
        return False
    lead = words[: len(words) - 1 - words[::-1].index("be")]
    return bool(set(lead[-3:]) & (_AHEAD_WORDS | {"to", *_MODALS}))
