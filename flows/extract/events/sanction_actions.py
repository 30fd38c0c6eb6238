"""Which act a reading of sanctions states: new, standing, threatened, eased, lifted or evaded.

Here: from the words around a trigger and the claim to the action of an event. Not here: the words themselves (sanction_acts), the parties
(sanction_parties).
"""

from spacy.tokens import Token

from flows.extract.claims import Claim
from flows.extract.events.sanction_acts import Act, act_below
from flows.extract.events.sanction_parties import is_adjective, targets_of
from flows.extract.events.sanction_reading import Reading
from flows.extract.events.sanction_roles import TRADING
from flows.extract.language.syntax import is_passive, preposition

_CHECKING = frozenset(
    {
        "investigate",
        "monitor",
        "prevent",
        "combat",
        "counter",
        "fight",
        "stop",
        "deter",
        "probe",
        "detect",
        "track",
        "penalty",
        "fine",
        "risk",
        "crack",
    }
)


def is_only_checked(reading: Reading) -> bool:
    """Return whether evasion is only looked for or guarded against: "monitors violations of the embargo"."""
    doc = reading.sentence.doc
    above = set()
    for governor in reading.match.frame.governors:
        if governor.relation == "acl:relcl":
            break
        above.add(doc[governor.token].lemma_.lower())
    possible = {child.lower_ for i in reading.act.predicates for child in doc[i].children if child.dep_ == "amod"}
    return bool(above & _CHECKING or possible & {"possible", "potential", "any", "future"})


def read_action(reading: Reading, claim: Claim) -> str:
    """Return the act: the rule's own, or for a word like "sanctions" what the predicates around it do to it, in force where they say nothing."""
    base = str(reading.match.rule.values.get("action", "imposed"))
    if reading.match.rule.values.get("forbids"):
        trigger = reading.sentence.doc[reading.match.trigger]
        return (
            "imposed"
            if any(child.lower_ in {"longer", "will", "'ll"} for part in trigger.children for child in (part, *part.children))
            else "in_force"
        )
    if base == "by_governor" and reading.sentence.doc[reading.match.trigger].lemma_.lower() in {"delisting", "de-listing"}:
        base = "lifted"
    if base == "by_governor":
        below = act_below(reading.below)
        base = (
            reading.act.action
            or below
            or ("imposed" if reading.fillers("object") or reading.match.rule.values.get("imposes") else "in_force")
        )
        if base == "in_force" and reading.act.action is None and not below and _is_new(reading):
            base = "imposed"
        if base == "threatened" and below in {"lifted", "eased"}:
            base = below
    if base == "in_force" and reading.act.action == "in_force" and act_below(reading.below) == "imposed" and _is_dated_below(reading):
        base = "imposed"  # "remains under sanctions, imposed in 2020"
    if base == "in_force" and _is_defied(reading):
        return "evaded"
    if base == "imposed" and (_is_standing(reading) or _is_kept(reading) or _is_hit_since(reading)):
        base = "in_force"
    elif base == "in_force" and (_is_put_under(reading) or _will_be_subject(reading, claim)):
        return "imposed" if claim.is_future else action_of("imposed", reading.act, claim)
    elif base == "imposed" and _is_only_voted(reading):
        return "threatened"
    if base == "imposed" and _is_only_wanted(reading):
        return "threatened"
    action = action_of(base, reading.act, claim)
    announced = claim.is_future and not (claim.is_hypothetical or reading.act.is_ahead or claim.stage)
    if action == "threatened" and announced and claim.source is not None and claim.source.manner == "announcing":
        return base  # "announced they would adopt new sanctions"
    return base if action == "threatened" and announced and reading.match.frame.is_verbal and not _has_condition(reading) else action


def _is_dated_below(reading: Reading) -> bool:
    """Return whether a participle or relative clause of the phrase tells its date."""
    return any(token.left_edge.i <= date.start <= token.right_edge.i for token in reading.below for date in reading.sentence.dates)


