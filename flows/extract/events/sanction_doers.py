"""Who imposes, eases or lifts a sanction, as one sentence gives it.

Here: which of those in a rule's roles act, and who acts where the parser lost them. Not here: the roles (sanction_reading), who stands for a
power (sanction_powers), whom it hits (sanction_parties).
"""

from flows.extract.claims import is_reporting
from flows.extract.events.sanction_codes import authority_codes
from flows.extract.events.sanction_homes import codes_at, states_within
from flows.extract.events.sanction_names import Target
from flows.extract.events.sanction_powers import is_silent, powers_at, powers_before
from flows.extract.events.sanction_reading import Reading
from flows.extract.events.sanction_roles import told_along
from flows.extract.events.sanction_words import askers, opposers
from flows.extract.language.syntax import conjuncts, is_passive, preposition
from flows.extract.mentions.types import Actor


def authorities_of(reading: Reading, targets: list[Target]) -> list[Actor] | None:
    """Return who imposes, empty where the sentence does not say it; null where somebody acts who is no state: a firm, a club."""
    rule = reading.match.rule
    hit = {target.code for target in targets if target.code and target.type != "person"}
    for role in rule.roles.get("authority", ()):
        tokens = [i for i in reading.fillers(role) if not _is_makers(reading, i)]
        if role == "barring":
            found = [
                Actor(code, code, "state")
                for i in tokens
                for code in states_within(reading.sentence, reading.sentence.doc[i]) or codes_at(reading.sentence, reading.sentence.doc[i])
            ]
            found = [actor for actor in found if actor.code in authority_codes()]
        else:
            found = [actor for i in tokens for actor in _meant_by_pronoun(reading, i) or powers_at(reading.sentence, i)]
        found = [
            actor
            for actor in found
            if actor.code not in hit and (actor.kind != "organisation" or actor.code != "UNK" or _acts_itself(reading, role))
        ]
        if role == "mod":
            found = [actor for actor in found if actor.code in authority_codes() or actor.code == "UNK" or (hit and actor.code not in hit)]
        if role == "mod" and found:
            found = [*powers_before(reading.sentence, min(tokens)), *found]
        if found and role.endswith("agent"):
            found = [*found, *(actor for actor in _acting_along(reading) if actor.code not in hit)]
        if found:
            return list({actor.code: actor for actor in found}.values())
        if role == "agent" and tokens and not any(is_silent(reading.sentence, i) for i in tokens):
            return _who_ordered(reading)
    if rule.values.get("main"):  # whoever may no longer travel is no power
        return []
    ordered = _who_ordered(reading)
    if ordered:
        return [actor for actor in ordered if actor.code not in hit]
    return [
        actor
        for actor in _asked(reading) or _powers_beside(reading) or _powers_above(reading) or _powers_after_by(reading)
        if actor.code not in hit
    ]


def _acting_along(reading: Reading) -> list[Actor]:
    """Return the powers that act together with the subject: "Kenya, along with Uganda and Rwanda, imposed"."""
    before = told_along(reading.sentence, 0, reading.match.trigger)
    return [power for i in before if i < reading.match.trigger for power in powers_at(reading.sentence, i)]


def _acts_itself(reading: Reading, role: str) -> bool:
    """Return whether an organisation that no list gives a code is the doer: "the OAS imposed sanctions", but not "a SWIFT ban"."""
    return role.rpartition(".")[2] in {"agent", "by"} and (
        reading.match.frame.is_verbal or reading.act.action in {"imposed", "lifted", "eased"}
    )


_ORDERS = frozenset({"order", "instruct", "tell", "direct", "oblige", "require", "command"})


def _who_ordered(reading: Reading) -> list[Actor] | None:
    """Return the power that had somebody do it: "the Swiss government ordered banks to freeze"; null where nobody did."""
    verb = reading.sentence.doc[reading.match.trigger]
    if verb.dep_ not in {"xcomp", "advcl", "ccomp"} or verb.head.lemma_.lower() not in _ORDERS or is_passive(verb.head):
        return None
    subject = next((child for child in verb.head.children if child.dep_ == "nsubj"), None)
    return (powers_at(reading.sentence, subject.i) or None) if subject is not None else None


def _asked(reading: Reading) -> list[Actor]:
    """Return the power that somebody asks to act: "we call on the Council to extend the embargo"."""
    doc, sentence = reading.sentence.doc, reading.sentence
    for i in (reading.match.trigger, *reading.act.predicates):
        verb = doc[i]
        while verb.dep_ == "conj" and verb.head.pos_ == "VERB":
            verb = verb.head
        if verb.dep_ in {"xcomp", "advcl", "ccomp"} and verb.head.lemma_.lower() in askers():
            asked = [
                c for c in verb.head.children if c.dep_ in {"obj", "iobj"} or (c.dep_ == "obl" and preposition(c) in {"on", "upon", "to"})
            ]
            before = [m for c in asked for m in conjuncts(c) if m.i < i]
            return [power for token in before[-1:] for power in powers_at(sentence, token.i)]
    return []


