"""What a document's sanctions are about: parties that a sentence leaves out, and the home states of those it lists.

Here: completing readings of sanctions across sentences. Not here: reading one sentence (sanctions).
"""

import re
from collections import Counter
from collections.abc import Sequence

from flows.extract.events.candidates import Candidate
from flows.extract.events.sanction_codes import authority_codes, usual_targets
from flows.extract.events.sanction_echoes import add_common_measures, earlier_of
from flows.extract.events.sanction_members import REACH, announced_by_number, announcing_of, name_persons, resolve_definites
from flows.extract.events.sanction_names import NAMED_TYPES
from flows.extract.events.sanction_words import opposers
from flows.extract.events.sanctions import sanction_key
from flows.extract.language.syntax import conjuncts, preposition
from flows.extract.sentences import Sentence

# How many filled columns a party taken from elsewhere costs a statement.
_GUESSED = 4.0
# Words of American sanctions law: who names no authority beside them means the United States.
_AMERICAN_LAW = re.compile(
    r"Executive Order|\bE\.?O\.? ?\d{5}|\bOFAC\b|\bSDN\b|(?i:national emergenc(?:y|ies))|Treasury Department|Department of the Treasury|Entity List"
)
# What share of a document's sanctions one party must have to stand for the missing ones.
_SHARE = 0.5


def complete_sanctions(candidates: Sequence[Candidate], sentences: Sequence[Sentence]) -> list[Candidate]:
    """Return the readings with missing authorities, targets and home states of sanctions filled in; those without a target are left out.

    A missing target is the state of the sentence that the document's other sanctions name, else that of the nearest earlier sanction, else
    the state they name most. A missing authority is that of the nearest sanction against the same target, else the one named most.
    """
    sanctions = [candidate for candidate in candidates if candidate.kind == "sanctions"]
    unmeant = resolve_definites(sanctions)
    sanctions = [sanction for sanction in sanctions if id(sanction) not in unmeant]
    explicit = [s for s in sanctions if s.fields["target_code"] not in {None, "UNK"} and not s.features.get("weak_target")]
    targets = Counter(s.fields["target_code"] for s in explicit if s.fields["target_code"] not in authority_codes())
    homes = {
        a.name.lower(): a.code
        for s in sentences
        for m in s.actors
        for a in m.actors
        if a.code != "UNK" and a.kind in {"entity", "vessel", "person"}
    }
    homes |= {s.fields["target_name"].lower(): s.fields["target_code"] for s in explicit if s.fields["target_type"] in NAMED_TYPES}
    names = {
        code: name
        for s in sentences
        for m in s.actors
        if m.how in {"name", "organisation"}
        for a in m.actors
        for code, name in [(a.code, a.name)]
    }
    usual = _mentioned_targets(sentences)
    named_states = Counter(a.code for s in sentences for m in s.actors for a in m.actors if a.kind == "state" and a.code != "UNK")
    persons = {
        s.fields["target_name"].split()[-1].lower(): s.fields["target_code"] for s in explicit if s.fields["target_type"] == "person"
    }
    for position, sanction in enumerate(sanctions):
        fields = sanction.fields
        if sanction.features.get("listed") and fields["target_code"] in _IMPOSERS:
            fields["target_code"] = "UNK"  # "the Union's list names Minister Hassan": he is no man of the Union
        if fields["target_code"] == "UNK" and fields["target_type"] == "group":
            continue
        if fields["target_code"] == "UNK" or (fields["target_code"] is None and fields["target_name"]):
            announcing = announcing_of(sanction, sanctions)
            fields["target_code"] = (
                homes.get(fields["target_name"].lower())
                or (announcing.fields["target_code"] if announcing is not None and announcing.fields["target_code"] != "UNK" else None)
                or persons.get(fields["target_name"].split()[-1].lower())
                or _home(sanction, targets, usual, named_states)
                or "UNK"
            )
            sanction.features["guessed_home"] = 1.0
            if sanction.features.get("homeless") and fields["target_code"] == "UNK":
                unmeant.add(id(sanction))
        elif fields["target_code"] is None or (sanction.features.get("weak_target") and not _is_focus(sanction, targets)):
            code = _missing_target(sanction, sanctions[:position], targets, usual, named_states)
            if code is not None:
                fields["target_code"], fields["target_name"], fields["target_type"] = code, names.get(code, code), "country"
                sanction.features["fallback"] = 1.0
    _name_council(sanctions, sentences)
    _gather_yugoslavs(sanctions, targets)
    authorities = Counter(s.fields["authority_code"] for s in sanctions if s.fields["authority_code"])
    authority_names = {s.fields["authority_code"]: s.fields["authority_name"] for s in sanctions}
    known = [(s.sentence.index, s.fields["target_code"], s.fields["authority_code"]) for s in sanctions if s.fields["authority_code"]]
    for sanction in sanctions:
        if sanction.fields["authority_code"] is None:
            announcing = announcing_of(sanction, sanctions)
            told = str(announcing.fields["authority_code"]) if announcing is not None else None
            code = told or _missing_authority(sanction, known, authorities)
            if code is not None:
                sanction.fields["authority_code"], sanction.fields["authority_name"] = code, authority_names.get(code, code)
                if not _AMERICAN_LAW.search(sanction.sentence.text):
                    sanction.features["fallback_authority"] = 1.0
    add_common_measures(sanctions, sentences)
    for sanction in sanctions:
        sanction.key = sanction_key(sanction.fields)
        if sanction.features.get("fallback") or sanction.features.get("fallback_authority"):
            sanction.features["vague"] = _GUESSED  # a statement that names its parties speaks for the event
    done: set[tuple[object, ...]] = {
        (s.key[0], s.key[1], s.key[3]) for s in sanctions if s.fields["action"] not in {"in_force", "threatened"}
    }
    left_out = announced_by_number(sanctions) | unmeant
    left_out |= {id(sanction) for sanction in sanctions if not _is_worth_a_row(sanction) or _only_recalls(sanction, done)}
    left_out |= {id(sanction) for sanction in sanctions if sanction.features.get("echo") and _is_told_in_full(sanction, sanctions)}
    name_persons([sanction for sanction in sanctions if id(sanction) not in left_out], sentences)
    return [candidate for candidate in candidates if id(candidate) not in left_out]


