"""Arms transfers: who supplies what to whom, by the rules of `seeds/rules/arms_transfers.yml`.

One candidate a supplier, a recipient and a weapon. Here: which weapons a reading is about, how far the transfer has come, what kind of
deal it is, how many and for how much. Not here: the parties (arms_parties), what other sentences add (arms_context).
"""

from collections.abc import Iterator, Sequence
from itertools import product

from spacy.tokens import Token

from flows.extract.claims import Claim, read_claim
from flows.extract.events.arms_parties import Parties, name_parties, origins
from flows.extract.events.candidates import Candidate, claim_columns, event_date, event_place, trigger_offsets
from flows.extract.events.rules import Match, match_rules
from flows.extract.language.frames import is_passive
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
_PROMISES = frozenset({"intend", "will", "vow"})
_WEIGHING = frozenset({"considering", "consider", "considered", "considers", "mulling", "weighing", "weighs", "weigh", "contemplating", "exploring", "mulls", "mull"})
_SALE_WORDS = frozenset({"contract", "deal", "order", "tender", "bid", "sale", "sell", "purchase", "buy", "export", "customer", "client", "license", "licence"})
_AID_WORDS = frozenset({"aid", "assistance", "donation", "donate", "package", "drawdown", "grant", "gift", "tranche", "pledge", "support"})
# What stands above "arms exports" where the text speaks of rules, not of a transfer.
_RULES_ON_TRADE = frozenset({"embargo", "ban", "code", "control", "prohibition", "moratorium", "restriction", "sanction", "regime", "law", "policy", "treaty", "license", "licence"})
# Verbs that say as well that an army moves its own.
_MOVING = frozenset({"send", "dispatch", "fly", "ship", "transport", "transfer"})
_PLATFORMS = frozenset({"aircraft", "helicopter", "ship", "air_defence", "armoured_vehicle"})
# Rules whose nouns tell of a transfer even where the sentence names nobody: "the S-400 deal".
_NAMELESS = frozenset({"arms_transfers.sale_noun", "arms_transfers.contract_noun", "arms_transfers.purchase_noun", "arms_transfers.supply_noun"})
_BIDDING = frozenset({"bid", "tender", "competition", "bidding"})
_BANS = frozenset({"ban", "embargo", "suspension", "freeze", "moratorium", "hold", "block"})
_LIFTING = frozenset({"lift", "end", "remove", "overturn", "reverse"})
_POSSIBLE = frozenset({"potential", "possible", "proposed", "prospective", "planned", "mooted"})
_DECISIONS = frozenset({"package", "tranche", "donation", "financing"})
_ANNOUNCING = frozenset({"announce", "unveil", "approve", "authorise", "authorize", "pledge", "promise", "surge", "package", "tranche", "commit", "pass", "prepare"})
_NEARLY = frozenset({"close", "near", "near", "nears", "nearing", "verge"})
_LINKING = frozenset({"ADJ", "NOUN", "PROPN", "ADP", "DET", "PUNCT", "VERB", "NUM"})
_LONGEST_GAP = 6
_REACH_OF_SUM = 3
_LONGEST_LEAD = 8
_NAMING = frozenset({"including", "particularly", "especially", "notably", "namely", "such", "comprising", "includes"})


def extract_arms_transfers(sentence: Sentence, earlier: Sequence[Sentence]) -> Iterator[Candidate]:
    """Yield the arms transfers that a sentence states; `earlier` are the sentences before it, for arguments it leaves out."""
    found: list[tuple[Candidate, WeaponMention, Match]] = []
    for match in match_rules(sentence, KIND):
        found.extend(_transfers(sentence, match))
    yield from _one_a_weapon(found)


def _transfers(sentence: Sentence, match: Match) -> Iterator[tuple[Candidate, WeaponMention, Match]]:
    weapons = _weapons(sentence, match)
    if not weapons or _is_about_rules(match):
        return
    claim = read_claim(sentence, match.frame)
    for place, weapon in enumerate(weapons):
        parties = name_parties(sentence, match, claim, weapon)
        if not _is_enough(sentence, match, weapon, parties):
            continue
        for supplier, recipient in product(parties.suppliers or (None,), parties.recipients or (None,)):
            candidate = _candidate(sentence, match, claim, weapon, supplier, recipient)
            if place:  # a sum stands for the whole; it is told once, with the main item
                candidate.fields.update(value_amount=None, value_currency=None, value_text=None)
            if parties.by_speaker:
                candidate.features["speaker"] = 1.0
            if weapon.aspect == "generic" and recipient is None and _is_total(sentence, match):
                candidate.features["total"] = 1.0
            if match.rule.values.get("weapon") == "trigger":
                candidate.features["vague"] = 1.0
            if weapon.origin_code and weapon.designation and (match.rule.values.get("buyer") or match.rule.id in _NAMELESS):
                candidate.origin = weapon.origin_code
            yield candidate, weapon, match


