"""What a document's headings say about its transfers: the country of a section, and arms in general that the text goes on to name.

Here: parties taken from the heading above, general rows that specific ones replace, rows that are no
transfers after all. Not here: parties from other transfers (arms_context).
"""

from collections.abc import Sequence

from flows.extract.events.arms_followups import put_party
from flows.extract.events.candidates import Candidate
from flows.extract.mentions.types import Actor
from flows.extract.sentences import Sentence

_LONGEST_HEADING = 4
# Sentences at the beginning that may be headlines.
_HEADLINES = 2


def complete_by_heading(transfer: Candidate, sentences: Sequence[Sentence]) -> None:
    """Fill the missing party with the state in the heading of the transfer's section, where that is not the other party."""
    state = _heading(transfer.sentence, sentences)
    if state is None or "heading" in transfer.features:
        return
    for missing, given in (("recipient", "supplier"), ("supplier", "recipient")):
        own = transfer.fields[f"{given}_code"]
        if transfer.fields[f"{missing}_code"] is None and own not in {None, state.code}:
            put_party(transfer, missing, state.code, state.name)
            return


def _heading(sentence: Sentence, sentences: Sequence[Sentence]) -> Actor | None:
    """Return the one state that the last heading before the sentence names, null where there is no such heading."""
    for other in reversed(sentences):
        if other.index >= sentence.index or other.paragraph == sentence.paragraph or not other.is_headline:
            continue
        if len(other.text.split()) > _LONGEST_HEADING or other.index < _HEADLINES:
            continue
        states = [actor for mention in other.actors for actor in mention.actors]
        is_name = len(other.actors) == 1 and other.actors[0].end - other.actors[0].start >= len(other.doc) - 1
        return states[0] if is_name and states[0].kind == "state" and len(states) == 1 else None
    return None


def is_told_in_detail(transfer: Candidate, transfers: Sequence[Candidate]) -> bool:
    """Return whether a headline speaks of arms in general whose kind the text goes on to name, for the same parties in whatever order."""
    if transfer.fields["weapon_category"] != "unspecified" or transfer.sentence.index >= _HEADLINES or not transfer.sentence.is_headline:
        return False
    parties = {transfer.fields["supplier_code"], transfer.fields["recipient_code"]}
    return None not in parties and any(
        {other.fields["supplier_code"], other.fields["recipient_code"]} == parties and other.fields["weapon_category"] != "unspecified"
        for other in transfers
    )


def is_nobodys(transfer: Candidate) -> bool:
    """Return whether arms in general would pass between parties that nobody knows."""
    codes = {transfer.fields["supplier_code"], transfer.fields["recipient_code"]}
    return transfer.fields["weapon_category"] == "unspecified" and codes <= {None, "UNK"}


def is_domestic(transfer: Candidate) -> bool:
    """Return whether a state would supply itself."""
    return transfer.fields["supplier_code"] not in {None, "UNK"} and transfer.fields["supplier_code"] == transfer.fields["recipient_code"]
