"""Set phrases in which a state's name or adjective means no state: ``cochon d'Inde``, ``sud-américain``."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipeline.records import Mention


class SetPhrases:
    """The word list ``frozen_phrases``, ready to be searched for; capitals make no difference."""

    def __init__(self, phrases: Iterable[str]) -> None:
        longest_first = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
        alternatives = "|".join(map(re.escape, longest_first)).replace(r"\-", " ?- ?") or r"(?!)"
        self._pattern = re.compile(rf"(?<![\w-])(?:{alternatives})(?![\w-])", re.IGNORECASE)

    def outside(self, mentions: Iterable[Mention], text: str) -> list[Mention]:
        """The mentions but those that are a mere part of a set phrase of ``text``; one that is the whole stays."""
        spans = [match.span() for match in self._pattern.finditer(text)]
        return [
            mention
            for mention in mentions
            if not any(
                start <= mention.start and mention.end <= end and mention.end - mention.start < end - start
                for start, end in spans
            )
        ]
