"""Arms transfers: who supplies what to whom, by the rules of `seeds/rules/arms_transfers.yml`.

One candidate a supplier, a recipient and a weapon. Here: which readings of a sentence are transfers, and the candidate of each. Not here: the
parties (arms_parties), the weapons (arms_weapons), status and type of the deal (arms_terms), what other sentences add (arms_context).
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import product

from flows.extract.claims import Claim, read_claim
from flows.extract.events.arms_amounts import count_weapon, value_weapon
from flows.extract.events.arms_askers import has_own, has_pronoun_taker, is_observed
from flows.extract.events.arms_contracts import read_contracts
from flows.extract.events.arms_gaps import read_gaps
from flows.extract.events.arms_lists import read_list_item
from flows.extract.events.arms_needs import is_known, meets_needs
from flows.extract.events.arms_parties import Parties, name_parties, speaks
from flows.extract.events.arms_portions import split_portions
from flows.extract.events.arms_readings import keep_one_a_weapon
from flows.extract.events.arms_returns import is_return
from flows.extract.events.arms_senses import is_about_rules, is_enquiry, is_transfer, is_vague
from flows.extract.events.arms_stand_ins import find_stand_ins, name_definite, points_back
from flows.extract.events.arms_terms import read_deal_type, read_listed_type, read_status
from flows.extract.events.arms_weapons import is_of_told_deal, name_weapons
from flows.extract.events.arms_words import arms_words
from flows.extract.events.candidates import Candidate, claim_columns, event_place, trigger_offsets
from flows.extract.events.event_dates import event_date
from flows.extract.events.rules import Match, match_rules
from flows.extract.mentions.types import Actor, WeaponMention
from flows.extract.sentences import Sentence

KIND = "arms_transfers"

# Rules whose nouns tell of a transfer even where the sentence names nobody: "the S-400 deal".
_NAMELESS = frozenset(
    {"arms_transfers.sale_noun", "arms_transfers.contract_noun", "arms_transfers.purchase_noun", "arms_transfers.supply_noun"}
)


def extract_arms_transfers(sentence: Sentence, earlier: Sequence[Sentence]) -> Iterator[Candidate]:
    """Yield the arms transfers that a sentence states, weaker readings of the same weapon left out."""
    found: list[tuple[Candidate, WeaponMention, Match]] = []
    for match in match_rules(sentence, KIND):
        found.extend(_transfers(sentence, match, earlier))
    listed = {weapon.start for _, weapon, _ in found}
    for match, lead, weapon, parties in read_list_item(sentence, earlier):
        if weapon.start not in listed:
            found.extend(_listed(sentence, match, lead, weapon, parties))
    kept = list(keep_one_a_weapon(split_portions(sentence, found, match_rules(sentence, KIND), partial(_reread, sentence))))
    yield from kept
    yield from read_contracts(sentence, kept)


def _reread(sentence: Sentence, match: Match, weapon: WeaponMention, supplier: Actor | None, recipient: Actor | None) -> Candidate:
    return _candidate(sentence, match, read_claim(sentence, match.frame), weapon, supplier, recipient)


def _listed(
    sentence: Sentence, match: Match, lead: Sentence, weapon: WeaponMention, parties: Parties
) -> Iterator[tuple[Candidate, WeaponMention, Match]]:
    """Yield the readings of one weapon of a list whose introduction is the sentence `lead`."""
    claim = read_claim(lead, match.frame)
    for supplier, recipient in product(parties.suppliers or (None,), parties.recipients or (None,)):
        candidate = _candidate(lead, match, claim, weapon, supplier, recipient, item=sentence)
        candidate.features["listed"] = 1.0
        if parties.by_speaker:
            candidate.features["speaker"] = 1.0
        yield candidate, weapon, match


def _transfers(sentence: Sentence, match: Match, earlier: Sequence[Sentence]) -> Iterator[tuple[Candidate, WeaponMention, Match]]:
    weapons = name_weapons(sentence, match)
    stands_in = not weapons
    if stands_in:
        weapons = find_stand_ins(sentence, match, earlier)
    if not weapons or is_about_rules(match) or is_enquiry(sentence):
        return
    if not stands_in:
        weapons = [name_definite(sentence, weapon, earlier) for weapon in weapons]
    claim = read_claim(sentence, match.frame)
    for place, (weapon, parties) in enumerate(_name_all(sentence, match, claim, weapons)):
        if not _is_enough(sentence, match, weapon, parties, earlier, stands_in=stands_in):
            continue
        for supplier, recipient in product(parties.suppliers or (None,), parties.recipients or (None,)):
            candidate = _candidate(sentence, match, claim, weapon, supplier, recipient)
            if place:  # a sum stands for the whole; it is told once, with the main item
                candidate.fields.update(value_amount=None, value_currency=None, value_text=None)
            is_echo = not (parties.suppliers or parties.recipients) and points_back(sentence, match, weapon, earlier)
            candidate.features.update(_mark(sentence, match, parties, stands_in=stands_in or is_echo))
            if weapon.aspect == "generic" and recipient is None and _is_total(sentence, match):
                candidate.features["total"] = 1.0
            if match.rule.values.get("weapon") == "trigger":
                candidate.features["vague"] = 1.0
            if weapon.origin_code and weapon.designation:
                candidate.origin = weapon.origin_code
                if not match.rule.values.get("buyer") and match.rule.id not in _NAMELESS:
                    candidate.features["origin_last"] = 1.0
            yield candidate, weapon, match
        yield from _gapped(sentence, match, claim, weapon, parties)


def _name_all(sentence: Sentence, match: Match, claim: Claim, weapons: Sequence[WeaponMention]) -> Iterator[tuple[WeaponMention, Parties]]:
    """Yield each weapon with its parties; a taker behind the last of a list takes them all: "holds radars, mortars and rifles for Togo"."""
    named = [name_parties(sentence, match, claim, weapon) for weapon in weapons]
    last = named[-1].recipients
    shared = last if all(parties.recipients in {(), last} for parties in named) else ()
    for weapon, parties in zip(weapons, named, strict=True):
        yield weapon, parties if parties.recipients or not shared else replace(parties, recipients=shared)


def _mark(sentence: Sentence, match: Match, parties: Parties, *, stands_in: bool) -> dict[str, float]:
    """Return the features by which other sentences complete a reading."""
    marks = {
        "speaker": parties.by_speaker,
        "observed": is_observed(sentence, match),
        "stands_in": stands_in,
        "same_deal": is_of_told_deal(sentence, match),
        "speaker_buys": bool(match.rule.values.get("buyer")) and not is_known(parties) and speaks(sentence, match),
        "pronoun_taker": not parties.recipients and has_pronoun_taker(sentence, match),
    }
    return {name: 1.0 for name, holds in marks.items() if holds}


def _gapped(
    sentence: Sentence, match: Match, claim: Claim, weapon: WeaponMention, parties: Parties
) -> Iterator[tuple[Candidate, WeaponMention, Match]]:
    """Yield the readings of parties that share the weapon: "... and 12 to Togo"."""
    for party, actor, quantity in read_gaps(sentence, match, weapon):
        suppliers, recipients = ((actor,), parties.recipients) if party == "supplier" else (parties.suppliers, (actor,))
        for supplier, recipient in product(suppliers or (None,), recipients or (None,)):
            if supplier is not None and recipient is not None and supplier.code == recipient.code:
                continue
            candidate = _candidate(sentence, match, claim, weapon, supplier, recipient)
            candidate.fields.update(quantity_min=quantity.minimum, quantity_max=quantity.maximum, quantity_text=quantity.text)
            candidate.fields.update(value_amount=None, value_currency=None, value_text=None)
            if weapon.origin_code and match.rule.values.get("buyer"):
                candidate.origin = weapon.origin_code
            yield candidate, weapon, match


def _is_enough(
    sentence: Sentence, match: Match, weapon: WeaponMention, parties: Parties, earlier: Sequence[Sentence], *, stands_in: bool
) -> bool:
    """Return whether the parties and the weapon suffice for the rule; readings without any party live on if the document may tell them."""
    both = bool(parties.suppliers and parties.recipients)
    if stands_in:  # an earlier transfer of the weapon tells the rest, or it is left out
        is_own = match.rule.values.get("needs") != "own" or has_own(sentence, match)
        return is_own and is_transfer(sentence, match, weapon, parties, earlier)
    if is_of_told_deal(sentence, match):
        return is_transfer(sentence, match, weapon, parties, earlier)
    is_echo = match.rule.id.endswith((".arrive", ".expect")) and points_back(sentence, match, weapon, earlier)
    if not (is_echo or meets_needs(sentence, match, weapon, parties)) or not is_transfer(sentence, match, weapon, parties, earlier):
        return False
    if weapon.category == "nuclear" and not both:
        return False
    if (weapon.aspect == "generic" or weapon.category == "ammunition") and is_vague(sentence, match, weapon, parties):
        return False
    if not both and match.rule.id.endswith(".obtain") and (weapon.category == "component" or weapon.aspect == "generic"):
        return False
    values = match.rule.values
    is_with = bool(match.frame.fillers("with") or match.frame.fillers("gov.with"))
    is_maker = [actor.code for actor in parties.suppliers] == [weapon.origin_code]
    if values.get("direction") == "open" and is_maker and not is_known(parties) and not is_with:
        return False  # a country's own industry sells to it
    if weapon.aspect == "generic" and not both and (values.get("direction") == "open" or values["status"] == "requested"):
        return False
    if parties.suppliers or parties.recipients or parties.by_speaker or "subjects" in values:
        return True
    if points_back(sentence, match, weapon, earlier):
        return True
    return weapon.designation is not None and not match.frame.is_verbal and match.rule.id in _NAMELESS


def _is_total(sentence: Sentence, match: Match) -> bool:
    """Return whether the trigger speaks of all that a country sells: "its arms exports"."""
    return sentence.doc[match.trigger].lemma_.lower() in {"export", "sale"} and not match.frame.is_verbal


def _settle_assertion(sentence: Sentence, match: Match, claim: Claim, assertion: str) -> str:
    """Return the assertion as transfers need it: a refusal is a fact, what is only weighed is none."""
    if assertion == "hypothetical" and "subjects" in match.rule.values and not claim.is_question:
        return "asserted"  # "the possible sale would include": what it holds is no guess
    if assertion == "denied" and _refuses(sentence, match, claim):
        return "asserted"
    if assertion == "hypothetical" and claim.stage == "agreed" and _has_auxiliary(sentence, match, {"would"}):
        return "asserted"  # "agreed that it would be built"
    if assertion == "asserted" and claim.stage == "considered" and (claim.stage_word or "").lower() in arms_words("weighing"):
        return "hypothetical"
    return assertion


def _refuses(sentence: Sentence, match: Match, claim: Claim) -> bool:
    """Return whether the transfer is refused: "will not sell", "would not send"."""
    is_denial = claim.source is not None and claim.source.manner == "denying"
    return claim.is_negated and claim.stage is None and not is_denial and _has_auxiliary(sentence, match, {"will", "would", "wo"})


def _has_auxiliary(sentence: Sentence, match: Match, forms: set[str]) -> bool:
    return any(child.dep_ in {"aux", "aux:pass"} and child.lower_ in forms for child in sentence.doc[match.trigger].children)


def _status(sentence: Sentence, match: Match, claim: Claim) -> str:
    if is_return(sentence, match):
        return "delivered"  # what goes back had come
    return "cancelled" if _refuses(sentence, match, claim) else read_status(sentence, match, claim)


def _candidate(
    sentence: Sentence,
    match: Match,
    claim: Claim,
    weapon: WeaponMention,
    supplier: Actor | None,
    recipient: Actor | None,
    item: Sentence | None = None,
) -> Candidate:
    """Return the candidate of a reading; the weapon stands in the sentence `item`, where it is not the one that tells of the transfer."""
    parties = frozenset(actor.code for actor in (supplier, recipient) if actor is not None)
    assertion, attributed_to, cue = claim_columns(claim, parties, trusts_reports=False)
    assertion = _settle_assertion(sentence, match, claim, assertion)
    place = item or sentence
    quantity = count_weapon(place, weapon)
    money = value_weapon(place, weapon)
    start, end = trigger_offsets(place, match.trigger if item is None else weapon.head)
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
        "status": _status(sentence, match, claim),
        "deal_type": read_deal_type(place, match, weapon) if item is None else read_listed_type(sentence, match, weapon),
        "value_amount": money.amount if money else None,
        "value_currency": money.currency if money else None,
        "value_text": money.text if money else None,
    }
    return Candidate(
        kind=KIND,
        sentence=place,
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
