"""Commands about the program itself and about people's rulings: demo, doctor, decide."""

from __future__ import annotations

import datetime
from typing import Annotated

import typer

from cancu.api import terminal
from cancu.api.options import JsonOption, OrganisationOption, StoreOption, find_store_path, read_day

RULINGS = ("confirm", "partial", "reject", "exempt", "not_applicable", "delegate", "same", "different", "withdraw")


def demo(store: StoreOption = None, json: JsonOption = False) -> None:
    """Chạy thử với bộ văn bản mẫu: từ tệp đến báo cáo bao phủ (from sample files to a coverage report).

    Ví dụ: cancu demo
    """
    from cancu.api.demo import run_demo

    run_demo(store, json=json)


def doctor(store: StoreOption = None, json: JsonOption = False) -> None:
    """Đã cài gì, còn thiếu gì, kho ra sao (what is installed, what is missing, how the store is).

    Ví dụ: cancu doctor
    """
    from cancu.api.doctor import examine, render_examination

    found = examine(find_store_path(store))
    if json:
        terminal.print_json(found)
    else:
        terminal.print_text(render_examination(found))
    if not found["sound"]:
        raise typer.Exit(1)


def decide(
    ruling: Annotated[
        str, typer.Argument(metavar="RULING", help=f"{', '.join(RULINGS)}; list: xem lại (the ruling, or list them)")
    ],
    first: Annotated[
        str | None,
        typer.Argument(metavar="PARENT#REF", help="Nhiệm vụ cấp trên, hoặc văn bản thứ nhất (task or document)"),
    ] = None,
    second: Annotated[
        str | None,
        typer.Argument(metavar="[CHILD#REF]", help="Nhiệm vụ hoặc kế hoạch cấp dưới, văn bản thứ hai (the other)"),
    ] = None,
    by: Annotated[
        str | None, typer.Option("--by", metavar="NAME", help="Người quyết định, bắt buộc (who rules, required)")
    ] = None,
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help="Lý do (why)")] = "",
    organisation: OrganisationOption = None,
    unit: Annotated[
        str | None, typer.Option("--unit", metavar="UNIT", help="Đơn vị được giao lại (to whom it is delegated)")
    ] = None,
    day: Annotated[
        datetime.datetime | None,
        typer.Option(
            "--date", formats=["%Y-%m-%d", "%d/%m/%Y"], metavar="DATE", help="Ngày; mặc định hôm nay (the day)"
        ),
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help="same: dù loại, số hoặc cơ quan khác nhau (same, though they differ)")
    ] = False,
    store: StoreOption = None,
    json: JsonOption = False,
) -> None:
    """Ghi quyết định của người dùng; giữ nguyên khi nạp lại văn bản (record a person's ruling; it survives re-ingest).

    Xem lại: cancu decide list [DOC]. Rút lại: cancu decide withdraw … (List them, take one back.)

    Ví dụ: cancu decide confirm "2108/QĐ-UBND#II.7.b" "45/KH-SNV#III.2.-1" --by "Nguyễn An" --reason "cùng một việc"
    """
    from cancu.api.rulings import list_rulings, record_ruling, render_rulings
    from cancu.api.workspace import Ruling, open_workspace

    if ruling == "list":
        with open_workspace(find_store_path(store)) as workspace:
            found = list_rulings(workspace, first)
        if json:
            terminal.print_json(found)
        else:
            terminal.print_text(render_rulings(found))
        return
    if ruling not in RULINGS:
        raise typer.BadParameter(f"{ruling!r}: chọn trong {', '.join(RULINGS)}, list (choose among these)")
    if not first:
        raise typer.BadParameter("cần PARENT#REF hoặc văn bản thứ nhất (a task or document is needed)")
    if not by:
        raise typer.BadParameter("cần --by: tên người quyết định (who rules is needed)")
    ruled = Ruling(
        ruling, first, second, by, read_day(day) or datetime.date.today(), reason, organisation or "", unit or ""
    )
    with open_workspace(find_store_path(store), read_only=False) as workspace:
        record = record_ruling(workspace, ruled, force=force)
    if json:
        terminal.print_json(record)
        return
    terminal.print_text(f"Đã ghi quyết định: {ruling} {first}{f' ↔ {second}' if second else ''}, {by}. (Recorded.)")
