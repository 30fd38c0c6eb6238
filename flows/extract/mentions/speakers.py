"""Who speaks in a government's own text: "Statement from President X on ...", so that "we", "I" and "the minister" stand for somebody.

Here: reading the heading. Not here: what the pronouns then do (coreference).
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date

from spacy.tokens import Doc
from spacy.vocab import Vocab

from flows.extract.mentions.actors import DocumentActors
from flows.extract.mentions.offices import name_office, sole_owner
from flows.extract.mentions.reference import match_names, role_pattern
from flows.extract.mentions.types import Actor, Home

_HEADING = re.compile(
    r"(?:[A-Z ]{4,}:\s*)?(?:Statements?|Remarks|Readout|Letter|Message|Proclamation|Memorandum|Op-ed|Speech|Address|Testimony|Press\s+(?:Briefing|Gaggle|Release|Call))\b"
    r"(?:\s+as\s+(?:Prepared|Delivered)[\w\s]*?)?\s+(?:from|by|of|to\s+the\s+press\s+by)\s+(?P<who>.{3,160})",
    re.IGNORECASE,
)
_JOINT = re.compile(r"\bjoint\b|\bleaders['’]", re.IGNORECASE)
_TURNS = re.compile(r"(?:[A-Z ]{4,}:\s*)?(?:Joint\s+)?(?:Remarks|Press\s+(?:Conference|Briefing|Statements?))\b", re.IGNORECASE)
_LONGEST_NAME_WORDS = 16


def find_speaker(headings: Iterable[str | None], published: date | None) -> Actor | None:
    """Return who a text's headings say speaks in it, with the state he or she speaks for; null for joint texts and all others."""
    for heading in headings:
        if not _JOINT.search(heading or ""):
            for actor in _named_in(heading, published):
                return actor
    return None


def find_speakers(headings: Iterable[str | None], published: date | None) -> tuple[Actor, ...]:
    """Return the two of different states who take turns: "Remarks by President X and Prime Minister Y"; empty for other texts."""
    for heading in headings:
        distinct: dict[str, Actor] = {}
        for actor in _named_in(heading, published):
            if actor.person is not None:
                distinct.setdefault(actor.code, actor)
        if len(distinct) > 1 and _TURNS.match(heading or ""):
            return tuple(distinct.values())[:2]
    return ()


def _named_in(heading: str | None, published: date | None) -> Iterator[Actor]:
    """Yield those a heading names as its speakers, with their states."""
    found = _HEADING.match(heading or "")
    if found is None:
        return
    words = re.findall(r"\w[\w.’'-]*|[^\w\s]", found["who"].replace("_", " "))[:_LONGEST_NAME_WORDS]
    for mention in DocumentActors(published=published).find(Doc(Vocab(), words=words)):
        actor = mention.actors[0]
        if actor.code != "UNK":
            yield Actor(actor.code, actor.name, "state", actor.person, actor.role)


# "PM call with President X", "Foreign Secretary meets ...": an office without a state heads only its own government's texts.
_OWN_OFFICE = re.compile(
    r"^(?:The\s+)?(?:PM|Prime\s+Minister|Foreign\s+Secretary|Defence\s+Secretary|Home\s+Secretary|Secretary\s+of\s+State|Chancellor|"
    r"Minister|Foreign\s+Minister|Defence\s+Minister|Business\s+(?:and\s+Trade\s+)?Secretary)\b"
)
# What tells the government whose text it is: its seat or ministry, or its forms of address.
_HOUSE_STYLES = (
    (re.compile(r"\bDowning Street\b|\bForeign Office\b|\bFCD?O\b|\bNo\.? ?10\b|\bChequers\b|\bUK\b|\bWhitehall\b"), "GBR"),
    (re.compile(r"\bShri\b|\bSmt\b|\bH\.E\.|\bRaksha Mantri\b|\bMEA\b"), "IND"),
)
_NEUTRAL_DATELINES = frozenset({"GENEVA", "VIENNA", "BRUSSELS", "UNITED NATIONS", "NEW YORK", "STRASBOURG", "DAVOS", "THE HAGUE"})


# Where a report was filed, in other forms than with a dash: "LIMA: Peru", "LIMA. Sept 20 (Agency)", "Lima, Jan 28 (Agency) Peru", "LIMA, Dec. 22, Agency".
_FILED_FROM = re.compile(
    r"(?:(?P<town>[A-Z][A-Z'’ -]{2,24})(?::\s|\.\s*(?:$|[A-Z][a-z]{2,8}\.?\s\d)|,\s[A-Z][a-z]{2,8}\.?\s\d{1,2}(?:,|\s\())"
    r"|(?P<place>[A-Z][A-Za-z'’]+(?:\s[A-Z][a-z]+)?),\s(?:[A-Z][a-z]{2,8}\.?\s\d{1,2}(?:,\s\d{4})?,?\s\(?[A-Z]{2,}|[A-Z]{3,8}\s[-–—]))"
)


def find_home(speaker: Actor | None, headings: Iterable[str | None], datelines: Iterable[str]) -> Home | None:
    """Return whose government a text means by "the prime minister": its own in a government's text, else that of the town it is dated from."""
    if speaker is not None:
        return Home(speaker.code, is_own_text=True)
    known = [heading for heading in headings if heading]
    for heading in known:
        found = _OWN_OFFICE.match(heading)
        if found is not None and not re.match(r"\s+(?:of|for)\b", heading[found.end() :]):
            office = role_pattern().match(heading, found.start())
            owner = sole_owner(name_office(office.group())) if office is not None else None
            styled = next((code for style, code in _HOUSE_STYLES if any(style.search(text) for text in known)), None)
            if styled or owner:
                return Home(styled or owner or "", is_own_text=True)
            if found.group() == "PM":
                return Home("GBR", is_own_text=True)
    towns = [dateline.split(",")[0].split("(")[0].strip(" -–—") for dateline in datelines]
    towns.extend(found["town"] or found["place"] for heading in known if (found := _FILED_FROM.match(heading)) is not None)
    for town in towns:
        if town.upper() in _NEUTRAL_DATELINES:
            continue
        for _, _, name in match_names(town.title() if town.isupper() else town):
            if name.kind == "state":
                return Home(name.code, is_own_text=False)
    return None
