"""Which document a citation means: tiers, vetoes, stubs, rulings, whatever the order of ingest."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

import pytest

from cancu.graph.decisions import select_effective
from cancu.graph.network import Evidence, build_graph, find_node
from cancu.graph.shelving import identify
from cancu.graph.store import Store
from cancu.ontology.assessments import Decision, DecisionKind, hash_text

PROVINCE = "UBND tỉnh Quảng Ngãi"
CHAIR = "Chủ tịch UBND tỉnh Quảng Ngãi"
DISTRICT = "UBND huyện Sơn Tây"
GOVERNMENT = "Chính phủ"


def read_evidence(store: Store, citing: str, place: int = 0) -> tuple[str, Evidence]:
    """Target and evidence of the n-th citation of a document."""
    graph = build_graph(store)
    source = find_node(graph, citing)
    found = [
        (item.citation, target, item)
        for _, target, values in graph.out_edges(source, data=True)
        for item in values["evidence"]
        if item.document == source
    ]
    _, target, item = sorted(found, key=lambda one: one[0])[place]
    return target, item


@pytest.fixture
def parent(write: Any) -> Any:
    return write(
        "1256/QĐ-UBND", CHAIR, "2021-12-22", title="Ban hành Kế hoạch cải cách hành chính giai đoạn 2021 - 2025"
    )


def test_series_type_number_and_day_are_exact(fill: Callable[..., Store], write: Any, cite: Any, parent: Any) -> None:
    child = write("9/KH-UBND", DISTRICT, "2022-01-10", cite("1256/QĐ-UBND", issuer=PROVINCE, day="2021-12-22"))
    store = fill(parent, child)
    target, item = read_evidence(store, "9/KH-UBND")
    assert (target, item.code) == (store.find("1256/QĐ-UBND").iri, "exact")


def test_another_day_of_the_same_year_is_a_date_conflict(
    fill: Callable[..., Store], write: Any, cite: Any, parent: Any
) -> None:
    child = write("9/KH-UBND", DISTRICT, "2022-01-10", cite("1256/QĐ-UBND", issuer=PROVINCE, day="2021-12-20"))
    store = fill(child, parent)
    target, item = read_evidence(store, "9/KH-UBND")
    assert (target, item.code) == (store.find("1256/QĐ-UBND").iri, "date_conflict")


@pytest.mark.parametrize("issuer", ["UBND tỉnh Thanh Hóa", "UBND huyện Sơn Tây", "Chủ tịch UBND huyện Sơn Tây"])
def test_another_series_is_a_homonym(
    fill: Callable[..., Store], write: Any, cite: Any, parent: Any, issuer: str
) -> None:
    child = write("9/KH-UBND", DISTRICT, "2022-01-10", cite("1256/QĐ-UBND", issuer=issuer, day="2021-12-22"))
    target, item = read_evidence(fill(parent, child), "9/KH-UBND")
    assert item.code == "stub"
    assert "/vb-tam/" in target


def test_a_directive_of_the_province_is_one_from_province_and_district(
    fill: Callable[..., Store], write: Any, cite: Any
) -> None:
    mention = cite("17/CT-UBND", issuer=CHAIR, day="2016-11-10", type="Chỉ thị")
    store = fill(
        write("1/KH-UBND", DISTRICT, "2020-01-10", mention),
        write("2/KH-UBND", PROVINCE, "2020-02-10", mention._replace(issuer=PROVINCE)),
    )
    assert read_evidence(store, "1/KH-UBND")[0] == read_evidence(store, "2/KH-UBND")[0]


def test_a_short_citation_means_the_full_one_before_it(fill: Callable[..., Store], write: Any, cite: Any) -> None:
    full = cite("02/NQ-CP", issuer=GOVERNMENT, day="2021-01-01")
    other = write("8/KH-UBND", PROVINCE, "2021-03-01", cite("02/NQ-CP", issuer=GOVERNMENT, day="2019-01-01"))
    child = write("9/KH-UBND", PROVINCE, "2021-04-01", full, cite("2/NQ-CP", issuer=GOVERNMENT))
    store = fill(other, child)
    target, item = read_evidence(store, "9/KH-UBND", 1)
    assert (target, item.code) == (read_evidence(store, "9/KH-UBND", 0)[0], "same_document")
    assert read_evidence(store, "8/KH-UBND")[0] != target


def test_without_a_date_the_only_candidate_is_taken(
    fill: Callable[..., Store], write: Any, cite: Any, parent: Any
) -> None:
    child = write("9/KH-UBND", DISTRICT, "2022-01-10", cite("1256/QĐ-UBND", issuer=PROVINCE))
    store = fill(child, parent)
    target, item = read_evidence(store, "9/KH-UBND")
    assert (target, item.code, item.review) == (store.find("1256/QĐ-UBND").iri, "no_date", False)


def test_a_resolution_of_two_years_without_date_is_ambiguous_and_shows_both(
    fill: Callable[..., Store], write: Any, cite: Any
) -> None:
    years = [
        write("7/KH-UBND", "UBND tỉnh Lào Cai", "2021-03-01", cite("02/NQ-CP", issuer=GOVERNMENT, day="2021-01-01")),
        write("8/KH-UBND", "UBND tỉnh Cà Mau", "2020-03-01", cite("02/NQ-CP", issuer=GOVERNMENT, day="2020-01-01")),
    ]
    child = write("9/KH-UBND", PROVINCE, "2021-04-01", cite("02/NQ-CP", issuer=GOVERNMENT))
    target, item = read_evidence(fill(*years, child), "9/KH-UBND")
    assert (item.code, item.review, len(item.candidates)) == ("ambiguous", True, 2)
    assert target not in item.candidates


def test_the_title_decides_among_years(fill: Callable[..., Store], write: Any, cite: Any) -> None:
    about = "ban hành Chương trình làm sạch sông ngòi vùng hạ du"
    years = [
        write("2/NQ-CP", GOVERNMENT, "2020-01-01", type="Nghị quyết", title="Về giá điện sinh hoạt nông thôn miền núi"),
        write("2/NQ-CP", GOVERNMENT, "2021-01-01", type="Nghị quyết", title=about),
    ]
    child = write("9/KH-UBND", PROVINCE, "2021-04-01", cite("02/NQ-CP", issuer=GOVERNMENT, about=about))
    store = fill(*years, child)
    target, item = read_evidence(store, "9/KH-UBND")
    assert (target, item.code) == (store.find("2/NQ-CP 2021").iri, "title")


def test_a_document_without_date_is_not_sought_in_the_distant_past(
    fill: Callable[..., Store], write: Any, cite: Any
) -> None:
    old = write("14/KH-UBND", PROVINCE, "2005-03-01", type="Kế hoạch")
    child = write("9/KH-UBND", PROVINCE, "2021-04-01", cite("14/KH-UBND", issuer=PROVINCE))
    assert read_evidence(fill(old, child), "9/KH-UBND")[1].code == "stub"


@pytest.mark.parametrize(
    "slip",
    [
        ("1256/QĐ-UBND", "2020-12-22", "year_conflict"),
        ("1265/QĐ-UBND", "2021-12-22", "stub"),
        ("1266/QĐ-UBND", "2021-12-22", "number_suspect"),
    ],
)
def test_slips_in_year_and_number_need_the_title_and_a_person(
    fill: Callable[..., Store], write: Any, cite: Any, parent: Any, slip: tuple[str, str, str]
) -> None:
    number, day, code = slip
    mention = cite(number, issuer=PROVINCE, day=day)
    about = "ban hành Kế hoạch cải cách hành chính giai đoạn 2021 - 2025"
    child = write("9/KH-UBND", DISTRICT, "2022-01-10", mention._replace(about=about))
    store = fill(parent, child, write("10/KH-UBND", DISTRICT, "2022-01-10", mention))
    _, item = read_evidence(store, "9/KH-UBND")
    assert (item.code, item.review) == (code, code != "stub")
    assert read_evidence(store, "10/KH-UBND")[1].code == "stub"


def test_nothing_is_cited_before_it_was_issued(fill: Callable[..., Store], write: Any, cite: Any, parent: Any) -> None:
    child = write("9/KH-UBND", DISTRICT, "2021-01-10", cite("1256/QĐ-UBND", issuer=PROVINCE, day="2021-12-22"))
    target, item = read_evidence(fill(parent, child), "9/KH-UBND")
    assert item.code == "veto_later"
    assert "/vb-tam/" in target


def test_a_type_that_contradicts_the_symbol_is_not_bound(
    fill: Callable[..., Store], write: Any, cite: Any, parent: Any
) -> None:
    mention = cite("1256/QĐ-UBND", issuer=PROVINCE, day="2021-12-22", type="Nghị định")
    assert (
        read_evidence(fill(parent, write("9/KH-UBND", DISTRICT, "2022-01-10", mention)), "9/KH-UBND")[1].code
        == "veto_type"
    )


def test_the_year_in_a_number_outweighs_the_date_beside_it(fill: Callable[..., Store], write: Any, cite: Any) -> None:
    decree = write("214/2025/NĐ-CP", GOVERNMENT, "2025-08-04", type="Nghị định", title="Quy định chi tiết một số điều")
    child = write("9/QĐ-UBND", PROVINCE, "2025-11-18", cite("214/2025/NĐ-CP", issuer=GOVERNMENT, day="2028-08-04"))
    store = fill(decree, child)
    target, item = read_evidence(store, "9/QĐ-UBND")
    assert (target, item.code) == (store.find("214/2025/NĐ-CP").iri, "date_conflict")


def test_a_law_by_name_and_day_is_the_law_by_number(fill: Callable[..., Store], write: Any, cite: Any) -> None:
    name = "Luật Tổ chức chính quyền địa phương"
    store = fill(
        write("8/KH-UBND", PROVINCE, "2021-03-01", cite(None, name=name, type="Luật", day="2015-06-19")),
        write("9/KH-UBND", PROVINCE, "2021-04-01", cite("77/2015/QH13", type="Luật", issuer="Quốc hội")),
    )
    by_name, item = read_evidence(store, "8/KH-UBND")
    assert (by_name, item.code) == (read_evidence(store, "9/KH-UBND")[0], "law_date")


@pytest.mark.parametrize(("day", "number"), [("2021-04-01", "77/2015/QH13"), ("2025-12-01", "72/2025/QH15")])
def test_a_law_by_name_alone_is_the_version_in_force(
    fill: Callable[..., Store], write: Any, cite: Any, day: str, number: str
) -> None:
    name = "Luật Tổ chức chính quyền địa phương"
    store = fill(write("9/KH-UBND", PROVINCE, day, cite(None, name=name, type="Luật")))
    target, item = read_evidence(store, "9/KH-UBND")
    assert item.code == "law_name"
    assert build_graph(store).nodes[target]["number"] == number


def test_party_papers_are_told_apart_by_term(fill: Callable[..., Store], write: Any, cite: Any) -> None:
    party = "Tỉnh ủy Quảng Ngãi"
    board = "Ban Thường vụ Tỉnh ủy Quảng Ngãi"
    store = fill(
        write("7/KH-UBND", PROVINCE, "2022-03-01", cite("04-NQ/TU", issuer=party, day="2021-10-18")),
        write("8/KH-UBND", PROVINCE, "2018-03-01", cite("04-NQ/TU", issuer=party, day="2016-10-18")),
        write("9/KH-UBND", PROVINCE, "2022-04-01", cite("04-NQ/TU", issuer=board, day="2021-10-19")),
    )  # fmt: skip
    targets = [read_evidence(store, f"{number}/KH-UBND")[0] for number in (7, 8, 9)]
    assert targets[0] == targets[2]
    assert targets[0] != targets[1]


def test_numbers_of_a_merged_province_start_anew_in_july_2025(
    fill: Callable[..., Store], write: Any, cite: Any
) -> None:
    early = write("100/QĐ-UBND", PROVINCE, "2025-01-15", title="Về việc thứ nhất trong năm nay của tỉnh")
    late = write("100/QĐ-UBND", PROVINCE, "2025-07-20", title="Về việc thứ hai trong năm nay của tỉnh mới")
    child = write("9/KH-UBND", PROVINCE, "2025-12-01", cite("100/QĐ-UBND", issuer=PROVINCE, day="2025-07-20"))
    store = fill(early, late, child)
    target, item = read_evidence(store, "9/KH-UBND")
    assert (store.describe(target).document.date, item.code) == (datetime.date(2025, 7, 20), "exact")


def test_a_stub_knows_what_those_who_cite_it_know(fill: Callable[..., Store], write: Any, cite: Any) -> None:
    about = "của Chính phủ ban hành Chương trình tổng thể cải cách hành chính nhà nước"
    mention = cite("76/NQ-CP", issuer=GOVERNMENT, day="2021-07-15", type="Nghị quyết", about=about)
    store = fill(write("9/KH-UBND", PROVINCE, "2021-12-01", mention))
    graph = build_graph(store)
    node = graph.nodes[find_node(graph, "76/NQ-CP")]
    assert (node["date"], node["level"], node["role"], node["in_store"]) == ("2021-07-15", "national", "plan", False)
    assert node["title"].startswith("ban hành Chương trình tổng thể")


def test_a_stub_is_bound_when_its_document_arrives(
    fill: Callable[..., Store], write: Any, cite: Any, parent: Any
) -> None:
    child = write("9/KH-UBND", DISTRICT, "2022-01-10", cite("1256/QĐ-UBND", issuer=PROVINCE, day="2021-12-22"))
    store = fill(child)
    stub, _ = read_evidence(store, "9/KH-UBND")
    store.put(*parent)
    graph = build_graph(store)
    assert stub not in graph
    assert find_node(graph, stub) == store.find("1256/QĐ-UBND").iri


def test_nested_citations_belong_to_the_document_that_they_name(
    fill: Callable[..., Store], write: Any, cite: Any
) -> None:
    store = fill(
        write(
            "9/KH-UBND", DISTRICT, "2019-12-31",
            cite("205/QĐ-UBND", issuer=PROVINCE, day="2017-03-13", relation="basis"),
            cite("05-NQ/TU", issuer="Tỉnh ủy Quảng Ngãi", day="2016-12-05", subject="205/QĐ-UBND"),
        )
    )  # fmt: skip
    graph = build_graph(store)
    middle, top = find_node(graph, "205/QĐ-UBND"), find_node(graph, "05-NQ/TU")
    assert graph.has_edge(middle, top, "implements")
    assert not graph.has_edge(find_node(graph, "9/KH-UBND"), top)


def test_passives_are_turned_round(fill: Callable[..., Store], write: Any, cite: Any) -> None:
    store = fill(
        write(
            "9/QĐ-UBND", PROVINCE, "2025-12-31",
            cite("03/NQ-CP", issuer=GOVERNMENT, day="2025-01-09", relation="basis"),
            cite("71/NQ-CP", issuer=GOVERNMENT, day="2025-04-01", relation="amended_by", subject="03/NQ-CP"),
        )
    )  # fmt: skip
    graph = build_graph(store)
    assert graph.has_edge(find_node(graph, "71/NQ-CP"), find_node(graph, "03/NQ-CP"), "amends")


# ── rulings ────────────────────────────────────────────────────────────────────────────────────────────────────────


def rule(kind: DecisionKind, parent: str, child: str, **more: str) -> Decision:
    return Decision(kind=kind, by="Lê Thị Mơ", date=datetime.date(2026, 1, 5), parent=parent, child=child, **more)


def test_a_person_can_call_a_stub_and_a_document_the_same(
    fill: Callable[..., Store], write: Any, cite: Any, parent: Any
) -> None:
    child = write("9/KH-UBND", DISTRICT, "2022-01-10", cite("1265/QĐ-UBND", issuer=PROVINCE, day="2021-12-22"))
    store = fill(parent, child)
    stub, _ = read_evidence(store, "9/KH-UBND")
    iri = store.find("1256/QĐ-UBND").iri
    store.record(rule(DecisionKind.SAME, stub, iri))
    target, item = read_evidence(store, "9/KH-UBND")
    assert (target, item.code, item.confidence) == (iri, "ruled_same", 1.0)
    store.record(rule(DecisionKind.WITHDRAW, stub, iri))
    assert read_evidence(store, "9/KH-UBND")[0] == stub


def test_a_person_can_deny_one_citation(fill: Callable[..., Store], write: Any, cite: Any, parent: Any) -> None:
    mention = cite("1256/QĐ-UBND", issuer=PROVINCE, day="2021-12-20")
    store = fill(parent, *(write(f"{n}/KH-UBND", DISTRICT, "2022-01-10", mention) for n in (8, 9)))
    iri, citing = store.find("1256/QĐ-UBND").iri, store.find("9/KH-UBND").iri
    store.record(rule(DecisionKind.DIFFERENT, citing, iri, parent_ref="td/1", parent_hash=hash_text("1256/QĐ-UBND")))
    assert read_evidence(store, "9/KH-UBND")[1].code == "ruled_different"
    assert read_evidence(store, "8/KH-UBND")[0] == iri


def test_a_withdrawal_takes_back_only_its_own_subject() -> None:
    kept, dropped = rule(DecisionKind.SAME, "a", "b"), rule(DecisionKind.SAME, "c", "d")
    assert select_effective([kept, dropped, rule(DecisionKind.WITHDRAW, "c", "d")]) == (kept,)


def test_a_commune_plan_lies_in_the_district_that_its_title_names(
    fill: Callable[..., Store], write: Any, cite: Any
) -> None:
    district = write("8/QĐ-UBND", "UBND huyện Khe Mo", "2022-01-14", cite("1/QĐ-UBND", issuer="UBND tỉnh Bến Mơ"))
    commune = write(
        "5/KH-UBND", "UBND xã Bến Lau", "2022-01-24",
        cite("8/QĐ-UBND", issuer="Chủ tịch UBND huyện Khe Mo", day="2022-01-14"),
        type="Kế hoạch", title="Làm sạch bờ kênh của UBND xã Bến Lau, huyện Khe Mo",
    )  # fmt: skip
    later = write(
        "9/BC-UBND", "UBND huyện Khe Mo", "2022-03-01",
        cite("5/KH-UBND", issuer="UBND xã Bến Lau", day="2022-01-24"),
        cite("1/QĐ-UBND", issuer="UBND tỉnh Bến Mơ"), type="Báo cáo",
    )  # fmt: skip
    store = fill(commune, district, later)
    assert "/khe-mo/xa-ben-lau/" in store.find("5/KH-UBND").iri
    target, item = read_evidence(store, "5/KH-UBND")
    assert (target, item.code) == (store.find("8/QĐ-UBND").iri, "province_unknown")
    target, item = read_evidence(store, "9/BC-UBND")
    assert target == store.find("5/KH-UBND").iri


def test_a_commune_without_district_in_its_title_lies_in_the_one_that_it_cites(write: Any, cite: Any) -> None:
    def path(day: str) -> str:
        paper = write("5/KH-UBND", "UBND xã Bến Lau", day, cite("8/QĐ-UBND", issuer="UBND huyện Khe Mo"))
        return str(identify(paper.extraction, paper.source.sha256).path)

    assert "/khe-mo/xa-ben-lau/" in path("2022-01-24")
    assert "khe-mo" not in path("2026-01-24")
