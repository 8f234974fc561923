"""What stands between an office and its body: *directrice [de la communication] de la [Maison-Blanche]*."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from pipeline.knowledge.patterns import OF
from pipeline.link.role_forms import RoleWords
from pipeline.records import Mention

_TO = r"(?:à la |à l'|au |aux |pour la |pour le |pour l'|pour |chez |à )"
_LINK = re.compile(rf" (?:et )?(?P<in>(?:au sein )?{OF}|(?:{_TO}|en )(?!{OF}|sein|charge))\s*")
_WORD = re.compile(r" ?([\wà-ÿ'-]+)")
_HARM = re.compile(r"(?:mort|assassinat|attaque|attentat|meurtre|massacre|accident|guerre)s?\Z")
_ALSO = re.compile(rf" (?:et|ou) (?P<again>{OF}|{_TO})?\s*")
_CLOSES = re.compile(r"\s*(?:[,.;:)»–—]|$)")
_UNKNOWN = re.compile(r" (?!(?:lors|hors|près|loin|avant|auprès|accusée?|soupçonnée?) )([a-zà-ÿ]{4,})(?= )")
_GOES_ON = re.compile(rf" {OF}")
_GOES_TO = re.compile(rf" {_TO}")
_PARTICIPLE = re.compile(r"(?:ée?s?|ants?)\Z")
_BODY = re.compile(r" (?:du |de la |de l')([a-zà-ÿ-]+)")
_COMMA = re.compile(r"\s?, (?=de |du |d')")
_TRADES = ("ateur", "atrice")
_PARTED = ("cabinet", "club", "fédération", "groupe", "institut", "laboratoire", "équipe")
_LONGEST = 5


class Complement(NamedTuple):
    """Where a complement ends, the bodies or states that it names, and how much of it belongs to the office."""

    end: int
    holders: tuple[str, ...]
    title_end: int


class ComplementReader:
    """Reads the complements of an office in one sentence.

    ``starting`` has the mentions by where they begin in it, the longest of those that begin together;
    ``lower`` is the sentence in small letters.
    """

    def __init__(self, lower: str, base: int, starting: Mapping[int, Mention], words: RoleWords) -> None:
        self._lower = lower
        self._base = base
        self._starting = starting
        self._words = words

    def read(self, at: int, *, states: bool, free: bool = True) -> Complement | None:
        """The complement at ``at`` that ends with a body or, when ``states``, with a state of which its last
        noun is a part (*chef de la police [belge]*); None when it ends with neither.

        The name behind a private body's noun is that body's (*du parti [X]*); such a body, unnamed, has no
        state for holder (*président de la fédération belge de judo*) and is no part of what is named behind it.
        Unless ``free``, a common noun comes first only behind *de* (not *le président au centre d'une bousculade*).
        """
        start = at
        for _ in range(_LONGEST):
            link = _LINK.match(self._lower, at)
            named = self.named_after(link) if link is not None else None
            if link is None or (named is not None and named.type != "PLACE"):
                return self._named(named, link, states=states) if link and named else None
            noun = _WORD.match(self._lower, link.end())
            if not free and at == start and not _GOES_ON.match(self._lower, at):
                return None
            if noun is None or _HARM.match(noun[1]) or noun[1] in self._words.by_form:
                return None
            states = states and noun[1] not in self._words.private
            end, follower = self._past(self._end(named) if named else noun.end())
            closed = self._closed(noun[1], at, end, follower, states=states)
            if closed is not None or not self._goes_on(noun[1], follower):
                return closed
            at = self._end(follower) if follower is not None else end
        return None

    def _closed(
        self, noun: str, at: int, end: int, follower: Mention | None, *, states: bool
    ) -> Complement | None:
        """The complement that ends with the mention behind a noun: a body's name, a state's adjective."""
        if follower is None:
            return None
        if follower.type == "ORGANIZATION" and noun in self._words.bodies:
            return Complement(self._end(follower), (follower.entity_id,), at)
        if follower.kind == "demonym" and states:
            return Complement(self._end(follower), (follower.entity_id,), end)
        return None

    def _goes_on(self, noun: str, follower: Mention | None) -> bool:
        """Whether what follows a noun and its adjectives may still say what it is a part of."""
        whole = noun in self._words.private and noun not in _PARTED
        return not whole and (follower is None or follower.type in ("PLACE", "STATE"))

    def _named(self, named: Mention, link: re.Match[str], *, states: bool) -> Complement | None:
        """The body that ends a complement, or the state, which does so only after *de*."""
        preposition = link["in"]
        of = re.match(OF, preposition) is not None
        if preposition == "en " or named.type not in ("STATE", "ORGANIZATION") or named.kind == "demonym":
            return None
        if named.type == "STATE" and not (of and states):
            return None
        end, holders = self.with_others(named, preposition)
        return Complement(end, holders, link.start())

    def with_others(self, named: Mention, preposition: str) -> tuple[int, tuple[str, ...]]:
        """The end and the holders, with further bodies: *de [RFI] et de l'[AFP]*, *pour l'[AFP] et [RFI]*."""
        end, holders = self._end(named), [named.entity_id]
        while named.type == "ORGANIZATION" and (also := _ALSO.match(self._lower, end)):
            other = self._starting.get(also.end())
            if other is None or other.type != "ORGANIZATION" or other.kind != "name":
                break
            again = (also["again"] or "")[:2]
            if again != preposition[:2] and (again or not _CLOSES.match(self._lower, self._end(other))):
                break
            end = self._end(other)
            holders.append(other.entity_id)
        return end, tuple(holders)

    def of_body(self, at: int) -> tuple[int, str] | None:
        """The end and the noun of an unnamed private body that nothing qualifies (*du parti*)."""
        body = _BODY.match(self._lower, at)
        if body is None or body[1] not in self._words.private or _GOES_ON.match(self._lower, body.end()):
            return None
        word, follower = _WORD.match(self._lower, body.end()), self._starting.get(body.end() + 1)
        named = follower is not None and follower.type == "PERSON"
        if not named and word is not None and (follower or word[1] == "au" or self.is_adjective(word[1])):
            return None
        return body.end(), body[1]

    def behind_name(self, at: int) -> Complement | None:
        """The body that a name is followed by: *la chercheuse X, du [CNRS]*, *l'analyste X, du cabinet [Y]*."""
        comma = _COMMA.match(self._lower, at)
        start = comma.end() - 1 if comma else at
        read = self.read(start, states=False)
        plain = read is not None and read.title_end == start and _CLOSES.match(self._lower, read.end)
        return read if plain else None

    def is_adjective(self, word: str) -> bool:
        """Whether the word qualifies a noun; *chef décorateur* is a trade, *chef conservateur* an opinion."""
        if word.endswith(_TRADES) and not word.startswith("conserv"):
            return False
        return word in self._words.kept or self._words.adjectives.is_one(word)

    def _past(self, end: int) -> tuple[int, Mention | None]:
        """The end of a noun's adjectives, and the mention that follows it."""
        while (follower := self._starting.get(end + 1)) is None:
            word = _WORD.match(self._lower, end)
            if word is None or not (self.is_adjective(word[1].removesuffix("s")) or self._qualifies(end)):
                return end, None
            end = word.end()
        return end, follower if self._lower[end : end + 1] == " " else None

    def _qualifies(self, at: int) -> bool:
        """Whether the word at ``at`` stands where only an adjective of the noun can: before *de* or an adjective of
        state (*la protection civile [belge]*).
        """
        word = _UNKNOWN.match(self._lower, at)
        if word is None:
            return False
        follower = self._starting.get(word.end() + 1)
        belongs = follower is not None and follower.kind == "demonym"
        to = not _PARTICIPLE.search(word[1]) and _GOES_TO.match(self._lower, word.end())
        return belongs or bool(to or _GOES_ON.match(self._lower, word.end()))

    def named_after(self, link: re.Match[str]) -> Mention | None:
        """The mention that follows a preposition, its article aside (*de la [France]*, *de [La Poste]*)."""
        short = link.end() - len(link[0].lstrip().partition(" ")[2])
        return self._starting.get(link.end()) or self._starting.get(short)

    def _end(self, mention: Mention) -> int:
        return mention.end - self._base
