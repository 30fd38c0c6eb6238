"""Who acts in the clause of a word: a name in another place of that clause does not stand for the one who acts.

Here: syntax alone. Not here: what words stand for (coreference, pronouns).
"""

from spacy.tokens import Doc, Token

from flows.extract.mentions.actor_memory import ActorMemory
from flows.extract.mentions.types import ActorMention


def acting_tokens(token: Token) -> set[int]:
    """Return the subject of the token's clause and the owners of what the token is part of: "Peru's exports to it", "Peru sold it tanks"."""
    if not token.doc.has_annotation("DEP"):
        return set()
    path = [token]
    while path[-1].head.i != path[-1].i and not (path[-1] is not token and _ends_clause(path[-1])):
        path.append(path[-1].head)
    acting = {child.i for step in path[1:] for child in step.children if child.dep_.startswith("nsubj") or child.dep_ == "nmod:poss"}
    acting |= {child.i for i in set(acting) for child in token.doc[i].children if child.dep_ == "nmod:poss"}
    return acting - {step.i for step in path}


def _ends_clause(token: Token) -> bool:
    """Return whether the clause goes no higher: a predicate with a subject of its own; "Peru denied arming it" is one clause."""
    return token.dep_ == "root" or any(child.dep_.startswith("nsubj") for child in token.children)


def acting_codes(noun: Token, mentions: list[ActorMention], memory: ActorMemory) -> set[str]:
    """Return the codes of those who act in the noun's own clause: in "Peru sold the country tanks" the country is not Peru.

    So does whoever owns what the noun is part of: "Peru's exports to the country", "its imports from the country".
    """
    acting = acting_tokens(noun)
    codes = {a.code for m in mentions if m.start < noun.i and (m.head in acting or acting & set(range(m.start, m.end))) for a in m.actors}
    if any(noun.doc[i].lower_ in {"its", "it"} for i in acting) and not codes:
        topic = memory.latest(frozenset({"state", "organisation"}))
        codes |= {topic.code} if topic is not None else set()
    return codes


def is_bare(doc: Doc, i: int) -> bool:
    """Return whether nothing after the noun says which one is meant."""
    return i + 1 >= len(doc) or doc[i + 1].lower_ not in {"of", "that", "which", "where", "whose"}
