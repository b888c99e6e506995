"""Reports on pairs of invented plans, and properties that hold for all."""

from __future__ import annotations

import datetime
import random
from collections.abc import Callable
from typing import Any

import pytest

from cancu.graph.coverage import Context, assess_coverage, compute_rates, find_failures
from cancu.graph.similarity import compare_items
from cancu.ontology.assessments import Counts, CoverageReport, Decision, PlanReading, TaskAssessment
from cancu.ontology.records import Finding, TaskKind

MakePlan = Callable[..., PlanReading]
Led = Callable[..., list[dict[str, Any]]]
Rule = Callable[..., Decision]
GROUP, OFFICE = "Các sở, ban, ngành", "Sở Y tế tỉnh Hoài Giang"
DAY = datetime.date(2022, 1, 10)


def of(report: CoverageReport, ref: str) -> TaskAssessment:
    return next(task for task in report.tasks if task.ref == ref)


@pytest.fixture
def parent(make_plan: MakePlan, led: Led, topics: tuple[str, ...]) -> PlanReading:
    """Ten tasks for all departments."""
    return make_plan(led(topics, GROUP), number="12/KH-UBND", date=DAY)


@pytest.fixture
def office(make_plan: MakePlan) -> Callable[..., PlanReading]:
    """A plan of Sở Y tế."""

    def build(tasks: Any, **document: Any) -> PlanReading:
        return make_plan(tasks, **({"issuer": OFFICE, "date": DAY} | document))

    return build


def test_rulings_give_the_same_report_with_kept_scores_as_with_new_ones(
    parent: PlanReading, office: Any, topics: Any, rule: Rule
) -> None:
    child = office([f"Phối hợp {topic.lower()} ở cơ sở" for topic in topics[:7]])
    rulings = [rule("reject", topics[place], child.extraction.tasks[place].text) for place in range(3)]
    compare_items.cache_clear()
    kept = [assess_coverage(child, parent, context=Context(decisions=rulings[:count])) for count in range(4)]
    assert compare_items.cache_info().misses < compare_items.cache_info().hits
    for count, report in enumerate(kept):
        compare_items.cache_clear()
        assert assess_coverage(child, parent, context=Context(decisions=rulings[:count])) == report
    assert kept[0] != kept[3]


def test_a_plan_covers_itself(parent: PlanReading) -> None:
    report = assess_coverage(parent, parent, organisation=OFFICE)
    assert report.counts == Counts(binding=10, covered=10)
    assert (report.rates.strict, report.rates.wide) == (1.0, 1.0)


def test_what_is_missing_is_a_gap_with_its_three_nearest(parent: PlanReading, office: Any, topics: Any) -> None:
    report = assess_coverage(office(topics[:7]), parent)
    assert (report.counts.covered, report.counts.gap + report.counts.review) == (7, 3)
    gaps = [task for task in report.tasks if task.status.value == "gap"]
    assert gaps
    for task in gaps:
        assert len(task.links) == 3
        assert {link.state.value for link in task.links} == {"weak"}
        assert [link.score for link in task.links] == sorted((link.score for link in task.links), reverse=True)


def test_a_gap_without_any_shared_word_still_shows_candidates(parent: PlanReading, office: Any) -> None:
    report = assess_coverage(office(["zz", "yy", "xx"]), parent)
    assert [len(task.links) for task in report.tasks] == [3] * 10
    assert report.counts.gap == 10


def test_an_empty_child_leaves_only_gaps(parent: PlanReading, office: Any) -> None:
    report = assess_coverage(office([]), parent)
    assert report.counts.gap == 10
    assert all(task.links == () for task in report.tasks)


def test_quotes_slice_back_from_both_texts(parent: PlanReading, office: Any, topics: Any) -> None:
    child = office(topics[:4])
    report = assess_coverage(child, parent)
    for task in report.tasks:
        assert parent.text[task.quote.start : task.quote.end] == task.quote.text != ""
        for link in task.links:
            assert child.text[link.quote.start : link.quote.end] == link.quote.text != ""
    assert all(child.text[task.quote.start : task.quote.end] == task.quote.text for task in report.child_tasks)


