"""Who speaks in a government's own text: "Statement from President X on ...", so that "we" and "I" stand for somebody.

Here: reading the heading. Not here: what the pronouns then do (coreference).
"""

import re
from collections.abc import Iterable
from datetime import date

from spacy.tokens import Doc
from spacy.vocab import Vocab

from flows.extract.mentions.actors import DocumentActors
from flows.extract.mentions.types import Actor

_HEADING = re.compile(
    r"(?:[A-Z ]{4,}:\s*)?(?:Statements?|Remarks|Readout|Letter|Message|Proclamation|Memorandum|Op-ed|Speech|Address|Testimony|Press\s+(?:Briefing|Gaggle|Release|Call))\b"
    r"(?:\s+as\s+(?:Prepared|Delivered)[\w\s]*?)?\s+(?:from|by|of|to\s+the\s+press\s+by)\s+(?P<who>.{3,160})",
    re.IGNORECASE,
)
_JOINT = re.compile(r"\bjoint\b|\bleaders['’]", re.IGNORECASE)
_LONGEST_NAME_WORDS = 12


def find_speaker(headings: Iterable[str | None], published: date | None) -> Actor | None:
    """Return who a text's headings say speaks in it, with the state he or she speaks for; null for joint texts and all others."""
    for heading in headings:
        found = _HEADING.match(heading or "")
        if found is None or _JOINT.search(heading or ""):
            continue
        words = re.findall(r"\w[\w.’'-]*|[^\w\s]", found["who"])[:_LONGEST_NAME_WORDS]
        for mention in DocumentActors(published=published).find(Doc(Vocab(), words=words)):
            actor = mention.actors[0]
            if actor.code != "UNK":
                return Actor(actor.code, actor.name, "state", actor.person, actor.role)
    return None
