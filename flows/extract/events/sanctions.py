"""Sanctions: who restricts whom, by the rules of `seeds/rules/sanctions.yml`.

One candidate an authority, a target and an act. Fields a rule fills: authority, target (roles), action, measures. Here: finding the parties
of an act. Not here: what is done to sanctions (sanction_acts), whom a phrase names (sanction_targets), the document's focus (sanction_focus).

Roles of these rules, beside those of frames: `act.ROLE` is the role of a predicate that does something to the sanctions ("the EU lifted its
sanctions": act.agent), `below.ROLE` that of a participle or relative clause ("sanctions imposed by the EU": below.agent), `object` the object
of a noun that a parser should have read as a verb, `head` the noun that the trigger modifies.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import product

from spacy.tokens import Token

from flows.extract.claims import Claim, read_claim
from flows.extract.events.candidates import Candidate, claim_columns, event_date, event_place, mentions_at, trigger_offsets
from flows.extract.events.rules import Match, load_rules, match_rules
from flows.extract.events.sanction_acts import (
    Act,
    act_below,
    acting_frames,
    action_of,
    askers,
    assertion_of,
    hitting_lemmas,
    measures_in,
    modifying_predicates,
    opposers,
    programme_in,
    read_act,
    reason_of,
)
from flows.extract.events.sanction_targets import NAMED_TYPES, Target, names_between, read_targets, states_within
from flows.extract.language.frames import Frame, build_frame, conjuncts
from flows.extract.mentions.types import Actor
from flows.extract.sentences import Sentence
from flows.seeds import read_yaml

KIND = "sanctions"

NAMED_TARGETS = NAMED_TYPES


def extract_sanctions(sentence: Sentence, earlier: Sequence[Sentence]) -> Iterator[Candidate]:
    """Yield the restrictive measures that a sentence states; `earlier` are the sentences before it. The first rule that reads a word has it."""
    yield from _listed_after_colon(sentence, earlier)
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
    if values.get("finite") and trigger.dep_ == "amod" and not trigger.lower_.endswith("ing"):
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


class _Reading:
    """The frames around one trigger, and who stands in their roles."""

    def __init__(self, sentence: Sentence, match: Match) -> None:
        self.sentence, self.match = sentence, match
        self.is_weak = False  # the target is who evades, which need not be whom the sanctions hit
        self.act = read_act(sentence, match.frame)
        doc = sentence.doc
        self._phrase = [match.frame, *(build_frame(doc, i) for i in self.act.phrase[1:])]
        self._acting = acting_frames(sentence, self.act)
        self.below = [] if match.frame.is_verbal else modifying_predicates(sentence, self.act.phrase)
        self._below = [build_frame(doc, token.i) for token in self.below]

    def fillers(self, role: str) -> list[int]:
        """Return the head tokens that fill a role, of the nearest frame that has it."""
        kind, _, inner = role.rpartition(".")
        if role == "bearer":
            token = self.sentence.doc[self.match.trigger]
            return [token.head.i] if token.dep_ == "acl:relcl" else [m.i for c in token.children if c.dep_ == "nsubj" for m in conjuncts(c)] or self.match.frame.fillers("gov.agent")
        if role == "object":
            return [m.i for child in self.sentence.doc[self.match.trigger].children if child.dep_ == "obj" for m in conjuncts(child)]
        if role == "below.patient":
            frames = [frame for frame in self._below if frame.lemma.split()[0] in hitting_lemmas()]
        elif role == "act.patient":
            frames = [frame for frame in self._acting if frame.lemma.split()[0] in hitting_lemmas() | {"slap", "threaten", "warn", "subject"}]
        else:
            frames = {"act": self._acting, "below": self._below}.get(kind, self._phrase)
        if role == "act.to":
            frames = [frame for frame in frames if frame.lemma in {"apply", "extend", "expand"}]
        idle = self._idle(role) if inner in {"agent", "by"} and kind in {"act", "doer"} else set()
        if role == "doer.agent":
            frames = [frame for frame in self._acting[:1] if frame.is_verbal and frame.lemma not in {"secure", "include", "name", "face"}]
        for frame in frames:
            if role in {"act.agent", "doer.agent"} and (owners := self._threatening(frame)):
                return owners
            tokens = [i for i in frame.fillers(inner) if i not in self.act.phrase and i not in idle and (kind != "act" or i not in self.act.predicates)]
            if tokens:
                return tokens
        return []

    def _idle(self, role: str) -> set[int]:
        """Return who stands above the act without acting: who calls for the lifting of sanctions, or is against them, does not lift them."""
        lemmas = opposers() | (askers() if self.act.action in {"lifted", "eased"} or role == "doer.agent" else frozenset())
        return {i for frame in self._acting if frame.lemma.split()[0] in lemmas for i in frame.fillers("agent")}

    def _threatening(self, frame: Frame) -> list[int]:
        """Return whose threat or plan it is to do what the frame says: "threats from Washington to tighten"."""
        token = self.sentence.doc[frame.predicate]
        if token.dep_ != "acl" and not (token.dep_ == "advcl" and any(child.lemma_ in {"threat", "warning", "call"} for child in token.head.children)):
            return []
        return [i for i in build_frame(self.sentence.doc, token.head.i).fillers("from") if _powers_at(self.sentence, i)]

    def frames(self) -> list[Frame]:
        """Return all frames, the trigger's own first."""
        return [*self._phrase, *self._acting, *self._below]


