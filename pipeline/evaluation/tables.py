"""Reading CSV tables strictly: a missing table, an unknown column or a bad value is one clear sentence."""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import UsageError


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row and where it stands, so that a bad value can be named."""

    path: Path
    line: int
    values: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.values[column]

    def number(self, column: str) -> int:
        """The value as an offset: a whole number from 0."""
        value = self.values[column]
        if not (value.isascii() and value.isdigit()):
            raise UsageError(
                f"{self.path}, line {self.line}, column {column}: {value!r} is no offset.",
                "Offsets are whole numbers from 0.",
            )
        return int(value)

    def flag(self, column: str) -> bool:
        """The value as 0 or 1."""
        value = self.values[column]
        if value not in {"0", "1"}:
            raise UsageError(
                f"{self.path}, line {self.line}, column {column}: {value!r} is not allowed.", "Write 0 or 1."
            )
        return value == "1"


def folder(path: Path, what: str) -> Path:
    """``path`` if it is a folder; ``what`` (run, gold) names it in the error."""
    if not path.is_dir():
        reason = "is a file" if path.exists() else "does not exist"
        raise UsageError(f"The {what} folder {path} {reason}.", f"Give the folder of the {what}.")
    return path


def read_table(path: Path, *, columns: Collection[str], others: bool) -> Iterator[TableRow]:
    """The rows of ``path`` in file order; ``columns`` must be there, further ones only with ``others``."""
    try:
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.reader(file, strict=True)
            header = next(reader, [])
            _check_header(path, header, columns, others)
            for cells in reader:
                yield _row(path, reader.line_num, header, cells)
    except (UnicodeDecodeError, csv.Error) as error:
        raise UsageError(
            f"{path} is no comma-separated UTF-8 table: {error}.", "Write it again in the csv dialect."
        ) from error


def _check_header(path: Path, header: list[str], columns: Collection[str], others: bool) -> None:
    if header and header[0].startswith("\ufeff"):
        raise UsageError(
            f"{path} begins with a byte order mark, as the tableur-fr dialect does.",
            "evaluate reads tables of the csv dialect: make the run again without --dialect tableur-fr.",
        )
    missing = [column for column in columns if column not in header]
    if missing:
        raise UsageError(
            f"{path} lacks the column {missing[0]}.", f"Its columns must be: {', '.join(columns)}."
        )
    unknown = [column for column in header if column not in columns]
    if unknown and not others:
        raise UsageError(
            f"{path} has an unknown column {unknown[0]!r}.", f"Allowed are: {', '.join(columns)}."
        )


def _row(path: Path, line: int, header: list[str], cells: list[str]) -> TableRow:
    if len(cells) != len(header):
        raise UsageError(
            f"{path}, line {line} has {len(cells)} cells where the header has {len(header)}.",
            "Put a cell that contains a comma in double quotes.",
        )
    return TableRow(path, line, dict(zip(header, cells, strict=True)))
