"""Parties of arms transfers that a sentence leaves out, taken from the document: "The package also includes ..." has its giver above.

Here: completing readings across sentences, and dropping those that stay empty. Not here: pronouns and definites, which the mentions
already stand for, or what the sentence itself says (arms_parties).
"""

from collections import Counter
from collections.abc import Sequence

from flows.extract.claims import is_reporting
from flows.extract.events.arms_followups import (
    complete_passed_on,
    complete_pronoun,
    complete_same_deal,
    complete_stand_in,
    has_party,
    put_party,
)
from flows.extract.events.arms_services import complete_institution, complete_service
from flows.extract.events.arms_topics import complete_by_heading, is_domestic, is_nobodys, is_told_in_detail
from flows.extract.events.arms_words import donors_to, exporter_ranks
from flows.extract.events.candidates import Candidate
from flows.extract.mentions.reference import usual_name
from flows.extract.mentions.types import ActorMention
from flows.extract.sentences import Sentence

# How many sentences back a missing party may stand.
REACH = 8
_OPENING = 4
_LIST_REACH = 2
_PARTIES = (("supplier", "recipient"), ("recipient", "supplier"))


def complete_transfers(candidates: Sequence[Candidate], sentences: Sequence[Sentence] = ()) -> list[Candidate]:
    """Return the readings with missing parties of transfers filled in; a transfer that names no party at all is left out.

    "We" and "I" are the government whose document this is. Else the nearest earlier transfer that agrees in the other party lends its own,
    else the pair that the document's transfers name most. A completed reading is marked with the feature `fallback`.
    """
    transfers = [candidate for candidate in candidates if candidate.kind == "arms_transfers"]
    speakers = _speakers(sentences)
    has_speaker = any(transfer.features.get("speaker") for transfer in transfers)
    for transfer in transfers:
        if transfer.features.get("speaker"):
            _put_speaker(transfer, speakers)
    pairs = _pairs(transfers)
    salient = _salience(sentences)
    for transfer in transfers:
        complete_service(transfer, salient)
        complete_institution(transfer, salient)
        _complete_by_origin(transfer, salient)
    for position, transfer in enumerate(transfers):
        if transfer.features.get("same_deal"):
            complete_same_deal(transfer, transfers[:position])
        complete_passed_on(transfer, transfers[:position])
        if transfer.features.get("stands_in"):
            complete_stand_in(transfer, transfers[:position], sentences)
    stray = {id(transfer) for transfer in transfers if transfer.features.get("stray")}
    candidates = [candidate for candidate in candidates if id(candidate) not in stray]
    transfers = [transfer for transfer in transfers if id(transfer) not in stray]
    for transfer in transfers:
        if transfer.features.get("pronoun_taker") and transfer.fields["recipient_code"] is None:
            complete_pronoun(transfer, sentences)
    _complete_from_document(transfers, sentences, pairs, salient, speakers if has_speaker else ())
    _share_deal_types(transfers)
    empty = {
        id(t)
        for t in transfers
        if not has_party(t) or is_nobodys(t) or is_domestic(t) or _is_listed_below(t, transfers) or is_told_in_detail(t, transfers)
    }
    return [candidate for candidate in candidates if id(candidate) not in empty]


def _complete_from_document(
    transfers: Sequence[Candidate],
    sentences: Sequence[Sentence],
    pairs: Counter[tuple[str, str, str, str]],
    salient: Counter[tuple[str, str]],
    speakers: Sequence[tuple[str, str]],
) -> None:
    """Fill missing parties by the heading, earlier transfers, the document's habit, whoever speaks, the sentence, the weapon's maker."""
    for transfer in transfers:
        complete_by_heading(transfer, sentences)
    for position, transfer in enumerate(transfers):
        _complete(transfer, transfers[:position], pairs)
    for transfer in transfers:
        _complete_by_habit(transfer, transfers)
        if transfer.fields["supplier_code"] is None and speakers:
            _put_speaker(transfer, speakers)
        _complete_from_sentence(transfer)
    for transfer in transfers:
        if transfer.fields["recipient_code"] is not None:
            _complete_by_origin(transfer, salient, last=True)


def _is_listed_below(transfer: Candidate, transfers: Sequence[Candidate]) -> bool:
    """Return whether a package is told item by item right after it; its sum then goes to the first item."""
    if not transfer.rule_id.endswith(".aid_noun") or transfer.fields["weapon_category"] != "unspecified":
        return False
    parties = transfer.key[:2]
    for item in transfers:
        if (
            item.rule_id.endswith(".include")
            and item.key[:2] == parties
            and 1 <= item.sentence.index - transfer.sentence.index <= _LIST_REACH
        ):
            if item.fields["value_amount"] is None:
                item.fields.update({column: transfer.fields[column] for column in ("value_amount", "value_currency", "value_text")})
            return True
    return False


