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
    OutputOption,
    StoreOption,
    find_store_path,
    read_day,
)
from cancu.api.report_formats import PAPER_FORMATS

OrganisationAsked = Annotated[
    str, typer.Option("--org", metavar="ORG", help='Cơ quan, "Sở Nội vụ tỉnh A" (the organisation)')
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
