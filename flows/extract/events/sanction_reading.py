"""The frames around one sanction trigger, and who stands in their roles.

Roles of sanction rules, beside those of frames: `act.ROLE` is the role of a predicate that does something to the sanctions ("the EU lifted
its sanctions": act.agent), `doer.agent` that of one that acts rather than asks, `asker.agent` of one that asks for relief, `facing` who is said to face them, `struck` who is "hit by" them, `named` the organisations named anywhere in the sentence, `subject` of an adjective, `traded` whose goods are bought, `in_view` in view of whose situation, `below.ROLE` the
role of a participle or relative clause ("sanctions imposed by the EU": below.agent), `clause.PREPOSITION` what stands after a preposition
anywhere in the trigger's clause, `object` the object of a noun that a parser should have read as a verb, `bearer` who is "under sanctions",
`barred` whom one's own firms may not deal with, `barring` the power whose firms these are, `entered` the state that somebody may not enter, `list.mod` and `obj.mod` the modifiers of
the list and of the object, `below.any` every actor below the trigger. Not here: who of them imposes or is hit (sanction_parties).
"""

from collections.abc import Callable

from spacy.tokens import Token

from flows.extract.events.rules import Match
from flows.extract.events.sanction_acts import acting_frames, modifying_predicates, read_act
from flows.extract.events.sanction_codes import authority_codes
from flows.extract.events.sanction_homes import states_within
from flows.extract.events.sanction_powers import powers_at
from flows.extract.events.sanction_roles import in_view, loose_objects, named_powers, struck_by_description, traded_with
from flows.extract.events.sanction_targets import read_targets
from flows.extract.events.sanction_words import askers, hitting_lemmas, opposers
from flows.extract.language.frames import Frame, build_frame
from flows.extract.language.syntax import conjuncts, is_passive, preposition
from flows.extract.sentences import Sentence

