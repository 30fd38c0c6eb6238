"""Words as the network reads them: piece ids, letter case, cuts at the encoder's limit, batches; and what is read off its scores."""

import itertools
import json
from collections.abc import Sequence

import numpy as np
import pytest
from tokenizers import Tokenizer
from tokenizers.models import WordPiece
from tokenizers.normalizers import BertNormalizer
from tokenizers.pre_tokenizers import BertPreTokenizer

from flows.extract.language.batches import group_lengths, pad_words
from flows.extract.language.entity_tags import build_transitions, choose_tags, part_lists, read_spans
from flows.extract.language.lemmas import apply_rule, derive_rule
from flows.extract.language.network import read_labels
from flows.extract.language.pieces import LONGEST_WORD, LetterCase, PieceVocabulary, classify_case, cut_at_limit

PIECES = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "iran", "sold", "tank", "##s", ".", "u", '"', "-", "f", "16"]


@pytest.fixture(scope="module")
def vocabulary() -> PieceVocabulary:
    tokenizer = Tokenizer(WordPiece({piece: number for number, piece in enumerate(PIECES)}, unk_token="[UNK]"))
    tokenizer.normalizer = BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = BertPreTokenizer()
    return PieceVocabulary(tokenizer)


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("iran", LetterCase.LOWER),
        ("Iran", LetterCase.TITLE),
        ("U.S.", LetterCase.UPPER),
        ("NATO", LetterCase.UPPER),
        ("I", LetterCase.SINGLE_UPPER),
        ("MiG", LetterCase.MIXED),
        ("McKay", LetterCase.MIXED),
        ("al-Qaida", LetterCase.MIXED),
        ("2022", LetterCase.NUMBER),
        ("3.5", LetterCase.NUMBER),
        ("F-16", LetterCase.LETTERS_AND_DIGITS),
        ("1990s", LetterCase.LETTERS_AND_DIGITS),
        (",", LetterCase.SYMBOL),
        ("$", LetterCase.SYMBOL),
        ("中", LetterCase.LOWER),
    ],
)
def test_letter_case(word: str, expected: LetterCase) -> None:
    assert classify_case(word) is expected


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        pytest.param("Iran", ["iran"], id="upper case is read as lower"),
        pytest.param("tanks", ["tank", "##s"], id="a word of two pieces"),
        pytest.param("F-16", ["f", "-", "16"], id="a designation"),
        pytest.param("“", ['"'], id="curly quotes are read as straight"),
        pytest.param("xyz", ["[UNK]"], id="an unknown word"),
        pytest.param("\u200b", ["[UNK]"], id="a word without pieces"),
        pytest.param("." * 40, ["."] * LONGEST_WORD, id="a long word is cut"),
    ],
)
def test_pieces_of_a_word(vocabulary: PieceVocabulary, word: str, expected: list[str]) -> None:
    first, again = vocabulary.encode_word(word), vocabulary.encode_word(word)
    assert [PIECES[number] for number in first.ids] == expected
    assert first == again


def test_another_kind_of_tokenizer_is_refused() -> None:
    with pytest.raises(ValueError, match=r"no \[CLS\] piece"):
        PieceVocabulary(Tokenizer(WordPiece({"[UNK]": 0}, unk_token="[UNK]")))


def test_padding(vocabulary: PieceVocabulary) -> None:
    batch = pad_words([vocabulary.encode_words(["Iran", "sold", "tanks", "."]), vocabulary.encode_words(["."])], vocabulary)
    assert batch["piece_ids"].tolist() == [[2, 4, 5, 6, 7, 8, 3], [2, 8, 3, 0, 0, 0, 0]]
    assert batch["piece_mask"].tolist() == [[1] * 7, [1, 1, 1, 0, 0, 0, 0]]
    assert batch["piece_cases"].tolist() == [[0, 2, 1, 1, 1, 8, 0], [0, 8, 0, 0, 0, 0, 0]]
    assert batch["word_positions"].tolist() == [[1, 2, 3, 5], [1, 0, 0, 0]]
    assert batch["word_mask"].tolist() == [[1, 1, 1, 1], [1, 0, 0, 0]]


