"""The same document printed otherwise holds the same tasks: other blanks, bullets, marks, margins, borders.

What a document orders does not depend on the program that printed it. Each variant changes one habit of print over
labelled documents; a task is the same when reference, kind, words, agencies and days are. Variants that keep every
sign of the layout must change nothing; those that take signs away may cost the share that is stated with them.
"""

from __future__ import annotations

import json
import re
import textwrap
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from cancu.ingest.cells import Grid, Paragraph
from cancu.ingest.extraction import extract
from cancu.ingest.layout import read_blocks
from cancu.ingest.readers import make_source
from cancu.ingest.transcript import Transcript
from cancu.ontology.orthography import match_key
from cancu.ontology.records import Task

Variant = Callable[[str], str]
Documents = list[tuple[str, Counter[tuple[object, ...]]]]
_EVERY = 4
"""One document in so many is enough to see a habit that breaks."""
_BODY = re.compile(
    r"(?:Căn cứ|Thực hiện|Để |Nhằm|Kính gửi|Ngày|Điều 1|I\.|Chương|Phần|Theo|Xét|Sau khi|Triển khai|UBND)"
)
_OLD_TONES = (("ủy", "uỷ"), ("Ủy", "Uỷ"), ("hóa", "hoá"), ("thỏa", "thoả"), ("khỏe", "khoẻ"), ("xóa", "xoá"))


@pytest.fixture(scope="module")
def documents(shared: Path, root: Path) -> Documents:
    labels = sorted((root / "tests/gold").glob("*/*.json"))[::_EVERY]
    files = [shared / "corpus" / json.loads(label.read_text(encoding="utf-8"))["file"] for label in labels]
    files += sorted((shared / "seeds").glob("*.txt"))
    texts = [unicodedata.normalize("NFC", file.read_text(encoding="utf-8")) for file in files]
    return [(text, read_tasks(text)) for text in texts]


def key_of(task: Task) -> tuple[object, ...]:
    agencies = (tuple(sorted(map(match_key, names))) for names in (task.lead, task.coordinate))
    words = " ".join(re.findall(r"\w+", match_key(task.text)))
    return task.ref, task.kind, words, *agencies, task.deadline.due if task.deadline else ()


def read_tasks(text: str) -> Counter[tuple[object, ...]]:
    return Counter(key_of(task) for task in extract(make_source(text)).tasks)


def share_kept(documents: Documents, variant: Variant) -> float:
    """Of the tasks read from either print, how many are read from both."""
    same = most = 0
    for text, one in documents:
        two = read_tasks(variant(text))
        same += (one & two).total()
        most += max(one.total(), two.total())
    return same / most


def in_turns(pattern: str, new: str, old: str, every: int) -> Variant:
    """Replace what the pattern finds by `new` at every so-manieth offset, by `old` elsewhere."""
    return lambda text: re.sub(pattern, lambda match: old if match.start() % every else new, text)


def with_old_tones(text: str) -> str:
    for new, old in _OLD_TONES:
        text = text.replace(new, old)
    return text


def with_page_numbers(text: str) -> str:
    parts = text.split("\n\n")
    numbered = (
        f"{part}\n\n{at // 9 + 1}" if at % 9 == 8 and "|" not in text else part for at, part in enumerate(parts)
    )
    return "\n\n".join(numbered)


def with_torn_paragraphs(text: str) -> str:
    """As Word has it when every printed line became a paragraph; columns of blanks are no paragraphs."""
    if re.search(r"\t|\S {4,}\S", text):
        return text
    transcript = Transcript("bản in.docx", "application/example")
    for line in text.split("\n"):
        transcript.add_paragraph(line)
    return transcript.finish().text


