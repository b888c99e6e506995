"""What waits for a person, and rulings on what is which document."""

from __future__ import annotations

import datetime
import shutil
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from cancu.api.rulings import record_ruling
from cancu.api.service import create_app
from cancu.api.service_library import Library
from cancu.api.service_settings import Settings
from cancu.api.waiting import find_doubts, find_waiting, is_suspect
from cancu.api.workspace import Ruling
from cancu.graph.store import Store
from cancu.ingest.extraction import extract
from cancu.ontology.records import SourceText

TOKEN = "ma-thu-9"
CITING = """ỦY BAN NHÂN DÂN TỈNH HOÀI GIANG
Số: 77/KH-UBND
Hoài Giang, ngày 03 tháng 3 năm 2022
KẾ HOẠCH
Kiểm tra công tác cải cách hành chính
Căn cứ Quyết định số 2216/QĐ-UBND ngày 22/12/2021 của Chủ tịch UBND tỉnh Hoài Giang về việc ban hành Kế hoạch
cải cách hành chính năm 2022 tỉnh Hoài Giang;
"""


def put(store: Path, text: str) -> str:
    with Store.open(store) as opened:
        source = SourceText(text=text, sha256=f"{abs(hash(text)):064x}"[:64], name="kh.txt")
        return opened.put(source, extract(source)).iri


@pytest.fixture
def store(sample_store: Path, tmp_path: Path) -> Path:
    return Path(shutil.copyfile(sample_store, tmp_path / "kho.db"))


def test_every_open_review_of_every_pair_waits(store: Path) -> None:
    library = Library(store)
    waiting = find_waiting(library, 1)
    with library.lend_desk() as desk:
        for pair in waiting.pairs:
            report = desk.report_coverage(pair.child["iri"], pair.parent["iri"])
            assert sum(task.status == "review" for task in pair.tasks) == report.counts.review
    assert waiting.judged == waiting.total
    assert find_waiting(library, 2).pairs == ()


def test_a_link_whose_text_changed_comes_first(store: Path, samples: Path) -> None:
    library = Library(store)
    day = datetime.date(2022, 1, 5)
    ruling = Ruling("confirm", "2215/QĐ-UBND#III.6.b", "2764/KH-SNV#PL.V.1", "Nguyễn An", day)
    with library.lend_workspace(read_only=False) as workspace:
        record_ruling(workspace, ruling)
    text = next(samples.glob("04-*.txt")).read_text("utf-8")
    put(store, text.replace("Công khai dự toán", "Công khai, giải trình dự toán"))
    suspects = [task for pair in find_waiting(library, 1).pairs for task in pair.tasks if is_suspect(task)]
    assert [task.ref for task in suspects] == ["III.6.b"]


def test_a_citation_in_doubt_can_be_denied_and_that_taken_back(store: Path) -> None:
    citing = put(store, CITING)
    with TestClient(create_app(Settings(store, token=TOKEN)), base_url="http://127.0.0.1") as client:
        library: Library = client.app.state.library  # type: ignore[attr-defined]
        doubts = find_doubts(library)
        assert [(doubt.document["iri"], doubt.code) for doubt in doubts.citations] == [(citing, "number_suspect")]
        fields = {"kind": "different", "first": citing, "second": doubts.citations[0].target["iri"]}
        client.get("/enter", params={"token": TOKEN})
        assert client.post("/reviews/identity", data=fields).status_code == 422
        client.post("/reviews/reviewer", data={"by": "Nguyễn An"})
        assert "Nguyễn An" in client.post("/reviews/identity", data=fields).text
        assert find_doubts(library).citations == ()
        client.post("/reviews/identity", data={**fields, "kind": "withdraw"})
        assert len(find_doubts(library).citations) == 1
        assert client.post("/reviews/identity", data={**fields, "kind": "confirm"}).status_code == 422
