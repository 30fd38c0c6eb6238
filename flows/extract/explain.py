"""Why a text yields the rows it does: sentences, mentions, frames, rules and the reading of the claim, in plain text.

Here: showing. Not here: any decision; everything shown is what extraction itself computed.
"""

from collections.abc import Iterator
from datetime import date

from flows.extract.claims import read_claim
from flows.extract.document import EXTRACTORS, DocumentText, add_mentions, parse_documents, read_events
from flows.extract.events.rules import match_rules
from flows.extract.language import load_model
from flows.extract.sentences import Sentence


def explain(text: str, published: date | None = None) -> str:
    """Return a page of plain text that shows each step from the text to its rows."""
    (sentences,) = parse_documents([DocumentText("explained", text, published)], load_model())
    if not sentences:
        return "No sentence holds a trigger word (seeds/lexicons/triggers.yml): nothing was parsed, and there are no rows.\n"
    add_mentions(sentences, published)
    lines: list[str] = []
    for sentence in sentences:
        lines.extend(_sentence_lines(sentence))
    events = read_events(sentences)
    lines.append(f"ROWS ({len(events)})")
    for event in events:
        best = event.best
        lines.append(
            f"  {best.kind}  rule {best.rule_id}  {best.assertion}" + (f", says {best.attributed_to}" if best.attributed_to else "")
        )
        lines.extend(f"    {column} = {value!r}" for column, value in best.fields.items() if value is not None)
        lines.extend(
            f"    participant {actor.code} {actor.name}" + (f" ({actor.person})" if actor.person else "") for actor in best.participants
        )
        if best.date:
            lines.append(f"    date = {best.date.first} .. {best.date.last} ({best.date.text})")
        if best.place:
            lines.append(f"    place = {best.place.name} ({best.place.country_code})")
        if len(event.statements) > 1:
            lines.append(f"    merged from {len(event.statements)} statements, rules {', '.join(s.rule_id for s in event.statements)}")
    return "\n".join(lines) + "\n"


def _sentence_lines(sentence: Sentence) -> Iterator[str]:
    kinds = ", ".join(sorted(sentence.kinds)) or "none"
    yield f"SENTENCE {sentence.index}: {sentence.text}"
    yield f"  triggers of: {kinds}"
    yield "  parse: " + " ".join(f"{t.text}/{t.pos_}/{t.dep_}<-{t.head.text}" for t in sentence.doc)
    for label, mentions in (
        ("actor", sentence.actors),
        ("weapon", sentence.weapons),
        ("quantity", sentence.quantities),
        ("money", sentence.money),
        ("percentage", sentence.percentages),
        ("trade quantity", sentence.trade_quantities),
        ("date", sentence.dates),
        ("place", sentence.places),
        ("commodity", sentence.commodities),
    ):
        for mention in mentions:
            yield f"  {label}: {sentence.doc[mention.start : mention.end].text!r} -> {mention}"
    for kind in EXTRACTORS:
        if kind not in sentence.kinds:
            continue
        for match in match_rules(sentence, kind):
            frame, doc = match.frame, sentence.doc
            arguments = ", ".join(f"{argument.role}={doc[argument.token].text}" for argument in frame.arguments)
            above = " < ".join(f"{governor.lemma} ({governor.relation})" for governor in frame.governors)
            claim = read_claim(sentence, frame)
            yield f"  rule {match.rule.id} at {doc[match.trigger].text!r}: {arguments}" + (f" | below {above}" if above else "")
            yield f"    claim: stage {claim.stage}, negated {claim.is_negated}, hypothetical {claim.is_hypothetical}, tense {claim.tense}, source {claim.source}"
    yield ""
