"""How far an arms transfer has come, and what kind of deal it is.

Here: status and type of the deal, from the rule, the claim and the words around the trigger. Not here: parties and weapons.
"""

from flows.extract.claims import Claim
from flows.extract.events.arms_words import arms_words
from flows.extract.events.rules import Match
from flows.extract.language.syntax import is_perfect, is_pluperfect
from flows.extract.mentions.types import WeaponMention
from flows.extract.sentences import Sentence

# Rules about weapons on their way.
_CARGOES = (".cargo", ".laden", ".bound", ".carry")
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
    if claim.stage in {"planned", "considered", "offered"} and _is_turned_down(sentence, match):
        return "cancelled"
    if claim.stage == "planned" and _governed_by(match, "rejecting", 2):
        return "cancelled"  # "killed a plan to sell"
    if claim.stage == "cancelled" and match.rule.id.endswith(".select") and sentence.doc[match.trigger].dep_ == "advcl":
        return "agreed"  # "dropped plans to buy X, opting for Y"
    told = "delivered" if _is_stopped_cargo(match, claim) else _told_by_words(sentence, match, claim)
    if told is not None:
        return told
    settled = _settled_by_company(sentence, match, claim)
    if settled is not None:
        return settled
    values = match.rule.values
    base = str(values.get("status", "delivered"))
    if values.get("settled") is False and claim.stage in {None, "begun"} and not claim.is_future and not claim.is_hypothetical:
        is_decided = sentence.doc[match.trigger].lemma_.lower() in arms_words("decisions")
        return base if is_decided or _governed_by(match, "announcing", 2) else "delivered"
    if claim.stage == "requested" and not values.get("buyer") and match.frame.fillers("agent") and _governed_by(match, "permission", 2):
        return "offered"  # "asked Berlin for permission to pass on"
    if claim.stage == "requested" and not values.get("buyer") and match.frame.fillers("agent") and values.get("deal_type") == "sale":
        return "offered"
    if claim.stage in _STATUS_OF_STAGE:
        return _STATUS_OF_STAGE[claim.stage]
    if claim.is_hypothetical and base in {"delivered", "agreed"} and "subjects" not in values:
        return "offered"
    governors = match.frame.governors
    if base == "delivered" and _is_infinitive(sentence, match) and governors and governors[0].lemma == "be" and claim.stage is None:
        return "agreed"  # "is to give"
    if base == "delivered" and (claim.is_future or (claim.stage is None and claim.tense == "none" and _is_infinitive(sentence, match))):
        return "agreed"
    if base == "agreed" and values.get("deal_type") == "sale" and match.frame.is_verbal and _is_done(sentence, match.trigger):
        return "delivered"
    return base


def _is_stopped_cargo(match: Match, claim: Claim) -> bool:
    """Return whether weapons were found on their way: who stops a lorry full of them calls off no deal."""
    return claim.stage == "cancelled" and match.rule.id.endswith(_CARGOES)


def _told_by_words(sentence: Sentence, match: Match, claim: Claim) -> str | None:
    """Return the status that a word at or above the trigger settles whatever the claim's stage: a bid, a lifted ban, "nears", "possible"."""
    doc = sentence.doc
    governors = match.frame.governors
    if _governed_by(match, "bidding", 3):
        return "offered"
    if _governed_by(match, "bans") and _governed_by(match, "lifting"):
        return "agreed"
    if claim.stage is None and match.frame.lemma in arms_words("preferring"):
        return "offered"
    above = [governor.lemma for governor in governors[:2]]
    is_promise = claim.stage == "planned" and (claim.stage_word or "").lower() in arms_words("promises")
    if is_promise or "intention" in above:
        return "requested" if match.rule.values.get("buyer") else "agreed"
    if claim.stage not in {"agreed", "cancelled"} and any(child.lower_ in arms_words("possible") for child in doc[match.trigger].children):
        return "offered"
    if "process" in above and claim.stage in {None, "begun"}:
        return "delivered"
    return "offered" if any(doc[governor.token].lower_ in arms_words("nearly") for governor in governors) else None


