"""Weapons: names, codes, head nouns, parts, technology, licences; and the same words where they mean something else."""

import pytest
import spacy
from spacy.tokens import Doc
from spacy.vocab import Vocab

from flows.extract.mentions.weapons import find_weapons
from schemas.enumerations import SIPRI_CATEGORIES, UNROCA_CATEGORIES, WEAPON_CATEGORIES

BLANK = spacy.blank("en")
ASPECTS = {"item", "component", "technology", "licence", "production", "generic", "use"}


def read(text: str) -> list[tuple[str, str, str]]:
    """Return text, category and aspect of every mention."""
    return [(mention.text, mention.category, mention.aspect) for mention in find_weapons(BLANK(text))]


@pytest.mark.parametrize(
    ("text", "designation"),
    [
        pytest.param("They bought the Su-35.", "Su-35", id="hyphen"),
        pytest.param("They bought the Su 35.", "Su-35", id="space"),
        pytest.param("They bought the SU35.", "Su-35", id="closed, capitals"),
        pytest.param("They bought a su-35 cheaply.", "Su-35", id="lower case with a hyphen"),
        pytest.param("They bought Su-35s.", "Su-35", id="plural"),
        pytest.param("They bought the Su-35UB.", "Su-35UB", id="variant letters no list knows"),
        pytest.param("They bought the F-16C/D Block 52.", "F-16C/D Block 52", id="stroke and block"),
        pytest.param("They bought the MQ-9B.", "MQ-9B", id="variant in the list"),
        pytest.param("They bought the AGM-114R.", "AGM-114R", id="missile variant"),
        pytest.param("They bought the AIM-120C-8.", "AIM-120C-8", id="variant with a hyphen"),
        pytest.param("They bought the S-300PMU-2.", "S-300PMU-2", id="PMU-2"),
        pytest.param("They bought the Su-30 MKI.", "Su-30MKI", id="spaced variant"),
        pytest.param("They bought the AN/AAQ-24 (V)N.", "AN/AAQ-24", id="installation letters are no name"),
        pytest.param("They bought the AN/ALQ-999.", "AN/ALQ-999", id="prefix alone is known"),
        pytest.param("They bought the 9M999.", "9M999", id="prefix that begins with a digit"),
        pytest.param("They bought the BTR-99.", "BTR-99", id="known prefix, unseen number"),
        pytest.param("They bought Type 099 corvettes.", "Type 099", id="prefix that needs a noun"),
        pytest.param("They bought QZ-77 drones.", "QZ-77", id="unknown code before a noun"),
        pytest.param("They bought Shahed 136 drones.", "Shahed-136", id="space for hyphen in a name"),
        pytest.param("They bought Shahed-131/136 drones.", "Shahed-131", id="series with a stroke keeps the first"),
        pytest.param("They bought 200 humvees.", "Humvee", id="name in lower case"),
        pytest.param("They bought a drone called Akinci.", "Bayraktar Akinci", id="called"),
        pytest.param("They bought the Joint Standoff Weapon (JSOW).", "AGM-154 JSOW", id="abbreviation in brackets"),
    ],
)
def test_names_are_read_in_every_spelling(text: str, designation: str) -> None:
    """One mention, with the name of the list or the variant's own."""
    assert [mention.designation for mention in find_weapons(BLANK(text))] == [designation]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Su-35 jets, Mi-28 helicopters and Yak-130 trainers",
            [("Su-35 jets", "aircraft", "item"), ("Mi-28 helicopters", "helicopter", "item"), ("Yak-130 trainers", "aircraft", "item")],
            id="one mention a conjunct",
        ),
        pytest.param(
            "tanks and armored vehicles",
            [("tanks", "armoured_vehicle", "item"), ("armored vehicles", "armoured_vehicle", "item")],
            id="two head nouns",
        ),
        pytest.param(
            "cruise and ballistic missiles", [("cruise and ballistic missiles", "missile", "item")], id="shared noun of one category"
        ),
        pytest.param(
            "anti-air and anti-armor weapons",
            [("anti-air", "air_defence", "item"), ("anti-armor weapons", "missile", "item")],
            id="shared noun of two categories",
        ),
        pytest.param(
            "five modern air defense systems", [("modern air defense systems", "air_defence", "item")], id="modifiers in, counts out"
        ),
        pytest.param("155mm artillery shells", [("155mm artillery shells", "ammunition", "item")], id="shells of artillery are ammunition"),
        pytest.param("155 mm rounds", [("155 mm rounds", "ammunition", "item")], id="calibre makes rounds ammunition"),
        pytest.param("air-to-air missiles", [("air-to-air missiles", "missile", "item")], id="air-to-air"),
        pytest.param("anti-ship missiles", [("anti-ship missiles", "missile", "item")], id="anti-ship"),
        pytest.param("air defence missiles", [("air defence missiles", "air_defence", "item")], id="air defence missiles"),
        pytest.param("Patriot missiles", [("Patriot missiles", "air_defence", "item")], id="the name outweighs the noun"),
        pytest.param("HIMARS rockets", [("HIMARS rockets", "missile", "item")], id="rockets for a launcher are missiles"),
        pytest.param("HIMARS missile systems", [("HIMARS missile systems", "artillery", "item")], id="a system is the launcher"),
        pytest.param("Patriot radars", [("Patriot radars", "sensor", "item")], id="radar of a system"),
        pytest.param("tank engines", [("tank engines", "engine", "item")], id="engine of a tank"),
        pytest.param("engines for its tanks", [("engines for its tanks", "engine", "item")], id="engine for a tank"),
        pytest.param("surveillance radar", [("surveillance radar", "sensor", "item")], id="radar"),
        pytest.param("missile boats", [("missile boats", "ship", "item")], id="missile boat"),
        pytest.param("missile corvettes", [("missile corvettes", "ship", "item")], id="last noun decides"),
        pytest.param("nuclear-powered submarines", [("nuclear-powered submarines", "ship", "item")], id="hyphenated modifier"),
        pytest.param("radar-evading fighter jets", [("radar-evading fighter jets", "aircraft", "item")], id="unknown half of a compound"),
        pytest.param("unmanned boats", [("unmanned boats", "uav", "item")], id="unmanned outweighs the carrier"),
        pytest.param("anti-drone equipment", [("anti-drone equipment", "air_defence", "item")], id="qualifier gives the category"),
        pytest.param("ammunition for the Gepard", [("ammunition for the Gepard", "ammunition", "item")], id="ammunition for a gun"),
        pytest.param(
            "missiles for the S-400 system",
            [("missiles for the S-400 system", "air_defence", "item")],
            id="missiles for an air defence system",
        ),
        pytest.param("weapons, including T-90 tanks", [("T-90 tanks", "armoured_vehicle", "item")], id="the general word gives way"),
        pytest.param("military and technical aid", [("military and technical aid", "unspecified", "generic")], id="shared noun of aid"),
        pytest.param("nuclear warheads", [("nuclear warheads", "nuclear", "item")], id="nuclear"),
        pytest.param("phone-hacking software", [("phone-hacking software", "cyber", "item")], id="cyber"),
        pytest.param("a spy satellite", [("spy satellite", "space", "item")], id="space"),
        pytest.param("night-vision goggles", [("night-vision goggles", "sensor", "item")], id="optics"),
        pytest.param("assault rifles", [("assault rifles", "small_arms", "item")], id="small arms"),
        pytest.param("body armor and helmets", [("body armor", "other", "item"), ("helmets", "other", "item")], id="other"),
        pytest.param("Carl Gustaf M2 launchers", [("Carl Gustaf M2 launchers", "missile", "item")], id="a sure name outweighs a code"),
        pytest.param(
            "ammunition to rebels aboard Il-76 planes",
            [("ammunition", "ammunition", "item"), ("Il-76 planes", "aircraft", "item")],
            id="the carrier is another weapon",
        ),
        pytest.param("interceptors for Iron Dome", [("interceptors for Iron Dome", "air_defence", "item")], id="interceptors for a system"),
        pytest.param("anti-tank rocket launchers", [("anti-tank rocket launchers", "missile", "item")], id="anti-tank launchers"),
        pytest.param("Katyusha rockets", [("Katyusha rockets", "missile", "item")], id="rockets of a launcher"),
        pytest.param("chips for missiles", [("chips for missiles", "component", "component")], id="goods for a weapon"),
        pytest.param(
            "tanks, spare parts and engines",
            [("tanks", "armoured_vehicle", "item"), ("spare parts", "component", "component"), ("engines", "engine", "item")],
            id="engines beside tanks",
        ),
    ],
)
def test_the_head_noun_decides(text: str, expected: list[tuple[str, str, str]]) -> None:
    """Text, category and aspect of each phrase."""
    assert read(f"They sent {text}.") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("drone components", [("drone components", "component", "component")], id="component"),
        pytest.param("parts for F-16 jets", [("parts for F-16 jets", "component", "component")], id="parts for"),
        pytest.param("spare parts", [("spare parts", "component", "component")], id="spare parts alone"),
        pytest.param("missile technology", [("missile technology", "missile", "technology")], id="technology"),
        pytest.param("technology for making missiles", [("technology for making missiles", "missile", "technology")], id="technology for"),
        pytest.param("military technology", [("military technology", "unspecified", "technology")], id="technology of arms in general"),
        pytest.param("a licence to build T-90 tanks", [("T-90 tanks", "armoured_vehicle", "licence")], id="licence to build"),
        pytest.param("rifles made under license", [("rifles", "small_arms", "licence")], id="under license"),
        pytest.param("export licences for tanks", [("tanks", "armoured_vehicle", "item")], id="an export licence is none"),
        pytest.param("a drone factory", [("drone factory", "uav", "production")], id="factory"),
        pytest.param("production of Shahed drones", [("Shahed drones", "uav", "production")], id="production of"),
        pytest.param("a drone strike", [("drone", "uav", "use")], id="strike"),
        pytest.param("a rocket attack", [("rocket", "missile", "use")], id="attack"),
        pytest.param("a missile test", [("missile", "missile", "use")], id="test"),
        pytest.param("arms sales", [("arms", "unspecified", "generic")], id="arms sales"),
        pytest.param("a tank deal", [("tank", "armoured_vehicle", "item")], id="the deal is no weapon"),
        pytest.param("defence exports", [("defence exports", "unspecified", "generic")], id="defence exports"),
        pytest.param("military aid", [("military aid", "unspecified", "generic")], id="military aid"),
        pytest.param("missile-related equipment", [("missile-related equipment", "missile", "item")], id="related equipment"),
    ],
)
def test_aspects(text: str, expected: list[tuple[str, str, str]]) -> None:
    """What of the weapon the phrase is about."""
    assert read(f"They spoke of {text}.") == expected


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("The arms race worries him, and arms control is dead.", id="arms race, arms control"),
        pytest.param("Parliament renewed the Patriot Act.", id="Patriot Act"),
        pytest.param("A shell company paid; Shell denied it.", id="shell company and the oil firm"),
        pytest.param("A think tank and a fish tank use one search engine.", id="think tank, search engine"),
        pytest.param("Exports are the engine of growth.", id="engine of growth"),
        pytest.param("A bomb threat closed parts of the country.", id="bomb threat, parts of"),
        pytest.param("After two rounds of talks nothing moved.", id="rounds of talks"),
        pytest.param("Satellite TV showed rebel fighters.", id="satellite TV, rebel fighters"),
        pytest.param("A merchant vessel carried electric batteries and trainers.", id="ship, battery, shoe"),
        pytest.param("Farmers are up in arms and rifle through the files.", id="in arms, rifle through"),
        pytest.param("G-7 leaders, A-level pupils and COVID-19 patients flew on a Boeing 737.", id="codes that are no weapons"),
        pytest.param("Weapons inspectors looked for weapons of mass destruction.", id="inspectors"),
        pytest.param("The nuclear deal and the nuclear programme came up in nuclear talks.", id="nuclear deal"),
        pytest.param("The arms dealers' F-16 pilots met drone makers.", id="persons"),
        pytest.param("Chile sold copper, ships and medical equipment worth $2bn.", id="goods"),
        pytest.param("She climbed K2 and drove an F-150 down the M4.", id="mountain, truck, road"),
        pytest.param("The Lancet and Heron Foods hailed Merlin, Apollo and the Tiger economy.", id="names without company"),
        pytest.param("Exports of chips, machine tools, helmets and electronics rose by 5%.", id="goods of common trade"),
        pytest.param("", id="nothing"),
    ],
)
def test_other_meanings_are_left_alone(text: str) -> None:
    """No mention at all."""
    assert read(text) == []


