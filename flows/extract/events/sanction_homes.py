"""The states that a noun phrase says something belongs to: "17 Russian companies", "judges of Iran", "UAE-based traders".

Here: from the head of a noun phrase to codes. Not here: what the phrase itself is (sanction_targets).
"""

from functools import cache

from spacy.tokens import Token

from flows.extract.events.sanction_codes import authority_codes
from flows.extract.language.syntax import conjuncts, preposition
from flows.extract.sentences import Sentence
from flows.seeds import read_yaml

# Kinds of actor that a state's code stands on: a body or person of that state says where a thing belongs as well.
STATE_KINDS = frozenset({"state", "organisation", "group", "region"})
_INSIDE = frozenset(
    {"of", "in", "from", "across", "at", "inside", "within", "throughout", "by", "aboard", "on", "under", "close to", "linked to", "near"}
)
_BASED = frozenset(
    {
        "base",
        "locate",
        "headquarter",
        "register",
        "operate",
        "link",
        "tie",
        "own",
        "control",
        "affiliate",
        "connect",
        "incorporate",
        "flag",
        "run",
        "associate",
        "involve",
        "close",
        "make",
        "produce",
        "refine",
        "derive",
        "originate",
        "mine",
        "bind",
        "bound",
        "destine",
    }
)


_TIMES = frozenset({"time", "era", "day", "period", "year", "rule", "century"})  # "a bank from Soviet times" is no Soviet bank


@cache
def _flows() -> frozenset[str]:
    return frozenset(read_yaml("lexicons/sanction_targets.yml")["flows"])


def states_within(sentence: Sentence, head: Token, depth: int = 0) -> list[str]:
    """Return the codes of the states that a noun phrase says it belongs to, nearest first, coordinated ones together."""
    if depth > 5:
        return []
    direct: dict[str, None] = {}
    for child in head.children:
        if child.dep_ in {"amod", "compound", "nmod:poss", "flat", "nmod:desc", "nmod:unmarked", "nummod"}:
            for member in conjuncts(child):
                direct.update(
                    dict.fromkeys(
                        codes_at(sentence, member) or (states_within(sentence, member, depth + 1) if member.dep_ != "conj" else [])
                    )
                )
    if direct:
        return _states_abroad(sentence, head, direct, depth) or list(direct)
    own = sentence.actor_at(head.i)
    if depth and own is not None:
        return codes_at(sentence, head)
    wanted = _INSIDE | ({"to", "with", "for", "into"} if head.lemma_.lower() in _flows() else frozenset())
    for child in sorted(head.children, key=lambda token: preposition(token) not in {"to", "with"}):
        if child.dep_ in {"nmod", "obl"} and preposition(child) in wanted and child.lemma_.lower() not in _TIMES:
            codes = [
                code for member in conjuncts(child) for code in (codes_at(sentence, member) or states_within(sentence, member, depth + 1))
            ]
            if codes:
                return list(dict.fromkeys(codes))
        if child.dep_ in {"acl", "acl:relcl", "amod"} and child.lemma_.lower() in _BASED:
            codes = [
                code
                for argument in child.children
                for code in (codes_at(sentence, argument) or states_within(sentence, argument, depth + 1))
            ] or _states_after(sentence, child)
            if codes:
                return list(dict.fromkeys(codes))
    if own is not None and not depth:
        return codes_at(sentence, head)
    if head.lemma_.lower() in _flows() and not depth:  # "deliveries of war materiel to Belarus"
        return [
            code
            for part in head.subtree
            if part.dep_ == "nmod" and preposition(part) in {"to", "with"}
            for code in codes_at(sentence, part)
        ]
    return []


_PLACE_REACH = 5


def _states_after(sentence: Sentence, participle: Token) -> list[str]:
    """Return the state right after "based in" and the like, where the parser hangs it on another word."""
    after = next((m for m in sentence.actors if participle.i < m.head <= participle.i + _PLACE_REACH), None)
    return codes_at(sentence, sentence.doc[after.head]) if after is not None and participle.doc[participle.i + 1].pos_ == "ADP" else []


def _states_abroad(sentence: Sentence, head: Token, owners: dict[str, None], depth: int) -> list[str]:
    """Return the states that a power's own trade or travel goes to: "American investment in Kenya" is a matter of Kenya."""
    if head.lemma_.lower() not in _flows() or not set(owners) <= authority_codes():
        return []
    places = [child for child in head.children if child.dep_ in {"nmod", "obl"} and preposition(child) in {"in", "to", "with"}]
    found = [
        code
        for child in places
        for member in conjuncts(child)
        for code in codes_at(sentence, member) or states_within(sentence, member, depth + 1)
    ]
    return list(dict.fromkeys(found))


def codes_at(sentence: Sentence, token: Token) -> list[str]:
    """Return the codes of the actors that stand at the token itself, pronouns left out."""
    mention = sentence.actor_at(token.i)
    if mention is None or mention.how == "pronoun":
        return []
    return [actor.code for actor in mention.actors if actor.code != "UNK" and actor.kind in STATE_KINDS | {"entity", "vessel", "person"}]
