"""Numpy batches of words for the encoder.

What lives here: padding word pieces into the five input arrays of the network, and grouping inputs of like length. What must not: the
network itself (network.py) and labels.
"""

from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

from flows.extract.language.pieces import LetterCase, PieceVocabulary, WordPieces

WIDTH_STEP: Final = 2
"""Rows are padded to a multiple of this many pieces: large enough for full batches, small enough to waste little."""
INPUT_NAMES: Final = ("piece_ids", "piece_cases", "piece_mask", "word_positions", "word_mask")


def pad_words(rows: Sequence[Sequence[WordPieces]], vocabulary: PieceVocabulary, width: int = 0) -> dict[str, npt.NDArray[np.int64]]:
    """Return the network's inputs for rows of words, at least `width` pieces wide.

    piece_ids, piece_cases, piece_mask: rows x pieces, with the start piece first and the end piece last; word_positions: rows x words, the
    position of each word's first piece (0 in padding); word_mask: rows x words, 1 for a word.
    """
    lengths = [count_pieces(row) for row in rows]
    height, width = len(rows), max([width, 2, *lengths])
    words = max((len(row) for row in rows), default=0)
    piece_ids = np.full((height, width), vocabulary.padding_id, dtype=np.int64)
    piece_cases = np.full((height, width), int(LetterCase.NONE), dtype=np.int64)
    piece_mask = np.zeros((height, width), dtype=np.int64)
    word_positions = np.zeros((height, words), dtype=np.int64)
    word_mask = np.zeros((height, words), dtype=np.int64)
    for number, row in enumerate(rows):
        ids = [vocabulary.start_id]
        cases = [int(LetterCase.NONE)]
        positions = []
        for word in row:
            pieces = word.ids
            positions.append(len(ids))
            ids += pieces
            cases += (word.case,) * len(pieces)
        ids.append(vocabulary.end_id)
        piece_ids[number, : len(ids)] = ids
        piece_cases[number, : len(cases)] = cases
        piece_mask[number, : len(ids)] = 1
        word_positions[number, : len(row)] = positions
        word_mask[number, : len(row)] = 1
    return dict(zip(INPUT_NAMES, (piece_ids, piece_cases, piece_mask, word_positions, word_mask), strict=True))


def count_pieces(row: Sequence[WordPieces]) -> int:
    """Return the pieces of a row with its start and end piece."""
    return sum([len(word.ids) for word in row]) + 2


def round_up(length: int) -> int:
    """Return the padded length of a row: the next multiple of WIDTH_STEP."""
    return -(-length // WIDTH_STEP) * WIDTH_STEP


def group_lengths(lengths: Sequence[int], budget: int) -> list[list[int]]:
    """Return groups of row numbers of one padded length, shortest first, whose padded size stays within the budget where a row allows it.

    A row is padded by its own length alone, so that its result is the same whatever rows it shares a batch with.
    """
    groups: list[list[int]] = []
    group: list[int] = []
    shared = 0
    for number in sorted(range(len(lengths)), key=lambda position: (round_up(lengths[position]), position)):
        width = round_up(lengths[number])
        if group and (width != shared or width * (len(group) + 1) > budget):
            groups.append(group)
            group = []
        shared = width
        group.append(number)
    if group:
        groups.append(group)
    return groups
