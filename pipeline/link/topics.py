"""Who *il* and *elle* mean across sentences: whom the sentence before is about."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from spacy.tokens import Span, Token

from pipeline.knowledge import Knowledge
from pipeline.link.actors import Actors
from pipeline.link.clauses import subject_token
from pipeline.records import Mention

_PRONOUNS = {"il": "m", "elle": "f"}
_OBJECTS = {"le": "m", "la": "f", "l'": "mf"}


class Topics:
    """Follows the topic of an article, sentence by sentence.

    A sentence is about the subject of its main verb when that is one actor, and goes on about the topic when
    that is *il* or *elle*; else about the one person that it names. One that names nobody leaves the topic
    when it has a pronoun, and clears it otherwise, as does one that names several without a subject: then
    nobody can say whom a pronoun means.
    """

    def __init__(self, knowledge: Knowledge) -> None:
        self._first_names = knowledge.first_names
        self._genders = dict(knowledge.genders)
        self._topic = _Topic()

    def advance(
        self, span: Span, mentions: Sequence[Mention], actors: Actors | None
    ) -> Callable[[Token], list[str]]:
        """Return who a pronoun of this sentence means, then take the sentence into account.

        ``actors`` are None where the sentence was not parsed or names nobody.
        """
        before = self._topic
        for mention in mentions:
            if mention.type == "PERSON":
                self._genders.setdefault(
                    mention.entity_id, self._first_names.get(mention.text.split()[0], "")
                )
        self._topic = self._next(span, mentions, actors)
        return before.meant

    def _next(self, span: Span, mentions: Sequence[Mention], actors: Actors | None) -> _Topic:
        people = list(dict.fromkeys(mention.entity_id for mention in mentions if mention.type == "PERSON"))
        subject = subject_token(span.root) if actors is not None else None
        if subject is not None and actors is not None:
            named = self._topic.meant(subject) or actors.of(subject)
            if len(named) == 1:
                return self._about(named[0], subject)
            if not named and actors.is_officer(subject):
                return _Topic()  # « le roi a reçu X » is about the king
        opening = next((m for m in mentions if m.start == span.start_char and m.type == "PERSON"), None)
        if subject is None and opening is not None:
            return self._about(opening.entity_id)
        if len(people) == 1:
            return self._about(people[0])
        goes_on = not people and any(token.lower_ in _PRONOUNS for token in span)
        return self._topic if goes_on else _Topic()

    def _about(self, entity: str, subject: Token | None = None) -> _Topic:
        """A topic with the genders its pronoun may have: a person of unknown gender is taken for a man."""
        if entity.startswith("person:"):
            return _Topic(entity, {"": "m", "mf": "m"}.get(known := self._genders.get(entity, ""), known))
        return _Topic(entity, _gender(subject) if subject is not None else "")


class _Topic(NamedTuple):
    """An actor and the gender of its pronoun."""

    entity: str = ""
    gender: str = ""

    def meant(self, pronoun: Token) -> list[str]:
        """The actor as a list, when a pronoun may stand for it; else an empty one."""
        genders = _PRONOUNS.get(pronoun.lower_) or _OBJECTS.get(pronoun.lower_, "")
        return [self.entity] if self.gender and self.gender in genders else []


def _gender(noun: Token) -> str:
    """The gender that the article of a subject shows, or the noun itself."""
    if noun.lower_ in _PRONOUNS:
        return _PRONOUNS[noun.lower_]
    words = [*(child for child in noun.lefts if child.dep_ == "det"), noun]
    genders = (gender for word in words for gender in word.morph.get("Gender", []) if word.lower_ != "l'")
    return {"Masc": "m", "Fem": "f"}.get(next(genders, ""), "")
