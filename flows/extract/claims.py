"""What a text really claims of an event: who says it, whether it is so, and how far along it is.

Here: negation, modality, tense, conditionals, hedges, reported speech and its source. Not here: what the stage means for a kind of
event (a meeting that is `cancelled`, a transfer that is `agreed`): each module of events/ says so. The words are in `seeds/lexicons/claims.yml`.
"""

from dataclasses import dataclass
from functools import cache
from typing import Any

from spacy.tokens import Doc, Token

from flows.extract.language.frames import Frame
from flows.extract.language.syntax import is_passive, predicate_lemma, preposition, surface_subject
from flows.extract.sentences import Sentence
from flows.seeds import read_yaml

_CLAUSE_LINKS = frozenset(
    {
        "ccomp",
        "xcomp",
        "csubj",
        "acl",
        "advcl",
        "parataxis",
        "acl:relcl",
        "conj",
        "obj",
        "obl",
        "nmod",
        "nsubj",
        "nsubj:pass",
        "compound",
        "amod",
        "appos",
        "csubj:pass",
        "obl:agent",
        "dep",
        "advcl:relcl",
        "nmod:poss",
        "iobj",
        "flat",
        "list",
        "orphan",
        "dislocated",
        "nummod",
    }
)


@dataclass(frozen=True, slots=True)
class Source:
    """Who says it: the name as written (null for unnamed sources) and the codes of the actor it speaks for."""

    name: str | None
    codes: frozenset[str]
    cue: str
    manner: str  # neutral, announcing, alleging, denying


@dataclass(frozen=True, slots=True)
class Claim:
    """The reading of one predicate: polarity, modality, tense, the stage that the predicates above give it, and its source."""

    is_negated: bool
    is_hypothetical: bool
    is_future: bool
    is_hedged: bool
    is_question: bool
    stage: str | None
    stage_word: str | None
    source: Source | None
    tense: str  # past, present, future, none

    def assertion(self, parties: frozenset[str], trusts_reports: bool) -> str:
        """Return asserted, alleged, denied or hypothetical for an event between these parties.

        A party's own announcement is a fact; so is a neutral report where the kind of event `trusts_reports` (statistics, meetings).
        """
        source = self.source
        if source is not None and source.manner == "denying":
            return "denied"
        if self.is_negated and self.stage != "cancelled":
            return "denied"
        if self.is_hypothetical or self.is_question:
            return "hypothetical"
        if self.is_hedged or (source is not None and source.manner == "alleging"):
            return "alleged"
        if source is None or source.manner == "announcing" or trusts_reports or source.codes & parties:
            return "asserted"
        return "alleged"

    def attributed_to(self, parties: frozenset[str]) -> str | None:
        """Return the named source, null where the text names none or where a party speaks for itself."""
        if self.source is None or self.source.codes & parties:
            return None
        return self.source.name


@cache
def _lexicon() -> dict[str, Any]:
    return dict(read_yaml("lexicons/claims.yml"))


@cache
def _manners() -> dict[str, str]:
    return {lemma: manner for manner, lemmas in _lexicon()["reporting"].items() for lemma in lemmas}


def is_reporting(lemma: str) -> bool:
    """Return whether a verb reports what somebody says."""
    return lemma in _manners()


@cache
def _stages() -> dict[str, str]:
    return {lemma: stage for stage, lemmas in _lexicon()["stages"].items() for lemma in lemmas}


@cache
def _words(key: str, inner: str | None = None) -> frozenset[str]:
    value = _lexicon()[key]
    return frozenset(value[inner] if inner else value)


@cache
def claim_lemmas() -> frozenset[str]:
    """Return every single-word lemma that says something about a claim: verbs of reporting and words for stages."""
    return frozenset(word for word in (*_manners(), *_stages()) if " " not in word)


# The nearest of these wins over weaker stages nearer to the event: "agreed to begin supplying" is agreed.
_WEAK_STAGES = frozenset({"begun", "permitted"})


# Negation reaches the event only from near by: "had no plans to change the schedule for his trip" denies no trip.
_REACH_OF_NEGATION = 2
_LONGEST_TAG = 6
_REPORT_LINKS = frozenset({"ccomp", "parataxis", "xcomp", "csubj", "advcl", "obj", "nsubj", "obl", "csubj:pass", "nsubj:pass"})


