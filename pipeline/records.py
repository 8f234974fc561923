"""The records that pass between the stages: plain, frozen, picklable, made of the standard library only.

Offsets. ``Article.text`` is the text as decoded from the file, before any clean-up, and every ``start`` and ``end`` of
a finished record indexes it: 0-based Unicode code points, end exclusive, ``article.text[start:end] == record.text``.
Between the stages, offsets index the *clean* text (``pipeline.clean``); ``pipeline.run`` turns them back at the end.

References. Inside one article a sentence is named by its ``index`` (0-based, reading order) and a mention by its place
in the article's list of mentions. The ids of the tables (``s:<document>:<n>``) are made when the tables are written.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

EntityType = Literal["PERSON", "STATE", "ORGANIZATION", "PLACE"]
MentionKind = Literal["name", "demonym", "metonym", "role", "group"]
QuoteKind = Literal["direct", "partial", "indirect"]
RoleStatus = Literal["current", "former", "future", "acting"]
Polarity = Literal["cooperative", "neutral", "conflictual"]
Modality = Literal["asserted", "reported", "possible", "conditional"]
Span = tuple[int, int]

ACTOR_TYPES: frozenset[str] = frozenset({"PERSON", "STATE", "ORGANIZATION"})


@dataclass(frozen=True, slots=True)
class Article:
    """One press article as read from a file.

    ``text`` holds everything that offsets may point at. ``metadata`` are the spans of it that are not prose (a ``date
    2024-10`` prefix, a ``source:`` line): no sentence covers them. ``headline`` is the span of the headline, or None.
    ``date`` is ISO with the precision the source gave (``2024``, ``2024-10`` or ``2024-10-02``), ``""`` when unknown.
    """

    document_id: str
    source_file: str
    position: int
    text: str
    reader: str
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
class Rejection:
    """An input that was not read, or read in part: a row of ``errors.csv``.

    ``position`` is the place of the article in its file (1-based), 0 when the whole file is meant.
    ``stage`` is the stage that gave up: ``read``, ``extract``, ``write``…
    """

    source_file: str
    position: int
    stage: str
    error: str
    advice: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence by section 1 of the guide; ``paragraph`` is 0-based and counts blocks between blank lines."""

    index: int
    paragraph: int
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Mention:
    """One mention of one entity; a group has one record for each referent.

    ``entity_id`` is empty between extraction and resolution. ``candidates`` are the entity ids that the surface form
    allows where the knowledge tables allow several, best first; after resolution they are what could not be told
    apart (empty when settled). ``method`` names the rule or model that found it, ``score`` is in [0, 1].
    """

    start: int
    end: int
    text: str
    type: EntityType
    kind: MentionKind
    sentence: int
    entity_id: str = ""
    method: str = ""
    score: float = 1.0
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Entity:
    """What mentions name. ``country`` is ISO alpha-3; ``status`` says what a reader must know of it
    (``de facto state``, ``historic``, ``ambiguous``…), empty when there is nothing to say."""

    entity_id: str
    name: str
    type: EntityType
    wikidata_id: str = ""
    country: str = ""
    status: str = ""


@dataclass(frozen=True, slots=True)
class EntitySummary:
    """An entity over a whole run, for joining over the run what single articles could not.

    ``aliases`` are its surface forms with the number of mentions of each, most frequent first.
    """

    entity: Entity
    mentions: int
    documents: int
    aliases: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class CoMention:
    """Two different entities named in one sentence: ``source_id < target_id``, one record a pair a sentence.

    ``source_mention`` and ``target_mention`` index the article's mentions: the closest pair. ``distance`` is the
    number of tokens between the two (0 when they touch). ``in_quote`` is true when both stand inside a quotation.
    """

    sentence: int
    source_id: str
    target_id: str
    source_mention: int
    target_mention: int
    distance: int
    in_quote: bool = False


@dataclass(frozen=True, slots=True)
class Affiliation:
    """Person – role – state or organisation, as a phrase says it; ``start``/``end`` delimit the phrase."""

    sentence: int
    person_id: str
    role: str
    status: RoleStatus
    entity_id: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation: its words (without the marks), its verb (lemma) and its speaker.

    ``sentence`` is the sentence of the verb. ``speaker_id`` is empty when the speaker is no entity; then
    ``speaker_text`` keeps the words that name the speaker.
    """

    sentence: int
    speaker_id: str
    speaker_text: str
    verb: str
    kind: QuoteKind
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Statement:
    """An act that the text asserts: source – verb (lemma; a noun for a nominal act) – target.

    ``start``/``end`` delimit the verb or noun. ``event`` is one of the 16 PLOVER types.
    """

    sentence: int
    source_id: str
    verb: str
    target_id: str
    start: int
    end: int
    event: str
    polarity: Polarity
    negated: bool
    modality: Modality
    speaker_id: str = ""


@dataclass(frozen=True, slots=True)
class Analysis:
    """Everything found in one article, in reading order; what a worker returns and a shard keeps.

    ``entities`` are the entities that ``mentions`` name, sorted by id.
    """

    article: Article
    words: int
    sentences: tuple[Sentence, ...]
    mentions: tuple[Mention, ...]
    entities: tuple[Entity, ...]
    comentions: tuple[CoMention, ...]
    affiliations: tuple[Affiliation, ...] = ()
    quotes: tuple[Quote, ...] = ()
    statements: tuple[Statement, ...] = ()
