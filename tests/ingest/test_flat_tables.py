"""Tables that a PDF's text has flattened."""

from cancu.ingest.cells import Grid
from cancu.ingest.layout import read_blocks

FLAT = """PHỤ LỤC

TT
Nội dung công việc
Cơ quan
chủ trì
Cơ quan
phối hợp
Sản phẩm
Thời hạn
hoàn thành
I
Hoàn thiện thể chế
1
Tăng cường công tác lãnh đạo, chỉ đạo
việc rà soát văn bản của ngành
Bộ Nội vụ
Các bộ,
cơ quan ngang bộ
Văn bản lãnh
đạo, chỉ đạo
Thường xuyên

CÔNG BÁO/Số 12/Ngày 01-01-2026
93

TT
Nội dung công việc
Cơ quan
chủ trì
Cơ quan
phối hợp
Sản phẩm
Thời hạn
hoàn thành
2
Tham mưu sửa đổi quy định
Bộ Tài chính
Bộ Nội vụ
Nghị định
Quý
II/2026
"""


def grid(text: str) -> list[list[str]]:
    (found,) = [block for block in read_blocks(text) if isinstance(block, Grid)]
    return [[cell.text for cell in row] for row in found.rows]


def test_cells_are_cut_where_the_columns_say() -> None:
    assert grid(FLAT)[1:] == [
        ["I", "Hoàn thiện thể chế"],
        [
            "1",
            "Tăng cường công tác lãnh đạo, chỉ đạo việc rà soát văn bản của ngành",
            "Bộ Nội vụ",
            "Các bộ, cơ quan ngang bộ",
            "Văn bản lãnh đạo, chỉ đạo",
            "Thường xuyên",
        ],
        ["2", "Tham mưu sửa đổi quy định", "Bộ Tài chính", "Bộ Nội vụ", "Nghị định", "Quý II/2026"],
    ]


def test_every_cell_points_at_its_words() -> None:
    (found,) = [block for block in read_blocks(FLAT) if isinstance(block, Grid)]
    for row in found.rows[1:]:
        for cell in row:
            assert FLAT[cell.start : cell.end].split() == " ".join(cell.lines).split()


def test_a_list_that_only_begins_like_a_table_stays_text() -> None:
    blocks = read_blocks("TT\nTên dự án\n1\nDự án xây dựng trường học\n2\nDự án xây dựng cầu\n")
    assert not any(isinstance(block, Grid) for block in blocks)
