"""Every format's sample, record by record; exports saved the wrong way; tables and their options."""

from __future__ import annotations

import gzip
from dataclasses import replace
from pathlib import Path

import pytest
from read_samples import DATA, NEXIS, PARAGRAPHS, docx, odt, package, pdf, rtf, samples, xlsx

from pipeline.read import FileReport, ReadOptions, find_inputs, read_articles, read_stream
from pipeline.read.pdf import reflow
from pipeline.records import Article, Rejection

OSLO = "Oslo signe avec Ottawa"
DJOUBA = "Djouba attend Kampala"
ACCORD = "La Norvège et le Canada ont signé un accord"
NO_ROW_TEXT = ("The row has no text.", "Fill the column of the text, or name another with --text-column.")


def read(data: bytes, name: str, options: ReadOptions | None = None) -> list[Article | Rejection]:
    return list(read_stream(data, name=name, options=options or ReadOptions()))


def sample(name: str) -> list[Article | Rejection]:
    return read((DATA / name).read_bytes(), name)


def article(name: str, reader: str, position: int, title: str, body: str, **fields: str) -> Article:
    """An article of a container: title, blank line, body; position 0 is the only one of its file."""
    stem = "doc:" + name.split(".")[0]
    return Article(
        document_id=f"{stem}#{position}" if position else stem,
        source_file=name,
        position=position or 1,
        text=f"{title}\n\n{body}" if title else body,
        reader=reader,
        headline=(0, len(title)) if title else None,
        title=title,
        **{"encoding": "utf-8", **fields},  # type: ignore[arg-type]
    )


def rejection(name: str, position: int, error: str, advice: str) -> Rejection:
    return Rejection(name, position, "read", error, advice)


def test_europresse_articles() -> None:
    name = "europresse_articles.html"
    assert sample(name) == [
        article(
            name,
            "europresse",
            1,
            "Riga reçoit le Chili",
            "Trois accords ont été signés dans la capitale lettone\n\n"
            "La ministre des Affaires étrangères du gouvernement chilien a été reçue lundi à Riga. "
            "Elle y restera deux\u00a0jours.\n\n"
            "« La Lettonie est une amie », a-t-elle dit.\nLes accords portent sur le port.",
            date="2024-03-12",
            date_raw="12 mars 2024",
            outlet="Le Quotidien de Rive",
            author="Jeanne Morel",
            url="https://quotidien-de-rive.example.org/riga-chili",
        ),
        article(
            name,
            "europresse",
            2,
            "Le Niger et la France renouent le dialogue",
            "Le Niger et la France ont annoncé mercredi la reprise de leurs échanges.",
            date="2024-02-14",
            date_raw="news·20240214·CIWW·20240214·ci-77",
            outlet="Côte Info.fr",
            author="Paul Ardant",
        ),
        rejection(
            name,
            3,
            "The Europresse document has no text in the export.",
            "In Europresse tick the documents, choose the format with the full text, and save as HTML.",
        ),
    ]


def test_europresse_tables_of_the_older_generation() -> None:
    name = "europresse_tables.html"
    assert sample(name) == [
        article(
            name,
            "europresse",
            1,
            "Le Soudan du Sud rejoint la table",
            "Les négociateurs du Soudan du Sud sont arrivés mercredi à Addis-Abeba. Ils y sont restés.\n\n"
            "La rencontre était prévue depuis l'été.",
            date="2012-10-04",
            date_raw="4 octobre 2012",
            outlet="La Voix du Delta",
            author="Claire Dubreuil",
        ),
        article(
            name,
            "europresse",
            2,
            "Un accord sur la pêche avec le Maroc",
            "Le Maroc et l'Union européenne ont signé un accord sur la pêche.",
            date="2012-10-03",
            date_raw="October 3, 2012",
            outlet="Le Phare",
        ),
    ]


def test_europresse_in_latin_1_though_it_declares_utf_8() -> None:
    data = (DATA / "europresse_tables.html").read_bytes().decode().encode("cp1252")
    first = read(data, "europresse_tables.html")[0]
    expected = sample("europresse_tables.html")[0]
    assert isinstance(expected, Article)
    assert first == replace(expected, encoding="latin-1")


def test_factiva_with_codes_in_french() -> None:
    name = "factiva_french.html"
    assert sample(name) == [
        article(
            name,
            "factiva",
            0,
            "Ankara et Athènes reprennent leurs échanges",
            "ANKARA, 5 janvier - La Turquie et la Grèce ont repris leurs échanges.\n\n"
            "Les deux ministres se verront en mars.\n\nAucune date n'a été donnée.",
            date="2024-01-05",
            date_raw="5 janvier 2024",
            outlet="Le Courrier du Levant",
            author="Luc Ferrand",
        )
    ]


