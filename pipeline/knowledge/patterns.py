"""Words as the alternatives of a regular expression."""

from __future__ import annotations

import re
from collections.abc import Iterable


def either(words: Iterable[str]) -> str:
    """A pattern, without group, for any of ``words``, the longest that fits first; it matches nothing when there are
    none."""
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True))) or "(?!)"
