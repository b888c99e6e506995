from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

from cancu.api.workspace import open_workspace

CHILD = "2764/KH-SNV"
PARENT = "2215/QĐ-UBND"

TOP = "990/NQ-CP"


def test_basis_has_the_shape_of_the_contract(run: Any, sample_store: Path) -> None:
    value = run("basis", PARENT, "--store", sample_store, "--json").value
    assert set(value) == {"document", "edges", "nodes"}
    keys = {"from", "to", "relation", "pinpoint", "quote", "resolution", "in_store"}
    assert all(keys <= set(edge) for edge in value["edges"])
    assert {edge["from"] for edge in value["edges"]} == {value["document"]}


def test_basis_names_what_is_not_in_the_store(run: Any, sample_store: Path) -> None:
    out = run("basis", PARENT, "--store", sample_store).out
    assert "Luật Tổ chức chính quyền địa phương" in out
    assert "chưa có" in out


def test_basis_turned_round_finds_the_document_again(run: Any, sample_store: Path) -> None:
    value = run("basis", TOP, "--down", "--store", sample_store, "--json").value
    assert value["edges"]
    assert {edge["to"] for edge in value["edges"]} == {value["document"]}


def test_a_greater_depth_shows_more(run: Any, sample_store: Path) -> None:
    near = run("basis", CHILD, "--store", sample_store, "--json").value
    far = run("basis", CHILD, "--depth", "3", "--store", sample_store, "--json").value
    assert len(far["nodes"]) > len(near["nodes"])
    assert ", qua " in run("basis", CHILD, "--depth", "3", "--store", sample_store).out


def test_a_law_that_several_bases_name_stands_once(run: Any, sample_store: Path) -> None:
    out = run("basis", CHILD, "--depth", "9", "--store", sample_store).out
    heads = [line for line in out.splitlines() if line[:1].isdigit() and ". " in line[:5]]
    assert sum("Luật Tổ chức chính quyền địa phương số" in line for line in heads) == 1


def test_without_depth_the_workspace_goes_to_the_end(sample_store: Path) -> None:
    with open_workspace(sample_store) as workspace:
        assert workspace.find_basis(CHILD, depth=None) == workspace.find_basis(CHILD, depth=9)
        assert len(workspace.find_basis(CHILD)["nodes"]) < len(workspace.find_basis(CHILD, depth=None)["nodes"])


def test_a_basis_comes_with_the_words_and_how_it_was_recognised(run: Any, sample_store: Path) -> None:
    out = " ".join(run("basis", "12/KH-UBND", "--store", sample_store).out.split())
    assert "“Căn cứ Quyết định số 1120/QĐ-UBND ngày 14/6/2019" in out
    assert "ngày in khác ngày của văn bản" in out


def test_cascade_runs_from_the_government_to_a_commune(run: Any, sample_store: Path) -> None:
    outcome = run("cascade", TOP, "--store", sample_store)
    assert outcome.status == 0
    lines = outcome.out.splitlines()
    assert any("09/KH-UBND" in line for line in lines)
    for number in (PARENT, CHILD):
        assert sum(number in line for line in lines) == 1


def test_the_tree_shows_sisters_and_amendments(run: Any, sample_store: Path) -> None:
    lines = run("cascade", TOP, "--store", sample_store).out.splitlines()
    amendment = next(line for line in lines if "1985/QĐ-UBND" in line)
    assert "văn bản sửa đổi" in amendment
    assert any(line.lstrip(" │").startswith("├ ") for line in lines)
    child = next(line for line in lines if CHILD in line)
    assert child.lstrip(" │").startswith(("├ ", "└ "))


def test_cascade_upwards_reaches_the_top(run: Any, sample_store: Path) -> None:
    value = run("cascade", CHILD, "--up", "--store", sample_store, "--json").value
    levels = {node["level"] for node in value["nodes"]}
    assert {"department", "province", "national"} <= levels


