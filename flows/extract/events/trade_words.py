"""The word lists of `seeds/lexicons/trade_words.yml`, and whether a token is on one of them.

Here: reading the lists. Not here: what follows from a word; the modules trade_*.py beside this one say so.
"""

from functools import cache

from spacy.tokens import Token

from flows.seeds import read_yaml


@cache
def trade_words(kind: str) -> frozenset[str]:
    """Return the words of one list of the lexicon."""
    return frozenset(str(word) for word in read_yaml("lexicons/trade_words.yml")[kind])


def is_word(token: Token, *kinds: str) -> bool:
    """Return whether the token's lemma or its form in lower case is on one of the lists."""
    return any(token.lemma_.lower() in trade_words(kind) or token.lower_ in trade_words(kind) for kind in kinds)


@cache
def state_prefixes() -> dict[str, str]:
    """Return the state that each prefix such as "sino" stands for, as ISO alpha-3 code."""
    return {str(prefix): str(code) for prefix, code in read_yaml("lexicons/trade_words.yml")["prefixes"].items()}
