"""Parameters of named queries: what a person types becomes a term of the graph, or a clear error.

A value is never put into the text of a query. Documents are found as every command finds them; agencies and units by
IRI, by name, or by name without marks.
"""

from __future__ import annotations

import datetime
import difflib
import re
from collections.abc import Callable, Mapping, Sequence

from cancu.graph.query_answers import Term
from cancu.ontology.errors import AmbiguousNameError, QueryError, UnknownNodeError
from cancu.ontology.markers import SCHEMES
from cancu.ontology.named_queries import NamedQuery, ParameterType
from cancu.ontology.orthography import fold, match_key
from cancu.ontology.records import Level

Names = Sequence[tuple[str, str]]
"""IRI and label of everything of a kind."""
Finders = Mapping[ParameterType, Callable[[str], str]]
"""For documents, agencies and units: what tells an IRI from a name."""

_XSD_DATE = "http://www.w3.org/2001/XMLSchema#date"
_DAY_FIRST = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})")


def read_parameters(query: NamedQuery, given: Mapping[str, str], finders: Finders) -> dict[str, Term]:
    """Read the values of a query's parameters.

    Args:
        query: says which parameters there are, and of which types
        given: values by name, as a person typed them
        finders: for the types that name something in the graph

    Raises:
        QueryError: E_QUERY_PARAMETER: one is missing, unknown to the query, or not of its type.
        UnknownNodeError: no document, agency or unit bears the name.
        AmbiguousNameError: several do.
    """
    unknown = sorted(given.keys() - query.parameters.keys())
    missing = [name for name, kind in query.parameters.items() if not kind.is_optional and name not in given]
    if unknown or missing:
        raise _refuse(query, "không có (unknown)" if unknown else "còn thiếu (missing)", unknown or missing)
    terms = {}
    for name, value in given.items():
        match query.parameters[name]:
            case ParameterType.DATE:
                terms[name] = _read_date(name, value)
            case ParameterType.LEVEL | ParameterType.OPTIONAL_LEVEL:
                terms[name] = _read_level(name, value)
            case kind:
                terms[name] = {"type": "uri", "value": finders[kind](value)}
    return terms


def find_iri(name: str, names: Names) -> str:
    """The IRI of the one thing that bears a name: its IRI, its label, or its label without marks.

    Raises:
        UnknownNodeError: nothing bears it; the hint names what is near.
        AmbiguousNameError: several things do; lists their IRIs.

    Example:
        >>> find_iri("so noi vu", [("urn:a", "Sở Nội vụ"), ("urn:b", "Sở Y tế")])
        'urn:a'
    """
    tests: tuple[Callable[[str, str], bool], ...] = (
        lambda iri, _: iri == name or (name.startswith("id/") and iri.endswith(f"/{name}")),
        lambda _, label: match_key(label) == match_key(name),
        lambda _, label: fold(label) == fold(name),
    )
    for test in tests:
        found = sorted({iri for iri, label in names if test(iri, label)})
        if len(found) == 1:
            return found[0]
        if found:
            raise AmbiguousNameError(
                f"“{name}” là tên của nhiều mục", f"{name!r} names several", candidates=tuple(found), where=name
            )
    labels = {fold(label): label for _, label in names}
    near = [labels[key] for key in difflib.get_close_matches(fold(name), labels, n=4, cutoff=0.6)]
    raise UnknownNodeError(
        f"Trong đồ thị không có “{name}”",
        f"there is no {name!r} in the graph",
        where=name,
        hint=f"có thể là: {'; '.join(near)}" if near else "viết đủ tên như trong văn bản, hoặc dùng IRI",
    )


def _read_date(name: str, value: str) -> Term:
    turned = _DAY_FIRST.fullmatch(value.strip())
    try:
        parts = [int(part) for part in (turned.groups()[::-1] if turned else value.strip().split("-"))]
        day = datetime.date(*parts)
    except (TypeError, ValueError) as error:
        raise _refuse_value(name, value, "ngày 2022-12-31 hoặc 31/12/2022 (a day)") from error
    return {"type": "literal", "value": day.isoformat(), "datatype": _XSD_DATE}


def _read_level(name: str, value: str) -> Term:
    if value not in set(Level):
        raise _refuse_value(name, value, f"một cấp (a level): {', '.join(Level)}")
    return {"type": "uri", "value": f"{SCHEMES}level/{value}"}


def _refuse(query: NamedQuery, fault: str, names: Sequence[str]) -> QueryError:
    shown = ", ".join(f"--param {name}={kind.value}" for name, kind in query.parameters.items())
    return QueryError(
        f"Tham số {fault}: {', '.join(names)}",
        f"parameters of {query.name}",
        where=query.name,
        hint=f"truy vấn này nhận: {shown}" if shown else "truy vấn này không nhận tham số nào (it takes none)",
        code="E_QUERY_PARAMETER",
    )


def _refuse_value(name: str, value: str, wanted: str) -> QueryError:
    return QueryError(
        f"Tham số {name}={value!r} phải là {wanted}",
        f"parameter {name} is malformed",
        where=name,
        code="E_QUERY_PARAMETER",
    )
