"""Which date of a sentence is the event's: the one of its own clause, of a clause above it, or of the promise that makes it.

Here: syntax between an event's trigger and the dates of its sentence. Not here: finding dates (mentions/), dates told in other sentences (dates_context).
"""

import itertools
import re
from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import TypeVar

from spacy.tokens import Token

from flows.extract.claims import is_reporting, read_claim
from flows.extract.events.rules import Match
from flows.extract.language.frames import Frame
from flows.extract.language.syntax import RELATIVE_PRONOUNS, is_perfect, is_pluperfect, relative_clause
from flows.extract.mentions.date_words import NUMBER, count_number, group
from flows.extract.mentions.types import DateMention, PlaceMention
from flows.extract.sentences import Sentence

# What is agreed, offered or threatened is so from the day it is said; a meeting or a delivery is not.
_SPOKEN_KINDS = frozenset({"arms_transfers", "sanctions"})
_SPOKEN_STAGES = frozenset({"requested", "offered", "planned", "agreed", "threatened", "cancelled", "considered"})
_SUBORDINATE = frozenset({"acl:relcl", "advcl", "acl", "advcl:relcl"})
# Behind these stands another event, whose date is not that of the clause: "sanctioned Y after the coup in May", "for buying jets".
_ANOTHER = frozenset({"after", "following", "before", "until", "despite", "over", "because", "ahead", "amid", "for"})
_BEHIND = frozenset({"after", "following"})  # "froze the assets soon after the invasion in 2022" dates the act as well, to the year
_SOON = re.compile(r"\bcoming\s+(?:days|weeks|months)$", re.IGNORECASE)  # when the arms may arrive, not when they were promised
_DAYS_AFTER = re.compile(rf"\b(?P<count>an?|{NUMBER})\s+days?\s+after$", re.IGNORECASE)
_OPENING = 2
_COURT = frozenset({"plead", "convict", "indict", "sentence", "jail"})
# What is done by saying it is done on the day it is told: "has approved the sale, the ministry said on Monday".
_SAID_AND_DONE = frozenset({"approve", "authorize", "authorise", "clear", "decide", "pledge", "promise", "announce", "offer"})
_BEGINS = frozenset({"begin", "start", "open", "end", "conclude", "take"})
_LABEL = 8
_ENDS = frozenset({"until", "till"})
_YEAR_OF = re.compile(r"(?:\d{4}|[A-Z][a-z]+\.?\s+\d{4})$")

M = TypeVar("M", DateMention, PlaceMention)


def event_date(sentence: Sentence, match: Match) -> DateMention | None:
    """Return the date of the trigger's clause, else of the nearest clause above it, else the only date of the sentence.

    The date of a verb of reporting ("said on Monday") says when it was said, and is none, unless what is said is a promise, an order or a threat.
    Dates that only describe another thing ("a law of 2017", "after the coup in May") are left out.
    """
    dates = _without_other_clauses(sentence, match.frame, sentence.dates)
    dates = [found for found in dates if not _describes_another(sentence, found, match.trigger)]
    if match.rule.kind == "arms_transfers":
        dates = [found for found in dates if _SOON.search(found.text) is None]
        if _is_told_as_done(sentence.doc[match.trigger]):
            dates = [found for found in dates if not _dates_a_report(sentence, found, match.trigger)]
    background = _background_clause(sentence, match)
    if background is not None:
        inside = {token.i for token in background.subtree}
        return nearest_mention(sentence, match.frame, [found for found in dates if found.start in inside])
    told = _told_of(sentence, match.trigger)
    if told is not None:
        return told
    near = nearest_mention(sentence, match.frame, [found for found in dates if not _is_said_elsewhere(sentence, found, match.trigger)])
    counted = _counted_back(sentence, match.trigger, dates) if near is None or near.precision == "day" else None
    if counted is not None:
        return counted
    if near is not None:
        return near
    behind = _right_behind(sentence, match.trigger, dates)
    if behind is not None:
        return behind
    spoken = _spoken_date(sentence, match, dates)
    if spoken is not None:
        return spoken
    if len(dates) != 1 or len(sentence.dates) != 1 or _is_beside_the_date(sentence, match.trigger, dates[0]):
        return None
    return None if _dates_a_report(sentence, dates[0], match.trigger) or _dates_an_aside(sentence, dates[0], match.trigger) else dates[0]


