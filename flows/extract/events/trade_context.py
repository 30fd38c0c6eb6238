"""Reporter and partner of trade figures that the sentence leaves out, from the figures before and from the states the document is about.

Here: completing readings across sentences. Not here: what the sentence itself names (trade_parties).
"""

import re
from collections.abc import Sequence

from flows.extract.events.candidates import Candidate
from flows.extract.events.trade_completion import DIRECTED, NEAR, complete_parties, rank_states, set_side
from flows.extract.events.trade_continued import continue_figure, is_about_same
from flows.extract.events.trade_figures import KIND, figure_key, list_numbers
from flows.extract.events.trade_headings import headed_partner
from flows.extract.events.trade_lists import list_figures, list_shares
from flows.extract.events.trade_periods import reread_period
from flows.extract.events.trade_time import carry_period, settle_months
from flows.extract.events.trade_topics import find_topics
from flows.extract.events.trade_words import is_word
from flows.extract.sentences import Sentence, sentence_at

# How many sentences back the figure may stand whose parties hold on.
REACH = 6
_BLOCS = frozenset({"EU", "ASEAN", "GCC"})
_THE_COUNTRY = frozenset({"the country", "the nation"})


def complete_trade_figures(candidates: Sequence[Candidate], sentences: Sequence[Sentence]) -> list[Candidate]:
    """Return the readings with missing parties of trade figures filled in; a figure that still has no reporter is left out.

    A missing reporter is that of the figure before, else the state whose source gives the figure, else the state the document names most;
    "bilateral trade" takes the pair. A completed reading is marked with the feature `fallback`; readings are changed in place.
    """
    focus = rank_states(sentences)
    kept: list[Candidate] = []
    done: list[Candidate] = []
    topics = find_topics(sentences, [candidate for candidate in candidates if candidate.kind == KIND])
    for candidate in candidates:
        if candidate.kind != KIND:
            kept.append(candidate)
            continue
        while topics and topics[0].sentence.index < candidate.sentence.index:
            _go_on(topics.pop(0), candidate.sentence.index, kept, done, sentences, focus)
        before = _before(candidate, done)
        _continue(before, candidate.sentence.index, kept, done, sentences)
        before = _before(candidate, done)
        if candidate.features.pop("points_back", None):
            _point_back(candidate, before, sentences)
        if before is not None:
            _stay_with_reporter(candidate, before)
        complete_parties(candidate, before, focus)
        headed = headed_partner(candidate.sentence, sentences) if candidate.fields["partner_code"] is None else None
        if headed is not None and headed.code != candidate.fields["reporter_code"]:
            set_side(candidate, "partner", headed.code, headed.name)
        _reread(candidate)
        carry_period(candidate, done)
        if before is not None:
            _carry_source(candidate, before)
        candidate.features.pop("owned", None)
        candidate.key = figure_key(candidate.fields)
        if candidate.fields["reporter_code"] is not None:
            kept.append(candidate)
            done.append(candidate)
    for topic in topics:
        _go_on(topic, None, kept, done, sentences, focus)
    _continue(done[-1] if done else None, None, kept, done, sentences)
    settle_months([candidate for candidate in kept if candidate.kind == KIND])
    return [*kept, *_listed(kept, sentences)]


def _listed(figures: Sequence[Candidate], sentences: Sequence[Sentence]) -> list[Candidate]:
    """Return the figures that stand in a list behind another of their sentence."""
    found: list[Candidate] = []
    for sentence in sentences:
        own = [figure for figure in figures if figure.kind == KIND and figure.sentence.index == sentence.index]
        found.extend(list_figures(sentence, own))
        before = [c for c in figures if c.kind == KIND and 0 < sentence.index - c.sentence.index <= NEAR and not c.features.get("base")]
        if not own and before:
            found.extend(list_shares(sentence, before[-1]))
    return found


def _before(candidate: Candidate, done: Sequence[Candidate]) -> Candidate | None:
    """Return the last figure or topic that stands near enough to lend its parties."""
    return next((c for c in reversed(done) if candidate.sentence.index - c.sentence.index <= REACH), None)


