"""The version of the extractor: it changes whenever the same text might give other rows."""

import hashlib
from functools import cache
from importlib.metadata import version
from pathlib import Path

from flows.extract.language.model import MODEL_FOLDER
from flows.seeds import seeds_root

_SEED_FOLDERS = ("rules", "lexicons", "reference")


@cache
def extractor_version() -> str:
    """Return `<package version>+<8 hex digits>`, the digits over the code of this stage, the rules, the lexicons and the model."""
    digest = hashlib.sha256()
    for path in _files():
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return f"{version('dragoman')}+{digest.hexdigest()[:8]}"


def _files() -> list[Path]:
    code = sorted(Path(__file__).parent.rglob("*.py"))
    seeds = [path for folder in _SEED_FOLDERS for path in sorted((seeds_root() / folder).glob("*")) if path.is_file()]
    seeds.append(seeds_root() / "confidence.yml")
    model = sorted(path for path in MODEL_FOLDER.rglob("*") if path.is_file())
    return [*code, *seeds, *model]
