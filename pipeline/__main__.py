"""``python -m pipeline`` is the ``liens`` command."""

from pipeline.cli import main

main()
