"""Europresse (Eureka.cc) exports in HTML: both generations.

Since 2014 a file has an ``<article>`` for each document: ``span.DocPublicationName``, ``span.DocHeader``,
``.titreArticle``, ``.docOcurrContainer`` (sic) or ``.DocText``, and an id
``news·20060315·LM·0q1503_1256056``. Before, each document was a table cell with ``span.DocPublicationName``,
several ``span.DocHeader`` and ``span.TitreArticleVisu``, then the text between ``<br>`` and ``<p></p>``,
closed by ``©`` and the id.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from pipeline.errors import InputError
from pipeline.read.dates import find_dates, parse_date
from pipeline.read.layout import joined
from pipeline.read.limits import FIELD_CHARACTERS, FILE_BYTES
from pipeline.read.markup import Element, all_text, by_class, classes, flat, paragraphs, parse
from pipeline.read.source import Draft, Dropped, Item, ReadOptions, Source

_NATIVE_ID = re.compile(r"\bnews[·:](\d{8})[·:][\w.·:-]+")
_FOOTER = re.compile(r"^(?:©|\(c\)\s*\d{4}|Numéro de document|Document number|news·\d{8}·)", re.IGNORECASE)
_ELSEWHERE = re.compile(r"cet article est paru dans|this article (?:was|appeared)", re.IGNORECASE)
_ISSUE = re.compile(r"\s*(?:\n|\s{4,}|,|\s+no\.?\s*\d|\s+n°\s*\d).*", re.DOTALL)
_SITE = re.compile(r"\s*\((?:site web|réf\. site web|web site|tweet)\)\s*$", re.IGNORECASE)
_NAME = re.compile(r"[A-ZÀ-Ý][\w'’.-]+(?: (?:d[eu]|l[ae]|[A-ZÀ-Ý][\w'’.-]+)){1,4}")
_ADVICE = "In Europresse tick the documents, choose the format with the full text, and save as HTML."


def read(source: Source, options: ReadOptions) -> Iterator[Item]:
    """The articles of an Europresse file in its order. The text is the title and the body with its subtitle.

    Section, page, captions, notes and legal lines are left out. The date is the header's, in French or
    English, else that of the document id. An article without text is dropped. Raises InputError when there is
    no article at all.
    """
    tree, encoding = parse(source, limit=FILE_BYTES)
    articles = list(tree.iter("article"))
    drafts = map(_article, articles) if articles else map(_cell, _cells(tree))
    empty = True
    for draft in drafts:
        empty = False
        has_text = len(draft.text) > len(draft.title)
        yield (
            replace(draft, encoding=encoding)
            if has_text
            else Dropped("The Europresse document has no text in the export.", _ADVICE)
        )
    if empty:
        raise InputError("The file is an Europresse page without documents.", _ADVICE)


def _article(article: Element) -> Draft:
    """One document of the newer generation."""
    link, link_paragraph = _elsewhere(article)
    bodies = by_class(article, "docOcurrContainer") or by_class(article, "DocText")
    bodies = bodies or list(article.iter("section"))
    without = [*by_class(article, "titreArticle"), *([link_paragraph] if link_paragraph is not None else [])]
    body = [part for element in _outermost(bodies) for part in paragraphs(element, without=without)]
    subtitle = [part for element in by_class(article, "rdp__subtitle") for part in paragraphs(element)]
    header = " ".join(flat(element) for element in by_class(article, "DocHeader", "DocTitreSousSection"))
    draft = Draft(text="", outlet=_outlet(article), author=_author(article), url=link)
    draft = _dated(draft, header, all_text(article))
    return joined(_title(article), "\n\n".join(subtitle + body), draft)


def _title(article: Element) -> str:
    for names in (("rdp__articletitle",), ("titreArticleVisu",), ("titreArticle",)):
        if title := " ".join(flat(element) for element in by_class(article, *names)):
            return title
    return ""


def _author(article: Element) -> str:
    """``div.docAuthors`` or ``p.sm-margin-bottomNews``; in files of 2014 to 2016 the bare ``div`` after
    the title.
    """
    for element in by_class(article, "docAuthors", "sm-margin-bottomNews"):
        if name := flat(element):
            return name.strip(" ;,")
    for title in by_class(article, "titreArticle"):
        following = title.getnext()
        if following is not None and following.tag == "div" and not classes(following):
            name = flat(following)
            return name if len(name) <= 120 and len(list(following.iterdescendants())) == 0 else ""
    return ""


def _elsewhere(article: Element) -> tuple[str, Element | None]:
    """The link to the article on its outlet's own site, and the element to leave out of the text."""
    for link in article.iter("a"):
        href = link.get("href") or ""
        if _ELSEWHERE.search(flat(link)) and href.startswith(("http://", "https://")):
            return href, link
    return "", None


def _outermost(elements: list[Element]) -> list[Element]:
    inner = set(elements)
    return [element for element in elements if inner.isdisjoint(element.iterancestors())]


def _cells(tree: Element) -> list[Element]:
    """The cells of the older generation: the closest ``td`` (or table, or body) around each publication
    name.
    """
    names = by_class(tree, "DocPublicationName")
    cells = (next(name.iterancestors("td", "body", "html"), None) for name in names)
    return list(dict.fromkeys(cell for cell in cells if cell is not None))


def _cell(cell: Element) -> Draft:
    """One document of the older generation; a bare name in one of the first two paragraphs is its author."""
    titles = by_class(cell, "TitreArticleVisu")
    head = [*titles, *by_class(cell, "DocPublicationName", "DocHeader", "DocTitreSousSection")]
    images = [table for table in cell.iter("table") if table.get("id") == "tbHeaderImages"]
    body: list[str] = []
    for part in paragraphs(cell, without=[*head, *images]):
        if _FOOTER.match(part):
            break
        body.append(part)
    author = next((part for part in body[:2] if part is not body[-1] and _NAME.fullmatch(part)), "")
    body = [part for part in body if part != author]
    header = "".join(all_text(element) for element in by_class(cell, "DocHeader", "DocTitreSousSection"))
    draft = _dated(Draft(text="", outlet=_outlet(cell), author=author), header, all_text(cell))
    return joined(" ".join(flat(title) for title in titles), "\n\n".join(body), draft)


def _outlet(article: Element) -> str:
    """The publication's name without the issue and the remark that it is a web site."""
    name = next((all_text(element) for element in by_class(article, "DocPublicationName")), "")
    return _SITE.sub("", _ISSUE.sub("", name.strip()[:FIELD_CHARACTERS])).strip()


def _dated(draft: Draft, header: str, everything: str) -> Draft:
    """``draft`` with the date of the header, else the one that the document id carries."""
    line = " ".join(header.split())[:FIELD_CHARACTERS]
    if found := next(find_dates(line), None):
        return replace(draft, date=found.iso, date_raw=line[found.start : found.end])
    if native := _NATIVE_ID.search(everything):
        return replace(draft, date=parse_date(native[1]), date_raw=native[0])
    return draft
