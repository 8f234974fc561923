"""The co-mentions of a block of articles by number: those of the articles' sentences, and those of wider
windows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from pipeline.arrays import Integers, integers, unnest
from pipeline.link.windows import ArticleWindows, Pair, Place, Window
from pipeline.store.registry import Registry


@dataclass(frozen=True, slots=True)
class Pairs:
    """Co-mentions, a cell each: the place of the article in the block, then as in ``windows.Pair``."""

    document: Integers
    sentence: Integers
    source: Integers
    target: Integers
    source_mention: Integers
    target_mention: Integers
    distance: Integers
    in_quote: Integers

    def at(self, rows: Integers | npt.NDArray[np.bool_]) -> Pairs:
        """Some of the rows."""
        return Pairs(*(getattr(self, field.name)[rows] for field in fields(self)))

    def followed_by(self, documents: Sequence[int], pairs: Sequence[Pair]) -> Pairs:
        """These rows and then ``pairs``, which stand in ``documents``."""
        more = np.array([(d, *pair) for d, pair in zip(documents, pairs, strict=True)], dtype=np.int64)
        columns = more.reshape(-1, len(fields(self))).T
        own = (getattr(self, field.name) for field in fields(self))
        return Pairs(*(np.concatenate(both) for both in zip(own, columns, strict=True)))


def find_pairs(block: pa.Table, registry: Registry) -> Pairs:
    """The pairs that the articles' analysis found, by document, sentence, source and target.

    Where entities became one over the run, a pair of an entity with itself is left out, and what became the
    same pair in the same sentence is one row, the one with the closest mentions.
    """
    documents, cells = unnest(block, "comentions")
    numbers = {name: integers(cells[name]) for name in ("sentence", "distance", "in_quote")}
    left, right = registry.ranks(cells["source_id"]), registry.ranks(cells["target_id"])
    ends = integers(cells["source_mention"]), integers(cells["target_mention"])
    swapped = left > right
    pairs = Pairs(
        documents,
        numbers["sentence"],
        np.where(swapped, right, left),
        np.where(swapped, left, right),
        np.where(swapped, ends[1], ends[0]),
        np.where(swapped, ends[0], ends[1]),
        numbers["distance"],
        numbers["in_quote"],
    )
    return _sorted(pairs.at(pairs.source != pairs.target))


def _sorted(pairs: Pairs) -> Pairs:
    keys = (pairs.document, pairs.sentence, pairs.source, pairs.target)
    order = np.lexsort((pairs.target_mention, pairs.source_mention, pairs.distance, *reversed(keys)))
    return pairs.at(order[first_of_each(*(key[order] for key in keys))])


def first_of_each(*keys: Integers) -> npt.NDArray[np.bool_]:
    """Of rows sorted by ``keys``: which ones begin a new combination of them."""
    first = np.ones(len(keys[0]), dtype=np.bool_)
    if len(first):
        first[1:] = np.any([key[1:] != key[:-1] for key in keys], axis=0)
    return first


@dataclass(frozen=True, slots=True)
class Counted:
    """How the windows of a block are counted: ``named``, by rank of entity, the windows that name it;
    ``shared``, by row of the pairs, the windows of the article that name both, in the first row of the pair
    in its article and 0 in the others. There is a window for each sentence."""

    named: Integers
    shared: Integers


def widen(block: pa.Table, registry: Registry, pairs: Pairs, window: Window) -> tuple[Pairs, Counted]:
    """``pairs`` and those of a wider window, in the same order, and the windows counted."""
    named = np.zeros(len(registry), dtype=np.int64)
    documents: list[int] = []
    more: list[Pair] = []
    reaches: list[dict[int, int]] = []
    places, quotes, known = _places(block, registry), _spans(block), _known(pairs, block.num_rows)
    sentences = block.column("sentences").to_pylist()
    for document, text in enumerate(block.column("text").to_pylist()):
        starts = window.starts([sentence["paragraph"] for sentence in sentences[document]])
        windows = ArticleWindows(text, starts, places[document])
        found = list(windows.pairs(known[document], quotes[document]))
        documents += [document] * len(found)
        more += found
        reaches.append(windows.reach())
        for rank, bits in reaches[-1].items():
            named[rank] += bits.bit_count()
    wide = _sorted(pairs.followed_by(documents, more))
    return wide, Counted(named, _shared(wide, reaches))


def _shared(pairs: Pairs, reaches: Sequence[dict[int, int]]) -> Integers:
    seen: set[tuple[int, int, int]] = set()
    shared: list[int] = []
    for key in zip(pairs.document.tolist(), pairs.source.tolist(), pairs.target.tolist(), strict=True):
        reach = reaches[key[0]]
        shared.append(0 if key in seen else (reach[key[1]] & reach[key[2]]).bit_count())
        seen.add(key)
    return np.array(shared, dtype=np.int64)


def _places(block: pa.Table, registry: Registry) -> list[list[Place]]:
    """The mentions of actors in each article."""
    documents, cells = unnest(block, "mentions")
    ranks = registry.ranks(cells["entity_id"])
    starts = np.searchsorted(documents, documents)
    columns = (
        np.arange(len(documents)) - starts,
        *(integers(cells[n]) for n in ("sentence", "start", "end")),
        ranks,
    )
    actors = registry.actors()[ranks]
    places: list[list[Place]] = [[] for _ in range(block.num_rows)]
    rows = zip(documents[actors].tolist(), *(column[actors].tolist() for column in columns), strict=True)
    for document, *place in rows:
        places[document].append(Place(*place))
    return places


def _spans(block: pa.Table) -> list[list[tuple[int, int]]]:
    """The spans of the quotations in each article."""
    nested = block.column("quotes").to_pylist()
    return [[(quote["start"], quote["end"]) for quote in quotes] for quotes in nested]


def _known(pairs: Pairs, articles: int) -> list[set[tuple[int, int, int]]]:
    known: list[set[tuple[int, int, int]]] = [set() for _ in range(articles)]
    columns = (pairs.document, pairs.sentence, pairs.source, pairs.target)
    for document, *key in zip(*(column.tolist() for column in columns), strict=True):
        known[document].add((key[0], key[1], key[2]))
    return known
