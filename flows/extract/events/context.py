"""Arguments a sentence leaves out, taken from what the document has said before: "The package also includes ..." has its giver above.

Here: completing readings across sentences. Not here: pronouns and definites, which the mentions already stand for.
"""

from collections import Counter
from collections.abc import Sequence

from flows.extract.events.candidates import Candidate
from flows.extract.events.sanctions import authority_codes

def complete_sanctions(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Return the readings with missing authorities and targets of sanctions filled in; a sanction that still has no target is left out.

    A missing target is that of the nearest earlier sanction, else the state the document's sanctions name most; a missing authority that
    of the nearest earlier sanction against the same target.
    """
    sanctions = [candidate for candidate in candidates if candidate.kind == "sanctions"]
    powers = authority_codes()
    targets = Counter(s.fields["target_code"] for s in sanctions if s.fields["target_type"] == "country" and s.fields["target_code"] not in {None, "UNK", *powers})
    names = {s.fields["target_code"]: s.fields["target_name"] for s in sanctions if s.fields["target_type"] == "country"}
    authorities = Counter(s.fields["authority_code"] for s in sanctions if s.fields["authority_code"] in powers)
    authority_names = {s.fields["authority_code"]: s.fields["authority_name"] for s in sanctions}
    for sanction in sanctions:
        fields = sanction.fields
        if fields["target_code"] is None:
            code = next((code for code, _ in targets.most_common() if code != fields["authority_code"]), None)
            if code is not None:
                fields["target_code"], fields["target_name"], fields["target_type"] = code, names[code], "country"
                sanction.features["fallback"] = 1.0
        if fields["authority_code"] is None:
            code = next((code for code, _ in authorities.most_common() if code != fields["target_code"]), None)
            if code is not None:
                fields["authority_code"], fields["authority_name"] = code, authority_names[code]
                sanction.features["fallback"] = 1.0
        sanction.key = (fields["authority_code"], fields["target_code"], *sanction.key[2:])
    return [candidate for candidate in candidates if candidate.kind != "sanctions" or _is_worth_a_row(candidate)]


def _is_worth_a_row(sanction: Candidate) -> bool:
    """Return whether a sanction has a target, and, where the text only mentions it in passing, one that this passage names."""
    if sanction.fields["target_code"] is None:
        return False
    return sanction.fields["action"] != "in_force" or not sanction.features.get("fallback")
