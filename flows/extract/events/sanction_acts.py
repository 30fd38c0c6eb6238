"""What is done to sanctions.

Here: the words above and below "sanctions" that say imposed, eased, lifted, threatened or evaded, and who does it. Not here: who is hit
(sanction_targets), which measures the words name (sanction_measures).
"""

from dataclasses import dataclass

from spacy.tokens import Doc, Token

from flows.extract.events.sanction_words import acts_by_lemma, askers, carriers, light_act
from flows.extract.language.frames import Frame, Governor, build_frame
from flows.extract.language.syntax import conjuncts, is_verbal_predicate, preposition
from flows.extract.sentences import Sentence

_LINKS = frozenset(
    {
        "nmod",
        "obl",
        "obl:agent",
        "compound",
        "obj",
        "nsubj",
        "nsubj:pass",
        "xcomp",
        "nmod:poss",
        "amod",
        "ccomp",
        "acl",
        "advcl",
        "appos",
        "acl:relcl",
        "nmod:desc",
    }
)
_PHRASE_LINKS = frozenset({"compound", "nmod", "nmod:poss", "amod", "appos", "nmod:desc"})


# Prepositions by which sanctions are only a circumstance of what the predicate says.
_CIRCUMSTANCES = frozenset(
    {
        "due to",
        "because of",
        "despite",
        "after",
        "amid",
        "under",
        "over",
        "following",
        "in response to",
        "as",
        "before",
        "since",
        "through",
        "until",
        "during",
        "without",
        "by",
        "like",
        "given",
    }
)


@dataclass(frozen=True, slots=True)
class Act:
    """What the words around a trigger do to it: the act, the predicates that do it, and the nouns that carry the trigger."""

    action: str | None
    predicates: tuple[int, ...]
    phrase: tuple[int, ...]
    lemmas: frozenset[str]  # of the predicates
    is_ahead: bool  # planned, asked for or threatened above the act


def read_act(sentence: Sentence, frame: Frame) -> Act:
    """Return what the predicates around the trigger of `frame` do to it; no action where none of them does anything."""
    doc = sentence.doc
    walk = _Walk(doc[frame.predicate])
    below = doc[frame.predicate]
    for governor in frame.governors:
        token = doc[governor.token]
        if _leaves(governor, token, below, walk) or not walk.take(governor, token):
            break
        below = token
    action = walk.action or walk.take_participle()
    if action == "lifted" and any(
        child.lower_ in _PARTLY | {"partial", "temporary"} or (child.lower_ == "part" and preposition(child) == "in")
        for i in walk.predicates
        for child in doc[i].children
    ):
        action = "eased"
    if action == "lifted" and _is_part(walk.phrase, doc):
        action = "eased"  # "lifted some of the sanctions"
    lemmas = frozenset(doc[i].lemma_.lower() for i in walk.predicates)
    if action == "lifted" and any(doc[i].lemma_.lower() == "veto" for i in (*walk.predicates, *walk.phrase)):
        action = "threatened"  # who lifts a veto lets sanctions pass
    return Act(action or ("threatened" if walk.is_ahead else None), tuple(walk.predicates), tuple(walk.phrase), lemmas, walk.is_ahead)


_SOME = frozenset({"some", "certain", "several"})


def _is_part(phrase: list[int], doc: Doc) -> bool:
    """Return whether a phrase means only part of the sanctions."""
    return any(doc[i].lower_ in _SOME or any(c.lower_ in _SOME and c.dep_ in {"amod", "det"} for c in doc[i].children) for i in phrase)


_PARTLY = frozenset({"partially", "partly", "temporarily"})


