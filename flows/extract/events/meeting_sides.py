"""Who takes part in a meeting: the persons and parties that stand in a noun phrase, and how several mentions make one list.

Here: from tokens to participants. Not here: which phrase of the sentence to look at (seeds/rules/meetings.yml through meetings.py).
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from spacy.tokens import Doc, Token

from flows.extract.events.meeting_inner import is_armed_group, is_syrian_opposition
from flows.extract.events.meeting_words import codes_of_groups, meeting_words, party_noun
from flows.extract.language.syntax import preposition
from flows.extract.mentions.types import Actor, ActorMention
from flows.extract.sentences import Sentence

_MODIFIERS = frozenset({"amod", "compound", "nmod:poss", "nmod:desc", "nmod:unmarked", "flat"})
_SAME_PARTY = frozenset({"conj", "appos", "list"})
_PREPOSITIONAL = frozenset({"nmod", "obl"})
_JOINTS = frozenset({"-", "–", "—", "/", "‑"})
_STATE_WORDS = frozenset({"name", "demonym", "capital", "role", "organisation"})
_LEADING = frozenset({"lead", "head", "chair"})
_SAME_OFFICE = frozenset({"counterpart", "colleague", "homologue"})
_DEEPEST = 8
_SHORTEST_NAME = 2
_LONGEST_ABBREVIATION = 4
_LONGEST_DATELINE = 10


@dataclass(slots=True)
class Participants:
    """Those who take part, in the order of their mention: each person once, a state without a person only where nobody of it is named."""

    actors: list[Actor] = field(default_factory=list)
    mentions: list[ActorMention] = field(default_factory=list)

    def add(self, actor: Actor, mention: ActorMention | None = None) -> None:
        """Take in one more actor; a person replaces the bare state it acts for."""
        if mention is not None:
            self.mentions.append(mention)
        for place, known in enumerate(self.actors):
            if _is_one(known, actor):
                if known.person is None and actor.person is not None:
                    self.actors[place] = actor
                elif known.person is not None and actor.person is not None and len(actor.person.split()) > len(known.person.split()):
                    self.actors[place] = replace(known, person=actor.person)
                return
        self.actors.append(actor)

    def drop_unknown_persons(self) -> None:
        """Leave out the persons whose state is not known."""
        self.actors = [actor for actor in self.actors if actor.code != "UNK" or actor.person is None]

    @property
    def codes(self) -> frozenset[str]:
        """Return the codes of the known actors."""
        return frozenset(actor.code for actor in self.actors if actor.code != "UNK")

    @property
    def sides(self) -> int:
        """Return how many sides meet; all unknown ones count as one."""
        return len({actor.code for actor in self.actors})


def _is_one(known: Actor, actor: Actor) -> bool:
    if known.person is not None and actor.person is not None:
        words = [set(person.split()) for person in (known.person, actor.person)]
        return known.person.split()[-1] == actor.person.split()[-1] or words[0] <= words[1] or words[1] <= words[0]
    if known.code != actor.code:
        return False
    return known.code != "UNK" or known.name == actor.name


def parties_at(sentence: Sentence, token: int) -> Iterator[tuple[Actor, ActorMention]]:
    """Yield the actors of the noun phrase headed by `token`: itself, what is coordinated with it, and whom its noun for people names."""
    head = sentence.doc[token]
    if head.dep_ == "appos" and sentence.actor_at(token) is None and head.lemma_.lower() not in meeting_words("parties"):
        head = head.head  # "Senator Lee, a Democrat who met ..."
    yield from _parties(sentence, head, set(), 0)


def _parties(
    sentence: Sentence, token: Token, seen: set[int], depth: int, *, is_within: bool = False
) -> Iterator[tuple[Actor, ActorMention]]:
    """Yield the parties of a phrase; `is_within` where the phrase says whose the party above it is: "heads of the navies of X and Y"."""
    if token.i in seen or depth > _DEEPEST:
        return
    mention = sentence.actor_at(token.i)
    members = {token.i, *(range(mention.start, mention.end) if mention is not None else ())}
    seen.update(members)
    yield from _own_parties(sentence, token, mention, seen)
    is_party = party_noun(token) in meeting_words("parties") or mention is not None or is_within
    for i in sorted(members):
        for child in sentence.doc[i].children:
            if child.i in members:
                continue
            if child.dep_ == "nmod:poss" and _is_overruled(sentence, token, child):
                continue
            if _belongs(sentence, child, is_party, mention):
                is_owner = child.dep_ in _PREPOSITIONAL and preposition(child) in meeting_words("belonging")
                yield from _parties(sentence, child, seen, depth + 1, is_within=is_owner)
            elif is_party and child.dep_ == "acl":
                states = [actor for owner in (mention,) if owner is not None for actor in owner.actors if actor.code != "UNK"]
                for named in _named_by_clause(child):
                    for actor, found in _parties(sentence, named, seen, depth + 1):
                        is_theirs = actor.code == "UNK" and actor.person is not None and len(states) == 1
                        yield (replace(actor, code=states[0].code, kind="state") if is_theirs else actor), found


def _is_overruled(sentence: Sentence, envoy: Token, owner: Token) -> bool:
    """Return whether the envoy is named after a pronoun that says whose he is: "its envoy, X" is X's own state."""
    pronoun = sentence.actor_at(owner.i)
    if pronoun is None or pronoun.how != "pronoun" or sentence.actor_at(envoy.i) is not None:
        return False
    apposed = (sentence.actor_at(child.i) for child in envoy.children if child.dep_ == "appos")
    return any(named is not None and named.how == "person" and named.actors[0].code != "UNK" for named in apposed)


