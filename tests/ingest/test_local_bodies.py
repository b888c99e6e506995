"""Bodies of hamlets, schools, unions, boards and the Party in fields, headings and sentences."""

from __future__ import annotations

import pytest

from cancu.ingest.agencies import find_assignment, read_agency_field, read_agency_heading, split_agencies

COMMUNES = "UBND cấp xã"


@pytest.mark.parametrize(
    ("heading", "names"),
    [
        ("1. Đồng chí Trần Văn Hai - Chủ tịch UBND xã, Trưởng Ban Chỉ đạo:", ("UBND xã",)),
        ("2. Bà Lê Thị Ba, Phó Chủ tịch UBND xã, Phó Trưởng ban thường trực", ("UBND xã",)),
        ("3. Trưởng phòng Kinh tế, Ủy viên:", ("Phòng Kinh tế",)),
        ("4. Ông Lê Văn Năm - Giám đốc Sở Y tế - Tổ phó:", ("Sở Y tế",)),
        ("5. Trưởng các thôn, Bí thư chi bộ các thôn:", ("Các thôn", "Chi bộ các thôn")),
        ("6. Hiệu trưởng:", ("Hiệu trưởng",)),
        ("7. Hiệu trưởng các trường", ("Các trường",)),
        ("8. Công đoàn, Ban Giám hiệu:", ("Công đoàn", "Ban Giám hiệu")),
        ("9. Chủ tịch UBND các xã, phường ven biển:", (COMMUNES,)),
        ("10. Ban Thường vụ Huyện đoàn", ("Ban Thường vụ Huyện đoàn",)),
        ("11. Các Đoàn cơ sở, chi đoàn trực thuộc", ("Các đoàn cơ sở, chi đoàn trực thuộc",)),
    ],
)
def test_headings_of_boards_hamlets_schools_and_unions(heading: str, names: tuple[str, ...]) -> None:
    assert read_agency_heading(heading) == names


@pytest.mark.parametrize(
    ("field", "names"),
    [
        ("Văn phòng Huyện đoàn", ("Văn phòng Huyện đoàn",)),
        ("Hội LHTN Việt Nam huyện", ("Hội Liên hiệp Thanh niên Việt Nam huyện",)),
        ("Công an xã và các thôn, tổ dân phố", ("Công an xã", "Các thôn, tổ dân phố")),
        ("Đoàn kiểm tra liên ngành huyện (Phòng Y tế là trưởng đoàn)", ("Đoàn kiểm tra liên ngành huyện",)),
        (
            "Các huyện ủy, thành ủy, đảng ủy trực thuộc Tỉnh ủy",
            ("Các huyện ủy, thành ủy, đảng ủy trực thuộc Tỉnh ủy",),
        ),
    ],
)
def test_bodies_of_the_party_unions_and_hamlets(field: str, names: tuple[str, ...]) -> None:
    assert split_agencies(field) == names


@pytest.mark.parametrize(
    ("sentence", "lead", "coordinate"),
    [
        ("Đảng đoàn Hội đồng nhân dân tỉnh lãnh đạo công tác giám sát.", ("Đảng đoàn HĐND tỉnh",), ()),
        ("Các đơn vị sự nghiệp công lập hoàn thành nhập liệu.", ("Các đơn vị sự nghiệp công lập",), ()),
        ("Chủ trì cùng Công an tỉnh, Sở Y tế kiểm tra bến.", (), ("Công an tỉnh", "Sở Y tế")),
        ("Chủ tịch UBND tỉnh yêu cầu:", (), ()),
        (
            "Về mặt bằng: Giao Sở Xây dựng kiểm kê; UBND xã Suối Ngà vận động các hộ di dời.",
            ("Sở Xây dựng", "UBND xã Suối Ngà"),
            (),
        ),
        ("Chính phủ thống nhất sự cần thiết. Giao Bộ Y tế hoàn thiện hồ sơ.", ("Bộ Y tế",), ()),
    ],
)
def test_subjects_of_orders_and_of_those_who_order(
    sentence: str, lead: tuple[str, ...], coordinate: tuple[str, ...]
) -> None:
    assert tuple(find_assignment(sentence)) == (lead, coordinate)