def test_support_is_listed_apart_and_is_never_a_gap(make_plan: MakePlan, office: Any, topics: Any) -> None:
    tasks = [{"text": topic, "lead": ["Sở Nội vụ"], "coordinate": [GROUP]} for topic in topics]
    report = assess_coverage(office(topics[:1]), make_plan(tasks))
    assert report.counts == Counts(support=10)
    assert (report.rates.strict, report.rates.wide) == (None, None)
    assert {task.status.value for task in report.tasks} == {"covered", "not_applicable"}


def test_duties_and_targets_are_judged_but_not_counted(make_plan: MakePlan, led: Led, office: Any, topics: Any) -> None:
    tasks = (
        led(topics[:2], GROUP) + led(topics[2:3], GROUP, kind=TaskKind.DUTY) + led(topics[3:4], kind=TaskKind.TARGET)
    )
    report = assess_coverage(office(topics[:1]), make_plan(tasks))
    assert report.counts.binding == 2
    assert [task.kind.value for task in report.tasks] == ["task", "task", "duty", "target"]
    assert of(report, "II.3").status.value == "gap"


def test_counts_reconcile_with_the_listed_tasks(parent: PlanReading, office: Any, topics: Any) -> None:
    counts = assess_coverage(office(topics[:5]), parent).counts
    total = counts.covered + counts.partial + counts.delegated + counts.review + counts.gap
    assert counts.binding == total + counts.exempt + counts.not_applicable


def test_the_organisation_is_the_childs_issuer_unless_named(make_plan: MakePlan, office: Any, topics: Any) -> None:
    above = make_plan([{"text": topics[0], "lead": ["Sở Nội vụ"]}])
    assert assess_coverage(office(topics[:1]), above).counts.binding == 0
    assert assess_coverage(office(topics[:1]), above, organisation="Sở Nội vụ").counts.binding == 1


def test_a_plan_without_issuer_says_that_nobody_is_asked_about(parent: PlanReading, make_plan: MakePlan) -> None:
    report = assess_coverage(make_plan(["x"], issuer=None), parent)
    assert "missing_organisation" in {finding.code for finding in report.findings}


def test_the_day_decides_whether_districts_exist(make_plan: MakePlan, led: Led, topics: Any) -> None:
    above = make_plan(led(topics, "UBND cấp huyện"), date=DAY)
    child = make_plan(topics, issuer="UBND huyện Vân Sa", date=DAY)
    assert assess_coverage(child, above).counts.binding == 10
    later = assess_coverage(child, above, as_of=datetime.date(2026, 1, 1))
    assert later.counts.binding == 0
    assert "group_without_members" in {finding.code for finding in later.findings}


def test_a_child_that_does_not_cite_the_parent_is_told_so(
    parent: PlanReading, make_plan: MakePlan, topics: Any
) -> None:
    silent = make_plan(topics, issuer=OFFICE)
    citing = make_plan(topics, issuer=OFFICE, cites=[{"number": "12/KH-UBND", "date": "2022-01-10"}])
    assert not assess_coverage(silent, parent).child_cites_parent
    assert "parent_not_cited" in {finding.code for finding in assess_coverage(silent, parent).findings}
    assert assess_coverage(citing, parent).child_cites_parent
    assert assess_coverage(silent, parent, context=Context(cites_parent=True)).child_cites_parent


def test_what_the_store_found_is_passed_on(parent: PlanReading, office: Any) -> None:
    found = Finding(code="superseded_basis", message="căn cứ đã bị thay thế")
    assert found in assess_coverage(office(["x"]), parent, context=Context(findings=[found])).findings


def test_exempt_tasks_leave_the_denominator(parent: PlanReading, office: Any, topics: Any, rule: Rule) -> None:
    decisions = [rule("exempt", topics[9], organisation=OFFICE), rule("not_applicable", topics[8])]
    report = assess_coverage(office(topics[:8]), parent, context=Context(decisions=decisions))
    assert report.counts == Counts(binding=10, covered=8, exempt=1, not_applicable=1)
    assert report.rates.strict == 1.0


def test_a_confirmed_part_counts_in_the_wide_rate_alone(
    parent: PlanReading, office: Any, topics: Any, rule: Rule
) -> None:
    child = office([*topics[:9], "Việc riêng"])
    report = assess_coverage(child, parent, context=Context(decisions=[rule("partial", topics[9], "Việc riêng")]))
    assert (report.counts.covered, report.counts.partial) == (9, 1)
    assert (report.rates.strict, report.rates.wide) == (0.9, 1.0)


