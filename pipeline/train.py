"""Make the entity head again: ``python -m pipeline.train DATA.jsonl`` writes ``pipeline/model/head.npz``.

The ``ner`` of fr_core_news_md is trained on over annotated Wikinews articles (WiNER-fr). ``--check`` trains
on four fifths and scores the held-out fifth instead, for several seeds: that is where the numbers of the
recipe come from.
"""

from __future__ import annotations

import argparse
import logging
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean, stdev
from typing import TYPE_CHECKING, Any

from pipeline.errors import LiensError
from pipeline.model import WEIGHTS, parameters, save_head
from pipeline.training.corpus import Annotated, read_corpus
from pipeline.training.variants import name_bank, vary

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.training import Example

SEEDS = (0, 1, 2)
FOLDS = 5
OTHER_COMPONENTS = ("tok2vec", "morphologizer", "parser", "senter", "attribute_ruler", "lemmatizer")

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Recipe:
    """How to train: ``passes`` over the data, Adam's ``rate`` (constant for half of them, then falling to 0),
    ``dropout``, articles a ``batch``, and how many last passes are ``averaged`` into the weights."""

    passes: int = 15
    rate: float = 5e-4
    dropout: float = 0.3
    batch: int = 8
    averaged: int = 4


def main(arguments: Sequence[str] | None = None) -> None:
    """Train on DATA and write the weights, or with ``--check`` only report held-out scores."""
    parser = argparse.ArgumentParser(prog="python -m pipeline.train", description=__doc__)
    parser.add_argument("data", type=Path, help="annotated articles, JSONL with text and ents")
    parser.add_argument("--check", action="store_true", help="only score a held-out fifth")
    options = parser.parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    try:
        corpus = read_corpus(options.data)
    except LiensError as error:
        parser.error(str(error))
    if options.check:
        check(corpus, Recipe())
    else:
        save_head(trained(corpus, Recipe(), seed=SEEDS[0]), WEIGHTS)
        log.info("%s written", WEIGHTS)


def check(corpus: Sequence[Annotated], recipe: Recipe) -> list[float]:
    """Exact F (0 to 1) on a held-out fifth of ``corpus``, one value a seed; the split is the same for all."""
    order = list(corpus)
    random.Random(FOLDS).shuffle(order)
    held_out, rest = order[::FOLDS], [article for index, article in enumerate(order) if index % FOLDS]
    values: list[float] = []
    for seed in SEEDS:
        values.append(exact_f(trained(rest, recipe, seed=seed), held_out))
        log.info("seed %d: F %.2f", seed, 100 * values[-1])
    log.info("mean %.2f, standard deviation %.2f", 100 * mean(values), 100 * stdev(values))
    return values


def trained(corpus: Sequence[Annotated], recipe: Recipe, *, seed: int) -> Language:
    """fr_core_news_md's ``ner`` alone, trained on over ``corpus``; same input, same machine, same weights."""
    from thinc.api import fix_random_seed

    nlp = bare_ner()
    fix_random_seed(seed)
    rng = random.Random(seed)
    optimizer = nlp.resume_training()
    bank = name_bank(corpus)
    last: list[list[Any]] = []
    for number in range(recipe.passes):
        articles = [vary(article, bank, rng) for article in corpus]
        rng.shuffle(articles)
        losses: dict[str, float] = {}
        for start in range(0, len(articles), recipe.batch):
            done = (number + start / len(articles)) / recipe.passes
            optimizer.learn_rate = recipe.rate * min(1.0, 2 * (1 - done))
            batch = [example(nlp, article) for article in articles[start : start + recipe.batch]]
            nlp.update(batch, sgd=optimizer, drop=recipe.dropout, losses=losses)
        log.info("seed %d, pass %d of %d: loss %.0f", seed, number + 1, recipe.passes, losses["ner"])
        if number >= recipe.passes - recipe.averaged:
            last.append(_weights(nlp))
    _set_mean(nlp, last)
    return nlp


def _weights(nlp: Language) -> list[Any]:
    return [value.copy() for _, _, value in parameters(nlp)]


def _set_mean(nlp: Language, weights: Sequence[list[Any]]) -> None:
    """Put the mean of several sets of weights into the ``ner`` of ``nlp``."""
    slots = list(parameters(nlp))
    for (node, name, _), values in zip(slots, zip(*weights, strict=True), strict=True):
        node.set_param(name, sum(values) / len(values))


def bare_ner() -> Language:
    """fr_core_news_md with nothing but tokenizer, vectors and ``ner``, on numpy's BLAS."""
    import spacy
    from thinc.api import NumpyOps, set_current_ops

    set_current_ops(NumpyOps(use_blis=False))
    return spacy.load("fr_core_news_md", exclude=OTHER_COMPONENTS)


def example(nlp: Language, article: Annotated) -> Example:
    """The article as spaCy learns from it.

    A span that cuts a token is widened to it; one that then overlaps the one before is left out.
    """
    from spacy.tokens import Span
    from spacy.training import Example

    doc = nlp.make_doc(article.text)
    gold = doc.copy()
    spans: list[Span] = []
    for start, end, label in article.spans:
        span = gold.char_span(start, end, label=label, alignment_mode="expand")
        if span is not None and (not spans or span.start >= spans[-1].end):
            spans.append(span)
    gold.set_ents(spans)
    return Example(doc, gold)


def exact_f(nlp: Language, corpus: Iterable[Annotated]) -> float:
    """F over PER, LOC and ORG: start, end and label must agree."""
    right = found = wanted = 0
    for article in corpus:
        gold = {span for span in article.spans if span[2] != "MISC"}
        names = {(one.start_char, one.end_char, one.label_) for one in nlp(article.text).ents}
        names = {name for name in names if name[2] != "MISC"}
        right, found, wanted = right + len(gold & names), found + len(names), wanted + len(gold)
    return 2 * right / (found + wanted) if found + wanted else 0.0


if __name__ == "__main__":
    main()
