"""What a verb says about itself: its infinitive, its voice, its form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from spacy.tokens import Token

from pipeline.link.acts import preposition

VERBAL = ("VERB", "AUX")
# Their perfect has *être*, which the parser takes for a passive; so has that of *venir* and its compounds.
_WITH_BEING = frozenset(("aller", "arriver", "décéder", "entrer", "mourir", "partir"))
_ASIDES = ("de son côté", "de leur côté", "pour sa part", "pour leur part", "à son tour", "dans la foulée")
_BEHIND_PARTED = frozenset((",", *(aside.rpartition(" ")[2] for aside in _ASIDES)))
_OPENINGS = (".", ":", "«", "?", "!", "–", "—", "-", "…", '"')
_CAUSATIVES = ("faire", "laisser", "voir")


def is_predicate(token: Token) -> bool:
    """Whether ``token`` is a full verb of a parsed sentence, as its tag or its auxiliary shows."""
    if token.pos_ in VERBAL:
        full = not token.dep_.startswith("aux") and token.dep_ != "cop"
    else:
        full = token.pos_ in ("NOUN", "ADJ") and any(child.dep_ == "aux:tense" for child in token.lefts)
    return full and not _is_surname(token)


def _is_surname(token: Token) -> bool:
    """*Karim Balader*: a capital inside a sentence, behind no mark that opens another."""
    return token.text.istitle() and token.i > token.sent.start and token.nbor(-1).text not in _OPENINGS


def infinitive(token: Token, finite: Mapping[str, str]) -> str:
    """Return the infinitive of a verb, mending what the lemmatizer leaves as it stands (*frappe*) or
    mistakes.
    """
    lemma = token.lemma_.lower()
    if token.lower_ in finite and token.morph.get("VerbForm", []) != ["Part"]:
        return finite[token.lower_]
    if lemma.endswith(("er", "ir", "re", "oir", "ïr")):
        return lemma
    return f"{lemma}r" if lemma.endswith("e") else lemma


def is_reflexive(verb: Token) -> bool:
    """Whether the verb has *se*."""
    return any(child.lower_ in ("se", "s'") for child in verb.lefts)


def is_passive(verb: Token) -> bool:
    """Whether the verb's subject undergoes: *est soutenu*, *se fait battre*, or a past participle without
    auxiliary.
    """
    if parted_auxiliary(verb) is not None:
        return False
    caused = verb.dep_ == "xcomp" and verb.head.lemma_.lower() in _CAUSATIVES and is_reflexive(verb.head)
    if caused and verb.morph.get("VerbForm", []) == ["Inf"]:
        return verb.head.i < verb.i
    auxiliaries = [child.dep_ for child in verb.children if child.dep_.startswith("aux")]
    if "aux:pass" in auxiliaries:
        return not is_reflexive(verb) and not _has_being(verb.lemma_.lower())
    past = verb.morph.get("VerbForm", []) == ["Part"] and verb.morph.get("Tense", []) == ["Past"]
    if (
        past
        and not auxiliaries
        and (_shares_auxiliary(verb) or (verb.dep_ == "conj" and _goes_on_active(verb)))
    ):
        return False
    return past and not auxiliaries and verb.dep_ in ("acl", "advcl", "conj", "amod", "ROOT", "dep", "xcomp")


def _goes_on_active(verb: Token) -> bool:
    """*a consulté X et menacé Y*: the participle shares the auxiliary of the verb that it is joined to."""
    head = verb.head
    shared = any(child.dep_ == "aux:tense" for child in head.children) and not is_passive(head)
    alone = verb.head.dep_ == "conj" and verb.head.i < verb.i and not shared and _goes_on_active(verb.head)
    objects = any(child.dep_ in ("obj", "obl:arg") for child in verb.rights)
    return (shared or alone) and objects and not any(preposition(child) == "par" for child in verb.rights)


def _shares_auxiliary(verb: Token) -> bool:
    """*a reçu X, menacé Y*, where the parse misses the row: a comma, the participle, and its object right after."""
    if verb.dep_ != "advcl" or verb.i == 0 or verb.nbor(-1).text != ",":
        return False
    shared = any(child.dep_ == "aux:tense" for child in verb.head.children)
    return shared and any(child.dep_ == "obj" and child.left_edge.i == verb.i + 1 for child in verb.rights)


def parted_auxiliary(verb: Token) -> Token | None:
    """The *a* of *a, lors d'un débat, accusé X* or *a de son côté accusé X*, which the parse takes for a verb of its
    own.
    """
    before = verb.doc[verb.i - 1].lower_ if verb.i > 1 else ""
    if before not in _BEHIND_PARTED or verb.morph.get("VerbForm", []) != ["Part"]:
        return None
    start = verb.sent.start
    if verb.i < start + 2:
        return None
    aside = verb.doc[max(start, verb.i - 3) : verb.i]
    if aside.text.lower() in _ASIDES and aside.start > start:
        word = aside[0].nbor(-1)
        return word if word.lemma_ == "avoir" and word.dep_ != "aux:tense" else None
    if before != ",":
        return None
    for place in range(verb.i - 2, start, -1):
        word = verb.doc[place]
        if word.pos_ in VERBAL:
            return word if word.lemma_ == "avoir" and word.nbor().text == "," else None
    return None


def _has_being(infinitive: str) -> bool:
    venir = infinitive.endswith("venir") and infinitive != "prévenir"
    return venir or infinitive in _WITH_BEING


def is_finite(verb: Token) -> bool:
    """Whether the verb or an auxiliary of it is conjugated."""
    return any("Fin" in token.morph.get("VerbForm", []) for token in verb_group(verb))


def is_gerund(verb: Token) -> bool:
    """*en battant*."""
    return verb.i > 0 and verb.nbor(-1).lower_ == "en" and verb.morph.get("VerbForm", []) == ["Part"]


def preposition_of_infinitive(verb: Token) -> str:
    """The *de*, *à*, *pour*, *sans* before an infinitive; empty without one."""
    return next((child.lower_ for child in verb.lefts if child.dep_ == "mark"), "")


def verb_group(verb: Token) -> Iterator[Token]:
    """The verb with its auxiliaries."""
    yield verb
    yield from (child for child in verb.children if child.dep_.startswith(("aux", "cop")))
