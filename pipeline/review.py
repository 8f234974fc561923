"""An analyst's corrections, ``decisions.csv``: read, checked, and replayed by the next run.

Two kinds of decision act at two places. Those about single mentions (``alias``, ``split``, ``drop``) and about what an
entity is (``rename``, ``retype``) act in each article, after resolution and before relations are sought, so that
co-mentions, quotes and statements follow. ``merge`` acts on the whole run, on the entities as they come out.
"""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import cast, get_args

from pipeline.errors import InputError, UsageError
from pipeline.read.encoding import decode
from pipeline.records import Entity, EntitySummary, EntityType, Mention, Rejection

COLUMNS = ("action", "entity_id", "target_id", "alias", "document_id", "value", "note")
REVIEW_COLUMNS = (*COLUMNS, "suggested", "why", "mentions", "example_1", "example_2", "example_3")
TYPE_OF_PREFIX: Mapping[str, EntityType] = MappingProxyType(
    {"state": "STATE", "org": "ORGANIZATION", "person": "PERSON", "place": "PLACE"}
)
_NEEDS = MappingProxyType(
    {
        "merge": ("entity_id", "target_id"),
        "split": ("entity_id", "target_id"),
        "alias": ("alias", "target_id"),
        "rename": ("entity_id", "value"),
        "retype": ("entity_id", "value"),
        "drop": (),
        "keep": (),
    }
)
Resolve = Callable[[Iterable[EntitySummary]], Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Decision:
    """One row of ``decisions.csv``; ``line`` is its line in the file. Empty conditions hold for everything."""

    line: int
    action: str
    entity_id: str = ""
    target_id: str = ""
    alias: str = ""
    document_id: str = ""
    value: str = ""

    def chooses(self, document_id: str, mention: Mention) -> bool:
        """Whether the decision is about this mention."""
        return (
            self.entity_id in ("", mention.entity_id)
            and _straight(self.alias) in ("", _straight(mention.text))
            and self.document_id in ("", document_id)
        )


@dataclass(frozen=True, slots=True)
class Decisions:
    """The decisions of a file in its order: ``rules`` act on mentions (the first that fits wins), ``names`` and
    ``types`` on entities, ``merges`` (id → id, chains followed) on the run; ``rows`` are all of them.

    ``version`` names what acts inside articles: analyses made under another version are not to be used again.
    ``file`` is the name of the file.
    """

    rows: tuple[Decision, ...] = ()
    rules: tuple[Decision, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    types: Mapping[str, EntityType] = field(default_factory=dict)
    merges: Mapping[str, str] = field(default_factory=dict)
    version: str = ""
    file: str = ""


def load_decisions(path: Path) -> Decisions:
    """Read ``decisions.csv``; commas or semicolons, UTF-8 or as Excel saves it.

    A row without an action is a proposal nobody has answered, and is passed over. Raises ``UsageError`` that names
    the line for an unknown column or action, a missing cell, a wrong type or id, and for two merges of one entity.
    """
    rows = tuple(_decisions(path))
    rules = tuple(row for row in rows if row.action in ("alias", "split", "drop"))
    names = {row.entity_id: row.value for row in rows if row.action == "rename"}
    types = {row.entity_id: cast(EntityType, row.value) for row in rows if row.action == "retype"}
    inside = [row for row in rows if row.action not in ("merge", "keep")]
    content = "\n".join(repr(replace(row, line=0)) for row in inside)
    version = hashlib.sha256(content.encode()).hexdigest()[:16] if inside else ""
    return Decisions(rows, rules, names, types, _merges(path, rows), version, path.name)


def revise(
    decisions: Decisions, document_id: str, mentions: Sequence[Mention], entities: Sequence[Entity]
) -> tuple[list[Mention], list[Entity]]:
    """The mentions and entities of an article as the decisions have them, in the same order, entities by id.

    A dropped mention is gone. A mention given to another entity brings that entity with it, named by the
    decision's ``value``, else by the mention. An entity without a mention left is gone too.
    """
    known = {entity.entity_id: entity for entity in entities}
    revised: list[Mention] = []
    for mention in mentions:
        rule = next((rule for rule in decisions.rules if rule.chooses(document_id, mention)), None)
        if rule is None:
            revised.append(mention)
        elif rule.action != "drop":
            entity = known.setdefault(rule.target_id, _new_entity(rule, mention))
            revised.append(
                replace(mention, entity_id=entity.entity_id, type=entity.type, method="decision", score=1.0)
            )
    described = {key: _described(decisions, entity) for key, entity in known.items()}
    named = {mention.entity_id for mention in revised}
    retyped = [
        replace(mention, type=decisions.types[mention.entity_id])
        if mention.entity_id in decisions.types
        else mention
        for mention in revised
    ]
    return retyped, [described[key] for key in sorted(described) if key in named]


class RunMerges:
    """A run's resolution with the analyst's merges after it; ``missing`` are the merges whose entity was not there."""

    def __init__(self, decisions: Decisions, resolve: Resolve) -> None:
        self._decisions = decisions
        self._resolve = resolve
        self.missing: tuple[Decision, ...] = ()

    def __call__(self, summaries: Iterable[EntitySummary]) -> dict[str, str]:
        """Entity id → entity id, as the store wants it: resolution first, then the merges of its results."""
        known = list(summaries)
        mapping = dict(self._resolve(known))
        merges = self._decisions.merges
        final = {summary.entity.entity_id: summary.entity.entity_id for summary in known} | mapping
        there = set(final.values())
        rows = (row for row in self._decisions.rows if row.action == "merge")
        self.missing = tuple(row for row in rows if row.entity_id not in there | set(merges.values()))
        return {old: merges.get(new, new) for old, new in final.items() if merges.get(new, new) != old}


def no_longer_applies(decision: Decision, reason: str, *, source_file: str) -> Rejection:
    """The notice for a decision that changed nothing: a row fit for ``errors.csv``."""
    cells = (decision.action, decision.entity_id, decision.alias, decision.target_id, decision.document_id)
    return Rejection(
        source_file=source_file,
        position=decision.line,
        stage="review",
        error=f"The decision on line {decision.line} ({' '.join(filter(None, cells))}) changed nothing: {reason}.",
        advice="Correct the row, or remove it if the corpus has changed.",
    )


def _decisions(path: Path) -> Iterator[Decision]:
    try:
        text, _ = decode(path.read_bytes())  # spreadsheets save CP1252 more often than UTF-8
    except InputError as error:
        raise UsageError(f"{path.name}: {error.message}", error.advice) from error
    delimiter = ";" if text.partition("\n")[0].count(";") > text.partition("\n")[0].count(",") else ","
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
    unknown = sorted(set(reader.fieldnames or ()) - set(REVIEW_COLUMNS))
    if unknown or "action" not in (reader.fieldnames or ()):
        named = f"has the unknown column {unknown[0]!r}" if unknown else "has no column 'action'"
        raise UsageError(f"{path.name} {named}.", f"Its columns are {', '.join(COLUMNS)}.")
    for cells in reader:
        kept = {name: _plain(cells.get(name) or "") for name in COLUMNS[:-1]}
        if kept["action"]:
            decision = Decision(reader.line_num, **kept)
            _check(path, decision)
            yield decision


def _plain(cell: str) -> str:
    """The cell without the mark that keeps spreadsheets from running it."""
    return cell.strip().removeprefix("'") if cell.strip()[:2] in ("'=", "'+", "'-", "'@") else cell.strip()


def _check(path: Path, decision: Decision) -> None:
    where = f"{path.name}, line {decision.line}"
    if decision.action not in _NEEDS:
        raise UsageError(f"{where}: unknown action {decision.action!r}.", f"Use one of {', '.join(_NEEDS)}.")
    for name in _NEEDS[decision.action]:
        if not getattr(decision, name):
            raise UsageError(f"{where}: {decision.action} needs a value in the column {name}.")
    if decision.action == "drop" and not (decision.entity_id or decision.alias):
        raise UsageError(f"{where}: drop needs an entity_id or an alias.")
    if decision.action == "split" and not (decision.alias or decision.document_id):
        raise UsageError(f"{where}: split needs an alias or a document_id that says which mentions part.")
    if decision.action == "retype" and decision.value not in get_args(EntityType):
        raise UsageError(
            f"{where}: {decision.value!r} is no type.", f"Use {', '.join(get_args(EntityType))}."
        )
    if decision.target_id and decision.target_id.partition(":")[0] not in TYPE_OF_PREFIX:
        raise UsageError(
            f"{where}: {decision.target_id!r} is no entity id.",
            "Ids begin with state:, org:, person: or place:.",
        )


def _merges(path: Path, rows: Iterable[Decision]) -> Mapping[str, str]:
    direct: dict[str, str] = {}
    for row in rows:
        if row.action == "merge" and direct.setdefault(row.entity_id, row.target_id) != row.target_id:
            raise UsageError(
                f"{path.name}, line {row.line}: {row.entity_id} is merged into two entities.", "Keep one."
            )
    return {entity: _end(path, direct, entity) for entity in direct}


def _end(path: Path, direct: Mapping[str, str], entity: str) -> str:
    """The last entity of a chain of merges."""
    seen = [entity]
    while seen[-1] in direct:
        if direct[seen[-1]] in seen:
            raise UsageError(
                f"{path.name}: the merges of {entity} go round in a circle.", "Remove one of them."
            )
        seen.append(direct[seen[-1]])
    return seen[-1]


def _straight(text: str) -> str:
    """The text with the typewriter's apostrophes and spaces, as the stages see it."""
    return text.replace("’", "'").replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")


def _new_entity(rule: Decision, mention: Mention) -> Entity:
    kind = TYPE_OF_PREFIX[rule.target_id.partition(":")[0]]
    country = rule.target_id.partition(":")[2] if kind == "STATE" else ""
    return Entity(rule.target_id, rule.value or mention.text, kind, country=country)


def _described(decisions: Decisions, entity: Entity) -> Entity:
    name = decisions.names.get(entity.entity_id, entity.name)
    return replace(entity, name=name, type=decisions.types.get(entity.entity_id, entity.type))
