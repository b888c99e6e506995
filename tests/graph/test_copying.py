"""Verbatim runs."""

from __future__ import annotations

import pytest

from cancu.graph.copying import CopyIndex

TEXT = "Xây dựng quy trình đánh giá công chức theo tiêu chí cụ thể, công khai kết quả và so sánh với vị trí tương đương"


def test_a_copy_is_whole_and_one_run() -> None:
    copying = CopyIndex([TEXT]).measure(TEXT.upper())
    assert copying.share == 1.0
    assert copying.longest == len(TEXT.replace(",", "").split())


def test_a_paraphrase_shares_no_long_run() -> None:
    assert CopyIndex([TEXT]).measure("Nghiên cứu cách đánh giá mới đối với công chức").share == 0.0


def test_shares_are_parts_of_the_child() -> None:
    copying = CopyIndex([TEXT]).measure("Sở chủ trì xây dựng quy trình đánh giá công chức trong năm nay nhé")
    assert (copying.share, copying.longest) == (8 / 15, 8)


def test_runs_of_two_parents_are_not_added_up() -> None:
    index = CopyIndex(["một hai ba bốn năm", "sáu bảy tám chín mười"])
    assert index.measure("một hai ba bốn năm sáu bảy tám chín mười").share == 0.5


@pytest.mark.parametrize(
    "cited",
    [
        "Nghị định số 130/2005/NĐ-CP ngày 17/10/2005 của Chính phủ",
        "Quyết định số 14/QĐ-TTg ngày 02/3/2021",
        "Luật Cư trú",
    ],
)
def test_names_of_documents_are_not_copied_text(cited: str) -> None:
    index = CopyIndex([f"Triển khai {cited}"], names=["Luật Cư trú"])
    assert index.measure(f"Thực hiện {cited}").share == 0.0


def test_an_empty_text_copies_nothing() -> None:
    assert CopyIndex([TEXT]).measure("").share == 0.0
    assert CopyIndex([]).measure(TEXT).share == 0.0
