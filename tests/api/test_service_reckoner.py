"""Plans of many units compared in a process of its own: the same links, whatever becomes of the process."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from cancu.api import service_library
from cancu.api.service_reckoner import Reckoner
from cancu.graph.store import Store
from cancu.graph.unit_worker import UnitQuestion, answer_question, link_stored_units

DISTRICT, COMMUNE, UNIT = "86/QĐ-UBND", "05/KH-UBND", "UBND xã Suối Ngà"


@pytest.fixture
def question(sample_store: Path) -> UnitQuestion:
    with Store.open(sample_store, read_only=True) as store:
        units = {UNIT: store.find(COMMUNE).iri}
        return UnitQuestion(store=sample_store, revision=store.revision, above=store.find(DISTRICT).iri, units=units)


@pytest.fixture
def reckoner() -> Iterator[Reckoner]:
    made = Reckoner()
    yield made
    made.close()


def test_the_process_finds_the_links_that_are_found_here(reckoner: Reckoner, question: UnitQuestion) -> None:
    with Store.open(question.store, read_only=True) as store:
        expected = link_stored_units(store, question.above, question.units)
    assert any(expected[UNIT].marks.values())
    assert reckoner.answer(question) == expected
    assert reckoner.answer(question) == expected


def test_a_store_that_has_changed_or_cannot_be_read_is_not_answered_for(
    reckoner: Reckoner, question: UnitQuestion, tmp_path: Path
) -> None:
    broken = tmp_path / "hong.db"
    broken.write_bytes(b"khong phai kho" * 100)
    for other in ({"revision": question.revision + 1}, {"store": broken}, {"above": "https://x/id/vb/khong-co"}):
        assert answer_question(question.model_copy(update=other)) is None
        assert reckoner.answer(question.model_copy(update=other)) is None
    assert reckoner.answer(question)


def test_a_process_that_was_killed_is_started_anew(reckoner: Reckoner, question: UnitQuestion) -> None:
    first = reckoner.answer(question)
    assert reckoner._process is not None
    reckoner._process.kill()
    reckoner._process.wait()
    assert reckoner.answer(question) == first


def test_the_process_ends_with_those_who_ask(reckoner: Reckoner, question: UnitQuestion) -> None:
    reckoner.answer(question)
    process = reckoner._process
    assert process is not None
    assert process.stdin is not None
    process.stdin.close()
    assert process.wait(10) == 0


@pytest.mark.parametrize("dies", [False, True])
def test_coverage_is_the_same_with_and_without_the_process(
    open_service: Callable[..., Any], sample_store: Path, monkeypatch: pytest.MonkeyPatch, dies: bool
) -> None:
    address = f"/api/coverage?child={DISTRICT}"
    here = open_service(sample_store).get(address).json()
    monkeypatch.setattr(service_library, "_MANY_UNITS", 1)
    asked: list[UnitQuestion] = []

    def answer(reckoner: Reckoner, question: UnitQuestion) -> Any:
        asked.append(question)
        return None if dies else ask(reckoner, question)

    ask = Reckoner.answer
    monkeypatch.setattr(Reckoner, "answer", answer)
    client = open_service(sample_store)
    assert client.get(address).json() == here
    assert client.get(f"{address}&as_of=2022-06-01").status_code == 200
    assert len(asked) == 1
    assert any(task["rule"] == "handed_down" for task in here["tasks"])
