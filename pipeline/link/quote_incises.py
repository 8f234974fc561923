"""Incises: reports that follow or break into what was said, with the subject behind the verb."""

from __future__ import annotations

from spacy.tokens import Span, Token

from pipeline.link.quote_phrases import OF
from pipeline.link.quote_reports import Report
from pipeline.link.quote_tokens import JOINERS, SUBJECT_PRONOUNS, is_finite
from pipeline.marks import MARKS

_RELATIVES = frozenset({"qui", "que", "qu'", "dont", "où"})
_SEVERAL = frozenset({"des", "les", "ces", "plusieurs", "certains", "certaines"})
_REACH = 12


def is_incise(sent: Span, report: Report) -> bool:
    """Whether the report follows or breaks into what was said: its subject stands behind it.

    ``a-t-il déclaré``, ``affirme le président``, ``a ajouté hier M. Lavrov``: an inverted pronoun, or no
    subject to the left and a noun phrase to the right.
    """
    if report.pronoun is not None:
        return True
    before = sent.doc[report.first - 1].lower_ if report.first > sent.start else ""
    if before in JOINERS or before in SUBJECT_PRONOUNS:
        return False
    if report.form != "finite" or report.passive or report.negated:
        return False
    if _behind_relative(sent, report):
        return False
    if _left_subject(sent, report) and not _behind_marks(sent, report):
        return False
    subject = subject_after(sent, report)
    return subject is not None and _agrees(sent.doc[report.first : report.verb + 1], sent.doc[subject])


def _agrees(verb: Span, determiner: Token) -> bool:
    """Whether a noun phrase may be the subject by its number: not ``a révélé des traces``."""
    finite = next((token for token in verb if is_finite(token)), None)
    singular = finite is not None and "Sing" in finite.morph.get("Number", [])
    return not (singular and determiner.lower_ in _SEVERAL)


def subject_after(sent: Span, report: Report) -> int | None:
    """The first token of the noun phrase behind an inverted verb.

    Adverbs, dates and a phrase that says where or to whom may stand between: ``a confié, à l'AFP, le maire``.
    """
    doc = sent.doc
    k = report.last + 1
    while k < min(report.last + _REACH, sent.end):
        token = doc[k]
        if k + 1 < sent.end and doc[k + 1].text in MARKS:
            return None
        if token.lower_ == "le" and k + 1 < sent.end and doc[k + 1].text.isdigit():
            k += 3  # « indiquait le 3 mai dernier »
            continue
        if (
            token.pos_ in {"DET", "PROPN"}
            or token.ent_type_
            or (token.pos_ == "NOUN" and token.text[0].isupper())
        ):
            return None if _leads_to_marks(sent, k) else k
        if token.pos_ == "PRON" and token.lower_ in {"un", "une", "l'", "celui-ci", "celle-ci", "certains"}:
            return k
        if token.pos_ == "ADP":
            k = behind_phrase(sent, k)
        elif (
            token.pos_ in {"ADV", "NOUN", "ADJ"}
            or (token.text == "," and k > report.last + 1)
            or (token.text == "," and k + 1 < sent.end and doc[k + 1].pos_ in {"ADP", "ADV"})
        ):
            k += 1
        else:
            return None
    return None


def _leads_to_marks(sent: Span, start: int) -> bool:
    """Whether a noun phrase is the object that marks fill, no subject: ``évoque la volonté de « partir »``."""
    marks = (k for k in range(start + 2, min(start + 5, sent.end - 1)) if sent.doc[k].text in MARKS)
    opens = next(marks, None)
    return opens is not None and sent.doc[opens - 1].pos_ == "ADP" and sent.doc[opens + 1].text[0].islower()


def after_comma(sent: Span, report: Report) -> bool:
    """Whether a comma parts the report from a whole clause to its left."""
    doc = sent.doc
    comma = report.first - 1
    if comma <= sent.start or doc[comma].text != ",":
        return False
    return any(is_finite(token) and not _in_relative(token) for token in doc[sent.start : comma])


def behind_phrase(sent: Span, preposition: int) -> int:
    """The token behind a prepositional phrase: its article, then its nouns and adjectives (``auprès de l'AFP``)."""
    doc = sent.doc
    k = preposition + 1
    if doc[preposition].lower_ == "auprès" and k < sent.end and doc[k].lower_ in OF:
        k += 1
    if k < sent.end and doc[k].pos_ == "DET":
        k += 1
    while k < sent.end and (
        doc[k].pos_ in {"NOUN", "PROPN", "ADJ", "NUM"} or doc[k].lower_ in {"de", "du", "d'"}
    ):
        if (
            doc[k].lower_ in {"de", "d'"}
            and k + 1 < sent.end
            and doc[k + 1].pos_ in {"VERB", "AUX", "PRON", "ADV"}
        ):
            break  # « promet aux pêcheurs de défendre »
        if doc[k].ent_type_ == "PER" and doc[k - 1].pos_ == "NOUN":
            break  # « estime pour sa part Luc Morin »
        k += 1
    return k


def _left_subject(sent: Span, report: Report) -> bool:
    verb = sent.doc[report.verb]
    return any(child.dep_.startswith("nsubj") and child.i < report.first for child in verb.children)


def _behind_relative(sent: Span, report: Report) -> bool:
    """Whether the verb's subject is before a relative clause: ``Doha, qui abrite …, a invité …``."""
    before = sent.doc[sent.start : report.first]
    verbs = [token for token in before if is_finite(token)]
    marked = any(token.text in MARKS for token in before)
    return bool(verbs) and not marked and before[-1].text == "," and all(map(_in_relative, verbs))


def _in_relative(token: Token) -> bool:
    """Whether a finite verb is that of a relative clause."""
    verb = token.head if token.dep_.startswith(("aux", "cop")) else token
    opens = any(word.lower_ in _RELATIVES for word in verb.lefts)
    return verb.dep_ == "acl:relcl" and opens


def _behind_marks(sent: Span, report: Report) -> bool:
    """Whether marked words and a comma, or the mark alone, stand before: the parse is not to be trusted
    there."""
    if report.first > sent.start and sent.doc[report.first - 1].text == ",":
        return any(token.text in "»”" for token in sent.doc[sent.start : report.first])
    before = [
        token for token in sent.doc[max(sent.start, report.first - 3) : report.first] if token.text != ","
    ]
    return bool(before) and before[-1].text in '»”"'
