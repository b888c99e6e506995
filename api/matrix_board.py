"""The matrix as people look at it: one table for each plan above, its tasks as columns, the plans below as rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, Literal
from urllib.parse import urlencode

from pydantic import BaseModel, Field, StringConstraints

from cancu.api.coverage_query import CoverageQuery
from cancu.api.service_library import Library
from cancu.ontology.assessments import Status
from cancu.ontology.records import Level

if TYPE_CHECKING:
    from cancu.api.workspace import Workspace

Row = dict[str, Any]
Word = Annotated[str, StringConstraints(max_length=200)]
PAGE = "/matrix"
PAGE_SIZE = 80
"""Pairs of plans that one page judges."""


class MatrixQuery(BaseModel):
    """What an address of `/matrix` asks for; what is empty is not asked.

    Attributes:
        level: keep child plans of a level of government
        within: keep child plans of a unit and of the units inside it
        topic: keep tasks with these words, or of this reform area
        status: keep plans and tasks that have a cell of these statuses
        sort: what orders the rows
        page: which part of many plans, from 1
    """

    level: Level | Annotated[str, StringConstraints(max_length=0)] = ""
    within: Word = ""
    topic: Word = ""
    status: list[Status] = []
    sort: Literal["strict", "name", "binding", "covered", "review", "gap"] = "strict"
    page: int = Field(default=1, ge=1, le=10_000)

    def link(self, path: str = PAGE, /, **changes: Any) -> str:
        """The address of the same question, or of one changed in some words.

        Example:
            >>> MatrixQuery(within="tỉnh A").link(sort="gap")
            '/matrix?within=t%E1%BB%89nh+A&sort=gap'
        """
        words = self.model_dump(mode="json", exclude_defaults=True) | changes
        asked = urlencode({name: value for name, value in words.items() if value}, doseq=True)
        return path + (f"?{asked}" if asked else "")


@dataclass(frozen=True)
class MatrixTable:
    """The plans below one plan.

    Attributes:
        parent: the plan above
        columns: its tasks, ref and text, in its order
        rows: the plans below, with `cells` by ref
    """

    parent: Row
    columns: tuple[tuple[str, str], ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class MatrixBoard:
    """What a page shows: tables, and of how many plans they are.

    Attributes:
        tables: those with most rows first
        shown: plans on the page
        total: plans that were asked for
        pages: pages that they fill
    """

    tables: tuple[MatrixTable, ...]
    shown: int
    total: int
    pages: int


def read_board(library: Library, query: MatrixQuery) -> MatrixBoard:
    """Judge the plans that a question asks for, once for each revision of the store, and lay them out."""
    from cancu.api.overview import choose_pairs, judge_pairs

    level, within, topic = query.level or None, query.within.strip() or None, query.topic.strip() or None

    def judge() -> tuple[int, list[Row]]:
        with library.lend_workspace() as workspace:
            pairs = choose_pairs(workspace, level=level, within=within)
            start = (query.page - 1) * PAGE_SIZE
            shown = pairs[start : start + PAGE_SIZE]
            rows = judge_pairs(workspace, shown, topic=topic)["rows"]
            places = {parent: _number_items(workspace, parent) for _, parent in shown}
        return len(pairs), [_index_cells(row, places[row["parent"]["iri"]]) for row in rows]

    total, rows = library.recall(("matrix", level, within, topic, query.page), judge)
    tables = lay_out(rows, query)
    return MatrixBoard(tables, sum(len(table.rows) for table in tables), total, -(-total // PAGE_SIZE))


def lay_out(rows: Iterable[Row], query: MatrixQuery) -> tuple[MatrixTable, ...]:
    """The rows of a matrix by their plan above, filtered and sorted as the question says."""
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault(row["parent"]["iri"], []).append(row)
    tables = (_make_table(rows, query) for rows in groups.values())
    kept = [table for table in tables if table.rows and table.columns]
    return tuple(sorted(kept, key=lambda table: (-len(table.rows), table.parent["iri"])))


def link_cell(row: Row, ref: str) -> str:
    """The coverage page, open at a task."""
    query = CoverageQuery(child=row["child"]["iri"], parent=row["parent"]["iri"])
    return query.link(open=ref, anchor=f"t-{ref}")


def _make_table(rows: list[Row], query: MatrixQuery) -> MatrixTable:
    wanted = set(query.status)
    kept = [row for row in rows if not wanted or any(cell["status"] in wanted for cell in row["cells"].values())]
    cells = [cell for row in kept for cell in row["cells"].values()]
    open_refs = {cell["ref"] for cell in cells if not wanted or cell["status"] in wanted}
    columns = {cell["place"]: (cell["ref"], cell["text"]) for cell in cells if cell["ref"] in open_refs}
    ordered = tuple(columns[place] for place in sorted(columns))
    return MatrixTable(rows[0]["parent"], ordered, tuple(sorted(kept, key=_ORDERS[query.sort])))


def _number_items(workspace: Workspace, parent: str) -> dict[str, int]:
    """The place of every item in the text of a plan."""
    return {task.ref: task.start for task in workspace.records.extraction(parent).tasks}


def _index_cells(row: Row, places: dict[str, int]) -> Row:
    return {
        **row,
        "cells": {cell["ref"]: {**cell, "place": (places[cell["ref"]], cell["ref"])} for cell in row["cells"]},
    }


def _by_name(row: Row) -> tuple[Any, ...]:
    return row["organisation"], row["child"]["number"] or ""


def _by_strict(row: Row) -> tuple[Any, ...]:
    rate = row["rates"]["strict"]
    return rate is None, rate or 0.0, *_by_name(row)


def _by_count(status: str) -> Callable[[Row], tuple[Any, ...]]:
    return lambda row: (-row["counts"][status], *_by_name(row))


_ORDERS: dict[str, Callable[[Row], tuple[Any, ...]]] = {
    "strict": _by_strict,
    "name": _by_name,
    **{status: _by_count(status) for status in ("binding", "covered", "review", "gap")},
}
