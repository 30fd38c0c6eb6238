"""Whom descriptions, pronouns and kin terms stand for, each text parsed by the bundled model."""

from datetime import date

import pytest

from flows.extract.language import load_model
from flows.extract.language.sentences import split_sentences
from flows.extract.mentions.actors import DocumentActors

# (id, text, for each stand-in of its last sentence: the words and the codes they stand for)
TABLE = [
    ("region", "Laos and France signed. The Southeast Asian nation will get jeeps.", {"The Southeast Asian nation": ["LAO"]}),
    ("form_and_region", "Kuwait and Peru signed. The tiny, oil-rich Gulf emirate paid.", {"The tiny, oil-rich Gulf emirate": ["KWT"]}),
    ("former_union", "Russia armed Tajikistan. The ex-Soviet state paid nothing.", {"The ex-Soviet state": ["TJK"]}),
    ("landlocked", "Zambia bought jeeps from Brazil. The landlocked country paid.", {"The landlocked country": ["ZMB"]}),
    ("island_nation", "Malta bought boats from Italy. The island nation paid.", {"The island nation": ["MLT"]}),
    ("two_fit_equally", "Ghana and Togo hired boats. Peru thanked the West African nation.", {}),
    ("none_fits", "Ghana hired boats. Peru thanked the Gulf state.", {}),
    ("barred_adjective", "Peru and Chile met. The host country paid.", {}),
    ("no_trait_for_a_needy_noun", "Peru and Chile met. The giant paid.", {}),
    ("giant", "Peru exported copper to China. The Asian giant paid.", {"The Asian giant": ["CHN"]}),
    ("former_government", "Peru protested. The former government had paid.", {}),
    ("people_s_republic", "Germany and China met. Exports to the People's Republic fell.", {"the People's Republic": ["CHN"]}),
    ("epithet", "Exports to the world's second-largest economy fell.", {"the world's second-largest economy": ["CHN"]}),
    ("epithet_of_a_body", "The 27-nation bloc banned the import.", {"The 27-nation bloc": ["EU"]}),
    ("body_named_later", "The alliance will send jeeps, NATO chief Anders Fogh Rasmussen said.", {"The alliance": ["NATO"]}),
    ("that_country", "Peru sold copper to Chile. Its imports from that country rose.", {"Its": ["PER"], "that country": ["CHL"]}),
    ("not_who_acts", "Chile sold jeeps. Peru gave the country boats.", {"the country": ["CHL"]}),
    ("rivals", "India and Pakistan exchanged fire. The nuclear-armed neighbours met.", {"The nuclear-armed neighbours": ["IND", "PAK"]}),
    ("counted_rivals", "Greece and Turkey quarrelled. The two Mediterranean rivals met.", {"two Mediterranean rivals": ["GRC", "TUR"]}),
    ("southern_neighbour", "Bhutan bought jeeps from its southern neighbour.", {"its": ["BTN"], "southern neighbour": ["IND"]}),
    ("neighbour_named_before", "Poland armed Ukraine. Kyiv thanked its western neighbour.", {"its": ["UKR"], "western neighbour": ["POL"]}),
    ("named_neighbour", "Peru thanked its neighbour Chile.", {"its": ["PER"]}),
    ("colonial_ruler", "Chad bought jeeps from its former colonial ruler.", {"its": ["TCD"], "former colonial ruler": ["FRA"]}),
    ("the_company", "Lithuania blacklisted Rosoboronexport. The company sold jets to Algeria.", {"The company": ["RUS"]}),
    ("the_rebels", "The Houthis marched. The rebels got drones from Tehran.", {"The rebels": ["HOUTHI"]}),
    ("it_goes_on", "Italy bought jets from Peru. It also hired boats from Chile. It sold them to Egypt.", {"It": ["ITA"]}),
    ("it_is_not_who_acts", "North Korea fired. The Security Council imposed sanctions on it.", {"it": ["PRK"]}),
    ("it_of_the_nearest_clause", "Peru paid after Chile said it would come.", {"it": ["CHL"]}),
    ("its_of_whom_goods_go_to", "Peru said that Chile had sent jets to its army.", {"its": ["PER"]}),
    ("they_are_no_goods", "Peru sold jets to Chile. They arrived in May.", {}),
    ("they_joined", "Peru and Chile met. They signed a pact.", {"They": ["PER", "CHL"]}),
    ("they_the_group", "The Houthis got drones from Iran. They fired them.", {"They": ["HOUTHI"]}),
    ("source_is_no_topic", "Peru bought jeeps, according to the Australian army. It paid in May.", {"It": ["PER"]}),
    ("firebrand", "President Rodrigo Duterte flew to Hanoi. The firebrand leader left.", {"The firebrand leader": ["PHL"]}),
    ("region_of_a_person", "Hugo Chavez met Putin. The South American leader left.", {"The South American leader": ["VEN"]}),
    ("the_general", "Sudan's army chief Abdel Fattah al-Burhan left. The general paid.", {"The general": ["SDN"]}),
    ("a_former_leader_is_somebody_else", "Hugo Chavez met Putin. The former leader paid.", {}),
    ("the_host", "Guido Westerwelle flew to Tunis. China thanked his host.", {"his": ["DEU"], "host": ["TUN"]}),
    (
        "both_premiers_of_the_story",
        "Serbian Prime Minister Ivica Dacic met Kosovo's Prime Minister Hashim Thaci. Germany called both premiers.",
        {"both premiers": ["SRB", "XKX"]},
    ),
    ("public_body_by_its_noun", "The Security Council met. In May the council left.", {"council": ["UN"]}),
    ("bloc_with_an_adjective", "The African Union suspended Mali. The regional bloc left.", {"The regional bloc": ["AU"]}),
    ("government_that_tells", "Peru will arm Chile, the government said.", {"the government": ["PER"]}),
    ("partner", "Cuba hailed Venezuela. Havana thanked its South American ally.", {"its": ["CUB"], "South American ally": ["VEN"]}),
    ("partner_in_apposition", "Cuba thanked Venezuela, its ally.", {"its": ["CUB"]}),
    ("kingdom_named_later", "Peru halted sales to the kingdom after a murder in the Saudi consulate.", {"the kingdom": ["SAU"]}),
    ("member_of_a_body", "Romania signed with Peru. Lima will arm the NATO member.", {"the NATO member": ["ROU"]}),
    ("he_is_not_her", "Hugo Chavez met Angela Merkel. He promised her 20 jeeps.", {"He": ["VEN"], "her": ["DEU"]}),
    ("controlled_clause", "Peru let Chile leave. Beijing denied blocking the country.", {"the country": ["PER"]}),
    ("interim_government", "Somalia met Kenya. Nairobi armed the interim government.", {"the interim government": ["SOM"]}),
    ("officials_not_named_before", "Peru and Chile met. Two senior officials left.", {}),
    (
        "the_four_states",
        "Peru, Chile and Cuba left Togo. The three Latin American states paid.",
        {"three Latin American states": ["PER", "CHL", "CUB"]},
    ),
    ("nation_in_a_compound", "Nigeria left. The 53-nation group paid.", {}),
    ("main_clause_first", "After Peru left, Chile filled the void. It offered jeeps.", {"It": ["CHL"]}),
]


@pytest.fixture(scope="module")
def nlp():
    return load_model()


@pytest.mark.parametrize(("text", "expected"), [pytest.param(*row[1:], id=row[0]) for row in TABLE])
def test_stand_ins_are(nlp, text, expected):
    actors = DocumentActors(published=date(2012, 5, 10))
    found = {}
    for start, end in split_sentences(text):
        mentions = actors.find(nlp(text[start:end]))
        found = {
            m.text: [a.code for a in m.actors]
            for m in mentions
            if m.how in {"definite", "pronoun"} or m.text.startswith("The ") or m.text in {"host", "council"}
        }
    assert {text: codes for text, codes in found.items() if text not in {"them", "The Security Council"}} == expected
