"""Quotations: what is quoted from a document, that document says; every sample is invented."""

from __future__ import annotations

from cancu.ingest.citations import find_citations
from cancu.ontology.records import Document


def read(text: str) -> list[tuple[str | None, str, str | None]]:
    return [(c.number or c.name, c.relation.value, c.subject) for c in find_citations(text, Document())]


def test_what_a_letter_quotes_the_quoted_document_says() -> None:
    text = (
        '- Tại khoản 1 Điều 5 Nghị định số 120/2010/NĐ-CP về đất quy định: "5. Giảm tiền theo quy định tại Điều 1 Nghị '
        'định số 44/2008/NĐ-CP; đối tượng quy định tại Luật Đất đai." - Thực hiện theo Nghị định số 9/2011/NĐ-CP.'
    )
    assert read(text) == [
        ("120/2010/NĐ-CP", "cites", None),
        ("44/2008/NĐ-CP", "implements", "120/2010/NĐ-CP"),
        ("Luật Đất đai", "cites", None),
        ("9/2011/NĐ-CP", "implements", None),
    ]


def test_a_footnote_quotes_the_bases_of_the_amending_document() -> None:
    text = (
        "[1] Thông tư số 8/2023/TT-BYT ngày 29/8/2023 sửa đổi các Thông tư có căn cứ ban hành như sau:\n\n“Căn cứ Luật "
        "Cư trú ngày 13/11/2020;\n\nCăn cứ Nghị định số 62/2022/NĐ-CP.”.\n\nCăn cứ Luật Dược;\n"
    )
    assert [row[1:] for row in read(text)] == [
        ("cites", None),
        ("basis", "8/2023/TT-BYT"),
        ("basis", "8/2023/TT-BYT"),
        ("basis", None),
    ]


def test_a_quotation_that_nothing_closes_is_none() -> None:
    text = "Nghị định số 5/2010/NĐ-CP quy định: “trồng cây. Thực hiện theo Luật Đất đai"
    assert read(text)[1] == ("Luật Đất đai", "implements", None)
