"""The README's column tables are those of ``columns.csv``."""

from __future__ import annotations

from pathlib import Path

from pipeline.write.documentation import column_tables, renewed

README = Path(__file__).parents[1] / "README.md"


def test_the_readme_holds_the_column_tables_of_columns_csv() -> None:
    text = README.read_text(encoding="utf-8")
    assert column_tables() in text, "run python -m pipeline.write.documentation"
    assert renewed(text) == text


def test_a_column_is_shown_with_its_key_values_and_reference() -> None:
    lines = column_tables().splitlines()
    assert (
        "| `kind` (key) | string | How the entity is named: name, demonym, metonym, role or group. "
        "One of `name`, `demonym`, `metonym`, `role`, `group`. | Façon de nommer |" in lines
    )
    assert "| `entity_id` (key) | string | Entity that is meant. → `entities.entity_id` | " in "\n".join(
        lines
    )
