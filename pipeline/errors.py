"""The errors a user can meet. Each message says what, where, what is allowed and what to do."""

from __future__ import annotations


class LiensError(Exception):
    """An error with one clear sentence for the user and, apart from it, what to do about it.

    ``str(error)`` joins both; ``error.message`` and ``error.advice`` are the two parts, as the columns
    ``error`` and ``advice`` of ``errors.csv`` want them.
    """

    def __init__(self, message: str, advice: str = "") -> None:
        self.message = message
        self.advice = advice
        super().__init__(f"{message} {advice}".strip())


class UsageError(LiensError):
    """The call itself is wrong: an option, an argument, a folder. Exit code 2."""


class KnowledgeError(LiensError):
    """A knowledge table (ours or a user's) is wrong; the message names file, line and column."""


class InputError(LiensError):
    """One input cannot be read; it becomes a row of ``errors.csv`` and the rest go on."""


class OutputError(LiensError):
    """The output folder cannot be written; whatever stood there before is left whole."""


class Stopped(LiensError):
    """The user stopped the run; what was finished is kept. Exit code 130."""
