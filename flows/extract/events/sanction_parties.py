"""The parties of a sanction as one sentence gives them: who imposes, and whom it hits.

Here: the roles of a trigger and who stands in them. Not here: what is done (sanction_acts), what a phrase names (sanction_targets), rows
(sanctions).

Roles of sanction rules, beside those of frames: `act.ROLE` is the role of a predicate that does something to the sanctions ("the EU lifted
its sanctions": act.agent), `doer.agent` that of one that acts rather than asks, `below.ROLE` the role of a participle or relative clause
("sanctions imposed by the EU": below.agent), `object` the object of a noun that a parser should have read as a verb, `bearer` who is "under
sanctions".
"""

from collections.abc import Iterable
from functools import cache

from spacy.tokens import Token

from flows.extract.claims import is_reporting
from flows.extract.events.candidates import mentions_at
from flows.extract.events.rules import Match
from flows.extract.events.sanction_acts import acting_frames, askers, hitting_lemmas, modifying_predicates, opposers, read_act
from flows.extract.events.sanction_homes import states_within
from flows.extract.events.sanction_targets import NAMED_TYPES, Target, names_between, read_targets
from flows.extract.language.frames import Frame, build_frame
from flows.extract.language.syntax import conjuncts, is_passive, preposition
from flows.extract.mentions.types import Actor
from flows.extract.sentences import Sentence
from flows.seeds import read_yaml


