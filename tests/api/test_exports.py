"""Every export is read back by a reader that knows nothing of cancu, and holds every word that the store holds."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import networkx as nx
import pandas
import polars
import pyoxigraph
import pytest
from lxml import etree

from cancu.api.exports import FOLDERS, ExportFormat, export_file, export_folder
from cancu.api.intake import ingest_files
from cancu.graph.cypher_script import write_cypher
from cancu.graph.flat_graph import build_flat_graph
from cancu.graph.graph_formats import write_gexf, write_graphml, write_node_link
from cancu.graph.neo4j_import import write_import_files
from cancu.graph.network import build_graph
from cancu.graph.projection import project_store
from cancu.graph.rdf_syntaxes import write_ntriples
from cancu.graph.store import Store
from cancu.graph.table_files import write_csv_files, write_parquet_files
from cancu.graph.tabulation import TABLES, name_documents, tabulate
from cancu.ontology.letters import clean_letters
from cancu.ontology.neo4j_constraints import list_labels
from cancu.ontology.resources import RESOURCES

DIRTY = 'Nhiệm vụ\x00 "một" \\ hai\x0c; =SUM(A1)\x1f, <b>ba</b>\x85 & ]]> bốn\u2028năm\ufffe \N{GRINNING FACE}'
LABELS = {label for resource in RESOURCES for label in list_labels(resource)}
GEXF = "{http://gexf.net/1.3}"
GRAPHML = "{http://graphml.graphdrawing.org/xmlns}"


@pytest.fixture(scope="session")
def dirty_store(sample_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The samples, with the words of one task and one citation as no clerk would type them."""
    path = tmp_path_factory.mktemp("dirty") / "ban.db"
    with Store.open(sample_store, read_only=True) as clean, Store.open(path, create=True) as store:
        for document in clean.documents():
            source, extraction = clean.source(document.iri), clean.extraction(document.iri)
            tasks = [task.model_copy(update={"text": f"{DIRTY} {task.text}"}) for task in extraction.tasks]
            text = source.text + DIRTY
            digest = hashlib.sha256(text.encode()).hexdigest()
            store.put(
                source.model_copy(update={"text": text, "sha256": digest}),
                extraction.model_copy(update={"tasks": tuple(tasks)}),
            )
    return path


@pytest.fixture(params=["sample_store", "dirty_store"])
def store(request: pytest.FixtureRequest) -> Iterator[Store]:
    with Store.open(request.getfixturevalue(request.param), read_only=True) as opened:
        yield opened


def write(store: Store, form: ExportFormat) -> bytes:
    stream = io.BytesIO()
    export_file(store, form, stream)
    return stream.getvalue()


def list_texts(store: Store) -> Counter[str]:
    """The words of every task of a store."""
    return Counter(task.text for one in store.documents() for task in store.extraction(one.iri).tasks)


def list_quotes(store: Store) -> Counter[str]:
    """The words of every citation of a store, cut from the text of its document."""
    return Counter(
        store.text(one.iri)[citation.start : citation.end]
        for one in store.documents()
        for citation in store.extraction(one.iri).citations
    )


def clean(counted: Counter[str]) -> Counter[str]:
    found: Counter[str] = Counter()
    for text, count in counted.items():
        found[clean_letters(text)] += count
    return found


def list_values(graph: nx.MultiDiGraph[str]) -> Counter[tuple[str, str]]:
    return Counter((key, str(value)) for _, node in graph.nodes(data=True) for key, value in node.items())


# ── programs for graphs ────────────────────────────────────────────────────────────────────────────────────────────


def clean_graph(graph: nx.MultiDiGraph[str]) -> Counter[tuple[str, str]]:
    return Counter({(key, clean_letters(value)): count for (key, value), count in list_values(graph).items()})


