"""The tokenizer of the bundled pipeline: spaCy's English rules and one addition.

What lives here: the change of the tokenizer's patterns before they are saved with the pipeline. What must not: text.
"""

from spacy.language import Language
from spacy.util import compile_prefix_regex, compile_suffix_regex

RUNS = (r"[!?]{2,}", r"={2,}", r"\*{2,}", r"_{2,}", r"#{2,}", r"~{2,}", r"-{3,}", r">{2,}", r"<{2,}")
"""Repeated marks are one token, as in the treebanks."""


def add_news_tokens(pipeline: Language) -> None:
    """Make runs of one mark ("====", "!!") one token in the pipeline's tokenizer."""
    defaults = pipeline.Defaults
    pipeline.tokenizer.prefix_search = compile_prefix_regex([*RUNS, *(defaults.prefixes or ())]).search
    pipeline.tokenizer.suffix_search = compile_suffix_regex([*RUNS, *(defaults.suffixes or ())]).search
