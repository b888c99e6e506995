"""Measurable goals: what is measured, how it compares, how much."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cancu.ingest.measures import find_measures


@pytest.mark.parametrize(
    ("text", "measures"),
    [
        ("100% hồ sơ được số hóa.", [("=", 100.0, "%")]),
        ("Tối thiểu 80% hồ sơ; 50% công chức được tập huấn", [(">=", 80.0, "%"), (">=", 50.0, "%")]),
        ("Tỷ lệ hài lòng đạt từ 92,5% trở lên", [(">=", 92.5, "%")]),
        ("Giảm tỷ lệ hộ nghèo xuống dưới 3%", [("<=", 3.0, "%")]),
        ("Nằm trong top 5 cả nước", [("<=", 5.0, "rank")]),
        ("thuộc nhóm 10 tỉnh dẫn đầu", [("<=", 10.0, "rank")]),
        ("có ít nhất 05 bộ dữ liệu mở", [(">=", 5.0, "bộ dữ")]),
        ("tối thiểu 1.200 doanh nghiệp", [(">=", 1200.0, "doanh nghiệp")]),
        ("không quá 2% hồ sơ trễ hạn", [("<=", 2.0, "%")]),
    ],
)
def test_goals_are_read(text: str, measures: list[tuple[str, float, str]]) -> None:
    assert [(found.operator, found.value, found.unit) for found in find_measures(text)] == measures


@pytest.mark.parametrize(
    "text",
    [
        "Đến năm 2030 hoàn thành.",
        "Thực hiện Điều 5 Nghị định số 12/2030/NĐ-CP.",
        "Trước ngày 31/12/2030",
        "Từ 23 ca xuống 18 ca",
        "",
    ],
)
def test_other_numbers_are_no_goals(text: str) -> None:
    assert find_measures(text) == ()


@pytest.mark.parametrize(
    ("text", "indicator"),
    [
        ("100% công chức, viên chức được tập huấn", "công chức, viên chức"),
        ("Tỷ lệ lao động nữ đạt 50% vào năm 2030.", "Tỷ lệ lao động nữ"),
        ("Phấn đấu chỉ số hài lòng nằm trong top 3", "Phấn đấu chỉ số hài lòng nằm trong"),
    ],
)
def test_the_indicator_is_what_is_measured(text: str, indicator: str) -> None:
    assert find_measures(text)[0].indicator == indicator


@given(st.text(alphabet="đạt từ 0123456789%.,top nhóm trên dưới", max_size=60))
def test_any_text_is_read_without_error(text: str) -> None:
    for found in find_measures(text):
        assert found.operator in {">=", "<=", "="}
        assert found.value >= 0
