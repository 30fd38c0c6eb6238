"""Which measures, programmes and reasons a sanction's clause names.

Here: from words to the measures of the annotation guidelines, by `seeds/lexicons/measures.yml`. Not here: which words belong to the act
(sanction_parties), what is done to sanctions (sanction_acts).
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from flows.extract.language.frames import Frame
from flows.extract.sentences import Sentence
from flows.seeds import read_yaml

# How many words before and after a word that bans something what it bans may stand.
_BEFORE, _AFTER = 3, 8
_WORD = re.compile(r"[\w’'-]+")
# "arms exports" are arms, no other exports; a freeze or a seizure of goods is none of assets.
_COVERED = {"arms_embargo": {"export_control", "aid_suspension"}, "tariff": {"import_ban", "export_control"}}
_FREEZING = ("freez", "froze", "unfr", "seiz", "immobili", "block")


@cache
def _lexicon() -> dict[str, Any]:
    return dict(read_yaml("lexicons/measures.yml"))


def measures_in(text: str, fixed: list[str] | None = None, target: str | None = None) -> list[str]:
    """Return the kinds of measure that the words of an act name, sorted.

    `fixed` are those of the rule itself; `target` is the name of whom plain sanctions hit: those on a sector are sectoral.
    ["unspecified"] where the words name none.
    """
    lowered = text.lower()
    found = set(fixed or ()) | {measure for measure, phrases in _lexicon()["named"].items() if any(phrase in lowered for phrase in phrases)}
    if not fixed:
        found |= set(_banned(_WORD.findall(lowered)))
    for measure, covered in _COVERED.items():
        if measure in found:
            found -= covered
    if not found and target is not None:
        words = _WORD.findall(target.lower())
        if any(word.startswith(tuple(_lexicon()["sectors"])) for word in words):
            found.add("sectoral")
        elif any(phrase in target.lower() for phrase in _lexicon()["banks"]):
            found.add("financial")
    return sorted(found) or ["unspecified"]


def _banned(words: list[str]) -> Iterator[str]:
    """Yield the measures of what the words ban: "ban ... imports", "visa restrictions", "froze the assets"."""
    for i, word in enumerate(words):
        if not _begins(word, _lexicon()["banning"]):
            continue
        near = [*words[max(0, i - _BEFORE) : i], *words[i + 1 : i + 1 + _AFTER]]
        for measure, stems in _lexicon()["banned"].items():
            if measure == "asset_freeze" and not word.startswith(_FREEZING):
                continue
            if measure != "asset_freeze" and word.startswith(("seiz", "immobili")):
                continue
            if any(_begins(other, stems) for other in near) or any(" " in stem and stem in " ".join(near) for stem in stems):
                yield measure


def _begins(word: str, stems: list[str]) -> bool:
    """Return whether the word is one of the short stems, or begins with one of the longer ones."""
    return any(word == stem if len(stem) < _SHORTEST_STEM or stem.endswith(("s", "ed", "ing")) else word.startswith(stem) for stem in stems)


_SHORTEST_STEM = 4


_PROGRAMME = re.compile(
    r"Executive Order \d{4,5}|E\.?O\.? \d{5}|(?:UN |U\.N\. |Security Council )?Resolution \d{3,4}|(?:Global )?Magnitsky(?: Act)?|CAATSA|Entity List|Caesar Act|Helms-Burton Act"
)


def programme_in(text: str) -> str | None:
    """Return the sanctions programme that the text names ("Executive Order 14024"), null where it names none."""
    found = _PROGRAMME.search(text)
    return found.group() if found else None


_REASON_ROLES = ("for", "over", "because of", "in response to", "in retaliation for", "due to")
_LONGEST_REASON = 160


def reason_of(sentence: Sentence, frames: list[Frame]) -> str | None:
    """Return the phrase that gives the reason ("for aiding the rebels"), as written, null where the text gives none."""
    doc = sentence.doc
    for frame in frames:
        for child in doc[frame.predicate].children:
            marker = next((mark for mark in child.children if mark.dep_ in {"case", "mark"} and mark.i < child.i), None)
            if (
                marker is None
                or child.i < frame.predicate
                or any(child.i == date.start or date.start <= child.i < date.end for date in sentence.dates)
            ):
                continue
            words = " ".join([marker.lower_, *(part.lower_ for part in marker.children if part.dep_ == "fixed")])
            if (
                words not in _REASON_ROLES
                or child.ent_type_ == "DATE"
                or child.lemma_.lower() in {"time", "year", "month", "instance", "example"}
            ):
                continue
            text = doc[child.left_edge.i : child.right_edge.i + 1].text
            return text if len(text) <= _LONGEST_REASON else None
    return None
