"""Variants of an annotated article: other names in it, and the accidents that press texts come with."""

from __future__ import annotations

import random
import re
import unicodedata
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable

from pipeline.training.corpus import Annotated, Labelled

Bank = dict[tuple[str, bool], tuple[str, ...]]

SUBSTITUTED = 0.5
"""Share of articles with other names, and in these the share of names that change."""
NOISY = 0.2
"""Share of articles that lose accents, get curly apostrophes or capitals."""
CLOSED_UP = 0.5
"""Share of articles without the space before a full stop or comma that Wikinews leaves after a link."""


def name_bank(corpus: Iterable[Annotated]) -> Bank:
    """The names of ``corpus`` by label and elision, as often as they occur; no events, no products."""
    bank: defaultdict[tuple[str, bool], list[str]] = defaultdict(list)
    for article in corpus:
        for start, end, label in article.spans:
            if label != "MISC":
                name = article.text[start:end]
                bank[label, elides(name)].append(name)
    return {slot: tuple(names) for slot, names in bank.items()}


def elides(name: str) -> bool:
    """Whether ``name`` begins with a vowel or h, so that ``l'`` and ``d'`` may stand before it."""
    return unicodedata.normalize("NFD", name)[0].lower() in "aeiouh"


def vary(article: Annotated, bank: Bank, rng: random.Random) -> Annotated:
    """A random variant of ``article``; often the article itself."""
    if rng.random() < SUBSTITUTED:
        article = substitute(article, bank, rng)
    if rng.random() < CLOSED_UP:
        article = close_up(article)
    if rng.random() < NOISY:
        article = rng.choice((bare_letters, curly, shout_headline, shout))(article)
    return article


def substitute(article: Annotated, bank: Bank, rng: random.Random) -> Annotated:
    """Some names replaced by others of their label, the same name by the same one all through.

    A name that begins with a vowel gets another such name, so that the articles stay right.
    """
    chosen: dict[tuple[str, str], str] = {}
    edits: list[tuple[int, int, str]] = []
    for start, end, label in article.spans:
        name = article.text[start:end]
        if (name, label) not in chosen:
            swap = label != "MISC" and rng.random() < SUBSTITUTED
            chosen[name, label] = rng.choice(bank[label, elides(name)]) if swap else name
        edits.append((start, end, chosen[name, label]))
    return edit(article, edits)


def close_up(article: Annotated) -> Annotated:
    """No space before a full stop, comma or closing bracket."""
    spaces = re.finditer(r"(?<=\S) (?=[.,)])", article.text)
    return edit(article, [(match.start(), match.end(), "") for match in spaces])


def bare_letters(article: Annotated) -> Annotated:
    """No accents; length is kept."""
    letters = (unicodedata.normalize("NFD", char)[0] for char in article.text)
    return Annotated("".join(letters), article.spans)


def curly(article: Annotated) -> Annotated:
    """Typographic apostrophes."""
    return Annotated(article.text.replace("'", "’"), article.spans)


def shout(article: Annotated) -> Annotated:
    """All in capitals; letters whose capital is more than one character stay."""
    letters = (char.upper() if len(char.upper()) == 1 else char for char in article.text)
    return Annotated("".join(letters), article.spans)


def shout_headline(article: Annotated) -> Annotated:
    """The first line in capitals."""
    line = len(article.text.partition("\n")[0])
    return Annotated(shout(article).text[:line] + article.text[line:], article.spans)


def edit(article: Annotated, edits: Iterable[tuple[int, int, str]]) -> Annotated:
    """``article`` with (start, end, replacement) applied, in order and without overlap; spans move along.

    An edit lies outside every span, or is one.
    """
    pieces: list[str] = []
    moves: list[tuple[int, int]] = []
    done = length = 0
    for start, end, words in edits:
        pieces += [article.text[done:start], words]
        length += start - done + len(words)
        moves.append((end, length - end))
        done = end
    pieces.append(article.text[done:])
    return Annotated("".join(pieces), tuple(_moved(span, moves) for span in article.spans))


def _moved(span: Labelled, moves: list[tuple[int, int]]) -> Labelled:
    start, end, label = span
    return _shifted(start, moves), _shifted(end, moves), label


def _shifted(place: int, moves: list[tuple[int, int]]) -> int:
    """``place`` moved by the last edit that ends at or before it."""
    index = bisect_right(moves, place, key=lambda move: move[0])
    return place + (moves[index - 1][1] if index else 0)
