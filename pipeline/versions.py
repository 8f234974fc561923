"""The versions that a run's results depend on, and one short name for them all."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cache
from importlib.metadata import version
from pathlib import Path

from pipeline import __version__
from pipeline.knowledge import Knowledge
from pipeline.model import MODEL, head_digest

_CODE = Path(__file__).parent


def versions(knowledge: Knowledge) -> dict[str, str]:
    """Program and its code, spaCy, model, entity head (``bare model`` without one) and knowledge tables, as
    ``run.json`` shows them."""
    return {
        "liens": __version__,
        "code": code_digest(_CODE),
        "spacy": version("spacy"),
        MODEL: version(MODEL.replace("_", "-")),
        "entity_head": head_digest()[:16] or "bare model",
        "knowledge": knowledge.version[:16],
    }


@cache
def code_digest(folder: Path) -> str:
    """Sixteen hexadecimal digits that change with the name or text of any module below ``folder``: a checkout moves
    on under one version number."""
    hashed = hashlib.sha256()
    for path in sorted(folder.rglob("*.py")):
        hashed.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return hashed.hexdigest()[:16]


def digest(parts: Mapping[str, str]) -> str:
    """Sixteen hexadecimal digits that change when any version does: the key of finished shards."""
    text = "\n".join(f"{name} {value}" for name, value in parts.items())
    return hashlib.sha256(text.encode()).hexdigest()[:16]
