"""Columns of a task table: which of them tells what.

They are known by the words above them and, where a table has no header, by what stands in them.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from cancu.ingest.cells import Cell, Grid, is_agency_cell, is_time_cell
from cancu.ingest.fields import FieldRole, read_role
from cancu.ontology.orthography import match_key

_LABEL_CELL = re.compile(
    r"\(?(?:\d{1,3}(?:\.\d{1,2}){0,3}|[IVXL]{1,6}(?:\.\d{1,2})*|[a-zđ]\d?|[A-HĐ](?:\.\d{1,2}){0,3})[.)/]?$|[-+*•]$"
)
_HEADER_WITHIN = 12
"""Rows that may stand above the header: title, letterhead and a table before it."""
HEADER_CELLS = 3
"""Cells that name their own column: a header printed again, in other words, at a page break."""
_TASK_ROLES = frozenset({FieldRole.TEXT, FieldRole.TARGET})
_PERIOD = re.compile(r"(?:Tháng|Ngày|Tuần|Quý|Ngày,? (?:và )?tháng|Tuần,? tháng)(?: thứ)?", re.IGNORECASE)
"""Titles that tell of time only beside agencies; elsewhere they date documents."""
_PERSON = re.compile(r"(?:Người|Cá nhân|Cán bộ|Chuyên viên)\b", re.IGNORECASE)
_WORK = (("chủ trì",), ("thực hiện", "tham mưu", "soạn thảo", "chuẩn bị", "xây dựng"))
"""Words of the titles of columns of agencies, those nearest to the work first."""
_END = re.compile(r"\b(?:kết thúc|hoàn thành)", re.IGNORECASE)
_MOST = 0.6
"""Share of a column's cells that show what it tells."""
FIELD_ROLES = frozenset({FieldRole.LEAD, FieldRole.COORDINATE, FieldRole.PRODUCT, FieldRole.DEADLINE})


def read_columns(grid: Grid) -> tuple[list[FieldRole | None], int] | None:
    """The role of each column and the number of header rows, None if the grid holds no tasks.

    Source: column headings by `cancu.ingest.fields.read_role`; a table without headings is judged by the
    cells of its columns (short labels, agency names, times, and the longest words as the task).
    """
    for index, row in enumerate(grid.rows[:_HEADER_WITHIN]):
        roles = _name_text([read_role(cell.text) for cell in row])
        if _TASK_ROLES & set(roles):
            roles = _name_time(_name_lead(roles, row, grid.rows[index + 1 :]), row)
        if _TASK_ROLES & set(roles) and FIELD_ROLES & set(roles):
            return _read_lower_header(grid.rows, index, roles)
    return _guess_columns(grid)


def _read_lower_header(
    rows: list[list[Cell]], index: int, roles: list[FieldRole | None]
) -> tuple[list[FieldRole | None], int]:
    """The roles with those of a second header row below merged headings, and the first row of the table's body."""
    end = index + 1
    titles = [cell.text for cell in rows[index]]
    if end < len(rows) and _divides(rows[end], rows[index]):
        roles = [read_role(cell.text) or role for cell, role in zip(rows[end], roles, strict=True)]
        titles = [cell.text or title for cell, title in zip(rows[end], titles, strict=True)]
        end += 1
    if end < len(rows) and _counts_columns(rows[end]):
        end += 1
    roles = _choose_time(_choose_lead(roles, titles), titles, rows[end:])
    return _name_lead(_one_of_each(roles), rows[index], rows[end:]), end


def _choose_time(roles: list[FieldRole | None], titles: list[str], rows: list[list[Cell]]) -> list[FieldRole | None]:
    """Of several columns of time the one that says until when; how long something takes is no day."""
    places = [index for index, role in enumerate(roles) if role is FieldRole.DEADLINE]
    if len(places) < 2:
        return roles

    def dated(index: int) -> tuple[bool, float]:
        cells = [row[index].text for row in rows if len(row) == len(roles) and row[index].text]
        return bool(_END.search(titles[index])), _share(is_time_cell, cells)

    best = max(places, key=dated)
    return [None if index in places and index != best else role for index, role in enumerate(roles)]


def _choose_lead(roles: list[FieldRole | None], titles: list[str]) -> list[FieldRole | None]:
    """Of several columns of agencies the one that does the work leads, before the one that answers for it."""
    places = [index for index, role in enumerate(roles) if role is FieldRole.LEAD]
    if len(places) < 2:
        return roles
    best = min(places, key=lambda index: _distance_from_work(titles[index]))
    rest = {index: None if _PERSON.match(titles[index]) else FieldRole.OVERSEER for index in places if index != best}
    return [rest.get(index, role) for index, role in enumerate(roles)]


def _distance_from_work(title: str) -> int:
    key = match_key(title)
    nearest = next((place for place, words in enumerate(_WORK) if any(word in key for word in words)), len(_WORK))
    return nearest + (len(_WORK) if _PERSON.match(title) else 0)


