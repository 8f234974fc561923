"""Text files: encodings, line ends, metadata, headline, dateline. Golden cases with their near-misses."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.read import FileReport, ReadOptions, read_stream
from pipeline.read.headline import find_dateline
from pipeline.read.layout import read_layout
from pipeline.records import Article, Rejection

BODY = "Le ministre péruvien de la Santé a été reçu à Quito. Il y reste deux jours."


def read(data: bytes, name: str = "a.txt") -> list[Article | Rejection]:
    return list(read_stream(data, name=name, options=ReadOptions()))


def only(data: bytes, name: str = "a.txt") -> Article:
    (record,) = read(data, name)
    assert isinstance(record, Article), record
    return record


def refused(data: bytes, name: str = "a.txt") -> tuple[str, str]:
    (record,) = read(data, name)
    assert isinstance(record, Rejection), record
    assert (record.source_file, record.position, record.stage) == (name, 0, "read")
    return record.error, record.advice


@pytest.mark.parametrize(
    ("codec", "mark", "label"),
    [
        ("utf-8", b"", "utf-8"),
        ("utf-8", b"\xef\xbb\xbf", "utf-8-sig"),
        ("utf-16-le", b"\xff\xfe", "utf-16"),
        ("utf-16-be", b"\xfe\xff", "utf-16"),
        ("utf-32-le", b"\xff\xfe\0\0", "utf-32"),
        ("latin-1", b"", "latin-1"),
    ],
)
def test_encodings_give_the_same_article(codec: str, mark: bytes, label: str) -> None:
    text = f"Visite à Quito\n\n{BODY}"
    expected = Article(
        document_id="doc:a",
        source_file="a.txt",
        position=1,
        text=text,
        reader="text",
        headline=(0, 14),
        title="Visite à Quito",
        encoding=label,
    )
    assert read(mark + text.encode(codec)) == [expected]


def test_cp1252_is_told_from_latin_1_by_its_own_characters() -> None:
    text = "L’accord « provisoire » a coûté 3 € à l’Équateur…"
    assert (only(text.encode("cp1252")).text, only(text.encode("cp1252")).encoding) == (text, "cp1252")
    plain = "L'accord a coûté trois euros à l'Équateur."
    assert only(plain.encode("cp1252")).encoding == "latin-1"


def test_a_few_broken_bytes_do_not_make_utf_8_latin_1() -> None:
    data = (BODY * 3).encode().replace("é".encode(), b"\xc3", 1)
    article = only(data)
    assert article.encoding == "utf-8 with 1 broken bytes"
    assert article.text == (BODY * 3).replace("é", "\ufffd", 1)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_stay_and_offsets_count_them(end: str) -> None:
    article = only(f"Visite à Quito{end}{end}{BODY}{end}".encode())
    assert article.text == f"Visite à Quito{end}{end}{BODY}{end}"
    assert article.headline == (0, 14)


def test_decomposed_text_no_break_spaces_and_soft_hyphens_stay() -> None:
    text = unicodedata.normalize(
        "NFD", f"date\u00a0: 2\u202ffévrier\u00a02024\n\nVi\u00adsite à Quito\n\n{BODY}"
    )
    article = only(text.encode())
    assert article.text == text
    assert article.date == "2024-02-02"
    assert article.headline is not None
    assert article.text[slice(*article.headline)] == unicodedata.normalize("NFD", "Vi\u00adsite à Quito")


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"", "The file is empty."),
        (b" \n\t\n", "The article has no text."),
        (b"\x89PNG\r\n\x1a\n\0\0", "The file is an image (PNG), which is not read."),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
            "The file is a file of an old Office (.doc or .xls), which is not read.",
        ),
        (BODY.encode("utf-16-le"), "The file is not text: it holds NUL or control characters."),
        (BODY.encode("mac-roman"), "The encoding of the file is none of UTF-8, UTF-16, CP1252 and Latin-1."),
        (
            f"{BODY} {BODY}".encode().decode("cp1252").encode(),
            "The accents of the text were garbled before it was saved (« Ã© » for « é »).",
        ),
        (
            b"The minister of health of Peru was received in Quito, where he will stay for two more days.",
            "The text is not French: English.",
        ),
        (
            "Министр здравоохранения Перу прибыл в Кито.".encode(),
            "The text is not French: text in another script.",
        ),
        (b"<?xml version='1.0'?><TEI/>", "The file is XML, which is not read."),
    ],
)
def test_what_is_no_french_text_is_refused_in_one_sentence(data: bytes, error: str) -> None:
    assert refused(data)[0] == error
    assert refused(data)[1].endswith(".")


@pytest.mark.parametrize(
    "text",
    [
        "Moscou et Pékin",
        "OTAN : Vilnius accueille le sommet",
        "Résultats : Chili 2, Pérou 1 ; Bolivie 0, Uruguay 3",
        f"« We are open for business and this is the time to invest », a dit le ministre. {BODY}",
        "Un seul mot mal décodé, Ã©té, ne fait pas un texte illisible à Quito, à Lima ni à Genève.",
    ],
)
def test_short_texts_and_foreign_quotes_are_french(text: str) -> None:
    assert only(text.encode()).text == text


@pytest.mark.parametrize(
    ("text", "metadata", "headline", "date", "raw"),
    [
        (
            " date 2024-10 Quito reçoit Lima\n\n{body}",
            ["date 2024-10"],
            "Quito reçoit Lima",
            "2024-10",
            "2024-10",
        ),
        (
            "date 2024-10\nQuito reçoit Lima\n\n{body}",
            ["date 2024-10"],
            "Quito reçoit Lima",
            "2024-10",
            "2024-10",
        ),
        (
            "date: 2024-10-02\n\nQuito reçoit Lima\n\n{body}",
            ["date: 2024-10-02"],
            "Quito reçoit Lima",
            "2024-10-02",
            "2024-10-02",
        ),
        (
            "Date : mercredi 2 octobre 2024, 14h30\nQuito reçoit Lima\n\n{body}",
            ["Date : mercredi 2 octobre 2024, 14h30"],
            "Quito reçoit Lima",
            "2024-10-02",
            "mercredi 2 octobre 2024, 14h30",
        ),
        (
            "Quito reçoit Lima\nPublié le 1er août 2024 à 8 h 05\n\n{body}",
            ["Publié le 1er août 2024 à 8 h 05"],
            "Quito reçoit Lima",
            "2024-08-01",
            "1er août 2024 à 8 h 05",
        ),
        (
            "2 octobre 2024\n\nQuito reçoit Lima\n\n{body}",
            ["2 octobre 2024"],
            "Quito reçoit Lima",
            "2024-10-02",
            "2 octobre 2024",
        ),
        ("Date : 2024\n\n{body}", ["Date : 2024"], "", "2024", "2024"),
        ("Date butoir 2024 pour Quito\n\n{body}", [], "Date butoir 2024 pour Quito", "", ""),
        ("Publié le 2 octobre 2024 par une maison de Lima, le livre plaît.\n\n{body}", [], "", "", ""),
        ("date 2024-13 Quito reçoit Lima\n\n{body}", [], "date 2024-13 Quito reçoit Lima", "", ""),
    ],
)
def test_dates_in_the_opening_lines(
    text: str, metadata: list[str], headline: str, date: str, raw: str
) -> None:
    article = only(text.format(body=BODY).encode())
    assert [article.text[start:end] for start, end in article.metadata] == metadata
    assert (article.title, article.date, article.date_raw) == (headline, date, raw)


def test_all_fields_before_the_text() -> None:
    text = (
        "Titre : Quito reçoit Lima\nSource : Le Phare\nAuteur: Inès Valmont\n"
        f"Date : 2 octobre 2024\nurl: https://le-phare.example.org/q\n\n{BODY}"
    )
    article = only(text.encode())
    metadata = [article.text[start:end] for start, end in article.metadata]
    assert metadata == [
        "Titre : ",
        "Source : Le Phare",
        "Auteur: Inès Valmont",
        "Date : 2 octobre 2024",
        "url: https://le-phare.example.org/q",
    ]
    assert article.headline is not None
    assert article.text[slice(*article.headline)] == "Quito reçoit Lima"
    assert (article.outlet, article.author) == ("Le Phare", "Inès Valmont")
    assert (article.date, article.url) == ("2024-10-02", "https://le-phare.example.org/q")


def test_a_title_line_that_the_text_repeats_is_metadata_as_a_whole() -> None:
    article = only(f"titre: Quito reçoit Lima\n\nQuito reçoit Lima\n\n{BODY}".encode())
    assert article.metadata == ((0, 24),)
    assert article.headline == (26, 43)


def test_a_colon_in_prose_makes_no_field() -> None:
    text = f"La source : une enquête\n\nL'auteur : un inconnu de Quito.\n\n{BODY}"
    article = only(text.encode())
    assert (article.metadata, article.outlet, article.author) == ((), "", "")


@pytest.mark.parametrize(
    ("text", "headline"),
    [
        ("Pêche. Les patrons de Quito en colère\n\n{body}", "Pêche. Les patrons de Quito en colère"),
        ("Quito proteste. Lima se tait encore une fois.\n\n{body}", ""),
        ("Quito reçoit Lima\n\n{body}", "Quito reçoit Lima"),
        (
            "Un lien « étroit » 75 ans après, a dit le président\n\n{body}",
            "Un lien « étroit » 75 ans après, a dit le président",
        ),
        ("LE PÉROU ET L'ÉQUATEUR SIGNENT.\n{body}", "LE PÉROU ET L'ÉQUATEUR SIGNENT."),
        ("LE PÉROU\nET L'ÉQUATEUR SIGNENT\n{body}", "LE PÉROU ET L'ÉQUATEUR SIGNENT"),
        ("Qui dirige Quito ? Le maire, dit Lima\n\n{body}", "Qui dirige Quito ? Le maire, dit Lima"),
        ("L'accord de Lima avec l'U.R.S.S.\n\n{body}", "L'accord de Lima avec l'U.R.S.S."),
        ("Quito : M. Paz reçoit Mme. Ruiz\n\n{body}", "Quito : M. Paz reçoit Mme. Ruiz"),
        (
            "Une longue visite du ministre\nde la Santé à Quito\n\n{body}",
            "Une longue visite du ministre de la Santé à Quito",
        ),
        ("Quito reçoit Lima\n10 janvier 2016 . –\n{body}", "Quito reçoit Lima"),
        ("Quito reçoit Lima\n{body}", "Quito reçoit Lima"),
        ("{body}", ""),
        ("{body}\n\n{body}", ""),
        ("Le ministre est arrivé à Quito.\n\n{body}", ""),
        ("— Un passant, à Quito\n\n{body}", ""),
        ("10 janvier 2016 . –\n\n{body}", ""),
        (
            "Le ministre péruvien de la Santé a été\nreçu à Quito où il doit rester encore\ndeux jours.\n\n{body}",
            "",
        ),
        ("Quito reçoit Lima", ""),
        ("https://le-phare.example.org/quito\n\n{body}", ""),
    ],
)
def test_headlines(text: str, headline: str) -> None:
    draft = read_layout(text.format(body=BODY))
    assert draft.title == headline
    assert (draft.headline is None) == (headline == "")


@pytest.mark.parametrize(
    ("line", "dateline", "date"),
    [
        ("PARIS, 2 octobre 2024 (Agence) – Le texte", "PARIS, 2 octobre 2024 (Agence) –", "2024-10-02"),
        ("PARIS, 2 octobre (Agence) – Le texte", "PARIS, 2 octobre (Agence) –", ""),
        ("10 janvier 2016 . –", "10 janvier 2016 . –", "2016-01-10"),
        ("1er janvier 2016, 14h30 . –", "1er janvier 2016, 14h30 . –", "2016-01-01"),
        (
            "29 mars 2016, 8\u202fh\u202f13 UTC . – Le texte",
            "29 mars 2016, 8\u202fh\u202f13 UTC . –",
            "2016-03-29",
        ),
        ("13 mars 2016, Montpellier . –", "13 mars 2016, Montpellier . –", "2016-03-13"),
        ("La Paz, le 3 févr. 2019 - Le texte", "La Paz, le 3 févr. 2019 -", "2019-02-03"),
        ("Paris, le 2 octobre 2024", "Paris, le 2 octobre 2024", "2024-10-02"),
        ("Le 2 octobre 2024 – jour de pluie – Quito attend.", None, ""),
        ("Quito attend le 2 octobre 2024 - ou le 3 - son ministre.", None, ""),
        ("Le ministre arrivé le 2 octobre 2024 est reparti.", None, ""),
        ("Franco-chilien – le sommet", None, ""),
    ],
)
def test_datelines(line: str, dateline: str | None, date: str) -> None:
    found = find_dateline(line, 0, len(line))
    assert (line[slice(*found.span)] if found else None) == dateline
    assert (found.date if found else "") == date


def test_the_dateline_gives_the_date_and_stays_text() -> None:
    article = only(f"Quito reçoit Lima\n\nQUITO, 2 octobre 2024 (Agence) – {BODY}".encode())
    assert (article.date, article.date_raw, article.metadata) == ("2024-10-02", "2 octobre 2024", ())


def test_a_stated_date_keeps_its_precision_beside_a_dateline() -> None:
    article = only(f"date 2024-10 Quito reçoit Lima\n\nQUITO, 2 octobre 2024 – {BODY}".encode())
    assert (article.date, article.date_raw) == ("2024-10", "2024-10")


@pytest.mark.parametrize(
    "line",
    [
        "3 of 12 DOCUMENTS",
        "Document COULEV0020240105ek150000a",
        "news·20240312·QR·0u1203_4411",
        "End of Document",
    ],
)
def test_exports_saved_as_text_are_refused_with_advice(line: str) -> None:
    error, advice = refused(f"{line}\n\n{BODY}\n\n{line}\n".encode())
    assert error.endswith("export saved as text.")
    assert advice.startswith("In ")


def test_the_report_says_what_was_read_and_what_was_not() -> None:
    reports: list[FileReport] = []
    for data, name in ((BODY.encode("latin-1"), "a.txt"), (b"", "b.txt")):
        list(read_stream(data, name=name, options=ReadOptions(), on_report=reports.append))
    assert reports == [
        FileReport("a.txt", "text", "latin-1", 1),
        FileReport("b.txt", "", "", 0, (("The file is empty.", 1),)),
    ]


@given(st.text(max_size=300), st.text(max_size=300))
def test_spans_never_leave_the_text_nor_overlap(head: str, body: str) -> None:
    draft = read_layout(f"{head}\n\n{body}")
    spans = sorted([*draft.metadata, *([draft.headline] if draft.headline else [])])
    assert all(0 <= start < end <= len(draft.text) for start, end in spans)
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))
