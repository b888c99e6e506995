"""The pieces of layout: lines, paragraphs, cells and grids, and what the words of a cell look like."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_ROMAN_HYPHEN = re.compile(r"[IVXL]{1,6}- ")
_HYPHEN_CUT = re.compile(r"([A-ZĐ])-\s+([A-ZĐ]{2,})")
_TIME = re.compile(
    r"(?:quý|năm|tháng|trước|thường xuyên|h[àằ]ng|trong (?:năm|quá trình)|định kỳ|theo|đến|từ|khi|sau|giai đoạn"
    r"|nhiệm vụ thường|kỳ họp|phiên họp|20\d\d|\d{1,2}/(?:\d{1,2}/)?20\d\d)\b",
    re.IGNORECASE,
)
_NO_AGENCY = (
    r"(?!(?:ban hành|báo cáo|tổ chức|hội nghị|hội thảo|phòng,? (?:chống|ngừa|thủ)|đoàn kết|đài thọ"
    r"|bộ (?:chỉ số|tiêu chí|máy|dữ liệu|câu hỏi|tài liệu))\b)"
)
_AGENCY = re.compile(
    rf"(?:[-+]\s*|\(\d+\) )?{_NO_AGENCY}(?:các )?(?:sở|ban|ngành|phòng|văn phòng|ubnd|ủy ban|uỷ ban|bộ|công an|cục"
    r"|chi cục|hội|trung tâm|đơn vị|cơ quan|tổ|viện|trường|báo|đài|bch|thanh tra|kho bạc|ngân hàng|bảo hiểm"
    r"|vụ|tổng cục|học viện|đồn|khoa(?! học)|trạm|hạt|đội"
    r"|thôn|khu phố|ấp|chi bộ|đảng ủy|công đoàn|hiệu trưởng|(?:tỉnh|huyện|thị|xã) (?:đoàn|ủy)"
    r"|doanh nghiệp|đoàn|liên đoàn|mttq|thành phố|tỉnh|địa phương|tập đoàn|tổng công ty)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Line:
    """One non-blank line: offsets into the text, words without Markdown or HTML marks.

    Attributes:
        gap: whether a blank line stands before it
        bold: whether its words, not only its label, are emphasised
        printed: its words with the wide blanks that may part cells, empty where it is no line of the source
    """

    start: int
    end: int
    text: str
    gap: bool = False
    bold: bool = False
    printed: str = ""

    @property
    def wide(self) -> str:
        """The words as printed, for readers that look for wide blanks."""
        return self.printed or self.text


@dataclass(slots=True)
class Paragraph:
    """Lines that belong together, joined by single blanks."""

    start: int
    end: int
    text: str
    bold: bool = False
    gap: bool = False


@dataclass(slots=True)
class Cell:
    """The words of a table cell, one string per line as printed.

    Attributes:
        places: its stretches of the text where other cells stand between them, as over a page's end
    """

    start: int
    end: int
    lines: list[str] = field(default_factory=list)
    places: list[tuple[int, int]] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The words in one line; words cut by a hyphen at a line end are rejoined."""
        return join_lines(self.lines)


@dataclass(slots=True)
class Grid:
    """A table as rows of cells; rows may be ragged where cells are merged.

    Attributes:
        flat: whether its cells were cut out of lines that a PDF's text has flattened
    """

    start: int
    end: int
    rows: list[list[Cell]]
    flat: bool = False


Block = Paragraph | Grid


@dataclass(frozen=True, slots=True)
class CellSpan:
    """A stretch of the text that is a cell of a task table, or the part of one that stands on one page.

    Attributes:
        basis: whether its column holds the legal bases of the tasks (`Căn cứ`, `Cơ sở pháp lý`)
    """

    start: int
    end: int
    basis: bool = False


def join_lines(lines: list[str]) -> str:
    """Join printed lines with blanks; `NĐ-` and `CP` on two lines become `NĐ-CP`.

    Example:
        >>> join_lines(["Nghị định số 30/2020/NĐ-", "CP của Chính phủ"])
        'Nghị định số 30/2020/NĐ-CP của Chính phủ'
    """
    text = " ".join(" ".join(lines).split())
    if "- " not in text:
        return text
    heading = _ROMAN_HYPHEN.match(text)  # `II- MỤC TIÊU` is a heading of the Party, no torn symbol
    start = heading.end() if heading else 0
    return text[:start] + _HYPHEN_CUT.sub(r"\1-\2", text[start:])


def is_time_cell(words: str) -> bool:
    """Whether words open like a time: `Quý IV/2026`, `Thường xuyên`, `2026 - 2030`."""
    return bool(_TIME.match(words))


def is_agency_cell(words: str) -> bool:
    """Whether words open like the name of an agency or a group of them."""
    return bool(_AGENCY.match(words))
