"""The states that impose most sanctions and those that most sanctions hit, by code.

Here: the lists of `seeds/lexicons/sanction_authorities.yml`. Not here: who stands for a power in a text (sanction_powers).
"""

from functools import cache

from flows.seeds import read_yaml


@cache
def authority_codes() -> frozenset[str]:
    """Return the codes of the powers that impose most sanctions; others do so only where the text says it in full."""
    return frozenset(read_yaml("lexicons/sanction_authorities.yml")["codes"])


@cache
def usual_targets() -> frozenset[str]:
    """Return the codes of the states that most sanctions hit."""
    return frozenset(read_yaml("lexicons/sanction_authorities.yml")["targets"])
