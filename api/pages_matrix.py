"""The matrix page: which plan below misses which task of the plan above, for a province at a glance."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request
from starlette.responses import HTMLResponse, Response

from cancu.api.coverage_board import GROUPS
from cancu.api.file_answers import answer_file
from cancu.api.matrix_board import PAGE, MatrixQuery, link_cell, read_board
from cancu.api.messages import LEVELS
from cancu.api.pages import render_page

router = APIRouter(include_in_schema=False)
Asked = Annotated[MatrixQuery, Query()]


@router.get(PAGE)
def show_matrix(request: Request, query: Asked) -> HTMLResponse:
    """Plans below × tasks above, one table for each plan above."""
    board = read_board(request.app.state.library, query)
    return render_page(
        request, "matrix.html", query=query, board=board, levels=tuple(LEVELS), statuses=GROUPS, link_cell=link_cell
    )


@router.get(PAGE + ".{form}")
def export_matrix(request: Request, query: Asked, form: Literal["csv", "xlsx"]) -> Response:
    """What the page shows, as a file."""
    from cancu.api.matrix_sheets import build_matrix_workbook, render_matrix_csv
    from cancu.api.report_formats import judge_format

    judge_format(form)
    board = read_board(request.app.state.library, query)
    if form == "csv":
        return answer_file(render_matrix_csv(board).encode(), "Bảng thiếu đủ", form)
    from cancu.api.report_xlsx import render_xlsx

    return answer_file(render_xlsx(build_matrix_workbook(board)), "Bảng thiếu đủ", form)
