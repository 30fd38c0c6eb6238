"""Arguments a sentence leaves out, taken from what the document has said before: "The package also includes ..." has its giver above.

Here: completing readings across sentences. Not here: pronouns and definites, which the mentions already stand for.
"""

from collections.abc import Sequence

from flows.extract.events.candidates import Candidate

# How many sentences back a missing party may stand.
REACH = 8


def complete_transfers(candidates: Sequence[Candidate]) -> None:
    """Fill in the missing supplier or recipient of arms transfers from the nearest earlier transfer that agrees in the other party.

    A completed reading is marked with the feature `fallback`. Readings are changed in place; nothing is removed.
    """
    transfers = [candidate for candidate in candidates if candidate.kind == "arms_transfers"]
    for position, transfer in enumerate(transfers):
        for missing, given in (("supplier", "recipient"), ("recipient", "supplier")):
            if transfer.fields[f"{missing}_code"] is not None:
                continue
            source = _nearest_agreeing(transfer, transfers[:position], missing, given)
            if source is not None:
                for column in (f"{missing}_code", f"{missing}_name"):
                    transfer.fields[column] = source.fields[column]
                transfer.features["fallback"] = 1.0
                transfer.key = (transfer.fields["supplier_code"], transfer.fields["recipient_code"], *transfer.key[2:])


def _nearest_agreeing(transfer: Candidate, earlier: Sequence[Candidate], missing: str, given: str) -> Candidate | None:
    own = transfer.fields[f"{given}_code"]
    for other in reversed(earlier):
        if transfer.sentence.index - other.sentence.index > REACH:
            return None
        value = other.fields[f"{missing}_code"]
        if value is not None and value != own and other.fields[f"{given}_code"] in {own, None}:
            return other
    return None
