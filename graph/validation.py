"""Validation: resources against the shapes of the ontology, with every fault told in words that name the record.

What concerns single resources is checked by pyshacl; the rules about several at once are single queries on Oxigraph,
which takes milliseconds where a query for every resource would take seconds. Both read the one file of shapes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from cancu.graph.record_names import RecordNames
from cancu.graph.statements import Description, Value, describe
from cancu.ontology.compilation import read_compiled
from cancu.ontology.extras import require_extra
from cancu.ontology.namespaces import RDF_TYPE, expand
from cancu.ontology.records import Finding, Severity
from cancu.ontology.resources import Resource

if TYPE_CHECKING:
    from rdflib import Graph, URIRef
    from rdflib.term import Node

CODE = "shape_violation"
"""The code of every finding of this module."""
_SEVERITIES = {"Violation": Severity.ERROR, "Warning": Severity.WARNING, "Info": Severity.INFO}


class Violation(Finding):
    """A resource that does not have its shape.

    Attributes:
        record: IRI of the resource; `where` is its name for people
        value: the value that is wrong, where one is
    """

    record: str
    value: str = ""


class _Rule(NamedTuple):
    """A rule about several resources, as one query for all resources of its class."""

    query: str
    severity: Severity
    vi: str
    en: str


def validate_resources(resources: Iterable[Resource]) -> tuple[Violation, ...]:
    """Check resources against all shapes.

    Args:
        resources: everything that the checked resources refer to must be among them

    Returns:
        By record, errors and warnings alike; empty where all conform.

    Raises:
        CancuError: the extra `rdf` is not installed.
    """
    require_extra("rdf", "rdflib", "pyshacl", "pyoxigraph")
    return validate_descriptions([one for resource in resources for one in describe(resource)])


def validate_descriptions(descriptions: Iterable[Description]) -> tuple[Violation, ...]:
    """Check what is said of subjects, whoever says it; see `validate_resources`."""
    listed = list(descriptions)
    names = RecordNames(listed)
    found = {*_check_shapes(listed, names), *_check_rules(listed, names)}
    return tuple(sorted(found, key=lambda one: (one.record, one.english, one.value)))


def _check_shapes(descriptions: list[Description], names: RecordNames) -> Iterator[Violation]:
    from pyshacl import validate
    from rdflib import RDF, SH

    _, results, _ = validate(_make_graph(descriptions), shacl_graph=_load_shapes(), inplace=True)
    for result in results.subjects(RDF.type, SH.ValidationResult):
        if (None, SH.detail, result) not in results:
            yield _explain_result(results, result, names)


def _explain_result(results: Graph, result: Node, names: RecordNames) -> Violation:
    from rdflib import SH

    record, value = str(results.value(result, SH.focusNode)), results.value(result, SH.value)
    messages = _read_messages(_load_graph(), results.value(result, SH.sourceShape))
    return Violation(
        code=CODE,
        severity=_SEVERITIES[str(results.value(result, SH.resultSeverity)).rpartition("#")[2]],
        where=names.name(record),
        message=messages.get("vi", ""),
        english=messages.get("en", ""),
        record=record,
        value="" if value is None else names.name(str(value)),
    )


def _check_rules(descriptions: list[Description], names: RecordNames) -> Iterator[Violation]:
    from pyoxigraph import Store

    store = Store()
    store.bulk_extend(_iter_quads(descriptions))
    for rule in _load_rules():
        for row in _select(store, rule.query):
            record, value = row
            yield Violation(
                code=CODE,
                severity=rule.severity,
                where=names.name(record),
                message=rule.vi.replace("{?value}", names.name(value)),
                english=rule.en.replace("{?value}", names.name(value)),
                record=record,
                value=names.name(value) if value else "",
            )


def _select(store: Any, query: str) -> Iterator[tuple[str, str]]:
    for row in store.query(query):
        value = row["value"] if len(row) > 1 else None
        yield row["this"].value, value.value if value is not None else ""


@cache
def _load_graph() -> Graph:
    from rdflib import Graph

    return Graph().parse(data=read_compiled("shapes.ttl"), format="turtle")


@cache
def _load_shapes() -> Graph:
    """The shapes without the rules, and without words, over which pyshacl would stumble at every single resource."""
    from rdflib import SH, Graph

    shapes = Graph()
    for triple in _load_graph():
        if triple[1] not in (SH.sparql, SH.name, SH.message):
            shapes.add(triple)
    return shapes


def _read_messages(graph: Graph, node: Node | None) -> dict[str, str]:
    """What a shape or rule says where it is not met, by language."""
    from rdflib import SH

    return {getattr(one, "language", ""): str(one) for one in graph.objects(node, SH.message)}


@cache
def _load_rules() -> tuple[_Rule, ...]:
    """The rules of the shapes, each bound to the class that its shape is for."""
    from rdflib import SH

    graph = _load_graph()
    rules = []
    for shape, constraint in sorted(graph.subject_objects(SH.sparql)):
        kind = graph.value(shape, SH.targetClass)
        severity = graph.value(shape, SH.severity)
        head, _, body = str(graph.value(constraint, SH.select)).partition("{")
        messages = _read_messages(graph, constraint)
        rules.append(
            _Rule(
                query=f"{_write_prologue(graph, constraint)} {head}{{ $this a <{kind}> . {body}",
                severity=_SEVERITIES[str(severity).rpartition("#")[2]] if severity else Severity.ERROR,
                vi=messages["vi"],
                en=messages["en"],
            )
        )
    return tuple(rules)


def _write_prologue(graph: Graph, constraint: Node) -> str:
    from rdflib import SH

    declared = [one for names in graph.objects(constraint, SH.prefixes) for one in graph.objects(names, SH.declare)]
    pairs = sorted((str(graph.value(one, SH.prefix)), str(graph.value(one, SH.namespace))) for one in declared)
    return " ".join(f"PREFIX {prefix}: <{namespace}>" for prefix, namespace in pairs)


def _make_graph(descriptions: Iterable[Description]) -> Graph:
    from rdflib import Graph

    graph = Graph()
    for subject, types, statements in descriptions:
        node = _name_node(subject)
        for name in types:
            graph.add((node, _name_node(expand(RDF_TYPE)), _name_node(expand(name))))
        for predicate, value in statements:
            graph.add((node, _name_node(expand(predicate)), _make_node(value)))
    return graph


def _make_node(value: Value) -> Node:
    from rdflib import Literal as RdfLiteral

    if isinstance(value, str):
        return _name_node(value)
    datatype = None if value.language else _name_node(expand(value.datatype))
    return RdfLiteral(value.text, lang=value.language or None, datatype=datatype, normalize=False)


@lru_cache(maxsize=65536)
def _name_node(iri: str) -> URIRef:
    from rdflib import URIRef

    return URIRef(iri)


def _iter_quads(descriptions: Iterable[Description]) -> Iterator[Any]:
    from pyoxigraph import Literal as OxLiteral
    from pyoxigraph import NamedNode, Quad

    kind = NamedNode(expand(RDF_TYPE))
    for subject, types, statements in descriptions:
        node = NamedNode(subject)
        for name in types:
            yield Quad(node, kind, NamedNode(expand(name)))
        for predicate, value in statements:
            yield Quad(node, NamedNode(expand(predicate)), _write_term(value, NamedNode, OxLiteral))


def _write_term(value: Value, named: Any, literal: Any) -> Any:
    if isinstance(value, str):
        return named(value)
    if value.language:
        return literal(value.text, language=value.language)
    return literal(value.text, datatype=named(expand(value.datatype)))
