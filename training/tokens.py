"""The tokenizer of the bundled pipeline: spaCy's English rules and a few additions.

What lives here: the change of the tokenizer's patterns before they are saved with the pipeline. What must not: text.
"""

import re

from spacy.language import Language
from spacy.symbols import ORTH
from spacy.util import compile_prefix_regex, compile_suffix_regex

RUNS = (r"[!?]{2,}", r"={2,}", r"\*{2,}", r"_{2,}", r"#{2,}", r"~{2,}", r"-{3,}", r">{2,}", r"<{2,}")
"""Repeated marks are one token, as in the treebanks."""
CLOCK = r"(?<=\d:\d\d)(?:AM|PM|am|pm)"
MARK_AFTER_DESIGNATION = r"(?<=\d[A-Z])\."
"""The full stop after "F-16C" ends a sentence; spaCy reads a single capital before a stop as an abbreviation."""
TELEPHONE = re.compile(r"(?:1-)?(?:\d{3}-)?\d{3}-\d{4}$")
WHOLE = ("Lt.", "Ft.", "etc.", "e-mail", "E-mail", "e-mails", "E-mails")
PARTS = (("and", "/", "or"),)


def add_news_tokens(pipeline: Language) -> None:
    """Make the pipeline's tokenizer keep runs of one mark, telephone numbers and a few words whole, and part hours from am and pm."""
    defaults = pipeline.Defaults
    pipeline.tokenizer.prefix_search = compile_prefix_regex([*RUNS, *(defaults.prefixes or ())]).search
    pipeline.tokenizer.suffix_search = compile_suffix_regex([*RUNS, CLOCK, MARK_AFTER_DESIGNATION, *(defaults.suffixes or ())]).search
    pipeline.tokenizer.token_match = TELEPHONE.match
    for word in WHOLE:
        pipeline.tokenizer.add_special_case(word, [{ORTH: word}])
    for parts in PARTS:
        pipeline.tokenizer.add_special_case("".join(parts), [{ORTH: part} for part in parts])
