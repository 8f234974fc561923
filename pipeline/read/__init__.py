"""Files → articles: the first stage.

``find_inputs`` lists the files of what a user names, ``read_articles`` reads one of them. Readers are chosen
by content; their modules, and the libraries behind them, are imported when a file needs them.
"""

from __future__ import annotations

from pipeline.read.inputs import find_inputs, input_root
from pipeline.read.registry import read_articles, read_stream
from pipeline.read.source import FileReport, ReadOptions

__all__ = ["FileReport", "ReadOptions", "find_inputs", "input_root", "read_articles", "read_stream"]
