"""Sanctions: who restricts whom, by the rules of `seeds/rules/sanctions.yml`.

One candidate an authority, a target and an act. Fields a rule fills: authority, target (roles), action, measures.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import product

from flows.extract.claims import Claim, read_claim
from flows.extract.events.candidates import Candidate, claim_columns, event_date, event_place, fill_actors, trigger_offsets
from flows.extract.events.rules import Match, match_rules
from flows.extract.language.frames import Frame
from flows.extract.mentions.types import Actor
from flows.extract.sentences import Sentence
from flows.seeds import read_yaml

KIND = "sanctions"

NAMED_TARGETS = frozenset({"entity", "person", "vessel"})
_TARGET_TYPES = {"state": "country", "organisation": "group", "group": "group", "entity": "entity", "person": "person", "vessel": "vessel", "region": "country"}


def extract_sanctions(sentence: Sentence, earlier: Sequence[Sentence]) -> Iterator[Candidate]:
    """Yield the restrictive measures that a sentence states; `earlier` are the sentences before it. The first rule that reads a word has it."""
    read: set[int] = set()
    for match in match_rules(sentence, KIND):
        if match.trigger in read:
            continue
        for candidate in _sanctions(sentence, match):
            read.add(match.trigger)
            yield candidate


def _sanctions(sentence: Sentence, match: Match) -> Iterator[Candidate]:
    rule, frame = match.rule, match.frame
    authorities = _authorities(sentence, match)
    codes = {actor.code for actor in authorities}
    found = fill_actors(sentence, frame, rule.roles.get("target", ()), inside=True)
    targets = [actor for actor, mention in found if _can_be_target(actor, codes, mention.how)]
    if not targets and not authorities:
        return
    claim = read_claim(sentence, frame)
    for authority, target in product(authorities or [None], targets or [None]):
        yield _candidate(sentence, match, claim, authority, target)


def _authorities(sentence: Sentence, match: Match) -> list[Actor]:
    """Return who imposes: a power named before the word ("U.S. sanctions"), else whom the rule's roles name.

    The subject of a verb above the word counts only where that verb does something to sanctions: who "sidesteps U.S. sanctions" or "speaks
    of sanctions" does not impose them.
    """
    rule, frame = match.rule, match.frame
    if not frame.is_verbal:
        named = [actor for actor, _ in fill_actors(sentence, frame, ("mod", "poss")) if actor.code in authority_codes()]
        if named:
            return named
    acts = _acts_on(frame)
    roles = [role for role in rule.roles.get("authority", ()) if not role.startswith("gov.") or acts or rule.governors]
    return [actor for actor, _ in fill_actors(sentence, frame, roles) if actor.code != "UNK" and actor.kind in {"state", "organisation"}]


def _can_be_target(actor: Actor, authorities: set[str], how: str) -> bool:
    if actor.code in authorities:
        return actor.kind in {"entity", "vessel"} or (actor.person is not None and actor.kind == "person")
    if actor.code in authority_codes() and (not authorities or how in {"definite", "pronoun"}):
        return False
    return actor.code not in _NEVER_TARGETS or actor.kind == "entity"


_NEVER_TARGETS = frozenset({"UN", "EU", "WEST", "G7", "NATO", "G20"})


@cache
def authority_codes() -> frozenset[str]:
    """Return the codes of the powers that impose most sanctions; others do so only where the text says it in full."""
    return frozenset(read_yaml("lexicons/sanction_authorities.yml")["codes"])


def _candidate(sentence: Sentence, match: Match, claim: Claim, authority: Actor | None, target: Actor | None) -> Candidate:
    parties = frozenset({authority.code} if authority else ())
    assertion, attributed_to, cue = claim_columns(claim, parties, trusts_reports=True)
    start, end = trigger_offsets(sentence, match.trigger)
    action = _action(match, claim)
    target_type = _target_type(target) if target is not None else "country"
    target_name = target.name if target is not None else None
    fields = {
        "authority_code": authority.code if authority else None,
        "authority_name": authority.name if authority else None,
        "target_code": target.code if target is not None else None,
        "target_name": target_name,
        "target_type": target_type,
        "action": action,
        "measures": measures_in(sentence.text, match.rule.values.get("measures")),
        "programme": None,
        "reason": None,
    }
    return Candidate(
        kind=KIND,
        sentence=sentence,
        trigger_start=start,
        trigger_end=end,
        rule_id=match.rule.id,
        assertion=assertion,
        attributed_to=attributed_to,
        attribution_cue=cue,
        fields=fields,
        key=(fields["authority_code"], fields["target_code"], action, target_name.lower() if target_name and target_type in NAMED_TARGETS else None),
        date=event_date(sentence, match),
        place=event_place(sentence, match),
    )


def _target_type(target: Actor) -> str:
    if target.person is not None:
        return "person"
    return _TARGET_TYPES.get(target.kind, "entity")


_THREATENING = frozenset({"requested", "considered", "offered", "planned", "threatened"})


@cache
def _acts() -> dict[str, str]:
    return {lemma: act for act, lemmas in read_yaml("lexicons/sanction_acts.yml").items() for lemma in lemmas}


@cache
def act_lemmas() -> frozenset[str]:
    """Return every single-word lemma that says what is done to sanctions."""
    return frozenset(lemma for lemma in _acts() if " " not in lemma)


_LINKS = frozenset({"nmod", "obl", "compound", "obj", "nsubj", "nsubj:pass", "xcomp", "nmod:poss", "amod", "ccomp", "acl", "advcl"})


def _acts_on(frame: Frame) -> str | None:
    """Return what the nearest predicate above the word does to the sanctions, null where none does anything."""
    for governor in frame.governors:
        if governor.relation not in _LINKS:
            return None
        act = _acts().get(governor.lemma)
        if act is not None:
            return act
    return None


def _action(match: Match, claim: Claim) -> str:
    """Return the act: the rule's own, or for a word like "sanctions" what the predicates above it do to it, in force where they say nothing."""
    base = str(match.rule.values.get("action", "imposed"))
    if base == "by_governor":
        base = _acts_on(match.frame) or "in_force"
    if base == "imposed" and (claim.stage in _THREATENING or claim.is_hypothetical or claim.is_future):
        return "threatened"
    return base


@cache
def _measure_words() -> dict[str, str]:
    return {word: measure for measure, words in read_yaml("lexicons/measures.yml").items() for word in words}


def measures_in(text: str, fixed: list[str] | None = None) -> list[str]:
    """Return the kinds of measure that the text names, sorted; ["unspecified"] where it names none and the rule fixes none."""
    lowered = text.lower()
    found = set(fixed or ()) | {measure for word, measure in _measure_words().items() if word in lowered}
    return sorted(found) or ["unspecified"]
