"""Who sells and who buys where the words do not say it: "a deal between A and B", "won an order from C".

Here: deals, contracts, letters and orders. Not here: readings whose rule names the giver or the taker (arms_parties).
"""

from collections.abc import Sequence

from flows.extract.events.arms_subjects import codes_of, leave_out, name_subject
from flows.extract.events.arms_words import arms_words, exporter_ranks
from flows.extract.events.candidates import fill_actors
from flows.extract.events.rules import Match
from flows.extract.language.syntax import is_passive
from flows.extract.mentions.types import Actor, WeaponMention
from flows.extract.sentences import Sentence

# Of these, the first so many sell rather than buy where a deal names nobody else.
_LARGEST = 2


def sort_open(
    sentence: Sentence, match: Match, weapon: WeaponMention, makers: Sequence[Actor], head: int | None
) -> tuple[list[Actor], list[Actor]]:
    """Return who sells and who buys in a deal: by the weapon's origin, else by who exports more arms."""
    frame = match.frame
    named = _name_both(sentence, match, head)
    if any(governor.lemma in arms_words("awarding") for governor in frame.governors[:2]):
        winners = [actor for actor, _ in fill_actors(sentence, frame, ("gov.recipient", "gov.to", "to"), head)]
        buyers = [actor for actor, _ in fill_actors(sentence, frame, ("gov.agent", "gov.by", "by", "for", "weapon.for"), head)]
        if winners:
            return winners, leave_out(buyers, codes_of(winners))
    if match.rule.id.endswith(".letter_noun"):
        senders = [actor for actor, _ in fill_actors(sentence, frame, ("from", "gov.from"), head)]
        if senders:
            return senders, leave_out([actor for actor, _ in fill_actors(sentence, frame, ("gov.agent", "poss"), head)], codes_of(senders))
    sources = {actor.code for actor in makers} or ({weapon.origin_code} if weapon.origin_code in named else set())
    if not sources and any(governor.lemma in arms_words("winning") for governor in frame.governors[:2]):
        sources = {actor.code for actor, _ in fill_actors(sentence, frame, ("gov.agent",))}
    suppliers = [*(actor for actor in named.values() if actor.code in sources)] or list(makers)
    others = [actor for actor in named.values() if actor.code not in {supplier.code for supplier in suppliers}]
    if suppliers:
        return suppliers, others
    ranks = exporter_ranks()
    if len(others) == 1:
        return ([], others) if ranks.get(others[0].code, len(ranks)) >= _LARGEST else (others, [])
    ranked = sorted(others, key=lambda actor: ranks.get(actor.code, len(ranks)))
    return ranked[:1], ranked[1:]


def _counterparts(sentence: Sentence) -> list[Actor]:
    """Return the states of the other side's ministers, wherever the parse hangs them: "with his visiting Danish counterpart"."""
    heads = [mention for mention in sentence.actors if sentence.doc[mention.end - 1].lemma_.lower() in {"counterpart", "opposite"}]
    return [actor for mention in heads for actor in mention.actors if actor.code != "UNK"]


def _name_both(sentence: Sentence, match: Match, head: int | None) -> dict[str, Actor]:
    """Return the two sides of a deal as far as its words name them, by code."""
    frame = match.frame
    named: dict[str, Actor] = {}
    for role in ("from", "agent", "gov.agent", "poss", "between", "with", "gov.with", "mod", "to", "gov.to", "by"):
        for actor, mention in fill_actors(sentence, frame, (role,), head, inside=role in {"gov.agent", "between", "by"}):
            if actor.code != "UNK" and mention.how != "model":
                named.setdefault(actor.code, actor)
    if len(named) < 2:
        named.update({actor.code: actor for actor in _counterparts(sentence) if actor.code not in named})
    if match.rule.id.endswith(".talks_noun"):
        if not any(frame.fillers(role) for role in ("with", "gov.with", "between")):
            named = {}  # bare talks: whoever stands above is in another deal
        for mention in name_subject(sentence, match.trigger):
            named.update({actor.code: actor for actor in mention.actors if actor.code not in {"UNK", *named}})
    return named


def is_won(sentence: Sentence, match: Match) -> bool:
    """Return whether an order is told from the side of who sells: "won an order", "received orders"."""
    verb = next((governor for governor in match.frame.governors if sentence.doc[governor.token].pos_ == "VERB"), None)
    return verb is not None and verb.lemma in arms_words("winning") and not is_passive(sentence.doc[verb.token])


def sort_won(sentence: Sentence, match: Match, head: int | None) -> tuple[list[Actor], list[Actor]]:
    """Return who sells and who buys where the seller wins the order: "won an order from Chile"."""
    suppliers = [actor for actor, _ in fill_actors(sentence, match.frame, ("gov.agent",), head)]
    roles = ("from", "gov.from", "by", "poss", "mod", "weapon.from", "weapon.for")
    return suppliers, [actor for actor, _ in fill_actors(sentence, match.frame, roles, head)]
