"""Whose word a statement is: the speaker of the quotation it stands in, or of the verb that reports it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from spacy.tokens import Token

from pipeline.knowledge import Knowledge
from pipeline.link import clauses, verb_forms
from pipeline.link.actors import Actors
from pipeline.link.acts import preposition
from pipeline.records import Quote

_DEPTH = 8
_APART = ("sans", "pour", "avant", "après", "afin")  # « a protesté sans accuser Rome » reports no accusation


@lru_cache(maxsize=4)
def _reporting(knowledge: Knowledge) -> frozenset[str]:
    """The verbs that report a clause or an infinitive; found once for each set of tables."""
    return frozenset(
        entry.lemma for entry in knowledge.reporting if not {"que", "inf"}.isdisjoint(entry.frame.split(";"))
    )


class Voices:
    """Answers for each act of an article who says it."""

    def __init__(self, quotes: Sequence[Quote], knowledge: Knowledge) -> None:
        self._quotes = sorted(quotes, key=lambda quote: quote.end - quote.start)
        self._reporting = _reporting(knowledge)

    def of(self, token: Token, actors: Actors, topic: clauses.Topic) -> tuple[str, bool]:
        """Return the speaker (empty when it is no actor) and whether the act is reported at all."""
        for quote in self._quotes:
            if quote.start <= token.idx < quote.end:
                return quote.speaker_id, True
        return self._by_syntax(token, actors, topic)

    def _by_syntax(self, token: Token, actors: Actors, topic: clauses.Topic) -> tuple[str, bool]:
        below = token
        for above in list(token.ancestors)[:_DEPTH]:
            if below.dep_ == "conj" and clauses.is_resumption(below):
                return "", False
            said = (
                below.dep_ in ("ccomp", "xcomp") and verb_forms.preposition_of_infinitive(below) not in _APART
            )
            if said and verb_forms.infinitive(above, {}) in self._reporting:
                speakers = clauses.subjects(above, actors, topic)
                return (speakers[0] if len(speakers) == 1 else ""), True
            below = above
        return self._according_to(token, actors)

    def _according_to(self, token: Token, actors: Actors) -> tuple[str, bool]:
        for above in (token, *token.ancestors):
            for child in above.children:
                if preposition(child) == "selon":
                    named = actors.of(child)
                    return (named[0] if len(named) == 1 else ""), True
        return "", False
