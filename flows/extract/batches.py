"""A batch of clean documents as tables in, event tables out: the verb of this stage.

Here: the batch as a whole, with a document that fails becoming a reject. Not here: one document (document.py), Prefect (flow.py).
"""

import traceback
from collections.abc import Iterator, Sequence
from datetime import datetime

import polars as pl

from flows.extract.document import DocumentText, extract_events, parse_documents
from flows.extract.language import load_model
from flows.extract.sentences import Sentence
from flows.extract.tables import RowCollector, Stamp
from flows.extract.unknown_words import find_unknown_words
from flows.extract.version import extractor_version
from schemas.rejects import Reject, build_rejects

LANGUAGE = "en"


def extract(documents: pl.DataFrame, *, run_id: str, extracted_at: datetime) -> dict[str, pl.DataFrame]:
    """Return the event tables of a batch of clean documents, by name, and `rejected_records` for documents that could not be read.

    Documents in another language and exact copies yield no rows; near duplicates do: they are often updates with other figures.
    """
    nlp = load_model()
    collector = RowCollector(Stamp(run_id, extractor_version(), extracted_at))
    rejects: list[Reject] = []
    is_copy = (pl.col("duplicate_kind") == "exact").fill_null(value=False)
    wanted = documents.filter((pl.col("language") == LANGUAGE) & ~is_copy)
    texts = [
        DocumentText(row["document_id"], row["clean_text"], row["published_at"], row["title"])
        for row in wanted.select("document_id", "clean_text", "published_at", "title").iter_rows(named=True)
    ]
    with nlp.memory_zone():
        for document, sentences in zip(texts, parse_documents(texts, nlp), strict=True):
            rejects += _doubt(document, sentences)
            try:
                collector.add_document(document.document_id, document.text, extract_events(sentences, document.published, document.title))
            except Exception as error:  # noqa: BLE001 - a document that breaks a rule must not end the batch; it is one named reject
                rejects.append(_reject(document, error))
    tables = collector.tables()
    tables["rejected_records"] = build_rejects(rejects, run_id, extracted_at)
    return tables


def _doubt(document: DocumentText, sentences: Sequence[Sentence]) -> Iterator[Reject]:
    """Yield a warning for each currency and unit of a sentence about events that no list knows."""
    for sentence in sentences:
        for word in find_unknown_words(sentence.text) if sentence.kinds else ():
            start = sentence.start + word.start
            yield Reject(
                stage="extract",
                table_name="documents",
                record_key=f"{document.document_id}#{start}",
                document_id=document.document_id,
                column_name="clean_text",
                check_name=f"{word.kind}_is_listed",
                failure_case=word.text,
                message=f"no list knows this {word.kind}: add it to seeds/lexicons/ if it will come again; the amount was not read",
                severity="warning",
                sentence=sentence.text,
                payload={"document_id": document.document_id, "title": document.title, "start": start, "end": start + len(word.text)},
            )


def _reject(document: DocumentText, error: Exception) -> Reject:
    where = traceback.extract_tb(error.__traceback__)[-1]
    return Reject(
        stage="extract",
        table_name="documents",
        record_key=document.document_id,
        document_id=document.document_id,
        check_name="document_can_be_extracted",
        failure_case=f"{type(error).__name__}: {error}",
        message=f"extraction failed in {where.name} (line {where.lineno}): please report it with the document",
        payload={"document_id": document.document_id, "title": document.title, "characters": len(document.text)},
    )