_MODIFIERS = frozenset({"compound", "amod", "nmod:poss"})
_DRAFTING = frozenset(
    {"sponsor", "draft", "propose", "support", "back", "table", "circulate", "seek", "demand", "urge", "request", "denounce", "oppose"}
)
_NO_OBJECTS = frozenset({"list", "regime", "relief", "package", "committee", "bill", "act", "law", "policy", "threat", "evasion"})


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
        if kind == "clause":
            return self._in_clause(inner)
        if role == "patient" and not kind:
            return [*(self._of_frames(role, kind, inner) or loose_objects(self.sentence, self.match.frame)), *self._likewise()]
        by_syntax: dict[str, Callable[[], list[int]]] = {
            "bearer": self._bearers,
            "barred": self._barred,
            "obj.mod": self._object_modifiers,
            "list.mod": self._list_modifiers,
            "entered": self._entered,
            "barring": self._barring,
            "below.any": self._all_below,
            "asker.agent": self._asking,
            "facing": self._facing,
            "struck": lambda: struck_by_description(self.sentence, self._acting),
            "named": lambda: named_powers(self.sentence),
            "traded": lambda: traded_with(self.sentence, self.match.frame),
            "in_view": lambda: in_view(self.sentence),
            "subject": lambda: [
                m.i for c in self.sentence.doc[self.match.trigger].children if c.dep_.startswith("nsubj") for m in conjuncts(c)
            ],
            "object": self._objects,
        }
        if role in by_syntax:
            return by_syntax[role]()
        return self._of_frames(role, kind, inner)

    def _of_frames(self, role: str, kind: str, inner: str) -> list[int]:
        """Return who fills a role of the frames of the phrase, of the acts above it, or of the participles below it."""
        if role == "below.patient":
            frames = [frame for frame in self._below if frame.lemma.split()[0] in hitting_lemmas()]
        elif role == "act.patient":
            frames = [
                frame for frame in self._acting if frame.lemma.split()[0] in hitting_lemmas() | {"slap", "threaten", "warn", "subject"}
            ]
        else:
            frames = {"act": self._acting, "below": self._below}.get(kind, self._phrase)
        if kind == "below" and inner in {"agent", "by"}:  # who drafts a resolution does not impose it
            frames = [frame for frame in frames if frame.lemma not in _DRAFTING]
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
                if i not in self.act.phrase
                and i not in idle
                and (kind != "act" or i not in self.act.predicates)
                and not (inner in _HITTING and self._is_in_circumstance(self.sentence.doc[i]))
            ]
            if tokens:
                return tokens
        return []

    def _is_in_circumstance(self, token: Token) -> bool:
        """Return whether a phrase belongs to what only gave the occasion: "imposed after the coup against Kenya's president"."""
        above = token.head
        is_occasion = above.dep_ in {"obl", "nmod"} and preposition(above) in _OCCASIONS and above.i not in self.act.phrase
        return token.dep_ == "nmod" and is_occasion

    def _bearers(self) -> list[int]:
        """Return who is said to be under sanctions or on a list."""
        token = self.sentence.doc[self.match.trigger]
        if token.dep_ == "acl:relcl":
            return [token.head.i]
        own = [m.i for child in token.children if child.dep_ == "nsubj" for m in conjuncts(child)]
        return own or self.match.frame.fillers("gov.agent") or self.match.frame.fillers("gov.patient")

    def _object_modifiers(self) -> list[int]:
        """Return what modifies the trigger's object: "a U.S. visa"."""
        patients = [self.sentence.doc[i] for i in self.match.frame.fillers("patient")]
        return [child.i for token in patients for child in token.children if child.dep_ in _MODIFIERS]

    def _list_modifiers(self) -> list[int]:
        """Return whose list it is that somebody is put on or taken from: "the British sanctions list"."""
        lists = [self.sentence.doc[i] for to in ("to", "on", "from", "off") for i in self.match.frame.fillers(to)]
        return [
            child.i
            for token in lists
            if token.lemma_.lower() in {"list", "blacklist", "system", "network"}
            for child in token.children
            if child.dep_ in _MODIFIERS or preposition(child) == "of"
        ]

    def _entered(self) -> list[int]:
        """Return the state that somebody is barred from entering."""
        trigger = self.sentence.doc[self.match.trigger]
        whom = self.match.frame.fillers("patient")
        if is_passive(trigger) and any(target.type == "person" for target in read_targets(self.sentence, whom)):
            kept_out = [child.i for child in trigger.children if child.dep_ == "obl" and preposition(child) == "from"]
            if any(powers_at(self.sentence, i) for i in kept_out):  # "his aides are barred from the EU"
                return kept_out
        return [
            place.i
            for child in trigger.children
            if child.lemma_.lower() in {"enter", "visit", "travel"} and child.dep_ in {"advcl", "xcomp", "obl"}
            for place in child.children
            if place.dep_ == "obj" or preposition(place) in {"to", "into"}
        ]

    def _likewise(self) -> list[int]:
        """Return whom the same is said of: "the ferry remains barred, as do all imports"."""
        below = [
            child
            for child in self.sentence.doc[self.match.trigger].children
            if child.dep_ == "advcl" and child.lemma_ in {"do", "be", "have", "service"}
        ]
        clauses = [child for child in below if any(mark.lower_ == "as" for mark in child.children)]
        return [part.i for clause in clauses for part in clause.children if part.dep_ in {"obj", "nsubj"}]

    def _barring(self) -> list[int]:
        """Return the words for the power whose own firms or citizens may not do something: "no American firm may sell"."""
        doc = self.sentence.doc
        if self.match.frame.lemma in {"ban", "bar", "prohibit", "forbid"} and not self._barred():
            return []
        role = "patient" if self.match.frame.lemma in {"allow", "permit", "ban", "bar", "prohibit", "forbid"} else "agent"
        agents = [doc[i] for i in self.match.frame.fillers(role)]
        whose = [part for token in agents for part in (token, *token.children) if self.sentence.actor_at(part.i) is not None]
        return [
            part.i for part in whose if any(a.code in authority_codes() for m in [self.sentence.actor_at(part.i)] if m for a in m.actors)
        ]

    def _all_below(self) -> list[int]:
        """Return every actor named below the trigger."""
        trigger = self.sentence.doc[self.match.trigger]
        return [m.head for m in self.sentence.actors if m.how != "pronoun" and trigger.i < m.head <= trigger.right_edge.i]

    def _asking(self) -> list[int]:
        """Return who asks that sanctions be lifted or eased."""
        frames = [frame for frame in self._acting if frame.lemma.split()[0] in askers() and self.act.action in {"lifted", "eased"}]
        return [i for frame in frames for i in frame.fillers("agent")]

    def _facing(self) -> list[int]:
        """Return who faces the sanctions by a relative clause: "the sanctions Kenya may face"."""
        frames = [frame for frame in self._below if frame.lemma in {"face", "risk", "incur", "suffer"}]
        return [i for frame in frames for i in frame.fillers("agent")]

    def _objects(self) -> list[int]:
        """Return the objects of a trigger that is a verb in the text, though the parser reads it as a noun."""
        headline = self._headline_object()
        if headline is not None:
            return [headline]
        token = self.sentence.doc[self.match.trigger]
        beside = next((child for child in token.children if child.dep_ == "appos" and child.i > token.i), None)
        if token.dep_ == "root" and self.sentence.is_headline and beside is not None and token.i and powers_at(self.sentence, token.i - 1):
            return [m.i for m in conjuncts(beside)]  # "Treasury sanctions Kenyan trader and his firms"
        return [m.i for child in self.sentence.doc[self.match.trigger].children if child.dep_ == "obj" for m in conjuncts(child)]

    def bars_only_own(self) -> bool:
        """Return whether a power's own people are barred from something that hits nobody named: "American banks may not lend to it"."""
        doc = self.sentence.doc
        own = {code for i in self.match.frame.fillers("patient") for code in states_within(self.sentence, doc[i])}
        gerunds = [c for c in doc[self.match.trigger].children if c.dep_ in {"advcl", "xcomp", "obl"} and c.pos_ == "VERB"]
        if any(part.lower_ in {"them", "it", "him", "her"} for gerund in gerunds for part in gerund.subtree):
            return True  # "firms may not do business with them"
        return bool(own) and own <= authority_codes() and bool(gerunds) and not self._entered() and not self._barred()

    def _barred(self) -> list[int]:
        """Return whom one's own firms may not deal with: "American firms are barred from selling to Kenya"."""
        doc = self.sentence.doc
        patients = self.match.frame.fillers("patient")
        own = {code for i in patients for code in states_within(self.sentence, doc[i])}
        barring = {actor.code for i in self.match.frame.fillers("agent") for actor in powers_at(self.sentence, i)}
        if not own & authority_codes() or barring - own:  # "Kenya barred American citizens" bars no citizens of Kenya
            return []
        acts = [c for c in doc[self.match.trigger].children if c.dep_ in {"advcl", "xcomp", "obl", "ccomp"} and c.pos_ == "VERB"]
        if any(act.lemma_.lower() == "enter" for act in acts):  # nobody is barred from entering by his own state
            return []
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
        if not is_name or token.head.lemma_.lower() in _NO_OBJECTS or any(t.pos_ == "AUX" for t in token.doc):
            return None
        return token.head.i if token.i and powers_at(self.sentence, token.i - 1) else None

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
        doc = self.sentence.doc
        above = [doc[g.token] for frame in self._acting[:1] for g in frame.governors[:1] if g.lemma.split()[0] in opposers()]
        idle = {child.i for token in above for child in token.children if child.dep_ in {"nsubj", "nsubj:pass"}}
        idle |= {token.head.i for token in above if token.dep_ == "acl:relcl"}
        return idle | {i for frame in self._acting if frame.lemma.split()[0] in lemmas for i in frame.fillers("agent")}

    def _threatening(self, frame: Frame) -> list[int]:
        """Return whose threat or plan it is to do what the frame says: "threats from Washington to tighten"."""
        token = self.sentence.doc[frame.predicate]
        if token.dep_ != "acl" and not (
            token.dep_ == "advcl" and any(child.lemma_ in {"threat", "warning", "call"} for child in token.head.children)
        ):
            return []
        return [i for i in build_frame(self.sentence.doc, token.head.i).fillers("from") if powers_at(self.sentence, i)]

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


_HITTING = frozenset({"on", "against", "to", "toward", "towards"})
_OCCASIONS = frozenset(
    {"after", "following", "since", "over", "amid", "because of", "in response to", "in retaliation for", "for", "despite"}
)


_OTHER_CLAUSES = frozenset({"conj", "acl:relcl", "advcl", "ccomp", "parataxis", "csubj"})


def _clause(predicate: Token) -> set[int]:
    """Return the tokens of a predicate's own clause: clauses below it and coordinated with it left out."""
    found = {predicate.i}
    for child in predicate.children:
        if child.dep_ in _OTHER_CLAUSES and child.pos_ in {"VERB", "AUX"}:
            continue
        found |= _clause(child)
    return found
