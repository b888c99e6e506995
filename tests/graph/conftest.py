"""Invented documents and plans for the tests of the graph: text and records that fit each other, made by hand."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from cancu.graph.store import Store
from cancu.ontology.assessments import Decision, DecisionKind, PlanReading, hash_text
from cancu.ontology.records import Citation, Deadline, Document, Extraction, Relation, SourceText, Task, TaskKind


class Paper(NamedTuple):
    """A source with its records, ready for `Store.put(*paper)`."""

    source: SourceText
    extraction: Extraction


class Cite(NamedTuple):
    """A citation to be written into an invented document."""

    number: str | None
    relation: str = "implements"
    day: str | None = None
    issuer: str | None = None
    about: str = ""
    name: str | None = None
    type: str | None = None
    subject: str | None = None
    in_task: bool = False
    pinpoint: str | None = None


def write_paper(number: str | None, issuer: str, day: str | None, *cites: Cite, **more: Any) -> Paper:
    """Write a document: a head, a sentence for every citation, an item for every task."""
    title = more.get("title", "Ban hành Kế hoạch làm sạch bờ kênh")
    lines = [
        f"{issuer}, {day}",
        f"Số: {number}",
        title,
        more.get("filler", "Những việc cần làm trong năm ở các thôn và tổ dân phố."),
    ]
    text = "\n".join(lines) + "\n\n"
    citations: list[Citation] = []
    tasks: list[Task] = []
    for cite in sorted(cites, key=lambda one: one.in_task):
        opening = "- Thực hiện " if cite.in_task else "Căn cứ "
        start = len(text) + len(opening)
        quoted = cite.number or cite.name or ""
        sentence = f"{opening}{quoted} {cite.about}".rstrip() + ";\n\n"
        citations.append(
            Citation(
                type=cite.type, number=cite.number, name=cite.name, date=cite.day, issuer=cite.issuer,
                relation=Relation(cite.relation), subject=cite.subject, pinpoint=cite.pinpoint,
                start=start, end=start + len(quoted), text=quoted,
            )
        )  # fmt: skip
        if cite.in_task:
            tasks.append(
                Task(ref=f"II.{len(tasks) + 1}", text=sentence, start=len(text), end=len(text) + len(sentence))
            )
        text += sentence
    for ref, words in more.get("tasks", ()):
        tasks.append(Task(ref=ref, text=words, start=len(text), end=len(text) + len(words), lead=("Sở Nội vụ",)))
        text += words + "\n"
    document = Document(
        type=more.get("type", "Quyết định"), number=number, issuer=issuer, title=title, level=more.get("level"),
        date=datetime.date.fromisoformat(day) if day else None, plan_title=more.get("plan_title"),
    )  # fmt: skip
    source = SourceText(text=text, sha256=hashlib.sha256(text.encode()).hexdigest(), name=more.get("name", ""))
    return Paper(source, Extraction(document=document, citations=tuple(citations), tasks=tuple(tasks)))


@pytest.fixture
def write() -> Callable[..., Paper]:
    return write_paper


@pytest.fixture
def cite() -> type[Cite]:
    return Cite


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "kho.db", create=True) as opened:
        yield opened


@pytest.fixture
def fill(tmp_path: Path) -> Iterator[Callable[..., Store]]:
    """Fills a new store with papers, in the order given."""
    opened: list[Store] = []

    def make(*papers: Paper) -> Store:
        one = Store.open(tmp_path / f"kho-{len(opened)}.db", create=True)
        opened.append(one)
        for paper in papers:
            one.put(*paper)
        return one

    yield make
    for one in opened:
        one.close()


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