class _Walk:
    """The way from a trigger up to the predicates that act on it."""

    def __init__(self, trigger: Token) -> None:
        self.trigger = trigger
        self.phrase = [trigger.i]
        self.predicates: list[int] = []
        self.action: str | None = None
        self.is_ahead = False

    def take(self, governor: Governor, token: Token) -> bool:
        """Take in the next word above; return whether the way goes on."""
        is_verb = is_verbal_predicate(token) or token.pos_ == "AUX"
        if governor.relation == "conj":
            return self._take_conjunct(token)
        if token.pos_ == "ADV" and token.dep_ == "advmod" and token.head.pos_ == "VERB" and self.action is None:
            return True  # "did away with the embargo"
        act = (
            ("in_force" if token.lower_ == "subject" and token.pos_ == "ADJ" else None)
            or light_act(token)
            or _lowered(self.trigger, token)
            or acts_by_lemma().get(governor.lemma)
            or next(
                (acts_by_lemma()[f"{governor.lemma} {word}"] for word in _adverbs(token) if f"{governor.lemma} {word}" in acts_by_lemma()),
                None,
            )
            or acts_by_lemma().get(token.lemma_.lower())
            or acts_by_lemma().get(_bare_verb(token))
        )
        if act is None:
            return self._take_other(governor, token, is_verb)
        if act == "threatened":
            if not self._take_threat(governor, token, is_verb):
                return False
        elif self.action is None:
            self.action = act
            self.predicates.append(token.i)
        elif is_verb and act == "imposed":
            self.predicates.append(token.i)
        elif act in {"lifted", "eased"} and self.action == "imposed" and not is_verb:
            self.action = act
        if not is_verb and governor.relation in _PHRASE_LINKS:
            self.phrase.append(token.i)
        return True

    def take_participle(self) -> str | None:
        """Take in the verb of a headline that the parser reads as a participle: "EU court annulled sanctions on"."""
        before = self.trigger.doc[self.trigger.i - 1] if self.trigger.i > 1 else self.trigger
        act = acts_by_lemma().get(before.lemma_.lower())
        is_verb = before.pos_ == "VERB" and before.dep_ == "amod" and self.trigger.dep_ == "root" and before.lower_.endswith("ed")
        if not is_verb or act not in {"lifted", "eased", "imposed"}:
            return None
        self.predicates.append(before.i)
        self.action = act
        return act

    def _take_conjunct(self, token: Token) -> bool:
        """Take in a noun that the trigger is coordinated with: "the lifting of U.N. and U.S. sanctions"."""
        if is_verbal_predicate(token):
            below = self.trigger.doc[self.predicates[-1] if self.predicates else self.trigger.i]
            return is_verbal_predicate(below) and not any(child.dep_.startswith("nsubj") for child in below.children)
        act = acts_by_lemma().get(token.lemma_.lower())
        if self.action is None and act in {"lifted", "eased", "evaded"}:
            self.action = act
            self.predicates.append(token.i)
        return True

    def _take_other(self, governor: Governor, token: Token, is_verb: bool) -> bool:
        """Take in a word that does nothing to sanctions: a noun that carries them, a verb that raises their act ("are likely to be lifted")."""
        if self.action is None and (
            governor.relation in {"nsubj", "nsubj:pass"} or (governor.relation == "obj" and governor.lemma == "let")
        ):
            raised = next(
                (
                    c
                    for c in token.children
                    if c.dep_ == "xcomp" and not _has_particle(c) and acts_by_lemma().get(c.lemma_.lower(), "threatened") != "threatened"
                ),
                None,
            )
            if raised is not None:
                self.action, self.is_ahead = acts_by_lemma()[raised.lemma_.lower()], governor.lemma != "let"
                self.predicates.append(raised.i)
                return False
        is_carrier = token.lemma_.lower() in carriers()
        if not is_verb and governor.relation in _PHRASE_LINKS and not self.predicates and is_carrier:
            self.phrase.append(token.i)
            return True
        return is_carrier or (is_verb and bool(self.predicates) and governor.relation in {"xcomp", "ccomp", "obl", "obj", "nsubj", "advcl"})

    def _take_threat(self, governor: Governor, token: Token, is_verb: bool) -> bool:
        """Take in a word that asks for an act, plans it or threatens with it; what it asks for may stand after the trigger."""
        only_subject = (governor.relation == "nsubj" and is_verb) or (
            governor.relation == "nsubj:pass" and token.lemma_.lower() in {"intend", "need", "want"}
        )
        if only_subject or _only_names(token, governor.relation):
            return False
        self.is_ahead = True
        wanted = _wanted_act(token, self.trigger.i) if self.action is None else None
        if wanted is not None:
            self.action = acts_by_lemma()[wanted.lemma_.lower()]
            self.predicates.append(wanted.i)
        self.predicates.append(token.i)
        return True


def _adverbs(token: Token) -> list[str]:
    return [child.lower_ for child in token.children if child.dep_ == "advmod" and child.i > token.i]


def _bare_verb(token: Token) -> str:
    """Return the verb of a participle that the tagger read as an adjective: "was relaxed"."""
    return token.lower_.removesuffix("ed") if token.pos_ == "ADJ" else ""


