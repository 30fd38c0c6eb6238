"""Who fills the roles of sanctions that no frame gives: states in view of whose situation, those hit along with others, whose goods are bought.

Here: searches of one sentence. Not here: which rule asks for which role (sanction_reading, `seeds/rules/sanctions.yml`).
"""

from collections.abc import Sequence

from flows.extract.events.sanction_homes import codes_at, states_within
from flows.extract.language.frames import Frame, build_frame
from flows.extract.language.syntax import conjuncts, preposition
from flows.extract.sentences import Sentence

# Verbs by which goods move between states.
TRADING = frozenset(
    "export import ship sell buy purchase deliver supply ferry smuggle transfer procure obtain acquire send receive trade continue bring carry transport fly".split()
)
_LONGEST_DESCRIPTION = 4
_ALONG = frozenset({"along with", "together with"})


def told_along(sentence: Sentence, start: int, end: int) -> list[int]:
    """Return who is told along with others between two tokens: "barred, along with two generals and a bank"."""
    doc = sentence.doc
    marks = [
        token for token in doc[start:end] if token.lower_ == "alongside" or doc[max(0, token.i - 1) : token.i + 1].text.lower() in _ALONG
    ]
    return [m.i for mark in marks if mark.head.i != mark.i for m in conjuncts(mark.head)]


def traded_with(sentence: Sentence, frame: Frame) -> list[int]:
    """Return whose goods are bought, or who is sold them, against the sanctions: "China imports Iranian crude in defiance of sanctions"."""
    doc = sentence.doc
    for governor in frame.governors:
        verb = doc[governor.token]
        if verb.lemma_.lower() in TRADING and verb.pos_ == "VERB":
            trade = build_frame(doc, verb.i)
            own = {code for i in trade.fillers("agent") for code in states_within(sentence, doc[i]) or codes_at(sentence, doc[i])}
            parties = [i for role in ("to", "from", "recipient", "patient") for i in trade.fillers(role)]
            inside = {token.i for i in parties for token in doc[i].subtree}
            return [m.head for m in sentence.actors if m.head in inside and m.how != "pronoun" and not own & {a.code for a in m.actors}][:1]
    return []


def in_view(sentence: Sentence) -> list[int]:
    """Return the states in view of whose situation measures are taken, as the Union puts it."""
    doc = sentence.doc
    views = [token for token in doc if token.lower_ in {"view", "light", "situation"} and preposition(token) == "in"]
    views += [token for token in doc if preposition(token) in {"in view of", "in light of", "in relation to"}]
    inside = {part.i for view in views for part in view.subtree}
    return [m.head for m in sentence.actors if m.head in inside and m.how in {"name", "demonym", "capital"}]


def loose_objects(sentence: Sentence, frame: Frame) -> list[int]:
    """Return the object that stands after another phrase, where the parser takes it for a time: "removed from the list one trader"."""
    doc = sentence.doc
    return [i for i in frame.fillers("time") if i > frame.predicate and doc[i].dep_ == "obl" and doc[i].ent_type_ != "DATE"]


def named_powers(sentence: Sentence) -> list[int]:
    """Return the organisations that impose sanctions, wherever the sentence names them."""
    return [m.head for m in sentence.actors if m.how == "organisation" and m.actors[0].code in {"UN", "EU", "G7"}]


def struck_by_description(sentence: Sentence, acting: Sequence[Frame]) -> list[int]:
    """Return who is said to be "hit by sanctions" where the parser hangs the participle on another word of their description."""
    hit = [frame for frame in acting if frame.lemma in {"hit", "strike", "target", "subject", "batter", "cripple"}]
    if not hit or hit[0].fillers("patient") or hit[0].fillers("agent"):
        return []
    token = sentence.doc[hit[0].predicate]
    for _ in range(_LONGEST_DESCRIPTION):
        subject = next((child for child in token.children if child.dep_.startswith("nsubj") and child.i < hit[0].predicate), None)
        found = subject if subject is not None else token.head
        if sentence.actor_at(found.i) is not None:
            return [found.i]
        token = token.head
    return []
