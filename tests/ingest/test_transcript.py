"""What readers of formats write down comes back as blocks with the same paragraphs and cells."""

import pytest

from cancu.ingest.cells import Grid, Paragraph
from cancu.ingest.layout import read_blocks
from cancu.ingest.transcript import CELL_BREAK, Transcript, clean
from cancu.ontology.errors import SourceError


def make_transcript() -> Transcript:
    return Transcript("mẫu.docx", "application/example")


def test_paragraphs_and_cells_keep_their_places() -> None:
    transcript = make_transcript()
    transcript.add_paragraph("I. NHIỆM\u00a0 VỤ", page=1)
    transcript.add_paragraph(" \n")
    transcript.add_table([["TT", "Nhiệm vụ"], ["1", "Rà soát\nvăn bản"], ["", " "]], page=2)
    source = transcript.finish()
    assert source.text == f"I. NHIỆM VỤ\n\nTT\tNhiệm vụ\n1\tRà soát{CELL_BREAK}văn bản\n"
    found = [
        (source.text[place.start], place.page, place.paragraph, place.row, place.column) for place in source.places
    ]
    assert found == [
        ("I", 1, 1, None, None),
        ("T", 2, None, 1, 1),
        ("N", 2, None, 1, 2),
        ("1", 2, None, 2, 1),
        ("R", 2, None, 2, 2),
    ]


def test_layout_reads_what_was_written() -> None:
    transcript = make_transcript()
    transcript.add_paragraph("Nhiệm vụ của các cơ quan")
    transcript.add_table([["TT", "Nhiệm vụ", "Chủ trì"], ["1", "Rà soát văn bản", "Sở Tư pháp"]])
    paragraph, grid = read_blocks(transcript.finish().text)
    assert isinstance(paragraph, Paragraph)
    assert paragraph.text == "Nhiệm vụ của các cơ quan"
    assert isinstance(grid, Grid)
    assert [[cell.text for cell in row] for row in grid.rows][1] == ["1", "Rà soát văn bản", "Sở Tư pháp"]


@pytest.mark.parametrize("mark", ["\x00", "\u200b", "\ufeff", "\ud800", "\x1b"])
def test_what_nobody_sees_is_left_out(mark: str) -> None:
    assert clean(f"Kế{mark} hoạch") == "Kế hoạch"


def test_nothing_but_blanks_is_refused() -> None:
    transcript = make_transcript()
    transcript.add_paragraph("\u200b \t")
    with pytest.raises(SourceError) as caught:
        transcript.finish()
    assert caught.value.code == "E_EMPTY"


WRAPPED = """I. NHIỆM VỤ VÀ GIẢI PHÁP

1. Rà soát, hệ thống hóa văn bản quy phạm
pháp luật do Hội đồng nhân dân ban hành, kiến
nghị xử lý những văn bản chồng chéo.

2. Triển khai Nghị quyết số
57-NQ/TW ngày 22 tháng 12 năm
2024 của Bộ Chính trị về đột phá phát
triển khoa học, công nghệ.

a) Công bố kết quả rà soát trên cổng
thông tin của tỉnh trong năm
2026;

b) Báo cáo Ủy ban nhân dân
tỉnh trước ngày 15 tháng
12 năm 2026, đồng thời gửi Sở Tư pháp để
theo dõi.

3. Bố trí kinh phí trong dự toán chi thường xuyên
hằng năm của các đơn vị; huy động các nguồn lực hợp
pháp khác theo quy định."""


def test_lines_that_became_paragraphs_are_written_as_lines() -> None:
    transcript = Transcript("mẫu.docx", "application/example")
    for line in WRAPPED.split("\n"):
        transcript.add_paragraph(line)
    source = transcript.finish()
    assert source.text == WRAPPED + "\n"
    starts = [place.start for place in source.places]
    assert starts == [at for at in range(len(WRAPPED)) if WRAPPED[at - 1 : at] in ("", "\n") and WRAPPED[at] != "\n"]


@pytest.mark.parametrize(
    "lines",
    [
        ["1. Rà soát văn bản.", "2. Báo cáo kết quả."] * 20,
        ["Nơi nhận", "a) công bố kết quả;", "b) báo cáo cấp trên;", "đ) lưu hồ sơ"] * 10,
        ["Thành phần hồ sơ:", "đơn đề nghị;", "bản sao giấy phép;", "ảnh chân dung."] * 10,
        ["Gồm các biểu:", "biểu một", "biểu hai"],
    ],
)
def test_paragraphs_that_were_meant_stay_apart(lines: list[str]) -> None:
    transcript = Transcript("mẫu.docx", "application/example")
    for line in lines:
        transcript.add_paragraph(line)
    assert transcript.finish().text == "\n\n".join(lines) + "\n"
