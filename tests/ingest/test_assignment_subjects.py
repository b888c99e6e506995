"""Subjects of administrative sentences, from the commune to the nation, of the Party and of schools."""

from __future__ import annotations

import pytest

from cancu.ingest.agencies import find_assignment, split_agencies


@pytest.mark.parametrize(
    ("sentence", "lead"),
    [
        ("Trưởng các thôn, tổ dân phố tuyên truyền, vận động Nhân dân.", ("Các thôn, tổ dân phố",)),
        ("Trưởng các thôn: tuyên truyền, vận động Nhân dân.", ("Các thôn",)),
        ("Các thôn, bản, tổ dân phố phối hợp tuyên truyền.", ("Các thôn, bản, tổ dân phố",)),
        ("Công chức Văn phòng - Thống kê tham mưu xây dựng kế hoạch.", ("Công chức Văn phòng - Thống kê",)),
        ("Tổ công tác Đề án 06 xã theo dõi, đôn đốc.", ("Tổ công tác Đề án 06 xã",)),
        ("Các Tổ công tác liên ngành kiểm tra đột xuất.", ("Các Tổ công tác liên ngành",)),
        ("Tổ trưởng các tổ chuyên môn xây dựng kế hoạch.", ("Các tổ chuyên môn",)),
        ("Hiệu trưởng các trường mầm non, tiểu học, THCS tổ chức ngoại khóa.", ("Các trường mầm non, tiểu học, THCS",)),
        ("Các đơn vị sự nghiệp xây dựng kế hoạch riêng.", ("Các đơn vị sự nghiệp",)),
        ("VNPT tỉnh, Viettel tỉnh bảo đảm hạ tầng.", ("VNPT tỉnh", "Viettel tỉnh")),
        ("Bộ đội Biên phòng tỉnh sẵn sàng lực lượng.", ("Bộ đội Biên phòng tỉnh",)),
        ("Ban Chỉ huy PCTT và TKCN xã kiểm tra.", ("Ban Chỉ huy Phòng chống thiên tai và Tìm kiếm cứu nạn xã",)),
        ("Cục trưởng Cục Việc làm rà soát.", ("Cục Việc làm",)),
        ("Bộ Tư lệnh Cảnh sát cơ động hướng dẫn.", ("Bộ Tư lệnh Cảnh sát cơ động",)),
        (
            "Công an tỉnh, thành phố trực thuộc Trung ương thực hiện.",
            ("Công an tỉnh, thành phố trực thuộc Trung ương",),
        ),
        (
            "Ban Quản lý dự án đầu tư xây dựng các công trình giao thông tỉnh đẩy nhanh tiến độ.",
            ("Ban Quản lý dự án đầu tư xây dựng các công trình giao thông tỉnh",),
        ),
        ("Ngoài các nhiệm vụ trên, Sở Y tế hướng dẫn các cơ sở khám bệnh.", ("Sở Y tế",)),
        ("Giao đồng chí Nguyễn Văn Mẫu - Phó Chủ tịch UBND xã chỉ đạo trực tiếp.", ("UBND xã",)),
        ("Giao đồng chí Nguyễn Văn Mẫu, Phó Giám đốc Sở Nội vụ chỉ đạo.", ("Sở Nội vụ",)),
        ("Bộ trưởng Bộ Quốc phòng bố trí lực lượng; Bộ trưởng Bộ Công an chỉ đạo.", ("Bộ Quốc phòng", "Bộ Công an")),
    ],
)
def test_bodies_of_every_level_lead(sentence: str, lead: tuple[str, ...]) -> None:
    assert find_assignment(sentence).lead == lead


