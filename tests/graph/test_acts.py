"""Main acts of tasks: same object, other act."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from cancu.graph.acts import differ_in_act, differ_in_source, find_main_act
from cancu.graph.alignment import align_plans
from cancu.ontology.assessments import PlanReading


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("Kiểm tra sổ kênh của các thôn", "Rà soát sổ kênh của xã"),
        ("Triển khai, tổ chức đánh giá việc nạo vét kênh", "Xây dựng quy định về quy trình nạo vét kênh"),
        ("Sửa đổi quy định về chấm điểm, xếp hạng thôn sạch", "Chấm điểm, xếp hạng thôn sạch"),
    ],
)
def test_other_acts_on_one_object_differ(one: str, two: str) -> None:
    assert differ_in_act(one, two)
    assert differ_in_act(two, one)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("Kiểm tra, rà soát sổ kênh", "Rà soát sổ kênh"),
        ("Kiểm tra sổ kênh", "Xây dựng kế hoạch và tổ chức kiểm tra sổ kênh"),
        ("Rà soát việc nạo vét", "Đánh giá tình hình nạo vét"),
        ("Điều chỉnh đề án nạo vét", "Xây dựng lại đề án nạo vét"),
        ("Nâng cao chất lượng soạn thảo sổ kênh", "Kiểm tra sổ kênh"),
        ("Ông trưởng thôn đánh giá sổ kênh", "Kiểm tra sổ kênh"),
    ],
)
def test_acts_that_meet_or_are_unknown_do_not_differ(one: str, two: str) -> None:
    assert not differ_in_act(one, two)
    assert not differ_in_act(two, one)


def test_issuers_of_other_levels_and_drafts_are_other_objects() -> None:
    issued = "Kiểm tra sổ kênh do HĐND, UBND cấp xã ban hành"
    assert differ_in_source(issued, "Kiểm tra sổ kênh do UBND huyện ban hành")
    assert differ_in_source(issued, "Kiểm tra thể thức dự thảo sổ kênh")
    assert not differ_in_source(issued, "Kiểm tra sổ kênh do HĐND, UBND huyện, xã ban hành")
    assert not differ_in_source(issued, "Kiểm tra sổ kênh của các xã")


def test_generic_openings_are_passed_over() -> None:
    assert find_main_act("Tiếp tục tăng cường công tác kiểm tra định kỳ") == {"inspect"}
    assert find_main_act("Mở chuyên mục phát thanh") == frozenset()


def test_another_act_on_the_same_object_is_left_to_a_person(make_plan: Callable[..., PlanReading]) -> None:
    parent = make_plan(["Kiểm tra sổ ghi chép nạo vét kênh mương nội đồng của các thôn", "Mở lớp học bơi cho trẻ em"])
    child = make_plan(["Rà soát sổ ghi chép nạo vét kênh mương của xã", "Mở lớp học bơi cho trẻ em"])
    found = {(link.parent, link.child): link.state.value for link in align_plans(child, parent).links}
    assert found["II.1", "II.1"] == "candidate"
    assert found["II.2", "II.2"] == "auto"
