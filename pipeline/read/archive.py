"""ZIP archives and gzip files of anything that is read: unpacked as they are read, never to disk."""

from __future__ import annotations

import gzip
import io
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import PurePosixPath
from typing import BinaryIO, cast

from pipeline.errors import InputError
from pipeline.read.ids import document_stem
from pipeline.read.inputs import is_skipped, page_folders
from pipeline.read.limits import (
    ARCHIVE_BYTES,
    ARCHIVE_DEPTH,
    ARCHIVE_MEMBERS,
    ARCHIVE_RATIO,
    FILE_BYTES,
    HEAD_BYTES,
    RATIO_FREE_BYTES,
)
from pipeline.read.source import Dropped, Source

GZIP = b"\x1f\x8b"
_UNPACK = "Unpack it and name the folder."
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, struct.error)
_END_OF_DIRECTORY = struct.Struct("<4s4H2LH")
_MEMBER_BYTES = 512
"""More than a member's entry in the directory of an archive takes, unless its name is a trick."""


def members(source: Source) -> Iterator[Source | tuple[str, Dropped]]:
    """The members of an archive sorted by name, or the name of a member and why it is not read.

    Hidden members and folders are left out as they are on disk. Names are only labels: nothing is written, so
    ``../`` and absolute paths lead nowhere. Raises InputError for an archive that is damaged or over the
    limits.
    """
    if source.depth >= ARCHIVE_DEPTH:
        raise InputError(f"The archive lies more than {ARCHIVE_DEPTH} archives deep.", _UNPACK)
    with open_zip(source) as package:
        infos = _listed(package)
        names = {f"{source.source_file}/{info.filename}" for info in infos}
        for info in infos:
            label = f"{source.source_file}/{info.filename}"
            if fault := _fault(info):
                yield label, fault
                continue
            try:
                member = _member(source, package, info, names)
            except _DAMAGE:
                yield label, Dropped("The member of the archive is damaged.", "Make the archive again.")
            else:
                yield member


@contextmanager
def open_zip(source: Source) -> Iterator[zipfile.ZipFile]:
    """The opened archive. Raises InputError when it is damaged or its directory is too long to be honest."""
    with source.opener() as stream:
        whole: BinaryIO = stream if stream.seekable() and source.depth == 0 else io.BytesIO(source.data())
        _check_directory(whole)
        try:
            with zipfile.ZipFile(whole) as package:
                yield package
        except (zipfile.BadZipFile, struct.error) as error:
            raise InputError(
                "The archive is damaged.", "Make it again, or unpack it and name the folder."
            ) from error


def _check_directory(stream: BinaryIO) -> None:
    """Looks at the size that the archive states for its directory, before the library reads it into
    memory.
    """
    size = stream.seek(0, io.SEEK_END)
    stream.seek(max(0, size - 65_536 - _END_OF_DIRECTORY.size))
    tail = stream.read()
    stream.seek(0)
    place = tail.rfind(b"PK\x05\x06")
    if place < 0 or len(tail) - place < _END_OF_DIRECTORY.size:
        raise InputError("The archive is damaged: its end is missing.", "Copy or download it again.")
    _, _, _, _, entries, length, *_ = _END_OF_DIRECTORY.unpack_from(tail, place)
    if entries > ARCHIVE_MEMBERS or length > ARCHIVE_MEMBERS * _MEMBER_BYTES:
        raise InputError(f"The archive has more than {ARCHIVE_MEMBERS:,} members.", _UNPACK)


def _listed(package: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    pages = page_folders(package.namelist())
    infos = [
        info
        for info in package.infolist()
        if not info.is_dir() and not _is_hidden(info.filename) and not _lies_in(info.filename, pages)
    ]
    if sum(info.file_size for info in infos) > ARCHIVE_BYTES:
        raise InputError(f"The archive unpacks to more than {ARCHIVE_BYTES >> 30} GiB.", _UNPACK)
    return sorted(infos, key=lambda info: (info.filename, info.header_offset))


def _is_hidden(name: str) -> bool:
    return any(is_skipped(part) for part in PurePosixPath(name).parts if part not in (".", ".."))


def _lies_in(name: str, folders: set[str]) -> bool:
    return any(str(parent) in folders for parent in PurePosixPath(name).parents)


def _fault(info: zipfile.ZipInfo) -> Dropped | None:
    if info.flag_bits & 1:
        return Dropped("The member of the archive is protected by a password.", _UNPACK)
    if info.file_size > RATIO_FREE_BYTES and info.file_size > ARCHIVE_RATIO * info.compress_size:
        return Dropped(f"The member unpacks to more than {ARCHIVE_RATIO} times its size.", _UNPACK)
    if stat.S_ISLNK(info.external_attr >> 16):
        return Dropped("The member of the archive is a link.", _UNPACK)
    return None


def _member(source: Source, package: zipfile.ZipFile, info: zipfile.ZipInfo, names: set[str]) -> Source:
    label = f"{source.source_file}/{info.filename}"

    def opener() -> BinaryIO:
        return cast(BinaryIO, package.open(info))

    with opener() as stream:
        head = stream.read(HEAD_BYTES)
    stem = document_stem(label, exists=names.__contains__)
    twin = f"~{info.header_offset}" if package.getinfo(info.filename) is not info else ""
    name = PurePosixPath(info.filename).name
    return Source(name, label, stem + twin, opener, head, depth=source.depth + 1)


def unzipped(source: Source) -> Source:
    """What a gzip file holds, under the file's own name but for ``.gz``; any other source as it is.

    Raises InputError for gzip in gzip beyond the limit; the bytes are checked while they are read.
    """
    if not source.head.startswith(GZIP):
        return source
    if source.depth >= ARCHIVE_DEPTH:
        raise InputError(f"The archive lies more than {ARCHIVE_DEPTH} archives deep.", _UNPACK)

    def opener() -> BinaryIO:
        packed = source.opener()
        size = packed.seek(0, io.SEEK_END) if packed.seekable() else FILE_BYTES
        packed.seek(0)
        limit = min(ARCHIVE_BYTES, max(RATIO_FREE_BYTES, ARCHIVE_RATIO * size))
        return cast(BinaryIO, io.BufferedReader(_Bounded(gzip.GzipFile(fileobj=packed), limit)))

    with opener() as stream:
        head = stream.read(HEAD_BYTES)
    name = source.name[:-3] if source.name.lower().endswith(".gz") else source.name
    return unzipped(Source(name, source.source_file, source.stem, opener, head, depth=source.depth + 1))


class _Bounded(io.RawIOBase):
    """A stream that refuses to give more than ``limit`` bytes."""

    def __init__(self, stream: gzip.GzipFile, limit: int) -> None:
        self._stream = stream
        self._left = limit

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        data = self._stream.read(len(buffer))
        self._left -= len(data)
        if self._left < 0:
            raise InputError(f"The file unpacks to more than {ARCHIVE_RATIO} times its size.", _UNPACK)
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        self._stream.close()
        super().close()