def _own_parties(sentence: Sentence, token: Token, mention: ActorMention | None, seen: set[int]) -> Iterator[tuple[Actor, ActorMention]]:
    """Yield the actors of the token's own mention, or the unnamed group it stands for."""
    if mention is None:
        if token.lower_ == "koreas":
            pair = (Actor("PRK", "North Korea", "state"), Actor("KOR", "South Korea", "state"))
            yield from ((korea, ActorMention(token.i, token.i + 1, token.i, pair, "definite", token.text)) for korea in pair)
        if party_noun(token) in _SAME_OFFICE:
            for child in token.children:
                if (code := codes_of_groups().get(child.lower_)) is not None:
                    bloc = Actor(code, child.text, "organisation")
                    yield bloc, ActorMention(token.i, token.i + 1, token.i, (bloc,), "definite", token.text)
        if is_syrian_opposition(sentence, token):
            rebels = Actor("SYRIAN_OPPOSITION", token.text, "group")
            yield rebels, ActorMention(token.i, token.i + 1, token.i, (rebels,), "organisation", token.text)
        elif _is_group_of_states(token) or is_armed_group(token):
            group = Actor("UNK", " ".join(part.text for part in token.subtree if part.i <= token.i and part.dep_ != "case"), "group")
            yield group, ActorMention(token.i, token.i + 1, token.i, (group,), "definite", group.name)
        return
    is_ethnic = mention.start > 0 and token.doc[mention.start - 1].lower_ == "ethnic"
    if _can_meet(mention) and not _is_dateline(token.doc, mention) and not is_ethnic:
        for actor in mention.actors:
            yield _with_state(sentence, actor, mention), mention
        if _shares_korea(token.doc, mention):
            yield Actor("PRK" if mention.actors[0].code == "KOR" else "KOR", "Korea", "state"), mention
    if mention.how == "model":
        yield from _named_after(sentence, mention, seen)


def _with_state(sentence: Sentence, actor: Actor, mention: ActorMention) -> Actor:
    """Return the person with the state that its phrase names, where the mention alone names none: "Britain's Prince Charles"."""
    if actor.code != "UNK" or actor.person is None:
        return actor
    near = {mention.head, *range(mention.start, mention.end)}
    head = sentence.doc[mention.head]
    links = [child for i in near for child in sentence.doc[i].children if child.dep_ in _MODIFIERS]
    if head.dep_ in {"appos", "flat"}:
        links.append(head.head)
    for apposed in (child for child in head.children if child.dep_ == "appos"):  # "Eva Lind, the speaker of the Swedish parliament"
        links.extend(token for token in apposed.subtree if token.dep_ in {*_MODIFIERS, "nmod"})
    for token in links:
        other = sentence.actor_at(token.i)
        if other is not None and other is not mention and other.how in _STATE_WORDS and other.actors[0].person is None:
            return replace(actor, code=other.actors[0].code, kind="state")
    return actor


def _shares_korea(doc: Doc, mention: ActorMention) -> bool:
    """Return whether both Koreas share the noun: "North and South Korea"."""
    before = [token.lower_ for token in doc[max(0, mention.start - 2) : mention.start]]
    return mention.actors[0].code in {"KOR", "PRK"} and before in (["north", "and"], ["south", "and"])


def _named_by_clause(clause: Token) -> Iterator[Token]:
    """Yield whom a clause about a party names: "a delegation led by X", "a group comprising X and Y"."""
    lemma = clause.lemma_.lower()
    for child in clause.children:
        is_leader = lemma in _LEADING and child.dep_.startswith("obl") and preposition(child) == "by"
        if is_leader or (lemma == "comprise" and child.dep_ == "obj"):
            yield child


