"""A block of finished articles → the rows of the tables, in final order, with final entity ids."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pipeline.arrays import (
    Flags,
    Integers,
    int_column,
    integers,
    joined,
    pick,
    text_column,
    text_scalar,
    unnest,
)
from pipeline.store.columns import as_table
from pipeline.store.comentions import Pairs
from pipeline.store.registry import Registry


@dataclass(frozen=True, slots=True)
class Acts:
    """The acts of a block by number: ranks of both ends, ``source < target``, and whether it is
    conflictual."""

    source: Integers
    target: Integers
    conflictual: Flags


@dataclass(frozen=True, slots=True)
class Named:
    """The mentions of a block by number: rank of the entity, places of the sentence and the article in the
    block."""

    entity: Integers
    sentence: Integers
    document: Integers


class BlockRows:
    """The rows of one block. ``first`` is the number in the run of the block's first article."""

    def __init__(self, block: pa.Table, registry: Registry, *, first: int) -> None:
        self._block = block
        self._registry = registry
        self._first = first
        self._ids = self._column("document_id")
        self._dates = self._column("date")
        self._stems = pc.replace_substring_regex(self._ids, "^doc:", "")
        self._sentence_documents, self._sentences = unnest(block, "sentences")
        self._sentence_starts = np.searchsorted(self._sentence_documents, np.arange(block.num_rows))
        self._sentence_ids = self._numbered("s:", self._sentence_documents)
        self._mention_documents, self._mentions = unnest(block, "mentions")
        self._mention_starts = np.searchsorted(self._mention_documents, np.arange(block.num_rows))
        self._mention_ids = self._numbered("m:", self._mention_documents)
        self._mention_ranks = registry.ranks(self._mentions["entity_id"])

    def _column(self, name: str) -> pa.Array:
        return self._block.column(name).combine_chunks()

    def _numbered(self, prefix: str, documents: Integers) -> pa.Array:
        """``<prefix><document>:<n>`` for rows that lie in the order of their documents."""
        starts = np.searchsorted(documents, np.arange(self._block.num_rows))
        numbers = int_column(np.arange(len(documents)) - starts[documents]).cast(pa.string())
        return joined(prefix, pick(self._stems, documents), ":", numbers)

    def _in_sentences(self, documents: Integers, cells: pa.Array) -> Integers:
        return self._sentence_starts[documents] + integers(cells)

    def tables(self, *, duplicate_of: list[str]) -> dict[str, pa.Table]:
        """The rows of every table that follows the articles; those of ``texts`` are id and source text."""
        return {
            "documents": self._documents(duplicate_of),
            "texts": pa.table({"document_id": self._ids, "text": self._column("text")}),
            "sentences": self._sentence_rows(),
            "mentions": self._mention_rows(),
            "affiliations": self._affiliations(),
            "statements": self._statements(),
            "quotes": self._quotes(),
        }

    @property
    def numbers(self) -> range:
        """The number in the run of each article of the block."""
        return range(self._first, self._first + self._block.num_rows)

    @property
    def sentences(self) -> int:
        """Number of sentences of the block."""
        return len(self._sentence_documents)

    @property
    def dates(self) -> list[str]:
        """The date of each article of the block."""
        return list(self._dates.to_pylist())

    @property
    def document_ids(self) -> list[str]:
        """The id of each article of the block."""
        return list(self._ids.to_pylist())

    def named(self) -> Named:
        """The mentions by number."""
        sentences = self._in_sentences(self._mention_documents, self._mentions["sentence"])
        return Named(self._mention_ranks, sentences, self._mention_documents)

    def _documents(self, duplicate_of: list[str]) -> pa.Table:
        columns = {name: self._column(name) for name in self._block.column_names}
        columns["sentences"] = int_column(
            np.bincount(self._sentence_documents, minlength=self._block.num_rows)
        )
        columns["duplicate_of"] = text_column(duplicate_of)
        return as_table("documents", columns)

    def _sentence_rows(self) -> pa.Table:
        own = {"sentence_id": self._sentence_ids, "document_id": pick(self._ids, self._sentence_documents)}
        return as_table("sentences", self._sentences | own)

    def _mention_rows(self) -> pa.Table:
        sentences = self._in_sentences(self._mention_documents, self._mentions["sentence"])
        own = {
            "mention_id": self._mention_ids,
            "document_id": pick(self._ids, self._mention_documents),
            "sentence_id": pick(self._sentence_ids, sentences),
            "entity_id": self._registry.final_ids(self._mention_ranks),
        }
        return as_table("mentions", self._mentions | own)

    def _placed(self, documents: Integers, cells: dict[str, pa.Array]) -> dict[str, pa.Array]:
        """The columns that say where: document, date, sentence, and the ids of entities made final."""
        sentences = self._in_sentences(documents, cells["sentence"])
        where = {
            "document_id": pick(self._ids, documents),
            "date": pick(self._dates, documents),
            "sentence_id": pick(self._sentence_ids, sentences),
            "sentence": pick(self._sentences["text"], sentences),
        }
        finals = {
            name: self._registry.final_ids(self._registry.ranks(column))
            for name, column in cells.items()
            if name.endswith("_id")
        }
        return cells | where | finals

    def _affiliations(self) -> pa.Table:
        """Equal rows, which two entities that became one can make, are one row."""
        table = as_table("affiliations", self._placed(*unnest(self._block, "affiliations")))
        seen: dict[tuple[object, ...], int] = {}
        keys = zip(*(table.column(name).to_pylist() for name in table.column_names), strict=True)
        for row, key in enumerate(keys):
            seen.setdefault(key, row)
        return table.take(int_column(np.array(list(seen.values()), dtype=np.int64)))

    def _statements(self) -> pa.Table:
        """An act between two entities that became one is left out."""
        documents, cells = unnest(self._block, "statements")
        columns = self._placed(documents, cells)
        columns["statement_id"] = self._numbered("st:", documents)
        table = as_table("statements", columns)
        return table.filter(pc.not_equal(table.column("source_id"), table.column("target_id")))

    def acts(self) -> Acts:
        """The acts that count in ``relations``: cooperative or conflictual, not negated; any direction and
        modality."""
        _, cells = unnest(self._block, "statements")
        ends = self._registry.ranks(cells["source_id"]), self._registry.ranks(cells["target_id"])
        conflictual = integers(pc.equal(cells["polarity"], text_scalar("conflictual"))) == 1
        cooperative = integers(pc.equal(cells["polarity"], text_scalar("cooperative"))) == 1
        kept = (ends[0] != ends[1]) & (integers(cells["negated"]) == 0) & (conflictual | cooperative)
        return Acts(np.minimum(*ends)[kept], np.maximum(*ends)[kept], conflictual[kept])

    def _quotes(self) -> pa.Table:
        documents, cells = unnest(self._block, "quotes")
        return as_table(
            "quotes", self._placed(documents, cells) | {"quote_id": self._numbered("q:", documents)}
        )

    def comentions(self, pairs: Pairs) -> pa.Table:
        """The rows of ``comentions``, in the order of ``pairs``."""
        sentences = self._sentence_starts[pairs.document] + pairs.sentence
        mentions = self._mention_starts[pairs.document]
        columns = {
            "document_id": pick(self._ids, pairs.document),
            "date": pick(self._dates, pairs.document),
            "sentence_id": pick(self._sentence_ids, sentences),
            "source_id": self._registry.final_ids(pairs.source),
            "target_id": self._registry.final_ids(pairs.target),
            "source_mention_id": pick(self._mention_ids, mentions + pairs.source_mention),
            "target_mention_id": pick(self._mention_ids, mentions + pairs.target_mention),
            "distance": int_column(pairs.distance),
            "in_quote": int_column(pairs.in_quote),
            "sentence": pick(self._sentences["text"], sentences),
        }
        return as_table("comentions", columns)
