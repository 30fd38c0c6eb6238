"""Word pieces of words: what the network reads for each spaCy token.

What lives here: the piece ids of one word, its letter-case class, and the cutting of a token list into stretches the encoder can read.
What must not: numpy batches (batches.py) and the network (network.py). Training reads words through the same code.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path
from typing import Final

from tokenizers import Tokenizer

LONGEST_WORD: Final = 8
"""Pieces kept of one word: enough for any name, and a URL cannot fill the encoder's window."""
CACHE_SIZE: Final = 60_000
PLAIN_CHARACTERS: Final = str.maketrans({"“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "`": "'", "…": "."})


class LetterCase(IntEnum):
    """Letter-case class of a word; the uncased encoder learns one vector for each."""

    NONE = 0
    LOWER = 1
    TITLE = 2
    UPPER = 3
    SINGLE_UPPER = 4
    MIXED = 5
    NUMBER = 6
    LETTERS_AND_DIGITS = 7
    SYMBOL = 8


def classify_case(word: str) -> LetterCase:
    """Return the letter-case class of a word: "Iran" TITLE, "U.S." UPPER, "F-16" LETTERS_AND_DIGITS, "2022" NUMBER, "," SYMBOL."""
    has_digit = any(character.isdigit() for character in word)
    letters = [character for character in word if character.isalpha()]
    if has_digit:
        return LetterCase.LETTERS_AND_DIGITS if letters else LetterCase.NUMBER
    if not letters:
        return LetterCase.SYMBOL
    if all(not letter.isupper() for letter in letters):
        return LetterCase.LOWER
    if all(not letter.islower() for letter in letters):
        return LetterCase.SINGLE_UPPER if len(letters) == 1 else LetterCase.UPPER
    return LetterCase.TITLE if letters[0].isupper() and not any(letter.isupper() for letter in letters[1:]) else LetterCase.MIXED


@dataclass(frozen=True, slots=True)
class WordPieces:
    """One word as the encoder reads it: piece ids (at least one, at most LONGEST_WORD) and the letter-case class of the word."""

    ids: tuple[int, ...]
    case: int


class PieceVocabulary:
    """Piece ids of words by one tokenizer file; words are remembered, so frequent words cost one look-up."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        tokenizer.no_truncation()
        tokenizer.no_padding()
        self._tokenizer = tokenizer
        self._known: dict[str, WordPieces] = {}
        self.start_id = _special_id(tokenizer, "[CLS]")
        self.end_id = _special_id(tokenizer, "[SEP]")
        self.unknown_id = _special_id(tokenizer, "[UNK]")
        self.padding_id = _special_id(tokenizer, "[PAD]")

    @classmethod
    def read(cls, path: Path) -> "PieceVocabulary":
        """Return the vocabulary of a `tokenizer.json` file."""
        return cls(Tokenizer.from_file(str(path)))

    def encode_word(self, word: str) -> WordPieces:
        """Return the pieces of one word; a word that yields none (a lone control character) becomes the unknown piece."""
        known = self._known.get(word)
        if known is None:
            ids = self._tokenizer.encode(word.translate(PLAIN_CHARACTERS), add_special_tokens=False).ids[:LONGEST_WORD]
            known = WordPieces(tuple(ids) or (self.unknown_id,), int(classify_case(word)))
            if len(self._known) >= CACHE_SIZE:
                self._known.clear()
            self._known[word] = known
        return known

    def encode_words(self, words: Sequence[str]) -> list[WordPieces]:
        """Return the pieces of each word, in order."""
        return [self.encode_word(word) for word in words]


def _special_id(tokenizer: Tokenizer, piece: str) -> int:
    """Return the id of a special piece, or raise ValueError naming the piece the tokenizer lacks."""
    found = tokenizer.token_to_id(piece)
    if found is None:
        raise ValueError(f"the tokenizer has no {piece} piece: it is not a BERT word-piece tokenizer")
    return int(found)


def cut_at_limit(lengths: Sequence[int], limit: int) -> list[tuple[int, int]]:
    """Return (start, end) word ranges, each of at most `limit` pieces, that cover all words in order; a single longer word stands alone."""
    ranges: list[tuple[int, int]] = []
    start, used = 0, 0
    for position, length in enumerate(lengths):
        if used and used + length > limit:
            ranges.append((start, position))
            start, used = position, 0
        used += length
    if lengths:
        ranges.append((start, len(lengths)))
    return ranges
