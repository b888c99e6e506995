"""Blocks to outline: the tree of parts, sections, articles, items and bullets, with tables in their place.

The tree says where a thing stands and how it is labelled; whether it obliges anybody is decided in
`cancu.ingest.tasks`. Recipients, signatures and what a page prints after the end sign `./.` are left out.
References follow the extraction contract: `II.7(2).a`, `III.3.-2`, `PL.II.3`, `Đ3.1.a`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from cancu.ingest.cells import Block, Grid, Paragraph
from cancu.ingest.fields import read_field, read_noted_fields
from cancu.ingest.labels import ROMAN_IN_ARTICLE, Label, Rank, read_label
from cancu.ingest.quotations import without_quotations

_ATTACHMENT = re.compile(
    r"(?:KẾ HOẠCH|CHƯƠNG TRÌNH|ĐỀ ÁN|QUY CHẾ|QUY ĐỊNH|QUY TRÌNH|PHƯƠNG ÁN|HƯỚNG DẪN|ĐIỀU LỆ|CHIẾN LƯỢC|BỘ TIÊU CHÍ"
    r"|DANH MỤC|NHIỆM VỤ|BẢNG|BIỂU|NỘI DUNG|LỊCH|LỘ TRÌNH)\b"
)
_RECIPIENTS = re.compile(r"Nơi [Nn]hận|NƠI NHẬN")
_SIGNATURE = re.compile(r"(?:TM|KT|TL|TUQ|T/M|K/T)\. ?[A-ZĐ]{2}")
_CLOSING = re.compile(
    r"(?:Trên đây là|Trong quá trình|Quá trình|Nay thông báo|Văn phòng .{0,60}thông báo|Yêu cầu|Đề nghị|Nhận được"
    r"|Căn cứ (?:nội dung )?[Kk]ế hoạch"
    r"|(?:UBND|Ủy ban nhân dân|Chủ tịch|Thủ tướng|Bộ trưởng)\b.{0,60}\b(?:yêu cầu|đề nghị|giao))"
)
_NOTE = re.compile(r"\[\d{1,3}\] ")
"""A foot- or endnote, which converters print below the text."""
_ADDRESS = re.compile(r"(?:^|\s)(?:Kính gửi|điện|ĐIỆN)\s*:?$")
_PAGE_TAIL = re.compile(r"(?:FILE ĐƯỢC ĐÍNH KÈM|Văn bản liên quan|Lược đồ|Xem thêm|Tags?:|MỤC LỤC)", re.IGNORECASE)
_DIVISIONS = (Rank.PART, Rank.CHAPTER, Rank.SECTION)
_LAST = re.compile(r"\b(?:Chỉ thị|Công điện|Kế hoạch|Chương trình|Thông báo|Công văn) này\s*\.?/\.?$")
"""The end of a paragraph that closes the whole document."""
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50}


@dataclass(slots=True)
class Node:
    """One labelled place of a document.

    Attributes:
        label: its label, None for the root
        ref: path of labels from the outside in
        text: the words of its first paragraph, without the label
        more: plain paragraphs that follow before any child
        tail: plain paragraphs that follow after its children
        noted: plain paragraphs that are its fields
        grids: tables that stand in it
    """

    label: Label | None
    ref: str
    text: str
    start: int
    end: int
    parent: Node | None = None
    bold: bool = False
    children: list[Node] = field(default_factory=list)
    more: list[Paragraph] = field(default_factory=list)
    tail: list[Paragraph] = field(default_factory=list)
    noted: list[Paragraph] = field(default_factory=list)
    grids: list[Grid] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    printed: str = ""

    @property
    def rank(self) -> float:
        """Nesting rank; the root is below all."""
        return -1 if self.label is None else self.label.rank

    @property
    def heading(self) -> str:
        """The label and words as printed, in one line."""
        return f"{self.printed} {self.text}".strip()

    def is_inside(self, rank: float) -> bool:
        """Whether a place of that rank stands around this one, such as an article or an appendix."""
        place = self.parent
        while place is not None:
            if place.rank == rank:
                return True
            place = place.parent
        return False

    @property
    def is_clause(self) -> bool:
        """Whether it stands in an article, other than in a part of a programme that the article approves."""
        place: Node | None = self
        while place is not None and place.rank != ROMAN_IN_ARTICLE:
            place = place.parent
            if place is not None and place.rank == Rank.ARTICLE:
                return True
        return False

    @property
    def article_text(self) -> str:
        """The words of the article around it, empty where it stands in none."""
        place = self.parent
        while place is not None and place.rank != Rank.ARTICLE:
            place = place.parent
        return place.text if place is not None else ""

    def walk(self) -> Iterator[Node]:
        """Yield this node and all below it, in text order."""
        yield self
        for child in self.children:
            yield from child.walk()


class _Builder:
    """Grows the tree block by block; the stack is the path to the place being written."""

    def __init__(self) -> None:
        self.root = Node(None, "", "", 0, 0)
        self.stack = [self.root]
        self.ended = False
        self.appendices = 0
        self.capital_rank: int | None = None
        self.addressees = False

    def add(self, block: Block) -> None:
        """Place one block."""
        if isinstance(block, Grid):
            self._add_grid(block)
            return
        if _NOTE.match(block.text):
            return
        label = read_label(block.text)
        if self.ended and not self._reopens(block, label):
            return
        if self.ended:
            self.ended = False
            self.stack = [self.root]
        if any(pattern.match(block.text) for pattern in (_RECIPIENTS, _SIGNATURE, _PAGE_TAIL)):
            self.ended = True
            return
        if label and label.bullet and self.addressees:
            return
        if label:
            self.addressees = False
            self._add_item(block, label)
        else:
            self._add_plain(block)
        self.ended = block.text.rstrip(' "”').endswith(("./.", "./", ".//."))

    def _reopens(self, block: Paragraph, label: Label | None) -> bool:
        """Whether text begins again after an end sign: an appendix, a part, or an attached plan's title."""
        if label and (label.rank in (Rank.APPENDIX, Rank.PART, Rank.CHAPTER, Rank.ROMAN) or label.mark == "Đ1"):
            return True
        return _opens_attachment(block)

    def _add_grid(self, grid: Grid) -> None:
        if any(_RECIPIENTS.match(cell.text) for row in grid.rows[:2] for cell in row):
            self.ended = True
            return
        if not self.ended:
            place = self.stack[-1]
            while place.label is not None and place.label.bullet and place.parent is not None:
                place = place.parent
            place.grids.append(grid)

    def _add_item(self, block: Paragraph, label: Label) -> None:
        rank = self._rank_of(label)
        parent = self._find_parent(label, rank)
        if label.bullet:
            _rejoin(parent, rank)
        if label.style and parent.rank >= rank:
            rank = parent.rank + 0.5
        mark = self._mark_of(label, parent)
        ref = self._count_on(label, mark, parent)
        node = Node(
            Label(rank, mark, label.length, label.numbers, label.style),
            ref,
            block.text[label.length :].strip(),
            block.start,
            block.end,
            parent,
            block.bold,
            printed=block.text[: label.length].strip(),
        )
        parent.children.append(node)
        self.stack = [*self._path(parent), node]

    def _count_on(self, label: Label, mark: str, parent: Node) -> str:
        """The reference of a place; articles are numbered through the chapters of their document."""
        while label.rank == Rank.ARTICLE and parent.rank in _DIVISIONS and parent.parent is not None:
            parent = parent.parent
        parent.counts[mark] = count = parent.counts.get(mark, 0) + 1
        name = f"-{count}" if label.bullet else f"{mark}({count})" if count > 1 else mark
        return f"{parent.ref}.{name}" if parent.ref else name

    def _path(self, node: Node) -> list[Node]:
        path: list[Node] = []
        place: Node | None = node
        while place is not None:
            path.append(place)
            place = place.parent
        return path[::-1]

    def _rank_of(self, label: Label) -> float:
        """The rank in this document: capitals may stand above or below Roman numerals, as its first one shows."""
        if label.rank == Rank.ROMAN and self._is_in_article():
            return ROMAN_IN_ARTICLE
        if label.rank != Rank.CAPITAL:
            return label.rank
        if self.capital_rank is None:
            below = any(node.rank == Rank.ROMAN for node in self.stack)
            self.capital_rank = Rank.ARTICLE if below else Rank.CAPITAL
        return self.capital_rank

    def _is_in_article(self) -> bool:
        """Whether the open article leads in parts (`… với các nội dung sau:`) or has some already."""
        article = next((node for node in self.stack if node.rank == Rank.ARTICLE), None)
        if article is None:
            return False
        # what stands behind the colon may be the stamp of the gazette (`Ký bởi: …`, `Ngày ký: …`)
        texts = [article.text, *(part.text for part in article.more)]
        leads_in = any(text.rstrip().endswith(":") for text in texts)
        return any(child.rank == ROMAN_IN_ARTICLE for child in article.children) or (not article.children and leads_in)

    def _find_parent(self, label: Label, rank: float) -> Node:
        if label.style in ("(", ")"):
            inside = self._find_numbered(label)
            if inside is not None:
                return inside
        if not label.bullet:
            return next(node for node in reversed(self.stack) if node.rank < rank)
        for node in reversed(self.stack):
            if node.rank == rank and node.parent is not None:
                return node.parent
        return self.stack[-1]

    def _find_numbered(self, label: Label) -> Node | None:
        """The place of a number in brackets: beside one of its style, else inside the number or letter before it."""
        open_places = [node for node in self.stack if node.label is not None and not node.label.bullet]
        for node in reversed(open_places):
            if node.label is not None and node.label.style == label.style:
                return node.parent
        last = open_places[-1] if open_places else None
        return last if last is not None and last.rank >= Rank.NUMBER else None

    def _mark_of(self, label: Label, parent: Node) -> str:
        if label.rank == Rank.APPENDIX:
            return label.mark
        if len(label.numbers) < 2:
            return label.mark
        return _decimal_mark(label.numbers, parent)

    def _add_plain(self, block: Paragraph) -> None:
        """A paragraph without label: goes on with its item, or closes the section around it."""
        place = self.stack[-1]
        if self._continues_heading(block, place):
            place.text = f"{place.text} {block.text}".strip()
            place.end = block.end
            return
        if _opens_attachment(block) and place.rank not in (Rank.APPENDIX, -1):
            self.stack = [self.root]
            return
        if self.addressees:
            self.addressees = False
            self.stack = [self.root]
            place = self.root
        if place is self.root and _ADDRESS.search(block.text):
            self.addressees = True
        if place.rank >= Rank.NUMBER and read_noted_fields(block.text):
            owner = _find_noted(place)
            owner.noted.append(block)
            owner.end = max(owner.end, block.end)
            return
        if place.label is None or self._goes_on(place, block):
            place.more.append(block)
            place.end = max(place.end, block.end)
            return
        self._close_section(block, place)

    def _goes_on(self, place: Node, block: Paragraph) -> bool:
        """Whether a plain paragraph belongs to the item before it; a bullet must be a heading for that."""
        leads_in = place.text.endswith(":") and not place.more
        closes = not leads_in and (_CLOSING.match(block.text) or _LAST.search(block.text))
        if place.children or place.label is None or closes:
            return False
        if place.text.endswith(":") and place.label.bullet:
            return read_field(place.text) is not None
        return not place.label.bullet or not place.text.endswith((".", ";", ","))

    def _continues_heading(self, block: Paragraph, place: Node) -> bool:
        if place.label is None or place.children or place.more or place.grids:
            return False
        if place.label.rank in (Rank.APPENDIX, Rank.PART, Rank.CHAPTER):
            return block.text[:1] == "(" or block.text.isupper() or not place.text
        if not place.text:
            return True
        return place.bold and block.bold and not place.text.endswith((".", ";", ":"))

    def _close_section(self, block: Paragraph, place: Node) -> None:
        closing = bool(_CLOSING.match(block.text))
        while place.parent is not None and place.parent.label is not None:
            if place.label is not None and not place.label.bullet and not closing:
                break
            place = place.parent
        place.tail.append(block)
        self.stack = self._path(place)


