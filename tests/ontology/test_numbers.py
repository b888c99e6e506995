"""The number grammar: shapes, slips, printing, keys."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cancu.ontology.errors import IdentifierError
from cancu.ontology.numbers import parse_number, require_number

SHAPES = [
    ("2108/QĐ-UBND", "Quyết định", ("UBND",)),
    ("05-NQ/TU", "Nghị quyết", ("TU",)),
    ("02-TT/TU", "Thông tri", ("TU",)),
    ("459-KHHĐ/TU", "Kế hoạch", ("TU",)),
    ("77/2015/QH13", None, ("QH13",)),
    ("02/2020/UBTVQH14", None, ("UBTVQH14",)),
    ("28/2005/PL-UBTVQH11", "Pháp lệnh", ("UBTVQH11",)),
    ("1677/NQ-UBTVQH15", "Nghị quyết", ("UBTVQH15",)),
    ("30c/NQ-CP", "Nghị quyết", ("CP",)),
    ("66.3/2025/NQ-CP", "Nghị quyết", ("CP",)),
    ("2896/SNV-CCHC", None, ("SNV", "CCHC")),
    ("8935/BNV-CTTN&BĐG", None, ("BNV", "CTTN&BĐG")),
    ("53/2015/TTLT-BTNMT-BNV", "Thông tư liên tịch", ("BTNMT", "BNV")),
    ("15/NQLT-CP-TANDTC-VKSNDTC", "Nghị quyết liên tịch", ("CP", "TANDTC", "VKSNDTC")),
    ("17/VBHN-BYT", "Văn bản hợp nhất", ("BYT",)),
    ("16/2008/L-CTN", "Lệnh", ("CTN",)),
    ("82/2025/AL", "Án lệ", ()),
    ("195/CP", None, ("CP",)),
    ("120/2003/QĐ-UB", "Quyết định", ("UB",)),
    ("19/2003/QĐ/BGD&ĐT", "Quyết định", ("BGD&ĐT",)),
    ("14/2022/NĐ/CP", "Nghị định", ("CP",)),
    ("30/98/QĐ-TTg", "Quyết định", ("TTg",)),
    ("255/2025-NĐ-CP", "Nghị định", ("CP",)),
    ("19-2018/NQ-CP", "Nghị quyết", ("CP",)),
    ("1961/QĐUBND", "Quyết định", ("UBND",)),
    ("25/2023/TTBKHĐT", "Thông tư", ("BKHĐT",)),
    ("931/TTr-PGD.Q8", "Tờ trình", ("PGD.Q8",)),
    ("52/2025/QĐ-CTUBND", "Quyết định", ("CTUBND",)),
    ("252/KH-BCĐQG1237", "Kế hoạch", ("BCĐQG1237",)),
    ("25/SL", "Sắc lệnh", ()),
    ("12/2003/QH9", None, ("QH9",)),
    ("130/KH-BCĐ389", "Kế hoạch", ("BCĐ389",)),
    ("130/KH-TCT06", "Kế hoạch", ("TCT06",)),
    ("12/UBND-KT2", None, ("UBND", "KT2")),
    ("12/BC-PC07", "Báo cáo", ("PC07",)),
]


@pytest.mark.parametrize(("text", "kind", "bodies"), SHAPES)
def test_a_shape_is_read_into_kind_and_bodies(text: str, kind: str | None, bodies: tuple[str, ...]) -> None:
    number = parse_number(text)
    assert number is not None
    assert number.printed == text
    assert (number.type.name if number.type else None) == kind
    assert number.body_symbols == bodies


@pytest.mark.parametrize(
    ("slip", "printed"),
    [
        ("2579 /QĐ-UBND", "2579/QĐ-UBND"),
        ("36 a/NQ-CP", "36a/NQ-CP"),
        ("71/NQ -CP", "71/NQ-CP"),
        ("02/NQ- CP", "02/NQ-CP"),
        ("12/QÐ-UBND", "12/QĐ-UBND"),
        ("15/2025/TT-BTС", "15/2025/TT-BTC"),
        ("12/QĐ–UBND", "12/QĐ-UBND"),
        ("9151- CV/BTCTW", "9151-CV/BTCTW"),
        ("48/2021/\nQĐ-UBND", "48/2021/QĐ-UBND"),
        ("203**/2025/QH15**", "203/2025/QH15"),
        ("32/CT-TTG", "32/CT-TTg"),
        ("66-NQ/TW1", "66-NQ/TW"),
        ("140/NQ-CP2", "140/NQ-CP"),
        ("09/2026/NĐ-CP4", "09/2026/NĐ-CP"),
        ("12/QĐ-UBND12", "12/QĐ-UBND"),
        ("12-CTr/BCĐ3", "12-CTr/BCĐ"),
        ("45/2019/QH143", "45/2019/QH14"),
        ("2/2003/QH112", "2/2003/QH11"),
        ("473a/NQ-UBTVQH139", "473a/NQ-UBTVQH13"),
    ],
)
def test_slips_are_printed_without_blanks_and_look_alikes(slip: str, printed: str) -> None:
    number = parse_number(slip)
    assert number is not None
    assert number.printed == printed


@pytest.mark.parametrize(
    "text", ["15/7/2021", "2021 - 2030", "NQ-CP", "/KH-UBND", "km/h", "5/B", "Quyết định", "107/100", ""]
)
def test_what_is_no_number_is_not_read(text: str) -> None:
    assert parse_number(text) is None
    with pytest.raises(IdentifierError):
        require_number(text)


@pytest.mark.parametrize(
    ("one", "two"), [("255/2025-NĐ-CP", "255/2025/NĐ-CP"), ("30c/NQCP", "30c/NQ-CP"), ("02/NQ-CP", "2/NQ-CP")]
)
def test_variants_of_one_number_share_a_key(one: str, two: str) -> None:
    assert require_number(one).key == require_number(two).key


@pytest.mark.parametrize(("one", "two"), [("30c/NQ-CP", "30/NQ-CP"), ("1/2021/QĐ-UBND", "12021/QĐ-UBND")])
def test_different_numbers_have_different_keys(one: str, two: str) -> None:
    assert require_number(one).key != require_number(two).key


@pytest.mark.parametrize(
    ("one", "two"),
    [("QĐ", "QyĐ"), ("TTr", "TT"), ("HĐ", "HD"), ("CTr", "CT"), ("ĐA", "DA"), ("CĐ", "CD")],
)
def test_case_and_bar_carry_meaning(one: str, two: str) -> None:
    first, second = require_number(f"7/{one}-UBND").type, require_number(f"7/{two}-UBND").type
    assert first != second


def test_a_symbol_that_is_also_a_body_needs_a_known_issuer_behind_it() -> None:
    assert require_number("17/CT-UBND").type_symbol == "CT"
    assert require_number("5347/CT-CS").type is None


@given(
    serial=st.integers(1, 99999),
    year=st.none() | st.integers(1990, 2030),
    kind=st.sampled_from(["QĐ", "KH", "NQ", "TTr", "CTr", "TB"]),
    body=st.sampled_from(["UBND", "CP", "TTg", "BNV", "HĐND", "SNV"]),
)
def test_parse_undoes_print(serial: int, year: int | None, kind: str, body: str) -> None:
    printed = f"{serial}/{year}/{kind}-{body}" if year else f"{serial}/{kind}-{body}"
    number = require_number(printed)
    assert number.printed == printed
    assert (number.year, number.body_symbol) == (year, body)


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused_without_an_error(text: str) -> None:
    number = parse_number(text)
    assert number is None or parse_number(number.printed) is not None