def test_factiva_without_codes_in_english() -> None:
    name = "factiva_english.html"
    assert sample(name) == [
        article(
            name,
            "factiva",
            1,
            "Le Kenya préside le sommet",
            "Le Kenya préside depuis mardi le sommet de l'Union africaine.\n\n"
            "Le président a ouvert les travaux à Nairobi.",
            date="2024-10-02",
            date_raw="2 October 2024",
            outlet="Afrique Presse",
            author="Anne Kamau",
        ),
        rejection(
            name,
            2,
            "The Factiva article has no text in the export.",
            "In Factiva choose the display “Full Article/Report plus Indexing”, then save the page as HTML.",
        ),
    ]


@pytest.mark.parametrize(
    ("name", "error"),
    [
        ("factiva_headlines.html", "The file is a Factiva page of headlines without articles."),
        ("europresse_list.html", "The file is an Europresse list of results without their text."),
    ],
)
def test_pages_without_articles_say_how_to_save(name: str, error: str) -> None:
    (record,) = sample(name)
    assert isinstance(record, Rejection)
    assert (record.position, record.error) == (0, error)
    assert record.advice.startswith("In ")
    assert record.advice.endswith("HTML.")


def test_nexis() -> None:
    name = "nexis.docx"
    assert read(docx(NEXIS), name) == [
        article(
            name,
            "nexis",
            1,
            OSLO,
            f"{ACCORD} sur la recherche.\n\nIl porte sur l'océan Arctique.",
            date="2024-05-17",
            date_raw="vendredi 17 mai 2024",
            outlet="Le Phare",
            author="Inès Valmont",
            encoding="",
        ),
        article(
            name,
            "nexis",
            2,
            DJOUBA,
            "Le président ougandais est attendu à Djouba dans la semaine.",
            date="2024-05-16",
            date_raw="May 16, 2024 Thursday",
            outlet="La Voix du Delta",
            encoding="",
        ),
        rejection(
            name,
            3,
            "The Nexis document has no body.",
            "In Nexis download “Full documents” as DOCX, not the list of results.",
        ),
    ]


def test_a_word_document_that_speaks_of_an_end_is_no_nexis_export() -> None:
    (record,) = read(docx([*PARAGRAPHS, "La « Fin du document » est un poème."]), "a.docx")
    assert isinstance(record, Article)
    assert record.text.endswith("La « Fin du document » est un poème.")


@pytest.mark.parametrize(
    ("name", "data", "reader", "paragraphs"),
    [
        ("article.docx", docx(PARAGRAPHS), "docx", PARAGRAPHS),
        ("article.odt", odt(PARAGRAPHS), "odt", (*PARAGRAPHS, "Fin du texte.")),
        ("article.rtf", rtf(PARAGRAPHS), "rtf", PARAGRAPHS),
        ("article.pdf", pdf(PARAGRAPHS[:2]), "pdf", PARAGRAPHS[:2]),
    ],
)
def test_documents(name: str, data: bytes, reader: str, paragraphs: tuple[str, ...]) -> None:
    expected = article(
        name,
        reader,
        0,
        OSLO,
        "\n\n".join(paragraphs[1:]),
        date="2024-05-17",
        date_raw="17 mai 2024",
        encoding="",
    )
    assert read(data, name) == [expected]


def test_a_scan_has_no_text_layer() -> None:
    error = "The PDF has no text layer: it is a scan."
    assert read(pdf([]), "a.pdf") == [
        rejection("a.pdf", 0, error, "Recognise its text (OCR) and save that as text.")
    ]


def test_pdf_lines_become_paragraphs_again() -> None:
    lines = [
        "Quito reçoit Lima",
        "Le ministre péruvien de la Santé a été reçu à Quito par son homo-",
        "logue, avec lequel il a parlé des deux semi-conducteurs et du vice-",
        "président de la commission.",
        "Page 2",
        "Un second paragraphe, de la même largeur que le premier, le suit ici,",
        "et s'arrête.",
    ]
    assert reflow(lines) == [
        "Quito reçoit Lima",
        "Le ministre péruvien de la Santé a été reçu à Quito par son homologue, avec lequel il a parlé des deux "
        "semi-conducteurs et du vice-président de la commission.",
        "Un second paragraphe, de la même largeur que le premier, le suit ici, et s'arrête.",
    ]


def test_a_web_page_without_its_menus() -> None:
    name = "page.html"
    assert sample(name) == [
        article(
            name,
            "html",
            0,
            "La Norvège et le Canada signent un accord sur l'Arctique",
            "La Norvège et le Canada ont signé vendredi à Oslo un accord sur la recherche dans l'océan Arctique, après "
            "deux années de discussions entre les deux gouvernements.\n\n"
            "Le texte prévoit une station commune au large du Svalbard et un programme d'échange de chercheurs, a "
            "précisé la ministre norvégienne des Affaires étrangères devant la presse.\n\n"
            "« Nous partageons les mêmes eaux », a déclaré son homologue canadien, qui était arrivé la veille dans la "
            "capitale norvégienne pour une visite de trois jours.",
            date="2024-05-17",
            date_raw="2024-05-17",
            outlet="Le Phare",
            author="Inès Valmont",
            url="https://le-phare.example.org/monde/norvege-canada.html",
        )
    ]


