"""One document: text in, events out.

    sentences -> trigger scan -> parse -> mentions -> rules (frames, claims) -> merge within the document

Here: the order of the steps. Not here: any of the steps, tables (tables.py) or Prefect (flow.py).
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from spacy.language import Language
from spacy.tokens import Doc

from flows.extract.claims import claim_lemmas
from flows.extract.events.arms_context import complete_transfers
from flows.extract.events.arms_transfers import extract_arms_transfers
from flows.extract.events.candidates import Candidate
from flows.extract.events.dates_context import carry_dates, goes_on_with
from flows.extract.events.meetings import extract_meetings
from flows.extract.events.rules import known_lemmas
from flows.extract.events.sanction_focus import complete_sanctions
from flows.extract.events.sanction_lists import go_on_listing
from flows.extract.events.sanction_words import act_lemmas
from flows.extract.events.sanctions import extract_sanctions
from flows.extract.events.trade_context import complete_trade_figures
from flows.extract.events.trade_figures import extract_trade_figures
from flows.extract.events.trade_planning import goes_on_about_trade, plan_trade
from flows.extract.events.trade_reports import find_running_figures
from flows.extract.events.trade_words import trade_words
from flows.extract.language.lemma_repair import repair_lemmas
from flows.extract.language.scan import scan_triggers
from flows.extract.language.sentences import split_sentences
from flows.extract.mentions.actors import DocumentActors
from flows.extract.mentions.commodities import find_commodities
from flows.extract.mentions.dates import find_dates
from flows.extract.mentions.filing_day import infer_filing_day
from flows.extract.mentions.money import find_money
from flows.extract.mentions.percentages import find_percentages
from flows.extract.mentions.places import find_places
from flows.extract.mentions.quantities import find_quantities
from flows.extract.mentions.section_dates import find_sections
from flows.extract.mentions.speakers import find_home, find_speaker, find_speakers
from flows.extract.mentions.story_dates import Anchor, find_story_dates, tell_anchor
from flows.extract.mentions.trade_units import find_trade_quantities
from flows.extract.mentions.weapons import find_weapons
from flows.extract.merge import Event, merge_candidates
from flows.extract.sentences import Sentence

EXTRACTORS: dict[str, Callable[[Sentence, Sequence[Sentence]], Iterator[Candidate]]] = {
    "arms_transfers": extract_arms_transfers,
    "meetings": extract_meetings,
    "trade_figures": extract_trade_figures,
    "sanctions": extract_sanctions,
}

# Sentences around a trigger that are parsed as well: persons are introduced and places named there.
_CONTEXT_BEFORE = 2
_OPENING = 3
# How many sentences a date holds on for "the same day".
_STORY_REACH = 12
_HEADINGS = 2
# How many sentences a currency holds on for a bare figure: "trade reached $3 billion. Exports made up 2 billion of that."
_CURRENCY_REACH = 2
_LONGEST_HEADLINE_WORDS = 22
# Dollars that a text goes on to call just "dollars" once it has named them.
_HARD_CURRENCIES = frozenset({"USD", "EUR", "GBP", "JPY", "CHF"})
_OTHER_DOLLARS = frozenset({"HKD", "AUD", "CAD", "NZD", "SGD", "TWD", "ZWD", "JMD", "BBD", "TTD"})


@dataclass(frozen=True, slots=True)
class DocumentText:
    """What extraction needs of a clean document."""

    document_id: str
    text: str
    published: date | None
    title: str | None = None


def parse_documents(documents: Sequence[DocumentText], nlp: Language) -> Iterator[list[Sentence]]:
    """Yield each document's parsed sentences without mentions: those that hold a trigger, the ones before them and the opening."""
    plans = []
    for document in documents:
        whole = list(split_sentences(document.text))
        spans = [_skip_dateline(document.text, start, end) for start, end in whole]
        kinds = scan_triggers(document.text, spans)
        texts = [document.text[start:end] for start, end in spans]
        kinds = go_on_listing(plan_trade(kinds, texts), texts)
        chosen = _choose(kinds, texts)
        datelines = [document.text[before:start] for (before, _), (start, _) in zip(whole, spans, strict=True)]
        plans.append((document, spans, datelines, kinds, chosen))
    docs = nlp.pipe(_one_sentence(nlp, document.text[slice(*spans[i])]) for document, spans, _, _, chosen in plans for i in chosen)
    for document, spans, datelines, kinds, chosen in plans:
        sentences = []
        published = document.published or infer_filing_day(document.text)
        sections = find_sections([document.text[start:end] for start, end in spans], published, nlp) if chosen else []
        for i in chosen:
            start, end = spans[i]
            doc = next(docs)
            repair_lemmas(doc, _known_lemmas())
            paragraph = document.text.count("\n", 0, start)
            sentence = Sentence(
                i, start, end, doc, published, kinds[i], _is_headline(doc.text), paragraph, dateline=datelines[i], section=sections[i]
            )
            sentences.append(sentence)
        yield sentences


# "WARSAW, March 4, 2024 (Agency) - ", "Tehran, Dec. 3 — ": where and when a report was filed is no part of its first sentence.
_DATELINE = re.compile(
    r"(?:[A-Z][A-Z'’/-]{4,}|[A-Z]{4}(?=,? \([A-Z])|[A-Z]{2,}(?:[ ,]+[A-Z][A-Za-z.'’-]+){1,4}|[A-Z][A-Za-z]+(?: [A-Z][a-z]+)?(?=,? [A-Z][a-z]{2,8}\.? ?\d| \())"
    r"(?:,? +[A-Z][a-z]{2,8}\.? ?\d{1,2}(?:,? \d{4})?)?(?:,? *\([^()]{2,40}\))?\s+(?:-{1,2}|–|—)\s+(?=[A-Z“\"])"
)


