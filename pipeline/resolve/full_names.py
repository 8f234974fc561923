"""The people whom an article names in full: spellings, initials, birth names and couples together."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise, zip_longest

from pipeline.knowledge import Knowledge
from pipeline.knowledge.build import slug
from pipeline.knowledge.people import unordered
from pipeline.person_names import parse_name, same_person, spelling_keys, surname_forms
from pipeline.records import Mention
from pipeline.resolve.article import ArticleNames, only
from pipeline.resolve.spells import holds

_MIDDLE_INITIAL = re.compile(r"(?<=\w) [A-Z]\.? ?(?=[A-Z]\w)")
_INITIAL = re.compile(r"[A-ZÀ-Ý]\.(?:-?[A-ZÀ-Ý]\.)* \w")
_ALIAS = re.compile(
    r" ?,? ?\(? ?(?:née?|dite?|alias|surnommée?|de son (?:vrai nom|nom complet|nom de naissance)"
    r"|(?:plus |mieux |aussi )?connue? sous le (?:nom|pseudonyme|surnom) d[e'’]) ?:? ?[«\"]? ?\Z"
)
_BORN = re.compile(r"(?:^|[.!?\n] ?)Née? \Z")
_SOVEREIGN = re.compile(
    r"\b(?:(?P<pope>pape)|(?P<monarch>roi|reine|empereur|impératrice|sultan|émir)|"
    r"(?P<crown_prince>prince|princesse)|cheikh) \Z"
)
_LEAST_NICKNAME = 3
_LEAST_SLIP = 6


def learn_people(article: ArticleNames, mentions: Sequence[Mention]) -> None:
    """Collect the people whom the article names in full, spellings of one name together: those of the tables first,
    then longer names before shorter ones, initials last."""
    texts = {mention.text for mention in mentions}
    for mention in sorted(mentions, key=_fullness):
        if not _is_full(article, mention) or _is_surname(article, mention.text, texts):
            continue
        key = (
            _known_person(article, mention)
            or _same_as(article, mention.text)
            or f"person:{slug(mention.text)}"
        )
        _learn(article, key, mention.text, mention.start)
    for first, second in pairwise(mentions):
        _learn_couple(article, first, second, texts)
    for first, second in _other_names(article, mentions):
        _join(article, first, second)


def _fullness(mention: Mention) -> tuple[bool, bool, int]:
    return bool(_INITIAL.match(mention.text)), not mention.candidates, -len(mention.text.split())


def _title(article: ArticleNames, mention: Mention) -> re.Match[str] | None:
    """Before one word, the title of who goes by the first name (``le pape François``)."""
    before = article.text[max(0, mention.start - 12) : mention.start]
    return None if " " in mention.text else _SOVEREIGN.search(before)


def _learn(article: ArticleNames, key: str, name: str, start: int) -> None:
    names = article.people.setdefault(key, [])
    if name not in names:
        names.append(name)
    article.first_named[key] = min(start, article.first_named.get(key, start))


def _is_full(article: ArticleNames, mention: Mention) -> bool:
    """Several words, or the one word that the tables hold for one person only (``Pelé``; ``Poutine`` is a surname), or
    that follows a sovereign's title."""
    if " " in mention.text.strip() or _title(article, mention):
        return True
    key = only(mention.candidates)
    return bool(key) and mention.text in article.knowledge.entities[key].name.split(" ", 1)[0:1]


def _is_surname(article: ArticleNames, text: str, others: Collection[str]) -> bool:
    """Is ``text``, of several words, but a surname: of another name here, or of someone in the tables (``Le Pen``)?"""
    words = article.knowledge.words
    if " " not in text or parse_name(text, words).given:
        return False
    return any(text != name and text in surname_forms(name, words) for name in others) or any(
        text in forms and article.knowledge.entities[key].name != text
        for key, forms in article.knowledge.surnames.items()
    )


def _known_person(article: ArticleNames, mention: Mention) -> str:
    """The tables' person of this name, its words in any order (``Kishida Fumio``) or in another spelling; after a
    sovereign's title who reigns by it."""
    key = only(key for key in mention.candidates if key.startswith("person:"))
    title = _title(article, mention)
    if not key and title:
        return only(
            spell.person_id
            for spell in article.knowledge.spells
            if spell.office == title.lastgroup
            and holds(spell, article.date)
            and spell.person_id.removeprefix("person:").split("-")[0] == slug(mention.text)
        )
    return (
        key
        or only(article.knowledge.name_words.get(unordered(mention.text), ()))
        or _by_spelling(mention.text, article.knowledge)
    )


def _by_spelling(name: str, knowledge: Knowledge) -> str:
    """The one person of the tables whose name this is in another spelling (``Recep Tayyp Erdogan``); an initial tells
    too little."""
    if _INITIAL.match(name):
        return ""
    spellings = _spellings(knowledge)
    alike = {known for key in spelling_keys(name, knowledge.words) for known in spellings.get(key, ())}
    return only(key for form, key in sorted(alike) if same_person(name, form, knowledge.words))


@lru_cache(maxsize=4)
def _spellings(knowledge: Knowledge) -> dict[str, set[tuple[str, str]]]:
    """The spelling keys of each full name of the tables → that name and its person."""
    found: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for form in knowledge.forms:
        if form.type == "PERSON" and " " in form.form:
            for key in spelling_keys(form.form, knowledge.words):
                found[key].add((form.form, form.entity_id))
    return found