@pytest.mark.parametrize(
    ("sentence", "lead"),
    [
        ("Giao phòng Văn hóa và Thông tin thẩm định dự toán.", ("Phòng Văn hóa và Thông tin",)),
        ("Thu gom rác ven biển: giao UBND các xã ven biển thực hiện.", (COMMUNES,)),
        ("Ký cam kết với chủ tàu: giao Đồn Biên phòng Cửa Sa chủ trì.", ("Đồn Biên phòng Cửa Sa",)),
        ("Tổ bầu cử chủ trì hội nghị cử tri.", ("Tổ bầu cử",)),
        ("Chậm nhất 05 ngày làm việc, UBND xã ra quyết định công nhận.", ("UBND xã",)),
        ("Trạm Khuyến nông cung ứng đủ giống lúa.", ("Trạm Khuyến nông",)),
        ("Đề nghị các doanh nghiệp trên địa bàn huyện tài trợ giải.", ("Các doanh nghiệp",)),
    ],
)
def test_orders_behind_what_they_are_about_and_bodies_in_small_letters(sentence: str, lead: tuple[str, ...]) -> None:
    assert find_assignment(sentence).lead == lead


def test_parties_to_a_programme_are_no_owner() -> None:
    assert read_agency_heading("II. TRÁCH NHIỆM CỦA CÁC BÊN") == ()


@pytest.mark.parametrize(
    ("field", "names"),
    [
        ("Ban Giám hiệu, Tổ trưởng", ("Ban Giám hiệu", "Tổ trưởng")),
        ("Các khoa, Phòng Đào tạo", ("Các khoa", "Phòng Đào tạo")),
        ("Đảng ủy UBND xã", ("Đảng ủy UBND xã",)),
    ],
)
def test_bodies_of_schools_hospitals_and_party_committees(field: str, names: tuple[str, ...]) -> None:
    assert split_agencies(field) == names


@pytest.mark.parametrize(
    ("heading", "names"),
    [
        ("2. Ban Kinh tế - Ngân sách", ("Ban Kinh tế - Ngân sách",)),
        ("1. Ban Tuyên giáo - Nữ công", ("Ban Tuyên giáo - Nữ công",)),
        ("3. Ban Tuyên giáo - Cơ quan thường trực", ("Ban Tuyên giáo",)),
        ("3. Chủ tịch UBND các tỉnh, thành phố trực thuộc Trung ương ven biển:", ("UBND cấp tỉnh",)),
    ],
)
def test_halves_of_a_name_and_where_in_a_level(heading: str, names: tuple[str, ...]) -> None:
    assert read_agency_heading(heading)[:1] == names


def test_a_helper_in_small_letters_behind_the_one_who_leads() -> None:
    found = read_agency_field("Công an xã chủ trì, tổ công nghệ số cộng đồng phối hợp")
    assert tuple(found) == (("Công an xã",), ("Tổ công nghệ số cộng đồng",))


def test_owners_of_reservoirs_are_obliged() -> None:
    assert find_assignment("Các chủ hồ chứa thủy điện xả lũ đúng quy trình.").lead == ("Các chủ hồ chứa thủy điện",)


@pytest.mark.parametrize(
    ("sentence", "lead"),
    [
        (
            "Bí thư chi bộ, Trưởng thôn, Trưởng Ban công tác Mặt trận các thôn tuyên truyền đến Nhân dân.",
            ("Chi bộ", "Thôn", "Ban công tác Mặt trận các thôn"),
        ),
        (
            "Ủy ban Kiểm tra Huyện ủy, các ban xây dựng Đảng và Văn phòng Huyện ủy theo dõi, đôn đốc.",
            ("Ủy ban Kiểm tra Huyện ủy", "Các ban xây dựng Đảng", "Văn phòng Huyện ủy"),
        ),
        ("Trưởng Ban Quản lý chợ Thượng tổ chức trực.", ("Ban Quản lý chợ Thượng",)),
        (
            "Về dự án bến đò: Sở Xây dựng hoàn thành hạ tầng; UBND xã Phú Ngạn bàn giao mặt bằng.",
            ("Sở Xây dựng", "UBND xã Phú Ngạn"),
        ),
    ],
)
def test_boards_of_hamlets_and_of_the_party(sentence: str, lead: tuple[str, ...]) -> None:
    assert find_assignment(sentence).lead == lead
