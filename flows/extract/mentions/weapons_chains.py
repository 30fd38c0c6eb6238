"""Cuts a sentence's text into chains: runs of words about weapons that stand side by side.

Here: words of the vocabulary, codes with their variant letters, calibres, and which of them belong together. Not here: the vocabulary
(weapons_lexicon), or what a chain names (weapons_phrases).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from flows.extract.mentions.weapons_lexicon import Entry, look_up, look_up_prefix
from flows.extract.mentions.weapons_pieces import CLOSED, GLUED, HYPHENED, JOINED, OPENED, QUOTED, Piece

# What may follow a code: "S" in Su-35S, "C/D Block 52", "PMU-2", "(V)9", " MKI".
_VARIANT = re.compile(
    r"(?:[A-Z]{1,4}\d{0,2}(?![a-rt-z]|s[a-z]))?"
    r"(?:[-/](?:[A-Z]{1,4}\d{0,2}|\d{1,3}[A-Z]{0,2})(?![A-Za-z0-9]|-\d))*"
    r"(?:\s?\(V\)\s?\d*[A-Z]?)?"
    r"(?:\s(?:MKI|MKM|MKK|MK2|PMU-?\d?|SMT)\b)?"
    r"(?:\s(?:Block|Flight|Batch|Tranche|Mk|Mark)\s[0-9IVX]+[A-Z+]*)?"
)
_BLOCK = re.compile(r"(?:[-\s](?:Block|Flight|Batch|Tranche|Mk|Mark)\s?[0-9IVX]+[A-Z+]*)")
_UNKNOWN_CODE = re.compile(r"[A-Z][A-Za-z]{0,11}-?\d{1,4}[A-Z]{0,3}(?![\w-])")


_STATES_OF_WEAR = frozenset("used surplus secondhand refurbished mothballed retired".split())
_NUMBER_WORDS = frozenset("two three four five six seven eight nine ten eleven twelve dozen fifteen twenty".split())


@dataclass(frozen=True, slots=True)
class Atom:
    """A vocabulary word or a code in the text; `start` and `end` count characters, `designation` is the code as written, without a plural."""

    start: int
    end: int
    first: int  # its first piece
    last: int  # the piece behind it
    entry: Entry
    designation: str | None = None
    word: str = ""  # its last piece in lower case and the singular


def cut_chains(text: str, pieces: Sequence[Piece]) -> list[list[Atom]]:
    """Return the runs of vocabulary words that stand side by side, in order."""
    chains: list[list[Atom]] = []
    current: list[Atom] = []
    position = 0
    while position < len(pieces):
        atom = _read_atom(text, pieces, position)
        if atom is None and current and current[-1].last == position and _is_hyphened(text, current[-1], pieces[position]):
            atom = Atom(pieces[position].start, pieces[position].end, position, position + 1, Entry("glue"))
        if atom is None:
            position += 1
            continue
        if atom.entry.role == "blocker":
            position = atom.last
            continue
        if current and not _continues(pieces, current, atom):
            chains.append(current)
            current = []
        if current or atom.entry.role != "glue":
            current.append(atom)
        position = atom.last
    if current:
        chains.append(current)
    return chains


def _is_hyphened(text: str, before: Atom, piece: Piece) -> bool:
    return piece.joint == HYPHENED and "-" in text[before.end : piece.start]


def _continues(pieces: Sequence[Piece], chain: Sequence[Atom], atom: Atom) -> bool:
    """Tell whether the atom belongs to the chain: side by side, or a name in brackets."""
    before = chain[-1]
    if atom.first != before.last:
        return False
    joint = pieces[atom.first].joint
    if joint == OPENED:
        return "designation" in {atom.entry.role, before.entry.role}
    if joint == CLOSED:
        return any(piece.joint == OPENED for piece in pieces[chain[0].first + 1 : before.last])
    return joint in {JOINED, HYPHENED, QUOTED, GLUED}


def _read_atom(text: str, pieces: Sequence[Piece], position: int) -> Atom | None:
    piece = pieces[position]
    following = pieces[position + 1] if position + 1 < len(pieces) else None
    if piece.text[0].isdigit() and following is not None and following.joint <= HYPHENED:
        found = look_up(pieces, position + 1)
        if found is not None and found[1].role == "calibre":
            last = found[0]
            if last < len(pieces) and pieces[last].joint <= HYPHENED and pieces[last].key == "calibre":
                last += 1
            return Atom(piece.start, pieces[last - 1].end, position, last, found[1])
    known = look_up(pieces, position)
    if known is not None and known[1].role == "calibre":
        known = None
    prefixed = look_up_prefix(pieces, position)
    if prefixed is not None and (known is None or prefixed[0] > known[0]):
        return _extend(text, pieces, position, *prefixed, None)
    if known is not None:
        last, entry = known
        if entry.role == "designation" and entry.needs_company and _is_counted(pieces, position, last):
            entry = replace(entry, needs_company=False)
        if entry.role == "designation":
            return _extend(text, pieces, position, last, entry, entry.designation)
        return Atom(piece.start, pieces[last - 1].end, position, last, entry, word=pieces[last - 1].key.removesuffix("s"))
    if piece.text[0].isupper() and following is not None and following.text[0].isdigit() and following.joint in {GLUED, HYPHENED}:
        code = _UNKNOWN_CODE.match(text, piece.start)
        if code is not None:
            return _extend(text, pieces, position, position + 2, Entry("designation", needs_head=True), None)
    return None


def _is_counted(pieces: Sequence[Piece], first: int, last: int) -> bool:
    """Tell whether a name stands in the plural behind a number: "24 Typhoons" are no storms."""
    if first == 0 or not pieces[last - 1].text.endswith("s") or pieces[first].joint != JOINED:
        return False
    before = pieces[first - 1]
    return before.text.isdigit() or before.key in _NUMBER_WORDS or before.key in _STATES_OF_WEAR


def _extend(text: str, pieces: Sequence[Piece], first: int, last: int, entry: Entry, name: str | None) -> Atom:
    """Return the designation with its variant letters and its plural: "F-16C/Ds"."""
    start, end = pieces[first].start, pieces[last - 1].end
    written = text[start:end]
    pattern = _VARIANT if written[-1].isdigit() else _BLOCK
    variant = pattern.match(text, end)
    suffix = variant.group() if variant is not None else ""
    end += len(suffix)
    if name is None:
        name = text[start:end].partition("/")[0] if re.search(r"/\d+$", text[start:end]) else text[start:end]
    elif suffix:
        name = _name_variant(name, written, suffix)
    name = re.sub(r"\s?\(V\).*", "", name)
    if text[end : end + 1] == "s" and not text[end + 1 : end + 2].isalnum():
        end += 1
    while last < len(pieces) and pieces[last].start < end:
        last += 1
    return Atom(start, end, first, last, entry, name)


def _name_variant(name: str, written: str, suffix: str) -> str:
    """Return the variant's own name, "Su-35S" for Su-35; a series written with a stroke ("131/136") keeps the first."""
    if re.fullmatch(r"/\d+", suffix):
        return name
    if name[-1].isdigit():
        return name + suffix
    return written + suffix if written[-1].isdigit() else name
