"""The questions of `cancu.graph.knowledge` answered by a Neo4j server: Cypher walks, chooses and joins.

What comes over the wire is the answer's own rows. They are shaped by the functions that shape the rows of the embedded
store, so that both say the same in the same order.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import networkx as nx

from cancu.graph import legal_basis as basis
from cancu.graph import neo4j_lists as lists
from cancu.graph import neo4j_surroundings as near
from cancu.graph.cascade import Cascade, CascadeEdge, arrange_cascade
from cancu.graph.document_resources import describe_law, describe_stub
from cancu.graph.embedded import find_unit_forms
from cancu.graph.gaps import CoverageMatrix, MatrixCell, MatrixHead, arrange_matrix, make_row
from cancu.graph.holdings import SeenText
from cancu.graph.inheritance import Cascade as PlanCascade
from cancu.graph.knowledge import BasisQuestion, MatrixQuestion, Value, read_stored_plan
from cancu.graph.naming import NamedDocument, NameIndex
from cancu.graph.neighbourhood import Neighbourhood, Walk
from cancu.graph.neo4j_driver import Row, Server
from cancu.graph.neo4j_inheritance import choose_plans, read_origins
from cancu.graph.neo4j_records import NAMED, Neo4jRecords, name_parameters
from cancu.graph.neo4j_search import ServerIndex
from cancu.graph.network import Evidence
from cancu.graph.nodes import Graph, to_document
from cancu.graph.search import Hit, search_index
from cancu.ontology.assessments import PlanReference
from cancu.ontology.orthography import fold
from cancu.ontology.records import Citation, Date, Finding
from cancu.ontology.resources import Resource

_NODE = """{.iri, .label, .type, .number, .name, .date, .issuer, .level, .title, .plan_title, .role, .in_store,
  .ended}"""
_FIND = NAMED + "OR n.stub = $name RETURN n " + _NODE + " AS node, n.stub AS stub, n.file AS file, n.sha256 AS sha256"
_FIND_ALL = "MATCH (n:Document) RETURN n " + _NODE + " AS node, n.stub AS stub, n.file AS file, n.sha256 AS sha256"
_ARRIVED = "MATCH (n:Document {stub: $iri}) RETURN n.iri AS iri"
_HEIR = "MATCH (n:Document {superseded_by: $iri}) RETURN n.ended AS ended LIMIT 1"
_FAR = 2**31
"""Steps that nothing exceeds, where a person sets no limit."""
_ENDS = """
OPTIONAL MATCH (n)<-[e:REPLACES|REPEALS]-(ender:Document)
RETURN n NODE AS node, edges,
  collect(e {node: ender NODE, start: ender.iri, end: n.iri, values: properties(e)}) AS ends
""".replace("NODE", _NODE)
_PLAN_ENDS = "MATCH (n:Document) WHERE n.iri IN $iris WITH n, [] AS edges" + _ENDS
_BASES = (
    """
MATCH path = (:Document {iri: $iri})-[:RESTS_ON*0..]->(n:Document)
WITH n, min(length(path)) AS steps
OPTIONAL MATCH (n)-[r:BASED_ON|ANNEX_OF|IMPLEMENTS]->(m:Document) WHERE steps < $depth AND (n)-[:RESTS_ON]->(m)
WITH n, collect(r {start: n.iri, end: m.iri, values: properties(r)}) AS edges
"""
    + _ENDS
)
_DEPENDANTS = (
    """
MATCH path = (:Document {iri: $iri})<-[:RESTS_ON*0..]-(n:Document)
WITH n, min(length(path)) AS steps
OPTIONAL MATCH (n)<-[r:BASED_ON|ANNEX_OF|IMPLEMENTS]-(m:Document) WHERE steps < $depth AND (m)-[:RESTS_ON]->(n)
WITH n, collect(r {start: m.iri, end: n.iri, values: properties(r)}) AS edges
"""
    + _ENDS
)
_STEP = """{lower: startNode(r).iri, upper: endNode(r).iri, relation: r.relation, quote: r.quote,
  resolution: r.resolution, confidence: r.confidence}"""
_ABOVE = """
MATCH path = (:Document {iri: $iri})-[:STANDS_BELOW*0..]->(n:Document)
WITH n, min(length(path)) AS steps
OPTIONAL MATCH (n)-[r:STANDS_BELOW]->(:Document) WHERE steps < $depth
RETURN n NODE AS node, collect(CASE WHEN r IS NULL THEN null ELSE STEP END) AS edges
""".replace("NODE", _NODE).replace("STEP", _STEP)
_BELOW = """
MATCH path = (:Document {iri: $iri})<-[:STANDS_BELOW*0..]-(n:Document)
WITH n, min(length(path)) AS steps
OPTIONAL MATCH (n)<-[r:STANDS_BELOW]-(:Document) WHERE steps < $depth
RETURN n NODE AS node, collect(CASE WHEN r IS NULL THEN null ELSE STEP END) AS edges
""".replace("NODE", _NODE).replace("STEP", _STEP)
_ASKED = """
MATCH (child:Plan)-[pair:PARENT_PLAN]->(parent:Plan)
WHERE ($level IS NULL OR child.level = $level)
  AND ($segments IS NULL OR any(segment IN child.segments WHERE segment IN $segments) OR child.place CONTAINS $place)
  AND ($pairs IS NULL OR [child.iri, parent.iri] IN $pairs)
