"""What a cell of a knowledge table may hold. Each check answers what is allowed when the value is not, else
``""``.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

Check = Callable[[str], str]

_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


def text(value: str) -> str:
    """Any text."""
    return ""


def iso_date(value: str) -> str:
    """An ISO date of any precision: a year, a month or a day that exists."""
    match = _DATE.fullmatch(value)
    try:
        if match:
            date(int(match[1]), int(match[2] or 1), int(match[3] or 1))
            return ""
    except ValueError:
        pass
    return "a date as YYYY, YYYY-MM or YYYY-MM-DD, or nothing"


def pattern(expression: str, allowed: str) -> Check:
    """A value that matches the whole regular expression; ``allowed`` says it in words."""
    compiled = re.compile(expression)
    return lambda value: "" if compiled.fullmatch(value) else allowed


def one_of(*values: str) -> Check:
    """One of a closed list of values."""
    return lambda value: "" if value in values else "one of " + ", ".join(values)


def entity_id(*prefixes: str) -> Check:
    """An id with one of the prefixes ``state``, ``org``, ``person`` or ``place``: ``state:RUS``."""
    shapes = {"state": r"state:[A-Z]{3}", "org": r"org:[a-z0-9]+(?:-[a-z0-9]+)*\+?"}
    slug = r":[a-z0-9]+(?:-[a-z0-9]+)*"
    examples = {
        "state": "state:RUS",
        "org": "org:onu",
        "person": "person:ban-ki-moon",
        "place": "place:europe",
    }
    expression = "|".join(shapes.get(prefix, prefix + slug) for prefix in prefixes)
    return pattern(expression, "an id such as " + " or ".join(examples[prefix] for prefix in prefixes))


def role_holder(value: str) -> str:
    """What an office is held of: a kind of holder, or the one holder that the form itself fixes."""
    if value in ("state", "organization", "any") or not entity_id("state", "org")(value):
        return ""
    return "state, organization, any, or an id such as state:RUS or org:onu"


qid = pattern(r"Q[1-9]\d*", "a Wikidata id such as Q159, or nothing")
alpha2 = pattern(r"[A-Z]{2}", "an ISO 3166-1 alpha-2 code such as RU, or nothing")
alpha3 = pattern(r"[A-Z]{3}", "an ISO 3166-1 alpha-3 code such as RUS, or nothing")