def test_doubtful_names_need_company() -> None:
    """A name that is also a word counts where the sentence names a weapon beyond doubt."""
    assert read("The Heron flew over the lake.") == []
    assert read("Delhi operates the Heron alongside MQ-9B drones.") == [("Heron", "uav", "item"), ("MQ-9B drones", "uav", "item")]


def test_registers_and_origin_follow_the_name() -> None:
    """Register categories come from the name, or from the noun where the noun decides."""
    jet, engine, tank = find_weapons(BLANK("They bought Su-35 jets, F-16 engines and tanks."))
    assert (jet.sipri_category, jet.unroca_category, jet.origin_code) == ("Aircraft", "IV", "RUS")
    assert (engine.sipri_category, engine.unroca_category, engine.designation) == ("Engines", None, "F-16")
    assert (tank.sipri_category, tank.unroca_category, tank.origin_code) == ("Armoured vehicles", "I", None)


def test_head_is_the_last_noun_without_a_parse() -> None:
    """The head token is the last noun of the phrase, the first noun of "parts for X"."""
    doc = BLANK("He sold M142 HIMARS multiple rocket launcher systems and spare parts for Su-27 jets.")
    assert [doc[mention.head].text for mention in find_weapons(doc)] == ["systems", "parts"]


def parsed(words: list[str], pos: list[str], heads: list[int], deps: list[str], lemmas: list[str] | None = None) -> Doc:
    """Return a sentence with a hand-made parse."""
    return Doc(Vocab(), words=words, pos=pos, heads=heads, deps=deps, lemmas=lemmas)