"""
_MEASURED = _ASKED + "RETURN child.iri AS child, parent.iri AS parent"
_MATRIX = (
    _ASKED
    + """
OPTIONAL MATCH (child)<-[:CHILD_PLAN]-(one:CoverageAssessment)-[:PARENT_TASK]->(task:Task)-[:PART_OF]->(parent)
WHERE one.counts AND ($topic IS NULL OR task.topic CONTAINS $words OR task.area = $topic)
WITH child, pair, parent, one, task ORDER BY one.place
RETURN child PLAN AS child, parent PLAN AS parent, pair.organisation AS organisation, pair.cites AS cites,
  collect(CASE WHEN one IS NULL THEN null ELSE {ref: task.ref, text: task.text, status: one.status, deep: one.deep,
    nearest: coalesce(one.nearest, [])} END) AS cells
""".replace("PLAN AS", "{.iri, .number, .title, .plan_title, .issuer, .date} AS")
)
_NAMES = """
MATCH (n:Document) WHERE n.tasks + n.duties > 0 UNWIND n.names AS name RETURN DISTINCT name
"""
_CARRIED_OUT = "MATCH (:Document {iri: $iri})-[:CARRIES_OUT]->(n:Document) RETURN n.iri AS iri"
_CARRYING_OUT = "MATCH (n:Document)-[:CARRIES_OUT]->(:Document {iri: $iri}) WHERE n.iri <> $iri RETURN n.iri AS iri"
_LOWEST = """
MATCH (n:Document) WHERE n.iri IN $iris AND n.role = 'plan'
OPTIONAL MATCH (n)<-[:CARRIES_OUT]-(lower:Document) WHERE lower.iri IN $iris AND lower.role = 'plan' AND lower <> n
WITH n, count(lower) AS lower WHERE lower = 0
RETURN n.iri AS iri
"""
_CONFLICTS = """
MATCH (n:Document {iri: $iri})-[r]-(other:Document {in_store: true})
WHERE any(item IN r.evidence WHERE item CONTAINS $mark)
RETURN n NODE AS node, other NODE AS other, startNode(r).iri AS start, endNode(r).iri AS end, properties(r) AS values
""".replace("NODE", _NODE)


class Neo4jKnowledge:
    """Answers from a server that a store was pushed to.

    Args:
        server: made by `cancu.graph.neo4j_driver.connect`
        records: its documents
    """

    def __init__(self, server: Server, records: Neo4jRecords) -> None:
        self._server = server
        self._records = records

    def find_node(self, name: str) -> str:
        """Find the IRI of a document, stored or only cited; only what the name may mean is fetched."""
        rows = self._server.ask(_FIND, **name_parameters(name))
        for row in sorted(rows, key=lambda row: (row["stub"] == name, row["node"]["iri"]), reverse=True):
            if row["stub"] == name or row["node"]["iri"] == name:
                return str(row["node"]["iri"])
        rows = rows or self._server.ask(_FIND_ALL)
        rows.sort(key=lambda row: str(row["node"]["iri"]))
        return NameIndex(_name_document(row) for row in rows).find(name).iri

    def find_arrived(self, iri: str) -> str | None:
        """Find the stored document for which an IRI stands while it is absent; of rivals the last."""
        rows = self._server.ask(_ARRIVED, iri=iri)
        return max((str(row["iri"]) for row in rows), default=None)

    def describe_nodes(self, iris: Iterable[str]) -> dict[str, Value]:
        """Describe some documents, by IRI."""
        return near.read_nodes(self._server, iris)

    def find_surroundings(self, iri: str) -> Graph:
        """Fetch the surroundings of a document."""
        return near.read_surroundings(self._server, self._records.base, iri)

    def find_doubtful(self) -> Graph:
        """Fetch the relations that rest on a doubtful mention."""
        return near.read_doubtful(self._server, self._records.base)

    def find_neighbourhood(self, iri: str, walk: Walk) -> Neighbourhood:
        """Walk from a document."""
        return near.read_neighbourhood(self._server, self._records.base, iri, walk)

    def find_basis(self, iri: str, question: BasisQuestion) -> Value:
        """Find what a document rests on, or what rests on it."""
        graph = self._read_bases(iri, down=question.down, depth=question.depth)
        return basis.legal_basis(graph, iri, down=question.down, depth=question.depth, as_of=question.as_of)

    def find_cascade(self, iri: str, *, up: bool = False, depth: int | None = None) -> Cascade:
        """Find the plans below or above a document."""
        rows = self._ask_within(_ABOVE if up else _BELOW, iri, depth)
        return arrange_cascade(_FoundSteps(rows), iri, up=up, depth=depth)

    def search(self, query: str, *, limit: int, kinds: tuple[str, ...]) -> tuple[Hit, ...]:
        """Search heads, tasks, citations and texts."""
        return search_index(ServerIndex(self._server, self._records), query, limit=limit, kinds=kinds)

    def list_measured(self, question: MatrixQuestion | None = None) -> list[tuple[str, str]]:
        """List child and parent of every plan that is measured by a plan, of the children asked for."""
        rows = self._server.ask(_MEASURED, **_ask_children(question or MatrixQuestion()))
        return sorted((row["child"], row["parent"]) for row in rows)

    def build_matrix(self, question: MatrixQuestion) -> CoverageMatrix:
        """Read the verdicts of every child plan asked for."""
        topic = question.topic or None
        rows = self._server.ask(_MATRIX, **_ask_children(question), topic=topic, words=fold(topic or ""))
        rows.sort(key=lambda row: (row["child"]["iri"], row["parent"]["iri"]))
        return arrange_matrix(
            make_row(
                MatrixHead(_refer(row["child"]), _refer(row["parent"]), row["organisation"], row["cites"]),
                map(MatrixCell.model_validate, row["cells"]),
            )
            for row in rows
        )

    def list_printed_names(self) -> Iterable[str]:
        """List the names that plans with tasks print."""
        return [row["name"] for row in self._server.ask(_NAMES)]

    def read_plans(
        self, *, organisation: str | None = None, on: Date | None = None, plan: str | None = None
    ) -> PlanCascade:
        """Read the plans asked for, with where their tasks come from."""
        chosen = choose_plans(self._server, organisation=organisation, on=on, plan=plan)
        ends = _build_graph(self._server.ask(_PLAN_ENDS, iris=chosen))
        days = {iri: [end.since for end in basis.find_ends(ends, iri, None) if end.since] for iri in chosen}
        return PlanCascade(
            plans=[read_stored_plan(self._records, iri) for iri in chosen],
            parents={},
            ended={iri: min(since) for iri, since in days.items() if since},
            origins=read_origins(self._server, chosen),
        )

    def find_above(self, iri: str) -> set[str]:
        """Find the stored plans that a stored document carries out."""
        return {row["iri"] for row in self._server.ask(_CARRIED_OUT, iri=iri)}

    def find_below(self, iri: str) -> set[str]:
        """Find the stored plans that carry out a stored document."""
        return {row["iri"] for row in self._server.ask(_CARRYING_OUT, iri=iri)}

    def choose_lowest(self, iris: set[str]) -> list[str]:
        """Choose plans that stand above no other of these."""
        return sorted(row["iri"] for row in self._server.ask(_LOWEST, iris=sorted(iris)))

    def rank_plans(self, iri: str, most: int) -> list[str]:
        """List the plans that do not stand lower, the likeliest first."""
        return lists.rank_plans(self._server, iri, most)

    def list_latest(self, count: int) -> tuple[str, ...]:
        """List the documents that came or changed last."""
        return lists.list_latest(self._server, count)

    def list_editions(self, iri: str) -> tuple[SeenText, ...]:
        """List the texts that were seen of a document."""
        return lists.list_editions(self._server, iri)

    def count_leads(self) -> tuple[tuple[str, int], ...]:
        """Count the tasks that each agency leads."""
        return lists.count_leads(self._server)

    def describe_organisations(self) -> dict[str, Resource]:
        """Describe the agencies, groups and units that documents name."""
        return lists.describe_organisations(self._server, self._records.base)

    def describe_absent(self, iri: str) -> Resource | None:
        """Describe a document that is not stored, or the law that took the place of one."""
        around = self.find_surroundings(iri)
        if iri in around:
            return describe_stub(around, iri)
        rows = self._server.ask(_HEIR, iri=iri)
        return describe_law(basis.Supersession.model_validate_json(rows[0]["ended"])) if rows else None

    def find_superseded_bases(self, iri: str) -> tuple[Finding, ...]:
        """Find the bases of a document that no longer held on its day."""
        return basis.find_superseded_bases(self._read_bases(iri, down=False, depth=1), iri)

    def find_date_conflicts(self, iri: str, citations: Sequence[Citation]) -> tuple[Finding, ...]:
        """Find citations whose date is not that of the stored document."""
        rows = self._server.ask(_CONFLICTS, iri=iri, mark='"code":"date_conflict"')
        graph = _start_graph()
        graph.add_node(iri)
        for row in rows:
            _add_node(graph, row["node"])
            _add_node(graph, row["other"])
            _add_edge(graph, row)
        return basis.find_date_conflicts(graph, iri, citations)

    def _read_bases(self, iri: str, *, down: bool, depth: int | None) -> Graph:
        """The part of the graph that an answer about legal bases is made of."""
        return _build_graph(self._ask_within(_DEPENDANTS if down else _BASES, iri, depth))

    def _ask_within(self, query: str, iri: str, depth: int | None) -> list[Row]:
        """Ask for what lies within a number of steps, which Cypher takes as part of the query alone."""
        bounded = query if depth is None else query.replace("*0..", "*0.." + str(int(depth)))
        return self._server.ask(bounded, iri=iri, depth=_FAR if depth is None else depth)


class _FoundSteps:
    """The steps that a server has found."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self._nodes: dict[str, Mapping[str, Any]] = {row["node"]["iri"]: row["node"] for row in rows}
        self._edges = [CascadeEdge.model_validate(edge) for row in rows for edge in row["edges"]]
        self._up = _group(self._edges, "lower", "upper")
        self._down = _group(self._edges, "upper", "lower")

    def iter_steps(self, node: str, *, up: bool) -> Iterator[CascadeEdge]:
        """The edges of one document towards the next plans."""
        return iter((self._up if up else self._down).get(node, ()))

    def describe(self, iri: str) -> Mapping[str, Any]:
        """What the server said of a document."""
        return self._nodes[iri]


