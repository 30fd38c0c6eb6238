"""Finds weapons in a sentence: names and codes, nouns for them, their parts, technology, licences, and arms in general.

Here: how the phrases of one sentence combine and which tokens they cover. Not here: the vocabulary (weapons_lexicon), reading one phrase
(weapons_chains, weapons_phrases), or whether anybody transfers anything.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from spacy.tokens import Doc, Token

from flows.extract.mentions.alignment import align_span
from flows.extract.mentions.types import WeaponMention
from flows.extract.mentions.weapons_chains import Atom, cut_chains
from flows.extract.mentions.weapons_lexicon import Entry
from flows.extract.mentions.weapons_phrases import Phrase, read_chain
from flows.extract.mentions.weapons_pieces import split_pieces

_LINK = re.compile(r"\s+(?:for|of|to|on|used\s+in|used\s+by|intended\s+for|behind|from)\s+(?:[\w'’.-]+\s+){0,3}[\"“'‘]?", re.IGNORECASE)
_FOR = re.compile(r"\s+(?:for|of|to|used\s+in|intended\s+for)\s", re.IGNORECASE)
_FIRING = frozenset({"artillery", "armoured_vehicle", "air_defence", "small_arms", "missile", "aircraft", "helicopter", "ship", "uav"})
_LINKED = frozenset({"component", "ammunition", "engine", "sensor"})
_MAKING = r"(?:build|building|make|making|produce|producing|production|manufacture|manufacturing|assemble|assembling|assembly|co-produce)"
_LICENSED = re.compile(
    rf"(?:\blicen[cs]es?\s+(?:(?:to|for)\s+)?(?:the\s+)?(?:local(?:ly)?\s+)?{_MAKING}\s+|\b{_MAKING}\s+licen[cs]es?\s+|\blicensed?\s+{_MAKING}\s+"
    rf"|\brights?\s+to\s+{_MAKING}\s+|\b(?:production|manufacturing)\s+rights\s+(?:for|to)\s+)(?:of\s+|for\s+)?(?:[\w'’.-]+\s+){{0,2}}$",
    re.IGNORECASE,
)
_EXPORT = re.compile(r"\b(?:export|import|sales?)\s+$", re.IGNORECASE)
_UNDER_LICENCE = re.compile(r"\s+(?:[\w-]+\s+){0,6}under\s+(?:an?\s+)?(?:[\w-]+\s+){0,2}licen[cs]e", re.IGNORECASE)
_INCLUDING = re.compile(
    r"\s*[,(–-]?\s*(?:including|such\s+as|like|among\s+(?:them|which)|namely|notably|especially|e\.g\.)[:,]?\s+(?:[\w'’.-]+\s+){0,4}",
    re.IGNORECASE,
)
_CALLED = re.compile(r"\s*,?\s*(?:called|known\s+as|dubbed|named|nicknamed|code-?named)\s+(?:the\s+|an?\s+)?[\"“'‘]?", re.IGNORECASE)
_JOINED = re.compile(r"\s*(?:,|,?\s+and|,?\s+or|/|,?\s+and/or)\s+(?:other\s+)?", re.IGNORECASE)
_JOINED_BEFORE = re.compile(r"(?:,|\b(?:and|or))\s+$")
_SHARED_NOUN = re.compile(
    r"\s*(?:,|\s+and|\s+or|/)\s*(?:[\w-]+\s+){1,2}?(?:aid|assistance|support|help|equipment|supplies|hardware|technology|technologies|goods|material|backing)\b",
    re.IGNORECASE,
)
_MILITARY = re.compile(
    r"\b(?:military|army|armies|weapons?|arms|arsenals?|troops|soldiers?|defen[cs]e|Pentagon|NATO|battlefield|forces)\b", re.IGNORECASE
)
_GEAR_LEADS = re.compile(
    r"(?:\b(?:the|this|such|its|their|our|some|more|other|additional|surplus|older|old|new|donated|captured)|[A-Z][\w.]*(?:-(?:made|built|supplied|designed|origin|era))?)\s+$"
)
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


@dataclass(frozen=True, slots=True)
class _Found:
    phrase: Phrase
    start: int
    end: int
    head: int


def find_weapons(doc: Doc) -> list[WeaponMention]:
    """Return the weapons of one sentence in order, one mention a conjunct, without determiners and counts.

    `category` is the guidelines' and follows the head noun ("artillery shells" is ammunition, "parts for F-16 jets" component). `aspect` is item,
    component, technology, licence, production, generic ("arms", "military aid") or use ("drone strike"). `head` is the syntactic head of the
    phrase where the sentence is parsed, else its last noun.
    """
    text = doc.text
    chains = cut_chains(text, split_pieces(text))
    if not chains:
        return []
    chains = _drop_verbs(doc, chains)
    phrases = _read_all(chains)
    if not phrases:
        return []
    phrases = _link(text, phrases)
    phrases = _share_nouns(text, phrases)
    phrases = _keep_whole(text, phrases)
    phrases = _name_general(text, phrases)
    found = [_place(doc, phrase) for phrase in phrases]
    return [_mention(doc, each) for each in _join_appositions(doc, found)]


def _read_all(chains: Sequence[list[Atom]]) -> list[Phrase]:
    firm = [read_chain(chain, in_company=False) for chain in chains]
    in_company = any(phrase is not None and phrase.category and phrase.category not in _SOLID and phrase.tail is None for phrase in firm)
    if not in_company:
        return [phrase for phrase in firm if phrase is not None]
    read = []
    for chain, phrase in zip(chains, firm, strict=True):
        doubtful = any(atom.entry.needs_company for atom in chain)
        again = read_chain(chain, in_company=True) if doubtful else phrase
        if again is not None:
            read.append(again)
    return read


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


def _link(text: str, phrases: list[Phrase]) -> list[Phrase]:
    """Return the phrases with "parts for X", "technology of X" and "missiles for X" made one, and "production of X" marked on X."""
    linked: list[Phrase] = []
    for phrase in phrases:
        before = linked[-1] if linked else None
        if before is not None and phrase.category is not None and phrase.tail is None and phrase.aspect != "use":
            merged = _link_pair(text, before, phrase)
            if merged is not None:
                linked[-1] = merged
                continue
        if phrase.tail is None and phrase.aspect == "item" and _is_licensed(text, phrase):
            phrase = replace(phrase, aspect="licence")
        linked.append(phrase)
    return linked


def _is_licensed(text: str, phrase: Phrase) -> bool:
    return _LICENSED.search(text, max(0, phrase.start - 60), phrase.start) is not None or _UNDER_LICENCE.match(text, phrase.end) is not None


def _link_pair(text: str, before: Phrase, phrase: Phrase) -> Phrase | None:
    between = text[before.end : phrase.start]
    if _LINK.fullmatch(between) is None:
        return None
    if phrase.category == "unspecified" and before.category is not None and before.tail is None and before.category not in _LINKED:
        return None
    designation, origin_code = (before.designation, before.origin_code) if before.designation else (phrase.designation, phrase.origin_code)
    whole = replace(before, end=phrase.end, designation=designation, origin_code=origin_code, tail=None)
    if before.tail == "licence" and (phrase.category == "unspecified" or _EXPORT.search(text, 0, before.start)):
        return None
    if before.tail in {"production", "licence"}:
        return replace(phrase, aspect=before.aspect)
    if before.tail == "engine":
        return replace(whole, category="engine") if _FOR.match(between) else None
    if before.tail == "component" or (before.category in _LINKED and before.aspect != "use"):
        if not _FOR.match(between) or (before.category == "ammunition" and phrase.category not in _FIRING):
            return None
        return replace(whole, category=before.category or "component")
    if before.tail == "technology" or (before.aspect == "technology" and before.category == "unspecified"):
        return replace(whole, category=phrase.category, entry=phrase.entry, aspect="technology")
    if before.category == "missile" and before.designation is None and phrase.category == "air_defence" and _FOR.match(between):
        return replace(whole, category="air_defence", entry=phrase.entry)
    return None


def _share_nouns(text: str, phrases: list[Phrase]) -> list[Phrase]:
    """Return the phrases with what two conjuncts share made one: "cruise and ballistic missiles", "military and technical aid"."""
    shared: list[Phrase] = []
    for position, phrase in enumerate(phrases):
        if phrase.tail == "qualifier":
            if phrase.category == "unspecified" and (match := _SHARED_NOUN.match(text, phrase.end)):
                shared.append(replace(phrase, end=match.end(), head=match.end() - 1, tail=None))
            elif position + 1 < len(phrases) and _JOINED.fullmatch(text[phrase.end : phrases[position + 1].start]):
                following = phrases[position + 1]
                if following.tail is None and following.designation is None and following.category == phrase.category:
                    phrases[position + 1] = replace(following, start=phrase.start)
                elif following.tail is None and phrase.category != "unspecified" and following.aspect == "item":
                    shared.append(replace(phrase, tail=None, aspect="item"))
            continue
        if shared and phrase.tail is None and phrase.start < shared[-1].end:
            continue
        shared.append(phrase)
    return shared


def _keep_whole(text: str, phrases: list[Phrase]) -> list[Phrase]:
    """Return the phrases that name something; bare "components" do so where a weapon stands in the sentence."""
    in_company = any(phrase.tail is None and phrase.category not in {None, "component"} for phrase in phrases)
    kept = []
    for phrase in phrases:
        if phrase.tail == "component" and in_company and text[phrase.start : phrase.end].lower().startswith("component"):
            kept.append(replace(phrase, category="component", tail=None))
        elif phrase.tail == "engine" and in_company and _JOINED_BEFORE.search(text, max(0, phrase.start - 12), phrase.start):
            kept.append(replace(phrase, category="engine", tail=None))
        elif phrase.tail == "gear" and _MILITARY.search(text) and _GEAR_LEADS.search(text, max(0, phrase.start - 30), phrase.start):
            kept.append(replace(phrase, tail=None))
        elif phrase.tail is None and phrase.category is not None:
            kept.append(phrase)
    return kept


def _name_general(text: str, phrases: list[Phrase]) -> list[Phrase]:
    """Return the phrases without "weapons" in "weapons, including X", and with "a drone called X" made one."""
    kept: list[Phrase] = []
    for phrase in phrases:
        before = kept[-1] if kept else None
        if before is not None and before.designation is None:
            between = text[before.end : phrase.start]
            if phrase.designation is not None and _CALLED.fullmatch(between):
                kept[-1] = replace(phrase, start=before.start, head=before.head)
                continue
            is_general = before.category == "unspecified" or phrase.designation is not None or phrase.category == before.category
            if is_general and before.aspect in {"item", "generic"} and phrase.aspect == "item" and _INCLUDING.fullmatch(between):
                kept.pop()
        kept.append(phrase)
    return kept


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
        and token.pos_ in {"ADJ", "NOUN", "VERB"}
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
        if doc[other.head].dep_ == "appos" and one.start <= doc[other.head].head.i < one.end and one.phrase.aspect == other.phrase.aspect:
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
