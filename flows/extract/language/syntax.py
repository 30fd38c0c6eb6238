"""Questions about one token of a Universal Dependencies parse: its subject, voice, preposition, conjuncts.

Here: subjects whatever the surface (shared, controlled, relativised, raised), voice, prepositions. Not here: the frame of a predicate as a
whole (frames.py), or what a verb means (seeds/rules).
"""

from collections.abc import Iterator

from spacy.tokens import Token

SUBJECTS = frozenset({"nsubj", "csubj", "nsubj:outer", "csubj:outer"})
PASSIVE_SUBJECTS = frozenset({"nsubj:pass", "csubj:pass"})
RELATIVE_PRONOUNS = frozenset({"which", "that", "who", "whom", "whose"})
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "SYM", "X"})
# Verbs whose object does what the verb below says although that verb is joined by a preposition: "accused Iran of supplying".
_OBJECT_CONTROL_BY_PREPOSITION = frozenset(
    {
        "accuse",
        "suspect",
        "stop",
        "prevent",
        "ban",
        "bar",
        "dissuade",
        "deter",
        "block",
        "condemn",
        "criticise",
        "criticize",
        "denounce",
        "blame",
        "thank",
        "praise",
        "commend",
        "applaud",
    }
)
# Verbs and nouns of punishment: who is punished did what the verb below says.
_PENALTIES = frozenset(
    "impose sanction sanctions punish fine penalise penalize blacklist charge arrest convict indict sentence penalty tariff measure place slap".split()
)
# Adjectives whose "to" phrase does what the verb below says: "grateful to Norway for sending".
_THANKFUL = frozenset({"grateful", "thankful"})
# Verbs whose subject keeps control although they have an object: "promised Iran to deliver".
_SUBJECT_CONTROL = frozenset({"promise", "vow", "pledge", "threaten", "use", "sign", "take", "make", "have", "need", "meet", "visit"})
# Nouns that only count what follows their "of".
_COUNTS = frozenset("dozen hundred thousand score couple handful pair half majority rest remainder balance bulk first last".split())
_QUANTIFIERS = frozenset("some many most several few all both one none each half".split())
_TIMES = frozenset("second minute hour day week weekend month quarter year decade century morning afternoon evening night".split())
_TIME_DETERMINERS = frozenset("last next this that every each earlier same following previous".split())
_NAME_PARTS = frozenset({"flat", "nmod:desc", "compound"})
LONGEST_CHAIN = 7


def is_verbal_predicate(token: Token) -> bool:
    """Return whether the token heads a clause or a participle phrase rather than a noun phrase."""
    if token.pos_ == "VERB":
        return not _is_mistagged_noun(token)
    return token.pos_ in {"AUX", "ADJ"} and any(child.dep_ in SUBJECTS | PASSIVE_SUBJECTS for child in token.children)


def _is_mistagged_noun(token: Token) -> bool:
    """Return whether a word tagged as a verb stands in a noun's place: "resumed talks with"; the relation is read more reliably than the tag."""
    if any(child.dep_ in {"aux", "mark", "nsubj", "nsubj:pass", "obj", "xcomp", "ccomp"} for child in token.children):
        return False
    if token.dep_ in {"obj", "nsubj", "nsubj:pass"}:
        return True
    return token.dep_ in {"obl", "nmod", "conj"} and any(child.dep_ in {"det", "amod", "nmod:poss"} for child in token.children)


def predicate_lemma(token: Token) -> str:
    """Return the lemma with its particle: "hand over"."""
    particles = [child.lower_ for child in token.children if child.dep_ == "compound:prt"]
    return " ".join([token.lemma_.lower(), *particles])


def relative_clause(token: Token) -> Token | None:
    """Return the predicate of the innermost relative clause that holds the token, the token itself where it is one; null outside any."""
    return next((above for above in [token, *token.ancestors] if above.dep_ == "acl:relcl"), None)


def is_perfect(verb: Token) -> bool:
    """Return whether the verb stands in the present perfect: "has bought", "have been delivered"."""
    return any(child.dep_ == "aux" and child.lower_ in {"have", "has", "'ve", "’ve"} for child in verb.children)


def is_pluperfect(verb: Token) -> bool:
    """Return whether the verb stands in the past perfect, so that it lies before the story's time: "had met"."""
    return any(child.dep_ == "aux" and child.lower_ in {"had", "'d"} for child in verb.children)


