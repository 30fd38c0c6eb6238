"""Who supplies and who receives the weapons of one reading, as far as its sentence says.

Here: the roles of the rule, then the weapon's own phrase, then phrases right behind it. Not here: other sentences (arms_context).
"""

from dataclasses import dataclass

from flows.extract.claims import Claim
from flows.extract.events.arms_askers import name_askers, name_helpers
from flows.extract.events.arms_deals import is_won, sort_open, sort_won
from flows.extract.events.arms_makers import is_pointed_at, origins
from flows.extract.events.arms_pairs import name_asked
from flows.extract.events.arms_penalties import name_borrower, name_punished
from flows.extract.events.arms_phrases import name_behind, name_far_behind, name_helped, name_owner_given, name_paired
from flows.extract.events.arms_returns import is_return
from flows.extract.events.arms_roles import fill_party
from flows.extract.events.arms_routes import complete_voyage, read_route
from flows.extract.events.arms_subjects import codes_of, leave_out
from flows.extract.events.arms_words import arms_words, exporter_ranks
from flows.extract.events.candidates import fill_actors
from flows.extract.events.rules import Match
from flows.extract.language.frames import build_frame
from flows.extract.language.syntax import is_passive
from flows.extract.mentions.reference import usual_name
from flows.extract.mentions.types import Actor, WeaponMention
from flows.extract.sentences import Sentence

# Rules whose verb asks somebody for weapons.
_ASKING = (".request", ".turn_to")


@dataclass(frozen=True, slots=True)
class Parties:
    """The suppliers and recipients of a reading; `by_speaker` where the text says "we" or "I" for the supplier."""

    suppliers: tuple[Actor, ...]
    recipients: tuple[Actor, ...]
    by_speaker: bool = False


def name_parties(sentence: Sentence, match: Match, claim: Claim, weapon: WeaponMention) -> Parties:
    """Return the parties of the reading that the sentence names; empty where it names none."""
    rule = match.rule
    suppliers, recipients, makers = _name_sides(sentence, match, claim, weapon)
    is_buyer = bool(rule.values.get("buyer"))
    if match.rule.id.endswith(_ASKING):
        suppliers = name_asked(sentence, weapon) or suppliers
    if is_return(sentence, match):
        suppliers, recipients = recipients, suppliers
    suppliers, recipients = _settle(sentence, match, weapon, suppliers, recipients, makers)
    suppliers, recipients = _complete_around(sentence, match, claim, weapon, suppliers, recipients)
    by_speaker = not suppliers and not is_buyer and speaks(sentence, match)
    if by_speaker and claim.source is not None and len(claim.source.codes) == 1:
        (code,) = claim.source.codes
        suppliers, by_speaker = [Actor(code, claim.source.name or code, "state")], False
    return Parties(tuple(suppliers), tuple(recipients), by_speaker)


def _settle(
    sentence: Sentence, match: Match, weapon: WeaponMention, suppliers: list[Actor], recipients: list[Actor], makers: list[Actor]
) -> tuple[list[Actor], list[Actor]]:
    """Return the sides with the phrases of one weapon's own, and with nobody on both."""
    is_buyer = bool(match.rule.values.get("buyer"))
    own = name_paired(sentence, weapon, "from")
    if own:
        others = [actor for other in sentence.weapons for actor in name_paired(sentence, other, "from")]
        suppliers, recipients = own, leave_out(recipients, codes_of(others))
    if not match.rule.values.get("buyer"):
        recipients = name_paired(sentence, weapon, "to") or recipients
    if not is_buyer and (punished := name_punished(sentence, match)):
        suppliers = punished
    if is_buyer:
        return _settle_buyer(sentence, match, weapon, suppliers, recipients, makers)
    return _settle_giver(sentence, match, weapon, suppliers, recipients, makers)


def _complete_around(
    sentence: Sentence, match: Match, claim: Claim, weapon: WeaponMention, suppliers: list[Actor], recipients: list[Actor]
) -> tuple[list[Actor], list[Actor]]:
    """Return the sides with what routes, phrases behind the weapon and the claim's source add to a missing one."""
    rule = match.rule
    is_buyer = bool(rule.values.get("buyer"))
    if rule.id.endswith(".load") and (bound := read_route(sentence, weapon)[1]):  # "a Greek ship loaded with arms bound for Togo"
        carriers = [actor for actor, _ in fill_actors(sentence, match.frame, ("patient",))]
        suppliers, recipients = suppliers or leave_out(carriers, codes_of(bound)), bound
    if not is_buyer and not rule.id.endswith(".build_for") and (not suppliers or not recipients):
        origin, destination = read_route(sentence, weapon)
        suppliers = suppliers or [actor for actor in origin if actor.code not in codes_of(recipients)]
        recipients = recipients or [actor for actor in destination if actor.code not in codes_of(suppliers)]
    if not is_buyer and not recipients:
        recipients = leave_out(name_owner_given(sentence, match, weapon), codes_of(suppliers))
    if not suppliers:
        suppliers = name_behind(sentence, weapon, frozenset({"from"}), codes_of(recipients))
    if not suppliers and not is_buyer and claim.source is not None and claim.source.codes == {weapon.origin_code}:
        suppliers = leave_out([Actor(weapon.origin_code or "", claim.source.name or "", "state")], codes_of(recipients))
    if rule.id.endswith((".cargo", ".laden", ".load")):
        suppliers, recipients = complete_voyage(sentence, match, suppliers, recipients)
    if not recipients and not is_buyer:
        given = codes_of(suppliers)
        recipients = name_behind(sentence, weapon, arms_words("taker_cues"), given) or name_helped(sentence, weapon, given)
    if not recipients and rule.id.endswith((".supply_noun", ".sale_noun")):
        recipients = name_far_behind(sentence, weapon, codes_of(suppliers))
    return suppliers, recipients


