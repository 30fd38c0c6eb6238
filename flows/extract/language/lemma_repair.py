"""Lemmas of words that rules know: a wrong edit by the model ("impos" for "imposed") is put right where a known lemma fits.

Here: the repair. Not here: which lemmas are known; the caller says so.
"""

from spacy.tokens import Doc

_ENDINGS = {
    "VERB": (("ied", "y"), ("ies", "y"), ("ed", ""), ("ed", "e"), ("ing", ""), ("ing", "e"), ("d", ""), ("es", ""), ("s", ""), ("", "")),
    "NOUN": (("ies", "y"), ("es", ""), ("s", "")),
}

_IRREGULAR = {"shook": "shake", "shaken": "shake"}


def repair_lemmas(doc: Doc, known: frozenset[str]) -> None:
    """Set the lemma of verbs and nouns whose lemma is unknown to the known lemma that their form is an inflection of, in place."""
    for token in doc:
        endings = _ENDINGS.get(token.pos_)
        if endings is None or token.lemma_.lower() in known:
            continue
        form = token.lower_
        if _IRREGULAR.get(form) in known:
            token.lemma_ = _IRREGULAR[form]
            continue
        for ending, replacement in endings:
            if form.endswith(ending):
                stem = form[: len(form) - len(ending)]
                doubled = stem[:-1] if not replacement and len(stem) > 2 and stem[-1] == stem[-2] else None
                lemma = next((c for c in (stem + replacement, doubled) if c is not None and c in known), None)
                if lemma is not None:
                    token.lemma_ = lemma
                    break