def _is_makers(reading: Reading, i: int) -> bool:
    """Return whether a phrase only says whose the thing is that is hit: "flights by the carrier have been barred"."""
    token = reading.sentence.doc[i]
    if not reading.match.frame.is_verbal:  # "embargoes on Kenya's government, and bans on ...": the parser hangs the bans on the government
        trigger = reading.sentence.doc[reading.match.trigger]
        return trigger.dep_ == "conj" and token.dep_ == "nmod:poss" and token.head.i == trigger.head.i and preposition(trigger.head) == "on"
    return token.dep_ == "nmod" and token.head.i in reading.match.frame.fillers("patient")


def _meant_by_pronoun(reading: Reading, i: int) -> list[Actor]:
    """Return the power that "it" stands for within its sentence: "the Treasury said it was", "In its latest sanctions, the Council"."""
    doc, sentence = reading.sentence.doc, reading.sentence
    if doc[i].lower_ not in {"it", "its"}:
        return []
    verb = doc[reading.match.trigger]
    for _ in range(_LONGEST_WAY_UP):
        above = verb.head
        subject = next((child for child in above.children if child.dep_ == "nsubj" and child.i != i), None)
        is_told = verb.dep_ == "ccomp" and is_reporting(above.lemma_.lower())
        is_ahead = verb.dep_ in {"advcl", "obl"} and subject is not None and subject.i > i
        if subject is not None and (is_told or is_ahead):
            return powers_at(sentence, subject.i)
        if above.i == verb.i:
            return []
        verb = above
    return []


_LONGEST_WAY_UP = 4


_BY_REACH = 8


def _powers_after_by(reading: Reading) -> list[Actor]:
    """Return the power after the nearest "by" before an act, where the parser lost it: "the decision by Kenya to impose"."""
    doc, sentence = reading.sentence.doc, reading.sentence
    if reading.act.action is None or not reading.act.predicates:
        return []
    first = min(reading.act.predicates)
    for mention in reversed(sentence.actors):
        before = doc[mention.start - 1].lower_ if mention.start else ""
        before = doc[mention.start - 2].lower_ if before == "the" and mention.start > 1 else before
        if first - _BY_REACH <= mention.start < first and before == "by":
            return powers_at(sentence, mention.head)
    return []


def _powers_beside(reading: Reading) -> list[Actor]:
    """Return the power that stands right before the trigger's noun phrase, whatever it hangs on: "lived under a U.S. trade embargo"."""
    doc, sentence = reading.sentence.doc, reading.sentence
    if reading.match.frame.is_verbal:
        return _powers_right_before(reading)
    for i in range(min(reading.act.phrase) - 1, max(-1, min(reading.act.phrase) - 5), -1):
        if doc[i].pos_ not in {"ADJ", "NOUN", "PROPN", "PUNCT", "PART", "CCONJ"} or doc[i].text == ",":
            return []
        mention = sentence.actor_at(i)
        if mention is not None:
            return [actor for actor in mention.actors if actor.code in authority_codes()]
    return []


def _powers_right_before(reading: Reading) -> list[Actor]:
    """Return the power that stands right before an active verb which the parser gave no subject."""
    doc, sentence = reading.sentence.doc, reading.sentence
    trigger = doc[reading.match.trigger]
    if is_passive(trigger) or trigger.dep_ in {"amod", "acl"}:
        return []
    i = trigger.i - 1
    while i >= 0 and doc[i].pos_ in {"AUX", "ADV"}:
        i -= 1
    return powers_at(sentence, i) if i >= 0 and sentence.actor_at(i) is not None else []


# Verbs by which somebody judges an act of others.
_OPINIONS = frozenset(
    "welcome hail praise celebrate condemn denounce criticise criticize slam protest deplore mock applaud regret lament greet resent call describe".split()
)


_ABOVE = frozenset({"obj", "obl", "xcomp", "advcl", "acl", "nmod", "conj", "ccomp", "appos"})


def _powers_above(reading: Reading) -> list[Actor]:
    """Return the power that is the subject of a verb above an act: "Congress passed the law, imposing sanctions on"."""
    doc, sentence = reading.sentence.doc, reading.sentence
    if reading.act.action not in {"imposed", "lifted", "eased"} or not reading.act.predicates:
        return []
    token = doc[reading.act.predicates[-1]]
    while token.dep_ in _ABOVE and token.head.i != token.i:
        is_timed = any(child.dep_ == "mark" and child.lower_ not in {"to", "by", "in"} for child in token.children)
        token = token.head
        lemma = token.lemma_.lower()
        if is_timed or is_reporting(lemma) or lemma in askers() | opposers() | _OPINIONS:
            return []
        subject = next((child for child in token.children if child.dep_ == "nsubj"), None)
        if subject is not None:
            return powers_at(sentence, subject.i)
    return []