def _sanctions(sentence: Sentence, match: Match) -> Iterator[Candidate]:
    reading = _Reading(sentence, match)
    authorities = _authorities(reading, _targets(reading, frozenset()))
    if authorities is None:
        return
    targets = _targets(reading, frozenset(actor.code for actor in authorities))
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
        is_near = match.rule.values.get("action") == "by_governor" and reading.act.action is not None and _is_definite(sentence, match.trigger)
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
    for authority, target in product(authorities or [None], targets or [None]):
        candidate = _candidate(reading, claim, action, authority, target)
        if is_near:
            candidate.features["near_only"] = 1.0
        yield candidate


_LIST_WORDS = frozenset({"individual", "entity", "company", "person", "list", "following", "official", "vessel", "bank", "include", "firm", "target", "name"})


def _listed_after_colon(sentence: Sentence, earlier: Sequence[Sentence]) -> Iterator[Candidate]:
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
    reading = _Reading(sentence, Match(rule, build_frame(doc, trigger)))
    claim = read_claim(sentence, reading.match.frame)
    for authority, target in product(_authorities(reading, []) or [None], names):
        yield _candidate(reading, claim, "imposed", authority, target)


_CHECKING = frozenset({"investigate", "monitor", "prevent", "combat", "counter", "fight", "stop", "deter", "probe", "detect", "track", "penalty", "fine", "risk", "crack"})


def _is_only_checked(reading: _Reading) -> bool:
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


def _authorities(reading: _Reading, targets: list[Target]) -> list[Actor] | None:
    """Return who imposes, empty where the sentence does not say it; null where somebody acts who is no state: a firm, a club."""
    rule = reading.match.rule
    hit = {target.code for target in targets if target.code}
    for role in rule.roles.get("authority", ()):
        tokens = reading.fillers(role)
        found = [actor for i in tokens for actor in _powers_at(reading.sentence, i)]
        if role == "mod":
            found = [actor for actor in found if actor.code in authority_codes() or (hit and actor.code not in hit)]
        if role == "mod" and found:
            found = [*_powers_before(reading.sentence, min(tokens)), *found]
        if found:
            return list({actor.code: actor for actor in found}.values())
        if role == "agent" and tokens and not any(_is_silent(reading.sentence, i) for i in tokens):
            return None
    return []