def _find_noted(place: Node) -> Node:
    """The item to which fields in plain paragraphs belong: the last, or that of all its bullets if others have none."""
    listed = place.parent is not None and place.label is not None and place.label.bullet
    if place.parent is None or not listed or len(place.parent.children) == 1:
        return place
    return place if any(one.noted for one in place.parent.children) else place.parent


def _rejoin(parent: Node, rank: float) -> None:
    """Give what was printed between two bullets of one list to the first; a lead-in or a heading stays."""
    last = parent.children[-1] if parent.children else None
    if last is None or last.rank != rank:
        return
    index = len(parent.tail)
    while index and parent.tail[index - 1].start >= last.end:
        index -= 1
    between = parent.tail[index:]
    if between and all(block.text.endswith((".", "…")) and not block.bold for block in between):
        del parent.tail[index:]
        last.more.extend(between)
        last.end = between[-1].end


def _opens_attachment(block: Paragraph) -> bool:
    """Whether a paragraph is the title of an attached plan, whatever `(Ban hành kèm theo …)` stands behind it."""
    return bool(_ATTACHMENT.match(block.text)) and block.text[:24].isupper()


def _decimal_mark(numbers: tuple[int, ...], parent: Node) -> str:
    """`1.2` under `1` is `2`; under Roman I, which its first number repeats, too; elsewhere it stays `1.2`."""
    place: Node | None = parent
    while place is not None and place.label is not None:
        if place.label.numbers and place.label.numbers[-1] == numbers[-2]:
            return str(numbers[-1])
        if place.label.roman and roman_value(place.label.mark) == numbers[0]:
            return ".".join(str(number) for number in numbers[1:])
        place = place.parent
    return ".".join(str(number) for number in numbers)


