from __future__ import annotations

from pathlib import Path
from typing import Any

from cancu.ontology.assessments import CoverageReport


def test_demo_tells_the_whole_story(run: Any, tmp_path: Path) -> None:
    outcome = run("demo")
    assert outcome.status == 0
    for words in ("Đã nạp 14 văn bản", "Kế hoạch cấp dưới", "MỨC ĐỘ BAO PHỦ", "CÒN THIẾU (GAP)"):
        assert words in outcome.out
    assert "cancu ingest" in outcome.err
    assert list(tmp_path.iterdir()) == []


def test_demo_prints_its_report_as_json(run: Any) -> None:
    outcome = run("demo", "--json")
    assert outcome.err == ""
    assert CoverageReport.model_validate(outcome.value).counts.binding > 0


def test_demo_can_leave_its_store(run: Any) -> None:
    assert run("demo", "--store", "mau.db").status == 0
    assert run("list", "--store", "mau.db").status == 0
