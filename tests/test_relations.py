"""Every count of the tables against a count by hand or by brute force over the very articles."""

from __future__ import annotations

import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import fake_work
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.link.relations import Period, period_of
from pipeline.link.windows import SENTENCE, Window, parse_window
from pipeline.records import Analysis, CoMention, Entity, EntitySummary, Mention, Rejection
from pipeline.store.collect import collect_tables
from pipeline.store.columns import table_schema
from pipeline.write.schema import load_tables

Rows = dict[str, list[dict[str, Any]]]


def tables_of(
    results: Sequence[Analysis | Rejection],
    *,
    mapping: Mapping[str, str] | None = None,
    period: Period = "month",
    window: Window = SENTENCE,
) -> Rows:
    """The tables of made-up results, as rows."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        collect_tables(results, folder, resolve=lambda summaries: mapping or {}, period=period, window=window)
        return {path.stem: pq.read_table(path).to_pylist() for path in folder.glob("*.parquet")}


def made(numbers: Sequence[int]) -> list[Analysis]:
    """Made-up analyses, by number."""
    return [fake_work.analysis(fake_work.article(number)) for number in numbers]


def keyed(rows: Sequence[Mapping[str, Any]], *columns: str) -> dict[Any, Mapping[str, Any]]:
    """Rows by their key, which must be unique."""
    found = {tuple(row[column] for column in columns): row for row in rows}
    assert len(found) == len(rows)
    return found


def test_every_table_has_its_columns(tmp_path: Path) -> None:
    collect_tables(made(range(5)), tmp_path, resolve=lambda summaries: {})
    for name in load_tables():
        assert pq.read_schema(tmp_path / f"{name}.parquet") == table_schema(name)
    assert pq.read_schema(tmp_path / "texts.parquet").names == ["document_id", "text"]


def test_no_articles_make_empty_tables() -> None:
    assert {name: rows for name, rows in tables_of([]).items() if rows} == {}


def test_rejections_keep_their_order() -> None:
    first, second = (Rejection(f"{name}.pdf", 0, "read", "The file is empty.", "") for name in "ba")
    tables = tables_of([first, *made([1]), second])
    assert [row["source_file"] for row in tables["errors"]] == ["b.pdf", "a.pdf"]
    assert len(tables["documents"]) == 1


def test_references_hold() -> None:
    tables = tables_of(made(range(30)))
    for table in load_tables().values():
        for column in table.columns:
            if column.references:
                home, key = column.references.split(".")
                known = {row[key] for row in tables[home]} | {""}
                assert {row[column.name] for row in tables[table.name]} <= known


def test_offsets_and_sentences_agree() -> None:
    tables = tables_of(made(range(10)))
    texts = {row["document_id"]: row["text"] for row in tables["texts"]}
    sentences = keyed(tables["sentences"], "sentence_id")
    for row in [*tables["mentions"], *tables["sentences"]]:
        assert texts[row["document_id"]][row["start"] : row["end"]] == row["text"]
    for row in tables["mentions"]:
        home = sentences[(row["sentence_id"],)]
        assert home["start"] <= row["start"] < row["end"] <= home["end"]
    for row in tables["comentions"]:
        assert row["sentence"] == sentences[(row["sentence_id"],)]["text"]


def test_a_small_corpus_by_hand() -> None:
    texts = ("Russie signe Chine\nRussie Chine France", "Chine Russie", "France")
    dates = ("2024-02-29", "2024-11-05", "")
    articles = [
        replace(fake_work.article(number), text=text, date=date)
        for number, (text, date) in enumerate(zip(texts, dates, strict=True))
    ]
    tables = tables_of([fake_work.analysis(one) for one in articles])
    row = keyed(tables["relations"], "source_id", "target_id")["state:CHI", "state:RUS"]
    assert {name: row[name] for name in ("sentences", "documents", "distinct_documents")} == {
        "sentences": 3,
        "documents": 2,
        "distinct_documents": 2,
    }
    assert (row["first_date"], row["last_date"]) == ("2024-02-29", "2024-11-05")
    # 4 sentences; Russia in 3, China in 3: 9 / 4
    assert row["expected"] == 2.25
    # ln(3 * 4 / 9) / -ln(3 / 4) = 1: never apart
    assert row["npmi"] == 1.0
    # The one way to place China's 3 among 4 sentences so that all 3 have Russia: 1 of 4; 3 pairs of 3 actors.
    assert row["p_value"] == 0.75
    assert (row["cooperative"], row["conflictual"]) == (0, 1)
    periods = keyed(tables["relations_by_period"], "period", "source_id", "target_id")
    assert periods["2024-02", "state:CHI", "state:RUS"]["sentences"] == 2
    assert periods["2024-11", "state:CHI", "state:RUS"]["documents"] == 1


@settings(max_examples=25, deadline=None)
@given(st.lists(st.integers(0, 300), max_size=12, unique=True), st.sampled_from(["month", "quarter", "year"]))
def test_counts_equal_brute_force(numbers: list[int], period: Period) -> None:
    analyses = made(numbers)
    tables = tables_of(analyses, period=period)
    expected = brute_force(analyses)
    found = keyed(tables["relations"], "source_id", "target_id")
    assert found.keys() == expected.keys()
    for pair, row in found.items():
        assert {name: row[name] for name in expected[pair]} == expected[pair]
        evidence = [e for e in tables["comentions"] if (e["source_id"], e["target_id"]) == pair]
        assert len(evidence) == row["sentences"]
        assert len({e["document_id"] for e in evidence}) == row["documents"]
        periods = [p for p in tables["relations_by_period"] if (p["source_id"], p["target_id"]) == pair]
        assert sum(p["sentences"] for p in periods) == row["sentences"]
        assert sum(p["documents"] for p in periods) == row["documents"]
        by_date = Counter(period_of(e["date"], period) for e in evidence)
        assert {p["period"]: p["sentences"] for p in periods} == by_date


def brute_force(analyses: Sequence[Analysis]) -> dict[tuple[str, str], dict[str, object]]:
    """The counts of each pair, from the mentions."""
    found: dict[tuple[str, str], dict[str, object]] = {}
    sentences: dict[tuple[str, str], int] = defaultdict(int)
    documents: dict[tuple[str, str], list[Analysis]] = defaultdict(list)
    for one in analyses:
        pairs = set()
        for sentence in one.sentences:
            named = {m.entity_id for m in one.mentions if m.sentence == sentence.index and m.type != "PLACE"}
            for pair in ((a, b) for a in named for b in named if a < b):
                sentences[pair] += 1
                pairs.add(pair)
        for pair in pairs:
            documents[pair].append(one)
    for pair, count in sentences.items():
        dates = sorted(one.article.date for one in documents[pair] if one.article.date)
        acts = Counter(
            s.polarity
            for one in analyses
            for s in one.statements
            if {s.source_id, s.target_id} == set(pair) and not s.negated
        )
        found[pair] = {
            "sentences": count,
            "documents": len(documents[pair]),
            "distinct_documents": len(documents[pair]),
            "first_date": dates[0] if dates else "",
            "last_date": dates[-1] if dates else "",
            "cooperative": acts["cooperative"],
            "conflictual": acts["conflictual"],
        }
    return found


@settings(max_examples=15, deadline=None)
@given(st.lists(st.integers(0, 300), min_size=1, max_size=8, unique=True))
def test_entities_and_aliases_equal_brute_force(numbers: list[int]) -> None:
    analyses = made(numbers)
    tables = tables_of(analyses)
    mentions = Counter(m.entity_id for one in analyses for m in one.mentions)
    assert {row["entity_id"]: row["mentions"] for row in tables["entities"]} == mentions
    sentences = Counter(e for one in analyses for e, _ in {(m.entity_id, m.sentence) for m in one.mentions})
    assert {row["entity_id"]: row["sentences"] for row in tables["entities"]} == sentences
    documents = Counter(e for one in analyses for e in {m.entity_id for m in one.mentions})
    assert {row["entity_id"]: row["documents"] for row in tables["entities"]} == documents
    forms = Counter((m.entity_id, m.text, m.kind) for one in analyses for m in one.mentions)
    aliases = {(row["entity_id"], row["alias"], row["kind"]): row["mentions"] for row in tables["aliases"]}
    assert aliases == forms


def test_rows_are_in_their_order() -> None:
    tables = tables_of(made(range(20)))
    order = [(-row["sentences"], row["source_id"], row["target_id"]) for row in tables["relations"]]
    assert order == sorted(order)
    order = [(row["period"], row["source_id"], row["target_id"]) for row in tables["relations_by_period"]]
    assert order == sorted(order)
    assert [row["document_id"] for row in tables["documents"]] == [f"doc:a/{number}" for number in range(20)]
    ids = [row["entity_id"] for row in tables["entities"]]
    assert ids == sorted(ids)


# Over the run it turns out that Dupont is Ivanov, and France is Chine.
JOINED = {"person:dupont": "person:ivanov", "state:FRA": "state:CHI"}


def joined(one: Analysis) -> Analysis:
    """The analysis had the article known who is who."""
    mentions = tuple(replace(m, entity_id=JOINED.get(m.entity_id, m.entity_id)) for m in one.mentions)
    return replace(one, mentions=mentions)


@settings(max_examples=15, deadline=None)
@given(st.lists(st.integers(0, 300), min_size=1, max_size=8, unique=True))
def test_joined_entities_leave_no_pair_with_itself_and_no_pair_twice(numbers: list[int]) -> None:
    analyses = made(numbers)
    tables = tables_of(analyses, mapping=JOINED)
    expected = brute_force([joined(one) for one in analyses])
    found = keyed(tables["relations"], "source_id", "target_id")
    assert {pair: row["sentences"] for pair, row in found.items()} == {
        pair: counts["sentences"] for pair, counts in expected.items()
    }
    keyed(tables["comentions"], "sentence_id", "source_id", "target_id")
    for table in ("comentions", "statements"):
        assert all(row["source_id"] != row["target_id"] for row in tables[table])
    assert all(row["source_id"] < row["target_id"] for row in tables["comentions"])
    mentions = keyed(tables["mentions"], "mention_id")
    for row in tables["comentions"]:
        for end in ("source", "target"):
            mention = mentions[(row[f"{end}_mention_id"],)]
            assert (mention["entity_id"], mention["sentence_id"]) == (row[f"{end}_id"], row["sentence_id"])
    assert not {row["entity_id"] for row in tables["entities"]} & JOINED.keys()
    keyed(tables["affiliations"], *load_tables()["affiliations"].primary_key)


def test_of_two_pairs_that_become_one_the_closer_stays() -> None:
    one = fake_work.analysis(replace(fake_work.article(1), text="Chine parle parle Russie France"))
    pairs = (CoMention(0, "state:CHI", "state:RUS", 0, 1, 2), CoMention(0, "state:FRA", "state:RUS", 2, 1, 0))
    tables = tables_of([replace(one, comentions=pairs)], mapping={"state:FRA": "state:CHI"})
    (row,) = tables["comentions"]
    assert (row["source_mention_id"], row["target_mention_id"], row["distance"]) == ("m:a/1:2", "m:a/1:1", 0)


def test_resolution_sees_the_run() -> None:
    seen: list[EntitySummary] = []

    def resolve(summaries: Iterator[EntitySummary]) -> dict[str, str]:
        seen.extend(summaries)
        return {}

    articles = [replace(fake_work.article(n), text=t) for n, t in enumerate(("Chine Chine Dupont", "Chine"))]
    with tempfile.TemporaryDirectory() as name:
        collect_tables([fake_work.analysis(one) for one in articles], Path(name), resolve=resolve)
    assert [(s.entity.entity_id, s.mentions, s.documents, s.aliases) for s in seen] == [
        ("person:dupont", 1, 1, (("Dupont", 1),)),
        ("state:CHI", 3, 2, (("Chine", 3),)),
    ]


def test_the_usual_description_of_an_entity_wins() -> None:
    analyses = made([1, 2, 3])
    odd = Entity("state:CHI", "CHINE", "STATE")
    renamed = [
        replace(one, entities=tuple(odd if e.entity_id == "state:CHI" else e for e in one.entities))
        for one in analyses[:1]
    ]
    assert all(any(e.entity_id == "state:CHI" for e in one.entities) for one in analyses)
    tables = tables_of([*renamed, *analyses[1:]])
    assert keyed(tables["entities"], "entity_id")[("state:CHI",)]["name"] == "Chine"


def test_copies_count_once() -> None:
    text = "\n".join(f"Russie parle Chine numéro {number} encore et toujours" for number in range(30))
    other = text.replace("numéro 7", "n° 7")
    articles = [
        replace(fake_work.article(number), text=words)
        for number, words in enumerate((text, "Russie Chine", other, text))
    ]
    tables = tables_of([fake_work.analysis(one) for one in articles])
    assert [row["duplicate_of"] for row in tables["documents"]] == ["", "", "doc:a/0", "doc:a/0"]
    (row,) = tables["relations"]
    assert (row["sentences"], row["documents"], row["distinct_documents"]) == (91, 4, 2)


@pytest.mark.parametrize(
    ("date", "period", "expected"),
    [
        ("2024-10-02", "month", "2024-10"),
        ("2024-10", "month", "2024-10"),
        ("2024", "month", ""),
        ("", "month", ""),
        ("2024-10-02", "quarter", "2024-Q4"),
        ("2024-09", "quarter", "2024-Q3"),
        ("2024-01-31", "quarter", "2024-Q1"),
        ("2024", "quarter", ""),
        ("2024-10-02", "year", "2024"),
        ("2024", "year", "2024"),
        ("", "year", ""),
    ],
)
def test_periods(date: str, period: Period, expected: str) -> None:
    assert period_of(date, period) == expected


def wide_pairs(one: Analysis, window: Window) -> set[tuple[int, str, str]]:
    """Brute force: sentence, source, target of every row that a window gives."""
    starts = window.starts([sentence.paragraph for sentence in one.sentences])
    actors = [m for m in one.mentions if m.type != "PLACE"]
    found = set()
    for late in actors:
        for early in actors:
            if starts[late.sentence] <= early.sentence <= late.sentence and early.entity_id != late.entity_id:
                found.add((late.sentence, *sorted((early.entity_id, late.entity_id))))
    return found


@settings(max_examples=30, deadline=None)
@given(
    st.lists(st.integers(0, 300), min_size=1, max_size=6, unique=True),
    st.sampled_from(["sentence", "sentences:1", "sentences:2", "sentences:3", "paragraph", "document"]),
)
def test_windows_equal_brute_force(numbers: list[int], text: str) -> None:
    window = parse_window(text)
    analyses = made(numbers)
    tables = tables_of(analyses, window=window)
    expected = {
        (f"s:a/{number}:{sentence}", source, target)
        for number, one in zip(numbers, analyses, strict=True)
        for sentence, source, target in wide_pairs(one, window)
    }
    assert keyed(tables["comentions"], "sentence_id", "source_id", "target_id").keys() == expected
    total = Counter((row["source_id"], row["target_id"]) for row in tables["comentions"])
    assert {(r["source_id"], r["target_id"]): r["sentences"] for r in tables["relations"]} == total
    assert all(-1 <= row["npmi"] <= 1 and 0 <= row["p_value"] <= 1 for row in tables["relations"])


def test_a_wider_window_says_which_mentions_and_how_far() -> None:
    one = replace(fake_work.article(1), text="Russie parle.\nDupont parle de la Russie.\nL'Italie signe.")
    tables = tables_of([fake_work.analysis(one)], window=parse_window("sentences:2"))
    rows = [
        (row["sentence_id"], row["source_mention_id"], row["target_mention_id"], row["distance"])
        for row in tables["comentions"]
    ]
    # Dupont – Russie in one sentence; Italie – Dupont over « parle de la Russie. L' », Italie – Russie over «
    # . L' ».
    assert rows == [
        ("s:a/1:1", "m:a/1:1", "m:a/1:2", 0),
        ("s:a/1:2", "m:a/1:1", "m:a/1:3", 6),
        ("s:a/1:2", "m:a/1:3", "m:a/1:2", 2),
    ]


def test_a_mention_without_a_description_is_refused() -> None:
    one = made([1])[0]
    stray = Mention(0, 3, one.article.text[:3], "PERSON", "name", 0, "person:inconnu")
    with pytest.raises(ValueError, match="person:inconnu"):
        tables_of([replace(one, mentions=(*one.mentions, stray))])
