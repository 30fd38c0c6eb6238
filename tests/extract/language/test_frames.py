"""Deep roles whatever the surface: one sentence a construction, each parsed by the bundled model."""

import pytest

from flows.extract.language import load_model
from flows.extract.language.frames import build_frame

# (id, sentence, trigger, roles that must be filled by these head words)
TABLE = [
    ("active", "Iran supplied drones to Russia last year.", "supplied", {"agent": ["Iran"], "patient": ["drones"], "to": ["Russia"]}),
    ("double_object", "Iran gave Russia hundreds of drones.", "gave", {"agent": ["Iran"], "recipient": ["Russia"]}),
    (
        "passive_by",
        "The tanks were delivered to Poland by South Korea.",
        "delivered",
        {"agent": ["Korea"], "patient": ["tanks"], "to": ["Poland"]},
    ),
    (
        "control_agree",
        "Russia agreed to supply fighter jets to Iran.",
        "supply",
        {"agent": ["Russia"], "patient": ["jets"], "to": ["Iran"]},
    ),
    ("object_control", "Ukraine asked Germany to send tanks.", "send", {"agent": ["Germany"], "patient": ["tanks"]}),
    ("raising", "Turkey is expected to receive the missiles.", "receive", {"agent": ["Turkey"], "patient": ["missiles"]}),
    (
        "reduced_clause_with_by",
        "The tanker Aurora, blacklisted by Norway in March for carrying crude, docked in Kenya.",
        "blacklisted",
        {"agent": ["Norway"], "patient": ["tanker"]},
    ),
    (
        "relative_object",
        "The drones that Iran supplied to Russia are cheap.",
        "supplied",
        {"agent": ["Iran"], "patient": ["drones"], "to": ["Russia"]},
    ),
    (
        "relative_subject",
        "China, which sold frigates to Pakistan, denied the report.",
        "sold",
        {"agent": ["China"], "patient": ["frigates"], "to": ["Pakistan"]},
    ),
    ("reduced_passive", "The missiles supplied by North Korea were old.", "supplied", {"agent": ["Korea"], "patient": ["missiles"]}),
    (
        "accused_of",
        "Washington accused Tehran of supplying drones to Moscow.",
        "supplying",
        {"agent": ["Tehran"], "patient": ["drones"], "to": ["Moscow"]},
    ),
    (
        "punished_for",
        "Washington imposed sanctions on Turkey for buying missiles from Russia.",
        "buying",
        {"agent": ["Turkey"], "patient": ["missiles"], "from": ["Russia"]},
    ),
    ("grateful_for", "We are grateful to Norway for sending howitzers.", "sending", {"agent": ["Norway"], "patient": ["howitzers"]}),
    ("denied_ing", "Iran denied sending missiles to Russia.", "sending", {"agent": ["Iran"], "patient": ["missiles"], "to": ["Russia"]}),
    (
        "coordinated_verbs",
        "Poland ordered tanks and bought howitzers from South Korea.",
        "bought",
        {"agent": ["Poland"], "patient": ["howitzers"], "from": ["Korea"]},
    ),
    (
        "coordinated_objects",
        "France will deliver jets, missiles and radars to Greece.",
        "deliver",
        {"agent": ["France"], "patient": ["jets", "missiles", "radars"], "to": ["Greece"]},
    ),
    (
        "coordinated_subjects",
        "Britain and France imposed sanctions on Russia.",
        "imposed",
        {"agent": ["Britain", "France"], "patient": ["sanctions"], "on": ["Russia"]},
    ),
    ("light_verb_noun", "The United States imposed sanctions on Iran.", "sanctions", {"gov.agent": ["States"], "on": ["Iran"]}),
    ("nominal_poss_of", "Russia's purchase of Iranian drones angered Kyiv.", "purchase", {"poss": ["Russia"], "of": ["drones"]}),
    ("nominal_mod_to", "Iranian drone deliveries to Moscow continue.", "deliveries", {"mod": ["Iranian", "drone"], "to": ["Moscow"]}),
    (
        "nominal_by",
        "The sale of submarines to Egypt by Germany was approved.",
        "sale",
        {"of": ["submarines"], "to": ["Egypt"], "by": ["Germany"]},
    ),
    ("between_and", "Talks between Russia and Turkey ended in Sochi.", "Talks", {"between": ["Russia", "Turkey"]}),
    (
        "contact_clause",
        "Two of the six frigates Greece bought from the Netherlands were delivered in May.",
        "bought",
        {"agent": ["Greece"], "patient": ["frigates"], "from": ["Netherlands"]},
    ),
    ("counted_whole", "Two of the six frigates were delivered in May.", "delivered", {"patient": ["Two", "frigates"]}),
    ("half_of", "Hanoi received half of the tanks.", "received", {"agent": ["Hanoi"], "patient": ["half", "tanks"]}),
    (
        "light_verb_with_a_time_between",
        "Venezuela took delivery last month of three Russian helicopters.",
        "delivery",
        {"of": ["helicopters"], "gov.agent": ["Venezuela"], "gov.time": ["month"]},
    ),
    ("met_with", "Lavrov met with Fidan in Antalya on Friday.", "met", {"agent": ["Lavrov"], "with": ["Fidan"], "in": ["Antalya"]}),
    ("visit_noun", "Putin's visit to Tehran ended on Tuesday.", "visit", {"poss": ["Putin"], "to": ["Tehran"]}),
    ("paid_a_visit", "Modi paid a visit to Moscow.", "visit", {"gov.agent": ["Modi"]}),
    (
        "contract_for",
        "India signed a contract with Russia for the purchase of frigates.",
        "purchase",
        {"of": ["frigates"], "gov.agent": ["India"], "gov.with": ["Russia"]},
    ),
    ("gerund_by", "Moscow angered Kyiv by selling jets to Iran.", "selling", {"agent": ["Moscow"], "patient": ["jets"], "to": ["Iran"]}),
    (
        "participle_clause",
        "Iran expanded the programme, supplying drones to Russia.",
        "supplying",
        {"agent": ["Iran"], "patient": ["drones"], "to": ["Russia"]},
    ),
    (
        "noun_infinitive",
        "The Netherlands announced a plan to send jets to Ukraine.",
        "send",
        {"agent": ["Netherlands"], "patient": ["jets"], "to": ["Ukraine"]},
    ),
    ("exports_of_to", "Germany's exports of cars to China fell.", "exports", {"poss": ["Germany"], "of": ["cars"], "to": ["China"]}),
]


@pytest.mark.parametrize(("sentence", "trigger", "roles"), [row[1:] for row in TABLE], ids=[row[0] for row in TABLE])
def test_frame_has_these_arguments(sentence: str, trigger: str, roles: dict[str, list[str]]) -> None:
    """Each role is filled by exactly these head words."""
    doc = next(load_model().pipe([sentence]))
    token = next(token for token in doc if token.text == trigger)
    frame = build_frame(doc, token.i)
    assert {role: sorted(doc[i].text for i in frame.fillers(role)) for role in roles} == {
        role: sorted(words) for role, words in roles.items()
    }


def test_governors_lead_to_the_root() -> None:
    """The chain above a predicate names each step up."""
    doc = next(load_model().pipe(["Russia agreed to begin supplying jets."]))
    token = next(token for token in doc if token.text == "supplying")
    assert [governor.lemma for governor in build_frame(doc, token.i).governors] == ["begin", "agree"]
