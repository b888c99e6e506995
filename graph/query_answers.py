"""What a SPARQL query is answered with, and the forms in which the answer is written.

The forms are those of the standards: SPARQL 1.1 Query Results JSON, CSV and TSV, and Turtle for graphs. An answer that
was cut says so in every form that has a place for it (`cut` in JSON, a line on standard error elsewhere).
"""

from __future__ import annotations

import csv
import io
import json
import re
from typing import Any
from xml.sax.saxutils import quoteattr

from cancu.graph.rdf_syntaxes import write_xml_text
from cancu.ontology.records import Record

Term = dict[str, str]
"""A term as SPARQL 1.1 Query Results JSON writes it: `type`, `value`, and `datatype` or `xml:lang`."""

_TSV_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r", '"': '\\"'})
_PLAIN_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")
_XSD = "http://www.w3.org/2001/XMLSchema#"


class Answer(Record):
    """The answer to one query; exactly one of `boolean`, `turtle` and `variables` with `rows` speaks.

    Attributes:
        variables: columns of a SELECT, in their order
        rows: a term for every variable that is bound
        boolean: the answer to an ASK
        turtle: the graph of a CONSTRUCT or DESCRIBE
        triples: how many triples it has
        cut: whether there was more than the limit of rows, or of triples, let through
    """

    variables: tuple[str, ...] = ()
    rows: tuple[dict[str, Term], ...] = ()
    boolean: bool | None = None
    turtle: str | None = None
    triples: int = 0
    cut: bool = False

    def values(self) -> list[tuple[str | None, ...]]:
        """The rows as plain texts, None where a variable is unbound.

        Example:
            >>> Answer(variables=("a", "b"), rows=({"a": {"type": "literal", "value": "1"}},)).values()
            [('1', None)]
        """
        return [tuple(row[name]["value"] if name in row else None for name in self.variables) for row in self.rows]

    def to_json(self) -> dict[str, Any]:
        """The SPARQL 1.1 Query Results JSON; a graph stands under `turtle`, which that standard does not know."""
        if self.boolean is not None:
            return {"head": {}, "boolean": self.boolean}
        if self.turtle is not None:
            return {"head": {}, "turtle": self.turtle, "cut": self.cut}
        return {"head": {"vars": list(self.variables)}, "results": {"bindings": list(self.rows)}, "cut": self.cut}


def render_answer(answer: Answer, form: str) -> str:
    r"""Write an answer.

    Args:
        answer: of any kind; a graph is Turtle in every form but JSON
        form: `json`, `csv` or `tsv`

    Example:
        >>> row = {"a": {"type": "uri", "value": "urn:x"}, "b": {"type": "literal", "value": "kế, hoạch"}}
        >>> render_answer(Answer(variables=("a", "b"), rows=(row,)), "csv")
        'a,b\r\nurn:x,"kế, hoạch"\r\n'
        >>> render_answer(Answer(variables=("a", "b"), rows=(row,)), "tsv")
        '?a\t?b\n<urn:x>\t"kế, hoạch"\n'
    """
    if form == "json":
        return json.dumps(answer.to_json(), ensure_ascii=False, indent=2) + "\n"
    if answer.turtle is not None:
        return answer.turtle
    if answer.boolean is not None:
        return f"{str(answer.boolean).lower()}\n"
    return _write_csv(answer) if form == "csv" else _write_tsv(answer)


def write_xml(answer: Answer) -> str:
    """Write a table or yes-or-no as SPARQL Query Results XML; what XML cannot carry becomes U+FFFD.

    Example:
        >>> print(write_xml(Answer(boolean=True)), end="")
        <?xml version="1.0"?>
        <sparql xmlns="http://www.w3.org/2005/sparql-results#">
        <head></head>
        <boolean>true</boolean>
        </sparql>
    """
    names = "".join(f"<variable name={quoteattr(name)}/>" for name in answer.variables)
    lines = ['<?xml version="1.0"?>', f'<sparql xmlns="{_RESULTS}">', f"<head>{names}</head>"]
    if answer.boolean is not None:
        lines.append(f"<boolean>{str(answer.boolean).lower()}</boolean>")
    else:
        lines += ["<results>", *map(_write_result, answer.rows), "</results>"]
    return "\n".join((*lines, "</sparql>")) + "\n"


_RESULTS = "http://www.w3.org/2005/sparql-results#"


def _write_result(row: dict[str, Term]) -> str:
    bindings = (f"<binding name={quoteattr(name)}>{_write_element(term)}</binding>" for name, term in row.items())
    return f"<result>{''.join(bindings)}</result>"


def _write_element(term: Term) -> str:
    tag = term["type"]
    language = f" xml:lang={quoteattr(term['xml:lang'])}" if "xml:lang" in term else ""
    datatype = f" datatype={quoteattr(term['datatype'])}" if "datatype" in term else ""
    return f"<{tag}{language}{datatype}>{write_xml_text(term['value'])}</{tag}>"


def _write_csv(answer: Answer) -> str:
    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerow(answer.variables)
    writer.writerows([value or "" for value in row] for row in answer.values())
    return stream.getvalue()


def _write_tsv(answer: Answer) -> str:
    lines = ["\t".join(f"?{name}" for name in answer.variables)]
    for row in answer.rows:
        lines.append("\t".join(_write_term(row[name]) if name in row else "" for name in answer.variables))
    return "\n".join(lines) + "\n"


def _write_term(term: Term) -> str:
    """A term as Turtle writes it, without prefixes."""
    if term["type"] == "uri":
        return f"<{term['value']}>"
    if term["type"] == "bnode":
        return f"_:{term['value']}"
    datatype = term.get("datatype", "")
    if datatype in (f"{_XSD}integer", f"{_XSD}decimal") and _PLAIN_NUMBER.fullmatch(term["value"]):
        return term["value"]
    tail = f"@{term['xml:lang']}" if "xml:lang" in term else f"^^<{datatype}>" if datatype else ""
    return f'"{term["value"].translate(_TSV_ESCAPES)}"{tail}'
