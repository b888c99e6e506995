"""Frames: rows of a store's tables, chosen by what their columns hold, for pandas and polars.

A choice that finds nothing says so, with what is near: an empty frame looks like an answer and is mostly a slip of
typing.
"""

from __future__ import annotations

import datetime
import difflib
import re
import warnings
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from cancu.ontology.errors import UnknownNodeError
from cancu.ontology.extras import require_extra
from cancu.ontology.orthography import fold, match_key

if TYPE_CHECKING:
    import pandas
    import polars

Rows = list[dict[str, Any]]
_NEAREST = 3
_ALIKE = 0.5
_PLAIN_LITERAL = re.compile(r'"([^"\\]+)"(?!@|\^\^)')
_TYPED = re.compile(r"\d{4}-\d\d-\d\d|\d+(\.\d+)?|true|false")


class EmptyResultWarning(UserWarning):
    """A question was answered with no rows; the message says what is near."""


def make_pandas(table: str, rows: Rows) -> pandas.DataFrame:
    """Rows of a table as a frame of pandas; numbers and flags that are missing are `<NA>`, days are times.

    Raises:
        CancuError: the libraries of `cancu[analysis]` are missing.
    """
    require_extra("analysis", "pandas", "pyarrow")
    import pandas
    import pyarrow

    from cancu.graph.table_files import make_arrow

    types = {pyarrow.int64(): pandas.Int64Dtype(), pyarrow.bool_(): pandas.BooleanDtype()}
    frame: pandas.DataFrame = make_arrow(table, rows).to_pandas(date_as_object=False, types_mapper=types.get)
    return frame


def make_polars(table: str, rows: Rows) -> polars.DataFrame:
    """Rows of a table as a frame of polars.

    Raises:
        CancuError: polars or pyarrow is missing.
    """
    require_extra("analysis", "pyarrow")
    require_extra("polars", "polars")
    import polars

    from cancu.graph.table_files import make_arrow

    frame = polars.from_arrow(make_arrow(table, rows))
    assert isinstance(frame, polars.DataFrame)
    return frame


def select_rows(rows: Rows, columns: Iterable[str], where: Mapping[str, Any], *, name: str) -> Rows:
    """The rows whose columns hold what is wanted; a list wants any of its values.

    Args:
        rows: of one table
        columns: those of the table
        where: wanted values by column; texts are compared without regard to case, blanks and tone placement
        name: of the table, for messages

    Raises:
        UnknownNodeError: the table has no such column; the hint names those that are near.

    Example:
        >>> rows = [{"ref": "II.1", "kind": "task"}, {"ref": "III", "kind": "duty"}]
        >>> select_rows(rows, rows[0], {"kind": "Duty"}, name="tasks")
        [{'ref': 'III', 'kind': 'duty'}]
    """
    known = list(columns)
    for column, wanted in where.items():
        if column not in known:
            raise _refuse_column(column, known, name)
        found = [row for row in rows if any(_is_same(row[column], one) for one in _list_wanted(wanted))]
        if rows and not found:
            _warn_of_nothing(f"{name}.{column} = {wanted!r}", wanted, (row[column] for row in rows))
        rows = found
    return rows


def warn_of_no_answer(query: str, names: Iterable[str]) -> None:
    """Warn that a SPARQL query found nothing, with what may be the matter.

    Args:
        query: its text
        names: what documents, agencies and units are called
    """
    known = list(names)
    hints = []
    for literal in dict.fromkeys(_PLAIN_LITERAL.findall(query)):
        if _TYPED.fullmatch(literal):
            hints.append(f'"{literal}" là chuỗi; viết kiểu của nó, như "{literal}"^^xsd:date (write its datatype)')
        elif literal in known:
            hints.append(f'"{literal}" thiếu ngôn ngữ; viết "{literal}"@vi (write its language)')
        else:
            near = _find_near(literal, known)
            hints += [f'"{literal}": gần nhất là (nearest) {", ".join(near)}'] if near else []
    _warn("SPARQL", "; ".join(hints))


def list_near(wanted: Any, values: Iterable[Any]) -> list[str]:
    """The values that look like the wanted one, most alike first.

    Example:
        >>> list_near("Sở Nội vu", ["Sở Tài chính", "Sở Nội vụ", "Sở Y tế"])[0]
        'Sở Nội vụ'
    """
    return _find_near(str(wanted), [str(value) for value in values if value is not None])


def _refuse_column(column: str, known: Sequence[str], name: str) -> UnknownNodeError:
    near = difflib.get_close_matches(column, known, n=_NEAREST, cutoff=0.4) or known
    return UnknownNodeError(
        f"Bảng {name} không có cột “{column}”",
        f"the table {name} has no column {column!r}",
        hint=f"có thể là: {', '.join(near)}",
    )


def _list_wanted(wanted: Any) -> Iterable[Any]:
    return wanted if isinstance(wanted, list | tuple | set | frozenset) else (wanted,)


def _is_same(value: Any, wanted: Any) -> bool:
    if isinstance(value, str) and isinstance(wanted, str):
        return match_key(value) == match_key(wanted)
    if isinstance(value, datetime.date):
        return value.isoformat() == str(wanted)[:10]
    return bool(value == wanted)


def _warn_of_nothing(asked: str, wanted: Any, values: Iterable[Any]) -> None:
    known = dict.fromkeys(str(value) for value in values if value is not None)
    near = dict.fromkeys(one for part in _list_wanted(wanted) for one in _find_near(str(part), list(known)))
    _warn(asked, f"gần nhất (nearest): {', '.join(repr(one) for one in near)}" if near else "")


def _warn(asked: str, hint: str) -> None:
    message = f"không có dòng nào cho {asked} (no rows)" + (f"; {hint}" if hint else "")
    warnings.warn(message, EmptyResultWarning, stacklevel=_find_caller())


def _find_caller() -> int:
    """How far up the stack the first code outside of cancu is, so that the warning points there."""
    import sys

    level = 1
    while (frame := sys._getframe(level)).f_back and frame.f_globals.get("__name__", "").startswith("cancu."):
        level += 1
    return level


def _find_near(wanted: str, known: Sequence[str]) -> list[str]:
    folded: dict[str, str] = {}
    for one in known:
        folded.setdefault(fold(one), one)
    close = difflib.get_close_matches(fold(wanted), list(folded), n=_NEAREST, cutoff=_ALIKE)
    return [folded[one] for one in close]


Resolve = Callable[[str], str]
"""Makes a name of a document into its IRI."""


def resolve_documents(where: Mapping[str, Any], columns: Iterable[str], resolve: Resolve) -> dict[str, Any]:
    """The wanted values with IRIs in place of numbers and names, in the columns that tell documents by IRI."""
    told = {"document", "cited", "child", "parent"} & set(columns)
    return {
        column: resolve(wanted) if column in told and isinstance(wanted, str) else wanted
        for column, wanted in where.items()
    }
