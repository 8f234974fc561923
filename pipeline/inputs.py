"""The files of a run: read in order, weighed and given a checksum."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from pipeline.read import FileReport, ReadOptions, find_inputs, input_root
from pipeline.read.inputs import relative_name
from pipeline.reading import FileReader
from pipeline.records import Article, Rejection

# More files than this are named in documents.csv only; run.json then has one checksum for all of them.
_LISTED_FILES = 1000
_STANDARD_INPUT = "stdin"


class FileInputs:
    """The articles of files and folders, in the fixed order of ``find_inputs``.

    ``found`` is how many files there are. Iterating over it is reading; ``on_report`` hears of every file that is read.
    """

    def __init__(
        self,
        paths: Sequence[Path],
        *,
        options: ReadOptions,
        on_report: Callable[[FileReport], None] | None = None,
    ) -> None:
        self._paths = paths
        self._options = options
        self._on_report = on_report
        self.root = input_root(paths)
        self.found = self._total = 0
        for found in find_inputs(paths, root=self.root):
            self.found += 1
            self._total += _size(found)
        self._done = self._partly = 0
        self._signed = _Checksums()

    @property
    def share(self) -> float:
        """How much of the files has been read, from 0 to 1, by their sizes."""
        return min(1.0, (self._done + self._partly) / self._total) if self._total else 1.0

    def __iter__(self) -> Iterator[Article | Rejection]:
        with FileReader() as reader:
            for found in find_inputs(self._paths, root=self.root):
                if isinstance(found, Rejection):
                    yield found
                else:
                    yield from self._read(found, reader)

    def _read(self, path: Path, reader: FileReader) -> Iterator[Article | Rejection]:
        size = _size(path)
        results = reader.read_file(path, root=self.root, options=self._options, on_report=self._on_report)
        for result in results:
            if isinstance(result, Article):
                self._partly = min(size, self._partly + len(result.text))
            yield result
        self._done, self._partly = self._done + size, 0
        self._signed.add(relative_name(path, self.root), size, _checksum(path))

    def summary(self) -> dict[str, object]:
        """For ``run.json``, once everything is read: number of files, a checksum over all, each if not too
        many."""
        return self._signed.summary()


class StreamInputs:
    """The articles of what came on standard input; used as ``FileInputs``."""

    def __init__(self, data: bytes, *, options: ReadOptions, on_report: Callable[[FileReport], None]) -> None:
        self._data = data
        self._options = options
        self._on_report = on_report

    def __iter__(self) -> Iterator[Article | Rejection]:
        with FileReader() as reader:
            yield from reader.read_bytes(
                self._data, name=_STANDARD_INPUT, options=self._options, on_report=self._on_report
            )

    def summary(self) -> dict[str, object]:
        """As that of ``FileInputs`` for one file."""
        signed = _Checksums()
        signed.add(_STANDARD_INPUT, len(self._data), hashlib.sha256(self._data).hexdigest())
        return signed.summary()


class _Checksums:
    """Those of all files, and one over them."""

    def __init__(self) -> None:
        self._files: list[dict[str, str | int]] = []
        self._digest = hashlib.sha256()
        self._count = 0

    def add(self, name: str, size: int, digest: str) -> None:
        self._count += 1
        self._digest.update(f"{name}\0{digest}\n".encode())
        if self._count <= _LISTED_FILES:
            self._files.append({"file": name, "bytes": size, "sha256": digest})

    def summary(self) -> dict[str, object]:
        files = self._files if self._count <= _LISTED_FILES else []
        return {"files": self._count, "sha256": self._digest.hexdigest(), "each": files}


def _size(found: Path | Rejection) -> int:
    try:
        return 0 if isinstance(found, Rejection) else found.stat().st_size
    except OSError:
        return 0


def _checksum(path: Path) -> str:
    """SHA-256 of the file, ``""`` when it cannot be read (it has its row in ``errors.csv``)."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""