def _is_told_in_full(echo: Candidate, sanctions: Sequence[Candidate]) -> bool:
    """Return whether the sentence of an echo names whom the same power hits: "took similar measures against four judges"."""
    told = [s for s in sanctions if s.sentence is echo.sentence and not s.features.get("echo")]
    same = ("authority_code", "target_code", "action")
    return any(all(s.fields[column] == echo.fields[column] for column in same) for s in told)


def _name_council(sanctions: Sequence[Candidate], sentences: Sequence[Sentence]) -> None:
    """Read "the Council" as the United Nations' where the document speaks of these and never of the European Union."""
    codes = {a.code for s in sentences for m in s.actors for a in m.actors}
    for sanction in sanctions:
        name = str(sanction.fields["authority_name"] or "").lower()
        if name in {"council", "the council"} and sanction.fields["authority_code"] == "EU" and "UN" in codes and "EU" not in codes:
            sanction.fields["authority_code"] = "UN"


_FRONT = 2
_IMPOSERS = frozenset({"EU", "UN", "WEST", "G7"})  # powers that are hardly ever hit themselves
_FEDERATION = range(1992, 2004)  # years in which Serbia and Montenegro were the Federal Republic of Yugoslavia


def _gather_yugoslavs(sanctions: Sequence[Candidate], targets: Counter[str]) -> None:
    """Give Serbs and their bodies the state that the document's sanctions hit, where that is Yugoslavia."""
    for sanction in sanctions:
        year = sanction.sentence.published.year if sanction.sentence.published is not None else None
        if sanction.fields["target_name"] == "Serbia and Montenegro" and year is not None and year in _FEDERATION:
            sanction.fields["target_code"] = "YUG"
        if sanction.fields["target_code"] in {"SRB", "MNE"} and targets["YUG"] > 0 and sanction.fields["target_type"] in NAMED_TYPES:
            sanction.fields["target_code"] = "YUG"


def _only_recalls(sanction: Candidate, done: set[tuple[object, ...]]) -> bool:
    """Return whether a bare mention of sanctions recalls an act that the document states: "the new sanctions on Iran took hold"."""
    return (
        sanction.fields["action"] == "in_force"
        and sanction.features.get("bare", 0.0) > 0
        and sanction.rule_id in {"sanctions.sanction_noun", "sanctions.restrict_noun", "sanctions.tariff"}
        and (sanction.key[0], sanction.key[1], sanction.key[3]) in done
    )


def _is_focus(sanction: Candidate, targets: Counter[str]) -> bool:
    """Return whether the document's sanctions hit the state named here more than any other state of the sentence."""
    own = targets[sanction.fields["target_code"]]
    return own > 0 and all(targets[actor.code] <= own for mention in sanction.sentence.actors for actor in mention.actors)


def _mentioned_targets(sentences: Sequence[Sentence]) -> Counter[str]:
    """Return how often the document names each state that is a usual target of sanctions."""
    return Counter(a.code for s in sentences for m in s.actors for a in m.actors if a.code in usual_targets() and m.how != "pronoun")


def _home(sanction: Candidate, targets: Counter[str], usual: Counter[str], named_states: Counter[str]) -> str | None:
    """Return the state that a listed firm or person most likely belongs to: the one that the document's sanctions are about."""
    authority = sanction.fields["authority_code"]
    here = (
        {a.code for m in sanction.sentence.actors if m.how != "pronoun" for a in m.actors if a.kind == "state"}
        - {"UNK", authority}
        - authority_codes()
    )
    if sanction.features.get("described") and len(here) == 1:
        return here.pop()  # "In Kenya the sanctions apply to military rulers"
    topics = Counter({code: count for code, count in named_states.items() if code not in authority_codes()})
    against = _opposing(sanction.sentence)
    for counter in (targets + usual, targets, usual, topics):
        ranked = [(code, count) for code, count in counter.most_common() if code != authority and code not in against]
        if ranked and ranked[0][1] >= _SHARE * sum(count for _, count in ranked):
            return ranked[0][0]
    return None


