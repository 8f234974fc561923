"""``knowledge/acts.csv`` made ready for look-up: the verbs and nouns of acts, and the frames that lead to a
target.

Frames of a verb: ``obj`` (the direct object), a preposition (``à``, ``contre``; contractions count as the
plain preposition), ``obj+à`` (the direct object, when there is a complement in ``à`` besides), ``joint`` (the
subjects act on each other), ``tie`` (the same, when the object is a tie between them: *nouer des liens*),
``que`` (a claim: no act), ``clause`` (the subject of the clause in ``que``: *exiger que X parte*), ``fact`` (a
state of things: no act). Frames of a noun: ``de>à`` (source after ``de``, target after ``à``), ``par>de``,
``entre`` (both).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple, TypeVar

from spacy.tokens import Token

from pipeline.knowledge import Act, Ending
from pipeline.knowledge.conjugation import VerbForm, inflect
from pipeline.records import Polarity

CONTRACTIONS = {"au": "à", "aux": "à", "du": "de", "des": "de", "d'": "de", "jusqu'": "à"}
_REFLEXIVE = re.compile(r"^(?:s'en |se |s')")
_LEADS = ("en", "pour", "sous", "à")  # what makes *prendre à partie* another act than *prendre une partie*
_LEAD_REACH = 3
_SMALL = re.compile(r"(?<![\w-])(?:(?:un|une|des?|du|la|les?|son|sa|ses|en|pour|sous|à|aux?)(?= |$)|[dl]')")


class VerbAct(NamedTuple):
    """One reading of a verb: the words that must follow it (*garde* in *mettre en garde*) and its frames.

    ``leads`` are the prepositions before these words, empty for none.
    """

    words: tuple[str, ...]
    reflexive: bool
    frames: frozenset[str]
    event: str
    polarity: Polarity
    leads: tuple[str, ...] = ()


class NounAct(NamedTuple):
    """A noun of an act: the words after it, whether it joins two actors, pairs of prepositions, type,
    polarity.
    """

    words: tuple[str, ...]
    joint: bool
    frames: tuple[tuple[str, str], ...]
    event: str
    polarity: Polarity


_A = TypeVar("_A", VerbAct, NounAct)


class ActIndex(NamedTuple):
    """Readings by infinitive and by singular noun, the most specific first; infinitives by finite form and by past
    participle.
    """

    verbs: Mapping[str, tuple[VerbAct, ...]]
    nouns: Mapping[str, tuple[NounAct, ...]]
    finite: Mapping[str, str]
    participles: Mapping[str, str]


@lru_cache(maxsize=4)
def act_index(acts: tuple[Act, ...], conjugation: tuple[Ending, ...]) -> ActIndex:
    """Index the table; it is read once a process."""
    verbs: dict[str, list[VerbAct]] = defaultdict(list)
    nouns: dict[str, list[NounAct]] = defaultdict(list)
    for act in acts:
        head, *rest = words_of(act.lemma.lower())
        polarity: Polarity = act.polarity  # type: ignore[assignment]  # checked by the loader
        frames = act.frame.split(";")
        if act.pos == "VERB":
            reflexive = bool(_REFLEXIVE.match(act.lemma))
            leads = _leads_of(act.lemma.lower())
            verbs[head].append(VerbAct(tuple(rest), reflexive, frozenset(frames), act.event, polarity, leads))
        else:
            pairs = tuple((source, target) for source, _, target in map(_split, frames) if target)
            nouns[head].append(NounAct(tuple(rest), "entre" in frames, pairs, act.event, polarity))
    return ActIndex(
        _specific_first(verbs),
        _specific_first(nouns),
        _forms(verbs, conjugation, "finite"),
        _forms(verbs, conjugation, "past"),
    )


def words_of(lemma: str) -> list[str]:
    """Return the words that carry a construction, in the singular: *imposer des sanctions* → imposer,
    sanction.
    """
    kept = _SMALL.sub(" ", _REFLEXIVE.sub("", lemma)).replace("'", " ").split()
    return [singular(word) if place else word for place, word in enumerate(kept)]


def _leads_of(lemma: str) -> tuple[str, ...]:
    """Return the preposition before each word of a construction: *mettre en garde* → (en,)."""
    leads, lead = [], ""
    for word in _REFLEXIVE.sub("", lemma).replace("'", "' ").split()[1:]:
        if _SMALL.fullmatch(word):
            plain = CONTRACTIONS.get(word, word)
            lead = plain if plain in _LEADS else lead
        else:
            leads.append(lead)
            lead = ""
    return tuple(leads)


def singular(word: str) -> str:
    """Return a noun without its plural mark, roughly: good enough to compare a word with a table."""
    if word.endswith("aux") and len(word) > 4:
        return word[:-3] + "al"
    return word[:-1] if len(word) > 3 and word[-1] in "sx" else word


def preposition(token: Token) -> str:
    """Return the preposition that introduces a noun, contractions undone; empty without one."""
    for child in token.lefts:
        if child.dep_ == "case":
            return CONTRACTIONS.get(child.lower_, child.lower_)
    return ""


def follow(token: Token, words: tuple[str, ...], sentence_end: int, leads: tuple[str, ...] = ()) -> bool:
    """Whether all ``words`` stand within a few tokens of ``token``, each behind its preposition of ``leads``;
    those of a participle may precede it.
    """
    if not words:
        return True
    near: dict[str, list[Token]] = defaultdict(list)
    for other in token.doc[token.i + 1 : min(token.i + 8, sentence_end)]:
        near[singular(other.lower_)].append(other)
    if token.dep_ == "acl":
        near[singular(token.head.lower_)].append(token.head)
    wanted = zip(words, leads or ("",) * len(words), strict=True)
    return all(any(_is_led(token, other, lead) for other in near.get(word, ())) for word, lead in wanted)


def _is_led(verb: Token, word: Token, lead: str) -> bool:
    before = word.doc[max(verb.i + 1, word.i - _LEAD_REACH) : word.i] if word.i > verb.i else ()
    return not lead or any(CONTRACTIONS.get(other.lower_, other.lower_) == lead for other in before)


def _forms(infinitives: Iterable[str], conjugation: tuple[Ending, ...], wanted: VerbForm) -> dict[str, str]:
    """Map each form of a kind to its infinitive; a form that two verbs share is left out."""
    verbs: dict[str, set[str]] = defaultdict(set)
    for verb in infinitives:
        for form, kind in inflect(verb, conjugation).items():
            if kind == wanted:
                verbs[form].add(verb)
    return {form: min(shared) for form, shared in verbs.items() if len(shared) == 1}


def _split(frame: str) -> tuple[str, str, str]:
    source, mark, target = frame.partition(">")
    return source, mark, CONTRACTIONS.get(target, target)


def _specificity(act: VerbAct | NounAct) -> tuple[int, bool]:
    """Fixed words first, then a second complement: *condamner à* before *condamner*."""
    return -len(act.words), not any("+" in frame for frame in act.frames)


def _specific_first(index: Mapping[str, list[_A]]) -> dict[str, tuple[_A, ...]]:
    return {head: tuple(sorted(acts, key=_specificity)) for head, acts in index.items()}