def test_node_link_is_the_graph(store: Store) -> None:
    graph = build_flat_graph(store, links=True)
    read: Any = nx.node_link_graph(json.loads(write(store, ExportFormat.NODE_LINK)), edges="edges")
    assert list(read.nodes(data=True)) == list(graph.nodes(data=True))
    assert sorted(read.edges(keys=True, data=True), key=repr) == sorted(graph.edges(keys=True, data=True), key=repr)
    assert list_texts(store) == Counter(node["text"] for _, node in read.nodes(data=True) if node["kind"] == "task")


def test_graphml_is_read_by_networkx_and_follows_its_schema(store: Store, tmp_path: Path) -> None:
    data = write(store, ExportFormat.GRAPHML)
    (tmp_path / "kho.graphml").write_bytes(data)
    graph = build_flat_graph(store, links=True)
    read: Any = nx.read_graphml(tmp_path / "kho.graphml")
    assert clean_graph(graph) == list_values(read)
    assert Counter(values["relation"] for *_, values in read.edges(data=True)) == Counter(
        values["relation"] for *_, values in graph.edges(data=True)
    )
    root = etree.fromstring(data)
    assert [child.tag for child in root] == [f"{GRAPHML}key"] * (len(root) - 1) + [f"{GRAPHML}graph"]
    keys = {(key.get("for"), key.get("id")): key for key in root.iterfind(f"{GRAPHML}key")}
    assert {key.get("attr.type") for key in keys.values()} <= {"boolean", "int", "long", "float", "double", "string"}
    names = [element.get("id") for kind in ("node", "edge") for element in root.iter(f"{GRAPHML}{kind}")]
    assert len(names) == len(set(names))
    assert all(re.fullmatch(r"[\w.:-]+", name or "") for name in names), "ids are NMTOKENs"
    for kind in ("node", "edge"):
        used = {(kind, data.get("key")) for item in root.iter(f"{GRAPHML}{kind}") for data in item}
        assert used <= keys.keys()


def test_gexf_is_read_by_networkx_and_follows_its_schema(store: Store, tmp_path: Path) -> None:
    data = write(store, ExportFormat.GEXF)
    (tmp_path / "kho.gexf").write_bytes(data)
    graph = build_flat_graph(store, links=True)
    read: Any = nx.read_gexf(tmp_path / "kho.gexf", version="1.3")
    assert sorted(read) == sorted(graph)
    assert {k: v for k, v in clean_graph(graph).items() if k[0] not in ("iri", "label")} == {
        k: v for k, v in list_values(read).items() if k[0] != "label"
    }
    assert sorted(read.edges()) == sorted(graph.edges())
    check_gexf(etree.fromstring(data))


def check_gexf(root: etree._Element) -> None:
    """What the RELAX NG schema of GEXF 1.3 demands of a graph without dynamics."""
    assert (root.tag, root.get("version")) == (f"{GEXF}gexf", "1.3")
    assert [child.tag for child in root] == [f"{GEXF}meta", f"{GEXF}graph"]
    (graph,) = root.iterfind(f"{GEXF}graph")
    assert graph.get("defaultedgetype") == "directed"
    assert [child.tag[len(GEXF) :] for child in graph] == ["attributes", "attributes", "nodes", "edges"]
    nodes, edges = graph.find(f"{GEXF}nodes"), graph.find(f"{GEXF}edges")
    assert nodes is not None
    assert edges is not None
    for part, kind in ((nodes, "node"), (edges, "edge")):
        assert part.get("count") == str(len(part))
        (table,) = graph.iterfind(f"{GEXF}attributes[@class='{kind}']")
        types = {one.get("id"): one.get("type") for one in table}
        assert set(types.values()) <= {"string", "long", "double", "boolean"}
        for item in part:
            assert item.tag == f"{GEXF}{kind}"
            label = item.get("label") or ""
            assert label == " ".join(label.split()), "a label is a token"
            for value in item.iter(f"{GEXF}attvalue"):
                assert re.fullmatch(VALUES[types[value.get("for")] or ""], value.get("value") or "", re.DOTALL)
    ids = {node.get("id") for node in nodes}
    assert len(ids) == len(nodes)
    assert len({edge.get("id") for edge in edges}) == len(edges)
    assert {edge.get(end) for edge in edges for end in ("source", "target")} <= ids


