"""Label inventories of the network: tags, feature bundles, lemma rules, relations and entity tags, with their order.

What lives here: collecting inventories from training sentences and the tags of the entity types. What must not: tensors.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

from flows.extract.language.lemmas import KEEP_FORM, derive_rule
from training.treebank import TreebankSentence

ENTITY_TYPES: Final = ("PERSON", "ORG", "LOC", "NORP", "DATE", "EVENT", "WEAPON")
ENTITY_TAGS: Final = ("O", *(f"{prefix}-{kind}" for kind in ENTITY_TYPES for prefix in "BI"))
ROOT: Final = "root"


@dataclass(frozen=True, slots=True)
class EntitySentence:
    """Words with one tag each (B-, I-, O, or a mark of what is not known), and the entity types that the source marks."""

    words: tuple[str, ...]
    tags: tuple[str, ...]
    marked: frozenset[str]


@dataclass(frozen=True, slots=True)
class Inventory:
    """All label lists of the network. `deprels[0]` is root; `feats_of_upos[u]` are the indices of the bundles seen with tag u."""

    upos: tuple[str, ...]
    feats: tuple[str, ...]
    feats_of_upos: tuple[tuple[int, ...], ...]
    lemma_rules: tuple[str, ...]
    deprels: tuple[str, ...]
    entity_tags: tuple[str, ...] = ENTITY_TAGS

    def to_json(self) -> dict[str, Any]:
        """Return the inventory as JSON values."""
        return asdict(self)


def collect_inventory(sentences: Iterable[TreebankSentence], rarest_rule: int = 3, rarest_bundle: int = 2) -> Inventory:
    """Return the inventory of the sentences; lemma rules and feature bundles rarer than the given counts are left out."""
    upos: Counter[str] = Counter()
    bundles: Counter[tuple[str, str]] = Counter()
    rules: Counter[str] = Counter()
    deprels: Counter[str] = Counter()
    for sentence in sentences:
        upos.update(sentence.upos)
        deprels.update(sentence.deprels)
        bundles.update(zip(sentence.upos, sentence.feats, strict=True))
        rules.update(rule for form, lemma in zip(sentence.forms, sentence.lemmas, strict=True) if (rule := derive_rule(form, lemma)))
    tags = tuple(sorted(upos))
    kept = [pair for pair, count in bundles.items() if count >= rarest_bundle]
    feats = tuple(sorted({"_", *(bundle for _, bundle in kept)}))
    index = {bundle: number for number, bundle in enumerate(feats)}
    of_upos = tuple(tuple(sorted({index[bundle] for tag, bundle in kept if tag == wanted} or {index["_"]})) for wanted in tags)
    kept_rules = sorted(rule for rule, count in rules.items() if count >= rarest_rule and rule != KEEP_FORM)
    return Inventory(tags, feats, of_upos, (KEEP_FORM, *kept_rules), (ROOT, *sorted(set(deprels) - {ROOT})))


def tag_spans(length: int, spans: Sequence[tuple[int, int, str]]) -> list[str]:
    """Return the B-/I-/O tags of non-overlapping (start, end, type) word spans over `length` words."""
    tags = ["O"] * length
    for start, end, kind in spans:
        tags[start] = f"B-{kind}"
        tags[start + 1 : end] = [f"I-{kind}"] * (end - start - 1)
    return tags