def _name_sides(sentence: Sentence, match: Match, claim: Claim, weapon: WeaponMention) -> tuple[list[Actor], list[Actor], list[Actor]]:
    """Return whom the rule's roles name as suppliers and recipients, and who makes the weapon, before anything is settled."""
    rule = match.rule
    head = weapon.head if weapon.head != match.trigger else None
    makers = origins(sentence, weapon)
    if rule.values.get("direction") == "open" or _is_agreed_with(match) or _is_package_with(match):
        suppliers, recipients = sort_open(sentence, match, weapon, makers, head)
    elif rule.id.endswith(".purchase_noun") and is_won(sentence, match):
        suppliers, recipients = sort_won(sentence, match, head)
    elif "subjects" in rule.values:
        suppliers, recipients = _of_subject(sentence, match, weapon)
        if not suppliers and claim.source is not None and len(claim.source.codes) == 1:
            (code,) = claim.source.codes  # "The sale would include 12 jets, the Pentagon said."
            if code in exporter_ranks() and code not in codes_of(recipients):
                suppliers = [Actor(code, claim.source.name or code, "state")]
    else:
        suppliers = fill_party(sentence, match, "supplier", head)
        recipients = fill_party(sentence, match, "recipient", head)
        asked, askers = name_askers(sentence, match) if not rule.values.get("buyer") else ([], [])
        if asked:
            suppliers, recipients = asked, recipients or askers
    if rule.values.get("deal_type") == "licensed_production" and not makers:
        makers = leave_out(name_helpers(sentence, match), codes_of(recipients))
    if rule.values.get("buyer") and not match.frame.is_verbal:  # "Greece's submarine order", "Saudi arms imports"
        roles = ("poss", "mod") if rule.id.endswith(".import_noun") else ("poss",)
        makers = leave_out(makers, codes_of(actor for actor, _ in fill_actors(sentence, match.frame, roles)))
    owners = _owners(sentence, match, weapon)
    if owners:
        makers = leave_out(makers, codes_of(owners))
    if not makers and weapon.origin_code and _tells_owner(match) and is_pointed_at(sentence, weapon):
        makers = [Actor(weapon.origin_code, usual_name(weapon.origin_code), "state")]
    if rule.id.endswith(".production_noun") and not makers and not suppliers:  # "Turkey's Baykar will build a drone plant in Ukraine"
        makers = leave_out([actor for actor, _ in fill_actors(sentence, match.frame, ("gov.agent",))], codes_of(recipients))
    if rule.values.get("deal_type") == "licensed_production" and not makers and weapon.origin_code and weapon.designation:
        makers = [Actor(weapon.origin_code, usual_name(weapon.origin_code), "state")]
    if rule.values.get("needs") == "origin":
        suppliers = makers or [actor for actor in suppliers if actor.kind in {"state", "organisation"}]
    return suppliers, recipients, makers


def _is_package_with(match: Match) -> bool:
    return match.frame.lemma == "package" and bool(match.frame.fillers("with") or match.frame.fillers("gov.with"))


def _is_agreed_with(match: Match) -> bool:
    """Return whether two agree on a delivery, so that the words do not say who sells: "agreed with Rome on the delivery of 12 jets"."""
    frame = match.frame
    return (
        match.rule.id.endswith((".supply_noun", ".sale_noun", ".purchase_noun"))
        and any(governor.lemma in arms_words("agreeing") for governor in frame.governors[:2])
        and not any(frame.fillers(role) for role in ("to", "by", "from", "poss", "weapon.to"))
    )


def _is_later_item(sentence: Sentence, match: Match, weapon: WeaponMention) -> bool:
    """Return whether the weapon stands behind the phrase that names the supplier of another one."""
    sources = match.frame.fillers("from")
    is_led = name_behind(sentence, weapon, {"from"}, set())
    return bool(sources) and not is_led and weapon.start > sources[0] and any(other.end <= sources[0] for other in sentence.weapons)


def _misread(sentence: Sentence, match: Match, weapon: WeaponMention) -> set[str]:
    """Return the maker's code where only "the government" or "it" would be the buyer of its own weapon: somebody else is meant."""
    mentions = [mention for i in match.frame.fillers("agent") for mention in [sentence.actor_at(i)] if mention is not None]
    is_vague = bool(mentions) and all(mention.how in {"definite", "pronoun"} for mention in mentions)
    return {weapon.origin_code} if is_vague and weapon.designation and weapon.origin_code else set()


