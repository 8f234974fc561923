"""Small files of every binary format, built from their specification: what the reader tests and the fuzz
run read.
"""

from __future__ import annotations

import gzip
import io
import zipfile
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

DATA = Path(__file__).parent / "data" / "read"

PARAGRAPHS = (
    "Oslo signe avec Ottawa",
    "OSLO, 17 mai 2024 (Agence) – La Norvège et le Canada ont signé un accord sur la recherche.",
    "« Nous partageons les mêmes eaux », a dit le ministre norvégien.",
)
TEXT = "\n\n".join(PARAGRAPHS)

NEXIS = (
    "Date and Time: Friday, 17 May 2024 09:31:00 CEST",
    "Documents (2)",
    "1. Oslo signe avec Ottawa",
    "Search Terms: Norvège",
    "2. Djouba attend Kampala",
    "Oslo signe avec Ottawa",
    "Le Phare",
    "vendredi 17 mai 2024",
    "Copyright 2024 Le Phare Tous droits réservés",
    "Section: MONDE; Pg. 4",
    "Longueur : 31 mots",
    "Auteur : Inès Valmont",
    "Body",
    "La Norvège et le Canada ont signé un accord sur la recherche.",
    "Il porte sur l'océan Arctique.",
    "Load-Date: May 18, 2024",
    "End of Document",
    "Djouba attend Kampala",
    "La Voix du Delta",
    "May 16, 2024 Thursday",
    "Length: 12 words",
    "Body",
    "Le président ougandais est attendu à Djouba dans la semaine.",
    "Graphic",
    "Une carte du Nil.",
    "End of Document",
    "Photo sans texte",
    "Le Phare",
    "16 mai 2024",
    "End of Document",
)


def package(parts: Mapping[str, str | bytes]) -> bytes:
    """A ZIP package of the parts in their order, with a fixed time."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name, (2024, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def docx(paragraphs: Iterable[str]) -> bytes:
    """A Word document as Word writes it: runs, a deleted run, a hyperlink, a footnote reference."""
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    body = "".join(
        f"<w:p><w:r><w:t xml:space='preserve'>{_escape(text)}</w:t></w:r></w:p>" for text in paragraphs
    )
    extra = "<w:p><w:del w:id='1'><w:r><w:delText>Supprimé</w:delText></w:r></w:del></w:p><w:sectPr/>"
    head = f"<?xml version='1.0' encoding='UTF-8'?><w:document xmlns:w='{space}'>"
    document = f"{head}<w:body>{body}{extra}</w:body></w:document>"
    types = (
        "<?xml version='1.0'?><Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'/>"
    )
    return package({"[Content_Types].xml": types, "word/document.xml": document})


def odt(paragraphs: Iterable[str]) -> bytes:
    """An OpenDocument text: a heading, spans, a note, a tracked deletion."""
    text, office = (
        "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
        "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    )
    first, *rest = [_escape(paragraph) for paragraph in paragraphs]
    body = f"<text:h text:outline-level='1'>{first}</text:h>" + "".join(
        f"<text:p>{part[:5]}<text:span>{part[5:]}</text:span></text:p>" for part in rest
    )
    body_of_note = "<text:note><text:note-body><text:p>Note</text:p></text:note-body></text:note>"
    note = f"<text:p>Fin<text:s/>du<text:tab/>texte.{body_of_note}</text:p>"
    deleted = "<text:tracked-changes><text:p>Supprimé</text:p></text:tracked-changes>"
    content = (
        f"<?xml version='1.0' encoding='UTF-8'?><office:document-content xmlns:office='{office}' xmlns:text='{text}'>"
        f"<office:body><office:text>{deleted}{body}{note}</office:text></office:body></office:document-content>"
    )
    return package({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content})


def xlsx() -> bytes:
    """A workbook whose second sheet holds two articles and a row without text."""
    from openpyxl import Workbook

    book = Workbook()
    assert book.active is not None
    book.active.append(["Notes"])
    sheet = book.create_sheet("Articles")
    sheet.append(["Journal", "Titre", "Date", "Texte"])
    sheet.append(["Le Phare", PARAGRAPHS[0], date(2024, 5, 17), PARAGRAPHS[2]])
    sheet.append(["Le Phare", "Sans texte", "18/05/2024", None])
    sheet.append(
        ["La Voix", "Djouba attend Kampala", "mai 2024", "Le président ougandais est attendu à Djouba."]
    )
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def pdf(lines: Iterable[str]) -> bytes:
    """A PDF of one page with a text layer in Latin-1, a line of text a line; no lines make a scan."""
    shown = "".join(f"({_pdf_string(line)}) Tj 0 -14 Td " for line in lines)
    content = f"BT /F1 11 Tf 60 780 Td {shown}ET".encode("latin-1")
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length " + str(len(content)).encode() + b" >>\nstream\n" + content + b"\nendstream",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    )
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += str(number).encode() + b" 0 obj\n" + body + b"\nendobj\n"
    table = len(out)
    out += b"xref\n0 6\n0000000000 65535 f \n" + b"".join(
        f"{place:010d} 00000 n \n".encode() for place in places
    )
    return bytes(out + f"trailer << /Size 6 /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n".encode())


def rtf(paragraphs: Iterable[str]) -> bytes:
    """An RTF document with a font table, escaped accents and Unicode characters."""
    body = "".join(f"\\pard {_rtf_string(text)}\\par\n" for text in paragraphs)
    return ("{\\rtf1\\ansi\\ansicpg1252{\\fonttbl{\\f0 Times;}}\n" + body + "}").encode("ascii")


def samples() -> dict[str, bytes]:
    """A file of each format by its name: the samples of ``tests/data/read`` and the binary ones."""
    found = {path.name: path.read_bytes() for path in sorted(DATA.iterdir()) if path.is_file()}
    found["article.txt"] = ("date: 2024-05-17\n" + TEXT).encode()
    found["article.docx"] = docx(PARAGRAPHS)
    found["nexis.docx"] = docx(NEXIS)
    found["article.odt"] = odt(PARAGRAPHS)
    found["articles.xlsx"] = xlsx()
    found["article.pdf"] = pdf(PARAGRAPHS[:2])
    found["article.rtf"] = rtf(PARAGRAPHS)
    found["articles.zip"] = package(
        {"a.txt": TEXT, "b/page.html": found["page.html"], "c.docx": docx(PARAGRAPHS)}
    )
    found["articles.jsonl.gz"] = gzip.compress(found["articles.jsonl"], mtime=0)
    return found


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


def _pdf_string(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
    return "".join(char if ord(char) < 256 else f"\\{ord(_cp1252(char)):03o}" for char in escaped)


def _cp1252(char: str) -> str:
    return char.encode("cp1252").decode("latin-1")


def _rtf_string(text: str) -> str:
    return "".join(
        char if ord(char) < 128 else f"\\'{ord(char):02x}" if ord(char) < 256 else f"\\u{ord(char)}?"
        for char in text
    )
