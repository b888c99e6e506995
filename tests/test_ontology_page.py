"""The page on the ontology shows what is so: the compiled diagram, statements of the samples, commands that exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from rdflib import Graph

from cancu.api.command_line import COMMANDS
from cancu.graph.projection import project_store
from cancu.graph.rdf_syntaxes import write_turtle
from cancu.graph.store import Store
from cancu.ingest.extraction import extract
from cancu.ingest.readers import read_source
from cancu.ontology.compilation import TARGETS, read_compiled

ROOT = Path(__file__).resolve().parent.parent
PAGE = (ROOT / "docs" / "ontology.md").read_text(encoding="utf-8")


def find_blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.+?)^```$", PAGE, re.MULTILINE | re.DOTALL)


def test_the_diagram_is_the_compiled_one() -> None:
    assert find_blocks("mermaid") == [read_compiled("diagram.mmd")]


@pytest.mark.slow
def test_every_statement_shown_is_in_the_export_of_the_samples(tmp_path: Path) -> None:
    with Store.open(tmp_path / "kho.db", create=True) as store:
        for path in sorted((ROOT / "samples").glob("*.txt")):
            source = read_source(path)
            store.put(source, extract(source))
        exported = Graph().parse(data="".join(write_turtle(project_store(store))), format="turtle")
    (block,) = find_blocks("turtle")
    shown = Graph().parse(data=block, format="turtle")
    assert len(shown) > 40
    assert set(shown) - set(exported) == set()


def test_every_compiled_file_is_named() -> None:
    assert [name for name in TARGETS if f"`{name}`" not in PAGE] == []


def test_every_command_shown_exists() -> None:
    shown = set(re.findall(r"^cancu (\w+) .*#", PAGE, re.MULTILINE))
    assert shown
    assert shown <= {name for name, _, _ in COMMANDS}
