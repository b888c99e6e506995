"""What a dossier holds, of a file and of a document of a store."""

from __future__ import annotations

from typing import Any

import pytest

from cancu.graph.cascade import cascade
from cancu.graph.dossiers import Dossier, Known, compile_dossier
from cancu.graph.network import build_graph
from cancu.graph.nodes import Graph
from cancu.graph.surroundings import cut_surroundings
from cancu.ontology.assessments import PlanReading
from cancu.ontology.records import Finding, TaskKind

PROVINCE = "UBND tỉnh Hoài Giang"


def read_known(graph: Graph, iri: str) -> Known:
    return Known(cut_surroundings(graph, iri), cascade(graph, iri, up=True), cascade(graph, iri))


@pytest.fixture
def dossiers(fill: Any, write: Any, cite: Any) -> dict[str, Dossier]:
    """The dossiers of three plans, each of which carries out the one before, by number."""
    kind = {"type": "Kế hoạch"}
    decided = {"type": "Quyết định", "issuer": PROVINCE}
    first, second = (
        cite(f"{number}/KH-UBND", "implements", f"202{number}-01-04", issuer=PROVINCE, **kind) for number in (1, 2)
    )
    basis, item = cite("7/QĐ-UBND", "basis", "2019-02-02", **decided), cite("8/QĐ-UBND", in_task=True, **decided)
    ending = cite("7/QĐ-UBND", "replaces", "2019-02-02", **decided)
    store = fill(
        write("1/KH-UBND", PROVINCE, "2021-01-04", **kind),
        write("2/KH-UBND", PROVINCE, "2022-01-04", first, basis, item, tasks=(("II.9", "Rà soát"),), **kind),
        write("3/KH-UBND", PROVINCE, "2023-01-04", second, **kind),
        write("9/QĐ-UBND", PROVINCE, "2021-03-03", ending),
    )
    graph = build_graph(store)
    found = {}
    for stored in store.documents():
        plan = PlanReading(extraction=store.extraction(stored.iri), text=store.text(stored.iri), iri=stored.iri)
        found[stored.document.number or ""] = compile_dossier(plan, known=read_known(graph, stored.iri))
    return found


def test_bases_and_mentions_are_told_apart(dossiers: dict[str, Dossier]) -> None:
    middle = dossiers["2/KH-UBND"]
    assert [one.label.split()[2] for one in middle.bases] == ["1/KH-UBND", "7/QĐ-UBND"]
    assert [(one.label.split()[2], one.task) for one in middle.mentions] == [("8/QĐ-UBND", "II.1")]
    assert [one.in_store for one in middle.bases] == [True, False]


def test_a_basis_that_had_ended_says_what_ended_it(dossiers: dict[str, Dossier]) -> None:
    ended = dossiers["2/KH-UBND"].bases[1]
    assert ["9/QĐ-UBND" in end.label for end in ended.superseded_by] == [True]
    assert dossiers["2/KH-UBND"].counts.superseded == 1


def test_plans_above_and_below_are_listed_without_the_document_itself(dossiers: dict[str, Dossier]) -> None:
    middle = dossiers["2/KH-UBND"]
    assert ["3/KH-UBND" in step.plan.label for step in middle.below] == [True]
    assert [step.plan.depth for step in dossiers["3/KH-UBND"].above][:2] == [1, 2]
    assert all(step.quotes for step in (*middle.above, *middle.below))


def test_what_names_the_document_is_listed(dossiers: dict[str, Dossier]) -> None:
    assert ["2/KH-UBND" in one.label for one in dossiers["1/KH-UBND"].resting] == [True]


def test_counts_are_those_of_the_parts(dossiers: dict[str, Dossier]) -> None:
    for one in dossiers.values():
        assert one.counts.bases == len({cited.iri for cited in one.bases})
        assert one.counts.above == len(one.above)
        assert one.counts.below == len(one.below)
        assert one.counts.tasks == sum(item.task.kind is TaskKind.TASK for item in one.tasks)


def test_a_file_is_known_by_its_own_words_alone(make_plan: Any) -> None:
    plan = make_plan(["Rà soát"], cites=[{"number": "1/KH-UBND", "relation": "basis"}, {"relation": "self"}])
    finding = Finding(code="x", message="y")
    dossier = compile_dossier(plan, findings=[finding])
    assert [(one.label, one.iri, one.quote) for one in dossier.bases] == [("Kế hoạch 1/KH-UBND", None, "R")]
    assert (dossier.above, dossier.below, dossier.resting, dossier.findings) == ((), (), (), (finding,))
    assert [one.quote.text for one in dossier.tasks] == ["Rà soát"]
