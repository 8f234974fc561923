"""Affiliations: person – role – state or organisation, as a phrase of the article says it (guide, section 4).

Read from the words and the mentions, without syntax: what makes an affiliation is that the person and the
office stand side by side, and French press prose does that in few ways.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Doc

from pipeline.knowledge import Knowledge
from pipeline.link.role_holders import Holders, Link
from pipeline.link.role_phrases import RolePhrase, find_body_behind, find_role_phrases
from pipeline.link.role_plurals import find_plural_phrases
from pipeline.records import Affiliation, Mention, RoleStatus, Sentence

# « le ministre X », « le ministre, M. X », « le vice-président, le Slovaque X »
_TITLE = re.compile(r"\s*(?:,\s*(?:(?:le |la |l')(?:[\w-]+ ))?)?(?:(?:M|MM|Mme|Dr|Pr)\.? )?\Z")
# what makes the office behind it one's who is not named by it: « l'épouse du président, X »
_KIN = re.compile(r"\b(?:épouse|femme|mari|fils|fille|frère|sœur|père|mère|veuve)\Z")
_OF = re.compile(r"\s+de\s*\Z")
_COMMA = re.compile(r"\s*,\s*")
_IS_ALSO = re.compile(
    r"[^,;:.()«»]{0,60}, (?:est|était|devient|reste|a été) (?:également |aussi )?(?:une? |le |la |l')?"
)
# « X, président », « X (LR), 52 ans, aujourd'hui président »
_APPOSITION = re.compile(
    r"(?: ?\([^()]{1,40}\))?\s*[,(–—]\s*(?:(?:âgée? de )?\d\d ans\s*,\s*)?"
    r"(?:(?:aujourd'hui|désormais|alors|également|toujours|par ailleurs|jusqu'(?:alors|ici)|(?:lui|elle)-même) )?"
)
# « X est présidente du Sénat », « X a été nommé ministre de … », « X, qui était ambassadeur de … »
_COPULA = re.compile(
    r"(?: ?, qui)? (?:(?:est|était|fut|sera|devient|reste|a été|avait été|vient d'être|est devenue?)"
    r"(?: (?:ré)?(?:élue?|nommée?|désignée?))?|(?:ré)?(?:élue?|nommée?|désignée?)) "
)
_PAST = re.compile(r"(?: ?, qui)? (?:était|fut|avait été) ")
_COMING = re.compile(r"(?: ?, qui)? sera ")
_DONE = re.compile(r"(?: ?, qui)? (?:est|a été|vient d'être) (?:ré)?(?:élu|nommé|désigné)")
_ALSO = r"(?:et|puis|ainsi que|mais aussi)"
_CHAIN = re.compile(rf"\s*,?\s*{_ALSO}\s*")
# between two offices of one person, the second without article: « président du Chili depuis 2010 et ministre »
_BARE_CHAIN = re.compile(
    rf"[^,;:.()«»]{{0,60}}?(?:,|\b{_ALSO}\b)\s*(?:{_ALSO} )?(?:aussi |également |par ailleurs )?"
)
_THE = re.compile(r"(?:le |la |l'(?!ancien)|du |au )")
_CLOSES = re.compile(r"\s*(?:[,.;:)»–—]|$)")
_ADVERBIAL = re.compile(r" (?:jusqu|dans|à|au|en|lors|et|qui|depuis|pendant|avant|après)\b")
# « Ancien ministre des Finances du Chili, le sénateur X a … »
_OPENING = re.compile(
    r"(?:[-–—•«] ?)?(?:.{0,40}\.\s[–—]\s*)?(?:(?:Alors|Aujourd'hui|Désormais|Toujours|(?:Ré)?[Éé]lue?|Nommée?) )?\Z"
)
_BEFORE_NAME = re.compile(r"[^,;:.()«»]{0,60} ?, (?:(?:le|la|l') ?)?(?:[\w'.-]+ ){0,3}\Z")
_OPENS = re.compile(r"(?:^|[:«»—;,–.]|\bque|\bet)\s*\Z")
_ACCORDING = re.compile(r"\b(?:[Ss]elon|[Dd]'après|[Pp]our|[Aa]vec|[Dd]evant|[Aa]près|[Cc]hez)\s*\Z")


def find_affiliations(
    doc: Doc, sentences: Sequence[Sentence], mentions: Sequence[Mention], knowledge: Knowledge
) -> list[Affiliation]:
    """Return the affiliations of an article, sentence by sentence, each once a sentence.

    ``mentions`` are resolved, in reading order. A phrase without its state or organisation takes the one that
    the article gives the person elsewhere, else the one that the tables of offices give, else the person's
    country; one for which none of them answers and one whose person is not known are dropped. ``doc`` is not
    needed: the stage reads no syntax.
    """
    by_sentence: dict[int, list[Mention]] = defaultdict(list)
    for mention in mentions:
        by_sentence[mention.sentence].append(mention)
    links = [
        link
        for sentence in sentences
        for link in _links(sentence, by_sentence[sentence.index], knowledge)
        if link.person.entity_id
    ]
    holders = Holders(sentences, links, by_sentence, knowledge)
    return _once([affiliation for link in links for affiliation in _affiliations(link, holders)])


def _links(sentence: Sentence, mentions: Sequence[Mention], knowledge: Knowledge) -> Iterator[Link]:
    """The offices of a sentence with their persons: those of one, then those of several, in reading order."""
    if not any(mention.type == "PERSON" for mention in mentions):
        return
    phrases = find_role_phrases(sentence, mentions, knowledge)
    people = _people(sentence, phrases, mentions)
    for phrase, person in zip(phrases, people, strict=True):
        if person is None:
            continue
        if person.start >= phrase.end and not phrase.holders and phrase.role.holder != "state":
            phrase = replace(phrase, holders=find_body_behind(sentence, mentions, knowledge, person))
        if person.end <= phrase.start:
            said = sentence.text[person.end - sentence.start : phrase.end - sentence.start]
            phrase = replace(phrase, status=_tense(said, phrase.status))
        yield Link(sentence, phrase, person)
    for phrase, person in find_plural_phrases(sentence, mentions, knowledge):
        yield Link(sentence, phrase, person)


def _people(
    sentence: Sentence, phrases: Sequence[RolePhrase], mentions: Sequence[Mention]
) -> list[Mention | None]:
    """The person of each phrase; one without takes that of the office beside it: the one before it, when the
    two are joined, or the one behind it, when that one is followed by the name.
    """
    people: list[Mention | None] = []
    for i, phrase in enumerate(phrases):
        outer = phrases[i - 1] if i else None
        person = _person(sentence, phrase, mentions, people[-1] if people else None)
        if person is not None and person.start >= phrase.end and _governed(sentence, phrase, person, outer):
            person = None
        if person is None and outer is not None and _joined(sentence, outer, phrase, mentions):
            person = people[-1]
        people.append(person)
    for i in reversed(range(len(phrases) - 1)):
        following = people[i + 1]
        if people[i] is None and following is not None and following.start >= phrases[i + 1].end:
            people[i] = following if _joined(sentence, phrases[i], phrases[i + 1], mentions) else None
    return people


def _governed(sentence: Sentence, phrase: RolePhrase, name: Mention, outer: RolePhrase | None) -> bool:
    """Whether the name behind a comma is that of somebody whom the office only describes: *l'envoyé du ministre,
    X*, *l'épouse du ministre, X*.
    """
    start, text = phrase.start - sentence.start, sentence.text
    if "," not in text[phrase.end - sentence.start : name.start - sentence.start]:
        return False
    of = _OF.search(text, 0, start) if not text.startswith("du ", start) else None
    if of is None and not text.startswith("du ", start):
        return False
    before = text[: of.start() if of else start].rstrip()
    return _KIN.search(before) is not None or (
        outer is not None and outer.end - sentence.start == len(before)
    )


def _joined(sentence: Sentence, first: RolePhrase, second: RolePhrase, mentions: Sequence[Mention]) -> bool:
    """Whether two phrases name two offices of one person."""
    between = sentence.text[first.end - sentence.start : second.start - sentence.start]
    if _CHAIN.fullmatch(between):
        return (
            _THE.match(sentence.text, second.start - sentence.start) is None
        )  # « le ministre et le maire »: two
    if _IS_ALSO.fullmatch(between):
        return True
    if second.status == "former" and _COMMA.fullmatch(between):  # « son médiateur, l'ancien président X »
        return True
    named = any(m.type == "PERSON" and first.end <= m.start and m.end <= second.start for m in mentions)
    return second.bare and not named and _BARE_CHAIN.fullmatch(between) is not None


def _tense(said: str, status: RoleStatus) -> RoleStatus:
    """What the verb between a person and an office makes of its status: *était ministre*, *a été élu maire*."""
    if status == "future" and _DONE.match(said):
        return "current"
    if status != "current":
        return status
    return "former" if _PAST.match(said) else "future" if _COMING.match(said) else status


def _person(
    sentence: Sentence, phrase: RolePhrase, mentions: Sequence[Mention], taken: Mention | None
) -> Mention | None:
    """Whose office the phrase names: the name after it, the person it describes, the name it is in apposition
    to. ``taken`` is the person of the office before it, who stands in an enumeration for nobody else's (*le
    ministre, [X], la maire, [Y]*).
    """
    people = [mention for mention in mentions if mention.type == "PERSON"]
    names = [mention for mention in people if mention.kind == "name" and mention.entity_id != phrase.whose]
    after = _name_after(sentence, phrase, names)
    if (
        after is not None
        and "," not in sentence.text[phrase.end - sentence.start : after.start - sentence.start]
    ):
        return after
    described = [m for m in people if m.kind == "role" and m.start < phrase.end and phrase.start < m.end]
    if described:
        return described[0]
    announced = after if after is not None and _announced(sentence, phrase, after) else None
    before = _name_before(sentence, phrase, names) or _opened(sentence, phrase, names)
    if before is not None and not (announced is not None and before is taken and not phrase.bare):
        return before
    return announced


def _announced(sentence: Sentence, phrase: RolePhrase, after: Mention) -> bool:
    """Whether the name behind a comma ends the phrase, and does not begin a clause (*selon le ministre, X ment*)."""
    before = sentence.text[: phrase.start - sentence.start]
    end = after.end - sentence.start
    if _CLOSES.match(sentence.text, end):
        return True
    if not _ACCORDING.search(before) and _ADVERBIAL.match(sentence.text, end):
        return True
    return _OPENS.search(before) is not None and not phrase.bare


def _name_after(sentence: Sentence, phrase: RolePhrase, names: Sequence[Mention]) -> Mention | None:
    name = next((name for name in names if name.start >= phrase.end), None)
    if name is None:
        return None
    title = _TITLE.match(sentence.text[phrase.end - sentence.start : name.start - sentence.start])
    return name if title else None


def _name_before(sentence: Sentence, phrase: RolePhrase, names: Sequence[Mention]) -> Mention | None:
    for name in names:
        between = sentence.text[name.end - sentence.start : max(phrase.start, name.end) - sentence.start]
        if name.end > phrase.start:
            continue
        named = phrase.holders or phrase.nationality
        if _APPOSITION.fullmatch(between) or (named and between == " "):
            return name
        if (named or phrase.role.holder == "state") and _COPULA.fullmatch(between):
            return name
    return None


def _opened(sentence: Sentence, phrase: RolePhrase, names: Sequence[Mention]) -> Mention | None:
    """The name that follows an office without article at the head of the sentence."""
    if not phrase.bare or not _OPENING.match(sentence.text[: phrase.start - sentence.start]):
        return None
    behind = next((name for name in names if name.start >= phrase.end), None)
    if behind is None:
        return None
    between = sentence.text[phrase.end - sentence.start : behind.start - sentence.start]
    return behind if _BEFORE_NAME.fullmatch(between) else None


def _affiliations(link: Link, holders: Holders) -> Iterator[Affiliation]:
    phrase, person = link.phrase, link.person
    for holder in holders.of(link):
        if holder.startswith(("state:", "org:")):
            yield Affiliation(
                sentence=link.sentence.index,
                person_id=person.entity_id,
                role=phrase.title,
                status=phrase.status,
                entity_id=holder,
                start=min(phrase.start, person.start),
                end=max(phrase.end, person.end),
            )


def _once(affiliations: Sequence[Affiliation]) -> list[Affiliation]:
    seen: dict[tuple[int, str, str, str], Affiliation] = {}
    for found in affiliations:
        seen.setdefault((found.sentence, found.person_id, found.role, found.entity_id), found)
    return list(seen.values())
