"""Quotations that run over several paragraphs: what stands in them is another document's, no part of the outline."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cancu.ingest.cells import Block, Paragraph

_QUOTE = re.compile(r"[“”\"]")
_OPEN_QUOTE = re.compile(r"(?:^|(?<=[\s:(]))[“”\"](?=[\w(])[^“”\"]*$")
_LONGEST_QUOTATION = 60
"""Blocks."""


def without_quotations(blocks: list[Block]) -> Iterator[Block]:
    """Yield the blocks without those that go on with a quotation, such as the new wording of a cited law's clause.

    A quotation without an end within `_LONGEST_QUOTATION` blocks is a slip of typing and hides nothing.

    Args:
        blocks: paragraphs and tables in text order
    """
    index = 0
    while index < len(blocks):
        yield blocks[index]
        index = _end_of_quotation(blocks, index) + 1


def _end_of_quotation(blocks: list[Block], index: int) -> int:
    """The block that ends the quotation that begins in block `index` without ending in it; else `index`."""
    first = blocks[index]
    if _is_balanced(first) or not isinstance(first, Paragraph) or not _OPEN_QUOTE.search(first.text):
        return index
    for at in range(index + 1, min(len(blocks), index + _LONGEST_QUOTATION)):
        if not _is_balanced(blocks[at]):
            return at
    return index


def _is_balanced(block: Block) -> bool:
    """Whether a block holds an even number of quotation marks, of whatever form: typists mix them."""
    return not isinstance(block, Paragraph) or len(_QUOTE.findall(block.text)) % 2 == 0
