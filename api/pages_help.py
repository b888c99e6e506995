"""The pages that say how to use the service, by hand and by keyboard, and what it gets wrong."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from cancu.api.pages import render_page

router = APIRouter(include_in_schema=False)
FIGURES = (
    ("dẫn chiếu (F1)", "citations (F1)", "0.983", "1.000"),
    ("quan hệ của dẫn chiếu", "their relation", "0.818", "0.992"),
    ("số, ngày, cơ quan ở đầu văn bản", "header fields", "0.951", "1.000"),
    ("nhiệm vụ (F1)", "tasks (F1)", "0.252", "0.976"),
    ("cơ quan chủ trì (F1)", "lead agencies (F1)", "0.385", "0.959"),
    ("cơ quan phối hợp (F1)", "coordinating agencies (F1)", "0.42", "0.993"),
    ("thời hạn", "days due", "0.829", "1.000"),
)
"""Lowest and highest of six sets of documents on their first reading, as docs/quality.md has them."""
LINKS = (("precision", "0.97"), ("among the first three", "0.92"))
"""Of the links between tasks on the labelled pair of plans, from the same page."""


@router.get("/guide")
def show_guide(request: Request) -> HTMLResponse:
    """A day's work in the order in which it is done; made from the guide of the documentation."""
    return render_page(request, "guide.html")


@router.get("/help")
def show_help(request: Request) -> HTMLResponse:
    """A short guide, the keyboard, the limits."""
    return render_page(request, "help.html", figures=FIGURES, links=dict(LINKS))
