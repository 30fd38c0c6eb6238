"""Returns which documents repeat another, word for word or nearly so.

Here: keys of exact repeats, MinHash signatures of near ones, and who is the original. Not here: what becomes of a duplicate.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from hashlib import sha256

import polars as pl
from rensa import RMinHash

#: Permutations of a signature, and bands of the index: 32 bands of 4 rows find pairs of 0.7 resemblance with probability 0.99999.
PERMUTATIONS = 128
BANDS = 32
SEED = 20231208
#: Words of a shingle.
SHINGLE = 4
#: Resemblance (Jaccard, of shingles) from which two documents are near duplicates.
THRESHOLD = 0.7
#: Shorter texts are compared exactly only: two items of one sentence may differ in the one word that matters.
MIN_WORDS = 60

_WORD = re.compile(r"\w+")
SIGNATURES: dict[str, pl.DataType] = {
    "document_id": pl.String(),
    "text_key": pl.String(),
    "signature": pl.List(pl.UInt32()),
}


def sign_documents(clean: pl.DataFrame) -> pl.DataFrame:
    """Return document_id, the key of exact repeats and the MinHash signature of clean documents (null for short ones), in their order.

    Rows of documents that are duplicates already are left out: an original stands for them.
    """
    if "duplicate_of" in clean.columns:
        clean = clean.filter(pl.col("duplicate_of").is_null())
    rows = []
    for document_id, text in clean.select("document_id", "clean_text").iter_rows():
        words = _WORD.findall(text.lower())
        key = sha256(" ".join(words).encode()).hexdigest()[:32]
        rows.append((document_id, key, _sign(words) if len(words) >= MIN_WORDS else None))
    return pl.DataFrame(rows, schema=SIGNATURES, orient="row")


def mark_duplicates(clean: pl.DataFrame, earlier: pl.DataFrame | None = None) -> pl.DataFrame:
    """Return clean documents with `duplicate_of` and `duplicate_kind` (exact, near, null) set anew.

    `earlier` holds signatures (`sign_documents`) of documents that came before, in other batches or runs; a document's own is ignored. Among the
    rows of `clean` an earlier row is the original of a later one, so give them in a stable order. An original is never itself a duplicate.
    """
    signed = sign_documents(clean.with_columns(duplicate_of=pl.lit(None, pl.String())))
    own = set(signed["document_id"])
    index = _Index()
    if earlier is not None:
        for document_id, key, signature in earlier.select(list(SIGNATURES)).iter_rows():
            if document_id not in own:
                index.add(document_id, key, signature)
    found: list[tuple[str | None, str | None]] = []
    for document_id, key, signature in signed.iter_rows():
        original, kind = index.find(key, signature)
        found.append((original, kind))
        if original is None:
            index.add(document_id, key, signature)
    return clean.with_columns(
        pl.Series("duplicate_of", [original for original, _ in found], pl.String()),
        pl.Series("duplicate_kind", [kind for _, kind in found], pl.String()),
    )


class _Index:
    """The originals met so far, by text and by the bands of their signatures."""

    def __init__(self) -> None:
        self._by_key: dict[str, str] = {}
        self._by_band: defaultdict[tuple[int, ...], list[str]] = defaultdict(list)
        self._signatures: dict[str, Sequence[int]] = {}

    def add(self, document_id: str, key: str, signature: Sequence[int] | None) -> None:
        """Remember a document that is no duplicate."""
        self._by_key.setdefault(key, document_id)
        if signature is not None:
            self._signatures[document_id] = signature
            for band in _split_bands(signature):
                self._by_band[band].append(document_id)

    def find(self, key: str, signature: Sequence[int] | None) -> tuple[str | None, str | None]:
        """Return the original of a document and how closely it is repeated; nulls where it is the first of its kind."""
        if original := self._by_key.get(key):
            return original, "exact"
        if signature is None:
            return None, None
        candidates = dict.fromkeys(other for band in _split_bands(signature) for other in self._by_band.get(band, ()))
        likeness = {other: _estimate_resemblance(signature, self._signatures[other]) for other in candidates}
        best = max(likeness, key=lambda other: likeness[other], default=None)
        return (best, "near") if best is not None and likeness[best] >= THRESHOLD else (None, None)


def _sign(words: Sequence[str]) -> list[int]:
    """Return the MinHash signature of the shingles of a text."""
    sketch = RMinHash(PERMUTATIONS, SEED)
    sketch.update(sorted({" ".join(words[start : start + SHINGLE]) for start in range(len(words) - SHINGLE + 1)}))
    return list(sketch.digest())


def _split_bands(signature: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """Yield the bands of a signature, each led by its number."""
    rows = PERMUTATIONS // BANDS
    for band in range(BANDS):
        yield (band, *signature[band * rows : (band + 1) * rows])


def _estimate_resemblance(one: Sequence[int], other: Sequence[int]) -> float:
    """Return the share of equal values in two signatures, which estimates the Jaccard resemblance of the shingles."""
    return sum(a == b for a, b in zip(one, other, strict=True)) / PERMUTATIONS
