"""The working graph: the same whatever the order of ingest, with tasks and agencies on demand."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cancu.graph.network import build_graph, find_node
from cancu.graph.nodes import Graph, find_role
from cancu.graph.store import Store
from cancu.ontology.errors import AmbiguousNameError, UnknownNodeError
from cancu.ontology.identifiers import component_of, mint_task
from cancu.ontology.records import Document

PROVINCE = "UBND tỉnh Quảng Ngãi"


def render(graph: Graph) -> str:
    """The graph as text, every attribute in it."""
    nodes = [(iri, sorted((key, str(value)) for key, value in node.items())) for iri, node in graph.nodes(data=True)]
    edges = [(*edge[:3], str(edge[3])) for edge in graph.edges(keys=True, data=True)]
    return json.dumps([nodes, edges, sorted(graph.graph["redirects"].items())], ensure_ascii=False)


@pytest.fixture
def papers(write: Any, cite: Any) -> list[Any]:
    top = cite(
        "76/NQ-CP", issuer="Chính phủ", day="2021-07-15", relation="basis", about="ban hành Chương trình tổng thể"
    )
    return [
        write("1256/QĐ-UBND", PROVINCE, "2021-12-22", top, plan_title="Kế hoạch cải cách hành chính"),
        write("2108/QĐ-UBND", PROVINCE, "2021-12-23", top, cite("1256/QĐ-UBND", issuer=PROVINCE, day="2021-12-22"),
              tasks=[("II.1", "Ban hành quy chế"), ("II.7(2).đ", "Báo cáo kết quả")]),
        write("9/KH-UBND", "UBND huyện Sơn Tây", "2022-01-10", cite("76/NQ-CP", issuer="Chính phủ"),
              cite("2108/QĐ-UBND", issuer=PROVINCE, day="2021-12-21"), type="Kế hoạch"),
        write("9/KH-UBND", "UBND huyện Sơn Tây", "2022-03-10", cite("02/NQ-CP", issuer="Chính phủ"), type="Kế hoạch",
              title="Về phân luồng giao thông", filler="Cấm xe tải vào phố cổ sau sáu giờ sáng, trừ xe có giấy phép."),
        write(None, "Văn phòng UBND tỉnh Quảng Ngãi", None, cite("1256/QĐ-UBND", issuer=PROVINCE), type="Kế hoạch"),
    ]  # fmt: skip


def test_the_order_of_ingest_does_not_change_the_graph(fill: Callable[..., Store], papers: list[Any]) -> None:
    first = render(build_graph(fill(*papers), tasks=True))
    for seed in range(6):
        order = random.Random(seed).sample(papers, len(papers))
        store = fill(*order, *order)
        assert render(build_graph(store, tasks=True)) == first


def test_real_documents_in_any_order_give_one_graph(fill: Callable[..., Store], shared: Path) -> None:
    from cancu.ingest.citations import find_citations
    from cancu.ingest.header import read_header
    from cancu.ingest.readers import make_source
    from cancu.ontology.records import Extraction

    papers = []
    for path in sorted((shared / "seeds").glob("*.txt")):
        source = make_source(path.read_text(encoding="utf-8"), path.name)
        head = read_header(source.text)
        papers.append((source, Extraction(document=head, citations=tuple(find_citations(source.text, head)))))
    graphs = {render(build_graph(fill(*order))) for order in (papers, papers[::-1], papers[2:] + papers[:2])}
    assert len(graphs) == 1


def test_every_item_of_the_labelled_plans_has_its_own_identifier(shared: Path) -> None:
    for path in sorted((shared / "gold").glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        document = Document.model_validate(
            {key: gold["document"][key] for key in Document.model_fields if key in gold["document"]}
        )
        iris = [mint_task("id/vb/x", task["ref"], component=component_of(document)) for task in gold["tasks"]]
        assert len(iris) == len(set(iris)) == len(gold["tasks"])
        assert all(iri.isascii() for iri in iris)


def test_tasks_hang_on_documents_and_agencies_on_tasks(fill: Callable[..., Store], papers: list[Any]) -> None:
    graph = build_graph(fill(*papers), tasks=True)
    plan = find_node(graph, "2108/QĐ-UBND")
    task = f"{plan}/qd/II/7~2/dd"
    assert graph.has_edge(plan, task, "has_task")
    (agency,) = (target for _, target, key in graph.out_edges(task, keys=True) if key == "lead")
    assert agency.endswith("id/cq/vn-quang-ngai/so-noi-vu")


def test_edges_carry_their_evidence(fill: Callable[..., Store], papers: list[Any]) -> None:
    store = fill(*papers)
    graph = build_graph(store)
    source, target = find_node(graph, "2108/QĐ-UBND"), find_node(graph, "1256/QĐ-UBND")
    values = graph.edges[source, target, "implements"]
    (item,) = values["evidence"]
    assert item.quote in store.text(source)
    assert store.text(source)[item.start : item.end] == "1256/QĐ-UBND"
    assert (values["resolution"], values["confidence"]) == ("exact", 0.98)


def test_absent_documents_are_found_by_name_too(fill: Callable[..., Store], papers: list[Any]) -> None:
    graph = build_graph(fill(*papers))
    assert graph.nodes[find_node(graph, "76/nq-cp")]["kind"] == "stub"
    with pytest.raises(AmbiguousNameError):
        find_node(graph, "9/KH-UBND")
    with pytest.raises(UnknownNodeError):
        find_node(graph, "1/QĐ-AIDO")


def test_a_removed_document_is_marked_where_it_is_cited(fill: Callable[..., Store], papers: list[Any]) -> None:
    import datetime

    store = fill(*papers)
    store.remove(store.find("1256/QĐ-UBND").iri, by="Mơ", on=datetime.date(2026, 1, 5))
    graph = build_graph(store)
    assert graph.nodes[find_node(graph, "1256/QĐ-UBND")]["removed"] == "2026-01-05"


@pytest.mark.parametrize(
    ("kind", "title", "role"),
    [
        ("Quyết định", "Ban hành Kế hoạch cải cách hành chính", "plan"),
        ("Quyết định", "Phê duyệt Đề án đổi mới một cửa", "plan"),
        ("Nghị quyết", "Về đẩy mạnh cải cách hành chính", "policy"),
        ("Luật", "Luật Đất đai", "rule"),
        ("Công văn", None, "other"),
    ],
)
def test_roles_follow_type_and_title(kind: str, title: str | None, role: str) -> None:
    assert find_role(kind, title, None) == role
