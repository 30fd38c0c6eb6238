"""Training examples: sentences and entity sentences as rows of integers, and the batches made of them.

What lives here: windows of neighbouring sentences, augmentation, label indices, padding to numpy arrays. What must not: torch.
"""

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt

from flows.extract.language.batches import pad_words
from flows.extract.language.lemmas import derive_rule
from flows.extract.language.pieces import PieceVocabulary, WordPieces
from training.labels import Inventory
from training.treebank import TreebankSentence

IGNORED = -100


@dataclass(frozen=True, slots=True)
class Example:
    """One encoder input: words and the targets known for them (IGNORED where unknown); heads count from 1, 0 is the root.

    `entity_allowed[i]` is a bit mask over the entity tags that word i may carry; 0 means that nothing is known.
    """

    words: tuple[str, ...]
    pieces: tuple[WordPieces, ...]
    upos: tuple[int, ...] = ()
    feats: tuple[int, ...] = ()
    rules: tuple[int, ...] = ()
    heads: tuple[int, ...] = ()
    deprels: tuple[int, ...] = ()
    starts: tuple[int, ...] = ()
    entity_allowed: tuple[int, ...] = ()

    @property
    def size(self) -> int:
        """Return the number of word pieces."""
        return sum(len(word.ids) for word in self.pieces)


@dataclass(frozen=True, slots=True)
class Windowing:
    """How treebank sentences are grouped and changed for one epoch; probabilities are per window."""

    group_sizes: tuple[float, ...] = (0.6, 0.2, 0.12, 0.08)
    longest: int = 110
    across_paragraphs: float = 0.3
    lowered: float = 0.03
    capitals: float = 0.02
    without_final_mark: float = 0.05


@dataclass(slots=True)
class TreebankReader:
    """Makes examples of treebank sentences with one vocabulary and one inventory."""

    vocabulary: PieceVocabulary
    inventory: Inventory
    _index: dict[str, dict[str, int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Index the label lists."""
        for name in ("upos", "feats", "lemma_rules", "deprels"):
            self._index[name] = {label: number for number, label in enumerate(getattr(self.inventory, name))}

    def build(self, sentences: Sequence[TreebankSentence], forms: Sequence[str] | None = None) -> Example:
        """Return one example of neighbouring sentences; `forms` replaces their words (same number), leaving every target as it was."""
        words = tuple(form for sentence in sentences for form in sentence.forms)
        shown = tuple(forms) if forms is not None else words
        upos, feats, rules, deprels = (self._index[name] for name in ("upos", "feats", "lemma_rules", "deprels"))
        heads: list[int] = []
        starts: list[int] = []
        for sentence in sentences:
            offset = len(heads)
            heads.extend(head + offset if head else 0 for head in sentence.heads)
            starts.extend([1] + [0] * (len(sentence.forms) - 1))
        lemmas = [lemma for sentence in sentences for lemma in sentence.lemmas]
        targets = [derive_rule(word, lemma) for word, lemma in zip(words, lemmas, strict=True)]
        return Example(
            words=shown,
            pieces=tuple(self.vocabulary.encode_words(shown)),
            upos=tuple(upos.get(label, IGNORED) for sentence in sentences for label in sentence.upos),
            feats=tuple(feats.get(label, IGNORED) for sentence in sentences for label in sentence.feats),
            rules=tuple(rules.get(rule, IGNORED) if rule else IGNORED for rule in targets),
            heads=tuple(heads),
            deprels=tuple(deprels.get(label, IGNORED) for sentence in sentences for label in sentence.deprels),
            starts=tuple(starts),
        )

    def windows(self, sentences: Sequence[TreebankSentence], windowing: Windowing, dice: random.Random) -> list[Example]:
        """Return one epoch of examples: every sentence once, alone or with its neighbours, some with changed case or final mark."""
        examples: list[Example] = []
        position = 0
        while position < len(sentences):
            wanted = dice.choices(range(1, len(windowing.group_sizes) + 1), windowing.group_sizes)[0]
            across = dice.random() < windowing.across_paragraphs
            group = [sentences[position]]
            for candidate in sentences[position + 1 : position + wanted]:
                total = sum(len(sentence.forms) for sentence in group) + len(candidate.forms)
                leaves = candidate.document != group[0].document or (candidate.starts_paragraph and not across)
                if leaves or total > windowing.longest:
                    break
                group.append(candidate)
            position += len(group)
            examples.append(self._vary(group, windowing, dice))
        return examples

    def _vary(self, group: list[TreebankSentence], windowing: Windowing, dice: random.Random) -> Example:
        """Return the example of a group, changed as the dice say."""
        roll = dice.random()
        if roll < windowing.without_final_mark and len(group) == 1:
            return self.build([drop_final_mark(group[0])])
        forms = [form for sentence in group for form in sentence.forms]
        roll -= windowing.without_final_mark
        if 0 <= roll < windowing.lowered:
            return self.build(group, [form.lower() for form in forms])
        if 0 <= roll - windowing.lowered < windowing.capitals:
            return self.build(group, [form.upper() for form in forms])
        return self.build(group)


def drop_final_mark(sentence: TreebankSentence) -> TreebankSentence:
    """Return the sentence without its final punctuation, as in a headline; unchanged where a word hangs on it or nothing else is left."""
    last = len(sentence.forms)
    if last < 3 or sentence.upos[-1] != "PUNCT" or last in sentence.heads or sentence.heads[-1] == 0:
        return sentence
    columns = ("forms", "lemmas", "upos", "xpos", "feats", "heads", "deprels", "space_after")
    return replace(sentence, **{name: getattr(sentence, name)[:-1] for name in columns})


@dataclass(frozen=True, slots=True)
class Batch:
    """Padded arrays of examples; words x pieces as `flows.extract.language.batches` lays them out, targets padded with IGNORED."""

    inputs: dict[str, npt.NDArray[np.int64]]
    targets: dict[str, npt.NDArray[np.int64]]
    pieces: int


def make_batch(examples: Sequence[Example], vocabulary: PieceVocabulary) -> Batch:
    """Return the batch of examples that all know the same kinds of targets."""
    inputs = pad_words([example.pieces for example in examples], vocabulary)
    width = inputs["word_positions"].shape[1]
    targets: dict[str, npt.NDArray[np.int64]] = {}
    for name in ("upos", "feats", "rules", "heads", "deprels", "starts", "entity_allowed"):
        rows = [getattr(example, name) for example in examples]
        if not any(rows):
            continue
        padding = 0 if name == "entity_allowed" else IGNORED
        array = np.full((len(rows), width), padding, dtype=np.int64)
        for number, row in enumerate(rows):
            array[number, : len(row)] = row
        targets[name] = array
    return Batch(inputs, targets, sum(example.size for example in examples))


def group_by_size(examples: Iterable[Example], pieces: int, dice: random.Random) -> Iterator[list[Example]]:
    """Return groups of examples of like length whose padded size is at most `pieces`, in random order."""
    ordered = sorted(examples, key=lambda example: example.size + dice.uniform(0, 4))
    groups: list[list[Example]] = []
    group: list[Example] = []
    for example in ordered:
        longest = max(example.size, *(member.size for member in group)) if group else example.size
        if group and (longest + 2) * (len(group) + 1) > pieces:
            groups.append(group)
            group = []
        group.append(example)
    if group:
        groups.append(group)
    dice.shuffle(groups)
    yield from groups
