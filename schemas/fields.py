"""Every field of every table, declared once: type, meaning, unit, and the values it may hold.

Here: what a name means wherever it stands. Not here: which table has which field and whether it may be null (the table modules).
A name has one meaning; the one exception is `status`, whose values belong to its table.
"""

from dataclasses import dataclass
from functools import cache

import polars as pl

from schemas import codes, enumerations

TEXT = pl.String()
COUNT = pl.Int64()
NUMBER = pl.Float64()
DAY = pl.Date()
INSTANT = pl.Datetime("us", "UTC")
TEXT_LIST = pl.List(pl.String())

Values = tuple[str, ...] | frozenset[str]


@dataclass(frozen=True, slots=True)
class Field:
    """A named value: its polars type, what it means, its unit, and the closed list it comes from where there is one."""

    name: str
    dtype: pl.DataType
    description: str
    unit: str | None = None
    values: Values | None = None
    unlisted: str = "error"  # what a value outside `values` is: an error, or a warning where the list is ours to extend
    is_json: bool = False


_OFFSET = "characters from the start of clean_text"

_DECLARED = (
    # documents
    Field("document_id", TEXT, "Identity of a document: hash of its canonical source_uri and its raw bytes; outlives a better cleaner."),
    Field("source_uri", TEXT, "Where the document came from, without any machine's path; ends in the file name."),
    Field("source_name", TEXT, "Name of the source in seeds/sources.yml, or of the folder given on the command line."),
    Field("publisher", TEXT, "Who published the document."),
    Field("title", TEXT, "Title of the document."),
    Field("author", TEXT, "Author of the document, as written."),
    Field("language", TEXT, "ISO 639-1 code of the language; declared in raw documents, detected in clean ones."),
    Field("published_declared", TEXT, "Publication date as the source declares it, unread."),
    Field("published_at", DAY, "Day of publication."),
    Field("published_from", TEXT, "Where the day of publication was read.", values=enumerations.PUBLISHED_FROM),
    Field("fetched_at", INSTANT, "When the document was fetched.", unit="UTC"),
    Field("media_type", TEXT, "Media type of the raw document, such as text/html."),
    Field("url", TEXT, "Web address of the document, where the source gives one."),
    Field("raw_sha256", TEXT, "SHA-256 of the raw bytes, in hexadecimal."),
    Field(
        "declared_key",
        TEXT,
        "Hash of what the source declares about the document (title, date ...); null where it landed before this was kept.",
    ),
    Field("content", TEXT, "The raw document, decoded."),
    Field("clean_text", TEXT, "Text that all offsets count in: the article without markup and boilerplate."),
    Field("duplicate_of", TEXT, "document_id of the document that this one repeats."),
    Field("duplicate_kind", TEXT, "How closely it repeats it.", values=enumerations.DUPLICATE_KINDS),
    # every event
    Field("event_id", TEXT, "Identity of an event in its document; stable across runs, offsets and extractor versions."),
    Field("cluster_id", TEXT, "The real-world event that this row reports, with other rows; set when rows are landed."),
    Field("sentence", TEXT, "The sentence that states the event, exactly as in clean_text."),
    Field("sentence_start", COUNT, "First character of the sentence.", unit=_OFFSET),
    Field("sentence_end", COUNT, "End of the sentence, exclusive.", unit=_OFFSET),
    Field("trigger", TEXT, "The word or short phrase that names the event, exactly as in clean_text."),
    Field("trigger_start", COUNT, "First character of the trigger.", unit=_OFFSET),
    Field("trigger_end", COUNT, "End of the trigger, exclusive.", unit=_OFFSET),
    Field("assertion", TEXT, "Whether the text asserts, alleges, denies or supposes the event.", values=enumerations.ASSERTIONS),
    Field("attributed_to", TEXT, "The named source of the claim, as written."),
    Field("attribution_cue", TEXT, "The words that attribute the claim, such as 'according to'."),
    Field("event_date_start", DAY, "First day the event can have happened on; never the publication date by default."),
    Field("event_date_end", DAY, "Last day the event can have happened on, inclusive."),
    Field("event_date_text", TEXT, "The date as written."),
    Field("date_precision", TEXT, "How exact the date is.", values=enumerations.DATE_PRECISIONS),
    Field("place_name", TEXT, "Where the event happens, as written."),
    Field("place_country_code", TEXT, "Country of that place.", unit="ISO 3166-1 alpha-3", values=codes.COUNTRY_CODES),
    Field("confidence", NUMBER, "Calibrated likelihood that the row is right.", unit="0 to 1"),
    Field("rule_id", TEXT, "Rule in seeds/rules/ that made the row."),
    Field("extractor_version", TEXT, "Version of the code, rules and model that made the row."),
    Field("run_id", TEXT, "Run that made the row."),
    Field("extracted_at", INSTANT, "When the row was made.", unit="UTC"),
    # arms transfers
    Field("supplier_code", TEXT, "Who supplies.", unit="ISO 3166-1 alpha-3 or organisation code", values=codes.ACTOR_CODES),
    Field("supplier_name", TEXT, "Who supplies, as written."),
    Field("recipient_code", TEXT, "Who receives.", unit="ISO 3166-1 alpha-3 or organisation code", values=codes.ACTOR_CODES),
    Field("recipient_name", TEXT, "Who receives, as written."),
    Field("weapon_text", TEXT, "The weapon as written."),
    Field("weapon_designation", TEXT, "Designation of the weapon, such as 'Shahed-136'; null where only its sort is named."),
    Field("weapon_category", TEXT, "Sort of weapon, by the annotation guidelines.", values=enumerations.WEAPON_CATEGORIES),
    Field("sipri_category", TEXT, "Sort of weapon, by SIPRI.", values=enumerations.SIPRI_CATEGORIES, unlisted="warning"),
    Field("unroca_category", TEXT, "Sort of weapon, by the UN Register.", values=enumerations.UNROCA_CATEGORIES, unlisted="warning"),
    Field("quantity_min", COUNT, "Least number of items the text allows; null where it is open downwards.", unit="items"),
    Field("quantity_max", COUNT, "Largest number of items the text allows; null where it is open upwards.", unit="items"),
    Field("quantity_text", TEXT, "The number of items as written."),
    Field("deal_type", TEXT, "On what terms the arms pass.", values=enumerations.DEAL_TYPES),
    Field("value_amount", NUMBER, "Value of the deal.", unit="value_currency, in full units"),
    Field("value_currency", TEXT, "Currency of value_amount.", unit="ISO 4217", values=codes.CURRENCY_CODES),
    Field("value_text", TEXT, "The value as written."),
    Field("status", TEXT, "How far along the event is; its values belong to its table."),
    # meetings
    Field("mode", TEXT, "Form of the meeting.", values=enumerations.MEETING_MODES),
    Field("level", TEXT, "Rank of those who meet.", values=enumerations.MEETING_LEVELS, unlisted="warning"),
    Field("host_country_code", TEXT, "Country that hosts.", unit="ISO 3166-1 alpha-3", values=codes.COUNTRY_CODES),
    Field("topics", TEXT_LIST, "What is talked about.", values=enumerations.MEETING_TOPICS),
    Field("ordinal", COUNT, "Place among the rows of one event, in the order of the text.", unit="counted from 1"),
    Field("actor_code", TEXT, "Who takes part.", unit="ISO 3166-1 alpha-3 or organisation code", values=codes.ACTOR_CODES),
    Field("actor_name", TEXT, "Who takes part, as written."),
    Field("person_name", TEXT, "The person who takes part, by the fullest name in the document."),
    Field("person_role", TEXT, "Office of that person, as written."),
    # trade figures
    Field("reporter_code", TEXT, "Whose trade it is.", unit="ISO 3166-1 alpha-3 or organisation code", values=codes.ACTOR_CODES),
    Field("reporter_name", TEXT, "Whose trade it is, as written."),
    Field("partner_code", TEXT, "With whom; null is the world or unstated.", unit="as reporter_code", values=codes.ACTOR_CODES),
    Field("partner_name", TEXT, "With whom, as written."),
    Field("flow", TEXT, "Direction of the trade, seen from the reporter.", values=enumerations.TRADE_FLOWS),
    Field("measure", TEXT, "What the number measures.", values=enumerations.TRADE_MEASURES),
    Field("value", NUMBER, "The number in full; a fall and a deficit are negative, a range is its midpoint.", unit="the column unit"),
    Field("unit", TEXT, "Unit of value: an ISO 4217 code, 'percent', or the unit of a quantity."),
    Field("commodity", TEXT, "The goods or services as written; null for all goods."),
    Field("period_start", DAY, "First day the figure covers."),
    Field("period_end", DAY, "Last day the figure covers, inclusive."),
    Field("period_text", TEXT, "The period as written."),
    Field("comparison", TEXT, "What a change is measured against.", values=enumerations.COMPARISONS, unlisted="warning"),
    Field("observation_status", TEXT, "Whether the figure is past, estimated or foreseen.", values=enumerations.OBSERVATION_STATUSES),
    # sanctions
    Field("authority_code", TEXT, "Who restricts.", unit="ISO 3166-1 alpha-3 or organisation code", values=codes.ACTOR_CODES),
    Field("authority_name", TEXT, "Who restricts, as written."),
    Field(
        "target_code", TEXT, "Who is restricted; for a firm or person its home state.", unit="as authority_code", values=codes.ACTOR_CODES
    ),
    Field("target_name", TEXT, "Who is restricted, as written."),
    Field("target_type", TEXT, "What the target is.", values=enumerations.SANCTION_TARGET_TYPES),
    Field("action", TEXT, "What is done with the restriction.", values=enumerations.SANCTION_ACTIONS),
    Field("measures", TEXT_LIST, "The restrictions.", values=enumerations.SANCTION_MEASURES),
    Field("programme", TEXT, "Legal programme, such as 'Executive Order 13949', as written."),
    Field("reason", TEXT, "Reason for the restriction, as written."),
    # clusters
    Field("kind", TEXT, "Which of the four kinds of event.", values=enumerations.KINDS),
    Field("first_seen", DAY, "First day of publication among the documents that report it."),
    Field("last_seen", DAY, "Last day of publication among them."),
    Field("documents", COUNT, "Distinct documents that report it.", unit="documents"),
    Field("publishers", COUNT, "Distinct publishers that report it.", unit="publishers"),
    Field("best_event_id", TEXT, "The row that tells it best: asserted, confident, early."),
    # rejected records
    Field("reject_id", TEXT, "Identity of a failure: hash of stage, table, record, column and check; stable across runs."),
    Field("stage", TEXT, "Stage of the run.", values=enumerations.STAGES),
    Field("table_name", TEXT, "Table the record was meant for."),
    Field("record_key", TEXT, "Key of the record in that table: a source_uri, a document_id, an event_id (with '#' and ordinal)."),
    Field("column_name", TEXT, "Column that is wrong; the first of them where several are."),
    Field("check_name", TEXT, "The check that fails, by the claim it makes."),
    Field("failure_case", TEXT, "The value that fails, as text."),
    Field("message", TEXT, "What is wrong and what to do."),
    Field("severity", TEXT, "error: quarantined; warning: landed and reported.", values=enumerations.SEVERITIES),
    Field("payload", TEXT, "The whole record.", unit="JSON", is_json=True),
    Field("first_seen_at", INSTANT, "When the failure was first seen.", unit="UTC"),
    Field("last_seen_at", INSTANT, "When the failure was last seen.", unit="UTC"),
    Field("resolved_at", INSTANT, "When the record passed after all; null while it fails.", unit="UTC"),
    # runs
    Field("started_at", INSTANT, "When it began.", unit="UTC"),
    Field("finished_at", INSTANT, "When it ended; null while it runs or where it was killed.", unit="UTC"),
    Field("sources", TEXT_LIST, "What the run was asked to read."),
    Field("settings", TEXT, "Settings of the run.", unit="JSON", is_json=True),
    Field("dragoman_version", TEXT, "Version of the program."),
    Field("model_version", TEXT, "Version of the language model."),
    Field("rows_in", COUNT, "Rows that came into the stage.", unit="rows"),
    Field("rows_out", COUNT, "Rows that left it.", unit="rows"),
    Field("rows_rejected", COUNT, "Rows it rejected.", unit="rows"),
    Field("rows_skipped", COUNT, "Rows it passed over with a reason: another language, a duplicate, already landed.", unit="rows"),
    Field("sentences", COUNT, "Sentences of the documents it read; null for a stage that reads none.", unit="sentences"),
    Field("seconds", NUMBER, "How long the stage worked, batch by batch, added up over all workers.", unit="s"),
    Field("documents_per_second", NUMBER, "Documents it read in a second of that; null for a stage that reads none.", unit="documents/s"),
)


@cache
def fields() -> dict[str, Field]:
    """Return every declared field by name; raise ValueError where a name is declared twice."""
    named: dict[str, Field] = {}
    for field in _DECLARED:
        if field.name in named:
            raise ValueError(f"field {field.name} is declared twice in schemas/fields.py")
        named[field.name] = field
    return named
