"""The one shape that gold and run are read into, article by article."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from pipeline.records import Span

MARKED_KINDS = frozenset({"direct", "partial"})


def fold(text: str) -> str:
    """``text`` without accents and case, apostrophes straight, spaces single: how names are compared."""
    decomposed = unicodedata.normalize("NFKD", text.replace("’", "'"))
    bare = "".join(char for char in decomposed if not unicodedata.combining(char))
    return " ".join(bare.casefold().split())


@dataclass(frozen=True, slots=True)
class MentionRow:
    """A mention; ``entity`` is the id as the side writes it, ``name`` the entity's full name."""

    start: int
    end: int
    text: str
    type: str
    kind: str
    entity: str
    name: str
    sentence: str
    debatable: bool = False


@dataclass(frozen=True, slots=True)
class PairRow:
    """A co-mention; ``source`` and ``target`` are ids as the side writes them."""

    source: str
    target: str
    sentence: str


@dataclass(frozen=True, slots=True)
class AffiliationRow:
    """Person – role – entity; ``role`` without words of status (``ancien``, ``ex-``…)."""

    person: str
    role: str
    entity: str
    sentence: str
    debatable: bool = False


@dataclass(frozen=True, slots=True)
class QuoteRow:
    """A quote; ``speaker`` is an id or empty, ``speaker_text`` the words for a speaker who is no entity."""

    start: int
    end: int
    kind: str
    speaker: str
    speaker_text: str
    sentence: str
    debatable: bool = False


@dataclass(frozen=True, slots=True)
class StatementRow:
    """Source – verb – target in a sentence."""

    source: str
    verb: str
    target: str
    sentence: str
    polarity: str
    negated: str
    modality: str
    debatable: bool = False


@dataclass(frozen=True, slots=True)
class Side:
    """One article as gold or as run has it.

    ``sentences`` maps the side's sentence ids to their spans, in reading order. ``text`` is the article's
    text as far as the side shows it (spaces elsewhere; the gold has none). ``comentions`` of the gold are
    empty: they follow from its mentions. A table that the gold does not have is None and its measures are not
    scored.
    """

    sentences: dict[str, Span]
    mentions: tuple[MentionRow, ...]
    comentions: tuple[PairRow, ...] = ()
    affiliations: tuple[AffiliationRow, ...] | None = None
    quotes: tuple[QuoteRow, ...] | None = None
    statements: tuple[StatementRow, ...] | None = None
    text: str = ""


EMPTY_SIDE = Side(sentences={}, mentions=(), affiliations=(), quotes=(), statements=())


def bare_role(role: str) -> str:
    """``role`` folded and without its status: ``ancien président`` → ``president`` (guide, section 4)."""
    folded = fold(role).removeprefix("ex-").removesuffix(" par interim")
    first, _, rest = folded.partition(" ")
    return rest if rest and first in {"ancien", "ancienne", "futur", "future", "ex"} else folded
