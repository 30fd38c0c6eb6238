"""What a sentence without a figure says whose trade is spoken of: "Trade between the two remains modest", "Peru is Chile's main trading partner".

Later sentences that only say "it came to $16 million" or "exports were worth $9 million" take their parties from such a sentence.
Here: reading the topic. Not here: the figures that go on about it (trade_continued, trade_context).
"""

from collections.abc import Sequence

from spacy.tokens import Token

from flows.extract.events.candidates import Candidate, trigger_offsets
from flows.extract.events.rules import Match, match_rules
from flows.extract.events.trade_figures import KIND, figure_flow, figure_key
from flows.extract.events.trade_goods import is_idle, is_worldwide
from flows.extract.events.trade_parties import find_parties
from flows.extract.events.trade_periods import find_period
from flows.extract.events.trade_sides import TRADERS, Parties, is_bilateral, list_parties, premodifiers
from flows.extract.events.trade_triggers import is_trade_word
from flows.extract.events.trade_words import is_word
from flows.extract.mentions.types import Actor, QuantityMention
from flows.extract.sentences import Sentence

# Rules whose words mean trade without a figure or goods beside them.
_PLAIN = frozenset(
    f"{KIND}.{name}"
    for name in ("export_noun", "import_noun", "trade_noun", "turnover_noun", "balance_noun", "export_verb", "import_verb", "trade_verb")
)


def find_topics(sentences: Sequence[Sentence], figures: Sequence[Candidate]) -> list[Candidate]:
    """Return a reading without a number for every sentence that names whose trade it speaks of and holds no figure of it, in text order.

    `measure` and `unit` are empty and `value` is 0: such a reading lends its parties and flow, and is no row itself.
    """
    told = {figure.sentence.index for figure in figures}
    topics = []
    for position, sentence in enumerate(sentences):
        if sentence.index not in told:
            topic = _by_trade_word(sentence, sentences[:position]) or _by_partnership(sentence)
            if topic is not None:
                topics.append(topic)
    return topics


def _by_trade_word(sentence: Sentence, earlier: Sequence[Sentence]) -> Candidate | None:
    """Return the topic that the first plain word for trade with a reporter gives."""
    if KIND not in sentence.kinds:
        return None
    matches = [match for match in match_rules(sentence, KIND) if match.rule.id in _PLAIN and not is_idle(sentence, match)]
    triggers = {match.trigger: str(match.rule.values["flow"]) for match in matches}
    for match in matches:
        if is_worldwide(sentence, match) or not is_trade_word(sentence, match, earlier):
            continue
        flow = figure_flow(sentence, match)
        end = len(sentence.doc)
        parties = find_parties(sentence, match, QuantityMention(end - 1, end, None, None, ""), triggers, flow)
        if not parties.is_firm and not parties.is_meant and (topic := _topic(sentence, match, match.trigger, parties, flow)) is not None:
            return topic
    return None


def _by_partnership(sentence: Sentence) -> Candidate | None:
    """Return the topic of "Peru is Chile's biggest trading partner" and "overtook Peru as Chile's main trade partner": Chile's trade with Peru."""
    for token in sentence.doc:
        if token.lemma_.lower() != "partner" or not any(is_word(child, "partnerships") for child in token.children):
            continue
        everyone = list_parties(sentence)
        owners = [actor for party in premodifiers(sentence, everyone, token.i) for actor in party.actors]
        owners = owners or [a for party in everyone if party.start > token.i and _is_of(token, party.head) for a in party.actors]
        codes = {owner.code for owner in owners}
        others = [actor for actor in _subjects(sentence, token) if actor.code not in codes]
        rules = [match for match in match_rules(sentence, KIND) if match.rule.id == f"{KIND}.trade_noun"]
        parties = Parties(owners[:1], others[:1])
        topic = _topic(sentence, rules[0] if rules else None, token.i, parties, "total")
        if topic is not None:
            return topic
    return None


def _is_of(noun: Token, party: int) -> bool:
    return any(child.i == party for child in noun.children)


def _subjects(sentence: Sentence, partner: Token) -> list[Actor]:
    """Return the states that are called the partner: the subject of "is", or of the verb above "as its biggest trading partner"."""
    for head in (partner, *partner.ancestors):
        subject = next((child for child in head.children if child.dep_.startswith("nsubj")), None)
        if subject is not None:
            mention = sentence.actor_at(subject.i)
            return [actor for actor in mention.actors if actor.kind in TRADERS and actor.code != "UNK"] if mention is not None else []
    return []


def _topic(sentence: Sentence, match: Match | None, token: int, parties: Parties, flow: str) -> Candidate | None:
    reporter = parties.reporters[0] if parties.reporters else None
    partner = parties.partners[0] if len(parties.partners) == 1 else None
    if reporter is None and not (flow == "total" and is_bilateral(sentence)):
        return None
    start, end = trigger_offsets(sentence, token)
    at = len(sentence.doc)
    nowhere = QuantityMention(at - 1, at, None, None, "")
    period = find_period(sentence, nowhere, [], base=False, reporter_code=reporter.code if reporter else None)
    fields = {
        "reporter_code": reporter.code if reporter else None,
        "reporter_name": reporter.name if reporter else None,
        "partner_code": partner.code if partner else None,
        "partner_name": partner.name if partner else None,
        "flow": flow,
        "measure": None,
        "value": 0.0,
        "unit": None,
        "value_text": "",
        "commodity": None,
        "period_start": period.first if period else None,
        "period_end": period.last if period else None,
        "period_text": period.text if period else None,
        "comparison": None,
        "observation_status": "actual",
    }
    return Candidate(
        kind=KIND,
        sentence=sentence,
        trigger_start=start,
        trigger_end=end,
        rule_id=match.rule.id if match is not None else f"{KIND}.trade_noun",
        assertion="asserted",
        attributed_to=None,
        attribution_cue=None,
        fields=fields,
        key=figure_key(fields),
        features={"bilateral": 1.0, "topic": 1.0} if flow == "total" and is_bilateral(sentence) else {"topic": 1.0},
    )
