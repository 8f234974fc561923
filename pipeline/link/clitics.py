"""Whom *le*, *la* and *l'* before a verb mean: *X est là, mais Y l'a accusé*.

Read only with verbs that are done to persons (who is accused, arrested, met): with others the pronoun may well mean a
thing or a clause. One person named before in the sentence is meant, else the one the sentence before is about.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from spacy.tokens import Token

from pipeline.link.actors import Actors
from pipeline.link.acts import VerbAct

_EVENTS = frozenset({"ACCUSE", "COERCE", "CONSULT"})
_CLITICS = ("le", "la", "l'")


def clitic_object(
    verb: Token,
    acts: Sequence[VerbAct],
    sources: Collection[str],
    actors: Actors,
    topic: Callable[[Token], list[str]],
) -> list[str]:
    """Return the person that the object pronoun of ``verb`` means, as a list; an empty one where it is not plain."""
    pronoun = next((child for child in verb.lefts if child.lower_ in _CLITICS and child.pos_ == "PRON"), None)
    readings = [act for act in acts if "obj" in act.frames and act.event in _EVENTS and not act.words]
    if pronoun is None or not readings or any("que" in act.frames for act in acts):
        return []
    before = (key for token in verb.doc[verb.sent.start : pronoun.i] for key in actors.at(token))
    people = [key for key in dict.fromkeys(before) if key.startswith("person:") and key not in sources]
    if people:
        return people if len(people) == 1 else []
    return [key for key in topic(pronoun) if key.startswith("person:") and key not in sources]
