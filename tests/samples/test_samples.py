"""The sample documents are marked, clean text, and the labels made for them fit."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = sorted((ROOT / "samples").glob("*.txt"))
GOLDEN = ROOT / "tests" / "golden" / "samples"
MARK = "[TÀI LIỆU MẪU – SAMPLE – đơn vị, số hiệu và nội dung hư cấu]"


def read_json(path: Path) -> Any:
    """The value in a label file."""
    return json.loads(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_every_sample_says_in_its_first_line_that_it_is_one(path: Path) -> None:
    assert path.read_text(encoding="utf-8").split("\n", 1)[0] == MARK


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_every_sample_is_normalised_text(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text == unicodedata.normalize("NFC", text)
    assert "\r" not in text


@pytest.mark.parametrize("path", sorted(GOLDEN.glob("*.json")), ids=lambda path: path.stem)
def test_every_labelled_citation_slices_back(path: Path) -> None:
    gold = read_json(path)
    text = (ROOT / "samples" / gold["file"]).read_text(encoding="utf-8")
    assert gold["citations"]
    for citation in gold["citations"]:
        assert text[citation["start"] : citation["end"]] == citation["text"]


@pytest.mark.parametrize("path", sorted(GOLDEN.glob("*.json")), ids=lambda path: path.stem)
def test_every_labelled_task_begins_and_ends_where_its_offsets_say(path: Path) -> None:
    gold = read_json(path)
    text = (ROOT / "samples" / gold["file"]).read_text(encoding="utf-8")
    references = [task["ref"] for task in gold["tasks"]]
    assert len(references) == len(set(references))
    for task in gold["tasks"]:
        words = task["text"].split()
        found = text[task["start"] : task["end"]].split()
        assert (found[0], found[-1]) == (words[0], words[-1])


@pytest.mark.parametrize("path", sorted((GOLDEN / "alignment").glob("*.json")), ids=lambda path: path.stem)
def test_every_labelled_link_names_tasks_that_exist(path: Path) -> None:
    pair = read_json(path)
    for side in ("parent", "child"):
        assert (ROOT / "samples" / f"{pair[side]}.txt").is_file()
        labels = GOLDEN / f"{pair[side]}.json"
        if labels.is_file():
            known = {task["ref"] for task in read_json(labels)["tasks"]}
            assert {link[side] for link in pair["links"]} <= known


def test_the_readme_lists_every_sample() -> None:
    readme = (ROOT / "samples" / "README.md").read_text(encoding="utf-8")
    for path in SAMPLES:
        assert f"| {path.name[:2]} |" in readme