def test_a_verb_is_no_weapon() -> None:
    """The parse tells "arms" the verb from the noun."""
    doc = parsed(["Russia", "arms", "Syria"], ["PROPN", "VERB", "PROPN"], [1, 1, 1], ["nsubj", "ROOT", "obj"])
    assert find_weapons(doc) == []


def test_the_parse_adds_modifiers_and_the_head() -> None:
    """Unknown modifiers join the phrase, counting words do not; the head is the syntactic one."""
    doc = parsed(
        ["They", "sent", "several", "rusty", "tanks"],
        ["PRON", "VERB", "ADJ", "ADJ", "NOUN"],
        [1, 1, 4, 4, 1],
        ["nsubj", "ROOT", "amod", "amod", "obj"],
    )
    (mention,) = find_weapons(doc)
    assert (mention.text, mention.head) == ("rusty tanks", 4)


def test_an_apposition_is_one_weapon() -> None:
    """Of "its newest fighter jet, the Su-57" only the name is left."""
    doc = parsed(
        ["They", "sold", "a", "fighter", "jet", ",", "the", "Su-57"],
        ["PRON", "VERB", "DET", "NOUN", "NOUN", "PUNCT", "DET", "PROPN"],
        [1, 1, 4, 4, 1, 7, 7, 4],
        ["nsubj", "ROOT", "det", "compound", "obj", "punct", "det", "appos"],
    )
    assert [(mention.text, mention.designation) for mention in find_weapons(doc)] == [("Su-57", "Su-57")]


