"""Labels and what is measured against them, on an invented plan."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from cancu.ingest.evaluation import evaluate
from cancu.ingest.extraction import extract
from cancu.ingest.gold import load_gold, load_gold_folder
from cancu.ontology.errors import SourceError

TEXT = (
    "UBND TỈNH AN BÌNH\nSố: 12/KH-UBND\n\nAn Bình, ngày 5 tháng 1 năm 2022\n\n"
    "KẾ HOẠCH\nCải cách hành chính năm 2022\n\n"
    "Thực hiện Quyết định số 34/QĐ-UBND ngày 01/12/2021 của UBND tỉnh An Bình.\n\n"
    "II. NHIỆM VỤ\n\n1. Sở Nội vụ chủ trì rà soát vị trí việc làm.\n\n2. Sở Tài chính bố trí kinh phí thực hiện.\n"
)


def span(words: str) -> list[int]:
    start = TEXT.index(words)
    return [start, start + len(words)]


def labels() -> dict[str, Any]:
    start, end = span("Quyết định số 34/QĐ-UBND ngày 01/12/2021")
    return {
        "file": "plan.txt",
        "document": {"type": "Kế hoạch", "number": "12/KH-UBND"},
        "citations": [{"type": "Quyết định", "number": "34/QĐ-UBND", "date": "2021-12-01", "start": start, "end": end}],
        "tasks": [
            {"ref": "II.1", "spans": [span("Sở Nội vụ chủ trì rà soát vị trí việc làm.")], "lead": ["Sở Nội vụ"]},
            {"ref": "II.2", "spans": [span("Sở Tài chính bố trí kinh phí thực hiện.")], "lead": ["Sở Tài chính"]},
        ],
    }


def write(folder: Path, data: dict[str, Any]) -> Path:
    (folder / "plan.txt").write_text(TEXT, encoding="utf-8")
    (folder / "plan.json").write_text(json.dumps(data), encoding="utf-8")
    return folder / "plan.json"


def measure(folder: Path, data: dict[str, Any]) -> dict[str, float]:
    write(folder, data)
    return evaluate(load_gold_folder(folder, folder), extract).metrics()


def test_right_labels_measure_one(tmp_path: Path) -> None:
    metrics = measure(tmp_path, labels())
    assert metrics["meta"] == metrics["tasks.f1"] == metrics["tasks.lead.f1"] == metrics["citations.r"] == 1.0


def test_header_fields_that_the_label_leaves_out_are_not_compared(tmp_path: Path) -> None:
    data = labels()
    data["document"]["signer"] = "Nguyễn Văn Mẫu"
    assert measure(tmp_path, data)["meta"] == pytest.approx(2 / 3)


def test_a_missed_task_and_a_wrong_lead_lower_their_own_measures(tmp_path: Path) -> None:
    data = labels()
    data["tasks"][0]["lead"] = ["Sở Y tế"]
    data["tasks"][1]["spans"] = [span("Cải cách hành chính năm 2022")]
    metrics = measure(tmp_path, data)
    assert (metrics["tasks.r"], metrics["tasks.p"], metrics["tasks.lead.f1"]) == (0.5, 0.5, 0.0)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"citations": [{"start": 5, "end": 99_999}]}, "nằm ngoài văn bản"),
        ({"tasks": [{"ref": 5}]}, "nhãn sai ở"),
    ],
)
def test_labels_that_do_not_fit_are_refused(tmp_path: Path, change: dict[str, Any], words: str) -> None:
    with pytest.raises(SourceError, match=words):
        load_gold(write(tmp_path, labels() | change), tmp_path)
