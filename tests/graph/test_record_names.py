from __future__ import annotations

from cancu.graph.record_names import RecordNames
from cancu.graph.statements import Description, Literal

PLAN = "https://x.example/id/vb/1"
DESCRIPTIONS = [
    Description(PLAN, ("cancu:Plan",), (("rdfs:label", Literal("Kế hoạch 1", "rdf:langString", "vi")),)),
    Description(f"{PLAN}/kh/II/1", ("cancu:Task",), (("cancu:ref", Literal("II.1", "xsd:string")),)),
    Description(f"{PLAN}/kh/II/1/hn/1", ("cancu:Deadline",), ()),
    Description("https://x.example/id/lk/ab", ("cancu:TaskAlignment",), ()),
]


def test_a_part_is_named_by_document_and_item() -> None:
    names = RecordNames(DESCRIPTIONS)
    assert names.name(f"{PLAN}/kh/II/1") == "Kế hoạch 1, mục II.1"
    assert names.name(f"{PLAN}/kh/II/1/hn/1") == "Kế hoạch 1, mục II.1, thời hạn hn/1"


def test_what_stands_alone_is_named_by_its_class() -> None:
    assert RecordNames(DESCRIPTIONS).name("https://x.example/id/lk/ab") == (
        "liên kết nhiệm vụ https://x.example/id/lk/ab"
    )


def test_what_is_not_known_is_named_by_itself() -> None:
    assert RecordNames(DESCRIPTIONS).name("https://y.example/") == "https://y.example/"
    assert RecordNames(DESCRIPTIONS).name("1.5") == "1.5"
