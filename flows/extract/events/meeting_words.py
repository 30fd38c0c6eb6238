"""The word lists of meetings, `seeds/lexicons/meetings.yml`.

Here: reading them. Not here: what the words mean where they stand.
"""

from functools import cache

from spacy.tokens import Token

from flows.seeds import read_yaml


@cache
def meeting_words(key: str) -> frozenset[str]:
    """Return one list of `seeds/lexicons/meetings.yml`."""
    return frozenset(read_yaml("lexicons/meetings.yml")[key])


@cache
def codes_of_groups() -> dict[str, str]:
    """Return the bodies that the adjective before "colleagues" stands for: "his European counterparts"."""
    return dict(read_yaml("lexicons/meetings.yml")["colleagues_of"])


def party_noun(token: Token) -> str:
    """Return the noun in small letters and singular, also where a capital made the tagger take a plural for a name: "Envoys of Malta"."""
    lemma = token.lemma_.lower()
    return lemma.removesuffix("s") if token.pos_ == "PROPN" and lemma == token.lower_ and lemma.endswith("s") else lemma
