"""What a finished article is kept under: its key changes with anything that its results depend on."""

from __future__ import annotations

from pathlib import Path

from pipeline.knowledge import load_knowledge
from pipeline.versions import code_digest, digest, versions


def folder(root: Path, name: str, modules: dict[str, str]) -> Path:
    for module, text in modules.items():
        path = root / name / module
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root / name


def test_the_code_counts_by_name_and_text_of_its_modules(tmp_path: Path) -> None:
    modules = {"a.py": "x = 1", "sub/b.py": "y = 2"}
    first = code_digest(folder(tmp_path, "first", modules))
    assert code_digest(folder(tmp_path, "same", modules | {"notes.md": "z"})) == first
    others = [
        code_digest(folder(tmp_path, "edited", modules | {"a.py": "x = 2"})),
        code_digest(folder(tmp_path, "renamed", {"c.py": "x = 1", "sub/b.py": "y = 2"})),
        code_digest(folder(tmp_path, "more", modules | {"c.py": ""})),
    ]
    assert len({first, *others}) == 4


def test_any_version_changes_the_key() -> None:
    named = versions(load_knowledge())
    keys = {digest(named)} | {digest(named | {name: "another"}) for name in named}
    assert len(keys) == len(named) + 1
