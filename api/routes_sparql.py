"""SPARQL over HTTP: the SPARQL 1.1 Protocol at `/sparql`, and the library of named questions."""

from __future__ import annotations

from typing import Annotated, Any, Literal
from urllib.parse import parse_qs

from fastapi import APIRouter, Depends, Query, Request
from pydantic import Field
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from cancu.api.service_answers import Answer
from cancu.api.service_forms import require_form
from cancu.api.service_freshness import NOT_KEPT
from cancu.api.service_problems import ProblemError
from cancu.api.service_queries import Answered, Ask, Queries
from cancu.api.service_settings import Limits
from cancu.graph import query_endpoint
from cancu.graph.query_answers import Answer as Found
from cancu.graph.query_answers import render_answer, write_xml
from cancu.ontology.errors import QueryError
from cancu.ontology.named_queries import NamedQuery, find_query, load_queries

router = APIRouter(tags=["sparql"])
_LIMITS = Limits()
USUAL_SECONDS = 2.0
TABLES = {
    "application/sparql-results+json": "json",
    "application/json": "json",
    "application/sparql-results+xml": "xml",
    "application/xml": "xml",
    "text/csv": "csv",
    "text/tab-separated-values": "tsv",
}
GRAPHS = {
    "text/turtle": "TURTLE",
    "application/n-triples": "N_TRIPLES",
    "application/ld+json": "JSON_LD",
    "application/rdf+xml": "RDF_XML",
}
_EXAMPLE = "SELECT ?plan ?label { ?plan a cancu:Plan ; rdfs:label ?label } ORDER BY ?label LIMIT 5"
_FORMS: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "Bảng, đúng/sai, hoặc đồ thị (a table, yes or no, or a graph); "
        "`X-Cancu-Cut: true` nếu đã cắt bớt (if it was cut at the limit)",
        "content": {form: {"schema": {"type": "string"}} for form in TABLES if form.startswith("text/")}
        | {form: {"schema": {}} for form in (*TABLES, *GRAPHS) if not form.startswith("text/")}
        | {"text/turtle": {"schema": {"type": "string"}}},
    }
}
Seconds = Annotated[
    float, Query(ge=0.1, le=_LIMITS.seconds, description="Số giây tối đa (seconds at most)", examples=[2])
]


class NamedQueryRow(Answer):
    """A question of the library; `parameters` are given with the address, each of its type."""

    name: str = Field(examples=["cascade"])
    vi: str
    en: str
    parameters: dict[str, str] = Field(
        description="Tên và kiểu; ? là không bắt buộc (name and type; ? may be left out)"
    )
    example: str = Field(examples=["/api/queries/cascade?document=990/NQ-CP"])
    text: str


class NamedQueryList(Answer):
    """The library of named questions."""

    queries: list[NamedQueryRow]


class _Given:
    """The parameters of named questions; which of them a question takes is told by the library."""

    def __init__(
        self,
        document: Annotated[str | None, Query(max_length=500, examples=["990/NQ-CP"])] = None,
        agency: Annotated[str | None, Query(max_length=300, examples=["Sở Nội vụ tỉnh Hoài Giang"])] = None,
        province: Annotated[str | None, Query(max_length=300, examples=["tỉnh Hoài Giang"])] = None,
        level: Annotated[str | None, Query(max_length=60, examples=["department"])] = None,
        on: Annotated[str | None, Query(max_length=30, examples=["2022-12-31"])] = None,
    ) -> None:
        del document, agency, province, level, on  # named here for the documentation; an office may add its own


@router.get("/sparql", responses=_FORMS, response_class=Response)
async def query_by_address(
    request: Request,
    query: Annotated[str | None, Query(max_length=_LIMITS.url, examples=[_EXAMPLE])] = None,
    timeout: Seconds = USUAL_SECONDS,
) -> Response:
    """Answer a SPARQL query of the address; only reading, in one state of the store."""
    return await _answer(request, _read_protocol(request.query_params.multi_items(), query), timeout)