def test_cascade_keeps_to_its_depth(run: Any, sample_store: Path) -> None:
    value = run("cascade", TOP, "--depth", "1", "--store", sample_store, "--json").value
    assert {node["depth"] for node in value["nodes"]} == {0, 1}


def test_cascade_of_a_document_without_any_says_none(run: Any, sample_store: Path) -> None:
    outcome = run("cascade", "1120/QĐ-UBND", "--store", sample_store)
    assert outcome.status == 0
    assert "không có (none)" in outcome.out


def test_tasks_of_a_plan_are_listed_whole(run: Any, sample_store: Path) -> None:
    shown = run("show", CHILD, "--store", sample_store, "--json").value["tasks"]
    value = run("tasks", CHILD, "--store", sample_store, "--json").value
    assert [task["ref"] for task in value["tasks"]] == [task["ref"] for task in shown]
    assert "PL.I.1" in run("tasks", CHILD, "--store", sample_store).out


def test_tasks_of_an_organisation_come_with_their_duty(run: Any, sample_store: Path) -> None:
    value = run("tasks", PARENT, "--org", "Sở Nội vụ tỉnh Hoài Giang", "--store", sample_store, "--json").value
    assert value["tasks"]
    assert {task["obligation"] for task in value["tasks"]} <= {
        "lead_named", "lead_group", "product_duty", "support", "unresolved"
    }  # fmt: skip


def test_inherited_tasks_name_the_plan_they_come_from(run: Any, sample_store: Path) -> None:
    asked = ("tasks", "--org", "Sở Nội vụ tỉnh Hoài Giang", "--inherited", "--as-of", "2022-06-30")
    value = run(*asked, "--store", sample_store, "--json").value
    assert PARENT in {task["document"] for task in value["tasks"]}
    assert run(*asked, "--store", sample_store).status == 0


OFFICE = "Sở Nội vụ tỉnh Hoài Giang"


def test_tasks_say_for_whom_and_which_day_and_what_was_left_out(run: Any, sample_store: Path) -> None:
    asked = ("tasks", "--org", OFFICE, "--as-of", "2022-06-30", "--store", sample_store)
    value, out = run(*asked, "--json").value, run(*asked).out
    assert out.splitlines()[0].startswith(f"Nhiệm vụ ràng buộc {OFFICE}, tại ngày 30/06/2022")
    assert "1120/QĐ-UBND" not in {task["document"] for task in value["tasks"]}
    left = {one["plan"]["number"]: one for one in value["left_out"]}
    assert (left["1120/QĐ-UBND"]["reason"], left["1120/QĐ-UBND"]["since"]) == ("superseded", "2021-11-26")
    assert left["18/KH-UBND"]["reason"] == "out_of_time"
    assert "1120/QĐ-UBND (từ 26/11/2021)" in out


def test_without_a_day_tasks_are_those_of_today(run: Any, sample_store: Path) -> None:
    value = run("tasks", "--org", OFFICE, "--store", sample_store, "--json").value
    assert value["as_of"] == datetime.date.today().isoformat()
    assert PARENT in {one["plan"]["number"] for one in value["left_out"]}


def test_own_plans_stand_apart_with_what_their_divisions_lead(run: Any, sample_store: Path) -> None:
    asked = ("tasks", "--org", OFFICE, "--as-of", "2022-06-30", "--store", sample_store)
    tasks = run(*asked, "--json").value["tasks"]
    assert {task["document"] for task in tasks if task["own"]} == {CHILD}
    assert sum(task["own"] for task in tasks) > 10
    out = run(*asked).out
    assert out.index("TỪ CẤP TRÊN") < out.index("KẾ HOẠCH CỦA ĐƠN VỊ") < out.index("KHÔNG TÍNH")


def test_a_day_after_the_end_of_a_body_is_said(run: Any, sample_store: Path) -> None:
    out = run("tasks", "--org", "UBND huyện Phú Ngần", "--as-of", "2026-01-01", "--store", sample_store).out
    assert "đã kết thúc ngày 30/06/2025" in out
