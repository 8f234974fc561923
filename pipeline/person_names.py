"""What a person's name is made of, and whether two names can be one person's.

Pure functions over strings. ``words`` is ``Knowledge.words``: the lists ``particles``, ``bound_particles``,
``family_names_first``, ``burmese_names`` and ``spanish_surnames`` are read, each word in any case.

A name comes without civility, title or office (guide, section 2). Name order is settled by the name itself:
family name first for Chinese, Korean and Vietnamese names (a known family name before one or two Asian
syllables), no family name for Burmese ones, two for Spanish ones, elsewhere the particle and the last word.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

Words = Mapping[str, frozenset[str]]

_REGNAL = re.compile(r"(?:Ier|Ire|[IVX]+)\Z")
_SUFFIX = re.compile(r"(?:jr|sr|junior|senior|père|fils)\.?\Z", re.IGNORECASE)
_ARABIC_ARTICLE = re.compile(r"[ae]l[-‑]", re.IGNORECASE)
_INITIALS = re.compile(r"(?:\w\.-?)+\Z")
_ONE_SYLLABLE = re.compile(r"[bcdfghjklmnpqrstvwxyz]{0,3}[aeiouy]{1,3}(?:ng|nh|ch|[cmnptkl])?\Z")
_PINYIN = re.compile(
    r"(?:(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?"
    r"(?:[iu]?ang|i?ong|u?eng|ing|iao|i?an|ua[in]|[aeu]i|ao|ou|[eiu]n|i[aeu]|u[aoe]|[aoeiu])){1,2}\Z"
)
_REPEATED_LETTER = re.compile(r"(.)\1+")
_UNDECOMPOSED = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ı": "i", "ß": "ss", "œ": "oe", "æ": "ae"})


@dataclass(frozen=True, slots=True)
class PersonName:
    """The parts of one name, each as written and in order.

    ``given`` is empty for a surname alone, ``surname`` for a sovereign (``Mohammed VI``). ``particles`` stand
    before the surname (``von der``). ``suffix`` is ``Jr``, ``père``, ``VI``… or empty.
    """

    given: tuple[str, ...]
    particles: tuple[str, ...]
    surname: tuple[str, ...]
    suffix: str = ""


def parse_name(name: str, words: Words) -> PersonName:
    """Split a name into given names, particles, surname and suffix; nothing of it is dropped but spaces."""
    tokens, suffix = _split_suffix(name.split())
    if suffix and _REGNAL.match(suffix):
        return PersonName(tuple(tokens), (), (), suffix)
    if len(tokens) < 2:
        return PersonName((), (), tuple(tokens), suffix)
    start = _surname_start(tokens, words)
    if start < 0:
        return PersonName(tuple(tokens[1:]), (), tuple(tokens[:1]), suffix)
    core = start
    while core < len(tokens) - 1 and _listed(tokens[core], words, "particles"):
        core += 1
    return PersonName(tuple(tokens[:start]), tuple(tokens[start:core]), tuple(tokens[core:]), suffix)


def surname_of(name: str, words: Words) -> str:
    """The name by which the press calls the person without the given name.

    ``Le Pen``, ``von der Leyen``, ``Xi``, ``Villepin``, ``de Gaulle``, ``al-Assad``, ``López Obrador``.
    A sovereign's is the whole name.
    """
    return surname_forms(name, words)[0]


def surname_forms(name: str, words: Words) -> tuple[str, ...]:
    """Every form in which the surname alone may stand, the usual one first, none twice; never empty.

    A lower-case particle may be missing (``Villepin``, ``Leyen``), a bound one (``Ben Ali``)
    or a capital one (``Le Pen``, ``De Croo``) not. ``al-`` and ``el-`` change places and may be missing.
    """
    parts = parse_name(name, words)
    core = " ".join(parts.surname)
    if not core:
        return (name,)
    whole = " ".join((*parts.particles, core))
    forms = [whole, *_arabic_forms(core)]
    if parts.particles and not any(_binds(particle, words) for particle in parts.particles):
        forms.append(core)
        if _drops_de(parts.particles, core):
            forms.reverse()
    if len(parts.surname) == 2 and _listed(parts.surname[0], words, "spanish_surnames"):
        forms.append(parts.surname[1])
    return tuple(dict.fromkeys(forms))


def same_person(first: str, second: str, words: Words) -> bool | None:
    """Whether two names are spellings of one person's name: True, False, or None when the names cannot tell.

    True only for the same surname in two spellings with the same given names in two spellings (or none on
    both sides); initials agree with the name they begin. None for a surname beside a full name, for a missing
    middle initial or suffix (``George Bush`` and ``George W. Bush``), for the same words in another order.
    Symmetric; not transitive.
    """
    if _fold(first) == _fold(second):
        return True
    one, two = parse_name(first, words), parse_name(second, words)
    if not one.surname or not two.surname:
        return _same_sovereign(one, two)
    if not _same_surname(one, two):
        return None if _may_overlap(one, two) else False
    verdicts = (_same_suffix(one.suffix, two.suffix), _same_given(one.given, two.given))
    if False in verdicts:
        return False
    if None in verdicts:
        return None
    if _surname_key(one) != _surname_key(two) and _has_initials(one.given + two.given):
        return None
    return True


def spelling_keys(name: str, words: Words) -> tuple[str, str]:
    """Two keys of a name, of which it shares one at least with each name that ``same_person`` holds for its own."""
    parts = parse_name(name, words)
    if not parts.surname:
        return _fold(name), f"{_sound(' '.join(parts.given))} {parts.suffix}"
    return _fold(name), re.sub("[aeiou]", "*", _surname_key(parts))


def _split_suffix(tokens: list[str]) -> tuple[list[str], str]:
    if len(tokens) > 1 and (_SUFFIX.match(tokens[-1]) or _REGNAL.match(tokens[-1])):
        return tokens[:-1], tokens[-1]
    return tokens, ""


def _listed(token: str, words: Words, list_name: str) -> bool:
    entries = words.get(list_name, frozenset())
    return token in entries or token.lower() in entries or token.capitalize() in entries


def _surname_start(tokens: list[str], words: Words) -> int:
    """Index of the surname's first token, its particles included; -1 when the family name comes first."""
    if all(_listed(token, words, "burmese_names") for token in tokens):
        return 0
    if _family_first(tokens, words):
        return -1
    start = len(tokens) - 1
    if (
        len(tokens) > 2
        and _listed(tokens[-2], words, "spanish_surnames")
        and not _is_particle(tokens[-3], words)
    ):
        start -= 1
    while start > 1 and _is_particle(tokens[start - 1], words):
        start -= 1
    if start == 1 and _is_particle(tokens[0], words):
        return 0
    return start