def is_progressive(verb: Token) -> bool:
    """Return whether the verb stands in the present progressive: "is imposing", "are sending"."""
    is_running = verb.lower_.endswith("ing")
    return is_running and any(
        child.dep_ == "aux" and child.lower_ in {"is", "are", "am", "'s", "’s", "'re", "’re"} for child in verb.children
    )


def is_passive(verb: Token) -> bool:
    """Return whether the verb's surface subject is its deep object."""
    if any(child.dep_ in PASSIVE_SUBJECTS or child.dep_ == "aux:pass" for child in verb.children):
        return True
    if any(child.dep_ == "aux" and child.lower_ in {"having", "have", "has", "had"} for child in verb.children):
        return False
    is_bare_clause = verb.dep_ in {"acl", "acl:relcl"} and not any(child.dep_ in {"aux", "obj", "nsubj", "mark"} for child in verb.children)
    if is_bare_clause and any(preposition(child) == "by" and child.dep_.startswith("obl") for child in verb.children):
        return True  # "the ship, blacklisted by Kenya,": taken for a finite verb by some parses
    is_participle = "Part" in verb.morph.get("VerbForm", []) and "Pres" not in verb.morph.get("Tense", [])
    if not is_participle:
        return False
    if is_contact_clause(verb):
        return False
    if verb.dep_.startswith(("acl", "amod", "advcl")) and verb.dep_ != "acl:relcl":
        return not any(child.dep_ in {"aux", "obj"} for child in verb.children) or "Pass" in verb.morph.get("Voice", [])
    return verb.dep_ == "conj" and verb.head.pos_ == "VERB" and is_passive(verb.head) and not own_subject(verb)


def preposition(token: Token) -> str | None:
    """Return the preposition of an oblique or a nominal modifier ("to", "according to"), null where it has none."""
    for child in token.children:
        if child.dep_ == "case" and child.lower_ not in {"'s", "’s", "'", "’"}:
            return " ".join([child.lower_, *(part.lower_ for part in child.children if part.dep_ == "fixed")])
    # Parsers hang the preposition of "with President Bashar Assad" now on the name's head, now on its title or another part.
    for child in token.children:
        if child.dep_ in _NAME_PARTS and (found := preposition(child)) is not None:
            return found
    return None


def conjuncts(token: Token) -> Iterator[Token]:
    """Yield the token and everything coordinated under it."""
    yield token
    for child in token.children:
        if child.dep_ == "conj" and child.i > token.i:
            yield from conjuncts(child)


def surface_subject(verb: Token, depth: int = 0) -> Token | None:
    """Return the token that the verb's subject position refers to: overt, shared, controlled or relativised; null if there is none."""
    if depth > LONGEST_CHAIN:
        return None
    own = own_subject(verb)
    if own is not None:
        return antecedent(own, verb)
    return _subject_from_above(verb, depth)


def _subject_from_above(verb: Token, depth: int) -> Token | None:
    """Return the subject that a verb without one of its own shares with, or takes from, what it hangs on."""
    head, dep = verb.head, verb.dep_
    if head.i == verb.i or dep == "parataxis":
        return None
    is_clause = head.pos_ in {"VERB", "AUX", "ADJ"}
    if dep.startswith(("acl", "advcl", "obl")) and dep != "acl:relcl":
        found = _addressed(verb)
        if found is not None:
            return found
    if dep == "conj":
        return surface_subject(head, depth + 1) if is_clause else None
    if dep == "xcomp":
        return _controller(head, depth)
    if dep in {"advcl", "ccomp", "obl"}:
        if head.lemma_.lower() in _OBJECT_CONTROL_BY_PREPOSITION:
            return _controller(head, depth)
        return surface_subject(head, depth + 1) if is_clause else _owner(head, depth + 1)
    if dep in {"acl:relcl", "amod"}:
        return head
    if dep.startswith("acl") or dep == "nmod":
        is_infinitive = any(child.lower_ == "to" and child.dep_ == "mark" for child in verb.children)
        has_mark = any(child.dep_ in {"mark", "case"} for child in verb.children)
        return _owner(head, depth + 1) if is_infinitive or has_mark else head
    return None


def _addressed(verb: Token) -> Token | None:
    """Return who did what the verb says because thanks or a penalty for it address them: "grateful to Kenya for", "sanctions on Kenya for"."""
    head = verb.head
    if head.lower_ in _THANKFUL:
        return next((child for child in head.children if child.dep_ == "obl" and preposition(child) == "to"), None)
    if head.lemma_.lower() not in _PENALTIES or not any(child.lower_ in {"for", "over"} for child in verb.children):
        return None
    objects = [child for child in head.children if child.dep_ == "obj"]
    for place in (head, *objects):
        for child in place.children:
            if child.dep_ in {"obl", "nmod"} and preposition(child) in {"on", "against", "upon"}:
                return child
    return next((child for child in objects if child.lemma_.lower() not in _PENALTIES), None)


