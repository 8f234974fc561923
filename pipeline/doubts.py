"""What an analyst should look at first in a run: doubtful entities with their sentences, for ``decisions.csv``."""

from __future__ import annotations

import csv
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import Path

import duckdb

from pipeline.records import Rejection
from pipeline.review import REVIEW_COLUMNS, Decision, Decisions, no_longer_applies
from pipeline.write.tables import connect

EXAMPLES = 3
_LOW_SCORE = 0.5


@dataclass(frozen=True, slots=True)
class Doubt:
    """A proposal: the action and its cells, why, and how many mentions hang on it."""

    suggested: str
    why: str
    mentions: int
    entity_id: str = ""
    target_id: str = ""
    alias: str = ""
    value: str = ""
    examples: tuple[str, ...] = ()

    @property
    def subject(self) -> tuple[str, ...]:
        """What the doubt is about, whatever is decided."""
        return (self.entity_id, self.target_id, self.alias)


@dataclass(frozen=True, slots=True)
class _Known:
    entity_id: str
    name: str
    type: str
    status: str
    mentions: int
    score: float


def find_doubts(tables: Path, decisions: Decisions, *, limit: int = 100) -> list[Doubt]:
    """The doubtful cases of a run's Parquet tables that no decision answers, those with most mentions first.

    Entities that resolution calls ambiguous; names of one type that differ only by accents, case or hyphens; a
    surname alone beside one or more full names; an acronym beside the name it may stand for; a form that
    belongs to several entities; entities only ever found with little confidence. Each has up to three
    sentences, from different articles where there are.
    """
    with connect(tables) as connection:
        known = [_Known(*row) for row in connection.execute(_ENTITIES).fetchall()]
        found = [*_ambiguous(known), *_same_names(known), *_surnames(known), *_acronyms(known)]
        found += [*_shared_forms(connection), *_unsure(known)]
        answered = {(row.entity_id, row.target_id, row.alias) for row in decisions.rows}
        answered |= {(row.target_id, row.entity_id, row.alias) for row in decisions.rows}
        first: dict[tuple[str, ...], Doubt] = {}
        for doubt in sorted(found, key=lambda doubt: (-doubt.mentions, doubt.subject)):
            if doubt.subject not in answered:
                first.setdefault(doubt.subject, doubt)
        return [
            replace(doubt, examples=_examples(connection, doubt)) for doubt in list(first.values())[:limit]
        ]


def write_doubts(path: Path, doubts: Iterable[Doubt], kept: Sequence[Decision]) -> None:
    """Write ``decisions.csv``: the decisions already taken, then the doubts with an empty ``action`` to fill in.

    Semicolons, a byte-order mark and CRLF, so that a French spreadsheet opens it; text that looks like a formula
    is kept from running by a ``'``, which ``load_decisions`` takes away again.
    """
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, REVIEW_COLUMNS, delimiter=";", lineterminator="\r\n")
        writer.writeheader()
        for row in kept:
            cells = {name: getattr(row, name) for name in REVIEW_COLUMNS[:6]}
            writer.writerow({name: _guarded(value) for name, value in cells.items()})
        for doubt in doubts:
            cells = {"entity_id": doubt.entity_id, "target_id": doubt.target_id, "alias": doubt.alias}
            cells |= {"value": doubt.value, "suggested": doubt.suggested, "why": doubt.why}
            cells |= {f"example_{n}": text for n, text in enumerate(doubt.examples, 1)}
            proposal = {name: _guarded(value) for name, value in cells.items()}
            writer.writerow(proposal | {"mentions": str(doubt.mentions)})


def unused_decisions(tables: Path, decisions: Decisions, missing: Iterable[Decision]) -> list[Rejection]:
    """A notice for each decision that the run's tables show no trace of; ``missing`` as ``RunMerges`` tells."""
    notices = [
        no_longer_applies(row, f"no article names {row.entity_id}", source_file=decisions.file)
        for row in missing
    ]
    with connect(tables) as connection:
        for row in decisions.rows:
            reason = _why_unused(connection, row)
            if reason:
                notices.append(no_longer_applies(row, reason, source_file=decisions.file))
    return sorted(notices, key=lambda notice: notice.position)


_ENTITIES = """
    SELECT entity_id, name, type, coalesce(status, ''), mentions,
           (SELECT max(score) FROM mentions m WHERE m.entity_id = e.entity_id) AS score
    FROM entities e ORDER BY entity_id
"""


def _ambiguous(known: Iterable[_Known]) -> Iterator[Doubt]:
    for entity in known:
        if "ambiguous" in entity.status:
            yield Doubt(
                "alias",
                "several entities have this name",
                entity.mentions,
                entity.entity_id,
                alias=entity.name,
            )


def _same_names(known: Iterable[_Known]) -> Iterator[Doubt]:
    groups = defaultdict(list)
    for entity in known:
        groups[_folded(entity.name)].append(entity)
    for group in groups.values():
        for one, other in combinations(sorted(group, key=lambda e: (-e.mentions, e.entity_id)), 2):
            why = "same name" if one.type == other.type else f"same name, {one.type} and {other.type}"
            yield Doubt("merge", why, other.mentions, other.entity_id, one.entity_id)


