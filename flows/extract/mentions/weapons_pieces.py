"""Cuts a text into runs of letters and runs of digits, so that "Su-35", "Su 35" and "SU35" are the same two pieces.

Here: the pieces and how each hangs on the one before. Not here: any vocabulary (weapons_lexicon).
"""

import re
from functools import cache
from typing import NamedTuple

_PIECE = re.compile(r"[^\W\d_]+|\d+(?:[.,]\d+)*")
_SPELLINGS = {
    "defense": "defence",
    "defenses": "defences",
    "armored": "armoured",
    "armor": "armour",
    "license": "licence",
    "licenses": "licences",
    "program": "programme",
    "programs": "programmes",
    "caliber": "calibre",
    "fiber": "fibre",
    "aeroplane": "airplane",
    "aeroplanes": "airplanes",
    "theater": "theatre",
    "artilleries": "artillery",
    "aluminum": "aluminium",
}
# How two pieces are joined.
GLUED, JOINED, HYPHENED, QUOTED, OPENED, CLOSED, APART = range(7)
_JOINT = re.compile(r"\s?[-–‑‐]\s?|/")
_SPACE = re.compile(r"\s+")
_QUOTE = re.compile(r"\s?[\"“”'‘’.]\s?")
_OPEN = re.compile(r"\s?\(")
_CLOSE = re.compile(r"\)\s?")


class Piece(NamedTuple):
    """A run of letters or of digits; `joint` tells how it hangs on the piece before it."""

    text: str
    key: str
    start: int
    end: int
    joint: int


def split_pieces(text: str) -> list[Piece]:
    """Return the runs of letters and of digits of a text with their character offsets."""
    pieces: list[Piece] = []
    last = 0
    for match in _PIECE.finditer(text):
        start, end = match.span()
        written = match.group()
        key = written.lower()
        pieces.append(Piece(written, _SPELLINGS.get(key, key), start, end, _joint(text[last:start])))
        last = end
    return pieces


@cache
def _joint(gap: str) -> int:
    if not gap:
        return GLUED
    if _SPACE.fullmatch(gap):
        return JOINED if "\n\n" not in gap else APART
    for pattern, joint in ((_JOINT, HYPHENED), (_OPEN, OPENED), (_CLOSE, CLOSED), (_QUOTE, QUOTED)):
        if pattern.fullmatch(gap):
            return joint
    return APART