@dataclass(slots=True)
class _Reading:
    """What the predicates from the event upwards say so far."""

    is_negated: bool = False
    is_hypothetical: bool = False
    is_future: bool = False
    is_hedged: bool = False
    stage: str | None = None
    stage_word: str | None = None
    source: Source | None = None
    tense: str = "none"
    past_modal: bool = False

    def add_report(self, sentence: Sentence, verb: Token) -> None:
        """Take in a verb of reporting above the event: its source, and a denial by negation ("did not confirm")."""
        self.source = _reporting_source(sentence, verb, verb.lemma_.lower())
        self.is_hedged |= _is_hedged(verb)
        is_withheld = verb.dep_ == "xcomp" and _stages().get(verb.head.lemma_.lower()) == "cancelled"  # "declined to confirm that"
        if _is_negated(verb) or is_withheld:
            if self.source is not None and self.source.manner == "announcing":
                self.is_hedged = True  # "has not confirmed that": nobody stands by it
            elif self.source is None or self.source.manner != "neutral":
                self.is_negated = not self.is_negated
        if self.past_modal and _tense(verb) == "past":
            self.is_hypothetical, self.is_future = False, True

    def add_claim_noun(self, sentence: Sentence, noun: Token) -> None:
        """Take in a noun for a claim above the event: "reports that ..." are alleged, "denied a report that ..." is a denial."""
        verb = noun.head
        if _manners().get(verb.lemma_.lower()) == "announcing" and not _is_negated(verb) and not is_passive(verb):
            self.source = _reporting_source(sentence, verb, verb.lemma_.lower())  # "confirmed reports that ..."
            return
        is_refused = verb.lemma_.lower() in _words("refusals_of_claims") and not _is_negated(verb)
        is_untrue = any(word.lemma_.lower() in _words("untrue") for word in (verb, *verb.children, *noun.children))
        manner = "denying" if is_refused or is_untrue else "alleging"
        subject = surface_subject(verb) if is_refused else next((child for child in noun.children if child.dep_ == "nmod:poss"), None)
        named = _source_at(sentence, subject, noun.text, manner) if subject is not None and subject.i != noun.i else None
        self.source = named if named is not None else Source(None, frozenset(), noun.text, manner)

    def add_stage(self, token: Token) -> None:
        """Take in a stage that a predicate above the event gives it; the nearest one counts, a cancellation over any other."""
        found = _stages().get(predicate_lemma(token), _stages().get(token.lemma_.lower()))
        if found is None or (self.stage is not None and self.stage == "considered"):
            return
        if self.stage is None or self.stage in _WEAK_STAGES or found == "cancelled":
            self.stage, self.stage_word = found, token.text

    def add_operators(self, token: Token, depth: int) -> None:
        """Take in negation, modality, conditionals, hedges and tense of one predicate."""
        if depth <= _REACH_OF_NEGATION:
            self.is_negated |= _is_negated(token) and token.lemma_.lower() not in _words("limits")
            self._add_end(token)
        modality = _modality(token)
        self.past_modal |= modality == "hypothetical" and any(child.lower_ == "would" for child in token.children)
        is_improbable = depth > 0 and token.lemma_.lower() in _words("improbable")
        self.is_hypothetical |= modality == "hypothetical" or _is_conditional(token) or is_improbable
        self.is_future |= modality == "future" or (self.tense == "none" and _is_infinitive_of_purpose(token))
        self.is_hedged |= _is_hedged(token) or (depth > 0 and token.lemma_.lower() in _words("seeming"))
        if self.tense == "none" and token.pos_ in {"VERB", "AUX"}:
            self.tense = "future" if modality == "future" else _tense(token)

    def _add_end(self, token: Token) -> None:
        """Take in "no longer", by which what was done before has stopped, and "has yet to", by which it is still to come."""
        adverbs = {child.lower_: child for child in token.children if child.dep_ == "advmod"}
        if "longer" in adverbs and any(child.lower_ == "no" for child in (*adverbs["longer"].children, *token.children)):
            self.stage, self.stage_word = "cancelled", "longer"
        elif "yet" in adverbs and token.lemma_.lower() == "have" and any(child.dep_ == "xcomp" for child in token.children):
            self.stage, self.stage_word = self.stage or "planned", self.stage_word or "yet"


