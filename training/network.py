"""The network in torch: MiniLM with a letter-case embedding, layer mixes, and heads for tags, lemmas, trees, sentences, entities.

What lives here: modules, their losses, and the form of the network that is exported. What must not: data reading and the training loop.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional
from transformers import AutoModel

from flows.extract.language.batches import INPUT_NAMES
from flows.extract.language.entity_tags import build_transitions
from flows.extract.language.pieces import LetterCase
from training.examples import IGNORED
from training.labels import Inventory

NEVER = -1e4
"""Score of what cannot be: finite, so that int8 and float16 arithmetic stay defined."""


@dataclass(frozen=True, slots=True)
class Sizes:
    """Widths of the heads and the dropout rates."""

    arc: int = 256
    label: int = 96
    dropout: float = 0.2
    encoder_dropout: float = 0.1
    smoothing: float = 0.03


CANDIDATE_HEADS = 4


class LayerMix(nn.Module):
    """A learned weighted mean of encoder layers; starts nearly at the last layer."""

    def __init__(self, layers: int) -> None:
        super().__init__()
        start = torch.zeros(layers)
        start[-1] = 2.0
        self.weights = nn.Parameter(start)
        self.scale = nn.Parameter(torch.ones(()))

    def forward(self, layers: Tensor) -> Tensor:
        """Return the mix of a (layers, rows, words, width) tensor."""
        return self.scale * torch.einsum("l,lbwd->bwd", torch.softmax(self.weights, 0), layers)


class Projection(nn.Module):
    """Linear, GELU, dropout."""

    def __init__(self, width: int, out: int, dropout: float) -> None:
        super().__init__()
        self.linear = nn.Linear(width, out)
        self.dropout = nn.Dropout(dropout)

    def forward(self, values: Tensor) -> Tensor:
        """Return the projected values."""
        projected: Tensor = self.dropout(functional.gelu(self.linear(values)))
        return projected


class DragomanNetwork(nn.Module):
    """Encoder and heads. `forward` returns logits by name; `losses` returns one mean loss by name."""

    def __init__(self, encoder_folder: Path, inventory: Inventory, sizes: Sizes) -> None:
        super().__init__()
        self.encoder = AutoModel.from_pretrained(
            str(encoder_folder), add_pooling_layer=False, hidden_dropout_prob=sizes.encoder_dropout, attn_implementation="sdpa"
        )
        # The piece vectors stay as they were: nothing is lost on treebanks of this size, and a step is a tenth cheaper.
        self.encoder.embeddings.word_embeddings.weight.requires_grad_(False)
        width = self.encoder.config.hidden_size
        layers = self.encoder.config.num_hidden_layers + 1
        self.inventory, self.sizes = inventory, sizes
        self.case_embedding = nn.Embedding(len(LetterCase), width)
        nn.init.zeros_(self.case_embedding.weight)
        self.tag_mix, self.tree_mix, self.entity_mix = LayerMix(layers), LayerMix(layers), LayerMix(layers)
        self.dropout = nn.Dropout(sizes.dropout)
        self.upos = nn.Linear(width, len(inventory.upos))
        self.feats = nn.Linear(width, len(inventory.feats))
        self.rules = nn.Linear(width, len(inventory.lemma_rules))
        self.starts = nn.Linear(width, 1)
        self.entity_hidden = Projection(width, width // 2, sizes.dropout)
        self.entities = nn.Linear(width // 2, len(inventory.entity_tags))
        self.entity_transitions = nn.Parameter(torch.zeros(len(inventory.entity_tags), len(inventory.entity_tags)))
        self.register_buffer("forbidden", torch.from_numpy(build_transitions(inventory.entity_tags)).clamp(min=NEVER), persistent=False)
        self.arc_dependent, self.arc_head = (Projection(width, sizes.arc, sizes.dropout) for _ in range(2))
        self.label_dependent, self.label_head = (Projection(width, sizes.label, sizes.dropout) for _ in range(2))
        self.arc_weight = nn.Parameter(torch.empty(sizes.arc, sizes.arc))
        self.arc_bias = nn.Parameter(torch.zeros(sizes.arc))
        relations = len(inventory.deprels)
        self.label_weight = nn.Parameter(torch.empty(sizes.label, relations * sizes.label))
        self.label_left: Tensor | None = None
        self.label_right: Tensor | None = None
        self.label_dependent_bias = nn.Linear(sizes.label, relations)
        self.label_head_bias = nn.Linear(sizes.label, relations, bias=False)
        nn.init.xavier_uniform_(self.arc_weight)
        nn.init.normal_(self.label_weight, std=0.3 / sizes.label**0.5)
        allowed = torch.full((len(inventory.upos), len(inventory.feats)), NEVER)
        for tag, bundles in enumerate(inventory.feats_of_upos):
            allowed[tag, list(bundles)] = 0.0
        self.register_buffer("feats_of_upos", allowed)

    def encode(self, inputs: dict[str, Tensor]) -> Tensor:
        """Return every layer at the start piece and at each word's first piece: (layers, rows, 1 + words, width)."""
        embeddings = self.encoder.embeddings.word_embeddings(inputs["piece_ids"]) + self.case_embedding(inputs["piece_cases"])
        output = self.encoder(inputs_embeds=embeddings, attention_mask=inputs["piece_mask"], output_hidden_states=True)
        positions = functional.pad(inputs["word_positions"], (1, 0))
        rows, pieces = inputs["piece_ids"].shape
        flat = positions + pieces * torch.arange(rows, device=positions.device).unsqueeze(1)
        return torch.stack([layer.flatten(0, 1)[flat] for layer in output.hidden_states])

    def mix(self, layers: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Return the means of the layers that tags, trees and entities are read off, each (rows, 1 + words, width)."""
        return self.tag_mix(layers), self.tree_mix(layers), self.entity_mix(layers)

    def tag_logits(self, mixed: Tensor) -> dict[str, Tensor]:
        """Return upos, feats, rules and starts logits per word."""
        words = self.dropout(mixed[:, 1:])
        return {"upos": self.upos(words), "feats": self.feats(words), "rules": self.rules(words), "starts": self.starts(words).squeeze(-1)}

    def entity_logits(self, mixed: Tensor) -> Tensor:
        """Return entity tag logits per word."""
        logits: Tensor = self.entities(self.entity_hidden(self.dropout(mixed[:, 1:])))
        return logits

    def arc_scores(self, mixed: Tensor, word_mask: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Return (rows, words, 1 + words) head scores, with heads that are padding or the word itself ruled out, and the label inputs."""
        nodes = self.dropout(mixed)
        dependent, head = self.arc_dependent(nodes[:, 1:]), self.arc_head(nodes)
        scores = (dependent @ self.arc_weight + self.arc_bias) @ head.transpose(1, 2) / self.sizes.arc**0.5
        present = functional.pad(word_mask, (1, 0), value=1).unsqueeze(1)
        scores = scores + (1 - present) * NEVER
        words = scores.shape[1]
        itself = functional.pad(torch.eye(words, device=scores.device), (1, 0))
        return scores + itself * NEVER, self.label_dependent(nodes[:, 1:]), self.label_head(nodes)

    def label_of_heads(self, dependent: Tensor, head: Tensor, heads: Tensor) -> Tensor:
        """Return relation logits of each word for the head given (0 the root)."""
        chosen = head.gather(1, heads.unsqueeze(-1).expand(-1, -1, head.shape[-1]))
        projected = (dependent @ self.label_weight).view(*dependent.shape[:2], len(self.inventory.deprels), self.sizes.label)
        logits: Tensor = (projected @ chosen.unsqueeze(-1)).squeeze(-1)
        return logits + self.label_dependent_bias(dependent) + self.label_head_bias(chosen)

    def compress_labels(self, rank: int) -> None:
        """Replace the relation tensor by its core of the given rank between two projections (Tucker), for export only.

        The tensor is the widest product of the heads; rank 32 of 96 costs 0.1 points of LAS on EWT dev and most of its time goes.
        """
        size, relations = self.sizes.label, len(self.inventory.deprels)
        tensor = self.label_weight.data.view(size, relations, size)
        left = torch.linalg.svd(tensor.reshape(size, -1), full_matrices=False).U[:, :rank]
        right = torch.linalg.svd(tensor.permute(2, 0, 1).reshape(size, -1), full_matrices=False).U[:, :rank]
        core = torch.einsum("arb,ai,bj->irj", tensor, left, right).reshape(rank, relations * rank)
        self.label_weight = nn.Parameter(core)
        self.label_left, self.label_right = left.contiguous(), right.contiguous()

    def losses(self, inputs: dict[str, Tensor], targets: dict[str, Tensor], low_precision: bool) -> dict[str, Tensor]:
        """Return the mean loss of each kind of target that the batch knows."""
        with torch.autocast(inputs["piece_ids"].device.type, dtype=torch.bfloat16, enabled=low_precision):
            layers = self.encode(inputs)
        for_tags, for_trees, for_entities = self.mix(layers.float())
        found: dict[str, Tensor] = {}
        if "entity_allowed" in targets:
            transitions = self.entity_transitions + self.forbidden
            found["entities"] = entity_loss(self.entity_logits(for_entities), transitions, targets["entity_allowed"], inputs["word_mask"])
        if "upos" in targets:
            logits = self.tag_logits(for_tags)
            for name in ("upos", "feats", "rules"):
                found[name] = self._classify(logits[name], targets[name])
            found["starts"] = boundary_loss(logits["starts"], targets["starts"])
            scores, dependent, head = self.arc_scores(for_trees, inputs["word_mask"])
            found["arcs"] = self._classify(scores, targets["heads"], smoothing=0.0)
            labels = self.label_of_heads(dependent, head, targets["heads"].clamp(min=0))
            found["labels"] = self._classify(labels, targets["deprels"])
        return found

    def _classify(self, logits: Tensor, target: Tensor, smoothing: float | None = None) -> Tensor:
        """Return the mean cross entropy where the target is known."""
        amount = self.sizes.smoothing if smoothing is None else smoothing
        return functional.cross_entropy(logits.flatten(0, 1), target.flatten(), ignore_index=IGNORED, label_smoothing=amount)

    def forward(self, *arrays: Tensor) -> tuple[Tensor, ...]:
        """Return what the exported graph returns, from the five input arrays in the order of `batches.INPUT_NAMES`.

        Tag, feature bundle, lemma rule, start score, entity log probabilities, arc log probabilities, likeliest heads, their relations.
        """
        inputs = dict(zip(INPUT_NAMES, arrays, strict=True))
        for_tags, for_trees, for_entities = self.mix(self.encode(inputs))
        tags = self.tag_logits(for_tags)
        feats = (tags["feats"] + self.feats_of_upos[tags["upos"].argmax(-1)]).argmax(-1)
        scores, dependent, head = self.arc_scores(for_trees, inputs["word_mask"])
        # Relations of the likeliest heads only: those of all pairs would take more time and memory than the rest of the heads together.
        padded = functional.pad(scores, (0, CANDIDATE_HEADS - 1), value=2 * NEVER)
        candidates = padded.topk(CANDIDATE_HEADS, dim=-1).indices.clamp(max=head.shape[1] - 1)
        left, right = (dependent, head) if self.label_left is None else (dependent @ self.label_left, head @ self.label_right)
        width = left.shape[-1]
        rows, words = candidates.shape[:2]
        flat = (candidates + (words + 1) * torch.arange(rows, device=candidates.device).view(-1, 1, 1)).flatten()
        chosen = right.flatten(0, 1)[flat].view(rows, words, CANDIDATE_HEADS, width)
        biases = self.label_head_bias(head).flatten(0, 1)[flat].view(rows, words, CANDIDATE_HEADS, -1)
        projected = (left @ self.label_weight).view(rows, words, len(self.inventory.deprels), width)
        logits = chosen @ projected.transpose(2, 3) + self.label_dependent_bias(dependent).unsqueeze(2) + biases
        relations = logits[..., 1:].argmax(-1) + 1
        return (
            tags["upos"].argmax(-1).to(torch.int32),
            feats.to(torch.int32),
            tags["rules"].argmax(-1).to(torch.int32),
            tags["starts"],
            torch.log_softmax(self.entity_logits(for_entities), -1),
            torch.log_softmax(scores, -1),
            candidates.to(torch.int32),
            relations.to(torch.int32),
        )


def entity_loss(logits: Tensor, transitions: Tensor, allowed: Tensor, word_mask: Tensor) -> Tensor:
    """Return the negative log probability of all tag sequences that a row may carry, summed and divided by the number of known words.

    A linear chain: the score of a sequence is the sum of its tags' logits and of its transitions, the words before the first being "O". A
    source says nothing on types it does not mark, so many sequences may be right.
    """
    bits = torch.arange(logits.shape[-1], device=logits.device)
    permitted = ((allowed.unsqueeze(-1) >> bits) & 1).masked_fill((allowed == 0).unsqueeze(-1), 1)
    known = (allowed > 0).sum().clamp(min=1)
    scores = torch.cat([logits, logits + (1 - permitted) * NEVER])
    present = torch.cat([word_mask, word_mask]).bool().unsqueeze(-1)
    total = scores[:, 0] + transitions[0]
    for place in range(1, scores.shape[1]):
        following = torch.logsumexp(total.unsqueeze(2) + transitions, 1) + scores[:, place]
        total = torch.where(present[:, place], following, total)
    everything, inside = torch.logsumexp(total, -1).chunk(2)
    return (everything - inside).sum() / known


def boundary_loss(logits: Tensor, starts: Tensor) -> Tensor:
    """Return the mean binary loss of sentence starts; the first word of a row, always a start, is left out."""
    known = (starts >= 0).float()
    known[:, 0] = 0
    losses = functional.binary_cross_entropy_with_logits(logits, starts.clamp(min=0).float(), reduction="none")
    return (losses * known).sum() / known.sum().clamp(min=1)


def as_tensors(arrays: dict[str, Any], device: torch.device) -> dict[str, Tensor]:
    """Return numpy arrays as tensors on the device."""
    return {name: torch.from_numpy(array).to(device) for name, array in arrays.items()}
