"""Sentences, the bundled model, trigger scan and frames.

`split_sentences` needs no model; `load_model` returns the bundled spaCy pipeline, loaded once per process.
"""

from flows.extract.language.model import load_model
from flows.extract.language.sentences import split_sentences

__all__ = ["load_model", "split_sentences"]
