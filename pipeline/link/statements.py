"""Statements: acts that an article tells between two actors, who says so, and how it is put (guide, section
4).

Verbs are read by ``predicates``, nouns by ``nouns``, headlines that the parse misreads by ``headlines``. What
the text does not say between two of its actors is no statement: nothing is inferred.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from spacy.tokens import Doc, Span, Token

from pipeline.knowledge import Knowledge
from pipeline.link import clauses, moods, verb_forms
from pipeline.link.actors import Actors
from pipeline.link.acts import ActIndex, act_index
from pipeline.link.found import Found
from pipeline.link.headlines import adjacent_acts
from pipeline.link.nouns import Reading, noun_act, read_noun
from pipeline.link.predicates import Verbs
from pipeline.link.topics import Topics
from pipeline.link.voices import Voices
from pipeline.records import ACTOR_TYPES, Mention, Quote, Sentence, Statement


def find_statements(
    doc: Doc,
    sentences: Sequence[Sentence],
    mentions: Sequence[Mention],
    quotes: Sequence[Quote],
    knowledge: Knowledge,
) -> list[Statement]:
    """Return the statements of an article in reading order, one for each act, source and target.

    ``mentions`` are resolved. Only sentences that were parsed are read; see ``pipeline.link.syntax``. A
    mutual act (*se rencontrer*, *l'accord entre X et Y*) is one statement, from the actor named first to the
    other. An act whose verb stands in no table keeps an empty ``event``. Places are no actors.
    """
    reader = _Reader(doc, mentions, quotes, knowledge)
    return [statement for sentence in sentences for statement in reader.read(sentence)]


class _Lexicon(NamedTuple):
    """What the tables say that statements need."""

    acts: ActIndex
    roles: frozenset[str]
    officers: frozenset[str]
    bearers: frozenset[str]
    empty_verbs: frozenset[str]


@lru_cache(maxsize=4)
def _lexicon(knowledge: Knowledge) -> _Lexicon:
    """Built once for each set of tables."""
    acts = act_index(knowledge.acts, knowledge.conjugation)
    roles = frozenset(role.lemma for role in knowledge.roles)
    reporting = {entry.lemma for entry in knowledge.reporting if "incise" in entry.frame}
    return _Lexicon(
        acts=acts,
        roles=roles,
        officers=frozenset(r.form.split()[0].lower() for r in knowledge.roles if r.number != "p"),
        bearers=roles | {word.lower().rstrip(".") for word in knowledge.words["civilities"]},
        empty_verbs=knowledge.words["empty_verbs"] | reporting,
    )


class _Reader:
    def __init__(
        self, doc: Doc, mentions: Sequence[Mention], quotes: Sequence[Quote], knowledge: Knowledge
    ) -> None:
        self._doc = doc
        self._lexicon = _lexicon(knowledge)
        self._words = knowledge.words
        self._mentions: dict[int, list[Mention]] = defaultdict(list)
        for mention in mentions:
            if mention.type in ACTOR_TYPES:
                self._mentions[mention.sentence].append(mention)
        self._rank = {mention.entity_id: -place for place, mention in enumerate(reversed(mentions))}
        self._topics = Topics(knowledge)
        self._voices = Voices(quotes, knowledge)

    def read(self, sentence: Sentence) -> list[Statement]:
        """Return the statements of the next sentence; the sentences come in reading order."""
        mentions = self._mentions.get(sentence.index, [])
        span = self._doc.char_span(sentence.start, sentence.end, alignment_mode="expand")
        if span is None:
            return []
        parsed = bool(mentions) and any(token.pos_ for token in span)
        actors = self._actors(span, mentions) if parsed else None
        topic = self._topics.advance(span, mentions, actors)
        if actors is None:
            return []
        found = _distinct(self._acts(span, actors, topic))
        return [self._statement(sentence, act, actors, topic) for act in found]

    def _actors(self, span: Span, mentions: Sequence[Mention]) -> Actors:
        return Actors(
            span,
            mentions,
            state_nouns=self._words["state_nouns"],
            roles=self._lexicon.roles,
            officers=self._lexicon.officers,
            bearers=self._lexicon.bearers,
            bodies=self._words["bodies"],
            rank=self._rank,
        )

    def _acts(self, span: Span, actors: Actors, topic: clauses.Topic) -> Iterator[Found]:
        index, words = self._lexicon.acts, self._words
        verbs = Verbs(
            actors,
            index,
            topic,
            empty=self._lexicon.empty_verbs,
            support=words["support_verbs"],
            deeds=words["deed_nouns"],
        )
        for token in span:
            acts = verbs.read(token) if verb_forms.is_predicate(token) else []
            yield from acts or adjacent_acts(token, actors, index)
        for token in span:
            if token.pos_ in ("NOUN", "PROPN", "ADJ") and actors.covering(token) is None:
                yield from _nominal(token, actors, index, topic)

    def _statement(self, sentence: Sentence, act: Found, actors: Actors, topic: clauses.Topic) -> Statement:
        speaker, reported = self._voices.of(act.token, actors, topic)
        governor = act.token if verb_forms.is_predicate(act.token) else _governor(act.token)
        return Statement(
            sentence=sentence.index,
            source_id=act.source,
            verb=act.verb,
            target_id=act.target,
            start=act.token.idx,
            end=act.token.idx + len(act.token),
            event=act.event,
            polarity=act.polarity,
            negated=_denied(act.token)
            or (governor is not None and moods.is_negated(governor, self._words["negative_verbs"])),
            modality=moods.modality(governor or act.token, self._words["possible_verbs"], reported=reported),
            speaker_id=speaker,
        )


def _nominal(noun: Token, actors: Actors, index: ActIndex, topic: clauses.Topic) -> Iterator[Found]:
    reading = read_noun(noun, actors, index)
    if noun.dep_ == "nmod" and noun_act(noun.head, index) is not None and read_noun(noun.head, actors, index):
        return  # « le traité de paix entre X et Y » is told by its first noun
    if reading is None or (reading.act.joint and not reading.act.event):
        return  # « les relations entre X et Y » are no act: what the verb says of them is
    for source, target in _ends(reading, actors, topic):
        if source != target:
            act = reading.act
            yield Found(
                noun, source, noun.lemma_.lower(), target, act.event, act.polarity, frozenset({noun.i})
            )


def _ends(reading: Reading, actors: Actors, topic: clauses.Topic) -> list[tuple[str, str]]:
    if reading.mutual:
        pair = reading.mutual
        return [(first, second) for place, first in enumerate(pair) for second in pair[place + 1 :]]
    sources: Iterable[str] = reading.sources
    if (reading.owned or _is_manner(reading.token)) and not reading.sources:
        sources = clauses.clause_subjects(reading.token, actors, topic)
    return [(source, target) for source in sources for target in reading.targets]


def _is_manner(noun: Token) -> bool:
    """*en coopération avec X*: who does the rest of the clause does it with X."""
    return noun.i > noun.sent.start and noun.nbor(-1).lower_ == "en"


def _denied(noun: Token) -> bool:
    """*pas d'alliance*, *aucun accord*, *sans accord*: the noun itself is denied."""
    if any(child.lower_ in ("aucun", "aucune", "nul", "sans") for child in noun.lefts):
        return True
    before = [token.lower_ for token in noun.doc[max(noun.sent.start, noun.i - 2) : noun.i]]
    return before in (["pas", "d'"], ["pas", "de"])


def _governor(noun: Token) -> Token | None:
    """The verb that a noun of an act is the subject of: *la rencontre n'a pas eu lieu* denies the meeting."""
    return noun.head if noun.dep_.startswith("nsubj") and verb_forms.is_predicate(noun.head) else None


def _distinct(acts: Iterable[Found]) -> list[Found]:
    """Acts in reading order, without a noun that the verb on it already tells between the same two."""
    kept: list[Found] = []
    told: set[tuple[frozenset[str], int]] = set()
    seen: set[tuple[int, str, str]] = set()
    for act in acts:
        pair = frozenset((act.source, act.target))
        if (act.token.i, act.source, act.target) in seen or (pair, act.token.i) in told:
            continue
        seen.add((act.token.i, act.source, act.target))
        told |= {(pair, place) for place in act.uses}
        kept.append(act)
    return sorted(kept, key=lambda act: act.token.i)
