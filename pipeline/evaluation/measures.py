"""What is scored: for each measure the items of the gold and of the run, with the key they must agree on.

The rules are the guide's (section 4) and the gold's README; what they leave open is decided here:

- A mention of the run on the span of a debatable mention is ignored whatever its type or entity, unless it is
  right: what is in doubt there is often the type. A co-mention or affiliation of the run that needs such a
  mention is ignored, too; so is a quote or affiliation whose gold is debatable, whatever its speaker or role.
- A group is a row for each referent; where the entity is not compared their number is.
- Quotes agree when their words do: marks, punctuation and spaces at the ends don't count.
- A statement is right when source, verb lemma, target and sentence are; ``statements pair`` asks only that
  the gold has an act between the two, in either direction, in that sentence. A debatable statement that is
  found is right; missed, it is ignored.
- ``affiliations`` compare person, role and entity in a sentence, the role without ``ancien``, ``futur``,
  ``par intérim``; ``affiliations pair`` compare without the role.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import combinations

from pipeline.evaluation.alignment import Entities, trim
from pipeline.evaluation.results import Item, Key
from pipeline.evaluation.sides import (
    MARKED_KINDS,
    MentionRow,
    QuoteRow,
    Side,
    StatementRow,
    fold,
)
from pipeline.records import ACTOR_TYPES, Span

MENTION_TYPES = ("PERSON", "STATE", "ORGANIZATION", "PLACE")
MENTION_KINDS = ("name", "demonym", "metonym", "role", "group")


@dataclass(frozen=True, slots=True)
class Pair:
    """One article in gold and run; ``sentence_of`` and ``entity_of`` turn the run's ids into the gold's."""

    gold: Side
    run: Side
    sentence_of: dict[str, str]
    entity_of: Entities

    def sentence(self, sentence: str) -> str:
        return self.sentence_of.get(sentence, sentence)


@dataclass(frozen=True, slots=True)
class Measured:
    """The items of one measure in one article; ``reward_debatable`` is how statements are scored."""

    measure: str
    gold: tuple[Item, ...]
    run: tuple[Item, ...]
    groups: tuple[str, ...] = ()
    reward_debatable: bool = False


def measured(pair: Pair) -> Iterator[Measured]:
    """Every measure of one article, in the order of the report."""
    yield Measured("sentences", tuple(_sentences(pair, pair.gold)), tuple(_sentences(pair, pair.run)))
    yield from _mention_measures(pair)
    yield Measured("co-mentions", tuple(_gold_pairs(pair.gold)), tuple(_run_pairs(pair)))
    if pair.gold.affiliations is not None:
        yield from _affiliation_measures(pair)
    if pair.gold.quotes is not None:
        yield from _quote_measures(pair)
    if pair.gold.statements is not None:
        yield from _statement_measures(pair)


def _sentences(pair: Pair, side: Side) -> Iterator[Item]:
    for start, end in side.sentences.values():
        yield Item(key=(start, end), start=start, end=end, text=pair.run.text[start:end])


# --- mentions -----------------------------------------------------------------


def _mention_measures(pair: Pair) -> Iterator[Measured]:
    gold = pair.gold.mentions
    doubtful = doubtful_spans(gold)
    run = pair.run.mentions

    def items(name: str, *, kind: bool = False, entity: bool = False, types: frozenset[str]) -> Measured:
        golden = [row for row in gold if row.type in types]
        found = [
            replace(row, entity=pair.entity_of(row.entity), debatable=(row.start, row.end) in doubtful)
            for row in run
            if row.type in types
        ]
        groups = MENTION_KINDS if kind else MENTION_TYPES
        return Measured(name, _mentions(golden, kind, entity), _mentions(found, kind, entity), groups)

    yield items("mentions", types=ACTOR_TYPES)
    yield items("linked mentions", entity=True, types=ACTOR_TYPES)
    yield items("mentions with kind", kind=True, types=ACTOR_TYPES)
    yield items("mentions and places", types=frozenset(MENTION_TYPES))


def doubtful_spans(gold: Iterable[MentionRow]) -> frozenset[Span]:
    """The spans of debatable gold mentions."""
    return frozenset((row.start, row.end) for row in gold if row.debatable)


def _mentions(rows: Iterable[MentionRow], kind: bool, entity: bool) -> tuple[Item, ...]:
    """The rows with the key that is asked for; without ``entity`` a group's referents are only counted."""
    seen: Counter[Key] = Counter()
    items: list[Item] = []
    for row in rows:
        key: Key = (row.start, row.end, row.type)
        key += (row.kind,) if kind else ()
        seen[key] += 1
        items.append(
            Item(
                key=(*key, row.entity if entity else seen[key]),
                start=row.start,
                end=row.end,
                text=f"{row.text} ({row.type} {row.kind} {row.entity})",
                group=row.kind if kind else row.type,
                debatable=row.debatable,
            )
        )
    return tuple(items)


# --- co-mentions --------------------------------------------------------------


def _gold_pairs(gold: Side) -> Iterator[Item]:
    """Unordered pairs of different actors with a mention each in one sentence, neither inside the other."""
    certain = set(_pairs(row for row in gold.mentions if not row.debatable))
    for sentence, one, other in sorted(set(_pairs(gold.mentions))):
        key = (sentence, one, other)
        start, end = gold.sentences.get(sentence, (0, 0))
        yield Item(key, start, end, f"{one} – {other} ({sentence})", debatable=key not in certain)


