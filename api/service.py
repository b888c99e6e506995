"""The service: the same questions over HTTP, for pages and for programs.

    service_settings   store, door, limits
    service_guard      the door: ids, limits, safe headers, the log
    service_meter      figures of the running service
    service_freshness  entity tags and 304
    service_methods    HEAD, OPTIONS
    service_access     who may write
    service_library    the store, lent to one request at a time
    service_server     a server in place of the file
    service_uploads    files that people send
    service_jobs       reading them, one after another
    service_snapshots  what is made once for each revision
    service_queries    warm processes for SPARQL
    service_reckoner   the process that compares plans of many units
    service_forms      which form of an answer a client likes best
    service_problems   errors as problem details
    service_openapi    the description of the service, service_examples its examples
    routes_*           what programs ask under /api
    pages, pages_*     what people see
    service_cache      answers that were computed already
    form_bodies        what the forms of pages send

Nothing is contacted but the store, and no page loads anything from another host.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from http import HTTPStatus
from importlib.metadata import version
from importlib.resources import files

from fastapi import Depends, FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import JSONResponse, Response
from starlette.staticfiles import StaticFiles

from cancu.api import (
    pages_agencies,
    pages_api,
    pages_cascade,
    pages_coverage,
    pages_graph,
    pages_help,
    pages_home,
    pages_lists,
    pages_matrix,
    pages_reviews,
    routes_coverage,
    routes_decisions,
    routes_documents,
    routes_exports,
    routes_feeds,
    routes_graph,
    routes_health,
    routes_identifiers,
    routes_jobs,
    routes_ontology,
    routes_papers,
    routes_search,
    routes_sparql,
)
from cancu.api.pages import render_page
from cancu.api.service_access import refuse_on_server
from cancu.api.service_forms import choose_form
from cancu.api.service_freshness import Freshness
from cancu.api.service_guard import Guard
from cancu.api.service_jobs import Jobs
from cancu.api.service_library import Library
from cancu.api.service_meter import Meter
from cancu.api.service_methods import Methods, list_methods
from cancu.api.service_openapi import describe_service
from cancu.api.service_problems import MEDIA_TYPE, Problem, ProblemError, describe_problem, list_headers
from cancu.api.service_queries import Queries
from cancu.api.service_server import ServerLibrary
from cancu.api.service_settings import Settings
from cancu.graph.neo4j_driver import read_access
from cancu.ontology.errors import CancuError

ROUTERS = (
    routes_health.router,
    routes_jobs.router,
    routes_documents.router,
    routes_graph.router,
    routes_exports.router,
    routes_papers.router,
    routes_coverage.router,
    routes_decisions.router,
    routes_search.router,
    routes_identifiers.router,
    routes_ontology.router,
    pages_home.router,
    pages_lists.router,
    pages_agencies.router,
    pages_help.router,
    pages_api.router,
    pages_coverage.router,
    pages_matrix.router,
    pages_reviews.router,
    pages_cascade.router,
    pages_graph.router,
)
FILE_ROUTERS = (routes_exports.whole_store, routes_sparql.router, routes_feeds.router)
"""What is made from the store file itself; on a server these addresses say so."""
_SMALLEST_COMPRESSED = 1024
_COMPRESSION = 5
"""A level at which a page of 100 kB costs a third of the time that the last few bytes cost."""


def create_app(settings: Settings) -> FastAPI:
    """Make a service of a store; a file is made where it is missing, and nobody writes to a server.

    Raises:
        StoreError: the store can be neither made nor opened, or the server does not answer or refuses.
    """
    library = _open_library(settings)
    library.prepare()
    settings = replace(settings, token=None) if settings.server else settings
    app = FastAPI(
        title="cancu",
        version=version("cancu"),
        summary="Căn cứ, kế hoạch, cơ quan, nhiệm vụ (legal bases, plans, agencies, tasks)",
        openapi_url="/api/openapi.json",
        docs_url=None,
        redoc_url=None,
        lifespan=_close_at_end,
        generate_unique_id_function=lambda route: route.name,
    )
    app.openapi = lambda: describe_service(app)  # type: ignore[method-assign]
    app.state.settings, app.state.library, app.state.meter = settings, library, Meter()
    app.state.jobs = Jobs(library)
    app.state.queries = Queries(library, settings.limits, patience=settings.patience)
    for router in ROUTERS:
        app.include_router(router)
    for router in FILE_ROUTERS:
        refused = [Depends(refuse_on_server)] if settings.server else []
        app.include_router(router, dependencies=refused, include_in_schema=not refused)
    app.mount("/static", StaticFiles(directory=str(files("cancu.api") / "static"), follow_symlink=True), name="static")
    _handle_errors(app)
    # the last one added is the outermost
    app.add_middleware(GZipMiddleware, minimum_size=_SMALLEST_COMPRESSED, compresslevel=_COMPRESSION)
    app.add_middleware(Methods, routes=app.routes)
    app.add_middleware(Freshness, count_revision=lambda: library.settled_revision)
    app.add_middleware(Guard, settings=settings, meter=app.state.meter, tell=tell_problem)
    return app


def _open_library(settings: Settings) -> Library:
    if settings.server:
        return ServerLibrary(read_access(settings.server), patience=settings.patience)
    return Library(settings.store, patience=settings.patience)


@asynccontextmanager
async def _close_at_end(app: FastAPI) -> AsyncIterator[None]:
    yield
    app.state.jobs.close()
    app.state.queries.close()
    app.state.library.close()


def _handle_errors(app: FastAPI) -> None:
    @app.exception_handler(CancuError)
    async def tell_error(request: Request, error: CancuError) -> Response:
        return answer_problem(request, error)

    @app.exception_handler(RequestValidationError)
    async def tell_wrong_input(request: Request, error: RequestValidationError) -> Response:
        where = "; ".join(".".join(map(str, one["loc"])) + ": " + one["msg"] for one in error.errors())
        return answer_problem(
            request, ProblemError(422, "Yêu cầu sai", f"the request is wrong: {where}", code="E_USAGE", where=where)
        )

    @app.exception_handler(HTTPException)
    async def tell_refusal(request: Request, error: HTTPException) -> Response:
        if isinstance(error.__cause__, CancuError):  # FastAPI takes a refused body for a broken one
            return answer_problem(request, error.__cause__)
        vietnamese = _REFUSALS.get(error.status_code, "Yêu cầu không được chấp nhận")
        code = f"E_HTTP_{error.status_code}"
        headers = dict(error.headers or {})
        if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
            headers["allow"] = ", ".join(list_methods(app.routes, request.scope))
        problem = ProblemError(
            error.status_code, vietnamese, str(error.detail), code=code, headers=headers, where=request.url.path
        )
        return answer_problem(request, problem)


_REFUSALS = {
    404: "Không có trang này",
    405: "Không dùng được cách gọi này ở đây",
    406: "Không có dạng dữ liệu này",
    415: "Không nhận dạng dữ liệu này",
}


def answer_problem(request: Request, error: CancuError) -> Response:
    """Answer with an error, in the form that the sender reads."""
    problem = describe_problem(error, request.state.request_id)
    response = tell_problem(request, problem)
    response.headers.update(list_headers(error))
    return response


def tell_problem(request: Request, problem: Problem) -> Response:
    """A problem as a page for people, as it stands for programs."""
    if wants_page(request):
        return render_page(request, "problem.html", status=problem.status, problem=problem)
    return JSONResponse(problem.model_dump(), problem.status, media_type=MEDIA_TYPE)


def wants_page(request: Request) -> bool:
    """Whether a person reads the answer."""
    best = choose_form(request.headers.get("accept", ""), (MEDIA_TYPE, "text/html"))
    return not request.url.path.startswith("/api/") and best == "text/html"
