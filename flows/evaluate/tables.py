"""Which columns of the event tables are compared with gold.

Here: names only, the same as in `schemas/`. Not here: reading the tables, which is the warehouse's business.
"""

#: The table of each kind of event.
TABLES = {"arms_transfer": "arms_transfers", "meeting": "meetings", "trade_figure": "trade_figures", "sanction": "sanctions"}

_COMMON = ("event_id", "document_id", "sentence", "assertion", "attributed_to", "event_date_start", "place_country_code")

#: The columns read of every table, by table name.
COLUMNS: dict[str, tuple[str, ...]] = {
    "documents": ("document_id", "source_uri"),
    "meeting_participants": ("event_id", "actor_code", "person_name"),
    "arms_transfers": (
        *_COMMON,
        "supplier_code",
        "recipient_code",
        "weapon_category",
        "quantity_min",
        "quantity_max",
        "status",
        "deal_type",
        "value_amount",
    ),
    "meetings": (*_COMMON, "mode", "status"),
    "trade_figures": (*_COMMON, "reporter_code", "partner_code", "flow", "measure", "value", "unit", "observation_status", "period_start"),
    "sanctions": (*_COMMON, "authority_code", "target_code", "target_name", "target_type", "action", "measures"),
}
