"""HTML → tree → paragraphs, without recursion and without a network: what all HTML readers share."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import cache
from itertools import islice
from typing import TypeAlias

from lxml import etree

from pipeline.errors import InputError
from pipeline.read.encoding import decode
from pipeline.read.limits import TAG_ATTRIBUTES, TREE_DEPTH
from pipeline.read.lists import read_rows
from pipeline.read.source import Source

Element: TypeAlias = etree._Element

_SAVE = "Save the page again."
_SPACES = re.compile(r"[ \t\r\n\f]+")
_SPACE_RUN = re.compile(r" {2,}")
_LINE_SPACES = re.compile(r" ?\n ?")
_PARAGRAPH = re.compile(r"\n{2,}")
_QUOTED = re.compile(r"=\s*+(?:\"[^\"]*+\"|'[^']*+')")
_OPENING = re.compile(r"<[a-zA-Z]")
_MARK = re.compile(r"</?mark\b[^<>]*>", re.IGNORECASE)


def parse(source: Source, *, limit: int, elements: int | None = None) -> tuple[Element, str]:
    """The tree of an HTML file and the label of its encoding.

    The encoding is found from the bytes: the declared one is often wrong in saved exports. Raises InputError over
    ``limit`` bytes, over ``elements`` elements if given, and for elements nested beyond the limit of all files.
    """
    text, encoding = decode(source.data(limit=limit))
    return tree_of(text, elements=elements), encoding


def tree_of(text: str, *, elements: int | None = None) -> Element:
    """The tree of HTML that is text already. Raises InputError as ``parse`` does."""
    _check_attributes(text)
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True)
    try:
        tree = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:
        tree = None
    if tree is None:
        raise InputError("The HTML file holds no element.", _SAVE)
    if elements is not None and sum(1 for _ in islice(tree.iter(), elements + 1)) > elements:
        raise InputError(f"The HTML page has more than {elements:,} elements.", "Save the article alone.")
    if _is_deep(tree):
        raise InputError(f"The HTML nests elements more than {TREE_DEPTH} deep.", _SAVE)
    return tree


def by_class(element: Element, *names: str) -> list[Element]:
    """The elements under ``element`` that carry one of the classes, whatever their case, in document
    order.
    """
    wanted = {name.lower() for name in names}
    return [child for child in element.iter(etree.Element) if wanted & set(classes(child))]


def classes(element: Element) -> list[str]:
    """The classes of an element in lower case."""
    return (element.get("class") or "").lower().split()


def all_text(element: Element) -> str:
    """The text of an element as it stands in the file, line breaks and all."""
    return "".join(str(piece) for piece in element.itertext())


def flat(element: Element | None) -> str:
    """The text of an element on one line; inline markup (``<mark>``, ``<span>``) leaves no space behind."""
    return " ".join(part.replace("\n", " ") for part in paragraphs(element)) if element is not None else ""


def paragraphs(element: Element, *, without: Collection[Element] = ()) -> list[str]:
    """The paragraphs of an element's text, spaces collapsed as a browser does; no-break spaces stay.

    Block elements and two ``<br>`` part paragraphs, one ``<br>`` is a line break. Elements of ``without``,
    scripts, styles and form fields are left out.
    """
    text = _LINE_SPACES.sub("\n", _SPACE_RUN.sub(" ", "".join(_pieces(element, without))))
    parts = (part.strip(" \n") for part in _PARAGRAPH.split(text))
    return [part for part in parts if part.strip("\u00a0\u202f ")]


def without_marks(text: str) -> str:
    """``text`` without the tags by which press databases mark search hits; no space takes their place."""
    return _MARK.sub("", text)


@cache
def _tags() -> dict[str, str]:
    return {row[0]: row[1] for row in read_rows("tags.csv")}


def _pieces(element: Element, without: Collection[Element]) -> Iterator[str]:
    """The text in document order; two line breaks around blocks, one for ``<br>``."""
    tags = _tags()
    skipped = None
    for event, node in etree.iterwalk(element, events=("start", "end")):
        kind = tags.get(node.tag, "") if isinstance(node.tag, str) else "skip"
        if event == "start" and skipped is None:
            yield "\n\n" if kind == "block" else "\n" if node.tag == "br" else ""
            if kind == "skip" or node in without:
                skipped = node
            else:
                yield _SPACES.sub(" ", node.text or "")
        elif event == "end" and (skipped is None or node is skipped):
            skipped = None
            yield "\n\n" if kind == "block" else ""
            yield _SPACES.sub(" ", node.tail or "") if node is not element else ""


def _check_attributes(text: str) -> None:
    """Raises InputError for a tag with more attributes than the parser takes in fair time.

    Without its quoted values a tag ends at the next ``>``; its attributes are parted by spaces or slashes.
    """
    for piece in _QUOTED.sub("=", text).split(">"):
        opening = _OPENING.search(piece) if len(piece) > TAG_ATTRIBUTES else None
        if opening:
            words = piece[opening.start() :].split()
            if len(words) + sum(word.count("/") for word in words if "=" not in word) > TAG_ATTRIBUTES:
                raise InputError(f"The HTML has a tag with more than {TAG_ATTRIBUTES:,} attributes.", _SAVE)


def _is_deep(tree: Element) -> bool:
    depth = 0
    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > TREE_DEPTH:
            return True
    return False
