"""Sanctions: who restricts whom, by the rules of `seeds/rules/sanctions.yml`.

One candidate an authority, a target and an act. Fields a rule fills: authority, target (roles), action, measures. Here: finding the parties
of an act. Not here: what is done to sanctions (sanction_acts), whom a phrase names (sanction_targets), the document's focus (sanction_focus).
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import product
from typing import TypeVar

from flows.extract.claims import Claim, read_claim
from flows.extract.events.candidates import Candidate, claim_columns, event_date, event_place, trigger_offsets
from flows.extract.events.rules import Match, load_rules, match_rules
from flows.extract.events.sanction_acts import act_below, action_of, assertion_of
from flows.extract.events.sanction_measures import measures_in, programme_in, reason_of
from flows.extract.events.sanction_parties import Reading, authorities_of, is_adjective, targets_of
from flows.extract.events.sanction_targets import NAMED_TYPES, Target, names_between
from flows.extract.language.frames import build_frame
from flows.extract.mentions.types import Actor
from flows.extract.sentences import Sentence
from flows.seeds import read_yaml

KIND = "sanctions"


def extract_sanctions(sentence: Sentence, earlier: Sequence[Sentence]) -> Iterator[Candidate]:
    """Yield the restrictive measures that a sentence states; `earlier` are the sentences before it. The first rule that reads a word has it."""
    yield from _listed_after_colon(sentence)
    read: set[int] = set()
    for match in match_rules(sentence, KIND):
        if match.trigger in read or _is_blocked(sentence, match, earlier):
            continue
        for candidate in _sanctions(sentence, match):
            read.add(match.trigger)
            yield candidate


def _is_blocked(sentence: Sentence, match: Match, earlier: Sequence[Sentence]) -> bool:
    """Return whether the rule's own conditions fail, or the sentence speaks of sport, courts and firms' own rules."""
    values, doc = match.rule.values, sentence.doc
    trigger = doc[match.trigger]
    case = values.get("case")
    if case and not any(child.dep_ == "case" and child.lower_ in case for child in trigger.children):
        return True
    is_participle = trigger.dep_ == "amod" or (trigger.dep_ == "acl" and not match.frame.fillers("agent"))
    if values.get("finite") and is_participle and not trigger.lower_.endswith("ing"):
        return True
    if trigger.dep_.startswith("acl") and trigger.head.lemma_.lower() in {"sanction", "sanctions", "measure", "embargo"}:
        return True
    where = values.get("where")
    if where and not any(doc[i].lemma_.lower() in lemmas for role, lemmas in where.items() for i in match.frame.fillers(role)):
        return True
    words = _words(sentence)
    needs = values.get("needs")
    if needs and not any(_words(near) & set(needs) for near in (sentence, *earlier[-2:])):
        return True
    return bool(words & _blockers()) and not any("sanction" in word or "blacklist" in word for word in words)


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
    if match.rule.values.get("needs_authority") and not authorities:
        return
    if match.rule.values.get("coded"):
        targets = [target for target in targets if target.code or target.how != "phrase"]
    if not targets and (vague or not (authorities or reading.act.action or reading.below)):
        return
    is_near = False
    if not targets and match.rule.values.get("names_target"):
        is_near = (
            match.rule.values.get("action") == "by_governor" and reading.act.action is not None and _is_definite(sentence, match.trigger)
        )
        if not is_near:
            return
    claim = read_claim(sentence, match.frame)
    action = _action(reading, claim)
    if action != "lifted" and claim_columns(claim, frozenset(), trusts_reports=True)[0] == "denied":
        return
    if action == "in_force" and match.rule.id.endswith("restrict_noun") and not authorities:
        return
    if action == "evaded" and _is_only_checked(reading):
        return
    for authority, target in product(_or_none(authorities), _or_none(targets)):
        candidate = _candidate(reading, claim, action, authority, target)
        if is_near:
            candidate.features["near_only"] = 1.0
        yield candidate


_LIST_WORDS = frozenset(
    {"individual", "entity", "company", "person", "list", "following", "official", "vessel", "bank", "include", "firm", "target", "name"}
)


def _listed_after_colon(sentence: Sentence) -> Iterator[Candidate]:
    """Yield the names after the colon of a sentence that announces them: "The individuals included in the sanctions are: ..."."""
    doc = sentence.doc
    colon = next((token.i for token in doc if token.text == ":"), None)
    rule = next((rule for rule in load_rules(KIND) if rule.values.get("colon")), None)
    if colon is None or rule is None:
        return
    before = {token.lemma_.lower() for token in doc[:colon]} | {token.lower_ for token in doc[:colon]}
    trigger = next((token.i for token in doc[:colon] if token.lemma_.lower() in rule.nouns | rule.verbs), None)
    if trigger is None or not before & _LIST_WORDS:
        return
    names = names_between(sentence, colon + 1, len(doc))
    if len(names) < 2:
        return
    reading = Reading(sentence, Match(rule, build_frame(doc, trigger)))
    claim = read_claim(sentence, reading.match.frame)
    for authority, target in product(_or_none(authorities_of(reading, []) or []), names):
        yield _candidate(reading, claim, "imposed", authority, target)


_CHECKING = frozenset(
    {
        "investigate",
        "monitor",
        "prevent",
        "combat",
        "counter",
        "fight",
        "stop",
        "deter",
        "probe",
        "detect",
        "track",
        "penalty",
        "fine",
        "risk",
        "crack",
    }
)


def _is_only_checked(reading: Reading) -> bool:
    """Return whether evasion is only looked for or guarded against: "monitors violations of the embargo"."""
    doc = reading.sentence.doc
    above = set()
    for governor in reading.match.frame.governors:
        if governor.relation == "acl:relcl":
            break
        above.add(doc[governor.token].lemma_.lower())
    possible = {child.lower_ for i in reading.act.predicates for child in doc[i].children if child.dep_ == "amod"}
    return bool(above & _CHECKING or possible & {"possible", "potential", "any", "future"})


def _is_definite(sentence: Sentence, trigger: int) -> bool:
    return any(child.lower_ in {"the", "this", "these", "those", "that", "its", "their"} for child in sentence.doc[trigger].children)


def _action(reading: Reading, claim: Claim) -> str:
    """Return the act: the rule's own, or for a word like "sanctions" what the predicates around it do to it, in force where they say nothing."""
    base = str(reading.match.rule.values.get("action", "imposed"))
    if base == "by_governor":
        below = act_below(reading.below)
        base = reading.act.action or below or ("imposed" if reading.fillers("object") else "in_force")
        if base == "in_force" and reading.act.action is None and not below and _is_new(reading):
            base = "imposed"
        if base == "threatened" and below in {"lifted", "eased"}:
            base = below
    elif base == "imposed" and _is_standing(reading):
        base = "in_force"
    action = action_of(base, reading.act, claim)
    announced = claim.is_future and not (claim.is_hypothetical or reading.act.is_ahead or claim.stage)
    return base if action == "threatened" and announced and reading.match.frame.is_verbal and not _has_condition(reading) else action


