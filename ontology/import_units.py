"""Writes the lists of administrative units in `ontology/data` from an MIT-licensed package; for developers only.

Run as `python -m cancu.ontology.import_units` with the `dev` extra. Units, codes and successors come from the data of
`vietnamadminunits` (MIT); what changed before 1 July 2025 comes from `units_history.csv`, kept by hand. The package is
not imported: its SQLite and JSON files are read. Same package, same bytes out.
"""

from __future__ import annotations

import csv
import io
import json
import sqlite3
import sys
import unicodedata
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple, TypeAlias

from cancu.ontology.errors import VocabularyError

_PACKAGE = "vietnamadminunits"
_LAST_DAY, _FIRST_DAY = "2025-06-30", "2025-07-01"
_KINDS = ("thị trấn", "thị xã", "thành phố", "đặc khu", "phường", "huyện", "quận", "tỉnh", "xã")
_PLAIN_COLUMNS = ("code", "name", "kind", "parent", "valid_from", "valid_to")
_SUCCESSOR_COLUMNS = ("old", "new", "partly")

_HEAD = """\
# Written by cancu.ontology.import_units from {package} {version} (MIT, Hieu Tran) and units_history.csv (by hand).
# Do not edit. Codes are those of the General Statistics Office; parents are codes, to be read on a day on which both
# are valid. Successors name units by code and, where it is known, @year of their start.
"""

_Edge: TypeAlias = tuple[str, str, str]


@dataclass(frozen=True, order=True)
class _Row:
    code: str
    valid_from: str
    name: str
    kind: str
    parent: str = ""
    valid_to: str = ""

    @property
    def key(self) -> str:
        """Code with the year the unit began, because the reform gave codes of old units to new ones."""
        return f"{self.code}@{self.valid_from[:4]}" if self.valid_from else self.code

    def covers(self, day: str) -> bool:
        return self.valid_from <= day and (not self.valid_to or day <= self.valid_to)


class _OldUnit(NamedTuple):
    province_code: str
    province: str
    province_key: str
    district_code: str
    district: str
    district_key: str
    ward_code: str | None
    ward: str | None
    ward_key: str | None


class _NewUnit(NamedTuple):
    province_code: str
    province: str
    province_key: str
    ward_code: str
    ward: str
    ward_key: str


class _Source(NamedTuple):
    old: list[_OldUnit]
    new: list[_NewUnit]
    provinces: dict[str, list[str]]
    whole: dict[str, dict[str, list[str]]]
    divided: dict[str, dict[str, list[dict[str, object]]]]


def import_units(folder: Path) -> dict[str, int]:
    """Write the lists into `folder`, which holds `units_history.csv`, and tell how many rows each has.

    Raises:
        VocabularyError: the package with the data is not installed, or holds a unit of unknown kind.
    """
    source = _read_source()
    history = _read_history(folder / "units_history.csv")
    provinces = _list_provinces(source, history)
    districts = _list_districts(source, history)
    before = [
        _make_row(old.ward_code, old.ward, old.district_code, valid_to=_LAST_DAY)
        for old in source.old
        if old.ward_code and old.ward
    ]
    after = [_make_row(new.ward_code, new.ward, new.province_code, valid_from=_FIRST_DAY) for new in source.new]
    lists = {"provinces": provinces, "districts": districts, "communes_before_2025": before, "communes_2025": after}
    edges = _list_successors(source, history, provinces + districts)
    for name, rows in lists.items():
        _write_list(folder / f"units_{name}.csv", _PLAIN_COLUMNS, (_as_cells(row) for row in sorted(rows)))
    _write_list(folder / "units_successors.csv", _SUCCESSOR_COLUMNS, sorted(edges))
    return {name: len(rows) for name, rows in lists.items()} | {"successors": len(edges)}


def _read_source() -> _Source:
    spec = find_spec(_PACKAGE)
    if spec is None or spec.origin is None:
        raise VocabularyError(
            f"Chưa cài gói {_PACKAGE}", f"package {_PACKAGE} is missing", hint="pip install 'cancu[dev]'"
        )
    data = Path(spec.origin).parent / "data"
    mapping = json.loads((data / "converter_2025.json").read_text(encoding="utf-8"))
    province, ward = "provinceCode, province, provinceKey", "wardCode, ward, wardKey"
    district = "districtCode, district, districtKey"
    with closing(sqlite3.connect(f"{(data / 'dataset.db').as_uri()}?mode=ro", uri=True)) as database:
        old = database.execute(f"SELECT DISTINCT {province}, {district}, {ward} FROM admin_units_legacy")
        new = database.execute(f"SELECT DISTINCT {province}, {ward} FROM admin_units")
        return _Source(
            [_OldUnit(*row) for row in old],
            [_NewUnit(*row) for row in new],
            mapping["DICT_PROVINCE"],
            mapping["DICT_PROVINCE_WARD_NO_DIVIDED"],
            mapping["DICT_PROVINCE_WARD_DIVIDED"],
        )


def _read_history(path: Path) -> list[dict[str, str]]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return list(csv.DictReader(line for line in lines if not line.startswith("#")))


