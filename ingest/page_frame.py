"""Where the document begins and ends on a page that prints more: related documents, notices, log-in texts.

What a web page prints above or below the document is not cited by it. The end is the first line, behind the first
page of text, that no official document holds.
"""

from __future__ import annotations

import re
from functools import cache

from cancu.ingest.plain import even_lines
from cancu.ontology.records import Document

_MIN = 400


@cache
def _below() -> re.Pattern[str]:
    lines = (
        r"#{0,4} ?(?:Văn bản liên quan|VĂN BẢN LIÊN QUAN|Tin liên quan|Bài viết liên quan|"
        r"Văn bản cùng|Tin cùng|Các văn bản khác|Văn bản khác|Lược đồ|"
        r"Văn bản này chưa cập nhật|MINISTRY OF|SOCIALIST REPUBLIC|THE SOCIALIST|Tải văn bản|Tải về|"
        r"Đăng nhập|Thuộc tính văn bản|Liên hệ quảng cáo|"
        r"Quý khách vui lòng|Bản dịch này|Chia sẻ bài|Ý kiến bạn đọc|Hỏi đáp pháp luật|Sứ mệnh của|Bài liên quan:)"
    )
    return re.compile(rf"\n[ \t*|_]{{0,8}}{lines}")


_RELATED = re.compile(
    r"(?:^|\n)- \d{1,3} ?(?=(?:Hiến pháp|Bộ luật|Luật|Pháp lệnh|Ngh[iị]|Quyết định|Thông tư|Chỉ thị|Kế hoạch|Công văn|"
    r"Văn bản|Kết luận|Hướng dẫn|Chương trình|Thông báo) )[^\n]+(?=\n)"
)
"""A row of the list of related documents that a collection prints above the text."""
_CHROME_LINES = re.compile(r"(?:[^\n|]{0,160}\n){0,4}?(?=- 1 ?[A-ZĐ])")


def find_body_start(text: str) -> int:
    """The offset behind the related documents that stand above the head of `text`, 0 where none do."""
    chrome = _CHROME_LINES.match(text)
    end = max(0, chrome.end() - 1) if chrome else 0
    while match := _RELATED.match(text, end):
        end = match.end()
    return end if chrome else 0


def find_body_end(text: str, document: Document) -> int:
    """The offset at which the document ends in `text`, its length where nothing stands below.

    A line that starts with kind and number of the document itself without `số` (a page title) ends it too when it
    stands below the head.
    """
    text = even_lines(text)
    match = _below().search(text, _MIN)
    end = match.start() if match else len(text)
    if document.number is None or document.type is None:
        return end
    title = re.compile(rf"\n[ \t*|#]{{0,6}}{re.escape(document.type)} {re.escape(document.number)}(?= )")
    marks = (text.find(mark) for mark in ("Căn cứ", "Điều 1", "Nơi nhận", "Lưu:"))
    begun = min((at for at in marks if at >= 0), default=3000)
    for again in title.finditer(text, min(end, _MIN), end):
        if again.start() > begun:
            return again.start()
    return end
