"""Treebanks as examples: reading CoNLL-U, names, inventories, windows. The sentences are made up."""

import random
from pathlib import Path

import pytest
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import Whitespace

from flows.extract.language.pieces import PieceVocabulary
from training.examples import IGNORED, TreebankReader, Windowing, drop_final_mark, group_by_size, make_batch
from training.labels import Inventory, collect_inventory
from training.treebank import TreebankSentence, make_names_proper, read_treebank

CONLLU = """\
# newdoc id = one
# newpar id = one-p1
# sent_id = one-1
# text = United Mills can't sell.
1\tUnited\tunite\tVERB\tNNP\tTense=Past|VerbForm=Part\t2\tamod\t_\t_
2\tMills\tMill\tPROPN\tNNPS\tNumber=Plur\t5\tnsubj\t_\t_
3-4\tcan't\t_\t_\t_\t_\t_\t_\t_\t_
3\tca\tcan\tAUX\tMD\tVerbForm=Fin\t5\taux\t_\t_
4\tn't\tnot\tPART\tRB\tPolarity=Neg\t5\tadvmod\t_\t_
5\tsell\tsell\tVERB\tVB\tVerbForm=Inf\t0\troot\t_\tSpaceAfter=No
5.1\tsell\tsell\tVERB\tVB\t_\t_\t_\t_\t_
6\t.\t.\tPUNCT\t.\t_\t5\tpunct\t_\t_

# sent_id = one-2
# text = They left.
1\tThey\tthey\tPRON\tPRP\tNumber=Plur\t2\tnsubj\t_\t_
2\tleft\tleave\tVERB\tVBD\tTense=Past\t0\troot\t_\tSpaceAfter=No
3\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_

"""


@pytest.fixture
def sentences(tmp_path: Path) -> list[TreebankSentence]:
    path = tmp_path / "made-up.conllu"
    path.write_text(CONLLU, encoding="utf-8")
    return [make_names_proper(sentence) for sentence in read_treebank(path)]


@pytest.fixture
def vocabulary() -> PieceVocabulary:
    tokenizer = Tokenizer(WordLevel({"[PAD]": 0, "[UNK]": 1, "[CLS]": 2, "[SEP]": 3}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = Whitespace()
    return PieceVocabulary(tokenizer)


@pytest.fixture
def reader(sentences: list[TreebankSentence], vocabulary: PieceVocabulary) -> TreebankReader:
    return TreebankReader(vocabulary, collect_inventory(sentences, rarest_rule=1, rarest_bundle=1))


def test_words_of_a_multiword_token_have_no_space_between_them(sentences: list[TreebankSentence]) -> None:
    assert sentences[0].forms == ("United", "Mills", "ca", "n't", "sell", ".")
    assert sentences[0].space_after == (True, True, False, True, False, True)
    assert [(sentence.document, sentence.starts_paragraph) for sentence in sentences] == [("one", True), ("one", False)]


def test_names_are_proper_whatever_the_treebank_says(sentences: list[TreebankSentence]) -> None:
    assert sentences[0].upos[:2] == ("PROPN", "PROPN")
    assert sentences[0].lemmas[:2] == ("United", "Mills")
    assert sentences[0].feats[:2] == ("Number=Sing", "Number=Plur")
    assert sentences[0].deprels[:2] == ("amod", "nsubj")


def test_inventory(sentences: list[TreebankSentence]) -> None:
    inventory = collect_inventory(sentences, rarest_rule=1, rarest_bundle=1)
    assert inventory.upos == ("AUX", "PART", "PRON", "PROPN", "PUNCT", "VERB")
    assert inventory.deprels == ("root", "advmod", "amod", "aux", "nsubj", "punct")
    assert inventory.lemma_rules[0] == "="
    assert [inventory.feats[number] for number in inventory.feats_of_upos[3]] == ["Number=Plur", "Number=Sing"]


def test_rare_bundles_and_rules_are_left_out(sentences: list[TreebankSentence]) -> None:
    inventory = collect_inventory(sentences, rarest_rule=5, rarest_bundle=2)
    assert inventory.lemma_rules == ("=",)
    assert inventory.feats == ("_",)
    assert all(bundles == (0,) for bundles in inventory.feats_of_upos)


def test_a_window_joins_trees_and_marks_starts(reader: TreebankReader, sentences: list[TreebankSentence]) -> None:
    example = reader.build(sentences)
    assert example.heads == (2, 5, 5, 5, 0, 5, 8, 0, 8)
    assert example.starts == (1, 0, 0, 0, 0, 0, 1, 0, 0)
    assert [reader.inventory.deprels[number] for number in example.deprels[6:]] == ["nsubj", "root", "punct"]


def test_changed_forms_leave_targets_as_they_were(reader: TreebankReader, sentences: list[TreebankSentence]) -> None:
    plain, shouted = reader.build(sentences[1:]), reader.build(sentences[1:], ["THEY", "LEFT", "."])
    assert shouted.words == ("THEY", "LEFT", ".")
    assert (shouted.rules, shouted.upos, shouted.heads) == (plain.rules, plain.upos, plain.heads)


def test_an_unseen_label_is_ignored(vocabulary: PieceVocabulary, sentences: list[TreebankSentence]) -> None:
    inventory = Inventory(("VERB",), ("_",), ((0,),), ("=",), ("root",))
    assert TreebankReader(vocabulary, inventory).build(sentences[1:]).upos == (IGNORED, 0, IGNORED)


def test_final_mark_is_dropped_as_in_a_headline(sentences: list[TreebankSentence]) -> None:
    assert drop_final_mark(sentences[0]).forms == ("United", "Mills", "ca", "n't", "sell")
    assert drop_final_mark(sentences[1]).forms == ("They", "left")
    assert drop_final_mark(drop_final_mark(sentences[1])).forms == ("They", "left")


@pytest.mark.parametrize(
    ("group_sizes", "expected"),
    [pytest.param((1.0,), 2, id="every sentence alone"), pytest.param((0.0, 1.0), 1, id="neighbours together")],
)
def test_an_epoch_holds_every_sentence_once(
    reader: TreebankReader, sentences: list[TreebankSentence], group_sizes: tuple[float, ...], expected: int
) -> None:
    windowing = Windowing(group_sizes, 110, 0.0, 0.0, 0.0, 0.0)
    examples = reader.windows(sentences, windowing, random.Random(1))
    assert len(examples) == expected
    assert [word for example in examples for word in example.words] == [form for sentence in sentences for form in sentence.forms]


def test_batch_pads_unknown_targets(reader: TreebankReader, sentences: list[TreebankSentence], vocabulary: PieceVocabulary) -> None:
    batch = make_batch([reader.build([sentence]) for sentence in sentences], vocabulary)
    assert batch.targets["heads"].tolist() == [[2, 5, 5, 5, 0, 5], [2, 0, 2, IGNORED, IGNORED, IGNORED]]
    assert "entity_allowed" not in batch.targets
    assert batch.pieces == 11


def test_groups_stay_within_their_size(reader: TreebankReader, sentences: list[TreebankSentence]) -> None:
    examples = [reader.build([sentence]) for sentence in sentences * 5]
    groups = list(group_by_size(examples, 20, random.Random(3)))
    assert sum(len(group) for group in groups) == 10
    assert all((max(example.size for example in group) + 2) * len(group) <= 20 for group in groups)
