"""Identifiers: keys of documents, paths of tasks, and that no two things share one."""

from __future__ import annotations

import datetime
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cancu.ontology.document_keys import (
    DocumentKey,
    find_period,
    key_document,
    key_law,
    parse_number,
    read_key,
    type_contradicts,
)
from cancu.ontology.errors import IdentifierError
from cancu.ontology.identifiers import (
    DEFAULT_BASE,
    component_of,
    mint_agency,
    mint_document,
    mint_group,
    mint_stub,
    mint_task,
    read_task_ref,
)
from cancu.ontology.records import Document
from cancu.ontology.series import find_series


def head(number: str | None, issuer: str, day: str | None, kind: str, title: str | None = None) -> Document:
    date = datetime.date.fromisoformat(day) if day else None
    return Document(type=kind, number=number, issuer=issuer, date=date, title=title)


PROVINCE, CHAIR = "UBND tỉnh Quảng Ngãi", "Chủ tịch UBND tỉnh Quảng Ngãi"
DISTRICT, DEPARTMENT, PARTY = "UBND huyện Sơn Tây", "Sở Nội vụ tỉnh Quảng Ngãi", "Tỉnh ủy Quảng Ngãi"


@pytest.mark.parametrize(
    ("document", "path"),
    [
        (head("2108/QĐ-UBND", CHAIR, "2021-12-23", "Quyết định"), "vn-quang-ngai/ubnd/quyet-dinh/2021/2108-qd-ubnd"),
        (
            head("7 /QĐ-UBND", DISTRICT, "2019-12-31", "Quyết định"),
            "vn-quang-ngai/son-tay/ubnd/quyet-dinh/2019/07-qd-ubnd",
        ),
        (head("76/NQ-CP", "Chính phủ", "2021-07-15", "Nghị quyết"), "vn/chinh-phu/nghi-quyet/2021/76-nq-cp"),
        (head("2/NQ-CP", "Chính phủ", "2021-01-01", "Nghị quyết"), "vn/chinh-phu/nghi-quyet/2021/02-nq-cp"),
        (head("30c/NQ-CP", "Chính phủ", "2011-11-08", "Nghị quyết"), "vn/chinh-phu/nghi-quyet/2011/30c-nq-cp"),
        (head("77/2015/QH13", "Quốc hội", "2015-06-19", "Luật"), "vn/quoc-hoi/luat/2015/77-2015-qh13"),
        (head("04-NQ/TU", PARTY, "2021-10-18", "Nghị quyết"), "vn-quang-ngai/tinh-uy/nghi-quyet/nk-2020/04-nq-tu"),
        (head("57-NQ/TW", "Bộ Chính trị", "2024-12-22", "Nghị quyết"), "vn/trung-uong/nghi-quyet/nk-2021/57-nq-tw"),
        (head("468/QĐ-TTg", "Thủ tướng", "2021-03-27", "Quyết định"), "vn/thu-tuong/quyet-dinh/2021/468-qd-ttg"),
        (head("9/SNV-CCHC", DEPARTMENT, "2021-12-21", "Công văn"), "vn-quang-ngai/so-noi-vu/cong-van/2021/09-snv-cchc"),
        (head(None, PROVINCE, None, "Kế hoạch", "Làm kênh"), "vn-quang-ngai/ubnd/ke-hoach/khong-ngay/lam-kenh"),
    ],
)
def test_documents_have_readable_paths(document: Document, path: str) -> None:
    key = key_document(document)
    assert key.path == path
    assert mint_document(DEFAULT_BASE, key) == f"{DEFAULT_BASE}id/vb/{path}"
    assert read_key(path, numbered=document.number is not None) == key


def test_titles_that_fold_alike_and_are_long_stay_apart() -> None:
    words = " ".join(["việc phải làm ở thôn"] * 12)
    one = key_document(head(None, "UBND tỉnh Quảng Ngãi", None, "Kế hoạch", f"{words} Sơn Tây"))
    two = key_document(head(None, "UBND tỉnh Quảng Ngãi", None, "Kế hoạch", f"{words} Son Tây"))
    assert one != two
    assert len(one.path.rpartition("/")[2]) <= 80


def test_a_law_without_number_is_known_by_name_and_day() -> None:
    key = key_law("Luật Tổ chức chính quyền địa phương", datetime.date(2015, 6, 19))
    assert key.path == "vn/quoc-hoi/luat/2015-06-19/to-chuc-chinh-quyen-dia-phuong"
    assert key_law("Bộ luật Lao động", None).path == "vn/quoc-hoi/bo-luat/khong-ngay/lao-dong"


def test_stubs_are_told_apart_by_every_part_of_their_key() -> None:
    key = DocumentKey("vn-quang-ngai/ubnd", "quyet-dinh", "2021", "2108-qd-ubnd")
    others = [key._replace(series="vn-thanh-hoa/ubnd"), key._replace(type="ke-hoach"), key._replace(period="2020"),
              key._replace(number="2109-qd-ubnd"), key._replace(period=None)]  # fmt: skip
    iris = {mint_stub(DEFAULT_BASE, one) for one in (key, *others)}
    assert len(iris) == 6
    assert all(iri.startswith(f"{DEFAULT_BASE}id/vb-tam/") for iri in iris)


