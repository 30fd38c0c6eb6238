"""Sanctions: who restricts whom, by the rules of `seeds/rules/sanctions.yml`.

One candidate an authority, a target and an act. Fields a rule fills: authority, target (roles), action, measures. Here: finding the parties
of an act. Not here: what is done to sanctions (sanction_acts), whom a phrase names (sanction_targets), the document's focus (sanction_focus).
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import product
from typing import TypeVar

from flows.extract.claims import Claim, read_claim
from flows.extract.events.candidates import Candidate, claim_columns, event_place, trigger_offsets
from flows.extract.events.event_dates import event_date
from flows.extract.events.rules import Match, match_rules
from flows.extract.events.sanction_actions import action_of, assertion_of, is_only_checked, read_action
from flows.extract.events.sanction_acts import act_below
from flows.extract.events.sanction_codes import authority_codes, usual_targets
from flows.extract.events.sanction_doers import authorities_of
from flows.extract.events.sanction_echoes import is_echo, is_following
from flows.extract.events.sanction_gates import is_blocked, is_on_read_list, is_on_trade, is_only_statement, is_refused, needs_power, suits
from flows.extract.events.sanction_lists import listed_readings
from flows.extract.events.sanction_measures import measures_in, programme_in, reason_of
from flows.extract.events.sanction_names import NAMED_TYPES, Target
from flows.extract.events.sanction_parties import targets_of
from flows.extract.events.sanction_reading import Reading
from flows.extract.events.sanction_words import act_of, refusals
from flows.extract.language.frames import build_frame
from flows.extract.language.syntax import preposition
from flows.extract.mentions.types import Actor
from flows.extract.sentences import Sentence

KIND = "sanctions"


def extract_sanctions(sentence: Sentence, earlier: Sequence[Sentence]) -> Iterator[Candidate]:
    """Yield the restrictive measures that a sentence states; `earlier` are the sentences before it. The first rule that reads a word has it."""
    listed = list(_listed(sentence, earlier))
    yield from listed
    read: set[int] = set()
    for match in match_rules(sentence, KIND):
        if match.rule.values.get("echo"):
            yield from _echo(sentence, match, earlier)
            continue
        if match.trigger in read or is_on_read_list(sentence.doc[match.trigger], read) or is_blocked(sentence, match, earlier):
            continue
        for candidate in _sanctions(sentence, match):
            read.add(match.trigger)
            yield candidate


def _echo(sentence: Sentence, match: Match, earlier: Sequence[Sentence]) -> Iterator[Candidate]:
    """Yield what a predicate does to sanctions that only a pronoun names; whose they are and whom they hit stands before."""
    follows = is_following(sentence, match, earlier)
    if not follows and not is_echo(sentence, match, earlier):
        return
    reading = Reading(sentence, match)
    claim = read_claim(sentence, match.frame)
    base = "imposed" if follows else "in_force" if match.frame.lemma in {"apply", "continue"} else act_of(match.frame.lemma)
    authorities = authorities_of(reading, [])
    if follows and not authorities:
        return
    is_told = claim_columns(claim, frozenset(), trusts_reports=True)[0] in {"asserted", "alleged"} and (follows or not claim.is_future)
    is_told = is_told or (base in {"lifted", "eased"} and not claim.is_negated)
    if base is None or authorities is None or not is_told or claim.stage in {"requested", "considered", "cancelled"}:
        return
    for authority in _or_none(authorities):
        candidate = _candidate(reading, claim, action_of(base, reading.act, claim), authority, None)
        candidate.features["near_only"] = candidate.features["echo"] = 1.0
        yield candidate


_STEPS_TO_REFUSAL = 2
T = TypeVar("T")


def _or_none(values: Sequence[T]) -> Sequence[T | None]:
    """Return the values, or one null where there are none, so that a product keeps the other side."""
    return values or (None,)


def _sanctions(sentence: Sentence, match: Match) -> Iterator[Candidate]:
    reading = Reading(sentence, match)
    authorities = authorities_of(reading, [target for target in targets_of(reading, frozenset()) if target.how != "pronoun"])
    if authorities is None:
        return
    targets = targets_of(reading, frozenset(actor.code for actor in authorities))
    vague = [target for target in targets if target.how == "vague"]
    targets = [target for target in targets if target.how != "vague"]
    if not authorities and needs_power(reading, targets):
        return
    targets = [target for target in targets if suits(target, match.rule.values)]
    if not targets and (vague or not (authorities or reading.act.action or reading.below)):
        return
    if match.rule.values.get("own") and not targets and all(actor.code in usual_targets() for actor in authorities):
        return  # "partners will announce their own measures against it": the state hit is no partner
    is_near = not targets and bool(match.rule.values.get("names_target"))
    if is_near and not _is_told_before(reading, authorities):
        return
    claim = _claim_of(sentence, match)
    if claim is None or is_only_statement(match):
        return
    action = read_action(reading, claim)
    if match.rule.values.get("forbids"):
        claim = replace(claim, is_negated=False, is_hypothetical=False)
    if action != "lifted" and claim_columns(claim, frozenset(), trusts_reports=True)[0] == "denied":
        return
    if action == "in_force" and match.rule.id.endswith("restrict_noun") and not authorities and not _stands_alone(reading):
        return
    if (action == "evaded" and is_only_checked(reading)) or (action == "imposed" and is_refused(claim)):
        return
    authorities = authorities or _speaking(claim, action, targets, [governor.lemma for governor in match.frame.governors])
    for authority, target in product(_or_none(authorities), _or_none(targets)):
        candidate = _candidate(reading, claim, action, authority, target)
        if is_near:
            candidate.features["near_only"] = 1.0
        yield candidate
        if action in {"lifted", "eased"}:
            yield from _recalled(reading, candidate)


def _claim_of(sentence: Sentence, match: Match) -> Claim | None:
    """Return how the sentence claims the act; null where somebody will not act at all: "ruled out sanctions"."""
    claim = read_claim(sentence, match.frame)
    lemmas = [governor.lemma for governor in match.frame.governors]
    if not any(lemma in refusals() for lemma in lemmas[:_STEPS_TO_REFUSAL]):
        return claim
    if not claim.is_negated and not {"refuse", "decline"} & set(lemmas):
        return None
    return replace(claim, is_negated=False, is_hypothetical=True, stage="threatened")  # "could not be ruled out"


def _is_told_before(reading: Reading, authorities: Sequence[Actor]) -> bool:
    """Return whether an act that names no target speaks of measures told before: "the ban was lifted", "Kenya also dropped travel curbs"."""
    is_told = _is_definite(reading.sentence, reading.match.trigger) or (bool(authorities) and reading.act.action in {"lifted", "eased"})
    is_told = is_told or _stands_alone(reading) or (bool(authorities) and reading.act.action == "imposed" and is_on_trade(reading))
    near = reading.match.rule.values.get("near")
    if near == "definite":
        return _is_definite(reading.sentence, reading.match.trigger)
    if near:
        return bool(authorities)
    acts = reading.act.action or act_below(reading.below)
    return reading.match.rule.values.get("action") == "by_governor" and acts is not None and is_told


def _recalled(reading: Reading, ended: Candidate) -> Iterator[Candidate]:
    """Yield the imposition that a sentence recalls, with its time or occasion, of what it says is over: "the embargo, imposed in 1999, was lifted"."""
    imposing = next((token for token in reading.below if act_of(token.lemma_.lower()) == "imposed"), None)
    if imposing is None:
        return
    is_dated = any(imposing.left_edge.i <= date.start <= imposing.right_edge.i for date in reading.sentence.dates)
    if not is_dated and not any(
        preposition(child) in {"after", "following", "over", "in response to", "during"} for child in imposing.children
    ):
        return
    match = Match(reading.match.rule, build_frame(reading.sentence.doc, imposing.i))
    start, end = trigger_offsets(reading.sentence, imposing.i)
    fields = {**ended.fields, "action": "imposed"}
    yield replace(
        ended,
        trigger_start=start,
        trigger_end=end,
        assertion="asserted",
        attributed_to=None,
        attribution_cue=None,
        fields=fields,
        key=sanction_key(fields),
        date=event_date(reading.sentence, match),
        features=dict(ended.features),
    )


def _speaking(claim: Claim, action: str, targets: Sequence[Target], lemmas: Collection[str]) -> list[Actor]:
    """Return the power whose speaker threatens or announces an act that names no authority: "Blinken warned that Kenya would face"."""
    source = claim.source
    if source is None or action not in {"threatened", "imposed", "evaded"} or (action == "imposed" and source.manner != "announcing"):
        return []
    if action == "evaded":
        return [Actor("UN", source.name or "UN", "organisation")] if "UN" in source.codes else []
    codes = source.codes & (authority_codes() if targets or "rule out" not in lemmas else source.codes - usual_targets())
    codes -= {target.code for target in targets}
    return [Actor(code, source.name or code, "state") for code in sorted(codes)][:1]


def _listed(sentence: Sentence, earlier: Sequence[Sentence]) -> Iterator[Candidate]:
    """Yield those whom the sentence lists as hit by the sanctions that it, or the one before, speaks of."""
    for roster in listed_readings(sentence, earlier):
        reading = roster.reading
        claim = read_claim(sentence, reading.match.frame)
        authorities = [] if reading.match.rule.values.get("going_on") else authorities_of(reading, []) or []
        for authority, target in product(_or_none(authorities), roster.names):
            candidate = _candidate(reading, claim, roster.action, authority, target)
            candidate.features["listed"] = 1.0
            yield candidate


def _is_definite(sentence: Sentence, trigger: int) -> bool:
    return any(child.lower_ in {"the", "this", "these", "those", "that", "its", "their"} for child in sentence.doc[trigger].children)


def _candidate(reading: Reading, claim: Claim, action: str, authority: Actor | None, target: Target | None) -> Candidate:
    sentence, match = reading.sentence, reading.match
    assertion, attributed_to, cue = claim_columns(claim, frozenset({authority.code} if authority else ()), trusts_reports=True)
    start, end = trigger_offsets(sentence, match.trigger)
    named = target is not None and target.type in NAMED_TYPES
    fields = {
        "authority_code": authority.code if authority else None,
        "authority_name": authority.name if authority else None,
        "target_code": (target.code or ("UNK" if named else None)) if target is not None else None,
        "target_name": target.name if target is not None else None,
        "target_type": target.type if target is not None else "country",
        "action": action,
        "measures": measures_in(reading.words(), match.rule.values.get("measures"), _struck(reading, target)),
        "programme": programme_in(sentence.text),
        "reason": reason_of(sentence, reading.frames()),
    }
    return Candidate(
        kind=KIND,
        sentence=sentence,
        trigger_start=start,
        trigger_end=end,
        rule_id=match.rule.id,
        assertion=assertion_of(assertion, action, reading.act, claim),
        attributed_to=attributed_to,
        attribution_cue=cue,
        fields=fields,
        key=sanction_key(fields),
        date=event_date(sentence, match),
        place=event_place(sentence, match),
        features={
            "weak_target": float(target is not None and reading.is_weak),
            "bare": float(reading.act.action is None),
            "goes_on": float(_goes_on(reading)),
            "described": float(target is not None and target.how in {"phrase", "vague", "homeless"}),
            "homeless": float(target is not None and target.how == "homeless"),
            "definite": float(target is not None and target.how == "definite" and target.type in NAMED_TYPES),
        },
    )


def _stands_alone(reading: Reading) -> bool:
    """Return whether a ban itself is said to go on: "a ban on arms sales remains"."""
    phrase, doc = reading.act.phrase, reading.sentence.doc
    return _goes_on(reading) and any(doc[i].dep_.startswith("nsubj") for i in phrase)


_GOING_ON = frozenset({"stay", "remain", "keep", "retain", "maintain", "place", "force", "effect"})


def _goes_on(reading: Reading) -> bool:
    """Return whether a clause of its own says that the sanctions go on: "an embargo would stay in place"."""
    doc = reading.sentence.doc
    return any(doc[i].lemma_.lower() in _GOING_ON and not doc[i].lower_.endswith("ing") for i in reading.act.predicates)


def _struck(reading: Reading, target: Target | None) -> str | None:
    """Return the name of whom plain sanctions hit, null where the act is a ban of its own kind."""
    is_plain = reading.sentence.doc[reading.match.trigger].lemma_.lower() in {"sanction", "sanctions", "designate", "blacklist"}
    return target.name if is_plain and target is not None and target.how == "phrase" else None


def sanction_key(fields: Mapping[str, object]) -> tuple[object, ...]:
    """Return what makes a sanction the same event elsewhere in its document."""
    name = str(fields["target_name"]).lower() if fields["target_type"] in NAMED_TYPES | {"sector"} and fields["target_name"] else None
    return (fields["authority_code"], fields["target_code"], fields["action"], name)