def _surnames(known: Sequence[_Known]) -> Iterator[Doubt]:
    people = [entity for entity in known if entity.type == "PERSON"]
    full = defaultdict(list)
    for entity in people:
        words = _folded(entity.name).split()
        if len(words) > 1:
            full[words[-1]].append(entity)
    for entity in people:
        bearers = full.get(_folded(entity.name), [])
        for bearer in sorted(bearers, key=lambda e: (-e.mentions, e.entity_id))[:3]:
            why = f"surname alone, {len(bearers)} full name{'s' if len(bearers) > 1 else ''} in the run"
            yield Doubt("merge", why, entity.mentions, entity.entity_id, bearer.entity_id)


def _acronyms(known: Sequence[_Known]) -> Iterator[Doubt]:
    bodies = [entity for entity in known if entity.type == "ORGANIZATION"]
    initials = defaultdict(list)
    for entity in bodies:
        words = [word for word in _folded(entity.name).split() if len(word) > 3]
        if len(words) > 1:
            initials["".join(word[0] for word in words)].append(entity)
    for entity in bodies:
        if entity.name.isupper():
            for body in initials.get(_folded(entity.name), []):
                yield Doubt("merge", "may be its acronym", entity.mentions, entity.entity_id, body.entity_id)


def _shared_forms(connection: duckdb.DuckDBPyConnection) -> Iterator[Doubt]:
    query = """
        WITH forms AS (SELECT alias, entity_id, sum(mentions) AS n FROM aliases
                       WHERE kind = 'name' GROUP BY ALL)
        SELECT alias, arg_min(entity_id, (n, entity_id)), arg_max(entity_id, (n, entity_id)), min(n)::BIGINT
        FROM forms GROUP BY alias HAVING count(*) > 1 ORDER BY alias
    """
    for alias, rare, usual, count in connection.execute(query).fetchall():
        yield Doubt("alias", f"also a form of {usual}", count, rare, usual, alias)


def _unsure(known: Iterable[_Known]) -> Iterator[Doubt]:
    for entity in known:
        if (entity.score or 0.0) < _LOW_SCORE and entity.mentions > 1:
            yield Doubt("drop", "found with little confidence", entity.mentions, entity.entity_id)


def _examples(connection: duckdb.DuckDBPyConnection, doubt: Doubt) -> tuple[str, ...]:
    query = """
        SELECT s.text FROM mentions m JOIN sentences s USING (sentence_id)
        WHERE m.entity_id = $entity AND $alias IN ('', m.text)
        QUALIFY row_number() OVER (PARTITION BY m.document_id ORDER BY m.start) = 1
        ORDER BY length(s.text) > 400, m.document_id LIMIT $limit
    """
    cells = {"entity": doubt.entity_id, "alias": doubt.alias, "limit": EXAMPLES}
    return tuple(row[0] for row in connection.execute(query, cells).fetchall())


_USES: Mapping[str, tuple[str, str]] = {
    "rename": (
        "SELECT 1 FROM entities WHERE entity_id = $entity_id AND name = $value",
        "no article names it",
    ),
    "retype": (
        "SELECT 1 FROM entities WHERE entity_id = $entity_id AND type = $value",
        "no article names it",
    ),
    "alias": (
        "SELECT 1 FROM mentions WHERE method = 'decision' AND text = $alias AND $document_id IN ('', document_id)",
        "no mention has this form there",
    ),
    "split": (
        "SELECT 1 FROM mentions WHERE method = 'decision' AND $alias IN ('', text)"
        " AND $document_id IN ('', document_id)",
        "the entity is not named there",
    ),
    "drop": (
        "SELECT 1 FROM sentences WHERE contains(lower(strip_accents(text)), $words)"
        " AND $document_id IN ('', document_id)",
        "no sentence holds it any more",
    ),
}


def _why_unused(connection: duckdb.DuckDBPyConnection, row: Decision) -> str:
    """Why a decision changed nothing, ``""`` if it did; what was dropped is looked for in the sentences."""
    if row.action not in _USES:
        return ""
    query, reason = _USES[row.action]
    name = row.alias or row.entity_id.partition(":")[2].rpartition("-")[2]
    cells = {"entity_id": row.entity_id, "value": row.value, "alias": row.alias}
    cells |= {"document_id": row.document_id, "words": _stripped(name)}
    used = {key: value for key, value in cells.items() if f"${key}" in query}
    return "" if connection.execute(f"{query} LIMIT 1", used).fetchall() else reason


def _folded(name: str) -> str:
    """The name without case, accents, hyphens and apostrophes: what spellings of one name share."""
    return " ".join(_stripped(name).replace("-", " ").replace("'", " ").split())


def _stripped(text: str) -> str:
    plain = unicodedata.normalize("NFD", text.lower())
    return "".join(character for character in plain if not unicodedata.combining(character))


def _guarded(text: str) -> str:
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text.replace("\n", " ")