@router.post(
    "/sparql",
    responses=_FORMS,
    response_class=Response,
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {
                "application/sparql-query": {"schema": {"type": "string"}, "example": _EXAMPLE},
                "application/x-www-form-urlencoded": {
                    "schema": {"type": "object", "properties": {"query": {"type": "string"}}, "required": ["query"]},
                    "example": {"query": _EXAMPLE},
                },
            },
        }
    },
)
async def query_by_body(request: Request, timeout: Seconds = USUAL_SECONDS) -> Response:
    """Answer a SPARQL query of the body, either as it is or as a field of a form."""
    body = await request.body()
    media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise _refuse("Truy vấn không phải UTF-8", "the query is no UTF-8", "E_QUERY_SYNTAX") from error
    items = request.query_params.multi_items()
    if media_type == "application/sparql-query":
        return await _answer(request, _read_protocol(items, text), timeout)
    if media_type == "application/sparql-update":
        raise _refuse("Chỉ được đọc, không được ghi", "updates are refused", "E_QUERY_FORBIDDEN")
    if media_type != "application/x-www-form-urlencoded":
        raise ProblemError(
            415, "Không nhận dạng dữ liệu này", "send application/sparql-query or a form", code="E_HTTP_415",
            headers={"accept-post": "application/sparql-query, application/x-www-form-urlencoded"},
        )  # fmt: skip
    items += [(name, value) for name, values in _read_fields(text).items() for value in values]
    queries = [value for name, value in items if name == "query"]
    return await _answer(request, _read_protocol(items, queries[0] if len(queries) == 1 else None), timeout)


@router.get("/api/queries")
def list_queries() -> NamedQueryList:
    """The library of named questions, each with its parameters, an example and its text."""
    return NamedQueryList(queries=[_describe(query) for query in load_queries().values()])


@router.get("/api/queries/{name}", responses=_FORMS, response_class=Response)
async def ask_by_name(
    request: Request, name: str, _given: Annotated[_Given, Depends()], timeout: Seconds = USUAL_SECONDS
) -> Response:
    """Answer a question of the library; documents, agencies and units are given by number, name or IRI."""
    given = {key: value for key, value in request.query_params.items() if key != "timeout"}
    wanted = find_query(name).name
    return await _send(request, lambda sparql: sparql.ask_named(wanted, given, limits=_limit(timeout)))


def _describe(query: NamedQuery) -> NamedQueryRow:
    parameters = {name: kind.value for name, kind in query.parameters.items()}
    asked = "&".join(f"{name}={value}" for name, value in query.example.items())
    return NamedQueryRow(
        name=query.name, vi=query.vi, en=query.en, parameters=parameters,
        example=f"/api/queries/{query.name}" + (f"?{asked}" if asked else ""), text=query.text,
    )  # fmt: skip


def _read_fields(body: str) -> dict[str, list[str]]:
    try:
        return parse_qs(body, keep_blank_values=True, max_num_fields=20, errors="strict")
    except ValueError as error:
        raise _refuse("Biểu mẫu sai", "the form is malformed", "E_QUERY_SYNTAX") from error


def _read_protocol(items: list[tuple[str, str]], query: str | None) -> str:
    """The query of a request of the protocol, which must hold one and neither choose graphs nor update."""
    names = [name for name, _ in items]
    refused = {"default-graph-uri", "named-graph-uri", "update", "using-graph-uri", "using-named-graph-uri"} & {*names}
    if refused:
        name = min(refused)
        raise _refuse(f"Không nhận tham số {name}", f"{name} is refused", "E_QUERY_FORBIDDEN")
    if query is None or names.count("query") > 1 or not query.strip():
        raise _refuse("Cần đúng một truy vấn: query", "exactly one query is needed", "E_QUERY_SYNTAX")
    return query


def _refuse(message: str, english: str, code: str) -> QueryError:
    return QueryError(message, english, code=code, hint="xem /api (see there)")


def _limit(seconds: float) -> query_endpoint.Limits:
    return query_endpoint.Limits(seconds=seconds, rows=_LIMITS.rows)


async def _answer(request: Request, query: str, timeout: float) -> Response:
    return await _send(request, lambda sparql: sparql.query(query, limits=_limit(timeout)))


async def _send(request: Request, ask: Ask) -> Response:
    require_form(request, [*TABLES, *GRAPHS])
    queries: Queries = request.app.state.queries
    return _write(request, await run_in_threadpool(queries.answer, ask))


def _write(request: Request, answered: Answered) -> Response:
    answer = answered.answer
    if answer.turtle is None:
        form = require_form(request, list(TABLES))
        text = write_xml(answer) if TABLES[form] == "xml" else render_answer(answer, TABLES[form])
    else:
        form = require_form(request, list(GRAPHS))
        text = _write_graph(answer, GRAPHS[form])
    headers = {
        **({} if answered.fresh else {"cache-control": NOT_KEPT}),
        **({"x-cancu-cut": "true"} if answer.cut else {}),
    }
    return Response(text, media_type=form, headers=headers)


def _write_graph(answer: Found, syntax: Literal["TURTLE"] | str) -> str:
    if syntax == "TURTLE":
        return answer.turtle or ""
    import pyoxigraph as ox

    triples = ox.parse(answer.turtle or "", format=ox.RdfFormat.TURTLE)
    written = ox.serialize(triples, format=getattr(ox.RdfFormat, syntax))
    return (written or b"").decode()