def _has_condition(reading: Reading) -> bool:
    return any(token.lower_ in {"if", "unless", "could", "would"} for token in reading.sentence.doc)


def _is_new(reading: Reading) -> bool:
    """Return whether the sanctions are called new, and whom they hit is said: "fresh sanctions on the bank"."""
    trigger = reading.sentence.doc[reading.match.trigger]
    words = {child.lemma_.lower() for child in trigger.children if child.dep_ == "amod"}
    return bool(words & {"new", "fresh", "latest", "additional", "further", "sweeping"}) and bool(
        reading.fillers("on") or reading.fillers("against")
    )


def _is_standing(reading: Reading) -> bool:
    """Return whether a participle only describes somebody: "the sanctioned Volga Bank", "states sanctioned by the EU"."""
    token = reading.sentence.doc[reading.match.trigger]
    if is_adjective(reading):
        return True
    return token.dep_ == "acl" and all(target.type == "country" for target in targets_of(reading, frozenset()))


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
        features={"weak_target": float(target is not None and reading.is_weak), "bare": float(reading.act.action is None)},
    )


def _struck(reading: Reading, target: Target | None) -> str | None:
    """Return the name of whom plain sanctions hit, null where the act is a ban of its own kind."""
    is_plain = reading.sentence.doc[reading.match.trigger].lemma_.lower() in {"sanction", "sanctions", "designate", "blacklist"}
    return target.name if is_plain and target is not None and target.how == "phrase" else None


def sanction_key(fields: Mapping[str, object]) -> tuple[object, ...]:
    """Return what makes a sanction the same event elsewhere in its document."""
    name = str(fields["target_name"]).lower() if fields["target_type"] in NAMED_TYPES and fields["target_name"] else None
    return (fields["authority_code"], fields["target_code"], fields["action"], name)