def _settle_buyer(
    sentence: Sentence, match: Match, weapon: WeaponMention, suppliers: list[Actor], recipients: list[Actor], makers: list[Actor]
) -> tuple[list[Actor], list[Actor]]:
    """Return the sides where the rule names the buyer: who makes the weapon is not its buyer, and supplies it where nobody else does."""
    recipients = name_punished(sentence, match) or recipients
    lenders, borrowers = name_borrower(sentence, match)
    if borrowers:
        suppliers, recipients = suppliers or makers or lenders, borrowers
    foreign = leave_out(recipients, codes_of(makers))
    if recipients and not foreign and not suppliers and match.frame.is_verbal:
        return [], []  # its own make for its own army
    recipients = leave_out(foreign, _misread(sentence, match, weapon))
    if makers and suppliers and _is_later_item(sentence, match, weapon):
        suppliers = makers  # "a battery from Moscow and nine Chinese drones"
    if len(recipients) > 1:  # "Norway and Germany ordered submarines from a German yard"
        recipients = leave_out(recipients, codes_of(suppliers)) or recipients
    suppliers = leave_out(suppliers, codes_of(recipients)) or [actor for actor in makers if actor.code not in codes_of(recipients)]
    return suppliers, recipients


def _hands_to_own(sentence: Sentence, match: Match) -> bool:
    takers = [sentence.doc[i] for role in ("to", "recipient") for i in match.frame.fillers(role)]
    return any(
        taker.lower_ in arms_words("services") and any(c.lower_ in {"his", "her", "its", "their"} for c in taker.children)
        for taker in takers
    )


def _settle_giver(
    sentence: Sentence, match: Match, weapon: WeaponMention, suppliers: list[Actor], recipients: list[Actor], makers: list[Actor]
) -> tuple[list[Actor], list[Actor]]:
    """Return the sides where the rule names the giver: its maker supplies a weapon where nobody else does; nobody supplies itself."""
    if not suppliers:
        suppliers = [actor for actor in makers if actor.code not in codes_of(recipients)]
    taken = fill_actors(sentence, match.frame, ("recipient", "patient", "to"))
    inside = {i for each in sentence.weapons for i in range(each.start, each.end)}
    taken = [(actor, mention) for actor, mention in taken if mention.end - 1 not in inside]
    named = {actor.code for actor, mention in taken if mention.how not in {"pronoun", "definite"}}
    if len(suppliers) > 1:  # "the two sides agreed to supply the Kenyan army with"
        suppliers = leave_out(suppliers, codes_of(recipients)) or suppliers
    if match.frame.is_verbal and len(suppliers) == 1 and suppliers[0].code in named - {"UNK"}:
        suppliers = []
    recipients = leave_out(recipients, codes_of(suppliers))
    is_foreign = weapon.designation is not None and weapon.origin_code not in {None, *codes_of(suppliers)}
    if not recipients and is_foreign and _hands_to_own(sentence, match):
        return [], suppliers  # a president hands jets to "his air force": they came from their maker
    return suppliers, recipients


def _of_subject(sentence: Sentence, match: Match, weapon: WeaponMention) -> tuple[list[Actor], list[Actor]]:
    suppliers: list[Actor] = []
    recipients: list[Actor] = []
    for token in match.frame.fillers("agent"):
        frame = build_frame(sentence.doc, token)
        suppliers += [actor for actor, _ in fill_actors(sentence, frame, ("by", "from", "poss", "mod"))]
        recipients += [actor for actor, _ in fill_actors(sentence, frame, ("to", "for", "with"))]
    sellers = [actor for actor in recipients if actor.code == weapon.origin_code]  # "the deal with Paris includes Rafales"
    if sellers and not suppliers:
        return sellers, leave_out(recipients, codes_of(sellers))
    return suppliers, recipients


def _owners(sentence: Sentence, match: Match, weapon: WeaponMention) -> list[Actor]:
    """Return whose the weapons are where a participle tells how they were got: "Croatia's jets, bought in 2021"."""
    trigger = sentence.doc[match.trigger]
    if not match.rule.values.get("buyer") or not match.frame.is_verbal or not is_passive(trigger) or match.frame.fillers("agent"):
        return []
    return [actor for actor, _ in fill_actors(sentence, match.frame, ("weapon.poss",), weapon.head)]


def _tells_owner(match: Match) -> bool:
    """Return whether the rule says who has the weapon for good, not who fires it once."""
    return match.rule.values.get("needs") == "origin" and match.frame.lemma not in arms_words("firing")


def speaks(sentence: Sentence, match: Match) -> bool:
    """Return whether whoever acts is "we" or "I"."""
    tokens = [*match.frame.fillers("agent"), *match.frame.fillers("poss"), *match.frame.fillers("gov.agent")]
    return any(sentence.doc[token].lower_ in arms_words("first_person") for token in tokens)