def _skip_dateline(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span of a sentence without the dateline it begins with."""
    found = _DATELINE.match(text, start, end)
    return (found.end(), end) if found is not None and found.end() < end else (start, end)


@cache
def _known_lemmas() -> frozenset[str]:
    return known_lemmas() | claim_lemmas() | act_lemmas() | trade_words("rises") | trade_words("falls")


def _one_sentence(nlp: Language, text: str) -> Doc:
    """Return an unparsed Doc that the model may not split again."""
    doc = nlp.make_doc(text)
    for token in doc:
        token.is_sent_start = token.i == 0
    return doc


def _choose(kinds: Sequence[frozenset[str]], texts: Sequence[str]) -> list[int]:
    triggered = [i for i, found in enumerate(kinds) if found]
    if not triggered:
        return []
    wanted = {j for i in triggered for j in range(max(0, i - _CONTEXT_BEFORE), i + 1)}
    wanted.update(range(min(_OPENING, len(kinds))))
    wanted.update(i + 1 for i in triggered if i + 1 < len(kinds) and any(goes_on_with(kind, texts[i + 1]) for kind in kinds[i]))
    wanted.update(i + 1 for i in triggered if "trade_figures" in kinds[i] and i + 1 < len(kinds) and goes_on_about_trade(texts[i + 1]))
    return sorted(wanted)


def _is_headline(text: str) -> bool:
    return text[-1:] not in {".", "!", "?", '"', "”", "'", "’", ":", ";", ")"} and len(text.split()) <= _LONGEST_HEADLINE_WORDS


def add_mentions(sentences: Sequence[Sentence], published: date | None, title: str | None = None) -> None:
    """Find the mentions of a document's sentences, in order: persons are remembered, pronouns resolved; the title tells who speaks."""
    headings = (title, *(sentence.text for sentence in sentences[:_HEADINGS]))
    speaker = find_speaker(headings, published)
    home = find_home(speaker, headings, (sentence.dateline for sentence in sentences[:_OPENING]))
    actors = DocumentActors(published=published, speaker=speaker, home=home, speakers=find_speakers(headings, published))
    if title:
        actors.prime(title)
    dollar_code = "USD"
    told: Anchor | None = None
    currency: tuple[str | None, int] = (None, 0)
    unit: tuple[str | None, int] = (None, 0)
    local: str | None = None
    named: set[str] = set()
    for sentence in sentences:
        doc = sentence.doc
        sentence.actors = actors.find(doc)
        sentence.index_actors()
        sentence.places = find_places(doc)
        told = told if told is not None and sentence.index - told.sentence <= _STORY_REACH else None
        distance = sentence.index - told.sentence if told is not None else 0
        sentence.dates = find_story_dates(doc, find_dates(doc, published), told, published, distance)
        told = tell_anchor(doc, sentence.dates, sentence.index, told)
        sentence.weapons = find_weapons(doc, told=frozenset(named))
        named.update(weapon.designation for weapon in sentence.weapons if weapon.designation is not None)
        carried = currency[0] if "trade_figures" in sentence.kinds and sentence.index - currency[1] <= _CURRENCY_REACH else None
        state = _first_state(sentence)
        sentence.money = find_money(doc, published, state or local, dollar_code=dollar_code, carried=carried)
        if state is not None and any(found.currency not in _HARD_CURRENCIES for found in sentence.money):
            local = state
        if sentence.money:
            currency = (sentence.money[-1].currency, sentence.index)
        dollar_code = next((found.currency for found in reversed(sentence.money) if found.currency in _OTHER_DOLLARS), dollar_code)
        sentence.quantities = find_quantities(doc, sentence.money)
        sentence.percentages = find_percentages(doc)
        carried = unit[0] if "trade_figures" in sentence.kinds and sentence.index - unit[1] <= 1 else None
        sentence.trade_quantities = find_trade_quantities(doc, carried)
        if sentence.trade_quantities:
            unit = (sentence.trade_quantities[-1].unit, sentence.index)
        elif sentence.money:
            unit = (None, 0)
        sentence.commodities = find_commodities(doc)
    for sentence in sentences:
        sentence.actors = actors.settle(sentence.actors)
        sentence.index_actors()


def _first_state(sentence: Sentence) -> str | None:
    """Return the code of the state a sentence names first: its dinars, pesos or shillings are meant."""
    return next((a.code for m in sentence.actors for a in m.actors if a.kind == "state" and a.code != "UNK"), None)


def find_candidates(sentences: Sequence[Sentence]) -> Iterator[Candidate]:
    """Yield every reading of every sentence, before merging, in text order."""
    for position, sentence in enumerate(sentences):
        for kind, extract in EXTRACTORS.items():
            if kind in sentence.kinds:
                yield from extract(sentence, sentences[:position])


def read_events(sentences: Sequence[Sentence]) -> list[Event]:
    """Return the events of sentences whose mentions are found: all readings, completed from the document, merged."""
    candidates = complete_transfers(list(find_candidates(sentences)), sentences)
    candidates = complete_trade_figures(complete_sanctions(candidates, sentences), sentences)
    events = merge_candidates([*candidates, *find_running_figures(candidates, sentences)])
    carry_dates([event.best for event in events], sentences)
    return events


def extract_events(sentences: Sequence[Sentence], published: date | None, title: str | None = None) -> list[Event]:
    """Return the events of one document from its parsed sentences; a day of publication that is not known is that of the dateline, if it tells one."""
    published = published or next((sentence.published for sentence in sentences), None)
    add_mentions(sentences, published, title)
    return read_events(sentences)