def _name_text(roles: list[FieldRole | None]) -> list[FieldRole | None]:
    """Beside columns of those who lead and of times, the first column of another title tells what is to be done."""
    if (
        FieldRole.LABEL not in roles
        or _TASK_ROLES & set(roles)
        or not {FieldRole.LEAD, FieldRole.DEADLINE} <= set(roles)
    ):
        return roles
    index = roles.index(None) if None in roles else len(roles)
    return [*roles[:index], FieldRole.TEXT, *roles[index + 1 :]]


def _divides(row: list[Cell], above: list[Cell]) -> bool:
    """Whether a row goes on with the headings above: each of its cells names a role or repeats a merged heading."""
    if len(row) != len(above):
        return False
    filled = [(cell.text, upper.text) for cell, upper in zip(row, above, strict=True) if cell.text]
    return (
        len(filled) > 1
        and any(one != upper for one, upper in filled)
        and all(one == upper or read_role(one) for one, upper in filled)
    )


def _counts_columns(row: list[Cell]) -> bool:
    """Whether a row below the header only numbers the columns: `(1) (2) (3)`, `A B 1 2`."""
    filled = [cell.text for cell in row if cell.text]
    return len(filled) >= HEADER_CELLS and all(map(is_label, filled))


def _name_lead(roles: list[FieldRole | None], header: list[Cell], rows: list[list[Cell]]) -> list[FieldRole | None]:
    """A column such as `Đơn vị` that names agencies, beside those that take part or a time, names those that lead."""
    timed = FieldRole.DEADLINE in roles or any(_PERIOD.fullmatch(cell.text) for cell in header)
    if FieldRole.LEAD in roles or not (FieldRole.COORDINATE in roles or timed):
        return roles
    for index, role in enumerate(roles):
        words = [row[index].text for row in rows if len(row) == len(roles) and row[index].text]
        bodies = role is FieldRole.OTHER or FieldRole.COORDINATE in roles
        if role in (None, FieldRole.OTHER) and bodies and _share(is_agency_cell, words) >= _MOST:
            return [*roles[:index], FieldRole.LEAD, *roles[index + 1 :]]
    return roles


def _name_time(roles: list[FieldRole | None], header: list[Cell]) -> list[FieldRole | None]:
    """Beside a column of those who lead, one headed `Tháng`, `Ngày` or `Tuần` tells when; the finest of them counts."""
    if FieldRole.LEAD not in roles or FieldRole.DEADLINE in roles:
        return roles
    places = [index for index, cell in enumerate(header) if roles[index] is None and _PERIOD.fullmatch(cell.text)]
    return [FieldRole.DEADLINE if index in places[-1:] else role for index, role in enumerate(roles)]


def _one_of_each(roles: list[FieldRole | None]) -> list[FieldRole | None]:
    """Only the first column of a role keeps it; a target column beside a task column is the product."""
    seen: set[FieldRole] = set()
    result: list[FieldRole | None] = []
    for printed in roles:
        role = FieldRole.PRODUCT if printed is FieldRole.TARGET and FieldRole.TEXT in seen else printed
        result.append(None if role in seen else role)
        if role:
            seen.add(role)
    return result


def _guess_columns(grid: Grid) -> tuple[list[FieldRole | None], int] | None:
    """Roles from content, for a table whose header is missing."""
    width = max((len(row) for row in grid.rows), default=0)
    if width < 3 or len(grid.rows) < 3:
        return None
    columns = [[row[i].text for row in grid.rows if len(row) == width and row[i].text] for i in range(width)]
    if len(columns[0]) < 2 or _share(is_label, columns[0]) < _MOST:
        return None
    roles: list[FieldRole | None] = [None] * width
    roles[0] = FieldRole.LABEL
    lengths = [sum(map(len, column)) / len(column) if column else 0 for column in columns]
    text = max(range(1, width), key=lambda i: lengths[i])
    roles[text] = FieldRole.TEXT
    for i in range(1, width):
        if roles[i] is None and _share(is_agency_cell, columns[i]) >= _MOST:
            roles[i] = FieldRole.COORDINATE if FieldRole.LEAD in roles else FieldRole.LEAD
        elif roles[i] is None and _share(is_time_cell, columns[i]) >= _MOST and FieldRole.DEADLINE not in roles:
            roles[i] = FieldRole.DEADLINE
    return (roles, 0) if FieldRole.LEAD in roles else None


def _share(test: Callable[[str], bool], cells: list[str]) -> float:
    return sum(map(test, cells)) / len(cells) if cells else 0.0


def is_label(words: str) -> bool:
    """Whether words are the label of a row or section: `1.2`, `IV`, `A.1`, a dash."""
    return bool(_LABEL_CELL.match(words))
