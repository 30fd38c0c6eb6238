"""The spaCy component that sets tags, lemmas, trees, sentences and entities on Docs from one pass of the network.

What lives here: the component, its factory and its files on disk. What must not: reading of scores (trees.py, entity_tags.py) and the ONNX
session (network.py).
"""

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Final

from spacy.language import Language
from spacy.pipeline import Pipe
from spacy.tokens import Doc

from flows.extract.language.annotation import Annotation, write_annotation
from flows.extract.language.network import FILES, Network
from flows.extract.language.readings import read_docs

NAME: Final = "dragoman_annotator"


@Language.factory(
    NAME,
    assigns=["token.pos", "token.morph", "token.lemma", "token.head", "token.dep", "token.is_sent_start", "doc.ents", "doc.sents"],
    default_config={"threads": 1, "docs_per_batch": 256, "pieces_per_batch": 1600},
)
def make_annotator(nlp: Language, name: str, threads: int, docs_per_batch: int, pieces_per_batch: int) -> "DragomanAnnotator":  # noqa: ARG001  (spaCy passes it)
    """Return the component; its weights come with `from_disk`, that is, with `spacy.load`."""
    return DragomanAnnotator(name, threads, docs_per_batch, pieces_per_batch)


class DragomanAnnotator(Pipe):
    """Sets pos_, morph, lemma_, head, dep_, sentence starts and ents. Sentence starts that a Doc already has are kept."""

    def __init__(self, name: str, threads: int, docs_per_batch: int, pieces_per_batch: int) -> None:
        self.name = name
        self.threads, self.docs_per_batch, self.pieces_per_batch = threads, docs_per_batch, pieces_per_batch
        self._contents: dict[str, bytes] = {}
        self._network: Network | None = None

    @property
    def network(self) -> Network:
        """Return the network, opened at its first use; raise RuntimeError where no weights were read."""
        if self._network is None:
            if not self._contents:
                raise RuntimeError(f"{self.name} has no weights: load the pipeline from its folder with spacy.load or load_model()")
            self._network = Network(self._contents, self.threads)
        return self._network

    def __call__(self, doc: Doc) -> Doc:
        """Return the Doc with its annotation set."""
        self._annotate([doc])
        return doc

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 256) -> Iterator[Doc]:
        """Yield the Docs in order with their annotation set, many to a pass so that rows of like length share one."""
        docs = iter(stream)
        while batch := list(islice(docs, max(batch_size, self.docs_per_batch))):
            self._annotate(batch)
            yield from batch

    def _annotate(self, docs: list[Doc]) -> None:
        """Set the annotation of every Doc."""
        annotations: list[Annotation] = read_docs(docs, self.network, self.pieces_per_batch)
        for doc, annotation in zip(docs, annotations, strict=True):
            write_annotation(doc, annotation)

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:  # noqa: ARG002  (spaCy passes it)
        """Return the component's files as one value, so that a pipeline can be sent to another process."""
        import srsly

        return bytes(srsly.msgpack_dumps(self._contents))

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = ()) -> "DragomanAnnotator":  # noqa: ARG002  (spaCy passes it)
        """Return the component with the files of `to_bytes`."""
        import srsly

        self._contents, self._network = dict(srsly.msgpack_loads(data)), None
        return self

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:  # noqa: ARG002  (spaCy passes it)
        """Write the component's files to a folder."""
        folder = Path(path)
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in self._contents.items():
            (folder / name).write_bytes(content)

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> "DragomanAnnotator":  # noqa: ARG002  (spaCy passes it)
        """Return the component with the files of a folder; raise FileNotFoundError naming the missing one."""
        folder = Path(path)
        missing = [name for name in FILES if not (folder / name).is_file()]
        if missing:
            raise FileNotFoundError(f"{folder.name} lacks {', '.join(missing)}: the language model is incomplete; reinstall it")
        self._contents, self._network = {name: (folder / name).read_bytes() for name in FILES}, None
        return self
