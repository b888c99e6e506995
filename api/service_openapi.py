"""The description of the service for programs (OpenAPI 3.1): problems of every operation, examples, who may write."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from cancu.api.service_examples import EXAMPLES, load_answers
from cancu.api.service_problems import MEDIA_TYPE, Problem

Value = dict[str, Any]
TAGS = {
    "documents": "Văn bản (documents)",
    "jobs": "Gửi và đọc tệp (uploads)",
    "graph": "Căn cứ, kế hoạch, nhiệm vụ, cơ quan (bases, plans, tasks, agencies)",
    "coverage": "Bao phủ (coverage)",
    "decisions": "Quyết định của người rà soát (rulings)",
    "search": "Tìm kiếm (search)",
    "sparql": "SPARQL",
    "linked data": "Dữ liệu liên kết (linked data)",
    "exports": "Xuất dữ liệu (exports)",
    "papers": "Giấy tờ cho cơ quan (papers for offices)",
    "feeds": "Nguồn tin (feeds)",
    "health": "Vận hành (operation)",
}
_PROBLEM = {"$ref": "#/components/responses/Problem"}
_NOT_MODIFIED = {"description": "Như bản đã có (as the copy that was sent before)"}
_EXAMPLE_PROBLEM = {
    "type": "urn:cancu:problem:E_UNKNOWN", "title": "Không có văn bản “12/KH-UBND”", "status": 404,
    "detail": "there is no document '12/KH-UBND'", "instance": "4f1c0d8e5b9a4d38a8e1f0c6d2b7a913",
    "hint": "xem danh sách bằng: cancu list", "where": "", "candidates": [],
}  # fmt: skip


def describe_service(app: FastAPI) -> Value:
    """The description, made once."""
    if app.openapi_schema is None:
        made = get_openapi(
            title=app.title, version=app.version, summary=app.summary, routes=app.routes,
            tags=[{"name": name, "description": text} for name, text in TAGS.items()],
        )  # fmt: skip
        for methods in made["paths"].values():
            for method, operation in methods.items():
                _complete(method, operation)
        _add_components(made["components"])
        app.openapi_schema = made
    return app.openapi_schema


def list_operations(app: FastAPI) -> list[Value]:
    """All operations, each with its `path` and `method`, in the order of `TAGS`."""
    operations = [
        {**operation, "path": path, "method": method.upper()}
        for path, methods in describe_service(app)["paths"].items()
        for method, operation in methods.items()
    ]
    return sorted(operations, key=lambda operation: list(TAGS).index(operation["tags"][0]))


def _complete(method: str, operation: Value) -> None:
    name = operation["operationId"]
    operation["summary"] = EXAMPLES[name].vietnamese
    answers = {status: answer for status, answer in operation["responses"].items() if int(status) < 400}
    if method == "get":
        answers["304"] = _NOT_MODIFIED
    operation["responses"] = {**answers, "4XX": _PROBLEM, "5XX": _PROBLEM}
    if method != "get" and operation["tags"] != ["sparql"]:
        operation["security"] = [{"token": []}]
    if name in load_answers():
        operation["responses"]["200"]["content"]["application/json"]["example"] = load_answers()[name]


def _add_components(components: Value) -> None:
    schemas = components["schemas"]
    for name in ("HTTPValidationError", "ValidationError"):
        schemas.pop(name, None)
    schemas["Problem"] = Problem.model_json_schema()
    content = {"schema": {"$ref": "#/components/schemas/Problem"}, "example": _EXAMPLE_PROBLEM}
    components["responses"] = {
        "Problem": {"description": "Lỗi, theo RFC 9457 (a problem)", "content": {MEDIA_TYPE: content}}
    }
    components["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer"}}