def _missing_target(
    sanction: Candidate, earlier: Sequence[Candidate], targets: Counter[str], usual: Counter[str], named_states: Counter[str]
) -> str | None:
    authority = sanction.fields["authority_code"]
    if sanction.features.get("echo"):
        return next((str(o.fields["target_code"]) for o in earlier_of(sanction, earlier) if o.fields["target_code"] != authority), None)
    against = _opposing(sanction.sentence)
    here = [a.code for m in sanction.sentence.actors for a in m.actors if a.code not in {authority, *against, *authority_codes()}]
    if sanction.features.get("near_only"):
        here = []
    doc = sanction.sentence.doc
    fronted = [m for m in sanction.sentence.actors if m.head <= _FRONT and preposition(doc[m.head]) == "in" and m.actors[0].kind == "state"]
    if fronted and fronted[0].actors[0].code not in {"UNK", authority, *authority_codes()}:
        return fronted[0].actors[0].code  # "In Mali, the bloc had imposed sanctions"
    for counter in (targets, usual):
        named = [code for code in dict.fromkeys(here) if counter[code] and (counter is targets or code in usual_targets())]
        if named:
            return max(named, key=lambda code: counter[code])
    for other in reversed(earlier):
        if sanction.sentence.index - other.sentence.index > REACH:
            break
        code = other.fields["target_code"]
        if code not in {None, "UNK", authority, *_IMPOSERS}:
            return str(code)
    if sanction.features.get("near_only"):
        return None
    for counter in (targets, usual):
        found = next((code for code, _ in counter.most_common() if code != authority), None)
        if found is not None:
            return found
    if sanction.features.get("bare") or sanction.fields["action"] not in {"lifted", "eased", "imposed"}:
        return None
    ranked = [(code, count) for code, count in named_states.most_common() if code != authority and code not in authority_codes()]
    return ranked[0][0] if ranked and ranked[0][1] > _SHARE * sum(count for _, count in ranked) else None


def _opposing(sentence: Sentence) -> set[str]:
    """Return the codes of those who block, veto or oppose what the sentence tells: they are not whom it hits."""
    blocking = [token for token in sentence.doc if token.lemma_.lower() in opposers()]
    subjects = [m for token in blocking for child in token.children if child.dep_ == "nsubj" for m in conjuncts(child)]
    return {actor.code for subject in subjects if (mention := sentence.actor_at(subject.i)) is not None for actor in mention.actors}


def _missing_authority(sanction: Candidate, known: Sequence[tuple[int, str, str]], authorities: Counter[str]) -> str | None:
    target, index = sanction.fields["target_code"], sanction.sentence.index
    if target != "USA" and _AMERICAN_LAW.search(sanction.sentence.text):
        return "USA"
    near = sorted((other > index, abs(index - other), code) for other, hit, code in known if hit == target and code != target)
    if near and near[0][1] <= REACH:
        return near[0][2]
    if near and len({code for _, _, code in near}) == 1:
        return near[0][2]
    ranked = [(code, count) for code, count in authorities.most_common() if code != target and (code in authority_codes() or count > 1)]
    if ranked and ranked[0][1] >= _SHARE * sum(count for _, count in ranked):
        return ranked[0][0]
    here = {a.code for m in sanction.sentence.actors for a in m.actors if a.code in authority_codes()} - {target}
    is_sure = not authorities and len(here) == 1 and sanction.fields["action"] in {"imposed", "lifted", "eased"}
    return here.pop() if is_sure and not sanction.features.get("described") and not sanction.features.get("guessed_home") else None


def _is_worth_a_row(sanction: Candidate) -> bool:
    """Return whether a sanction has a target, and, where the text only mentions it in passing, one that this passage names."""
    fields = sanction.fields
    if fields["target_code"] == "UNK" and fields["target_type"] == "group":
        return fields["authority_code"] is not None and not sanction.features.get("fallback_authority")
    if fields["target_code"] is None or (fields["target_code"] == "UNK" and fields["target_type"] not in NAMED_TYPES):
        return False
    if fields["authority_code"] is None and sanction.features.get("guessed_home"):
        return False
    if (
        sanction.features.get("fallback")
        and (fields["authority_code"] is None or sanction.features.get("fallback_authority"))
        and ((fields["action"] == "imposed" and sanction.date is None) or fields["authority_code"] is None)
        and not sanction.features.get("echo")
    ):
        return False
    if fields["authority_code"] is not None and fields["authority_code"] == fields["target_code"]:
        return False
    return fields["action"] != "in_force" or not sanction.features.get("fallback") or sanction.features.get("goes_on", 0.0) > 0
