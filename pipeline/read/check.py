"""What every article must pass, whatever it was read from: text at all, characters a table can hold,
French.
"""

from __future__ import annotations

import re

from pipeline.read.language import foreign
from pipeline.read.limits import ARTICLE_CHARACTERS
from pipeline.read.source import Draft, Dropped

_IMPOSSIBLE = re.compile(r"[\0\ud800-\udfff]")
_GARBLED = re.compile(r"Ã[\u0080-\u00bf‚ƒ„…†‡ˆ‰Š‹ŒŽ™š›œžŸ]|â€[™œ“”¦˜]|Å“|Â[«»°\u00a0]|√[©®ß™¥†]|‚Ä[ôú]")
_SOUND = re.compile(r"[éèêëàâùûçôîïœÉÈÀÇ’«»]")
_SAMPLE = 200_000


def checked(item: Draft | Dropped) -> Draft | Dropped:
    """``item`` itself, or the reason to drop it."""
    return (_fault(item.text) or item) if isinstance(item, Draft) else item


def _fault(text: str) -> Dropped | None:
    if not text.strip("\ufeff\u200b \t\r\n\f\v\u00a0"):
        return Dropped("The article has no text.", "Check the file or the column of the text.")
    if len(text) > ARTICLE_CHARACTERS:
        error = f"The article has {len(text):,} characters, more than {ARTICLE_CHARACTERS:,}."
        return Dropped(error, "Split the file into its articles.")
    if bad := _IMPOSSIBLE.search(text):
        error = f"The text holds a character that no text may hold (U+{ord(bad[0]):04X})."
        return Dropped(error, "Remove it, or make the export again.")
    if _is_garbled(text[:_SAMPLE]):
        error = "The accents of the text were garbled before it was saved (« Ã© » for « é »)."
        return Dropped(error, "Make the export again and save it as UTF-8.")
    if language := foreign(text):
        return Dropped(f"The text is not French: {language}.", "Leave it out, or give French articles.")
    return None


def _is_garbled(text: str) -> bool:
    """UTF-8 that was once read as Latin-1, CP1252 or Mac Roman, or accents lost for good, outnumber sound
    accents.
    """
    bad = len(_GARBLED.findall(text)) + text.count("\ufffd")
    return bad >= 3 and bad > len(_SOUND.findall(_GARBLED.sub("", text)))
