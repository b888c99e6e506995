"""The documents that can bind an organisation: found by the commune that they name, the same as by asking each."""

from __future__ import annotations

import datetime
import itertools

import pytest

from cancu.graph.holders import Holders
from cancu.graph.holdings import StoredDocument
from cancu.graph.reach import can_bind
from cancu.ontology.records import Document

NAMES = (
    "Thủ tướng Chính phủ",
    "UBND tỉnh Hoài Giang",
    "Sở Nội vụ tỉnh Hoài Giang",
    "UBND thành phố Huế",
    "UBND huyện Vân Sa",
    "UBND xã Bình An, tỉnh Hoài Giang",
    "UBND xã Bình An, huyện Vân Sa, tỉnh Hoài Giang",
    "UBND phường Phú Xuân, thành phố Huế",
    "Phòng Kinh tế xã Bình An",
    "Trạm Y tế phường Phú Xuân",
    "UBND xã",
    "Hội Khuyến học",
    "",
)
DAYS = (datetime.date(2024, 3, 1), datetime.date(2026, 3, 1), None)


def make_stored(number: int, issuer: str, date: datetime.date | None, *, tasks: int = 1) -> StoredDocument:
    return StoredDocument(
        iri=f"https://x/{number}", document=Document(issuer=issuer, date=date), sha256="", name="", editions=1,
        citations=0, tasks=tasks, duties=0, targets=0, findings=0,
    )  # fmt: skip


STORED = [make_stored(number, *pair) for number, pair in enumerate(itertools.product(NAMES, DAYS))]


@pytest.mark.parametrize("organisation", [name for name in NAMES if name])
@pytest.mark.parametrize("on", DAYS)
def test_all_that_can_bind_are_found_and_nothing_else(organisation: str, on: datetime.date | None) -> None:
    def binds(one: Document) -> bool:
        return any(can_bind(one.issuer or "", organisation, on=day) for day in {one.date, on or one.date})

    expected = {one.iri for one in STORED if binds(one.document)}
    assert set(Holders(STORED).find_binding(organisation, on)) == expected


def test_documents_without_tasks_hold_nothing() -> None:
    assert Holders([make_stored(1, NAMES[0], None, tasks=0)]).documents == {}