def _is_enough(sentence: Sentence, match: Match, weapon: WeaponMention, parties: Parties) -> bool:
    """Return whether the parties and the weapon suffice for the rule; readings without any party live on if the document may tell them."""
    both = bool(parties.suppliers and parties.recipients)
    needs = match.rule.values.get("needs")
    if needs == "both" and not both:
        return False
    if needs == "origin" and not (both and (weapon.aspect in {"licence", "production"} or origins(sentence, weapon) or match.rule.values["deal_type"] == "licensed_production")):
        return False
    if needs == "generic" and weapon.aspect != "generic" and not parties.recipients:
        return False
    if weapon.category == "nuclear" and not both:
        return False
    if match.frame.lemma in _MOVING and not parties.recipients and weapon.category in _PLATFORMS:
        return False
    if _describes(sentence.doc[match.trigger]) and match.rule.id.endswith((".produce", ".build_for", ".production_noun")):
        return False
    if weapon.aspect == "generic" and _is_under_rules(match):
        return False
    trigger = sentence.doc[match.trigger]
    if trigger.dep_ == "amod" and match.trigger and sentence.doc[match.trigger - 1].text in {"-", "–"} and match.rule.values.get("buyer"):
        return False
    if not both and match.rule.id.endswith(".obtain") and (weapon.category == "component" or weapon.aspect == "generic"):
        return False
    if match.rule.id.endswith(".use") and any(governor.lemma in {"train", "teach"} for governor in match.frame.governors[:1]):
        return False
    if weapon.aspect == "generic" and not both and (match.rule.values.get("direction") == "open" or match.rule.values["status"] == "requested"):
        return False
    if any(token.lower_ in {"himself", "themselves", "itself"} for token in sentence.doc[match.trigger : match.trigger + 2]):
        return False
    if parties.suppliers or parties.recipients or parties.by_speaker or "subjects" in match.rule.values:
        return True
    return weapon.designation is not None and not match.frame.is_verbal and match.rule.id in _NAMELESS


def _is_total(sentence: Sentence, match: Match) -> bool:
    """Return whether the trigger speaks of all that a country sells: "its arms exports"."""
    return sentence.doc[match.trigger].lemma_.lower() in {"export", "sale"} and not match.frame.is_verbal


def _describes(trigger: Token) -> bool:
    """Return whether the trigger only says who makes a weapon: "gear made by", "the locally built jet"."""
    return trigger.dep_ in {"amod", "compound"} or trigger.dep_ == "acl" and is_passive(trigger)


def _is_about_rules(match: Match) -> bool:
    """Return whether "arms exports" stands below a ban or a code: that is a sanction or a law, not a transfer."""
    return _is_under_rules(match) and not any(governor.lemma in _LIFTING for governor in match.frame.governors[1:2])


def _is_under_rules(match: Match) -> bool:
    governors = match.frame.governors
    return not match.frame.is_verbal and bool(governors) and governors[0].lemma in _RULES_ON_TRADE


def _weapons(sentence: Sentence, match: Match) -> list[WeaponMention]:
    rule, frame = match.rule, match.frame
    if rule.values.get("weapon") == "trigger":
        token = sentence.doc[match.trigger]
        return [WeaponMention(token.i, token.i + 1, token.i, token.text, None, rule.values.get("category", "unspecified"), None, None, "generic")]
    subjects = rule.values.get("subjects")
    if subjects and not any(sentence.doc[i].lemma_.lower() in subjects for i in frame.fillers("agent")):
        return []
    found: dict[int, WeaponMention] = {}
    for role in rule.roles.get("weapon", ()):
        tokens = [match.trigger] if role == "self" else frame.fillers(role)
        for token in tokens:
            for weapon in sentence.weapons_under(token):
                if weapon.aspect != "use":
                    found.setdefault(weapon.start, weapon)
        if found:
            break
    if not found and not frame.is_verbal:
        found = {weapon.start: weapon for weapon in _beside(sentence, match)}
    if found:
        _name_general(sentence, found)
        _add_list(sentence, found)
    weapons = [found[start] for start in sorted(found)]
    specific = [weapon for weapon in weapons if weapon.aspect != "generic"]
    return specific or weapons


