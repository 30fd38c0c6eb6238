"""What a chain of words about weapons names: its category, what it is about, where it ends.

Here: reading one chain. Not here: cutting chains (weapons_chains), how phrases combine in the sentence and where they stand in the parse
(weapons).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from flows.extract.mentions.weapons_chains import Atom
from flows.extract.mentions.weapons_lexicon import Entry

_PADDING = frozenset({"modifier", "glue", "maker", "calibre"})
_NO_BEGINNING = frozenset({"deal", "person", "use", "production", "technology", "technology_weak", "licence", "weak", "component", "glue"})
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
_FIRE_UNITS = frozenset({"battalion", "brigade", "division"})
_OWN = frozenset({"engine", "component", "ammunition", "ship", "aircraft", "armoured_vehicle"})
_PLATFORMS = frozenset({"aircraft", "helicopter", "ship", "armoured_vehicle", "uav"})
_LAUNCHED = frozenset({"missile", "air_defence"})


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
    tail: str | None = None  # what a bare noun is: component, technology, licence, production, engine, gear, goods; or "qualifier"


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
            if last.word not in _FIRE_UNITS or len(atoms) < 2 or atoms[-2].entry.role != "designation":
                return None
            atoms = atoms[:-1]  # "two S-300 battalions": what they fire
            continue
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
    if last.word == "round":
        return Phrase(last.start, last.end, _head_start(last), None, last.entry, "item", tail="rounds")
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
    elif last.entry.role in {"head", "weak", "goods"}:
        decided = _decide(last, left)
        if decided is None:
            return _bare_noun(atoms) if tail is None else None
        category, entry = decided
    if category is None and named is not None:
        return None  # an unknown code and no noun that tells what it is
    is_common = last.entry.role == "goods" and left is None
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
        tail="goods" if is_common else None,
    )


def _head_start(atom: Atom) -> int:
    """Return where the last word of the atom begins (its end minus one: any character of the word will do)."""
    return max(atom.start, atom.end - 1)


def _category_on_the_left(atoms: Sequence[Atom]) -> Entry | None:
    """Return the entry in front of the last noun that says most about it: a name, a noun with a category, or a qualifier."""
    named = [atom.entry for atom in atoms if atom.entry.role == "designation" and atom.entry.category]
    if named:
        return next((entry for entry in named if not entry.needs_head and not entry.needs_company), named[-1])
    found: Entry | None = None
    for atom in reversed(atoms):
        if atom.entry.role in {"head", "qualifier", "weak", "component"} and atom.entry.category:
            if atom.entry.category != "unspecified":
                return atom.entry
            found = found or atom.entry
        elif atom.entry.role in {"maker", "calibre", "designation"}:
            found = found or replace(atom.entry, role="maker", category="unspecified")
    return found


def _decide(atom: Atom, left: Entry | None) -> tuple[str, Entry] | None:
    """Return category and entry for a noun behind what stands on its left; null for a noun that says nothing alone."""
    noun = atom.entry
    own = noun.category
    if noun.role == "weak":
        if left is None or (left.role == "maker" and own in {None, "unspecified"}):
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
    if left.role == "qualifier" and left.category == "missile" and own == "artillery":
        return "missile", left
    return own, noun


def _decide_named(own: str, atom: Atom, named: Entry) -> tuple[str, Entry]:
    """Return the noun's category where it names something else than the name does: "F-16 engines", "HIMARS rockets"."""
    noun = atom.entry
    if named.category is None or (
        named.needs_head and own not in {"unspecified", "other"} and (own, named.category) != ("missile", "air_defence")
    ):
        return own, noun  # a code known by its prefix only: the noun knows better
    if named.needs_company and own in _PLATFORMS and named.category in _PLATFORMS:
        return own, noun  # "Typhoon armoured cars"
    if atom.word == "munition" and named.category in {"missile", "uav"}:
        return named.category, named
    if own in {"engine", "component", "ammunition", "sensor"} and named.category != own:
        return own, noun
    if own == "missile" and atom.word not in _SYSTEMS and named.category not in _LAUNCHED and named.category != "uav":
        return own, noun
    return named.category, named
