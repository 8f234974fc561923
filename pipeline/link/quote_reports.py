"""Where a sentence reports speech: reporting verbs with their auxiliaries, and source phrases (``selon``)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token

from pipeline.knowledge.conjugation import VerbForm
from pipeline.link.quote_lexicon import Lexicon, Verb
from pipeline.link.quote_tokens import is_finite
from pipeline.marks import MARKS

CLITICS = frozenset({"s'", "se", "n'", "ne", "l'", "le", "lui", "leur", "y", "en"})
_INVERTED = frozenset({"-il", "-elle", "-ils", "-elles", "-on"})
_STOPS = frozenset({".", ":", ";", "que", "qu'", "qui", "et", "ou", "mais"})
_MODALS = frozenset(
    {"pouvoir", "devoir", "falloir", "permettre", "laisser", "faire", "valoir", "suffire", "être"}
)
_ARTICLES = frozenset({"le", "la", "les", "l'", "un", "une", "des", "du", "ce", "cette"})
_SUBJECTS = frozenset({"il", "elle", "ils", "elles", "on", "qui"})
_WHICH = ("quel", "quelle", "quels", "quelles")
# Between a verb and its ``que``, besides adverbs: « au contraire », « en revanche », « de son côté ».
_ASIDES = ("au", "contraire", "en", "revanche", "par", "ailleurs", "de", "son", "côté", "effet")
_THAT = ("que", "qu'")
_CHAINED = frozenset({"VERB", "AUX", "ADV", "ADP"})
_PERFECT = ("avoir", "être")
_REACH = 6


@dataclass(frozen=True, slots=True)
class Report:
    """One reporting verb or source phrase: the tokens ``first`` to ``last``, clitics and auxiliary included.

    ``verb`` is the token of the inflected verb itself, ``pronoun`` the inverted subject (``-t-il``) or None.
    ``form`` is ``source`` for a phrase such as ``selon``, whose speaker follows it. ``governed`` is false
    for an infinitive that is not what somebody does (``il faut dire``).
    """

    lemma: str
    frames: frozenset[str]
    form: VerbForm | str
    first: int
    last: int
    verb: int
    pronoun: int | None = None
    passive: bool = False
    negated: bool = False
    governed: bool = True


def find_reports(sent: Span, lexicon: Lexicon) -> list[Report]:
    """The reports of a sentence in order; a token belongs to one of them at most."""
    found: list[Report] = []
    words = [token.lower_ for token in sent]
    for i, word in enumerate(words, start=sent.start):
        if found and i <= found[-1].last:
            continue
        # « sous entendant », as it is often printed, with the hyphen it lacks
        joined = f"{words[i - sent.start - 1]}-{word}" if i > sent.start else ""
        readings = lexicon.forms.get(word) or lexicon.forms.get(joined, ())
        sources = lexicon.sources.get(word, ())
        report = _source(sent, i, sources) or _verb_report(sent, i, lexicon, readings)
        if report is not None and not (found and report.first <= found[-1].last):
            found.append(report)
    return found


def _source(sent: Span, i: int, phrases: Iterable[tuple[str, ...]]) -> Report | None:
    doc = sent.doc
    for words in phrases:
        last = i + len(words) - 1
        if last >= sent.end - 1 or doc[last + 1].lower_.endswith(_WHICH):
            continue
        if all(_same(doc[i + k].lower_, word) for k, word in enumerate(words)):
            return Report(" ".join(words).replace("' ", "'"), frozenset({"prep"}), "source", i, last, i)
    return None


def _same(text: str, word: str) -> bool:
    return text == word or (word == "de" and text in {"du", "des", "d'", "de"})


def _verb_report(
    sent: Span, i: int, lexicon: Lexicon, readings: Sequence[tuple[Verb, VerbForm]]
) -> Report | None:
    if not readings or _is_no_verb(sent, i):
        return None
    for verb, form in readings:
        report = _read(sent, i, verb, form, lexicon)
        if report is not None:
            return report
    return None


def _is_no_verb(sent: Span, i: int) -> bool:
    """Whether the token is a noun, adverb or the like; behind a closing mark the tagger is not believed."""
    doc = sent.doc
    before = doc[i - 1] if i > sent.start else None
    if not doc[i].pos_:
        return before is not None and before.lower_ in _ARTICLES
    if doc[i].pos_ in {"VERB", "AUX"} or (before is not None and before.lower_ in _SUBJECTS):
        return False
    if _governs_that(sent, i) or _heads_clause(doc[i]):
        return False
    noun = doc[i].pos_ in {"NOUN", "PROPN", "ADJ"}
    after_marks = before is not None and (before.text in MARKS or doc[max(i - 2, 0)].text in '»”"')
    return not (noun and after_marks)


def _heads_clause(noun: Token) -> bool:
    """Whether the parse makes the word the head of a sentence with a subject and no copula: then it is its verb."""
    links = {child.dep_ for child in noun.children}
    return noun.dep_ == "ROOT" and "nsubj" in links and links.isdisjoint({"cop", "det", "case"})


def _governs_that(sent: Span, i: int) -> bool:
    """Whether a form that the tagger took for a noun is a verb: behind a bare noun or name, with ``que`` behind
    it."""
    doc = sent.doc
    qualified = i - 2 >= sent.start and doc[i - 1].pos_ == "ADJ"
    if i == sent.start or doc[i - 1 - qualified].pos_ not in {"NOUN", "PROPN"}:
        return False
    for token in doc[i + 1 : min(i + _REACH, sent.end)]:
        if token.lower_ in _THAT:
            return token.dep_ == "mark"
        if token.pos_ != "ADV" and token.lower_ not in _ASIDES:
            return False
    return False


def _read(sent: Span, i: int, verb: Verb, form: VerbForm, lexicon: Lexicon) -> Report | None:
    """The report that token ``i`` is under one reading of its form, or None where the words around do not
    fit."""
    doc = sent.doc
    rest = _rest(sent, i, verb.rest)
    if rest is None:
        return None
    helper = None if form in {"present", "infinitive"} else _auxiliary(sent, i, lexicon)
    if helper is None and form == "finite" and _is_byname(doc, i):
        return None
    if form == "past" and helper is None:
        helper = i if _is_joined(sent, i) or _is_judged(sent, i) else None
    if form == "past" and helper is None:
        return None
    first = i if helper is None else helper
    pronoun = next((k for k in range(first, rest + 3) if k < sent.end and doc[k].lower_ in _INVERTED), None)
    start = _with_clitics(sent, first)
    clitics = {doc[k].lower_ for k in range(start, first)}
    if verb.reflexive != bool(clitics & {"s'", "se"}):
        return None
    chain = _chain(sent, start) if form == "infinitive" else None
    if chain is not None:
        pronoun = next((k for k in range(chain, start) if doc[k].lower_ in _INVERTED), None)
        return Report(verb.lemma, verb.frames, "finite", chain, rest, i, pronoun)
    auxiliaries = {doc[k].lower_ for k in range(first, i)}
    passive = not verb.reflexive and not auxiliaries.isdisjoint(lexicon.being)
    passive = passive or (helper == i and _is_judged(sent, i))
    last = max(rest, pronoun or rest)
    perfect: VerbForm = "infinitive" if doc[first].lower_ in _PERFECT else "finite"
    perfect = "present" if doc[first].lower_ in {"ayant", "étant"} else perfect
    finite: VerbForm = perfect if form == "past" else form
    return Report(
        verb.lemma,
        verb.frames,
        finite,
        start,
        last,
        i,
        pronoun,
        passive=passive,
        negated=bool(clitics & {"n'", "ne"}),
        governed=_governed(doc, i, form),
    )


def _chain(sent: Span, infinitive: int) -> int | None:
    """The first verb of an incise that ends in an infinitive: ``», a tenu à préciser Luc Morin``, ``, vient de dire``.

    None where anything else than verbs, adverbs and a preposition stands between the comma or mark and the infinitive.
    """
    doc = sent.doc
    k = infinitive
    while k > sent.start and (doc[k - 1].pos_ in _CHAINED or doc[k - 1].lower_ in _INVERTED | {"-t"}):
        k -= 1
    parted = k > sent.start and (doc[k - 1].text == "," or doc[k - 1].text in MARKS)
    return k if parted and k < infinitive and is_finite(doc[k]) else None


def _rest(sent: Span, i: int, words: tuple[str, ...]) -> int | None:
    """The last token of a verbal phrase that begins at ``i``; adverbs may stand inside it."""
    at = i
    for word in words:
        reach = range(at + 1, min(at + 3, sent.end))
        # "persuadée" for "persuadé": the tail of the phrase agrees with the subject
        found = next((k for k in reach if sent.doc[k].lower_.rstrip("es") == word.rstrip("es")), None)
        if found is None:
            return None
        at = found
    return at


def _auxiliary(sent: Span, i: int, lexicon: Lexicon) -> int | None:
    """The (first) auxiliary of a past participle: to its left, over adverbs, pronouns and short asides."""
    doc = sent.doc
    found = None
    for k in range(i - 1, max(sent.start, i - _REACH - 1) - 1, -1):
        word = doc[k].lower_
        if word in lexicon.being or word in lexicon.having:
            found = k
        elif found is not None or word in _STOPS or word in MARKS or doc[k].pos_ == "VERB":
            break
    return found


def _is_joined(sent: Span, i: int) -> bool:
    """Whether a participle shares the auxiliary of the one it is joined to: ``a salué … et dénoncé …``.

    Where ``que`` follows it (``et averti que``) whatever the parse says.
    """
    doc = sent.doc
    if i - 1 > sent.start and i + 1 < sent.end and doc[i - 1].lower_ == "et" and doc[i + 1].lower_ in _THAT:
        return True
    head = doc[i].head
    shared = any(child.dep_.startswith("aux") for child in head.children)
    return doc[i].dep_ == "conj" and head.i < i and shared and not _is_passive(head)


def _is_judged(sent: Span, i: int) -> bool:
    """Whether a bare participle has marked words and then its agent: ``jugée « trop lente » par le préfet``."""
    doc = sent.doc
    opens = next((k for k in range(i + 1, min(i + _REACH, sent.end)) if doc[k].text in MARKS), None)
    if opens is None or any(token.pos_ in {"VERB", "AUX", "PUNCT"} for token in doc[i + 1 : opens]):
        return False
    closes = next((k for k in range(opens + 1, sent.end) if doc[k].text in MARKS), sent.end)
    return closes + 1 < sent.end and doc[closes + 1].lower_ == "par"


def _is_byname(doc: Doc, i: int) -> bool:
    """``dit`` in ``Jean, dit « le Bon »``, ``écrit`` in ``un livre, écrit par Jean``: a participle, no report."""
    if "Part" not in doc[i].morph.get("VerbForm", []) or i + 1 >= len(doc):
        return False
    after = doc[i + 1]
    bare = after.text in MARKS or after.lower_ == "comme"
    return after.lower_ == "par" or (bare and doc[i].dep_ != "ROOT")


def _is_passive(verb: Token) -> bool:
    return any(child.dep_ in {"aux:pass", "nsubj:pass"} for child in verb.children)


def _with_clitics(sent: Span, first: int) -> int:
    while first > sent.start and sent.doc[first - 1].lower_ in CLITICS:
        first -= 1
    return first


def _governed(doc: Doc, i: int, form: VerbForm) -> bool:
    """An infinitive reports only where it is what somebody does (``vient d'annoncer``), not what may be
    said."""
    if form != "infinitive":
        return True
    head = doc[i].head
    lets = head.lower_.startswith("laiss")  # the tagger takes « laisse » for a noun
    return doc[i].dep_ == "xcomp" and head.lemma_ not in _MODALS and not lets
