"""The shape of the house: who imports whom, how large things grow, what is documented, what an import costs."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("ontology", "ingest", "graph", "api")
MODULES = sorted(path for room in (*ROOMS, "pkg/cancu") for path in (ROOT / room).glob("*.py"))
Function = ast.FunctionDef | ast.AsyncFunctionDef

MOST_MODULE_LINES = 400
MOST_FUNCTION_LINES = 60
MOST_PARAMETERS = 5
CATCH_ALL_NAMES = {"utils", "util", "helpers", "helper", "common", "manager", "misc"}


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def parse(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def iter_functions(tree: ast.AST) -> Iterator[Function]:
    for node in ast.walk(tree):
        if isinstance(node, Function):
            yield node


def iter_public(tree: ast.Module) -> Iterator[Function | ast.ClassDef]:
    """Public functions and classes of a module and the public methods of its public classes."""
    for node in tree.body:
        if isinstance(node, Function | ast.ClassDef) and not node.name.startswith("_"):
            yield node
            if isinstance(node, ast.ClassDef):
                yield from (n for n in node.body if isinstance(n, Function) and not n.name.startswith("_"))


def count_lines(function: Function) -> int:
    """Lines from the signature to the end, without the docstring."""
    body = function.body
    documented = isinstance(body[0], ast.Expr) and isinstance(body[0].value, ast.Constant)
    docstring = (body[0].end_lineno or 0) - body[0].lineno + 1 if documented else 0
    return (function.end_lineno or 0) - function.lineno + 1 - docstring


def test_layers_hold() -> None:
    run = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_module_imports_only_full_names(path: Path) -> None:
    names = []
    for node in ast.walk(parse(path)):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names.append("." * node.level + (node.module or ""))
    assert [name for name in names if name.split(".")[0] in {*ROOMS, "tests", ""}] == []


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_module_stays_within_its_size(path: Path) -> None:
    assert path.stem not in CATCH_ALL_NAMES
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MOST_MODULE_LINES
    long = {f.name: count_lines(f) for f in iter_functions(parse(path)) if count_lines(f) > MOST_FUNCTION_LINES}
    assert not long, f"functions over {MOST_FUNCTION_LINES} lines"


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_functions_take_few_parameters(path: Path) -> None:
    """The parameters of a command are its options and are not counted."""
    if path.stem.startswith("commands_"):
        return
    wide = {}
    for function in iter_functions(parse(path)):
        arguments = function.args
        plain = [a.arg for a in (*arguments.posonlyargs, *arguments.args) if a.arg not in {"self", "cls"}]
        count = len(plain) + len(arguments.kwonlyargs)
        if count > MOST_PARAMETERS:
            wide[function.name] = count
    assert not wide


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_public_names_are_documented_and_typed(path: Path) -> None:
    tree = parse(path)
    assert ast.get_docstring(tree), "module docstring"
    bare = []
    for node in iter_public(tree):
        if not ast.get_docstring(node):
            bare.append(f"{node.name} has no docstring")
        if isinstance(node, Function):
            arguments = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
            untyped = [a.arg for a in arguments if a.annotation is None and a.arg not in {"self", "cls"}]
            if untyped or node.returns is None:
                bare.append(f"{node.name} is not typed: {untyped or 'return'}")
    assert not bare


def test_most_functions_are_short() -> None:
    sizes = sorted(count_lines(f) for path in MODULES for f in iter_functions(parse(path)))
    assert sizes[len(sizes) // 2] <= 10
    assert sizes[len(sizes) * 9 // 10] <= 25


def test_rooms_have_no_inner_packages() -> None:
    inner = [name_of(path) for room in ROOMS for path in (ROOT / room).glob("*/**/__init__.py")]
    assert not inner


@pytest.mark.slow
@pytest.mark.parametrize("module", ["cancu", "cancu.ontology", "cancu.ingest", "cancu.graph", "cancu.api"])
def test_import_of_a_package_loads_nothing(module: str) -> None:
    """No file is opened but Python's own and the package's code; nothing heavy comes along."""
    probe = (
        "import sys; opened = []\n"
        "def watch(event, args):\n"
        "    if event == 'open' and not str(args[0]).endswith(('.py', '.pyc')): opened.append(str(args[0]))\n"
        f"sys.addaudithook(watch); import {module}\n"
        "print(opened, sorted({'networkx', 'pydantic', 'typer', 'rich', 'sqlite3'} & set(sys.modules)))"
    )
    run = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[] []"


@pytest.mark.slow
def test_command_line_starts_without_heavy_libraries() -> None:
    probe = (
        "import sys, cancu.api.command_line\n"
        "print(sorted({'networkx', 'pydantic', 'rich', 'sqlite3', 'cancu.ingest.extraction'} & set(sys.modules)))"
    )
    run = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
