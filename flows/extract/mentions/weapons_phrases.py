"""Noun phrases about weapons: which words belong together, and what the whole names.

Here: cutting a sentence's text into chains of vocabulary words and reading each chain (its category, what it is about, where it ends).
Not here: the vocabulary (weapons_lexicon), how phrases combine in the sentence and where they stand in the parse (weapons).
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
_PADDING = frozenset({"modifier", "glue", "maker", "calibre"})
_NO_BEGINNING = frozenset({"deal", "person", "use", "production", "technology", "technology_weak", "licence", "weak", "component", "glue"})
_CONTENT = frozenset({"designation", "head", "weak", "component"})
_TAILS = {"technology": "technology", "technology_weak": "technology", "licence": "licence", "production": "production", "use": "use"}
_MILITARY_DEALS = frozenset(
    [
        "sale",
        "export",
        "deal",
        "contract",
        "order",
        "purchase",
        "import",
        "procurement",
        "shipment",
        "delivery",
        "deliverie",
        "supply",
        "supplie",
        "transfer",
        "consignment",
    ]
)
_GEAR = frozenset({"equipment", "hardware", "gear", "materiel"})
_SYSTEMS = frozenset(
    {"system", "complex", "complexe", "battery", "batterie", "launcher", "regiment", "fleet", "squadron", "model", "variant", "version"}
)
_OWN = frozenset({"engine", "component", "ammunition", "ship", "aircraft", "armoured_vehicle"})
_LAUNCHED = frozenset({"missile", "air_defence"})


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


@dataclass(frozen=True, slots=True)
class Phrase:
    """A reading of one chain; offsets count characters. `head` is where its head noun begins."""

    start: int
    end: int
    head: int
    category: str | None  # null for a bare tail ("parts", "production") that only means something with a weapon behind "of" or "for"
    entry: Entry | None  # whose registers' categories count
    aspect: str
    designation: str | None = None
    origin_code: str | None = None
    tail: str | None = None  # what a bare noun is: component, technology, licence, production, engine, gear; or "qualifier"


def cut_chains(text: str, pieces: Sequence[Piece]) -> list[list[Atom]]:
    """Return the runs of vocabulary words that stand side by side, in order."""
    chains: list[list[Atom]] = []
    current: list[Atom] = []
    position = 0
    while position < len(pieces):
        atom = _read_atom(text, pieces, position)
        if atom is None and current and current[-1].last == position and "-" in text[current[-1].end : pieces[position].start]:
            if pieces[position].joint == HYPHENED:
                atom = Atom(pieces[position].start, pieces[position].end, position, position + 1, Entry("glue"))
        if atom is None:
            position += 1
            continue
        if atom.entry.role == "blocker":
            position = atom.last
            continue
        if current and not _continues(pieces, current[-1], atom):
            chains.append(current)
            current = []
        if current or atom.entry.role != "glue":
            current.append(atom)
        position = atom.last
    if current:
        chains.append(current)
    return chains


def _continues(pieces: Sequence[Piece], before: Atom, atom: Atom) -> bool:
    if atom.first != before.last:
        return False
    joint = pieces[atom.first].joint
    if joint in {JOINED, HYPHENED, QUOTED, GLUED}:
        return True
    is_named = "designation" in {atom.entry.role, before.entry.role}
    return (is_named and joint in {OPENED, CLOSED}) or (joint == CLOSED and atom.entry.role in _CONTENT)


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
        if entry.role == "designation":
            return _extend(text, pieces, position, last, entry, entry.designation)
        return Atom(piece.start, pieces[last - 1].end, position, last, entry, word=pieces[last - 1].key.removesuffix("s"))
    if piece.text[0].isupper() and following is not None and following.text[0].isdigit() and following.joint in {GLUED, HYPHENED}:
        code = _UNKNOWN_CODE.match(text, piece.start)
        if code is not None:
            return _extend(text, pieces, position, position + 2, Entry("designation", needs_head=True), None)
    return None


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


def read_chain(atoms: list[Atom], *, in_company: bool) -> Phrase | None:
    """Return what a chain names, null for nothing; `in_company` where the sentence names a weapon beyond doubt elsewhere."""
    atoms = _drop_doubtful(atoms, in_company=in_company)
    aspect = None
    atoms = _strip_end(atoms)
    tail: Atom | None = None
    deal: Atom | None = None
    while atoms and atoms[-1].entry.role in {"deal", "person", *_TAILS}:
        last = atoms[-1]
        if last.entry.role == "person":
            return None
        if last.entry.role == "deal":
            aspect = aspect or "deal"
            deal = last if last.word in _MILITARY_DEALS else None
        else:
            aspect, tail = _TAILS[last.entry.role], last
        atoms = _strip_end(atoms[:-1])
    if aspect == "deal":
        aspect = None
        if atoms and atoms[-1].entry.role == "qualifier" and atoms[-1].entry.category == "unspecified" and deal is not None:
            return Phrase(atoms[0].start, deal.end, _head_start(deal), "unspecified", atoms[-1].entry, "generic")
    atoms = _strip_start(atoms)
    if not atoms or all(atom.entry.role in _PADDING for atom in atoms):
        return _bare_tail(tail) if tail is not None else None
    return _read_content(atoms, aspect, tail)


def _bare_tail(tail: Atom) -> Phrase | None:
    if tail.entry.role in {"use", "technology_weak"}:
        return None
    return Phrase(tail.start, tail.end, tail.start, None, None, _TAILS[tail.entry.role], tail=tail.entry.role)


def _bare_noun(atoms: Sequence[Atom]) -> Phrase | None:
    """Return a noun that names a weapon only by what stands around it: "engines (for tanks)", "the Soviet equipment"."""
    last = atoms[-1]
    if last.entry.category == "engine":
        return Phrase(last.start, last.end, _head_start(last), None, last.entry, "item", tail="engine")
    if last.word in _GEAR:
        return Phrase(atoms[0].start, last.end, _head_start(last), "unspecified", last.entry, "generic", tail="gear")
    return None


def _strip_end(atoms: list[Atom]) -> list[Atom]:
    """Return the chain without trailing modifiers; a noun that is half of an unknown compound ("tank-like") goes with it."""
    while atoms and atoms[-1].entry.role in _PADDING:
        if atoms[-1].entry.role == "glue" and len(atoms) > 1 and atoms[-2].entry.role != "designation":
            atoms = atoms[:-1]
        atoms = atoms[:-1]
    return atoms


def _strip_start(atoms: list[Atom]) -> list[Atom]:
    """Return the chain without words in front that are verbs or belong to another phrase: "supply | missiles"."""
    while len(atoms) > 1 and atoms[0].entry.role in _NO_BEGINNING:
        atoms = atoms[1:]
    return atoms


def _drop_doubtful(atoms: list[Atom], *, in_company: bool) -> list[Atom]:
    """Return the chain without names and codes that nothing beside them shows to be weapons."""
    kept = list(atoms)
    for position in range(len(kept) - 1, -1, -1):
        atom = kept[position]
        if atom.entry.role != "designation" or not (atom.entry.needs_company or atom.entry.needs_head):
            continue
        before = kept[position - 1] if position else None
        followed = any(_supports(other) for other in kept[position + 1 :])
        led = before is not None and (before.entry.role == "maker" or _supports(before))
        if followed or led or (in_company and not atom.entry.needs_head):
            continue
        return _drop_doubtful(kept[:position], in_company=in_company) if position + 1 == len(kept) else kept[position + 1 :]
    return kept


def _supports(atom: Atom) -> bool:
    """Tell whether a neighbour shows that a doubtful name is a weapon's."""
    entry = atom.entry
    return (
        (entry.role == "head" and entry.category not in {"unspecified", "component", "other", "cyber"})
        or (entry.role == "weak" and entry.category not in {None, "unspecified", "component", "engine"})
        or (entry.role == "weak" and atom.word in _SYSTEMS)
        or (entry.role == "designation" and not entry.needs_company and not entry.needs_head)
    )