def _put_speaker(transfer: Candidate, speakers: Sequence[tuple[str, str]]) -> None:
    speaker = next((each for each in speakers if each[0] != transfer.fields["recipient_code"]), None)
    if speaker is not None:
        put_party(transfer, "supplier", *speaker)


def _speakers(sentences: Sequence[Sentence]) -> list[tuple[str, str]]:
    """Return the states whose document this may be: those that office-holders of the opening speak for, then those named, exporters first."""
    found: dict[tuple[str, str], bool] = {}
    for is_person in (True, False):
        for sentence in sentences[:_OPENING] if is_person else sentences:
            for mention in sentence.actors:
                for actor in mention.actors:
                    speaks = actor.person is not None or mention.how == "seat"
                    if actor.code == "UNK" or mention.how in {"pronoun", "definite"} or speaks != is_person:
                        continue
                    if speaks or actor.kind == "state":
                        found.setdefault((actor.code, actor.name), is_person)
    ranks = exporter_ranks()
    return sorted(found, key=lambda key: -1 if found[key] else ranks.get(key[0], len(ranks)))


def _pairs(transfers: Sequence[Candidate]) -> Counter[tuple[str, str, str, str]]:
    pairs: Counter[tuple[str, str, str, str]] = Counter()
    for transfer in transfers:
        fields = transfer.fields
        if fields["supplier_code"] not in {None, "UNK"} and fields["recipient_code"] not in {None, "UNK"}:
            pairs[fields["supplier_code"], fields["recipient_code"], fields["supplier_name"], fields["recipient_name"]] += 1
    return pairs


def _complete(transfer: Candidate, earlier: Sequence[Candidate], pairs: Counter[tuple[str, str, str, str]]) -> None:
    if transfer.features.get("listed") and not has_party(transfer) and not earlier and pairs:
        ((supplier, recipient, supplier_name, recipient_name), _), *_ = pairs.most_common(1)
        put_party(transfer, "supplier", supplier, supplier_name)
        put_party(transfer, "recipient", recipient, recipient_name)
    for missing, given in _PARTIES:
        if transfer.fields[f"{missing}_code"] is not None or (missing == "recipient" and transfer.features.get("total")):
            continue
        source = _nearest_agreeing(transfer, earlier, missing, given)
        if source is not None:
            put_party(transfer, missing, source.fields[f"{missing}_code"], source.fields[f"{missing}_name"])
            continue
        own = transfer.fields[f"{given}_code"]
        for supplier, recipient, supplier_name, recipient_name in (pair for pair, _ in pairs.most_common()):
            if own == (recipient if missing == "supplier" else supplier):
                put_party(transfer, missing, *((supplier, supplier_name) if missing == "supplier" else (recipient, recipient_name)))
                break


def _complete_from_sentence(transfer: Candidate) -> None:
    """Fill a missing party with the only other state that the sentence names, the supplier with the last one named before the weapon."""
    sentence = transfer.sentence
    if transfer.features.get("observed"):
        return  # whoever seized the weapons did not supply them
    for missing, given in _PARTIES:
        own = transfer.fields[f"{given}_code"]
        if transfer.fields[f"{missing}_code"] is not None or own is None or transfer.features.get("total"):
            continue
        trigger = next(token.i for token in sentence.doc if token.idx + sentence.start >= transfer.trigger_start)
        named = [
            (actor, mention)
            for mention in sentence.actors
            for actor in mention.actors
            if actor.kind == "state"
            and actor.code not in {own, "UNK"}
            and (missing == "recipient" or mention.start < trigger)
            and not _reports(sentence, mention)
        ]
        if len({actor.code for actor, _ in named}) == 1:
            put_party(transfer, missing, named[0][0].code, named[0][0].name)


def _reports(sentence: Sentence, mention: ActorMention) -> bool:
    """Return whether the actor only tells of it: "..., Ghana says"."""
    head = sentence.doc[mention.head]
    verb = head.head
    tells = verb.dep_ == "parataxis" or any(child.dep_ == "ccomp" for child in verb.children)
    return head.dep_ == "nsubj" and tells and is_reporting(verb.lemma_.lower())


