"""Fit the weights of an event's confidence on annotated documents, cross-validated by document.

    python -m training.calibrate --gold ../shared/gold/dev --gold ../shared/gold/items --gold ../shared/gold/more

prints the reliability table (confidence against the share of rows whose core fields are right, each row rated by a model that never saw its
document) and writes `seeds/confidence.yml`. Rows that hit an optional event with other core fields are left out, as in scoring.

Rules are written with those documents in view, so that they are right there more often than on new text. With `--unseen FOLDER` the constant is
moved until the mean confidence of the rows of that folder, which nobody who writes rules has read, is the share of them that is right.
"""

import argparse
import hashlib
import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import polars as pl
import yaml
from numpy.typing import NDArray

from flows.clean import clean
from flows.evaluate.gold import read_gold
from flows.evaluate.rows import name_document, statements_of
from flows.evaluate.scores import pair_up
from flows.evaluate.statements import Statement
from flows.evaluate.tables import TABLES
from flows.extract.confidence import event_features
from flows.extract.document import DocumentText, extract_events, parse_documents
from flows.extract.language import load_model
from flows.extract.merge import Event
from flows.extract.tables import RowCollector, Stamp
from flows.ingest import ingest
from flows.ingest.sources import resolve_source

FOLDS = 10
PENALTY = 1.0
BINS = (0.0, 0.3, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Rated:
    """One extracted row: its document, its features, and whether its core fields are right."""

    document: str
    features: dict[str, float]
    is_right: bool


def read_documents(folder: str) -> Iterator[DocumentText]:
    """Yield the clean English documents of a folder as the pipeline would extract them."""
    for raw, _ in ingest(resolve_source(folder), datetime.now(UTC)):
        documents, _ = clean(raw)
        for row in documents.filter(pl.col("language") == "en").iter_rows(named=True):
            yield DocumentText(name_document(row["source_uri"]), row["clean_text"], row["published_at"], row["title"])


def rate_rows(folder: str) -> Iterator[Rated]:
    """Yield every row extracted from an annotated folder with its features and whether it is right."""
    gold = read_gold(Path(folder))
    nlp = load_model()
    documents = [document for document in read_documents(folder) if document.document_id in gold]
    for document, sentences in zip(documents, parse_documents(documents, nlp), strict=True):
        events = extract_events(sentences, document.published, document.title)
        collector = RowCollector(Stamp("calibration", "calibration", datetime.now(UTC)))
        collector.add_document(document.document_id, document.text, events)
        yield from _judge(document.document_id, collector, events, gold[document.document_id])


def _judge(name: str, collector: RowCollector, events: Sequence[Event], gold: Sequence[Statement]) -> Iterator[Rated]:
    rows = {table: list(values) for table, values in collector.rows.items()}
    rows["documents"] = [{"document_id": name, "source_uri": f"{name}.txt"}]
    statements = statements_of(rows, [name])[name]
    ordered = [event for table in TABLES.values() for event in events if event.best.kind == table]
    pairs, repeats = pair_up(statements, gold)
    paired = {pair.row: pair for pair in pairs}
    for index, (event, _) in enumerate(zip(ordered, statements, strict=True)):
        pair = paired.get(index)
        if pair is not None and gold[pair.gold].is_optional and not pair.is_core:
            continue
        yield Rated(name, event_features(event), index in repeats or (pair is not None and pair.is_core))


def tabulate(rows: Sequence[Rated], names: Sequence[str]) -> tuple[Floats, Floats]:
    """Return the features of the rows as a matrix with a column a name, and whether each row is right, as 0 or 1."""
    matrix = np.array([[row.features.get(name, 0.0) for name in names] for row in rows])
    return matrix, np.array([float(row.is_right) for row in rows])


def fit(features: Floats, right: Floats, penalty: float = PENALTY, steps: int = 30) -> Floats:
    """Return the weights of a logistic regression with an L2 penalty, by Newton's method; the first column is the constant."""
    weights = np.zeros(features.shape[1])
    shrink = np.full(features.shape[1], penalty)
    shrink[0] = 1e-6
    for _ in range(steps):
        rated = 1 / (1 + np.exp(-features @ weights))
        gradient = features.T @ (rated - right) + shrink * weights
        curvature = (features * (rated * (1 - rated))[:, None]).T @ features + np.diag(shrink)
        weights -= np.linalg.solve(curvature, gradient)
    return weights


def cross_validate(rows: Sequence[Rated], matrix: Floats, right: Floats) -> Floats:
    """Return the confidence of each row by a model fitted without the rows of its document's fold."""
    folds = np.array([int(hashlib.sha256(row.document.encode()).hexdigest(), 16) % FOLDS for row in rows])
    rated = np.zeros(len(rows))
    for fold in range(FOLDS):
        held = folds == fold
        rated[held] = 1 / (1 + np.exp(-matrix[held] @ fit(matrix[~held], right[~held])))
    return rated


def move_constant(weights: Floats, features: Floats, right: Floats, reach: float = 20.0, steps: int = 60) -> Floats:
    """Return the weights with the constant moved, by halving the interval, until the mean confidence of the rows is the share that is right."""
    low, high = -reach, reach
    rest = features @ weights
    for _ in range(steps):
        middle = (low + high) / 2
        is_above = (1 / (1 + np.exp(-(rest + middle)))).mean() > right.mean()
        low, high = (low, middle) if is_above else (middle, high)
    moved = weights.copy()
    moved[0] += (low + high) / 2
    return moved


def describe(rated: Floats, right: Floats) -> str:
    """Return the reliability table, the Brier score, and the chance that a right row is rated above a wrong one."""
    lines = ["| confidence | rows | mean confidence | right |", "|---|---|---|---|"]
    for low, high in itertools.pairwise(BINS):
        inside = (rated >= low) & (rated < high)
        if inside.any():
            lines.append(f"| {low:.1f} to {high:.1f} | {inside.sum()} | {rated[inside].mean():.2f} | {right[inside].mean():.2f} |")
    above = np.subtract.outer(rated[right == 1], rated[right == 0])
    area = ((above > 0) + 0.5 * (above == 0)).mean()
    lines.append("")
    lines.append(
        f"Brier score {((rated - right) ** 2).mean():.3f} (always the mean: {(right.mean() * (1 - right.mean())):.3f}), area under the curve {area:.3f}"
    )
    return "\n".join(lines)


def main() -> None:
    """Fit, print the reliability table and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", action="append", required=True, help="a folder of annotated documents; may be given several times")
    parser.add_argument("--out", type=Path, default=Path("seeds/confidence.yml"))
    parser.add_argument("--unseen", help="a folder of annotated documents that no rule was written for; moves the constant")
    arguments = parser.parse_args()
    rows = [row for folder in arguments.gold for row in rate_rows(folder)]
    names = ["constant", *sorted({name for row in rows for name in row.features} - {"constant"})]
    matrix, right = tabulate(rows, names)
    print(f"{len(rows)} rows of {len({row.document for row in rows})} documents, {right.mean():.3f} of them right\n")
    print(describe(cross_validate(rows, matrix, right), right))
    fitted = fit(matrix, right)
    if arguments.unseen:
        others = list(rate_rows(arguments.unseen))
        unseen, unseen_right = tabulate(others, names)
        fitted = move_constant(fitted, unseen, unseen_right)
        print(
            f"\n{len(others)} rows of {len({row.document for row in others})} unseen documents, {unseen_right.mean():.3f} of them right\n"
        )
        print(describe(1 / (1 + np.exp(-unseen @ fitted)), unseen_right))
    weights = {name: round(float(weight), 3) for name, weight in zip(names, fitted, strict=True)}
    head = (
        "# Weights of an event's confidence (flows/extract/confidence.py), fitted by `python -m training.calibrate`; do not edit by hand.\n"
    )
    arguments.out.write_text(head + yaml.safe_dump({"weights": weights}, sort_keys=False), encoding="utf-8")


if __name__ == "__main__":
    main()
