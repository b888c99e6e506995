"""Sentences that assign, in many wordings: who leads, who takes part."""

from __future__ import annotations

import pytest

from cancu.ingest.agencies import find_assignment, read_agency_field, split_agencies

SENTENCES = [
    ("Ủy ban nhân dân phường, xã (sau đây gọi là Ủy ban nhân dân cấp xã) đối chiếu danh sách.", "UBND cấp xã", ""),
    ("Căn cứ đề xuất về hoạt động của Chương trình, Bộ Công an chủ trì tổng hợp.", "Bộ Công an", ""),
    ("Để tháo gỡ khó khăn, giải ngân vốn, tỉnh Hoài Giang cần tập trung thực hiện.", "Tỉnh Hoài Giang", ""),
    (
        "Các tỉnh, thành phố trực thuộc Trung ương sử dụng ngân sách địa phương.",
        "Các tỉnh, thành phố trực thuộc Trung ương",
        "",
    ),
    ("Sở Văn hóa và Thể thao sưu tầm, trưng bày hiện vật.", "Sở Văn hóa và Thể thao", ""),
    (
        "Chủ trì, phối hợp với Ban Chỉ đạo phong trào “Toàn dân trồng cây” tỉnh; Ủy ban nhân dân cấp xã vận động.",
        "",
        "Ban Chỉ đạo phong trào “Toàn dân trồng cây” tỉnh; UBND cấp xã",
    ),
    ("Giao Sở Y tế, phòng Nội vụ cấp huyện rà soát đối tượng.", "Sở Y tế; Phòng Nội vụ cấp huyện", ""),
    ("Trạm cấp nước liên xã: Sở Xây dựng chủ trì lập phương án.", "Sở Xây dựng", ""),
    ("Từ Quý III năm 2025, Trung tâm Dữ liệu quốc gia bắt đầu cung cấp.", "Trung tâm Dữ liệu quốc gia", ""),
    ("Các bộ quản lý ngành, lĩnh vực tùy theo nhu cầu sử dụng.", "Các bộ quản lý ngành, lĩnh vực", ""),
    ("Các sở quản lý xây dựng chuyên ngành Thành phố rà soát.", "Các sở quản lý xây dựng chuyên ngành Thành phố", ""),
    ("Giám đốc Sở Y tế tỉnh tham mưu, xây dựng Đề án.", "Sở Y tế", ""),
    ("Các cơ quan khối Đảng, Quốc hội thực hiện rà soát.", "Các cơ quan khối Đảng; Quốc hội", ""),
    (
        "Quân ủy Trung ương, Đảng ủy Công an Trung ương cụ thể hóa.",
        "Quân ủy Trung ương; Đảng ủy Công an Trung ương",
        "",
    ),
    ("Bộ Y tế thực hiện: (1) Rà soát; các cơ quan, đơn vị có nhu cầu đặt máy; (2) báo cáo.", "Bộ Y tế", ""),
    ("Sở Y tế xây dựng phương án phối hợp với doanh nghiệp để vận hành.", "Sở Y tế", ""),
    ("Bộ Tài chính đồng chủ trì với Bộ Công an xây dựng cơ sở dữ liệu.", "Bộ Tài chính; Bộ Công an", ""),
    ("Bộ Y tế Đồng chủ trì với Bộ Nội vụ, phối hợp với Bộ Công an rà soát.", "Bộ Y tế; Bộ Nội vụ", "Bộ Công an"),
    ("Đồng chủ trì cùng Sở Tài chính và Sở Xây dựng thẩm định.", "Sở Tài chính; Sở Xây dựng", ""),
    ("Sở Nội vụ và Sở Tài chính đồng chủ trì, phối hợp với Sở Y tế rà soát.", "Sở Nội vụ; Sở Tài chính", "Sở Y tế"),
    ("Sở Y tế cùng với Sở Tài chính và UBND cấp xã kiểm tra.", "Sở Y tế; Sở Tài chính; UBND cấp xã", ""),
    ("Phó Thủ tướng Chính phủ giao Bộ Xây dựng, Bộ Tài chính xử lý kiến nghị.", "Bộ Xây dựng; Bộ Tài chính", ""),
    ("Phó Thủ tướng Nguyễn Văn Mẫu yêu cầu Bộ Y tế báo cáo.", "Bộ Y tế", ""),
    ("Các Sở: Nội vụ, Tư pháp và UBND các xã, phường triển khai.", "Sở Nội vụ; Sở Tư pháp; UBND cấp xã", ""),
    (
        "Các Bộ: Tài chính, Công an và UBND tỉnh Hoài Giang rà soát.",
        "Bộ Tài chính; Bộ Công an; UBND tỉnh Hoài Giang",
        "",
    ),
    (
        "Liên đoàn Lao động tỉnh, Tỉnh đoàn, Hội Liên hiệp Phụ nữ tỉnh vận động đoàn viên.",
        "Liên đoàn Lao động tỉnh; Tỉnh đoàn; Hội Liên hiệp Phụ nữ tỉnh",
        "",
    ),
    ("Trạm Y tế xã, các trường học trên địa bàn phối hợp thực hiện.", "Trạm Y tế xã; Các trường học", ""),
    ("Các đơn vị thuộc Bộ căn cứ nhiệm vụ tổ chức thực hiện.", "Các đơn vị thuộc Bộ", ""),
    (
        "Thủ trưởng các đơn vị thuộc, trực thuộc Bộ có trách nhiệm thi hành kế hoạch của mình.",
        "Các đơn vị thuộc, trực thuộc Bộ",
        "",
    ),
    ("Thủ trưởng các đơn vị trực thuộc Bộ có trách nhiệm thực hiện.", "Các cơ quan, đơn vị trực thuộc", ""),
    ("Các nhà máy trên địa bàn phải lập kế hoạch ứng phó.", "Các nhà máy", ""),
    ("Các đơn vị, trường học chủ động tạm dừng hoạt động ngoài trời.", "Các đơn vị, trường học", ""),
    (
        "Doanh nghiệp, cơ sở giáo dục tự chủ tài chính có trách nhiệm bố trí nguồn lực.",
        "Doanh nghiệp; Cơ sở giáo dục tự chủ tài chính",
        "",
    ),
    ("Cơ quan quản lý nhà ở cấp tỉnh lập tờ trình.", "Cơ quan quản lý nhà ở cấp tỉnh", ""),
    (
        "Trong thời hạn 30 ngày, cơ quan quản lý nhà ở cấp tỉnh phối hợp cùng đơn vị tư vấn hoàn thiện hồ sơ.",
        "Cơ quan quản lý nhà ở cấp tỉnh",
        "Đơn vị tư vấn",
    ),
    ("Cục Quản lý đấu thầu chủ trì rà soát.", "Cục Quản lý đấu thầu", ""),
    ("Cục Quản lý hoạt động xây dựng chủ trì rà soát.", "Cục Quản lý hoạt động xây dựng", ""),
    ("Cục Quản lý Khám, chữa bệnh hướng dẫn.", "Cục Quản lý Khám, chữa bệnh", ""),
    ("Cục Quản lý phối hợp với Vụ Pháp chế rà soát.", "Cục Quản lý", "Vụ Pháp chế"),
    ("Phòng Thẩm định tổng hợp báo cáo.", "Phòng Thẩm định", ""),
    ("Trung tâm Phát triển đào tạo nghề phối hợp với Sở Nội vụ.", "Trung tâm Phát triển đào tạo nghề", "Sở Nội vụ"),
    ("UBND tỉnh giao Sở Y tế chủ trì, các sở, ngành phối hợp thực hiện.", "Sở Y tế", "Các sở, ban, ngành"),
    ("Sở Y tế chủ trì; Sở Tài chính, Sở Nội vụ phối hợp.", "Sở Y tế", "Sở Tài chính; Sở Nội vụ"),
    ("Sở Y tế chủ trì với sự phối hợp của Sở Tài chính và UBND các xã.", "Sở Y tế", "Sở Tài chính; UBND cấp xã"),
    ("Sở Y tế chủ trì, có sự tham gia của các sở, ngành liên quan.", "Sở Y tế", "Các sở, ban, ngành"),
    ("Phối hợp với các cơ quan chức năng của địa phương kiểm tra.", "", "Các cơ quan chức năng của địa phương"),
    ("Phối hợp với các cơ quan chức năng: Sở Y tế, Công an tỉnh kiểm tra.", "", "Sở Y tế; Công an tỉnh"),
    ("Các thành viên Ban Chỉ đạo theo lĩnh vực đôn đốc thực hiện.", "Các thành viên Ban Chỉ đạo", ""),
    ("Sở Nội vụ đề nghị Quý cơ quan, đơn vị triển khai thực hiện.", "Các cơ quan, đơn vị", ""),
    ("Trân trọng đề nghị Sở Nội vụ quan tâm chỉ đạo.", "Sở Nội vụ", ""),
    ("Ban Quản lý dự án 85 khẩn trương hoàn thiện thủ tục.", "Ban Quản lý dự án 85", ""),
    ("Chủ đầu tư phối hợp với nhà thầu thi công khắc phục.", "Chủ đầu tư", "Nhà thầu thi công"),
    ("Đã rà soát xong. Vì vậy, đề nghị Sở Y tế báo cáo.", "Sở Y tế", ""),
    (
        "Trong quá trình thực hiện, nếu cần bổ sung, sửa đổi cho phù hợp, Sở Y tế phối hợp với Sở Nội vụ báo cáo.",
        "Sở Y tế",
        "Sở Nội vụ",
    ),
    ("Chỉ đạo các ngành chủ động phối hợp với lực lượng Công an tuần tra.", "", "Lực lượng Công an"),
    (
        "Chủ trì, phối hợp với các đơn vị: Văn phòng UBND tỉnh (Trung tâm Công báo) và các cơ quan liên quan rà soát.",
        "",
        "Văn phòng UBND tỉnh; Các cơ quan, đơn vị liên quan",
    ),
    (
        "Sở Y tế, Thuế tỉnh và các Thuế cơ sở, UBND cấp xã, các Chi nhánh trực thuộc có trách nhiệm thực hiện.",
        "Sở Y tế; Thuế tỉnh; Các Thuế cơ sở; UBND cấp xã; Các Chi nhánh trực thuộc",
        "",
    ),
    (
        "Giao Thường trực HĐND tỉnh, các Ban của HĐND tỉnh, các Tổ đại biểu và đại biểu HĐND tỉnh giám sát.",
        "Thường trực HĐND tỉnh; Các ban của HĐND tỉnh; Các tổ đại biểu HĐND; Đại biểu HĐND tỉnh",
        "",
    ),
    (
        "Giao Thường trực HĐND, các Ban HĐND, Tổ đại biểu và các đại biểu HĐND thành phố giám sát.",
        "Thường trực HĐND; Các Ban HĐND; Tổ đại biểu HĐND; Đại biểu HĐND thành phố",
        "",
    ),
    (
        "Giao các Ban của Hội đông nhân dân tỉnh, các Tổ đại biểu Hội đồng nhân dân tỉnh giám sát.",
        "Các ban của HĐND tỉnh; Các tổ đại biểu HĐND tỉnh",
        "",
    ),
    (
        "Nhằm bảo vệ sức khỏe của các đơn vị, trường học, Sở Y tế đề nghị UBND các xã; các đơn vị trực thuộc rà soát.",
        "UBND cấp xã; Các cơ quan, đơn vị trực thuộc",
        "",
    ),
    ("Phối hợp với Bưu điện tỉnh, Viettel An Bình triển khai hạ tầng.", "", "Bưu điện tỉnh; Viettel An Bình"),
    ("Phối hợp với Tổ công nghệ số cộng đồng hướng dẫn người dân.", "", "Tổ công nghệ số cộng đồng"),
    (
        "Phối hợp với các trường đại học, trường cao đẳng đào tạo nhân lực.",
        "",
        "Các trường đại học; Các trường cao đẳng",
    ),
]


