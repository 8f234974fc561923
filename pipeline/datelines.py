"""Datelines: the opening words that say where and when (``PARIS, 2 octobre (Agence) –``)."""

from __future__ import annotations

import re

UPPER = "A-ZÀ-ÖØ-ÞŒ"
_WEEKDAY = r"(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)"
_WORD = r"[\w'’.\u0300-\u036f-]"
_PLACE = rf"[{UPPER}]{_WORD}*(?:(?:[ /-](?:d[eu]s?|l[ae]s?|sur|en|et))*[ /-][{UPPER}]{_WORD}*){{0,4}}"
_DATE = r"\d{1,2}(?:er)?\s+[^\W\d]{3,9}\.?(?:\s+\d{4})?"
_DASH = r"(?<=[\s.)])[–—-]+\s+(?=\S)"
BEFORE_DATE = re.compile(rf"(?:{_PLACE}(?:,\s*(?:le\s*)?|\s*))?(?:{_WEEKDAY}\s*)?")
AFTER_DATE = re.compile(
    r"\s*(?:(?:,\s*[^,;:.]{1,30}){1,2}|,?\s*(?:à\s*)?\d{1,2}\s*[h:]\s*(?:\d\d)?[^,;.]{0,12})?\s*\.?\s*"
)
_BRACKETS = re.compile(r"\([^()\n]{1,60}\)")
_DATED = re.compile(rf"\s*(?!Le\s){BEFORE_DATE.pattern}{_DATE}{AFTER_DATE.pattern}{_DASH}")
_AGENCY = re.compile(rf"\s*{_PLACE},?\s*{_BRACKETS.pattern}\s*{_DASH}")
_REACH = 120


def without_brackets(text: str) -> str:
    """The text with what stands in round brackets blanked, offsets kept."""
    return _BRACKETS.sub(lambda match: " " * len(match[0]), text)


def prose_start(sentence: str) -> int:
    """Where the prose of a sentence begins behind a dateline with a date or, in brackets, an agency; 0 without one.

    ``Le 2 octobre – …`` opens a sentence and is none; neither is one that nothing follows.
    """
    head = sentence[:_REACH]
    found = _DATED.match(without_brackets(head)) or _AGENCY.match(head)
    return found.end() if found else 0
