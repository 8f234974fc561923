"""Is an article about sport, where a city that wins is its club and a surname alone an athlete's?"""

from __future__ import annotations

import re
from collections.abc import Mapping

_SHARE = 40  # one word in so many


def is_sport(text: str, words: Mapping[str, frozenset[str]]) -> bool:
    """Are two words of the list ``sport_words`` in ``text``, and one word in forty of them?"""
    every = re.findall(r"[\w-]+", text.lower())
    sport = [word for word in every if word in words.get("sport_words", ())]
    return len(set(sport)) > 1 and len(every) < _SHARE * len(sport)
