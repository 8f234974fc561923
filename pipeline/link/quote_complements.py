"""What a reporting verb governs: a clause with ``que`` or a bare infinitive."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Span, Token

from pipeline.link.quote_incises import behind_phrase, is_incise
from pipeline.link.quote_reports import Report
from pipeline.link.quote_tokens import JOINERS, THAT, is_finite
from pipeline.marks import MARKS

_NOT_THAT = frozenset({"alors", "ainsi", "afin", "tandis", "bien", "dès", "tant", "plus", "moins", "autant"})
_WHERE = frozenset({"à", "au", "aux", "sur", "dans", "devant", "auprès", "en"})
_THESE = frozenset({"ce", "cette", "cet"})
_COMPARED = frozenset({"plus", "moins", "aussi"})
_TIMES = frozenset(
    {"an", "année", "mois", "semaine", "jour", "veille", "lendemain", "soir", "matin", "week-end"}
)
_NOT = frozenset({"ne", "n'", "pas", "plus", "jamais"})
_MAY_BE = frozenset({"soit", "soient"})
_REACH = 16
_ASIDE = 8


def complementizer(sent: Span, report: Report, reports: Sequence[Report]) -> int | None:
    """The ``que`` of a report, be it only the second thing it reports (``accuser X de … et que …``)."""
    that = that_after(sent, report, reports)
    if that is not None or "de" not in report.frames:
        return that
    stop = next((other.first for other in reports if other.first > report.last), sent.end)
    doc = sent.doc
    return next((k for k in range(report.last + 2, stop) if _is_added(doc[k - 1], doc[k])), None)


def that_after(sent: Span, report: Report, reports: Sequence[Report]) -> int | None:
    """The ``que`` that opens what the report reports, or None."""
    doc = sent.doc
    others = {other.first for other in reports if other.form != "source"}
    for k in range(report.last + 1, min(report.last + 1 + _REACH, sent.end)):
        token = doc[k]
        if (
            token.lower_ in THAT
            and not _is_pronoun(doc[k - 1])
            and not _is_compared(report, doc[k - 2])
            and (k <= report.last + 2 or doc[k - 1].lower_ not in _NOT_THAT)
        ):
            governed = k - 1 > report.last and doc[k - 1].lower_.endswith(
                "ant"
            )  # « propose un plan, sachant que »
            governed = governed and doc[k - 1].pos_ == "VERB"
            return None if governed or _is_relative(sent, report, k) else k
        if k in others or token.text in ':;«»“”"' or is_finite(token):
            return None
    return None


def infinitive(sent: Span, report: Report) -> tuple[int, int] | None:
    """The infinitive that a report governs without a preposition: its first clitic and itself."""
    doc = sent.doc
    k = report.last + 1
    while k < min(report.last + _REACH, sent.end):
        if "Inf" in doc[k].morph.get("VerbForm", []):
            start = k
            while start - 1 > report.last and _before_infinitive(doc[start - 1]):
                start -= 1
            return start, k
        if doc[k].lower_ in _WHERE:
            k = behind_phrase(sent, k)
        elif doc[k].pos_ in {"ADV", "PRON", "DET"}:
            k += 1
        elif doc[k].text == "," and (behind := _behind_aside(sent, k)) is not None:
            k = behind
        else:
            return None
    return None


def _behind_aside(sent: Span, comma: int) -> int | None:
    """The token behind a few words between commas: ``estime, lui, être en droit``, ``annonce, ce mardi, avoir …``."""
    for k in range(comma + 2, min(comma + _ASIDE, sent.end - 1)):
        if sent.doc[k].text == ",":
            return k + 1
        if sent.doc[k].pos_ in {"VERB", "AUX"} or sent.doc[k].text in MARKS:
            return None
    return None


def _is_compared(report: Report, degree: Token) -> bool:
    """``juge la tâche plus dure que``, but not ``a aussi estimé que``."""
    return degree.i > report.last and degree.lower_ in _COMPARED


def _holds_infinitive(tokens: Span) -> bool:
    return any("Inf" in token.morph.get("VerbForm", []) for token in tokens)


def _before_infinitive(token: Token) -> bool:
    """Clitics and negation belong to the infinitive: ``dit ne pas la connaître``."""
    return token.pos_ in {"PRON", "DET"} or token.lower_ in _NOT


def _is_pronoun(token: Token) -> bool:
    """``ce que`` is no conjunction, ``à ce que`` is."""
    return token.lower_ == "ce" and (token.i == 0 or token.nbor(-1).lower_ != "à")


def _is_added(joiner: Token, that: Token) -> bool:
    return that.lower_ in THAT and joiner.lower_ in JOINERS


def _is_relative(sent: Span, report: Report, that: int) -> bool:
    """``annonce la mesure que…``: the verb has an object, and ``que`` stands for it."""
    doc = sent.doc
    between = doc[report.last + 1 : that]
    if is_incise(sent, report) and any(token.text == "," for token in between):
        return True
    behind = doc[that + 1] if that + 1 < sent.end else None
    if that > report.last + 1 and behind is not None and is_finite(behind) and behind.lower_ not in _MAY_BE:
        return True  # « la ville que fournit le câble »
    if that == report.last + 1 or (doc[that].dep_ == "mark" and doc[that - 1].text != ","):
        return False
    if doc[that - 1].lower_ in _TIMES or (doc[that - 1].pos_ == "ADJ" and doc[that - 2].lower_ in _TIMES):
        return False  # « a annoncé le mois dernier que »
    if doc[that].pos_ == "PRON" and doc[that].head.dep_ == "acl:relcl" and _holds_infinitive(between):
        return True  # « espère gagner le vote qu'il a voulu »
    first = next((token for token in between if token.pos_ != "ADV"), None)
    if first is not None and first.pos_ == "DET" and doc[that - 1].text == "," and first.lower_ not in _THESE:
        return True
    return any(t.dep_ == "obj" and t.pos_ in {"NOUN", "PROPN"} and t.head.i == report.verb for t in between)
