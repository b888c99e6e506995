"""Items of a parent named by pinpoint."""

from __future__ import annotations

import datetime
from collections.abc import Callable

import pytest

from cancu.graph.pinpoints import cites_plan, find_cited_items, parse_pinpoint
from cancu.ontology.assessments import PlanReading

PARENT = {"number": "12/KH-UBND", "date": datetime.date(2022, 1, 10)}
CITED = {"number": "12/KH-UBND", "date": "2022-01-10", "issuer": "Chủ tịch UBND tỉnh Hoài Giang"}


@pytest.mark.parametrize(
    ("pinpoint", "paths"),
    [
        ("điểm b, c, d khoản 8 Mục III", (("III", "8", "b"), ("III", "8", "c"), ("III", "8", "d"))),
        ("Mục III, khoản 8, điểm đ", (("III", "8", "đ"),)),
        ("Điểm d Mục 2", (("2", "d"),)),
        ("khoản 1 Điều 3", (("Đ3", "1"),)),
        ("mục II.1.a", (("II", "1", "a"),)),
        ("điểm a và b khoản 2 mục II", (("II", "2", "a"), ("II", "2", "b"))),
        ("trang 5", ()),
    ],
)
def test_pinpoints_are_label_paths(pinpoint: str, paths: tuple[tuple[str, ...], ...]) -> None:
    assert parse_pinpoint(pinpoint) == paths


@pytest.fixture
def parent(make_plan: Callable[..., PlanReading]) -> PlanReading:
    refs = ("III.3.a", "III.3.d", "III.7.a", "III.7(2).a")
    return make_plan([{"text": f"việc {ref}", "ref": ref} for ref in refs], **PARENT)


@pytest.mark.parametrize(
    ("pinpoint", "found", "missing"),
    [
        ("điểm d khoản 3 Mục III", ("III.3.d",), ()),
        ("điểm h khoản 3 Mục III", (), ("III.3.h",)),
        ("điểm a khoản 7 Mục III", (), ()),
        ("khoản 3 Mục III", (), ()),
        ("điểm a khoản 1 Mục I", (), ()),
    ],
)
def test_a_pinpoint_names_one_item_or_none(
    make_plan: Callable[..., PlanReading], parent: PlanReading, pinpoint: str, found: tuple[str], missing: tuple[str]
) -> None:
    child = make_plan(["thực hiện"], cites=[{**CITED, "pinpoint": pinpoint}])
    (items,) = find_cited_items(child, parent)
    assert (items.found, items.missing) == (found, missing)


@pytest.mark.parametrize(
    ("change", "cites"),
    [
        ({}, True),
        ({"number": "012/KH-UBND"}, True),
        ({"date": "2022-01-20"}, True),
        ({"date": "2021-01-10"}, False),
        ({"issuer": "UBND tỉnh Khác"}, False),
        ({"number": "13/KH-UBND"}, False),
        ({"relation": "self"}, False),
        ({"issuer": None, "date": None}, True),
    ],
)
def test_a_parent_is_known_by_number_year_and_issuer(
    make_plan: Callable[..., PlanReading], parent: PlanReading, change: dict[str, str], cites: bool
) -> None:
    named = parent.model_copy(
        update={"extraction": parent.extraction.model_copy(update={"document": parent.extraction.document})}
    )
    child = make_plan(["thực hiện"], cites=[CITED | change])
    assert cites_plan(child, named) is cites


def test_a_parent_without_number_is_never_cited(make_plan: Callable[..., PlanReading]) -> None:
    assert not cites_plan(make_plan(["x"], cites=[CITED]), make_plan(["x"]))
