"""Sentences that go on about a transfer told before: "the first ten have come", "tanks are part of the order", "it also gave it jets".

Here: the parties that such a sentence takes over. Not here: parties taken from the document as a whole (arms_context).
"""

from collections.abc import Sequence

from flows.extract.events.arms_words import arms_words
from flows.extract.events.candidates import Candidate
from flows.extract.mentions.types import ActorMention
from flows.extract.sentences import Sentence

# How many sentences back the transfer may stand: of a told deal, of what a pronoun or a number stands for, of a pronoun's taker.
_REACH = 8
STAND_IN_REACH = 3
PRONOUN_REACH = 1


def put_party(transfer: Candidate, party: str, code: str, name: str) -> None:
    """Fill a party of the transfer and mark the reading as completed from elsewhere."""
    transfer.fields[f"{party}_code"], transfer.fields[f"{party}_name"] = code, name
    transfer.features["fallback"] = 1.0
    transfer.key = (transfer.fields["supplier_code"], transfer.fields["recipient_code"], *transfer.key[2:])


def has_party(transfer: Candidate) -> bool:
    """Return whether the transfer names its giver or its taker."""
    return transfer.fields["supplier_code"] is not None or transfer.fields["recipient_code"] is not None


def complete_stand_in(transfer: Candidate, earlier: Sequence[Candidate], sentences: Sequence[Sentence] = ()) -> None:
    """Give "they" and "the first ten" the parties of the last transfer of the weapon they stand for.

    Without such a transfer whoever had the weapons before took them, where the reading names its giver; else it is stray.
    """
    weapon = (transfer.fields["weapon_category"], transfer.fields["weapon_designation"])
    for other in reversed(earlier):
        if transfer.sentence.index - other.sentence.index > STAND_IN_REACH:
            break
        if (other.fields["weapon_category"], other.fields["weapon_designation"]) != weapon:
            continue
        pairs = [(transfer.fields[f"{party}_code"], other.fields[f"{party}_code"]) for party in ("supplier", "recipient")]
        if any(own is not None and theirs is not None and own != theirs for own, theirs in pairs) and None not in {own for own, _ in pairs}:
            continue  # else one more taker of the same giver, or one more giver to the same taker
        supplier, recipient = (own or theirs for own, theirs in pairs)
        if supplier == recipient:
            break
        for party in ("supplier", "recipient"):
            if transfer.fields[f"{party}_code"] is None and other.fields[f"{party}_code"] is not None:
                put_party(transfer, party, other.fields[f"{party}_code"], other.fields[f"{party}_name"])
        return
    codes = (transfer.fields["supplier_code"], transfer.fields["recipient_code"])
    if codes[0] == codes[1] or (None in codes and not _complete_by_holder(transfer, sentences)):
        transfer.features["stray"] = 1.0


def _complete_by_holder(transfer: Candidate, sentences: Sequence[Sentence]) -> bool:
    """Fill the taker of "they were supplied by" with whoever had the weapons in the sentence before; return whether the reading can stand."""
    sentence = transfer.sentence
    trigger = next(token for token in sentence.doc if token.idx + sentence.start >= transfer.trigger_start)
    if transfer.fields["supplier_code"] in {None, "UNK"} or trigger.lemma_.lower() not in arms_words("changing_hands"):
        return False
    before = next((s for s in reversed(sentences) if s.index < sentence.index and _names(s, transfer)), None)
    if before is None or sentence.index - before.index > STAND_IN_REACH:
        return False
    holders = {
        actor.code: actor.name
        for mention in before.actors
        for actor in mention.actors
        if actor.kind == "state" and actor.code not in {"UNK", transfer.fields["supplier_code"]} and not _is_maker(before, mention)
    }
    subjects = {
        actor.code: actor.name
        for mention in before.actors
        for actor in mention.actors
        if actor.code in holders and before.doc[mention.head].dep_ == "nsubj"
    }
    found = holders if len(holders) == 1 else subjects
    if len(found) == 1:
        ((code, name),) = found.items()
        put_party(transfer, "recipient", code, name)
    return True


def _names(sentence: Sentence, transfer: Candidate) -> bool:
    return any(weapon.category == transfer.fields["weapon_category"] for weapon in sentence.weapons)


def _is_maker(sentence: Sentence, mention: ActorMention) -> bool:
    """Return whether the actor only says where a weapon was made, or who looked at it: "Chinese-made drones", "the Dutch group PAX"."""
    behind = sentence.doc[mention.end : mention.end + 1].text
    return (
        behind in {"-", "–"}
        or any(weapon.start <= mention.start < weapon.end or mention.end == weapon.start for weapon in sentence.weapons)
        or (mention.how == "demonym" and mention.actors[0].kind != "state")
    )


def complete_passed_on(transfer: Candidate, earlier: Sequence[Candidate]) -> None:
    """Give weapons that "were passed to" somebody the taker of the last transfer of such weapons as their giver."""
    sentence = transfer.sentence
    trigger = next(token for token in sentence.doc if token.idx + sentence.start >= transfer.trigger_start)
    if transfer.fields["supplier_code"] is not None or trigger.lemma_.lower() not in arms_words("passing_on"):
        return
    for other in reversed(earlier):
        taker = other.fields["recipient_code"]
        if other.fields["weapon_category"] == transfer.fields["weapon_category"] and taker not in {
            None,
            "UNK",
            transfer.fields["recipient_code"],
        }:
            put_party(transfer, "supplier", taker, other.fields["recipient_name"])
            return


def complete_same_deal(transfer: Candidate, earlier: Sequence[Candidate]) -> None:
    """Give weapons that are "part of the order" the parties of the last transfer told before that names both; without one they are stray."""
    for other in reversed(earlier):
        codes = [other.fields[f"{party}_code"] for party in ("supplier", "recipient")]
        own = [transfer.fields[f"{party}_code"] for party in ("supplier", "recipient")]
        if transfer.sentence.index - other.sentence.index > _REACH:
            break
        if None in codes or any(mine is not None and mine != theirs for mine, theirs in zip(own, codes, strict=True)):
            continue
        for party in ("supplier", "recipient"):
            if transfer.fields[f"{party}_code"] is None:
                put_party(transfer, party, other.fields[f"{party}_code"], other.fields[f"{party}_name"])
        return
    if not has_party(transfer):
        transfer.features["stray"] = 1.0


def complete_pronoun(transfer: Candidate, sentences: Sequence[Sentence]) -> None:
    """Fill the taker that a pronoun stands for with the only other state of the sentence before, if it names just one."""
    previous = [sentence for sentence in sentences if 1 <= transfer.sentence.index - sentence.index <= PRONOUN_REACH]
    if not previous:
        return
    named = {
        actor.code: actor.name
        for mention in previous[-1].actors
        for actor in mention.actors
        if actor.kind == "state" and actor.code not in {"UNK", transfer.fields["supplier_code"]}
    }
    if len(named) == 1:
        ((code, name),) = named.items()
        put_party(transfer, "recipient", code, name)
