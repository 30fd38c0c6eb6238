"""Clean documents in, event rows out: `extract` is the verb, `extractor_version` says which version of it ran.

The names are loaded on first use: spaCy imports this package for its entry points, and must not pay for polars and the rules.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from flows.extract.batches import extract
    from flows.extract.version import extractor_version

__all__ = ["extract", "extractor_version"]


def __getattr__(name: str) -> Any:
    """Return `extract` or `extractor_version`, loading its module."""
    if name == "extract":
        from flows.extract.batches import extract

        return extract
    if name == "extractor_version":
        from flows.extract.version import extractor_version

        return extractor_version
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
