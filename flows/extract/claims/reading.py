"""How a sentence claims an event: negation, modality, tense, conditionals, hedges, reported speech.

Here: the reading of one predicate and those above it. Not here: who a source is (sources), the words (words), and what the stage means for a kind of
event (a meeting that is `cancelled`, a transfer that is `agreed`): each module of events/ says so. The words are in `seeds/lexicons/claims.yml`.
"""

from dataclasses import dataclass

from spacy.tokens import Token

from flows.extract.claims.sources import Source, according_to, following_source, reporting_source, source_at
from flows.extract.claims.words import claim_words, manners, stages
from flows.extract.language.frames import Frame
from flows.extract.language.syntax import is_passive, predicate_lemma, surface_subject
from flows.extract.sentences import Sentence

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


# The nearest of these wins over weaker stages nearer to the event: "agreed to begin supplying" is agreed.
_WEAK_STAGES = frozenset({"begun", "permitted"})


# Negation reaches the event only from near by: "saw no reason to alter the plan of his trip" denies no trip.
_REACH_OF_NEGATION = 2
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
        self.source = reporting_source(sentence, verb, verb.lemma_.lower())
        self.is_hedged |= _is_hedged(verb)
        is_withheld = verb.dep_ == "xcomp" and stages().get(verb.head.lemma_.lower()) == "cancelled"  # "declined to confirm that"
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
        if manners().get(verb.lemma_.lower()) == "announcing" and not _is_negated(verb) and not is_passive(verb):
            self.source = reporting_source(sentence, verb, verb.lemma_.lower())  # "confirmed reports that ..."
            return
        is_refused = verb.lemma_.lower() in claim_words("refusals_of_claims") and not _is_negated(verb)
        is_untrue = any(word.lemma_.lower() in claim_words("untrue") for word in (verb, *verb.children, *noun.children))
        manner = "denying" if is_refused or is_untrue else "alleging"
        subject = surface_subject(verb) if is_refused else next((child for child in noun.children if child.dep_ == "nmod:poss"), None)
        named = source_at(sentence, subject, noun.text, manner) if subject is not None and subject.i != noun.i else None
        self.source = named if named is not None else Source(None, frozenset(), noun.text, manner)

    def add_stage(self, token: Token) -> None:
        """Take in a stage that a predicate above the event gives it; the nearest one counts, a cancellation over any other."""
        found = stages().get(predicate_lemma(token), stages().get(token.lemma_.lower()))
        if found is None or (self.stage is not None and self.stage == "considered"):
            return
        if self.stage is None or self.stage in _WEAK_STAGES or found == "cancelled":
            self.stage, self.stage_word = found, token.text

    def add_operators(self, token: Token, depth: int) -> None:
        """Take in negation, modality, conditionals, hedges and tense of one predicate."""
        if depth <= _REACH_OF_NEGATION:
            self.is_negated |= _is_negated(token) and token.lemma_.lower() not in claim_words("limits")
            self._add_end(token)
        modality = _modality(token)
        self.past_modal |= modality == "hypothetical" and any(child.lower_ == "would" for child in token.children)
        is_improbable = depth > 0 and token.lemma_.lower() in claim_words("improbable")
        self.is_hypothetical |= modality == "hypothetical" or _is_conditional(token) or is_improbable
        self.is_future |= modality == "future" or (self.tense == "none" and _is_infinitive_of_purpose(token))
        self.is_hedged |= _is_hedged(token) or (depth > 0 and token.lemma_.lower() in claim_words("seeming"))
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
    source = reading.source or according_to(sentence, chain) or following_source(sentence, chain)
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
    return lemma in manners() and link in _REPORT_LINKS and token.pos_ in {"VERB", "AUX"} and not (lemma in stages() and link == "xcomp")


def _is_claim_noun(token: Token, link: str | None) -> bool:
    """Return whether a noun above the event says that its content is a claim: "reports that ...", "suspicion of ..."."""
    if link not in {"acl", "acl:relcl", "ccomp", "nmod"} or token.lemma_.lower() not in claim_words("claim_nouns"):
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
        (child.lower_ in claim_words("negations") and child.dep_ in {"advmod", "det", "cc", "case", "mark", "neg"})
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
    if any(auxiliary in claim_words("modals", "hypothetical") for auxiliary in auxiliaries):
        return "hypothetical"
    if any(auxiliary in claim_words("modals", "future") for auxiliary in auxiliaries):
        return "future"
    return None


def _is_conditional(token: Token) -> bool:
    return any(child.dep_ == "mark" and child.lower_ in claim_words("conditional_markers") for child in token.children)


def _is_infinitive_of_purpose(token: Token) -> bool:
    return token.pos_ == "VERB" and token.dep_ == "acl" and any(child.lower_ == "to" and child.dep_ == "mark" for child in token.children)


def _is_hedged(token: Token) -> bool:
    return any(child.lower_ in claim_words("hedges") and child.dep_ in {"advmod", "amod"} for child in token.children)


def _is_believed(chain: list[Token], links: list[str]) -> bool:
    """Return whether the event stands below a passive of belief or accusation: "is believed to have", "is accused of"."""
    for link, token in zip(links, chain[1:], strict=False):
        if link not in {"xcomp", "ccomp", "advcl", "csubj", "obl", "obj", "nmod", "compound", "conj", "acl"}:
            return False
        if token.pos_ == "VERB" and manners().get(token.lemma_.lower()) == "alleging" and is_passive(token):
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