def is_forbidding(trigger: Token) -> bool:
    """Return whether what a predicate allows is not allowed: "may no longer deal", "are not allowed to", "no American firm may sell"."""
    words = {child.lower_ for child in trigger.children}
    words |= {part.lower_ for child in trigger.children if child.dep_ in {"advmod", "nsubj", "nsubj:pass"} for part in child.children}
    is_possible = trigger.lemma_.lower() in {"allow", "permit", "let"} or bool(words & {"may", "can", "could"})
    return is_possible and bool(words & {"not", "n't", "n’t", "no", "longer", "never", "nor"})


def _is_only_wanted(reading: Reading) -> bool:
    """Return whether somebody says that it should be done: "the assets should be seized"."""
    doc = reading.sentence.doc
    acting = [doc[i] for i in (reading.match.trigger, *reading.act.predicates)]
    return any(child.lower_ in {"should", "must", "ought"} for token in acting for child in token.children if child.dep_ == "aux")


def _is_defied(reading: Reading) -> bool:
    """Return whether goods move all the same: "ferried the crude despite the embargo"."""
    noun = reading.sentence.doc[reading.act.phrase[-1]]
    return preposition(noun) in {"despite", "in spite of", "notwithstanding"} and noun.head.lemma_.lower() in TRADING


def _is_kept(reading: Reading) -> bool:
    """Return whether a ban has stood for a while or is what a law says: "has banned exports since", "the rules prohibit"."""
    trigger = reading.sentence.doc[reading.match.trigger]
    if not reading.match.frame.is_verbal:
        return False
    is_ban = trigger.lemma_.lower() in _BANS
    under = {child.lemma_.lower() for child in trigger.children if preposition(child) == "under"}
    if is_ban and under & {"sanction", "sanctions", "embargo"}:
        return True
    remains = trigger.head if trigger.dep_ == "xcomp" else next((c for c in trigger.children if c.dep_ in {"aux:pass", "aux"}), trigger)
    if remains.lemma_.lower() in {"remain", "stay"}:
        return True
    if (
        is_ban
        and remains.lemma_.lower() == "be"
        and remains.lower_ in {"is", "are"}
        and is_passive(trigger)
        and not (reading.sentence.dates or reading.fillers("agent"))
    ):
        return True  # "are banned from entering"
    if any(preposition(child) == "since" for child in trigger.children):
        is_freeze = trigger.lemma_.lower() in {"freeze", "block", "froze", "immobilise", "immobilize", "withhold"}
        return (is_ban or is_freeze or is_passive(trigger)) and any(child.lemma_.lower() == "have" for child in trigger.children)
    if is_ban and trigger.dep_ == "acl" and trigger.head.lemma_.lower() in _LAWS and _stands(trigger.head):
        return True  # "a law barring imports remains in force"
    is_law = any(reading.sentence.doc[i].lemma_.lower() in _LAWS for i in reading.match.frame.fillers("agent"))
    return is_ban and is_law and "Pres" in trigger.morph.get("Tense", [])


def _is_hit_since(reading: Reading) -> bool:
    """Return whether somebody has lived with sanctions for a while: "hit by sanctions since May", "subject to an embargo since 1998"."""
    doc = reading.sentence.doc
    hitting = [doc[i] for i in reading.act.predicates if doc[i].lemma_.lower() in {"hit", "target", "subject", "strike", "cover"}]
    noun = doc[reading.act.phrase[-1]]
    return any(preposition(child) == "since" for token in hitting for place in (token, noun) for child in place.children)


def _stands(law: Token) -> bool:
    """Return whether a law is the subject of a verb by which it goes on."""
    return law.dep_.startswith("nsubj") and law.head.lemma_.lower() in {"remain", "stay", "stand", "continue", "keep", "force", "place"}


_BANS = frozenset({"ban", "bar", "prohibit", "forbid", "restrict", "outlaw"})


