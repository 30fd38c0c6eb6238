"""Several targets of one phrase: what belongs to which, what only describes another, whose state the others share.

Here: lists of targets and of the heads they are read from. Not here: what one phrase names (sanction_targets).
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from flows.extract.events.sanction_names import NAMED_TYPES, Target
from flows.extract.language.syntax import conjuncts
from flows.extract.sentences import Sentence


def with_likewise(sentence: Sentence, heads: Iterable[int]) -> Iterator[int]:
    """Yield the heads, and what the parser coordinates with a part of a name instead of its head: "on commander A B and on six firms"."""
    for i in heads:
        yield i
        parts = [child for child in sentence.doc[i].children if child.dep_ == "flat" and child.i > i]
        yield from (other.i for part in parts for other in conjuncts(part) if other.i != part.i and other.pos_ in {"NOUN", "PROPN"})


def without_appositions(sentence: Sentence, targets: Iterable[Target]) -> Iterator[Target]:
    """Yield the targets without what only describes the name before it: "Norne Bank, Kenya's largest lender, and Sund Shipping, a carrier"."""
    previous: Target | None = None
    for target in targets:
        is_named = previous is not None and previous.type in NAMED_TYPES and previous.how not in {"phrase", "vague", "homeless"}
        if is_named and target.how == "phrase" and target.type in NAMED_TYPES and _is_between_commas(sentence, target.name):
            continue
        previous = target
        yield target


def _is_between_commas(sentence: Sentence, phrase: str) -> bool:
    """Return whether a phrase in the singular follows a comma: "Norne Bank, a lender,"."""
    found = re.search(rf", (?:an? |the )?{re.escape(phrase)}", sentence.text)
    if found is None:
        return False
    inside = [token for token in sentence.doc if found.start() < token.idx < found.end()]
    nouns = [token for token in inside if token.pos_ in {"NOUN", "PROPN"}]
    return bool(nouns) and "Plur" not in nouns[-1].morph.get("Number", []) and not any(token.pos_ == "NUM" for token in inside)


def at_home_together(targets: Iterable[Target]) -> Iterator[Target]:
    """Yield the targets; a described one without a state has that of the one before: "four Kenyan firms and their senior executives"."""
    code = None
    for target in targets:
        if target.code is None and code is not None and target.how in {"phrase", "homeless"}:
            yield replace(target, code=code, how="phrase")
        else:
            yield target
        code = target.code or code


def is_short_for(name: str, other: str) -> bool:
    """Return whether a name is the initials of another: "NDA" of "National Defence Agency"."""
    initials = "".join(word[0] for word in other.split() if word[:1].isupper())
    return name.isupper() and name != other and len(name) > 1 and initials == name
