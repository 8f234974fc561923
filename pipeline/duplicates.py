"""Copies: the same text, word for word or nearly, printed more than once (an agency's story in ten papers).

Two articles are copies when the sets of their runs of five words overlap by ``SIMILARITY`` or more (Jaccard;
words in lower case, without punctuation): the resemblance of Broder, A. Z. (1997), On the resemblance and
containment of documents, Compression and Complexity of Sequences. It is estimated from MinHash sketches
(library: rensa) and candidates are found by banding them (Leskovec, J., Rajaraman, A. and Ullman, J. D.
(2020), Mining of Massive Datasets, ch. 3), one band at a time, so that memory holds one number an article.
Everything is seeded: the same articles in the same order give the same copies.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
from rensa import RMinHash

SIMILARITY = 0.6
SHINGLE_WORDS = 5
PERMUTATIONS = 128
# A pair as similar as SIMILARITY shares a band with probability 1 - (1 - 0.6 ** 4) ** 32 = 0.988.
BAND_ROWS = 4

Sketches = npt.NDArray[np.uint32]
EMPTY = np.uint32(0xFFFFFFFF)

_WORD = re.compile(r"\w+")


def sketch(text: str) -> str:
    """The MinHash sketch of a text, as hex digits; ``""`` for a text without words, which is nobody's
    copy."""
    words = _WORD.findall(text.lower())
    if not words:
        return ""
    last = max(1, len(words) - SHINGLE_WORDS + 1)
    runs = {
        " ".join(words[start : start + SHINGLE_WORDS]).encode("utf-8", "replace") for start in range(last)
    }
    minhash = RMinHash(num_perm=PERMUTATIONS, seed=1)
    minhash.update(runs)
    return np.array(minhash.digest(), dtype="<u4").tobytes().hex()


def unpack(sketch_text: str) -> bytes:
    """A sketch as ``4 * PERMUTATIONS`` bytes; an empty one as the bytes that ``find_copies`` passes over."""
    return bytes.fromhex(sketch_text) if sketch_text else EMPTY.tobytes() * PERMUTATIONS


def find_copies(sketches: Sketches) -> dict[int, int]:
    """Number of each copy → number of the first article of its group, in the order of the rows of
    ``sketches``.

    A group holds whatever is linked by similar pairs, even where its ends are less similar. The first article
    of a group is no copy and not in the answer.
    """
    groups: dict[int, int] = {}
    for start in range(0, PERMUTATIONS, BAND_ROWS):
        band = np.ascontiguousarray(sketches[:, start : start + BAND_ROWS])
        for bucket in _buckets(band):
            _link(bucket, sketches, groups)
    return {number: _root(number, groups) for number in sorted(groups)}


def _buckets(band: Sketches) -> Iterator[npt.NDArray[np.int64]]:
    """Numbers of the articles with the same values in this band, two or more, ascending."""
    halves = band.view(np.uint64)
    mixed = halves[:, 0] * np.uint64(0x9E3779B97F4A7C15) ^ halves[:, 1]
    order = np.argsort(mixed, kind="stable")
    order = order[(band[order] != EMPTY).any(axis=1)]
    ends = np.flatnonzero(np.diff(mixed[order])) + 1
    return (bucket for bucket in np.split(order, ends) if len(bucket) > 1)


def _link(bucket: npt.NDArray[np.int64], sketches: Sketches, groups: dict[int, int]) -> None:
    """Join each article of the bucket to the first one in it that it copies."""
    originals: list[int] = []
    for number in bucket.tolist():
        for original in originals:
            if _root(number, groups) == _root(original, groups):
                break
            if np.mean(sketches[number] == sketches[original]) >= SIMILARITY:
                first, second = sorted((_root(number, groups), _root(original, groups)))
                groups[second] = first
                break
        else:
            originals.append(number)


def _root(number: int, groups: dict[int, int]) -> int:
    while number in groups:
        number = groups[number]
    return number
