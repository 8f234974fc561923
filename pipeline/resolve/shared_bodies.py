"""Bodies of several states that are called alike (``Sénat``, ``PS``, ``Assemblée nationale``): whose is it here?"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from pipeline.knowledge import Knowledge
from pipeline.knowledge.build import slug
from pipeline.records import Entity, Mention
from pipeline.resolve.article import AMBIGUOUS, ArticleNames, Context, only

_LINK = re.compile(r"\s(?:de la |de l'|de |du |des |d')?")


def home_states(text: str, bodies: Sequence[Mention], mentions: Sequence[Mention]) -> dict[str, str]:
    """Written form → the state whose adjective or name stands right after it at its first such place
    (``PS sénégalais``, ``Assemblée nationale du Burundi``)."""
    states = {m.start: m for m in mentions if m.type == "STATE" and m.kind in {"name", "demonym"}}
    found: dict[str, str] = {}
    for body in bodies:
        key = state_after(text, body, states)
        if key:
            found.setdefault(body.text, key)
    return found


@lru_cache(maxsize=4)
def table_bodies(knowledge: Knowledge) -> Mapping[str, str]:
    """Slug of a form → the body of the tables; of a shared form the last."""
    return {slug(form.form): form.entity_id for form in knowledge.forms if form.type == "ORGANIZATION"}


def state_after(text: str, body: Mention, states: Mapping[int, Mention]) -> str:
    """The state of which the adjective or name stands right after ``body``; ``states`` are those named, by start."""
    link = _LINK.match(text, body.end)
    after = states.get(link.end()) if link else None
    return only(after.candidates) if after else ""


def shared_body(article: ArticleNames, mention: Mention, home: str, context: Context) -> str:
    """The id of the body that a shared form means: that of the state beside it, else the one that the article names by
    a form of its own, else that of the first state of the article that has one, else of the state the article is
    about, else, where the article is about no state, the likeliest. The body of a state without one in the tables gets
    an id of its own; ``""`` for a form that is not shared."""
    known = article.knowledge.entities
    if len(mention.candidates) < 2:
        return ""
    said = only(key for key in mention.candidates if key in context.named)
    if said and not home:
        return said
    named = [key for key in context.named if key.startswith("state:")]
    states = [home] if home else [*named, *sorted(context.at.difference(named)), context.leading]
    for key in states:
        own = only(c for c in mention.candidates if f"state:{known[c].country}" == key)
        if own:
            return own
    likeliest = next(iter(article.knowledge.shared.get(mention.text, mention.candidates)))
    worldwide = only(c for c in mention.candidates if not known[c].country)
    topic = home or context.leading
    if worldwide or not topic:
        return worldwide or likeliest
    return _open(article, mention, topic.removeprefix("state:"))


def _open(article: ArticleNames, mention: Mention, country: str) -> str:
    """The id of a body of ``country`` that no table holds, so that it is not taken for another state's; its status
    names the bodies of the tables that are called alike."""
    names = ", ".join(article.knowledge.entities[key].name for key in mention.candidates)
    key = f"org:{slug(mention.text)}-{country.lower()}"
    entity = Entity(key, mention.text, "ORGANIZATION", status=f"{AMBIGUOUS}: {names}")
    article.entities.setdefault(key, entity)
    return key