@pytest.mark.parametrize(
    ("sentence", "lead"),
    [
        ("Đảng ủy Ủy ban nhân dân tỉnh lãnh đạo việc thực hiện.", ("Đảng ủy UBND tỉnh",)),
        ("Đảng ủy các cơ quan Đảng tỉnh chủ trì.", ("Đảng ủy các cơ quan Đảng tỉnh",)),
        ("Đảng đoàn Hội đồng nhân dân tỉnh lãnh đạo việc giám sát.", ("Đảng đoàn HĐND tỉnh",)),
        ("Ban Thường vụ Tỉnh ủy An Bình chỉ đạo.", ("Ban Thường vụ Tỉnh ủy An Bình",)),
        ("Ban Thường vụ Tỉnh đoàn chủ trì phát động phong trào.", ("Ban Thường vụ Tỉnh đoàn",)),
        ("Tỉnh đoàn An Bình chủ trì.", ("Tỉnh đoàn An Bình",)),
        ("Các đảng ủy trực thuộc Tỉnh ủy lãnh đạo tổ chức thực hiện.", ("Các đảng ủy trực thuộc Tỉnh ủy",)),
        (
            "Các huyện ủy, thị ủy, đảng ủy trực thuộc Tỉnh ủy xây dựng kế hoạch.",
            ("Các huyện ủy, thị ủy, đảng ủy trực thuộc Tỉnh ủy",),
        ),
        (
            "Các cấp ủy, tổ chức đảng, chính quyền từ Trung ương đến cơ sở quán triệt.",
            ("Các cấp ủy", "Tổ chức đảng", "Chính quyền"),
        ),
    ],
)
def test_bodies_of_the_party_lead(sentence: str, lead: tuple[str, ...]) -> None:
    assert find_assignment(sentence).lead == lead


@pytest.mark.parametrize(
    ("lead_in", "lead"),
    [
        ("Chủ tịch UBND tỉnh yêu cầu:", ()),
        ("Để chủ động ứng phó, Thủ tướng Chính phủ yêu cầu tập trung thực hiện các nội dung sau:", ()),
        ("Sở Y tế đề nghị các đơn vị thực hiện các nội dung sau:", ("Các cơ quan, đơn vị",)),
        ("Giám đốc Sở Y tế chỉ đạo thực hiện các nội dung sau:", ("Sở Y tế",)),
        ("Bộ Y tế hướng dẫn các Sở Y tế thực hiện nhiệm vụ năm 2026 như sau:", ("Các Sở Y tế",)),
    ],
)
def test_who_only_demands_does_not_lead(lead_in: str, lead: tuple[str, ...]) -> None:
    assert find_assignment(lead_in).lead == lead


def test_members_named_behind_a_semicolon_are_no_subjects_where_the_item_has_none() -> None:
    assert find_assignment("Kiện toàn Ban Chỉ đạo cấp quân khu; Ban Chỉ đạo cấp tỉnh theo quy định.").lead == ()


def test_the_committees_of_a_council_are_no_departments() -> None:
    found = find_assignment("Thường trực HĐND tỉnh, các Ban, các Tổ đại biểu và đại biểu HĐND tỉnh giám sát.")
    assert found.lead[:2] == ("Thường trực HĐND tỉnh", "Các Ban của HĐND")


@pytest.mark.parametrize(
    ("field", "names"),
    [
        ("Thanh tra Bộ, Văn phòng Bộ", ("Thanh tra Bộ", "Văn phòng Bộ")),
        ("Thanh tra", ("Thanh tra",)),
        ("Đảng ủy, Công đoàn, Đoàn Thanh niên", ("Đảng ủy", "Công đoàn", "Đoàn Thanh niên")),
        (
            "Các Sở: Y tế, GD&ĐT, LĐ-TB&XH",
            ("Sở Y tế", "Sở Giáo dục và Đào tạo", "Sở Lao động - Thương binh và Xã hội"),
        ),
        ("Sở TC - Sở Y tế", ("Sở Tài chính", "Sở Y tế")),
        ("Các Sở GDĐT", ("Các Sở Giáo dục và Đào tạo",)),
        ("các Sở Nội vụ, Y tế", ("Sở Nội vụ", "Sở Y tế")),
        ("Các trường: Đại học, Cao đẳng trên địa bàn tỉnh", ("Các trường Đại học, Cao đẳng",)),
        ("Các cơ sở đào tạo, bồi dưỡng; học viện", ("Các cơ sở đào tạo, bồi dưỡng", "Học viện")),
    ],
)
def test_fields_keep_every_body(field: str, names: tuple[str, ...]) -> None:
    assert split_agencies(field) == names
