"""The page about Neo4j shows the questions, the names and the settings as they are."""

from __future__ import annotations

import re
from pathlib import Path

from cancu.api import commands_neo4j
from cancu.graph import neo4j_driver
from cancu.graph.server_graph import check_terms
from cancu.ontology.named_queries import load_cypher_queries

PAGE = (Path(__file__).resolve().parent.parent / "docs" / "neo4j.md").read_text(encoding="utf-8")


def write_queries() -> str:
    lines = ["| tên · name | câu hỏi · question | tham số · parameters |", "|---|---|---|"]
    for query in load_cypher_queries().values():
        values = ", ".join(f"`{name}`: {value}" for name, value in query.example.items())
        lines.append(f"| `{query.name}` | {query.vi} ({query.en}) | {values} |")
    return "\n".join(lines) + "\n"


def test_the_page_lists_the_questions() -> None:
    found = re.search("<!-- queries -->\n(.*)<!-- /queries -->", PAGE, re.DOTALL)
    assert found
    assert found[1] == write_queries()


def test_labels_and_types_of_the_page_stand_in_the_ontology() -> None:
    labels = re.findall(r"`([A-Z][a-z]\w+)`", PAGE)
    types = [name for name in re.findall(r"`([A-Z]+_?[A-Z_]*)`", PAGE) if not name.startswith(("CANCU", "E_"))]
    assert len(labels) > 8
    assert len(types) > 15
    check_terms(labels=labels, types=types)


def test_the_page_names_all_settings() -> None:
    for module in (neo4j_driver, commands_neo4j):
        for name in dir(module):
            if name.endswith("_VARIABLE"):
                assert f"`{getattr(module, name)}`" in PAGE


def test_the_page_names_all_actions() -> None:
    for action in commands_neo4j.Action:
        assert f"neo4j {action.value}" in PAGE