KEEPING: dict[str, Variant] = {
    "lines end as on Windows": lambda text: text.replace("\n", "\r\n"),
    "blanks at line ends": lambda text: text.replace("\n", "  \n"),
    "lines indented": lambda text: re.sub(r"(?m)^(?=[^\n|])", "    ", text),
    "blanks that do not break": in_turns(r"(?<=\w) (?=\w)", "\u00a0", " ", 7),
    "two blanks behind a number": lambda text: re.sub(r"(?m)^(\**\d{1,2}\.) (?=[A-ZĐÀ-Ỹ])", r"\1  ", text),
    "letters apart from their marks": lambda text: unicodedata.normalize("NFD", text),
    "number on its own line": lambda text: re.sub(r"(?m)^(\W*Số):? ?(?=\d[\d/A-ZĐ])", r"\1: \n", text, count=1),
    "a paragraph for each line": with_torn_paragraphs,
    "page numbers between paragraphs": with_page_numbers,
}


@pytest.mark.slow
@pytest.mark.parametrize("variant", KEEPING.values(), ids=KEEPING)
def test_a_print_that_keeps_the_layout_keeps_every_task(documents: Documents, variant: Variant) -> None:
    assert share_kept(documents, variant) == 1.0


def relay(paragraph: Callable[[Paragraph], str], grid: Callable[[Grid], str] | None = None) -> Variant:
    """Print what stands below the head anew, block by block; tables stay as they are where `grid` is not given."""

    def print_blocks(text: str) -> Iterator[str]:
        blocks = read_blocks(text)
        bodies = (at for at, one in enumerate(blocks) if isinstance(one, Paragraph) and _BODY.match(one.text))
        first = next(bodies, len(blocks))
        yield text[: blocks[first].start] if first < len(blocks) else text
        for block in blocks[first:]:
            if isinstance(block, Paragraph):
                yield paragraph(block)
            else:
                yield grid(block) if grid and not block.flat else f"{text[block.start : block.end]}\n"

    return lambda text: "\n".join(print_blocks(text))


def wrap(width: int, behind: str) -> Callable[[Paragraph], str]:
    def print_wrapped(block: Paragraph) -> str:
        return "\n".join(textwrap.wrap(block.text, width, break_long_words=False, break_on_hyphens=False)) + behind

    return print_wrapped


def print_pipes(grid: Grid) -> str:
    rows = ["| " + " | ".join(cell.text.replace("|", "/") for cell in row) + " |" for row in grid.rows]
    return "\n".join([*rows[:1], "|---" * len(grid.rows[0]) + "|", *rows[1:]]) + "\n"


LOSING: dict[str, tuple[Variant, float]] = {
    "tones in the old place": (with_old_tones, 0.99),
    "wide blanks between words": (in_turns(r"(?<=[a-zà-ỹ,]) (?=[a-zà-ỹ])", "  ", " ", 5), 0.98),
    "long dashes": (lambda text: re.sub(r"(?m)^- ", "– ", text), 0.99),
    "minus signs": (lambda text: re.sub(r"(?m)^- ", "− ", text), 0.98),
    "bullets that touch their words": (lambda text: re.sub(r"(?m)^([-+]) (?=[A-ZĐÀ-Ỹ])", r"\1", text), 0.99),
    "no emphasis": (lambda text: re.sub(r"\*\*|(?<!\w)\*(?=\S)|(?<=\S)\*(?!\w)", "", text), 0.99),
    "a line for a paragraph, blank lines between": (relay(lambda block: f"{block.text}\n"), 0.98),
    "a line for a paragraph": (relay(lambda block: block.text), 0.95),
    "short lines, blank lines between": (relay(wrap(80, "\n")), 0.94),
    "lines of equal length": (relay(wrap(100, "")), 0.87),
    "tables between pipes": (relay(lambda block: f"{block.text}\n", print_pipes), 0.98),
}


@pytest.mark.slow
@pytest.mark.parametrize(("variant", "least"), LOSING.values(), ids=LOSING)
def test_a_print_that_takes_signs_away_keeps_most_tasks(documents: Documents, variant: Variant, least: float) -> None:
    assert share_kept(documents, variant) >= least
