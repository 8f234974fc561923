"""One file → its articles: chooses the reader, numbers and checks what it gives, and reports what became
of it.
"""

from __future__ import annotations

import gzip
import io
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from pipeline.errors import InputError
from pipeline.read.archive import members, unzipped
from pipeline.read.check import checked
from pipeline.read.ids import document_stem, exists_beside
from pipeline.read.inputs import reason, relative_name
from pipeline.read.limits import HEAD_BYTES
from pipeline.read.sniff import choose, load
from pipeline.read.source import Draft, Dropped, FileReport, Item, Note, ReadOptions, Source
from pipeline.records import Article, Rejection

OnReport = Callable[[FileReport], None]


def read_articles(
    path: Path, *, root: Path, options: ReadOptions, on_report: OnReport | None = None
) -> Iterator[Article | Rejection]:
    """The articles of one file in the order they stand there, and a Rejection for each that cannot be given.

    Lazy, and never raises for what a file holds: a file that no reader takes is one Rejection at position 0.
    ``root`` is the folder that ids and ``source_file`` are relative to (``input_root``). ``on_report`` is
    called once when the file is read to its end, for an archive once for each member and then for itself.
    """
    name = relative_name(path, root)
    stem = document_stem(name, exists=exists_beside(str(root)))
    try:
        with path.open("rb") as stream:
            head = stream.read(HEAD_BYTES)
    except (OSError, ValueError) as error:
        message = f"The file cannot be opened: {reason(error)}."
        yield _whole(name, message, "Check its name and rights.")
        _report(on_report, FileReport(name, "", "", 0, ((message, 1),)))
        return
    source = Source(path.name, name, stem, lambda: path.open("rb"), head, path.parent)
    yield from read_source(source, options, on_report)


def read_stream(
    data: bytes, *, name: str, options: ReadOptions, on_report: OnReport | None = None
) -> Iterator[Article | Rejection]:
    """As ``read_articles``, for bytes that come from elsewhere (standard input); ``name`` is their
    source_file.
    """
    stem = document_stem(name, exists=lambda path: False)
    source = Source(name, name, stem, lambda: io.BytesIO(data), data[:HEAD_BYTES])
    yield from read_source(source, options, on_report)


def read_source(
    source: Source, options: ReadOptions, on_report: OnReport | None
) -> Iterator[Article | Rejection]:
    """The articles of a source; of an archive, those of its members one after the other."""
    tally = _Tally()
    try:
        source = unzipped(source)
        tally.reader = choose(source)
        if tally.reader == "archive":
            yield from _unpacked(source, options, on_report, tally)
        else:
            for position, item in _numbered(load(tally.reader)(source, options), tally):
                yield _record(source, tally.reader, position, item)
    except Exception as error:  # third-party parsers raise anything; one bad file must not end the run
        message, advice = _explain(error, tally.reader)
        tally.dropped[message] += 1
        yield _whole(source.source_file, message, advice)
    _report(on_report, tally.report(source.source_file))


def _unpacked(
    source: Source, options: ReadOptions, on_report: OnReport | None, tally: _Tally
) -> Iterator[Article | Rejection]:
    count = 0
    for member in members(source):
        count += 1
        if isinstance(member, Source):
            yield from read_source(member, options, on_report)
        else:
            name, fault = member
            tally.dropped[fault.error] += 1
            yield _whole(name, fault.error, fault.advice)
    if not count:
        raise InputError("The archive is empty.", "Check that it was made or downloaded whole.")
    tally.notes.append(f"It holds {count} files." if count > 1 else "It holds one file.")


class _Tally:
    """The figures of a FileReport while the file is read."""

    def __init__(self) -> None:
        self.reader = ""
        self.encoding = ""
        self.articles = 0
        self.dropped: Counter[str] = Counter()
        self.notes: list[str] = []
        self._unread_dates = 0
        self._unread_date = ""

    def count(self, item: Draft | Dropped) -> None:
        if isinstance(item, Dropped):
            self.dropped[item.error] += 1
        else:
            self.articles += 1
            self._count_date(item)
            self.encoding = self.encoding or item.encoding

    def _count_date(self, draft: Draft) -> None:
        if draft.date_raw and not draft.date:
            self._unread_dates += 1
            self._unread_date = self._unread_date or draft.date_raw

    def report(self, source_file: str) -> FileReport:
        notes = self.notes
        if self._unread_dates:
            share = f"{self._unread_dates:,} of {self.articles:,}"
            notes = [*notes, f"The date is not understood in {share} articles: “{self._unread_date}”."]
        dropped = sorted(self.dropped.items(), key=lambda pair: (-pair[1], pair[0]))
        return FileReport(
            source_file, self.reader, self.encoding, self.articles, tuple(dropped), tuple(notes)
        )


def _numbered(items: Iterator[Item], tally: _Tally) -> Iterator[tuple[int, Draft | Dropped]]:
    """Each article with its place in the file, 0 when it is the only one: so one article is always held back.

    Raises InputError when the reader gave neither articles nor a note.
    """
    held: Draft | Dropped | None = None
    position = 0
    for item in items:
        if isinstance(item, Note):
            tally.notes.append(item.text)
            continue
        if held:
            position += 1
            yield position, held
        held = checked(item)
        tally.count(held)
    if held:
        yield position + 1 if position else 0, held
    elif not tally.notes:
        raise InputError("The file holds no article.", "Check that it was saved or exported whole.")


def _record(source: Source, reader: str, position: int, item: Draft | Dropped) -> Article | Rejection:
    if isinstance(item, Dropped):
        return Rejection(source.source_file, position, "read", item.error, item.advice)
    return Article(
        document_id=f"{source.stem}#{position}" if position else source.stem,
        source_file=source.source_file,
        position=position or 1,
        text=item.text,
        reader=reader,
        headline=item.headline,
        metadata=item.metadata,
        title=item.title,
        date=item.date,
        date_raw=item.date_raw,
        outlet=item.outlet,
        author=item.author,
        url=item.url,
        encoding=item.encoding,
    )


def _explain(error: Exception, reader: str) -> tuple[str, str]:
    """The sentence and the advice for what stopped a reader."""
    if isinstance(error, InputError):
        return error.message, error.advice
    if isinstance(error, ImportError):
        library = str(error.name).partition(".")[0]
        advice = 'Install the readers for all formats: pip install "liens[formats]".'
        return (
            f"Reading this file ({reader}) needs the library {library}, which is not installed.",
            advice,
        )
    if isinstance(error, zipfile.BadZipFile | gzip.BadGzipFile | zlib.error | EOFError):
        return (
            "The file is damaged: its packed data break off or do not add up.",
            "Copy or download it again.",
        )
    if isinstance(error, OSError):
        return f"The file cannot be read: {reason(error)}.", "Check the disk and the rights."
    if isinstance(error, MemoryError):
        return "The file needs more memory than there is.", "Split it into smaller files."
    kind = f" ({reader})" if reader else ""
    return f"The file is damaged or not what it seems{kind}.", "Open it in its own program and save it again."


def _whole(source_file: str, error: str, advice: str) -> Rejection:
    return Rejection(source_file, 0, "read", error, advice)


def _report(on_report: OnReport | None, report: FileReport) -> None:
    if on_report:
        on_report(report)
