"""Bytes → text: UTF-8, UTF-16 and UTF-32 with a byte order mark, CP1252, Latin-1; nothing is guessed beyond
these.

The byte order mark is no part of the text: offset 0 is the first character after it. Line ends are left as
they are. UTF-8 is taken whenever the bytes are UTF-8; a few broken bytes in a text that is otherwise UTF-8
become U+FFFD and the encoding's label says how many. CP1252 differs from Latin-1 in the bytes 80 to 9F only,
so a text without them is called ``latin-1``.
"""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TextIO

from pipeline.errors import InputError
from pipeline.read.limits import MIB
from pipeline.read.source import Source

_MARKS = (
    (codecs.BOM_UTF8, "utf-8", "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32-le", "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32-be", "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "utf-16"),
)
_FRENCH = frozenset("àâäæçéèêëîïôöœùûüÿñÀÂÄÆÇÉÈÊËÎÏÔÖŒÙÛÜŸÑ«»“”‘’‹›–—…•°€£§©®²³½\u00a0\u00ad·áíóúãõšžå")
_CONTROLS = bytes(set(range(32)) - {9, 10, 12, 13, 27})
_SAVE = "Open it in a text editor and save it as UTF-8."


@dataclass(frozen=True, slots=True)
class Encoding:
    """``codec`` for ``bytes.decode``, ``label`` for people, ``mark`` the length of the byte order mark."""

    codec: str
    label: str
    mark: int = 0


def decode(data: bytes) -> tuple[str, str]:
    """Text and the label of its encoding. Raises InputError for binary data and for encodings not in the
    list.
    """
    encoding = detect([data])
    return data[encoding.mark :].decode(encoding.codec, "replace"), encoding.label


def open_text(source: Source) -> tuple[TextIO, str]:
    """A stream of the source's text, line ends untouched, and the label of its encoding; the caller closes
    it.

    The bytes are read twice, the first time to settle the encoding, so memory does not grow with the file.
    """
    with source.opener() as stream:
        encoding = detect(iter(lambda: stream.read(MIB), b""))
    raw = source.opener()
    raw.read(encoding.mark)
    text = io.TextIOWrapper(raw, encoding=encoding.codec, errors="replace", newline="")
    return text, encoding.label


def detect(chunks: Iterable[bytes]) -> Encoding:
    """The encoding of the bytes that ``chunks`` give one after the other. Raises InputError as ``decode``
    does.
    """
    walk = iter(chunks)
    first = next(walk, b"")
    for mark, codec, label in _MARKS:
        if first.startswith(mark):
            if codec != "utf-8":
                return Encoding(codec, label, len(mark))
            return _detect_bytes(_chain(first[len(mark) :], walk), label, len(mark))
    return _detect_bytes(_chain(first, walk), "utf-8", 0)


def _chain(first: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield from rest


def _detect_bytes(chunks: Iterator[bytes], label: str, mark: int) -> Encoding:
    count = _Count()
    for chunk in chunks:
        count.add(chunk)
    if not count.broken:
        return Encoding("utf-8", label, mark)
    if count.wide > 4 * count.broken:
        return Encoding("utf-8", f"{label} with {count.broken} broken bytes", mark)
    return _single_byte(count)


class _Count:
    """What a first pass over the bytes learns; raises InputError at the first sign of binary data."""

    def __init__(self) -> None:
        self.broken = 0
        self.wide = 0
        self.high: dict[int, int] = {}
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")

    def add(self, chunk: bytes) -> None:
        if b"\0" in chunk or len(chunk) - len(chunk.translate(None, _CONTROLS)) > len(chunk) // 50:
            raise InputError("The file is not text: it holds NUL or control characters.", _SAVE)
        if chunk.isascii() and not self._decoder.getstate()[0]:
            return
        text = self._decoder.decode(chunk)
        lost = text.count("\ufffd") - chunk.count(b"\xef\xbf\xbd")
        self.broken += max(lost, 0)
        self.wide += len(text) - len(text.encode("ascii", "ignore")) - max(lost, 0)
        if self.broken:
            for byte in re.findall(rb"[\x80-\xff]", chunk):
                self.high[byte[0]] = self.high.get(byte[0], 0) + 1


def _single_byte(count: _Count) -> Encoding:
    try:
        text = {bytes([byte]).decode("cp1252"): times for byte, times in count.high.items()}
    except UnicodeDecodeError:
        text = {}
    known = sum(times for char, times in text.items() if char in _FRENCH)
    if not text or known * 10 < sum(text.values()) * 7:
        raise InputError("The encoding of the file is none of UTF-8, UTF-16, CP1252 and Latin-1.", _SAVE)
    codec = "cp1252" if any(byte < 0xA0 for byte in count.high) else "latin-1"
    return Encoding(codec, codec)