def _powers_before(sentence: Sentence, i: int) -> list[Actor]:
    """Return the powers that a list names right before the one at `i`: "U.N., U.S. and European Union sanctions"."""
    found: list[Actor] = []
    mention = sentence.actor_at(i)
    start = mention.start if mention is not None else i
    while start > 0:
        gap = start - 1
        while gap >= 0 and sentence.doc[gap].lower_ in {",", "and", "&", "/", "the", "or"}:
            gap -= 1
        before = sentence.actor_at(gap) if 0 <= gap < start - 1 else None
        if before is None or before.actors[0].code not in authority_codes() or before.start >= start:
            return found
        found = [*before.actors, *found]
        start = before.start
    return found


def _powers_at(sentence: Sentence, i: int) -> list[Actor]:
    token = sentence.doc[i]
    mentions = mentions_at(sentence, i)
    if not mentions and token.pos_ in {"VERB", "ADJ"} and token.lemma_.lower() in {"impose", "back", "lead", "mandate", "order", "wide", "initiate", "sanction"}:
        mentions = [mention for child in token.children for mention in mentions_at(sentence, child.i)]
    found = [actor for mention in mentions for actor in mention.actors if actor.code != "UNK" and actor.kind in {"state", "organisation"}]
    if found:
        return found
    phrase = " ".join(member.lower_ for member in token.subtree if abs(member.i - i) <= 6)
    voice = next((code for words, code in _voices().items() if f" {words} " in f" {phrase} "), None)
    if voice is not None:
        return [Actor(voice, sentence.doc[token.left_edge.i : i + 1].text[-60:], "state")]
    if token.pos_ in {"NOUN", "PROPN"} and token.lemma_.lower() in _SILENT | {"mp", "cabinet", "bill", "announcement"}:
        inside = [Actor(code, token.text, "state") for code in states_within(sentence, token)[:1]]
        if not inside and token.dep_ == "obj" and token.head.pos_ == "VERB":
            subject = next((child for child in token.head.children if child.dep_ == "nsubj"), None)
            return _powers_at(sentence, subject.i) if subject is not None else []
        return inside
    return []


_SILENT = frozenset(
    "measure sanction list resolution law order decree decision act government authority official lawmaker parliament president minister ministry it they we he she i "
    "which that who country state move step designation regime embargo action administration council body bloc department leader power committee".split()
)


def _is_silent(sentence: Sentence, i: int) -> bool:
    """Return whether the subject may speak for a state that only the document names, rather than for a firm, a court or a club."""
    mention = sentence.actor_at(i)
    if mention is not None and all(actor.kind == "entity" for actor in mention.actors):
        return False
    return sentence.doc[i].lemma_.lower() in _SILENT or sentence.doc[i].lower_ in _SILENT or mention is not None


@cache
def _voices() -> dict[str, str]:
    return dict(read_yaml("lexicons/sanction_authorities.yml")["voices"])


@cache
def authority_codes() -> frozenset[str]:
    """Return the codes of the powers that impose most sanctions; others do so only where the text says it in full."""
    return frozenset(read_yaml("lexicons/sanction_authorities.yml")["codes"])


def _targets(reading: _Reading, authorities: frozenset[str]) -> list[Target]:
    """Return whom the first of the rule's roles names that can be hit by these authorities."""
    sentence = reading.sentence
    for role in reading.match.rule.roles.get("target", ()):
        tokens = reading.fillers(role)
        targets = read_targets(sentence, tokens)
        if role == "mod":
            targets = [target for target in targets if target.code not in authority_codes() and target.how in {"name", "demonym", "capital", "seat"}]
        if role.endswith("agent"):
            targets = [target for target in targets if target.type in {"country", "group"} or reading.match.rule.values.get("action") == "in_force"]
        only = reading.match.rule.values.get("only")
        if _is_adjective(reading):
            targets = [target for target in targets if target.how in {"named", "listed", "organisation", "model", "person"}]
        targets = [target for target in targets if _can_be_hit(target, authorities) and (not only or target.type in only)]
        if targets:
            reading.is_weak = role in {"act.agent", "act.by"}
            return _with_listed(sentence, tokens, targets)
    return []


