"""A run made up from templates: typed Parquet tables and a ``run.json`` dict, consistent to the last key.

Sentences are written with their mentions marked, ``{state:RUS|metonym|Moscou}``; everything else is derived
by counting, so that any number of articles can be made. ``HOSTILE`` are cells that spreadsheets trip over.
"""

from __future__ import annotations

import hashlib
import itertools
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.write.schema import load_tables

ARROW = {
    "string": pa.string(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "boolean": pa.bool_(),
    "date": pa.string(),
}
TYPES = {"state": "STATE", "org": "ORGANIZATION", "person": "PERSON", "place": "PLACE"}
NAMES = {
    "state:RUS": "Russie",
    "state:CHN": "Chine",
    "state:UKR": "Ukraine",
    "state:FRA": "France",
    "org:otan": "OTAN",
    "person:vladimir-poutine": "Vladimir Poutine",
    "person:xi-jinping": "Xi Jinping",
    "person:emmanuel-macron": "Emmanuel Macron",
    "person:ermite": "Ermite",
    "person:compte": "@compte",
    "org:img": '"><img src=x onerror=alert(1)>',
    "place:europe": "Europe",
}
HOSTILE = ("=cmd|' /C calc'!A0", "+33 1 23 45 67 89", "@compte", "-1", "\tTAB", "\rCR", "=1+1")


@dataclass(frozen=True)
class Template:
    """A sentence and what it says: statements as (source, verb form, lemma, target, event, polarity)."""

    text: str
    statement: tuple[str, str, str, str, str, str] | None = None
    quote: tuple[str, str, str] | None = None  # speaker, verb lemma, words
    affiliation: tuple[str, str, str] | None = None  # person, role, entity


PLAIN = (
    Template(
        "{state:RUS|metonym|Moscou} accuse {state:UKR|metonym|Kiev} d’avoir rompu la trêve.",
        ("state:RUS", "accuse", "accuser", "state:UKR", "ACCUSE", "conflictual"),
    ),
    Template(
        "La {state:CHN|name|Chine} soutient la {state:RUS|name|Russie}, dit "
        "{person:xi-jinping|name|Xi Jinping}.",
        ("state:CHN", "soutient", "soutenir", "state:RUS", "SUPPORT", "cooperative"),
    ),
    Template(
        "« Nous tiendrons parole », a déclaré {person:vladimir-poutine|name|Vladimir Poutine} devant l’"
        "{org:otan|name|OTAN}.",
        quote=("person:vladimir-poutine", "déclarer", "Nous tiendrons parole"),
    ),
    Template(
        "Le président {state:FRA|demonym|français} {person:emmanuel-macron|name|Emmanuel Macron} arrive à "
        "{place:europe|name|Strasbourg}.",
        affiliation=("person:emmanuel-macron", "président", "state:FRA"),
    ),
    Template("{person:ermite|name|L’Ermite} vit seul."),
)
NASTY = (
    Template("=cmd|' /C calc'!A0 : {person:compte|name|@compte} insulte {state:RUS|name|la Russie}."),
    Template(
        "+33 1 23 45 67 89, écrit {person:compte|name|@compte} à {org:otan|name|l'OTAN} ; « non\nmerci »."
    ),
    Template(
        '<script>alert(1)</script> {org:img|name|"><img src=x onerror=alert(1)>} et '
        "{state:FRA|name|la France}."
    ),
    Template('-1 dit {state:CHN|name|la Chine}, "virgule, point-virgule ; et\ttabulation".'),
    Template("\tTAB {state:CHN|metonym|Pékin} salue {state:FRA|metonym|Paris}."),
)
_MARK = re.compile(r"\{([^|{}]+)\|(\w+)\|([^{}]*)\}", re.DOTALL)


@dataclass
class Tables:
    """Rows by table, as tuples in column order."""

    rows: dict[str, list[tuple[Any, ...]]] = field(default_factory=lambda: defaultdict(list))
    texts: list[tuple[str, str]] = field(default_factory=list)


def make_run(folder: Path, *, articles: int = 3, actors: int = 0, seed: int = 0) -> dict[str, Any]:
    """Write ``folder/tables/*.parquet``, return the run's dict; article 0 is hostile, article 2 a copy."""
    tables = Tables()
    chance = random.Random(seed)
    pool = [*PLAIN, *_crowd(actors, chance)]
    for number in range(articles):
        chosen = NASTY if number == 0 else [*PLAIN, *chance.sample(pool, k=min(len(pool), 8))]
        _article(tables, number, chosen)
    _aggregate(tables)
    tables.rows["errors"].append(
        ("vide.txt", 0, "read", "vide.txt est vide.", "-1 ou =1+1 : retirez le fichier.")
    )
    _write(folder / "tables", tables)
    return _run(tables)


def _crowd(actors: int, chance: random.Random) -> Iterable[Template]:
    people = [f"person:acteur-{n}" for n in range(actors)]
    for person in people:
        NAMES.setdefault(person, f"Acteur {person.rsplit('-', 1)[1]}")
        other = chance.choice([*people, "state:RUS", "state:CHN", "org:otan"])
        if other != person:
            name = NAMES.get(other, other)
            yield Template(
                f"{{{person}|name|{NAMES[person]}}} rencontre {{{other}|name|{name}}} à huis clos.",
                (person, "rencontre", "rencontrer", other, "CONSULT", "cooperative"),
            )


def _article(tables: Tables, number: int, templates: Sequence[Template]) -> None:
    document = f"doc:presse/{number:05d}"
    date = None if number == 1 else f"2024-{1 + number % 12:02d}-{1 + number % 28:02d}"
    text, mention_number = "", 0
    for index, template in enumerate(templates):
        text += "\n\n" if text else ""
        mention_number = _sentence(tables, document, date, index, template, len(text), mention_number)
        text += _MARK.sub(lambda match: match[3], template.text)
    tables.texts.append((document, text))
    title = HOSTILE[number % len(HOSTILE)] if number == 0 else f"Été {number} : l’« œil » de Pékin"
    digest = hashlib.sha256(text.encode()).hexdigest()
    words, copy_of = len(text.split()), "doc:presse/00001" if number == 2 else None
    source = (f"presse/{number:05d}.txt", 1, title, date, date and f"le {date}", "Le Quotidien", "@compte")
    counts = (len(text), words, len(templates), digest, copy_of)
    tables.rows["documents"].append((document, *source, None, "text", *counts))


def _sentence(
    tables: Tables,
    document: str,
    date: str | None,
    index: int,
    template: Template,
    offset: int,
    mentions: int,
) -> int:
    plain, marks, last = "", [], 0
    for match in _MARK.finditer(template.text):
        plain += template.text[last : match.start()]
        marks.append((match[1], match[2], match[3], offset + len(plain)))
        plain, last = plain + match[3], match.end()
    plain += template.text[last:]
    key = document.removeprefix("doc:")
    sentence = f"s:{key}:{index}"
    tables.rows["sentences"].append((sentence, document, index, offset, offset + len(plain), plain))
    found: dict[str, str] = {}
    for number, (entity, kind, words, start) in enumerate(marks, mentions):
        mention = f"m:{key}:{number}"
        found.setdefault(entity, mention)
        place = (start, start + len(words), words, TYPES[entity.split(":")[0]], kind)
        tables.rows["mentions"].append((mention, document, sentence, *place, entity, "gazetteer", 0.5))
    actors = sorted(entity for entity in found if not entity.startswith("place:"))
    for source, target in itertools.combinations(actors, 2):
        tables.rows["comentions"].append(
            (document, date, sentence, source, target, found[source], found[target], 3, False, plain)
        )
    _claims(tables, document, date, sentence, template, plain, offset)
    return mentions + len(marks)


def _claims(
    tables: Tables,
    document: str,
    date: str | None,
    sentence: str,
    template: Template,
    plain: str,
    offset: int,
) -> None:
    if template.statement:
        source, form, lemma, target, event, polarity = template.statement
        start = offset + plain.index(form)
        number = len(tables.rows["statements"])
        place = (source, lemma, target, start, start + len(form))
        act = (event, polarity, number % 5 == 4, "asserted", None, plain)
        tables.rows["statements"].append((f"st:{number}", document, date, sentence, *place, *act))
    if template.quote:
        speaker, lemma, words = template.quote
        start = offset + plain.index(words)
        place, number = (start, start + len(words), words), len(tables.rows["quotes"])
        said = (speaker, None, lemma, "direct")
        tables.rows["quotes"].append((f"q:{number}", document, date, sentence, *said, *place))
    if template.affiliation:
        person, role, entity = template.affiliation
        start = offset + plain.index(role)
        tables.rows["affiliations"].append(
            (document, date, sentence, person, role, "current", entity, start, start + len(role))
        )


def _aggregate(tables: Tables) -> None:
    by_entity, by_pair, aliases = defaultdict(list), defaultdict(list), Counter()
    dates = {row[0]: row[4] for row in tables.rows["documents"]}
    for row in tables.rows["mentions"]:
        by_entity[row[8]].append(row)
        aliases[row[8], row[5], row[7]] += 1
    for entity, rows in sorted(by_entity.items()):
        known = sorted(filter(None, (dates[row[1]] for row in rows))) or [None]
        kind = TYPES[entity.split(":")[0]]
        country = entity.removeprefix("state:") if kind == "STATE" else None
        counts = (len(rows), len({row[2] for row in rows}), len({row[1] for row in rows}))
        tables.rows["entities"].append(
            (entity, NAMES[entity], kind, None, country, None, *counts, known[0], known[-1])
        )
    tables.rows["aliases"] = [(*key, count) for key, count in sorted(aliases.items())]
    for row in tables.rows["comentions"]:
        by_pair[row[3], row[4]].append(row)
    acts = Counter((frozenset((row[4], row[6])), row[10]) for row in tables.rows["statements"])
    for (source, target), rows in sorted(by_pair.items()):
        tables.rows["relations"].append(_relation(source, target, rows, acts))
    periods = Counter((row[1][:7], row[3], row[4]) for row in tables.rows["comentions"] if row[1])
    tables.rows["relations_by_period"] = [(*key, count, count) for key, count in sorted(periods.items())]


def _relation(source: str, target: str, rows: list[tuple[Any, ...]], acts: Counter[Any]) -> tuple[Any, ...]:
    documents, pair = {row[0] for row in rows}, frozenset((source, target))
    known = sorted(filter(None, (row[1] for row in rows))) or [None]
    return (
        *(
            source,
            NAMES[source],
            TYPES[source.split(":")[0]],
            target,
            NAMES[target],
            TYPES[target.split(":")[0]],
        ),
        *(
            len(rows),
            len(documents),
            len(documents - {"doc:presse/00002"}) or 1,
            1.25,
            -0.375,
            1234.5,
            1e-7,
            0.04,
        ),
        *(known[0], known[-1], acts[pair, "cooperative"], acts[pair, "conflictual"]),
    )


def _write(folder: Path, tables: Tables) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for table in load_tables().values():
        schema = pa.schema([(column.name, ARROW[column.type]) for column in table.columns])
        columns = list(zip(*tables.rows[table.name], strict=True)) or [() for _ in table.columns]
        arrays = [pa.array(values, type=kind.type) for values, kind in zip(columns, schema, strict=True)]
        pq.write_table(pa.Table.from_arrays(arrays, schema=schema), folder / f"{table.name}.parquet")
    documents, texts = zip(*tables.texts, strict=True)
    pq.write_table(pa.table({"document_id": documents, "text": texts}), folder / "texts.parquet")


def _run(tables: Tables) -> dict[str, Any]:
    return {
        "program": {"name": "liens", "version": "0.1.0"},
        "model": {"name": "fr_core_news_md", "version": "3.8.0"},
        "knowledge": "0" * 64,
        "options": {"period": "month", "dialect": "csv"},
        "counts": {"read": len(tables.rows["documents"]) + 1, "rejected": 1},
    }
