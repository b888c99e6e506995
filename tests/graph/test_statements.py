from __future__ import annotations

import datetime

import pytest
from pydantic import ValidationError

from cancu.graph.statements import Literal, describe, write_lexical
from cancu.ontology.resources import (
    DeadlineResource,
    EvidenceResource,
    FindingResource,
    PeriodResource,
    PositionSelector,
    QuoteSelector,
)

BASE = "https://x.example/id/vb/1"


def evidence(record: str) -> EvidenceResource:
    return EvidenceResource(
        iri=f"{record}/bc",
        source="urn:sha256:ab",
        selectors=(
            PositionSelector(iri=f"{record}/bc/vi-tri", start=0, end=2),
            QuoteSelector(iri=f"{record}/bc/trich-dan", exact="ab"),
        ),
    )


def test_parts_follow_the_resource_that_holds_them() -> None:
    finding = FindingResource(
        iri=f"{BASE}/phat-hien/1", code="x", message="sai", english="wrong", about=BASE,
        evidence=evidence(f"{BASE}/phat-hien/1"), generated_by=f"{BASE}/luot-doc",
    )  # fmt: skip
    subjects = [one.subject.removeprefix(BASE) for one in describe(finding)]
    assert subjects == [
        "/phat-hien/1", "/phat-hien/1/bc", "/phat-hien/1/bc/vi-tri", "/phat-hien/1/bc/trich-dan",
    ]  # fmt: skip


def test_one_property_may_carry_two_languages() -> None:
    finding = FindingResource(
        iri=f"{BASE}/phat-hien/1", code="x", message="sai", english="wrong", about=BASE, generated_by=f"{BASE}/luot-doc"
    )
    said = [value for name, value in next(describe(finding)).statements if name == "cancu:message"]
    assert said == [Literal("sai", "rdf:langString", "vi"), Literal("wrong", "rdf:langString", "en")]


def test_classes_are_written_out_with_all_classes_above() -> None:
    assert next(describe(evidence(BASE))).types == ("cancu:EvidenceSpan", "oa:SpecificResource")


def test_absent_values_are_absent_and_false_flags_are_not() -> None:
    assert next(describe(PeriodResource(iri=BASE))).statements == ()
    deadline = DeadlineResource(
        iri=f"{BASE}/hn/1", text="thường xuyên", confidence=0.5, evidence=f"{BASE}/bc", generated_by=f"{BASE}/luot-doc"
    )
    statements = dict(next(describe(deadline)).statements)
    assert statements["cancu:periodic"] == Literal("false", "xsd:boolean")
    assert "cancu:dependsOn" not in statements


def test_values_have_one_lexical_form() -> None:
    assert write_lexical(1.0) == "1.0"
    assert write_lexical(1e-7) == "0.0000001"
    assert write_lexical(datetime.date(2022, 2, 3)) == "2022-02-03"
    assert write_lexical(12) == "12"


@pytest.mark.parametrize("iri", ["https://x/a b", "https://x/<a>", "javascript:alert(1)", "https://x/\n", "x", ""])
def test_what_is_no_iri_is_refused(iri: str) -> None:
    with pytest.raises(ValidationError):
        PeriodResource(iri=iri)