def test_markdown() -> None:
    name = "article.md"
    assert sample(name) == [
        article(
            name,
            "markdown",
            0,
            OSLO,
            f"{ACCORD}.\n\nLa suite\n\n« Nous partageons les mêmes eaux », a dit le ministre.\n\n"
            "Un point sur la pêche.",
            date="2024-05-17",
            date_raw="2024-05-17",
            outlet="Le Phare",
            author="Inès Valmont",
            url="https://le-phare.example.org/1",
        )
    ]


def test_iramuteq() -> None:
    name = "iramuteq.txt"
    assert sample(name) == [
        article(
            name,
            "iramuteq",
            1,
            OSLO,
            f"{ACCORD}.\nIl porte sur la recherche.",
            date="2024-05-17",
            date_raw="2024-05-17",
            outlet="Le Phare",
            author="Valmont",
        ),
        article(
            name,
            "iramuteq",
            2,
            "",
            "Le président ougandais est attendu à Djouba dans la semaine.",
            date="2024-05",
            date_raw="2024-5",
            outlet="La Voix",
        ),
        rejection(name, 3, "The line of stars has no text after it.", "Check the corpus file."),
    ]


def test_a_table_in_french_with_semicolons() -> None:
    name = "table_french.csv"
    first = article(
        name,
        "table",
        1,
        OSLO,
        f"{ACCORD}.\n\nIl porte sur l'Arctique ; il vaut dix ans.",
        date="2024-05-17",
        date_raw="17/05/2024",
        outlet="Le Phare",
        author="Inès Valmont",
    )
    third = article(
        name,
        "table",
        3,
        "Djouba attend l'Ouganda",
        "Le président ougandais est attendu à Djouba, « si tout va bien ».",
        date="2024-05",
        date_raw="mai 2024",
        outlet="La Voix du Delta",
        author="C. Dubreuil",
    )
    assert sample(name) == [first, rejection(name, 2, *NO_ROW_TEXT), third]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "cp1252"])
def test_delimiters_and_encodings_of_tables(delimiter: str, codec: str) -> None:
    text = delimiter.join(("Titre", "Texte")) + "\r\n" + delimiter.join((OSLO, f"« {ACCORD} »…")) + "\r\n"
    (record,) = read(text.encode(codec), "a.csv")
    assert isinstance(record, Article)
    assert record.text == f"{OSLO}\n\n« {ACCORD} »…"


def test_the_tables_of_europarser_and_minet() -> None:
    name = "table_europarser.csv"
    body = f"{ACCORD} sur la recherche."
    assert sample(name) == [
        article(
            name,
            "table",
            1,
            OSLO,
            body,
            date="2024-05-17",
            date_raw="2024 05 17T00:00:00",
            outlet="Le Phare",
            author="Inès Valmont",
            url="https://le-phare.example.org/1",
        ),
        article(
            name,
            "table",
            2,
            DJOUBA,
            "Le président ougandais est attendu à Djouba dans la semaine.",
            date="2024-05-18",
            date_raw="2024 05 18T00:00:00",
            outlet="La Voix du Delta",
        ),
    ]
    url = "https://le-phare.example.org/1"
    assert sample("table_minet.csv") == [
        article(
            "table_minet.csv",
            "table",
            0,
            OSLO,
            body,
            date="2024-05-17",
            date_raw="2024-05-17",
            outlet="Le Phare",
            url=url,
        )
    ]


def test_columns_that_the_user_names() -> None:
    data = f"k,Chapeau,Quand,Corps\n1,{OSLO},3 mai 2024,{ACCORD}.\n".encode()
    options = ReadOptions(text_column="Corps", title_column="Chapeau", date_column="quand")
    assert read(data, "a.csv", options) == [
        article("a.csv", "table", 0, OSLO, f"{ACCORD}.", date="2024-05-03", date_raw="3 mai 2024")
    ]
    assert read(data, "a.csv", ReadOptions(text_column="Text")) == [
        rejection(
            "a.csv",
            0,
            "The table has no column “Text”; its columns are: k, Chapeau, Quand, Corps.",
            "Name one of them.",
        )
    ]


def test_a_table_without_a_column_of_text() -> None:
    assert read(b"id,n\n1,2\n", "a.csv") == [
        rejection(
            "a.csv",
            0,
            "No column is known to hold the text of the articles; the columns are: id, n.",
            "Name it with --text-column; the first row must hold the names of the columns.",
        )
    ]
    (record,) = read("Texte, titre et date\n\nLe ministre est à Quito, dit-on.".encode(), "a.txt")
    assert isinstance(record, Article)
    assert record.reader == "text"