VALUES = {"string": ".*", "long": r"-?\d+", "double": r"-?\d+(\.\d+)?(e-?\d+)?", "boolean": "true|false"}


@pytest.mark.slow
def test_graphs_are_the_same_bytes_in_every_process(sample_store: Path) -> None:
    program = (
        "import sys; from cancu.api.exports import *; from cancu.graph.store import Store\n"
        f"with Store.open({str(sample_store)!r}, read_only=True) as store:\n"
        "    for form in ('graphml', 'gexf', 'node-link', 'cypher', 'sssom'):\n"
        "        export_file(store, ExportFormat(form), sys.stdout.buffer)"
    )
    runs = {
        subprocess.run(
            [sys.executable, "-c", program], env={"PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("1", "2")
    }
    assert len(runs) == 1


# ── Neo4j ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def read_cypher(script: str) -> tuple[list[tuple[list[str], dict[str, Any]]], list[tuple[str, str, str]]]:
    """Nodes with labels, and relationships, of a script of `UNWIND … MERGE`; the maps are read as JSON."""
    nodes, relationships = [], []
    told: list[tuple[str, str]] = []
    for rows, tail in re.findall(r"^UNWIND \[\n(.*?)\n\] AS (\w+\n.*?;)$", script, re.DOTALL | re.MULTILINE):
        for row in rows.split("\n"):
            plain = re.sub(r'(?<=[\[ ])date\(("[\d-]+")\)', r"\1", row.strip().removesuffix(","))
            value = json.loads(re.sub(r'([{,] ?)(\w+): (?=["\[\dtf-])', r'\1"\2": ', plain))
            kind = re.search(r"MERGE \(n:(\w+) .*\nSET n = row(?:, n:)?([\w:, ]*);", tail)
            if kind:
                nodes.append(([kind[1], *re.findall(r"\b[A-Z]\w+", kind[2])], value))
            else:
                ends = re.findall(r"\((?:a|b):(\w+) ", tail)
                relationships.append((value[0], re.findall(r"\[:(\w+)\]", tail)[0], value[1]))
                told += zip(value, ends, strict=True)
    labels = {node["iri"]: set(found) for found, node in nodes}
    assert all(label in labels[iri] for iri, label in told), "an end is looked for by a label that it does not bear"
    return nodes, relationships


def test_a_cypher_script_holds_every_resource_by_the_compiled_labels(store: Store) -> None:
    script = write(store, ExportFormat.CYPHER).decode()
    assert script.startswith("// Compiled from the records")
    statements = script.split(";\n")
    assert all(one.lstrip().startswith(("CREATE CONSTRAINT", "UNWIND", "//")) for one in statements if one.strip())
    nodes, relationships = read_cypher(script)
    check_property_graph(store, nodes, relationships)
    assert list_texts(store) == Counter(node["text"] for labels, node in nodes if labels == ["Task"])
    quotes = [node["exact"] for labels, node in nodes if labels == ["TextQuoteSelector"]]
    assert not list_quotes(store) - Counter(quotes)


def check_property_graph(store: Store, nodes: Any, relationships: Any) -> None:
    """Nodes are the subjects of the RDF, each once; both ends of every relationship are there."""
    lines = "".join(write_ntriples(project_store(store)))
    triples = list(pyoxigraph.parse(lines, format=pyoxigraph.RdfFormat.N_TRIPLES))
    iris = [node["iri"] for _, node in nodes]
    assert len(iris) == len(set(iris))
    assert set(iris) == {triple.subject.value for triple in triples if isinstance(triple.subject, pyoxigraph.NamedNode)}
    assert {label for labels, _ in nodes for label in labels} <= LABELS
    assert {end for source, _, target in relationships for end in (source, target)} <= set(iris)
    known = set(iris)
    linked = {
        (triple.subject.value, triple.object.value)
        for triple in triples
        if isinstance(triple.subject, pyoxigraph.NamedNode) and isinstance(triple.object, pyoxigraph.NamedNode)
    }
    assert {(source, target) for source, _, target in relationships} == {pair for pair in linked if pair[1] in known}


def test_files_for_neo4j_admin_have_its_headers_and_every_resource(store: Store, tmp_path: Path) -> None:
    export_folder(store, ExportFormat.NEO4J_CSV, tmp_path / "neo4j")
    nodes, relationships = [], []
    csv.field_size_limit(sys.maxsize)
    for path in sorted((tmp_path / "neo4j").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as stream:
            rows = csv.reader(stream)
            header = next(rows)
            if path.name.startswith("relationships-"):
                assert header == [":START_ID", ":END_ID", ":TYPE"]
                relationships += [(row[0], row[2], row[1]) for row in rows]
                continue
            assert (header[0], header[-1]) == ("iri:ID", ":LABEL")
            assert all(re.fullmatch(r"\w+:(string|long|double|boolean|date)(\[\])?", one) for one in header[1:-1])
            names = [column.partition(":")[0] for column in header]
            nodes += [(row[-1].split("\x1f"), dict(zip(names[:-1], row, strict=False))) for row in rows]
    check_property_graph(store, nodes, relationships)
    assert list_texts(store) == Counter(node["text"] for labels, node in nodes if labels == ["Task"])
    arguments = (tmp_path / "neo4j" / "import.args").read_text(encoding="utf-8").splitlines()
    assert {one.partition("=")[2] for one in arguments if one.startswith(("--nodes", "--relationships"))} == {
        path.name for path in (tmp_path / "neo4j").glob("*.csv")
    }


# ── tables and mappings ────────────────────────────────────────────────────────────────────────────────────────────


def test_csv_and_parquet_hold_every_table_and_word(store: Store, tmp_path: Path) -> None:
    export_folder(store, ExportFormat.PARQUET, tmp_path / "parquet")
    export_folder(store, ExportFormat.CSV, tmp_path / "csv")
    package = json.loads((tmp_path / "csv" / "datapackage.json").read_text(encoding="utf-8"))
    assert [one["name"] for one in package["resources"]] == list(TABLES)
    for table in TABLES:
        frame = polars.read_parquet(tmp_path / "parquet" / f"{table}.parquet")
        path = tmp_path / "csv" / f"{table}.csv"
        read = pandas.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8-sig")
        assert path.read_bytes().startswith(b"\xef\xbb\xbf")
        assert list(read.columns) == frame.columns == list(TABLES[table])
        assert read.to_numpy().tolist() == [[write_plain(value) for value in row] for row in frame.iter_rows()]
    tasks = polars.read_parquet(tmp_path / "parquet" / "tasks.parquet")
    assert list_texts(store) == Counter(tasks["text"].to_list())
    texts = polars.read_parquet(tmp_path / "parquet" / "texts.parquet")
    assert dict(zip(texts["document"], texts["text"], strict=True)) == {
        one.iri: store.text(one.iri) for one in store.documents()
    }
    citations = polars.read_parquet(tmp_path / "parquet" / "citations.parquet")
    assert Counter(citations["quote"].to_list()) == list_quotes(store)


def write_plain(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return f"{value:.12f}".rstrip("0").rstrip(".") + (".0" if value == int(value) else "")
    return "" if value is None else clean_letters(str(value))


def test_csv_without_the_mark(sample_store: Path, tmp_path: Path) -> None:
    with Store.open(sample_store, read_only=True) as store:
        export_folder(store, ExportFormat.CSV, tmp_path / "csv", mark=False)
    assert (tmp_path / "csv" / "tasks.csv").read_bytes().startswith(b"task,document,")


def test_mappings_are_sssom(store: Store) -> None:
    lines = write(store, ExportFormat.SSSOM).decode().splitlines(keepends=True)
    header = [line[1:] for line in lines if line.startswith("#")]
    prefixes = dict(re.findall(r'^  (\w+): "(.+)"$', "".join(header), re.MULTILINE))
    metadata = dict(re.findall(r'^(\w+): "(.+)"$', "".join(header), re.MULTILINE))
    assert metadata.keys() >= {"mapping_set_id", "license"}
    body = "".join(line for line in lines if not line.startswith("#"))
    rows = list(csv.DictReader(io.StringIO(body, newline=""), delimiter="\t"))
    links = build_flat_graph(store, links=True).edges(keys=True, data=True)
    known = {(child, parent): values["state"] for child, parent, key, values in links if key == "aligned"}
    expected = {pair: state for pair, state in known.items() if state != "weak"}
    ends = [[row[key].partition(":") for key in ("subject_id", "object_id")] for row in rows]
    pairs = [tuple(prefixes[prefix] + rest for prefix, _, rest in pair) for pair in ends]
    found = {pair: row["other"].partition("|")[0] for pair, row in zip(pairs, rows, strict=True)}
    assert found == expected
    assert all(0 <= float(row[name]) <= 1 for row in rows for name in ("confidence", "similarity_score"))
    assert {row["predicate_id"] for row in rows} <= {"skos:closeMatch", "skos:relatedMatch"}
    assert {row["subject_label"] for row in rows} <= clean(list_texts(store)).keys()


# ── the seeds and the corpus ─────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.slow
def test_no_word_of_real_documents_is_lost_in_any_format(shared: Path, tmp_path: Path) -> None:
    """Links and verdicts add no text, and are left out for speed."""
    ingest_files(tmp_path / "that.db", sorted([*(shared / "seeds").glob("*.txt"), *(shared / "corpus").glob("*.txt")]))
    with Store.open(tmp_path / "that.db", read_only=True) as store:
        texts, quotes = list_texts(store), list_quotes(store)
        projected, graph = list(project_store(store, verdicts=False)), build_flat_graph(store)
        names = name_documents(build_graph(store))
    assert texts.total() > 2000
    assert quotes.total() > 3000
    (tmp_path / "neo4j").mkdir()
    write_import_files(projected, tmp_path / "neo4j")
    write_parquet_files(tabulate(projected, names), tmp_path)
    write_csv_files(tabulate(projected, names), tmp_path)
    nodes, _ = read_cypher("".join(write_cypher(projected)))
    read = {
        "cypher": [node["text"] for labels, node in nodes if labels == ["Task"]],
        "neo4j-csv": polars.read_csv(tmp_path / "neo4j" / "nodes-Task.csv")["text:string"].to_list(),
        "parquet": polars.read_parquet(tmp_path / "tasks.parquet")["text"].to_list(),
        "csv": pandas.read_csv(tmp_path / "tasks.csv")["text"].to_list(),
        "node-link": [
            node.get("text") for node in json.loads("".join(write_node_link(graph)))["nodes"] if "ref" in node
        ],
    }
    read_gexf = partial(nx.read_gexf, version="1.3")
    for form, write_graph, read_graph in (("graphml", write_graphml, nx.read_graphml), ("gexf", write_gexf, read_gexf)):
        with (tmp_path / form).open("wb") as stream:
            write_graph(graph, stream)
        read[form] = [node["text"] for _, node in read_graph(tmp_path / form).nodes(data=True) if "ref" in node]
    assert {form for form, found in read.items() if clean(Counter(found)) != clean(texts)} == set()
    exact = [node["exact"] for labels, node in nodes if labels == ["TextQuoteSelector"]]
    assert not quotes - Counter(exact)
    assert Counter(polars.read_parquet(tmp_path / "citations.parquet")["quote"].to_list()) == quotes


@pytest.mark.parametrize("form", ExportFormat)
def test_equal_stores_give_equal_bytes(sample_store: Path, tmp_path: Path, form: ExportFormat) -> None:
    with Store.open(sample_store, read_only=True) as store:
        if form not in FOLDERS:
            assert write(store, form) == write(store, form)
            return
        for name in ("a", "b", "b"):
            export_folder(store, form, tmp_path / name)
    first, second = ({path.name: path.read_bytes() for path in (tmp_path / name).iterdir()} for name in "ab")
    assert first == second
