"""Whom sanctions hit: states, sectors, and the firms, persons and vessels that a phrase or a list names.

Here: from the head of a noun phrase to targets with their type and home state. Not here: which phrase says whom sanctions hit (sanctions).
"""

from collections.abc import Iterable, Iterator

from spacy.tokens import Token

from flows.extract.events.sanction_homes import STATE_KINDS, states_within
from flows.extract.events.sanction_names import (
    INCLUDING,
    MOST_LISTED,
    NAMED_TYPES,
    Target,
    first_of,
    is_state_name,
    known_code,
    name_at,
    name_target,
    phrase_text,
)
from flows.extract.events.sanction_nouns import how_vague, is_open, noun_types
from flows.extract.events.sanction_sets import at_home_together, is_short_for, with_likewise, without_appositions
from flows.extract.language.syntax import conjuncts, preposition
from flows.extract.mentions.types import ActorMention
from flows.extract.sentences import Sentence

_BLOCS = frozenset({"EU", "UN", "NATO", "G7", "G20", "BRICS", "SCO", "WEST", "GCC", "OPEC", "ARABLEAGUE", "AU", "ASEAN"})
_COUNTS = frozenset({"dozens", "hundreds", "scores", "thousands"})


def read_targets(sentence: Sentence, heads: Iterable[int]) -> list[Target]:
    """Return the targets of the noun phrases at these heads, in text order, each once; at most MOST_LISTED named ones."""
    found: dict[tuple[str | None, str], Target] = {}
    for i in with_likewise(sentence, heads):
        head = sentence.doc[i]
        if head.lemma_.lower() in MEASURE_NOUNS:  # "an embargo on Kenya and a ban on its ships": the second has its own phrase
            continue
        meant = _meant(head)
        members = [head] if meant.i == i or meant.dep_ != "nmod" else [*conjuncts(meant)]
        for member in _named_holders(sentence, head) or members:
            for target in _targets_at(sentence, member):
                found.setdefault((target.code, target.name.lower() if target.type in NAMED_TYPES | {"sector"} else ""), target)
    targets = list(at_home_together(without_appositions(sentence, found.values())))
    targets = [target for target in targets if not any(is_short_for(target.name, other.name) for other in targets)]
    named = [target for target in targets if target.type in NAMED_TYPES][:MOST_LISTED]
    return [target for target in targets if target.type not in NAMED_TYPES or target in named]


def _named_holders(sentence: Sentence, head: Token) -> list[Token]:
    """Return the persons and firms that what is frozen belongs to: "the assets of Ben Ali", "funds held by A and B"; empty for states."""
    if head.lemma_.lower() not in _HOLDINGS:
        return []
    for child in head.children:
        if child.dep_ == "nmod" and preposition(child) in {"of", "by"}:
            holders = [*conjuncts(child)]
        elif child.dep_ == "acl" and child.lemma_.lower() in _HOLDING:
            holders = [m for c in child.children if c.dep_.startswith("obl") and preposition(c) in {"by", "to"} for m in conjuncts(c)]
        else:
            continue
        if any(target.type in NAMED_TYPES and target.how != "vague" for holder in holders for target in _targets_at(sentence, holder)):
            return holders
    return []


def _targets_at(sentence: Sentence, head: Token) -> Iterator[Target]:
    own = list(_own_targets(sentence, head))
    head = _meant(head)
    listed = list(_listed_under(sentence, head, own))
    introduced_by_example = any(child.lower_ in INCLUDING for child in head.subtree)
    is_counted = any(child.dep_ == "nummod" for child in head.children)
    if not listed or (introduced_by_example and is_counted) or any(target.how not in {"phrase", "vague"} for target in own):
        yield from own
    yield from listed


