"""Excel workbooks with an article a row."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterable, Iterator
from datetime import date, datetime

from pipeline.errors import InputError
from pipeline.read.columns import article_of, find_columns, known_columns
from pipeline.read.limits import CELLS, FILE_BYTES
from pipeline.read.office import check_xml, open_package
from pipeline.read.source import Item, ReadOptions, Source


def read(source: Source, options: ReadOptions) -> Iterator[Item]:
    """The articles of the first sheet with a column of text, or of the first sheet when the user names the
    columns.

    Formulas give the value that was saved with them. A row without text is dropped, a blank row passed over.
    Raises InputError when no sheet has such a column, ImportError without the extra ``formats``.
    """
    from openpyxl import load_workbook

    warnings.filterwarnings("ignore", module="openpyxl")  # styles and validations that it does not know
    data = source.data(limit=FILE_BYTES)
    package = open_package(data)
    for part in package.namelist():
        if part.lower().endswith((".xml", ".rels")):
            check_xml(package.read(part))
    book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    empty = True
    header, rows = _table([_rows(sheet) for sheet in book.worksheets], options)
    columns = find_columns(header, options)
    cells = 0
    for row in rows:
        cells += len(row)
        if cells > CELLS:
            raise InputError(f"The sheet has more than {CELLS:,} cells.", "Save the sheet as CSV.")
        if any(cell.strip() for cell in row):
            empty = False
            yield article_of(row, columns)
    if empty:
        raise InputError("The sheet has a header and no rows.", "Check that it was saved whole.")


def _table(sheets: list[Iterator[list[str]]], options: ReadOptions) -> tuple[list[str], Iterator[list[str]]]:
    """The header and the rows of the sheet that holds the articles."""
    headers = [next((row for row in sheet if any(cell.strip() for cell in row)), []) for sheet in sheets]
    if not sheets:
        return [], iter(())
    chosen = next((place for place, header in enumerate(headers) if "text" in known_columns(header)), 0)
    if options.text_column:
        named = (place for place, header in enumerate(headers) if options.text_column in header)
        chosen = next(named, chosen)
    return headers[chosen], sheets[chosen]


def _rows(sheet: object) -> Iterator[list[str]]:
    """The rows as text. The sheet's own statement of its size is not trusted: it may name a million empty
    rows.
    """
    sheet.reset_dimensions()  # type: ignore[attr-defined]
    rows: Iterable[Iterable[object]] = sheet.iter_rows(values_only=True)  # type: ignore[attr-defined]
    for row in rows:
        yield [_text(value) for value in row]


def _text(value: object) -> str:
    if isinstance(value, datetime | date):
        return value.isoformat()[:10]
    return "" if value is None else str(value)
