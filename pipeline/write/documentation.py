"""The README's column tables, from ``columns.csv``: ``python -m pipeline.write.documentation`` makes them."""

from __future__ import annotations

import re
from pathlib import Path

from pipeline.write.schema import Column, Table, load_tables

_START, _END = "<!-- columns: made from pipeline/write/columns.csv -->", "<!-- /columns -->"


def column_tables() -> str:
    """Every table and its columns as Markdown: key, type and meaning in English, title in French."""
    return "\n\n".join(_table(table) for table in load_tables().values())


def renewed(readme: str) -> str:
    """The text of a README with its column tables, between the two marks, made again."""
    pattern = re.compile(f"{re.escape(_START)}.*?{re.escape(_END)}", re.DOTALL)
    return pattern.sub(lambda _: f"{_START}\n\n{column_tables()}\n\n{_END}", readme)


def _table(table: Table) -> str:
    head = f"#### `{table.name}.csv` ({table.title_fr})\n\n{table.meaning_en}\n\n"
    return (
        head
        + "| column | type | meaning | en français |\n|---|---|---|---|\n"
        + "\n".join(_row(column) for column in table.columns)
    )


def _row(column: Column) -> str:
    meaning = column.meaning_en.replace("|", "\\|")
    if column.values:
        meaning += " One of " + ", ".join(f"`{value}`" for value in column.values) + "."
    if column.references:
        meaning += f" → `{column.references}`"
    key = " (key)" if column.primary else ""
    return f"| `{column.name}`{key} | {column.type} | {meaning} | {column.title_fr} |"


if __name__ == "__main__":
    path = Path(__file__).parents[2] / "README.md"
    path.write_text(renewed(path.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")
