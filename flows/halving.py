"""A batch whose worker died: cut in halves, put together again, and given up where it is one document.

Here: what happens to the files. Not here: who works on the pieces (pipeline.py). A piece is a batch with a folder of its own; its parent's
hand-overs are made from those of its two halves, so that nobody later can tell.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path

import polars as pl

from flows.batches import REJECTS, Batch, RunContext
from flows.handover import hand_over, hash_key, read_handed_over, write_whole
from flows.ingest.items import Item
from schemas.registry import EXTRACTED_TABLES, find_table
from schemas.rejects import Reject, build_rejects

#: The stages of each step, in order.
STAGES = {"read": ("ingest", "clean"), "extract and validate": ("extract", "validate")}
#: The tables that each stage hands over, besides rejects.
_TABLES = {
    "ingest": ("raw_documents",),
    "clean": ("clean_documents",),
    "extract": EXTRACTED_TABLES,
    "validate": ("documents", *EXTRACTED_TABLES),
}


#: How often a run has to have died in a batch before the batch is done in a process of its own, and in halves where that dies as well.
MOST_DEATHS = 2


@contextmanager
def note_attempt(batch: Batch, step: str) -> Iterator[None]:
    """Count a death of this process for the batch unless the block ends, in whatever way: only a process that dies leaves the count there."""
    path = _count_file(batch, step)
    write_whole(path, str(count_deaths(batch, step) + 1).encode())
    try:
        yield
    finally:
        path.unlink(missing_ok=True)


def count_deaths(batch: Batch, step: str) -> int:
    """Return how often the process of this run died while it worked on a step of a batch."""
    try:
        return int(_count_file(batch, step).read_text())
    except (FileNotFoundError, ValueError):
        return 0


def _count_file(batch: Batch, step: str) -> Path:
    return batch.folder / f".deaths-{step.partition(' ')[0]}"


def count_documents(batch: Batch, step: str) -> int:
    """Return how many documents a batch has for a step."""
    return len(batch.items) if step == "read" else len(read_handed_over(batch.folder / "unique")["clean_documents"])


def halve(batch: Batch, step: str) -> tuple[Batch, Batch]:
    """Return the halves of a batch of two documents or more, in folders of their own under its folder."""
    middle = count_documents(batch, step) // 2
    if step == "read":
        return _take(batch, batch.items[:middle]), _take(batch, batch.items[middle:])
    unique = read_handed_over(batch.folder / "unique")["clean_documents"]
    halves = (unique.head(middle), unique.slice(middle))
    made = tuple(replace(batch, folder=batch.folder / "halves" / hash_key(*half["document_id"])) for half in halves)
    for piece, half in zip(made, halves, strict=True):
        hand_over(piece.folder, "unique", partial(dict, clean_documents=half))
    return made[0], made[1]


def _take(batch: Batch, items: tuple[Item, ...]) -> Batch:
    """Return a batch of some of the items."""
    return replace(batch, items=items, folder=batch.folder / "halves" / hash_key(*(item.fingerprint for item in items)))


def join(batch: Batch, halves: Sequence[Batch], step: str) -> None:
    """Hand over what the halves handed over, as the batch's own."""
    for stage in STAGES[step]:
        hand_over(batch.folder, stage, partial(_concat, [piece.folder / stage for piece in halves]))


def _concat(folders: Sequence[Path]) -> Mapping[str, pl.DataFrame]:
    """Return the tables of several hand-overs, one under the other."""
    parts = [read_handed_over(folder) for folder in folders]
    return {name: pl.concat([part[name] for part in parts]) for name in parts[0]}


def give_up(batch: Batch, step: str, context: RunContext) -> bool:
    """Hand over the first stage of the step that is missing as one rejected document; return whether any was.

    The batch has one document, and every attempt at that stage killed the process that made it.
    """
    missing = [stage for stage in STAGES[step] if not (batch.folder / stage).is_dir()]
    if missing:
        hand_over(batch.folder, missing[0], partial(_reject, batch, step, missing[0], context))
    return bool(missing)


def _reject(batch: Batch, step: str, stage: str, context: RunContext) -> Mapping[str, pl.DataFrame]:
    """Return the tables of a stage without rows, and why."""
    if step == "read":
        (item,) = batch.items
        key, document_id = item.uri, None
    else:
        document = read_handed_over(batch.folder / "unique")["clean_documents"]
        key = document_id = document["document_id"].item()
    reject = Reject(
        stage=stage,
        table_name="documents",
        record_key=key,
        document_id=document_id,
        check_name="document_does_not_kill_its_worker",
        failure_case=f"{stage} ended its process",
        message=(
            "every worker process that read this document died, perhaps for want of memory: give workers more of it, "
            "or report the document, and run again"
        ),
    )
    tables = {name: find_table(name).empty() for name in _TABLES[stage]}
    return {**tables, REJECTS: build_rejects([reject], context.run_id, context.started_at)}
