"""The comparison of two plans as a paper and as a workbook."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from cancu.api.messages import KINDS, LINK_STATES, label
from cancu.api.paper_parts import list_rows, number_sections, say
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
    Table,
    Tone,
    Value,
    Words,
    Workbook,
)
from cancu.api.report_text import mark_words
from cancu.api.reports import name_briefly, name_plan
from cancu.api.sheet_parts import QUOTE_TARGET, QUOTES, jump_to, name_anchor
from cancu.api.views import print_score
from cancu.graph.differences import Change, Edit
from cancu.ontology.records import TaskKind

if TYPE_CHECKING:
    from cancu.graph.differences import ComparedTask, Difference, DifferenceCounts, FieldChange, PlanDifference

TITLE = "SO SÁNH HAI KẾ HOẠCH"
OLD, NEW = "kế hoạch trước", "kế hoạch sau"
CHANGES = {
    Change.CHANGED: ("Có thay đổi", "changed"),
    Change.DROPPED: ("Không còn", "dropped"),
    Change.ADDED: ("Mới", "new"),
    Change.CARRIED: ("Giữ nguyên", "carried over"),
}
"""In the order of reading: what needs a look first."""
FIELDS = {
    "text": "nội dung",
    "heading": "đề mục",
    "lead": "chủ trì",
    "coordinate": "phối hợp",
    "products": "sản phẩm",
    "deadline": "thời hạn",
}
_TONES = {Edit.SAME: Tone.PLAIN, Edit.REMOVED: Tone.REMOVED, Edit.ADDED: Tone.ADDED}
_COLUMNS = (
    Column("Mục", "item", 20),
    Column("Nội dung, chữ thay đổi", "text, words that changed", 48),
    Column("Thay đổi khác, có thể là", "other changes, perhaps", 32),
)
_SUMMARY = (
    SheetColumn("Nội dung (item)", 48),
    *(SheetColumn(f"{label(KINDS, kind).capitalize()} ({KINDS[kind][1]})", 14) for kind in KINDS),
    SheetColumn("Tất cả (all)", 14),
)
_ROWS = (
    SheetColumn("Kết quả (change)", 12),
    SheetColumn("Loại (kind)", 10),
    SheetColumn("Mục trước (old item)", 9),
    SheetColumn("Mục sau (new item)", 9),
    SheetColumn("Nội dung trước (old text)", 40),
    SheetColumn("Nội dung sau (new text)", 40),
    SheetColumn("Chữ thay đổi (words that changed)", 46),
    SheetColumn("Thay đổi khác (other changes)", 32),
    SheetColumn("Mức nối (link)", 11),
    SheetColumn("Điểm (score)", 8),
    SheetColumn("Ghi chú (note)", 20),
    SheetColumn("Nguyên văn trước (old quote)", 16),
    SheetColumn("Nguyên văn sau (new quote)", 16),
)
_COUNTS = (
    ("old", "Mục của kế hoạch trước (items of the old plan)"),
    ("new", "Mục của kế hoạch sau (items of the new plan)"),
    ("carried", "Giữ nguyên (carried over)"),
    ("changed", "Có thay đổi (changed)"),
    ("dropped", "Không còn (dropped)"),
    ("added", "Mới (new)"),
    ("shared", "Trong đó do tách hoặc gộp (split or merged)"),
    ("possible", "Không còn hoặc mới mà có thể là một (perhaps the same)"),
)


def write_difference(difference: PlanDifference, form: str) -> bytes:
    """The comparison as the bytes of a file: text, json, html, docx or xlsx."""
    return write_model(difference, form, Makers(build_difference_paper, build_difference_workbook))


def build_difference_paper(difference: PlanDifference) -> Paper:
    """The comparison on paper: figures, then what changed, what is gone, what is new, what stayed."""
    sections = (
        _sum_up(difference),
        *(_list_change(difference, change) for change in CHANGES),
        _tell_method(),
    )
    return Paper(
        organisation="",
        title=TITLE,
        subject=f"{name_briefly(difference.old)} và {name_briefly(difference.new)}",
        facts=(
            ("Kế hoạch trước (old)", name_plan(difference.old)),
            ("Kế hoạch sau (new)", name_plan(difference.new)),
        ),
        sections=number_sections(sections),
        day=difference.new.date,
    )


def build_difference_workbook(difference: PlanDifference) -> Workbook:
    """The comparison as a workbook: one row for every pair and every item that stands alone."""
    order = list(CHANGES)
    rows = sorted(difference.rows, key=lambda row: order.index(row.change))
    sheets = (
        Sheet("Tóm tắt", _SUMMARY, tuple(map(SheetRow, _iter_summary(difference)))),
        Sheet("So sánh", _ROWS, tuple(map(_row_difference, rows))),
        Sheet("Nguyên văn", QUOTES, tuple(_iter_quotes(difference)), target=QUOTE_TARGET),
    )
    title = f"So sánh {name_briefly(difference.old)} và {name_briefly(difference.new)}"
    return Workbook(title, sheets, day=difference.new.date)


def _sum_up(difference: PlanDifference) -> Section:
    kinds = [*difference.kinds, None]
    names = [*(label(KINDS, kind).capitalize() for kind in difference.kinds), "Tất cả"]
    columns = (
        Column("Kết quả", "result", 40),
        *(Column(name, KINDS[kind][1] if kind else "all", 20, centred=True)
          for name, kind in zip(names, kinds, strict=True)),
    )  # fmt: skip
    counts: list[DifferenceCounts] = [*difference.kinds.values(), difference.counts]
    rows = tuple((say(name), *(say(str(getattr(one, key))) for one in counts)) for key, name in _COUNTS)
    return Section("Tóm tắt (summary)", (), Table(columns, rows))


def _list_change(difference: PlanDifference, change: Change) -> Section:
    title = " (".join(CHANGES[change]) + ")"
    rows = tuple(_describe_row(row) for row in difference.rows if row.change is change)
    return list_rows(title, _COLUMNS, rows)


def _describe_row(row: Difference) -> tuple[Cell, ...]:
    refs = " → ".join(task.ref for task in (row.old, row.new) if task)
    state = f"{label(LINK_STATES, row.state)}, {print_score(row.score)}" if row.state and row.score is not None else ""
    notes = (label(KINDS, row.kind), state, *_note(row))
    place = (Words(refs, Tone.STRONG), *(Words(note, Tone.QUIET) for note in notes if note))
    return place, _tell_text(row), tuple(_iter_others(row)) or say("")


def _note(row: Difference) -> Iterator[str]:
    if row.shared:
        yield "tách hoặc gộp (split or merged)"
    if row.year_moved:
        yield "chỉ đổi năm (only the year)"


def _tell_text(row: Difference) -> Cell:
    """The words of a task, those that changed marked; the letters of the one text where only one is there."""
    changed = next((change for change in row.changes if change.field == "text"), None)
    if changed:
        return tuple(_iter_runs(changed))
    task = row.new or row.old
    return say(task.text if task else "")


def _iter_others(row: Difference) -> Iterator[Words]:
    for change in row.changes:
        if change.field != "text":
            yield Words(f"{FIELDS[change.field]}:", Tone.QUIET)
            yield from _iter_runs(change, runs_on=True)
    for possible in row.possible:
        yield Words(f"có thể là {possible.ref} ({print_score(possible.score)}):", Tone.QUIET)
        yield Words(possible.text, runs_on=True)


def _iter_runs(change: FieldChange, *, runs_on: bool = False) -> Iterator[Words]:
    for number, run in enumerate(change.runs):
        yield Words(run.text, _TONES[run.edit], runs_on=runs_on or number > 0)


def _iter_summary(difference: PlanDifference) -> Iterator[tuple[Value, ...]]:
    for key, name in _COUNTS:
        counts = (difference.kinds.get(TaskKind(kind)) for kind in KINDS)
        yield name, *(getattr(one, key) if one else 0 for one in counts), getattr(difference.counts, key)
    blank = (None,) * (len(KINDS))
    yield f"Kế hoạch trước (old): {name_plan(difference.old)}", *blank, None
    yield f"Kế hoạch sau (new): {name_plan(difference.new)}", *blank, None


def _row_difference(row: Difference) -> SheetRow:
    text = [mark_words(words) for words in _tell_text(row)] if row.old and row.new else []
    return SheetRow(
        (
            CHANGES[row.change][0],
            label(KINDS, row.kind),
            row.old.ref if row.old else None,
            row.new.ref if row.new else None,
            row.old.text if row.old else None,
            row.new.text if row.new else None,
            " ".join(text) or None,
            "\n".join(_join_fields(row)) or None,
            label(LINK_STATES, row.state) or None,
            None if row.score is None else Figure(row.score, "0.00"),
            "\n".join((*_note(row), *_join_possible(row))) or None,
            _jump(OLD, row.old),
            _jump(NEW, row.new),
        )
    )


def _join_fields(row: Difference) -> Iterator[str]:
    for change in row.changes:
        if change.field != "text":
            yield f"{FIELDS[change.field]}: {' '.join(mark_words(words) for words in _iter_runs(change))}"


def _join_possible(row: Difference) -> Iterator[str]:
    for possible in row.possible:
        yield f"có thể là {possible.ref} ({print_score(possible.score)})"


def _jump(side: str, task: ComparedTask | None) -> Value:
    return jump_to(side, task.ref, task.quote) if task else None


def _iter_quotes(difference: PlanDifference) -> Iterator[SheetRow]:
    sides: tuple[tuple[str, Sequence[ComparedTask | None]], ...] = (
        (OLD, [row.old for row in difference.rows]),
        (NEW, [row.new for row in difference.rows]),
    )
    for side, tasks in sides:
        for ref, task in {task.ref: task for task in tasks if task}.items():
            place = (ref, side, task.quote.start, task.quote.end)
            yield SheetRow((*place, task.quote.text), name_anchor(side, ref))


def _tell_method() -> Section:
    return Section(
        "Cách làm và giới hạn (method and limits)",
        (
            "Nhiệm vụ hai kế hoạch được nối theo từ ngữ, dẫn chiếu và quyết định của người dùng; chữ gạch ngang là chữ "
            "của kế hoạch trước không còn, chữ đậm gạch chân là chữ mới. (Struck words are gone, underlined words are "
            "new.)",
            "Hai câu ít từ chung được ghi cả hai. “Có thể là” là cặp chưa đủ chắc, cần người xem. (Texts with little "
            "in common are shown whole; “có thể là” waits for a person.)",
            "Mục chỉ khác ở năm của kế hoạch được tính là giữ nguyên. (An item that only moves the year on is carried "
            "over.)",
        ),
    )
