"""Who *il* and *elle* mean across sentences: the one person that the sentences before are about."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from spacy.tokens import Span, Token

from pipeline.records import Mention


class Topics:
    """Follows the topic person of an article, sentence by sentence.

    A sentence that names one person makes them the topic; one that names nobody leaves the topic when it goes
    on about *il* or *elle*, and clears it otherwise, as does one that names several: then nobody can say whom
    a pronoun means.
    """

    def __init__(self, genders: Mapping[str, str]) -> None:
        self._genders = genders
        self._person = ""

    def advance(self, span: Span, mentions: Sequence[Mention]) -> Callable[[Token], list[str]]:
        """Return who a pronoun of this sentence means, then take the sentence into account."""
        before = self._person
        people = list(dict.fromkeys(mention.entity_id for mention in mentions if mention.type == "PERSON"))
        if len(people) == 1:
            self._person = people[0]
        elif people or not any(token.lower_ in ("il", "elle") for token in span):
            self._person = ""
        return lambda pronoun: self._meant(pronoun, before)

    def _meant(self, pronoun: Token, person: str) -> list[str]:
        gender = {"il": "m", "elle": "f"}.get(pronoun.lower_)
        fits = gender is not None and self._genders.get(person, gender) == gender
        return [person] if person and fits else []
