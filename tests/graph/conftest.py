"""Builders of invented plans; every test says what it needs and nothing else."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from typing import Any

import pytest

from cancu.ontology.assessments import Decision, DecisionKind, PlanReading, hash_text
from cancu.ontology.records import Citation, Deadline, Document, Extraction, Task, TaskKind

PlanMaker = Callable[..., PlanReading]

TOPICS = (
    "Rà soát, đơn giản hóa thủ tục hành chính trong lĩnh vực đất đai",
    "Xây dựng kế hoạch tuyên truyền cải cách hành chính trên sóng phát thanh",
    "Đào tạo, bồi dưỡng kỹ năng số cho cán bộ, công chức, viên chức",
    "Nâng cấp phần mềm quản lý văn bản và điều hành dùng chung",
    "Kiểm tra việc chấp hành kỷ luật, kỷ cương hành chính tại bộ phận một cửa",
    "Khảo sát mức độ hài lòng của người dân đối với dịch vụ y tế công lập",
    "Sắp xếp các đơn vị sự nghiệp công lập theo hướng tinh gọn đầu mối",
    "Ban hành quy chế quản lý, sử dụng tài sản công tại các trường học",
    "Số hóa hồ sơ, kết quả giải quyết của lĩnh vực hộ tịch",
    "Hệ thống hóa văn bản quy phạm pháp luật hết hiệu lực",
)
"""Ten tasks that share few words."""


@pytest.fixture
def topics() -> tuple[str, ...]:
    return TOPICS


@pytest.fixture
def make_task() -> Callable[..., Task]:
    """A task from its text; every other field as given."""

    def build(text: str, ref: str = "II.1", **fields: Any) -> Task:
        return Task.model_validate({"ref": ref, "text": text, "start": 0, "end": 1} | fields)

    return build


@pytest.fixture
def make_plan() -> PlanMaker:
    """A plan from texts, or from dictionaries of task fields; its text is the tasks, one a line."""

    def build(
        tasks: Iterable[str | dict[str, Any]],
        *,
        issuer: str | None = "UBND tỉnh Hoài Giang",
        cites: Iterable[dict[str, Any]] = (),
        **document: Any,
    ) -> PlanReading:
        lines: list[str] = []
        records: list[Task] = []
        for place, given in enumerate(tasks, 1):
            fields = {"text": given} if isinstance(given, str) else dict(given)
            start = sum(len(line) + 1 for line in lines)
            lines.append(fields["text"])
            fields = {"ref": f"II.{place}", "start": start, "end": start + len(lines[-1])} | fields
            records.append(Task.model_validate(fields))
        citations = [
            Citation.model_validate({"type": "Kế hoạch", "start": 0, "end": 1, "text": "x"} | cited) for cited in cites
        ]
        return PlanReading(
            extraction=Extraction(
                document=Document(issuer=issuer, **document), tasks=tuple(records), citations=tuple(citations)
            ),
            text="\n".join(lines),
        )

    return build


@pytest.fixture
def rule() -> Callable[..., Decision]:
    """A person's ruling on texts."""

    def build(kind: str, above: str = "", below: str = "", /, **fields: Any) -> Decision:
        hashes = {"parent_hash": hash_text(above) if above else "", "child_hash": hash_text(below) if below else ""}
        base = {"kind": DecisionKind(kind), "by": "Nguyễn Văn A", "date": datetime.date(2022, 3, 1), "reason": "đã xem"}
        return Decision.model_validate(base | hashes | fields)

    return build


@pytest.fixture
def due() -> Callable[..., Deadline]:
    """A deadline with dated milestones."""

    def build(*days: str, text: str = "", **fields: Any) -> Deadline:
        milestones = tuple(datetime.date.fromisoformat(day) for day in days)
        return Deadline(text=text or ", ".join(days), due=milestones, **fields)

    return build


@pytest.fixture
def led() -> Callable[..., list[dict[str, Any]]]:
    """Task fields of several texts with one lead."""

    def build(texts: Iterable[str], *lead: str, kind: TaskKind = TaskKind.TASK) -> list[dict[str, Any]]:
        return [{"text": text, "lead": lead, "kind": kind} for text in texts]

    return build
