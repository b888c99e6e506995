"""The commands of docs/labelling.md measure what the page says, on labels of a sample."""

from __future__ import annotations

import json
import re
import shlex
import shutil
from pathlib import Path

import pytest

from cancu.api.command_line import run_program
from cancu.api.workspace import read_document
from tests.conftest import find_sample

PAGE = Path(__file__).resolve().parent.parent / "docs" / "labelling.md"


def test_every_command_of_the_page_measures(
    samples: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    for folder in ("nhan", "van-ban"):
        Path(folder).mkdir()
    text = Path(shutil.copy(find_sample(samples, 7), "van-ban"))
    read = read_document(text).extraction.model_dump(mode="json")
    tasks = [{key: task[key] for key in ("ref", "kind", "text", "lead", "coordinate")} for task in read["tasks"]]
    label = {"file": text.name, "document": read["document"], "citations": read["citations"], "tasks": tasks[1:]}
    Path("nhan", f"{text.stem}.json").write_text(json.dumps(label, ensure_ascii=False), encoding="utf-8")
    commands = re.findall(r"^cancu (.*?)(?:  +#.*)?$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert len(commands) == 4
    for command in commands:
        assert run_program(shlex.split(command)) == 0
        printed = capsys.readouterr().out
        assert "tasks.f1" in printed or '"tasks' in printed
    assert run_program(["evaluate", "nhan/", "--texts", "van-ban/", "--min", "tasks.p=1"]) == 1