def _own_targets(sentence: Sentence, head: Token) -> Iterator[Target]:
    counting, head = head, _meant(head)
    owner = next((child for child in head.children if child.dep_ == "nmod:poss"), None)
    is_counting = counting.pos_ == "NUM" and preposition(head) == "of"
    if not is_counting and head.head.pos_ == "NUM" and head.dep_ == "nmod" and preposition(head) == "of":
        counting, is_counting = head.head, True
    is_part = is_counting and counting.i != head.i and owner is not None
    if (
        is_part
        and noun_types().get(head.lemma_.lower()) == "person"
        and owner is not None
        and owner.lower_ in {"its", "their", "his", "her"}
    ):
        yield Target(first_of(states_within(sentence, head)), phrase_text(counting), "person", "phrase")  # "100 of its officials"
        return
    name = name_at(sentence, head)
    mention = sentence.actor_at(head.i)
    if head.pos_ == "PROPN" and any(c.dep_ == "compound" and noun_types().get(c.lemma_.lower()) == "vessel" for c in head.children):
        yield Target(first_of(states_within(sentence, head)), head.text, "vessel", "named")  # "the Iranian tanker Aurora"
        return
    if name is not None and not is_state_name(mention, name):
        yield name_target(sentence, name, mention, head, None)
        return
    kind = noun_types().get(head.lemma_.lower()) or noun_types().get(head.lower_)
    christened = next((child for child in head.children if child.dep_ in {"compound", "flat", "appos"} and child.pos_ == "PROPN"), None)
    if christened is None and head.i + 1 < len(head.doc) and head.doc[head.i + 1].pos_ == "PROPN" and sentence.actor_at(head.i + 1) is None:
        christened = head.doc[head.i + 1]
    if kind == "vessel" and christened is not None and mention is None:  # "the Aurora ferry"
        yield Target(first_of(states_within(sentence, head)), christened.text, "vessel", "named")
        return
    is_relative = head.lemma_.lower() in _RELATIVES and owner is not None
    if is_relative and mention is not None and mention.actors[0].person is not None and mention.how in {"person", "role"}:
        mention = None  # "the president's wife" is not the president
    known = list(_mentioned(sentence, head, mention, kind)) if mention is not None else []
    is_whole = mention is not None and mention.head == head.i and mention.end - mention.start == 1
    if known or (mention is not None and mention.how in _STATES_THEMSELVES and (kind in {None, "country"} or is_whole)):
        yield from known
    elif head.lower_ in _INDEFINITE:
        below = {m.actors[0].code for m in sentence.actors if head.i < m.head <= head.right_edge.i and m.actors[0].kind == "state"}
        is_told = head.lower_ == "those" and len(below) == 1  # "those responsible for the repression in Kenya"
        does = head.lower_ == "those" and any(child.dep_ in {"acl", "acl:relcl"} for child in head.children)
        how = "homeless" if does else "vague"  # "those blocking the talks" belong to the state that the document is about
        yield Target(below.pop(), phrase_text(head), "person", "phrase") if is_told else Target(None, head.text, "person", how)
    elif head.pos_ not in {"PRON", "DET", "ADV"}:
        yield from _described(sentence, head, kind, is_actor=mention is not None)


_STATES_THEMSELVES = frozenset({"definite", "pronoun", "name", "capital", "seat", "people", "organisation"})


def _mentioned(sentence: Sentence, head: Token, mention: ActorMention, kind: str | None) -> Iterator[Target]:
    """Yield the actors that the mention at the head stands for, nothing where the phrase says more than the mention ("Russian banks")."""
    actor = mention.actors[0]
    if actor.person is not None and actor.kind in {"person", "state", "group", "organisation"} and mention.how in {"person", "role"}:
        yield Target(known_code(actor.code) or first_of(states_within(sentence, head)), actor.person, "person", mention.how)
    elif actor.kind in {"entity", "vessel", "person"} and mention.how in {"organisation", "model"}:
        yield Target(known_code(actor.code) or first_of(states_within(sentence, head)), actor.name, actor.kind, mention.how)
    elif actor.kind == "organisation" and actor.code == "UNK" and mention.how == "organisation":
        yield Target(None, actor.name, "entity", "organisation")
    elif mention.how == "people" and any(child.dep_ in {"nummod", "amod"} for child in head.children):
        yield Target(actor.code, phrase_text(head), "person", "phrase")
    elif mention.how in _STATES_THEMSELVES and (kind in {None, "country"} or (mention.head == head.i and mention.end - mention.start == 1)):
        for one in mention.actors:
            if one.kind in STATE_KINDS and one.code != "UNK":
                yield Target(one.code, one.name, "country" if one.kind == "state" else "group", mention.how)


