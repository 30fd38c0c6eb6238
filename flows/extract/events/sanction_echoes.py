"""What a document says of its sanctions without naming them again: acts on "them", and what all its listings bring with them.

Here: predicates whose object is a pronoun or "the measures", and sentences that tell what those listed are subject to. Not here: filling in
missing parties (sanction_focus), rows (sanctions).
"""

import re
from collections.abc import Iterator, Sequence

from flows.extract.events.candidates import Candidate
from flows.extract.events.rules import Match
from flows.extract.events.sanction_codes import authority_codes
from flows.extract.events.sanction_measures import measures_in
from flows.extract.events.sanction_names import NAMED_TYPES
from flows.extract.events.sanction_powers import powers_at
from flows.extract.language.syntax import preposition
from flows.extract.sentences import Sentence

_PRONOUNS = frozenset({"this", "it", "they", "them", "which", "these", "those", "both"})
_NOUNS = frozenset({"measure", "restriction", "penalty", "step"})
_SAVE = frozenset({"but", "except", "save", "bar"})
# Verbs that say of sanctions themselves that they end or go on.
_OF_THEMSELVES = frozenset({"expire", "lapse", "end", "remain", "stay", "fall away", "continue", "apply"})
_DEFINITE = frozenset({"other", "remaining", "earlier", "previous", "existing", "the", "these", "those", "its", "their", "such"})
_NAMED_BEFORE = re.compile(
    r"\b(?:sanctions|embargo(?:es)?|restrictive measures|travel bans?|visa bans?|asset freezes?|export controls?|price cap|blacklist)\b",
    re.IGNORECASE,
)
# What stands between an act and its echo: one sentence for a pronoun, two for a noun, more where a power itself acts on "its measures".
_FARTHEST = {"pronoun": 1, "noun": 2, "power": 4}


def is_echo(sentence: Sentence, match: Match, earlier: Sequence[Sentence]) -> bool:
    """Return whether a predicate acts on sanctions that were named right before: "They were lifted in 2003"."""
    doc = sentence.doc
    for i in (*match.frame.fillers("patient"), *match.frame.fillers("agent")):
        token = doc[i]
        if token.lower_ in {"all", "some", "most", "part"}:  # "all of its measures", but "all but the arms embargo"
            token = next((child for child in token.children if child.dep_ == "nmod" and preposition(child) not in _SAVE), token)
        is_definite = any(child.lower_ in _DEFINITE for child in token.children)
        if match.frame.lemma in {"impose", "introduce"} and token.lower_ not in {
            "it",
            "them",
        }:  # "those imposed by" names what it speaks of
            continue
        kind = "pronoun" if token.lower_ in _PRONOUNS else "noun" if token.lemma_.lower() in _NOUNS and is_definite else None
        kind = kind or ("noun" if token.lower_ == "all" and any(preposition(child) in _SAVE for child in token.children) else None)
        if kind is None or (token.dep_ == "nsubj" and match.frame.lemma not in _OF_THEMSELVES):
            continue
        if _NAMED_BEFORE.search(doc[: match.trigger].text):
            return True
        reach = _FARTHEST["power" if kind == "noun" and _is_by_power(sentence, match) else kind]
        near = [other for other in earlier if 0 < sentence.index - other.index <= reach]
        return any(_NAMED_BEFORE.search(other.text) for other in near)
    return False


def _is_by_power(sentence: Sentence, match: Match) -> bool:
    """Return whether the subject of the predicate, or of the one above it, is a power that imposes sanctions."""
    token = sentence.doc[match.trigger]
    own = [child.i for child in token.head.children if child.dep_ == "nsubj"] if token.dep_ == "advcl" else []
    subjects = (*match.frame.fillers("agent"), *own)
    return any(actor.code in authority_codes() for i in subjects for actor in powers_at(sentence, i))


