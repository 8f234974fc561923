"""Whom the object pronouns of a verb mean: *X est là, mais Y l'a accusé*, *Y lui a remis*, *Y s'est battu pour lui*.

*le*, *la* and *l'* are read only with verbs that are done to persons (who is accused, arrested, helped): with others
the pronoun may well mean a thing or a clause. One person named before in the sentence is meant, else the one the
sentence before is about.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from spacy.tokens import Token

from pipeline.link.actors import Actors
from pipeline.link.acts import VerbAct, preposition

_THINGS = frozenset(
    {"AGREE", "MOBILIZE", "RETREAT", ""}
)  # events that are done to things as well as to persons
_DIRECT = ("le", "la", "l'")
_INDIRECT = ("lui", "leur")
_STRONG = ("lui", "elle", "eux", "elles")


def pronoun_object(
    verb: Token,
    acts: Sequence[VerbAct],
    sources: Collection[str],
    actors: Actors,
    topic: Callable[[Token], list[str]],
) -> tuple[VerbAct | None, list[str]]:
    """Return the act that reaches a pronoun of ``verb`` and whom the pronoun means; nobody where it is not plain."""
    for act in acts:
        pronoun = None if "que" in act.frames else _pronoun(verb, act)
        if pronoun is not None:
            return act, _meant(pronoun, sources, actors, topic)
    return None, []


def _pronoun(verb: Token, act: VerbAct) -> Token | None:
    for child in verb.lefts:
        if child.pos_ == "PRON" and not child.dep_.startswith("nsubj"):
            direct = "obj" in act.frames and act.event not in _THINGS and not act.words
            if direct and child.lower_ in _DIRECT:
                return child
            clitic = child.nbor().pos_ in ("AUX", "VERB", "PRON")  # not « a lui aussi rendu hommage »
            if "à" in act.frames and child.lower_ in _INDIRECT and clitic:
                return child
    strong = (child for child in verb.rights if child.lower_ in _STRONG and child.nbor(-1).text != "[")
    return next((child for child in strong if preposition(child) in act.frames), None)


def _meant(
    pronoun: Token, sources: Collection[str], actors: Actors, topic: Callable[[Token], list[str]]
) -> list[str]:
    before = (key for token in pronoun.doc[pronoun.sent.start : pronoun.i] for key in actors.at(token))
    people = [key for key in dict.fromkeys(before) if key.startswith("person:") and key not in sources]
    if people:
        return people if len(people) == 1 else []
    return [key for key in topic(pronoun) if key.startswith("person:") and key not in sources]
