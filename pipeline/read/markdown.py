"""Markdown files, with or without a front matter: one article a file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from pipeline.read.columns import Columns, known_columns, metadata_of, with_metadata
from pipeline.read.encoding import decode
from pipeline.read.layout import joined, read_layout
from pipeline.read.limits import ARTICLE_CHARACTERS
from pipeline.read.source import Draft, Item, ReadOptions, Source

_FRONT_MATTER = re.compile(r"\s*---[ \t]*\n(?P<lines>.*?)\n(?:---|\.\.\.)[ \t]*\n", re.DOTALL)
_PAIR = re.compile(r"([^\s:#][^:\n]{0,60}?) ?:[ \t]+(\S.*)")
_HEADING = re.compile(r"#{1,6}[ \t]+(.*)")
_UNDERLINE = re.compile(r"(?:=+|-+)[ \t]*$")
_CODE = re.compile(r"(?:```|~~~).*?(?:```|~~~|\Z)", re.DOTALL)
_INLINE = (
    (re.compile(r"!\[[^\[\]\n]*\]\([^()\n]{0,1000}\)"), ""),
    (re.compile(r"\[([^\[\]\n]+)\]\([^()\n]{0,1000}\)"), r"\1"),
    (re.compile(r"<(https?://[^<>\s]+)>"), r"\1"),
    (re.compile(r"</?[a-zA-Z][^<>\n]*>"), ""),
    (re.compile(r"(?<![\w*])(\*{1,3})(?=\S)([^*\n]+?)(?<=\S)\1(?!\*)"), r"\2"),
    (re.compile(r"(?<!\w)(_{1,3})(?=\S)([^_\n]+?)(?<=\S)\1(?!\w)"), r"\2"),
    (re.compile(r"\\([\\`*_{}\[\]()#+.!-])"), r"\1"),
)
_LINE_START = re.compile(r"^[ \t]*(?:>[ \t]?|[*+-][ \t]+)+", re.MULTILINE)


def read(source: Source, options: ReadOptions) -> Iterator[Item]:
    """The article of a Markdown file as running text: markup, images and code are left out, link texts stay.

    The front matter (``title:``, ``date:``, ``author:``, ``source:``, ``url:``) gives the metadata. Its
    title, else the first heading if it opens the text, is the headline; without either the text is read as a
    text file is.
    """
    raw, encoding = decode(source.data(limit=4 * ARTICLE_CHARACTERS))
    text = raw.replace("\r\n", "\n").replace("\r", "\n")
    front = _FRONT_MATTER.match(text)
    fields = _fields(front["lines"]) if front else Draft(text="")
    heading, body = _split(text[front.end() :] if front else text)
    draft = _draft(fields, heading, body)
    yield replace(draft, encoding=encoding)


def _draft(fields: Draft, heading: str, body: str) -> Draft:
    title = _plain(fields.title or heading)
    draft = read_layout(_plain(body))
    if title:
        draft = joined(title, draft.text, replace(draft, metadata=()))
    return with_metadata(draft, fields)


def _fields(front: str) -> Draft:
    pairs = [
        (match[1], match[2].strip(" \t\"'[]")) for line in front.split("\n") if (match := _PAIR.match(line))
    ]
    columns = Columns(known_columns([key for key, _ in pairs]))
    return metadata_of([value for _, value in pairs], columns)


def _split(text: str) -> tuple[str, str]:
    """The heading that opens the text, and the rest."""
    first, _, rest = text.strip("\n \t").partition("\n")
    if heading := _HEADING.match(first):
        return heading[1].rstrip(" \t#"), rest
    following, _, after = rest.partition("\n")
    if first.strip() and following and _UNDERLINE.match(following):
        return first, after
    return "", text


def _plain(text: str) -> str:
    """The text without markup; a heading becomes a paragraph."""
    text = _CODE.sub("", text)
    lines = []
    for line in text.split("\n"):
        heading = _HEADING.match(line)
        lines.append(
            "\n" + heading[1].rstrip(" \t#") + "\n" if heading else "" if _UNDERLINE.match(line) else line
        )
    text = _LINE_START.sub("", "\n".join(lines))
    for pattern, replacement in _INLINE:
        text = pattern.sub(replacement, text)
    return re.sub(r"\n{3,}", "\n\n", text).strip()