def _is_beside_the_date(sentence: Sentence, trigger: int, found: DateMention) -> bool:
    """Return whether a semicolon or a relative clause in the perfect parts the event from the date: "toured a base with drones that Chad has bought"."""
    word = sentence.doc[trigger]
    clause = relative_clause(word)
    if any(token.text == ";" for token in sentence.doc[min(trigger, found.start) : max(trigger, found.start)]):
        return True
    return clause is not None and is_perfect(clause) and not clause.is_ancestor(sentence.doc[found.start])


def _right_behind(sentence: Sentence, trigger: int, dates: Sequence[DateMention]) -> DateMention | None:
    """Return the date right behind the phrase of a noun, wherever the parse hangs either: "said during a visit to Chad last month that ..."."""
    noun = sentence.doc[trigger]
    edge = noun.right_edge.i + 1
    return next((found for found in dates if found.start == edge), None) if noun.pos_ == "NOUN" else None


def _is_said_elsewhere(sentence: Sentence, found: DateMention, trigger: int) -> bool:
    """Return whether the parse hangs a date on another verb than the verb of reporting right before it."""
    verb = _said_at(sentence, found)
    return verb is not None and verb.i != trigger and not verb.is_ancestor(sentence.doc[found.end - 1])


def _told_of(sentence: Sentence, trigger: int) -> DateMention | None:
    """Return the date that a clause with "when" tells of: "in May 2022, when the two states vetoed a ban"."""
    doc = sentence.doc
    clauses = (token for token in [doc[trigger], *doc[trigger].ancestors] if token.dep_ in _SUBORDINATE)
    when = next((child for clause in clauses for child in clause.children if child.lower_ == "when"), None)
    if when is None:
        return None
    end = when.i - 1 if doc[when.i - 1].text == "," else when.i
    return next((found for found in sentence.dates if found.end == end), None)


def _counted_back(sentence: Sentence, trigger: int, dates: Sequence[DateMention]) -> DateMention | None:
    """Return the day so many days before the clause above: "arrived on Monday, two days after meeting the king".

    In the opening of a text, a clause above that names no day is taken to be of the day of publication.
    """
    doc = sentence.doc
    mark = next(
        (
            child
            for token in [doc[trigger], *doc[trigger].ancestors]
            for child in token.children
            if child.lower_ == "after" and child.dep_ in {"mark", "case"} and child.i < trigger
        ),
        None,
    )
    count = _DAYS_AFTER.search(doc[: mark.i + 1].text) if mark is not None else None
    number = count_number(group(count, "count")) if count is not None else None
    if mark is None or count is None or number is None:
        return None
    outside = [found for found in dates if found.precision == "day" and (found.end <= mark.i - 2 or mark.head.right_edge.i < found.start)]
    published = sentence.published if sentence.index <= _OPENING and not sentence.dates else None
    base = outside[0].first if len(outside) == 1 else published
    if base is None:
        return None
    day = base - timedelta(days=number)
    return DateMention(mark.i - 2, mark.i + 1, day, day, "day", count.group())


def _dates_an_aside(sentence: Sentence, found: DateMention, trigger: int) -> bool:
    """Return whether a date stands in a relative clause that does not hold the event: "X, who returned on Monday, met Y"."""
    clause = next((token for token in sentence.doc[found.start].ancestors if token.dep_ == "acl:relcl"), None)
    if clause is None or trigger == clause.i or clause.is_ancestor(sentence.doc[trigger]):
        return False
    tells = (
        any(child.dep_ == "nsubj:pass" for child in clause.children) or clause.lemma_.lower() in _BEGINS or _has_its_object_before(clause)
    )
    word = sentence.doc[trigger]
    is_its_own = clause.head.i == trigger or (word.dep_ == "compound" and word.head.i == clause.head.i)
    return not is_its_own or not tells  # "the sanctions, which were imposed in May", "the visit, which begins on Monday"


def _has_its_object_before(clause: Token) -> bool:
    """Return whether a relative clause says what somebody did with the noun it stands at: "the sanctions that Norway imposed in May"."""
    subject = next((child for child in clause.children if child.dep_ == "nsubj"), None)
    return subject is not None and subject.lower_ not in RELATIVE_PRONOUNS and not is_reporting(clause.lemma_.lower())


