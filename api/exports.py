"""The store in the formats of other programs: RDF, programs for graphs, Neo4j, tables, mappings.

One format is one file, written as it comes, or a folder of files; either appears whole or not at all.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import IO, TYPE_CHECKING

from cancu.ontology.extras import require_extra
from cancu.ontology.outputs import replace_folder

if TYPE_CHECKING:
    from cancu.graph.store import Store
    from cancu.graph.tabulation import Row


class ExportFormat(StrEnum):
    """What a store is written as."""

    TURTLE = "ttl"
    JSON_LD = "jsonld"
    N_TRIPLES = "nt"
    TRIG = "trig"
    RDF_XML = "rdfxml"
    GRAPHML = "graphml"
    GEXF = "gexf"
    NODE_LINK = "node-link"
    CYPHER = "cypher"
    SSSOM = "sssom"
    NEO4J_CSV = "neo4j-csv"
    CSV = "csv"
    PARQUET = "parquet"


FOLDERS = frozenset({ExportFormat.NEO4J_CSV, ExportFormat.CSV, ExportFormat.PARQUET})
"""Formats that are several files."""
_GRAPHS = frozenset({ExportFormat.GRAPHML, ExportFormat.GEXF, ExportFormat.NODE_LINK})


def judge_format(form: ExportFormat) -> None:
    """Make sure that a store can be written in a format, before any work is done.

    Raises:
        CancuError: a library is missing; says how to install it.
    """
    if form is ExportFormat.PARQUET:
        require_extra("analysis", "pyarrow")


def export_file(store: Store, form: ExportFormat, stream: IO[bytes], *, verdicts: bool = True) -> None:
    """Write a store as one file.

    Args:
        store: read in one state, whatever writers do meanwhile
        form: none of `FOLDERS`
        stream: where it goes
        verdicts: with the links of tasks and the coverage of all linked plans, which take the longest to compute
    """
    if form in _GRAPHS:
        _write_graph(store, form, stream, links=verdicts)
        return
    for piece in _write_resources(store, form, verdicts=verdicts):
        stream.write(piece.encode("utf-8", "backslashreplace"))


def export_folder(
    store: Store, form: ExportFormat, target: Path, *, verdicts: bool = True, mark: bool = True
) -> dict[str, int]:
    """Write a store as a folder of files; tell how many rows each table has.

    Args:
        store: read in one state, whatever writers do meanwhile
        form: one of `FOLDERS`
        target: the folder; a former export there is replaced, anything else is not
        verdicts: as for `export_file`
        mark: begin CSV with a byte order mark

    Raises:
        CancuError: the folder must not be written over, or a library is missing.
    """
    from cancu.graph.neo4j_import import ARGUMENTS_FILE, write_import_files
    from cancu.graph.projection import project_store
    from cancu.graph.table_files import PACKAGE_FILE, write_csv_files, write_parquet_files

    judge_format(form)
    neo4j = form is ExportFormat.NEO4J_CSV
    with store.reading(), replace_folder(target, mark=ARGUMENTS_FILE if neo4j else PACKAGE_FILE) as draft:
        if neo4j:
            return write_import_files(project_store(store, verdicts=verdicts), draft)
        rows = tabulate_store(store, verdicts=verdicts)
        return (
            write_parquet_files(rows, draft)
            if form is ExportFormat.PARQUET
            else write_csv_files(rows, draft, mark=mark)
        )


def _write_graph(store: Store, form: ExportFormat, stream: IO[bytes], *, links: bool) -> None:
    from cancu.graph.flat_graph import build_flat_graph
    from cancu.graph.graph_formats import write_gexf, write_graphml, write_node_link

    graph = build_flat_graph(store, links=links)
    if form is ExportFormat.GRAPHML:
        write_graphml(graph, stream)
    elif form is ExportFormat.GEXF:
        write_gexf(graph, stream)
    else:
        stream.writelines(piece.encode("utf-8", "backslashreplace") for piece in write_node_link(graph))


def _write_resources(store: Store, form: ExportFormat, *, verdicts: bool) -> Iterator[str]:
    from cancu.api.linked_data import write_store
    from cancu.graph.cypher_script import write_cypher
    from cancu.graph.mappings import write_sssom
    from cancu.graph.projection import project_store

    if form is ExportFormat.CYPHER:
        return write_cypher(project_store(store, verdicts=verdicts))
    if form is ExportFormat.SSSOM:
        return write_sssom(project_store(store), base=store.base)
    return write_store(store, form, verdicts=verdicts)


def tabulate_store(store: Store, *, verdicts: bool = True) -> Iterator[Row]:
    """Yield the rows of all tables of a store."""
    from cancu.graph.network import build_graph
    from cancu.graph.projection import project_store
    from cancu.graph.tabulation import name_documents, tabulate

    with store.reading():
        yield from tabulate(project_store(store, verdicts=verdicts), name_documents(build_graph(store)))
