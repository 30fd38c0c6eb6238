"""Sanctions: who restricts whom, by the rules of `seeds/rules/sanctions.yml`.

One candidate an authority, a target and an act. Fields a rule fills: authority, target (roles), action, measures. Here: finding the parties
of an act. Not here: what is done to sanctions (sanction_acts), whom a phrase names (sanction_targets), the document's focus (sanction_focus).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from itertools import product
from typing import TypeVar

from spacy.tokens import Token

from flows.extract.claims import Claim, read_claim
from flows.extract.events.candidates import Candidate, claim_columns, event_place, trigger_offsets
from flows.extract.events.event_dates import event_date
from flows.extract.events.rules import Match, match_rules
from flows.extract.events.sanction_actions import is_forbidding, is_only_checked, read_action
from flows.extract.events.sanction_acts import act_of, action_of, assertion_of, refusals
from flows.extract.events.sanction_codes import authority_codes
from flows.extract.events.sanction_echoes import is_echo, is_following
from flows.extract.events.sanction_lists import listed_readings
from flows.extract.events.sanction_measures import measures_in, programme_in, reason_of
from flows.extract.events.sanction_names import NAMED_TYPES, Target
from flows.extract.events.sanction_parties import authorities_of, targets_of
from flows.extract.events.sanction_reading import Reading
from flows.extract.language.frames import build_frame
from flows.extract.language.syntax import preposition
from flows.extract.mentions.types import Actor
from flows.extract.sentences import Sentence
from flows.seeds import read_yaml

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
        if match.trigger in read or _is_on_read_list(sentence.doc[match.trigger], read) or _is_blocked(sentence, match, earlier):
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
    base = "imposed" if follows else act_of(match.frame.lemma)
    authorities = authorities_of(reading, [])
    if follows and not authorities:
        return
    is_told = claim_columns(claim, frozenset(), trusts_reports=True)[0] in {"asserted", "alleged"} and (follows or not claim.is_future)
    if base is None or authorities is None or not is_told or claim.stage in {"requested", "considered", "cancelled"}:
        return
    for authority in _or_none(authorities):
        candidate = _candidate(reading, claim, action_of(base, reading.act, claim), authority, None)
        candidate.features["near_only"] = candidate.features["echo"] = 1.0
        yield candidate


def _is_on_read_list(trigger: Token, read: set[int]) -> bool:
    """Return whether the trigger only names a list that the verb above it has been read with: "removed from the sanctions list"."""
    noun = trigger.head if trigger.dep_ in {"compound", "amod", "nmod"} else trigger
    is_list = noun.lemma_.lower() in {"list", "blacklist"}
    if is_list and noun.i != trigger.i and preposition(noun) == "on" and _is_standing_on(noun):
        return True
    return is_list and (noun.i in read or (noun.dep_ == "obl" and noun.head.i in read))


def _is_blocked(sentence: Sentence, match: Match, earlier: Sequence[Sentence]) -> bool:
    """Return whether the rule's own conditions fail, or the sentence speaks of sport, courts and firms' own rules."""
    values, doc = match.rule.values, sentence.doc
    trigger = doc[match.trigger]
    case = values.get("case")
    if case and not any(child.dep_ == "case" and child.lower_ in case for child in trigger.children):
        return True
    if (values.get("standing") and not _is_standing_on(trigger)) or _is_in_name_of_law(trigger):
        return True
    is_participle = trigger.dep_ == "amod" or (trigger.dep_ == "acl" and not match.frame.fillers("agent"))
    if values.get("forbids") and not is_forbidding(trigger):
        return True
    if values.get("finite") and is_participle and not trigger.lower_.endswith("ing"):
        return True
    if trigger.dep_.startswith("acl") and trigger.head.lemma_.lower() in {"sanction", "sanctions", "measure", "embargo"}:
        return True
    where = values.get("where")
    if where and not any(doc[i].lemma_.lower() in lemmas for role, lemmas in where.items() for i in _placed(match, trigger, role)):
        return True
    within = set(values.get("within", ()))
    if within and not any(part.lemma_.lower() in within for i in match.frame.fillers("patient") for part in doc[i].subtree):
        return True
    words = _words(sentence)
    if words & set(values.get("without", ())):
        return True
    needs = values.get("needs")
    if needs and not any(_words(near) & set(needs) for near in (sentence, *earlier[-2:])):
        return True
    is_plain = any("sanction" in word or "blacklist" in word or "embargo" in word for word in words)
    nouns = [token for token in sentence.doc if token.pos_ in {"NOUN", "PROPN", "ADJ"} and sentence.actor_at(token.i) is None]
    plain_words = {token.lower_ for token in sentence.doc if sentence.actor_at(token.i) is None and token.lower_ not in _FIRMS}
    plain_words |= {token.lemma_.lower() for token in nouns if token.lower_ == token.text or token.pos_ == "PROPN"} - _FIRMS
    plain_words |= {token.lower_ for token in nouns if token.pos_ == "PROPN"} & _FIRMS
    if words & {"import", "imports", "export", "exports"}:
        plain_words -= {"tobacco", "alcohol", "plastic"}
    return bool(plain_words & _blockers()) and not is_plain and values.get("action") != "evaded" and not values.get("unblocked")


_FIRMS = frozenset({"apple", "amazon"})  # fruit and forests are none


def _placed(match: Match, trigger: Token, role: str) -> list[int]:
    """Return who fills a role; what stands "with" a verb is looked for everywhere below it, as an aside may come before it."""
    found = match.frame.fillers(role)
    return found or [part.i for part in trigger.subtree if role == "with" and part.i > trigger.i and preposition(part) == "with"]


_LONGEST_TITLE = 7


def _is_in_name_of_law(trigger: Token) -> bool:
    """Return whether the trigger only stands in the title of a law: "the Caspian Sanctions and Ports Act"."""
    if not trigger.text[:1].isupper():
        return False
    for token in trigger.doc[trigger.i + 1 : trigger.i + _LONGEST_TITLE]:
        if token.text == "Act":
            return True
        if not token.text[:1].isupper() and token.lower_ not in {"and", "of", "on", "the", "through"}:
            return False
    return False


_STANDING_VERBS = frozenset({"be", "remain", "stay", "appear", "feature", "figure", "sit"})


def _is_standing_on(noun: Token) -> bool:
    """Return whether somebody is on a list, and is not put there: "remains on the list", "which has been on the blacklist"."""
    if any(child.dep_ in {"cop", "nsubj"} for child in noun.children):
        return True
    return noun.dep_ == "obl" and noun.head.lemma_.lower() in _STANDING_VERBS


def _words(sentence: Sentence) -> set[str]:
    return {token.lower_ for token in sentence.doc} | {token.lemma_.lower() for token in sentence.doc}


@cache
def _blockers() -> frozenset[str]:
    return frozenset(read_yaml("lexicons/sanction_targets.yml")["blockers"])


T = TypeVar("T")


def _or_none(values: Sequence[T]) -> Sequence[T | None]:
    """Return the values, or one null where there are none, so that a product keeps the other side."""
    return values or (None,)


def _sanctions(sentence: Sentence, match: Match) -> Iterator[Candidate]:
    reading = Reading(sentence, match)
    authorities = authorities_of(reading, targets_of(reading, frozenset()))
    if authorities is None:
        return
    targets = targets_of(reading, frozenset(actor.code for actor in authorities))
    vague = [target for target in targets if target.how == "vague"]
    targets = [target for target in targets if target.how != "vague"]
    if not authorities and _needs_power(reading, targets):
        return
    if match.rule.values.get("coded"):
        targets = [target for target in targets if target.code or target.how != "phrase"]
    if not targets and (vague or not (authorities or reading.act.action or reading.below)):
        return
    is_near = not targets and bool(match.rule.values.get("names_target"))
    if is_near and not _is_told_before(reading, authorities):
        return
    if any(governor.lemma in refusals() for governor in match.frame.governors[:_STEPS_TO_REFUSAL]):
        return
    claim = read_claim(sentence, match.frame)
    action = read_action(reading, claim)
    if match.rule.values.get("forbids"):
        claim = replace(claim, is_negated=False, is_hypothetical=False)
    if action != "lifted" and claim_columns(claim, frozenset(), trusts_reports=True)[0] == "denied":
        return
    if action == "in_force" and match.rule.id.endswith("restrict_noun") and not authorities and not _stands_alone(reading):
        return
    if action == "evaded" and is_only_checked(reading):
        return
    authorities = authorities or _speaking(claim, action, targets)
    for authority, target in product(_or_none(authorities), _or_none(targets)):
        candidate = _candidate(reading, claim, action, authority, target)
        if is_near:
            candidate.features["near_only"] = 1.0
        yield candidate
        if action in {"lifted", "eased"}:
            yield from _recalled(reading, candidate)


def _is_told_before(reading: Reading, authorities: Sequence[Actor]) -> bool:
    """Return whether an act that names no target speaks of measures told before: "the ban was lifted", "Kenya also dropped travel curbs"."""
    is_told = _is_definite(reading.sentence, reading.match.trigger) or (bool(authorities) and reading.act.action in {"lifted", "eased"})
    is_told = is_told or _stands_alone(reading)
    return reading.match.rule.values.get("action") == "by_governor" and reading.act.action is not None and is_told


def _recalled(reading: Reading, ended: Candidate) -> Iterator[Candidate]:
    """Yield the dated imposition that a sentence recalls of what it says is over: "the embargo, imposed in 1999, was lifted"."""
    imposing = next((token for token in reading.below if act_of(token.lemma_.lower()) == "imposed"), None)
    if imposing is None or not any(imposing.left_edge.i <= date.start <= imposing.right_edge.i for date in reading.sentence.dates):
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


def _needs_power(reading: Reading, targets: Sequence[Target]) -> bool:
    """Return whether a reading without an authority is no sanction: the rule asks for one, or somebody is banned from a sport, a club, a road."""
    if reading.match.rule.values.get("needs_authority"):
        return not any(reading.sentence.doc[i].lower_ in _ALIKE for i in reading.match.frame.fillers("mod"))
    is_ban = reading.match.rule.id == "sanctions.ban"
    if is_ban and targets and all(target.how == "pronoun" for target in targets):  # "harbours barred it"
        return True
    return is_ban and (reading.bars_only_own() or all(target.type == "person" for target in targets))


_ALIKE = frozenset({"parallel", "similar", "separate", "remaining", "same"})  # "parallel measures" are those of the power named before
_STEPS_TO_REFUSAL = 2


def _speaking(claim: Claim, action: str, targets: Sequence[Target]) -> list[Actor]:
    """Return the power whose speaker threatens or announces an act that names no authority: "Blinken warned that Kenya would face"."""
    source = claim.source
    if source is None or action not in {"threatened", "imposed", "evaded"} or (action == "imposed" and source.manner != "announcing"):
        return []
    if action == "evaded":
        return [Actor("UN", source.name or "UN", "organisation")] if "UN" in source.codes else []
    codes = source.codes & authority_codes() - {target.code for target in targets}
    return [Actor(code, source.name or code, "state") for code in sorted(codes)][:1]


def _listed(sentence: Sentence, earlier: Sequence[Sentence]) -> Iterator[Candidate]:
    """Yield those whom the sentence lists as hit by the sanctions that it, or the one before, speaks of."""
    for reading, names in listed_readings(sentence, earlier):
        claim = read_claim(sentence, reading.match.frame)
        authorities = [] if reading.match.rule.values.get("going_on") else authorities_of(reading, []) or []
        for authority, target in product(_or_none(authorities), names):
            yield _candidate(reading, claim, "imposed", authority, target)


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
