"""Commands that make papers for offices."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cancu.api.delivery import plan_delivery
from cancu.api.options import (
    AsOfOption,
    DocumentArgument,
    FormatOption,
    JsonOption,
    OrganisationOption,
    OutputOption,
    StoreOption,
    find_store_path,
    read_day,
)
from cancu.api.report_formats import PAPER_FORMATS

OrganisationAsked = Annotated[
    str, typer.Option("--org", metavar="ORG", help='Cơ quan, "Sở Nội vụ tỉnh A" (the organisation)')
]

YearOption = Annotated[
    int | None, typer.Option("--year", min=1945, max=2999, metavar="YEAR", help="Năm, 2023 (the year)")
]


def dossier(
    name: DocumentArgument,
    form: FormatOption = None,
    output: OutputOption = None,
    store: StoreOption = None,
    json: JsonOption = False,
) -> None:
    """Hồ sơ một văn bản: căn cứ, dòng kế hoạch, nhiệm vụ, phát hiện, kèm nguyên văn (all that is known of a document).

    Ví dụ: cancu dossier 2108/QĐ-UBND --output ho-so.docx
    """
    from cancu.api.desk import open_desk
    from cancu.api.dossier_report import write_dossier
    from cancu.api.paperwork import make_dossier

    path = find_store_path(store)
    delivery = plan_delivery(form, output, PAPER_FORMATS, json=json, keep=(Path(name), path))
    with open_desk(path) as desk:
        found = make_dossier(desk, name)
    delivery.hand_over(lambda form: write_dossier(found, form))


def assignments(
    organisation: OrganisationAsked,
    as_of: AsOfOption = None,
    form: FormatOption = None,
    output: OutputOption = None,
    store: StoreOption = None,
    json: JsonOption = False,
) -> None:
    """Phiếu giao nhiệm vụ: mọi nhiệm vụ ràng buộc một cơ quan tại một ngày (all tasks that bind an organisation).

    Xét tại ngày hôm nay nếu không có --as-of (today unless --as-of says otherwise).

    Ví dụ: cancu assignments --org "Sở Nội vụ tỉnh A" --as-of 2022-06-01 --output phieu-giao.docx
    """
    from cancu.api.assignment_report import write_assignments
    from cancu.api.paperwork import make_assignments
    from cancu.api.workspace import open_workspace

    path = find_store_path(store)
    delivery = plan_delivery(form, output, PAPER_FORMATS, json=json, keep=(path,))
    with open_workspace(path) as workspace:
        found = make_assignments(workspace, organisation, as_of=read_day(as_of))
    delivery.hand_over(lambda form: write_assignments(found, form))


def draft(
    organisation: OrganisationAsked,
    year: YearOption = None,
    form: FormatOption = None,
    output: OutputOption = None,
    store: StoreOption = None,
    json: JsonOption = False,
) -> None:
    """Bảng soạn kế hoạch: nhiệm vụ cấp trên giao, kỳ trước đã đề ra gì, cột trống để viết (what to put into a plan).

    Không có --year thì lấy năm mới nhất của kế hoạch cấp trên (the newest year of the plans above unless --year).

    Ví dụ: cancu draft --org "Sở Nội vụ tỉnh A" --year 2023 --output soan.docx
    """
    from cancu.api.drafting_report import write_draft
    from cancu.api.paperwork import make_draft
    from cancu.api.workspace import open_workspace

    path = find_store_path(store)
    delivery = plan_delivery(form, output, PAPER_FORMATS, json=json, keep=(path,))
    with open_workspace(path) as workspace:
        found = make_draft(workspace, organisation, year=year)
    delivery.hand_over(lambda form: write_draft(found, form))


def diff(
    old: Annotated[str, typer.Argument(metavar="A", help="Kế hoạch trước: tệp, số, IRI; với --org là năm (the old)")],
    new: Annotated[str, typer.Argument(metavar="B", help="Kế hoạch sau; với --org là năm (the new plan, or year)")],
    organisation: OrganisationOption = None,
    form: FormatOption = None,
    output: OutputOption = None,
    store: StoreOption = None,
    json: JsonOption = False,
) -> None:
    """So sánh hai kế hoạch hoặc hai năm: giữ nguyên, thay đổi, không còn, mới (what changed between two plans).

    Ví dụ: cancu diff ke-hoach-2021.txt ke-hoach-2022.txt --output so-sanh.docx
    """
    from cancu.api.desk import open_desk
    from cancu.api.difference_report import write_difference
    from cancu.api.paperwork import compare

    path = find_store_path(store)
    delivery = plan_delivery(form, output, PAPER_FORMATS, json=json, keep=(Path(old), Path(new), path))
    with open_desk(path) as desk:
        found = compare(desk, old, new, organisation)
    delivery.hand_over(lambda form: write_difference(found, form))


def calendar(
    organisation: OrganisationAsked,
    year: YearOption = None,
    form: Annotated[
        str | None,
        typer.Option(
            "--format", metavar="FORMAT", help="text, json, html, docx, xlsx, ics; mặc định theo đuôi tệp (format)"
        ),
    ] = None,
    output: OutputOption = None,
    store: StoreOption = None,
    json: JsonOption = False,
) -> None:
    """Lịch thời hạn của một cơ quan; .ics mở được bằng Outlook, Google, điện thoại (deadlines of an organisation).

    Ví dụ: cancu calendar --org "Sở Nội vụ tỉnh A" --year 2022 --output lich.ics
    """
    from cancu.api.calendar_report import CALENDAR_FORMATS, write_calendar
    from cancu.api.paperwork import make_calendar
    from cancu.api.workspace import open_workspace

    path = find_store_path(store)
    delivery = plan_delivery(form, output, CALENDAR_FORMATS, json=json, keep=(path,))
    with open_workspace(path) as workspace:
        found = make_calendar(workspace, organisation, year=year)
    delivery.hand_over(lambda form: write_calendar(found, form))