_LAWS = frozenset({"law", "rule", "regulation", "legislation", "resolution"})


def _is_put_under(reading: Reading) -> bool:
    """Return whether somebody comes under sanctions: "were placed under sanctions"."""
    noun = reading.sentence.doc[reading.act.phrase[-1]]
    return (
        reading.match.rule.id.endswith("standing") and noun.dep_ == "obl" and noun.head.lemma_.lower() in {"put", "place", "come", "bring"}
    )


_CHAMBERS = frozenset(
    {"senate", "house", "lawmaker", "legislator", "senator", "representatives", "parliament", "bundestag", "assembly", "commons"}
)


def _is_only_voted(reading: Reading) -> bool:
    """Return whether one chamber of a parliament votes for the act, which is no law yet."""
    doc = reading.sentence.doc
    for governor in (*reading.match.frame.governors, *(g for f in reading.frames()[1:] for g in f.governors)):
        token = doc[governor.token]
        if token.lemma_.lower() in {"vote", "pass", "approve", "back", "adopt"} and any(
            word.lemma_.lower() in _CHAMBERS for child in token.children if child.dep_ in {"nsubj", "obl:agent"} for word in child.subtree
        ):
            return True
    return False


def _has_condition(reading: Reading) -> bool:
    return any(token.lower_ in {"if", "unless", "could", "would"} for token in reading.sentence.doc)


def _is_new(reading: Reading) -> bool:
    """Return whether the sanctions are called new, and whom they hit is said: "fresh sanctions on the bank"."""
    trigger = reading.sentence.doc[reading.match.trigger]
    words = {child.lemma_.lower() for child in trigger.children if child.dep_ == "amod"}
    return bool(words & {"new", "fresh", "latest", "additional", "further", "sweeping"}) and bool(
        reading.fillers("on") or reading.fillers("against")
    )


def _is_standing(reading: Reading) -> bool:
    """Return whether a participle only describes somebody: "the sanctioned Volga Bank", "states sanctioned by the EU"."""
    token = reading.sentence.doc[reading.match.trigger]
    if is_adjective(reading):
        return True
    return token.dep_ == "acl" and all(target.type == "country" for target in targets_of(reading, frozenset()))


_THREATENING_STAGES = frozenset({"requested", "considered", "offered", "planned", "threatened"})


# Words for stages that impose where sanctions are their object: "set a price cap".
_NO_STAGES = frozenset({"set", "agree"})


# Nouns that carry sanctions and look like a stage: "two sets of sanctions".
_NO_STAGE_NOUNS = frozenset({"set", "sets", "package", "packages"})


def _will_be_subject(reading: Reading, claim: Claim) -> bool:
    """Return whether an announcement says whom the measures fall on from now: "they will be subject to a visa ban"."""
    is_subject = any(governor.lemma == "subject" for governor in reading.match.frame.governors[:2])
    return is_subject and claim.is_future and not claim.is_hypothetical


def action_of(base: str, act: Act, claim: Claim) -> str:
    """Return the action of an event from the plain statement `base` and what stands above it."""
    is_future = claim.is_future and claim.stage != "agreed"
    word = (claim.stage_word or "").lower()
    stage = None if word in _NO_STAGES & act.lemmas or word in _NO_STAGE_NOUNS else claim.stage
    if base == "imposed" and (act.is_ahead or stage in _THREATENING_STAGES or claim.is_hypothetical or is_future):
        return "threatened"
    if base == "in_force" and "face" in act.lemmas and (claim.is_hypothetical or claim.is_future or claim.stage == "threatened"):
        return "threatened"
    return base


def assertion_of(assertion: str, action: str, act: Act, claim: Claim) -> str:
    """Return the assertion: what is asked or promised of an easing or a lifting has not happened."""
    ahead = act.is_ahead or claim.is_future or claim.stage in _THREATENING_STAGES
    return "hypothetical" if assertion == "asserted" and action in {"eased", "lifted"} and ahead else assertion
