"""Which actors a word of a parsed sentence stands for.

A noun stands for the actor that it names; for the person in apposition to it (*le dirigeant chinois Xi
Jinping*); or for the state that it is a part or an agent of, when it is one of
``knowledge/words/state_nouns.csv`` (*l'armée syrienne*, *deux soldats de la Syrie*: guide, section 4).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from spacy.tokens import Span, Token

from pipeline.link.acts import preposition, singular
from pipeline.link.apposition import listed, person_behind
from pipeline.link.mention_places import head_of, opening_state, stand_together
from pipeline.records import ACTOR_TYPES, Mention

_DEPTH = 4  # « les forces du régime syrien »: deep enough for any noun phrase, and an end for a looping parse

_THAT_OF = ("celui", "celle", "ceux", "celles")  # « bat celle du Chili »

_SOME = ("des", "d'", "les", "plusieurs", "certains", "certaines")

_SINGULAR = ("le", "la", "l'", "un", "une", "ce", "cet", "cette", "du", "au")


class Actors:
    """The actors of one sentence by token: made once a sentence, asked for every verb and noun of an act."""

    def __init__(
        self,
        span: Span,
        mentions: Sequence[Mention],
        *,
        state_nouns: frozenset[str],
        roles: frozenset[str],
        officers: frozenset[str],
        bearers: frozenset[str],
        bodies: frozenset[str],
        rank: Mapping[str, int],
    ) -> None:
        """``rank`` says in which order the article first names its entities: the order of a group's
        referents. ``officers`` are the first words of offices in the singular.
        """
        self._state_nouns = state_nouns | roles
        self._roles = roles
        self._officers = officers
        self._bearers = bearers
        self._bodies = bodies
        self._rank = rank
        self._locator = opening_state(span, mentions)
        self._named: dict[int, list[Mention]] = defaultdict(list)
        self._inside: dict[int, Mention] = {}
        self.last_token: dict[int, int] = {}
        self._people: dict[int, int] = {}
        self._enumerated: dict[int, list[str]] = {}
        people = {mention.start: mention for mention in mentions if mention.type == "PERSON"}
        self._bearer = {
            m.end: people[m.end + 1] for m in mentions if m.kind == "demonym" and m.end + 1 in people
        }
        for mention in sorted(mentions, key=lambda mention: mention.start - mention.end):
            if mention.type in ACTOR_TYPES and not (self._locator and mention.start == span.start_char):
                self._place(span, mention)
        self._enumerate(span)

    def _enumerate(self, span: Span) -> None:
        """Join the names of *l'Égypte, le Bahreïn et le Yémen*, whose chain the parse often breaks."""
        chain: list[int] = []
        for head in sorted(self._named):
            between = span.doc[self.last_token[chain[-1]] + 1 : head] if chain else span.doc[0:0]
            links = [token.lower_ for token in between if token.pos_ not in ("DET", "SPACE")]
            if chain and links not in ([","], ["et"]):
                chain = []
            chain = [*chain, head]
            if links == ["et"] and len(chain) > 2:
                keys = [key for place in chain for key in self.at(span.doc[place])]
                self._enumerated |= dict.fromkeys(chain, keys)
                chain = []

    def _place(self, span: Span, mention: Mention) -> None:
        tokens = span.doc.char_span(mention.start, mention.end, alignment_mode="expand")
        if tokens is None:
            return
        head = head_of(tokens)
        same = self._named[head.i]
        if all(stand_together(mention, other) for other in same):
            same.append(mention)
            same.sort(key=lambda mention: (mention.start, self._rank.get(mention.entity_id, 0)))
            self.last_token[head.i] = tokens.end - 1
        if mention.type == "PERSON" and mention.kind == "name":
            self._people.setdefault(tokens.start, tokens.end - 1)
        for token in tokens:
            self._inside.setdefault(token.i, mention)

    def covering(self, token: Token) -> Mention | None:
        """The longest mention that ``token`` is in."""
        return self._inside.get(token.i)

    def at(self, token: Token) -> list[str]:
        """The entities that ``token`` itself names, those of a group in their order.

        A people's word beside a name is about its bearer (*le Japonais Ken Sato*); in the singular it is about some
        citizen, who is not the state (*le Japonais*).
        """
        named = self._named.get(token.i, [])
        if not self.is_demonym(token):
            return [mention.entity_id for mention in named]
        bearer = self._bearer.get(named[-1].end)
        if bearer is not None:
            return [bearer.entity_id]
        return [] if _is_singular(token) else [mention.entity_id for mention in named]

    def named(self, token: Token) -> list[str]:
        """The entities that ``token`` names outright, or the person in apposition to it."""
        apposed = self._apposed(token) if not self.at(token) or self.is_demonym(token) else None
        return self.at(apposed if apposed is not None else token)

    def is_demonym(self, token: Token) -> bool:
        """Whether ``token`` names a state by its people."""
        return any(mention.kind == "demonym" for mention in self._named.get(token.i, ()))

    def of(self, token: Token) -> list[str]:
        """The entities that the noun phrase of ``token`` stands for, coordinated ones included; none twice.

        An officer stands for what he serves only where the phrase names nobody (*l'ambassadeur russe*): in *le
        président du Sénat, Paul Durand* it is Paul Durand who acts.
        """
        found = list(dict.fromkeys(self._of(token, 0)))
        people = [key for key in found if key.startswith("person:")]
        return people if people and self.is_officer(token) else found

    def is_officer(self, token: Token) -> bool:
        """Whether ``token`` is an office in the singular, and no name."""
        office = token.lower_ in self._officers or singular(token.lower_) in self._roles
        return office and not self.at(token)

    def stands_for_state(self, token: Token) -> bool:
        """Whether ``token`` is a noun of a part, agent or thing of a state.

        Some are in the list in the plural alone: *les joueurs croates* are their country's team, *le joueur croate*
        is a citizen.
        """
        forms = (token.lower_, singular(token.lower_), token.lemma_.lower())
        return not self._state_nouns.isdisjoint(forms)

    def demonyms(self, token: Token) -> list[str]:
        """The states whose adjectives qualify the noun ``token`` (*accord russo-américain*, in reading
        order).
        """
        found = [child for child in token.children if self.is_demonym(child) and not preposition(child)]
        bare = [
            c for c in token.rights if preposition(c) == "de" and not _has_determiner(c) and not self.at(c)
        ]
        # The parser hangs the adjective on the wrong noun: « un avion de combat russe ».
        for noun in bare if token.lower_ not in self._roles else ():
            found += [child for child in noun.children if self.is_demonym(child)]
        # « les élus d'origine grecque » hold no office of Greece.
        found = [child for child in found if child.i == 0 or child.nbor(-1).lower_ != "origine"]
        for adjective in list(found):
            found += [other for other in _linked_adjectives(adjective) if self.is_demonym(other)]
        return list(dict.fromkeys(key for adjective in sorted(found) for key in self.at(adjective)))

    def _of(self, token: Token, depth: int) -> Iterator[str]:
        if depth > _DEPTH:
            return
        if token.i in self._enumerated:
            yield from self._enumerated[token.i]
            return
        own = list(self._own(token, depth))
        yield from own
        for child in (*token.children, *self._beside_apposed(token)):
            linked = bool(own) or any(other.lower_ == "et" for other in child.lefts)
            office = self.is_officer(child) and self._apposed(child) is None
            if office and any(key.startswith("person:") for key in own):
                continue  # « X, président du Sénat et maire de … »: one person, several offices
            if (
                (child.dep_ == "conj" or (child.dep_ == "appos" and preposition(child)))
                and child.pos_ not in ("VERB", "AUX")
                and linked
                and _parallel(child, token)
            ):
                yield from self._of(child, depth + 1)
        neighbour = self._coordinated(token)
        if neighbour is not None:
            yield from self._of(neighbour, depth + 1)

    def _own(self, token: Token, depth: int) -> Iterator[str]:
        named = self.at(token)
        presented = [] if named else listed(token, self._people, self.at)
        apposed = self._apposed(token) if not named or self.is_demonym(token) else None
        if presented:
            yield from presented
        elif apposed is not None:
            yield from self.at(apposed)
        elif named:
            yield from named
        else:
            yield from self._served(token, depth) or self._examples(token, depth)

    def _served(self, token: Token, depth: int) -> Sequence[str]:
        """The state that a noun is a part or an agent of."""
        if not self.stands_for_state(token) and token.lower_ not in _THAT_OF:
            return ()
        return self.demonyms(token) or list(self._complement(token, depth)) or self._located(token)

    def _examples(self, token: Token, depth: int) -> list[str]:
        """*des pays comme la Grèce et la Turquie*: who is named as one of several."""
        if token.pos_ != "NOUN" or not any(child.lower_ in _SOME for child in token.lefts):
            return []
        examples = [child for child in token.rights if preposition(child) == "comme" and child.dep_ == "nmod"]
        return [key for child in examples for key in self._of(child, depth + 1)]

    def _apposed(self, token: Token) -> Token | None:
        if self.is_officer(token):
            start = person_behind(token, self._people, self.is_officer)
            if start is not None:
                last = self._people[start]
                return next((word for word in token.doc[start : last + 1] if self.at(word)), None)
        human = self.is_demonym(token) or singular(token.lower_.rstrip(".")) in self._bearers
        beside = (
            ("appos", "flat:name", "nmod", "amod") if human or token.lower_ in self._bodies else ("appos",)
        )
        types = ("PERSON",) if human else ("PERSON", "ORGANIZATION")
        if not human and token.text[0].isupper() and token.i > token.sent.start:
            types = ("ORGANIZATION",)  # « le Prix Marie Durand »
        for child in token.rights:
            if child.nbor(-1).text == "(":
                continue  # « l'hôtel (Luc Morin, Zoé Roy) »: no apposition
            mentions = self._named.get(child.i, ()) if child.dep_ in beside and not preposition(child) else ()
            if any(mention.type in types and mention.kind == "name" for mention in mentions):
                return child
            bare = child.dep_ == "flat:name" and token.pos_ == "NOUN" and token.text[0].islower()
            if bare and any(m.type == "PERSON" and m.kind == "name" for m in self._named.get(child.i, ())):
                return child  # « la pianiste polonaise Anna Nowak »
        return None

    def _beside_apposed(self, token: Token) -> Iterator[Token]:
        """What the parse joins to a name in apposition: *au chef de l'État, X, et au maire, Y*."""
        apposed = self._apposed(token) if preposition(token) else None
        if apposed is not None and apposed != token:
            yield from (child for child in apposed.children if preposition(child))

    def _complement(self, token: Token, depth: int) -> Iterator[str]:
        for child in token.rights:
            if child.dep_ in ("nmod", "obl:arg") and preposition(child) == "de":
                yield from (key for key in self._of(child, depth + 1) if not key.startswith("person:"))

    def _located(self, token: Token) -> Sequence[str]:
        """The state that opens a headline, for its bare institutions: *Irak : l'armée lance l'offensive*."""
        definite = any(child.lower_ in ("le", "la", "l'") for child in token.lefts)
        bare = not any(child.dep_ in ("nmod", "amod") for child in token.rights)
        return self._locator if definite and bare else ()

    def _coordinated(self, token: Token) -> Token | None:
        """The actor right after *et* where the parse misses the coordination of two names."""
        last = self.last_token.get(token.i)
        if last is None or last + 2 >= len(token.doc) or token.doc[last + 1].lower_ != "et":
            return None
        other = token.doc[last + 2]
        other = other.nbor() if other.pos_ == "DET" and other.i + 1 < len(other.doc) else other
        free = self.at(other) and not other.dep_.startswith("nsubj") and other.dep_ not in ("conj", "ROOT")
        return other if free else None


def _is_singular(noun: Token) -> bool:
    return any(child.lower_ in _SINGULAR for child in noun.lefts)


def _parallel(child: Token, token: Token) -> bool:
    """Whether a conjunct is governed as its head is: *en Irak* is none of *ses derniers moments*."""
    return preposition(child) in ("", preposition(token))


def _has_determiner(token: Token) -> bool:
    return any(child.dep_ == "det" for child in token.lefts)


def _linked_adjectives(adjective: Token) -> Iterator[Token]:
    """The other adjectives of *britannique, australien et danois* or *russo-chinoises*."""
    for child in adjective.subtree:
        if child != adjective and child.dep_ in ("conj", "flat:name", "amod", "nmod", "appos"):
            yield child
