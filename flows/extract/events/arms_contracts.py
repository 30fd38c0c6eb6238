"""The contract behind a delivery: "delivered the missiles under a contract signed in 2022" tells of two transfers, the order and its delivery.

Here: seeing that a contract is told, and its reading. Not here: contracts that are what a sentence is about (arms_deals), parts of a lot
(arms_portions).
"""

from collections.abc import Iterator, Sequence
from copy import copy

from spacy.tokens import Token

from flows.extract.events.arms_words import arms_words
from flows.extract.events.candidates import Candidate, trigger_offsets
from flows.extract.sentences import Sentence

_CUES = frozenset({"under", "of", "with", "in", "following", "after"})


def read_contracts(sentence: Sentence, candidates: Sequence[Candidate]) -> Iterator[Candidate]:
    """Yield the order behind each delivery of the sentence that names both parties, where the sentence says that a contract was signed."""
    contract = next((token for token in sentence.doc if _is_told(token)), None)
    if contract is None:
        return
    for candidate in candidates:
        fields = candidate.fields
        is_delivery = fields["status"] == "delivered" and candidate.assertion in {"asserted", "alleged"}
        if not is_delivery or None in {fields["supplier_code"], fields["recipient_code"]} or candidate.features.get("portion"):
            continue
        if sentence.start + contract.idx == candidate.trigger_start:
            continue
        order = copy(candidate)
        order.fields = dict(fields, status="agreed", deal_type="sale", quantity_min=None, quantity_max=None, quantity_text=None)
        order.features = dict(candidate.features, order_behind=1.0)
        order.trigger_start, order.trigger_end = trigger_offsets(sentence, contract.i)
        order.date = next((date for date in sentence.dates if contract.i < date.start <= contract.i + _REACH), None)
        yield order


# Tokens from the contract to the day it was signed.
_REACH = 10


def _is_told(token: Token) -> bool:
    if token.lemma_.lower() not in arms_words("told_deals") or token.pos_ != "NOUN":
        return False
    is_behind = any(child.dep_ == "case" and child.lower_ in _CUES for child in token.children)
    is_signed = any(child.dep_ == "acl" and child.lemma_.lower() in arms_words("signing") for child in token.children)
    return is_behind and is_signed
