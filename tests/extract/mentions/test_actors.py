"""Who acts in a text: names, offices, persons and what stands for them, each text parsed by the bundled model."""

from datetime import date

import pytest

from flows.extract.language import load_model
from flows.extract.mentions.actors import DocumentActors

PUBLISHED = date(2023, 5, 10)

# (id, sentences, for each sentence what stands for whom: the words, the code of each actor, the person where one is meant)
TABLE = [
    ("states", ["Iran and Russia signed an agreement."], [[("Iran", "IRN"), ("Russia", "RUS")]]),
    ("seats_of_government", ["Moscow rejected what the Kremlin called threats."], [[("Moscow", "RUS"), ("Kremlin", "RUS")]]),
    ("dissolved_states", ["The Soviet Union sold tanks to East Germany."], [[("Soviet Union", "SUN"), ("East Germany", "DDR")]]),
    (
        "organisations",
        ["The EU, NATO and the United Nations were informed."],
        [[("EU", "EU"), ("NATO", "NATO"), ("United Nations", "UN")]],
    ),
    ("armed_groups", ["Hezbollah and Hamas received rockets."], [[("Hezbollah", "HEZBOLLAH"), ("Hamas", "HAMAS")]]),
    ("firms", ["Rosoboronexport and Lockheed Martin declined to comment."], [[("Rosoboronexport", "RUS"), ("Lockheed Martin", "USA")]]),
    (
        "firm_of_the_state_before_it",
        ["Chinese state-owned shipbuilder CSSC built the frigate."],
        [[("Chinese state-owned shipbuilder CSSC", "CHN")]],
    ),
    (
        "holder_of_an_office",
        ["The Iranian foreign minister flew to Ankara."],
        [[("Iranian foreign minister", ("IRN", "Hossein Amir-Abdollahian")), ("Ankara", "TUR")]],
    ),
    (
        "name_with_office",
        ["Turkish President Recep Tayyip Erdogan received Volodymyr Zelensky."],
        [
            [
                ("Turkish President Recep Tayyip Erdogan", ("TUR", "Recep Tayyip Erdogan")),
                ("Volodymyr Zelensky", ("UKR", "Volodymyr Zelensky")),
            ]
        ],
    ),
    (
        "office_after_the_name_and_alone_later",
        ["Peter Szijjarto, Hungary's foreign minister, said no.", "The minister left."],
        [
            [("Peter Szijjarto", ("HUN", "Peter Szijjarto")), ("Hungary's foreign minister", ("HUN", "Peter Szijjarto"))],
            [("minister", ("HUN", "Peter Szijjarto"))],
        ],
    ),
    (
        "counterpart",
        ["Japan's defence minister met his Australian counterpart."],
        [[("Japan's defence minister", "JPN"), ("his", "JPN"), ("Australian counterpart", "AUS")]],
    ),
    (
        "groups_with_fixed_members",
        ["The six-party talks on North Korea stalled.", "The Visegrad Four met.", "Six nations signed a pact on rice."],
        [
            [("six-party", "CHN", "JPN", "KOR", "PRK", "RUS", "USA"), ("North Korea", "PRK")],
            [("Visegrad Four", "CZE", "HUN", "POL", "SVK")],
            [("Six nations", "CHN", "JPN", "KOR", "PRK", "RUS", "USA")],
        ],
    ),
    ("six_of_any_nations", ["Six nations signed a pact on rice."], [[]]),
    (
        "halves_of_korea",
        ["Pyongyang freed two sailors.", "The South thanked the North's envoy."],
        [[("Pyongyang", "PRK")], [("The South", "KOR"), ("the North", "PRK")]],
    ),
    ("no_half_of_korea", ["The North of Italy is rich, and the South is not."], [[("Italy", "ITA")]]),
    (
        "office_that_the_latest_state_does_not_have",
        ["Kenya and the United States signed a pact.", "Foreign Minister Jane Doe left early."],
        [[("Kenya", "KEN"), ("United States", "USA")], [("Foreign Minister Jane Doe", ("KEN", "Jane Doe"))]],
    ),
    (
        "the_two_presidents",
        ["Xi Jinping met Vladimir Putin.", "The two presidents spoke for hours."],
        [
            [("Xi Jinping", ("CHN", "Xi Jinping")), ("Vladimir Putin", ("RUS", "Vladimir Putin"))],
            [("two presidents", ("CHN", "Xi Jinping"), ("RUS", "Vladimir Putin"))],
        ],
    ),
    (
        "the_two_countries",
        ["India and Egypt signed a pact.", "The two countries will train together."],
        [[("India", "IND"), ("Egypt", "EGY")], [("two countries", "IND", "EGY")]],
    ),
    (
        "pronoun_and_definite",
        ["Riyadh denied the report.", "It said the kingdom had bought nothing."],
        [[("Riyadh", "SAU")], [("It", "SAU"), ("the kingdom", "SAU")]],
    ),
    (
        "demonym_and_capital",
        ["The Georgian prime minister visited Amman, Jordan."],
        [[("Georgian prime minister", ("GEO", "Irakli Garibashvili")), ("Amman", "JOR"), ("Jordan", "JOR")]],
    ),
    ("not_the_states_of_that_name", ["Georgia Tech and Jordan Peterson were mentioned in Turkey."], [[("Turkey", "TUR")]]),
    ("a_state_of_the_union", ["Officials in Atlanta, Georgia, welcomed Michael Jordan."], [[]]),
    ("a_first_name", ["Chad Smith spoke."], [[]]),
    ("a_base_of_a_leaders_name", ["The jets landed at Clark Air Base."], [[("Clark Air Base", "UNK")]]),
    ("nobody", ["It rained all night."], [[]]),
    (
        "short_form_of_the_text",
        ["The Philippine Army (PA) ordered jeeps.", "The PA paid."],
        [[("Philippine Army", "PHL"), ("PA", "PHL")], [("PA", "PHL")]],
    ),
    ("currency_is_no_broadcaster", ["Nepal paid NPR 17 billion."], [[("Nepal", "NPL")]]),
    ("family_name_in_capitals", ["Mr. KISHIDA Fumio left."], [[("Mr. KISHIDA Fumio", ("JPN", "Fumio Kishida"))]]),
    (
        "office_tells_the_namesake",
        ["Vice President Harris met Prime Minister Simon Harris of Ireland."],
        [
            [
                ("Vice President Harris", ("USA", "Kamala Harris")),
                ("Prime Minister Simon Harris", ("IRL", "Simon Harris")),
                ("Ireland", "IRL"),
            ]
        ],
    ),
    (
        "portfolio_is_no_name",
        ["China's Vice Minister of Commerce Jiang Yaoping left."],
        [[("China's Vice Minister of Commerce Jiang Yaoping", ("CHN", "Jiang Yaoping"))]],
    ),
    ("firm_by_its_town", ["Acme Shipyard in Gdansk delivered boats."], [[("Acme Shipyard", "POL")]]),
    ("language", ["An English-speaking Peruvian talked in Russian."], [[("Peruvian", "PER")]]),
    ("seat_of_the_union", ["Brussels prefers talks.", "They met in Brussels."], [[("Brussels", "EU")], [("Brussels", "BEL")]]),
    (
        "envoy_with_the_state_that_receives",
        ["The Ambassador of the Republic of Chile to Mongolia Jorge Rojas left."],
        [[("Ambassador of the Republic of Chile to Mongolia Jorge Rojas", ("CHL", "Jorge Rojas"))]],
    ),
    ("chief_of_a_body", ["UN chief Ban Ki-moon left."], [[("UN chief Ban Ki-moon", ("UN", "Ban Ki-moon"))]]),
    (
        "people_within_a_state",
        ["Kosovo Albanian leader Ana Krasniqi left."],
        [[("Kosovo Albanian leader Ana Krasniqi", ("XKX", "Ana Krasniqi"))]],
    ),
]


@pytest.mark.parametrize(("texts", "expected"), [row[1:] for row in TABLE], ids=[row[0] for row in TABLE])
def test_actors_are(texts, expected):
    nlp = load_model()
    actors = DocumentActors(published=PUBLISHED)
    found = []
    for text in texts:
        doc = nlp.make_doc(text)
        for token in doc:
            token.is_sent_start = token.i == 0
        (parsed,) = nlp.pipe([doc])
        mentions = actors.find(parsed)
        found.append([(m.text, *[(a.code, a.person) if a.person else a.code for a in m.actors]) for m in mentions])
    assert found == expected