@pytest.mark.parametrize(
    ("written", "slug"),
    [
        ("2108/QD-UBND", "2108-qd-ubnd"), ("2108/qđ-ubnd", "2108-qd-ubnd"), ("1961/QĐUBND", "1961-qd-ubnd"),
        ("0204/KH-UBND", "204-kh-ubnd"), ("66.3/2025/NQ-CP", "66-3-2025-nq-cp"), ("14/2022/NĐ/CP", "14-2022-nd-cp"),
        ("19/2003/QĐ/BGD&ĐT", "19-2003-qd-bgddt"), ("76-NQ/CP", "76-nq-cp"),
    ],
)  # fmt: skip
def test_spellings_of_a_number_are_one(written: str, slug: str) -> None:
    key = parse_number(written)
    assert key is not None
    assert (key.slug, key.party) == (slug, False)


@pytest.mark.parametrize("text", ["", "2021", "ngày 15/7/2021", "Luật Đất đai", "Điều 7", "7/"])
def test_other_texts_are_no_numbers(text: str) -> None:
    assert parse_number(text) is None


def test_numbers_run_by_year_by_term_and_anew_in_a_new_unit() -> None:
    number, party = parse_number("100/QĐ-UBND"), parse_number("4-NQ/TU")
    province, city = find_series("UBND tỉnh Quảng Ngãi"), find_series("UBND thành phố Hà Nội")
    january, august = datetime.date(2025, 1, 15), datetime.date(2025, 8, 15)
    assert [find_period(number, day, province) for day in (january, august)] == ["2025", "2025-07"]
    assert [find_period(number, day, city) for day in (january, august)] == ["2025", "2025"]
    assert find_period(party, datetime.date(2018, 5, 1), find_series("Tỉnh ủy Quảng Ngãi")) == "nk-2015"
    assert find_period(number, None, province) is None


def test_a_type_contradicts_only_another_sure_type() -> None:
    number = parse_number("76/NQ-CP")
    assert number is not None
    assert type_contradicts("Nghị định", number)
    assert not type_contradicts("Nghị quyết", number)
    assert not type_contradicts("Quy định", number)
    assert not type_contradicts(None, number)


# ── tasks ──────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("ref", "path"),
    [
        ("II.1.a", "kh/II/1/a"), ("II.1.đ", "kh/II/1/dd"), ("II.1.d", "kh/II/1/d"), ("II.7(2).a", "kh/II/7~2/a"),
        ("III(2).1", "kh/III~2/1"), ("III.1.-3", "kh/III/1/-3"), ("PL.III.3", "pl/III/3"), ("PL2.I", "pl2/I"),
        ("PL.II.1(2)", "pl/II/1~2"), ("Đ3.1.a", "qd/dieu-3/1/a"), ("Đ2.-1", "qd/dieu-2/-1"),
    ],
)  # fmt: skip
def test_refs_become_paths_and_come_back(ref: str, path: str) -> None:
    iri = mint_task("id/vb/x", ref, component="kh")
    assert iri == f"id/vb/x/{path}"
    assert read_task_ref(iri, "id/vb/x") == ref


labels = st.text(alphabet="adđDĐIVX17.~%/ -()ê", min_size=1, max_size=6).filter(
    lambda label: "." not in label and "(" not in label and not label.startswith(("PL", "dieu-"))
)
refs = st.lists(st.one_of(labels, labels.map(lambda label: f"{label}(2)")), min_size=1, max_size=4).map(".".join)


@given(ref=refs)
def test_any_ref_comes_back_from_its_identifier(ref: str) -> None:
    iri = mint_task("id/vb/x", ref, component="kh")
    assert iri.isascii()
    assert read_task_ref(iri, "id/vb/x") == ref


@given(first=refs, second=refs)
def test_two_refs_never_share_an_identifier(first: str, second: str) -> None:
    same = mint_task("id/vb/x", first, component="kh") == mint_task("id/vb/x", second, component="kh")
    assert same is (first == second)


@pytest.mark.parametrize("ref", ["", ".", "II..a", "II."])
def test_an_empty_label_is_refused(ref: str) -> None:
    with pytest.raises(IdentifierError):
        mint_task("id/vb/x", ref, component="kh")


def test_an_identifier_of_another_document_is_refused() -> None:
    with pytest.raises(IdentifierError):
        read_task_ref("id/vb/y/kh/II", "id/vb/x")


def test_folding_would_make_labelled_tasks_collide_and_the_paths_do_not(shared: Path) -> None:
    refs = [task["ref"] for task in json.loads((shared / "gold" / "000.json").read_text(encoding="utf-8"))["tasks"]]
    folded = {ref.replace("(2)", "").replace("đ", "d") for ref in refs}
    assert len(refs) - len(folded) >= 10
    assert len({mint_task("x", ref, component="kh") for ref in refs}) == len(refs)


@pytest.mark.parametrize(
    ("kind", "plan", "component"),
    [
        ("Quyết định", "Kế hoạch cải cách hành chính", "kh"),
        ("Thông báo", None, "tb"),
        ("Chương trình", "Chương trình số 1", "ctr"),
    ],
)
def test_components_are_named_after_the_part(kind: str, plan: str | None, component: str) -> None:
    assert component_of(Document(type=kind, plan_title=plan)) == component


def test_agencies_and_groups_belong_to_a_unit() -> None:
    assert mint_agency(DEFAULT_BASE, "Sở Nội vụ", home="vn-quang-ngai/son-tay").endswith(
        "id/cq/vn-quang-ngai/so-noi-vu"
    )
    assert mint_group(DEFAULT_BASE, "Các sở, ban, ngành", home="vn-hue").endswith("id/nhom/vn-hue/cac-so-ban-nganh")