class Reading:
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
            return (
                [token.head.i]
                if token.dep_ == "acl:relcl"
                else [m.i for c in token.children if c.dep_ == "nsubj" for m in conjuncts(c)]
                or self.match.frame.fillers("gov.agent")
                or self.match.frame.fillers("gov.patient")
            )
        if kind == "clause":
            return self._in_clause(inner)
        if role == "barred":
            return self._barred()
        if role == "obj.mod":
            patients = [self.sentence.doc[i] for i in self.match.frame.fillers("patient")]
            return [child.i for token in patients for child in token.children if child.dep_ in {"compound", "amod", "nmod:poss"}]
        if role == "list.mod":
            lists = [self.sentence.doc[i] for to in ("to", "on", "from", "off") for i in self.match.frame.fillers(to)]
            return [
                child.i
                for token in lists
                if token.lemma_.lower() in {"list", "blacklist"}
                for child in token.children
                if child.dep_ in {"compound", "amod", "nmod:poss"} or preposition(child) == "of"
            ]
        if role == "entered":
            return [
                place.i
                for child in self.sentence.doc[self.match.trigger].children
                if child.lemma_.lower() in {"enter", "visit"} and child.dep_ in {"advcl", "xcomp", "obl"}
                for place in child.children
                if place.dep_ == "obj"
            ]
        if role == "below.any":
            trigger = self.sentence.doc[self.match.trigger]
            return [m.head for m in self.sentence.actors if m.how != "pronoun" and trigger.i < m.head <= trigger.right_edge.i]
        if role == "asker.agent":
            frames = [frame for frame in self._acting if frame.lemma.split()[0] in askers() and self.act.action in {"lifted", "eased"}]
            return [i for frame in frames for i in frame.fillers("agent")]
        if role == "object" and (headline := self._headline_object()) is not None:
            return [headline]
        if role == "object":
            return [m.i for child in self.sentence.doc[self.match.trigger].children if child.dep_ == "obj" for m in conjuncts(child)]
        if role == "below.patient":
            frames = [frame for frame in self._below if frame.lemma.split()[0] in hitting_lemmas()]
        elif role == "act.patient":
            frames = [
                frame for frame in self._acting if frame.lemma.split()[0] in hitting_lemmas() | {"slap", "threaten", "warn", "subject"}
            ]
        else:
            frames = {"act": self._acting, "below": self._below}.get(kind, self._phrase)
        if role == "act.to":
            frames = [frame for frame in frames if frame.lemma in {"apply", "extend", "expand"}]
        idle = self._idle(role) if inner in {"agent", "by"} and kind in {"act", "doer"} else set()
        if role == "doer.agent":
            frames = [frame for frame in self._acting[:1] if self._is_doing(frame)]
        for frame in frames:
            if role in {"act.agent", "doer.agent"} and (owners := self._threatening(frame)):
                return owners
            tokens = [
                i
                for i in frame.fillers(inner if kind in {"act", "doer", "below"} else role)
                if i not in self.act.phrase and i not in idle and (kind != "act" or i not in self.act.predicates)
            ]
            if tokens:
                return tokens
        return []

    def _barred(self) -> list[int]:
        """Return whom one's own firms may not deal with: "American firms are barred from selling to Kenya"."""
        doc = self.sentence.doc
        patients = self.match.frame.fillers("patient")
        own = {code for i in patients for code in states_within(self.sentence, doc[i])}
        if not own & authority_codes():
            return []
        acts = [c for c in doc[self.match.trigger].children if c.dep_ in {"advcl", "xcomp", "obl", "ccomp"} and c.pos_ == "VERB"]
        inside = {i for act in acts for i in _clause(act)}
        return [m.head for m in self.sentence.actors if m.head in inside and not any(actor.code in own for actor in m.actors)][:1]

    def _in_clause(self, wanted: str) -> list[int]:
        """Return the tokens anywhere in the trigger's clause that stand after a preposition: "exports of tools to Kenya" has "to" Kenya."""
        trigger = self.sentence.doc[self.match.trigger]
        found = sorted(i for i in _clause(trigger) if i > trigger.i and preposition(self.sentence.doc[i]) == wanted)
        return [m.i for i in found[:1] for m in conjuncts(self.sentence.doc[i])]

    def _headline_object(self) -> int | None:
        """Return what a headline's "sanctions" hits where the parser read it as a noun: "Treasury sanctions network of smugglers"."""
        token = self.sentence.doc[self.match.trigger]
        is_name = token.lower_ == "sanctions" and token.dep_ == "compound" and token.head.i > token.i and token.head.dep_ == "root"
        if (
            not is_name
            or token.head.lemma_.lower()
            in {"list", "regime", "relief", "package", "committee", "bill", "act", "law", "policy", "threat", "evasion"}
            or any(t.pos_ == "AUX" for t in token.doc)
        ):
            return None
        return token.head.i if token.i and _powers_at(self.sentence, token.i - 1) else None

    def _is_doing(self, frame: Frame) -> bool:
        """Return whether the predicate's subject itself does it: not "plans to end", nor a verb that only names or gets."""
        return (
            frame.is_verbal
            and self.sentence.doc[frame.predicate].dep_ != "acl"
            and frame.lemma not in {"secure", "include", "name", "face"}
        )

    def _idle(self, role: str) -> set[int]:
        """Return who stands above the act without acting: who calls for the lifting of sanctions, or is against them, does not lift them."""
        lemmas = opposers() | (askers() if self.act.action in {"lifted", "eased"} or role == "doer.agent" else frozenset())
        return {i for frame in self._acting if frame.lemma.split()[0] in lemmas for i in frame.fillers("agent")}

    def _threatening(self, frame: Frame) -> list[int]:
        """Return whose threat or plan it is to do what the frame says: "threats from Washington to tighten"."""
        token = self.sentence.doc[frame.predicate]
        if token.dep_ != "acl" and not (
            token.dep_ == "advcl" and any(child.lemma_ in {"threat", "warning", "call"} for child in token.head.children)
        ):
            return []
        return [i for i in build_frame(self.sentence.doc, token.head.i).fillers("from") if _powers_at(self.sentence, i)]

    def words(self) -> str:
        """Return the words of the act: its predicates' clauses and everything below its trigger, other acts of the sentence left out."""
        doc = self.sentence.doc
        heads = [*self.act.phrase, *self.act.predicates, *(token.i for token in self.below)]
        kept = {token.i for i in self.act.phrase for token in doc[i].subtree}
        for i in heads:
            kept |= _clause(doc[i])
        return " ".join(doc[i].text for i in sorted(kept))

    def frames(self) -> list[Frame]:
        """Return all frames, the trigger's own first."""
        return [*self._phrase, *self._acting, *self._below]


_OTHER_CLAUSES = frozenset({"conj", "acl:relcl", "advcl", "ccomp", "parataxis", "csubj"})


