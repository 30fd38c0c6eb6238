"""Arms transfers: who supplies what to whom, by the rules of `seeds/rules/arms_transfers.yml`.

One candidate a supplier, a recipient and a weapon. Fields a rule fills: supplier, recipient (roles), weapon (roles, or the trigger itself),
status (of the plain past or present statement; plans, promises and refusals above it change it), deal_type.
"""

from collections.abc import Iterator, Sequence
from itertools import product

from flows.extract.claims import Claim, read_claim
from flows.extract.events.candidates import Candidate, claim_columns, event_date, event_place, fill_actors, trigger_offsets
from flows.extract.events.rules import Match, match_rules
from flows.extract.mentions.types import Actor, MoneyMention, QuantityMention, WeaponMention
from flows.extract.sentences import Sentence

KIND = "arms_transfers"

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


def extract_arms_transfers(sentence: Sentence, earlier: Sequence[Sentence]) -> Iterator[Candidate]:
    """Yield the arms transfers that a sentence states; `earlier` are the sentences before it, for arguments it leaves out."""
    for match in match_rules(sentence, KIND):
        yield from _transfers(sentence, match)


def _transfers(sentence: Sentence, match: Match) -> Iterator[Candidate]:
    rule, frame = match.rule, match.frame
    weapons = _weapons(sentence, match)
    if not weapons:
        return
    claim = read_claim(sentence, frame)
    for weapon in weapons:
        head = weapon.head if weapon.head != match.trigger else None
        suppliers = [actor for actor, _ in fill_actors(sentence, frame, rule.roles.get("supplier", ()), head)]
        recipients = [actor for actor, _ in fill_actors(sentence, frame, rule.roles.get("recipient", ()), head)]
        supplier_codes = {actor.code for actor in suppliers}
        recipients = [actor for actor in recipients if actor.code == "UNK" or actor.code not in supplier_codes]
        if not suppliers and not recipients:
            continue
        for supplier, recipient in product(suppliers or [None], recipients or [None]):
            yield _candidate(sentence, match, claim, weapon, supplier, recipient)


def _weapons(sentence: Sentence, match: Match) -> list[WeaponMention]:
    rule, frame = match.rule, match.frame
    if rule.values.get("weapon") == "trigger":
        token = sentence.doc[match.trigger]
        return [WeaponMention(token.i, token.i + 1, token.i, token.text, None, rule.values.get("category", "unspecified"), None, None, "generic")]
    found: dict[int, WeaponMention] = {}
    for role in rule.roles.get("weapon", ()):
        tokens = [match.trigger] if role == "self" else frame.fillers(role)
        for token in tokens:
            for weapon in sentence.weapons_under(token):
                if weapon.aspect != "use":
                    found.setdefault(weapon.start, weapon)
        if found:
            break
    weapons = [found[start] for start in sorted(found)]
    specific = [weapon for weapon in weapons if weapon.aspect != "generic"]
    return specific or weapons


def _candidate(sentence: Sentence, match: Match, claim: Claim, weapon: WeaponMention, supplier: Actor | None, recipient: Actor | None) -> Candidate:
    parties = frozenset(actor.code for actor in (supplier, recipient) if actor is not None)
    assertion, attributed_to, cue = claim_columns(claim, parties, trusts_reports=False)
    quantity = _quantity(sentence, weapon)
    money = _value(sentence, match)
    start, end = trigger_offsets(sentence, match.trigger)
    fields = {
        "supplier_code": supplier.code if supplier else None,
        "supplier_name": supplier.name if supplier else None,
        "recipient_code": recipient.code if recipient else None,
        "recipient_name": recipient.name if recipient else None,
        "weapon_text": weapon.text,
        "weapon_designation": weapon.designation,
        "weapon_category": weapon.category,
        "sipri_category": weapon.sipri_category,
        "unroca_category": weapon.unroca_category,
        "quantity_min": quantity.minimum if quantity else None,
        "quantity_max": quantity.maximum if quantity else None,
        "quantity_text": quantity.text if quantity else None,
        "status": _status(match, claim),
        "deal_type": _deal_type(match, weapon),
        "value_amount": money.amount if money else None,
        "value_currency": money.currency if money else None,
        "value_text": money.text if money else None,
    }
    return Candidate(
        kind=KIND,
        sentence=sentence,
        trigger_start=start,
        trigger_end=end,
        rule_id=match.rule.id,
        assertion=assertion,
        attributed_to=attributed_to,
        attribution_cue=cue,
        fields=fields,
        key=(fields["supplier_code"], fields["recipient_code"], weapon.category, weapon.designation),
        date=event_date(sentence, match),
        place=event_place(sentence, match),
    )


def _status(match: Match, claim: Claim) -> str:
    base = str(match.rule.values.get("status", "delivered"))
    if claim.stage in _STATUS_OF_STAGE:
        return _STATUS_OF_STAGE[claim.stage]
    if claim.is_future and base == "delivered":
        return "agreed"
    if claim.is_hypothetical and base in {"delivered", "agreed"}:
        return "offered"
    return base


def _deal_type(match: Match, weapon: WeaponMention) -> str:
    if weapon.aspect in {"licence", "production"}:
        return "licensed_production"
    if weapon.aspect == "technology":
        return "technology"
    return str(match.rule.values.get("deal_type", "unknown"))


def _quantity(sentence: Sentence, weapon: WeaponMention) -> QuantityMention | None:
    """Return the count that stands right before the weapon or inside its phrase."""
    doc = sentence.doc
    for quantity in sentence.quantities:
        if quantity.end <= weapon.start and weapon.start - quantity.end <= 4:
            between = doc[quantity.end : weapon.start]
            if all(token.pos_ in {"ADJ", "NOUN", "PROPN", "ADP", "DET", "PUNCT", "VERB", "NUM"} and token.text not in {",", ";", "and"} for token in between):
                return quantity
        if weapon.start <= quantity.start < weapon.end and quantity.end <= weapon.head:
            return quantity
    return None


def _value(sentence: Sentence, match: Match) -> MoneyMention | None:
    return sentence.money[0] if len(sentence.money) == 1 else None
