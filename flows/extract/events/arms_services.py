"""Services and bodies of a state that the sentence does not name: "the air force would acquire 36 jets" in a text about Brazil.

Here: whose service it is, by the sentence, then by the document. Not here: services whose state is named ("the Kenyan army"), nor parties
that the text does not mention at all (arms_context).
"""

from collections import Counter

from flows.extract.events.arms_followups import put_party
from flows.extract.events.arms_words import arms_words, home_of_institution
from flows.extract.events.candidates import Candidate
from flows.extract.mentions.reference import usual_name

# The longest acronym that may be an army's.
_ACRONYM = 5


def complete_service(transfer: Candidate, salient: Counter[tuple[str, str]]) -> None:
    """Put the state of the document in the place of "the air force" that takes weapons; its own country's weapons make no transfer.

    The state is the one that the same sentence names beside the giver, if it is just one, else the one that the document names most.
    A completed reading is marked with the feature `fallback`, one that is no transfer with `stray`.
    """
    name = str(transfer.fields["recipient_name"] or "")
    is_service = bool(name) and (
        name.rsplit(maxsplit=1)[-1].lower() in arms_words("services") or (name.isupper() and len(name) <= _ACRONYM)
    )
    if not transfer.features.get("speaker_buys") and (transfer.fields["recipient_code"] != "UNK" or not is_service):
        return
    givers = {transfer.fields["supplier_code"], transfer.origin}
    beside = {
        actor.code: actor.name
        for mention in transfer.sentence.actors
        for actor in mention.actors
        if actor.kind == "state" and mention.how != "pronoun" and actor.code not in {"UNK", *givers}
    }
    spoken = {actor.code for mention in transfer.sentence.actors for actor in mention.actors if actor.role is not None} & set(beside)
    if transfer.features.get("speaker_buys"):
        beside = {}
    if len(spoken) == 1:
        beside = {code: beside[code] for code in spoken}
    named = next(iter(beside.items())) if len(beside) == 1 else next((key for key, _ in salient.most_common() if key[0] != "UNK"), None)
    if named is None:
        return
    if named[0] in givers:
        transfer.features["stray"] = 1.0
        return
    transfer.fields["recipient_code"], transfer.fields["recipient_name"] = named
    transfer.features["fallback"] = 1.0
    transfer.key = (transfer.fields["supplier_code"], named[0], *transfer.key[2:])


def complete_institution(transfer: Candidate, salient: Counter[tuple[str, str]]) -> None:
    """Put a state in the place of "the Senate" or "the government" that sells weapons: their maker's, else the one the document names most."""
    fields = transfer.fields
    word = str(fields["supplier_name"] or "").rsplit(maxsplit=1)[-1:]
    named = {code for code, _ in salient}
    is_body = bool(word) and word[0].lower() in arms_words("institutions") | arms_words("works")
    is_firm = bool(word) and word[0][:1].isupper() and transfer.origin in named
    if fields["supplier_code"] != "UNK" or not (is_body or is_firm):
        return
    taker = fields["recipient_code"]
    home = home_of_institution(word[0].lower())
    others = [code for (code, _), _ in salient.most_common() if code not in {taker, "UNK"}]
    guesses = [
        transfer.origin if transfer.origin in named else None,
        home if home in named else None,
        *(others[:1] if taker is not None else ()),
        transfer.origin,
        home,
    ]
    found = next((code for code in guesses if code is not None and code != taker), None)
    if found is not None:
        put_party(transfer, "supplier", found, usual_name(found))
