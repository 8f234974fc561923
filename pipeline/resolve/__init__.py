"""Mentions → entities, first in the article, then over the run (guide, section 3).

One resolver a type; the policy is the same everywhere and stands in ``article.only``: accept when exactly one candidate
remains. What cannot be told apart stays apart and says so: an entity of its own whose status names the candidates.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.knowledge import Knowledge
from pipeline.knowledge.offices import Offices
from pipeline.records import Entity, Mention
from pipeline.resolve.actors import body, context, learn_bodies, place, state
from pipeline.resolve.article import ArticleNames
from pipeline.resolve.full_names import learn_people
from pipeline.resolve.groups import resolve_groups
from pipeline.resolve.national_bodies import learn_national_bodies
from pipeline.resolve.over_run import resolve_run
from pipeline.resolve.people import person
from pipeline.resolve.roles import resolve_roles
from pipeline.resolve.shared_bodies import home_states
from pipeline.resolve.shown import offices_shown

__all__ = ["resolve_article", "resolve_run"]


def resolve_article(
    text: str, date: str, mentions: Sequence[Mention], knowledge: Knowledge, offices: Offices
) -> tuple[list[Mention], list[Entity]]:
    """The mentions with their entities, and those entities sorted by id.

    A group becomes one mention for each referent. Dropped: roles and groups for which the article and the tables
    leave none or more than one reading. ``date`` is the article's, of any precision.
    """
    article = ArticleNames(text, date, knowledge)
    resolved = _resolve_names(article, mentions)
    shown = offices_shown(article, resolved, offices)
    roles = [mention for mention in resolved if mention.kind == "role"]
    resolved = resolve_roles(article, resolved, offices, shown)
    known = {mention.start for mention in resolved if mention.kind == "role"}
    strangers = [role for role in roles if role.start not in known]
    resolved = resolve_groups(article, resolved, strangers, offices, shown)
    resolved.sort(key=lambda mention: (mention.start, -mention.end, mention.kind, mention.entity_id))
    used = {mention.entity_id for mention in resolved}
    return resolved, sorted((article.entities[key] for key in used), key=lambda entity: entity.entity_id)


def _resolve_names(article: ArticleNames, mentions: Sequence[Mention]) -> list[Mention]:
    around = context(mentions, article.knowledge)
    learn_people(article, [m for m in mentions if m.type == "PERSON" and m.kind == "name"])
    bodies = [m for m in mentions if m.type == "ORGANIZATION" and m.kind == "name"]
    demonyms = {m.start: m.end for m in mentions if m.kind == "demonym"}
    learn_national_bodies(article, bodies, mentions, around)
    learn_bodies(article, bodies, home_states(article.text, bodies, mentions), around, demonyms)
    resolved = []
    for mention in mentions:
        if mention.kind in {"role", "group"}:
            resolved.append(mention)
        elif mention.type == "PERSON":
            resolved.append(person(article, mention))
        elif mention.type == "STATE" or mention.kind == "metonym":
            resolved.append(state(article, mention, around))
        elif mention.type == "ORGANIZATION":
            resolved.append(body(article, mention))
        else:
            resolved.append(place(article, mention))
    return resolved
