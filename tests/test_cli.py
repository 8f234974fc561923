"""The ``liens`` command: what it prints, what it writes, how it fails."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import pytest
from spacy.language import Language

import pipeline.run
from pipeline import __version__, cli
from pipeline.knowledge import Knowledge
from pipeline.review import Decisions
from pipeline.run import Engine

pytestmark = pytest.mark.model

TEXT = """Moscou répond à Berlin

10 octobre 2024. – Le président russe Vladimir Poutine a reçu M. Lavrov. La Russie et l'Allemagne négocient.
"""
BINARY = b"\x00\x01\x02\xff\xfe\x00" * 200
TABLES = {
    "documents.csv",
    "sentences.csv",
    "mentions.csv",
    "entities.csv",
    "aliases.csv",
    "comentions.csv",
    "relations.csv",
    "relations_by_period.csv",
    "affiliations.csv",
    "statements.csv",
    "quotes.csv",
    "errors.csv",
}


class Outcome(NamedTuple):
    code: int
    out: str
    err: str


class Shell:
    """Calls the command in this process, with the session's model instead of a fresh one."""

    def __init__(self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
        self._capsys = capsys
        self._monkeypatch = monkeypatch

    def __call__(self, *arguments: object, stdin: bytes = b"") -> Outcome:
        stream = io.TextIOWrapper(io.BytesIO(stdin))
        self._monkeypatch.setattr(sys, "argv", ["liens", *map(str, arguments)])
        self._monkeypatch.setattr(sys, "stdin", stream)
        code = _code_of(cli.main)
        captured = self._capsys.readouterr()
        return Outcome(code, captured.out, captured.err)


def _code_of(call: Callable[[], None]) -> int:
    """The exit code of the call; 0 when it just returns, as of a command."""
    try:
        call()
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else 0
    return 0


@pytest.fixture
def liens(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, engine: Engine) -> Shell:
    def load(*, knowledge: Knowledge | None = None, decisions: Decisions | None = None) -> Engine:
        return replace(engine, decisions=decisions or Decisions())

    monkeypatch.setattr(pipeline.run, "load_engine", load)
    return Shell(capsys, monkeypatch)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "article.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def fresh(*arguments: object, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    """The command as its users call it, in a process of its own."""
    command = [sys.executable, "-m", "pipeline", *map(str, arguments)]
    environment = {"PYTHONPATH": str(Path(__file__).parents[1]), "PATH": "", "COLUMNS": "200"}
    return subprocess.run(command, capture_output=True, text=True, env=environment, cwd=cwd, check=False)


# --- help and version -------------------------------------------------------------------------------------------------


def test_the_version_is_one_line(liens: Shell) -> None:
    assert liens("--version") == (0, f"liens {__version__}\n", "")


@pytest.mark.parametrize("arguments", [["--help"], ["extract", "--help"], ["batch", "--help"], ["--version"]])
def test_help_needs_neither_spacy_nor_pandas(arguments: list[str]) -> None:
    code = (
        "import sys\n"
        "from pipeline.cli import main\n"
        f"sys.argv = ['liens', *{arguments!r}]\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "print({'spacy', 'pandas', 'numpy', 'duckdb', 'pyarrow'} & sys.modules.keys(), file=sys.stderr)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        cwd=Path(__file__).parents[1],
        check=True,
    )
    assert done.stderr.strip() == "set()"


@pytest.mark.parametrize("command", ["extract", "batch", "evaluate"])
def test_help_is_enough_to_use_a_command(liens: Shell, command: str) -> None:
    shown = liens(command, "--help")
    assert shown.code == 0
    assert f"Example: liens {command}" in shown.out


def test_help_says_what_exit_codes_mean(liens: Shell) -> None:
    assert "0 all read, 1 nothing usable, 2 wrong call, 3 some inputs rejected" in " ".join(
        liens("--help").out.replace("│", " ").split()
    )


def test_an_unknown_option_is_a_wrong_call(liens: Shell, file: Path) -> None:
    outcome = liens("extract", file, "--colour")
    assert outcome.code == 2
    assert "No such option: --colour" in outcome.err


# --- extract ----------------------------------------------------------------------------------------------------------


def test_extract_shows_entities_and_relations_plainly_when_piped(liens: Shell, file: Path) -> None:
    code, out, err = liens("extract", file)
    assert (code, err) == (0, "")
    assert "\x1b" not in out
    lines = [" ".join(line.split()) for line in out.splitlines()]
    assert "Moscou répond à Berlin" in lines[0]
    assert "Vladimir Poutine PERSON 1 Vladimir Poutine" in lines
    assert "Allemagne – Russie (2)" in lines
    assert "La Russie et l'Allemagne négocient." in lines


def test_extract_prints_json_for_machines(liens: Shell, file: Path) -> None:
    code, out, err = liens("extract", file, "--json")
    assert (code, err) == (0, "")
    (analysis,) = json.loads(out)
    text = analysis["article"]["text"]
    assert text == TEXT
    assert all(text[one["start"] : one["end"]] == one["text"] for one in analysis["mentions"])
    assert {"state:RUS", "state:DEU", "person:vladimir-poutine", "person:serguei-lavrov"} == {
        one["entity_id"] for one in analysis["entities"]
    }


def test_extract_reads_standard_input(liens: Shell) -> None:
    code, out, _ = liens("extract", "-", "--json", stdin=TEXT.encode())
    assert code == 0
    assert json.loads(out)[0]["article"]["text"] == TEXT


def test_extract_writes_all_tables(liens: Shell, file: Path, tmp_path: Path) -> None:
    code, out, _ = liens("extract", file, "--out", tmp_path / "run")
    assert code == 0
    assert out.splitlines()[-1] == f"Tables: {tmp_path / 'run'}"
    assert {path.name for path in (tmp_path / "run").glob("*.csv")} == TABLES
    counts = json.loads((tmp_path / "run" / "run.json").read_text(encoding="utf-8"))["counts"]
    assert (counts["read"], counts["written"], counts["rejected"]) == (1, 1, 0)


def test_extract_takes_the_columns_of_a_table_and_an_analyst_s_decisions(
    liens: Shell, tmp_path: Path
) -> None:
    table, decisions, out = tmp_path / "presse.csv", tmp_path / "decisions.csv", tmp_path / "run"
    table.write_text("Corps;Paru le\nLa Chine et le Japon négocient.;3 mai 2024\n", encoding="utf-8")
    decisions.write_text(
        "action,entity_id,target_id,value\nrename,state:CHN,,Empire du Milieu\n"
        "merge,state:JPN,org:tokyo,\nmerge,state:FRA,state:DEU,\n",
        encoding="utf-8",
    )
    columns = ("--text-column", "Corps", "--date-column", "Paru le")
    code, shown, err = liens("extract", table, *columns, "--decisions", decisions, "--out", out)
    assert code == 0
    assert "Empire du Milieu – Japon (1)" in shown.splitlines()
    assert [(row["date"], row["date_raw"]) for row in rows(out / "documents.csv")] == [
        ("2024-05-03", "3 mai 2024")
    ]
    assert {row["entity_id"] for row in rows(out / "entities.csv")} == {"state:CHN", "org:tokyo"}
    assert err.startswith(
        "liens: decisions.csv: The decision on line 4 (merge state:FRA state:DEU) changed nothing"
    )


def test_a_run_of_extract_says_what_it_read_and_how(liens: Shell, file: Path, tmp_path: Path) -> None:
    liens("extract", file, "--out", tmp_path / "one")
    liens("extract", "-", "--out", tmp_path / "two", stdin=file.read_bytes())
    one, two = (json.loads((tmp_path / name / "run.json").read_bytes()) for name in ("one", "two"))
    assert one["options"] == {"dialect": "csv", "period": "month", "window": "sentence"}
    assert [each["file"] for run in (one, two) for each in run["inputs"]["each"]] == ["article.txt", "stdin"]
    assert one["inputs"]["each"][0]["sha256"] == two["inputs"]["each"][0]["sha256"]
    assert [reader["reader"] for run in (one, two) for reader in run["readers"]] == ["text", "text"]
    assert one["counts"] == two["counts"]


def test_extract_says_that_a_file_is_missing(liens: Shell, tmp_path: Path) -> None:
    path = tmp_path / "absent.txt"
    message = f"liens: There is no file {path}. Name a file with an article, or - for standard input.\n"
    assert liens("extract", path) == (2, "", message)


def test_extract_says_that_a_folder_is_for_batch(liens: Shell, tmp_path: Path) -> None:
    message = (
        f"liens: {tmp_path} is a folder; extract reads one file. Use liens batch {tmp_path} --out DIR.\n"
    )
    assert liens("extract", tmp_path) == (2, "", message)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (BINARY, "The file is not text: it holds NUL or control characters."),
        (b"", "The file is empty."),
        (b"  \n\n \n", "The article has no text."),
    ],
)
def test_extract_says_why_a_file_is_not_read(
    liens: Shell, tmp_path: Path, content: bytes, reason: str
) -> None:
    path = tmp_path / "strange.txt"
    path.write_bytes(content)
    code, out, err = liens("extract", path)
    assert (code, out) == (1, "")
    assert err.startswith("liens: strange.txt: ")
    assert reason in err
    assert err.count("\n") == 1


def test_no_traceback_leaves_the_process(tmp_path: Path) -> None:
    done = fresh("extract", "absent.txt", cwd=tmp_path)
    message = "liens: There is no file absent.txt. Name a file with an article, or - for standard input.\n"
    assert (done.returncode, done.stdout, done.stderr) == (2, "", message)


# --- batch ------------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, subprocess.CompletedProcess[str]]:
    """A folder with two articles and a binary file, and the run over it, made once by a process of its own."""
    folder = tmp_path_factory.mktemp("batch")
    corpus = folder / "corpus"
    (corpus / "sub").mkdir(parents=True)
    (corpus / "a.txt").write_text(TEXT, encoding="utf-8")
    (corpus / "sub" / "b.txt").write_text(TEXT.replace("Lavrov", "Durand"), encoding="cp1252")
    (corpus / "c.txt").write_bytes(BINARY)
    return folder, fresh("batch", corpus, "--out", folder / "run", "--processes", 1)


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def test_batch_reads_folders_in_order_and_says_what_it_rejects(
    ran: tuple[Path, subprocess.CompletedProcess[str]],
) -> None:
    folder, done = ran
    assert done.returncode == 3, done.stderr
    assert [row["source_file"] for row in rows(folder / "run" / "documents.csv")] == ["a.txt", "sub/b.txt"]
    (error,) = rows(folder / "run" / "errors.csv")
    assert (error["source_file"], error["stage"]) == ("c.txt", "read")


def test_batch_ends_with_a_summary_and_says_nothing_else(
    ran: tuple[Path, subprocess.CompletedProcess[str]],
) -> None:
    folder, done = ran
    assert done.stderr == ""
    lines = [" ".join(line.split()) for line in done.stdout.splitlines()]
    assert lines[0] == "2 articles, 1 input rejected"
    assert lines[1].startswith("6 sentences, ")
    assert f"Not read: see {folder / 'run' / 'errors.csv'}" in lines
    assert lines[-1] == f"Tables: {folder / 'run'} Report: {folder / 'run' / 'report.html'}"


def contents(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_batch_replaces_no_run_without_force(
    liens: Shell, ran: tuple[Path, subprocess.CompletedProcess[str]]
) -> None:
    folder, _ = ran
    before = contents(folder / "run")
    code, out, err = liens("batch", folder / "corpus", "--out", folder / "run")
    assert (code, out) == (2, "")
    assert "--force" in err
    assert err.count("\n") == 1
    assert contents(folder / "run") == before


def test_extract_replaces_no_run_without_force(
    liens: Shell, ran: tuple[Path, subprocess.CompletedProcess[str]]
) -> None:
    folder, _ = ran
    before = contents(folder / "run")
    code, out, _ = liens("extract", folder / "corpus" / "a.txt", "--out", folder / "run")
    assert (code, out) == (2, "")
    assert contents(folder / "run") == before


def test_a_failed_run_leaves_the_old_one_whole(
    liens: Shell, monkeypatch: pytest.MonkeyPatch, ran: tuple[Path, subprocess.CompletedProcess[str]]
) -> None:
    from pipeline import publish
    from pipeline.errors import OutputError

    folder, _ = ran
    before = contents(folder / "run")

    def fails(*arguments: object, **options: object) -> None:
        raise OutputError("The disk is full.", "Make room.")

    monkeypatch.setattr(publish, "publish", fails)
    outcome = liens("extract", folder / "corpus" / "a.txt", "--out", folder / "run", "--force")
    assert (outcome.code, outcome.err) == (2, "liens: The disk is full. Make room.\n")
    assert contents(folder / "run") == before
    assert {path.name for path in folder.iterdir() if not path.name.startswith(".")} == {"corpus", "run"}


def test_force_replaces_a_run(liens: Shell, file: Path, tmp_path: Path) -> None:
    out = tmp_path / "run"
    liens("extract", file, "--out", out)
    file.write_text(TEXT.replace("Lavrov", "Durand"), encoding="utf-8")
    assert liens("extract", file, "--out", out, "--force").code == 0
    assert "Durand" in {row["text"] for row in rows(out / "mentions.csv")}


def test_the_same_input_gives_the_same_bytes(liens: Shell, file: Path, tmp_path: Path) -> None:
    for name in ("one", "two"):
        liens("extract", file, "--out", tmp_path / name)
    assert contents(tmp_path / "one") == contents(tmp_path / "two")


def test_batch_says_that_a_path_is_missing(liens: Shell, tmp_path: Path) -> None:
    path = tmp_path / "absent"
    message = f"liens: There is no file or folder {path}. Name files or folders that exist.\n"
    assert liens("batch", path, "--out", tmp_path / "run") == (2, "", message)
    assert not (tmp_path / "run").exists()


def test_an_empty_folder_replaces_no_run(
    liens: Shell, tmp_path: Path, ran: tuple[Path, subprocess.CompletedProcess[str]]
) -> None:
    folder, _ = ran
    before = contents(folder / "run")
    message = f"liens: There is no file to read in {tmp_path}. Name folders that hold articles.\n"
    assert liens("batch", tmp_path, "--out", folder / "run", "--force") == (2, "", message)
    assert contents(folder / "run") == before


@pytest.mark.parametrize(
    "arguments",
    [
        ("extract", "{file}", "--decisions", "{absent}"),
        ("batch", "{file}", "--out", "{run}", "--decisions", "{absent}"),
        ("annotate", "{absent}", "--out", "{run}"),
    ],
    ids=lambda arguments: arguments[0],
)
def test_a_file_that_cannot_be_opened_is_one_sentence(
    liens: Shell, file: Path, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    places = {"file": file, "absent": tmp_path / "absent.csv", "run": tmp_path / "run"}
    message = f"liens: {places['absent']} cannot be opened: no such file or directory. Check the path and its rights.\n"
    assert liens(*(argument.format(**places) for argument in arguments)) == (2, "", message)


def test_a_wrong_knowledge_table_is_named(liens: Shell, file: Path, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "planets.csv").write_text("a,b\n", encoding="utf-8")
    outcome = liens("batch", file, "--out", tmp_path / "run", "--knowledge", tmp_path / "mine")
    assert outcome.code == 2
    assert "planets.csv" in outcome.err
    assert outcome.err.count("\n") == 1


# --- evaluate ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    """Gold sentences of ``a.txt`` and two mentions: one that the run has, one that nobody would find."""
    folder = tmp_path / "gold"
    folder.mkdir()
    head = "start,end,text,type,kind,entity_id,entity_name,sentence,debatable,note\n"
    start = TEXT.index("Vladimir")
    found = (
        f"{start},{start + 16},Vladimir Poutine,PERSON,name,person:vladimir-poutine,Vladimir Poutine,1,0,\n"
    )
    missed = f"{start},{start + 8},Vladimir,STATE,name,state:XXX,Nulle part,1,0,\n"
    (folder / "a.mentions.csv").write_text(head + found + missed, encoding="utf-8")
    dateline, last = TEXT.index("10 octobre"), TEXT.index("La Russie")
    sentences = [(0, 22), (dateline, last - 1), (last, len(TEXT) - 1)]
    lines = [f"{n},{start},{end}\n" for n, (start, end) in enumerate(sentences)]
    (folder / "a.sentences.csv").write_text("sentence,start,end\n" + "".join(lines), encoding="utf-8")
    return folder


def test_evaluate_lists_what_is_missed(
    liens: Shell, ran: tuple[Path, subprocess.CompletedProcess[str]], gold: Path
) -> None:
    folder, _ = ran
    code, out, err = liens("evaluate", folder / "run", gold, "--errors", "--format", "csv")
    assert (code, err) == (0, "")
    missed = [row for row in csv.DictReader(io.StringIO(out)) if row["verdict"] == "missed"]
    assert {row["measure"] for row in missed if "state:XXX" in str(row)} == {
        "mentions",
        "linked mentions",
        "mentions with kind",
        "mentions and places",
    }
    assert {row["article"] for row in missed} == {"a"}


def test_evaluate_says_that_a_folder_is_no_run(liens: Shell, tmp_path: Path, gold: Path) -> None:
    outcome = liens("evaluate", tmp_path / "absent", gold)
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.startswith("liens: ")
    assert outcome.err.count("\n") == 1


def test_the_session_model_is_the_one_in_use(liens: Shell, nlp: Language) -> None:
    assert pipeline.run.load_engine().nlp is nlp
