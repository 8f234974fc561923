"""What stands behind a verb: its objects, its complements by preposition, the clause that it asks for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from pipeline.link import clauses, verb_forms
from pipeline.link.actors import Actors
from pipeline.link.acts import ActIndex, VerbAct, preposition, singular

# What the parser takes for an object behind a verb without one: « se sont retrouvés lundi », « ont dîné ensemble ».
_ADVERBIAL = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche", "ensemble")


def governed(verb: Token, objects: Sequence[Token], name: str, *, fixed: bool) -> Iterator[Token]:
    """The nouns after a preposition that hang on the verb, or on its object, as parsers often have it."""
    holders = [verb]
    if fixed or name != "de":
        holders += [child for child in verb.rights if child.dep_.startswith(("obj", "obl"))]
        holders += [noun for noun in objects if noun not in holders]
        # « une lettre ouverte au maire »
        holders += [child for noun in objects for child in noun.rights if child.dep_ == "amod"]
    for holder in holders:
        for child in holder.rights:
            if preposition(child) == name:
                yield child


def has_attribute(verb: Token) -> bool:
    """*se retrouvent isolés*, *se voient contraints de partir*: nothing that they do to each other."""
    return any(
        child.dep_ == "xcomp" and not verb_forms.preposition_of_infinitive(child) for child in verb.rights
    )


def is_theirs(noun: Token, *, reflexive: bool) -> bool:
    """*coordonnent leurs efforts* is mutual, as is *se disputent le trône*; *affrontent la tempête* is not."""
    return any(
        child.lower_ in ("leur", "leurs") or (reflexive and child.dep_ == "det") for child in noun.lefts
    )


def is_owned(noun: Token) -> bool:
    """*promet son aide à X*: the noun tells what the verb tells."""
    return any(child.lower_ in ("son", "sa", "ses", "leur", "leurs") for child in noun.lefts)


def asked(verb: Token, actors: Actors) -> list[str]:
    """Who is to do what is asked for: the subject of *exige que X rende les fonds*."""
    clauses_asked = (
        child for child in verb.rights if child.dep_ == "ccomp" and not verb_forms.is_passive(child)
    )
    subjects = (clauses.subject_token(clause) for clause in clauses_asked)
    return [key for subject in subjects if subject is not None for key in actors.of(subject)]


def is_object(child: Token) -> bool:
    """Whether a word is the object of the verb that it hangs on, as parsers name it."""
    bare = child.dep_ in ("obl:arg", "nsubj") and not preposition(child) and child.pos_ in ("NOUN", "PROPN")
    name = child.pos_ == "PROPN" and child.dep_ in ("xcomp", "appos") and child.nbor(-1).pos_ != "PUNCT"
    name = name or (child.pos_ == "NOUN" and child.dep_ == "xcomp" and _is_definite(child))
    if not (child.dep_ == "obj" or bare or name) or child.lower_ in _ADVERBIAL:
        return False
    start = child.left_edge.i
    # « a dit le maire Luc Morin (Les Verts) », « abandonne, tout comme le Grec »
    return start == 0 or child.doc[start - 1].lower_ not in ("(", "comme")


def _is_definite(noun: Token) -> bool:
    return any(child.lower_ in ("le", "la", "l'", "les") for child in noun.lefts)


def fronted(verb: Token, actors: Actors) -> list[Token]:
    """The actor that a relative clause is about: *X, qu'il avait battu*, where the parse sees a conjunction."""
    that = next((child for child in verb.lefts if child.lower_ in ("que", "qu'")), None)
    if that is None or that.i < verb.sent.start + 2 or that.nbor(-1).text != ",":
        return []
    return [that.doc[head] for head, last in actors.last_token.items() if last == that.i - 2]


def mark(child: Token) -> str:
    """The preposition of an infinitive that completes a verb; empty without one."""
    return verb_forms.preposition_of_infinitive(child) if child.dep_ in ("xcomp", "ccomp", "advcl") else ""


def fixed_nouns(verb: Token, acts: Sequence[VerbAct]) -> frozenset[int]:
    """The nouns that belong to the verb (*entrer en contact*), which tell no act of their own."""
    words = {word for act in acts for word in act.words}
    near = verb.doc[verb.i + 1 : min(verb.i + 8, verb.sent.end)] if words else ()
    return frozenset(token.i for token in near if singular(token.lower_) in words)


def claims(verb: Token, lemma: str, index: ActIndex) -> bool:
    """*soutenir que*: the verb has a clause where the table has a claim."""
    if not any("que" in act.frames for act in index.verbs.get(lemma, ())):
        return False
    return any(child.dep_ == "ccomp" or child.lower_ in ("que", "qu'") for child in verb.rights)
