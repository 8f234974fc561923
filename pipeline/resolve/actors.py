"""States, organisations and places: by the tables, by what else the article names, by acronyms in brackets."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from pipeline.initials import first_words
from pipeline.knowledge import Knowledge
from pipeline.knowledge.build import slug
from pipeline.records import Entity, Mention
from pipeline.resolve.article import ArticleNames, Context, ambiguous, only, settled
from pipeline.resolve.shared_bodies import shared_body, table_bodies
from pipeline.resolve.topic import leading_state

_BRACKET = re.compile(r"\s*\(\s*(?:en anglais\s+)?([A-Z][\w&.-]{1,9})\s*[),]")
_OF_UNION = {"Commission": "org:commission-europeenne", "Union": "org:ue"}
_PLURAL_ARTICLE = re.compile(r"\b(?:[Ll]es|[Dd]es|[Aa]ux) [«\"]? ?\Z")
_NOUN = re.compile(r"\b([a-zà-ÿ]+) \Z")
_OPENS = re.compile(r"\s*\(\s*(?P<tongue>en [a-zà-ÿ]+\s*:?\s+)?")
_CLOSES = re.compile(r"\s*(?P<tongue>,?\s*en [a-zà-ÿ]+\s*)?\)")


def context(mentions: Sequence[Mention], knowledge: Knowledge) -> Context:
    """The context that the mentions of an article give; their entities need not be known yet."""
    sure = (m for m in mentions if m.kind in {"name", "demonym"} and len(m.candidates) == 1)
    places = (knowledge.places.get(m.text) for m in mentions if m.type == "PLACE" or m.kind == "metonym")
    return Context(
        tuple(dict.fromkeys(m.candidates[0] for m in sure)),
        frozenset(f"state:{place.country}" for place in places if place and place.country),
        leading_state(mentions, knowledge),
        any("org:ue" in m.candidates or "org:commission-europeenne" in m.candidates for m in mentions),
    )


def state(article: ArticleNames, mention: Mention, context: Context) -> Mention:
    """A state by the forms of the tables. A form that several share goes to the one that the article names outright,
    a historic state only then; a capital that is also the seat of a body is the body's. What stays open is one
    entity whatever the form's gender and number."""
    known = article.knowledge.entities
    living = [key for key in mention.candidates if known[key].status != "historic state"]
    bodies = [key for key in mention.candidates if key.startswith("org:")]
    for candidates in (bodies if mention.kind == "metonym" else [], mention.candidates, living):
        choice = only(candidates) or _settled_by(context, candidates, article.knowledge)
        if choice:
            return settled(article, mention, known[choice])
    return ambiguous(article, mention, living or list(mention.candidates), _base_form(article, mention))


def _settled_by(context: Context, candidates: Sequence[str], knowledge: Knowledge) -> str:
    """The candidate that the article names, else whose cities it names, else the one whose only demonym the form is.
    A state that has a demonym of its own takes the form only as the first state of the article (``guinéen`` where
    Equatorial Guinea is named in passing stays open)."""
    plain = only(key for key in candidates[:1] if key in knowledge.plain)
    named = only(key for key in candidates if key in context.named)
    if named and (not plain or named in {plain, context.named[0]}):
        return named
    there = only(key for key in candidates if key in context.at)
    return there or ("" if any(key in context.named for key in candidates) else plain)


def _base_form(article: ArticleNames, mention: Mention) -> str:
    """The shortest demonym that the same states share (``congolais`` of ``congolaises``); another form as it is."""
    if mention.kind != "demonym":
        return mention.text
    alike = (
        form
        for form, keys in article.knowledge.shared.items()
        if keys == mention.candidates and form.islower() and not form.endswith("o")
    )
    return min(alike, key=lambda form: (len(form), form), default=mention.text)


def place(article: ArticleNames, mention: Mention) -> Mention:
    """A place by the tables, which know its country, in capitals too; else one of its own, by its spelling."""
    places = article.knowledge.places
    known = places.get(mention.text) or (
        places.get(_as_written(mention.text)) if mention.text.isupper() else None
    )
    return settled(
        article, mention, known or Entity(f"place:{slug(mention.text) or 'x'}", mention.text, "PLACE")
    )


def _as_written(text: str) -> str:
    """A name in capitals as it is written in a sentence: ``PORT-AU-PRINCE`` → ``Port-au-Prince``."""
    return re.sub(
        r"(?<=[ -])(?:Au|Aux|De|Du|Des|Es|La|Le|Les|Sur)(?=[ -])", lambda m: m[0].lower(), text.title()
    )