def _is_particle(token: str, words: Words) -> bool:
    return _listed(token, words, "particles")


def _family_first(tokens: list[str], words: Words) -> bool:
    if not _listed(tokens[0], words, "family_names_first"):
        return False
    syllables = [_fold(part) for token in tokens[1:] for part in token.split("-")]
    if len(syllables) == 1:
        return bool(_PINYIN.match(syllables[0]))
    return all(_ONE_SYLLABLE.match(syllable) for syllable in syllables)


def _binds(particle: str, words: Words) -> bool:
    return particle[0].isupper() or _listed(particle, words, "bound_particles")


def _drops_de(particles: tuple[str, ...], core: str) -> bool:
    # Villepin, Montesquieu, but de Gaulle: French drops a lone « de » before more than one sounded syllable.
    if particles != ("de",):
        return False
    return len(re.findall(r"[aeiouy]+", _fold(core).removesuffix("e"))) > 1


def _arabic_forms(core: str) -> list[str]:
    article = _ARABIC_ARTICLE.match(core)
    if not article:
        return []
    stem = core[article.end() :]
    return [f"al-{stem}", f"el-{stem}", stem]


@lru_cache(maxsize=65536)
def _fold(text: str) -> str:
    """Lower case without accents, apostrophes or dots; hyphens become spaces."""
    decomposed = unicodedata.normalize("NFD", text.lower().translate(_UNDECOMPOSED))
    plain = "".join(char for char in decomposed if not unicodedata.combining(char))
    return " ".join(re.sub(r"[^\w\s]", "", plain.replace("-", " ")).split())