def test_mentions_keep_to_the_contract() -> None:
    """Offsets, head and values of every mention of a long sentence are sound."""
    doc = BLANK(
        "Kyiv got HIMARS, Leopard 2A6 tanks, 155mm shells, Bayraktar TB2s, drone parts, radars, military aid and missile technology."
    )
    mentions = find_weapons(doc)
    assert len(mentions) == 8
    for mention in mentions:
        assert doc[mention.start : mention.end].text == mention.text
        assert mention.start <= mention.head < mention.end
        assert mention.category in WEAPON_CATEGORIES
        assert mention.aspect in ASPECTS
        assert mention.sipri_category is None or mention.sipri_category in SIPRI_CATEGORIES
        assert mention.unroca_category is None or mention.unroca_category in UNROCA_CATEGORIES


def test_a_name_told_before_is_a_weapon_again() -> None:
    """ "The Leopards" alone is nothing; in a text that has named the tank it is."""
    doc = BLANK("Critics said the Leopards were late.")
    assert find_weapons(doc) == []
    told = frozenset({"Leopard tank"})
    assert [(mention.text, mention.designation) for mention in find_weapons(doc, told=told)] == [("Leopards", "Leopard tank")]


def test_a_doubtful_code_is_a_weapon_where_it_is_bought() -> None:
    """ "FK-3" may be anything; whoever purchases it buys a weapon."""
    doc = parsed(
        ["They", "purchased", "the", "FK-3"],
        ["PRON", "VERB", "DET", "PROPN"],
        [1, 1, 3, 1],
        ["nsubj", "ROOT", "det", "obj"],
        lemmas=["they", "purchase", "the", "FK-3"],
    )
    assert [mention.category for mention in find_weapons(doc)] == ["air_defence"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "They sent 12,000 rounds for the Gepard.",
            [("rounds for the Gepard", "ammunition", "item")],
            id="rounds for a gun are ammunition",
        ),
        pytest.param("They won two rounds.", [], id="rounds of a match"),
        pytest.param(
            "They gave 30 Typhoon armoured cars.", [("Typhoon armoured cars", "armoured_vehicle", "item")], id="the noun knows better"
        ),
        pytest.param("They bought MAM-L smart munitions.", [("MAM-L smart munitions", "missile", "item")], id="munitions by their name"),
    ],
)
def test_a_noun_and_a_name_settle_the_category(text: str, expected: list[tuple[str, str, str]]) -> None:
    """Category and aspect follow the noun or the name, whichever says more."""
    assert read(text) == expected