@pytest.mark.parametrize(
    ("lengths", "expected"),
    [
        pytest.param([], [], id="no words"),
        pytest.param([3, 3, 3], [(0, 3)], id="all fit"),
        pytest.param([5, 5, 1], [(0, 2), (2, 3)], id="a cut at the limit"),
        pytest.param([11, 2, 8], [(0, 1), (1, 3)], id="a word beyond the limit stands alone"),
    ],
)
def test_cuts_at_ten_pieces(lengths: list[int], expected: list[tuple[int, int]]) -> None:
    assert cut_at_limit(lengths, 10) == expected


@pytest.mark.parametrize(
    ("lengths", "expected"),
    [
        pytest.param([], [], id="no rows"),
        pytest.param([9, 3, 4], [[1, 2], [0]], id="rows of one padded length share a batch"),
        pytest.param([4, 5], [[0], [1]], id="rows of two padded lengths do not"),
        pytest.param([30], [[0]], id="a row beyond the budget runs alone"),
        pytest.param([3, 3, 3], [[0, 1], [2]], id="equal rows keep their order"),
    ],
)
def test_batches_of_at_most_ten_padded_pieces(lengths: list[int], expected: list[list[int]]) -> None:
    assert group_lengths(lengths, 10) == expected


@pytest.mark.parametrize(
    ("form", "lemma", "rule"),
    [
        pytest.param("sold", "sell", "3|ell", id="irregular verb"),
        pytest.param("tanks", "tank", "1|", id="plural"),
        pytest.param("Tanks", "tank", "1|", id="plural at the start of a sentence"),
        pytest.param("The", "the", "0|", id="lowered"),
        pytest.param("Iran", "Iran", "=", id="a name as written"),
        pytest.param("is", "be", "2|be", id="nothing shared"),
        pytest.param("n't", "not", "2|ot", id="a contraction"),
        pytest.param("x", "incomprehensible", None, id="no rule for a longer suffix"),
    ],
)
def test_lemma_rules(form: str, lemma: str, rule: str | None) -> None:
    assert derive_rule(form, lemma) == rule
    if rule is not None:
        assert apply_rule(form, rule) == lemma


@pytest.mark.parametrize(
    ("form", "rule", "expected"),
    [
        pytest.param("As", "3|ell", "ell", id="a rule longer than the word leaves its suffix"),
        pytest.param("As", "2|", "as", id="a rule that leaves nothing leaves the word"),
    ],
)
def test_lemma_rules_that_do_not_fit(form: str, rule: str, expected: str) -> None:
    assert apply_rule(form, rule) == expected


TAGS = ("O", "B-LOC", "I-LOC", "B-ORG", "I-ORG")


def decode(scores: np.ndarray, learned: Sequence[Sequence[float]] = ()) -> list[tuple[int, int, str]]:
    numbers = choose_tags(scores[None], [len(scores)], build_transitions(TAGS, learned))
    return read_spans(numbers[0].tolist(), TAGS)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        pytest.param([0, 0, 0], [], id="no entity"),
        pytest.param([1, 2, 0], [(0, 2, "LOC")], id="one entity"),
        pytest.param([1, 1, 3], [(0, 1, "LOC"), (1, 2, "LOC"), (2, 3, "ORG")], id="neighbours"),
        pytest.param([0, 3, 4], [(1, 3, "ORG")], id="an entity at the end"),
    ],
)
def test_entity_spans(path: list[int], expected: list[tuple[int, int, str]]) -> None:
    scores = np.full((3, 5), -5.0, dtype=np.float32)
    scores[range(3), path] = 0.0
    assert decode(scores) == expected