def own_subject(verb: Token) -> Token | None:
    """Return the overt subject of a verb, null if it has none."""
    return next((child for child in verb.children if child.dep_ in SUBJECTS or child.dep_ in PASSIVE_SUBJECTS), None)


def nominal_subject(token: Token) -> Token | None:
    """Return the overt subject of a predicate that is no clause, null if it has none."""
    return next((child for child in token.children if child.dep_ in {"nsubj", "nsubj:pass"}), None)


def antecedent(token: Token, verb: Token) -> Token:
    """Return what a relative pronoun stands for, any other token itself."""
    if token.lower_ not in RELATIVE_PRONOUNS or token.pos_ not in {"PRON", "SCONJ", "DET"}:
        return token
    clause = verb
    for _ in range(LONGEST_CHAIN):
        if clause.dep_ == "acl:relcl":
            return clause.head
        if clause.dep_ not in {"conj", "xcomp", "ccomp"}:
            break
        clause = clause.head
    return token


def counted_wholes(token: Token) -> Iterator[Token]:
    """Yield what a count or a quantifier counts, outermost first: "two of the 12 jets" -> jets, "dozens of tanks" -> tanks."""
    if token.pos_ != "NUM" and token.lemma_.lower() not in _COUNTS and token.lower_ not in _QUANTIFIERS:
        return
    for child in token.children:
        if child.dep_ == "nmod" and child.i > token.i and preposition(child) == "of":
            for whole in conjuncts(child):
                yield whole
                yield from counted_wholes(whole)


def is_time(token: Token) -> bool:
    """Return whether a noun phrase tells when, though it may be labelled as an object: "took delivery last month of"."""
    return token.lemma_.lower() in _TIMES and any(child.lower_ in _TIME_DETERMINERS for child in token.children)


def is_contact_clause(verb: Token) -> bool:
    """Return whether a clause with a subject of its own hangs on the noun before it without a pronoun: "the jets Egypt ordered"."""
    subject = own_subject(verb) if verb.dep_ == "acl" else None
    return subject is not None and verb.head.i < subject.i < verb.i and not any(child.dep_ == "mark" for child in verb.children)


def is_misplaced_object(child: Token, verb: Token) -> bool:
    """Return whether a second subject stands after the verb, as parsers sometimes label an object."""
    return child.dep_ == "nsubj" and child.i > verb.i and any(other.dep_ == "nsubj" and other.i < verb.i for other in verb.children)


def _controller(governor: Token, depth: int) -> Token | None:
    """Return who does what the verb below `governor` says: its object ("asked Iran to ...") or its subject ("agreed to ...")."""
    if governor.pos_ == "NOUN":
        return _owner(governor, depth + 1)
    if not is_passive(governor) and governor.lemma_.lower() not in _SUBJECT_CONTROL:
        for child in governor.children:
            if child.dep_ in {"obj", "iobj"} or is_misplaced_object(child, governor):
                return antecedent(child, governor)
    return surface_subject(governor, depth + 1)


def _owner(noun: Token, depth: int) -> Token | None:
    """Return whose plan, deal or decision a noun is: its possessor, its modifier, or the subject of the verb it is the object of."""
    if depth > LONGEST_CHAIN:
        return None
    for child in noun.children:
        if child.dep_ == "nmod:poss":
            return child
    for child in noun.children:
        if child.dep_ == "nmod" and preposition(child) in {"by", "between"}:
            return child
    for child in noun.children:
        if child.dep_ in {"amod", "compound"} and (child.pos_ == "PROPN" or (child.pos_ == "ADJ" and child.text[:1].isupper())):
            return child
    own = own_subject(noun)
    if own is not None:
        return own
    head = noun.head
    if head.i == noun.i:
        return None
    if noun.dep_ in {"obj", "obl", "xcomp", "iobj", "advcl"} and head.pos_ in {"VERB", "AUX"}:
        return next((c for c in head.children if c.dep_ == "obl" and preposition(c) == "by"), None) or surface_subject(head, depth + 1)
    if noun.dep_ in PASSIVE_SUBJECTS:
        return next((c for c in head.children if c.dep_ == "obl" and preposition(c) == "by"), None)
    if noun.dep_ in {"nmod", "conj", "appos"} and head.pos_ in NOMINAL:
        return _owner(head, depth + 1)
    return None
