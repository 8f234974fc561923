"""Names that the model cut short or missed, made whole by the article: by a longer spelling, by a civility."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from dataclasses import replace

from pipeline.extract.edges import Name

_WORD = r"[A-ZÀ-Ý][\w'-]*\w"
_CALLED = re.compile(rf"\b(?:M\.|Mme|Mlle) ((?:[A-ZÀ-Ý]\.[ -]?)*(?:(?:de|de la|du) )?{_WORD}(?: {_WORD})*)")


def joined(text: str, names: Sequence[Name], places: Container[str], heads: Container[str]) -> list[Name]:
    """The names in reading order, the half of a surname that the model took for a place joined to the person's
    (``Jacques Martin de Villers``)."""
    found: list[Name] = []
    for name in names:
        if found and _goes_on(text, found[-1], name, places, heads):
            found[-1] = replace(found[-1], end=name.end)
        else:
            found.append(name)
    return found


def _goes_on(text: str, person: Name, name: Name, places: Container[str], heads: Container[str]) -> bool:
    """Is ``name``, of which the tables know no place, part of the name of the ``person`` right before, which no airport
    or school (``heads``) bears?"""
    if person.label != "PER" or name.label != "LOC" or " " not in text[person.start : person.end]:
        return False
    if text[person.end : name.start] not in {" de ", " d'"} or text[name.start : name.end] in places:
        return False
    before = re.findall(r"[\w-]+", text[max(0, person.start - 30) : person.start])
    return not before or before[-1] not in heads


def widened(text: str, names: Sequence[Name]) -> list[Name]:
    """The names in reading order. One that is but the beginning or the end of a longer name, spelled out here and seen
    whole elsewhere, is the longer (``Willy Kaneza`` for ``Eloge Willy Kaneza``); what that now covers is dropped."""
    spellings = {(text[name.start : name.end], name.label) for name in names if name.label != "MISC"}
    long = sorted((one for one in spellings if " " in one[0]), key=lambda one: -len(one[0]))
    found: list[Name] = []
    for name in names:
        if found and name.start < found[-1].end:
            continue
        found.append(_widest(text, name, long))
    return found


def _widest(text: str, name: Name, spellings: Sequence[tuple[str, str]]) -> Name:
    """The name as the longest of the spellings of its label that the text has there."""
    slice_ = text[name.start : name.end]
    for spelling, label in spellings:
        if label != name.label or len(spelling) <= len(slice_):
            continue
        if spelling.endswith(f" {slice_}") and text.endswith(spelling, 0, name.end):
            return replace(name, start=name.end - len(spelling))
        if spelling.startswith(f"{slice_} ") and text.startswith(spelling, name.start):
            return replace(name, end=name.start + len(spelling))
    return name


def find_called(text: str, names: Sequence[Name]) -> list[Name]:
    """The people whom a civility names (``Mme Park``) where none of ``names`` stands."""
    taken = {index for name in names for index in range(name.start, name.end)}
    found = (Name(*match.span(1), "PER") for match in _CALLED.finditer(text))
    return [name for name in found if taken.isdisjoint(range(name.start, name.end))]
