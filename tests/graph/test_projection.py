from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pytest

from cancu.graph.network import build_graph
from cancu.graph.projection import Projected, project_document, project_store
from cancu.graph.store import Store
from cancu.ontology.markers import ClassTerm
from cancu.ontology.resources import (
    AgencyResource,
    AlignmentResource,
    AssessmentResource,
    CitationResource,
    DecisionResource,
    DocumentResource,
    DocumentRole,
    EvidenceResource,
    GroupResource,
    PlanResource,
    Resource,
    SourceTextResource,
    StubResource,
    SubdivisionResource,
    TaskResource,
    UnitResource,
)
from cancu.ontology.slots import list_slots

PROVINCE = "UBND tỉnh Quảng Ngãi"
DISTRICT = "UBND huyện Sơn Tây, tỉnh Quảng Ngãi"
TASK = "Rà soát, đơn giản hóa thủ tục hành chính trong lĩnh vực đất đai."


@pytest.fixture
def pair(fill: Any, write: Any, cite: Any) -> Store:
    """A plan of a province and one of a district that carries it out and cites an item of it."""
    above = write(
        "2108/QĐ-UBND", PROVINCE, "2021-12-23", cite("76/NQ-CP", "basis", "2021-07-15", "Chính phủ"),
        plan_title="Kế hoạch cải cách hành chính", level="province", tasks=[("II.1", TASK), ("II.7(2).đ", "Báo cáo.")],
    )  # fmt: skip
    below = write(
        "11/KH-UBND", DISTRICT, "2022-01-20",
        cite("2108/QĐ-UBND", "implements", "2021-12-23", PROVINCE, type="Quyết định", pinpoint="điểm đ khoản 7 mục II"),
        type="Kế hoạch", plan_title="Kế hoạch cải cách hành chính", level="district", tasks=[("III.1", TASK)],
    )  # fmt: skip
    made: Store = fill(above, below)
    return made


def pick(projected: Iterable[Projected], kind: type[Resource]) -> list[Any]:
    return [one.resource for one in projected if type(one.resource) is kind]


def iter_inside(resource: Resource) -> Iterator[Resource]:
    yield resource
    for slot in list_slots(type(resource)):
        value = getattr(resource, slot.field)
        for part in value if isinstance(value, tuple) else (value,):
            if isinstance(part, Resource):
                yield from iter_inside(part)


def test_every_reference_is_a_resource_of_the_class_that_its_field_names(pair: Store) -> None:
    inside = [one for projected in project_store(pair) for one in iter_inside(projected.resource)]
    kinds = {
        one.iri: {term.curie for kind in type(one).__mro__ if isinstance(term := vars(kind).get("term"), ClassTerm)}
        for one in inside
    }
    for one in inside:
        for slot in list_slots(type(one)):
            if slot.kind == "reference":
                value = getattr(one, slot.field)
                for iri in value if isinstance(value, tuple) else [value] if value else []:
                    assert kinds[iri] & {term.curie for term in slot.classes}, (one.iri, slot.field, iri)


def test_no_resource_is_yielded_twice_and_the_order_is_fixed(pair: Store) -> None:
    first, second = list(project_store(pair)), list(project_store(pair))
    assert first == second
    counted = Counter(one.iri for projected in first for one in iter_inside(projected.resource))
    assert [iri for iri, count in counted.items() if count > 1] == []


def test_short_edges_are_the_edges_of_the_working_graph(pair: Store) -> None:
    graph = build_graph(pair)
    documents = {
        one.resource.iri: one.resource for one in project_store(pair) if isinstance(one.resource, DocumentResource)
    }
    fields = {"basis": "based_on", "implements": "implements"}
    edges = {(source, fields[key], target) for source, target, key in graph.edges(keys=True)}
    assert edges == {
        (iri, field, target)
        for iri, document in documents.items()
        for field in fields.values()
        for target in getattr(document, field)
    }
    assert len(edges) == 2


def test_plans_stubs_and_other_documents_are_told_apart(pair: Store) -> None:
    projected = list(project_store(pair))
    assert [plan.number for plan in pick(projected, PlanResource)] == ["11/KH-UBND", "2108/QĐ-UBND"]
    (stub,) = pick(projected, StubResource)
    assert (stub.number, stub.in_store, stub.kind) == ("76/NQ-CP", False, "nghi-quyet")
    assert pick(projected, PlanResource)[0].role is DocumentRole.PLAN


def test_a_citation_knows_what_it_means_and_quotes_its_text(pair: Store) -> None:
    projected = list(project_store(pair))
    citation = next(one for one in pick(projected, CitationResource) if one.number == "2108/QĐ-UBND")
    plan = next(one for one in pick(projected, PlanResource) if one.number == "2108/QĐ-UBND")
    assert (citation.cited, citation.target, citation.source) == (plan.iri, plan.iri, citation.citing)
    position, quote = citation.evidence.selectors
    text = pair.text(citation.citing)
    assert text[position.start : position.end] == quote.exact == "2108/QĐ-UBND"
    assert text[position.end : position.end + 32].startswith(quote.suffix)
    (part,) = pick(projected, SubdivisionResource)
    assert part.iri == citation.part == f"{plan.iri}/vi-tri/diem-dd-khoan-7-muc-ii"
    assert part.kind == "point"


