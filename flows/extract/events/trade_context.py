"""Reporter and partner of trade figures that the sentence leaves out, from the figures before and from the states the document is about.

Here: completing readings across sentences. Not here: what the sentence itself names (trade_parties).
"""

import re
from collections import Counter
from collections.abc import Sequence

from flows.extract.events.candidates import Candidate
from flows.extract.events.trade_continued import continue_figure, is_about_same
from flows.extract.events.trade_figures import KIND, figure_key, list_numbers
from flows.extract.events.trade_headings import headed_partner
from flows.extract.events.trade_lists import list_figures, list_shares
from flows.extract.events.trade_periods import reread_period
from flows.extract.events.trade_time import carry_period, settle_months
from flows.extract.events.trade_topics import find_topics
from flows.extract.events.trade_words import is_word
from flows.extract.mentions.types import Actor
from flows.extract.sentences import Sentence, sentence_at

# How many sentences back the figure may stand whose parties hold on.
REACH = 6
_NEAR = 2
_OPENING, _OPENING_WEIGHT = 3, 3
_DIRECTED = frozenset({"export", "import"})
_LEAST_MENTIONS = 2
_SHORT = 3
_BLOCS = frozenset({"EU", "ASEAN", "GCC"})
# "In the other direction": the other side's trade with the one told before.
_IN_RETURN = re.compile(
    r"\b(?:in\s+return|in\s+turn|in\s+the\s+(?:other|opposite|reverse)\s+direction|for\s+its\s+part|the\s+other\s+way)\b", re.IGNORECASE
)
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
        _complete(candidate, before, focus)
        headed = headed_partner(candidate.sentence, sentences) if candidate.fields["partner_code"] is None else None
        if headed is not None and headed.code != candidate.fields["reporter_code"]:
            _set(candidate, "partner", headed.code, headed.name)
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
        before = [c for c in figures if c.kind == KIND and 0 < sentence.index - c.sentence.index <= _NEAR and not c.features.get("base")]
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
    _complete(topic, _before(topic, done), focus)
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


def rank_states(sentences: Sequence[Sentence]) -> list[tuple[str, str, int]]:
    """Return the states and the EU that a document names, most named first: code, name and count; its opening counts more."""
    counts: Counter[str] = Counter()
    names: dict[str, str] = {}
    for position, sentence in enumerate(sentences):
        weight = _OPENING_WEIGHT if position < _OPENING else 1
        sums = {i for money in sentence.money for i in range(money.start, money.end)}
        for mention in sentence.actors:
            if mention.start in sums or (
                mention.text.isupper() and len(mention.text) > _SHORT and sentence.index <= _OPENING and mention.start <= _OPENING
            ):
                continue  # "US dollars"; "MOSCOW/VIENNA" only says where it was written
            for actor in mention.actors:
                if (actor.kind == "state" or actor.code == "EU") and actor.code != "UNK" and mention.how not in {"definite", "pronoun"}:
                    counts[actor.code] += weight
                    names.setdefault(actor.code, actor.name)
    return [(code, names[code], count) for code, count in counts.most_common()]


_REVERSED = {"export": "import", "import": "export"}
# Words that say who gives and takes, not whose statistics count.
_WEAK = frozenset(f"{KIND}.{name}" for name in ("shipment_noun", "purchase_noun"))
_TAKING = frozenset(f"{KIND}.{name}" for name in ("buy_verb", "import_verb"))
_BODY = re.compile(
    r"\b(?:department|ministry|bureau|office|customs|agency|statistics|commission|institute|administration|bank|service|authority|council|board|treasury)\b",
    re.IGNORECASE,
)


# "... Exporters' Assembly", "Brazil's customs": the statistics of a country's own body.
_TELLER = re.compile(
    r"\b[A-Z][\w.&’'-]*\s+(?:(?:[A-Z][\w.&’'-]*|of|and|for|the|foreign|trade|finance|economy|economics|agriculture|commerce|oil|energy|government|central|state|national|official|industry)\s+){0,6}?(?:[Cc]ustoms|[Ss]tatistic(?:s|al)|Ministry|[Mm]inistry|Department|Bureau|Association|Assembly|Council|Board|Federation|Institute|Chamber|Agency|Office|office|Authority|Administration|bank|Bank|data|figures)\b"
)