_LIST_OPENERS = frozenset({":", "—", "–", "-"})


def _with_listed(sentence: Sentence, tokens: Iterable[int], targets: list[Target]) -> list[Target]:
    """Return the targets, or the names after a colon where the phrase only announces them."""
    doc = sentence.doc
    last = max(tokens)
    colon = next((i for i in range(last + 1, len(doc)) if doc[i].text == ":"), None)
    if colon is None or any(target.type in NAMED_TYPES and target.how != "phrase" for target in targets):
        return targets
    listed = names_between(sentence, colon + 1, len(doc))
    code = next((target.code for target in targets if target.code), None)
    return [Target(name.code or code, name.name, name.type, "listed") for name in listed] if len(listed) > 1 else targets


_NEVER_TARGETS = frozenset({"UN", "EU", "WEST", "G7", "NATO", "G20"})


def _can_be_hit(target: Target, authorities: frozenset[str]) -> bool:
    if target.type in NAMED_TYPES and target.how != "phrase":
        return target.code not in authorities
    if target.code in authorities:
        return False
    if target.code in authority_codes() and target.type == "country" and (not authorities or target.how in {"definite", "pronoun"}):
        return False
    return target.code not in _NEVER_TARGETS or bool(authorities)


def _action(reading: _Reading, claim: Claim) -> str:
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


def _has_condition(reading: _Reading) -> bool:
    return any(token.lower_ in {"if", "unless", "could", "would"} for token in reading.sentence.doc)


def _is_new(reading: _Reading) -> bool:
    """Return whether the sanctions are called new, and whom they hit is said: "fresh sanctions on the bank"."""
    trigger = reading.sentence.doc[reading.match.trigger]
    words = {child.lemma_.lower() for child in trigger.children if child.dep_ == "amod"}
    return bool(words & {"new", "fresh", "latest", "additional", "further", "sweeping"}) and bool(reading.fillers("on") or reading.fillers("against"))


def _is_adjective(reading: _Reading) -> bool:
    """Return whether the trigger is a participle before its noun ("sanctioned goods"): it tells of an act only where it describes a name."""
    token = reading.sentence.doc[reading.match.trigger]
    return token.dep_ == "amod" and not token.lower_.endswith("ing")


def _is_standing(reading: _Reading) -> bool:
    """Return whether a participle only describes somebody: "the sanctioned Volga Bank", "states sanctioned by the EU"."""
    token = reading.sentence.doc[reading.match.trigger]
    if _is_adjective(reading):
        return True
    return token.dep_ == "acl" and all(target.type == "country" for target in _targets(reading, frozenset()))


def _candidate(reading: _Reading, claim: Claim, action: str, authority: Actor | None, target: Target | None) -> Candidate:
    sentence, match = reading.sentence, reading.match
    assertion, attributed_to, cue = claim_columns(claim, frozenset({authority.code} if authority else ()), trusts_reports=True)
    start, end = trigger_offsets(sentence, match.trigger)
    named = target is not None and target.type in NAMED_TARGETS
    fields = {
        "authority_code": authority.code if authority else None,
        "authority_name": authority.name if authority else None,
        "target_code": (target.code or ("UNK" if named else None)) if target is not None else None,
        "target_name": target.name if target is not None else None,
        "target_type": target.type if target is not None else "country",
        "action": action,
        "measures": measures_in(sentence.text, match.rule.values.get("measures")),
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


def sanction_key(fields: dict[str, object]) -> tuple[object, ...]:
    """Return what makes a sanction the same event elsewhere in its document."""
    name = str(fields["target_name"]).lower() if fields["target_type"] in NAMED_TARGETS and fields["target_name"] else None
    return (fields["authority_code"], fields["target_code"], fields["action"], name)
