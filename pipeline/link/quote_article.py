"""One article as the quote rules see it: its sentences, its actors by sentence, and what stands in marks."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import chain

from spacy.tokens import Doc, Span, Token

from pipeline.knowledge import Knowledge
from pipeline.link.quote_phrases import OF
from pipeline.link.quote_reports import Report
from pipeline.link.quote_sources import source_end
from pipeline.link.quote_tokens import is_parsed, opening
from pipeline.marks import MARKS, Marked, marked_spans
from pipeline.records import ACTOR_TYPES, Mention, Sentence

_ARTICLES = frozenset({"le", "la", "les", "l'"})


@lru_cache(maxsize=4)
def _bearers(knowledge: Knowledge) -> frozenset[str]:
    """The first words of the role forms; found once for each set of tables."""
    return frozenset(role.form.split()[0].lower() for role in knowledge.roles)


class QuotedArticle:
    """A parsed article with its mentions; ``sents[i]`` are the tokens of ``sentences[i]``.

    ``marks`` are the outermost marked spans of the text in order. Mentions of places and mentions without
    an entity are not actors.
    """

    def __init__(
        self, doc: Doc, sentences: Sequence[Sentence], mentions: Sequence[Mention], knowledge: Knowledge
    ) -> None:
        self.doc = doc
        self.text = doc.text
        self.starts = [sentence.start for sentence in sentences]
        self.marks = [mark for mark in marked_spans(self.text) if mark.depth == 0]
        self.mouthpieces = knowledge.words.get("mouthpieces", frozenset())
        self.publications = knowledge.words.get("publications", frozenset())
        self.standards = knowledge.words.get("standards", frozenset())
        self.bodies = knowledge.words.get("bodies", frozenset())
        self.org_kinds = knowledge.org_kinds
        self.company_words = knowledge.words.get("company_bodies", frozenset())
        self.media_words = knowledge.words.get("media_bodies", frozenset())
        self.bearers = _bearers(knowledge)
        self.civilities = {word.lower().rstrip(".") for word in knowledge.words.get("civilities", ())}
        self._token_starts = [token.idx for token in doc]
        self.sents = [doc[self.token_at(s.start) : self.token_at(s.end)] for s in sentences]
        self._actors: dict[int, list[Mention]] = defaultdict(list)
        for mention in sorted(mentions, key=lambda m: (m.start, -m.end)):
            if mention.type in ACTOR_TYPES and mention.entity_id:
                self._actors[mention.sentence].append(mention)
        self._genders = self._named_genders(knowledge)
        self._genders.update(self._seen_genders())

    def marks_in(self, span: Span) -> list[Marked]:
        """The outermost marked spans that overlap some tokens."""
        first = bisect_left(self.marks, span.start_char, key=lambda mark: mark.closing)
        last = bisect_left(self.marks, span.end_char, key=lambda mark: mark.opening)
        return self.marks[first:last]

    def is_marked(self, offset: int) -> bool:
        """Whether the character stands between marks."""
        at = bisect_right(self.marks, offset, key=lambda mark: mark.opening)
        return at > 0 and offset < self.marks[at - 1].closing

    def marked_words(self, offset: int) -> Span:
        """The words of the outermost marks that the character stands between; none outside marks."""
        at = bisect_right(self.marks, offset, key=lambda mark: mark.opening)
        mark = self.marks[at - 1] if self.is_marked(offset) else None
        return self.doc[self.token_at(mark.start) : self.token_at(mark.end)] if mark else self.doc[0:0]

    def follows_colon(self, offset: int) -> bool:
        """Whether a colon stands before the character, spaces aside."""
        return self.text[max(0, offset - 4) : offset].rstrip().endswith(":")

    def add_marks(self, spans: Iterable[Marked]) -> None:
        """Adds spans that something else than quotation marks sets off, such as dialogue dashes.

        One that stands between quotation marks is left out.
        """
        new = [span for span in spans if not self.is_marked(span.opening)]
        self.marks = sorted([*self.marks, *new], key=lambda mark: mark.opening)

    def sentence_at(self, offset: int) -> int:
        """The index of the sentence that the character lies in; -1 before the first one."""
        return bisect_right(self.starts, offset) - 1

    def token_at(self, offset: int) -> int:
        """The index of the first token that begins at or behind the character."""
        return bisect_left(self._token_starts, offset)

    def actors(self, sentence: int) -> list[Mention]:
        """The actors of a sentence in order of their start, longest first; groups too."""
        return self._actors[sentence]

    def actors_until(self, offset: int) -> list[Mention]:
        """All actors named before a character of the article."""
        return [m for index in sorted(self._actors) for m in self._actors[index] if m.end <= offset]

    def voices(self, sentence: int) -> list[Mention]:
        """The actors of a sentence that a pronoun may take up: no groups, no adjectives, nothing inside
        marks."""
        return [
            mention
            for mention in self._actors[sentence]
            if mention.kind not in {"group", "demonym"} and not self.is_marked(mention.start)
        ]

    def preposition(self, mention: Mention, start: int) -> str:
        """The preposition behind the character ``start`` that leads to the mention (``l'avocat de X``, ``du président
        X``), or ``""``."""
        for token in reversed(self.tokens_before(mention.start)):
            if token.idx < start:
                break
            if token.pos_ == "ADP" or (
                not token.pos_ and token.lower_ in OF
            ):  # its sentence may not be parsed
                return token.lower_
            if token.pos_ not in {"DET", "ADJ"} and token.lower_ not in self.bearers:
                break
        return ""

    def closes(self, mention: Mention) -> bool:
        """Whether punctuation, or the end of the text, follows the mention."""
        at = self.token_at(mention.end)
        return at >= len(self.doc) or not self.doc[at].text[0].isalnum()

    def phrase(self, mention: Mention) -> str:
        """The mention with the few words before it, in lower case: where its kind is said."""
        return self.text[max(0, mention.start - 25) : mention.end].lower()

    def admits(self, sentence: int, report: Report) -> bool:
        """Whether a source phrase is one: ``pour`` is, at the head of a sentence, before an actor and a
        comma."""
        if report.form != "source":
            return True
        sent = self.sents[sentence]
        after = self.doc[report.last + 1 : report.last + 3]
        in_marks = len(after) > 1 and after[0].pos_ == "DET" and after[1].text in MARKS
        what = [token.lower_ for token in after] == ["ce", "qui"]
        if what or in_marks or self._names_standard(sentence, report):
            return False
        if report.lemma != "pour":
            return True
        end = source_end(sent, report)
        heads = any(
            token.is_alpha and token.pos_ not in {"ADV", "CCONJ"}
            for token in self.doc[opening(sent, report.first) : report.first]
        )
        if heads or end >= sent.end or self.doc[end].text not in {",", ":"}:
            return False
        low, high = self.doc[report.last + 1].idx, self._comma(report.last + 1, end)
        comma = self.token_at(high)
        titled = any(token.lower_ in self.bearers for token in self.doc[report.last + 1 : comma])
        behind = self.doc[comma + 1].idx if titled and comma < end else -1  # « le ministre, Luc Morin, »
        named = (
            m
            for m in self._actors[sentence]
            if (low <= m.start < high and not self.preposition(m, low))
            or (m.start == behind and m.type == "PERSON" and m.end <= self.doc[end].idx)
        )
        pronoun = self.doc[report.last + 1].lower_ in {"lui", "elle", "eux", "elles"}
        return pronoun or any(m.type != "STATE" or m.kind == "metonym" for m in named)

    def _names_standard(self, sentence: int, report: Report) -> bool:
        """``selon la loi``, ``selon les jours``, but not ``selon L'Orient-Le Jour``."""
        nouns = (t for t in self.sents[sentence] if t.i > report.last and t.pos_ == "NOUN")
        noun = next(nouns, None)
        if noun is None or noun.i > report.last + 3 or noun.lower_.rstrip("s") not in self.standards:
            return False
        return not any(m.start <= noun.idx < m.end for m in self._actors[sentence])

    def _comma(self, start: int, end: int) -> int:
        """The character of the first comma among some tokens, else of the one behind them."""
        return next((token.idx for token in self.doc[start:end] if token.text == ","), self.doc[end].idx)

    def word(self, token: Token) -> str:
        """The whole word that a token begins, in lower case: ``état-major`` is three tokens."""
        end = token.i
        while end + 2 < len(self.doc) and self.doc[end + 1].text == "-" and not self.doc[end].whitespace_:
            end += 2
        return self.doc[token.i : end + 1].text.lower()

    def word_start(self, at: int) -> int:
        """The token that begins the word that token ``at`` ends, with its article where it is cut in two."""
        start = at
        while start > 1 and self.doc[start - 1].text == "-" and not self.doc[start - 2].whitespace_:
            start -= 2
        return start - 1 if 0 < start < at and self.doc[start - 1].pos_ == "DET" else start

    def tokens_before(self, offset: int) -> Span:
        """The six tokens before a character."""
        at = self.token_at(offset)
        return self.doc[max(0, at - 6) : at]

    def subject(self, sentence: int, among: Sequence[Mention]) -> Mention | None:
        """The one of ``among`` that is the subject of the main verb, or a subject at all.

        A sentence without syntax has the one that opens it for a subject.
        """
        first = self.sents[sentence][0]
        if not is_parsed(self.sents[sentence]):
            opens = self.doc[first.i + (first.lower_ in _ARTICLES)].idx
            return next((mention for mention in among if mention.start == opens), None)
        subjects = [token for token in self.sents[sentence] if token.dep_.startswith("nsubj")]
        found = [
            (token.head.dep_ != "ROOT", mention.start, mention)
            for token in subjects
            for mention in among
            if self._names(mention, token)
        ]
        return min(found, key=lambda item: item[:2])[2] if found else None

    def _names(self, mention: Mention, token: Token) -> bool:
        """Whether the phrase of a noun is headed by the mention or has it in apposition."""
        low, last = token.left_edge.idx, token.right_edge
        return low <= mention.start < last.idx + len(last) and not self.preposition(mention, low)

    def gender(self, entity_id: str) -> str:
        """``m``, ``f``, or ``""`` where neither the tables nor the article tell."""
        return self._genders.get(entity_id, "")

    def fits(self, entity_id: str, gender: str) -> bool:
        """Whether a pronoun of that gender (``m``, ``f`` or ``""`` for either) may stand for the entity."""
        return not gender or self.gender(entity_id) in {gender, ""}

    def _named_genders(self, knowledge: Knowledge) -> dict[str, str]:
        """What the tables tell of the article's people, else their first names."""
        found: dict[str, str] = {}
        for mention in chain.from_iterable(self._actors.values()):
            first = mention.text.split()[0] if mention.type == "PERSON" and mention.kind == "name" else ""
            gender = knowledge.genders.get(mention.entity_id) or knowledge.first_names.get(first, "")
            if (gender in {"m", "f"} and " " in mention.text) or mention.entity_id in knowledge.genders:
                found[mention.entity_id] = gender
        return found

    def _seen_genders(self) -> dict[str, str]:
        """What the words before a name tell of its gender: ``M.``, ``la ministre``, ``la Chine``."""
        seen: dict[str, str] = {}
        for mentions in self._actors.values():
            for mention in mentions:
                if mention.kind in {"name", "role"} and mention.entity_id not in seen:
                    gender = _gender(
                        self.tokens_before(mention.start), self.doc[self.token_at(mention.start)]
                    )
                    if gender:
                        seen[mention.entity_id] = gender
        return seen


def _gender(before: Span, first: Token) -> str:
    """``m`` or ``f`` where a civility, a title or an article beside the name says so."""
    words = [first, *reversed(before)]
    for token in words[:3]:
        if token.text in {"M.", "MM.", "Mr"}:
            return "m"
        if token.text in {"Mme", "Mlle"}:
            return "f"
        if token.lower_ in {"le", "un"}:
            return "m"
        if token.lower_ in {"la", "une"}:
            return "f"
        if token.i != first.i and token.pos_ not in {"NOUN", "ADJ"}:
            return ""
    return ""
