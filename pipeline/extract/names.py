"""Names of people, states, organisations and places: the model's entities corrected by the knowledge tables.

The model knows where a name is, the tables know what it is. Where both speak of the same words the tables decide the
type; where the model sees a longer name (``Organisation de coopération de Shanghai``) what lies inside it is no name of
its own; where the model sees nothing, a form of the tables is a name all the same unless it is also a common word.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from pipeline.extract.gazetteer import Gazetteer, Hit
from pipeline.knowledge import Form, Knowledge
from pipeline.records import EntityType, Mention, Sentence

_LABELS: dict[str, EntityType] = {"PER": "PERSON", "ORG": "ORGANIZATION", "LOC": "PLACE"}
_ARTICLE = re.compile(
    r"(?:l'|d'|qu'|le |la |les |du |de |des |au |aux |un |une |ce |cette |ces |L'|D'|Qu')\s?"
)
_CAPITAL_ARTICLE = re.compile(r"(?:L'\s?|Le |La |Les |Un |Une |Des |Du |Ce |Cette )")
_EDGE = " \t\n\r.,;:!?…«»“”\"'’()[]{}–—-/*•"
_SCORES = {"table+model": 0.95, "table": 0.85, "model": 0.75, "repeat": 0.7}


@dataclass(frozen=True, slots=True)
class Name:
    """A span that the model took for a name, trimmed to the guide's edges."""

    start: int
    end: int
    label: str


def find_names(
    doc: Doc, sentences: Sequence[Sentence], gazetteer: Gazetteer, knowledge: Knowledge
) -> list[Mention]:
    """The name mentions of the article in reading order, none overlapping another.

    A capital or a seat of the executive comes back as ``kind="metonym"`` with its states as ``candidates``:
    ``extract.metonyms`` decides whether it is one. Dropped: MISC entities (events, products, treaties) and forms that
    are also common words where nothing speaks for the name.
    """
    starts = {sentence.start for sentence in sentences}
    names = _consistent(_trimmed_entities(doc, knowledge, starts), doc.text)
    hits = [hit for hit in gazetteer.find(doc.text) if _is_name(doc.text, hit, names, knowledge, starts)]
    kept_hits, kept_names = _settle(doc.text, hits, names, knowledge)
    mentions = [_from_hit(doc.text, hit, names) for hit in kept_hits]
    mentions += [_from_name(doc.text, name) for name in kept_names if name.label in _LABELS]
    mentions += _repeated(doc.text, mentions, names)
    return sorted(mentions, key=lambda mention: mention.start)


def _trimmed_entities(doc: Doc, knowledge: Knowledge, starts: set[int]) -> list[Name]:
    found = []
    for span in doc.ents:
        for start, end in _split_lines(doc.text, span.start_char, span.end_char):
            start, end = _trim(doc.text, start, end, span.label_, knowledge, starts)
            if end - start > 1 and any(char.isalnum() for char in doc.text[start:end]):
                found.append(Name(start, end, span.label_))
    return found


def _split_lines(text: str, start: int, end: int) -> Iterable[tuple[int, int]]:
    """A name never runs over a line break with a blank line or a dash of its own: keep the first line."""
    cut = re.search(r"\n\s*\n", text[start:end])
    return [(start, start + cut.start())] if cut else [(start, end)]


def _trim(
    text: str, start: int, end: int, label: str, knowledge: Knowledge, starts: set[int]
) -> tuple[int, int]:
    """The guide's edges: no article, no civility, no title, no punctuation."""
    known = knowledge.words.get("names_with_article", frozenset())
    while start < end and text[start] in _EDGE:
        start += 1
    while end > start and text[end - 1] in _EDGE:
        end -= 1
    article = _ARTICLE.match(text, start, end)
    if article is None and start in starts and text[start:end] not in known and label != "PER":
        article = _CAPITAL_ARTICLE.match(text, start, end)
    if article and article.end() < end:
        start = article.end()
    return (_without_titles(text, start, end, knowledge), end) if label == "PER" else (start, end)


def _without_titles(text: str, start: int, end: int, knowledge: Knowledge) -> int:
    """Where the name proper begins in ``M. Lavrov``, ``président Poutine``, ``Général de Gaulle``."""
    titles = knowledge.words.get("civilities", frozenset()) | _role_words(knowledge)
    particles = knowledge.words.get("particles", frozenset())
    while True:
        word = re.match(r"[\w.'-]+\s+", text[start:end])
        if word is None or start + word.end() >= end:
            return start
        bare = word.group().strip()
        title = bare in titles or bare.lower() in titles
        if not title and (bare[0].isupper() or bare.lower() in particles):
            return start
        start += word.end()


def _role_words(knowledge: Knowledge) -> frozenset[str]:
    return frozenset(role.form for role in knowledge.roles if " " not in role.form)


def _consistent(names: list[Name], text: str) -> list[Name]:
    """Each spelling gets the label that it has most often in the article (first seen breaks a tie)."""
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for name in names:
        votes[text[name.start : name.end]][name.label] += 1
    labels = {spelling: counter.most_common(1)[0][0] for spelling, counter in votes.items()}
    return [Name(name.start, name.end, labels[text[name.start : name.end]]) for name in names]


def _is_name(text: str, hit: Hit, names: Sequence[Name], knowledge: Knowledge, starts: set[int]) -> bool:
    """Is this form of the tables a name here? A one-word person is the resolver's business; a form that is also a
    common word, or an article and a word at the start of a sentence, needs the model to see a name too."""
    slice_ = text[hit.start : hit.end]
    if all(form.type == "PERSON" for form in hit.forms) and " " not in slice_:
        return False
    ambiguous = slice_ in knowledge.words.get("ambiguous_names", frozenset())
    if ambiguous or (hit.start in starts and _CAPITAL_ARTICLE.match(slice_)):
        return any(name.start <= hit.start < name.end or hit.start <= name.start < hit.end for name in names)
    return True


