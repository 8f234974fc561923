"""What analysts' folders hold besides clean exports: saved pages with their scripts, cells of HTML, nested JSON, files
under a wrong name, dates that nobody can read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from read_samples import DATA, package

from pipeline.read import FileReport, ReadOptions, find_inputs, read_stream
from pipeline.records import Article, Rejection

TEXT = "La Norvège et le Canada ont signé un accord."


def read(data: str | bytes, name: str) -> list[Article | Rejection]:
    content = data if isinstance(data, bytes) else data.encode()
    return list(read_stream(content, name=name, options=ReadOptions()))


def only(data: str | bytes, name: str) -> Article:
    (record,) = read(data, name)
    assert isinstance(record, Article)
    return record


NAMES = (
    "Oslo – Ottawa.html",
    "Oslo – Ottawa_fichiers/logo.png",
    "Oslo – Ottawa_files/pub.html",
    "notes_files/a.txt",
    "b/page.HTM",
    "b/page_files/x/main.js",
)
KEPT = ["Oslo – Ottawa.html", "b/page.HTM", "notes_files/a.txt"]


def test_what_a_browser_saves_with_a_page_is_left_out(tmp_path: Path) -> None:
    for name in NAMES:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(TEXT, encoding="utf-8")
    found = [path for path in find_inputs([tmp_path], root=tmp_path) if isinstance(path, Path)]
    assert [str(path.relative_to(tmp_path)) for path in found] == KEPT


def test_what_a_browser_saves_with_a_page_is_left_out_of_archives() -> None:
    archive = package(dict.fromkeys(NAMES, TEXT))
    assert [record.source_file for record in read(archive, "z.zip")] == [f"z.zip/{name}" for name in KEPT]


def test_a_file_name_with_typographic_signs_is_its_id() -> None:
    name = "Oslo – « Ottawa » : l’accord….txt"
    assert only(TEXT, name).document_id == "doc:Oslo – « Ottawa » %3A l’accord…"


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("<p>Oslo &amp; Ottawa ont signé.</p><p>L&rsquo;accord <b>vaut</b> dix ans.</p>",
         "Oslo & Ottawa ont signé.\n\nL’accord vaut dix ans."),
        ("Oslo a signé.<br/><br/>Ottawa <mark>aussi</mark>.", "Oslo a signé.\n\nOttawa aussi."),
        ("L&#39;accord d&eacute;plaît à R&D.", "L'accord déplaît à R&D."),
        ("Une croissance < 2 % et un déficit > 3 %.", "Une croissance < 2 % et un déficit > 3 %."),
        ("Il écrit <oslo@norvege.example.org> puis x<p>y.", "Il écrit <oslo@norvege.example.org> puis x<p>y."),
    ],
    ids=["paragraphs", "breaks", "entities", "comparison", "no closing tag"],
)  # fmt: skip
def test_cells_of_html(cell: str, text: str) -> None:
    assert only(f'titre;texte\n"L&rsquo;accord";"{cell}"\n', "a.csv").text == f"L’accord\n\n{text}"


def test_a_cell_of_html_that_no_parser_should_see_costs_its_row() -> None:
    deep = "<div>" * 300 + "x" + "</div>" * 300
    first, second = read(f"titre;texte\nA;{deep}\nB;{TEXT}\n", "a.csv")
    assert isinstance(first, Rejection)
    assert first.error == "The HTML nests elements more than 200 deep."
    assert isinstance(second, Article)


def test_nested_objects_of_json() -> None:
    envelope = {
        "status": "ok",
        "articles": [
            {
                "source": {"id": None, "name": "Le Phare"},
                "publishedAt": "2024-05-17T10:00:00Z",
                "content": TEXT,
            },
            {"source": {"id": 3}, "date": {"$date": "2024-05-18T00:00:00Z"}, "text": TEXT},
        ],
    }
    found = [record for record in read(json.dumps(envelope), "a.json") if isinstance(record, Article)]
    assert [(record.outlet, record.date) for record in found] == [
        ("Le Phare", "2024-05-17"),
        ("", "2024-05-18"),
    ]


def test_europresse_in_utf_16() -> None:
    name = "europresse_articles.html"
    data = (DATA / name).read_bytes()
    utf_16 = read(data.decode().encode("utf-16"), name)
    assert [str(record).replace("utf-16", "utf-8") for record in utf_16] == [
        str(one) for one in read(data, name)
    ]


@pytest.mark.parametrize(
    ("name", "content", "error"),
    [
        ("a.xls", f"<html><body><table><tr><td>{TEXT}</td></tr></table></body></html>",
         "The file is a web page under the name of a workbook."),
        ("main.js", "var a = 1;", "The file is a script of a web page, which is not read."),
        ("a.url", "[InternetShortcut]\nURL=https://le-phare.example.org/\n",
         "The file is a link to a web page, which is not read."),
        ("a.csv", f"Oslo signe;{TEXT}\nDjouba attend;{TEXT}\n",
         f"No column is known to hold the text of the articles; the columns are: Oslo signe, {TEXT[:40]}."),
    ],
)  # fmt: skip
def test_files_that_are_not_what_they_seem(name: str, content: str, error: str) -> None:
    (record,) = read(content, name)
    assert isinstance(record, Rejection)
    assert record.error == error


def test_dates_that_are_not_understood_are_counted() -> None:
    reports: list[FileReport] = []
    table = f"date;texte\n45415;{TEXT}\n3 mai 2024;{TEXT}\n;{TEXT}\n"
    list(read_stream(table.encode(), name="a.csv", options=ReadOptions(), on_report=reports.append))
    assert reports[0].notes == ("The date is not understood in 1 of 3 articles: “45415”.",)
