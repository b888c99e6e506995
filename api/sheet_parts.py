"""What the workbooks share: columns of findings and quotes, and the way from a row to the quote that it rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cancu.api.report_model import Jump, SheetColumn

if TYPE_CHECKING:
    from cancu.ontology.records import EvidenceSpan

FINDINGS = (
    SheetColumn("Nơi (where)", 20),
    SheetColumn("Mục đối chiếu (compared item)", 16),
    SheetColumn("Mức (severity)", 12),
    SheetColumn("Nội dung (message)", 70),
    SheetColumn("English", 60),
    SheetColumn("Mã (code)", 20),
)
QUOTES = (
    SheetColumn("Mục (item)", 14),
    SheetColumn("Kế hoạch (plan)", 11),
    SheetColumn("Từ ký tự (start)", 11),
    SheetColumn("Đến ký tự (end)", 11),
    SheetColumn("Nguyên văn (quote)", 110),
)
QUOTE_TARGET = 4
"""The column of `QUOTES` that jumps lead to."""


def jump_to(side: str, ref: str, quote: EvidenceSpan) -> Jump:
    """The way to the row of the quotes that holds this one."""
    return Jump(f"{ref} [{quote.start}–{quote.end}]", name_anchor(side, ref))


def name_anchor(side: str, ref: str) -> str:
    """The anchor of a quote: the document it stands in, and the item."""
    return f"{side} {ref}"
