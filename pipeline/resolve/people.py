"""People: full names of the article, surnames by who bears them there, then by the tables."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace
from functools import lru_cache

from pipeline.knowledge import Knowledge
from pipeline.knowledge.build import slug
from pipeline.person_names import Words, parse_name, surname_forms
from pipeline.records import Entity, Mention
from pipeline.resolve.article import AMBIGUOUS, ArticleNames, ambiguous, only, settled
from pipeline.resolve.full_names import one_letter_apart
from pipeline.resolve.spells import holds
from pipeline.sport import is_sport

_CIVILITY = re.compile(
    r"\b(?:(?P<m>M\.|Mr\.?|Monsieur|monsieur)|(?P<f>Mme|Mlle|Madame|madame|Mademoiselle|Mrs\.?)) \Z"
)
_PLURAL = re.compile(
    r"\b(?:[Ll]es|[Dd]es|[Aa]ux|MM\.|frères|sœurs|époux|couple|famille|clan|parents|fratrie) (?:de |des )?\Z"
)
_MAIN = 3


def person(article: ArticleNames, mention: Mention) -> Mention:
    """A person by full name; by surname the one so named in the article, else the one the tables hold."""
    couple = article.couples.get(mention.start)
    if couple:
        return settled(article, mention, person_entity(article, couple))
    for key, names in article.people.items():
        if mention.text in names:
            return settled(article, mention, person_entity(article, key))
    return _by_surname(article, mention)


def _by_surname(article: ArticleNames, mention: Mention) -> Mention:
    before = article.text[max(0, mention.start - 15) : mention.start]
    civility = _CIVILITY.search(before)
    named = _of_gender(article, _bearers(article, mention.text), civility)
    key = only(named)
    if not key and not named:
        known = _of_gender(article, _known_bearers(article, mention), civility)
        if known and not civility and not _is_titled(article, mention) and _is_sport(article):
            known -= {spell.person_id for spell in article.knowledge.spells}
        key = only(known) or only(_in_office(article, known))
        if not key and len(known) > 1:
            return ambiguous(article, mention, sorted(known))
    elif not key:
        key = "" if _PLURAL.search(before) else _meant(article, mention, named)
        if not key:
            return _unclear(article, mention, named)
    if key:
        return settled(article, mention, person_entity(article, key))
    return settled(article, mention, Entity(f"person:{slug(mention.text) or 'x'}", mention.text, "PERSON"))


def _of_gender(article: ArticleNames, people: set[str], civility: re.Match[str] | None) -> set[str]:
    """After ``M.`` or ``Mme`` those only who may be so called; one known to be so called rather than an unknown."""
    if civility is None:
        return people
    wanted = civility.lastgroup or ""
    sure = {key for key in people if gender_of(article, key) == wanted}
    return sure or {key for key in people if not gender_of(article, key)}


def _meant(article: ArticleNames, mention: Mention, bearers: Collection[str]) -> str:
    """Of several bearers the one whom the tables know by this surname (François, not Penelope Fillon), whom alone the
    text has named in full so far, or whom it names far more often."""
    usual = only(key for key in bearers if mention.text in article.knowledge.surnames.get(key, ()))
    if usual and all(key == usual or key in article.knowledge.entities for key in bearers):
        return usual
    so_far = only(key for key in bearers if article.first_named.get(key, mention.start) < mention.start)
    if so_far:
        return so_far
    times = {key: sum(article.text.count(name) for name in article.people[key]) for key in bearers}
    ranked = sorted(times, key=lambda key: (-times[key], key))
    most, next_most = times[ranked[0]], times[ranked[1]]
    return ranked[0] if most >= _MAIN * max(1, next_most) else ""


def _unclear(article: ArticleNames, mention: Mention, bearers: Collection[str]) -> Mention:
    names = ", ".join(person_entity(article, key).name for key in sorted(bearers))
    entity = Entity(f"person:{slug(mention.text)}", mention.text, "PERSON", status=f"{AMBIGUOUS}: {names}")
    return replace(settled(article, mention, entity), candidates=tuple(sorted(bearers)), score=0.5)


def _bearers(article: ArticleNames, text: str) -> set[str]:
    """The people of the article whom this word may name: by surname, by a surname form, else by first name, else by a
    surname one letter apart."""
    words = article.knowledge.words
    surname = {
        key
        for key, names in article.people.items()
        if any(_alike(text, form) for name in names for form in _short_forms(name, words))
        or any(_alike(text, form) for form in article.knowledge.surnames.get(key, ()))
    }
    return (
        surname
        or {key for key, names in article.people.items() if any(n.split()[0] == text for n in names)}
        or {
            key
            for key, names in article.people.items()
            if any(one_letter_apart(text, form) for n in names for form in surname_forms(n, words))
        }
    )


def _alike(text: str, form: str) -> bool:
    """Accents apart (``Mendez`` in a headline), and the capital that opens a sentence (``Al-Assad``)."""
    return (
        text == form
        or (len(text) == len(form) and text.isascii() != form.isascii() and slug(text) == slug(form))
        or (text[1:] == form[1:] and text[:1].lower() == form[:1])
    )


def _short_forms(name: str, words: Words) -> tuple[str, ...]:
    """Also one of two surnames, where the article names someone in full (``García`` for ``Ana García Ruiz``)."""
    return (*surname_forms(name, words), *parse_name(name, words).surname)


def _known_bearers(article: ArticleNames, mention: Mention) -> set[str]:
    people = {key for key in mention.candidates if key.startswith("person:")}
    return people or {key for key, forms in article.knowledge.surnames.items() if mention.text in forms}


def _is_sport(article: ArticleNames) -> bool:
    """Is a surname alone an athlete's here, and no politician's?"""
    return is_sport(article.text, article.knowledge.words)


def _is_titled(article: ArticleNames, mention: Mention) -> bool:
    """Does the word of an office stand before the name (``le président Costa``)?"""
    before = article.text[max(0, mention.start - 40) : mention.start].split()
    return bool(before) and before[-1].lower() in _offices(article.knowledge)


@lru_cache(maxsize=4)
def _offices(knowledge: Knowledge) -> frozenset[str]:
    return frozenset(role.form.lower() for role in knowledge.roles)


def _in_office(article: ArticleNames, people: Collection[str]) -> set[str]:
    return {s.person_id for s in article.knowledge.spells if s.person_id in people and holds(s, article.date)}


def gender_of(article: ArticleNames, key: str) -> str:
    """``m`` or ``f`` by the tables, else by the first name that the article gives; ``""`` when neither tells."""
    known = article.knowledge.genders.get(key)
    if known:
        return known
    first = [name.split()[0] for name in article.people.get(key, ()) if " " in name]
    told = {article.knowledge.first_names.get(name, "") for name in first}
    return only(told & {"m", "f"}) if not told & {"mf"} else ""


def person_entity(article: ArticleNames, key: str) -> Entity:
    """The person of this id: the tables' entity, else one named as the article first names it in full."""
    known = article.knowledge.entities.get(key)
    if known:
        return known
    names = article.people.get(key, [key])
    return Entity(key, names[0], "PERSON")
