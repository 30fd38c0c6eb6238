"""Gold documents and event tables in, scores out: how well the tables say what a reader found."""

from flows.evaluate.frozen import Change, compare, freeze, read_frozen
from flows.evaluate.gold import read_gold
from flows.evaluate.rows import statements_of
from flows.evaluate.scores import Scores, score
from flows.evaluate.summary import describe_changes, describe_scores
from flows.evaluate.tables import COLUMNS, TABLES

__all__ = [
    "COLUMNS",
    "TABLES",
    "Change",
    "Scores",
    "compare",
    "describe_changes",
    "describe_scores",
    "freeze",
    "read_frozen",
    "read_gold",
    "score",
    "statements_of",
]
