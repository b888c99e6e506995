"""Task tables: the tasks of their rows.

What a column tells is `cancu.ingest.table_columns`' part. Rows that only name a section pass their label on; a row
without a label continues the row above when it starts with the rest of its words, and is a row of its own under the
same label when it brings a task. Cells that a row lacks are merged with the row above.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from cancu.ingest.cells import Block, Cell, CellSpan, Grid, join_lines
from cancu.ingest.fields import FieldRole, read_role
from cancu.ingest.headings import is_dated_section, spell_times
from cancu.ingest.labels import Rank, read_label
from cancu.ingest.outline import roman_value
from cancu.ingest.table_columns import FIELD_ROLES, HEADER_CELLS, is_label, read_columns

_SECTION_LABEL = re.compile(r"[IVXL]{1,6}(?:\.\d{1,2}){0,2}$|[A-HĐ]$")
_BASIS_TITLE = re.compile(r"(?:căn cứ|cơ sở pháp lý)\b", re.IGNORECASE)


@dataclass(slots=True)
class TaskRow:
    """One row that holds a task, cells by role.

    Attributes:
        path: its label path below the table's place
        heading: name of its section, if that has a label
        shares_label: whether it is one of several rows of one numbered owner
        dated: name of its section that is a time: `Tháng 3/2026`
    """

    path: str
    heading: str
    cells: dict[FieldRole, Cell]
    start: int
    end: int
    shares_label: bool = False
    dated: str = ""


def find_cells(blocks: list[Block]) -> list[CellSpan]:
    """Where the cells of a document's task tables stand, in text order.

    A mention takes neither cue nor day nor issuer from beyond the cell that holds it.
    """
    spans: list[CellSpan] = []
    for grid in (block for block in blocks if isinstance(block, Grid)):
        found = read_columns(grid)
        if found is None:
            continue
        titles = [cell.text for cell in grid.rows[found[1] - 1]] if found[1] else []
        bases = [bool(_BASIS_TITLE.match(title)) for title in titles]
        for row in grid.rows[found[1] :]:
            for index, cell in enumerate(row):
                basis = index < len(bases) and bases[index] and len(row) == len(bases)
                spans.extend(CellSpan(start, end, basis) for start, end in cell.places if end > start)
    return sorted(spans, key=lambda span: span.start)


def read_rows(grid: Grid) -> tuple[list[TaskRow], bool] | None:
    """The task rows of a grid and whether they are targets; None if it is no task table."""
    found = read_columns(grid)
    if found is None:
        return None
    roles, skip = found
    reader = _RowReader(roles, grid.rows[skip - 1] if skip else None, flat=grid.flat)
    for row, below in zip(grid.rows[skip:], [*grid.rows[skip + 1 :], []], strict=False):
        reader.read(row, below)
    return reader.rows, FieldRole.TARGET in roles


class _RowReader:
    """Reads rows in order; keeps the section labels and the row above."""

    def __init__(self, roles: list[FieldRole | None], header: list[Cell] | None, *, flat: bool) -> None:
        self.roles = roles
        self.flat = flat
        self.header = [cell.text for cell in header] if header else []
        self.rows: list[TaskRow] = []
        self.sections: list[tuple[int, str, str]] = []
        self.counts: dict[str, int] = {}
        self.label = ""
        self.dated = ""
        self.owner = ""
        self.text_role = FieldRole.TARGET if FieldRole.TARGET in roles else FieldRole.TEXT
        # a number in front of the owner numbers owners, each with the rows that it shares with nobody
        lead = roles.index(FieldRole.LEAD) if FieldRole.LEAD in roles else len(roles)
        self.by_owner = self.text_role in roles[lead:]

    def read(self, row: list[Cell], below: list[Cell]) -> None:
        """Take one printed row; the one below it tells a row with merged cells from a section."""
        if (self.header and [cell.text for cell in row] == self.header) or not any(cell.lines for cell in row):
            return
        cells, label = self._place(row)
        if sum(cell.text != "" and read_role(cell.text) is role for role, cell in cells.items()) >= HEADER_CELLS:
            return
        label = self._number_within(cells, label)
        text = cells.get(self.text_role)
        if self._is_section(row, cells, label) and not self._counts_on(label, below):
            self._open_section(label, next(cell.text for cell in reversed(row) if cell.lines))
        elif self._repeats(label, text):
            self._continue_row(cells, listed=True)
        elif text is None or not text.text or (not label and self._continues(text.text, row)):
            self._continue_row(cells)
        else:
            self._add_row(cells, label, row)

    def _place(self, row: list[Cell]) -> tuple[dict[FieldRole, Cell], str]:
        """Cells by role and the row's label; a short row lacks its label or its last, merged cells."""
        roles = self.roles
        labelled = roles[0] is FieldRole.LABEL
        first = row[0].text if row else ""
        if labelled and not is_label(first.strip("* ")) and (len(row) < len(roles) or _is_alone(row)):
            roles = roles[1:]
        cells = {role: cell for role, cell in zip(roles, row, strict=False) if role}
        overseer = cells.pop(FieldRole.OVERSEER, None)
        if overseer is not None and overseer.lines and not (FieldRole.LEAD in cells and cells[FieldRole.LEAD].lines):
            cells[FieldRole.LEAD] = overseer
        label = first.strip("*. )/(") if labelled and roles is self.roles else self._printed_label(cells)
        return cells, "" if label in ("-", "+") else label

    def _number_within(self, cells: dict[FieldRole, Cell], label: str) -> str:
        """The label of a row whose words are numbered within the Roman numeral or letter in front: `I` | `1. …`."""
        owner = label if _SECTION_LABEL.match(label) else "" if label else self.owner
        text = cells.get(self.text_role)
        own = read_label(text.text) if owner and text and text.lines else None
        self.owner = owner
        if text is None or own is None or own.rank != Rank.NUMBER:
            return label
        first, *rest = text.lines
        cells[self.text_role] = Cell(text.start, text.end, [first[own.length :].strip(), *rest], text.places)
        return f"{owner}.{own.mark}"

    def _printed_label(self, cells: dict[FieldRole, Cell]) -> str:
        """A label printed in front of the task's own words, where no column holds labels."""
        text = cells.get(self.text_role)
        label = read_label(text.text) if text and text.text else None
        if label is None or label.bullet or (label.rank <= Rank.ARTICLE and label.rank != Rank.ROMAN):
            return ""
        return label.mark

    def _is_section(self, row: list[Cell], cells: dict[FieldRole, Cell], label: str) -> bool:
        """A row that has words only for its name: no agency, time or product."""
        filled = [cell for cell in row if cell.lines]
        if any(cells[role].lines for role in FIELD_ROLES if role in cells):
            return False
        own = [cell for cell in filled if not is_label(cell.text)]
        if len(own) != 1:
            return False
        return (
            bool(_SECTION_LABEL.match(label))
            or len(row) < len(self.roles)
            or (not self.rows and bool(label))
            or not label
        )

    def _counts_on(self, label: str, below: list[Cell]) -> bool:
        """Whether a row is numbered between a task above it and a row below, so that its other cells are merged."""
        if not (label.isdigit() and self.label.isdigit() and below):
            return False
        number, following = int(label), below[0].text.strip("*. )/(")
        return number == int(self.label) + 1 and following == str(number + 1)

    def _open_section(self, label: str, words: str) -> None:
        self.dated = words if is_dated_section(spell_times(words)) else ""
        printed = read_label(words)
        if printed and not printed.bullet and label in ("", printed.mark):
            label, words = printed.mark, words[printed.length :].strip()
        rank = (
            0
            if re.match(r"[A-HĐ]$", label) and not (roman_value(label) and self._in_roman(label))
            else 1
            if roman_value(label.split(".")[0])
            else 2
        )
        if rank == 1:
            rank += label.count(".")
        while self.sections and self.sections[-1][0] >= rank:
            self.sections.pop()
        if label:
            self.sections.append((rank, label.split(".")[-1] if rank > 1 else label, words))
        self.label = ""

    def _in_roman(self, label: str) -> bool:
        """Whether `C`-like letters that are Roman numerals continue a Roman list."""
        last = next((mark for rank, mark, _ in reversed(self.sections) if rank == 1), "")
        return roman_value(label) == roman_value(last) + 1 or (not last and label == "I")

    def _repeats(self, label: str, text: Cell | None) -> bool:
        """Whether a row has number and words of the row above: cells merged over several rows, repeated in each."""
        if not self.rows or text is None or not text.lines:
            return False
        return label == self.label and text.text == self.rows[-1].cells[self.text_role].text

    def _continues(self, text: str, row: list[Cell]) -> bool:
        """Whether a row without label goes on with the words of the row above, as after a page break."""
        if not self.rows:
            return False
        if text[:1].islower():
            return True
        complete = len(row) == len(self.roles)
        others = [cell for cell in row if cell.lines]
        return complete and len(others) == 1 and not self.rows[-1].cells[self.text_role].text.endswith(".")

    def _continue_row(self, cells: dict[FieldRole, Cell], *, listed: bool = False) -> None:
        """Add what a row brings to the one above; `listed` products are further ones, not more words of the same."""
        if not self.rows:
            return
        above = self.rows[-1]
        for role, cell in cells.items():
            if role is FieldRole.LABEL or not cell.lines:
                continue
            mine = above.cells.get(role)
            if mine and set(cell.lines) <= set(mine.lines):
                continue
            mark = "- " if listed and role is FieldRole.PRODUCT else ""
            lines = [*(mine.lines if mine else []), f"{mark}{cell.lines[0]}", *cell.lines[1:]]
            if self.flat and mine and mine.lines and role in (FieldRole.PRODUCT, FieldRole.DEADLINE):
                lines = _join_results(mine.lines, cell.lines)
            above.cells[role] = Cell(mine.start if mine and mine.lines else cell.start, cell.end, lines)
            above.end = max(above.end, cell.end)

    def _add_row(self, cells: dict[FieldRole, Cell], label: str, row: list[Cell]) -> None:
        new_label = bool(label)
        label = label or self.label
        self._share_merged(cells, new_label)
        self.label = label
        mark = _row_mark(label, [section for _, section, _ in self.sections])
        prefix = ".".join(section for _, section, _ in self.sections)
        path = f"{prefix}.{mark}" if prefix and mark else mark or prefix
        if not mark:
            self.counts[f"{prefix}-"] = count = self.counts.get(f"{prefix}-", 0) + 1
            path = f"{prefix}.-{count}" if prefix else f"-{count}"
        path = self._count_row(path, own=new_label or not (mark and self.by_owner))
        heading = self.sections[-1][2] if self.sections else ""
        start = min(cell.start for cell in row if cell.lines)
        shares = not new_label and bool(mark) and self.by_owner
        self.rows.append(TaskRow(path, heading, cells, start, max(cell.end for cell in row), shares, self.dated))

    def _count_row(self, path: str, *, own: bool) -> str:
        """The path of a row: a label that names it is counted, the rows of one numbered owner are its `-1`, `-2`."""
        if own:
            self.counts[path] = count = self.counts.get(path, 0) + 1
            return f"{path}({count})" if count > 1 else path
        first = self.rows[-1]
        shared = first.path.rpartition(".-")[0] if first.shares_label else first.path
        if not first.shares_label:
            first.path, first.shares_label = f"{shared}.-1", True
        return f"{shared}.-{int(first.path.rpartition('-')[2]) + 1}"

    def _share_merged(self, cells: dict[FieldRole, Cell], new_label: bool) -> None:
        """Cells that the row lacks are merged with those above; an empty cell is empty."""
        if not self.rows:
            return
        above = self.rows[-1].cells
        for role in FIELD_ROLES:
            if role not in cells and role in self.roles and role in above:
                cells[role] = above[role]
        if not new_label and (FieldRole.LABEL in self.roles or self.roles[0] is FieldRole.DEADLINE):
            for role in (FieldRole.LEAD, FieldRole.DEADLINE):
                if role in cells and not cells[role].lines and role in above:
                    cells[role] = above[role]


