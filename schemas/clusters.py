"""Real-world events: which rows of different documents report the same one.

Here: the table. Not here: how rows are told to belong together (`sql/load/`).
"""

import polars as pl

from schemas.checks import RowCheck
from schemas.table import Table, optional, required

EVENT_CLUSTERS = Table(
    name="event_clusters",
    grain="one row per real-world event",
    key=("cluster_id",),
    columns=(
        required("cluster_id"),
        required("kind"),
        optional("first_seen"),
        optional("last_seen"),
        required("documents"),
        required("publishers"),
        required("best_event_id"),
    ),
    claims=(
        RowCheck(
            "first_seen_is_at_most_last_seen", "first_seen", pl.col("first_seen") <= pl.col("last_seen"), "first_seen lies after last_seen"
        ),
        RowCheck("cluster_has_a_document", "documents", pl.col("documents") >= 1, "a cluster without documents must go"),
    ),
)
