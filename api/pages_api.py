"""The page that explains the service to those who write programs; made from its description, nothing is loaded."""

from __future__ import annotations

import json
from itertools import groupby
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from cancu.api.pages import render_page
from cancu.api.service_examples import EXAMPLES, load_answers, write_command
from cancu.api.service_openapi import TAGS, list_operations
from cancu.api.service_settings import Limits

router = APIRouter(include_in_schema=False)
Value = dict[str, Any]


@router.get("/api")
def explain_service(request: Request) -> HTMLResponse:
    """Every operation with its parameters, a command that asks it, and its answer."""
    operations = [_describe(operation) for operation in list_operations(request.app)]
    groups = [(TAGS[tag], list(group)) for tag, group in groupby(operations, key=lambda one: one["tag"])]
    return render_page(request, "api.html", groups=groups, limits=Limits())


def _describe(operation: Value) -> Value:
    name = operation["operationId"]
    answer = load_answers().get(name)
    return {
        "name": name,
        "tag": operation["tags"][0],
        "method": operation["method"],
        "path": operation["path"],
        "vietnamese": operation["summary"],
        "english": operation.get("description", ""),
        "parameters": [_describe_parameter(one) for one in operation.get("parameters", ())],
        "forms": [form for status, one in operation["responses"].items() if status in ("200", "201", "202")
                  for form in one.get("content", ())],
        "command": write_command(operation["method"], EXAMPLES[name]),
        "answer": json.dumps(answer, ensure_ascii=False, indent=1) if answer is not None else "",
    }  # fmt: skip


def _describe_parameter(parameter: Value) -> Value:
    schema = parameter["schema"]
    options = [schema, *schema.get("anyOf", ())]
    examples = [*schema.get("examples", ()), *([schema["default"]] if schema.get("default") is not None else [])]
    return {
        "name": parameter["name"],
        "required": parameter.get("required", False),
        "type": next((one["type"] for one in options if "type" in one and one["type"] != "null"), "string"),
        "description": parameter.get("description", ""),
        "example": str(examples[0]) if examples else "",
        "least": next((one["minimum"] for one in options if "minimum" in one), None),
        "most": next((one["maximum"] for one in options if "maximum" in one), None),
    }
