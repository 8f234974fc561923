"""Mutated files of every format against the readers: nothing may escape ``read_articles`` but articles and
rejections.

Run ``python tests/fuzz_readers.py [FILES_PER_SAMPLE] [SEED]``; the tests run a small sample of the same. Each
sample of ``read_samples.samples`` is mutated by flips, cuts, repeats, swaps and hostile tokens; packages are
also repacked with one part mutated, so that mutations get past the checksum. Prints a row for each sample:
files, articles, rejections, rejections by an exception that no reader foresaw, the slowest file in seconds.
Ends with exit code 1 at the first crash and names the seed that makes it again.
"""

from __future__ import annotations

import gzip
import io
import random
import sys
import time
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass

from read_samples import package, samples

from pipeline.read import ReadOptions, read_stream
from pipeline.records import Article

HOSTILE = (
    *(
        b"\x00",
        b"\xff\xfe",
        b"\xef\xbf\xbd",
        b"\xed\xa0\x80",
        b"&#xD800;",
        b"\\ud800",
        b"\xe2\x80\xae",
        b"\xc3",
    ),
    *(b"<!ENTITY a 'b'>", b"<![CDATA[", b"]]>", b"<div>" * 300, b"</article>", b"<mark>", b"<script>"),
    *(b"{" * 500, b"[" * 5000, b'"', b'""', b";", b"\r", b"\n\n", b"****", b"--", b"---\n", b"\xc2\xa0" * 40),
    *(
        b"%PDF-1.4",
        b"PK\x03\x04",
        b"{\\rtf1 ",
        b"\\u-99999?",
        b"\\bin9999999 ",
        b"endstream",
        b"/Length 99999999",
    ),
    *(b"0 R", b"1e999", b"9" * 5000, b"date 2024-99-99 ", b"1er ", b"../" * 20),
)


@dataclass
class Outcome:
    """What became of the mutated files of one sample."""

    files: int = 0
    articles: int = 0
    rejections: int = 0
    unforeseen: int = 0
    slowest: float = 0.0


def mutated(data: bytes, chance: random.Random) -> bytes:
    """``data`` with one to six mutations; half the time what a package holds is mutated instead."""
    if data.startswith(b"PK\x03\x04") and chance.random() < 0.5:
        return _repacked(data, chance)
    if data.startswith(b"\x1f\x8b") and chance.random() < 0.5:
        return gzip.compress(mutated(gzip.decompress(data), chance), mtime=0)
    out = bytearray(data)
    for _ in range(chance.randint(1, 6)):
        _mutate(out, chance)
    return bytes(out)


def check(name: str, data: bytes, outcome: Outcome) -> None:
    """Reads one file to its end and counts what it gives. Checks what every record promises.

    ``unforeseen`` counts the rejections by which the registry answers an exception that no reader foresaw.
    """
    before = outcome.articles + outcome.rejections
    ids: set[str] = set()
    for record in read_stream(data, name=name, options=ReadOptions()):
        if isinstance(record, Article):
            outcome.articles += 1
            assert record.document_id not in ids, record.document_id
            ids.add(record.document_id)
            assert record.text.strip()
            record.text.encode("utf-8")
            for start, end in (*record.metadata, *([record.headline] if record.headline else [])):
                assert 0 <= start < end <= len(record.text), (start, end)
        else:
            outcome.rejections += 1
            outcome.unforeseen += record.error.startswith("The file is damaged or not what it seems")
            assert record.error.endswith("."), record.error
            assert "\n" not in record.error, record.error
    assert outcome.articles + outcome.rejections > before, "the file left no trace"


def run(count: int, seed: int) -> Iterator[tuple[str, Outcome]]:
    """Reads ``count`` mutations of each sample; a mutation depends on the seed, the sample and its number
    alone.
    """
    for name, data in samples().items():
        outcome = Outcome()
        for number in range(count):
            file = mutated(data, random.Random(f"{seed}/{name}/{number}"))
            started = time.perf_counter()
            try:
                check(name, file, outcome)
            except Exception as error:
                raise AssertionError(f"seed {seed}, sample {name}, number {number}: {error!r}") from error
            outcome.files += 1
            outcome.slowest = max(outcome.slowest, time.perf_counter() - started)
        yield name, outcome


def _mutate(out: bytearray, chance: random.Random) -> None:
    place = chance.randrange(len(out) + 1)
    size = chance.choice((1, 4, 40, 400))
    match chance.randrange(6):
        case 0:
            out[place : place + 1] = bytes([chance.randrange(256)])
        case 1:
            del out[place : place + size]
        case 2:
            out[place:place] = chance.choice(HOSTILE)
        case 3:
            out[place:place] = bytes(out[place : place + size]) * chance.choice((2, 20))
        case 4:
            other = chance.randrange(len(out) + 1)
            out[place : place + size] = bytes(out[other : other + size])
        case _:
            out[place : place + size] = chance.randbytes(min(size, 40))


def _repacked(data: bytes, chance: random.Random) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {info.filename: archive.read(info) for info in archive.infolist()}
    name = chance.choice(sorted(parts))
    part = bytearray(parts[name])
    for _ in range(chance.randint(1, 6)):
        _mutate(part, chance)
    return package({**parts, name: bytes(part)})


def main(count: int, seed: int) -> None:
    head = "".join(f"{name:>12}" for name in ("files", "articles", "rejected", "unforeseen", "slowest s"))
    print(f"{'sample':28}{head}")
    for name, outcome in run(count, seed):
        counts = (outcome.files, outcome.articles, outcome.rejections, outcome.unforeseen)
        print(f"{name:28}{''.join(f'{count:12}' for count in counts)}{outcome.slowest:12.2f}", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 2000, int(sys.argv[2]) if len(sys.argv) > 2 else 1)
