"""What the report shows: the rows of a run that matter most, as plain lists for the page's script.

The page must open on any laptop, so each kind of thing has a cap; ``omitted`` says in French what was left out
and which table holds it all. Offsets count UTF-16 units, as JavaScript does.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import duckdb

from pipeline.write.layout import place_nodes
from pipeline.write.report.periods import choose_grain, list_periods, period_sql
from pipeline.write.report.selection import Caps, say_omitted, select_shown

Rows = list[tuple[Any, ...]]


def collect(connection: duckdb.DuckDBPyConnection, *, caps: Caps) -> dict[str, Any]:
    """Everything the page needs. Entities, sentences and articles are named by their place in its lists."""
    select_shown(connection, caps=caps)
    grain = choose_grain(connection)
    entities = _Index(connection, "shown_entities", "entity_id")
    documents = _Index(connection, "shown_documents", "document_id")
    sentences = _Index(connection, "shown_sentences", "sentence_id")
    relations = _relations(connection, entities, grain)
    return {
        "counts": _counts(connection),
        "outlets": connection.execute(_OUTLETS).fetchall(),
        "grain": grain,
        "periods": list_periods(connection, grain),
        "entities": _entities(connection),
        "relations": relations,
        "nodes": _nodes(relations, caps),
        "evidence": _evidence(connection, sentences),
        "sentences": _sentences(connection, documents),
        "articles": _articles(connection, entities),
        "quotes": _quotes(connection, entities, sentences),
        "statements": _statements(connection, entities, sentences),
        "timeline": _timeline(connection, entities, grain, caps),
        "errors": connection.execute("SELECT source_file, error, advice FROM errors LIMIT 50").fetchall(),
        "omitted": say_omitted(connection),
    }


class _Index:
    """Places of the keys of a temporary table that has a column ``place``."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, table: str, key: str) -> None:
        rows = connection.execute(f"SELECT {key}, place FROM {table}").fetchall()
        self._places: Mapping[str, int] = dict(rows)

    def get(self, key: str | None) -> int:
        """The place of a key; -1 for none, or one that is not shown."""
        return self._places.get(key or "", -1)


_OUTLETS = """
    SELECT coalesce(nullif(outlet, ''), '(journal inconnu)') AS name, count(*) AS n
    FROM documents GROUP BY ALL ORDER BY n DESC, name LIMIT 12
"""


def _counts(connection: duckdb.DuckDBPyConnection) -> dict[str, Any]:
    query = """
        SELECT (SELECT count(*) FROM documents) AS articles,
               (SELECT count(*) FROM documents WHERE duplicate_of <> '') AS duplicates,
               (SELECT count(*) FROM documents WHERE coalesce(date, '') = '') AS undated,
               (SELECT count(DISTINCT nullif(outlet, '')) FROM documents) AS outlets,
               (SELECT min(nullif(date, '')) FROM documents) AS first,
               (SELECT max(nullif(date, '')) FROM documents) AS last,
               (SELECT count(*) FROM sentences) AS sentences,
               (SELECT count(*) FROM mentions) AS mentions,
               (SELECT count(*) FROM entities WHERE type <> 'PLACE') AS actors,
               (SELECT count(*) FROM relations) AS relations,
               (SELECT count(*) FROM statements) AS statements,
               (SELECT count(*) FROM quotes) AS quotes,
               (SELECT count(*) FROM errors) AS errors
    """
    result = connection.execute(query)
    names = [column[0] for column in result.description or []]
    return dict(zip(names, result.fetchall()[0], strict=True))


def _entities(connection: duckdb.DuckDBPyConnection) -> Rows:
    """id, name, type, status, mentions, sentences, documents, first and last date, forms.

    Of the forms the 8 most used, without those of groups (« les deux pays »).
    """
    return connection.execute("""
        WITH counted AS (
            SELECT entity_id, alias, sum(mentions) AS n FROM aliases
            WHERE entity_id IN (SELECT entity_id FROM shown_entities) AND kind <> 'group' GROUP BY ALL),
        forms AS (
            SELECT * FROM counted
            QUALIFY row_number() OVER (PARTITION BY entity_id ORDER BY n DESC, alias) <= 8)
        SELECT entity_id, name, type, coalesce(status, ''), mentions, sentences, documents,
               coalesce(first_date, ''), coalesce(last_date, ''),
               coalesce((SELECT list(alias ORDER BY n DESC, alias) FROM forms f WHERE f.entity_id = e.entity_id), [])
        FROM shown_entities e ORDER BY place
    """).fetchall()


