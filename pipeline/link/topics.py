"""Who *il* and *elle* mean across sentences: the one person that the sentences before are about."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from spacy.tokens import Span, Token

from pipeline.knowledge import Knowledge
from pipeline.records import Mention


class Topics:
    """Follows the topic person of an article, sentence by sentence.

    A sentence that names one person makes them the topic; one that names nobody leaves the topic when it goes
    on about *il* or *elle*, and clears it otherwise, as does one that names several: then nobody can say whom
    a pronoun means.
    """

    def __init__(self, knowledge: Knowledge) -> None:
        self._first_names = knowledge.first_names
        self._genders = dict(knowledge.genders)
        self._person = ""

    def advance(self, span: Span, mentions: Sequence[Mention]) -> Callable[[Token], list[str]]:
        """Return who a pronoun of this sentence means, then take the sentence into account."""
        before = self._person
        for mention in mentions:
            if mention.type == "PERSON":
                self._genders.setdefault(
                    mention.entity_id, self._first_names.get(mention.text.split()[0], "")
                )
        people = list(dict.fromkeys(mention.entity_id for mention in mentions if mention.type == "PERSON"))
        if len(people) == 1:
            self._person = people[0]
        elif people or not any(token.lower_ in ("il", "elle") for token in span):
            self._person = ""
        return lambda pronoun: self._meant(pronoun, before)

    def _meant(self, pronoun: Token, person: str) -> list[str]:
        """The person, when nothing says that they are of the other gender; *elle* must be known for a woman."""
        known = self._genders.get(person, "") or "mf"
        fits = known == "f" if pronoun.lower_ == "elle" else pronoun.lower_ == "il" and known != "f"
        return [person] if person and fits else []