def _belongs(sentence: Sentence, child: Token, is_party: bool, mention: ActorMention | None) -> bool:
    """Return whether what hangs on a party names a party as well."""
    other = sentence.actor_at(child.i)
    if child.dep_ in _SAME_PARTY:
        return child.pos_ not in {"VERB", "AUX"} or other is not None
    is_listed = preposition(child) is None and any(part.dep_ == "cc" for part in child.children)
    if child.dep_ in {"nmod", "nmod:desc"} and is_listed and (other is not None or party_noun(child) in meeting_words("parties")):
        return True  # "X of Malta and Tunisia's premier, Y"
    if child.dep_ == "flat" or (child.dep_ == "nmod:desc" and mention is not None and child.i >= mention.end):
        return other is not None
    if child.dep_ in _PREPOSITIONAL:
        case = preposition(child)
        if case in meeting_words("joining") and case != "with":
            return True
        if case == "in" and _hangs_on_colleagues(child):
            return other is not None  # "his colleagues in Baku and Yerevan"
        is_bearer = is_party and (mention is None or mention.how in {"role", "demonym", "model"})
        if case == "from" and mention is not None and other is not None and other.how in {"seat", "capital"}:
            return False  # "phoned the Qatari minister from the White House"
        return is_bearer and (case in meeting_words("belonging") or (case is None and other is not None))
    if child.dep_ == "nmod:poss" and mention is None and party_noun(child.head) in meeting_words("vehicles"):
        return other is not None and other.how in {"person", "role"}
    if child.dep_ in _MODIFIERS:
        is_bearer = is_party and (mention is None or mention.how == "demonym" or (mention.how == "name" and child.dep_ == "nmod:poss"))
        if other is None:  # "the Malian and Nigerien juntas' leaders"
            return is_party and child.dep_ in {"nmod:poss", "compound"} and party_noun(child) in meeting_words("parties")
        return is_bearer or _is_joint(child)
    return False


def _hangs_on_colleagues(child: Token) -> bool:
    """Return whether a phrase hangs on a noun for those of the same office elsewhere."""
    return party_noun(child.head) in _SAME_OFFICE


def _named_after(sentence: Sentence, mention: ActorMention, seen: set[int]) -> Iterator[tuple[Actor, ActorMention]]:
    """Yield the person whose office the mention is: "the Minister of Industry of [the Russian Federation] Denis Manturov"."""
    for other in sentence.actors:
        if 0 <= other.start - mention.end <= 1 and other.actors[0].person is not None and other.how == "person" and other.head not in seen:
            seen.update(range(other.start, other.end))
            yield other.actors[0], other


def _is_dateline(doc: Doc, mention: ActorMention) -> bool:
    """Return whether the mention only says where the report was written: "MOSCOW, April 13 - The minister ..."."""
    is_upper = mention.text.isupper() and len(mention.text) > _LONGEST_ABBREVIATION
    after = [token.text for token in doc[mention.end : mention.end + _LONGEST_DATELINE]]
    if mention.start > 0 or not after:
        return False
    is_written_small = mention.how == "capital" and after[0] in {",", "("} and any(text in {"-", "–", "—", "--"} for text in after)
    return is_written_small or (is_upper and any(text in _JOINTS | {"("} for text in after[:7]))


def _is_group_of_states(token: Token) -> bool:
    """Return whether the noun stands for several states without naming them: "world powers", "European leaders"."""
    return party_noun(token) in _SAME_OFFICE | {"leader", "power", "nation", "country", "state", "ally"} and any(
        child.lower_ in meeting_words("groups") for child in token.children if child.dep_ in {"amod", "compound"}
    )


def _is_joint(token: Token) -> bool:
    """Return whether a hyphen or a slash ties the token to its neighbour: "U.S.-China"."""
    doc = token.doc
    return any(doc[i].text in _JOINTS for i in (token.i - 1, token.i + 1) if 0 <= i < len(doc))


def _can_meet(mention: ActorMention) -> bool:
    """Return whether the mention stands for persons, states or bodies of states rather than for firms, ships and media."""
    actor = mention.actors[0]
    if actor.code == "UNK" and actor.person is not None:
        is_local = any(word in meeting_words("local_offices") for word in mention.text.lower().split())
        return not is_local and len(actor.person) > _SHORTEST_NAME
    return actor.person is not None or actor.kind in {"state", "organisation", "group", "person"}