def _relations(connection: duckdb.DuckDBPyConnection, entities: _Index, grain: str) -> list[list[Any]]:
    """source, target, sentences, documents, npmi, first and last date, cooperative, conflictual, and the
    sentences by period as ``[place of the period, sentences]``."""
    by_period: dict[int, list[list[Any]]] = {}
    query = f"SELECT relation, {period_sql(grain)} AS period, count(*) FROM pairs GROUP BY ALL ORDER BY ALL"
    for relation, period, count in connection.execute(query).fetchall():
        by_period.setdefault(relation, []).append([period or "", count])
    rows = connection.execute("""
        SELECT source_id, target_id, sentences, documents, round(npmi, 3), coalesce(first_date, ''),
               coalesce(last_date, ''), coalesce(cooperative, 0), coalesce(conflictual, 0)
        FROM shown_relations ORDER BY place
    """).fetchall()
    return [
        [entities.get(source), entities.get(target), *rest, by_period.get(place, [])]
        for place, (source, target, *rest) in enumerate(rows)
    ]


def _nodes(relations: list[list[Any]], caps: Caps) -> list[list[float]]:
    """Entity, x and y of the nodes drawn: the ends of the strongest relations, up to the cap."""
    chosen: dict[int, None] = {}
    for source, target, *_ in relations:
        if len(chosen.keys() | {source, target}) <= caps.nodes:
            chosen.update({source: None, target: None})
    edges = [(a, b, float(n)) for a, b, n, *_ in relations if a in chosen and b in chosen]
    places = place_nodes(sorted(chosen), edges)
    return [[node, round(x, 1), round(y, 1)] for node, (x, y) in places.items()]


def _evidence(connection: duckdb.DuckDBPyConnection, sentences: _Index) -> list[list[list[Any]]]:
    """For each relation its sentences, oldest first: sentence, both mentions' spans in it, in a quote or not."""
    evidence: dict[int, list[list[Any]]] = {}
    rows = connection.execute("""
        SELECT e.relation, e.sentence_id, s.text, a.start - s.start, a."end" - s.start,
               b.start - s.start, b."end" - s.start, e.in_quote
        FROM shown_evidence e
        JOIN shown_sentences s USING (sentence_id)
        JOIN mentions a ON a.mention_id = e.source_mention_id
        JOIN mentions b ON b.mention_id = e.target_mention_id
        ORDER BY e.relation, e.date NULLS LAST, s.place
    """).fetchall()
    for relation, sentence, text, *spans, in_quote in rows:
        places = [utf16(text, offset) for offset in spans]
        evidence.setdefault(relation, []).append([sentences.get(sentence), *places, bool(in_quote)])
    return [evidence.get(place, []) for place in range(max(evidence, default=-1) + 1)]


def _sentences(connection: duckdb.DuckDBPyConnection, documents: _Index) -> list[list[Any]]:
    """Article, place in the article's text, text."""
    rows = connection.execute("""
        SELECT s.document_id, s.start, d.text, s.text FROM shown_sentences s
        JOIN shown_documents d USING (document_id) ORDER BY s.place
    """).fetchall()
    return [[documents.get(key), utf16(full or "", start), text] for key, start, full, text in rows]


