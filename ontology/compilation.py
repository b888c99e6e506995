"""The compiler: everything in `ontology/dist`, made from the records and the data files.

The same records give the same bytes. A file that differs from what the compiler writes is stale; a test and
`cancu ontology build --check` find it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cancu.ontology.errors import VocabularyError
from cancu.ontology.extras import require_extra
from cancu.ontology.graph_pictures import build_perspective, build_style
from cancu.ontology.json_context import build_context
from cancu.ontology.json_schema import build_export_schema, build_extraction_schema
from cancu.ontology.neo4j_constraints import build_existence, build_graph_terms, build_indexes, build_uniqueness
from cancu.ontology.term_pages import build_diagram, build_reference

if TYPE_CHECKING:
    from rdflib import Graph


def compile_ontology() -> dict[str, str]:
    """Compile all targets; the content of every file by its name.

    Raises:
        CancuError: rdflib is not installed.
    """
    require_extra("rdf", "rdflib")
    return {name: compile_target() for name, compile_target in TARGETS.items()}


def read_compiled(name: str) -> str:
    """Read a compiled file as it was delivered.

    Raises:
        VocabularyError: it is missing.
    """
    try:
        return (files("cancu.ontology") / "dist" / name).read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise VocabularyError(
            f"Thiếu tệp đã biên dịch {name}",
            f"compiled file {name} is missing",
            hint="chạy cancu ontology build (run it)",
            where=f"ontology/dist/{name}",
        ) from error


def find_stale(compiled: Mapping[str, str], folder: Path) -> dict[str, str]:
    """The files of a folder that differ from what was compiled, each with the first line that differs."""
    found = {}
    for name, content in compiled.items():
        path = folder / name
        old = path.read_text(encoding="utf-8") if path.is_file() else ""
        if old != content:
            found[name] = _find_difference(old, content) if old else "thiếu (missing)"
    return found


def _find_difference(old: str, new: str) -> str:
    """The first line that differs, as it stands and as it should."""
    pairs = zip([*old.splitlines(), ""], [*new.splitlines(), ""], strict=False)
    at, (stands, should) = next((at, pair) for at, pair in enumerate(pairs, 1) if pair[0] != pair[1])
    return f"dòng (line) {at}: {stands.strip()[:80]!r} → {should.strip()[:80]!r}"


def _compile_owl() -> str:
    from cancu.ontology.owl import build_owl

    return _write(build_owl())


def _compile_concepts() -> str:
    from cancu.ontology.owl import build_concepts

    return _write(build_concepts())


def _compile_shapes() -> str:
    from cancu.ontology.shapes import build_shapes

    return _write(build_shapes())


def _write(graph: Graph) -> str:
    return graph.serialize(format="turtle")


def _write_json(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


TARGETS: dict[str, Callable[[], str]] = {
    "cancu.ttl": _compile_owl,
    "concepts.ttl": _compile_concepts,
    "shapes.ttl": _compile_shapes,
    "context.jsonld": lambda: _write_json(build_context()),
    "extraction.schema.json": lambda: _write_json(build_extraction_schema()),
    "export.schema.json": lambda: _write_json(build_export_schema()),
    "constraints.cypher": build_uniqueness,
    "constraints-enterprise.cypher": build_existence,
    "indexes.cypher": build_indexes,
    "graph-terms.json": build_graph_terms,
    "browser.grass": build_style,
    "bloom.json": build_perspective,
    "reference.md": build_reference,
    "diagram.mmd": build_diagram,
}
"""What compiles each file."""