def _settled_by_company(sentence: Sentence, match: Match, claim: Claim) -> str | None:
    """Return the status that the trigger's nearest words settle: a hold, an option taken up, the kind of letter, a contract won to supply."""
    doc = sentence.doc
    for governor in match.frame.governors[:2]:
        above = doc[governor.token]
        if above.lemma_.lower() in {"put", "place"} and any(child.lower_ == "hold" for child in above.children):
            return "cancelled"
    if "subjects" in match.rule.values and claim.stage is None:
        heads = [doc[i] for i in match.frame.fillers("agent")]
        if any(child.lower_ in arms_words("possible") for head in heads for child in head.children):
            return "offered"
    if claim.stage is None and match.rule.values.get("status") == "delivered" and _is_consented(sentence, match):
        return "agreed"
    if claim.stage is None and _governed_by(match, "stopping", 1) and not match.frame.is_verbal:
        return "cancelled"
    if claim.stage in {None, "begun"} and _is_talked_about(sentence, match):
        return "offered"
    if match.rule.id.endswith(".option_noun") and _governed_by(match, "exercising", 2):
        return "agreed"
    if match.rule.id.endswith(".letter_noun") and claim.stage != "cancelled":
        words = {token.lower_ for token in doc[match.trigger].subtree}
        if "acceptance" in words:
            return "agreed"
        if "request" in words:
            return "requested"
        return "offered" if words & {"intent", "interest", "offer", "intention"} else None
    if match.frame.is_verbal and _is_infinitive(sentence, match) and _is_won(sentence, match):
        return "agreed"
    return None


def _is_consented(sentence: Sentence, match: Match) -> bool:
    """Return whether the transfer is only allowed so far: "gave the go-ahead for the export"."""
    governors = match.frame.governors[:2]
    objects = (child for governor in governors for child in sentence.doc[governor.token].children if child.dep_ == "obj")
    return _governed_by(match, "consent", 2) or any(child.lower_ in arms_words("consent") for child in objects)


def _is_talked_about(sentence: Sentence, match: Match) -> bool:
    """Return whether the transfer is what talks are about: "in talks on buying", "began talks with Spain to buy"."""
    governors = match.frame.governors[:2]
    objects = (child for governor in governors for child in sentence.doc[governor.token].children if child.dep_ == "obj")
    return _governed_by(match, "talking", 2) or any(child.lemma_.lower() in arms_words("talking") for child in objects)


def _is_won(sentence: Sentence, match: Match) -> bool:
    """Return whether the transfer is what a contract is about: "won a contract to supply", "a deal to deliver"."""
    for governor in match.frame.governors[:2]:
        above = sentence.doc[governor.token]
        objects = {above.lemma_.lower()} | {child.lemma_.lower() for child in above.children if child.dep_ in {"obj", "nsubj:pass"}}
        if objects & arms_words("contracts"):
            return True
    return False


def _governed_by(match: Match, words: str, steps: int | None = None) -> bool:
    return any(governor.lemma in arms_words(words) for governor in match.frame.governors[:steps])


def _is_turned_down(sentence: Sentence, match: Match) -> bool:
    """Return whether the sentence goes on to say that the deal was rejected: "planned to sell jets, but parliament blocked the sale"."""
    doc = sentence.doc
    for verb in doc[match.trigger + 1 :]:
        if verb.dep_ == "conj" and verb.pos_ == "VERB" and verb.lemma_.lower() in arms_words("rejecting"):
            things = [child for child in verb.children if child.dep_ in {"obj", "nsubj:pass"}]
            is_so = not any(
                child.dep_ == "aux" or (child.dep_ == "advmod" and child.lower_ in {"not", "n't", "never"}) for child in verb.children
            )
            is_same = any(
                thing.lower_ in arms_words("rejected")
                and (thing.pos_ == "PRON" or any(c.lower_ in {"the", "that", "this"} for c in thing.children))
                for thing in things
            )
            return is_so and is_same
    return False


def _is_infinitive(sentence: Sentence, match: Match) -> bool:
    return match.frame.is_verbal and any(child.lower_ == "to" and child.dep_ == "mark" for child in sentence.doc[match.trigger].children)


def _is_done(sentence: Sentence, trigger: int) -> bool:
    """Return whether the verb stands in the perfect ("has bought") or says what is usual ("now buys")."""
    if sentence.doc[trigger].lemma_.lower() in arms_words("ordering"):
        return False
    verb = sentence.doc[trigger]
    if is_perfect(verb) or is_pluperfect(verb):
        return True
    return any(
        child.lower_ in {"now", "already", "often", "usually", "traditionally", "still"} and child.dep_ == "advmod"
        for child in verb.children
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
    if match.frame.is_verbal and _is_infinitive(sentence, match) and _is_won(sentence, match):
        return "sale"
    around = {governor.lemma for governor in match.frame.governors[:3]}
    around |= {sentence.doc[argument.token].lemma_.lower() for argument in match.frame.arguments}
    around |= {token.lower_ for token in sentence.doc[weapon.start : weapon.end]}
    if around & arms_words("sale"):
        return "sale"
    return "aid" if around & arms_words("aid") else "unknown"


def read_listed_type(lead: Sentence, match: Match, weapon: WeaponMention) -> str:
    """Return the type of the deal for a weapon of a list: that of the sentence that introduces the list."""
    if weapon.aspect in {"licence", "production"}:
        return "licensed_production"
    trigger = WeaponMention(match.trigger, match.trigger + 1, match.trigger, "", None, "unspecified", None, None, "generic")
    return read_deal_type(lead, match, trigger)
