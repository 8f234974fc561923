"""The versions that a run's results depend on, and one short name for them all."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from importlib.metadata import version

from pipeline import __version__
from pipeline.knowledge import Knowledge
from pipeline.model import MODEL, head_digest


def versions(knowledge: Knowledge) -> dict[str, str]:
    """Program, spaCy, model, entity head (``bare model`` without one) and knowledge tables, as ``run.json`` shows
    them."""
    return {
        "liens": __version__,
        "spacy": version("spacy"),
        MODEL: version(MODEL.replace("_", "-")),
        "entity_head": head_digest()[:16] or "bare model",
        "knowledge": knowledge.version[:16],
    }


def digest(parts: Mapping[str, str]) -> str:
    """Sixteen hexadecimal digits that change when any version does: the key of finished shards."""
    text = "\n".join(f"{name} {value}" for name, value in parts.items())
    return hashlib.sha256(text.encode()).hexdigest()[:16]
