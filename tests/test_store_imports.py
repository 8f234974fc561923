"""The tables of one article are made without the heavy libraries that only larger runs need."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

CODE = """
import sys, tempfile
from pathlib import Path
import fake_work
from pipeline.store.collect import collect_tables
with tempfile.TemporaryDirectory() as folder:
    collect_tables([fake_work.analysis(fake_work.article(1))], Path(folder), resolve=lambda summaries: {})
print(sorted({"pandas", "scipy"} & set(sys.modules)))
"""


def test_one_article_needs_no_pandas_and_no_scipy() -> None:
    paths = os.pathsep.join([str(Path(__file__).parent), str(Path(__file__).parents[1])])
    done = subprocess.run(
        [sys.executable, "-c", CODE],
        env=os.environ | {"PYTHONPATH": paths},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "[]"
