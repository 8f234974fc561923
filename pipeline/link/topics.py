"""Who *il*, *elle*, *ils* and *ce dernier* mean across sentences: whom the sentence before is about, or named last."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from spacy.tokens import Span, Token

from pipeline.knowledge import Knowledge
from pipeline.link.actors import Actors
from pipeline.link.clauses import subject_token
from pipeline.link.pronouns import genders, is_latter, is_plural, word_of
from pipeline.records import Mention

_SINGULAR = ("il", "elle")
_PATIENCE = 1
_OPENINGS = {"m": ("le", "l'", "un", "ce", "cet", "son"), "f": ("la", "l'", "une", "cette", "sa", "son")}


class Topics:
    """Follows the topic of an article, sentence by sentence.

    A sentence is about the subjects of its main verb when they are actors, and goes on about the topic when
    that is a pronoun; else about the one person that it names. One that names nobody leaves the topic for a few
    sentences, unless its subject is a noun that *il* may take up. One that names several without a subject clears
    it: then nobody can say whom a pronoun means.
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
        people = [mention.entity_id for mention in mentions if mention.type == "PERSON"]
        last = (people[-1], self._gender_of(people[-1])) if people else ("", "")
        self._topic = self._next(span, mentions, actors)._replace(last=last)
        rivals = [m.end for m in mentions if m.type == "PERSON" and m.entity_id not in before.entities]

        def meant(pronoun: Token) -> list[str]:
            doubted = before.idle and any(end <= pronoun.idx for end in rivals)
            return [] if doubted else before.meant(pronoun)

        return meant

    def _next(self, span: Span, mentions: Sequence[Mention], actors: Actors | None) -> _Topic:
        people = list(dict.fromkeys(mention.entity_id for mention in mentions if mention.type == "PERSON"))
        subject = subject_token(span.root) if actors is not None else None
        if subject is not None and actors is not None:
            named = self._topic.meant(subject) or actors.of(subject)
            if named:
                return self._about(named, subject)
            if actors.is_officer(subject):
                return _Topic()  # « le roi a reçu X » is about the king
        opening = next((m for m in mentions if m.start == span.start_char and m.type == "PERSON"), None)
        if subject is None and opening is not None:
            return self._about([opening.entity_id])
        if len(people) == 1:
            return self._about(people)
        if people:
            return _Topic()
        if any(word_of(token) in _SINGULAR for token in span):
            return self._topic
        rival = span[0].lower_ in _OPENINGS[self._topic.gender or "m"]
        tired = self._topic.idle >= _PATIENCE
        return _Topic() if rival or tired else self._topic._replace(idle=self._topic.idle + 1)

    def _about(self, entities: list[str], subject: Token | None = None) -> _Topic:
        """A topic with the genders its pronoun may have: one masculine makes several masculine."""
        known = {self._gender_of(key) for key in entities if key.startswith("person:")}
        if not known:
            known = {_gender(subject) if subject is not None else ""}
        return _Topic(tuple(entities), "m" if "m" in known else known.pop())

    def _gender_of(self, person: str) -> str:
        """A person of unknown gender is taken for a man."""
        known = self._genders.get(person, "")
        return {"": "m", "mf": "m"}.get(known, known)


class _Topic(NamedTuple):
    """Actors and the gender of their pronoun; ``last`` is the person named last, with a gender; ``idle`` counts the
    sentences that did not go on about them.
    """

    entities: tuple[str, ...] = ()
    gender: str = ""
    last: tuple[str, str] = ("", "")
    idle: int = 0

    def meant(self, pronoun: Token) -> list[str]:
        """The actors that a pronoun may stand for; an empty list when it is none of theirs."""
        if is_latter(pronoun):
            return [self.last[0]] if self.last[1] and self.last[1] in genders(pronoun) else []
        fits = self.gender and self.gender in genders(pronoun)
        return list(self.entities) if fits and (len(self.entities) > 1) == is_plural(pronoun) else []


def _gender(noun: Token) -> str:
    """The gender that the article of a subject shows, or the noun itself."""
    if genders(noun) in ("m", "f"):
        return genders(noun)
    words = [*(child for child in noun.lefts if child.dep_ == "det"), noun]
    found = (gender for word in words for gender in word.morph.get("Gender", []) if word.lower_ != "l'")
    return {"Masc": "m", "Fem": "f"}.get(next(found, ""), "")