def _described(sentence: Sentence, head: Token, kind: str | None, *, is_actor: bool) -> Iterator[Target]:
    """Yield what a noun phrase without a name describes: "17 Russian companies", "Iran's oil exports", "his assets"."""
    if head.lemma_.lower() in _CURRENCIES:
        return
    owner = next((child for child in head.children if child.dep_ == "nmod:poss"), None)
    held_by = sentence.actor_at(owner.i) if owner is not None and kind == "country" else None
    is_held = head.lemma_.lower() in _HOLDINGS
    if is_held and held_by is not None and held_by.actors[0].person is not None:  # "froze his assets"
        yield Target(known_code(held_by.actors[0].code), held_by.actors[0].person, "person", held_by.how)
        return
    if owner is not None and owner.lower_ in {"his", "her", "their", "its"} and is_held:
        yield from _holder_by_pronoun(sentence, head, owner)
        return
    states = [code for code in states_within(sentence, head) if kind != "country" or code not in _BLOCS]
    whose = sentence.actor_at(owner.i) if owner is not None else None
    if not states and whose is not None and whose.actors[0].person is not None and whose.actors[0].code != "UNK":
        states = [whose.actors[0].code]  # "his relatives"
    if head.lemma_.lower() in _UNNAMED_STATES and (head.lemma_.lower() not in {"country", "nation", "state"} or is_open(head)):
        yield Target("UNK", phrase_text(head), "group", "phrase")
        return
    if not states and any(child.lower_ == "western" for child in head.children):
        states = ["WEST"]
    if not states and kind in {None, "sector"}:
        return
    kind = kind or ("country" if is_actor else "sector")
    members = [head, *(child for child in head.children if child.dep_ == "nmod" and preposition(child) == "of")]  # "a network of 12 firms"
    is_counted = head.lower_ in _COUNTS or any(c.dep_ == "nummod" or c.lower_ in _COUNTING for member in members for c in member.children)
    is_described = any(child.dep_ in {"acl", "acl:relcl"} for child in head.children) and not any(
        child.lower_ in {"any", "no", "such"} for child in head.children
    )
    is_known = not is_held or any(child.lower_ in {"the", "these", "those"} for child in head.children)
    is_told = states or is_counted or is_described or (kind == "country" and is_known)
    how = "phrase" if is_told else how_vague(head, kind)
    codes: list[str | None] = [*states] or [None]
    for code in codes:
        yield Target(code, phrase_text(head), kind, how)


def _holder_by_pronoun(sentence: Sentence, head: Token, owner: Token) -> Iterator[Target]:
    """Yield whose assets "its assets" are: the subject that had them frozen, the state the pronoun means; a vague target for anybody else."""
    had = head.head if head.dep_ == "obj" and head.head.lemma_.lower() == "have" else None
    subject = next((child for child in had.children if child.dep_ == "nsubj"), None) if had is not None else None
    if subject is not None:  # "the trader had his assets frozen"
        for member in conjuncts(subject):
            yield from _targets_at(sentence, member)
        return
    mention = sentence.actor_at(owner.i) if owner.lower_ == "its" else None
    states = [actor for actor in mention.actors if actor.kind == "state" and actor.code != "UNK"] if mention is not None else []
    subject = next((child for child in head.head.children if child.dep_ == "nsubj"), None)
    acting = sentence.actor_at(subject.i) if subject is not None else None
    if acting is not None:  # who freezes "its assets" does not mean its own
        states = [actor for actor in states if actor.code not in {other.code for other in acting.actors}]
    for actor in states:
        yield Target(actor.code, actor.name, "country", "pronoun")
    if not states:
        yield Target(None, phrase_text(head), "country", "vague")


_HOLDINGS = frozenset({"asset", "property", "account", "fund", "holding", "money", "cash", "reserve"})
_HOLDING = frozenset({"hold", "own", "control", "belong", "keep"})
_CURRENCIES = frozenset(
    {"franc", "dollar", "euro", "pound", "yen", "rouble", "ruble", "yuan", "crown", "krone", "krona", "rupee", "dinar", "lira"}
)
_UNNAMED_STATES = frozenset({"country", "nation", "state", "buyer", "customer", "purchaser"})


