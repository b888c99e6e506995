"""Commands that make papers for offices."""

from __future__ import annotations

from pathlib import Path

from cancu.api.delivery import plan_delivery
from cancu.api.options import DocumentArgument, FormatOption, JsonOption, OutputOption, StoreOption, find_store_path
from cancu.api.report_formats import PAPER_FORMATS


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
