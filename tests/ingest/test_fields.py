"""Field lines and column headings."""

import pytest

from cancu.ingest.fields import FieldRole, read_field, read_role, split_inline_fields


@pytest.mark.parametrize(
    ("words", "role"),
    [
        ("TT", FieldRole.LABEL),
        ("STT", FieldRole.LABEL),
        ("Nội dung/nhiệm vụ", FieldRole.TEXT),
        ("Tên nhiệm vụ", FieldRole.TEXT),
        ("Chỉ tiêu", FieldRole.TARGET),
        ("Cơ quan chủ trì", FieldRole.LEAD),
        ("Đơn vị thực hiện", FieldRole.LEAD),
        ("Cơ quan, đơn vị chủ trì tham mưu", FieldRole.LEAD),
        ("Cơ quan, phối hợp", FieldRole.COORDINATE),
        ("Đơn vị phối hợp thực hiện", FieldRole.COORDINATE),
        ("Thời gian dự kiến hoàn thành", FieldRole.DEADLINE),
        ("Kết quả dự kiến", FieldRole.PRODUCT),
        ("Sản phẩm đầu ra", FieldRole.PRODUCT),
        ("Nguồn kinh phí", FieldRole.OTHER),
        ("Đơn vị tính", FieldRole.OTHER),
        ("Ghi chú", FieldRole.OTHER),
    ],
)
def test_a_name_tells_its_role(words: str, role: FieldRole) -> None:
    assert read_role(words) is role


@pytest.mark.parametrize("words", ["Xã, phường", "Lý trình", "", "X" * 200])
def test_other_headings_have_no_role(words: str) -> None:
    assert read_role(words) is None


def test_a_field_line_gives_role_and_value() -> None:
    assert read_field("Cơ quan tham mưu: Phòng Mẫu.") == (FieldRole.LEAD, "Phòng Mẫu.")
    assert read_field("Sản phẩm:") == (FieldRole.PRODUCT, "")


def test_a_sentence_with_a_colon_is_no_field() -> None:
    assert read_field("Xây dựng các kế hoạch: kế hoạch năm, kế hoạch quý") is None


def test_fields_inside_a_paragraph_are_taken_off() -> None:
    text, fields = split_inline_fields(
        "Rà soát thủ tục. Cơ quan chủ trì: Sở Mẫu; thời gian hoàn thành: Quý I năm 2026."
    )
    assert text == "Rà soát thủ tục."
    assert fields == [(FieldRole.LEAD, "Sở Mẫu"), (FieldRole.DEADLINE, "Quý I năm 2026.")]
