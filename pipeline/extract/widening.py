"""Names that the model cut short or missed, made whole by the article: by a longer spelling, by a civility."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.extract.edges import Name

_WORD = r"[A-ZÀ-Ý][\w'-]*\w"
_CALLED = re.compile(rf"\b(?:M\.|Mme|Mlle) ((?:[A-ZÀ-Ý]\.[ -]?)*(?:(?:de|de la|du) )?{_WORD}(?: {_WORD})*)")


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
