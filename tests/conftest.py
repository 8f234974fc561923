"""What the tests share: one load of the model and the tables for the whole session."""

from __future__ import annotations

from itertools import chain

import pytest
from golden import DATE, found
from spacy.language import Language

from pipeline.knowledge import Knowledge, load_knowledge
from pipeline.run import Engine, load_engine


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    return load_knowledge()


@pytest.fixture(scope="session")
def engine() -> Engine:
    return load_engine()


@pytest.fixture(scope="module")
def analysed(request: pytest.FixtureRequest, engine: Engine) -> dict[str, str]:
    """Each case of the module's ``GOLDEN`` (group → cases in markup) → what the program finds in it, as markup.

    The articles are of the module's ``DATE``, if it has one.
    """
    date = getattr(request.module, "DATE", DATE)
    return found(engine, chain.from_iterable(request.module.GOLDEN.values()), date=date)


@pytest.fixture(scope="session")
def nlp(engine: Engine) -> Language:
    return engine.nlp