def _beside(sentence: Sentence, match: Match) -> Iterator[WeaponMention]:
    """Yield the weapon that stands right before a noun trigger ("jet sale") or right behind it ("sale of 12 jets")."""
    doc = sentence.doc
    for weapon in sentence.weapons:
        if weapon.aspect == "use":
            continue
        if weapon.end == match.trigger:
            yield weapon
            return
        between = doc[match.trigger + 1 : weapon.start]
        if 1 <= len(between) <= _LONGEST_GAP and between[0].lower_ in {"of", "for"} and not any(token.pos_ in {"VERB", "AUX"} for token in between):
            yield weapon
            return


def _name_general(sentence: Sentence, found: dict[int, WeaponMention]) -> None:
    """Put the first weapon that "military aid, including X and Y" names in the place of the general word."""
    doc = sentence.doc
    general = [weapon for weapon in found.values() if weapon.aspect == "generic"]
    if len(general) != len(found):
        return
    last = max(weapon.end for weapon in general)
    for weapon in sentence.weapons:
        if weapon.start < last or weapon.aspect in {"use", "generic"}:
            continue
        lead = doc[max(last, weapon.start - _LONGEST_LEAD) : weapon.start]
        if any(token.lower_ in _NAMING for token in lead):
            found[weapon.start] = weapon
        return


def _add_list(sentence: Sentence, found: dict[int, WeaponMention]) -> None:
    """Add the weapons that follow those found in a list, where the parse broke it: "X, Y and Z"."""
    doc = sentence.doc
    for weapon in sentence.weapons:
        if weapon.start in found or weapon.aspect == "use":
            continue
        before = next((found[start] for start in sorted(found, reverse=True) if found[start].end <= weapon.start), None)
        if before is None:
            continue
        between = doc[before.end : weapon.start]
        if "as well as" in doc[max(before.end, weapon.start - _LONGEST_GAP) : weapon.start].text.lower() and not any(
            token.pos_ in {"VERB", "AUX"} and token.dep_ != "amod" for token in between
        ):
            found[weapon.start] = weapon
            continue
        if len(between) <= _LONGEST_GAP and between and between[0].text in {",", "and", ";", "or", "–"} and not any(
            token.pos_ in {"VERB", "AUX", "PRON", "SCONJ"} and token.dep_ != "amod" or token.lower_ in {"to", "from", "in", "by", "with", "against"} for token in between
        ):
            found[weapon.start] = weapon


def _one_a_weapon(found: Sequence[tuple[Candidate, WeaponMention, Match]]) -> Iterator[Candidate]:
    """Yield the readings of a sentence without the weaker ones of the same weapon: parties missing, or the noun above the telling word."""
    kept: list[tuple[Candidate, WeaponMention]] = []
    for position, (candidate, weapon, match) in enumerate(found):
        if not any(
            _is_stronger(other, candidate, above=_governs(match, rival), below=_governs(rival, match), first=at < position)
            for at, (other, same, rival) in enumerate(found)
            if at != position and same.start == weapon.start
        ):
            kept.append((candidate, weapon))
    items = [candidate for candidate, weapon in kept if weapon.aspect != "generic"]
    for candidate, weapon in kept:
        if weapon.aspect != "generic" or not candidate.rule_id.endswith((".aid_noun", ".contract_noun")):
            yield candidate
            continue
        named = next((item for item in items if _parties_agree(item, candidate)), None)
        if named is None:
            yield candidate
        elif named.fields["value_amount"] is None:
            named.fields.update({column: candidate.fields[column] for column in ("value_amount", "value_currency", "value_text")})


def _parties_agree(one: Candidate, other: Candidate) -> bool:
    pairs = [(one.fields[f"{party}_code"], other.fields[f"{party}_code"]) for party in ("supplier", "recipient")]
    return all(a is None or b is None or a == b for a, b in pairs) and any(a is not None and a == b for a, b in pairs)


def _governs(upper: Match, lower: Match) -> bool:
    return upper.trigger in {governor.token for governor in lower.frame.governors}


def _is_stronger(one: Candidate, other: Candidate, *, above: bool, below: bool, first: bool) -> bool:
    """Return whether `one` makes `other` superfluous; `above`: the other's trigger governs the one's; `below`: the reverse."""
    mine, theirs = (tuple(c.fields[f"{party}_code"] for party in ("supplier", "recipient")) for c in (one, other))
    if one.trigger_start == other.trigger_start and one.rule_id == other.rule_id:
        return False
    if mine == theirs:
        return above or (first and not below)
    count_mine, count_theirs = sum(code is not None for code in mine), sum(code is not None for code in theirs)
    if count_mine != count_theirs:
        return count_mine > count_theirs
    return above