def _salience(sentences: Sequence[Sentence]) -> Counter[tuple[str, str]]:
    """Return how often the document names each state, by code and one of its names."""
    names: dict[str, str] = {}
    counts: Counter[str] = Counter()
    for sentence in sentences:
        for mention in sentence.actors:
            for actor in mention.actors:
                if actor.kind == "state":
                    counts[actor.code] += 1
                    names.setdefault(actor.code, actor.name)
    return Counter({(code, names[code]): count for code, count in counts.items()})


def _complete_by_origin(transfer: Candidate, salient: Counter[tuple[str, str]], *, last: bool = False) -> None:
    """Fill a missing supplier with the country where a weapon known by name is made; where nobody is named, the state named most receives it.

    Readings that could have named their giver ("was promised 40 Apaches") wait until `last`, when the document has not told who it is.
    """
    fields, origin = transfer.fields, transfer.origin
    if (
        origin is None
        or (transfer.features.get("origin_last") and not last)
        or fields["supplier_code"] is not None
        or origin == fields["recipient_code"]
    ):
        return
    if fields["recipient_code"] is None:
        taker = next((key for key, _ in salient.most_common() if key[0] != origin), None)
        if taker is None:
            return
        put_party(transfer, "recipient", *taker)
    put_party(transfer, "supplier", origin, usual_name(origin))


def _complete_by_habit(transfer: Candidate, transfers: Sequence[Candidate]) -> None:
    """Fill a missing party with the one that most of the document's transfers have, where it has one such party."""
    for missing, given in _PARTIES:
        if transfer.fields[f"{missing}_code"] is not None or transfer.fields[f"{given}_code"] is None or transfer.features.get("total"):
            continue
        known = Counter(
            (t.fields[f"{missing}_code"], t.fields[f"{missing}_name"])
            for t in transfers
            if t.fields[f"{missing}_code"] not in {None, "UNK"}
        )
        codes = Counter(code for (code, _), count in known.items() for _ in range(count))
        if not codes and missing == "recipient":
            _turn_round(transfer, transfers)
        if not codes:
            continue
        code, count = codes.most_common(1)[0]
        if count > sum(codes.values()) / 2 and code != transfer.fields[f"{given}_code"]:
            put_party(transfer, missing, code, next(name for (other, name), _ in known.items() if other == code))


def _turn_round(transfer: Candidate, transfers: Sequence[Candidate]) -> None:
    """Fill the taker with whoever else supplies the giver most: "in return" a text tells of two directions."""
    own = transfer.fields["supplier_code"]
    others = Counter(
        (t.fields["supplier_code"], t.fields["supplier_name"])
        for t in transfers
        if t.fields["recipient_code"] == own and t.fields["supplier_code"] not in {None, "UNK", own}
    )
    if others:
        ((code, name), _), *_ = others.most_common(1)
        put_party(transfer, "recipient", code, name)


def _nearest_agreeing(transfer: Candidate, earlier: Sequence[Candidate], missing: str, given: str) -> Candidate | None:
    own = transfer.fields[f"{given}_code"]
    for other in reversed(earlier):
        if transfer.sentence.index - other.sentence.index > REACH:
            return None
        value = other.fields[f"{missing}_code"]
        if value is not None and value != own and (own is None or other.fields[f"{given}_code"] in {own, None}):
            return other
    return None


def _share_deal_types(transfers: Sequence[Candidate]) -> None:
    """Give transfers of unknown type the type that the document's other transfers between the same two have."""
    known: dict[tuple[str | None, str | None], Counter[str]] = {}
    unknown: Counter[tuple[str | None, str | None]] = Counter()
    for transfer in transfers:
        if transfer.fields["deal_type"] == "unknown":
            unknown[transfer.fields["supplier_code"], transfer.fields["recipient_code"]] += 1
        if transfer.fields["deal_type"] in {"sale", "aid"}:
            known.setdefault((transfer.fields["supplier_code"], transfer.fields["recipient_code"]), Counter())[
                transfer.fields["deal_type"]
            ] += 1
    for transfer in transfers:
        pair = (transfer.fields["supplier_code"], transfer.fields["recipient_code"])
        types = known.get(pair)
        if transfer.fields["deal_type"] != "unknown":
            continue
        if types and len(types) == 1 and sum(types.values()) >= unknown[pair]:
            transfer.fields["deal_type"] = types.most_common(1)[0][0]
        elif pair[1] is not None and pair[0] in donors_to(pair[1]):
            transfer.fields["deal_type"] = "aid"