@pytest.mark.parametrize(("sentence", "lead", "coordinate"), SENTENCES, ids=[row[0] for row in SENTENCES])
def test_a_sentence_names_who_leads_and_who_takes_part(sentence: str, lead: str, coordinate: str) -> None:
    found = find_assignment(sentence)
    assert ("; ".join(found.lead), "; ".join(found.coordinate)) == (lead, coordinate)


@pytest.mark.parametrize(
    "field",
    [
        "Chủ trì: Sở Y tế; Phối hợp: các sở, ban, ngành",
        "Sở Y tế chủ trì; các sở, ngành phối hợp",
        "Sở Y tế (chủ trì), các sở, ban, ngành",
        "Sở Y tế chủ trì, phối hợp với các sở, ngành",
    ],
)
def test_a_field_may_name_both_roles_in_its_own_words(field: str) -> None:
    assert read_agency_field(field) == (("Sở Y tế",), ("Các sở, ban, ngành",))


@pytest.mark.parametrize(
    ("field", "names"),
    [
        (
            "Các Khu Công nghệ cao, Khu Công nghệ số tập trung và hiệp hội, doanh nghiệp có liên quan",
            ("Các Khu Công nghệ cao", "Các Khu Công nghệ số tập trung", "Hiệp hội", "Doanh nghiệp"),
        ),
        ("Các đơn vị, cơ sở giáo dục trực thuộc", ("Các đơn vị, cơ sở giáo dục trực thuộc",)),
        ("Sở VHTT&DL, Đài PT-TH tỉnh", ("Sở Văn hóa, Thể thao và Du lịch", "Đài Phát thanh và Truyền hình tỉnh")),
        ("Các Vụ, Cục, đơn vị thuộc Bộ", ("Các vụ, Cục, đơn vị thuộc Bộ",)),
        ("Tổ giúp việc Ban Chỉ đạo, Văn phòng Ban Chỉ đạo", ("Tổ giúp việc Ban Chỉ đạo", "Văn phòng Ban Chỉ đạo")),
        ("Ban QLDA ĐTXD tỉnh", ("Ban Quản lý dự án đầu tư xây dựng tỉnh",)),
        (
            "Tập đoàn Bưu chính Viễn thông Việt Nam (VNPT), Tập đoàn Công nghiệp - Viễn thông Quân đội (Viettel)",
            ("Tập đoàn Bưu chính Viễn thông Việt Nam", "Tập đoàn Công nghiệp - Viễn thông Quân đội"),
        ),
        ("cơ quan, tổ chức, doanh nghiệp liên quan", ("Các cơ quan, đơn vị liên quan",)),
    ],
)
def test_lists_of_bodies_that_no_table_holds(field: str, names: tuple[str, ...]) -> None:
    assert split_agencies(field) == names
