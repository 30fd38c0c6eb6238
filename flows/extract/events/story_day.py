"""The day of the story: what headline and lead report without a date, and what a later sentence tells of that same day.

Here: the one day just before publication that the opening names, and which undated events it is the day of. Not here: dates of other parts of
the same act (dates_context), dates within an event's own sentence (event_dates).
"""

import re
from collections.abc import Sequence
from datetime import timedelta

from spacy.tokens import Token

from flows.extract.claims import is_reporting
from flows.extract.events.candidates import Candidate, event_verb, trigger_token
from flows.extract.language.syntax import is_passive, is_perfect, is_pluperfect, is_progressive, relative_clause
from flows.extract.mentions.types import DateMention
from flows.extract.sentences import Sentence

ACTS = {
    "sanctions": frozenset({"imposed", "lifted", "eased"}),
    "arms_transfers": frozenset({"agreed", "delivered", "cancelled", "offered"}),
}
_OPENING = 2
_STORY_DAYS = 3
_STATEMENT_REACH = 8
_STATEMENT = re.compile(
    r"^\W*(?:Joint\s+|Press\s+)*(?:Statement|FACT\s?SHEET|Fact\s?[Ss]heet|Remarks|Notice|Message|Press\s+[Rr]elease|Letter)\b"
)
_LOOKS_BACK = re.compile(
    r"\b(?:recent(?:ly)?|since|previous(?:ly)?|last\s+(?:week|month|year)|ago|earlier|already|will|tomorrow|next\s+(?:week|month|year))\b",
    re.IGNORECASE,
)
_LONG_PAST = re.compile(
    r"\b(?:recent(?:ly)?|since|previous(?:ly)?|last\s+(?:week|month|year)|ago|earlier|already|to\s+date|have\s+now)\b", re.IGNORECASE
)
# A sentence with one of these says its own time, however vaguely.
_OWN_TIME = re.compile(
    r"\b(?:recent(?:ly)?|since|previous(?:ly)?|formerly|already|once|in\s+the\s+past|so\s+far|over\s+the\s+years|today|yesterday|tomorrow|(?:last|next|this)\s+(?:week|month|year)"
    r"|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|ago|earlier|later|will|still|long)\b",
    re.IGNORECASE,
)
_NOTICE = re.compile(r"\bnotif\w+\b[^.;]*\b(?:possible|proposed|potential)\s+(?:\w+\s+){0,3}?sale", re.IGNORECASE)
_ANNOUNCED = re.compile(r"\b(?:announc\w+|decided|is\s+taking)\b", re.IGNORECASE)
_JUST_NOW = re.compile(r"\b(?:also|just|now|new|newly|latest|today|addition|additional(?:ly)?|further)\b", re.IGNORECASE)
_MANY = re.compile(
    r"\b(?:times|rounds|series|several|many|frequent(?:ly)?|often|repeatedly|regular(?:ly)?|usual(?:ly)?|every|each)\b", re.IGNORECASE
)


def tells_own_time(event: Candidate) -> bool:
    """Return whether the sentence says when, however vaguely: "recently", "so far"; what a relative clause tells of others is not asked."""
    verb = event_verb(event)
    if verb is not None and is_progressive(verb):
        return False  # "is imposing sanctions on firms that will lose their licences" is done as it is told
    return _says(event, _OWN_TIME)


def _says(event: Candidate, pattern: re.Pattern[str]) -> bool:
    """Return whether the sentence holds the pattern elsewhere than in a relative clause about something else."""
    trigger = trigger_token(event)
    for found in pattern.finditer(event.sentence.text):
        word = next((token for token in event.sentence.doc if token.idx + len(token) > found.start()), trigger)
        aside = relative_clause(word)
        if aside is None or aside.i == trigger.i or aside.is_ancestor(trigger):
            return True
    return False


def sums_up(event: Candidate) -> bool:
    """Return whether the verb stands in the perfect and nothing says that the act is new: "has designated over 700 firms" counts the years until now."""
    verb = event_verb(event)
    if verb is None or event.sentence.is_headline:
        return False
    return _is_state(verb) or (is_perfect(verb) and not _JUST_NOW.search(event.sentence.text))


def _is_state(verb: Token) -> bool:
    """Return whether a passive in the present tells how things stand: "most of its banks are now sanctioned"."""
    helpers = {child.lower_ for child in verb.children if child.dep_ in {"aux", "aux:pass"}}
    return is_passive(verb) and bool(helpers & {"is", "are"}) and helpers <= {"is", "are"}


def is_background(event: Candidate) -> bool:
    """Return whether the event lies before the story's time ("had met") or is only supposed."""
    verb = event_verb(event)
    return event.assertion in {"hypothetical", "denied"} or (verb is not None and is_pluperfect(verb))


