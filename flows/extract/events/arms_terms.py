"""How far an arms transfer has come, and what kind of deal it is.

Here: status and type of the deal, from the rule, the claim and the words around the trigger. Not here: parties and weapons.
"""

from flows.extract.claims import Claim
from flows.extract.events.arms_words import arms_words
from flows.extract.events.rules import Match
from flows.extract.mentions.types import WeaponMention
from flows.extract.sentences import Sentence

# What a predicate above the transfer makes of its status.
_STATUS_OF_STAGE = {
    "requested": "requested",
    "considered": "offered",
    "offered": "offered",
    "planned": "offered",
    "agreed": "agreed",
    "permitted": "agreed",
    "threatened": "offered",
    "cancelled": "cancelled",
}


def read_status(sentence: Sentence, match: Match, claim: Claim) -> str:
    """Return requested, offered, agreed, delivered or cancelled: the rule's status as the claim and the predicates above change it."""
    told = _told_by_words(sentence, match, claim)
    if told is not None:
        return told
    values = match.rule.values
    base = str(values.get("status", "delivered"))
    if values.get("settled") is False and claim.stage in {None, "begun"} and not claim.is_future and not claim.is_hypothetical:
        is_decided = sentence.doc[match.trigger].lemma_.lower() in arms_words("decisions")
        return base if is_decided or _governed_by(match, "announcing", 2) else "delivered"
    if claim.stage == "requested" and not values.get("buyer") and match.frame.fillers("agent") and values.get("deal_type") == "sale":
        return "offered"
    if claim.stage in _STATUS_OF_STAGE:
        return _STATUS_OF_STAGE[claim.stage]
    if claim.is_hypothetical and base in {"delivered", "agreed"} and "subjects" not in values:
        return "offered"
    if base == "delivered" and (claim.is_future or (claim.stage is None and claim.tense == "none" and _is_infinitive(sentence, match))):
        return "agreed"
    if base == "agreed" and values.get("deal_type") == "sale" and match.frame.is_verbal and _is_done(sentence, match.trigger):
        return "delivered"
    return base


def _told_by_words(sentence: Sentence, match: Match, claim: Claim) -> str | None:
    """Return the status that a word at or above the trigger settles whatever the claim's stage: a bid, a lifted ban, "nears", "possible"."""
    doc = sentence.doc
    governors = match.frame.governors
    if _governed_by(match, "bidding", 3):
        return "offered"
    if _governed_by(match, "bans") and _governed_by(match, "lifting"):
        return "agreed"
    above = [governor.lemma for governor in governors[:2]]
    is_promise = claim.stage == "planned" and (claim.stage_word or "").lower() in arms_words("promises")
    if is_promise or "intention" in above:
        return "requested" if match.rule.values.get("buyer") else "agreed"
    if claim.stage != "agreed" and any(child.lower_ in arms_words("possible") for child in doc[match.trigger].children):
        return "offered"
    if "process" in above and claim.stage in {None, "begun"}:
        return "delivered"
    return "offered" if any(doc[governor.token].lower_ in arms_words("nearly") for governor in governors) else None


def _governed_by(match: Match, words: str, steps: int | None = None) -> bool:
    return any(governor.lemma in arms_words(words) for governor in match.frame.governors[:steps])


def _is_infinitive(sentence: Sentence, match: Match) -> bool:
    return match.frame.is_verbal and any(child.lower_ == "to" and child.dep_ == "mark" for child in sentence.doc[match.trigger].children)


def _is_done(sentence: Sentence, trigger: int) -> bool:
    """Return whether the verb stands in the perfect ("has bought") or says what is usual ("now buys")."""
    if sentence.doc[trigger].lemma_.lower() in arms_words("ordering"):
        return False
    children = list(sentence.doc[trigger].children)
    if any(child.dep_ == "aux" and child.lower_ in {"have", "has", "had", "'ve", "’ve"} for child in children):
        return True
    return any(
        child.lower_ in {"now", "already", "often", "usually", "traditionally", "still"} and child.dep_ == "advmod" for child in children
    )


def read_deal_type(sentence: Sentence, match: Match, weapon: WeaponMention) -> str:
    """Return sale, aid, licensed_production, technology or unknown: by the weapon's aspect, the rule, then the words around the trigger."""
    if weapon.aspect in {"licence", "production"}:
        return "licensed_production"
    if weapon.aspect == "technology":
        return "technology"
    stated = str(match.rule.values.get("deal_type", "unknown"))
    if stated != "unknown":
        return stated
    around = {governor.lemma for governor in match.frame.governors[:3]}
    around |= {sentence.doc[argument.token].lemma_.lower() for argument in match.frame.arguments}
    around |= {token.lower_ for token in sentence.doc[weapon.start : weapon.end]}
    if around & arms_words("sale"):
        return "sale"
    return "aid" if around & arms_words("aid") else "unknown"