def _group(edges: Sequence[CascadeEdge], near: str, far: str) -> dict[str, list[CascadeEdge]]:
    found: dict[str, list[CascadeEdge]] = {}
    for edge in sorted(edges, key=lambda edge: str(getattr(edge, far))):
        found.setdefault(getattr(edge, near), []).append(edge)
    return found


def _ask_children(question: MatrixQuestion) -> Value:
    segments, place = find_unit_forms(question.within) if question.within is not None else (None, None)
    pairs = None if question.pairs is None else list(map(list, question.pairs))
    return {"level": question.level, "segments": segments, "place": place, "pairs": pairs}


def _build_graph(rows: Iterable[Row]) -> Graph:
    """A working graph of what was found, with edges in the order of the whole one."""
    graph = _start_graph()
    edges = []
    for row in rows:
        _add_node(graph, row["node"])
        for end in row["ends"]:
            _add_node(graph, end["node"])
        edges += [*row["edges"], *row["ends"]]
    for edge in sorted(edges, key=lambda edge: (edge["start"], edge["end"], edge["values"]["relation"])):
        _add_edge(graph, edge)
    return graph


def _start_graph() -> Graph:
    return nx.MultiDiGraph(base="", redirects={})


def _add_node(graph: Graph, values: dict[str, Any]) -> None:
    graph.add_node(values["iri"], **values)


def _add_edge(graph: Graph, edge: Row) -> None:
    values = edge["values"]
    evidence = tuple(Evidence.model_validate_json(item) for item in values.get("evidence", ()))
    key = values["relation"]
    graph.add_edge(edge["start"], edge["end"], key=key, **{**values, "evidence": evidence})


def _name_document(row: Row) -> NamedDocument:
    node = row["node"]
    return NamedDocument(node["iri"], to_document(node), row["file"] or "", row["sha256"] or "", node["in_store"])


def _refer(node: dict[str, Any]) -> PlanReference:
    title = node["plan_title"] or node["title"]
    return PlanReference.model_validate(
        {**{key: node[key] for key in ("iri", "number", "issuer", "date")}, "title": title}
    )