def nearest_mention(sentence: Sentence, frame: Frame, mentions: Sequence[M]) -> M | None:
    """Return the mention nearest to the trigger in its own clause, else in the nearest clause above; a report shuts what stands above it out."""
    if not mentions:
        return None
    for predicate in _upwards(frame):
        tokens = sentence.clause_tokens(predicate)
        inside = [mention for mention in mentions if mention.start in tokens or mention.end - 1 in tokens]
        if inside:
            return min(inside, key=lambda mention: abs(mention.start - frame.predicate))
    return None


def _upwards(frame: Frame) -> Iterator[int]:
    yield frame.predicate
    for governor in frame.governors:
        if governor.relation in {"ccomp", "parataxis", "acl:relcl"}:
            return
        yield governor.token


def _describes_another(sentence: Sentence, found: DateMention, trigger: int) -> bool:
    """Return whether a date belongs to a noun that is neither the event nor above it: "the 2015 deal", "a law of 2017", "after the raid in May"."""
    doc = sentence.doc
    root = doc[found.start : found.end].root
    word = doc[trigger]
    if trigger in range(found.start, found.end):
        return False
    if doc[found.start].lower_ in _ENDS or (found.start and doc[found.start - 1].lower_ in _ENDS):
        return True  # "extended until 28 February": when it ends, not when it was done
    if found.start == 0 and found.precision == "year" and any(token.text == ":" for token in doc[found.end : found.end + _LABEL]):
        return True  # "2011 Libyan civil war: An envoy is in London"
    head = root.head
    if (
        head.pos_ in {"NOUN", "PROPN"}
        and head.i >= found.end
        and head.i - found.end <= 3
        and root.dep_ in {"compound", "nummod", "amod", "nmod", "nmod:desc"}
    ):
        return _YEAR_OF.search(found.text) is not None and head.i != trigger and not head.is_ancestor(word)
    if head.pos_ == "NOUN" and _YEAR_OF.search(found.text) and doc[found.start - 1].lower_ == "of" and found.start:
        return (
            head.i != trigger
            and not head.is_ancestor(word)
            and head.lemma_.lower() not in {"end", "start", "beginning", "spring", "summer", "autumn"}
        )
    links = _ANOTHER - _BEHIND if found.precision == "year" else _ANOTHER
    return _follows_another(sentence, found, trigger, links) or _stands_behind_another(root, word, links)


def _follows_another(sentence: Sentence, found: DateMention, trigger: int, links: frozenset[str]) -> bool:
    """Return whether the word right before a date is another happening from which time counts: "none since the ban late last year"."""
    before = sentence.doc[found.start - 1] if found.start else None
    if before is None or before.pos_ != "NOUN" or before.i == trigger:
        return False
    return any(child.dep_ == "case" and child.lower_ in links | {"since"} for child in before.children)


def _stands_behind_another(root: Token, trigger: Token, links: frozenset[str]) -> bool:
    """Return whether a noun or clause under "after", "following" or "for" lies between the date and the trigger's clause."""
    for above in root.ancestors:
        if above.i == trigger.i or above.is_ancestor(trigger):
            return False
        if above.pos_ in {"NOUN", "PROPN", "VERB"} and any(
            child.i < above.i
            and ((child.lower_ in links and child.dep_ in {"case", "mark"}) or (child.lower_ == "since" and child.dep_ == "case"))
            for child in above.children
        ):
            return True
    return False


def _without_other_clauses(sentence: Sentence, frame: Frame, dates: list[DateMention]) -> list[DateMention]:
    """Return the dates without those of a clause joined to the trigger's that has its own subject or looks ahead where the trigger does not."""
    trigger = sentence.doc[frame.predicate]
    shut: set[int] = set()
    above = [token for token in trigger.ancestors if token.pos_ in {"VERB", "AUX"}][:1] if trigger.pos_ not in {"VERB", "AUX"} else []
    for child in (*trigger.children, *(child for verb in above for child in verb.children if child.i > trigger.i)):
        is_beside = child.dep_ == "parataxis" and any(token.text == ";" for token in sentence.doc[trigger.i : child.i])
        if (
            (child.dep_ == "conj" or is_beside)
            and child.pos_ == "VERB"
            and (_has_subject(child) or _looks_ahead(child) != _looks_ahead(trigger))
        ):
            shut |= {token.i for token in child.subtree}
    return [found for found in dates if found.start not in shut]


