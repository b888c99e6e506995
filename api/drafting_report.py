"""The drafting sheet of an organisation (bảng soạn kế hoạch) as a paper and as a workbook."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from cancu.api.messages import LINK_STATES, OBLIGATIONS, label
from cancu.api.paper_parts import NONE, number_sections, say
from cancu.api.report_formats import Makers, write_model
from cancu.api.report_model import (
    Cell,
    Column,
    Figure,
    Paper,
    Section,
    Sheet,
    SheetColumn,
    SheetRow,
    Tone,
    Value,
    Words,
    Workbook,
)
from cancu.api.reports import name_briefly, name_plan
from cancu.api.sheet_parts import QUOTE_TARGET, QUOTES
from cancu.api.task_parts import (
    LEFT_OUT_COLUMNS,
    QUOTE_COLUMN,
    iter_left_out,
    iter_quotes,
    lead_to_quote,
    list_by_plan,
    list_left_out,
    tell_deadline,
    tell_duty,
    tell_item,
    tell_products,
)
from cancu.api.terminal import print_date
from cancu.api.views import print_score
from cancu.graph.drafting import Place

if TYPE_CHECKING:
    from cancu.graph.drafting import DraftingRow, DraftingSheet, EarlierTask
    from cancu.graph.inheritance import BindingTask

TITLE = "BẢNG SOẠN KẾ HOẠCH"
PLACES = {
    Place.DRAFT: ("Nhiệm vụ cần đưa vào kế hoạch", "tasks to draft"),
    Place.CARRIED: ("Đã nằm trong nhiệm vụ ở trên", "already carried by a task above"),
    Place.PAST: ("Hạn trước năm lập kế hoạch", "due before the year"),
}
_COLUMNS = (
    Column("TT", "#", 5, centred=True),
    Column("Nhiệm vụ, nghĩa vụ", "task, duty", 28),
    Column("Sản phẩm", "product", 15),
    Column("Thời hạn", "deadline", 11),
    Column("Kỳ trước", "last time", 19),
    Column("Đơn vị", "unit", 8),
    Column("Tiến độ", "progress", 10),
    Column("Nội dung của đơn vị", "own wording", 16),
)
_SHEET_COLUMNS = (
    SheetColumn("TT (no.)", 5),
    SheetColumn("Văn bản giao (document)", 14),
    SheetColumn("Mục (item)", 9),
    SheetColumn("Nội dung (text)", 44),
    SheetColumn("Nghĩa vụ (duty)", 13),
    SheetColumn("Sản phẩm (products)", 20),
    SheetColumn("Thời hạn (deadline)", 15),
    SheetColumn("Hạn cuối (due)", 12),
    SheetColumn("Kỳ trước: mục (item last time)", 9),
    SheetColumn("Kỳ trước: nội dung (text last time)", 36),
    SheetColumn("Mức nối (link)", 11),
    SheetColumn("Điểm (score)", 8),
    SheetColumn("Đơn vị thực hiện (unit)", 15),
    SheetColumn("Tiến độ (progress)", 13),
    SheetColumn("Nội dung của đơn vị (own wording)", 40),
    QUOTE_COLUMN,
)
_SUMMARY = (SheetColumn("Nội dung (item)", 60), SheetColumn("Giá trị (value)", 70))
_SCORE_FORM = "0.00"


def write_draft(sheet: DraftingSheet, form: str) -> bytes:
    """The drafting sheet as the bytes of a file: text, json, html, docx or xlsx."""
    return write_model(sheet, form, Makers(build_drafting_paper, build_drafting_workbook))


def build_drafting_paper(sheet: DraftingSheet) -> Paper:
    """The sheet on paper: what to draft with room to write, then what needs no own item, then how to use it."""
    sections = (
        *(_list_place(sheet, place) for place in Place),
        list_left_out(sheet.left_out),
        _tell_use(sheet),
    )
    return Paper(
        organisation=sheet.organisation,
        title=TITLE,
        subject=f"Kế hoạch năm {sheet.year} của {sheet.organisation}",
        facts=tuple(_iter_facts(sheet)),
        sections=number_sections(sections),
        symbol="BSKH",
        landscape=True,
    )


def build_drafting_workbook(sheet: DraftingSheet) -> Workbook:
    """The sheet as a workbook; a task with several own tasks has a row for each, and every row leads to its quote."""
    tasks = [row.task for row in sheet.rows]
    sheets = (
        Sheet("Tóm tắt", _SUMMARY, tuple(map(SheetRow, _iter_summary(sheet)))),
        Sheet("Cần soạn", _SHEET_COLUMNS, tuple(_iter_rows(sheet, Place.DRAFT))),
        Sheet("Đã nằm trong", _SHEET_COLUMNS, tuple(_iter_rows(sheet, Place.CARRIED))),
        Sheet("Hạn trước năm", _SHEET_COLUMNS, tuple(_iter_rows(sheet, Place.PAST))),
        Sheet("Không tính", LEFT_OUT_COLUMNS, tuple(iter_left_out(sheet.left_out))),
        Sheet("Nguyên văn", QUOTES, tuple(iter_quotes(tasks)), target=QUOTE_TARGET),
    )
    return Workbook(f"Soạn kế hoạch năm {sheet.year}: {sheet.organisation}", sheets)


def _list_place(sheet: DraftingSheet, place: Place) -> Section:
    rows = {id(row.task): row for row in sheet.rows if row.place is place}
    title = " (".join(PLACES[place]) + ")"

    def describe(number: int, task: BindingTask) -> tuple[Cell, ...]:
        return _describe_row(number, rows[id(task)])

    return list_by_plan(title, _COLUMNS, [row.task for row in rows.values()], describe)


def _describe_row(number: int, row: DraftingRow) -> tuple[Cell, ...]:
    task = row.task
    carried = (Words(f"Đã nằm trong {_join_names(row)}", Tone.STRONG),) if row.carried_by else ()
    item = (*tell_item(task), *(Words(words.text, Tone.QUIET) for words in tell_duty(task)), *carried)
    earlier = tuple(words for one in row.earlier for words in _tell_earlier(one)) or say(NONE)
    return (say(str(number)), item, tell_products(task), tell_deadline(task.deadline), earlier, (), (), ())


def _tell_earlier(one: EarlierTask) -> Cell:
    state = f"{label(LINK_STATES, one.state)}, {print_score(one.score)}"
    return (Words(f"{one.ref} ({state})", Tone.STRONG), Words(one.text))


def _join_names(row: DraftingRow) -> str:
    return "; ".join(f"{name_briefly(name.plan)} {name.ref}" for name in row.carried_by)


def _iter_facts(sheet: DraftingSheet) -> Iterator[tuple[str, str]]:
    counts = sheet.counts
    before = name_plan(sheet.previous) if sheet.previous else "chưa có trong kho (not in the store)"
    yield "Kế hoạch kỳ trước của đơn vị (its plan before)", before
    if sheet.current:
        yield f"Kế hoạch năm {sheet.year} đã có (there is one already)", name_plan(sheet.current)
    if sheet.ended:
        yield "Cấp của đơn vị đã kết thúc ngày (its level ended on)", print_date(sheet.ended)
    yield (
        "Nhiệm vụ ràng buộc (binding tasks)",
        f"{counts.binding}, từ {len(sheet.parents)} văn bản; cần soạn {counts.draft}, đã nằm trong nhiệm vụ ở trên "
        f"{counts.carried}, hạn trước năm {counts.past}",
    )
    yield (
        "Kỳ trước đã đề ra (planned last time)",
        f"{counts.answered}/{counts.draft}; có thể {counts.candidates}, chưa có {counts.unanswered} "
        "(answered; perhaps; not)",
    )


def _iter_summary(sheet: DraftingSheet) -> Iterator[tuple[Value, ...]]:
    counts = sheet.counts
    yield "Đơn vị (organisation)", sheet.organisation
    yield "Năm lập kế hoạch (year)", sheet.year
    yield "Kế hoạch kỳ trước (plan before)", name_plan(sheet.previous) if sheet.previous else None
    yield "Kế hoạch năm này đã có (plan of the year)", name_plan(sheet.current) if sheet.current else None
    for plan in sheet.parents:
        yield "Kế hoạch cấp trên (plan above)", name_plan(plan)
    yield "Nhiệm vụ ràng buộc (binding tasks)", counts.binding
    for place in Place:
        yield f"  {' ('.join(PLACES[place])})", getattr(counts, place)
    yield "Cần soạn, kỳ trước đã đề ra (answered last time)", counts.answered
    yield "Cần soạn, kỳ trước có thể đã đề ra (perhaps answered)", counts.candidates
    yield "Cần soạn, kỳ trước chưa có (not answered)", counts.unanswered
    yield "Không tính (left out)", sum(one.tasks for one in sheet.left_out)


def _iter_rows(sheet: DraftingSheet, place: Place) -> Iterator[SheetRow]:
    chosen = (row for row in sheet.rows if row.place is place)
    for number, row in enumerate(chosen, start=1):
        for earlier in row.earlier or (None,):
            blank = (None, None, _join_note(row))
            yield SheetRow((number, *_list_task(row.task), *_list_earlier(earlier), *blank, lead_to_quote(row.task)))


def _list_task(task: BindingTask) -> tuple[Value, ...]:
    return (
        name_briefly(task.plan),
        task.ref,
        task.text,
        label(OBLIGATIONS, task.obligation),
        "\n".join(task.products) or None,
        task.deadline.text if task.deadline else None,
        max(task.deadline.due) if task.deadline and task.deadline.due else None,
    )


def _list_earlier(earlier: EarlierTask | None) -> Sequence[Value]:
    if earlier is None:
        return None, "chưa có (none)", None, None
    return earlier.ref, earlier.text, label(LINK_STATES, earlier.state), Figure(earlier.score, _SCORE_FORM)


def _join_note(row: DraftingRow) -> str | None:
    return f"Đã nằm trong {_join_names(row)}" if row.carried_by else None


def _tell_use(sheet: DraftingSheet) -> Section:
    return Section(
        "Cách dùng và giới hạn (use and limits)",
        (
            f"Ghi mọi nhiệm vụ mà đơn vị chủ trì hoặc phải ra sản phẩm trong các văn bản nói đến năm {sheet.year}. Cột "
            "trống để ghi đơn vị thực hiện, tiến độ, và viết lại bằng lời của mình: cấp trên yêu cầu cụ thể hóa, không "
            "chép lại. (Empty columns are for unit, progress and own wording; do not copy.)",
            "“Kỳ trước” là nhiệm vụ của kế hoạch trước của đơn vị, nối theo từ ngữ; “ứng viên” là có thể, cần người "
            "xem. (Last time: linked by words; a candidate needs a person.)",
            "“Đã nằm trong” nghĩa là một kế hoạch gần hơn đã đưa nhiệm vụ ấy vào mục nêu tên; không cần viết hai lần. "
            "(Carried: a nearer plan already takes the task up.)",
        ),
    )
