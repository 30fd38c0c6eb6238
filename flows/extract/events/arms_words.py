"""The words of `seeds/lexicons/arms_words.yml` that the reading of arms transfers turns on.

Here: reading the file once. Not here: what a word means; the module that asks for a list says so.
"""

from functools import cache
from typing import Any

from flows.seeds import read_yaml


@cache
def _lexicon() -> dict[str, Any]:
    return dict(read_yaml("lexicons/arms_words.yml"))


@cache
def arms_words(name: str) -> frozenset[str]:
    """Return the words of one list. Raises KeyError where the file has no such list."""
    return frozenset(_lexicon()[name])


@cache
def exporter_ranks() -> dict[str, int]:
    """Return the rank of each arms exporter by its code, 0 for the largest."""
    return {code: rank for rank, code in enumerate(_lexicon()["exporters"])}


@cache
def donors_to(recipient: str) -> frozenset[str]:
    """Return the codes of those whose deliveries to the recipient are aid unless the text says otherwise, empty for most recipients."""
    return frozenset(_lexicon()["donors"].get(recipient, ()))


@cache
def home_of_institution(noun: str) -> str | None:
    """Return the code of the state whose body a bare noun means where the document names no other ("Congress"), null for most nouns."""
    found = _lexicon()["institution_homes"].get(noun)
    return None if found is None else str(found)


@cache
def craft_categories() -> dict[str, frozenset[str]]:
    """Return the general nouns that may point back to a weapon, each with the categories it can mean; an empty set means any."""
    return {noun: frozenset(categories) for noun, categories in _lexicon()["craft"].items()}