def _read_content(atoms: list[Atom], aspect: str | None, tail: Atom | None) -> Phrase | None:
    """Return the reading of a chain that ends in a noun, a name or a qualifier."""
    last = atoms[-1]
    named = next((atom for atom in atoms if atom.entry.role == "designation"), None)
    entry, category = last.entry, last.entry.category
    left = _category_on_the_left(atoms[:-1])
    if last.entry.role == "qualifier":
        if tail is None:
            return Phrase(atoms[0].start, last.end, last.start, category, entry, "generic", tail="qualifier")
        if tail.entry.role in {"use", "production", "technology_weak"} and category == "unspecified":
            return None
        if left is not None and left.category not in {None, "unspecified"}:
            category, entry = left.category, left
    elif last.entry.role == "component":
        if left is None:
            return Phrase(last.start, last.end, _head_start(last), None, None, "component", tail="component")
        category = "component"
    elif last.entry.role in {"head", "weak"}:
        decided = _decide(last, left)
        if decided is None:
            return _bare_noun(atoms) if tail is None else None
        category, entry = decided
    if category is None and named is not None:
        return None  # an unknown code and no noun that tells what it is
    if aspect is None:
        aspect = "component" if category == "component" else "generic" if category == "unspecified" else "item"
    end, head = (tail.end, tail.start) if tail is not None and aspect != "use" else (last.end, _head_start(last))
    return Phrase(
        atoms[0].start,
        end,
        head,
        category or "unspecified",
        entry,
        aspect,
        named.designation if named is not None else None,
        named.entry.origin_code if named is not None else None,
    )


