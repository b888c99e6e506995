"""Commands that compare plans: alignment, coverage, its explanation, gaps, rulings and findings."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cancu.api import terminal
from cancu.api.conditions import CONDITIONS, find_failures
from cancu.api.delivery import plan_delivery
from cancu.api.options import (
    AsOfOption,
    DocumentArgument,
    JsonOption,
    OrganisationOption,
    OutputOption,
    StoreOption,
    find_store_path,
    read_day,
    read_list,
    read_share,
)
from cancu.api.report_formats import FORMATS, render_file

if TYPE_CHECKING:
    from cancu.ontology.assessments import CoverageReport

ParentOption = Annotated[
    str | None,
    typer.Option(
        "--parent", metavar="PARENT", help="Kế hoạch cấp trên; mặc định là kế hoạch được dẫn (the plan above)"
    ),
]
ChildArgument = Annotated[str, typer.Argument(metavar="CHILD", help="Kế hoạch cấp dưới: tệp, số, IRI (the lower plan)")]


def align(
    parent: Annotated[str, typer.Argument(metavar="PARENT", help="Kế hoạch cấp trên: tệp, số, IRI (the upper plan)")],
    child: ChildArgument,
    store: StoreOption = None,
    json: JsonOption = False,
) -> None:
    """So nhiệm vụ của hai kế hoạch, khớp nhất trước (compare the tasks of two plans, best pairs first).

    Ví dụ: cancu align ke-hoach-tinh.txt ke-hoach-so.txt
    """
    from cancu.api.desk import open_desk
    from cancu.api.views_pairs import render_links

    with open_desk(find_store_path(store)) as desk:
        found = desk.align(parent, child)
    if json:
        terminal.print_json(found)
    else:
        terminal.print_text(render_links(found))
        terminal.suggest(f'cancu coverage "{child}" --parent "{parent}"')


def coverage(
    child: ChildArgument,
    parent: ParentOption = None,
    organisation: OrganisationOption = None,
    as_of: AsOfOption = None,
    form: Annotated[
        str | None,
        typer.Option("--format", metavar="FORMAT", help=f"{', '.join(FORMATS)}; mặc định theo đuôi tệp (the format)"),
    ] = None,
    output: OutputOption = None,
    no_bom: Annotated[
        bool, typer.Option("--no-bom", help="CSV không có dấu BOM mà Excel cần (CSV without byte order mark)")
    ] = False,
    fail_on: Annotated[
        str | None,
        typer.Option("--fail-on", metavar="LIST", help=f"Thoát 1 nếu có: {', '.join(CONDITIONS)} (exit 1 if any)"),
    ] = None,
    min_strict: Annotated[
        str | None, typer.Option("--min-strict", metavar="X", help="Tỷ lệ chặt tối thiểu, 0.8 (least strict rate)")
    ] = None,
    min_wide: Annotated[
        str | None, typer.Option("--min-wide", metavar="X", help="Tỷ lệ rộng tối thiểu, 0.8 (least wide rate)")
    ] = None,
    store: StoreOption = None,
    json: JsonOption = False,
) -> None:
    """Kế hoạch cấp dưới đã bao phủ nhiệm vụ cấp trên đến đâu (how far a plan covers the tasks of the plan above).

    Ví dụ: cancu coverage ke-hoach-so.txt --parent ke-hoach-tinh.txt --fail-on gap
    """
    from cancu.api.desk import open_desk

    store_path = find_store_path(store)
    keep = (Path(child), *((Path(parent),) if parent else ()), store_path)
    delivery = plan_delivery(form, output, FORMATS, json=json, keep=keep)
    conditions = read_list(fail_on, tuple(CONDITIONS)) if fail_on is not None else ()
    least_strict = read_share(min_strict) if min_strict is not None else None
    least_wide = read_share(min_wide) if min_wide is not None else None
    with open_desk(store_path) as desk:
        report = desk.report_coverage(child, parent, organisation, as_of=read_day(as_of))
    delivery.hand_over(lambda form: render_file(report, form, mark=not no_bom))
    failures = find_failures(report, conditions, min_strict=least_strict, min_wide=least_wide)
    for failure in failures:
        terminal.tell(f"Không đạt (fails): {failure}")
    if delivery.form == "text" and not output:
        _suggest_after_coverage(report, child, parent)
    if failures:
        raise typer.Exit(1)


def explain(
    child: ChildArgument,
    ref: Annotated[str, typer.Argument(metavar="REF", help="Mục của cấp trên, II.7.b (a task of the parent)")],
    parent: ParentOption = None,
    organisation: OrganisationOption = None,
    store: StoreOption = None,
    json: JsonOption = False,
) -> None:
    """Vì sao một nhiệm vụ cấp trên được kết luận như vậy (why one parent task has its status).

    Ví dụ: cancu explain ke-hoach-so.txt II.7.b --parent ke-hoach-tinh.txt
    """
    from cancu.api.desk import open_desk
    from cancu.api.views_pairs import render_explanation

    with open_desk(find_store_path(store)) as desk:
        found = desk.explain(child, ref, parent, organisation)
    if json:
        terminal.print_json(found)
    else:
        terminal.print_text(render_explanation(found))


def check(
    name: DocumentArgument,
    shapes: Annotated[
        bool, typer.Option("--shapes/--no-shapes", help="Kiểm cả theo hình mẫu SHACL (against the shapes, too)")
    ] = True,
    store: StoreOption = None,
    json: JsonOption = False,
) -> None:
    """Phát hiện của một văn bản; thoát 1 nếu có lỗi (findings of a document; exit 1 where one is an error).

    Ví dụ: cancu check ke-hoach.txt
    """
    from cancu.api.desk import open_desk
    from cancu.api.linked_data import can_validate
    from cancu.api.views_pairs import render_check

    with open_desk(find_store_path(store)) as desk:
        found = desk.check(name, shapes=shapes and can_validate())
    if shapes and not can_validate():
        terminal.tell('Không kiểm theo hình mẫu: cần pip install "cancu[rdf]"', "shapes are not checked: not installed")
    if json:
        terminal.print_json(found)
    else:
        terminal.print_text(render_check(found))
    if any(finding["severity"] == "error" for finding in found["findings"]):
        raise typer.Exit(1)


def gaps(
    level: Annotated[
        str | None, typer.Option("--level", metavar="LEVEL", help="Chỉ cấp này: department, commune (one level)")
    ] = None,
    within: Annotated[
        str | None, typer.Option("--within", metavar="UNIT", help="Chỉ trong đơn vị này (within a unit)")
    ] = None,
    topic: Annotated[
        str | None, typer.Option("--topic", metavar="TOPIC", help="Chỉ nhiệm vụ có từ này (a topic)")
    ] = None,
    store: StoreOption = None,
    json: JsonOption = False,
) -> None:
    """Bảng thiếu đủ: mọi kế hoạch cấp dưới với nhiệm vụ cấp trên (every child plan × its parent's binding tasks).

    Ví dụ: cancu gaps --level department
    """
    from cancu.api.overview import build_gaps
    from cancu.api.views_graph import render_gaps
    from cancu.api.workspace import open_workspace

    with open_workspace(find_store_path(store)) as workspace:
        found = build_gaps(workspace, level=level, within=within, topic=topic)
    if json:
        terminal.print_json(found)
    else:
        terminal.print_text(render_gaps(found))


def _suggest_after_coverage(report: CoverageReport, child: str, parent: str | None) -> None:
    above = f' --parent "{parent}"' if parent else ""
    for status in ("gap", "review"):
        for task in report.tasks:
            if task.status == status and task.obligation.binding:
                terminal.suggest(f'cancu explain "{child}" "{task.ref}"{above}')
                return