@pytest.mark.parametrize(
    ("relation", "turned"), [("amended_by", "amends"), ("replaced_by", "replaces"), ("guided_by", "guides")]
)
def test_a_passive_is_turned_round_and_still_cites_what_it_names(
    fill: Any, write: Any, cite: Any, relation: str, turned: str
) -> None:
    store = fill(write("1/QĐ-UBND", PROVINCE, "2021-01-05", cite("2/QĐ-UBND", relation, "2021-03-01", PROVINCE)))
    projected = list(project_store(store))
    (citation,), (stub,) = pick(projected, CitationResource), pick(projected, StubResource)
    assert (citation.cited, citation.source, citation.target) == (stub.iri, stub.iri, citation.citing)
    assert citation.derived == turned
    assert getattr(stub, turned) == (citation.citing,)


def test_a_mention_of_the_document_itself_is_resolved_to_it(fill: Any, write: Any, cite: Any) -> None:
    store = fill(write("1/QĐ-UBND", PROVINCE, "2021-01-05", cite("1/QĐ-UBND", "self", "2021-01-05", PROVINCE)))
    (citation,) = pick(project_store(store), CitationResource)
    assert citation.cited == citation.citing
    assert citation.source is citation.target is citation.derived is None


def test_tasks_lead_agencies_and_inherit_from_linked_tasks(pair: Store) -> None:
    projected = list(project_store(pair))
    tasks = {(task.part_of, task.ref): task for task in pick(projected, TaskResource)}
    child, parent = (next(task for (_, ref), task in tasks.items() if ref == wanted) for wanted in ("III.1", "II.1"))
    assert child.inherits_from == (parent.iri,)
    assert child.led_by == (child.assignments[0].assignee,)
    assert child.led_by[0] in {agency.iri for agency in pick(projected, AgencyResource)}
    links = {(link.parent_task, link.child_task): link for link in pick(projected, AlignmentResource)}
    assert links[parent.iri, child.iri].parent_hash == parent.text_hash
    assert any(task.iri.endswith("/kh/II/7~2/dd") for task in tasks.values())


def test_every_task_of_the_parent_is_assessed_with_the_links_that_were_weighed(pair: Store) -> None:
    projected = list(project_store(pair))
    assessments = pick(projected, AssessmentResource)
    links = {link.iri for link in pick(projected, AlignmentResource)}
    assert len(assessments) == 2
    assert all(set(one.alignments) <= links and one.alignments for one in assessments)
    assert {one.organisation_name for one in assessments} == {DISTRICT}


def test_verdicts_can_be_left_out(pair: Store) -> None:
    projected = list(project_store(pair, verdicts=False))
    assert pick(projected, AlignmentResource) == pick(projected, AssessmentResource) == []
    assert all(not task.inherits_from for task in pick(projected, TaskResource))


def test_units_stand_below_each_other_up_to_the_nation(pair: Store) -> None:
    units = {unit.iri.partition("/dv/")[2]: unit for unit in pick(project_store(pair), UnitResource)}
    assert set(units) == {"vn", "vn-quang-ngai", "vn-quang-ngai/son-tay"}
    assert units["vn-quang-ngai/son-tay"].label == "huyện Sơn Tây"
    assert units["vn-quang-ngai/son-tay"].valid_to.isoformat() == "2025-06-30"
    assert units["vn-quang-ngai"].part_of == units["vn"].iri


def test_a_province_that_was_merged_names_its_heir(fill: Any, write: Any) -> None:
    store = fill(write("1/QĐ-UBND", "UBND tỉnh Kon Tum", "2021-01-05"))
    units = {unit.label: unit for unit in pick(project_store(store), UnitResource)}
    assert units["tỉnh Kon Tum"].replaced_by == (units["tỉnh Quảng Ngãi"].iri,)


def test_a_group_is_kept_as_what_it_means(fill: Any, write: Any) -> None:
    paper = write("1/KH-UBND", PROVINCE, "2021-01-05", tasks=[("I.1", TASK)])
    task = paper.extraction.tasks[0].model_copy(update={"lead": ("Các sở, ban, ngành",), "coordinate": ("Sở Nội vụ",)})
    store = fill(paper._replace(extraction=paper.extraction.model_copy(update={"tasks": (task,)})))
    (group,) = pick(project_store(store), GroupResource)
    assert "department" in group.member_kinds
    assert not group.open_ended
    assert group.scope_unit.endswith("/dv/vn-quang-ngai")


def test_every_stored_document_has_its_text(pair: Store) -> None:
    texts = pick(project_store(pair), SourceTextResource)
    assert {text.realizes: text.length for text in texts} == {
        one.iri: len(pair.text(one.iri)) for one in pair.documents()
    }


def test_a_ruling_is_linked_to_what_it_speaks_of(pair: Store, rule: Callable[..., Any]) -> None:
    parent, child = (pair.find(number).iri for number in ("2108/QĐ-UBND", "11/KH-UBND"))
    pair.record(rule("confirm", TASK, TASK, parent=parent, parent_ref="II.1", child="11/KH-UBND", child_ref="III.1"))
    pair.record(rule("reject", "Việc khác.", TASK, parent="999/QĐ-UBND", parent_ref="I.1"))
    known, stray = sorted(pick(project_store(pair), DecisionResource), key=lambda one: one.kind.value)
    assert (known.parent_document, known.child_document) == (parent, child)
    assert known.child_task == f"{child}/kh/III/1"
    assert (stray.parent_document, stray.parent_task) == (None, None)


def test_one_document_comes_with_everything_it_refers_to(pair: Store) -> None:
    iri = pair.find("11/KH-UBND").iri
    resources = list(project_document(pair, iri))
    assert [one.iri for one in resources if isinstance(one, TaskResource)] == [f"{iri}/kh/III/1"]
    assert any(isinstance(one, EvidenceResource) for resource in resources for one in iter_inside(resource))
