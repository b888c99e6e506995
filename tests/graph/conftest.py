"""Invented documents for the tests of the graph: text and records that fit each other, made by hand."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from cancu.graph.store import Store
from cancu.ontology.records import Citation, Document, Extraction, Relation, SourceText, Task


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
