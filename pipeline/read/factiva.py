"""Factiva exports in HTML, with the codes of “Full Article/Report plus Indexing” or without them.

With codes each ``div.article`` is a table of two columns: HD headline, BY author, WC words, PD date, SN
outlet, LP and TD paragraphs, AN id. Without, the headline is ``span.enHeadline`` and the outlet, date and
length are bare ``div``s before the first ``p.articleParagraph``. The interface may be English or French.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from pipeline.errors import InputError
from pipeline.read.dates import parse_date
from pipeline.read.layout import joined
from pipeline.read.limits import FILE_BYTES
from pipeline.read.markup import Element, by_class, classes, flat, paragraphs, parse
from pipeline.read.source import Draft, Dropped, Item, ReadOptions, Source

_CODE = re.compile(r"[A-Z]{2,4}")
_BY = re.compile(r"^(?:par|by)\s+", re.IGNORECASE)
_ADVICE = "In Factiva choose the display “Full Article/Report plus Indexing”, then save the page as HTML."


def read(source: Source, options: ReadOptions) -> Iterator[Item]:
    """The articles of a Factiva file in its order. The text is the headline and the paragraphs of LP and TD.

    Codes that carry no text of the article (NS, RE, IPD, AN…) are left out. An article without paragraphs is
    dropped. Raises InputError when the page has headlines only.
    """
    tree, encoding = parse(source, limit=FILE_BYTES)
    articles = [element for element in by_class(tree, "article") if element.tag == "div"]
    if not articles:
        raise InputError("The file is a Factiva page of headlines without articles.", _ADVICE)
    for article in articles:
        draft = _with_codes(article) or _without_codes(article)
        has_text = len(draft.text) > len(draft.title)
        yield (
            replace(draft, encoding=encoding)
            if has_text
            else Dropped("The Factiva article has no text in the export.", _ADVICE)
        )


def _with_codes(article: Element) -> Draft | None:
    rows = {code: cell for row in article.iter("tr") for code, cell in _row(row)}
    if "HD" not in rows and "TD" not in rows and "LP" not in rows:
        return None
    values = {code: flat(cell) for code, cell in rows.items() if code not in ("LP", "TD")}
    body = [part for code in ("LP", "TD") if code in rows for part in paragraphs(rows[code])]
    return _draft(
        values.get("HD", ""), body, values.get("PD", ""), values.get("SN", ""), values.get("BY", "")
    )


def _row(row: Element) -> Iterator[tuple[str, Element]]:
    """The code of a table row and the cell of its value, when it is such a row."""
    cells = [cell for cell in row if cell.tag == "td"]
    if len(cells) == 2 and _CODE.fullmatch(code := flat(cells[0]).strip(" \u00a0")):
        yield code, cells[1]


def _without_codes(article: Element) -> Draft:
    """Reads the bare lines: the date is the line that is a date, the outlet the line after it (and its
    time).
    """
    body = [part for element in article.iter("p") if _is_text(element) for part in paragraphs(element)]
    title = next((flat(element) for element in article.iter("span", "b") if _is_headline(element)), "")
    author = next((flat(element) for element in by_class(article, "author")), "")
    lines = [
        flat(element) for element in article.iter("div") if not classes(element) and not element.get("id")
    ]
    date, outlet = "", ""
    for place, line in enumerate(lines):
        if len(line) <= 30 and parse_date(line):
            following = [name for name in lines[place + 1 :] if not re.fullmatch(r"\d{1,2}:\d\d.*", name)]
            date, outlet = line, following[0] if following else ""
            break
    return _draft(title, body, date, outlet, author)


def _is_text(element: Element) -> bool:
    return any(name.startswith("articleparagraph") for name in classes(element))


def _is_headline(element: Element) -> bool:
    return any(name.endswith("headline") for name in classes(element))


def _draft(title: str, body: list[str], date: str, outlet: str, author: str) -> Draft:
    draft = Draft(text="", date=parse_date(date), date_raw=date, outlet=outlet, author=_BY.sub("", author))
    return joined(title, "\n\n".join(body), draft)
