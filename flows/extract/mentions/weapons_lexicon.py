"""The weapons' vocabulary as one tree of word pieces: designations, head nouns, modifiers, tails and blockers.

Here: reading `lexicons/weapons.csv`, `weapon_heads.csv`, `weapon_prefixes.csv` and `weapon_blockers.csv`, and looking stretches of pieces up in
them. A form that ends in "?" there is a word or a name of other things too: it counts beside a head noun, or where the sentence names another
weapon. Not here: which pieces belong to one noun phrase, and what the phrase then means (weapons_phrases).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from flows.extract.mentions.weapons_pieces import GLUED, HYPHENED, JOINED, QUOTED, Piece, split_pieces
from flows.seeds import read_table

_SHORT_CODE = re.compile(r"[A-Z]-?\d{1,2}[A-Z]?|[A-Z]{2}-?\d")
# Codes of one letter and a small number that hardly ever mean anything else.
_PLAIN_CODES = frozenset(
    [
        "F-4",
        "F-5",
        "F-14",
        "F-15",
        "F-16",
        "F-18",
        "F-22",
        "F-35",
        "F-47",
        "F-7",
        "A-10",
        "B-1",
        "B-2",
        "B-21",
        "B-52",
        "C-17",
        "P-8",
        "P-3",
        "U-2",
        "T-54",
        "T-55",
        "T-62",
        "T-64",
        "T-72",
        "T-80",
        "T-90",
        "T-84",
        "T-14",
        "J-10",
        "J-11",
        "J-15",
        "J-16",
        "J-20",
        "J-31",
        "J-35",
        "J-7",
        "S-75",
        "Y-20",
        "H-6",
        "Z-9",
        "Z-10",
        "L-39",
        "M-46",
        "D-30",
        "M60",
        "M48",
        "R-77",
        "R-73",
        "R-27",
        "R-37",
        "K9",
        "SM-2",
        "SM-3",
        "SM-6",
        "CH-3",
        "CH-4",
        "CH-5",
        "F-35A",
        "F-35B",
        "F-35C",
        "F-35I",
        "C-5M",
        "T-72B",
        "T-55A",
        "F-16V",
        "F-15E",
        "F-15I",
        "F-15J",
        "F-15K",
        "T-72M",
        "T-90S",
        "T-90M",
        "MQ-9",
        "MQ-1",
        "AH-1",
        "UH-1",
        "PL-5",
        "KC-10",
        "SA-2",
        "SA-3",
        "SA-5",
        "SA-6",
        "SA-7",
        "SA-8",
        "HQ-9",
        "HQ-7",
        "DF-5",
        "DF-3",
        "KN-2",
    ]
)
_PLURALS = {
    "battery": "batteries",
    "aircraft": "aircraft",
    "craft": "craft",
    "artillery": "artillery",
    "torpedo": "torpedoes",
    "salvo": "salvoes",
}
# Where a form has several readings the first counts: "strike" behind a noun is a use, and reading a chain makes it a modifier elsewhere.
_ORDER = {
    "blocker": 0,
    "designation": 1,
    "head": 2,
    "goods": 2,
    "weak": 3,
    "component": 4,
    "production": 4,
    "technology": 4,
    "licence": 4,
    "use": 5,
    "deal": 5,
    "person": 6,
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One written form of the vocabulary and what it says."""

    role: str  # designation, head, weak, goods, qualifier, modifier, calibre, maker, component, technology, licence, production, use, deal, person, blocker
    category: str | None = None
    sipri_category: str | None = None
    unroca_category: str | None = None
    aspect: str = "item"
    designation: str | None = None
    origin_code: str | None = None
    needs_company: bool = False  # means a weapon only beside a head noun, or in a sentence that names other weapons
    needs_head: bool = False  # means a weapon only beside a head noun
    shape: tuple[str, ...] = ()  # the pieces as the seed writes them: capitals there are capitals in the text


@dataclass(slots=True)
class _Node:
    children: "dict[str, _Node]"
    entries: list[Entry]


def look_up(pieces: Sequence[Piece], start: int) -> tuple[int, Entry] | None:
    """Return the longest form that begins at piece `start`, as the offset of the piece behind it and its entry."""
    node = _tree().children.get(pieces[start].key)
    if node is None:
        return None
    found: list[tuple[int, _Node]] = []
    end = start + 1
    loose = False
    while True:
        if node.entries:
            found.append((end, node))
        if end == len(pieces) or pieces[end].joint > QUOTED:
            break
        following = node.children.get(pieces[end].key)
        if following is None:
            break
        node = following
        loose = loose or pieces[end].joint == QUOTED
        end += 1
    for stop, reached in reversed(found):
        for entry in reached.entries:
            if (entry.role == "designation" or not loose) and _is_written_like(pieces[start:stop], entry):
                return stop, entry
    return None


def _is_written_like(pieces: Sequence[Piece], entry: Entry) -> bool:
    """Tell whether the capitals of the seed's form stand in the text."""
    if not entry.shape:
        return True
    for position, (piece, model) in enumerate(zip(pieces, entry.shape, strict=True)):
        if not model[0].isupper():
            continue
        written = piece.text
        if written.islower() and (len(model) == 1 or _is_code(pieces, position)):
            if entry.needs_company or not _is_code(pieces, position):
                return False
        elif model.isupper() and len(model) > 1:
            bare = written[:-1] if written.endswith("s") and not model.endswith("S") else written
            if not bare.isupper() and not (len(model) > 4 and bare[:1].isupper()):
                return False
        elif not written[0].isupper() and (position == 0 or (entry.role == "designation" and len(pieces) < 3)):
            return False
    return True


