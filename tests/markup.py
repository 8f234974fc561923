"""Golden cases in a markup that can be read aloud: ``<STATE RUS>Moscou</STATE> a protesté``.

A tag holds the type, the key of the entity (its id without the prefix) and, when it is not ``name``, the kind:
``<STATE RUS demonym>russe</STATE>``. Tags nest. A blank line ends a sentence.
"""

from __future__ import annotations

import re
from typing import NamedTuple, get_args

from pipeline.records import EntityType, Mention, MentionKind, Sentence

_TAG = re.compile(r"<(/?)(PERSON|STATE|ORGANIZATION|PLACE)(?: ([\w+-]+))?(?: (\w+))?>")
_PREFIXES: dict[str, str] = {
    "PERSON": "person:",
    "STATE": "state:",
    "ORGANIZATION": "org:",
    "PLACE": "place:",
}


class Marked(NamedTuple):
    """A text without its markup, and what the markup said."""

    text: str
    sentences: list[Sentence]
    mentions: list[Mention]


def read_markup(marked: str) -> Marked:
    """Return the plain text, its sentences, and its mentions in reading order (outer before inner)."""
    parts: list[str] = []
    opened: list[tuple[int, int, EntityType, MentionKind, str]] = []
    found: list[tuple[int, int, int, EntityType, MentionKind, str]] = []
    place = length = 0
    for tag in _TAG.finditer(marked):
        parts.append(marked[place : tag.start()])
        length += tag.start() - place
        place = tag.end()
        if tag[1]:
            start, *rest = opened.pop()
            found.append((start, -length, *rest))
        else:
            opened.append((length, tag.start(), _type(tag[2]), _kind(tag[4]), _PREFIXES[tag[2]] + tag[3]))
    text = "".join([*parts, marked[place:]])
    sentences = _sentences(text)
    mentions = [_mention(text, sentences, start, -end, *rest) for start, end, _, *rest in sorted(found)]
    return Marked(text, sentences, mentions)


def _type(name: str) -> EntityType:
    return next(known for known in get_args(EntityType) if known == name)


def _kind(name: str | None) -> MentionKind:
    return next(known for known in get_args(MentionKind) if known == (name or "name"))


def _sentences(text: str) -> list[Sentence]:
    spans = [match.span() for match in re.finditer(r"\S(?:.|\n(?!\n))*", text)]
    return [Sentence(index, index, start, end, text[start:end]) for index, (start, end) in enumerate(spans)]


def _mention(
    text: str,
    sentences: list[Sentence],
    start: int,
    end: int,
    type_: EntityType,
    kind: MentionKind,
    entity_id: str,
) -> Mention:
    sentence = next(s.index for s in sentences if s.start <= start < s.end)
    return Mention(start, end, text[start:end], type_, kind, sentence, entity_id, "markup")