def _same_as(article: ArticleNames, name: str) -> str:
    words = article.knowledge.words
    alike = only(
        key
        for key, names in article.people.items()
        if any(same_person(name, other, words) or _initial_apart(name, other) for other in names)
    )
    return (
        alike
        or only(
            key for key, names in article.people.items() if any(_short_for(article, name, n) for n in names)
        )
        or only(
            key
            for key, names in article.people.items()
            if any(_part_of(article, name, n, key) for n in names)
        )
    )


def _initial_apart(one: str, two: str) -> bool:
    """``John Kosterlitz`` and ``John M. Kosterlitz`` are one in an article, for both are not in the tables."""
    return _MIDDLE_INITIAL.sub(" ", one) == _MIDDLE_INITIAL.sub(" ", two)


def one_letter_apart(one: str, two: str) -> bool:
    """Is one a slip of the pen for the other, one letter more, less or other, inside a word of six letters or more?"""
    words = list(zip_longest(one.split(), two.split(), fillvalue=""))
    different = [(first, second) for first, second in words if first != second]
    if len(different) != 1:
        return False
    short, long = sorted(different[0], key=len)
    if len(short) < _LEAST_SLIP or len(long) - len(short) > 1 or short[0] != long[0]:
        return False
    same = next(
        (n for n, pair in enumerate(zip(short, long, strict=False)) if pair[0] != pair[1]), len(short)
    )
    return short[same + (len(short) == len(long)) :] == long[same + 1 :]


def _short_for(article: ArticleNames, one: str, two: str) -> bool:
    """``A. Koné`` for ``Amadou Ibrahim Koné``, ``Tim Reed`` for ``Timothy Reed``: sure enough inside one article."""
    first, second = (parse_name(name, article.knowledge.words) for name in (one, two))
    if not all((first.given, first.surname, second.given, second.surname)):
        return False
    genders = {article.knowledge.first_names.get(name.given[0], "") for name in (first, second)} & {"m", "f"}
    if len(genders) < 2 and one_letter_apart(" ".join(one.split()), " ".join(two.split())):
        return True
    if slug(first.surname[-1]) != slug(second.surname[-1]):
        return False
    short, long = sorted((first.given[0], second.given[0]), key=len)
    if _INITIAL.match(f"{short} x"):
        return slug(short)[:1] == slug(long)[:1]
    nickname = len(short) >= _LEAST_NICKNAME and len(long) - len(short) >= _LEAST_NICKNAME
    return nickname and long.startswith(short) and long.isalpha() and len(genders) < 2


def _part_of(article: ArticleNames, one: str, two: str, key: str) -> bool:
    """Is the longer name the shorter one with names before it (``Inès Paula Morel``), between or behind?

    None before the name of someone in the tables (``Nawaz Sharif`` is no ``Kulsoom Nawaz Sharif``), none of the other
    sex; no father's name (``Hamad`` in ``Tamim ben Hamad``), and nothing behind a first name (``Anna Maria``).
    """
    short, long = sorted((one, two), key=lambda name: len(name.split()))
    knowledge = article.knowledge
    part, whole = short.split(), long.split()
    few, many = [slug(word) for word in part], [slug(word) for word in whole]
    extra = len(many) - len(few)
    if extra < 1 or len(few) < 2 or not parse_name(short, knowledge.words).given:
        return False
    if parse_name(long, knowledge.words).suffix:
        return False
    bound = knowledge.words.get("bound_particles", frozenset())
    if many[extra:] == few:
        genders = {knowledge.first_names.get(name[0], "") for name in (part, whole)} & {"m", "f"}
        return len(genders) < 2 and key not in knowledge.entities and many[extra - 1] not in bound
    if many[: len(few)] == few:
        return part[-1] not in knowledge.first_names and many[len(few)] not in bound
    inner = many[1:-1]
    return (many[0], many[-1]) == (few[0], few[-1]) and all(len(w) > 1 and w not in bound for w in inner)


def _learn_couple(article: ArticleNames, first: Mention, second: Mention, texts: Collection[str]) -> None:
    """``Jonathan et Alistair Brownlee``: the surname counts for both."""
    between = article.text[first.end : second.start]
    if " " in first.text or between != " et " or first.text not in article.knowledge.first_names:
        return
    words = article.knowledge.words
    name = parse_name(second.text, words)
    if not name.given or not name.surname or _is_known_surname(article, first.text, texts):
        return
    full = " ".join((first.text, *second.text.split()[len(name.given) :]))
    key = only(article.knowledge.name_words.get(unordered(full), ()))
    key = key or _same_as(article, full) or f"person:{slug(full)}"
    _learn(article, key, full, first.start)
    article.couples[first.start] = key


def _is_known_surname(article: ArticleNames, text: str, texts: Collection[str]) -> bool:
    words = article.knowledge.words
    return any(" " in name and text in surname_forms(name, words) for name in texts)


def _other_names(article: ArticleNames, mentions: Sequence[Mention]) -> Iterator[tuple[Mention, Mention]]:
    """Two mentions that the text says to be one person's names: ``Marie Curie, née Skłodowska``."""
    for first, second in pairwise(mentions):
        between = article.text[first.end : second.start]
        if _ALIAS.fullmatch(between) or (
            _BORN.search(article.text[max(0, second.start - 8) : second.start])
            and first.text.split()[-1] == second.text.split()[-1]
        ):
            yield first, second


def _join(article: ArticleNames, first: Mention, second: Mention) -> None:
    """The second name becomes another of the first's."""
    keys = [key for key, names in article.people.items() if first.text in names]
    if not keys:
        for names in article.people.values():
            if second.text in names:
                names.append(first.text)
        return
    if second.text in article.people[keys[0]]:
        return
    for key in [key for key, names in article.people.items() if second.text in names]:
        del article.people[key]
    article.people[keys[0]].append(second.text)
