"""What a SPARQL query may say: it reads this graph, and nothing else.

The query is judged by the parse tree of rdflib's grammar, never by searching its text for words. Two grammars see a
query, rdflib's here and Oxigraph's when it is answered, so what they read differently is taken out first: a carriage
return ends a comment only in the second, and escaped characters are expanded at different times.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from cancu.ontology.errors import QueryError

if TYPE_CHECKING:
    from rdflib.plugins.sparql.parserutils import CompValue

LONGEST_QUERY = 100_000
"""Characters of a query at most."""
DEEPEST_NESTING = 40
"""Brackets of any kind inside each other at most."""

_LINE_END = re.compile(r"\r\n?")
_ESCAPED_LETTER = re.compile(r"\\[uU][0-9A-Fa-f]{4}")
_UNBRACKETED = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"""'
    r"|'''(?:[^'\\]|\\.|'(?!''))*'''"
    r'|"(?:[^"\\\n]|\\.)*"'
    r"|'(?:[^'\\\n]|\\.)*'"
    r'|<[^<>"{}|^`\\\x00-\x20]*>'
    r"|#[^\n]*",
    re.DOTALL,
)
_FORBIDDEN = {
    "ServiceGraphPattern": "SERVICE",
    "DatasetClause": "FROM",
    "Load": "LOAD",
    "InsertData": "INSERT DATA",
    "DeleteData": "DELETE DATA",
    "DeleteWhere": "DELETE WHERE",
    "Modify": "DELETE/INSERT",
    "Clear": "CLEAR",
    "Drop": "DROP",
    "Create": "CREATE",
    "Add": "ADD",
    "Move": "MOVE",
    "Copy": "COPY",
}


def tidy_query(text: str) -> str:
    r"""Bring a query into the form in which both grammars read it alike, and bound its size.

    Raises:
        QueryError: it is too long or too deeply nested, or writes letters as `\uXXXX`.

    Example:
        >>> tidy_query("ASK {} # end\r\n")
        'ASK {} # end\n'
    """
    if len(text) > LONGEST_QUERY:
        raise _refuse_size(f"{len(text)} > {LONGEST_QUERY} ký tự", f"{len(text)} > {LONGEST_QUERY} characters")
    plain = _LINE_END.sub("\n", text)
    escape = _ESCAPED_LETTER.search(plain)
    if escape:
        message = f"viết thẳng ký tự thay cho {escape.group()} (write the letter itself)"
        raise report_syntax(message, *_find_place(plain, escape.start()))
    depth = _measure_nesting(plain)
    if depth > DEEPEST_NESTING:
        raise _refuse_size(f"{depth} > {DEEPEST_NESTING} bậc lồng nhau", f"nested {depth} > {DEEPEST_NESTING} deep")
    return plain


def check_query(query: str, prefixes: Collection[str] = ()) -> None:
    """Let pass a SELECT, ASK, CONSTRUCT or DESCRIBE that stays inside the graph.

    Args:
        query: as `tidy_query` returned it
        prefixes: those that need no PREFIX line

    Raises:
        QueryError: E_QUERY_FORBIDDEN names the construct; E_QUERY_SYNTAX names line and column; E_QUERY_TOO_LARGE where
            the grammar itself gives up.

    Example:
        >>> check_query("ASK { ?plan ?p ?o }")
        >>> check_query("DROP ALL")
        Traceback (most recent call last):
        ...
        cancu.ontology.errors.QueryError: DROP: truy vấn chỉ được đọc đồ thị này (queries only read this graph)
          → bỏ phần ấy; dùng SELECT, ASK, CONSTRUCT hoặc DESCRIBE (leave it out)
    """
    try:
        nodes = list(_iter_nodes(_parse(query)))
    except RecursionError as error:
        raise _refuse_size("lồng nhau quá sâu", "nested too deeply") from error
    forbidden = sorted({_name_construct(node) for node in nodes if node.name in _FORBIDDEN})
    if forbidden:
        raise _forbid(", ".join(forbidden))
    undeclared = _list_prefixes(nodes, "pname") - _list_prefixes(nodes, "PrefixDecl") - set(prefixes)
    for prefix in sorted(undeclared):
        place = re.search(rf"(?<![\w-]){re.escape(prefix)}:", query)
        at = place.start() if place else 0
        raise report_syntax(f"chưa khai báo tiền tố {prefix}: (undeclared prefix)", *_find_place(query, at))


def report_syntax(message: str, line: int, column: int) -> QueryError:
    """The error for a query that cannot be read from a place on."""
    return QueryError(
        f"Truy vấn sai cú pháp: {message}",
        f"the query cannot be read from line {line}, column {column} on",
        where=f"dòng {line}, cột {column}",
        hint="xem câu mẫu: cancu sparql --list (see the named queries)",
        code="E_QUERY_SYNTAX",
    )


def _parse(query: str) -> Any:
    """The parse tree of a query, or of an update, which is read only to name what it wanted."""
    from pyparsing import ParseException
    from rdflib.plugins.sparql.parser import parseQuery, parseUpdate

    try:
        return parseQuery(query)
    except ParseException as error:
        with suppress(ParseException):
            update = parseUpdate(query)
            if "request" in update:
                return update
        raise report_syntax(_describe_rest(query, error.loc), *_find_place(query, error.loc)) from error


def _describe_rest(query: str, place: int) -> str:
    rest = " ".join(query[place : place + 40].split())
    return f"không đọc được từ “{rest}”" if rest else "kết thúc quá sớm"


def _iter_nodes(tree: Any) -> Iterator[CompValue]:
    """The named nodes of a parse tree, walked without recursion."""
    from rdflib.plugins.sparql.parserutils import CompValue

    waiting = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, CompValue):
            yield node
            waiting.extend(node.values())
        elif not isinstance(node, str) and hasattr(node, "__iter__"):
            waiting.extend(node)


def _list_prefixes(nodes: Iterable[CompValue], name: str) -> set[str]:
    return {str(node["prefix"]) if "prefix" in node else "" for node in nodes if node.name == name}


def _name_construct(node: CompValue) -> str:
    return "FROM NAMED" if node.name == "DatasetClause" and "named" in node else _FORBIDDEN[node.name]


def _find_place(query: str, at: int) -> tuple[int, int]:
    """Line and column of a character."""
    return query.count("\n", 0, at) + 1, at - query.rfind("\n", 0, at)


def _measure_nesting(query: str) -> int:
    deepest = depth = 0
    for letter in _UNBRACKETED.sub("", query):
        if letter in "([{":
            depth += 1
            deepest = max(deepest, depth)
        elif letter in ")]}":
            depth -= 1
    return deepest


def _forbid(construct: str) -> QueryError:
    return QueryError(
        f"{construct}: truy vấn chỉ được đọc đồ thị này",
        "queries only read this graph",
        hint="bỏ phần ấy; dùng SELECT, ASK, CONSTRUCT hoặc DESCRIBE (leave it out)",
        code="E_QUERY_FORBIDDEN",
    )


def _refuse_size(message: str, english: str) -> QueryError:
    return QueryError(
        f"Truy vấn quá lớn: {message}",
        f"the query is too large: {english}",
        hint="chia thành nhiều truy vấn nhỏ (split it)",
        code="E_QUERY_TOO_LARGE",
    )
