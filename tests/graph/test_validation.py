"""Every planted fault is found, and its message names the record."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cancu.graph.projection import project_store
from cancu.graph.statements import Description, Literal, Value, describe
from cancu.graph.store import Store
from cancu.graph.validation import CODE, validate_descriptions, validate_resources
from cancu.ingest.extraction import extract
from cancu.ingest.readers import read_source
from cancu.ontology.records import Severity

PROVINCE = "UBND tỉnh Quảng Ngãi"
DISTRICT = "UBND huyện Sơn Tây, tỉnh Quảng Ngãi"
TASK = "Rà soát, đơn giản hóa thủ tục hành chính trong lĩnh vực đất đai."
ROOT = "https://cancu.example/id/vb/vn-quang-ngai"
PARENT = f"{ROOT}/ubnd/quyet-dinh/2021/2108-qd-ubnd"
CHILD = f"{ROOT}/son-tay/ubnd/ke-hoach/2022/11-kh-ubnd"
CHILD_NAME = "11/KH-UBND"
OTHER = "https://cancu.example/id/vb/other"


@pytest.fixture
def sound(fill: Any, write: Any, cite: Any) -> list[Description]:
    """A province's plan and a district's plan that carries it out, as they are described."""
    above = write(
        "2108/QĐ-UBND", PROVINCE, "2021-12-23", cite("76/NQ-CP", "basis", "2021-07-15", "Chính phủ"),
        plan_title="Kế hoạch cải cách hành chính", level="province", tasks=[("II.1", TASK)],
    )  # fmt: skip
    below = write(
        "11/KH-UBND", DISTRICT, "2022-01-20",
        cite("2108/QĐ-UBND", "implements", "2021-12-23", PROVINCE, type="Quyết định"),
        type="Kế hoạch", plan_title="Kế hoạch cải cách hành chính", level="district", tasks=[("III.1", TASK)],
    )  # fmt: skip
    store = fill(above, below)
    return [one for projected in project_store(store) for one in describe(projected.resource)]


Change = Callable[[list[tuple[str, Value]]], list[tuple[str, Value]]]


def put(name: str, *values: Value) -> Change:
    """Give a property these values and no others."""
    return lambda said: [*((one, value) for one, value in said if one != name), *((name, value) for value in values)]


def text(value: str, datatype: str = "xsd:string") -> Literal:
    return Literal(value, datatype)


def concept(path: str) -> str:
    return f"https://cancu.example/ontology/{path}"


FAULTS: dict[str, tuple[str, Change, str]] = {
    "a task without its ref": (f"{CHILD}/kh/III/1", put("cancu:ref"), "“ref” needs exactly 1"),
    "a document of two dates": (
        CHILD,
        put("eli:date_document", text("2022-01-20", "xsd:date"), text("2022-01-21", "xsd:date")),
        "“date” has at most 1",
    ),
    "a date that is a text": (CHILD, put("eli:date_document", text("20/01/2022")), "“date” has at most 1: date"),
    "a relation that is not listed": (
        f"{CHILD}/td/1", put("cancu:relation", concept("relation/likes")), "value from the list relation",
    ),
    "a confidence above one": (f"{CHILD}/td/1", put("cancu:confidence", text("1.5", "xsd:decimal")), "from 0 to 1"),
    "a hash that is none": (f"{CHILD}/kh/III/1", put("cancu:textHash", text("abc")), "matching ^[0-9a-f]"),
    "a task led by a document": (f"{CHILD}/kh/III/1", put("cancu:ledBy", PARENT), "each value must be: addressee"),
    "a citation without evidence": (f"{CHILD}/td/1", put("cancu:evidence"), "“evidence” needs exactly 1"),
    "a document without a label": (PARENT, put("rdfs:label"), "“label” needs exactly 1"),
    "a title in no language": (CHILD, put("dcterms:title", text("Kế hoạch")), "text with a language"),
    "a plan older than the plan above": (
        CHILD, put("eli:date_document", text("2020-01-20", "xsd:date")), "Issued before the document",
    ),
    "a task that inherits from itself": (
        f"{CHILD}/kh/III/1", put("cancu:inheritsFrom", f"{CHILD}/kh/III/1"), "(a cycle)",
    ),
    "plans that carry each other out": (
        PARENT, put("eli:ensures_implementation_of", CHILD), "carries out itself by way of others",
    ),
    "an inheritance without a link": (
        f"{PARENT}/kh/II/1", put("cancu:inheritsFrom", f"{CHILD}/kh/III/1"), "without a task alignment",
    ),
    "a legal basis without a citation": (CHILD, put("eli:based_on", PARENT), "without a citation behind it"),
    "tasks linked of documents that do not cite each other": (
        CHILD, put("eli:ensures_implementation_of"), "neither rests on the other",
    ),
    "a quote that does not fit its place": (
        f"{CHILD}/td/1/bc/trich-dan", put("oa:exact", text("11/KH")), "does not fit its position",
    ),
    "an issuer of another time": (
        "https://cancu.example/id/cq/vn-quang-ngai/son-tay/ubnd",
        put("cancu:validTo", text("2019-12-31", "xsd:date")),
        "does not exist on the day",
    ),
    "an absent document that is said to be here": (
        "", put("cancu:inStore", text("true", "xsd:boolean")), "absent document",
    ),
}  # fmt: skip


def plant(descriptions: list[Description], subject: str, change: Change) -> list[Description]:
    """Change what is said of one subject; of the stub where none is named."""
    subject = subject or next(one.subject for one in descriptions if one.types[0] == "cancu:Stub")
    assert any(one.subject == subject for one in descriptions), subject
    return [
        one._replace(statements=tuple(change(list(one.statements)))) if one.subject == subject else one
        for one in descriptions
    ]


def test_sound_records_conform(sound: list[Description]) -> None:
    assert validate_descriptions(sound) == ()


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_rejected_in_words_that_name_the_record(sound: list[Description], fault: str) -> None:
    subject, change, words = FAULTS[fault]
    found = [one for one in validate_descriptions(plant(sound, subject, change)) if words in one.english]
    assert found
    for one in found:
        assert one.code == CODE
        assert one.severity is Severity.ERROR
        assert one.message
        assert one.message != one.english
        assert one.where
        assert any(number in one.where for number in (CHILD_NAME, "2108/QĐ-UBND", "76/NQ-CP", "/lk/", PARENT))


def test_an_assignee_of_another_time_is_a_warning(sound: list[Description]) -> None:
    agency = "https://cancu.example/id/cq/vn-quang-ngai/so-noi-vu"
    ended = plant(sound, agency, put("cancu:validTo", text("2019-12-31", "xsd:date")))
    found = validate_descriptions(ended)
    assert {one.severity for one in found} == {Severity.WARNING}
    assert "Sở Nội vụ" in found[0].message
    assert "mục III.1" in " ".join(one.where for one in found)


def test_a_period_that_runs_backwards_is_found(sound: list[Description]) -> None:
    period = Description(
        f"{CHILD}/ky-ke-hoach",
        ("cancu:Period", "dcterms:PeriodOfTime"),
        (("dcat:endDate", text("2022-01-01", "xsd:date")), ("dcat:startDate", text("2022-12-31", "xsd:date"))),
    )
    (found,) = validate_descriptions([*sound, period])
    assert found.english == "The period ends before it begins"
    assert CHILD_NAME in found.where


@pytest.mark.slow
@pytest.mark.parametrize("folder", ["samples", "seeds"])
def test_samples_and_seeds_conform(folder: str, root: Path, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    place = root / "samples" if folder == "samples" else request.getfixturevalue("shared") / "seeds"
    with Store.open(tmp_path / "kho.db", create=True) as store:
        for path in sorted(place.glob("*.txt")):
            source = read_source(path)
            store.put(source, extract(source))
        found = validate_resources(one.resource for one in project_store(store))
    assert [one for one in found if one.severity is Severity.ERROR] == []
