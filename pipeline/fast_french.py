"""Imports spaCy's French and loads a model's tokenizer without compiling its 1.45-million-character pattern.

``spacy.lang.fr`` joins 266 expressions for words that stay whole (``États-Unis``, ``porte-parole``,
``entr'ouvert``) into one and compiles it when it is imported, which takes two fifths of the time in which one
article is read. Nearly all of the pattern is the same few classes of letters, written out again in each
alternative; ``regroup`` writes each once, by ``AX|BX = (A|B)X``, and the pattern compiles forty times as
fast. The words it matches are the same, and so are the tokens. A pattern of another shape is left as it is.
"""

from __future__ import annotations

import builtins
import importlib
import re
import sys
from collections import defaultdict
from collections.abc import Mapping, Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from types import ModuleType, SimpleNamespace
from typing import Any

import spacy
import srsly
from spacy.language import Language
from spacy.tokenizer import Tokenizer  # type: ignore[import-not-found]  # Cython, without stubs

_FRENCH = "spacy.lang.fr"
_SLOW_MODULE = "spacy.lang.fr.tokenizer_exceptions"
_FLAGS, _OPEN, _BETWEEN, _CLOSE = "(?iu)", "(?:", ")|(?:", ")"
# A class so long that it is one of the lists of letters, with its quantifier.
_LONG_CLASS = re.compile(r"(\[[^\]]{100,}\][*+?]?)")
_SIMPLE_GROUP = re.compile(r"\(\?:[^()]*\)")
_SHORT_CLASS = re.compile(r"\[[^\]]*\]")


class DeferredPattern:
    """A pattern compiled, regrouped, when it is first used.

    It has what spaCy uses of a compiled pattern: ``pattern``, to save it, and ``match``, whose truth alone
    counts.
    """

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        self._compiled: re.Pattern[str] | None = None

    def match(self, text: str) -> re.Match[str] | None:
        """A match at the start of ``text``, or None, as the pattern itself would say."""
        if self._compiled is None:
            self._compiled = re.compile(regroup(self.pattern))
        return self._compiled.match(text)

    def __reduce__(self) -> tuple[type[DeferredPattern], tuple[str]]:
        return DeferredPattern, (self.pattern,)


def regroup(pattern: str) -> str:
    """A pattern that matches the same texts, each long class of letters written once where it can be.

    ``pattern`` is ``(?iu)(?:…)|(?:…)|…``; anything else comes back unchanged.
    """
    head, tail = _FLAGS + _OPEN, _CLOSE
    if not (pattern.startswith(head) and pattern.endswith(tail)):
        return pattern
    alternatives = pattern[len(head) : -len(tail)].split(_BETWEEN)
    if not all(_stands_alone(alternative) for alternative in alternatives):
        return pattern
    return _FLAGS + "|".join(_merged([_LONG_CLASS.split(alternative) for alternative in alternatives]))


def _stands_alone(expression: str) -> bool:
    """Whether the expression is a plain sequence: brackets closed, no ``|`` outside them, no back
    reference."""
    bare = _SHORT_CLASS.sub("x", expression)
    while bare != (shorter := _SIMPLE_GROUP.sub("x", bare)):
        bare = shorter
    return not set(bare) & set("()[]|\\")


def _merged(sequences: Sequence[Sequence[str]]) -> list[str]:
    """``sequences`` of text, class, text, … joined where they differ in one text only."""
    groups: defaultdict[tuple[tuple[str, ...], tuple[str, ...]], list[str]] = defaultdict(list)
    for sequence in sequences:
        # The text that tells the alternatives apart: before the first class, or after it if nothing is
        # before.
        varied = 2 if sequence[0] == "^" and len(sequence) > 3 else 0
        groups[tuple(sequence[:varied]), tuple(sequence[varied + 1 :])].append(sequence[varied])
    return [
        f"{''.join(before)}(?:{'|'.join(texts)}){''.join(after)}" for (before, after), texts in groups.items()
    ]


def import_french() -> ModuleType:
    """``spacy.lang.fr``, imported with its pattern deferred; as it is where it was imported already."""
    if _FRENCH not in sys.modules:
        sys.meta_path.insert(0, _SlowModuleFinder)
        try:
            importlib.import_module(_FRENCH)
        finally:
            sys.meta_path.remove(_SlowModuleFinder)
    return sys.modules[_FRENCH]


class _SlowModuleFinder(MetaPathFinder):
    """Finds the one module that compiles the pattern, and nothing else."""

    @classmethod
    def find_spec(
        cls, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname != _SLOW_MODULE:
            return None
        spec = PathFinder.find_spec(fullname, path)
        if spec is not None and isinstance(spec.loader, SourceFileLoader):
            spec.loader = _SlowModuleLoader(fullname, spec.loader.path)
        return spec


class _SlowModuleLoader(SourceFileLoader):
    """Runs the module's own code; the ``re`` that it imports, and it alone, defers its patterns."""

    def exec_module(self, module: ModuleType) -> None:
        vars(module)["__builtins__"] = vars(builtins) | {"__import__": _import_with_deferred_re}
        super().exec_module(module)


def _import_with_deferred_re(
    name: str,
    globals: Mapping[str, object] | None = None,
    locals: Mapping[str, object] | None = None,
    fromlist: Sequence[str] = (),
    level: int = 0,
) -> object:
    if name == "re" and level == 0:
        return SimpleNamespace(compile=DeferredPattern)
    return builtins.__import__(name, globals, locals, fromlist, level)


def load_model(name: str, *, disable: Sequence[str] = ()) -> Language:
    """As ``spacy.load(name, disable=disable)`` for a French model, but its tokenizer's pattern is deferred.

    Nor are the half a million words of its vocabulary read, which takes a second: vectors are found by the
    hash of a word, and the string of each word that a text holds is kept when it is met.
    """
    import_french()
    nlp = spacy.load(name, disable=list(disable), exclude=["tokenizer", "strings"])
    assert isinstance(nlp.tokenizer, Tokenizer)
    saved: dict[str, Any] = srsly.msgpack_loads((nlp.path / "tokenizer").read_bytes())
    pattern = saved.pop("token_match")
    nlp.tokenizer.from_bytes(srsly.msgpack_dumps(saved))
    nlp.tokenizer.token_match = DeferredPattern(pattern).match
    return nlp
