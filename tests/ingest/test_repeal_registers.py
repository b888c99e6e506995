"""Registers of documents that lost force, lists of those to be amended: rows and reasons; all samples are invented."""

from __future__ import annotations

import pytest

from cancu.ingest.citations import find_citations
from cancu.ontology.records import Document

HEADS = "STT\nVăn bản hết hiệu lực\nLý do hết hiệu lực\nNgày hết\nhiệu lực\n"
ROW = "1 \nThông tư số 3/2018/TT-BYT ngày 15/6/2018\nquy định tiêu chuẩn theo Luật Dược\n"


def read(text: str) -> list[tuple[str | None, str, str | None]]:
    return [(c.number or c.name, c.relation.value, c.subject) for c in find_citations(text, Document())]


@pytest.mark.parametrize(
    ("reason", "relation"),
    [
        ("Được thay thế bởi", "replaced_by"),
        ("Được thay bằng Mẫu số 3 kèm theo", "replaced_by"),
        ("Bị bãi bỏ bởi", "repealed_by"),
        ("Được sửa đổi, bổ sung, bãi bỏ \nmột \nphần \nbởi", "amended_by"),
    ],
)
def test_the_reason_speaks_of_the_document_of_its_row(reason: str, relation: str) -> None:
    text = f"{HEADS}{ROW}{reason} Thông tư số 7/2023/TT-BYT ngày 28/8/2023\n15/10/2023\n"
    assert read(text) == [
        ("3/2018/TT-BYT", "cites", None),
        ("Luật Dược", "implements", "3/2018/TT-BYT"),
        ("7/2023/TT-BYT", relation, "3/2018/TT-BYT"),
    ]


def test_a_row_begins_anew_and_a_reason_behind_a_list_of_provisions_is_its_own() -> None:
    text = (
        f"{HEADS}{ROW}Được bãi bỏ bởi Thông tư số 7/2023/TT-BYT\n15/10/2023\n2 \nNghị định số 49/2018/NĐ-CP về trường"
        "\n- Mẫu số 01, Mẫu số 02\n- Điều 7\nĐược sửa đổi, bổ sung bởi\nNghị định số 4/2023/NĐ-CP\n"
    )
    assert read(text)[2:] == [
        ("7/2023/TT-BYT", "repealed_by", "3/2018/TT-BYT"),
        ("49/2018/NĐ-CP", "cites", None),
        ("4/2023/NĐ-CP", "amended_by", "49/2018/NĐ-CP"),
    ]


def test_rows_of_a_ruled_table_name_the_kind_in_a_cell_of_its_own() -> None:
    text = (
        "| TT | Văn bản | Số | Lý do hết hiệu lực |\n|---|---|---|---|\n"
        "| 1 | Quyết định | Số 5/2014/QĐ-UBND ngày 1/2/2014 | Bị bãi bỏ bởi Quyết định số 9/2024/QĐ-UBND |\n"
    )
    assert read(text) == [
        ("5/2014/QĐ-UBND", "cites", None),
        ("9/2024/QĐ-UBND", "repealed_by", "5/2014/QĐ-UBND"),
    ]


def test_a_title_goes_on_behind_the_heads_that_the_next_page_repeats() -> None:
    text = (
        f"{HEADS}{ROW}\n\n81\n\n{HEADS}hướng dẫn thực hiện chính sách quy định tại Quyết định số 53/2015/QĐ-TTg về "
        "nội trú\n"
    )
    assert read(text)[-1] == ("53/2015/QĐ-TTg", "guides", "3/2018/TT-BYT")


def test_rows_before_the_heads_of_a_register_are_plain_rows() -> None:
    text = f"{ROW}Được bãi bỏ bởi Thông tư số 7/2023/TT-BYT\n"
    assert not any("register" in (citation.rule or "") for citation in find_citations(text, Document()))


def test_rows_below_a_title_of_documents_to_be_amended_are_amended_up_to_the_next_appendix() -> None:
    text = (
        "Phụ lục II\nDANH MỤC VĂN BẢN ĐƯỢC ĐỀ XUẤT SỬA ĐỔI, BỔ SUNG ĐỂ BẢO ĐẢM ĐỒNG BỘ\nSTT\nTên nghị định\n"
        "1.  \nNghị định số 7/2024/NĐ-CP quy định chi tiết \nLuật Căn cước\nĐiều 13\n"
        "2.  \nNghị định số 8/2024/NĐ-CP về con dấu\nĐiều 5\n"
        "Phụ lục III\nDANH MỤC KHÁC\n1.  \nNghị định số 9/2024/NĐ-CP\n"
    )
    assert read(text) == [
        ("7/2024/NĐ-CP", "amends", None),
        ("Luật Căn cước", "guides", "7/2024/NĐ-CP"),
        ("8/2024/NĐ-CP", "amends", None),
        ("9/2024/NĐ-CP", "cites", None),
    ]