def learn_bodies(
    article: ArticleNames,
    mentions: Sequence[Mention],
    homes: Mapping[str, str],
    context: Context,
    demonyms: Mapping[int, int],
) -> None:
    """Give every written form of an organisation its id: the tables', or the slug of its longest form.

    A form that several bodies share is settled by ``homes`` (see ``home_states``) and the context. ``demonyms`` says
    where those end that start somewhere: one may stand before the bracket with the acronym.
    """
    for mention in sorted(mentions, key=lambda mention: (-len(mention.text), mention.start)):
        key = (
            only(mention.candidates)
            or article.bodies.get(mention.text)
            or shared_body(article, mention, homes.get(mention.text, ""), context)
            or _after_article(article, mention, context)
            or _after_noun(article, mention)
            or _longer_form(article, mention.text, context)
            or (_OF_UNION.get(mention.text, "") if context.union else "")
        )
        key = key or f"org:{slug(mention.text) or 'x'}"
        article.bodies.setdefault(mention.text, key)
        name = article.knowledge.entities.get(key) or Entity(key, mention.text, "ORGANIZATION")
        article.entities.setdefault(key, name)
    starts = {mention.start: mention for mention in mentions}
    for mention in mentions:
        end = demonyms.get(mention.end + 1, mention.end)
        _learn_acronym(article, mention, end, mentions)
        _learn_gloss(article, mention, end, starts)


def _learn_acronym(article: ArticleNames, mention: Mention, end: int, mentions: Sequence[Mention]) -> None:
    """An acronym in brackets after a name is that name's for the whole article, unless the tables know it and its
    letters are others. Then the name is the acronym's where it names the state of that body (``Agence américaine
    océanique (NOAA)``); ``Fédération du bâtiment (CGT)`` stays apart."""
    bracket = _BRACKET.match(article.text, end)
    if bracket is None:
        return
    known = {key for m in mentions if m.text == bracket[1] for key in m.candidates}
    abroad = only(known) and not mention.candidates and not _spells(mention.text, bracket[1])
    if abroad and _names_state(article, article.text[mention.start : end], only(known)):
        article.bodies[mention.text] = only(known)
    elif not known or _spells(mention.text, bracket[1]):
        article.bodies[bracket[1]] = article.national.get(mention.start) or article.bodies[mention.text]


def _names_state(article: ArticleNames, name: str, body: str) -> bool:
    """Is an adjective of the name that of the state of the ``body``, which is not French?"""
    knowledge = article.knowledge
    country = knowledge.entities[body].country
    if country in {"", "FRA"}:
        return False
    words = set(re.findall(r"[\w-]+", name))
    return any(
        form.kind == "demonym" and form.form in words and form.entity_id == f"state:{country}"
        for form in knowledge.forms
    )


def _learn_gloss(article: ArticleNames, mention: Mention, end: int, starts: Mapping[int, Mention]) -> None:
    """A name that alone fills the brackets after another is the same body's where it says its language (``Centre for
    Peace en anglais``), or where the first is the acronym that it spells (``IPR (Institut pour la recherche)``)."""
    opening = _OPENS.match(article.text, end)
    gloss = starts.get(opening.end()) if opening else None
    closing = _CLOSES.match(article.text, gloss.end) if gloss else None
    if opening is None or gloss is None or closing is None:
        return
    if opening["tongue"] or closing["tongue"]:
        first, second = (mention, gloss) if mention.candidates or not gloss.candidates else (gloss, mention)
        article.bodies[second.text] = article.bodies[first.text]
    elif mention.text.isupper() and _spells(gloss.text, mention.text):
        article.bodies[mention.text] = article.bodies[gloss.text]


def _after_article(article: ArticleNames, mention: Mention, context: Context) -> str:
    """The body of the article's state whose name begins with the article that stands before (``aux Échos``)."""
    if not _PLURAL_ARTICLE.search(article.text, max(0, mention.start - 7), mention.start):
        return ""
    key = table_bodies(article.knowledge).get(slug(f"Les {mention.text}"), "")
    return key if key and f"state:{article.knowledge.entities[key].country}" == context.leading else ""


def _after_noun(article: ArticleNames, mention: Mention) -> str:
    """The body of the tables whose name begins with the noun that stands before (``l'agence Anadolu``)."""
    noun = _NOUN.search(article.text, max(0, mention.start - 20), mention.start)
    return table_bodies(article.knowledge).get(slug(f"{noun[1]} {mention.text}"), "") if noun else ""


def _longer_form(article: ArticleNames, text: str, context: Context) -> str:
    """The one organisation of the article whose name begins or ends with this form (``Amnesty``); no party's, where it
    may be the European Union (``Union pour un mouvement populaire``)."""
    if len(text) < 4:
        return ""
    key = only(
        key
        for form, key in article.bodies.items()
        if form != text and (form.startswith(f"{text} ") or form.endswith(f" {text}"))
    )
    of_union = context.union and text in _OF_UNION
    return "" if of_union and article.knowledge.org_kinds.get(key) == "party" else key


def _spells(name: str, acronym: str) -> bool:
    """Do the initials of the name make the acronym, so that here it is the name's whatever the tables say?"""
    words = re.findall(r"[^\W\d_]+", name)
    return 0 in first_words(words, acronym)


def body(article: ArticleNames, mention: Mention) -> Mention:
    """An organisation by the state whose body it is, else by the id that ``learn_bodies`` gave its written form."""
    key = article.national.get(mention.start) or article.bodies[mention.text]
    entity = article.entities.get(key) or article.knowledge.entities[key]
    return settled(article, mention, entity)
