"""What the tests share: one load of the model and the tables for the whole session."""

from __future__ import annotations

import pytest
from spacy.language import Language

from pipeline.knowledge import Knowledge, load_knowledge
from pipeline.run import Engine, load_engine


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    return load_knowledge()


@pytest.fixture(scope="session")
def engine() -> Engine:
    return load_engine()


@pytest.fixture(scope="session")
def nlp(engine: Engine) -> Language:
    return engine.nlp