@pytest.mark.parametrize(
    ("scores", "expected"),
    [
        pytest.param([[-9, -0.5, -9, -0.6, -9], [-9, -9, -3, -9, -0.1]], [(0, 2, "ORG")], id="the type is that of the whole span"),
        pytest.param([[-0.5, -1, -9, -9, -9], [-3, -9, -0.1, -9, -9]], [(0, 2, "LOC")], id="an inside needs its beginning"),
        pytest.param([[-0.1, -9, -0.05, -9, -9], [-0.1, -9, -9, -9, -9]], [], id="no entity opens with an inside"),
    ],
)
def test_entity_tags_that_do_not_follow_each_other(scores: list[list[float]], expected: list[tuple[int, int, str]]) -> None:
    assert decode(np.array(scores, dtype=np.float32)) == expected


def test_learned_steps_decide_where_words_do_not() -> None:
    steps = np.zeros((5, 5))
    steps[1, 1] = -2.0  # one place seldom follows another at once
    scores = np.array([[-9, 0, -9, -9, -9], [-9, -0.5, -1, -9, -9]], dtype=np.float32)
    assert decode(scores) == [(0, 1, "LOC"), (1, 2, "LOC")]
    assert decode(scores, steps.tolist()) == [(0, 2, "LOC")]


def test_learned_steps_never_permit_an_inside_without_its_beginning() -> None:
    scores = np.array([[-5, -9, 0, -9, -8]], dtype=np.float32)
    assert build_transitions(TAGS, np.full((5, 5), 50.0).tolist())[0, 2] == -1e9
    assert decode(scores, np.full((5, 5), 50.0).tolist()) == []


def test_tags_of_a_row_do_not_depend_on_its_company() -> None:
    dice = np.random.default_rng(3)
    scores = dice.normal(size=(6, 9, 5)).astype(np.float32)
    steps = build_transitions(TAGS, dice.normal(size=(5, 5)).tolist())
    lengths = [9, 1, 4, 7, 2, 9]
    together = choose_tags(scores, lengths, steps)
    for row, length in enumerate(lengths):
        alone = choose_tags(scores[row : row + 1, :length], [length], steps)
        assert together[row].tolist() == alone[0].tolist() + [0] * (9 - length)


@pytest.mark.parametrize("seed", range(8))
def test_chooses_the_best_of_all_tag_sequences(seed: int) -> None:
    dice = np.random.default_rng(seed)
    scores = dice.normal(size=(4, 5)).astype(np.float32)
    steps = build_transitions(TAGS, dice.normal(size=(5, 5)).tolist())

    def total(path: tuple[int, ...]) -> float:
        return float(sum(scores[i, tag] + steps[before, tag] for i, (before, tag) in enumerate(zip((0, *path), path, strict=False))))

    best = max(itertools.product(range(5), repeat=4), key=total)
    assert choose_tags(scores[None], [4], steps)[0].tolist() == list(best)


def test_labels_file_without_a_list_is_named() -> None:
    values = {"upos": ["NOUN"], "feats": ["_"], "lemma_rules": ["="], "entity_tags": ["O"], "lemmas": {}}
    with pytest.raises(KeyError, match="deprels"):
        read_labels(json.loads(json.dumps(values)))


@pytest.mark.parametrize(
    ("words", "span", "parted"),
    [
        pytest.param("Grodno Azot , Minsk Motors", (0, 5, "ORG"), [(0, 2, "ORG"), (3, 5, "ORG")], id="two_firms"),
        pytest.param("Apex Minerals , Inc.", (0, 4, "ORG"), [(0, 4, "ORG")], id="one_firm"),
        pytest.param("A , B , C", (0, 5, "PERSON"), [(0, 1, "PERSON"), (2, 3, "PERSON"), (4, 5, "PERSON")], id="three_persons"),
        pytest.param("May 5 , 2023", (0, 4, "DATE"), [(0, 4, "DATE")], id="a_date"),
        pytest.param("Minsk Motors ,", (0, 3, "ORG"), [(0, 3, "ORG")], id="a_comma_at_the_end"),
    ],
)
def test_names_that_only_commas_join_are_parted(words, span, parted):
    assert part_lists([span], words.split()) == parted
