"""Tells whether a sentence speaks of a moment ahead or behind at a given place in it.

Here: the verbs and cue words around a date. Not here: the reading of dates, and claims about events (`claims`).
"""

import re

from spacy.tokens import Doc, Token

_PAST_IRREGULAR = frozenset(
    """said told met held was were had went came gave made took sent began spoke saw flew left got became brought built bought sold found fell rose grew led lost paid
    ran set shot shook sat stood struck swore thought threw understood won wrote signed shook drew drove fought hit put read cut let quit visited did kept broke chose forbade froze
    laid meant sought taught wore woke wed been knew heard""".split()
)
_BASE_VERBS = frozenset(
    """meet visit hold travel sign begin start attend arrive discuss host receive deliver send supply sell buy impose lift ban freeze take make go come fly leave speak talk address
    convene open launch announce publish present enter expire resume join lead head welcome greet see vote consider review extend renew end become reach return pay give get
    participate gather assemble chair kick stop depart continue be have provide finish complete conclude decide unveil introduce enact act apply cease import export""".split()
)
_AHEAD_WORDS = frozenset("will shall wo 'll ’ll upcoming coming tomorrow".split())
_PLAN_WORDS = frozenset(
    """due scheduled expected planned plans plan planning set slated intends intend intended aims aim going hopes hope likely ready preparing prepares prepare wants want must
    should may might could agreed pledged promised vowed threatened""".split()
)
_NOT_PAST = frozenset("united need speed indeed exceed proceed succeed hundred sacred breed".split())
_SCHEDULED = frozenset("due scheduled slated expected planned".split())
_SCHEDULED_FOLLOWS = frozenset("to on in for by at this next later".split())
_BOUNDARY = re.compile(r"[;:]")
_AHEAD_DIRECTLY = re.compile(r"\b(?:beginning|starting|effective|as\s+(?:of|from)|scheduled\s+for|due\s+(?:on|in|by)|planned\s+for|set\s+for|slated\s+for|expected\s+(?:on|in|by|for)|next)(?:\s+(?:on|in|from|by))?\s*$", re.IGNORECASE)


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
    for head in (token, *token.ancestors):
        if head.pos_ not in {"VERB", "AUX"}:
            continue
        marks = {child.lower_ for child in head.children if child.dep_ in {"aux", "aux:pass", "mark", "cop"}}
        if marks & {"will", "'ll", "’ll", "shall"} or head.lower_ in {"will", "scheduled", "slated", "due"}:
            return True
        if head.lower_ in _PAST_IRREGULAR or head.lower_.endswith("ed") or marks & {"was", "were", "had"}:
            return False
        if "to" in marks and head.lower_ in _BASE_VERBS:
            governor = head.head
            return governor is head or governor.lower_ in _PLAN_WORDS or governor.pos_ not in {"VERB", "AUX"} or None
        if marks & {"would", "may", "might", "could", "should", "must"}:
            return True
        return None
    return None


def _scan(doc: Doc, positions: range) -> bool | None:
    """Return what the nearest telling word says, walking away from the date; a semicolon or colon ends the walk."""
    for position in positions:
        token = doc[position]
        word = token.lower_
        if _BOUNDARY.fullmatch(word):
            return None
        if word in _AHEAD_WORDS:
            return True
        if word in _BASE_VERBS and position:
            previous = doc[position - 1].lower_
            if previous == "to":
                governor = doc[position - 2].lower_ if position > 1 else ""
                return not (governor in _PAST_IRREGULAR or (governor.endswith("ed") and governor not in _PLAN_WORDS))
            if previous in {"would", "may", "might", "could", "should", "must"} and not word.isupper():
                return True
            continue
        if word in _SCHEDULED and position + 1 < len(doc) and doc[position + 1].lower_ in _SCHEDULED_FOLLOWS:
            return True
        if word in _SCHEDULED:
            continue
        if word in _PAST_IRREGULAR or (len(word) > 4 and word.endswith("ed") and word.islower() and word not in _NOT_PAST):  # noqa: PLR2004
            return _is_planned_passive(doc, position)
    return None


def _is_planned_passive(doc: Doc, position: int) -> bool:
    """Return whether a participle stands in "will be held", "is to be signed", "is expected to be lifted"."""
    words = [doc[index].lower_ for index in range(max(0, position - 5), position)]
    if "be" not in words[-3:]:
        return False
    lead = words[: len(words) - 1 - words[::-1].index("be")]
    return bool(set(lead[-3:]) & (_AHEAD_WORDS | {"to", "would", "may", "might", "could", "should", "must"}))