def _carry_source(candidate: Candidate, before: Candidate) -> None:
    """Give a fact the statistics office of the fact just before, where it names none itself: "Imports rose 3%"."""
    fields, known = candidate.fields, before.fields
    facts = fields["observation_status"] == known["observation_status"] == "actual"
    if not facts or fields["reporter_code"] != known["reporter_code"] or candidate.sentence.index - before.sentence.index > _NEAR:
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
    is_near = before is not None and candidate.sentence.index - before.sentence.index <= (0 if own else _NEAR)
    if before is not None and is_near and before.fields["partner_code"] not in {None, fields["reporter_code"]}:
        if fields["reporter_code"] is None:
            _set(candidate, "reporter", before.fields["reporter_code"], before.fields["reporter_name"])
        _set(candidate, "partner", before.fields["partner_code"], before.fields["partner_name"])
        return
    reporter = fields["reporter_code"] or (before.fields["reporter_code"] if before is not None else None)
    named = [
        (mention.start, actor)
        for sentence in sentences
        if 0 <= candidate.sentence.index - sentence.index <= _NEAR
        for mention in sentence.actors
        for actor in mention.actors
        if (actor.kind == "state" or actor.code in _BLOCS)
        and actor.code not in {"UNK", reporter}
        and mention.how not in {"definite", "pronoun"}
        if sentence is not candidate.sentence or _start(candidate, mention.start) < candidate.trigger_start
    ]
    if named:
        _set(candidate, "partner", named[-1][1].code, named[-1][1].name)


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
        _set(candidate, "reporter", teller, known["reporter_name"])
        return
    if reporter in definite:
        _set(candidate, "reporter", teller, known["reporter_name"])
        return
    is_taken = candidate.rule_id in _TAKING and fields["partner_code"] is None and reporter not in {None, teller}
    is_ranked = any(is_word(token, "report_ranks") for token in candidate.sentence.doc) and known["partner_code"] is None
    is_same = (fields["unit"] == known["unit"] and fields["measure"] == "quantity") or is_ranked
    if is_taken and known["flow"] == "export" and is_same:
        other = (reporter, fields["reporter_name"])
        _set(candidate, "reporter", teller, known["reporter_name"])
        _set(candidate, "partner", *other)
        fields["flow"] = "export"
        return
    if _is_arrival(candidate, before):
        other = (reporter, fields["reporter_name"])
        _set(candidate, "reporter", teller, known["reporter_name"])
        _set(candidate, "partner", *other)
        fields["flow"] = "import"
        return
    is_weak = candidate.rule_id == f"{KIND}.buy_verb" or (candidate.rule_id in _WEAK and bool(candidate.features.get("owned")))
    if not is_weak or fields["partner_code"] != teller or fields["flow"] not in _DIRECTED:
        return
    if known["flow"] == _REVERSED[fields["flow"]] or known["partner_code"] is None:
        other = (reporter, fields["reporter_name"])
        _set(candidate, "reporter", teller, known["reporter_name"])
        _set(candidate, "partner", *other)
        fields["flow"] = _REVERSED[fields["flow"]]


def _is_arrival(candidate: Candidate, before: Candidate) -> bool:
    """Return whether goods come "from" a state in a report of somebody else's imports: "Supplies from Iraq fell to 900,000 bpd"."""
    fields, known = candidate.fields, before.fields
    is_other = fields["reporter_code"] not in {None, known["reporter_code"]} and fields["partner_code"] is None
    behind = candidate.sentence.text[candidate.trigger_end - candidate.sentence.start :]
    is_origin = behind.lstrip().lower().startswith("from ") or bool(candidate.features.get("owned"))
    is_weak = candidate.rule_id == f"{KIND}.shipment_noun"
    return is_other and known["flow"] == "import" and candidate.rule_id in _WEAK and is_weak and is_origin


def _complete(candidate: Candidate, before: Candidate | None, focus: list[tuple[str, str, int]]) -> None:
    fields = candidate.fields
    reporter, partner = fields["reporter_code"], fields["partner_code"]
    if candidate.features.get("bilateral") and (reporter is None or partner is None):
        _complete_pair(candidate, before, focus)
    elif reporter is None:
        _complete_reporter(candidate, before, focus)
    elif partner is None and before is not None:
        _complete_partner(candidate, before)
    if fields["flow"] == "total" and fields["partner_code"] is None and candidate.sentence.is_headline:
        _complete_headline(candidate)


def _complete_headline(candidate: Candidate) -> None:
    """Take the two states of a headline as the sides of the trade it tells: "Tehran, Islamabad eye $10bn trade"."""
    states = rank_states([candidate.sentence])
    if len(states) == 2:
        first, second = sorted(states, key=lambda state: _first_place(candidate, state[0]))
        _set(candidate, "reporter", first[0], first[1])
        _set(candidate, "partner", second[0], second[1])


def _first_place(candidate: Candidate, code: str) -> int:
    return next((m.start for m in candidate.sentence.actors if any(actor.code == code for actor in m.actors)), 0)


