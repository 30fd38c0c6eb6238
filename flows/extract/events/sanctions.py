"""Sanctions: who restricts whom, by the rules of `seeds/rules/sanctions.yml`.

One candidate an authority, a target and an act. Fields a rule fills: authority, target (roles), action, measures.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import product

from flows.extract.claims import Claim, read_claim
from flows.extract.events.candidates import Candidate, claim_columns, event_date, event_place, fill_actors, trigger_offsets
from flows.extract.events.rules import Match, match_rules
from flows.extract.mentions.types import Actor
from flows.extract.sentences import Sentence
from flows.seeds import read_yaml

KIND = "sanctions"

_TARGET_TYPES = {"state": "country", "organisation": "group", "group": "group", "entity": "entity", "person": "person", "vessel": "vessel", "region": "country"}


def extract_sanctions(sentence: Sentence, earlier: Sequence[Sentence]) -> Iterator[Candidate]:
    """Yield the restrictive measures that a sentence states; `earlier` are the sentences before it."""
    for match in match_rules(sentence, KIND):
        yield from _sanctions(sentence, match)


def _sanctions(sentence: Sentence, match: Match) -> Iterator[Candidate]:
    rule, frame = match.rule, match.frame
    authorities = [actor for actor, _ in fill_actors(sentence, frame, rule.roles.get("authority", ())) if actor.code != "UNK"]
    codes = {actor.code for actor in authorities}
    targets = [actor for actor, _ in fill_actors(sentence, frame, rule.roles.get("target", ())) if actor.code not in codes]
    if not targets:
        return
    claim = read_claim(sentence, frame)
    for authority, target in product(authorities or [None], targets):
        if authority is None and target.code == "UNK":
            continue
        yield _candidate(sentence, match, claim, authority, target)


def _candidate(sentence: Sentence, match: Match, claim: Claim, authority: Actor | None, target: Actor) -> Candidate:
    parties = frozenset({authority.code} if authority else ())
    assertion, attributed_to, cue = claim_columns(claim, parties, trusts_reports=True)
    start, end = trigger_offsets(sentence, match.trigger)
    action = _action(match, claim)
    target_type = "person" if target.person and target.kind == "person" else _TARGET_TYPES.get(target.kind, "entity")
    fields = {
        "authority_code": authority.code if authority else None,
        "authority_name": authority.name if authority else None,
        "target_code": target.code,
        "target_name": target.name,
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
        key=(fields["authority_code"], target.code, action, target.name.lower() if target_type in {"entity", "person", "vessel"} else None),
        date=event_date(sentence, match),
        place=event_place(sentence, match),
    )


_THREATENING = frozenset({"requested", "considered", "offered", "planned", "threatened"})


@cache
def _acts() -> dict[str, str]:
    return {lemma: act for act, lemmas in read_yaml("lexicons/sanction_acts.yml").items() for lemma in lemmas}


def _action(match: Match, claim: Claim) -> str:
    """Return the act: the rule's own, or for a word like "sanctions" what the predicates above it do to it, in force where they say nothing."""
    base = str(match.rule.values.get("action", "imposed"))
    if base == "by_governor":
        base = "in_force"
        for governor in match.frame.governors:
            if governor.relation in {"conj", "acl:relcl", "parataxis"}:
                break
            if governor.lemma in _acts():
                base = _acts()[governor.lemma]
                break
            if governor.relation not in {"nmod", "obl", "compound", "obj", "nsubj", "nsubj:pass", "xcomp", "nmod:poss", "amod"}:
                break
    if base == "imposed":
        if claim.stage in _THREATENING or claim.is_hypothetical or claim.is_future:
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
