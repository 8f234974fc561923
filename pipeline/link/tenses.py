"""What tenses tell where a parse is unsure: which clause a verb without a subject goes on with."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Token

_AHEAD = 4


def resumes(main: Token, inner: Token, joined: Token) -> bool:
    """Whether ``joined`` goes on with the main verb and not with the verb of the clause that this one reports.

    All three are finite: *a répondu que les négociations étaient closes et a accusé X*. It does when it has the
    tense and number of the main verb, and the reported verb has neither that tense nor the present, in which
    speakers mix tenses (*a dit que le pays est prêt et a envoyé des troupes*).
    """
    same = _tense(main) == _tense(joined) and main.morph.get("Number", []) == joined.morph.get("Number", [])
    return same and _tense(inner) != _tense(main) and inner.morph.get("Tense", []) != ["Pres"]


def finite(tokens: Iterable[Token]) -> Token | None:
    """The first finite verb or auxiliary among some tokens."""
    return next(
        (t for t in tokens if t.pos_ in ("VERB", "AUX") and t.morph.get("VerbForm", []) == ["Fin"]), None
    )


def _tense(verb: Token) -> tuple[str, str, bool]:
    """Tense and mood, and whether a participle makes a perfect of it."""
    ahead = verb.doc[verb.i + 1 : min(verb.i + _AHEAD, verb.sent.end)]
    compound = verb.pos_ == "AUX" and any("Part" in token.morph.get("VerbForm", []) for token in ahead)
    return "".join(verb.morph.get("Tense", [])), "".join(verb.morph.get("Mood", [])), compound
