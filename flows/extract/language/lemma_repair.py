"""Lemmas of words that rules know: a wrong edit by the model ("impos" for "imposed") is put right where a known lemma fits.

Here: the repair. Not here: which lemmas are known; the caller says so.
"""

from spacy.tokens import Doc

_ENDINGS = {
    "VERB": (("ied", "y"), ("ies", "y"), ("ed", ""), ("ed", "e"), ("ing", ""), ("ing", "e"), ("d", ""), ("es", ""), ("s", ""), ("", "")),
    "NOUN": (("ies", "y"), ("es", ""), ("s", "")),
}

_IRREGULAR = dict(
    pair.split()
    for pair in (
        "bought buy, brought bring, broke break, broken break, built build, dealt deal, drew draw, drawn draw, fell fall, fallen fall, fled flee, "
        "flew fly, flown fly, forbade forbid, forbidden forbid, froze freeze, frozen freeze, gave give, given give, grew grow, grown grow, held hold, "
        "laid lay, led lead, leapt leap, left leave, lent lend, made make, met meet, overtaken overtake, overtook overtake, paid pay, risen rise, "
        "rose rise, sank sink, sent send, shaken shake, shook shake, shrank shrink, shrunk shrink, slid slide, sold sell, sought seek, spent spend, "
        "spoke speak, spoken speak, stolen steal, struck strike, sunk sink, taken take, told tell, took take, undertook undertake, upheld uphold, "
        "withdrawn withdraw, withdrew withdraw, withheld withhold, won win"
    ).split(",")
)


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