def _clause(predicate: Token) -> set[int]:
    """Return the tokens of a predicate's own clause: clauses below it and coordinated with it left out."""
    found = {predicate.i}
    for child in predicate.children:
        if child.dep_ in _OTHER_CLAUSES and child.pos_ in {"VERB", "AUX"}:
            continue
        found |= _clause(child)
    return found


def authorities_of(reading: Reading, targets: list[Target]) -> list[Actor] | None:
    """Return who imposes, empty where the sentence does not say it; null where somebody acts who is no state: a firm, a club."""
    rule = reading.match.rule
    hit = {target.code for target in targets if target.code}
    for role in rule.roles.get("authority", ()):
        tokens = reading.fillers(role)
        found = [actor for i in tokens for actor in _meant_by_pronoun(reading, i) or _powers_at(reading.sentence, i)]
        found = [actor for actor in found if actor.code not in hit]
        if role == "mod":
            found = [actor for actor in found if actor.code in authority_codes() or (hit and actor.code not in hit)]
        if role == "mod" and found:
            found = [*_powers_before(reading.sentence, min(tokens)), *found]
        if found:
            return list({actor.code: actor for actor in found}.values())
        if role == "agent" and tokens and not any(_is_silent(reading.sentence, i) for i in tokens):
            return None
    return [actor for actor in _powers_beside(reading) or _powers_above(reading) or _powers_after_by(reading) if actor.code not in hit]


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
            return _powers_at(sentence, subject.i)
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
            return _powers_at(sentence, mention.head)
    return []


def _powers_beside(reading: Reading) -> list[Actor]:
    """Return the power that stands right before the trigger's noun phrase, whatever it hangs on: "lived under a U.S. trade embargo"."""
    doc, sentence = reading.sentence.doc, reading.sentence
    if reading.match.frame.is_verbal:
        return _powers_right_before(reading)
    for i in range(min(reading.act.phrase) - 1, max(-1, min(reading.act.phrase) - 4), -1):
        if doc[i].pos_ not in {"ADJ", "NOUN", "PROPN", "PUNCT", "PART"} or doc[i].text == ",":
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
    return _powers_at(sentence, i) if i >= 0 and sentence.actor_at(i) is not None else []


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
        if is_timed or is_reporting(lemma) or lemma in askers() | opposers():
            return []
        subject = next((child for child in token.children if child.dep_ == "nsubj"), None)
        if subject is not None:
            return _powers_at(sentence, subject.i)
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
    if any(child.lower_ == "first" for child in token.children):  # "Kenya became the first country to ban"
        whose = next((child for place in (token, token.head) for child in place.children if child.dep_ == "nsubj"), None)
        if whose is not None and whose.i != i:
            token, i = whose, whose.i
    mentions = mentions_at(sentence, i)
    if mentions and mentions[0].how == "capital" and (seat := _voices().get(mentions[0].text.lower())) is not None:
        return [Actor(seat, mentions[0].text, "organisation")]
    if (
        not mentions
        and token.pos_ in {"VERB", "ADJ"}
        and token.lemma_.lower() in {"impose", "back", "lead", "mandate", "order", "wide", "initiate", "sanction"}
    ):
        mentions = [mention for child in token.children for mention in mentions_at(sentence, child.i)]
    found = [actor for mention in mentions for actor in mention.actors if actor.code != "UNK" and actor.kind in {"state", "organisation"}]
    if found:
        return found
    if token.lemma_.lower() == "bank" and any(child.lower_ == "central" for child in token.children):
        return [Actor(a.code, a.name, "state") for m in mentions for a in m.actors if a.code != "UNK"]
    phrase = " ".join(member.lower_ for member in token.subtree if abs(member.i - i) <= 6)
    voice = next((code for words, code in _voices().items() if f" {words} " in f" {phrase} "), None)
    if voice is not None:
        return [Actor(voice, sentence.doc[token.left_edge.i : i + 1].text[-60:], "state")]
    if token.pos_ in {"NOUN", "PROPN"} and token.lemma_.lower() in _SILENT | {"mp", "cabinet", "announcement"}:
        inside = [Actor(code, token.text, "state") for code in states_within(sentence, token)[:1]]
        if not inside and token.dep_ == "obj" and token.head.pos_ == "VERB":
            subject = next((child for child in token.head.children if child.dep_ == "nsubj"), None)
            return _powers_at(sentence, subject.i) if subject is not None else []
        return inside
    return []


