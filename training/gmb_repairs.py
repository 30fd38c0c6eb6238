"""Repairs of the names of the Groningen Meaning Bank: one bound and one type for one name.

What lives here: the corpus's recurring slips (names cut in two, words that are no part of a name, a country that one document calls an
organisation), each repaired by one rule. What must not: the format and the split of the corpus (gmb.py).
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from typing import Final

from training.entity_labels import NO_ENTITY, group_spans, skip_titles
from training.labels import EntitySentence

Names = Mapping[tuple[str, ...], str]
Span = tuple[int, int, str]

SELDOM_WHOLE: Final[Names] = {("Czech", "Republic"): "LOC", ("Niger", "Delta"): "LOC", ("Serb", "Republic"): "LOC"}
"""Names that the corpus cuts in two wherever they stand."""
PERSONAL_TITLES: Final = frozenset(
    "general gen. lieutenant lt. colonel col. major maj. captain capt. sergeant sgt. admiral adm. mr. mrs. ms. dr. king prince".split()
)
OFFICES: Final = frozenset(
    "secretary-general ambassador ambassadors secretary president minister senator representative commissioner coordinator leader general".split()
)
NO_START: Final = frozenset(
    "the of and 's , \" - & southern northern eastern western northwest northeast southwest southeast northwestern northeastern".split()
)
"""Words in lower case that start no name; the corpus takes "southern" in as often as not."""
FEWEST: Final = 5
SHARE: Final = 0.85
"""A name that stands this often and has one type in this share of cases has it in all."""


def repair_spans(words: Sequence[str], spans: Sequence[Span], whole: Names, last_names: Set[str]) -> list[Span]:
    """Return the spans with cut names joined, words that are no part of a name left out and titled persons as persons.

    `whole` are names that are not cut, with their type; `last_names` the last words of persons' names ("General Petrov" is one).
    """
    repaired: list[Span] = []
    for start, end, kind in spans:
        if kind != "DATE":
            while start < end and words[start] in NO_START:
                start += 1
        if kind == "ORG":
            first = skip_titles(words, start, end)
            if start < first < end and words[start].lower() in PERSONAL_TITLES and words[end - 1] in last_names:
                start, kind = first, "PERSON"
            while start < end and words[end - 1].lower() in OFFICES:
                end -= 1
            if words[start:end] == ["State"]:
                end = start
        if start == end:
            continue
        before = repaired[-1] if repaired else (0, -1, "")
        joined = whole.get(tuple(words[before[0] : end])) if before[1] == start else None
        if joined:
            repaired[-1] = (before[0], end, joined)
        else:
            repaired.append((start, end, kind))
    return repaired


def find_whole_names(sentences: Iterable[EntitySentence]) -> Names:
    """Return the names of two or more words that the corpus has whole at least twice, with their usual type."""
    seen: dict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
    for sentence in sentences:
        for start, end, kind in group_spans(sentence.tags):
            if end - start > 1 and kind != "DATE":
                seen[sentence.words[start:end]][kind] += 1
    return {name: kinds.most_common(1)[0][0] for name, kinds in seen.items() if kinds.total() > 1} | SELDOM_WHOLE


def find_settled_names(sentences: Iterable[EntitySentence]) -> Names:
    """Return the names that have one type nearly always, with that type."""
    seen: dict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
    for sentence in sentences:
        for start, end, kind in group_spans(sentence.tags):
            seen[sentence.words[start:end]][kind] += 1
    settled = {}
    for name, kinds in seen.items():
        kind, count = kinds.most_common(1)[0]
        if kinds.total() >= FEWEST and count >= SHARE * kinds.total():
            settled[name] = kind
    return settled


def find_last_names(sentences: Iterable[EntitySentence]) -> Set[str]:
    """Return the last words of the persons' names."""
    return {s.words[end - 1] for s in sentences for _, end, kind in group_spans(s.tags) if kind == "PERSON"}


def repair_names(sentences: Sequence[EntitySentence], known: Sequence[EntitySentence]) -> list[EntitySentence]:
    """Return the sentences repaired by what the `known` ones say of names; words cut off a name are no entity."""
    whole, last_names = find_whole_names(known), find_last_names(known)

    def repair(sentence: EntitySentence) -> EntitySentence:
        words = list(sentence.words)
        return _set_spans(sentence, repair_spans(words, group_spans(sentence.tags), whole, last_names))

    settled = find_settled_names(map(repair, known))
    repaired = map(repair, sentences)
    return [
        _set_spans(s, [(start, end, settled.get(s.words[start:end], kind)) for start, end, kind in group_spans(s.tags)]) for s in repaired
    ]


def _set_spans(sentence: EntitySentence, spans: Sequence[Span]) -> EntitySentence:
    """Return the sentence with the given spans; words of its former ones are NO_ENTITY, all other tags stay."""
    tags = [tag if tag[0] not in "BI" else NO_ENTITY for tag in sentence.tags]
    for start, end, kind in spans:
        tags[start:end] = [f"B-{kind}", *[f"I-{kind}"] * (end - start - 1)]
    return EntitySentence(sentence.words, tuple(tags), sentence.marked)
