"""The words that take up an actor: *il*, *elle*, *lui*, *ce dernier*, with their gender and number."""

from __future__ import annotations

from spacy.tokens import Token

_MASCULINE = ("il", "ils", "eux", "le", "dernier", "celui-ci")
_FEMININE = ("elle", "elles", "la", "dernière", "celle-ci")
_EITHER = ("l'", "lui", "les", "leur")
_PLURALS = ("ils", "elles", "eux", "les", "leur")
_SUBJECTS = ("il", "elle", "ils", "elles", "lui", "eux")
_LATTER = ("dernier", "dernière", "celui-ci", "celle-ci")


def word_of(token: Token) -> str:
    """Return a pronoun without the hyphen of an inversion (*a-t-il*); *celle-ci* whole, though it is cut in three."""
    word = token.lower_.removeprefix("-t").removeprefix("-")
    rest = token.doc[token.i + 1 : token.i + 3].text if word in ("celui", "celle") else ""
    return f"{word}-ci" if rest == "-ci" else word


def genders(pronoun: Token) -> str:
    """Return the genders of whom a word may take up: ``m``, ``f``, ``mf``; empty for other words."""
    word = word_of(pronoun)
    if word in _LATTER and not is_latter(pronoun):
        return ""
    return "m" if word in _MASCULINE else "f" if word in _FEMININE else "mf" if word in _EITHER else ""


def is_personal(token: Token) -> bool:
    """Whether ``token`` may be a subject that takes somebody up (*il*, *c'est lui qui …*, *ce dernier*)."""
    return word_of(token) in _SUBJECTS or is_latter(token)


def is_latter(token: Token) -> bool:
    """*ce dernier*, *celle-ci*: who was named last."""
    word = word_of(token)
    if word not in _LATTER:
        return False
    return "-" in word or (token.i > 0 and token.nbor(-1).lower_ in ("ce", "cette"))


def is_plural(pronoun: Token) -> bool:
    """Whether a pronoun takes up several actors."""
    return word_of(pronoun) in _PLURALS


def agree(noun: Token, pronoun: Token) -> bool:
    """Whether a noun, by its article or its own form, may be what *il* or *elle* takes up."""
    gender = next((g for child in noun.lefts for g in child.morph.get("Gender", [])), "") or "".join(
        noun.morph.get("Gender", [])
    )
    return gender == "Fem" if genders(pronoun) == "f" else gender in ("", "Masc")
