"""Labelled documents: reading what a person marked in a text, and checking that the marks fit it.

A label file is JSON: `file` names the text, `document`, `citations` and `tasks` have the shape of an extraction;
a citation may be `optional`, a task may give `spans` in place of its words and list `subtasks` that do not count as
mistakes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from cancu.ingest.cells import join_lines
from cancu.ingest.layout import clean_line
from cancu.ingest.readers import read_source
from cancu.ontology.errors import SourceError
from cancu.ontology.records import Date, Document, Relation, SourceText, TaskKind


class _Label(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class GoldCitation(_Label):
    """A labelled mention; a field that is None is not compared, save the date."""

    type: str | None = None
    number: str | None = None
    name: str | None = None
    date: Date | None = None
    issuer: str | None = None
    relation: Relation | None = None
    subject: str | None = None
    pinpoint: str | None = None
    start: int
    end: int
    optional: bool = False


class GoldDeadline(_Label):
    """The days by which a labelled task is due."""

    due: tuple[Date, ...] = ()


class GoldTask(_Label):
    """A labelled item; its words are given as `text`, or as the spans of the document that hold them."""

    ref: str
    kind: TaskKind = TaskKind.TASK
    text: str = ""
    spans: tuple[tuple[int, int], ...] = ()
    lead: tuple[str, ...] = ()
    coordinate: tuple[str, ...] = ()
    deadline: GoldDeadline | None = None
    subtasks: tuple[str, ...] = ()


class GoldDocument(_Label):
    """One labelled document with its text."""

    name: str
    source: SourceText
    document: Document
    citations: tuple[GoldCitation, ...] = ()
    tasks: tuple[GoldTask, ...] = ()


def load_gold(path: Path, texts: Path) -> GoldDocument:
    """Read one label file and the text it names.

    Args:
        path: the label file
        texts: folder of the texts

    Raises:
        SourceError: the file is no JSON of this shape, its text is missing, or a label lies outside the text.
    """
    try:
        data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        head = {key: value for key, value in (data.get("document") or {}).items() if key in Document.model_fields}
        source = _read_text(texts / str(data["file"]), path)
        gold = GoldDocument(
            name=path.stem,
            source=source,
            document=Document.model_validate(head),
            citations=data.get("citations") or (),
            tasks=[_with_text(task, source.text) for task in data.get("tasks") or ()],
        )
    except (json.JSONDecodeError, KeyError) as error:
        raise _refuse(path, f"không phải tệp nhãn: {error}", f"not a label file: {error}") from error
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise _refuse(path, f"nhãn sai ở {place}: {first['msg']}", f"wrong label at {place}: {first['msg']}") from error
    for number, citation in enumerate(gold.citations, 1):
        if not 0 <= citation.start < citation.end <= len(source.text):
            raise _refuse(path, f"dẫn chiếu thứ {number} nằm ngoài văn bản", f"citation {number} lies outside the text")
    return gold


def _read_text(place: Path, label: Path) -> SourceText:
    """The text that a label file names."""
    if place.is_file():
        return read_source(place)
    raise SourceError(
        f"không tìm thấy văn bản mà nhãn {label.name} nêu",
        f"the text that {label.name} names is not there",
        where=str(place),
        code="E_NOT_FOUND",
        hint="chỉ thư mục văn bản bằng --texts DIR",
    )


def _with_text(task: dict[str, Any], text: str) -> dict[str, Any]:
    """A task that is labelled by spans gets the words that stand there."""
    made = dict(task)
    if not task.get("text"):
        made["text"] = _join_spans(task.get("spans") or (), text)
    if task.get("subtask_spans"):
        made["subtasks"] = [_join_spans(spans, text) for spans in task["subtask_spans"]]
    return made


def _join_spans(spans: Iterable[tuple[int, int]], text: str) -> str:
    lines = [clean_line(line) for start, end in spans for line in text[start:end].splitlines()]
    return join_lines([line for line in lines if line])


def load_gold_folder(folder: Path, texts: Path | None = None) -> list[GoldDocument]:
    """Read every label file of a folder, in order of name.

    Args:
        folder: holds the label files (`*.json`)
        texts: folder of the texts, the same folder where none is given

    Raises:
        SourceError: the folder holds no label file, or one of them cannot be used.
    """
    if not folder.is_dir():
        raise _refuse(folder, "không có thư mục nhãn này", "there is no such folder of labels")
    paths = sorted(folder.glob("*.json"))
    if not paths:
        raise _refuse(folder, "thư mục không có tệp nhãn .json", "the folder holds no label file (.json)")
    return [load_gold(path, texts or folder) for path in paths]


def _refuse(path: Path, message: str, english: str) -> SourceError:
    hint = "tệp nhãn là JSON có file, document, citations, tasks như kết quả của cancu extract"
    return SourceError(message, english, where=str(path), code="E_LABELS", hint=hint)
