"""Mentions out to an annotation tool and back: doccano's JSONL and Prodigy's JSONL, one article a line.

A tool keeps spans with a label, here ``TYPE/kind``. What it has no place for (entity, method, score, ids) travels as
metadata beside the text, which both tools give back untouched, and is joined to the spans again on the way in.
"""

from __future__ import annotations

import csv
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any, Literal

from pipeline.errors import InputError
from pipeline.records import EntityType, MentionKind
from pipeline.write.schema import load_tables
from pipeline.write.tables import connect

AnnotationTool = Literal["doccano", "prodigy"]
MentionRow = dict[str, Any]

_NAMES = load_tables()["mentions"].column_names
_TYPES: tuple[str, ...] = EntityType.__args__  # type: ignore[attr-defined]
_KINDS: tuple[str, ...] = MentionKind.__args__  # type: ignore[attr-defined]
_TOKEN = re.compile(r"\w+|[^\w\s]")


def export_mentions(tables: Path, path: Path, *, tool: AnnotationTool) -> int:
    """Write every article of a run with its mentions to ``path``; the number of articles.

    ``tables`` is a run folder, or its Parquet tables. Offsets are code points into the source text, of which the
    sentences are given, with line breaks for what lies between them. A group, one row a referent in the tables, is
    one span.
    """
    with connect(tables) as connection, path.open("w", encoding="utf-8", newline="\n") as file:
        mentions = _by_document(connection.execute("SELECT * FROM mentions").fetchall())
        sentences: dict[str, list[list[Any]]] = defaultdict(list)
        texts = {row[0]: "" for row in connection.execute("SELECT document_id FROM documents").fetchall()}
        query = 'SELECT document_id, start, "end", sentence_id, text FROM sentences'
        for document, start, end, sentence, words in connection.execute(query).fetchall():
            sentences[document].append([start, end, sentence])
            texts[document] = texts[document].ljust(start, "\n") + words
        for document, text in texts.items():
            meta = {"document_id": document, "mentions": mentions[document], "sentences": sentences[document]}
            line = _doccano(text, meta) if tool == "doccano" else _prodigy(text, meta)
            file.write(json.dumps(line, ensure_ascii=False) + "\n")
    return len(texts)


def import_mentions(path: Path, *, tool: AnnotationTool) -> list[MentionRow]:
    """The mentions of an annotated file as rows of ``mentions``, in the order of the file and of the text.

    A span that is as it went out keeps its entity, method, score and id. A new one, or one with another label or
    other edges, has the method ``annotation``, score 1, a new id, and no entity. Raises ``InputError`` that names
    the line for what is not such a file, an unknown label, or a span outside its text.
    """
    rows: list[MentionRow] = []
    with path.open(encoding="utf-8-sig") as file:
        for number, line in enumerate(file, 1):
            if line.strip():
                rows.extend(_article_rows(f"{path.name}, line {number}", line, tool))
    return rows


def write_mentions(path: Path, rows: Iterable[MentionRow]) -> None:
    """Write rows of ``mentions`` as CSV (dialect ``csv``)."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, _NAMES, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def _by_document(rows: Iterable[tuple[Any, ...]]) -> dict[str, list[MentionRow]]:
    found: dict[str, list[MentionRow]] = defaultdict(list)
    for row in rows:
        mention = dict(zip(_NAMES, row, strict=True))
        found[mention["document_id"]].append(mention)
    return found


def _spans(meta: Mapping[str, Any]) -> list[tuple[int, int, str]]:
    """The distinct spans with their labels, in the order of the text."""
    return sorted({(m["start"], m["end"], f"{m['type']}/{m['kind']}") for m in meta["mentions"]})


def _doccano(text: str, meta: Mapping[str, Any]) -> dict[str, Any]:
    return {"text": text, "label": [list(span) for span in _spans(meta)], "liens": meta}


def _prodigy(text: str, meta: Mapping[str, Any]) -> dict[str, Any]:
    """Prodigy wants tokens, and spans that begin and end with one: words are also cut at a mention's edges."""
    spans = _spans(meta)
    tokens = _tokens(text, {edge for start, end, _ in spans for edge in (start, end)})
    first = {token["start"]: token["id"] for token in tokens}
    last = {token["end"]: token["id"] for token in tokens}
    marked = [
        {
            "start": start,
            "end": end,
            "token_start": first.get(start),
            "token_end": last.get(end),
            "label": label,
        }
        for start, end, label in spans
    ]
    return {
        "text": text,
        "tokens": tokens,
        "spans": marked,
        "meta": {"source": meta["document_id"]},
        "liens": meta,
    }


def _tokens(text: str, edges: set[int]) -> list[dict[str, Any]]:
    pieces: list[tuple[int, int]] = []
    for match in _TOKEN.finditer(text):
        cuts = [match.start(), *sorted(e for e in edges if match.start() < e < match.end()), match.end()]
        pieces.extend(pairwise(cuts))
    return [
        {"text": text[start:end], "start": start, "end": end, "id": number, "ws": text[end : end + 1] == " "}
        for number, (start, end) in enumerate(pieces)
    ]


def _article_rows(where: str, line: str, tool: AnnotationTool) -> Iterator[MentionRow]:
    try:
        article = json.loads(line)
        text, meta = str(article["text"]), article["liens"]
        spans = article["label"] if tool == "doccano" else article["spans"]
        read = [_read_span(span) for span in spans]
        known = defaultdict(list)
        for mention in meta["mentions"]:
            known[mention["start"], mention["end"], f"{mention['type']}/{mention['kind']}"].append(mention)
        document, sentences = str(meta["document_id"]), list(meta["sentences"])
    except (ValueError, KeyError, TypeError, IndexError) as error:
        raise InputError(
            f"{where} is not an article that liens wrote for {tool}.",
            "Export it from the tool as JSONL, whole.",
        ) from error
    for number, span in enumerate(sorted(set(read))):
        _check_span(where, text, span)
        yield from known.get(span) or [_new_row(document, sentences, text, span, number)]


def _read_span(span: Any) -> tuple[int, int, str]:
    if isinstance(span, Mapping):
        return int(span["start"]), int(span["end"]), str(span["label"])
    start, end, label = span
    return int(start), int(end), str(label)


def _check_span(where: str, text: str, span: tuple[int, int, str]) -> None:
    start, end, label = span
    kind, _, how = label.partition("/")
    if kind not in _TYPES or how not in _KINDS:
        raise InputError(
            f"{where}: unknown label {label!r}.",
            f"A label is a type ({', '.join(_TYPES)}), a slash, and a kind ({', '.join(_KINDS)}).",
        )
    if not 0 <= start < end <= len(text):
        raise InputError(f"{where}: the span {start}–{end} lies outside the text of {len(text)} characters.")


def _new_row(
    document: str, sentences: Sequence[Sequence[Any]], text: str, span: tuple[int, int, str], number: int
) -> MentionRow:
    start, end, label = span
    kind, _, how = label.partition("/")
    sentence = next((key for first, last, key in sentences if first <= start and end <= last), "")
    cells = (f"m:{document.removeprefix('doc:')}:a{number}", document, sentence, start, end, text[start:end])
    return dict(zip(_NAMES, (*cells, kind, how, "", "annotation", 1.0), strict=True))