def read_claim(sentence: Sentence, frame: Frame) -> Claim:
    """Return how the sentence claims the event whose predicate heads `frame`."""
    doc = sentence.doc
    chain = [doc[frame.predicate], *(doc[governor.token] for governor in frame.governors)]
    links = [governor.relation for governor in frame.governors]
    reading = _Reading()
    for depth, token in enumerate(chain):
        link = links[depth - 1] if depth else None
        if link is not None and not _is_claim_noun(token, link) and (link not in _CLAUSE_LINKS or _leaves_scope(link, token)):
            break
        if depth and _is_claim_noun(token, link):
            reading.add_claim_noun(sentence, token)
            break
        if depth and _is_report(token, link):
            reading.add_report(sentence, token)
            break
        if link == "parataxis":
            break
        if depth:
            reading.add_stage(token)
        reading.add_operators(token, depth)
    source = reading.source or _according_to(sentence, chain) or _following_source(sentence, chain)
    return Claim(
        is_negated=reading.is_negated,
        is_hypothetical=reading.is_hypothetical,
        is_future=reading.is_future or reading.tense == "future",
        is_hedged=reading.is_hedged or _is_believed(chain, links),
        is_question=doc.text.rstrip("\"'”’) ").endswith("?"),
        stage=reading.stage,
        stage_word=reading.stage_word,
        source=source,
        tense=reading.tense,
    )


def _is_report(token: Token, link: str | None) -> bool:
    """Return whether a predicate above the event reports it; "agreed to", "offered to" and the like are stages instead."""
    lemma = token.lemma_.lower()
    return lemma in _manners() and link in _REPORT_LINKS and token.pos_ in {"VERB", "AUX"} and not (lemma in _stages() and link == "xcomp")


def _is_claim_noun(token: Token, link: str | None) -> bool:
    """Return whether a noun above the event says that its content is a claim: "reports that ...", "suspicion of ..."."""
    if link not in {"acl", "acl:relcl", "ccomp", "nmod"} or token.lemma_.lower() not in _words("claim_nouns"):
        return False
    is_mistagged = token.i == 0 and token.pos_ == "VERB" and _tense(token) != "past"  # "Reports that ... are untrue"
    return token.pos_ == "NOUN" or is_mistagged


def _leaves_scope(link: str, governor: Token) -> bool:
    """Return whether what the governor says is no longer about the event: a conjunct, a relative clause, a time clause."""
    if link in {"acl:relcl", "advcl:relcl", "conj", "nsubj", "appos", "nmod:poss"}:
        is_clause = governor.pos_ in {"VERB", "ADJ", "AUX"} or any(child.dep_ == "cop" for child in governor.children)
        return not (link == "nsubj" and is_clause)
    return False


def _is_negated(token: Token) -> bool:
    return any(
        (child.lower_ in _words("negations") and child.dep_ in {"advmod", "det", "cc", "case", "mark", "neg"})
        or "Neg" in child.morph.get("Polarity", [])
        for child in token.children
    ) or _has_no_subject(token)


def _has_no_subject(token: Token) -> bool:
    """Return whether the subject says that nobody does it: "neither Kenya nor Uganda will", "none of them has"."""
    subjects = [child for child in token.children if child.dep_ in {"nsubj", "nsubj:pass"}]
    return any(
        subject.lower_ in {"none", "neither", "nobody"} or any(child.lower_ == "neither" for child in subject.children)
        for subject in subjects
    )


def _modality(token: Token) -> str | None:
    auxiliaries = [child.lower_ for child in token.children if child.dep_ in {"aux", "aux:pass"}]
    if any(auxiliary in _words("modals", "hypothetical") for auxiliary in auxiliaries):
        return "hypothetical"
    if any(auxiliary in _words("modals", "future") for auxiliary in auxiliaries):
        return "future"
    return None


def _is_conditional(token: Token) -> bool:
    return any(child.dep_ == "mark" and child.lower_ in _words("conditional_markers") for child in token.children)


def _is_infinitive_of_purpose(token: Token) -> bool:
    return token.pos_ == "VERB" and token.dep_ == "acl" and any(child.lower_ == "to" and child.dep_ == "mark" for child in token.children)


def _is_hedged(token: Token) -> bool:
    return any(child.lower_ in _words("hedges") and child.dep_ in {"advmod", "amod"} for child in token.children)


def _is_believed(chain: list[Token], links: list[str]) -> bool:
    """Return whether the event stands below a passive of belief or accusation: "is believed to have", "is accused of"."""
    for link, token in zip(links, chain[1:], strict=False):
        if link not in {"xcomp", "ccomp", "advcl", "csubj", "obl", "obj", "nmod", "compound", "conj", "acl"}:
            return False
        if token.pos_ == "VERB" and _manners().get(token.lemma_.lower()) == "alleging" and is_passive(token):
            return True
    return False


