"""Lemma edit rules: how a lemma is derived from a form, learned as a class and applied as text.

What lives here: the rule notation, deriving a rule from a form and its lemma, applying a rule. What must not: the model that chooses
a rule, and the table of known lemmas (a data file beside the weights).

A rule is ``"="`` (the form as written) or ``"n|suffix"``: lower the form, drop its last n characters, append the suffix.
"""

from typing import Final

KEEP_FORM: Final = "="
LONGEST_SUFFIX: Final = 8


def derive_rule(form: str, lemma: str) -> str | None:
    """Return the edit rule that turns the form into the lemma, or None where no rule of the notation does."""
    if lemma == form and not form.islower():
        return KEEP_FORM
    lowered = form.lower()
    shared = 0
    for left, right in zip(lowered, lemma, strict=False):
        if left != right:
            break
        shared += 1
    suffix = lemma[shared:]
    if len(suffix) > LONGEST_SUFFIX or "|" in suffix:
        return None
    return f"{len(lowered) - shared}|{suffix}"


def apply_rule(form: str, rule: str) -> str:
    """Return the lemma the rule makes of the form; a rule that would consume the whole form and add nothing leaves it lowered."""
    if rule == KEEP_FORM:
        return form
    count, _, suffix = rule.partition("|")
    lowered = form.lower()
    stem = lowered[: len(lowered) - int(count)] if int(count) <= len(lowered) else ""
    return (stem + suffix) or lowered
