"""The syntaxes of RDF: N-Triples, Turtle, TriG and RDF/XML, written as the resources come.

Every node has an IRI and every description is sorted, so equal stores give equal bytes. Nothing is held in memory.
Characters that XML 1.0 cannot carry become U+FFFD in RDF/XML; the other syntaxes escape them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from cancu.graph.statements import Description, Literal, Value, describe
from cancu.ontology.markers import SCHEMES
from cancu.ontology.namespaces import RDF_TYPE, expand, load_prefixes
from cancu.ontology.schemes import list_prefixes

if TYPE_CHECKING:
    from cancu.graph.projection import Projected

_STRING = "xsd:string"
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_TO_ESCAPE = re.compile(r'[\\"\x00-\x1f\x7f]')
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write_ntriples(projected: Iterable[Projected]) -> Iterator[str]:
    """Yield one line per statement."""
    for subject, types, statements in _describe_all(projected):
        for name in types:
            yield f"<{subject}> <{expand(RDF_TYPE)}> <{expand(name)}> .\n"
        for predicate, value in statements:
            yield f"<{subject}> <{expand(predicate)}> {_write_plain(value)} .\n"


def write_turtle(projected: Iterable[Projected]) -> Iterator[str]:
    """Yield the prefixes, then one block per subject."""
    yield from _write_prefixes()
    for description in _describe_all(projected):
        yield f"\n{_write_block(description)}\n"


def write_trig(projected: Iterable[Projected]) -> Iterator[str]:
    """Yield what each stored document says as a graph of its name; what is shared or computed has none."""
    yield from _write_prefixes()
    for document, group in groupby(projected, key=lambda one: one.document):
        yield f"\n<{document}> {{\n" if document else ""
        for description in _describe_all(group):
            yield f"\n{_write_block(description)}\n"
        yield "}\n" if document else ""


def write_rdfxml(projected: Iterable[Projected]) -> Iterator[str]:
    """Yield one element per subject."""
    names = "".join(f"\n  xmlns:{prefix}={quoteattr(iri)}" for prefix, iri in load_prefixes().items())
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF{names}>\n'
    for subject, types, statements in _describe_all(projected):
        yield f"<rdf:Description rdf:about={quoteattr(subject)}>\n"
        for name in types:
            yield f"  <rdf:type rdf:resource={quoteattr(expand(name))}/>\n"
        for predicate, value in statements:
            yield f"  {_write_element(predicate, value)}\n"
        yield "</rdf:Description>\n"
    yield "</rdf:RDF>\n"


SYNTAXES: dict[str, Callable[[Iterable[Projected]], Iterator[str]]] = {
    "nt": write_ntriples,
    "ttl": write_turtle,
    "trig": write_trig,
    "rdfxml": write_rdfxml,
}
"""The writer of each syntax, by the name that the command line gives it."""


def _describe_all(projected: Iterable[Projected]) -> Iterator[Description]:
    return (description for one in projected for description in describe(one.resource))


def _write_plain(value: Value) -> str:
    """An object as N-Triples have it."""
    if isinstance(value, str):
        return f"<{value}>"
    if value.language:
        return f"{_quote(value.text)}@{value.language}"
    return _quote(value.text) + ("" if value.datatype == _STRING else f"^^<{expand(value.datatype)}>")


def _write_prefixes() -> Iterator[str]:
    for prefix, iri in list_prefixes().items():
        yield f"@prefix {prefix}: <{iri}> .\n"


def _write_block(description: Description) -> str:
    """A subject with its statements; values of one property stand side by side."""
    subject, types, statements = description
    lines = [f"<{subject}> a {', '.join(types)}"]
    for predicate, group in groupby(statements, key=lambda one: one[0]):
        lines.append(f"  {predicate} {', '.join(_write_short(value) for _, value in group)}")
    return " ;\n".join(lines) + " ."


def _write_short(value: Value) -> str:
    """An object as Turtle has it: concepts by prefix, flags and fractions without quotes."""
    if isinstance(value, str):
        return value.removeprefix(SCHEMES).replace("/", ":", 1) if value.startswith(SCHEMES) else f"<{value}>"
    if value.datatype == "xsd:boolean" or (value.datatype == "xsd:decimal" and "." in value.text):
        return value.text
    if value.language or value.datatype == _STRING:
        return _write_plain(value)
    return f"{_quote(value.text)}^^{value.datatype}"


def _quote(text: str) -> str:
    return f'"{_TO_ESCAPE.sub(_escape, text)}"'


def _escape(found: re.Match[str]) -> str:
    return _ESCAPES.get(found[0]) or f"\\u{ord(found[0]):04X}"


def _write_element(predicate: str, value: Value) -> str:
    if isinstance(value, str):
        return f"<{predicate} rdf:resource={quoteattr(value)}/>"
    attribute = _write_attribute(value)
    return f"<{predicate}{attribute}>{write_xml_text(value.text)}</{predicate}>"


def write_xml_text(text: str) -> str:
    """A text as XML 1.0 carries it; characters that it cannot carry become U+FFFD."""
    return escape(_NOT_XML.sub("\N{REPLACEMENT CHARACTER}", text), {"\r": "&#13;"})


def _write_attribute(value: Literal) -> str:
    if value.language:
        return f' xml:lang="{value.language}"'
    return "" if value.datatype == _STRING else f' rdf:datatype="{expand(value.datatype)}"'
