"""Duties from the agency fields alone."""

from __future__ import annotations

import datetime
from collections.abc import Callable

import pytest

from cancu.graph.obligations import Setting, find_duty, find_owners
from cancu.ontology.records import Task

SETTING = Setting("Sở Y tế tỉnh Hoài Giang", "UBND tỉnh Hoài Giang", datetime.date(2022, 1, 1))
GROUP = "Các sở, ban, ngành"


@pytest.mark.parametrize(
    ("lead", "coordinate", "products", "expected"),
    [
        (("Sở Y tế",), (), (), "lead_named"),
        (("Sở Nội vụ", "Sở Y tế", GROUP), (), (), "lead_named"),
        (("Sở Nội vụ", GROUP), ("Sở Y tế",), (), "lead_group"),
        (("Sở Nội vụ",), (GROUP,), ("Kế hoạch thực hiện của các sở, ban, ngành",), "product_duty"),
        (("Sở Nội vụ",), (GROUP,), ("Quyết định của UBND tỉnh công bố chỉ số của các sở, ban, ngành",), "support"),
        (("Sở Nội vụ",), (GROUP,), (), "support"),
        (("Sở Nội vụ",), ("Các cơ quan, đơn vị liên quan",), (), "none"),
        (("Các cơ quan, đơn vị liên quan",), (), (), "unresolved"),
        (("Sở Nội vụ",), ("Các cơ quan, đơn vị được kiểm tra",), (), "unresolved"),
        ((), (), (), "unresolved"),
        ((), (GROUP,), (), "support"),
        (("UBND cấp huyện",), (), (), "none"),
    ],
)
def test_the_strongest_reading_wins(
    make_task: Callable[..., Task],
    lead: tuple[str, ...],
    coordinate: tuple[str, ...],
    products: tuple[str, ...],
    expected: str,
) -> None:
    task = make_task("Rà soát", lead=lead, coordinate=coordinate, products=products)
    assert find_duty(task, SETTING).obligation.value == expected


def test_a_duty_says_which_phrase_binds(make_task: Callable[..., Task]) -> None:
    duty = find_duty(make_task("Rà soát", lead=("Sở Nội vụ", GROUP)), SETTING)
    assert duty.phrase == GROUP
    assert GROUP in duty.reason


@pytest.mark.parametrize(
    ("product", "owners"),
    [
        ("Báo cáo kết quả thực hiện", ()),
        ("Báo cáo của các sở, ban, ngành về kết quả rà soát", ("các sở, ban, ngành",)),
        ("Kế hoạch của các sở, ban, ngành, UBND cấp huyện về rà soát", ("các sở, ban, ngành", "UBND cấp huyện")),
        ("Phương án sắp xếp của UBND cấp huyện.", ("UBND cấp huyện",)),
        ("Cổng thông tin của các sở, ban, ngành", ()),
    ],
)
def test_owners_of_a_product(product: str, owners: tuple[str, ...]) -> None:
    assert find_owners(product) == owners
