"""Checks on pairs of tasks."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from cancu.graph.checks import (
    check_copying,
    check_deadline,
    check_elements,
    check_lead,
    check_products,
    count_products,
    find_missing_areas,
)
from cancu.graph.copying import Copying
from cancu.graph.targets import check_targets
from cancu.ontology.records import Deadline, Document, Measure, Task
from cancu.ontology.rule_sets import load_rule_set

MakeTask = Callable[..., Task]
ORGANISATION, ISSUER = "Sở Y tế tỉnh Hoài Giang", "UBND tỉnh Hoài Giang"


def test_a_late_deadline_shows_both_times(make_task: MakeTask, due: Callable[..., Deadline]) -> None:
    parent = make_task("x", deadline=due("2022-03-31", text="Quý I năm 2022"))
    child = make_task("x", deadline=due("2022-06-30", text="Quý II năm 2022"))
    check = check_deadline(parent, child, Document())
    assert check is not None
    assert check.code == "late"
    assert "Quý I năm 2022" in check.message
    assert "Quý II năm 2022" in check.message
    assert check_deadline(make_task("x"), child, Document()) is None


@pytest.mark.parametrize(
    ("issuer", "lead", "outside"),
    [
        ("Sở Y tế tỉnh Hoài Giang", ("Phòng Nghiệp vụ Y",), ()),
        ("Sở Y tế tỉnh Hoài Giang", ("Sở Y tế",), ()),
        ("Sở Y tế tỉnh Hoài Giang", ("Sở Nội vụ", "Phòng Nghiệp vụ Y"), ("Sở Nội vụ",)),
        ("Sở Y tế tỉnh Hoài Giang", ("UBND tỉnh",), ("UBND tỉnh",)),
        ("UBND huyện Vân Sa", ("Phòng Nội vụ", "UBND cấp xã", "UBND xã Suối Ngà"), ()),
        ("UBND huyện Vân Sa", ("Sở Nội vụ",), ("Sở Nội vụ",)),
        ("UBND tỉnh Hoài Giang", ("Sở Nội vụ", "Các sở, ban, ngành"), ()),
        ("UBND tỉnh Hoài Giang", ("Bộ Nội vụ",), ("Bộ Nội vụ",)),
    ],
)
def test_leads_outside_the_issuer_are_residue(
    make_task: MakeTask, issuer: str, lead: tuple[str, ...], outside: tuple[str, ...]
) -> None:
    checks = check_lead(make_task("x", lead=lead), Document(issuer=issuer))
    assert len(checks) == len(outside)
    assert all(name in check.message for name, check in zip(outside, checks, strict=True))


def test_an_appendix_row_satisfies_the_bullet_that_it_repeats(make_task: MakeTask) -> None:
    bullet, row = make_task("x"), make_task("x", ref="PL.1", lead=("Phòng A",), products=("Báo cáo",))
    assert [check.code for check in check_elements([bullet, row])] == ["missing_deadline"]
    assert [check.code for check in check_elements([bullet])] == ["missing_lead", "missing_product", "missing_deadline"]
    assert check_elements([]) == ()


@pytest.mark.parametrize(
    ("asked", "offered", "missing", "short"),
    [
        ("Kế hoạch rà soát; báo cáo kết quả", "Báo cáo kết quả", ("Kế hoạch rà soát",), True),
        ("Kế hoạch rà soát; báo cáo kết quả", "Kế hoạch; Báo cáo", (), False),
        ("Kế hoạch rà soát; báo cáo kết quả", "Thông báo", ("Kế hoạch rà soát", "báo cáo kết quả"), False),
        ("Quyết định của UBND tỉnh; báo cáo kết quả", "Báo cáo", (), False),
        ("Báo cáo; kiến nghị xử lý (nếu có)", "Báo cáo", (), False),
        ("Báo cáo kết quả", "", (), False),
        ("04 báo cáo quý", "02 báo cáo", (), True),
        ("04 báo cáo quý", "Báo cáo quý", (), False),
    ],
)
def test_products_are_counted_by_kind_of_paper(
    make_task: MakeTask, asked: str, offered: str, missing: tuple[str, ...], short: bool
) -> None:
    parent = make_task("x", products=(asked,))
    child = make_task("y", products=(offered,) if offered else ())
    count = count_products(parent, [child], ORGANISATION, ISSUER)
    assert (count.missing, count.short) == (missing, short)
    assert bool(check_products(count)) is bool(count.missing or count.fewer)


@pytest.mark.parametrize(
    ("wanted", "offered", "below"),
    [
        (("hồ sơ trực tuyến", ">=", 60, "%"), ("hồ sơ trực tuyến", ">=", 45, "%"), True),
        (("hồ sơ trực tuyến", ">=", 60, "%"), ("tỷ lệ hồ sơ trực tuyến", ">=", 60, "%"), False),
        (("hồ sơ trực tuyến", ">=", 60, "%"), ("công chức được tập huấn", ">=", 45, "%"), False),
        (("chỉ số cải cách", "<=", 3, "rank"), ("chỉ số cải cách", "<=", 5, "rank"), True),
        (("hồ sơ trễ hạn", "<=", 2, "%"), ("hồ sơ trễ hạn", "<=", 5, "%"), True),
        (("hồ sơ trễ hạn", "<=", 2, "%"), ("hồ sơ trễ hạn", ">=", 5, "%"), False),
        (("lớp tập huấn", ">=", 2, "lớp"), ("lớp tập huấn", ">=", 1, "%"), False),
    ],
)
def test_targets_are_not_below_the_parents(
    make_task: MakeTask,
    wanted: tuple[str, str, float, str],
    offered: tuple[str, str, float, str],
    below: bool,
) -> None:
    def measured(row: tuple[str, str, float, str]) -> Task:
        return make_task("x", measures=(Measure(indicator=row[0], operator=row[1], value=row[2], unit=row[3]),))

    checks = check_targets(measured(wanted), measured(offered))
    assert [check.code for check in checks] == ["target_below"] * below


def test_near_verbatim_is_softened_where_the_child_adds_unit_and_time(
    make_task: MakeTask, due: Callable[..., Deadline]
) -> None:
    rules, whole = load_rule_set(), Copying(1.0, 30)
    parent = make_task("x", lead=("Các sở, ban, ngành",))
    own = make_task("x", lead=("Phòng A",), deadline=due("2022-12-31"))
    bare, residue = make_task("x"), own.model_copy(update={"lead": parent.lead})
    severities = [
        check.severity.value for one in (own, bare, residue) if (check := check_copying(parent, one, whole, rules))
    ]
    assert severities == ["info", "warning", "warning"]
    assert check_copying(parent, bare, Copying(0.79, 30), rules) is None
    assert check_copying(parent, bare, Copying(1.0, 14), rules) is None


def test_areas_are_missing_only_where_every_heading_is_known(make_task: MakeTask) -> None:
    parent = [make_task("x", heading="1. Cải cách thể chế"), make_task("x", heading="2. Cải cách tài chính công")]
    child = [make_task("x", heading="I. Cải cách thể chế")]
    assert len(find_missing_areas(parent, child)) == 1
    assert find_missing_areas(parent, [*child, make_task("x", heading="II. Việc khác")]) == ()
    assert find_missing_areas(parent, []) == ()
