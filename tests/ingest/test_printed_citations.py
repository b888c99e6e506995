"""The same document printed otherwise cites the same; every sample is invented."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable

import pytest

from cancu.ingest.citations import find_citations
from cancu.ingest.header import read_header
from cancu.ontology.records import Citation

SAMPLE = """ỦY BAN NHÂN DÂN
TỈNH SƠN LÂM
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 100/QĐ-UBND
Sơn Lâm, ngày 5 tháng 6 năm 2025
QUYẾT ĐỊNH
Về việc quản lý bến bãi
CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH SƠN LÂM
Căn cứ Luật Bến bãi nội địa ngày 26 tháng 11 năm 2003;
Căn cứ Nghị quyết số 66-NQ/TW ngày 30/4/2025 của Bộ Chính trị; Thông tư số 5/2020/TT-BXD của Bộ Xây dựng;
QUYẾT ĐỊNH:
- Thực hiện Chương trình số 12-CTr/TU ngày 2/5/2025 của Ban Thường vụ Tỉnh ủy theo Mẫu số 04 Phụ lục III Nghị định số \
9/2021/NĐ-CP.
- Bãi bỏ khoản 2 Điều 5 Quyết định số 12/2015/QĐ-UBND ngày 03/4/2015 của Ủy ban nhân dân tỉnh.
Văn bản liên quan
Quyết định số 999/QĐ-UBND về việc khác
"""
LONG = SAMPLE.replace("\nVăn bản", " Các sở, ban, ngành thực hiện và báo cáo kết quả." * 4 + "\nVăn bản")


def _wrap(text: str) -> str:
    return "\n".join("\n".join(textwrap.wrap(line, 60, break_on_hyphens=False)) for line in text.split("\n"))


PRINTS: dict[str, Callable[[str], str]] = {
    "lines of 60 letters": _wrap,
    "blanks that do not break": lambda text: text.replace(" ", "\u00a0"),
    "long dashes": lambda text: text.replace("-", "–"),
    "blanks at line ends": lambda text: text.replace("\n", "  \n"),
    "colons behind the word for number": lambda text: re.sub(r"\bsố (?=\d)", "số: ", text),
    "no blank in front of a day": lambda text: re.sub(r"\bngày (?=\d)", "ngày", text),
    "tones of an older custom": lambda text: text.replace("ủy", "uỷ").replace("Ủy", "Uỷ"),
    "numbers torn at the hyphen": lambda text: text.replace("66-NQ", "66- \nNQ").replace("12-CTr", "12-\nCTr"),
}


def _facts(text: str) -> list[tuple[str | None, ...]]:
    def of(one: Citation) -> tuple[str | None, ...]:
        words = (one.number or one.name, str(one.date), one.issuer, one.relation.value, one.subject, one.pinpoint)
        return tuple(re.sub(r"[\s:]", "", word).replace("–", "-") if word else None for word in words)

    return [of(one) for one in find_citations(text, read_header(text))]


def test_the_sample_cites_what_it_prints() -> None:
    facts = [(fact[0], fact[3], fact[5]) for fact in _facts(LONG)]
    assert facts == [
        ("100/QĐ-UBND", "self", None),
        ("LuậtBếnbãinộiđịa", "basis", None),
        ("66-NQ/TW", "basis", None),
        ("5/2020/TT-BXD", "basis", None),
        ("12-CTr/TU", "implements", None),
        ("9/2021/NĐ-CP", "implements", "Mẫusố04PhụlụcIII"),
        ("12/2015/QĐ-UBND", "repeals", "khoản2Điều5"),
    ]


@pytest.mark.parametrize("name", PRINTS)
def test_a_print_changes_no_citation(name: str) -> None:
    assert _facts(PRINTS[name](LONG)) == _facts(LONG)