def _articles(connection: duckdb.DuckDBPyConnection, entities: _Index) -> list[list[Any]]:
    """Title, date, outlet, author, address, source file, copy or not, text (null when left out), mentions."""
    mentions: dict[str, Rows] = {}
    rows = connection.execute("""
        SELECT document_id, m.start, m."end", entity_id, type, kind FROM mentions m
        JOIN full_articles USING (document_id) ORDER BY document_id, m.start, m."end" DESC, entity_id
    """).fetchall()
    for document, *mention in rows:
        mentions.setdefault(document, []).append(tuple(mention))
    documents = connection.execute("""
        SELECT document_id,
               coalesce(nullif(title, ''), nullif(left(split_part(trim(text), chr(10), 1), 100), ''), document_id),
               coalesce(date, ''), coalesce(outlet, ''),
               coalesce(author, ''), coalesce(url, ''), source_file, coalesce(duplicate_of, '') <> '', text
        FROM shown_documents ORDER BY place
    """).fetchall()
    return [
        [*about, text, _spans(text, mentions.get(document, []), entities)]
        for document, *about, text in documents
    ]


def _spans(text: str | None, mentions: Rows, entities: _Index) -> list[list[Any]]:
    if text is None:
        return []
    return [
        [utf16(text, start), utf16(text, end), entities.get(entity), kind[0], how]
        for start, end, entity, kind, how in mentions
    ]


def _quotes(connection: duckdb.DuckDBPyConnection, entities: _Index, sentences: _Index) -> list[list[Any]]:
    """speaker, verb, kind, sentence, words quoted."""
    rows = connection.execute(
        "SELECT speaker_id, verb, kind, sentence_id, text FROM shown_quotes ORDER BY speaker_id, date NULLS LAST, "
        "quote_id"
    ).fetchall()
    return [[entities.get(who), verb, kind, sentences.get(key), text] for who, verb, kind, key, text in rows]


def _statements(
    connection: duckdb.DuckDBPyConnection, entities: _Index, sentences: _Index
) -> list[list[Any]]:
    """source, verb, target, event, polarity, negated, modality, speaker, sentence, the verb's span in it."""
    rows = connection.execute("""
        SELECT t.source_id, t.verb, t.target_id, t.event, t.polarity, t.negated, t.modality, t.speaker_id,
               t.sentence_id, s.text, t.start - s.start, t."end" - s.start
        FROM shown_statements t JOIN shown_sentences s USING (sentence_id)
        ORDER BY t.date NULLS LAST, t.statement_id
    """).fetchall()
    return [
        [
            *(entities.get(source), verb, entities.get(target), event, polarity, bool(negated), modality),
            *(entities.get(speaker), sentences.get(key), utf16(text, start), utf16(text, end)),
        ]
        for source, verb, target, event, polarity, negated, modality, speaker, key, text, start, end in rows
    ]


def _timeline(
    connection: duckdb.DuckDBPyConnection, entities: _Index, grain: str, caps: Caps
) -> dict[str, Any]:
    """Articles, cooperative and conflictual statements by period; sentences by period for the first actors."""
    period = period_sql(grain)
    articles = f"SELECT {period} AS p, count(*) FROM documents GROUP BY ALL ORDER BY ALL"
    acts = f"""SELECT {period} AS p, count(*) FILTER (polarity = 'cooperative' AND NOT negated),
               count(*) FILTER (polarity = 'conflictual' AND NOT negated) FROM statements GROUP BY ALL ORDER BY ALL"""
    curves = f"""SELECT m.entity_id, {period} AS p, count(DISTINCT m.sentence_id) FROM mentions m
                 JOIN documents USING (document_id)
                 JOIN shown_actors a ON a.entity_id = m.entity_id AND a.place < {caps.curves}
                 GROUP BY ALL ORDER BY ALL"""
    actors: dict[int, list[list[Any]]] = {}
    for entity, name, count in connection.execute(curves).fetchall():
        actors.setdefault(entities.get(entity), []).append([name or "", count])
    return {
        "articles": _filled(connection.execute(articles).fetchall()),
        "acts": _filled(connection.execute(acts).fetchall()),
        "actors": sorted(actors.items()),
    }


def _filled(rows: Iterable[tuple[Any, ...]]) -> list[list[Any]]:
    return [[period or "", *counts] for period, *counts in rows]


def utf16(text: str, offset: int) -> int:
    """The offset in UTF-16 units of an offset in code points."""
    if text.isascii() or offset <= 0:
        return offset
    return len(text[:offset].encode("utf-16-le", "surrogatepass")) // 2
