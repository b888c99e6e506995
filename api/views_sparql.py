"""What `sparql` prints: answers as tables with shortened IRIs, and the library of named queries."""

from __future__ import annotations

import re
from typing import Any

from cancu.api import terminal
from cancu.graph.query_answers import Answer, Term, render_answer
from cancu.ontology.named_queries import NamedQuery, list_query_prefixes, load_derivations, load_queries

_LOCAL = re.compile(r"[\w-]+")


def render_table(answer: Answer, base: str) -> str:
    """An answer for people: a table, yes or no, or Turtle; what has a label is not told by its IRI, too.

    Args:
        answer: of any kind
        base: what IRIs of the store begin with; left out, as commands take them without it, too
    """
    if answer.boolean is not None:
        return "có (yes)" if answer.boolean else "không (no)"
    if answer.turtle is not None:
        return render_answer(answer, "text")
    if not answer.rows:
        return "không có kết quả (no result)"
    rows = [[shorten_term(row[name], base) if name in row else "" for name in answer.variables] for row in answer.rows]
    numeric = [at for at in range(len(answer.variables)) if all(row[at].isdecimal() for row in rows)]
    return terminal.render_table(answer.variables, rows, numeric=numeric)


def shorten_term(term: Term, base: str) -> str:
    """A term as short as it can be told: prefixed, or without the base of the store; flags as signs.

    Example:
        >>> shorten_term({"type": "uri", "value": "http://data.europa.eu/eli/ontology#cites"}, "https://x/")
        'eli:cites'
        >>> shorten_term({"type": "uri", "value": "https://x/id/vb/vn"}, "https://x/")
        'id/vb/vn'
    """
    value = term["value"]
    if term.get("datatype", "").endswith("#boolean"):
        return "✔" if value == "true" else "–"
    if term["type"] != "uri":
        return value
    for prefix, iri in list_query_prefixes().items():
        if value.startswith(iri) and _LOCAL.fullmatch(value, len(iri)):
            return f"{prefix}:{value[len(iri) :]}"
    return value.removeprefix(base)


def describe_library() -> dict[str, Any]:
    """The named queries with their texts, and the rules that add short edges."""
    return {
        "queries": [query.model_dump(mode="json") for query in load_queries().values()],
        "derivations": [rule.model_dump(mode="json") for rule in load_derivations()],
    }


def render_library() -> str:
    """The named queries: each with its question in both languages and a command that runs on the samples."""
    parts = []
    for query in load_queries().values():
        lines = [
            query.name,
            terminal.render_paragraph(query.vi, indent=2),
            terminal.render_paragraph(query.en, indent=2),
        ]
        parts.append("\n".join((*lines, f"  {write_command(query)}")))
    return "\n\n".join(parts)


def write_command(query: NamedQuery) -> str:
    """The command that asks a named query with the values of its example.

    Example:
        >>> write_command(load_queries()["cascade"])
        'cancu sparql --name cascade --param document=990/NQ-CP'
    """
    values = [f"{name}={value}" for name, value in query.example.items()]
    shown = [f'--param "{value}"' if " " in value else f"--param {value}" for value in values]
    return " ".join((f"cancu sparql --name {query.name}", *shown))
