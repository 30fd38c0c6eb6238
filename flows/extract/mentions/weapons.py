"""Finds weapons in a sentence: names and codes, nouns for them, their parts, technology, licences, and arms in general.

Here: how the phrases of one sentence combine and which tokens they cover. Not here: the vocabulary (weapons_lexicon), reading one phrase
(weapons_chains, weapons_phrases), or whether anybody transfers anything.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from spacy.tokens import Doc, Token

from flows.extract.mentions.alignment import align_span
from flows.extract.mentions.types import WeaponMention
from flows.extract.mentions.weapons_chains import Atom, cut_chains
from flows.extract.mentions.weapons_combinations import keep_whole, link_phrases, name_general, share_nouns
from flows.extract.mentions.weapons_lexicon import Entry
from flows.extract.mentions.weapons_phrases import Phrase, read_chain
from flows.extract.mentions.weapons_pieces import split_pieces

_SOLID = frozenset({"unspecified", "component", "other", "cyber", "space", "nuclear"})
_COUNTING = frozenset(
    [
        "more",
        "most",
        "many",
        "much",
        "several",
        "few",
        "other",
        "another",
        "additional",
        "extra",
        "such",
        "certain",
        "some",
        "same",
        "own",
        "first",
        "second",
        "third",
        "last",
        "next",
        "total",
        "new-found",
        "various",
        "further",
        "remaining",
        "dozen",
        "hundred",
        "thousand",
        "million",
        "billion",
        "first-ever",
        "different",
        "numerous",
        "multiple",
        "single",
        "initial",
    ]
)


# What is done with weapons whose name means other things too.
_TRADES = frozenset(
    "order buy purchase deliver supply sell acquire lease donate export obtain delivery sale shipment induct send give pledge promise receive".split()
)


_COUNTED = frozenset({"NUM", "ADJ", "NOUN", "DET", "PROPN"})


@dataclass(frozen=True, slots=True)
class _Found:
    phrase: Phrase
    start: int
    end: int
    head: int


def find_weapons(doc: Doc, *, told: frozenset[str] = frozenset()) -> list[WeaponMention]:
    """Return the weapons of one sentence in order, one mention a conjunct, without determiners and counts.

    `told` are the designations that the text named before: names that mean other things too ("the K2s") are weapons here as well.

    `category` is the guidelines' and follows the head noun ("artillery shells" is ammunition, "parts for F-16 jets" component). `aspect` is item,
    component, technology, licence, production, generic ("arms", "military aid") or use ("drone strike"). `head` is the syntactic head of the
    phrase where the sentence is parsed, else its last noun.
    """
    text = doc.text
    chains = cut_chains(text, split_pieces(text))
    if not chains:
        return []
    chains = _drop_verbs(doc, chains)
    phrases = _read_all(doc, chains, told=told)
    if not phrases:
        return []
    phrases = link_phrases(text, phrases)
    phrases = share_nouns(text, phrases)
    phrases = keep_whole(text, phrases)
    phrases = name_general(text, phrases)
    found = [_place(doc, phrase) for phrase in phrases]
    return [_mention(doc, each) for each in _join_appositions(doc, found)]


def _read_all(doc: Doc, chains: Sequence[list[Atom]], *, told: frozenset[str]) -> list[Phrase]:
    firm = [read_chain(chain, in_company=False) for chain in chains]
    in_company = any(phrase is not None and phrase.category and phrase.category not in _SOLID and phrase.tail is None for phrase in firm)
    read = []
    for chain, phrase in zip(chains, firm, strict=True):
        doubtful = any(atom.entry.needs_company for atom in chain)
        again = read_chain(chain, in_company=True) if doubtful and (in_company or _is_traded(doc, chain, told=told)) else phrase
        if again is not None:
            read.append(again)
    return read


def _is_traded(doc: Doc, chain: list[Atom], *, told: frozenset[str]) -> bool:
    """Return whether a doubtful name was told before, or is what is bought, ordered or delivered: "ordered 20 Leopards", "buy the FK-3"."""
    if any(atom.entry.designation in told for atom in chain if atom.entry.designation is not None):
        return True
    written = doc.text[chain[-1].start : chain[-1].end]
    if not doc.has_annotation("DEP") or not (written.endswith("s") or any(character.isdigit() for character in written)):
        return False
    token = _token_at(doc, chain[-1].start)
    head = token.head
    if token.dep_ in {"nmod", "compound", "flat"} and head.pos_ in _COUNTED and head.lemma_.lower() not in _TRADES:
        head = head.head
    return head.lemma_.lower() in _TRADES and token.dep_ in {"obj", "nsubj:pass", "nmod", "compound", "flat"}


def _drop_verbs(doc: Doc, chains: list[list[Atom]]) -> list[list[Atom]]:
    """Return the chains cut at words the parse knows to be verbs: "Russia arms Iran", "to tank", "drones strike"."""
    if not doc.has_annotation("POS"):
        return chains
    kept: list[list[Atom]] = []
    for chain in chains:
        current: list[Atom] = []
        for atom in chain:
            if atom.entry.role not in {"modifier", "designation", "glue", "calibre", "maker", "qualifier"} and atom.last - atom.first == 1:
                token = _token_at(doc, atom.start)
                if token.pos_ in {"VERB", "AUX", "ADV"} and token.dep_ not in {"amod", "compound"}:
                    if current:
                        kept.append(current)
                    current = []
                    continue
            current.append(atom)
        if current:
            kept.append(current)
    return kept


def _token_at(doc: Doc, offset: int) -> Token:
    start, _ = align_span(doc, offset, offset + 1)
    return doc[start]


def _place(doc: Doc, phrase: Phrase) -> _Found:
    """Return the phrase with its tokens; the parse adds modifiers that no list knows and says which token is the head."""
    start, end = align_span(doc, phrase.start, phrase.end)
    head = _token_at(doc, phrase.head).i
    if doc.has_annotation("DEP"):
        while start > 0 and _modifies(doc[start - 1], start, end):
            start -= 1
        root = doc[start:end].root
        if root.pos_ in {"NOUN", "PROPN", "NUM", "X", "SYM", "ADJ", "PRON"}:
            head = root.i
    return _Found(phrase, start, end, head)


def _modifies(token: Token, start: int, end: int) -> bool:
    return (
        token.dep_ in {"amod", "compound"}
        and start <= token.head.i < end
        and token.pos_ in {"ADJ", "NOUN"}
        and (token.i == 0 or token.nbor(-1).text not in {"-", "–", "‑"})
        and not token.ent_type_
        and token.text.islower()
        and token.text.lower() not in _COUNTING
    )


def _join_appositions(doc: Doc, found: list[_Found]) -> list[_Found]:
    """Return the phrases without the nameless half of an apposition: "its newest fighter, the Su-57"."""
    if not doc.has_annotation("DEP"):
        return found
    dropped: set[int] = set()
    for position, (one, other) in enumerate(pairwise(found)):
        same = one.phrase.aspect == other.phrase.aspect and one.phrase.category == other.phrase.category
        one_named = (one.phrase.designation is None) != (other.phrase.designation is None)
        if same and one_named and doc[other.head].dep_ == "appos" and one.start <= doc[other.head].head.i < one.end:
            dropped.add(position + 1 if one.phrase.designation else position)
    return [each for position, each in enumerate(found) if position not in dropped]


def _mention(doc: Doc, found: _Found) -> WeaponMention:
    phrase = found.phrase
    entry = phrase.entry or Entry("head")
    same = entry.category == phrase.category
    return WeaponMention(
        start=found.start,
        end=found.end,
        head=found.head,
        text=doc[found.start : found.end].text,
        designation=phrase.designation,
        category=phrase.category or "unspecified",
        sipri_category=entry.sipri_category if same else None,
        unroca_category=entry.unroca_category if same else None,
        aspect=phrase.aspect,
        origin_code=phrase.origin_code,
    )