def _go_on(
    topic: Candidate,
    until: int | None,
    kept: list[Candidate],
    done: list[Candidate],
    sentences: Sequence[Sentence],
    focus: list[tuple[str, str, int]],
) -> None:
    """Add a topic to what is told, after the figures that go on about the one before it; parties it leaves out are filled in."""
    _continue(_before(topic, done), topic.sentence.index, kept, done, sentences)
    complete_parties(topic, _before(topic, done), focus)
    if topic.fields["reporter_code"] is not None:
        done.append(topic)
        _continue(topic, until, kept, done, sentences)


def _continue(
    before: Candidate | None, until: int | None, kept: list[Candidate], done: list[Candidate], sentences: Sequence[Sentence]
) -> None:
    """Add the figures that go on about the last one, with the periods they take from those before."""
    for continued in _continue_figures(sentences, before, until):
        if any(other.sentence.index == continued.sentence.index and other.key == continued.key for other in done):
            continue
        carry_period(continued, done)
        kept.append(continued)
        done.append(continued)


def _continue_figures(sentences: Sequence[Sentence], before: Candidate | None, until: int | None) -> list[Candidate]:
    """Return the figures of the sentence after `before` that go on about it without its trade word: "That was down 8% from May"."""
    if before is None:
        return []
    following = sentence_at(sentences, before.sentence.index + 1)
    if following is not None and is_about_same(following):
        following = sentence_at(sentences, following.index + 1)  # "It then dropped further."
    if following is None or (until is not None and following.index >= until):
        return []
    found = list(continue_figure(following, before))
    return [*found, *_continue_figures(sentences, found[-1], until)] if found else []


_REVERSED = {"export": "import", "import": "export"}
# Words that say who gives and takes, not whose statistics count.
_WEAK = frozenset(f"{KIND}.{name}" for name in ("shipment_noun", "purchase_noun"))
_TAKING = frozenset(f"{KIND}.{name}" for name in ("buy_verb", "import_verb"))
_BODY = re.compile(
    r"\b(?:department|ministry|bureau|office|customs|agency|statistics|commission|institute|administration|bank|service|authority|council|board|treasury)\b",
    re.IGNORECASE,
)


def _carry_source(candidate: Candidate, before: Candidate) -> None:
    """Give a fact the statistics office of the fact just before, where it names none itself: "Imports rose 3%"."""
    fields, known = candidate.fields, before.fields
    facts = fields["observation_status"] == known["observation_status"] == "actual"
    if not facts or fields["reporter_code"] != known["reporter_code"] or candidate.sentence.index - before.sentence.index > NEAR:
        return
    if candidate.attributed_to is None and before.attributed_to is not None and _BODY.search(before.attributed_to):
        candidate.attributed_to, candidate.attribution_cue = before.attributed_to, before.attribution_cue


def _reread(candidate: Candidate) -> None:
    """Read a fiscal year again once the document has told whose figure it is."""
    fields = candidate.fields
    if not candidate.features.get("fallback") or fields["reporter_code"] is None:
        return
    numbers = list_numbers(candidate.sentence)
    number = next((found for found in numbers if found.text == fields["value_text"]), None)
    if number is None:
        return
    is_base = bool(candidate.features.get("base"))
    period = reread_period(candidate.sentence, number, numbers, base=is_base, reporter_code=fields["reporter_code"])
    if period is not None:
        fields.update(period_start=period.first, period_end=period.last, period_text=period.text)


