"""States of links, rulings that survive, suspect links."""

from __future__ import annotations

import random
from collections.abc import Callable

from cancu.graph.alignment import align_plans
from cancu.ontology.assessments import Decision, PlanReading, TaskLink

MakePlan = Callable[..., PlanReading]
Rule = Callable[..., Decision]


def states(links: tuple[TaskLink, ...]) -> dict[tuple[str, str], str]:
    return {(link.parent, link.child): link.state.value for link in links}


def test_a_plan_is_linked_to_itself_item_by_item(make_plan: MakePlan, topics: tuple[str, ...]) -> None:
    plan = make_plan(topics)
    found = states(align_plans(plan, plan).links)
    assert all(found[f"II.{place}", f"II.{place}"] == "auto" for place in range(1, 11))


def test_the_order_of_tasks_changes_nothing(make_plan: MakePlan, topics: tuple[str, ...]) -> None:
    parent, child = make_plan(topics), make_plan([f"{topic} của đơn vị trong năm" for topic in topics[::2]])
    tasks = list(child.extraction.tasks)
    random.Random(5).shuffle(tasks)
    shuffled = child.model_copy(update={"extraction": child.extraction.model_copy(update={"tasks": tuple(tasks)})})
    assert align_plans(child, parent).list_shown() == align_plans(shuffled, parent).list_shown()


def test_scores_of_shown_links_fall_and_stay_in_range(make_plan: MakePlan, topics: tuple[str, ...]) -> None:
    scores = [link.score for link in align_plans(make_plan(topics[:6]), make_plan(topics)).list_shown()]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)


def test_every_task_shows_its_three_nearest(make_plan: MakePlan, topics: tuple[str, ...]) -> None:
    shown = align_plans(make_plan(topics[:5]), make_plan(topics)).list_shown()
    assert all(sum(link.parent == f"II.{place}" for link in shown) >= 3 for place in range(1, 11))


def test_links_are_many_to_many(make_plan: MakePlan, topics: tuple[str, ...]) -> None:
    links = align_plans(make_plan([topics[0], topics[0] + " và xây dựng"]), make_plan(topics)).links
    assert [link.child for link in links if link.parent == "II.1" and link.state == "auto"] == ["II.1", "II.2"]


def test_a_person_confirms_what_no_score_finds_and_rejects_what_a_score_found(
    make_plan: MakePlan, rule: Rule, topics: tuple[str, ...]
) -> None:
    parent, child = make_plan(topics), make_plan(["Mở chuyên mục phát thanh hằng tháng", topics[2]])
    decisions = [
        rule("confirm", topics[8], "Mở chuyên mục phát thanh hằng tháng"),
        rule("reject", topics[2], topics[2]),
    ]
    found = states(align_plans(child, parent, decisions=decisions).links)
    assert found["II.9", "II.1"] == "confirmed"
    assert found["II.3", "II.2"] == "rejected"


def test_rulings_are_reused_wherever_their_texts_meet(make_plan: MakePlan, rule: Rule, topics: tuple[str, ...]) -> None:
    decision = rule("confirm", topics[0], "Việc riêng của năm", parent="1/KH-UBND", parent_ref="II.1")
    next_year = make_plan(["Việc mới", topics[0].upper()], number="2/KH-UBND")
    (link,) = align_plans(make_plan(["Việc riêng  của năm."]), next_year, decisions=[decision]).find_links(
        parent="II.2"
    )
    assert (link.state.value, link.suspect) == ("confirmed", False)


def test_a_link_is_suspect_when_a_text_changed_since_it_was_confirmed(
    make_plan: MakePlan, rule: Rule, topics: tuple[str, ...]
) -> None:
    places = {"parent": "1/KH-UBND", "parent_ref": "II.1", "child": "2/KH-SYT", "child_ref": "II.1"}
    decision = rule("confirm", topics[0], "Câu cũ", **places)
    parent, child = make_plan(topics[:1], number="1/KH-UBND"), make_plan(["Câu mới hẳn"], number="2/KH-SYT")
    (link,) = align_plans(child, parent, decisions=[decision]).links
    assert (link.state.value, link.suspect) == ("candidate", True)


def test_an_item_named_by_pinpoint_is_cited(make_plan: MakePlan) -> None:
    parent = make_plan(
        [{"text": "Đo lường sự hài lòng", "ref": "II.1.a"}, {"text": "Rà soát", "ref": "II.1.b"}], number="1/KH-UBND"
    )
    cited = {"number": "1/KH-UBND", "pinpoint": "điểm a khoản 1 Mục II", "start": 0, "end": 5}
    child = make_plan(["Thực hiện nhiệm vụ được giao"], cites=[cited])
    (link,) = align_plans(child, parent).find_links(parent="II.1.a")
    assert (link.state.value, link.method) == ("cited", "citation")


def test_targets_meet_targets_and_across_kinds_nothing_is_automatic(
    make_plan: MakePlan, topics: tuple[str, ...]
) -> None:
    parent = make_plan([{"text": topics[0], "kind": "target"}, topics[1]])
    child = make_plan([{"text": topics[0], "kind": "target"}, {"text": topics[1], "kind": "duty"}])
    assert states(align_plans(child, parent).links) == {("II.1", "II.1"): "auto", ("II.2", "II.2"): "candidate"}


def test_shown_links_are_those_of_tasks_alone(make_plan: MakePlan, topics: tuple[str, ...]) -> None:
    plan = make_plan([topics[0], {"text": topics[1], "kind": "duty"}, {"text": topics[2], "kind": "target"}])
    assert states(align_plans(plan, plan).list_shown()) == {("II.1", "II.1"): "auto"}


def test_plans_without_tasks_have_no_links(make_plan: MakePlan) -> None:
    assert align_plans(make_plan([]), make_plan(["x"])).list_shown() == ()


def test_links_by_either_end_are_all_links_in_one_order(make_plan: MakePlan, topics: tuple[str, ...]) -> None:
    parent, child = make_plan(topics), make_plan([*topics[::2], f"{topics[0]} và {topics[1]}"])
    alignment = align_plans(child, parent)
    by_parent = [link for task in parent.extraction.tasks for link in alignment.find_links(parent=task.ref)]
    by_child = [link for task in child.extraction.tasks for link in alignment.find_links(child=task.ref)]
    assert len(alignment.links) > len(child.extraction.tasks)
    for found in (by_parent, by_child):
        assert sorted(found, key=alignment.links.index) == list(alignment.links)
    assert all(
        (draft.parent.ref, draft.child.ref, draft.state, draft.rounded)
        == (link.parent, link.child, link.state, link.score)
        for draft, link in zip(alignment.drafts, alignment.links, strict=True)
    )
