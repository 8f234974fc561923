"""Document ids: readable, safe in every table, one for each article whatever stands beside it."""

from __future__ import annotations

import hashlib
import os
import re
import unicodedata
from collections.abc import Callable

from pipeline.read.limits import ID_CHARACTERS
from pipeline.read.lists import read_rows

SUFFIXES = frozenset({""} | {row[0] for row in read_rows("suffixes.csv")})
"""The suffixes that an id leaves out. Any other one stays in the id."""

_UNSAFE = re.compile(
    r"[^\w .\-–—/()'’«»“”…+,&=@~!]|(?<=/)/|^/|(?:^|(?<=/)) | (?=/|$)|(?:^|(?<=/))\.{1,2}(?=/|$)"
)


def document_stem(path: str, *, exists: Callable[[str], bool]) -> str:
    """The document id of a file without ``#n``: ``doc:`` and its path without suffix, made safe.

    ``path`` is relative, with ``/``; ``exists`` says whether such a path is taken by another input. The
    suffix stays where it alone tells two inputs apart (``a.txt`` beside ``a.html``), so ids do not depend on
    reading order. An id stays the same when other files come and go, except for one that comes to share its
    name but the suffix.
    """
    bare = _without_suffix(path)
    alone = bare != path and not any(exists(other) for other in _siblings(bare) if other != path)
    return "doc:" + safe(bare if alone else path)


def safe(path: str) -> str:
    """``path`` with every character that could break a table, an id or a terminal written as ``%XX``
    (reversible).

    Letters and digits of any script stay. Composed and decomposed accents give the same id.
    """
    text = unicodedata.normalize("NFC", path)
    encoded = _UNSAFE.sub(lambda match: _percent(match[0]), text)
    if len(encoded) <= ID_CHARACTERS:
        return encoded
    digest = hashlib.sha256(encoded.encode()).hexdigest()[:12]
    return f"{encoded[: ID_CHARACTERS - 13]}~{digest}"


def _percent(text: str) -> str:
    return "".join(f"%{byte:02X}" for byte in text.encode("utf-8", "surrogateescape"))


def _without_suffix(path: str) -> str:
    """By hand: ``pathlib`` would make one of ``a//b`` and ``a/b``, which are two members of an archive."""
    bare = path[:-3] if path.lower().endswith(".gz") else path
    stem, dot, suffix = bare.rpartition(".")
    known = "." + suffix in SUFFIXES or (suffix.isupper() and f".{suffix.lower()}" in SUFFIXES)
    return stem if dot and known and not stem.endswith("/") and stem else bare


def _siblings(bare: str) -> list[str]:
    cased = [bare + suffix for suffix in sorted(SUFFIXES)]
    cased += [bare + suffix.upper() for suffix in sorted(SUFFIXES) if suffix]
    return cased + [name + ".gz" for name in cased]


def exists_beside(root: str) -> Callable[[str], bool]:
    """An ``exists`` for files on disk under ``root``: folders do not count, since they are no input of
    their own.
    """
    return lambda path: os.path.isfile(os.path.join(root, path))  # noqa: PTH113, PTH118 - called for every file
