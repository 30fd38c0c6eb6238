"""The closed lists of values that columns may hold, in the words of the annotation guidelines.

Here: enumerations whose values somebody chose. Not here: code lists kept by others (`codes.py`), and which column uses which list (the tables).
Values marked as ours are not in the guidelines: an unknown one there is a warning, an unknown guideline value is an error.
"""

KINDS = ("arms_transfer", "meeting", "trade_figure", "sanction")

ASSERTIONS = ("asserted", "alleged", "denied", "hypothetical")
"""Who stands behind the claim: the author or the actor itself, somebody else, nobody (said not to be so), or a supposition."""

DATE_PRECISIONS = ("day", "week", "month", "quarter", "year", "range")

WEAPON_CATEGORIES = (
    "aircraft",
    "helicopter",
    "uav",
    "air_defence",
    "missile",
    "armoured_vehicle",
    "artillery",
    "ship",
    "sensor",
    "ammunition",
    "small_arms",
    "engine",
    "space",
    "cyber",
    "nuclear",
    "component",
    "other",
    "unspecified",
)
TRANSFER_STATUSES = ("requested", "offered", "agreed", "delivered", "cancelled")
DEAL_TYPES = ("sale", "aid", "licensed_production", "technology", "unknown")

SIPRI_CATEGORIES = (
    "Aircraft",
    "Air-defence systems",
    "Anti-submarine warfare weapons",
    "Armoured vehicles",
    "Artillery",
    "Engines",
    "Missiles",
    "Naval weapons",
    "Other",
    "Satellites",
    "Sensors",
    "Ships",
)
"""Ours: the weapon categories of the SIPRI Arms Transfers Database, spelled as there."""

UNROCA_CATEGORIES = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII")
"""Ours: the categories of the UN Register of Conventional Arms.

I battle tanks, II armoured combat vehicles, III large-calibre artillery, IV combat aircraft (with unmanned ones), V attack helicopters,
VI warships, VII missiles and launchers, VIII small arms and light weapons.
"""

MEETING_MODES = ("visit", "talks", "call", "multilateral")
MEETING_STATUSES = ("held", "planned", "cancelled")
MEETING_LEVELS = ("leaders", "ministers", "officials", "military", "parliament", "mixed")
"""Ours: the rank of those who meet (leaders: heads of state or government; mixed: the sides send different ranks)."""
MEETING_TOPICS = ("defence", "trade", "energy", "nuclear", "conflict", "sanctions", "diplomacy", "economy", "humanitarian", "other")

TRADE_FLOWS = ("export", "import", "total", "balance")
TRADE_MEASURES = ("value", "pct_change", "share", "quantity")
OBSERVATION_STATUSES = ("actual", "estimate", "forecast")
COMPARISONS = ("year_on_year", "quarter_on_quarter", "month_on_month", "previous_period", "base_period", "expectation")
"""Ours: what a change is measured against (base_period: a year or date the text names; expectation: what analysts had expected)."""
QUANTITY_UNITS = (
    "barrels",
    "barrels_per_day",
    "barrels_per_month",
    "barrels_per_year",
    "bushels",
    "carats",
    "cubic_feet",
    "cubic_metres",
    "cubic_metres_per_day",
    "cubic_metres_per_year",
    "gallons",
    "gigawatt_hours",
    "head",
    "kilograms",
    "kilowatt_hours",
    "litres",
    "megawatt_hours",
    "megawatts",
    "ounces",
    "pairs",
    "pounds",
    "square_metres",
    "terawatt_hours",
    "tonnes",
    "tonnes_per_day",
    "tonnes_per_month",
    "tonnes_per_year",
    "units",
    "vehicles",
)
"""Ours: units of a traded quantity (long tons and short tons are converted to tonnes by whoever reads them)."""
PERCENT_UNIT = "percent"

SANCTION_ACTIONS = ("imposed", "in_force", "threatened", "eased", "lifted", "evaded")
SANCTION_TARGET_TYPES = ("country", "entity", "person", "vessel", "sector", "group")
SANCTION_MEASURES = (
    "asset_freeze",
    "travel_ban",
    "export_control",
    "import_ban",
    "arms_embargo",
    "financial",
    "transport",
    "investment",
    "aid_suspension",
    "tariff",
    "sectoral",
    "unspecified",
)

PUBLISHED_FROM = ("metadata", "url", "dateline", "text", "none")
"""Where a publication date was read; a source's manifest counts as metadata."""
DUPLICATE_KINDS = ("exact", "near")

STAGES = ("ingest", "clean", "extract", "validate", "land", "publish")
SEVERITIES = ("error", "warning")
"""error: the record is quarantined; warning: it lands and is reported."""
RUN_STATUSES = ("running", "completed", "failed")
