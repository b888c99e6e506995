"""Commands that follow the graph: legal bases, cascades, tasks."""

from __future__ import annotations

from typing import Annotated

import typer

from cancu.api import terminal
from cancu.api.options import (
    AsOfOption,
    DepthOption,
    JsonOption,
    OrganisationOption,
    StoredArgument,
    StoreOption,
    find_store_path,
    read_day,
)


def basis(
    name: StoredArgument,
    down: Annotated[bool, typer.Option("--down", help="Văn bản nào dựa vào nó (what rests on it)")] = False,
    depth: DepthOption = 1,
    as_of: AsOfOption = None,
    store: StoreOption = None,
    json: JsonOption = False,
) -> None:
    """Văn bản này căn cứ vào đâu, hoặc đâu căn cứ vào nó (what a document rests on, or what rests on it).

    Ví dụ: cancu basis 2108/QĐ-UBND --depth 2
    """
    from cancu.api.views_basis import render_basis
    from cancu.api.workspace import open_workspace

    with open_workspace(find_store_path(store)) as workspace:
        found = workspace.find_basis(name, down=down, depth=depth, as_of=read_day(as_of))
    if json:
        terminal.print_json(found)
    else:
        terminal.print_text(render_basis(found, down=down))
        terminal.suggest(f'cancu cascade "{name}"')


def cascade(
    name: StoredArgument,
    up: Annotated[bool, typer.Option("--up", help="Kế hoạch cấp trên (plans above)")] = False,
    depth: DepthOption = None,
    store: StoreOption = None,
    json: JsonOption = False,
) -> None:
    """Kế hoạch cấp dưới, hoặc cấp trên, theo từng cấp (the plans below or above, by level).

    Ví dụ: cancu cascade 2108/QĐ-UBND
    """
    from cancu.api.views_graph import render_cascade
    from cancu.api.workspace import open_workspace

    with open_workspace(find_store_path(store)) as workspace:
        found = workspace.find_cascade(name, up=up, depth=depth)
    if json:
        terminal.print_json(found)
    else:
        terminal.print_text(render_cascade(found, up=up))
        terminal.suggest("cancu coverage DOC")


def tasks(
    name: Annotated[
        str | None, typer.Argument(metavar="[DOC]", help="Số ký hiệu, tên hoặc IRI (number, name or IRI)")
    ] = None,
    organisation: OrganisationOption = None,
    inherited: Annotated[
        bool,
        typer.Option("--inherited", help="Chỉ nhiệm vụ từ cấp trên, kèm nguồn (only those inherited from plans above)"),
    ] = False,
    as_of: AsOfOption = None,
    store: StoreOption = None,
    json: JsonOption = False,
) -> None:
    """Nhiệm vụ của một kế hoạch, hoặc mọi nhiệm vụ ràng buộc một cơ quan (tasks of a plan or of an organisation).

    Với --org, xét tại ngày hôm nay nếu không có --as-of (today unless --as-of says otherwise).

    Ví dụ: cancu tasks --org "Sở Nội vụ" --inherited
    """
    from cancu.api.overview import list_binding_tasks, list_plan_tasks
    from cancu.api.views_graph import render_tasks
    from cancu.api.workspace import open_workspace

    if name is None and organisation is None:
        raise typer.BadParameter("cần DOC hoặc --org (a document or an organisation is needed)")
    with open_workspace(find_store_path(store)) as workspace:
        if organisation:
            day = read_day(as_of)
            found = list_binding_tasks(workspace, organisation, name, inherited=inherited, as_of=day)
        else:
            found = list_plan_tasks(workspace, name or "", inherited=inherited)
    if json:
        terminal.print_json(found)
    else:
        terminal.print_text(render_tasks(found))
