"""The bundled pipeline: where it lies and how it is loaded.

What lives here: finding the weights and loading them once per process. What must not: the network (network.py) and the component
(annotator.py).
"""

from functools import cache
from pathlib import Path
from typing import Final

from spacy.language import Language

MODEL_FOLDER: Final = Path(__file__).with_name("en_dragoman_news")


class ModelMissingError(FileNotFoundError):
    """The bundled model is not where it should be."""


@cache
def load_model(folder: Path = MODEL_FOLDER) -> Language:
    """Return the bundled spaCy pipeline, loaded once per process; raise ModelMissingError, with what to do, where it is absent."""
    if not (folder / "config.cfg").is_file():
        raise ModelMissingError(
            f"no language model in {folder.name}/ beside flows/extract/language: reinstall the package, "
            "or train one with `python -m training.train` and `python -m training.export`"
        )
    import spacy

    from flows.extract.language import annotator  # noqa: F401  (registers the factory also where entry points are not installed)

    return spacy.load(folder)