def date_the_news(events: Sequence[Candidate], sentences: Sequence[Sentence]) -> None:
    """Give what the story reports, and dates nowhere, the one day just before publication that its opening names.

    That is what headline and lead tell, the talks after which somebody speaks ("speaking after talks with his Omani counterpart"), and the
    meetings of the persons of the lead that are told in the simple past. The candidates are changed in place.
    """
    found = _find_lead(sentences)
    if found is None:
        return
    lead, day = found
    first = [sentence for sentence in sentences if sentence is lead or (lead.is_headline and sentence.index == lead.index + 1)]
    people = {actor.person for sentence in first for mention in sentence.actors for actor in mention.actors if actor.person}
    people = {person.split()[-1] for person in people}
    for event in events:
        if event.date is not None or is_background(event) or _LOOKS_BACK.search(event.sentence.text):
            continue
        is_opening = event.sentence.index <= _OPENING and _is_news_act(event) and not (event.sentence.index == _OPENING and sums_up(event))
        if is_opening or _goes_on_listing(event, lead) or _speaks_after(event) or _is_met_by(event, people):
            event.date = day


def _goes_on_listing(event: Candidate, lead: Sentence) -> bool:
    """Return whether an event is one of the sanctions that the lead announces: "Today the ministry blacklisted four firms. ... X was designated"."""
    is_act = event.kind == "sanctions" and event.fields["action"] in ACTS["sanctions"] and "sanctions" in lead.kinds
    return is_act and event.sentence.index > lead.index and not sums_up(event) and not tells_own_time(event) and not event.sentence.dates


def _find_lead(sentences: Sequence[Sentence]) -> tuple[Sentence, DateMention] | None:
    """Return the sentence of the opening that names the story's day, and the day; none where the opening names several."""
    opening = [sentence for sentence in sentences if sentence.index <= _OPENING + 1]
    published = next((sentence.published for sentence in opening), None)
    if published is None:
        return None
    days = [
        (sentence, found)
        for sentence in opening
        for found in sentence.dates
        if found.precision == "day"
        and timedelta(0) <= published - found.first <= timedelta(days=_STORY_DAYS)
        and not _is_aside(sentence, found)
    ]
    return days[0] if len({found.first for _, found in days}) == 1 else None


def _is_aside(sentence: Sentence, found: DateMention) -> bool:
    """Return whether a date stands in a relative clause: "the minister, who came home on Monday"."""
    return any(token.dep_ == "acl:relcl" for token in sentence.doc[found.start].ancestors)


def _speaks_after(event: Candidate) -> bool:
    """Return whether the event is that after which somebody speaks: "speaking after talks with X, the minister said"."""
    token = trigger_token(event)
    if (
        event.kind != "meetings"
        or event.fields["status"] != "held"
        or not any(child.lower_ in {"after", "following"} for child in token.children)
    ):
        return False
    return any(is_reporting(above.lemma_.lower()) or above.lemma_.lower() == "speak" for above in token.ancestors if above.pos_ == "VERB")


def _is_met_by(event: Candidate, people: set[str]) -> bool:
    """Return whether a meeting is one that a person of the lead held, told once and in the simple past."""
    if event.kind != "meetings" or event.fields["status"] != "held" or event.sentence.dates or tells_own_time(event):
        return False
    verb = event_verb(event)
    is_past = verb is not None and is_simple_past(verb)
    return (
        is_past
        and not _MANY.search(event.sentence.text)
        and any(actor.person and actor.person.split()[-1] in people for actor in event.participants)
    )


def is_simple_past(verb: Token) -> bool:
    """Return whether a verb is finite and in the past tense."""
    return "Past" in verb.morph.get("Tense", []) and "Fin" in verb.morph.get("VerbForm", [])


def _is_news_act(event: Candidate) -> bool:
    """Return whether an event is what a lead reports: sanctions put on or lifted, talks held; a report of deliveries dates the report alone."""
    if event.kind == "sanctions":
        return event.fields["action"] in ACTS["sanctions"]
    return event.kind == "meetings" and event.fields["status"] == "held"


def date_the_statement(events: Sequence[Candidate], sentences: Sequence[Sentence]) -> None:
    """Give what a government's statement of today announces that day: "Today ... The United States will sanction three banks."."""
    opening = [sentence for sentence in sentences if sentence.index <= _STATEMENT_REACH]
    if not any(_STATEMENT.search(sentence.text) for sentence in opening[: _OPENING + 1]):
        return
    today = next((found for sentence in opening for found in sentence.dates if found.text.lower() == "today"), None)
    if today is None:
        return
    for event in events:
        acts = event.kind == "sanctions" and event.fields["action"] in ACTS["sanctions"]
        acts = acts or (event.kind == "arms_transfers" and event.fields["status"] == "agreed")
        is_announced = event.assertion == "hypothetical" and _ANNOUNCED.search(event.sentence.text) is not None
        if (
            acts
            and event.date is None
            and (is_announced or not is_background(event))
            and not _LONG_PAST.search(event.sentence.text)
            and not sums_up(event)
        ):
            event.date = today


def date_the_notice(events: Sequence[Candidate], sentences: Sequence[Sentence]) -> None:
    """Give the arms that a notice to a parliament lists the day of the notice: "The agency notified Congress of this possible sale today."."""
    told = [found for sentence in sentences if _NOTICE.search(sentence.text) for found in sentence.dates if found.precision == "day"]
    if not told:
        return
    for event in events:
        is_sale = event.kind == "arms_transfers" and event.fields["status"] in {"agreed", "requested"}
        if is_sale and event.date is None and not event.sentence.dates and not _LONG_PAST.search(event.sentence.text):
            event.date = told[0]
