"""Runs golden cases of ``markup`` through the whole program, all cases of a module in one go."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import pytest
from markup import read_markup

from pipeline.records import Analysis, Article, Mention
from pipeline.run import Engine, analyze

DATE = "2024-10-02"
_PREFIX_LENGTH = {
    "PERSON": len("person:"),
    "STATE": len("state:"),
    "ORGANIZATION": len("org:"),
    "PLACE": len("place:"),
}


def cases(golden: Mapping[str, Sequence[str]]) -> list[object]:
    """The cases of each group as parameters of a test, named by group and number."""
    return [
        pytest.param(case, id=f"{group} {n}")
        for group, marked in golden.items()
        for n, case in enumerate(marked)
    ]


def found(engine: Engine, cases: Iterable[str], *, date: str = DATE) -> dict[str, str]:
    """Each case (markup) → the same text with the mentions that the program finds, written in the same markup."""
    marked = list(dict.fromkeys(cases))
    articles = [article(read_markup(case).text, date=date, position=n) for n, case in enumerate(marked, 1)]
    answers = analyze(engine, articles)
    return {
        case: written(answer)
        for case, answer in zip(marked, answers, strict=True)
        if isinstance(answer, Analysis)
    }


def article(text: str, *, date: str = DATE, position: int = 1) -> Article:
    """An article that some reader has read."""
    return Article(f"doc:{position}", "golden.txt", position, text, "text", date=date)


def written(analysis: Analysis) -> str:
    """The text with its mentions as markup, the names of places left bare."""
    return to_markup(analysis.article.text, [one for one in analysis.mentions if one.type != "PLACE"])


def to_markup(text: str, mentions: Sequence[Mention]) -> str:
    """``text`` with a tag around each mention, outer before inner."""
    edges: list[tuple[int, int, int, str]] = []
    for order, mention in enumerate(sorted(mentions, key=lambda one: (one.start, -one.end, one.entity_id))):
        edges.append((mention.start, 1, order, _opening(mention)))
        edges.append((mention.end, 0, -order, f"</{mention.type}>"))
    parts, place = [], 0
    for offset, _, _, tag in sorted(edges):
        parts += [text[place:offset], tag]
        place = offset
    return "".join([*parts, text[place:]])


def _opening(mention: Mention) -> str:
    kind = "" if mention.kind == "name" else f" {mention.kind}"
    return f"<{mention.type} {mention.entity_id[_PREFIX_LENGTH[mention.type] :]}{kind}>"