def roman_value(mark: str) -> int:
    """The value of a Roman numeral, 0 for anything else.

    Example:
        >>> roman_value("XIV")
        14
    """
    total = 0
    for letter, following in zip(mark, f"{mark[1:]} ", strict=False):
        value = _ROMAN.get(letter, 0)
        total += -value if _ROMAN.get(following, 0) > value else value
    return total if mark and all(letter in _ROMAN for letter in mark) else 0


def build_outline(blocks: list[Block]) -> Node:
    """Build the tree of a document from its blocks.

    Items nest by the rank of their labels (`cancu.ingest.labels.Rank`); a label printed again under the same
    parent gets `(2)`. Several appendices without printed numbers are named `PL1`, `PL2`.

    Returns:
        The root; its children are articles, parts and appendices in text order.
    """
    builder = _Builder()
    for block in without_quotations(blocks):
        builder.add(block)
    _name_appendices(builder.root)
    return builder.root


def _name_appendices(root: Node) -> None:
    """`PL` alone when there is one appendix; the printed numbers, or counted ones, when there are several."""
    appendices = [child for child in root.children if child.rank == Rank.APPENDIX]
    for position, node in enumerate(appendices, 1):
        mark = "PL" if len(appendices) == 1 else (node.label.mark if node.label else "")
        if len(appendices) > 1 and mark == "PL":
            mark = f"PL{position}"
        old = node.ref
        for place in node.walk():
            place.ref = mark + place.ref[len(old) :]
