"""Where mentions stand in a parsed sentence: at which word, beside which other, at its head."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Span, Token

from pipeline.records import Mention


def stand_together(one: Mention, other: Mention) -> bool:
    """Whether two mentions at one word are both meant: a group's referents, or the halves of *gréco-turc*."""
    return (
        (one.start, one.end) == (other.start, other.end) or one.end <= other.start or other.end <= one.start
    )


def head_of(tokens: Span) -> Token:
    """The noun of a mention that the rest of the sentence hangs on."""
    inside = range(tokens.start, tokens.end)
    heads = [token for token in tokens if token.head.i not in inside or token.head == token]
    nouns = [token for token in heads if token.pos_ not in ("DET", "ADP", "PUNCT")]
    return (nouns or heads or [tokens[0]])[0]


def opening_state(span: Span, mentions: Sequence[Mention]) -> tuple[str, ...]:
    """The state named at the head of ``span``, when a colon follows."""
    for mention in mentions:
        if mention.type == "STATE" and mention.kind == "name" and mention.start == span.start_char:
            rest = span.text[mention.end - mention.start :].lstrip()
            return (mention.entity_id,) if rest.startswith(":") else ()
    return ()