_COUNTING = frozenset({"those", "these", "several", "dozens", "hundreds", "scores"})
# Nouns for measures, which are never what measures hit.
MEASURE_NOUNS = frozenset({"ban", "embargo", "freeze", "sanction", "restriction", "curb"})
_RELATIVES = frozenset({"wife", "husband", "son", "daughter", "brother", "sister", "widow", "aide", "ally", "relative", "cousin", "nephew"})
_INDEFINITE = frozenset({"someone", "somebody", "anyone", "anybody", "those", "others", "anything", "everyone", "one"})


def _meant(head: Token) -> Token:
    """Return the noun that a quantifier stands for: "13 of those companies", "Iran and Syria, both sanctioned"."""
    if head.pos_ in {"NUM", "DET", "PRON", "ADJ"}:
        below = next((child for child in head.children if child.dep_ == "nmod" and preposition(child) == "of"), None)
        if below is not None and below.pos_ in {"NOUN", "PROPN"}:
            return below
        if head.lower_ in {"all", "both", "each", "which", "who", "that"} and head.head.dep_.startswith("acl"):
            return head.head.head
    if head.pos_ == "VERB" and head.lower_.endswith("ing"):  # "a ban on bringing in Kenyan gold", "a limit on what Kenya may charge"
        inside = [child for child in head.children if child.dep_ in {"obj", "obl", "nsubj"} and child.pos_ in {"NOUN", "PROPN"}]
        return inside[0] if inside else head
    if head.lower_ == "names" or (head.lower_ == "name" and head.dep_ == "obj"):  # "added the names of two officials"
        named = next((child for child in head.children if child.dep_ == "nmod" and preposition(child) == "of"), None)
        return named if named is not None else head
    if head.lemma_.lower() in {"number", "handful", "string", "raft", "couple"}:
        counted = next((child for child in head.children if child.dep_ == "nmod" and preposition(child) == "of"), None)
        return counted if counted is not None else head
    if head.lemma_.lower() in {"flight", "call", "travel", "movement", "entry"}:  # "flights by the carrier JAT", "the travel of officials"
        made_by = next((child for child in head.children if child.dep_ == "nmod" and preposition(child) in {"by", "of"}), None)
        return made_by if made_by is not None else head
    if head.lower_ in {"respect", "regard"}:
        return next((child for child in head.children if child.dep_ == "nmod"), head)
    if (
        head.dep_ == "appos"
        and head.pos_ == "NOUN"
        and head.head.pos_ == "PROPN"
        and any(child.dep_ == "acl:relcl" for child in head.children)
    ):
        return head.head
    return head


def _listed_under(sentence: Sentence, head: Token, own: list[Target]) -> Iterator[Target]:
    """Yield the names that stand beside a phrase: "three banks, including A and B", "four ships - A, B, C and D"."""
    kind = own[0].type if own and own[0].type in NAMED_TYPES - {"person"} else None
    code = own[0].code if own else None
    for child in head.subtree:
        beside = child.head.i == head.i and child.dep_ in {"appos", "flat", "nmod:desc", "list"} and child.i > head.i
        beside = beside or (
            child.head.head.i == head.i
            and child.dep_ in {"xcomp", "obj", "obl"}
            and child.head.dep_ == "acl"
            and child.head.lemma_ in {"call", "name", "know", "dub"}
        )
        if not beside and not (child.dep_ in {"nmod", "obl"} and child.i > head.i and preposition(child) in INCLUDING):
            continue
        for member in conjuncts(child):
            name = name_at(sentence, member)
            mention = sentence.actor_at(member.i)
            if (
                child.dep_ == "appos"
                and head.pos_ == "PROPN"
                and member.pos_ == "NOUN"
                and noun_types().get(member.lemma_.lower()) == "person"
            ):
                continue  # "General Hassan, the leader of the army": the army is not hit
            if (
                mention is not None
                and noun_types().get(head.lemma_.lower()) == "country"
                and mention.actors[0].kind == "state"
                and mention.how == "name"
            ):
                yield Target(mention.actors[0].code, mention.actors[0].name, "country", "name")
                continue
            if (
                name is None
                and mention is not None
                and mention.actors[0].kind in {"entity", "vessel"}
                and mention.how in {"organisation", "model"}
            ):
                yield Target(known_code(mention.actors[0].code) or code, mention.actors[0].name, kind or "entity", "listed")
            if name is None or is_state_name(mention, name):
                continue
            listed = name_target(sentence, name, mention, member, kind)
            yield Target(listed.code or code, listed.name, listed.type, "listed")
