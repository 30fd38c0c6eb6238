"""Claims: what negation, modality, stages, hedges and sources make of an event's predicate."""

from datetime import date

import pytest

from flows.extract.claims import Claim, read_claim
from flows.extract.document import DocumentText, add_mentions, parse_documents
from flows.extract.language import load_model
from flows.extract.language.frames import build_frame


def read(text: str, verb: str) -> Claim:
    """Return the claim of the first token `verb` of a one-sentence text."""
    ((sentence, *_),) = parse_documents([DocumentText("made-up", text, date(2024, 5, 6))], load_model())
    add_mentions([sentence], date(2024, 5, 6))
    trigger = next(token.i for token in sentence.doc if token.lower_ == verb)
    return read_claim(sentence, build_frame(sentence.doc, trigger))


@pytest.mark.parametrize(
    ("text", "verb", "assertion", "stage"),
    [
        pytest.param("Norway delivered the tanks to Chad.", "delivered", "asserted", None, id="plain statement"),
        pytest.param("Norway never delivered the tanks to Chad.", "delivered", "denied", None, id="negation"),
        pytest.param("Neither Norway nor Finland will deliver tanks to Chad.", "deliver", "denied", None, id="nobody is the subject"),
        pytest.param("Norway denied delivering tanks to Chad.", "delivering", "denied", None, id="denying verb"),
        pytest.param("Kenya doubts that Norway delivered the tanks.", "delivered", "denied", None, id="doubt"),
        pytest.param("Norway might deliver the tanks.", "deliver", "hypothetical", None, id="modal verb"),
        pytest.param("Norway is unlikely to deliver the tanks.", "deliver", "hypothetical", None, id="not to be expected"),
        pytest.param("Norway refused to deliver the tanks.", "deliver", "asserted", "cancelled", id="refusal is a stage"),
        pytest.param("Norway failed to deliver the tanks.", "deliver", "asserted", "cancelled", id="failure is a stage"),
        pytest.param("Firms are forbidden to sell arms to Chad.", "sell", "asserted", "cancelled", id="forbidden"),
        pytest.param("Norway is barred from selling tanks to Chad.", "selling", "asserted", "cancelled", id="barred"),
        pytest.param("Norway no longer sells weapons to Chad.", "sells", "asserted", "cancelled", id="no longer, of the verb itself"),
        pytest.param(
            "Norway is no longer willing to supply jets to Chad.", "supply", "asserted", "cancelled", id="no longer, above the verb"
        ),
        pytest.param("Norway ruled out plans to deliver tanks to Chad.", "deliver", "asserted", "cancelled", id="verb with particle"),
        pytest.param("Norway has yet to deliver the tanks.", "deliver", "asserted", "planned", id="has yet to"),
        pytest.param("Norway allegedly delivered tanks to Chad.", "delivered", "alleged", None, id="hedge"),
        pytest.param("Norway is suspected of delivering tanks to Chad.", "delivering", "alleged", None, id="suspicion"),
        pytest.param(
            "Norway has delivered the tanks, local media reported.",
            "delivered",
            "alleged",
            None,
            id="a tag the parser takes for a relative clause",
        ),
        pytest.param(
            "Norway has delivered the tanks, the Aftenposten newspaper reported on Monday.",
            "delivered",
            "alleged",
            None,
            id="a newspaper is no voice of its state",
        ),
        pytest.param(
            "Norwegian opposition leader Ola Hansen said Norway had delivered tanks.",
            "delivered",
            "alleged",
            None,
            id="an opponent is no voice of the state",
        ),
        pytest.param("Norway refused to confirm that it had delivered tanks.", "delivered", "alleged", None, id="a confirmation withheld"),
        pytest.param(
            "Kenya denied a report in the daily Nation that Norway had delivered tanks.", "delivered", "denied", None, id="a denied report"
        ),
        pytest.param("Norway rejected claims that it had delivered tanks to Chad.", "delivered", "denied", None, id="rejected claims"),
        pytest.param(
            "Reports that Norway delivered tanks have not been confirmed.", "delivered", "alleged", None, id="unconfirmed reports"
        ),
        pytest.param("Rumours that Norway delivered tanks to Chad are rife.", "delivered", "alleged", None, id="rumours"),
        pytest.param("Kenya seized a ship on suspicion that it carried rifles.", "carried", "alleged", None, id="suspicion as a noun"),
        pytest.param("The claim that Norway delivered tanks to Chad is false.", "delivered", "denied", None, id="a claim called false"),
        pytest.param("Norway confirmed media reports that it had delivered tanks.", "delivered", "asserted", None, id="confirmed reports"),
        pytest.param("Norway has not confirmed that it delivered tanks.", "delivered", "alleged", None, id="not confirmed is not denied"),
        pytest.param("Norway appears to have delivered tanks to Chad.", "delivered", "alleged", None, id="only seeming"),
        pytest.param(
            "Kenya reportedly said that Norway had delivered tanks.", "delivered", "alleged", None, id="a hedge on the verb of reporting"
        ),
        pytest.param("Trade did not exceed two billion dollars.", "exceed", "asserted", None, id="a limit that was not passed"),
    ],
)
def test_claim_of_a_predicate(text: str, verb: str, assertion: str, stage: str | None) -> None:
    """Assertion and stage are those that a reader finds."""
    claim = read(text, verb)
    assert (claim.assertion(frozenset({"NOR"}), trusts_reports=False), claim.stage) == (assertion, stage)