def _make_row(code: str, full_name: str, parent: str = "", *, valid_from: str = "", valid_to: str = "") -> _Row:
    """Split the kind off the full name, which is right where the package's own column of kinds is not."""
    full_name = unicodedata.normalize("NFC", full_name)
    for kind in _KINDS:
        if full_name.lower().startswith(f"{kind} "):
            return _Row(code, valid_from, full_name[len(kind) + 1 :].strip(), kind, parent, valid_to)
    raise VocabularyError(f"Không rõ loại đơn vị: {full_name}", f"unit of unknown kind: {full_name}")


def _list_provinces(source: _Source, history: list[dict[str, str]]) -> list[_Row]:
    """A province that was not merged is one row; a merged one ends and the one that bears its name begins."""
    merged = {new for new, olds in source.provinces.items() if len(olds) > 1}
    after = {(unit.province_code, unit.province, unit.province_key) for unit in source.new}
    kept = {key for _, _, key in after} - merged
    rows = [_make_row(code, name, valid_from=_FIRST_DAY if key in merged else "") for code, name, key in after]
    before = {(unit.province_code, unit.province, unit.province_key) for unit in source.old}
    rows += [_make_row(code, name, valid_to=_LAST_DAY) for code, name, key in before if key not in kept]
    return _apply_history(rows, [_read_past(row) for row in history if not row["parent"]])


def _list_districts(source: _Source, history: list[dict[str, str]]) -> list[_Row]:
    units = {(unit.district_code, unit.district, unit.province_code) for unit in source.old}
    rows = [_make_row(code, name, province, valid_to=_LAST_DAY) for code, name, province in units]
    rows = [replace(row, kind=f"{row.kind} thuộc tỉnh") if row.kind == "thành phố" else row for row in rows]
    return _apply_history(rows, [_read_past(row) for row in history if row["parent"]])


def _read_past(row: dict[str, str]) -> _Row:
    return _Row(row["code"], row["valid_from"], row["name"], row["kind"], row["parent"], row["valid_to"])


def _apply_history(rows: Iterable[_Row], past: Sequence[_Row]) -> list[_Row]:
    """Date the imported rows that the history knows, and add the units that the import lacks."""
    since = {(row.code, row.name, row.kind, row.valid_to): row.valid_from for row in past}
    dated = [
        replace(row, valid_from=since.pop((row.code, row.name, row.kind, row.valid_to), row.valid_from)) for row in rows
    ]
    return sorted(dated + [row for row in past if (row.code, row.name, row.kind, row.valid_to) in since])


def _find_key(rows: Iterable[_Row], code: str, day: str) -> str:
    for row in rows:
        if row.code == code and row.covers(day):
            return row.key
    raise VocabularyError(f"Không có đơn vị mã {code} vào ngày {day}", f"no unit {code} on {day}")


def _list_successors(source: _Source, history: list[dict[str, str]], rows: list[_Row]) -> list[_Edge]:
    edges = [
        (_read_past(row).key, _find_key(rows, successor, _next_day(row["valid_to"])), "")
        for row in history
        for successor in row["successors"].split()
    ]
    edges += _list_merged_provinces(source, rows)
    old = {
        f"{unit.province_key}_{unit.district_key}_{unit.ward_key or ''}": unit.ward_code or unit.district_code
        for unit in source.old
    }
    new = {(unit.province_key, unit.ward_key): f"{unit.ward_code}@{_FIRST_DAY[:4]}" for unit in source.new}
    for province, wards in source.whole.items():
        edges += [(old[name], new[province, ward], "") for ward, names in wards.items() for name in names]
    for province, names in source.divided.items():
        edges += [
            (old[name], new[province, str(part["newWardKey"])], "partly")
            for name, parts in names.items()
            for part in parts
        ]
    return edges


def _list_merged_provinces(source: _Source, rows: list[_Row]) -> list[_Edge]:
    old = {unit.province_key: unit.province_code for unit in source.old}
    new = {unit.province_key: unit.province_code for unit in source.new}
    return [
        (_find_key(rows, old[one], _LAST_DAY), _find_key(rows, new[key], _FIRST_DAY), "")
        for key, merged in source.provinces.items()
        for one in merged
        if len(merged) > 1
    ]


def _next_day(day: str) -> str:
    """The days on which units of the history ended are all the last of a month."""
    year, month, _ = (int(part) for part in day.split("-"))
    return f"{year + month // 12}-{month % 12 + 1:02}-01"


def _as_cells(row: _Row) -> tuple[str, ...]:
    return (row.code, row.name, row.kind, row.parent, row.valid_from, row.valid_to)


def _write_list(path: Path, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    buffer = io.StringIO()
    buffer.write(_HEAD.format(package=_PACKAGE, version=version(_PACKAGE)))
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    path.write_text(buffer.getvalue(), encoding="utf-8")


if __name__ == "__main__":
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parent / "data"
    for list_name, count in import_units(target).items():
        sys.stdout.write(f"{list_name}: {count}\n")