_SOUNDS = (
    (r"\b[ae]l (?=\w)", ""),
    (r"tch|sch|sh", "ch"),
    (r"kh|ck|q", "k"),
    (r"(?<=[dt])h", ""),
    (r"dj", "j"),
    (r"ou|oo|w(?=[aeiou])", "u"),
    (r"gu(?=[ei])", "g"),
    (r"x", "ks"),
    (r"ph", "f"),
    (r"w", "v"),
    (r"y|j(?=[aeou])", "i"),
    (r"\bie(?=[kl])", "e"),
)


@lru_cache(maxsize=65536)
def _sound(text: str) -> str:
    """A key that the usual transliterations of one name share: ``Netanyahou`` and ``Netanyahu``."""
    key = _fold(text)
    for pattern, sound in _SOUNDS:
        key = re.sub(pattern, sound, key)
    return _REPEATED_LETTER.sub(r"\1", key).replace(" ", "")


def _surname_key(name: PersonName) -> str:
    key = _sound(" ".join((*name.particles, *name.surname)))
    key = re.sub(r"(?<=sk)i+\Z", "i", key)
    return re.sub(r"(?<=..in)e\Z", "", key)


def _given_key(given: str) -> str:
    # Inside a name a and e, o and u change places between transliterations (Mohammed, Muhammad); i does not (Hamid,
    # Hamad), nor does the last letter (Marie, Maria).
    key = re.sub(r"(?<=d)er?\Z|re\Z", "r", _sound(given))
    inside = key[1:-1].translate(str.maketrans("eo", "au"))
    return key[:1].replace("o", "u") + inside + key[1:][-1:]


def _same_surname(one: PersonName, two: PersonName) -> bool:
    first, second = _surname_key(one), _surname_key(two)
    return first == second or _one_vowel_apart(first, second)


def _one_vowel_apart(first: str, second: str) -> bool:
    if len(first) != len(second) or len(first) < 7:
        return False
    changes = [pair for pair in zip(first, second, strict=True) if pair[0] != pair[1]]
    return len(changes) == 1 and all(char in "aeiou" for char in changes[0])


def _may_overlap(one: PersonName, two: PersonName) -> bool:
    """A first name beside a full name, a longer form of the same name, or the same words in another order."""
    first, second = (_fold(" ".join((*n.given, *n.particles, *n.surname))).split() for n in (one, two))
    if sorted(first) == sorted(second):
        return True
    shorter, longer = sorted((first, second), key=len)
    return longer[: len(shorter)] == shorter


def _same_sovereign(one: PersonName, two: PersonName) -> bool | None:
    if one.surname or two.surname:
        named = one if one.surname else two
        sovereign = two if one.surname else one
        alone = not named.given and _sound(" ".join(named.surname)) == _sound(" ".join(sovereign.given))
        return None if alone else False
    return one.suffix == two.suffix and _sound(" ".join(one.given)) == _sound(" ".join(two.given))


def _same_suffix(first: str, second: str) -> bool | None:
    if _fold(first) == _fold(second):
        return True
    return False if first and second else None


def _has_initials(given: tuple[str, ...]) -> bool:
    return any(_INITIALS.match(part) for part in given)


def _same_given(first: tuple[str, ...], second: tuple[str, ...]) -> bool | None:
    if not first or not second:
        return True if first == second else None
    if not all(_same_given_part(one, two) for one, two in zip(first, second, strict=False)):
        return False
    return True if len(first) == len(second) else None


def _same_given_part(first: str, second: str) -> bool:
    if _INITIALS.match(first) or _INITIALS.match(second):
        one, two = ([part[0] for part in _fold_parts(given)] for given in (first, second))
        return one == two
    return _given_key(first) == _given_key(second)


def _fold_parts(given: str) -> list[str]:
    return _fold(given.replace(".", " ")).split()
