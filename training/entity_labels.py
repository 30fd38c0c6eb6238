"""Entity labels as the corpora have them and as the project means them.

What lives here: spans of IOB tags, the tags a word may carry where a source says nothing (partial annotation), titles, peoples and
organisations by one rule for all corpora. What must not: file formats.

A source that does not mark a type says nothing about it: its untagged words may carry that type, so they are given a set of allowed tags
instead of "O".
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

from training.labels import ENTITY_TAGS, EntitySentence, tag_spans

UNKNOWN: Final = "?"
"""Tag of a word whose entity status the source leaves open."""
NO_ENTITY: Final = "-"
"""Tag of a word that the source says is something none of our types covers: a disease, a film."""

TITLES: Final = frozenset(
    """
    president vice prime minister deputy chancellor king queen prince princess sheikh sheik ayatollah pope bishop archbishop cardinal
    senator representative congressman congresswoman governor mayor judge justice general gen. lieutenant lt. colonel col. major maj.
    captain capt. sergeant sgt. admiral adm. commander marshal brigadier secretary secretary-general general ambassador envoy spokesman
    spokeswoman foreign defense defence interior finance state mr. mrs. ms. miss dr. sir lord lady sen. rep. gov. prof. professor director
    chief justice premier emir sultan chairman chairwoman leader former mullah imam mufti reverend rev. attorney
    """.split()
)
NOT_NATIONALITIES: Final = frozenset(
    {"everglades", "americas", "balkans", "eastern", "hide-outs", "ngos", "seafarers", "martian", "netherlands"}
    | {"philippines", "bahamas", "straits", "olympics", "politics", "small", "58th", "democratic", "kashmirs"}
    | {"western", "southern", "northwest", "northwestern", "northeastern", "southeastern", "midwestern", "sub-saharan"}
)
GROUPS_OF_PEOPLE: Final = frozenset(
    {"sunni", "sunnis", "shi'ite", "shi'ites", "shiite", "shiites", "kurdish", "muslim", "christian", "jewish", "arab"}
)
ORGANISATIONS: Final = frozenset({"U.N.", "UN", "United Nations", "E.U.", "EU", "European Union", "NATO", "African Union"})
"""Names that GMB tags as places as often as not."""
WEAPON_WORDS: Final = re.compile(
    r"(?i:.*(?:missile|rocket|rifle|pistol|revolver|shotgun|carbine|handgun|cannon|howitzer|mortar|artillery|torpedo|bomb|grenade|warhead|"
    r"ammunition|munition|tank|drone|uav|helicopter|fighter|frigate|corvette|submarine|destroyer|battleship|warship|aircraft|bomber|"
    r"jet|gun|weapon|mine|sword|launcher|vehicle|radar|kalashnikov|katyusha|qassam|scud|patriot|arms|explosive|device)s?)"
    r"|(?=.*[A-Z])(?=.*\d)[\w./-]+|(?:of|and|the|-|/|\.)|[IVX]+"
)
"""Words that a source which does not mark weapons may have left untagged though they are, or are part of, one."""
NAME_LINKS: Final = frozenset("of the and for de la du del der van von bin ibn al el da dos di 's & - on in at to".split())


def allowed_tags(tag: str, marked: frozenset[str], word: str = "X") -> int:
    """Return the bit mask over ENTITY_TAGS of the tags a word may carry.

    A tagged word carries its tag; NO_ENTITY only "O"; "O" also the tags of the types the source does not mark and the word could be part
    of: names have a capital or are links such as "of", weapons look like one; UNKNOWN is 0, for nothing is known.
    """
    if tag == UNKNOWN:
        return 0
    if tag == NO_ENTITY:
        return 1
    if tag != "O":
        return 1 << ENTITY_TAGS.index(tag)
    return sum(1 << place for place, name in enumerate(ENTITY_TAGS) if name == "O" or (name[2:] not in marked and could_be(word, name)))


def could_be(word: str, tag: str) -> bool:
    """Return whether a word's form allows an entity tag."""
    prefix, _, kind = tag.partition("-")
    if kind == "DATE":
        return True
    if kind == "WEAPON":
        return WEAPON_WORDS.fullmatch(word) is not None and (prefix == "I" or word.lower() not in NAME_LINKS | {"/", "."})
    return any(letter.isupper() for letter in word) or (prefix == "I" and (word.lower() in NAME_LINKS or not word.isalpha()))


def group_spans(tags: Sequence[str]) -> list[tuple[int, int, str]]:
    """Return (start, end, type) of the IOB tags; an I- that continues nothing opens a span."""
    spans: list[tuple[int, int, str]] = []
    for position, tag in enumerate(tags):
        if tag in ("O", UNKNOWN, NO_ENTITY):
            continue
        prefix, _, kind = tag.partition("-")
        if prefix == "I" and spans and spans[-1][1] == position and spans[-1][2] == kind:
            spans[-1] = (spans[-1][0], position + 1, kind)
        else:
            spans.append((position, position + 1, kind))
    return spans


def skip_titles(words: Sequence[str], start: int, end: int) -> int:
    """Return the first word of a person's span that is no title; the end where all are titles."""
    while start < end and words[start].lower() in TITLES:
        start += 1
    return start


def find_nationalities(sentences: Iterable[tuple[list[str], list[str], list[str]]]) -> frozenset[str]:
    """Return the lower-cased geo/gpe names that the corpus mostly tags as adjectives or plural nouns: "iraqi", "americans"."""
    votes: Counter[str] = Counter()
    for words, xpos, tags in sentences:
        for word, tag_of_speech, tag in zip(words, xpos, tags, strict=True):
            if tag in ("B-gpe", "B-geo"):
                votes[word.lower()] += 1 if tag_of_speech in ("JJ", "NNS", "NNPS") else -1
    return frozenset(word for word, balance in votes.items() if balance > 0 and "." not in word) - NOT_NATIONALITIES


def choose_type(words: tuple[str, ...], name: str, nationalities: frozenset[str]) -> str:
    """Return the type of a name: NORP for peoples, ORG for the organisations of states, else the type it came with."""
    if name == "LOC" and words[-1].lower() in nationalities:
        return "NORP"
    if name == "DATE" and words == ("Darfur",):
        return "LOC"
    if name in ("PERSON", "ORG") and len(words) == 1 and words[0].lower() in GROUPS_OF_PEOPLE:
        return "NORP"
    return "ORG" if name == "LOC" and " ".join(words) in ORGANISATIONS else name


def mark_nationalities(sentence: EntitySentence, nationalities: frozenset[str]) -> EntitySentence:
    """Return the sentence with its places and organisations typed by the same lists as GMB's."""
    tags = list(sentence.tags)
    for start, end, kind in group_spans(tags):
        tags[start:end] = tag_spans(end - start, [(0, end - start, choose_type(sentence.words[start:end], kind, nationalities))])
    return EntitySentence(sentence.words, tuple(tags), sentence.marked)
