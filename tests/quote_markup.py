"""Inline markup for quotations: ``[person:zoe-bon|Zoé Bon]`` is a mention, ``{direct dire person:zoe-bon|Non}`` a
quote. In place of an id, ``"un témoin"`` is a speaker who is no actor, and ``-`` nobody; ``-`` for the verb is none.
A mention may say its kind: ``[state:FRA demonym|français]``. Quotes nest."""

from __future__ import annotations

import re
from pathlib import Path

from spacy.language import Language

from pipeline.knowledge import Knowledge
from pipeline.language import add_syntax
from pipeline.link.quotes import find_quotes
from pipeline.records import EntityType, Mention, MentionKind, Quote
from pipeline.segment import sentences_of

_OPEN = re.compile(
    r"\{(?P<kind>direct|partial|indirect) (?P<verb>[^\"{|]+?) (?P<speaker>-|\"[^\"]+\"|\w+:[\w-]+)\|"
    r"|\[(?P<entity>(?:person|state|org):[\w-]+)(?: (?P<how>\w+))?\|"
    r"|(?P<close>[\]}])"
)
_TYPES: dict[str, EntityType] = {"person": "PERSON", "state": "STATE", "org": "ORGANIZATION"}
Row = tuple[str, str, str, str]


def quote_cases(name: str) -> dict[str, str]:
    """The cases of a file: a name behind ``#``, then the marked text, in which ``¶`` is a new paragraph."""
    blocks = (Path(__file__).parent / "data" / name).read_text(encoding="utf-8").split("# ")[1:]
    cases = dict(block.strip().split("\n", 1) for block in blocks)
    return {title: case.replace(" ¶ ", "\n\n") for title, case in cases.items()}


def plain(marked: str) -> tuple[str, list[tuple[int, int, str, MentionKind]], list[Row]]:
    """The text, its mentions (start, end, id, kind) and its quotes (kind, verb, speaker, words) in order of start."""
    text, at = "", 0
    stack: list[tuple[int, dict[str, str]]] = []
    mentions: list[tuple[int, int, str, MentionKind]] = []
    quotes: list[tuple[int, int, Row]] = []
    for match in _OPEN.finditer(marked):
        text += marked[at : match.start()]
        at = match.end()
        if not match["close"]:
            stack.append((len(text), match.groupdict()))
            continue
        start, head = stack.pop()
        if head["entity"]:
            mentions.append((start, len(text), head["entity"], head["how"] or "name"))  # type: ignore[arg-type]
        else:
            verb, speaker = (
                value.strip('"').replace("-", "") if value == "-" else value.strip('"')
                for value in (head["verb"], head["speaker"])
            )
            quotes.append((start, -len(text), (head["kind"], verb, speaker, text[start:])))
    return text + marked[at:], sorted(mentions), [row for *_, row in sorted(quotes)]


def quotes_in(marked: str, nlp: Language, knowledge: Knowledge) -> list[Quote]:
    """The quotes that the program finds in the plain text, every sentence parsed."""
    text, spans, _ = plain(marked)
    doc = nlp(text)
    sentences = sentences_of(doc)
    add_syntax(nlp, [doc], [range(len(sentences))])
    mentions = [
        Mention(start, end, text[start:end], _TYPES[key.split(":")[0]], kind, index, key)
        for start, end, key, kind in spans
        for index in (next(s.index for s in sentences if s.start <= start < s.end),)
    ]
    return find_quotes(doc, sentences, mentions, knowledge)
