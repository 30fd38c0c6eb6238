"""Lists of those whom sanctions hit: after a colon, line by line, and in sentences that go on about those listed before.

Here: which names of a sentence are listed, by which rule's trigger and to which end. Not here: rows (sanctions), what a name is (sanction_names).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flows.extract.events.rules import Match, Rule, load_rules
from flows.extract.events.sanction_names import Target, names_between, names_by_commas
from flows.extract.events.sanction_reading import Reading
from flows.extract.language.frames import build_frame
from flows.extract.sentences import Sentence

_LIST_WORDS = frozenset(
    "individual entity company person list following official vessel bank include firm target name ship add designate those".split()
)
_FEWEST_NAMES = 2
_LISTED = "sanctioned|designated|listed|blacklisted|targeted|named|added|banned|affected|concerned|punished|hit"
_MEMBERS = (
    "firms|companies|individuals|persons|people|officials|entities|banks|vessels|ships|tankers|organi[sz]ations|groups|businesses|men|officers|"
    "ministers|judges|executives|institutions|names|targets|manufacturers|contractors|generals|commanders|airlines|oligarchs|hackers"
)
# "Among them are", "Those listed include", "They include": who stands there belongs to the list of the sentence before.
_GOING_ON = re.compile(
    r"(?:(?:also )?among (?:them|those(?: (?:named|listed|sanctioned|hit|affected|targeted))?|the (?:new |newly )?(?:sanctioned|designated|listed|blacklisted|targets|individuals|entities|companies|people))\b"
    r"|(?:they|these|those (?:sanctioned|designated|listed|blacklisted|targeted|named)|the (?:new )?(?:list|listings|targets|designations)) (?:also )?(?:include|includes|are|were)\b"
    rf"|(?:the|these|those) (?:[\w-]+ ){{0,3}}?(?:{_MEMBERS})(?: (?:{_LISTED}|on the list|in question))? (?:also )?(?:are|were|include|included|comprise)\b"
    rf"|(?:the|these|those) (?:[\w-]+ ){{0,2}}?(?:{_MEMBERS})(?=, (?:the )?[A-Z])"
    r"|the (?:two|three|four|five|six|seven|eight) (?:are|were|include)\b"
    r"|(?:it|the (?:new )?list) (?:also )?names\b"
    r"|others? (?:sanctioned|designated|listed|blacklisted|targeted|on the list)\b"
    r"|also (?:sanctioned|designated|listed|blacklisted|targeted|added|on the list|named|hit)\b)",
    re.IGNORECASE,
)
# "Ali Hassan and 16 others are concerned."
_LIST_STOPS = frozenset({"according", "whose", "who", "because", "accused", "implicated", "suspected", "charged"})
_CONCERNED = re.compile(
    r"[A-Z][^.;:]{2,120}? (?:is|are|was|were) (?:(?:also |both |all )?(?:concerned|affected|covered|included|named|listed|among (?:them|those))"
    r"|also on the (?:(?:sanctions |new )?list|blacklist))(?=[ .,]|$)"
)
_LISTING = re.compile(
    r"sanction|blacklist|designat|\blist(?:ed|ing|s)?\b|asset freeze|(?:travel|visa|entry) (?:ban|restriction)|restrictive measures|"
    r"countermeasures|measures against|banned from entering",
    re.IGNORECASE,
)
_BULLET = re.compile(r"\s*(?:[-–—•*·▪◦‣●]|\(?\d{1,3}[.)]|\([a-z]\))\s*(?=[\"“'«A-ZÀ-Þ])")
# A line of a list whose mark the cleaning took away: it opens with a name and is no full sentence.
_PLAIN_LINE = re.compile(r"\s*[\"“'«]?[A-ZÀ-Þ][^\n]{2,400}?(?<![.!?:])\s*$")
_NAME_END = re.compile(r"[,;:(\[]|\s[-–—]\s|\s+(?:born|who|which|for)\b|\.?$")
_LONGEST_NAME = 9  # words
_ENDED = re.compile(r"\b(?:remov\w+|de-?list\w*|lift\w*|(?:struck|taken) (?:off|from)|delet\w+)\b", re.IGNORECASE)
_AHEAD = re.compile(
    r"\b(?:propos\w+|consider\w*|would be|could be|urg\w+|draft|recommend\w*|calls? for|called for|plans? to)\b", re.IGNORECASE
)
# How many sentences before a list who imposes it may be told.
_REACH = 4


@dataclass(frozen=True, slots=True)
class Roster:
    """The names that one sentence lists, the reading they are listed by, and what is done: imposed, threatened or lifted."""

    reading: Reading
    names: list[Target]
    action: str


def go_on_listing(kinds: Sequence[frozenset[str]], texts: Sequence[str]) -> list[frozenset[str]]:
    """Return the kinds with sanctions added to lines and sentences that go on with a list of those hit, though no word of theirs says it."""
    told = list(kinds)
    last, in_lines = -_REACH, False
    for i, text in enumerate(texts):
        opens = bool(i) and texts[i - 1].rstrip().endswith(":") and i - last <= _REACH
        in_lines = _is_line(text, is_open=in_lines or opens) and (in_lines or i - last <= _REACH)
        goes_on = i - last <= _REACH and (_GOING_ON.match(text) or _CONCERNED.match(text))
        if in_lines or goes_on:
            told[i] = kinds[i] | {"sanctions"}
        if "sanctions" in kinds[i] and _LISTING.search(text):
            last = i
    return told


def _is_line(text: str, *, is_open: bool) -> bool:
    """Return whether a text is a line of a list: one with a mark, or, where a list is open, one that opens with a capital and is no sentence."""
    return bool(_BULLET.match(text)) or (is_open and bool(_PLAIN_LINE.match(text)))


def listed_readings(sentence: Sentence, earlier: Sequence[Sentence]) -> Iterator[Roster]:
    """Yield the lists of names that the sentence is or holds, nothing where it lists none."""
    colon = next((token.i for token in sentence.doc if token.text == ":"), None)
    if colon is not None:
        yield from _after_colon(sentence, colon)
    if _is_line(sentence.text, is_open=True):
        lines = list(_line(sentence, earlier))
        yield from lines
        if lines:
            return
    near = [other for other in earlier if 0 < sentence.index - other.index <= _REACH]
    if _GOING_ON.match(sentence.text) and any(_LISTING.search(other.text) for other in (sentence, *near)):
        yield from _going_on(sentence, near)
    elif (concerned := _CONCERNED.match(sentence.text)) and any(_LISTING.search(other.text) for other in near):
        end = next((token.i for token in sentence.doc if token.idx >= concerned.end()), len(sentence.doc))
        yield from _going_on(sentence, near, end)


def _after_colon(sentence: Sentence, colon: int) -> Iterator[Roster]:
    """Yield the names after the colon of a sentence that announces them: "The individuals included in the sanctions are: ..."."""
    doc = sentence.doc
    rule = _rule("colon")
    if rule is None:
        return
    before = {token.lemma_.lower() for token in doc[:colon]} | {token.lower_ for token in doc[:colon]}
    trigger = next((token.i for token in doc[:colon] if token.lemma_.lower() in rule.nouns | rule.verbs), None)
    names = names_between(sentence, colon + 1, len(doc)) if trigger is not None and before & _LIST_WORDS else []
    if trigger is not None and len(names) >= _FEWEST_NAMES:
        yield Roster(Reading(sentence, Match(rule, build_frame(doc, trigger))), names, "imposed")


def _going_on(sentence: Sentence, near: Sequence[Sentence], end: int | None = None) -> Iterator[Roster]:
    """Yield the names of a sentence that goes on with the list of the sentences before."""
    rule = _rule("going_on")
    doc = sentence.doc
    verb = next((token.i for token in doc if token.dep_ == "root"), 0)
    end = end or next((token.i for token in doc if token.lower_ in _LIST_STOPS), len(doc))
    copula = next((token for token in doc if token.lemma_.lower() in {"be", "include", "comprise"} and token.i + 1 < len(doc)), None)
    is_aside = _GOING_ON.match(sentence.text) is not None and sentence.text[_GOING_ON.match(sentence.text).end() :].startswith(",")  # type: ignore[union-attr]
    if (
        copula is not None and end == len(doc) and not is_aside and doc[copula.i + 1].pos_ in {"VERB", "AUX", "PART"}
    ):  # "the firms are being watched"
        return
    names = _bodies_between(sentence, end) or names_between(sentence, 0, end)
    if rule is not None and names:
        yield Roster(Reading(sentence, Match(rule, build_frame(doc, verb))), names, _done_to([sentence, *reversed(near)]))


_FIRMS = re.compile(
    r"(?:the|these|those) (?:[\w-]+ ){0,3}?(firms|companies|banks|entities|manufacturers|contractors|airlines|vessels|ships|tankers)\b",
    re.IGNORECASE,
)


def _bodies_between(sentence: Sentence, end: int) -> list[Target]:
    """Return the firms or ships that a sentence such as "The firms are A Inc., B and C" names, by its commas; no more than MOST_LISTED."""
    announced = _FIRMS.match(sentence.text)
    doc = sentence.doc
    verb = next((token.i for token in doc if token.lemma_.lower() in {"be", "include", "comprise"}), None)
    if announced is None or verb is None:
        return []
    if sentence.text[announced.end() :].startswith(","):  # "The firms, A, B and C, are run by the army."
        comma = next(token.i for token in doc if token.idx >= announced.end())
        verb, end = comma, next((token.i for token in doc[comma:] if token.pos_ in {"VERB", "AUX"}), end)
    kind = "vessel" if _VESSELS.search(announced.group(1).lower()) else "entity"
    return names_by_commas(sentence, verb + 1, end, kind)


def _line(sentence: Sentence, earlier: Sequence[Sentence]) -> Iterator[Roster]:
    """Yield the name at the beginning of a line of a list that sentences before it announce: "- Ali Hassan, head of ..."."""
    announcing = _announcing(sentence, earlier)
    rule = _rule("going_on")
    marked = _BULLET.match(sentence.text)
    begin = marked.end() if marked is not None else 0
    if not announcing or rule is None:
        return
    rest = sentence.text[begin:]
    end = _NAME_END.search(rest)
    name = rest[: end.start() if end else len(rest)].strip(" \"“”'«».")
    words = name.split()
    if not 0 < len(words) <= _LONGEST_NAME or not words[-1][:1].isupper():
        return
    doc = sentence.doc
    inside = [token for token in doc if begin <= token.idx < begin + len(name)]
    codes = [
        a.code
        for m in sentence.actors
        if m.how in {"name", "demonym", "capital"}
        for a in m.actors
        if a.kind == "state" and a.code != "UNK"
    ]
    is_person = any(entity.label_ == "PERSON" and entity.start <= token.i < entity.end for token in inside[:2] for entity in doc.ents)
    told = " ".join(other.text.lower() for other in announcing)
    kind = (
        "person" if is_person or (_PERSONS.search(told) and not _BODIES.search(told)) else "vessel" if _VESSELS.search(told) else "entity"
    )
    verb = next((token.i for token in doc if token.dep_ == "root"), 0)
    target = Target(codes[0] if codes else None, name, kind, "listed")
    yield Roster(Reading(sentence, Match(rule, build_frame(doc, verb))), [target], _done_to(announcing))


_PERSONS = re.compile(r"\b(?:persons|individuals|people|officials|officers|leaders|ministers|judges|men|generals)\b")
_BODIES = re.compile(r"\b(?:entities|companies|firms|banks|organi[sz]ations|bodies)\b")
_VESSELS = re.compile(r"\b(?:vessels|ships|tankers)\b")


_ANNOUNCES = re.compile(rf"\b(?:following|below|annex|list(?:ed|ing|ings)?|{_LISTED}|{_MEMBERS})\b", re.IGNORECASE)


def _announcing(sentence: Sentence, earlier: Sequence[Sentence]) -> list[Sentence]:
    """Return the sentences that announce the list that a line belongs to, nearest first; empty where they speak of no sanctions."""
    first = sentence.index
    for other in reversed(earlier):
        if other.index == first - 1 and _is_line(other.text, is_open=True):
            first = other.index
    near = [other for other in reversed(earlier) if 0 < first - other.index <= _REACH]
    opening = next((other.text for other in near if other.index == first - 1), "").rstrip()
    is_marked = _BULLET.match(sentence.text) is not None and sentence.text.lstrip()[:1] not in {"–", "—"}
    if not (opening.endswith(":") or (is_marked and _ANNOUNCES.search(opening))):
        return []
    found = next((i for i, other in enumerate(near) if _LISTING.search(other.text)), None)
    return near[: found + 1] if found is not None else []


def _done_to(announcing: Sequence[Sentence]) -> str:
    """Return what is done to those listed, by the nearest sentence that speaks of sanctions."""
    told = next((other.text for other in announcing if _LISTING.search(other.text)), "")
    return "lifted" if _ENDED.search(told) else "threatened" if _AHEAD.search(told) else "imposed"


def _rule(flag: str) -> Rule | None:
    return next((rule for rule in load_rules("sanctions") if rule.values.get(flag)), None)