_SILENT = frozenset(
    "measure sanction list resolution law order decree decision act government authority official lawmaker parliament president minister ministry it they we he she i "
    "which that who country state move step designation regime embargo action administration council body bloc department leader power committee rule legislation proposal plan package senator lawmaker embargo ban bill".split()
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


@cache
def _usual_targets() -> frozenset[str]:
    return frozenset(read_yaml("lexicons/sanction_authorities.yml")["targets"])


def targets_of(reading: Reading, authorities: frozenset[str]) -> list[Target]:
    """Return whom the first of the rule's roles names that can be hit by these authorities."""
    sentence = reading.sentence
    for role in reading.match.rule.roles.get("target", ()):
        tokens = reading.fillers(role)
        targets = read_targets(sentence, tokens)
        if role == "mod":
            targets = [
                target
                for target in targets
                if target.code not in authority_codes() and target.how in {"name", "demonym", "capital", "seat"}
            ]
        if role == "asker.agent":
            targets = [target for target in targets if target.code not in authority_codes()]
        if role.endswith("agent"):
            targets = [
                target for target in targets if target.type in {"country", "group"} or reading.match.rule.values.get("action") == "in_force"
            ]
        only = reading.match.rule.values.get("only")
        if reading.match.rule.values.get("usual"):
            targets = [target for target in targets if target.code in _usual_targets()]
        if is_adjective(reading):
            targets = [target for target in targets if target.how in {"named", "listed", "organisation", "model", "person"}]
        if role in {"patient", "act.patient"} and only != ["person"]:
            targets = _with_names_after(reading, targets)
        targets = [target for target in targets if _can_be_hit(target, authorities) and (not only or target.type in only)]
        if targets:
            reading.is_weak = role in {"act.agent", "act.by", "gov.agent"} and reading.match.rule.values.get("action") == "evaded"
            return _with_listed(sentence, tokens, targets)
    return []


_STOPS = frozenset(
    {"for", "who", "which", "that", "because", "after", "as", "over", "to", "whose", "where", "while", "when", "by", "against"}
)
_FEWEST_COMMAS = 2


def _with_names_after(reading: Reading, targets: list[Target]) -> list[Target]:
    """Return the targets with the names that a long list after the trigger adds, which parsers lose: "A; B, its head; and C"."""
    doc = reading.sentence.doc
    trigger = doc[reading.match.trigger]
    if trigger.lemma_.lower() not in {"sanction", "designate", "blacklist", "list", "add"} or is_passive(trigger) or not targets:
        return targets
    end = next((i for i in range(trigger.i + 1, len(doc)) if doc[i].lower_ in _STOPS), len(doc))
    if sum(doc[i].text in {",", ";"} for i in range(trigger.i, end)) < _FEWEST_COMMAS:
        return targets
    known = {word for target in targets for word in target.name.lower().split()}
    code = next((target.code for target in targets if target.code), None)
    added = [
        Target(name.code or code, name.name, name.type, "listed")
        for name in names_between(reading.sentence, trigger.i + 1, end)
        if not set(name.name.lower().split()) & known
    ]
    return [*targets, *added]


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


_PERMANENT_MEMBERS = frozenset({"CHN", "FRA", "GBR", "RUS", "USA"})
_NEVER_TARGETS = frozenset({"UN", "EU", "WEST", "G7", "NATO", "G20"})


def _can_be_hit(target: Target, authorities: frozenset[str]) -> bool:
    if target.type in NAMED_TYPES and target.how != "phrase":
        return target.code not in authorities
    if target.code in authorities or ("UN" in authorities and target.code in _PERMANENT_MEMBERS):
        return False
    if target.code in authority_codes() and target.type == "country" and (not authorities or target.how in {"definite", "pronoun"}):
        return False
    return target.code not in _NEVER_TARGETS or bool(authorities)


def is_adjective(reading: Reading) -> bool:
    """Return whether the trigger is a participle before its noun ("sanctioned goods"): it tells of an act only where it describes a name."""
    token = reading.sentence.doc[reading.match.trigger]
    return token.dep_ == "amod" and not token.lower_.endswith("ing")
