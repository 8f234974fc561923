"""States, organisations and places: by the tables, by what else the article names, by acronyms in brackets."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from pipeline.knowledge.build import slug
from pipeline.records import Entity, Mention
from pipeline.resolve.article import ArticleNames, ambiguous, only, settled

_BRACKET = re.compile(r"\s*\(\s*(?:en anglais\s+)?([A-Z][\w&.-]{1,9})\s*[),]")


def state(article: ArticleNames, mention: Mention, named: Collection[str]) -> Mention:
    """A state by the forms of the tables. A form that several share goes to the one that the article names outright,
    a historic state only then; a capital that is also the seat of a body is the body's."""
    known = article.knowledge.entities
    living = [key for key in mention.candidates if known[key].status != "historic state"]
    bodies = [key for key in mention.candidates if key.startswith("org:")]
    for candidates in (bodies if mention.kind == "metonym" else [], mention.candidates, living):
        choice = only(candidates) or only(key for key in candidates if key in named)
        if choice:
            return settled(article, mention, known[choice])
    return ambiguous(article, mention, living or list(mention.candidates))


def place(article: ArticleNames, mention: Mention) -> Mention:
    """A place by the tables, which know its country; else one of its own, by its spelling."""
    known = article.knowledge.places.get(mention.text)
    return settled(
        article, mention, known or Entity(f"place:{slug(mention.text) or 'x'}", mention.text, "PLACE")
    )


def learn_bodies(article: ArticleNames, mentions: Sequence[Mention]) -> None:
    """Give every written form of an organisation its id: the tables', or the slug of its longest form; an acronym in
    brackets after a name is that name's for the whole article."""
    for mention in sorted(mentions, key=lambda mention: (-len(mention.text), mention.start)):
        key = (
            only(mention.candidates)
            or article.bodies.get(mention.text)
            or _longer_form(article, mention.text)
        )
        key = key or f"org:{slug(mention.text) or 'x'}"
        article.bodies.setdefault(mention.text, key)
        name = article.knowledge.entities.get(key) or Entity(key, mention.text, "ORGANIZATION")
        article.entities.setdefault(key, name)
    for mention in mentions:
        bracket = _BRACKET.match(article.text, mention.end)
        if bracket and not any(m.text == bracket[1] and m.candidates for m in mentions):
            _rename(article, bracket[1], article.bodies[mention.text])


def _longer_form(article: ArticleNames, text: str) -> str:
    """The one organisation of the article whose name begins or ends with this form (``Amnesty``)."""
    if len(text) < 4:
        return ""
    return only(
        key
        for form, key in article.bodies.items()
        if form != text and (form.startswith(f"{text} ") or form.endswith(f" {text}"))
    )


def _rename(article: ArticleNames, acronym: str, key: str) -> None:
    article.bodies[acronym] = key


def body(article: ArticleNames, mention: Mention) -> Mention:
    """An organisation by the id that ``learn_bodies`` gave its written form."""
    key = article.bodies[mention.text]
    entity = article.entities.get(key) or article.knowledge.entities[key]
    return settled(article, mention, entity)
