"""Which rows of a run the report shows, as temporary tables, and what it leaves out."""

from __future__ import annotations

from dataclasses import dataclass

import duckdb


@dataclass(frozen=True, slots=True)
class Caps:
    """The most of each kind that a report shows."""

    actors: int = 300
    nodes: int = 100
    relations: int = 500
    evidence: int = 12
    articles: int = 300
    article_characters: int = 60_000
    sayings: int = 12
    curves: int = 40


def select_shown(connection: duckdb.DuckDBPyConnection, *, caps: Caps) -> None:
    """Temporary tables of what is shown: relations, evidence, articles, sayings, sentences, entities."""
    texts = connection.execute("SELECT count(*) FROM duckdb_views() WHERE view_name = 'texts'").fetchall()[0][
        0
    ]
    source = "texts" if texts else "(SELECT '' AS document_id, '' AS text WHERE false)"
    values = {field: getattr(caps, field) for field in ("actors", "relations", "evidence", "sayings")}
    values |= {"articles": caps.articles, "characters": caps.article_characters, "texts": source}
    connection.execute(_SELECTION.format(**values))


_SELECTION = """
CREATE TEMP TABLE shown_relations AS
    SELECT *, row_number() OVER (ORDER BY sentences DESC, documents DESC, source_id, target_id) - 1 AS place
    FROM relations QUALIFY place < {relations};
CREATE TEMP TABLE shown_actors AS
    SELECT entity_id, row_number() OVER (ORDER BY sentences DESC, mentions DESC, entity_id) - 1 AS place
    FROM entities WHERE type <> 'PLACE' QUALIFY place < {actors};
CREATE TEMP TABLE pairs AS
    SELECT c.*, r.place AS relation
    FROM comentions c JOIN shown_relations r USING (source_id, target_id);
CREATE TEMP TABLE full_articles AS
    SELECT d.document_id FROM documents d JOIN {texts} t USING (document_id)
    LEFT JOIN (SELECT document_id, count(*) AS n FROM pairs GROUP BY ALL) p USING (document_id)
    WHERE length(t.text) <= {characters}
    ORDER BY coalesce(n, 0) DESC, document_id LIMIT {articles};
CREATE TEMP TABLE shown_evidence AS
    SELECT p.*, row_number() OVER (
        PARTITION BY relation ORDER BY (p.document_id IN (SELECT document_id FROM full_articles)) DESC,
        distance, p.document_id, sentence_id) AS rank
    FROM pairs p QUALIFY rank <= {evidence};
CREATE TEMP TABLE shown_quotes AS
    SELECT q.*, row_number() OVER (
        PARTITION BY speaker_id ORDER BY (kind = 'indirect'), (kind = 'partial'), quote_id) AS rank
    FROM quotes q WHERE speaker_id IN (SELECT entity_id FROM shown_actors) QUALIFY rank <= {sayings};
CREATE TEMP TABLE shown_statements AS
    SELECT s.*, least(
        row_number() OVER (PARTITION BY source_id ORDER BY statement_id),
        row_number() OVER (PARTITION BY target_id ORDER BY statement_id),
        row_number() OVER (PARTITION BY least(source_id, target_id), greatest(source_id, target_id)
                           ORDER BY statement_id)) AS rank
    FROM statements s
    WHERE source_id IN (SELECT entity_id FROM shown_actors)
       OR target_id IN (SELECT entity_id FROM shown_actors)
    QUALIFY rank <= {sayings};
CREATE TEMP TABLE shown_sentences AS
    SELECT s.*, row_number() OVER (ORDER BY document_id, start) - 1 AS place
    FROM sentences s WHERE sentence_id IN (
        SELECT sentence_id FROM shown_evidence UNION SELECT sentence_id FROM shown_quotes
        UNION SELECT sentence_id FROM shown_statements);
CREATE TEMP TABLE shown_documents AS
    SELECT d.*, t.text, row_number() OVER (ORDER BY date NULLS LAST, d.document_id) - 1 AS place
    FROM documents d LEFT JOIN
        (SELECT document_id, text FROM {texts} JOIN full_articles USING (document_id)) t USING (document_id)
    WHERE d.document_id IN (
        SELECT document_id FROM full_articles UNION SELECT document_id FROM shown_sentences);
CREATE TEMP TABLE shown_entities AS
    SELECT e.*, row_number() OVER (
        ORDER BY (e.type = 'PLACE'), e.sentences DESC, e.mentions DESC, e.entity_id) - 1 AS place
    FROM entities e WHERE entity_id IN (
        SELECT entity_id FROM shown_actors
        UNION SELECT source_id FROM shown_relations UNION SELECT target_id FROM shown_relations
        UNION SELECT source_id FROM shown_statements UNION SELECT target_id FROM shown_statements
        UNION SELECT speaker_id FROM shown_statements
        UNION SELECT entity_id FROM mentions JOIN full_articles USING (document_id))
"""


def say_omitted(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """A sentence for each kind of thing of which the page does not show everything."""
    parts = (
        (
            "acteurs",
            "les plus nommés",
            "entities WHERE type <> 'PLACE'",
            "shown_entities WHERE type <> 'PLACE'",
            "entities.csv",
        ),
        ("relations", "les plus fréquentes", "relations", "shown_relations", "relations.csv"),
        ("phrases de preuve", "les plus proches", "pairs", "shown_evidence", "comentions.csv"),
        ("articles en entier", "les plus riches en relations", "documents", "full_articles", "documents.csv"),
        ("citations", "des acteurs montrés", "quotes WHERE speaker_id <> ''", "shown_quotes", "quotes.csv"),
        ("énoncés", "des acteurs montrés", "statements", "shown_statements", "statements.csv"),
    )
    notes = []
    for name, which, source, shown, file in parts:
        query = f"SELECT (SELECT count(*) FROM {source}), (SELECT count(*) FROM {shown})"
        total, kept = connection.execute(query).fetchall()[0]
        if kept < total:
            notes.append(f"{kept} {name} sur {total} ({which}) ; tout est dans {file}.")
    return notes
