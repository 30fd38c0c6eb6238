"""Returns the language that a text is written in.

Here: detection, and what is done where a text is too short for it. Not here: what becomes of documents in other languages.
"""

from functools import cache

import pycountry
from py3langid.langid import MODEL_FILE, LanguageIdentifier

#: Detection looks at this many characters from the middle of the text: enough for certainty, and past menus in another language.
SAMPLE_CHARACTERS = 20_000
#: Below this probability a detection is checked against the declared language and the commonest English words.
SURE = 0.8
#: Above this probability a declared language is possible.
POSSIBLE = 0.001
#: Texts with fewer letters are not detected at all.
MIN_LETTERS = 12
UNDETERMINED = "und"

#: The commonest words of English prose, which no other language shares more than one or two of.
_ENGLISH_WORDS = "the of and to in that is was for on with as by at from has have had been are its will would said it an this which their"
_ENGLISH = frozenset(_ENGLISH_WORDS.split())


@cache
def _load_identifier() -> LanguageIdentifier:
    """Return the detector, with probabilities that sum to one."""
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def read_declared_language(value: str | None) -> str | None:
    """Return the ISO 639 code in a declared language (`en`, `en-GB`, `English`), two letters where there are two; null where it is none."""
    given = (value or "").strip()
    code = given.replace("_", "-").split("-")[0].lower()
    found = pycountry.languages.get(alpha_2=code) or pycountry.languages.get(alpha_3=code) or pycountry.languages.get(name=given.title())
    return str(getattr(found, "alpha_2", None) or found.alpha_3) if found else None


def detect_language(text: str, declared: str | None = None) -> str:
    """Return the ISO 639-1 code of the language of `text`, `und` where it cannot be told.

    A sure detection counts more than `declared`. An unsure one, as in items of one sentence, yields to the declared language if that is at all
    possible, then to English where at least one word in twelve is among the commonest of English, then stands.
    """
    sample = text
    if len(text) > SAMPLE_CHARACTERS:
        start = (len(text) - SAMPLE_CHARACTERS) // 2
        sample = text[start : start + SAMPLE_CHARACTERS]
    if sum(map(str.isalpha, sample[:2000])) < MIN_LETTERS:
        return declared or UNDETERMINED
    likely = {str(language): float(probability) for language, probability in _load_identifier().rank(sample)}
    language = max(likely, key=lambda code: likely[code])
    if likely[language] >= SURE:
        return language
    if declared and likely.get(declared, 1.0) >= POSSIBLE:
        return declared
    words = sample.lower().split()
    if sum(word.strip(".,;:\"'()") in _ENGLISH for word in words) * 12 >= len(words):
        return "en"
    return language
