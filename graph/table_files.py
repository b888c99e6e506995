"""The tables of a store as files: one CSV or Parquet file per table, told in `datapackage.json`.

CSV is for people and Excel: a byte order mark on demand, control characters as their signs. Parquet keeps every
character and every type. Equal stores give equal bytes.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cancu.graph.statements import write_lexical
from cancu.graph.tabulation import TABLES, ColumnType, Row
from cancu.ontology.extras import require_extra
from cancu.ontology.letters import clean_letters

if TYPE_CHECKING:
    import pyarrow
    import pyarrow.parquet

PACKAGE_FILE = "datapackage.json"
_BATCH = 5_000
"""Rows held until they are written."""
_FRICTIONLESS = {
    ColumnType.TEXT: "string",
    ColumnType.INTEGER: "integer",
    ColumnType.NUMBER: "number",
    ColumnType.FLAG: "boolean",
    ColumnType.DAY: "date",
}


def write_csv_files(rows: Iterable[Row], folder: Path, *, mark: bool = True) -> dict[str, int]:
    """Write `TABLE.csv` for every table, empty ones too; tell how many rows each has.

    Args:
        rows: as `tabulate` yields them
        folder: where they go
        mark: begin with a byte order mark, without which Excel garbles Vietnamese
    """
    counts = dict.fromkeys(TABLES, 0)
    with ExitStack() as stack:
        writers = {}
        for table, columns in TABLES.items():
            encoding = "utf-8-sig" if mark else "utf-8"
            stream = stack.enter_context((folder / f"{table}.csv").open("w", encoding=encoding, newline=""))
            writers[table] = csv.writer(stream, lineterminator="\r\n")
            writers[table].writerow(columns)
        for table, values in rows:
            writers[table].writerow(map(_write_cell, values.values()))
            counts[table] += 1
    _describe_package(folder, "csv")
    return counts


def write_parquet_files(rows: Iterable[Row], folder: Path) -> dict[str, int]:
    """Write `TABLE.parquet` for every table, empty ones too; tell how many rows each has.

    Raises:
        CancuError: the libraries of `cancu[analysis]` are missing.
    """
    require_extra("analysis", "pyarrow")
    from pyarrow.parquet import ParquetWriter

    counts = dict.fromkeys(TABLES, 0)
    waiting: dict[str, list[dict[str, Any]]] = {table: [] for table in TABLES}
    with ExitStack() as stack:
        writers = {
            table: stack.enter_context(ParquetWriter(folder / f"{table}.parquet", find_schema(table)))
            for table in TABLES
        }
        for table, values in rows:
            waiting[table].append(values)
            counts[table] += 1
            if len(waiting[table]) == _BATCH:
                writers[table].write_table(make_arrow(table, waiting.pop(table)))
                waiting[table] = []
        for table, left in waiting.items():
            writers[table].write_table(make_arrow(table, left))
    _describe_package(folder, "parquet")
    return counts


def make_arrow(table: str, rows: list[dict[str, Any]]) -> pyarrow.Table:
    """Rows of a table as an Arrow table."""
    import pyarrow

    return pyarrow.Table.from_pylist(rows, schema=find_schema(table))


def find_schema(table: str) -> pyarrow.Schema:
    """The Arrow types of a table."""
    import pyarrow

    types = {
        ColumnType.TEXT: pyarrow.string(),
        ColumnType.INTEGER: pyarrow.int64(),
        ColumnType.NUMBER: pyarrow.float64(),
        ColumnType.FLAG: pyarrow.bool_(),
        ColumnType.DAY: pyarrow.date32(),
    }
    return pyarrow.schema([(name, types[kind]) for name, kind in TABLES[table].items()])


def _write_cell(value: Any) -> str:
    if value is None:
        return ""
    return clean_letters(value) if isinstance(value, str) else write_lexical(value)


def _describe_package(folder: Path, suffix: str) -> None:
    """Tell names and types of all columns, as the standard Data Package does."""
    listed = [
        {
            "name": table,
            "path": f"{table}.{suffix}",
            "format": suffix,
            "schema": {"fields": [{"name": name, "type": _FRICTIONLESS[kind]} for name, kind in columns.items()]},
        }
        for table, columns in TABLES.items()
    ]
    package = {"name": "cancu", "profile": "data-package", "resources": listed}
    (folder / PACKAGE_FILE).write_text(json.dumps(package, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