def _is_code(pieces: Sequence[Piece], position: int) -> bool:
    """Tell whether a hyphen and a number follow, as in "f-35": codes are sometimes written small."""
    following = pieces[position + 1] if position + 1 < len(pieces) else None
    return following is not None and following.joint == HYPHENED and following.text.isdigit()


@cache
def _tree() -> _Node:
    root = _Node({}, [])
    heads = read_table("lexicons/weapon_heads.csv")
    for row in heads:
        entry = _read_entry(row, row["role"], row["aspect"] or "item")
        _insert(root, row["phrase"], entry, keeps_capitals=row["phrase"].isupper() or row["role"] == "maker")
    for row in read_table("lexicons/weapon_blockers.csv"):
        _insert(root, row["phrase"], Entry("blocker"), keeps_capitals=True, plural=False)
    nouns = {split_pieces(row["phrase"])[-1].key for row in heads if row["role"] in {"head", "weak"}}
    for row in read_table("lexicons/weapons.csv"):
        for form in (row["designation"], *filter(None, row["aliases"].split("|"))):
            bare = form.rstrip("?")
            is_short = _SHORT_CODE.fullmatch(bare) is not None and bare not in _PLAIN_CODES
            entry = _read_entry(row, "designation", "item", _choose_name(row["designation"].rstrip("?"), bare), bare != form or is_short)
            words = bare.split()
            is_described = len(words) > 2 and split_pieces(bare)[-1].key in nouns and not any(word.isupper() for word in words)
            _insert(root, bare, entry, keeps_capitals=not is_described)
    _sort_entries(root)
    return root


def _choose_name(designation: str, form: str) -> str:
    """Return the form where it is a variant's code ("F-35I", "M1A2"), else the designation."""
    code = designation.split(maxsplit=1)[0]
    is_variant = code[-1].isdigit() and form.startswith(code) and " " not in form and form[len(code) : len(code) + 1].isupper()
    return form if is_variant else designation


def _sort_entries(node: _Node) -> None:
    node.entries.sort(key=lambda entry: _ORDER.get(entry.role, 7))
    for child in node.children.values():
        _sort_entries(child)


def _read_entry(row: dict[str, str], role: str, aspect: str, designation: str | None = None, needs_company: bool = False) -> Entry:
    return Entry(
        role,
        row["category"] or None,
        row["sipri_category"] or None,
        row["unroca_category"] or None,
        aspect,
        designation,
        row.get("origin_code") or None,
        needs_company,
    )


def _insert(root: _Node, form: str, entry: Entry, *, keeps_capitals: bool, plural: bool = True) -> None:
    pieces = split_pieces(form)
    shape = tuple(piece.text for piece in pieces)
    if keeps_capitals and any(part[0].isupper() for part in shape):
        entry = replace(entry, shape=shape)
    keys = [piece.key for piece in pieces]
    paths = [keys]
    last = keys[-1]
    if plural and last.isalpha() and entry.role not in {"modifier", "calibre", "maker", "qualifier"}:
        paths.append([*keys[:-1], _plural(last)])
    for path in paths:
        node = root
        for key in path:
            node = node.children.setdefault(key, _Node({}, []))
        if all(known.role != entry.role or known.designation != entry.designation or known.shape != entry.shape for known in node.entries):
            node.entries.append(entry)


def _plural(noun: str) -> str:
    if noun in _PLURALS:
        return _PLURALS[noun]
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return noun[:-1] + "ies"
    if noun.endswith(("s", "x", "ch", "sh")):
        return noun + "es"
    return noun + "s"


@cache
def _prefixes() -> dict[tuple[str, ...], Entry]:
    """Return designation prefixes by their pieces as written."""
    found = {}
    for row in read_table("lexicons/weapon_prefixes.csv"):
        entry = replace(_read_entry(row, "designation", "item"), needs_head=row["stands_alone"] != "yes")
        found[tuple(piece.text for piece in split_pieces(row["prefix"]))] = entry
    return found


@cache
def _prefix_starts() -> frozenset[str]:
    return frozenset(prefix[0] for prefix in _prefixes())


def look_up_prefix(pieces: Sequence[Piece], start: int) -> tuple[int, Entry] | None:
    """Return a designation that no table lists but whose prefix is known ("Su-99"): the offset behind its number, and the prefix's entry."""
    if pieces[start].text not in _prefix_starts():
        return None
    for length in (3, 2, 1):
        stop = start + length
        if stop >= len(pieces):
            continue
        entry = _prefixes().get(tuple(piece.text for piece in pieces[start:stop]))
        if entry is None or any(piece.joint not in {GLUED, HYPHENED} for piece in pieces[start + 1 : stop]):
            continue
        number = pieces[stop]
        is_spaced = number.joint == JOINED and (length > 1 or len(pieces[start].text) > 1)
        if number.text.isdigit() and (number.joint in {GLUED, HYPHENED} or is_spaced) and len(number.text) < 6:
            return stop + 1, entry
    return None
