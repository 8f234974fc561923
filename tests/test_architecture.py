"""The arrows of the design, the size of modules, who prints, where word lists live, what the README names."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer.main

from pipeline.cli import app
from pipeline.write.schema import load_tables

ROOT = Path(__file__).parents[1]
MODULES = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
    for path in sorted((ROOT / "pipeline").rglob("*.py"))
}
# What each stage may import of the package, by the first part below it; records and errors anyone may.
STAGES: dict[str, set[str]] = {
    "records": set(),
    "errors": set(),
    "clean": set(),
    "person_names": set(),
    "initials": set(),
    "sport": set(),
    "knowledge": set(),
    "datelines": set(),
    "read": {"datelines"},
    "segment": {"knowledge"},
    "extract": {"knowledge", "initials", "sport"},
    "resolve": {"knowledge", "person_names", "initials", "sport"},
    "marks": set(),
    "arrays": set(),
    "duplicates": {"arrays"},
    "threads": set(),
    "link": {"knowledge", "datelines", "marks", "arrays", "threads"},
    "store": {
        "link",
        "write",
        "arrays",
        "duplicates",
    },  # of write the description of the tables alone: see below
    "write": set(),
    "language": {"segment", "datelines", "model", "fast_french", "word_vectors"},
    "word_vectors": set(),
}
STDLIB_ONLY = ("records", "errors")
PRINTERS = {"pipeline.cli", "pipeline.terminal"}
LONGEST_LIST = 10
MOST_LINES = 300


def tree(module: str) -> ast.Module:
    return ast.parse(MODULES[module].read_text(encoding="utf-8"))


def imports(module: str) -> Iterator[str]:
    """The absolute names of everything that a module imports, anywhere in it, type checking aside."""
    package = module if MODULES[module].name == "__init__.py" else module.rpartition(".")[0]
    for node in _running(tree(module)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package.split(".")[: len(package.split(".")) + 1 - node.level] if node.level else []
            yield from (".".join([*base, *filter(None, [node.module]), alias.name]) for alias in node.names)


def _running(node: ast.AST) -> Iterator[ast.AST]:
    """All nodes below, without those that stand under ``if TYPE_CHECKING``."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.If) and ast.unparse(child.test) == "TYPE_CHECKING":
            continue
        yield child
        yield from _running(child)


def stage_of(name: str) -> str:
    """``pipeline.extract.names.NameFinder`` → ``extract``; empty for what is not ours."""
    parts = name.split(".")
    return parts[1] if parts[0] == "pipeline" and len(parts) > 1 else ""


def modules_of(stage: str) -> list[str]:
    return [module for module in MODULES if stage_of(module) == stage]


@pytest.mark.parametrize("stage", STAGES)
def test_arrows_never_point_back(stage: str) -> None:
    allowed = STAGES[stage] | {stage, "records", "errors"}
    found = {stage_of(name) for module in modules_of(stage) for name in imports(module)} - {""}
    assert found - allowed == set()


def test_storage_knows_of_writing_the_description_of_the_tables_alone() -> None:
    found = {name for module in modules_of("store") for name in imports(module) if stage_of(name) == "write"}
    assert {name.rpartition(".")[0] for name in found} == {"pipeline.write.schema"}


@pytest.mark.parametrize("stage", STDLIB_ONLY)
def test_records_and_errors_need_the_standard_library_only(stage: str) -> None:
    roots = {name.split(".")[0] for name in imports(f"pipeline.{stage}")}
    assert roots <= sys.stdlib_module_names


def test_only_the_runs_and_the_component_know_several_stages() -> None:
    stages = {"segment", "extract", "resolve", "link"}
    several = {module for module in MODULES if len({stage_of(name) for name in imports(module)} & stages) > 1}
    assert several == {"pipeline.run", "pipeline.component", "pipeline.corpus"}


@pytest.mark.parametrize("module", sorted(MODULES.keys() - PRINTERS))
def test_only_the_command_line_prints(module: str) -> None:
    calls = [node.func for node in ast.walk(tree(module)) if isinstance(node, ast.Call)]
    assert [
        call for call in calls if ast.unparse(call) in {"print", "sys.stdout.write", "sys.stderr.write"}
    ] == []


@pytest.mark.parametrize("module", MODULES)
def test_a_module_is_short(module: str) -> None:
    assert len(MODULES[module].read_text(encoding="utf-8").splitlines()) < MOST_LINES


def _words(node: ast.AST) -> int:
    """How many words a literal holds, a mapping of constants as keys."""
    items: list[ast.expr | None] = []
    if isinstance(node, ast.List | ast.Tuple | ast.Set):
        items = list(node.elts)
    elif isinstance(node, ast.Dict) and all(isinstance(value, ast.Constant) for value in node.values):
        items = list(node.keys)
    texts = [item.value for item in items if isinstance(item, ast.Constant) and isinstance(item.value, str)]
    return sum(bool(re.fullmatch(r"[^\W\d_]+(?:[ '-][^\W\d_]+)*", text)) for text in texts)


@pytest.mark.parametrize("module", MODULES)
def test_word_lists_are_tables(module: str) -> None:
    long = [ast.unparse(node)[:80] for node in ast.walk(tree(module)) if _words(node) > LONGEST_LIST]
    assert long == []


@pytest.mark.parametrize("module", MODULES)
def test_public_names_say_what_they_are(module: str) -> None:
    parsed = tree(module)
    assert ast.get_docstring(parsed) or not parsed.body
    public = [
        node
        for node in parsed.body
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_")
    ]
    assert [node.name for node in public if not ast.get_docstring(node)] == []


@pytest.mark.parametrize("module", MODULES)
def test_no_options_are_passed_through_unseen(module: str) -> None:
    for function in ast.walk(tree(module)):
        if isinstance(function, ast.FunctionDef) and function.args.kwarg:
            name = function.args.kwarg.arg
            calls = [node for node in ast.walk(function) if isinstance(node, ast.Call)]
            passed = [word.value for call in calls for word in call.keywords if word.arg is None]
            assert name not in {ast.unparse(value) for value in passed}


def test_no_module_is_a_drawer_for_everything() -> None:
    assert {path.stem for path in MODULES.values()} & {
        "utils",
        "util",
        "helpers",
        "helper",
        "common",
        "misc",
    } == set()


COMMANDS = typer.main.get_command(app).commands  # type: ignore[attr-defined]
OPTIONS = [
    (name, parameter)
    for name, command in COMMANDS.items()
    for parameter in command.params
    if parameter.name != "help"
]


@pytest.mark.parametrize("name", COMMANDS)
def test_the_readme_names_every_command(name: str) -> None:
    assert f"liens {name}" in (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_says_what_it_does_by_an_example(name: str) -> None:
    assert f"Example: liens {name}" in COMMANDS[name].help


@pytest.mark.parametrize(
    ("name", "parameter"), [pytest.param(*pair, id=f"{pair[0]} {pair[1].name}") for pair in OPTIONS]
)
def test_every_option_has_a_help_text(name: str, parameter: object) -> None:
    assert len(getattr(parameter, "help", "") or "") > 5


def test_every_column_has_a_meaning_in_the_readme() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    missing = [
        (table.name, column.name)
        for table in load_tables().values()
        for column in table.columns
        if f"`{column.name}`" not in text or not column.meaning_en or not column.meaning_fr
    ]
    assert missing == []
