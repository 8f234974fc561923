"""What passes between the registry and the format readers: the source, the drafts it holds, the report
about it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from pipeline.errors import InputError
from pipeline.read.limits import FILE_BYTES
from pipeline.records import Span


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """What a user may say about tables of articles (CSV, TSV, XLSX, JSONL); ``""`` lets the reader find the
    column.

    A column that is named but missing rejects the file with the list of the columns it has.
    """

    text_column: str = ""
    title_column: str = ""
    date_column: str = ""
    outlet_column: str = ""
    author_column: str = ""
    url_column: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """One input as readers see it: a file, a member of an archive, or standard input.

    ``name`` is the bare file name (its suffix is a hint, never more), ``source_file`` what the tables call
    it, ``stem`` the document id without ``#n``. ``opener`` may be called again: every call starts at the
    first byte. ``folder`` is the folder the file stands in, None when there is none (archives, standard
    input).
    """

    name: str
    source_file: str
    stem: str
    opener: Callable[[], BinaryIO]
    head: bytes
    folder: Path | None = None
    depth: int = 0

    @property
    def suffix(self) -> str:
        """The lower-case suffix with its dot, ``""`` without one."""
        return Path(self.name).suffix.lower()

    def data(self, *, limit: int = FILE_BYTES) -> bytes:
        """The whole content. Raises InputError when it is longer than ``limit`` bytes."""
        with self.opener() as stream:
            data = stream.read(limit + 1)
        if len(data) > limit:
            raise InputError(
                f"The file is larger than {limit >> 20} MiB, the limit for this format.",
                "Split it into smaller files.",
            )
        return data


@dataclass(frozen=True, slots=True)
class Draft:
    """An article as a format reader finds it; spans index ``text``. The registry gives it its id and its
    checks.
    """

    text: str
    headline: Span | None = None
    metadata: tuple[Span, ...] = ()
    title: str = ""
    date: str = ""
    date_raw: str = ""
    outlet: str = ""
    author: str = ""
    url: str = ""
    encoding: str = ""


@dataclass(frozen=True, slots=True)
class Dropped:
    """An article of a file that a format reader cannot give: the reason and what to do about it."""

    error: str
    advice: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """A remark about a whole file that is read all the same (``3 rows repeat another``); it goes to the
    report.
    """

    text: str


Item = Draft | Dropped | Note
FormatReader = Callable[[Source, ReadOptions], Iterator[Item]]


@dataclass(frozen=True, slots=True)
class FileReport:
    """What became of one file: the reader that took it, how many articles it gave, how many were dropped and
    why.

    ``reader`` is ``""`` when none could take it. ``encoding`` is that of the first article, ``""`` where the
    format settles it. ``dropped`` pairs each reason with its count, most frequent first, then by the reason's
    text. Members of an archive have reports of their own; the archive's own report counts none of their
    articles.
    """

    source_file: str
    reader: str
    encoding: str
    articles: int
    dropped: tuple[tuple[str, int], ...] = ()
    notes: tuple[str, ...] = ()
