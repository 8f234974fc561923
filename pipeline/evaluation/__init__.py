"""The parts of ``pipeline.evaluate``: reading gold and run, what counts as a hit, how scores are shown."""