def _tense(token: Token) -> str:
    own = token.morph.get("Tense", [])
    auxiliaries = [child for child in token.children if child.dep_ in {"aux", "aux:pass", "cop"}]
    if any("Past" in child.morph.get("Tense", []) for child in auxiliaries):
        return "past"
    if any(child.lower_ in {"have", "has", "'ve", "’ve"} for child in auxiliaries):
        return "past"
    if auxiliaries and any("Pres" in child.morph.get("Tense", []) for child in auxiliaries):
        return "present"
    if "Past" in own:
        return "past"
    return "present" if "Pres" in own else "none"


def _reporting_source(sentence: Sentence, verb: Token, lemma: str) -> Source | None:
    manner = _manners()[lemma]
    if is_passive(verb):
        agent = next((child for child in verb.children if child.dep_.startswith("obl") and preposition(child) == "by"), None)
        return _source_at(sentence, agent, verb.text, manner) if agent is not None else Source(None, frozenset(), verb.text, manner)
    subject = surface_subject(verb)
    return _source_at(sentence, subject, verb.text, manner) if subject is not None else None


def _source_at(sentence: Sentence, token: Token, cue: str, manner: str) -> Source:
    """Return the source that stands at a token; unnamed ones ("officials", "a source") have no name."""
    if token.lemma_.lower() in _words("anonymous") and manner == "neutral":
        manner = "alleging"
    mention = sentence.actor_at(token.i)
    codes = frozenset(actor.code for actor in mention.actors if actor.code != "UNK") if mention else frozenset()
    if _speaks_for_no_state(token):
        codes = frozenset()
    person = next((actor.person for actor in mention.actors if actor.person), None) if mention else None
    if person:
        return Source(person, codes, cue, manner)
    if token.pos_ == "PROPN":
        if mention:
            return Source(mention.text, codes, cue, manner)
        return Source(_proper_name(token), codes, cue, manner)
    return Source(None, codes, cue, manner)


def _speaks_for_no_state(token: Token) -> bool:
    """Return whether a source is a news outlet or a government's opponent, whose word is not that of the state it belongs to."""
    words = {word.lemma_.lower() for word in token.doc[token.left_edge.i : token.i + 1]}
    return not words.isdisjoint(_words("no_voice_of_state"))


def _proper_name(token: Token) -> str:
    members = [child.i for child in token.children if child.dep_ in {"compound", "flat", "det", "amod", "nmod:poss"}]
    first, last = min([token.i, *members]), max([token.i, *members])
    doc: Doc = token.doc
    return doc[first : last + 1].text


def _according_to(sentence: Sentence, chain: list[Token]) -> Source | None:
    tokens = set(chain)
    for token in sentence.doc:
        if token.lower_ == "according" and token.i + 1 < len(sentence.doc) and sentence.doc[token.i + 1].lower_ == "to":
            head = token.head
            if head.i == token.i or head.pos_ not in {"NOUN", "PROPN", "PRON"} or head in tokens:
                continue
            return _source_at(sentence, head, "according to", "neutral")
    return None


def _following_source(sentence: Sentence, chain: list[Token]) -> Source | None:
    """Return the source of a clause like ", Kirby said" that hangs on the event's clause as parataxis or stands at the sentence's end."""
    for token in chain:
        for child in token.children:
            if child.dep_ == "parataxis" and child.lemma_.lower() in _manners() and child.pos_ == "VERB":
                return _reporting_source(sentence, child, child.lemma_.lower())
    last = next((token for token in reversed(sentence.doc) if token.pos_ == "VERB" and token.lemma_.lower() in _manners()), None)
    if last is not None and last.i > chain[0].i and _is_tag(last) and not any(last.i == token.i for token in chain):
        return _reporting_source(sentence, last, last.lemma_.lower())
    return None


def _is_tag(verb: Token) -> bool:
    """Return whether subject and verb stand between a comma and the end, with a date at most behind: ", local media reported on Monday."."""
    subject = surface_subject(verb)
    if (
        subject is None
        or subject.i > verb.i
        or any(child.dep_ in {"obj", "ccomp", "xcomp"} and child.i > verb.i for child in verb.children)
    ):
        return False
    start = subject.left_edge.i
    marks = {token.text for token in verb.doc[max(0, start - 1) : start + 1]}
    return not marks.isdisjoint({",", '"', "”", "''"}) and len(verb.doc) - verb.i <= _LONGEST_TAG