def _has_subject(verb: Token) -> bool:
    return any(child.dep_.startswith("nsubj") for child in verb.children)


def _looks_ahead(verb: Token) -> bool:
    return any(child.lower_ in {"will", "shall", "'ll", "’ll"} for child in verb.children if child.dep_ == "aux")


def _spoken_date(sentence: Sentence, match: Match, dates: list[DateMention]) -> DateMention | None:
    """Return when a promise, an order or a threat was uttered: "said on Monday it would send tanks" is agreed on Monday."""
    if match.rule.kind not in _SPOKEN_KINDS or match.rule.values.get("action") in {"in_force", "evaded"}:
        return None
    report = next((g for g in match.frame.governors if is_reporting(g.lemma) or g.lemma in {"announce", "promise", "pledge", "vow"}), None)
    if report is None:
        return None
    if is_pluperfect(sentence.doc[match.trigger]) or _is_condition(sentence.doc[match.trigger], report.token):
        return None
    claim = read_claim(sentence, match.frame)
    if not (claim.is_future or claim.is_hypothetical or claim.tense == "future" or claim.stage in _SPOKEN_STAGES):
        return None
    said = sentence.doc[report.token]
    own = {token.i for child in said.children if child.dep_ not in {"ccomp", "parataxis", "xcomp", "conj"} for token in child.subtree}
    return next((found for found in dates if found.start in own or _said_at(sentence, found) == said), None)


def _is_condition(trigger: Token, report: int) -> bool:
    """Return whether the event stands under "unless" or "until" below the report: what a threat asks for is not what it announces."""
    below = itertools.takewhile(lambda token: token.i != report, [trigger, *trigger.ancestors])
    return any(child.dep_ == "mark" and child.lower_ in {"unless", "until"} for token in below for child in token.children)


def _is_told_as_done(trigger: Token) -> bool:
    """Return whether the trigger or a verb between it and a verb of reporting stands in the perfect: "has signed an order for tanks, X said"."""
    below = itertools.takewhile(lambda token: not is_reporting(token.lemma_.lower()), [trigger, *trigger.ancestors])
    return any(is_perfect(token) and token.lemma_.lower() not in _SAID_AND_DONE for token in below)


def _background_clause(sentence: Sentence, match: Match) -> Token | None:
    """Return the clause of an event that lies before the clause above it: "sanctioned the firm, which had bought the jets", "for buying jets"."""
    trigger = sentence.doc[match.trigger]
    for token in [trigger, *trigger.ancestors]:
        if token.dep_ in {"obl", "nmod"} and any(child.lower_ == "since" and child.dep_ == "case" for child in token.children):
            return token  # "his first trip since the lifting of sanctions"
        if token.pos_ == "VERB":
            break
    if any(governor.lemma in _COURT for governor in match.frame.governors[:2]):
        return trigger  # "pleaded guilty in May to selling rifles"
    clause = next((token for token in [trigger, *trigger.ancestors] if token.dep_ in _SUBORDINATE), None)
    if clause is None:
        return None
    marks = {child.lower_ for child in clause.children if child.dep_ in {"aux", "mark", "case"}}
    return clause if marks & {"had", "for", "despite", "over", "because"} else None


def _dates_a_report(sentence: Sentence, date: DateMention, trigger: int) -> bool:
    """Return whether a date says when something was told; "the sanctions, announced on Monday" are of that day themselves."""
    verb = _said_at(sentence, date) or next(
        (token for token in sentence.doc[date.end - 1].ancestors if token.pos_ in {"VERB", "AUX"}), None
    )
    return verb is not None and is_reporting(verb.lemma_.lower()) and verb.head.i != trigger


def _said_at(sentence: Sentence, date: DateMention) -> Token | None:
    """Return the verb of reporting that a date stands right behind, whatever the parse makes of it: "X has signed it, Y said on Monday"."""
    before = [token for token in sentence.doc[max(0, date.start - 2) : date.start] if token.lower_ not in {"on", "in", "late", "early"}]
    verb = before[-1] if before and before[-1].i >= date.start - 2 else None
    return verb if verb is not None and verb.pos_ == "VERB" and is_reporting(verb.lemma_.lower()) else None
