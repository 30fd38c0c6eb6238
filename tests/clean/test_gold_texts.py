"""No sentence that the gold corpus annotates is lost in cleaning."""

import html
import json
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from flows.clean.batch import clean_batch
from flows.ingest.batch import list_items, read_batch
from flows.ingest.source import Source

GOLD = Path(__file__).parents[2].parent / "shared" / "gold"
LINK = re.compile(r"!?\[([^\]\[]*)\]\([^()\s]*\)|<[^<>]*>|[*_\\]")


def words(text):
    return re.findall(r"\w+", html.unescape(LINK.sub(r"\1", text)).lower())


@pytest.mark.skipif(not (GOLD / "dev").is_dir(), reason="the gold corpus is not beside this checkout")
def test_annotated_passages_are_in_the_clean_text():
    folder = GOLD / "dev"
    source = Source(name="dev", address=str(folder))
    raw, refused = read_batch(list_items(source), source, datetime(2026, 11, 1, tzinfo=UTC))
    documents, rejects = clean_batch(raw)
    texts = {uri.rsplit("/", 1)[1]: " " + " ".join(words(text)) + " " for uri, text in documents.select("source_uri", "clean_text").rows()}
    lost = []
    for path in sorted(folder.glob("*.json")):
        for event in json.loads(path.read_text(encoding="utf-8"))["events"]:
            passage = " ".join(words(event["evidence"][0]))
            if f" {passage} " not in texts.get(f"{path.stem}.txt", ""):
                lost.append((path.stem, event["trigger"]))
    assert lost == []
    assert refused.height == 0
    assert rejects.filter(rejects["severity"] == "error")["check_name"].to_list() == ["page_is_an_article"]
    assert set(documents["language"]) == {"en"}
