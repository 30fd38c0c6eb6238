"""Whom the names, counts and descriptions of a document's sanctions mean: lists and what announces them, "the ship", names as written.

Here: relations between the sanctions of one document. Not here: missing parties and home states (sanction_focus), one sentence (sanctions).
"""

import re
from collections.abc import Sequence

from flows.extract.events.candidates import Candidate
from flows.extract.events.sanction_names import MOST_LISTED
from flows.extract.mentions.numbers import parse_number
from flows.extract.sentences import Sentence

# How many sentences back the sanction may stand that says who imposes this one.
REACH = 6


def resolve_definites(sanctions: Sequence[Candidate]) -> set[int]:
    """Give "the ship", "the company" the name that an earlier sanction hits; return the ids of those that mean nobody hit before."""
    unmeant = set()
    for place, sanction in enumerate(sanctions):
        if not sanction.features.get("definite"):
            continue
        meant = next(
            (
                other.fields
                for other in reversed(sanctions[:place])
                if other.fields["target_type"] == sanction.fields["target_type"]
                and not other.features.get("described")
                and sanction.sentence.index - other.sentence.index <= REACH
            ),
            None,
        )
        if meant is None:
            unmeant.add(id(sanction))
        else:
            sanction.fields["target_name"], sanction.fields["target_code"] = meant["target_name"], meant["target_code"]
    return unmeant


def announcing_of(sanction: Candidate, sanctions: Sequence[Candidate]) -> Candidate | None:
    """Return the nearest sanction before a list whose names this one is of, null for any other sanction."""
    if not sanction.features.get("listed"):
        return None
    near = [s for s in sanctions if 0 <= sanction.sentence.index - s.sentence.index <= REACH + MOST_LISTED and not s.features.get("listed")]
    return next((s for s in reversed(near) if s.fields["authority_code"]), None)


def announced_by_number(sanctions: Sequence[Candidate]) -> set[int]:
    """Return the ids of counted phrases ("four companies") whose members the document names one by one: these are the rows."""
    left_out = set()
    for place, sanction in enumerate(sanctions):
        counted = parse_number(str(sanction.fields["target_name"] or "").partition(" ")[0])
        if not sanction.features.get("described") or counted is None or counted[0] > MOST_LISTED:
            continue
        names = {
            str(other.fields["target_name"]).lower()
            for other in sanctions[place + 1 :]
            if other.sentence.index - sanction.sentence.index <= REACH + MOST_LISTED
            and other.fields["action"] == sanction.fields["action"]
            and other.fields["authority_code"] in {None, sanction.fields["authority_code"]}
            and other.fields["target_type"] == sanction.fields["target_type"]
            and not other.features.get("described")
        }
        if len(names) >= counted[0]:
            left_out.add(id(sanction))
    return left_out


_POSSESSIVE = re.compile(r"['’]s?(?= |$)")
_SEVERAL = re.compile(r"\b(?:\w+s|people|men|women|children|elite|family|leadership|those|entourage)\b", re.IGNORECASE)


def _names_as_written(sentences: Sequence[Sentence]) -> dict[str, str]:
    """Return for each person whom lists know under a usual name the longest name by which the document calls them."""
    found: dict[str, str] = {}
    for sentence in sentences:
        for mention in sentence.actors:
            person = mention.actors[0].person
            entity = next((e for e in sentence.doc.ents if e.label_ == "PERSON" and e.start < mention.end and mention.start < e.end), None)
            if person is not None and entity is not None and len(entity.text) > len(found.get(person, "")):
                found[person] = entity.text.removesuffix("'s").removesuffix("’s")
    return found


# A phrase that counts its persons exactly, or means one: "19 officials", "a general"; all others are groups.
_EXACT = re.compile(
    r"(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|[a-z]+teen|(?:twenty|thirty|forty|fifty)[a-z-]*|\d+) (?!other|more|people|members)",
    re.IGNORECASE,
)


def name_persons(sanctions: Sequence[Candidate], sentences: Sequence[Sentence]) -> None:
    """Name the persons hit as the document writes them, and call those whom it only describes, and counts roughly or not, a group."""
    written = _names_as_written(sentences)
    for sanction in sanctions:
        fields = sanction.fields
        if fields["target_type"] != "person":
            continue
        fields["target_name"] = written.get(fields["target_name"], fields["target_name"])
        name = str(fields["target_name"])
        if sanction.features.get("described") and not _EXACT.match(name) and _SEVERAL.search(_POSSESSIVE.sub("", name)):
            fields["target_type"] = "group"  # "senior officials", "169 other Belarusians"