def _settle(
    text: str, hits: list[Hit], names: list[Name], knowledge: Knowledge
) -> tuple[list[Hit], list[Name]]:
    """Hits and model names that stay when two overlap, by the rules of the module's docstring."""
    dropped_hits: set[Hit] = set()
    dropped_names: set[Name] = set()
    for name in names:
        over = [hit for hit in hits if hit.start < name.end and name.start < hit.end]
        if not over:
            continue
        inside = all(name.start <= hit.start and hit.end <= name.end for hit in over)
        longer = inside and name.end - name.start > max(hit.end - hit.start for hit in over)
        if (longer and _holds(text, name, over, knowledge)) or _is_namesake(text, name, over, knowledge):
            dropped_hits.update(over)
        else:
            dropped_names.add(name)
    return [hit for hit in hits if hit not in dropped_hits], [
        name for name in names if name not in dropped_names
    ]


def _holds(text: str, name: Name, inside: Sequence[Hit], knowledge: Knowledge) -> bool:
    """Is the longer model name a name of its own, the forms inside only parts of it?"""
    if name.label == "MISC":
        return all(form.kind == "capital" for hit in inside for form in hit.forms)
    if len(inside) > 1 and re.search(r"\b(?:et|ou)\b|[,:;/]", text[name.start : name.end]):
        return False
    first = re.split(r"[\s']", text[name.start : name.end], maxsplit=1)[0]
    if name.label == "PER":
        return not any(
            form.type in {"STATE", "ORGANIZATION"} and hit.start == name.start
            for hit in inside
            for form in hit.forms
            if " " in form.form
        )
    return not first[:1].islower() or first in knowledge.words.get("body_nouns", frozenset())


def _is_namesake(text: str, name: Name, over: Sequence[Hit], knowledge: Knowledge) -> bool:
    """A person called Washington or Chad: the model says PER where the tables have a place or a common word."""
    if name.label != "PER" or any(form.type == "PERSON" for hit in over for form in hit.forms):
        return False
    slice_ = text[over[0].start : over[0].end]
    capital = all(form.kind == "capital" for form in over[0].forms)
    return capital or slice_ in knowledge.words.get("ambiguous_names", frozenset())


def _from_hit(text: str, hit: Hit, names: Sequence[Name]) -> Mention:
    label = next((name.label for name in names if name.start < hit.end and hit.start < name.end), "")
    forms = _forms_for(hit.forms, label)
    metonym = all(form.kind in {"capital", "seat"} for form in forms)
    method = "table+model" if label else "table"
    return Mention(
        start=hit.start,
        end=hit.end,
        text=text[hit.start : hit.end],
        type=forms[0].type,
        kind="metonym" if metonym else "name",
        sentence=-1,
        method=method,
        score=_SCORES[method],
        candidates=tuple(dict.fromkeys(form.entity_id for form in forms)),
    )


def _forms_for(forms: tuple[Form, ...], label: str) -> tuple[Form, ...]:
    """The forms of one type: the one the model's label agrees with, else that of the likeliest form. A name proper
    wins over a capital or a seat written alike (``Singapour`` is the state's own name)."""
    wanted = {"PER": {"PERSON"}, "ORG": {"ORGANIZATION"}, "LOC": {"STATE", "PLACE"}}.get(label, set())
    agreeing = tuple(form for form in forms if form.type in wanted) or forms
    proper = tuple(form for form in agreeing if form.kind not in {"capital", "seat"}) or agreeing
    return tuple(form for form in proper if form.type == proper[0].type)


def _from_name(text: str, name: Name) -> Mention:
    return Mention(
        start=name.start,
        end=name.end,
        text=text[name.start : name.end],
        type=_LABELS[name.label],
        kind="name",
        sentence=-1,
        method="model",
        score=_SCORES["model"],
    )


def _repeated(text: str, mentions: Sequence[Mention], names: Sequence[Name]) -> list[Mention]:
    """Further occurrences, missed by the model, of names found elsewhere in the article, and of people's surnames."""
    taken = [(mention.start, mention.end) for mention in mentions] + [
        (name.start, name.end) for name in names
    ]
    covered = {index for start, end in taken for index in range(start, end)}
    known: dict[str, EntityType] = {}
    for mention in mentions:
        if mention.method == "model" and len(mention.text) > 2 and mention.text[0].isupper():
            known.setdefault(mention.text, mention.type)
            if mention.type == "PERSON" and " " in mention.text:
                known.setdefault(mention.text.split()[-1], "PERSON")
    if not known:
        return []
    pattern = re.compile(
        r"(?<![\w-])(?:" + "|".join(map(re.escape, sorted(known, key=len, reverse=True))) + r")(?![\w-])"
    )
    found = []
    for match in pattern.finditer(text):
        if covered.isdisjoint(range(*match.span())) and not _joins_capital(text, *match.span()):
            found.append(
                Mention(
                    *match.span(),
                    match.group(),
                    known[match.group()],
                    "name",
                    -1,
                    "",
                    "repeat",
                    _SCORES["repeat"],
                )
            )
    return found


def _joins_capital(text: str, start: int, end: int) -> bool:
    """Does a capitalised word touch the span, so that it may be part of another name?"""
    before = re.search(r"([\w'-]+) $", text[max(0, start - 30) : start])
    after = re.match(r" ([\w'-]+)", text[end : end + 30])
    return bool((before and before[1][0].isupper()) or (after and after[1][0].isupper()))