def _candidate(sentence: Sentence, match: Match, claim: Claim, weapon: WeaponMention, supplier: Actor | None, recipient: Actor | None) -> Candidate:
    parties = frozenset(actor.code for actor in (supplier, recipient) if actor is not None)
    assertion, attributed_to, cue = claim_columns(claim, parties, trusts_reports=False)
    if assertion == "hypothetical" and "subjects" in match.rule.values and not claim.is_question:
        assertion = "asserted"  # "the possible sale would include": what it holds is no guess
    if assertion == "asserted" and claim.stage == "considered" and (claim.stage_word or "").lower() in _WEIGHING:
        assertion = "hypothetical"
    quantity = _quantity(sentence, weapon)
    money = _value(sentence, weapon)
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
        "status": _status(sentence, match, claim),
        "deal_type": _deal_type(sentence, match, weapon),
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


def _status(sentence: Sentence, match: Match, claim: Claim) -> str:
    values = match.rule.values
    base = str(values.get("status", "delivered"))
    above = [governor.lemma for governor in match.frame.governors]
    if set(above[:3]) & _BIDDING:
        return "offered"
    if set(above) & _BANS and set(above) & _LIFTING:
        return "agreed"
    if "intention" in above[:2] or claim.stage == "planned" and (claim.stage_word or "").lower().startswith(tuple(_PROMISES)):
        return "requested" if values.get("buyer") else "agreed"
    if claim.stage != "agreed" and any(child.lower_ in _POSSIBLE for child in sentence.doc[match.trigger].children):
        return "offered"
    if "process" in above[:2] and claim.stage in {None, "begun"}:
        return "delivered"
    if values.get("settled") is False and base == "agreed" and claim.stage in {None, "begun"} and not claim.is_future and not claim.is_hypothetical:
        lemma = sentence.doc[match.trigger].lemma_.lower()
        return "agreed" if lemma in _DECISIONS or set(above[:2]) & _ANNOUNCING else "delivered"
    if base == "delivered" and claim.stage is None and claim.tense == "none" and match.frame.is_verbal and not claim.is_hypothetical:
        return "agreed" if any(child.lower_ == "to" and child.dep_ == "mark" for child in sentence.doc[match.trigger].children) else base
    if claim.stage == "requested" and not values.get("buyer") and match.frame.fillers("agent") and match.rule.values.get("deal_type") == "sale":
        return "offered"
    if any(sentence.doc[governor.token].lower_ in _NEARLY for governor in match.frame.governors):
        return "offered"
    if claim.stage in _STATUS_OF_STAGE:
        return _STATUS_OF_STAGE[claim.stage]
    if claim.is_hypothetical and base in {"delivered", "agreed"} and "subjects" not in values:
        return "offered"
    if claim.is_future and base == "delivered":
        return "agreed"
    if base == "agreed" and values.get("deal_type") == "sale" and match.frame.is_verbal and _is_done(sentence, match.trigger):
        return "delivered"
    return base


def _is_done(sentence: Sentence, trigger: int) -> bool:
    """Return whether the verb stands in the perfect ("has bought") or says what is usual ("now buys")."""
    children = list(sentence.doc[trigger].children)
    if any(child.dep_ == "aux" and child.lower_ in {"have", "has", "had", "'ve", "’ve"} for child in children):
        return True
    return any(child.lower_ in {"now", "already", "often", "usually", "traditionally", "still"} and child.dep_ == "advmod" for child in children)


def _deal_type(sentence: Sentence, match: Match, weapon: WeaponMention) -> str:
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
    if around & _SALE_WORDS:
        return "sale"
    return "aid" if around & _AID_WORDS else "unknown"


def _quantity(sentence: Sentence, weapon: WeaponMention) -> QuantityMention | None:
    """Return the count that stands right before the weapon or inside its phrase."""
    doc = sentence.doc
    nearest = None
    for quantity in sentence.quantities:
        if quantity.end <= weapon.start and weapon.start - quantity.end <= 4:
            between = doc[quantity.end : weapon.start]
            if all(token.pos_ in _LINKING and token.text not in {",", ";", "and"} for token in between):
                nearest = quantity
        if weapon.start == quantity.start and quantity.end <= weapon.head:
            return quantity
    return nearest


def _value(sentence: Sentence, weapon: WeaponMention) -> MoneyMention | None:
    """Return the sum right before the weapon ("$40 million in arms"), else the only sum of the sentence."""
    beside = [money for money in sentence.money if 0 <= weapon.start - money.end <= _REACH_OF_SUM]
    if beside:
        return beside[-1]
    return sentence.money[0] if len(sentence.money) == 1 else None