_IMPOSED_BEFORE = re.compile(
    r"\b(?:sanction(?:s|ed)|embargo|blacklisted|designated|froze|added|imposed|banned|(?:travel|visa) (?:bans?|restrictions)|asset freezes?)\b",
    re.IGNORECASE,
)


def is_following(sentence: Sentence, match: Match, earlier: Sequence[Sentence]) -> bool:
    """Return whether somebody does what another power did in the sentence before: "Canada followed suit", "France did the same"."""
    patients = {sentence.doc[i].lower_ for i in match.frame.fillers("patient")}
    is_alike = any(child.lower_ in {"same", "similar"} for i in match.frame.fillers("patient") for child in sentence.doc[i].children)
    if match.frame.lemma == "take" and patients & {"step", "steps", "measure", "measures", "action"} and is_alike:
        return any(sentence.index - other.index == 1 and _IMPOSED_BEFORE.search(other.text) for other in earlier)
    likewise = {child.lower_ for child in sentence.doc[match.trigger].children if child.dep_ in {"advmod", "obj"}} & {"so", "likewise"}
    if match.frame.lemma not in {"follow", "do"} or patients - {"suit", "same", "so", "likewise"}:
        return False
    if match.frame.lemma == "do" and "same" not in patients and not likewise:
        return False
    if match.frame.fillers("with"):  # "followed with travel bans" names its own measures
        return False
    near = [other for other in earlier if sentence.index - other.index == 1]
    return any(_IMPOSED_BEFORE.search(other.text) for other in near)


_ALL_LISTED = re.compile(
    r"\b(?:those|all|these|the|such|which|any)\b[^.;]{0,90}?\b(?:listed|designated|sanctioned|blacklisted|sanctions?|measures|designations?|listings?|individuals|persons|people|entities)\b",
    re.IGNORECASE,
)
# "Their property is to be frozen", "They are barred from entering": said of those listed right before.
_ALL_OF_THEM = re.compile(
    r"(?:^|[.;,] )(?:their\b|they\b|all\b|both\b)[^.;]{0,80}?\b(?:assets|propert(?:y|ies)|funds|accounts|visas?|barred|banned|enter(?:ing)?)\b",
    re.IGNORECASE,
)
_COMMON = frozenset({"asset_freeze", "travel_ban"})
_BLOCKED = re.compile(r"\bproperty\b.{0,160}\bblocked\b|\bassets?\b.{0,60}\b(?:frozen|blocked)\b", re.IGNORECASE | re.DOTALL)


def common_measures(sentences: Sequence[Sentence]) -> list[str]:
    """Return the measures that the document says all those listed are subject to, sorted, empty where it does not say it."""
    found: set[str] = set()
    for sentence in sentences:
        if _ALL_LISTED.search(sentence.text) or _ALL_OF_THEM.search(sentence.text):
            found |= set(measures_in(sentence.text)) & _COMMON
            found |= {"asset_freeze"} if _BLOCKED.search(sentence.text) else set()
    return sorted(found)


def add_common_measures(sanctions: Sequence[Candidate], sentences: Sequence[Sentence]) -> None:
    """Give the listings of persons, bodies and vessels whose own sentence names no measure those of all the document's listings."""
    common = common_measures(sentences)
    for sanction in sanctions:
        fields = sanction.fields
        is_listing = fields["action"] == "imposed" and fields["target_type"] in NAMED_TYPES
        if common and is_listing and fields["measures"] == ["unspecified"]:
            kept = [measure for measure in common if measure != "travel_ban" or fields["target_type"] == "person"]
            fields["measures"] = kept or fields["measures"]


def earlier_of(sanction: Candidate, earlier: Sequence[Candidate]) -> Iterator[Candidate]:
    """Yield the sanctions that an echo may speak of, nearest first."""
    for other in reversed(earlier):
        if sanction.sentence.index - other.sentence.index > _FARTHEST["power"]:
            return
        if other.fields["target_code"] not in {None, "UNK"}:
            yield other