def _is_alone(row: list[Cell]) -> bool:
    """Whether only the first cell has words, as in a section's name that spans all columns."""
    return bool(row) and bool(row[0].lines) and not any(cell.lines for cell in row[1:])


def _join_results(above: list[str], below: list[str]) -> list[str]:
    """Two printed rows of one task, each with its result or time; what a page's end cut never gets a row of its own."""
    return [*above[:-1], f"{above[-1]};", f"- {below[0]}", *below[1:]]


def _row_mark(label: str, sections: list[str]) -> str:
    """`1.2` under section 1 or Roman I is `2`; a Roman path such as `I.1` loses what its sections already say."""
    parts = [part for part in label.split(".") if part]
    while len(parts) > 1 and sections:
        number = int(parts[0]) if parts[0].isdigit() else roman_value(parts[0])
        if any(section == parts[0] or roman_value(section) == number for section in sections):
            parts = parts[1:]
        else:
            break
    return ".".join(parts)


def cell_items(cell: Cell) -> list[str]:
    """The listed things of a cell: bullets one by one, else the cell as one string."""
    items: list[list[str]] = []
    for line in cell.lines:
        for part in re.split(r"(?:(?<=[;.])|^)\s*[-+•]\s+", line):
            starts = part is not line or bool(re.match(r"[-+•]\s", line))
            if not part.strip():
                continue
            if starts or not items:
                items.append([part])
            else:
                items[-1].append(part)
    return [text for text in (join_lines(item).strip(" ;-") for item in items) if text]
