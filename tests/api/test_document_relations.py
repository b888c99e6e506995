"""The six boxes, the standing and the days of a document."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path

import pytest

from cancu.api.document_relations import fill_boxes, find_cited, find_standings, list_events
from cancu.api.intake import ingest_files
from cancu.api.workspace import Workspace, open_workspace

TODAY = datetime.date(2022, 6, 1)


@pytest.fixture
def workspace(sample_store: Path) -> Iterator[Workspace]:
    with open_workspace(sample_store) as opened:
        yield opened


def list_numbers(workspace: Workspace, number: str) -> dict[str, list[str]]:
    boxes = fill_boxes(workspace.graph, workspace.store.find(number).iri)
    return {box.name: [str(one.node["number"]) for one in box.documents] for box in boxes}


def test_every_relation_is_seen_from_both_ends(workspace: Workspace) -> None:
    assert "1450/QĐ-UBND" in list_numbers(workspace, "2215/QĐ-UBND")["rests_on"]
    assert "2215/QĐ-UBND" in list_numbers(workspace, "1450/QĐ-UBND")["carried_out_by"]
    assert "1450/QĐ-UBND" in list_numbers(workspace, "1985/QĐ-UBND")["changes"]
    assert "1985/QĐ-UBND" in list_numbers(workspace, "1450/QĐ-UBND")["changed_by"]


def test_weaker_relation_does_not_repeat_a_stronger_one(workspace: Workspace) -> None:
    for document in workspace.store.documents():
        boxes = list_numbers(workspace, document.iri)
        strong = {*boxes["rests_on"], *boxes["changes"]} - {"None"}
        assert not strong & set(boxes["mentions"])


def test_every_edge_stands_in_a_box(workspace: Workspace) -> None:
    graph = workspace.graph
    for document in workspace.store.documents():
        boxes = fill_boxes(graph, document.iri)
        shown = {one.node["iri"] for box in boxes for one in box.documents}
        assert shown == {*graph.successors(document.iri), *graph.predecessors(document.iri)} - {document.iri}


def test_absent_documents_have_boxes_too(workspace: Workspace) -> None:
    stub = next(iri for iri, node in workspace.graph.nodes(data=True) if node["kind"] == "stub")
    assert any(box.documents for box in fill_boxes(workspace.graph, stub))


def test_standing_is_said_only_as_far_as_the_store_knows(workspace: Workspace) -> None:
    graph = workspace.graph
    amended = find_standings(graph, workspace.store.find("1450/QĐ-UBND").iri, TODAY)
    assert [one.state for one in amended] == ["amended"]
    past = find_standings(graph, workspace.store.find("2764/KH-SNV").iri, datetime.date(2023, 1, 1))
    assert [(one.state, one.since) for one in past] == [("past", datetime.date(2022, 12, 31))]
    unknown = find_standings(graph, workspace.store.find("990/NQ-CP").iri, TODAY)
    assert [one.state for one in unknown] == ["unknown"]


def test_document_that_was_replaced_has_ended(tmp_path: Path) -> None:
    head = "UBND TỈNH HOÀI GIANG\nSố: {}/QĐ-UBND\nHoài Giang, ngày {} tháng 3 năm 2022\n\nQUYẾT ĐỊNH\nVề Quy định\n\n"
    texts = {
        "a.txt": head.format(11, 1) + "Điều 1. Ban hành Quy định.\n",
        "b.txt": head.format(12, 9) + "Điều 2. Quyết định này thay thế Quyết định số 11/QĐ-UBND ngày 01/3/2022 của UBND"
        " tỉnh Hoài Giang.\n",
    }
    for name, text in texts.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    ingest_files(tmp_path / "kho.db", [tmp_path / name for name in texts])
    with open_workspace(tmp_path / "kho.db") as workspace:
        [ended] = find_standings(workspace.graph, workspace.store.find("11/QĐ-UBND").iri, TODAY)
    assert (ended.state, ended.since) == ("ended", datetime.date(2022, 3, 9))
    assert "12/QĐ-UBND" in ended.by[0]["label"]


def test_days_stand_in_their_order_and_count_what_is_due(workspace: Workspace) -> None:
    stored = workspace.store.find("2764/KH-SNV")
    extraction = workspace.store.extraction(stored.iri)
    events = list_events(fill_boxes(workspace.graph, stored.iri), extraction.document, extraction.tasks)
    assert [event.day for event in events] == sorted(event.day for event in events)
    assert [event.day for event in events if event.kind == "issued"] == [datetime.date(2021, 12, 30)]
    dated = [task for task in extraction.tasks if task.deadline and task.deadline.due]
    assert sum(event.tasks for event in events) == len(dated)


def test_every_citation_is_led_to_its_document(workspace: Workspace) -> None:
    for document in workspace.store.documents():
        citations = workspace.store.extraction(document.iri).citations
        cited = find_cited(workspace.knowledge.find_surroundings(document.iri), document.iri)
        assert cited == find_cited(workspace.graph, document.iri)
        assert set(cited) <= set(range(1, len(citations) + 1))
        for ordinal, node in cited.items():
            number = citations[ordinal - 1].number
            assert number is None or node["number"] in (number, None)
