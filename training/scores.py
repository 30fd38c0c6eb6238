"""Quick scores of a torch network on gold sentences and gold words, for the training log; training.evaluate scores the exported model."""

from collections.abc import Sequence

import torch

from training.examples import TreebankReader, make_batch
from training.network import DragomanNetwork, as_tensors
from training.treebank import TreebankSentence

BATCH = 48


@torch.no_grad()
def score_gold_tokens(
    network: DragomanNetwork, reader: TreebankReader, sentences: Sequence[TreebankSentence], device: torch.device
) -> dict[str, float]:
    """Return per cent right of upos, feats, rules, uas, las: greedy heads, punctuation counted, one sentence a row."""
    network.eval()
    right = dict.fromkeys(("upos", "feats", "rules", "uas", "las"), 0)
    words = 0
    examples = sorted((reader.build([sentence]) for sentence in sentences), key=lambda example: example.size)
    for first in range(0, len(examples), BATCH):
        batch = make_batch(examples[first : first + BATCH], reader.vocabulary)
        inputs, targets = as_tensors(batch.inputs, device), as_tensors(batch.targets, device)
        for_tags, for_trees, _ = network.mix(network.encode(inputs))
        tags = network.tag_logits(for_tags)
        scores, dependent, head = network.arc_scores(for_trees, inputs["word_mask"])
        heads = scores.argmax(-1)
        labels = network.label_of_heads(dependent, head, heads).argmax(-1)
        mask = inputs["word_mask"].bool()
        words += int(mask.sum())
        for name in ("upos", "feats", "rules"):
            right[name] += int(((tags[name].argmax(-1) == targets[name]) & mask).sum())
        attached = (heads == targets["heads"]) & mask
        right["uas"] += int(attached.sum())
        right["las"] += int((attached & (labels == targets["deprels"])).sum())
    return {name: round(100 * count / words, 2) for name, count in right.items()}