def test_delegation_is_followed_into_the_plan_of_the_unit(
    parent: PlanReading, office: Any, make_plan: MakePlan, topics: Any, rule: Rule
) -> None:
    decisions = [rule("delegate", topic, organisation=OFFICE, unit="Chi cục Dân số") for topic in topics[:2]]
    unit = make_plan([topics[0], *topics[3:]], issuer="Chi cục Dân số")
    context = Context(decisions=decisions, unit_plans={"Chi cục dân số": unit})
    report = assess_coverage(office(topics[2:]), parent, context=context)
    assert (of(report, "II.1").status.value, of(report, "II.1").deep.value) == ("delegated", "covered")
    assert of(report, "II.1").chain == (OFFICE, "Chi cục Dân số")
    assert of(report, "II.2").deep.value in {"gap", "review"}
    assert (report.counts.delegated, report.deep_counts.covered) == (2, 9)
    assert (
        of(assess_coverage(office(topics[2:]), parent, context=Context(decisions=decisions)), "II.1").deep.value
        == "review"
    )


def test_a_chain_that_returns_is_a_cycle(
    parent: PlanReading, office: Any, make_plan: MakePlan, topics: Any, rule: Rule
) -> None:
    decisions = [
        rule("delegate", topics[0], organisation=OFFICE, unit="Chi cục Dân số"),
        rule("delegate", topics[0], organisation="Chi cục Dân số", unit=OFFICE),
    ]
    context = Context(decisions=decisions, unit_plans={"Chi cục Dân số": make_plan(topics), OFFICE: make_plan(topics)})
    report = assess_coverage(office(topics), parent, context=context)
    assert of(report, "II.1").deep.value == "cycle"
    assert (report.counts.gap, report.deep_counts.gap) == (0, 1)


def test_a_district_plan_hands_tasks_down_by_its_text(make_plan: MakePlan, led: Led, topics: Any) -> None:
    above = make_plan(led(topics, "UBND cấp huyện"), date=DAY)
    district = make_plan(
        led(topics[:3], "UBND cấp xã") + led(topics[3:], "Phòng Nội vụ"), issuer="UBND huyện Vân Sa", date=DAY
    )
    commune = make_plan([topics[0], *topics[4:]], issuer="UBND xã Suối Ngà")
    report = assess_coverage(district, above, context=Context(unit_plans={"UBND xã Suối Ngà": commune}))
    assert (report.counts.delegated, report.counts.covered) == (3, 7)
    assert of(report, "II.1").deep.value == "covered"
    assert of(report, "II.2").deep.value == "gap"
    assert of(assess_coverage(district, above), "II.1").deep.value == "review"


def test_child_tasks_are_linked_local_unwanted_or_orphaned(make_plan: MakePlan, topics: Any) -> None:
    above = make_plan(
        [
            {"text": topics[0], "lead": [GROUP], "ref": "II.1.a"},
            {"text": topics[1], "lead": ["Sở Nội vụ"], "ref": "II.1.b"},
        ],
        number="12/KH-UBND",
    )
    own = "Nuôi cá lồng bè ở hồ"
    start = sum(len(text) + 1 for text in (topics[0], topics[1], own))
    cited = {"number": "12/KH-UBND", "pinpoint": "điểm h khoản 1 Mục II", "start": start, "end": start + 1}
    child = make_plan([topics[0], topics[1], own, "Trồng hoa"], issuer=OFFICE, cites=[cited])
    report = assess_coverage(child, above)
    assert [task.status.value for task in report.child_tasks] == ["linked", "unwanted", "local", "orphaned"]
    assert "orphaned_pinpoint" in {finding.code for finding in report.findings}


def test_a_verbatim_copy_is_coverage_and_a_finding(make_plan: MakePlan, led: Led, office: Any, topics: Any) -> None:
    long = f"{topics[0]}, {topics[1]} và báo cáo kết quả thực hiện về cơ quan thường trực"
    report = assess_coverage(office([long]), make_plan(led([long], GROUP)))
    assert report.counts.covered == 1
    (copy,) = report.child_tasks
    assert copy.copied == 1.0
    assert [check.code for check in copy.checks] == ["verbatim"]
    assert find_failures(report, ["verbatim", "gap"]) == ("verbatim",)


