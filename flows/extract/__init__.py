"""Clean documents in, event rows out: `extract` is the verb, `extractor_version` says which version of it ran."""

from flows.extract.batches import extract
from flows.extract.version import extractor_version

__all__ = ["extract", "extractor_version"]
