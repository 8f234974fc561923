"""People: full names of the article, surnames by who bears them there, then by the tables."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from pipeline.knowledge.build import slug
from pipeline.person_names import Words, parse_name, same_person, surname_forms
from pipeline.records import Entity, Mention
from pipeline.resolve.article import AMBIGUOUS, ArticleNames, ambiguous, only, settled
from pipeline.resolve.spells import holds

_MIDDLE_INITIAL = re.compile(r"(?<=\w) (?:[A-Z]\.? ?)+(?=[A-Z]\w)")


def learn_people(article: ArticleNames, mentions: Sequence[Mention]) -> None:
    """Collect the people whom the article names in full, spellings of one name together."""
    texts = {mention.text for mention in mentions}
    for mention in mentions:
        if not _is_full(article, mention) or _is_surname(article, mention.text, texts):
            continue
        key = (
            _known_person(article, mention)
            or _same_as(article, mention.text)
            or f"person:{slug(mention.text)}"
        )
        names = article.people.setdefault(key, [])
        if mention.text not in names:
            names.append(mention.text)


def _is_full(article: ArticleNames, mention: Mention) -> bool:
    """Several words, or the one word that the tables hold for one person only (``Pelé``; ``Poutine`` is a surname)."""
    if " " in mention.text.strip():
        return True
    key = only(mention.candidates)
    return bool(key) and mention.text in article.knowledge.entities[key].name.split(" ", 1)[0:1]


def _is_surname(article: ArticleNames, text: str, others: Collection[str]) -> bool:
    """Is ``text``, of several words, but a surname: of another name here, or of someone in the tables (``Le Pen``)?"""
    words = article.knowledge.words
    if parse_name(text, words).given:
        return False
    return any(text != name and text in surname_forms(name, words) for name in others) or any(
        text in forms and article.knowledge.entities[key].name != text
        for key, forms in article.knowledge.surnames.items()
    )


def _known_person(article: ArticleNames, mention: Mention) -> str:
    return only(key for key in mention.candidates if key.startswith("person:"))


def _same_as(article: ArticleNames, name: str) -> str:
    words = article.knowledge.words
    return only(
        key
        for key, names in article.people.items()
        if any(same_person(name, other, words) or _initial_apart(name, other) for other in names)
    )


def _initial_apart(one: str, two: str) -> bool:
    """``John Kosterlitz`` and ``John M. Kosterlitz`` are one in an article, for both are not in the tables."""
    return _MIDDLE_INITIAL.sub(" ", one) == _MIDDLE_INITIAL.sub(" ", two)


def person(article: ArticleNames, mention: Mention) -> Mention:
    """A person by full name; by surname the one so named in the article, else the one the tables hold."""
    for key, names in article.people.items():
        if mention.text in names:
            return settled(article, mention, person_entity(article, key))
    return _by_surname(article, mention)


def _by_surname(article: ArticleNames, mention: Mention) -> Mention:
    named = _bearers(article, mention.text)
    key = only(named)
    if not key and not named:
        known = _known_bearers(article, mention)
        key = only(known) or only(_in_office(article, known))
        if not key and len(known) > 1:
            return ambiguous(article, mention, sorted(known))
    elif not key:
        entity = Entity(
            f"person:{slug(mention.text)}", mention.text, "PERSON", status=_several(article, named)
        )
        return replace(settled(article, mention, entity), candidates=tuple(sorted(named)), score=0.5)
    if key:
        return settled(article, mention, person_entity(article, key))
    return settled(article, mention, Entity(f"person:{slug(mention.text) or 'x'}", mention.text, "PERSON"))


def _several(article: ArticleNames, keys: Collection[str]) -> str:
    return f"{AMBIGUOUS}: " + ", ".join(person_entity(article, key).name for key in sorted(keys))


def _bearers(article: ArticleNames, text: str) -> set[str]:
    """The people of the article whom this word may name: by surname, by a surname form, else by first name."""
    words = article.knowledge.words
    spellings = {text, text[:1].lower() + text[1:]}  # a sentence may open with ``De Villepin``, ``Al-Assad``
    surname = {
        key
        for key, names in article.people.items()
        if any(not spellings.isdisjoint(_short_forms(name, words)) for name in names)
        or not spellings.isdisjoint(article.knowledge.surnames.get(key, ()))
    }
    return surname or {
        key for key, names in article.people.items() if any(n.split()[0] == text for n in names)
    }


def _short_forms(name: str, words: Words) -> tuple[str, ...]:
    """Also one of two surnames, where the article names someone in full (``García`` for ``Ana García Ruiz``)."""
    return (*surname_forms(name, words), *parse_name(name, words).surname)


def _known_bearers(article: ArticleNames, mention: Mention) -> set[str]:
    people = {key for key in mention.candidates if key.startswith("person:")}
    return people or {key for key, forms in article.knowledge.surnames.items() if mention.text in forms}


def _in_office(article: ArticleNames, people: Collection[str]) -> set[str]:
    return {s.person_id for s in article.knowledge.spells if s.person_id in people and holds(s, article.date)}


def person_entity(article: ArticleNames, key: str) -> Entity:
    """The person of this id: the tables' entity, else one named as the article first names it in full."""
    known = article.knowledge.entities.get(key)
    if known:
        return known
    names = article.people.get(key, [key])
    return Entity(key, names[0], "PERSON")