def test_conditions_name_what_fails_and_refuse_what_is_unknown(parent: PlanReading, office: Any, topics: Any) -> None:
    report = assess_coverage(office(topics[:3]), parent)
    assert find_failures(report, ["late", "gap", "missing_element"]) == ("gap", "missing_element")
    with pytest.raises(ValueError, match="unknown conditions: typo"):
        find_failures(report, ["typo"])


@pytest.mark.parametrize("seed", range(12))
def test_adding_a_covering_task_never_adds_a_gap(parent: PlanReading, office: Any, topics: Any, seed: int) -> None:
    chance = random.Random(seed)
    chosen = chance.sample(topics, chance.randint(1, 8))
    words = " ".join(topics).split()
    drift = [" ".join(chance.sample(words, 9)) for _ in range(4)]
    before = assess_coverage(office([*chosen, *drift]), parent)
    for topic in set(topics) - set(chosen):
        after = assess_coverage(office([*chosen, *drift, topic]), parent)
        assert after.counts.gap <= before.counts.gap
        assert after.counts.covered >= before.counts.covered


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_tasks_changes_no_report(parent: PlanReading, office: Any, topics: Any, seed: int) -> None:
    child = office(topics[::2])

    def shuffle(plan: PlanReading) -> PlanReading:
        tasks = list(plan.extraction.tasks)
        random.Random(seed).shuffle(tasks)
        return plan.model_copy(update={"extraction": plan.extraction.model_copy(update={"tasks": tuple(tasks)})})

    assert assess_coverage(shuffle(child), shuffle(parent)) == assess_coverage(child, parent)


def test_the_report_has_the_keys_of_the_contract(parent: PlanReading, office: Any, topics: Any) -> None:
    report = assess_coverage(office(topics[:2]), parent).model_dump(mode="json")
    assert {"child", "parent", "organisation", "as_of", "child_cites_parent", "counts", "rates", "tasks", "child_tasks",
            "findings"} <= report.keys()  # fmt: skip
    assert {"iri", "number", "title"} <= report["child"].keys()
    assert {
        "binding",
        "covered",
        "partial",
        "delegated",
        "review",
        "gap",
        "exempt",
        "not_applicable",
        "support",
    } <= report["counts"].keys()
    task = report["tasks"][0]
    assert {"ref", "kind", "text", "obligation", "status", "deep", "links", "checks", "quote"} <= task.keys()
    assert {"ref", "score", "state", "shared", "quote"} <= task["links"][0].keys()
    assert {"text", "start", "end"} == task["quote"].keys()
    assert {"ref", "text", "status", "copied"} <= report["child_tasks"][0].keys()
    assert report["as_of"] == "2022-01-10"


def test_rates_of_nothing_are_none() -> None:
    assert compute_rates(Counts(binding=2, exempt=1, not_applicable=1)).strict is None


def test_lower_units_in_the_lead_are_no_delegation_of_a_loosely_alike_task(
    make_plan: MakePlan, led: Led, topics: Any
) -> None:
    own = make_plan(led([f"{topics[0]} và báo cáo cấp trên kết quả hằng quý"], "UBND cấp huyện"), date=DAY)
    loose = make_plan(
        led([f"{topics[0]} ở các thôn bản vùng cao vùng xa gắn với nếp sống mới của người dân"], "UBND cấp xã"),
        issuer="UBND huyện Vân Sa",
        date=DAY,
    )
    told = make_plan(
        led([f"Giao UBND các xã: {topics[0]} ở các thôn bản vùng cao"], "UBND cấp xã"),
        issuer="UBND huyện Vân Sa",
        date=DAY,
    )
    assert [of(assess_coverage(child, own), "II.1").status.value for child in (loose, told)] == ["covered", "delegated"]


def test_a_duty_of_the_plans_own_organisation_is_never_unwanted(make_plan: MakePlan) -> None:
    follow = {"text": "Theo dõi, tổng hợp kết quả nạo vét kênh, báo cáo hằng quý", "kind": "duty", "ref": "IV.1"}
    above = make_plan([{**follow, "lead": ["Sở Nội vụ"]}])
    report = assess_coverage(make_plan([follow], issuer=OFFICE), above)
    assert [task.status.value for task in report.child_tasks] == ["linked"]


def test_rates_are_the_exact_fractions() -> None:
    rates = compute_rates(Counts(binding=17, covered=14, review=3))
    assert rates.strict == 14 / 17
