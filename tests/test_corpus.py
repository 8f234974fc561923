"""The sample articles and their gold agree: offsets, sentences, types and ids. The program is not run."""

from __future__ import annotations

import csv
import re
from pathlib import Path
from typing import get_args

import pytest

from pipeline.evaluation.gold import GOLD_COLUMNS, read_gold
from pipeline.records import EntityType, MentionKind, Modality, Polarity, QuoteKind

CORPUS = Path(__file__).parent.parent / "corpus"
GOLD = Path(__file__).parent / "gold"
NAMES = sorted(path.stem for path in CORPUS.glob("*.txt"))
METADATA = re.compile(r"\s*(?:date|titre|source|auteur) ?:|\s*date \d", re.IGNORECASE)
PREFIX = {"PERSON": "person", "STATE": "state", "ORGANIZATION": "org", "PLACE": "place"}
ENTITY_ID = re.compile(r"state:[A-Z]{3}|(?:person|org|place):[a-z0-9]+(?:-[a-z0-9]+)*")


def text_of(name: str) -> str:
    data = (CORPUS / f"{name}.txt").read_bytes()
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252")


def rows(name: str, table: str) -> list[dict[str, str]]:
    with (GOLD / f"{name}.{table}.csv").open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        assert tuple(reader.fieldnames or ()) == GOLD_COLUMNS[table]
        return list(reader)


def spans(name: str, table: str) -> list[tuple[int, int]]:
    return [(int(row["start"]), int(row["end"])) for row in rows(name, table)]


def test_every_article_has_gold_and_no_other_has() -> None:
    assert len(NAMES) == 11
    assert sorted(read_gold(GOLD)) == NAMES
    assert sorted(path.name for path in GOLD.glob("*.csv")) == sorted(
        f"{name}.{table}.csv" for name in NAMES for table in GOLD_COLUMNS
    )


def test_corpus_has_the_layouts_that_readers_must_bear() -> None:
    raw = {name: (CORPUS / f"{name}.txt").read_bytes() for name in NAMES}
    assert [name for name in NAMES if b"\r\n" in raw[name]] == ["caucase_frontiere"]
    assert [name for name in NAMES if raw[name].startswith(b"\xef\xbb\xbf")] == ["gaz_transit"]
    assert [name for name in NAMES if b"\xab" in raw[name] and b"\xc2\xab" not in raw[name]] == ["cyclisme"]
    assert [name for name in NAMES if "«" not in text_of(name)] == ["coree_japon"]
    assert [name for name in NAMES if "«\u202f" in text_of(name)] == [
        "acier_bruxelles",
        "doha_pourparlers",
        "maghreb_visite",
        "sahel_2023",
    ]


@pytest.mark.parametrize("name", NAMES)
def test_sentences_cover_the_text_once_and_in_order(name: str) -> None:
    text, left = text_of(name), 0
    assert [row["sentence"] for row in rows(name, "sentences")] == [
        f"s{number:02d}" for number in range(len(rows(name, "sentences")))
    ]
    for start, end in [*spans(name, "sentences"), (len(text), len(text))]:
        between = text[left:start].strip()
        assert not between or METADATA.match(between)
        assert left <= start
        assert text[start:end] == text[start:end].strip()
        left = end


@pytest.mark.parametrize("name", NAMES)
def test_mentions_are_the_words_of_the_text_in_one_sentence(name: str) -> None:
    text = text_of(name)
    sentences = {row["sentence"]: (int(row["start"]), int(row["end"])) for row in rows(name, "sentences")}
    for row in rows(name, "mentions"):
        start, end = int(row["start"]), int(row["end"])
        first, last = sentences[row["sentence"]]
        assert row["text"] == text[start:end].strip() != ""
        assert len(row["text"]) == end - start
        assert first <= start < end <= last
    keys = [(row["start"], row["end"], row["type"], row["entity_id"]) for row in rows(name, "mentions")]
    assert len(set(keys)) == len(keys)
    assert [key[0] for key in keys] == sorted((key[0] for key in keys), key=int)


@pytest.mark.parametrize("name", NAMES)
def test_mention_types_kinds_and_ids_are_the_guides(name: str) -> None:
    names: dict[str, str] = {}
    for row in rows(name, "mentions"):
        assert row["type"] in get_args(EntityType)
        assert row["kind"] in get_args(MentionKind)
        assert ENTITY_ID.fullmatch(row["entity_id"])
        assert row["entity_id"].split(":")[0] == PREFIX[row["type"]]
        assert row["debatable"] in {"0", "1"}
        if row["type"] != "PLACE":
            assert names.setdefault(row["entity_id"], row["entity_name"]) == row["entity_name"] != ""


@pytest.mark.parametrize("name", NAMES)
def test_quotes_are_spans_of_the_text_with_a_known_sentence(name: str) -> None:
    text = text_of(name)
    known = {row["sentence"] for row in rows(name, "sentences")}
    for row, (start, end) in zip(rows(name, "quotes"), spans(name, "quotes"), strict=True):
        assert row["kind"] in get_args(QuoteKind)
        assert text[start:end] == text[start:end].strip() != ""
        assert row["sentence"] in known
        assert not row["speaker_id"] or ENTITY_ID.fullmatch(row["speaker_id"])
        assert row["debatable"] in {"0", "1"}


@pytest.mark.parametrize("name", NAMES)
def test_relations_are_between_actors_that_the_article_mentions(name: str) -> None:
    actors = {row["entity_id"] for row in rows(name, "mentions") if row["type"] != "PLACE"}
    known = {row["sentence"] for row in rows(name, "sentences")}
    for row in rows(name, "affiliations"):
        assert row["person_id"].startswith("person:")
        assert {row["person_id"], row["entity_id"]} <= actors
        assert row["sentence"] in known
        assert row["role"]
    for row in rows(name, "statements"):
        assert {row["source_id"], row["target_id"]} <= actors
        assert row["source_id"] != row["target_id"]
        assert row["sentence"] in known
        assert row["polarity"] in get_args(Polarity)
        assert row["modality"] in get_args(Modality)
        assert row["negated"] in {"0", "1"}
        assert row["debatable"] in {"0", "1"}
