"""A store as CSV files for `neo4j-admin database import full`: the quickest first load of a large store.

The files hold exactly what a push writes, with its digests, so that a push afterwards makes constraints and indexes and
finds nothing else to do. One file for each kind of node and of relationship, with a header that names keys, types and
labels; `import.args` holds the arguments.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any, TextIO

from cancu.graph.cascade import list_measured, plans_linked
from cancu.graph.neo4j_push import Step, describe_store, list_rulings, mark_root
from cancu.graph.network import build_graph
from cancu.graph.server_documents import DocumentParts
from cancu.graph.server_graph import Block, Node, check_terms, group_nodes, group_relationships
from cancu.graph.server_verdicts import compare_all, list_comparisons
from cancu.graph.store import Store
from cancu.ontology.errors import StoreError

ARGUMENTS_FILE = "import.args"
_ARRAY = "\x1f"
_OPTIONS = ("--array-delimiter=U+001F", "--multiline-fields=true", "--id-type=string", "--normalize-types=false")
_TYPES = {bool: "boolean", int: "long", float: "double", str: "string", list: "string[]"}


def write_import(store: Store, folder: Path, *, step: Step = lambda *_: None, jobs: int = 1) -> dict[str, int]:
    """Write all files; tell how many rows each has.

    Args:
        store: read in one state
        folder: made where it is missing; must be empty
        step: told how far each stage has come
        jobs: processes that compare plans

    Raises:
        StoreError: the folder holds something.
    """
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise StoreError("Thư mục không trống", "the folder is not empty", where=str(folder), code="E_OUTPUT")
    with store.reading(), ExitStack() as stack:
        files = _Files(folder, stack)
        for block in _iter_blocks(store, step, jobs):
            files.add(block)
    counts = files.finish()
    (folder / ARGUMENTS_FILE).write_text("\n".join([*_OPTIONS, *files.list_arguments()]) + "\n", encoding="utf-8")
    return counts


def _iter_blocks(store: Store, step: Step, jobs: int) -> Iterator[Block]:
    """Everything that a push would write, the documents themselves last, since they bear the digests of the rest."""
    graph = build_graph(store)
    pairs = plans_linked(graph)
    parts = DocumentParts(store, graph, pairs)
    total = sum(1 for _, node in graph.nodes(data=True) if node["in_store"])
    roots = [mark_root(part) for part in parts.iter_absent()]
    yield from (part.head for part in parts.iter_absent())
    for done, part in enumerate(parts.iter_stored(), 1):
        roots.append(mark_root(part, body=part.body_digest))
        yield part.body
        yield part.head
        step("bodies", done, total)
    yield Block(tuple(parts.list_agencies()))
    comparisons = list_comparisons(store, pairs, list_measured(graph, pairs), parts.fingerprints)
    keys = {one.child: one.key for one in comparisons}
    for done, outcome in enumerate(compare_all(store, comparisons, jobs=jobs), 1):
        yield outcome.block
        step("verdicts", done, len(comparisons))
    yield Block(tuple(_add(root, "judged", keys.get(root.iri)) for root in roots))
    yield Block((describe_store(store, complete=True), *list_rulings(store)))


def _add(node: Node, name: str, value: str | None) -> Node:
    return node if value is None else Node(node.labels, node.iri, {**node.properties, name: value})


class _Files:
    """Rows wait as lines of JSON until all columns of their kind are known."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self._folder = folder
        self._stack = stack
        self._waiting: dict[str, TextIO] = {}
        self._columns: dict[str, dict[str, str]] = {}
        self._heads: dict[str, tuple[str, ...]] = {}
        self._counts: dict[str, int] = {}

    def add(self, block: Block) -> None:
        """Note the rows of a block."""
        for labels, nodes in group_nodes(block.nodes):
            check_terms(labels=labels)
            rows = ([row.pop("iri"), _ARRAY.join(labels), row] for row in nodes)
            self._note(f"nodes-{'-'.join(labels)}", (f"iri:ID({labels[-1]})", ":LABEL"), rows)
        for (kind, start, end), relationships in group_relationships(block.relationships):
            check_terms(labels=(start, end), types=(kind,))
            head = (f":START_ID({start})", f":END_ID({end})", ":TYPE")
            found = ([row[0], row[1], kind, row[2]] for row in relationships)
            self._note(f"relationships-{start}-{kind}-{end}", head, found)

    def _note(self, name: str, head: tuple[str, ...], rows: Iterable[list[Any]]) -> None:
        columns = self._columns.setdefault(name, {})
        self._heads[name] = head
        if name not in self._waiting:
            path = self._folder / f"{name}.jsonl"
            self._waiting[name] = self._stack.enter_context(path.open("w", encoding="utf-8"))
        for row in rows:
            for key, value in row[-1].items():
                kind = _TYPES[type(value)]
                columns[key] = "double" if {columns.get(key), kind} == {"long", "double"} else kind
            self._waiting[name].write(json.dumps(row, ensure_ascii=False) + "\n")
            self._counts[name] = self._counts.get(name, 0) + 1

    def finish(self) -> dict[str, int]:
        """Turn what waits into CSV."""
        for name in self._counts:
            waiting = self._folder / f"{name}.jsonl"
            columns = self._columns[name]
            with (
                waiting.open(encoding="utf-8") as rows,
                (self._folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file,
            ):
                file.write(",".join([*self._heads[name], *(f"{key}:{kind}" for key, kind in columns.items())]) + "\n")
                for row in map(json.loads, rows):
                    *fixed, values = row
                    file.write(",".join(map(_write, [*fixed, *(values.get(key) for key in columns)])) + "\n")
            waiting.unlink()
        return {f"{name}.csv": count for name, count in sorted(self._counts.items())}

    def list_arguments(self) -> Iterator[str]:
        """The arguments that name the files."""
        for name in sorted(self._counts):
            yield f"--{name.split('-', 1)[0]}={name}.csv"


def _write(value: Any) -> str:
    """One cell; nothing at all is no value, quotation marks around nothing an empty text."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (int, float)):
        return repr(value)
    text = _ARRAY.join(value) if isinstance(value, list) else value
    return f'"{text.replace(chr(34), chr(34) * 2)}"'