def _head_start(atom: Atom) -> int:
    """Return where the last word of the atom begins (its end minus one: any character of the word will do)."""
    return max(atom.start, atom.end - 1)


def _category_on_the_left(atoms: Sequence[Atom]) -> Entry | None:
    """Return the entry in front of the last noun that says most about it: a name, a noun with a category, or a qualifier."""
    named = [atom.entry for atom in atoms if atom.entry.role == "designation" and atom.entry.category]
    if named:
        return named[-1]
    found: Entry | None = None
    for atom in reversed(atoms):
        if atom.entry.role in {"head", "qualifier", "weak", "component"} and atom.entry.category:
            if atom.entry.category != "unspecified":
                return atom.entry
            found = found or atom.entry
        elif atom.entry.role in {"maker", "designation"}:
            found = found or replace(atom.entry, role="qualifier", category="unspecified")
    return found


def _decide(atom: Atom, left: Entry | None) -> tuple[str, Entry] | None:
    """Return category and entry for a noun behind what stands on its left; null for a noun that says nothing alone."""
    noun = atom.entry
    own = noun.category
    if noun.role == "weak":
        if left is None:
            return None
        specific = left.category not in {None, "unspecified"}
        if own in {"engine", "component", "ammunition"}:
            return own, noun
        if left.role == "designation" and left.category:
            return left.category, left
        if own in _OWN and left.category != "uav":
            return own, noun
        if left.role == "qualifier" and left.category == "ship":
            return None  # "naval services"
        if specific:
            return str(left.category), left
        return (own, noun) if own else None
    if left is None or own is None:
        return (own, noun) if own else None
    if left.role == "designation":
        return _decide_named(own, atom, left)
    if own == "unspecified" and left.category not in {None, "unspecified", "component", "other"}:
        return str(left.category), left
    if left.category == "air_defence" and own in {"missile", "artillery", "other"}:
        return "air_defence", left
    return own, noun


def _decide_named(own: str, atom: Atom, named: Entry) -> tuple[str, Entry]:
    """Return the noun's category where it names something else than the name does: "F-16 engines", "HIMARS rockets"."""
    noun = atom.entry
    if named.category is None:
        return own, noun
    if own in {"engine", "component", "ammunition", "sensor"} and named.category != own:
        return own, noun
    if own == "missile" and atom.word not in _SYSTEMS and named.category not in _LAUNCHED and named.category != "uav":
        return own, noun
    return named.category, named