def _complete_pair(candidate: Candidate, before: Candidate | None, focus: list[tuple[str, str, int]]) -> None:
    fields = candidate.fields
    pairs: list[tuple[str, str]] = []
    if before is not None and before.fields["partner_code"] is not None:
        pairs = [(before.fields[f"{side}_code"], before.fields[f"{side}_name"]) for side in ("reporter", "partner")]
    if not pairs:
        own = rank_states([candidate.sentence])
        ranked = own if len(own) >= 2 else focus
        pairs = [(code, name) for code, name, _ in ranked[:2]]
    teller = _office(candidate, fields["partner_code"]) if fields["reporter_code"] is None and fields["partner_code"] is not None else None
    if teller is not None:
        _set(candidate, "reporter", teller.code, teller.name)
        return
    given = fields["reporter_code"] or fields["partner_code"]
    if given is not None:
        pairs = [(given, fields["reporter_name"] or fields["partner_name"]), *[pair for pair in pairs if pair[0] != given]]
    if len(pairs) >= 2:
        _set(candidate, "reporter", *pairs[0])
        _set(candidate, "partner", *pairs[1])


def _complete_reporter(candidate: Candidate, before: Candidate | None, focus: list[tuple[str, str, int]]) -> None:
    partner = candidate.fields["partner_code"]
    teller = _office(candidate, partner)
    if teller is not None and (before is None or teller.code not in {before.fields["partner_code"], before.fields["reporter_code"]}):
        _set(candidate, "reporter", teller.code, teller.name)
        return
    if before is not None:
        for side in ("reporter", "partner"):
            if before.fields[f"{side}_code"] not in {None, partner, "UNK"}:
                _set(candidate, "reporter", before.fields[f"{side}_code"], before.fields[f"{side}_name"])
                break
        is_same = before.sentence.index == candidate.sentence.index and before.fields["flow"] in {*_DIRECTED, "total"}
        is_pair = (
            candidate.fields["flow"] != "balance"
            and "total" in {before.fields["flow"], candidate.fields["flow"]}
            and candidate.sentence.index - before.sentence.index <= _NEAR
        )
        if partner is None and (is_same or is_pair):
            _set(candidate, "partner", before.fields["partner_code"], before.fields["partner_name"])
        if candidate.fields["reporter_code"] is not None:
            return
    sources = [
        a
        for m in candidate.sentence.actors
        if m.text == candidate.attributed_to
        for a in m.actors
        if a.kind == "state" and a.code != partner
    ]
    if sources:
        _set(candidate, "reporter", sources[0].code, sources[0].name)
        return
    others = [(code, name, count) for code, name, count in focus if code != partner]
    if others and others[0][2] >= _LEAST_MENTIONS:
        _set(candidate, "reporter", others[0][0], others[0][1])


def _office(candidate: Candidate, partner: str | None) -> Actor | None:
    """Return the state whose office or trade body tells the figure: "data from the Turkish Exporters' Assembly", "the Vietnam Food Association said"."""
    sentence = candidate.sentence
    at = sentence.text.find(candidate.attributed_to) if candidate.attributed_to else -1
    if at > 0:  # "Argentina's Indec said"
        owner = next((m for m in sentence.actors if sentence.doc[m.end - 1].idx + len(sentence.doc[m.end - 1]) + 3 == at), None)
        states = [a for a in owner.actors if a.code not in {"UNK", partner} and a.kind == "state"] if owner is not None else []
        if states:
            return Actor(states[0].code, states[0].name, "state")
    for found in _TELLER.finditer(sentence.text):
        named = [
            actor
            for mention in sentence.actors
            if found.start() <= sentence.doc[mention.start].idx < found.end() and mention.how not in {"pronoun", "definite"}
            for actor in mention.actors
            if actor.code not in {"UNK", partner} and actor.kind in {"state", "organisation", "entity"}
        ]
        if named and named[0].kind != "entity":
            return Actor(named[0].code, named[0].name, "state")
    return None


def _complete_partner(candidate: Candidate, before: Candidate) -> None:
    """Take the other side from a figure of the same sentence, or from the two states' trade in the one before: "X's exports to Y ..., while Y's exports ..."."""
    fields, known = candidate.fields, before.fields
    if known["partner_code"] is None or (fields["flow"] not in _DIRECTED and known["flow"] != "total"):
        return
    is_return = _IN_RETURN.search(candidate.sentence.text) is not None
    is_near = before.sentence.index == candidate.sentence.index or (
        (known["flow"] == "total" or is_return) and candidate.sentence.index - before.sentence.index <= _NEAR
    )
    if not is_near:
        return
    if fields["reporter_code"] == known["partner_code"]:
        _set(candidate, "partner", known["reporter_code"], known["reporter_name"])
    elif fields["reporter_code"] == known["reporter_code"] and (
        fields["flow"] != known["flow"] or candidate.trigger_start == before.trigger_start or fields["measure"] == "share"
    ):
        _set(candidate, "partner", known["partner_code"], known["partner_name"])


def _set(candidate: Candidate, side: str, code: str | None, name: str | None) -> None:
    candidate.fields[f"{side}_code"], candidate.fields[f"{side}_name"] = code, name
    candidate.features["fallback"] = 1.0
