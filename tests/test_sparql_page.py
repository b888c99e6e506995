"""The page about SPARQL shows the library and the rules as they are."""

from __future__ import annotations

import re
from pathlib import Path

from cancu.api.views_sparql import write_command
from cancu.graph.query_endpoint import Limits
from cancu.graph.query_guard import DEEPEST_NESTING, LONGEST_QUERY
from cancu.ontology.named_queries import load_derivations, load_queries

PAGE = (Path(__file__).resolve().parent.parent / "docs" / "sparql.md").read_text(encoding="utf-8")


def find_section(name: str) -> str:
    found = re.search(f"<!-- {name} -->\n(.*)<!-- /{name} -->", PAGE, re.DOTALL)
    assert found, f"the page has no section {name}"
    return found[1]


def test_the_page_lists_the_library() -> None:
    lines = ["| tên · name | câu hỏi · question | tham số · parameters | ví dụ · example |", "|---|---|---|---|"]
    for query in load_queries().values():
        parameters = ", ".join(f"`{name}`: {kind.value}" for name, kind in query.parameters.items())
        lines.append(f"| `{query.name}` | {query.vi} ({query.en}) | {parameters} | `{write_command(query)}` |")
    assert find_section("queries") == "\n".join(lines) + "\n"


def test_the_page_lists_the_rules() -> None:
    lines = ["| cạnh · edge | nghĩa · meaning |", "|---|---|"]
    lines += [f"| `derived:{rule.term}` | {rule.vi} ({rule.en}) |" for rule in load_derivations()]
    assert find_section("derivations") == "\n".join(lines) + "\n"


def test_the_page_tells_the_limits() -> None:
    limits = Limits()
    assert f"{LONGEST_QUERY:,}".replace(",", ".") + " ký tự" in PAGE
    assert f"quá {DEEPEST_NESTING} bậc" in PAGE
    assert f"mặc định {limits.seconds:g} giây" in PAGE
    assert f"hơn {limits.memory} MB" in PAGE
