"""The guide's edges of a name: no article, no civility, no title, no punctuation (section 2, “Spans”)."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from pipeline.knowledge import Knowledge
from pipeline.records import Span

_ARTICLE = re.compile(
    r"(?:l'|d'|qu'|L'|D'|Qu'|le |la |les |du |de |des |au |aux |un |une |ce |cette |ces )\s?"
)
_ELIDED = re.compile(r"(?:l'|d'|qu'|L'|D'|Qu'|le |la |les |du |des |au |aux )\s?(?=[A-ZÀ-Ý])")
_CAPITAL_ARTICLE = re.compile(r"(?:Le|La|Les|Un|Une|Des|Du|Ce|Cette|Au|Aux|En|De|Selon|Pour) ")
_EDGE = " \t\n\r.,;:!?…«»“”\"'’()[]{}–—-/*•"
_OPENERS = '\n–—«“":.!?…('
_CUT = re.compile(
    r"\n\s*\n|\s(?:de|à|pour)\s[a-zà-ÿ]{2,}(?:er|ir|oir)\b|\s(?:du pays|(?:de|en) \d{4})$"
    r"|\s(?:ayant|comprenant|concernant|disant|étant|regroupant|réunissant|visant)\b"
    r"|(?<! du)(?<! le)\s(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)\b"
    r"|(?:\s(?:de|du|des|et|la|le|les|à|au|aux|en|pour))+$"
)
_INNER = re.compile(r"(?<![^\W\d_])(?!(?:[cdjlmnst]|qu)')[^\W\d_]+'[^\W\d_]+", re.IGNORECASE)
_STANCE = re.compile(r"(?:anti|ex|non|post|pro)-(?=[A-ZÀ-Ý])")
_SURNAME = re.compile(r" [A-ZÀ-Ý][^\W\d_]+(?:['-][^\W\d_]+)*")
_YOUNGER = re.compile(r" [JjSs]r\.$")
_WORD = re.compile(r"[\w.'-]+\s+")
_GLUED_CIVILITY = re.compile(r"MM?\.(?=[A-ZÀ-Ý][a-zà-ÿ])")


@dataclass(frozen=True, slots=True)
class Name:
    """A span that the model took for a name, trimmed to the guide's edges."""

    start: int
    end: int
    label: str


def opens(text: str, start: int, starts: Collection[int]) -> bool:
    """Does ``start`` begin a sentence, a line or a quotation, so that a capital there says nothing?"""
    if start in starts:
        return True
    before = text[max(0, start - 3) : start].rstrip(" ")
    return not before or before[-1] in _OPENERS


class Edges:
    """Trims the spans that the model gives; the word lists it needs are read once."""

    def __init__(self, knowledge: Knowledge) -> None:
        roles = {role.form.lower() for role in knowledge.roles if " " not in role.form}
        self._titles = knowledge.words.get("civilities", frozenset()) | roles
        self._particles = knowledge.words.get("particles", frozenset())
        self._with_article = frozenset(
            form.form for form in knowledge.forms if _CAPITAL_ARTICLE.match(form.form)
        ) | frozenset(place for place in knowledge.places if _CAPITAL_ARTICLE.match(place))

    def trim(self, text: str, span: Span, label: str, starts: Collection[int]) -> Span:
        """The span without what is no part of a name; it may come back empty. A capital article stays where the
        tables write the name with it, and inside a sentence, where only a name explains the capital."""
        start, end = self._without_marks(text, *span)
        stance = _STANCE.match(text, start, end)
        start = stance.end() if stance else start
        glued = _GLUED_CIVILITY.match(text, start, end)
        start = glued.end() if glued else start
        article = (_ELIDED if label == "PER" else _ARTICLE).match(text, start, end)
        if article is None and label != "PER" and text[start:end] not in self._with_article:
            article = _CAPITAL_ARTICLE.match(text, start, end) if opens(text, start, starts) else None
        if article and article.end() < end:
            start = article.end()
        if label != "PER":
            return start, end
        return self._without_titles(text, start, end), self._with_surname(text, start, end)

    def _with_surname(self, text: str, start: int, end: int) -> int:
        """The end of the name when the span stops at a particle (``Armel Le`` in ``Armel Le Cléac'h``)."""
        last = text[start:end].split()[-1:]
        if not last or last[0] == text[start:end] or last[0].lower() not in self._particles:
            return end
        surname = _SURNAME.match(text, end)
        return surname.end() if surname else end

    def has_article(self, text: str) -> bool:
        """Does the form begin with a capitalised article (``Le Point``, ``LE POINT``, ``L'Essor``)?"""
        return text.startswith("L'") or bool(_CAPITAL_ARTICLE.match(f"{text[:1]}{text[1:].lower()}"))

    @staticmethod
    def _without_marks(text: str, start: int, end: int) -> Span:
        cut = _CUT.search(text[start:end])
        end = start + cut.start() if cut else end
        while start < end and text[start] in _EDGE:
            start += 1
        while end > start and text[end - 1] in _EDGE and not _initial(text, start, end):
            end -= 1
        end = _end_of_word(text, start, end)
        return start, end + 1 if _YOUNGER.search(text[start : end + 1]) else end

    def _without_titles(self, text: str, start: int, end: int) -> int:
        """Where the name proper begins in ``M. Lavrov``, ``président Poutine``, ``Général de Gaulle``."""
        while True:
            word = _WORD.match(text, start, end)
            if word is None or word.end() >= end:
                return start
            bare = word.group().strip()
            title = bare in self._titles or bare.lower() in self._titles
            if not title and (bare[0].isupper() or bare.lower() in self._particles):
                return start
            start = word.end()


def _end_of_word(text: str, start: int, end: int) -> int:
    """The end of the word when the span stops at an apostrophe within it (``Armel Le Cléac'h``)."""
    word_start = max(text.rfind(" ", start, end), text.rfind("-", start, end), start - 1) + 1
    word = _INNER.match(text, word_start) if text[end : end + 1] == "'" else None
    return word.end() if word and word.end() > end else end


def _initial(text: str, start: int, end: int) -> bool:
    """Does the span end in the point of an initial or of ``Jr.``?"""
    return text[end - 1] == "." and bool(re.search(r"(?:\b[A-Z]|\b[JjSs]r)\.$", text[start:end]))
