"""From the form of a page to a ruling, and who rules."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from urllib.parse import quote, unquote

from fastapi import Request
from starlette.responses import Response

from cancu.api.coverage_board import PlanPair
from cancu.api.service_problems import ProblemError
from cancu.api.workspace import Ruling
from cancu.ontology.assessments import IDENTITY_DECISIONS, LINK_DECISIONS, TASK_DECISIONS

REVIEWER_COOKIE = "cancu_by"
LONGEST_NAME, LONGEST_REASON = 200, 2000
_YEAR = 365 * 86400
_KINDS = frozenset({*LINK_DECISIONS, *TASK_DECISIONS, "withdraw"})
_IDENTITY_KINDS = frozenset({*IDENTITY_DECISIONS, "withdraw"})


def make_ruling(pair: PlanPair, form: Mapping[str, str], *, by: str, today: datetime.date) -> Ruling:
    """The ruling that a form asks for.

    Args:
        pair: the plans that the page shows
        form: `kind`, `ref` of the parent's task; `child_ref` for a ruling on two tasks, `reason`, `unit`;
            a withdrawal repeats the `organisation` of what it takes back
        by: who rules
        today: the day of the ruling

    Raises:
        ProblemError: a field is missing, unknown or too long.
    """
    kind = form.get("kind", "")
    if kind not in _KINDS:
        raise _refuse("Chưa chọn quyết định", "no ruling is chosen", "kind")
    _judge_author(by)
    for name, longest in (("unit", LONGEST_NAME), ("reason", LONGEST_REASON)):
        judge_length(form, name, longest)
    child_ref = form.get("child_ref", "") if kind in (*LINK_DECISIONS, "withdraw") else ""
    return Ruling(
        kind=kind,
        first=f"{pair.parent.iri}#{form.get('ref', '')}",
        second=f"{pair.child.iri}#{child_ref}" if child_ref else None,
        by=by,
        date=today,
        reason=form.get("reason", ""),
        organisation=_find_scope(pair, kind, form),
        unit=form.get("unit", "") if kind == "delegate" else "",
    )


def make_identity_ruling(form: Mapping[str, str], *, by: str, today: datetime.date) -> Ruling:
    """The ruling on two documents that a form asks for: `kind`, `first`, `second`, `reason`.

    Raises:
        ProblemError: a field is missing, unknown or too long.
    """
    kind = form.get("kind", "")
    if kind not in _IDENTITY_KINDS:
        raise _refuse("Chưa chọn quyết định", "no ruling is chosen", "kind")
    _judge_author(by)
    judge_length(form, "reason", LONGEST_REASON)
    first, second = form.get("first", ""), form.get("second", "")
    return Ruling(kind, first, second or None, by, today, form.get("reason", ""))


def read_reviewer(request: Request) -> str:
    """Who rules in this browser; empty until a name was given."""
    return unquote(request.cookies.get(REVIEWER_COOKIE, ""))[:LONGEST_NAME]


def judge_length(form: Mapping[str, str], name: str, longest: int) -> None:
    """Refuse a field with more characters than anybody writes by hand.

    Raises:
        ProblemError: it is longer than `longest`.
    """
    if len(form.get(name, "")) > longest:
        raise _refuse(f"“{name}” dài hơn {longest} ký tự", f"{name} is longer than {longest} characters", name)


def remember_reviewer(response: Response, name: str) -> None:
    """Let the browser keep the name for a year; an empty one is forgotten."""
    response.set_cookie(
        REVIEWER_COOKIE, quote(name), httponly=True, samesite="strict", path="/", max_age=_YEAR if name else 0
    )


def _judge_author(by: str) -> None:
    if not by:
        raise _refuse("Ghi tên người quyết định trước", "say first who rules", "by")


def _find_scope(pair: PlanPair, kind: str, form: Mapping[str, str]) -> str:
    """Whom a ruling concerns: everybody where it is about two texts, else the organisation of the page."""
    if kind in TASK_DECISIONS:
        return pair.report.organisation
    return form.get("organisation", "") if kind == "withdraw" else ""


def _refuse(message: str, english: str, field: str) -> ProblemError:
    return ProblemError(422, message, english, code="E_USAGE", where=field)
