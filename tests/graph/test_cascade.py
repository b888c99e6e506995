"""Cascades and legal bases: up, down, through absent documents, round cycles, at a date."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

import pytest

from cancu.graph.cascade import Cascade, cascade, plans_linked
from cancu.graph.legal_basis import find_date_conflicts, find_superseded_bases, legal_basis
from cancu.graph.network import build_graph, find_node
from cancu.graph.store import Store

PROVINCE = "UBND tỉnh Quảng Ngãi"
DISTRICT = "UBND huyện Sơn Tây, tỉnh Quảng Ngãi"
COMMUNE = "UBND xã Sơn Dung, huyện Sơn Tây, tỉnh Quảng Ngãi"
EDGE_KEYS = ["from", "to", "relation", "pinpoint", "quote", "resolution", "in_store"]


def shown(found: Cascade) -> list[tuple[int, str]]:
    return [(step.depth, step.label.split(" ngày")[0]) for step in found.nodes]


@pytest.fixture
def chain(fill: Callable[..., Store], write: Any, cite: Any) -> Store:
    """Government (absent) → province (absent) → district → commune; a law beside them."""
    nation = cite(
        "76/NQ-CP", issuer="Chính phủ", day="2021-07-15", type="Nghị quyết", about="ban hành Chương trình tổng thể"
    )
    province = cite("1256/QĐ-UBND", issuer=PROVINCE, day="2021-12-22", type="Quyết định", about="ban hành Kế hoạch")
    law = cite("77/2015/QH13", issuer="Quốc hội", type="Luật", relation="basis")
    return fill(
        write("9/KH-UBND", DISTRICT, "2022-01-10", law, province, nation._replace(subject="1256/QĐ-UBND"),
              type="Kế hoạch", plan_title="Kế hoạch", level="district"),
        write("3/KH-UBND", COMMUNE, "2022-02-10", law, cite("9/KH-UBND", issuer=DISTRICT, day="2022-01-10"),
              type="Kế hoạch", plan_title="Kế hoạch", level="commune"),
        write("4/KH-UBND", COMMUNE, "2022-02-11", law, cite("9/KH-UBND", issuer=DISTRICT, in_task=True),
              type="Kế hoạch", plan_title="Kế hoạch", level="commune"),
    )  # fmt: skip


def test_a_cascade_runs_down_through_absent_documents(chain: Store) -> None:
    graph = build_graph(chain)
    found = cascade(graph, find_node(graph, "76/NQ-CP"))
    assert shown(found) == [
        (0, "Nghị quyết 76/NQ-CP"),
        (1, "Quyết định 1256/QĐ-UBND"),
        (2, "Kế hoạch 9/KH-UBND"),
        (3, "Kế hoạch 3/KH-UBND"),
    ]
    assert [step.in_store for step in found.nodes] == [False, False, True, True]
    assert found.nodes[3].through == (found.nodes[1].iri, found.nodes[2].iri)


def test_a_cascade_runs_up_and_leaves_laws_aside(chain: Store) -> None:
    graph = build_graph(chain)
    found = cascade(graph, find_node(graph, "3/KH-UBND"), up=True)
    assert [label for _, label in shown(found)][1:] == [
        "Kế hoạch 9/KH-UBND",
        "Quyết định 1256/QĐ-UBND",
        "Nghị quyết 76/NQ-CP",
    ]
    assert len(cascade(graph, find_node(graph, "3/KH-UBND"), up=True, depth=1).nodes) == 2


def test_what_one_item_carries_out_makes_no_cascade(chain: Store) -> None:
    graph = build_graph(chain)
    assert len(cascade(graph, find_node(graph, "4/KH-UBND"), up=True).nodes) == 1


def test_a_cycle_is_ended_and_reported(fill: Callable[..., Store], write: Any, cite: Any) -> None:
    plans = {"type": "Kế hoạch", "plan_title": "Kế hoạch", "level": "province"}
    store = fill(
        *(
            write(
                f"{own}/KH-UBND",
                PROVINCE,
                "2022-01-10",
                cite(f"{other}/KH-UBND", issuer=PROVINCE, day="2022-01-10"),
                **plans,
            )
            for own, other in ((11, 12), (12, 13), (13, 11))
        )
    )
    graph = build_graph(store)
    start = find_node(graph, "11/KH-UBND")
    for up in (True, False):
        found = cascade(graph, start, up=up)
        assert len(found.nodes) == 3
        assert [len(cycle) for cycle in found.cycles] == [4]
        assert found.cycles[0][0] == found.cycles[0][-1]
    assert legal_basis(graph, start, depth=None)["edges"]


def test_a_higher_plan_never_stands_below_a_lower_one(fill: Callable[..., Store], write: Any, cite: Any) -> None:
    low = write("9/KH-UBND", DISTRICT, "2022-01-10", type="Kế hoạch", plan_title="Kế hoạch", level="district")
    high = write("5/KH-UBND", PROVINCE, "2022-02-10", cite("9/KH-UBND", issuer=DISTRICT, day="2022-01-10"),
                 type="Kế hoạch", plan_title="Kế hoạch", level="province")  # fmt: skip
    graph = build_graph(fill(low, high))
    assert len(cascade(graph, find_node(graph, "9/KH-UBND")).nodes) == 1


def test_an_amending_decision_hangs_on_the_plan_it_amends(fill: Callable[..., Store], write: Any, cite: Any) -> None:
    top = {"issuer": "Chính phủ", "day": "2021-07-15", "type": "Nghị quyết", "about": "ban hành Chương trình tổng thể"}
    plan = write("5/QĐ-UBND", PROVINCE, "2022-01-10", cite("76/NQ-CP", relation="basis", **top),
                 type="Quyết định", plan_title="Kế hoạch", level="province")  # fmt: skip
    amends = cite("5/QĐ-UBND", issuer=PROVINCE, day="2022-01-10", relation="amends", type="Quyết định")
    decision = write("8/QĐ-UBND", PROVINCE, "2022-05-10", cite("76/NQ-CP", relation="basis", **top), amends,
                     type="Quyết định", title="Sửa đổi một số mục tiêu", level="province")  # fmt: skip
    graph = build_graph(fill(plan, decision))
    found = cascade(graph, find_node(graph, "76/NQ-CP"))
    assert [label for _, label in shown(found)][1:] == ["Quyết định 5/QĐ-UBND", "Quyết định 8/QĐ-UBND"]
    assert [(edge.relation, edge.upper == found.nodes[1].iri) for edge in found.edges if "8-qd" in edge.lower] == [
        ("amends", True)
    ]
    assert find_node(graph, "8/QĐ-UBND") not in {pair.child for pair in plans_linked(graph)}


def test_stored_plans_are_linked_directly_and_through_their_decision(
    fill: Callable[..., Store], write: Any, cite: Any
) -> None:
    decision = cite("1256/QĐ-UBND", issuer=PROVINCE, day="2021-12-22", relation="promulgated_by")
    plan = {"type": "Kế hoạch", "plan_title": "Kế hoạch tỉnh"}
    store = fill(
        write(None, PROVINCE, "2021-12-22", decision, title="Cải cách hành chính", **plan),
        write("9/KH-UBND", DISTRICT, "2022-01-10", decision._replace(relation="implements"), **plan),
        write("3/KH-UBND", COMMUNE, "2022-02-10", cite("9/KH-UBND", issuer=DISTRICT), **plan),
    )
    graph = build_graph(store)
    names = {store.find(name).iri: name for name in ("9/KH-UBND", "3/KH-UBND", "Cải cách hành chính")}
    assert {(names[child], names[parent], direct) for child, parent, direct in plans_linked(graph)} == {
        ("9/KH-UBND", "Cải cách hành chính", False), ("3/KH-UBND", "9/KH-UBND", True),
    }  # fmt: skip


# ── legal basis ────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_legal_basis_has_the_shape_of_the_contract(chain: Store) -> None:
    graph = build_graph(chain)
    found = legal_basis(graph, find_node(graph, "9/KH-UBND"))
    assert list(found) == ["document", "edges", "nodes"]
    assert [list(edge) for edge in found["edges"]] == [EDGE_KEYS] * 2
    assert [edge["relation"] for edge in found["edges"]] == ["basis", "implements"]
    assert all(edge["quote"] in chain.text(found["document"]) for edge in found["edges"])
    assert {edge["to"] for edge in found["edges"]} | {found["document"]} == {node["iri"] for node in found["nodes"]}


def test_the_legal_basis_goes_deeper_and_down(chain: Store) -> None:
    graph = build_graph(chain)
    deep = legal_basis(graph, find_node(graph, "3/KH-UBND"), depth=None)
    assert find_node(graph, "76/NQ-CP") in {edge["to"] for edge in deep["edges"]}
    down = legal_basis(graph, find_node(graph, "77/2015/QH13"), down=True)
    assert {edge["from"] for edge in down["edges"]} == {chain.find(f"{n}/KH-UBND").iri for n in (3, 4, 9)}
    assert all(edge["in_store"] for edge in down["edges"])
    early = legal_basis(graph, find_node(graph, "77/2015/QH13"), down=True, as_of=datetime.date(2022, 1, 31))
    assert len(early["edges"]) == 1


def test_pinpoints_of_one_basis_are_kept_apart(fill: Callable[..., Store], write: Any, cite: Any) -> None:
    points = [
        cite("76/NQ-CP", issuer="Chính phủ", relation="basis", pinpoint=point)
        for point in ("Điều 1", "Điều 2", "Điều 1")
    ]
    graph = build_graph(fill(write("9/KH-UBND", PROVINCE, "2022-01-10", *points)))
    edges = legal_basis(graph, find_node(graph, "9/KH-UBND"))["edges"]
    assert [edge["pinpoint"] for edge in edges] == ["Điều 1", "Điều 2"]


def test_a_superseded_basis_is_noticed_from_the_day_it_was_replaced(
    fill: Callable[..., Store], write: Any, cite: Any
) -> None:
    basis = cite("48/2015/QĐ-UBND", issuer=PROVINCE, day="2015-09-22", relation="basis")
    store = fill(
        write("7/2020/QĐ-UBND", PROVINCE, "2020-05-01", basis._replace(relation="replaces")),
        write("8/QĐ-UBND", PROVINCE, "2019-05-01", basis),
        write("9/QĐ-UBND", PROVINCE, "2021-05-01", basis),
    )
    graph = build_graph(store)
    early, late = find_node(graph, "8/QĐ-UBND"), find_node(graph, "9/QĐ-UBND")
    assert find_superseded_bases(graph, early) == ()
    (finding,) = find_superseded_bases(graph, late)
    assert (finding.code, store.text(late)[finding.start : finding.end]) == ("superseded_basis", "48/2015/QĐ-UBND")
    assert finding.message.count("01/05/2020") == 1
    assert len(find_superseded_bases(graph, early, as_of=datetime.date(2024, 1, 1))) == 1


def test_a_law_that_the_gazetteer_knows_to_be_replaced_is_noticed(
    fill: Callable[..., Store], write: Any, cite: Any
) -> None:
    law = cite(None, name="Luật Tổ chức chính quyền địa phương", type="Luật", day="2015-06-19", relation="basis")
    graph = build_graph(
        fill(write("9/QĐ-UBND", PROVINCE, "2025-12-01", law), write("8/QĐ-UBND", PROVINCE, "2021-12-01", law))
    )
    assert [item.code for item in find_superseded_bases(graph, find_node(graph, "9/QĐ-UBND"))] == ["superseded_basis"]
    assert find_superseded_bases(graph, find_node(graph, "8/QĐ-UBND")) == ()


def test_a_citation_with_another_date_than_the_stored_document_is_noticed(
    fill: Callable[..., Store], write: Any, cite: Any
) -> None:
    right = cite("48/QĐ-UBND", issuer=PROVINCE, day="2021-08-20", relation="basis")
    store = fill(
        write("48/QĐ-UBND", PROVINCE, "2021-08-20"),
        write("9/QĐ-UBND", PROVINCE, "2022-05-01", right._replace(day="2021-08-28")),
        write("8/QĐ-UBND", PROVINCE, "2022-05-01", right),
    )
    graph = build_graph(store)
    wrong, well = find_node(graph, "9/QĐ-UBND"), find_node(graph, "8/QĐ-UBND")
    (finding,) = find_date_conflicts(graph, wrong, store.extraction(wrong).citations)
    assert (finding.code, store.text(wrong)[finding.start : finding.end]) == ("citation_date_conflict", "48/QĐ-UBND")
    assert "28/08/2021" in finding.message
    assert "20/08/2021" in finding.message
    assert find_date_conflicts(graph, well, store.extraction(well).citations) == ()