def _lowered(trigger: Token, token: Token) -> str | None:
    """Return that a lower cap is a new one and that an embargo which is itself limited is eased, null for any other trigger and verb."""
    if trigger.lemma_.lower() in {"embargo", "sanction", "sanctions", "ban"} and token.lemma_.lower() == "limit" and trigger.dep_ == "obj":
        return "eased"
    return "imposed" if trigger.lemma_.lower() == "cap" and token.lemma_.lower() in {"lower", "reduce", "cut", "set"} else None


def _has_particle(token: Token) -> bool:
    return any(child.dep_ == "compound:prt" for child in token.children)


def _leaves(governor: Governor, token: Token, below: Token, walk: _Walk) -> bool:
    """Return whether the word above no longer speaks of the sanctions: they are a circumstance, or it stands outside their clause."""
    is_struck = preposition(below) == "by" and token.lemma_.lower() in {"hit", "strike", "target", "cover"}
    if governor.relation in {"obl", "nmod", "obl:agent"} and preposition(below) in _CIRCUMSTANCES and not is_struck:
        return True
    if governor.relation == "obl" and token.lemma_.lower() in {"include", "hit"} and preposition(below) != "with":
        return True
    if governor.relation == "conj" or (
        governor.relation == "advmod" and below.lower_ in {"most", "all", "some", "much", "away", "back", "up"}
    ):
        return False
    if governor.relation == "advcl" and token.lemma_.lower() in askers() and any(child.lower_ == "to" for child in below.children):
        return False  # "we call on the Council to extend"
    return governor.relation not in _LINKS or governor.relation == "acl:relcl" or (governor.relation == "advcl" and bool(walk.predicates))


def _only_names(token: Token, relation: str) -> bool:
    """Return whether "call" gives something a name: "what he called illegal sanctions"."""
    return token.lemma_.lower() == "call" and relation not in {"obl", "obl:agent", "xcomp", "advcl", "nmod"}


def _wanted_act(asking: Token, trigger: int) -> Token | None:
    """Return the infinitive after the trigger that says what is asked for: "called for the embargo to be lifted"."""
    for child in asking.children:
        if any(mark.lower_ in {"if", "unless", "when", "once", "after"} for mark in child.children):
            continue
        if (
            child.i > trigger
            and child.dep_ in {"advcl", "xcomp", "ccomp", "acl"}
            and acts_by_lemma().get(child.lemma_.lower()) in {"lifted", "eased", "imposed"}
        ):
            return child
    return None


def modifying_predicates(sentence: Sentence, phrase: tuple[int, ...]) -> list[Token]:
    """Return the participles and relative clauses under the words of a phrase: "sanctions imposed by", "sanctions that target"."""
    found = _clauses_below(sentence, phrase)
    if found:
        return found
    beside = [other.i for i in phrase[:1] for other in conjuncts(sentence.doc[i]) if other.i > i and other.lemma_.lower() in _KINDRED]
    return _clauses_below(sentence, tuple(beside))  # "the embargo, bans and freezes it had imposed on Kenya"


_KINDRED = frozenset({"ban", "embargo", "freeze", "sanction", "sanctions", "restriction", "curb", "limit", "control", "prohibition"})


def _clauses_below(sentence: Sentence, phrase: tuple[int, ...]) -> list[Token]:
    return [
        child
        for i in phrase
        for child in sentence.doc[i].children
        if child.dep_ in {"acl", "acl:relcl", "parataxis"} and child.pos_ in {"VERB", "AUX", "ADJ"} and child.i > i
    ]


# Participles that impose where sanctions are what they speak of: "an embargo voted by the Council".
_PASSED = dict.fromkeys(("vote", "mandate", "decree", "slap", "clamp", "lay", "ordain"), "imposed")


def act_below(predicates: list[Token]) -> str | None:
    """Return the act of the participles under a phrase: "the embargo imposed in 2010" was imposed."""
    found = (_PASSED.get(token.lemma_.lower()) or acts_by_lemma().get(token.lemma_.lower()) for token in predicates)
    return next((act for act in found if act in {"imposed", "lifted", "eased"}), None)


def acting_frames(sentence: Sentence, act: Act) -> list[Frame]:
    """Return the frames of the predicates that act, nearest first."""
    return [build_frame(sentence.doc, i) for i in act.predicates]
