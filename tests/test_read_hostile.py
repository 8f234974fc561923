"""Hostile input: each file gets its row or its articles, within the limits of ``pipeline.read.limits``."""

from __future__ import annotations

import gzip
import os
import random
import struct
import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from fuzz_readers import Outcome, check, mutated
from read_samples import PARAGRAPHS, package, samples

from pipeline.read import ReadOptions, find_inputs, input_root, read_articles, read_stream
from pipeline.read.ids import document_stem, safe
from pipeline.read.limits import ARTICLE_CHARACTERS
from pipeline.records import Article, Rejection

FRENCH = "Le ministre péruvien de la Santé a été reçu à Quito avec les autres. "


def read(data: bytes, name: str) -> list[Article | Rejection]:
    return list(read_stream(data, name=name, options=ReadOptions()))


def lying_zip() -> bytes:
    """An archive that states a directory of four gigabytes."""
    data = bytearray(package({"a.txt": FRENCH}))
    place = data.rfind(b"PK\x05\x06")
    struct.pack_into("<L", data, place + 12, 0xFFFFFFFF)
    return bytes(data)


HOSTILE = {
    "bomb.zip": (
        lambda: package({"a.txt": b"a" * 50_000_000}),
        "The member unpacks to more than 200 times its size.",
    ),
    "nested.zip": (
        lambda: package({"a.zip": package({"b.zip": package({"c.zip": package({"d.txt": FRENCH})})})}),
        "The archive lies more than 2 archives deep.",
    ),
    "directory.zip": (lying_zip, "The archive has more than 65,000 members."),
    "empty.zip": (lambda: package({}), "The archive is empty."),
    "cut.zip": (lambda: package({"a.txt": FRENCH})[:-30], "The archive is damaged: its end is missing."),
    "bomb.csv.gz": (
        lambda: gzip.compress(b"texte\n" + b"a" * 50_000_000),
        "The file unpacks to more than 200 times its size.",
    ),
    "bomb.docx": (
        lambda: package({"word/document.xml": b"<a>" + b" " * 50_000_000}),
        "The file unpacks to more than 200 times its size.",
    ),
    "laughs.docx": (
        lambda: package(
            {"word/document.xml": "<!DOCTYPE a [<!ENTITY b 'c'><!ENTITY d '&b;&b;'>]><a>&d;</a>"}
        ),
        "The XML of the file declares entities, as no office program does.",
    ),
    "outside.docx": (
        lambda: package(
            {"word/document.xml": "<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>"}
        ),
        "The XML of the file declares entities, as no office program does.",
    ),
    "outside.xml": (
        lambda: b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>",
        "The file is XML, which is not read.",
    ),
    "deep.docx": (
        lambda: package({"word/document.xml": "<a>" * 5_000}),
        "The file nests elements more than 200 deep.",
    ),
    "deep.html": (
        lambda: b"<html>" + b"<div>" * 500_000 + FRENCH.encode(),
        "The HTML nests elements more than 200 deep.",
    ),
    "wide.html": (
        lambda: b"<html><p>" + b"<b> </b>" * 40_000 + FRENCH.encode(),
        "The HTML page has more than 30,000 elements.",
    ),
    "attributes.html": (
        lambda: b"<html><p " + b" ".join(b"a%d=1" % n for n in range(50_000)) + b">",
        "The HTML has a tag with more than 10,000 attributes.",
    ),
    "deep.json": (lambda: b"[" * 500_000, "The file is not valid JSON."),
    "deep.jsonl": (lambda: b'{"a":' * 50_000 + b"1" + b"}" * 50_000, "The file is not valid JSON."),
    "line.csv": (
        lambda: b"titre,texte\n" + FRENCH.encode() * 60_000,
        "The file has a line of more than 4,000,000 characters.",
    ),
    "quote.csv": (
        lambda: b'titre,texte\nA,"' + (FRENCH + "\n").encode() * 60_000,
        "The table cannot be read on: field larger than field limit (4000000).",
    ),
    "columns.csv": (
        lambda: b"a," * 50_000 + b"texte\n" + FRENCH.encode(),
        f"No column is known to hold the text of the articles; the columns are: {', '.join('a' * 20)}.",
    ),
    "large.txt": (
        lambda: FRENCH.encode() * 750_000,
        "The file is larger than 3 MiB, the limit for this format.",
    ),
    "nul.txt": (
        lambda: f"{FRENCH}\0{FRENCH}".encode(),
        "The file is not text: it holds NUL or control characters.",
    ),
    "spaces.txt": (lambda: ("1" + " " * 500_000 + "1").encode(), "The text is not French: no running text."),
    "lines.txt": (lambda: ("1" + "\n" * 500_000 + "1").encode(), "The text is not French: no running text."),
    "brackets.md": (
        lambda: b"![x](" * 100_000 + b"[" * 100_000,
        "The text is not French: no running French text.",
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_are_one_row(name: str) -> None:
    make, error = HOSTILE[name]
    (record,) = read(make(), name)
    assert isinstance(record, Rejection)
    assert record.error == error


def test_an_article_over_the_limit_is_dropped_and_the_next_one_read() -> None:
    long = FRENCH * (ARTICLE_CHARACTERS // len(FRENCH) + 1)
    first, second = read(f"texte\n{long}\n{FRENCH}\n".encode(), "a.csv")
    assert isinstance(first, Rejection)
    assert first.error == f"The article has {len(long.strip()):,} characters, more than 1,000,000."
    assert isinstance(second, Article)
    assert second.document_id == "doc:a#2"


@pytest.mark.parametrize("code", ["\\ud800", "\\udfff", "\\u0000"])
def test_lone_surrogates_and_nuls_never_reach_a_table(code: str) -> None:
    (record,) = read(f'{{"texte": "{FRENCH}{code}"}}'.encode(), "a.jsonl")
    assert isinstance(record, Rejection)
    assert record.error == f"The text holds a character that no text may hold (U+{code[2:].upper()})."


def test_right_to_left_marks_stay_in_the_text_and_leave_the_id() -> None:
    (record,) = read(f"{FRENCH}\u202e\u200f".encode(), "a\u202eb.txt")
    assert isinstance(record, Article)
    assert (record.document_id, record.text) == ("doc:a%E2%80%AEb", f"{FRENCH}\u202e\u200f")


def test_names_in_archives_are_only_labels() -> None:
    names = ("../../etc/passwd", "/abs.txt", "C:\\x.txt", "n\nl.txt", "a.txt", "a.html", "x" * 300 + ".txt")
    html = "<html><body><p>" + FRENCH * 5 + "</p></body></html>"
    data = package({name: html if name.endswith("html") else FRENCH for name in names})
    ids = sorted(record.document_id for record in read(data, "z.zip") if isinstance(record, Article))
    assert ids[:6] == [
        "doc:z.zip/%2E%2E/%2E%2E/etc/passwd",
        "doc:z.zip/%2Fabs",
        "doc:z.zip/C%3A%5Cx",
        "doc:z.zip/a.html",
        "doc:z.zip/a.txt",
        "doc:z.zip/n%0Al",
    ]
    assert len(ids) == 7
    assert len(ids[6]) == len("doc:") + 200


def test_two_members_of_one_name_have_two_ids() -> None:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("a.txt", FRENCH)
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr("a.txt", FRENCH * 2)
    ids = {record.document_id for record in read(stream.getvalue(), "z.zip") if isinstance(record, Article)}
    assert len(ids) == 2


@pytest.mark.parametrize(
    ("path", "others", "stem"),
    [
        ("a.txt", (), "doc:a"),
        ("a.txt", ("a.html",), "doc:a.txt"),
        ("a.html", ("a.txt",), "doc:a.html"),
        ("a.txt.gz", (), "doc:a"),
        ("a.txt.gz", ("a.txt",), "doc:a.txt.gz"),
        ("a", ("a.txt",), "doc:a"),
        ("a.TXT", ("a.txt",), "doc:a.TXT"),
        ("a.b", (), "doc:a.b"),
        ("2024/été 1.txt", (), "doc:2024/été 1"),
        ("a#1.txt", (), "doc:a%231"),
        ("a;b,c.txt", (), "doc:a%3Bb,c"),
        (" a .txt", (), "doc:%20a%20"),
    ],
)
def test_document_ids(path: str, others: tuple[str, ...], stem: str) -> None:
    assert document_stem(path, exists={path, *others}.__contains__) == stem


def test_safe_paths_do_not_depend_on_how_accents_are_composed() -> None:
    assert safe("e\u0301te\u0301") == safe("été") == "été"


def test_inputs_are_sorted_and_loops_end(tmp_path: Path) -> None:
    for name in ("b/2.txt", "b/10.txt", "a.txt", ".hidden.txt", "b/.git/x.txt", "__MACOSX/y.txt", "~$a.docx"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(FRENCH, encoding="utf-8")
    (tmp_path / "b" / "loop").symlink_to(tmp_path)
    (tmp_path / "c").symlink_to(tmp_path / "b")
    (tmp_path / "dangling.txt").symlink_to(tmp_path / "nowhere")
    os.mkfifo(tmp_path / "pipe")
    found = list(find_inputs([tmp_path, tmp_path / "a.txt"], root=tmp_path))
    assert [path.relative_to(tmp_path).as_posix() if isinstance(path, Path) else path for path in found] == [
        "b/10.txt",
        "b/2.txt",
        Rejection(
            "dangling.txt",
            0,
            "read",
            "The path cannot be opened: no such file or directory.",
            "Check its name and rights.",
        ),
        Rejection("pipe", 0, "read", "The path is neither a file nor a folder.", "Name files and folders."),
        "a.txt",
    ]


def test_the_root_of_several_inputs(tmp_path: Path) -> None:
    (tmp_path / "x" / "y").mkdir(parents=True)
    (tmp_path / "x" / "a.txt").touch()
    assert input_root([tmp_path / "x"]) == tmp_path / "x"
    assert input_root([tmp_path / "x" / "a.txt", tmp_path / "x" / "y"]) == tmp_path / "x"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
def test_an_unreadable_file_is_a_row(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(FRENCH, encoding="utf-8")
    path.chmod(0)
    (record,) = read_articles(path, root=tmp_path, options=ReadOptions())
    assert isinstance(record, Rejection)
    assert record.error == "The file cannot be opened: permission denied."


def test_a_name_that_is_no_utf_8(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xe9t\xe9.txt"))
    path.write_text(FRENCH, encoding="utf-8")
    (record,) = read_articles(path, root=tmp_path, options=ReadOptions())
    assert isinstance(record, Article)
    assert (record.source_file, record.document_id) == ("\\xe9t\\xe9.txt", "doc:%5Cxe9t%5Cxe9")


def test_reading_needs_no_heavy_import() -> None:
    heavy = {"lxml", "trafilatura", "spacy", "pandas", "openpyxl", "pypdf"}
    code = f"import sys, pipeline.read; print(sorted({heavy} & set(sys.modules)))"
    assert (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
        == "[]\n"
    )


def test_a_missing_library_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "striprtf", None)
    monkeypatch.setitem(sys.modules, "striprtf.striprtf", None)
    (record,) = read(samples()["article.rtf"], "a.rtf")
    assert record == Rejection(
        "a.rtf",
        0,
        "read",
        "Reading this file (rtf) needs the library striprtf, which is not installed.",
        'Install the readers for all formats: pip install "liens[formats]".',
    )


@pytest.mark.parametrize("name", samples())
def test_a_small_fuzz_run(name: str) -> None:
    data = samples()[name]
    outcome = Outcome()
    for number in range(15):
        check(name, mutated(data, random.Random(f"tests/{name}/{number}")), outcome)


def test_paragraphs_in_a_word_document_with_strict_names() -> None:
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    body = "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in PARAGRAPHS)
    (record,) = read(
        package({"word/document.xml": f"<w:document xmlns:w='{strict}'>{body}</w:document>"}), "a.docx"
    )
    assert isinstance(record, Article)
    assert record.text == "\n\n".join(PARAGRAPHS)


def test_a_damaged_member_costs_itself_and_not_the_archive() -> None:
    data = bytearray(package({"a.txt": FRENCH, "b.txt": FRENCH * 2}))
    data[data.find(b"PK\x03\x04") + 30 + len("a.txt")] = (
        0xFF  # the packed bytes of a.txt begin with an unknown block
    )
    first, second = read(bytes(data), "z.zip")
    assert first == Rejection(
        "z.zip/a.txt", 0, "read", "The member of the archive is damaged.", "Make the archive again."
    )
    assert isinstance(second, Article)
    assert second.document_id == "doc:z.zip/b"
