"""Subjects that no table holds, predicates that no list of verbs holds, fields behind an item."""

import pytest

from cancu.ingest.agencies import find_assignment, read_agency_heading, split_agencies
from cancu.ingest.fields import split_inline_fields
from cancu.ingest.labels import read_label


@pytest.mark.parametrize(
    ("sentence", "lead"),
    [
        ("Công ty Viễn thông tỉnh phủ sóng 5G tại các khu dân cư.", "Công ty Viễn thông tỉnh"),
        ("UBND xã treo cờ Tổ quốc tại trụ sở.", "UBND xã"),
        ("Các cơ quan, đơn vị dán khẩu hiệu tại trụ sở.", "Các cơ quan, đơn vị"),
        ("Các đội cứu hộ túc trực tại các bãi tắm.", "Các đội cứu hộ"),
        ("Các câu lạc bộ thể thao đăng ký thi đấu trước 10/5.", "Các câu lạc bộ thể thao"),
        ("Mỗi chi hội vận động 05 hội viên.", "Mỗi chi hội"),
        ("Toàn thể cán bộ, giáo viên, nhân viên thực hiện nghiêm kế hoạch.", "Toàn thể cán bộ, giáo viên, nhân viên"),
        ("Mỗi thôn cử 03 người tham gia diễn tập.", "Mỗi thôn"),
        ("Các nhóm trẻ độc lập rà soát điều kiện an toàn.", "Các nhóm trẻ độc lập"),
        ("Các điều phối viên ghi nhật ký hằng ngày.", "Các điều phối viên"),
        ("Giáo viên bộ môn lồng ghép nội dung vào bài dạy.", "Giáo viên bộ môn"),
        ("Giao các đội cứu hộ tuần tra bãi tắm.", "Các đội cứu hộ"),
        ("Đội Quản lý trật tự đô thị tháo dỡ mái che.", "Đội Quản lý trật tự đô thị"),
    ],
)
def test_subject_that_no_table_holds(sentence: str, lead: str) -> None:
    assert find_assignment(sentence).lead == (lead,)


@pytest.mark.parametrize(
    "sentence",
    [
        "Các nhiệm vụ được giao phải hoàn thành trước 30/6.",
        "Các cơ sở dữ liệu chuyên ngành phải kết nối với trục.",
        "Cơ sở vật chất bảo đảm theo quy định.",
        "Các hội thi cấp trường hoàn thành trước tháng 3.",
        "Các công trình thủy lợi bảo đảm an toàn mùa lũ.",
        "Tổ chức kiểm tra, giám sát việc chấp hành.",
        "Chính phủ điện tử phát triển đồng bộ.",
        "Thanh tra chuyên ngành về an toàn thực phẩm.",
        "Các địa phương đạt 3/6 tiêu chí: hệ số 3,0.",
    ],
)
def test_things_and_conditions_are_no_subject(sentence: str) -> None:
    assert find_assignment(sentence).lead == ()


@pytest.mark.parametrize("words", ["Các Vụ, Cục, Tổng cục", "Các Cục, Vụ, Viện"])
def test_kinds_of_office_are_one_group_in_any_order(words: str) -> None:
    assert [name.lower() for name in split_agencies(words)] == [words.lower()]


def test_learning_in_a_name_is_no_science() -> None:
    heading = "3. Trung tâm học tập cộng đồng các xã, thị trấn:"
    assert read_agency_heading(heading) == ("Trung tâm học tập cộng đồng các xã, thị trấn",)


@pytest.mark.parametrize(
    ("text", "own", "values"),
    [
        (
            "Mở hội thi (Chủ trì: Phòng Nội vụ; phối hợp: các trường; thời gian: Quý III/2025).",
            "Mở hội thi.",
            ["Phòng Nội vụ", "các trường", "Quý III/2025"],
        ),
        ("Lập chuyên mục (Sở Y tế; thường xuyên).", "Lập chuyên mục.", ["Sở Y tế", "thường xuyên"]),
        ("Giúp dân nộp hồ sơ. ĐVTH: Sở Y tế. T/g: Quý I.", "Giúp dân nộp hồ sơ.", ["Sở Y tế.", "Quý I."]),
    ],
)
def test_fields_behind_an_item(text: str, own: str, values: list[str]) -> None:
    printed, fields = split_inline_fields(text)
    assert printed == own
    assert [value.strip(" .") for _, value in fields] == [value.strip(" .") for value in values]


def test_decimal_with_the_dash_of_the_party() -> None:
    label = read_label("2.1- Xây dựng trung tâm dữ liệu")
    assert label is not None
    assert label.numbers == (2, 1)
    assert read_label("2.1- 3.5 lần") is None
