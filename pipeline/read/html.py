"""An HTML page of a site, as saved by a browser: the article alone, found by trafilatura."""

from __future__ import annotations

import logging
from collections.abc import Iterator

from pipeline.errors import InputError
from pipeline.read.dates import parse_date
from pipeline.read.encoding import decode
from pipeline.read.layout import joined
from pipeline.read.limits import PAGE_BYTES, PAGE_ELEMENTS
from pipeline.read.markup import parse, without_marks
from pipeline.read.source import Draft, Item, ReadOptions, Source


def read(source: Source, options: ReadOptions) -> Iterator[Item]:
    """The article of one page: title, date, outlet, author and address as its metadata say, text without
    menus.

    Source of the method: A. Barbaresi, “Trafilatura: a web scraping library and command-line tool for text
    discovery and extraction”, ACL 2021. Comments, captions of menus and tables are left out. Raises
    InputError when the page holds no article, ImportError without the extra ``formats``.
    """
    from trafilatura import bare_extraction

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    # refuses what is too deep, too large or no HTML before the extractor sees it
    _, encoding = parse(source, limit=PAGE_BYTES, elements=PAGE_ELEMENTS)
    text, _ = decode(source.data(limit=PAGE_BYTES))
    dates = {
        "original_date": True,
        "extensive_search": False,
    }  # the date of publication as the page states it
    page = bare_extraction(
        without_marks(text), with_metadata=True, include_comments=False, date_extraction_params=dates
    )
    if isinstance(page, dict) or page is None or not page.text:
        raise InputError("The page holds no article text.", "Open the article itself and save that page.")
    title, date = page.title or "", page.date or ""
    lines = [line.removeprefix("- ").strip() for line in page.text.split("\n")]
    if lines and lines[0] == title:
        lines = lines[1:]
    draft = Draft(
        text="",
        date=parse_date(date),
        date_raw=date,
        outlet=page.sitename or "",
        author=page.author or "",
        url=page.url or "",
        encoding=encoding,
    )
    yield joined(title, "\n\n".join(line for line in lines if line), draft)