def _point_back(candidate: Candidate, before: Candidate | None, sentences: Sequence[Sentence]) -> None:
    """Fill the partner that "there", "it" or "that country" means: that of the figure before in the sentence, else the state named last."""
    fields = candidate.fields
    own = [
        m
        for m in candidate.sentence.actors
        if m.how not in {"definite", "pronoun"} and _start(candidate, m.start) < candidate.trigger_start
    ]
    is_near = before is not None and candidate.sentence.index - before.sentence.index <= (0 if own else NEAR)
    if before is not None and is_near and before.fields["partner_code"] not in {None, fields["reporter_code"]}:
        if fields["reporter_code"] is None:
            set_side(candidate, "reporter", before.fields["reporter_code"], before.fields["reporter_name"])
        set_side(candidate, "partner", before.fields["partner_code"], before.fields["partner_name"])
        return
    reporter = fields["reporter_code"] or (before.fields["reporter_code"] if before is not None else None)
    named = [
        (mention.start, actor)
        for sentence in sentences
        if 0 <= candidate.sentence.index - sentence.index <= NEAR
        for mention in sentence.actors
        for actor in mention.actors
        if (actor.kind == "state" or actor.code in _BLOCS)
        and actor.code not in {"UNK", reporter}
        and mention.how not in {"definite", "pronoun"}
        if sentence is not candidate.sentence or _start(candidate, mention.start) < candidate.trigger_start
    ]
    if named:
        set_side(candidate, "partner", named[-1][1].code, named[-1][1].name)


def _start(candidate: Candidate, token: int) -> int:
    """Return where a token of the candidate's sentence stands in the clean text."""
    return candidate.sentence.start + candidate.sentence.doc[token].idx


def _stay_with_reporter(candidate: Candidate, before: Candidate) -> None:
    """Make "the country" the one whose figures are told, not its partner; goods sold to it or bought from it are then its own trade."""
    fields, known = candidate.fields, before.fields
    if candidate.sentence.index - before.sentence.index > REACH or known["reporter_code"] is None:
        return
    reporter, teller = fields["reporter_code"], known["reporter_code"]
    definite = {a.code for m in candidate.sentence.actors if m.text.lower() in _THE_COUNTRY for a in m.actors}
    if reporter in definite and reporter == known["partner_code"]:
        set_side(candidate, "reporter", teller, known["reporter_name"])
        return
    if reporter in definite:
        set_side(candidate, "reporter", teller, known["reporter_name"])
        return
    is_taken = candidate.rule_id in _TAKING and fields["partner_code"] is None and reporter not in {None, teller}
    is_ranked = any(is_word(token, "report_ranks") for token in candidate.sentence.doc) and known["partner_code"] is None
    is_same = (fields["unit"] == known["unit"] and fields["measure"] == "quantity") or is_ranked
    if is_taken and known["flow"] == "export" and is_same:
        other = (reporter, fields["reporter_name"])
        set_side(candidate, "reporter", teller, known["reporter_name"])
        set_side(candidate, "partner", *other)
        fields["flow"] = "export"
        return
    if _is_arrival(candidate, before):
        other = (reporter, fields["reporter_name"])
        set_side(candidate, "reporter", teller, known["reporter_name"])
        set_side(candidate, "partner", *other)
        fields["flow"] = "import"
        return
    is_weak = candidate.rule_id == f"{KIND}.buy_verb" or (candidate.rule_id in _WEAK and bool(candidate.features.get("owned")))
    if not is_weak or fields["partner_code"] != teller or fields["flow"] not in DIRECTED:
        return
    if known["flow"] == _REVERSED[fields["flow"]] or known["partner_code"] is None:
        other = (reporter, fields["reporter_name"])
        set_side(candidate, "reporter", teller, known["reporter_name"])
        set_side(candidate, "partner", *other)
        fields["flow"] = _REVERSED[fields["flow"]]


def _is_arrival(candidate: Candidate, before: Candidate) -> bool:
    """Return whether goods come "from" a state in a report of somebody else's imports: "Supplies from Iraq fell to 900,000 bpd"."""
    fields, known = candidate.fields, before.fields
    is_other = fields["reporter_code"] not in {None, known["reporter_code"]} and fields["partner_code"] is None
    behind = candidate.sentence.text[candidate.trigger_end - candidate.sentence.start :]
    is_origin = behind.lstrip().lower().startswith("from ") or bool(candidate.features.get("owned"))
    is_weak = candidate.rule_id == f"{KIND}.shipment_noun"
    return is_other and known["flow"] == "import" and candidate.rule_id in _WEAK and is_weak and is_origin
