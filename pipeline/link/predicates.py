"""Acts told by verbs: who does it to whom, by the frames of the act table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from pipeline.link import clauses, verb_forms
from pipeline.link.actors import Actors
from pipeline.link.acts import ActIndex, VerbAct, follow, preposition
from pipeline.link.clitics import pronoun_object
from pipeline.link.complements import (
    asked,
    claims,
    fixed_nouns,
    fronted,
    governed,
    has_attribute,
    is_object,
    is_owned,
    is_theirs,
    mark,
)
from pipeline.link.deeds import JUDGING, owners
from pipeline.link.found import Found, Target, pairs
from pipeline.link.nouns import noun_act, read_noun
from pipeline.link.pronouns import is_personal
from pipeline.records import Polarity

_GENERIC = VerbAct((), False, frozenset({"obj"}), "", "neutral")


class Verbs:
    """Reads the verbs of one sentence."""

    def __init__(
        self,
        actors: Actors,
        index: ActIndex,
        topic: clauses.Topic,
        *,
        empty: frozenset[str],
        support: frozenset[str],
        deeds: frozenset[str],
    ) -> None:
        self._actors = actors
        self._index = index
        self._topic = topic
        self._empty = empty
        self._support = support
        self._deeds = deeds

    def read(self, verb: Token) -> list[Found]:
        """Return the acts that ``verb`` tells, by source and target in order; none for a mere claim or a fact."""
        lemma = self._lemma(verb)
        acts = [
            act
            for act in self._index.verbs.get(lemma, ())
            if act.reflexive == verb_forms.is_reflexive(verb)
            and follow(verb, act.words, verb.sent.end, act.leads)
        ]
        if claims(verb, lemma, self._index) or any("fact" in act.frames for act in acts[:1]):
            return []
        targets = self._targets(verb, lemma, acts)
        sources = self._unlike(verb, self._sources(verb), {target.entity for target in targets})
        if not targets and not verb_forms.is_passive(verb):
            act, people = pronoun_object(verb, acts, sources, self._actors, self._topic)
            targets = [Target(key, act.event, act.polarity, frozenset()) for key in people if act]
        fixed = fixed_nouns(verb, acts) | {noun.i for noun in self._objects(verb) if is_owned(noun)}
        found = [
            Found(verb, source, lemma, target.entity, target.event, target.polarity, target.uses | fixed)
            for source in sources
            for target in targets
            if source != target.entity
        ]
        return found or self._mutual(verb, lemma, acts, sources)

    def _lemma(self, verb: Token) -> str:
        lemma = verb_forms.infinitive(verb, self._index.finite)
        known = lemma in self._index.verbs or verb.morph.get("VerbForm", []) == ["Inf"]
        return lemma if known else self._index.participles.get(verb.lower_, lemma)

    def _unlike(self, verb: Token, sources: list[str], targets: set[str]) -> list[str]:
        """The sources, or those of a noun further up when a relative clause hangs on the wrong one.

        *le dispositif russe en Syrie, qui appuie le gouvernement syrien*: nobody acts on himself here.
        """
        if verb.dep_ != "acl:relcl" or not sources or not targets.issuperset(sources):
            return sources
        above = [noun for noun in verb.head.ancestors if noun.pos_ in ("NOUN", "PROPN")][:2]
        return next(
            (found for noun in above if (found := self._actors.of(noun)) and not targets & set(found)), []
        )

    def _sources(self, verb: Token) -> list[str]:
        if not verb_forms.is_passive(verb):
            return clauses.subjects(verb, self._actors, self._topic)
        agents = clauses.agents(verb, self._actors)
        if agents or verb.dep_ != "acl":
            return agents
        if noun_act(verb.head, self._index) is None:
            return []
        return self._actors.demonyms(verb.head) or clauses.clause_subjects(
            verb.head, self._actors, self._topic
        )

    def _objects(self, verb: Token) -> list[Token]:
        if not verb_forms.is_passive(verb):
            if verb.dep_ == "acl:relcl" and any(child.lower_ in ("que", "qu'") for child in verb.lefts):
                return [verb.head]  # « les rebelles que soutient Ankara »
            plain = [child for child in verb.rights if is_object(child)]
            return plain or self._unmarked(verb) or fronted(verb, self._actors)
        own = [child for child in verb.rights if child.dep_ == "obj" and self._actors.of(child)]
        if own and verb.dep_ == "xcomp":
            return own  # « il s'est vu préférer X par Y »
        subject = clauses.subject_token(verb)
        if (
            subject is None
            and verb.dep_ == "conj"
            and verb.head.dep_ == "acl"
            and verb_forms.is_passive(verb.head)
        ):
            return self._objects(verb.head)  # « une île administrée par X et revendiquée par Y »
        if subject is None and verb.dep_ == "acl":
            return [verb.head] if self._is_patient(verb) else []
        if subject is None and verb.dep_ == "conj" and self._actors.of(verb.head):
            return [verb.head]  # « des agents de l'ONU venus de Paris et appuyés par … »
        return [subject] if subject is not None else []

    def _unmarked(self, verb: Token) -> list[Token]:
        """The object that the parse takes for a date, or hangs on one: *ont attaqué mardi une base turque*."""
        if verb_forms.is_reflexive(verb):
            return []
        dates = [child for child in verb.rights if child.dep_ == "obl:mod" and not preposition(child)]
        nouns = [noun for date in dates for noun in (date, *date.rights) if not preposition(noun)]
        return [noun for noun in nouns if noun.pos_ == "NOUN" and self._actors.stands_for_state(noun)]

    def _is_patient(self, verb: Token) -> bool:
        """Whether the participle is about its noun: after a comma it may be about the subject instead.

        *il préside Radio France, nommé par …*
        """
        apart = any(token.lower_ == "," for token in verb.doc[verb.head.i : verb.i])
        return not apart or not clauses.clause_subjects(verb.head, self._actors, self._topic)

    def _targets(self, verb: Token, lemma: str, acts: Sequence[VerbAct]) -> list[Target]:
        objects = self._objects(verb)
        if not objects and verb_forms.is_passive(verb):
            adjective = verb.head if verb.dep_ == "conj" else verb
            return [] if adjective.dep_ == "acl" else self._patients(verb, acts)
        if lemma in self._support and not any(act.words for act in acts):
            targets = [target for noun in objects for target in self._through_support(verb, noun)]
            if targets:
                return targets
        for act in acts:
            targets = [
                target for frame in sorted(act.frames) for target in self._by_frame(verb, objects, act, frame)
            ]
            if targets:
                return targets
        beside = self._beside(verb, acts)
        if beside or lemma in self._empty or verb_forms.is_reflexive(verb):
            return beside
        return [
            Target(key, "", "neutral", frozenset())
            for noun in objects
            if not any(token.lower_ == "," for token in verb.doc[verb.i : noun.i])
            for key in self._actors.named(noun)
        ]

    def _patients(self, verb: Token, acts: Sequence[VerbAct]) -> list[Target]:
        """*battu par X, il …*, *affirme avoir été trompé par X*: who undergoes is the subject of another
        verb.
        """
        if verb.i > verb.sent.start and verb.nbor(-1).pos_ in ("NOUN", "PROPN"):
            return []  # « les taxes jugées injustes par X »: the noun undergoes
        subject = clauses.subject_token(verb.head)
        genders = {
            gender for word in (verb, subject) if word is not None for gender in word.morph.get("Gender", [])
        }
        if verb.dep_ == "conj" and len(genders) > 1:
            return []  # « le roi saisit une commission, composée de juges et présidée par X »
        act = next((act for act in acts if "obj" in act.frames), _GENERIC)
        keys = clauses.subjects(verb, self._actors, self._topic)
        if verb.morph.get("Number", []) == ["Plur"] and len(keys) == 1 and keys[0].startswith("person:"):
            return []  # « il réclame la levée des taxes, jugées injustes par X »
        return [Target(key, act.event, act.polarity, frozenset()) for key in keys]

    def _passive_or_named(self, verb: Token, noun: Token) -> list[str]:
        if is_personal(noun):
            return clauses.subjects(verb, self._actors, self._topic)
        return self._actors.of(noun)

    def _by_frame(self, verb: Token, objects: Sequence[Token], act: VerbAct, frame: str) -> Iterator[Target]:
        name, _, besides = frame.partition("+")
        if besides and not any(
            preposition(child) == besides or mark(child) == besides for child in verb.children
        ):
            return
        if name == "obj":
            for noun in objects:
                yield from self._reach(verb, noun, act)
        elif name == "clause":
            for key in asked(verb, self._actors):
                yield Target(key, act.event, act.polarity, frozenset())
        elif name not in ("joint", "tie", "que"):
            nouns = sorted(governed(verb, objects, name, fixed=bool(act.words)), key=lambda noun: noun.i)
            nearest = nouns[:1] if name == "de" or act.words else nouns
            reached = (list(self._reach(verb, noun, act)) for noun in nearest)
            yield from next((targets for targets in reached if targets), [])

    def _reach(self, verb: Token, noun: Token, act: VerbAct) -> Iterator[Target]:
        named = self._passive_or_named(verb, noun)
        for key in named:
            yield Target(key, act.event, act.polarity, frozenset())
        reading = None if named else read_noun(noun, self._actors, self._index)
        if not named and act.event in JUDGING and (reading is None or not reading.sources):
            judged = owners(noun, self._actors, self._deeds)
            yield from (Target(key, act.event, act.polarity, frozenset({noun.i})) for key in judged)
        if reading is None:
            return
        uses = frozenset({noun.i})
        for key in reading.sources:
            yield Target(key, act.event, act.polarity, uses)
        if not reading.sources and act.polarity != "conflictual":  # « approuve l'assassinat de X » strikes X
            for key in reading.targets:
                yield Target(key, reading.act.event, reading.act.polarity, uses)

    def _through_support(self, verb: Token, noun: Token) -> Iterator[Target]:
        """*lance l'offensive contre Daech*: the noun tells the act, the verb who does it."""
        reading = noun_act(noun, self._index)
        if reading is None:
            return
        prepositions = {after for _, after in reading.frames} - {"de"}
        for name in sorted(prepositions):
            for other in governed(verb, [noun], name, fixed=True):
                for key in self._actors.of(other):
                    yield Target(key, reading.event, reading.polarity, frozenset({noun.i}))

    def _beside(self, verb: Token, acts: Sequence[VerbAct]) -> list[Target]:
        """*présente, aux côtés du Brésil, une feuille de route*: who does it too."""
        act = acts[0] if acts else _GENERIC
        polarity: Polarity = "conflictual" if act.polarity == "conflictual" else "cooperative"
        return [
            Target(key, act.event or "COOPERATE", polarity, frozenset())
            for sides in verb.subtree
            if sides.lower_ == "côtés" and preposition(sides) == "à" and sides.head in (verb, *verb.children)
            for child in sides.rights
            if preposition(child) == "de"
            for key in self._actors.of(child)
        ]

    def _mutual(
        self, verb: Token, lemma: str, acts: Sequence[VerbAct], sources: Sequence[str]
    ) -> list[Found]:
        """The subjects act on each other: *se sont rencontrés*, *signent un accord*."""
        if not sources:
            return self._tied(verb, lemma, acts)
        fixed = fixed_nouns(verb, acts)
        objects = [*self._objects(verb), *(verb.doc[place] for place in sorted(fixed))]
        if any(True for name in ("avec", "contre") for _ in governed(verb, objects, name, fixed=True)):
            return []  # « entament des négociations avec les grévistes »: not with each other
        joint = next((act for act in acts if "joint" in act.frames), None)
        if (
            joint is not None
            and not has_attribute(verb)
            and (joint.words or all(is_theirs(noun, reflexive=joint.reflexive) for noun in objects))
        ):
            return pairs(verb, lemma, sources, joint.event, joint.polarity)
        allowed = lemma in self._support or any("tie" in act.frames for act in acts)
        ties = [act for noun in objects if allowed and (act := noun_act(noun, self._index)) and act.joint]
        return pairs(verb, lemma, sources, ties[0].event or "COOPERATE", ties[0].polarity) if ties else []

    def _tied(self, verb: Token, lemma: str, acts: Sequence[VerbAct]) -> list[Found]:
        """What a verb says of a tie, it says of both ends: *les relations entre X et Y se dégradent*."""
        subject = clauses.subject_token(verb)
        tie = read_noun(subject, self._actors, self._index) if subject is not None else None
        if tie is None or tie.act.event:
            return []
        joint = next((act for act in acts if "joint" in act.frames), None)
        event, polarity = (joint.event, joint.polarity) if joint else ("COOPERATE", tie.act.polarity)
        return pairs(verb, lemma, tie.mutual, event, polarity, frozenset({tie.token.i}))
