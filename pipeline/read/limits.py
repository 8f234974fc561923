"""The limits that every reader keeps: one place, so that no input can take more time or memory than stated
here.

Sizes are bytes unless the name says otherwise. An input over a limit becomes a ``Rejection`` that names the
limit.
"""

from __future__ import annotations

MIB = 1 << 20

HEAD_BYTES = 64 * 1024
"""What the registry looks at to choose a reader."""

FILE_BYTES = 256 * MIB
"""A file that must be held whole (HTML, JSON array, workbook). Tables and JSONL are streamed and have no
such limit.
"""

PAGE_BYTES = 16 * MIB
"""One HTML page or office document that a parser turns into a tree or a list."""

RTF_BYTES = 8 * MIB

PDF_BYTES = 128 * MIB
PDF_PAGES = 1_000

ARTICLE_CHARACTERS = 1_000_000
"""One article, about 165,000 words: the longest text that the model takes."""

ROW_CHARACTERS = 4_000_000
"""One line of JSONL or one cell of a table."""

ARCHIVE_MEMBERS = 65_000
ARCHIVE_BYTES = 4096 * MIB
"""All members of an archive together, unpacked."""

ARCHIVE_RATIO = 200
"""Unpacked over packed size of a member larger than ``RATIO_FREE_BYTES``: text packs 3 to 10 times, a bomb
1,000.
"""

RATIO_FREE_BYTES = 4 * MIB
ARCHIVE_DEPTH = 2
"""An archive in an archive is read; one more level is not."""

PART_BYTES = 32 * MIB
"""One XML part of a DOCX, ODT or XLSX, unpacked."""

PAGE_ELEMENTS = 30_000
"""Elements of an HTML page that is no export of a database; a long article of the press has 2,000 to
8,000.
"""

TAG_ATTRIBUTES = 10_000
"""Attributes of one element: the parser's time grows with their square."""

TREE_DEPTH = 200
"""Elements inside elements of an HTML page or XML part; real ones stay below 60."""

SECONDS = 60.0
"""How long the reader of a file may find nothing; enough for the largest file that is held whole."""

READER_BYTES = 4096 * MIB
"""Address space that the process which reads the files may add to what it starts with."""

ID_CHARACTERS = 200
"""The path in a document id; a longer one is cut and closed with a checksum."""

FIELD_CHARACTERS = 1_000
"""An outlet, author or address as the tables keep it; the rest is cut."""

COLUMNS = 2_000
"""Columns of a table that are looked at; those to the right of them are not read."""

CELLS = 50_000_000
"""Cells of a workbook's sheet, empty ones between others included."""
