"""All entity corpora as training examples.

What lives here: which corpora there are, how often each is read, the names that fill the templates. What must not: their formats.
"""

import random
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from flows.extract.language.pieces import PieceVocabulary
from training.entity_labels import NO_ENTITY, allowed_tags, could_be, find_nationalities, group_spans, mark_nationalities
from training.examples import Example
from training.fewnerd import FEWNERD_BIG_MARKED, FEWNERD_MARKED, has_weapon, read_fewnerd, split_fewnerd_weapons
from training.gmb import read_gmb, read_gmb_rows, split_gmb
from training.gmb_repairs import repair_names
from training.labels import ENTITY_TYPES, EntitySentence
from training.re3d import read_re3d, split_re3d
from training.templates import make_template_sentences
from training.uner import read_uner
from training.weapon_names import exchange_weapons, read_weapon_names

TEMPLATE_SENTENCES: Final = 900
TEMPLATE_SEED: Final = 7
EXCHANGE_SEED: Final = 11
EXCHANGES: Final = 4
"""Copies of each sentence of the weapon file with other weapons in it."""


def collect_names(sources: Mapping[str, Sequence[EntitySentence]]) -> dict[str, list[tuple[str, ...]]]:
    """Return names by type from the training sentences, each once, in their order: what the templates are filled with."""
    names: dict[str, dict[tuple[str, ...], None]] = {kind: {} for kind in ENTITY_TYPES}
    for source in sources.values():
        for sentence in source:
            for start, end, kind in group_spans(sentence.tags):
                words = sentence.words[start:end]
                if len(words) <= 4 and any(letter.isupper() for letter in words[0]) and "amp" not in words:
                    names[kind].setdefault(words)
    return {kind: list(found) for kind, found in names.items()}


def read_entity_sources(folder: Path) -> dict[str, list[EntitySentence]]:
    """Return the training sentences of every source by its name in the recipe."""
    nationalities = find_nationalities(read_gmb_rows(folder / "gmb.csv.xz"))
    weapons, _ = split_fewnerd_weapons(read_fewnerd(folder / "fewnerd-big_test.txt.xz", FEWNERD_BIG_MARKED))
    sources = {
        "fewnerd_weapons": [sentence for sentence in weapons if has_weapon(sentence)],
        "fewnerd_others": [sentence for sentence in weapons if not has_weapon(sentence)],
        "fewnerd_lookalikes": [sentence for sentence in weapons if not has_weapon(sentence) and has_lookalike(sentence)],
        "fewnerd_dev": read_fewnerd(folder / "fewnerd-dev.txt.xz", FEWNERD_MARKED),
        "fewnerd_test": read_fewnerd(folder / "fewnerd-test.txt.xz", FEWNERD_MARKED),
        "re3d": split_re3d(read_re3d(folder / "re3d"))[0],
    }
    named = {name: [mark_nationalities(sentence, nationalities) for sentence in sentences] for name, sentences in sources.items()}
    gmb = split_gmb(read_gmb(folder / "gmb.csv.xz"))[0]
    named |= {"gmb": repair_names(gmb, gmb), "uner_dev": read_uner(folder / "uner-ewt-dev.iob2.xz")}
    names = collect_names(named)
    dice = random.Random(EXCHANGE_SEED)
    exchanged = [exchange_weapons(s, [*read_weapon_names(), *names["WEAPON"]], dice) for s in named["fewnerd_weapons"] * EXCHANGES]
    templates = make_template_sentences(names, TEMPLATE_SENTENCES, random.Random(TEMPLATE_SEED))
    return named | {"fewnerd_exchanged": exchanged, "templates": templates}


def has_lookalike(sentence: EntitySentence) -> bool:
    """Return whether a word that is no weapon looks like one: a car's designation, a word with capitals and digits."""
    words = zip(sentence.words, sentence.tags, strict=True)
    return any(tag in ("O", NO_ENTITY) and could_be(word, "B-WEAPON") and (tag == NO_ENTITY or word != word.lower()) for word, tag in words)


def read_entity_examples(folder: Path, epochs: Mapping[str, float], vocabulary: PieceVocabulary, dice: random.Random) -> list[Example]:
    """Return the entity examples of a whole run: each source as many times as the recipe says, a fraction as a random sample."""
    examples: list[Example] = []
    for name, sentences in read_entity_sources(folder).items():
        made = [make_entity_example(sentence, vocabulary) for sentence in sentences]
        times = epochs.get(name, 0)
        examples.extend(made * int(times))
        examples.extend(dice.sample(made, round(len(made) * (times - int(times)))))
    return examples


def make_entity_example(sentence: EntitySentence, vocabulary: PieceVocabulary) -> Example:
    """Return the example of one entity sentence."""
    allowed = tuple(allowed_tags(tag, sentence.marked, word) for tag, word in zip(sentence.tags, sentence.words, strict=True))
    return Example(sentence.words, tuple(vocabulary.encode_words(sentence.words)), entity_allowed=allowed)