def test_a_workbook() -> None:
    name = "articles.xlsx"
    assert read(xlsx(), name) == [
        article(
            name,
            "xlsx",
            1,
            OSLO,
            PARAGRAPHS[2],
            date="2024-05-17",
            date_raw="2024-05-17",
            outlet="Le Phare",
            encoding="",
        ),
        rejection(name, 2, *NO_ROW_TEXT),
        article(
            name,
            "xlsx",
            3,
            DJOUBA,
            "Le président ougandais est attendu à Djouba.",
            date="2024-05",
            date_raw="mai 2024",
            outlet="La Voix",
            encoding="",
        ),
    ]


def jsonl(name: str) -> list[Article | Rejection]:
    return [
        article(
            name,
            "jsonl",
            1,
            OSLO,
            f"{ACCORD}.\n\nIl porte sur la recherche.",
            date="2024-05-17",
            date_raw="2024-05-17",
            outlet="Le Phare",
            author="Inès Valmont; A. Roy",
        ),
        rejection(name, 2, *NO_ROW_TEXT),
        rejection(name, 3, "The line is not a JSON object.", "Save one JSON object a line."),
        article(
            name,
            "jsonl",
            4,
            DJOUBA,
            "Le président ougandais est attendu à Djouba dans la semaine.",
            date="2024-05",
            date_raw="2024-5",
        ),
    ]


def test_json_lines_plain_and_packed() -> None:
    assert sample("articles.jsonl") == jsonl("articles.jsonl")
    packed = gzip.compress((DATA / "articles.jsonl").read_bytes())
    assert read(packed, "articles.jsonl.gz") == jsonl("articles.jsonl.gz")


@pytest.mark.parametrize(
    "text",
    [
        '[{"texte": "Le ministre est à Quito."}]',
        '{"articles": [{"texte": "Le ministre est à Quito."}]}',
        '{\n "texte": "Le ministre est à Quito."\n}',
        '{"texte": "Le ministre est à Quito."}',
    ],
)
def test_json_files(text: str) -> None:
    expected = article("a.json", "jsonl", 0, "", "Le ministre est à Quito.")
    assert read(text.encode(), "a.json") == [expected]


def test_a_txm_folder() -> None:
    reports: list[FileReport] = []
    found = [
        record
        for path in find_inputs([DATA / "txm"], root=DATA)
        if isinstance(path, Path)
        for record in read_articles(path, root=DATA, options=ReadOptions(), on_report=reports.append)
    ]
    assert [
        (record.document_id, record.reader, record.title, record.date, record.outlet)
        for record in found
        if isinstance(record, Article)
    ] == [
        ("doc:txm/autre", "text", "", "", ""),
        ("doc:txm/nord", "txm", OSLO, "2024-05-17", "Le Phare"),
        ("doc:txm/sud", "txm", DJOUBA, "2024-05", "La Voix du Delta"),
    ]
    assert len(found) == 3
    assert reports[1] == FileReport(
        "txm/metadata.csv", "txm", "", 0, (), ("It holds the metadata of the 2 texts beside it.",)
    )


def test_an_archive_is_read_member_by_member() -> None:
    inner = package({"d.txt": PARAGRAPHS[1]})
    data = package({"b/page.html": (DATA / "page.html").read_bytes(), "a.txt": PARAGRAPHS[1], "c.zip": inner})
    reports: list[FileReport] = []
    records = list(read_stream(data, name="x.zip", options=ReadOptions(), on_report=reports.append))
    assert [record.document_id for record in records if isinstance(record, Article)] == [
        "doc:x.zip/a",
        "doc:x.zip/b/page",
        "doc:x.zip/c.zip/d",
    ]
    assert [(report.source_file, report.reader, report.articles) for report in reports] == [
        ("x.zip/a.txt", "text", 1),
        ("x.zip/b/page.html", "html", 1),
        ("x.zip/c.zip/d.txt", "text", 1),
        ("x.zip/c.zip", "archive", 0),
        ("x.zip", "archive", 0),
    ]


def test_every_sample_is_read_by_a_reader_of_its_own_whatever_its_name() -> None:
    for name, data in samples().items():
        reports: list[FileReport] = []
        if name not in ("europresse_list.html", "factiva_headlines.html", "article.md"):
            list(read_stream(data, name="x", options=ReadOptions(), on_report=reports.append))
            renamed = [(report.reader, report.articles) for report in reports]
            reports.clear()
            list(read_stream(data, name=name, options=ReadOptions(), on_report=reports.append))
            assert renamed == [(report.reader, report.articles) for report in reports], name