def _pairs(mentions: Iterable[MentionRow]) -> Iterator[tuple[str, str, str]]:
    actors = (row for row in mentions if row.type in ACTOR_TYPES)
    for one, other in combinations(sorted(actors, key=lambda row: (row.start, row.end, row.entity)), 2):
        if one.sentence == other.sentence and one.entity != other.entity and not _nested(one, other):
            source, target = sorted((one.entity, other.entity))
            yield one.sentence, source, target


def _nested(one: MentionRow, other: MentionRow) -> bool:
    """One lies in the other. Equal spans are the referents of a group, not a nesting."""
    if (one.start, one.end) == (other.start, other.end):
        return False
    return (one.start <= other.start and other.end <= one.end) or (
        other.start <= one.start and one.end <= other.end
    )


def _run_pairs(pair: Pair) -> Iterator[Item]:
    firm = _firm(pair)
    for row in pair.run.comentions:
        sentence = pair.sentence(row.sentence)
        one, other = sorted((pair.entity_of(row.source), pair.entity_of(row.target)))
        start, end = pair.run.sentences.get(row.sentence, (0, 0))
        in_doubt = (row.sentence, row.source) not in firm or (row.sentence, row.target) not in firm
        yield Item((sentence, one, other), start, end, f"{one} – {other} ({sentence})", debatable=in_doubt)


def _firm(pair: Pair) -> set[tuple[str, str]]:
    """The sentences and entities of the run that a mention joins whose span the gold does not doubt."""
    doubtful = doubtful_spans(pair.gold.mentions)
    return {(row.sentence, row.entity) for row in pair.run.mentions if (row.start, row.end) not in doubtful}


# --- affiliations, quotes, statements -----------------------------------------


def _affiliation_measures(pair: Pair) -> Iterator[Measured]:
    def items(side: Side, *, role: bool) -> Iterator[Item]:
        for row in side.affiliations or ():
            sentence = pair.sentence(row.sentence)
            person, entity = pair.entity_of(row.person), pair.entity_of(row.entity)
            key = (sentence, person, entity, row.role) if role else (sentence, person, entity)
            start, end = side.sentences.get(row.sentence, (0, 0))
            yield Item(
                key, start, end, f"{person}, {row.role}, {entity} ({sentence})", debatable=row.debatable
            )

    firm = {(pair.sentence(sentence), pair.entity_of(entity)) for sentence, entity in _firm(pair)}
    for name, role in (("affiliations", True), ("affiliations pair", False)):
        gold = tuple(items(pair.gold, role=role))
        run = _doubted(gold, items(pair.run, role=role))
        yield Measured(
            name, gold, tuple(replace(i, debatable=i.debatable or i.key[:2] not in firm) for i in run)
        )


def _quote_measures(pair: Pair) -> Iterator[Measured]:
    for name, marked in (("quotes in marks", True), ("quotes", False)):
        for suffix, speaker in (("", False), (" with speaker", True)):
            gold = tuple(_quote(pair, row, speaker) for row in _quotes(pair.gold, marked))
            run = (_quote(pair, row, speaker) for row in _quotes(pair.run, marked))
            yield Measured(name + suffix, gold, _doubted(gold, run))


def _doubted(gold: Iterable[Item], run: Iterable[Item]) -> tuple[Item, ...]:
    """The run's items, in doubt where a debatable gold item agrees in all but the last part (role, speaker)."""
    doubtful = {item.key[:3] for item in gold if item.debatable}
    return tuple(replace(item, debatable=item.key[:3] in doubtful) for item in run)


def _quotes(side: Side, marked: bool) -> Iterator[QuoteRow]:
    return (row for row in side.quotes or () if row.kind in MARKED_KINDS or not marked)


def _quote(pair: Pair, row: QuoteRow, speaker: bool) -> Item:
    who = pair.entity_of(row.speaker) if row.speaker else fold(row.speaker_text)
    in_marks = row.kind in MARKED_KINDS
    span = trim(pair.run.text, (row.start, row.end))
    words = pair.run.text[row.start : row.end]
    return Item(
        key=(*span, in_marks, who) if speaker else (*span, in_marks),
        start=row.start,
        end=row.end,
        text=f"{words} ({row.kind}, {who})",
        debatable=row.debatable,
    )


def _statement_measures(pair: Pair) -> Iterator[Measured]:
    for name, whole in (("statements", True), ("statements pair", False)):
        yield Measured(
            name,
            tuple(_statement(pair, row, pair.gold, whole) for row in pair.gold.statements or ()),
            tuple(_statement(pair, row, pair.run, whole) for row in pair.run.statements or ()),
            reward_debatable=True,
        )


def _statement(pair: Pair, row: StatementRow, side: Side, whole: bool) -> Item:
    source, target = pair.entity_of(row.source), pair.entity_of(row.target)
    sentence, verb = pair.sentence(row.sentence), fold(row.verb).removeprefix("se ").removeprefix("s'")
    start, end = side.sentences.get(row.sentence, (0, 0))
    traits = (("polarity", row.polarity), ("negated", row.negated), ("modality", row.modality))
    return Item(
        key=(sentence, source, verb, target) if whole else (sentence, *sorted((source, target))),
        start=start,
        end=end,
        text=f"{source} – {row.verb} – {target} ({sentence})",
        debatable=row.debatable,
        traits=traits if whole else (),
    )
