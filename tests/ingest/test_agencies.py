"""Agencies of fields, sentences and headings: who leads, who takes part, where a list ends."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cancu.ingest.agencies import find_assignment, read_agency_field, read_agency_heading, split_agencies

DEPARTMENTS, DISTRICTS, COMMUNES = "Các sở, ban, ngành", "UBND cấp huyện", "UBND cấp xã"
CONCERNED, UNITS = "Các cơ quan, đơn vị liên quan", "Các cơ quan, đơn vị"
PLACES, MINISTRIES, MASS = "Các địa phương", "Các bộ, ngành", "Các đoàn thể"


@pytest.mark.parametrize(
    "phrase",
    [
        "Các sở, ban, ngành",
        "các sở, ban ngành",
        "các sở, ngành",
        "Các sở ngành liên quan",
        "các Sở, ban, ngành cấp tỉnh",
        "Các Sở, ban, ngành của Thành phố",
        "Thủ trưởng các sở, ban, ngành",
        "Giám đốc các Sở, Thủ trưởng các ngành, cơ quan cấp tỉnh",
        "sở, ngành có liên quan",
    ],
)
def test_departments_have_one_name(phrase: str) -> None:
    assert split_agencies(phrase) == (DEPARTMENTS,)


@pytest.mark.parametrize(
    ("phrase", "names"),
    [
        ("UBND các huyện, thị xã, thành phố", (DISTRICTS,)),
        ("Chủ tịch UBND các huyện", (DISTRICTS,)),
        ("các huyện, thị xã, thành phố", (DISTRICTS,)),
        ("UBND các xã, phường, thị trấn", (COMMUNES,)),
        ("Ủy ban nhân dân phường, xã, đặc khu", (COMMUNES,)),
        ("UBND các phường xã", (COMMUNES,)),
        ("UBND cấp huyện, cấp xã", (DISTRICTS, COMMUNES)),
        ("UBND cấp huyện và xã", (DISTRICTS, COMMUNES)),
        ("UBND các tỉnh, thành phố trực thuộc Trung ương", ("UBND cấp tỉnh",)),
        ("UBND huyện Sông Trà", ("UBND huyện Sông Trà",)),
        ("UBND tỉnh", ("UBND tỉnh",)),
        (
            "UBND các huyện: Sông Trà, Núi Ấn và thành phố An Bình",
            ("UBND huyện Sông Trà", "UBND huyện Núi Ấn", "UBND thành phố An Bình"),
        ),
        ("HĐND và UBND các xã", ("HĐND cấp xã", COMMUNES)),
        ("UBND các địa phương", (PLACES,)),
    ],
)
def test_committees_are_a_level_or_one_by_name(phrase: str, names: tuple[str, ...]) -> None:
    assert split_agencies(phrase) == names


@pytest.mark.parametrize(
    ("phrase", "names"),
    [
        ("các sở, ban, ngành, đoàn thể tỉnh", (DEPARTMENTS, MASS)),
        ("Các sở, ban ngành và địa phương", (DEPARTMENTS, PLACES)),
        ("các cơ quan, đơn vị, địa phương", (UNITS, PLACES)),
        ("Các cơ quan, đơn vị, địa phương liên quan", (CONCERNED,)),
        ("các cơ quan, tổ chức, cá nhân có liên quan", (CONCERNED,)),
        ("Các cơ quan, đơn vị, địa phương, liên quan", (CONCERNED,)),
        ("các sở, ngành, đơn vị có liên quan", (DEPARTMENTS, CONCERNED)),
        ("Các cơ quan, đơn vị được giao nhiệm vụ", (UNITS,)),
        ("Các cơ quan, đơn vị theo chức năng, nhiệm vụ được giao", (UNITS,)),
        ("Các cơ quan, đơn vị được kiểm tra", ("Các cơ quan, đơn vị được kiểm tra",)),
        ("Bộ trưởng, Thủ trưởng cơ quan ngang bộ, Thủ trưởng cơ quan thuộc Chính phủ", (MINISTRIES,)),
        ("các bộ, cơ quan trung ương", (MINISTRIES,)),
        ("các bộ, ngành, địa phương khác có liên quan", (MINISTRIES, PLACES)),
        ("Các phòng, ban, đơn vị trực thuộc", ("Các phòng, ban, đơn vị trực thuộc",)),
        ("các phòng, ban, đơn vị có liên quan", ("Các phòng, ban, đơn vị liên quan",)),
        ("các phòng, ban, đơn vị chủ trì soạn thảo", ("Các phòng, ban, đơn vị chủ trì soạn thảo",)),
        ("Các doanh nghiệp cung cấp dịch vụ bưu chính", ("Các doanh nghiệp cung cấp dịch vụ bưu chính",)),
        ("các đơn vị sự nghiệp công lập thuộc UBND tỉnh", ("Các đơn vị sự nghiệp công lập thuộc UBND tỉnh",)),
    ],
)
def test_groups_are_split_only_where_they_are_several(phrase: str, names: tuple[str, ...]) -> None:
    assert split_agencies(phrase) == names


@pytest.mark.parametrize(
    ("value", "names"),
    [
        ("Sở KH&ĐT; Sở TC.", ("Sở Kế hoạch và Đầu tư", "Sở Tài chính")),
        ("Các Sở: Nội vụ, Tài chính, Y tế; UBND cấp xã", ("Sở Nội vụ", "Sở Tài chính", "Sở Y tế", COMMUNES)),
        ("các sở Nội vụ, Tư pháp", ("Sở Nội vụ", "Sở Tư pháp")),
        ("Bộ: Công an, Quốc phòng", ("Bộ Công an", "Bộ Quốc phòng")),
        ("Sở Văn hóa, Thể thao và Du lịch và Sở Y tế", ("Sở Văn hóa, Thể thao và Du lịch", "Sở Y tế")),
        ("Sở Khoa học và Công nghệ Sở Công Thương", ("Sở Khoa học và Công nghệ", "Sở Công Thương")),
        ("Sở Tài\nchính\nSở Nội vụ", ("Sở Tài chính", "Sở Nội vụ")),
        ("- Công an tỉnh;\n- Bộ CHQS tỉnh", ("Công an tỉnh", "Bộ Chỉ huy Quân sự tỉnh")),
        ("+ Sở Y tế kiểm tra, tổng hợp.\n+ Sở Tài chính", ("Sở Y tế", "Sở Tài chính")),
        ("Phòng Nội vụ (thẩm định trình), Phòng Tư pháp", ("Phòng Nội vụ", "Phòng Tư pháp")),
        ("Trưởng phòng Nội vụ, Chánh Văn phòng UBND tỉnh", ("Phòng Nội vụ", "Văn phòng UBND tỉnh")),
        ("Giám đốc Sở Y tế; Chánh Thanh tra tỉnh", ("Sở Y tế", "Thanh tra tỉnh")),
        ("Ban Tổ chức Huyện ủy và Văn phòng Tỉnh ủy", ("Ban Tổ chức Huyện ủy", "Văn phòng Tỉnh ủy")),
        (
            "Ban Quản lý Khu kinh tế Bờ Đông và các Khu công nghiệp tỉnh, Sở Xây dựng",
            ("Ban Quản lý Khu kinh tế Bờ Đông và các Khu công nghiệp tỉnh", "Sở Xây dựng"),
        ),
        ("Thuế tỉnh, Kho bạc Nhà nước khu vực V", ("Thuế tỉnh", "Kho bạc Nhà nước khu vực V")),
        ("Đài Phát thanh và Truyền hình An Bình", ("Đài Phát thanh và Truyền hình An Bình",)),
        ("Doanh nghiệp, nhà đầu tư", ("Doanh nghiệp", "Nhà đầu tư")),
        ("Cục Việc làm", ("Cục Việc làm",)),
        ("Câu lạc bộ Thơ phường", ("Câu lạc bộ Thơ phường",)),
        ("Không", ()),
        (" - ", ()),
        ("", ()),
    ],
)
def test_a_field_is_read_whole(value: str, names: tuple[str, ...]) -> None:
    assert split_agencies(value) == names


def test_a_field_may_name_both_roles() -> None:
    found = read_agency_field("Sở Y tế chủ trì, phối hợp với Sở Tài chính và các đơn vị liên quan")
    assert found.lead == ("Sở Y tế",)
    assert found.coordinate == ("Sở Tài chính", CONCERNED)


@pytest.mark.parametrize(
    ("sentence", "lead", "coordinate"),
    [
        ("Sở Nội vụ tham mưu ban hành kế hoạch.", ("Sở Nội vụ",), ()),
        ("Giao Sở Y tế chủ trì, phối hợp với Sở Tài chính rà soát.", ("Sở Y tế",), ("Sở Tài chính",)),
        ("Yêu cầu các sở, ban ngành và địa phương chấm dứt việc này.", (DEPARTMENTS, PLACES), ()),
        ("Ủy quyền cho Sở Nội vụ công bố danh mục.", ("Sở Nội vụ",), ()),
        (
            "Trong quá trình thực hiện, nếu có vướng mắc đề nghị các sở, ngành, UBND cấp xã phản ánh về Sở Y tế.",
            (DEPARTMENTS, COMMUNES),
            (),
        ),
        ("Sở Y tế rà soát; Sở Tài chính có trách nhiệm bố trí kinh phí.", ("Sở Y tế", "Sở Tài chính"), ()),
        ("Phối hợp, hỗ trợ Sở Nội vụ tổ chức thi.", (), ("Sở Nội vụ",)),
        ("Đề nghị Hội Nông dân tỉnh tuyên truyền.", ("Hội Nông dân tỉnh",), ()),
        ("UBND tỉnh yêu cầu các sở, ngành, UBND cấp xã thực hiện.", (DEPARTMENTS, COMMUNES), ()),
        ("Chậm nhất đến ngày 31/12/2030, các sở, ngành phải báo cáo.", (DEPARTMENTS,), ()),
        ("Hằng năm, Trưởng các phòng, ban, đơn vị trực thuộc rà soát.", ("Các phòng, ban, đơn vị trực thuộc",), ()),
        ("UBND các xã, phường, đặc khu có trách nhiệm tổ chức thực hiện.", (COMMUNES,), ()),
        ("Sở Công Thương phối hợp với các sở, ngành, tổ chức tập huấn.", ("Sở Công Thương",), (DEPARTMENTS,)),
        ("Sở Nội vụ, đẩy mạnh ứng dụng công nghệ.", ("Sở Nội vụ",), ()),
        (
            "Trên cơ sở đề xuất của các sở, ngành, Sở Tài chính phối hợp với các đơn vị liên quan thẩm định.",
            ("Sở Tài chính",),
            (CONCERNED,),
        ),
        ("Đồng thời, giao Công an tỉnh chủ trì kiểm tra.", ("Công an tỉnh",), ()),
        ("Lãnh đạo Văn phòng UBND tỉnh thường xuyên kiểm tra.", ("Văn phòng UBND tỉnh",), ()),
        ("Sở Xây dựng có trách nhiệm phối hợp với Công an tỉnh rà soát.", ("Sở Xây dựng",), ("Công an tỉnh",)),
        (
            "Bộ Y tế rà soát; phối hợp Bộ Nội vụ; Bộ Tài chính xây dựng đề án.",
            ("Bộ Y tế",),
            ("Bộ Nội vụ", "Bộ Tài chính"),
        ),
    ],
)
def test_subjects_lead_and_cooperation_ends_at_the_verb(
    sentence: str, lead: tuple[str, ...], coordinate: tuple[str, ...]
) -> None:
    assert find_assignment(sentence) == (lead, coordinate)


@pytest.mark.parametrize(
    "sentence",
    [
        "Hướng dẫn các sở, ban, ngành lập dự toán.",
        "Đẩy mạnh tuyên truyền đến cán bộ, công chức.",
        "Tổ chức các hội nghị, kết hợp với cơ quan báo chí phổ biến.",
        "Phối hợp, hướng dẫn các doanh nghiệp viễn thông xây dựng hạ tầng.",
        "Phối hợp thu thập dữ liệu của Sở Y tế.",
        "Ban hành quy chế phối hợp giữa các sở, ngành.",
        "Hướng dẫn các phòng, ban chủ động phối hợp với Công an xã tuần tra.",
        "Báo cáo UBND tỉnh trước ngày 15 tháng 11.",
        "Phòng, chống lãng phí trong cơ quan.",
        "Kiểm tra văn bản do Sở Tư pháp chủ trì soạn thảo.",
    ],
)
def test_objects_have_no_role(sentence: str) -> None:
    assert find_assignment(sentence) == ((), ())


def test_an_item_without_subject_has_the_agencies_of_its_heading() -> None:
    found = find_assignment("Chủ trì, phối hợp với Sở Y tế rà soát.", inherited_lead=("Sở Nội vụ",))
    assert found == (("Sở Nội vụ",), ("Sở Y tế",))


def test_an_own_subject_overrides_the_heading() -> None:
    found = find_assignment("Sở Y tế chủ trì rà soát.", inherited_lead=("Sở Y tế", "Sở Nội vụ"))
    assert found.lead == ("Sở Y tế",)


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("1. Sở Nội vụ", ("Sở Nội vụ",)),
        ("2. Các sở, ban, ngành cấp tỉnh", (DEPARTMENTS,)),
        ("3. Đề nghị Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh", ("Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh",)),
        ("a) Giao Sở Thông tin và Truyền thông:", ("Sở Thông tin và Truyền thông",)),
        ("4. UBND các xã, phường, đặc khu có trách nhiệm:", (COMMUNES,)),
        ("Sở Tài chính chủ trì, phối hợp với các đơn vị liên quan:", ("Sở Tài chính",)),
        ("Điều 5. Trách nhiệm của Sở Y tế", ()),
        ("5. Trách nhiệm của Sở Y tế", ("Sở Y tế",)),
        ("1. Sở Tài chính (cơ quan chủ trì)", ("Sở Tài chính",)),
        ("**2. Công an tỉnh, Bộ CHQS tỉnh**", ("Công an tỉnh", "Bộ Chỉ huy Quân sự tỉnh")),
        (
            "NHIỆM VỤ CỦA CÁC BỘ, NGÀNH, ĐỊA PHƯƠNG TRONG TRIỂN KHAI ĐỀ ÁN (Kèm theo Nghị quyết số 5/NQ-CP)",
            ("Các bộ, ngành", "Các địa phương"),
        ),
        ("II. TRÁCH NHIỆM CỦA SỞ NỘI VỤ", ("Sở Nội vụ",)),
        ("1. Trách nhiệm Tổ công tác triển khai Đề án nước sạch:", ("Tổ công tác triển khai Đề án nước sạch",)),
        ("1. Trách nhiệm thực hiện Đề án", ()),
        ("I. MỤC ĐÍCH, YÊU CẦU", ()),
        ("2. Cải cách thủ tục hành chính", ()),
        ("7. Cơ chế phối hợp và trách nhiệm giải trình", ()),
        ("Sở Nội vụ đã trình kế hoạch năm nay.", ()),
        ("", ()),
    ],
)
def test_headings_of_nothing_but_agencies_are_told_apart(line: str, names: tuple[str, ...]) -> None:
    assert read_agency_heading(line) == names


_PIECES = st.sampled_from(
    ["các ", "Sở ", "Nội vụ", ", ", "; ", " và ", "UBND ", "xã", "(", ")", "phối hợp với ", "Giao ", "được kiểm tra ",
     "TTHC", "KH&CN", ":", "\n", "- ", "liên quan", "Ban ", "ngành", "thuộc ", "cấp ", "Chủ tịch ", "tỉnh ", "1. ", "/"]
)  # fmt: skip


@settings(deadline=None)
@given(st.lists(_PIECES, max_size=25).map("".join) | st.text(max_size=60))
def test_any_text_is_read_without_error_and_names_are_clean(text: str) -> None:
    found = find_assignment(text)
    for name in (*split_agencies(text), *found.lead, *found.coordinate, *read_agency_heading(text)):
        assert name == name.strip()
        assert name
        assert "  " not in name


@given(st.lists(_PIECES, max_size=20).map("".join))
def test_no_agency_is_named_twice(text: str) -> None:
    names = split_agencies(text)
    assert len(names) == len(set(names))


@given(
    st.sampled_from(["Sở Y tế", "Các sở, ban, ngành", "UBND cấp xã", "Công an tỉnh", "Hội Nông dân tỉnh"]), st.data()
)
def test_a_canonical_name_is_read_as_itself(name: str, data: st.DataObject) -> None:
    other = data.draw(st.sampled_from(["Sở Nội vụ", "Bộ Y tế"]))
    assert split_agencies(f"{name}; {other}") == (name, other)
    assert split_agencies(f"{name},\n{other}.") == (name, other)


@pytest.mark.parametrize(
    ("phrase", "names"),
    [
        ("Ban Chỉ đạo quốc gia", ("Ban Chỉ đạo quốc gia",)),
        ("Ban Chỉ đạo quốc gia 77", ("Ban Chỉ đạo quốc gia 77",)),
        ("Ban Chỉ đạo các quân khu; Ban Chỉ đạo các tỉnh", ("Ban Chỉ đạo các quân khu", "Ban Chỉ đạo các tỉnh")),
        ("Hội Nông dân các cấp", ("Hội Nông dân các cấp",)),
        ("Các đơn vị thuộc Bộ Y tế", ("Các đơn vị thuộc Bộ Y tế",)),
        ("các cơ quan liên quan thuộc Bộ Y tế, Bộ Nội vụ", ("Các cơ quan liên quan thuộc Bộ Y tế, Bộ Nội vụ",)),
        ("các cơ quan chuyên môn thuộc các bộ, ngành", ("Các cơ quan chuyên môn thuộc các bộ, ngành",)),
        ("Chính quyền địa phương các cấp", ("Chính quyền địa phương các cấp",)),
        ("Ban chỉ đạo phòng, chống hạn tỉnh", ("Ban chỉ đạo phòng, chống hạn tỉnh",)),
        ("Ban Quản lý dự án đầu tư xây dựng tỉnh", ("Ban Quản lý dự án đầu tư xây dựng tỉnh",)),
        ("các tổ chức chính trị - xã hội trực thuộc", ("Các tổ chức chính trị - xã hội trực thuộc",)),
        ("UBND các tỉnh từ Lam Giang đến Hải Sơn", ("UBND các tỉnh từ Lam Giang đến Hải Sơn",)),
        ("Công an, lực lượng Kiểm ngư", ("Công an", "Lực lượng Kiểm ngư")),
        ("Các bộ, cơ quan liên quan", (MINISTRIES,)),
        ("các Ban HĐND, Tổ đại biểu HĐND", ("Các Ban HĐND", "Tổ đại biểu HĐND")),
        ("Công trình cầu: Sở Xây dựng; công trình điện: Sở Công Thương", ("Sở Xây dựng", "Sở Công Thương")),
    ],
)
def test_what_narrows_or_names_a_body_stays(phrase: str, names: tuple[str, ...]) -> None:
    assert split_agencies(phrase) == names


@pytest.mark.parametrize(
    ("sentence", "lead"),
    [
        ("Chính quyền cơ sở phải gần dân.", ("Chính quyền cơ sở",)),
        ("Đơn vị cung cấp nước sạch có trách nhiệm công khai giá.", ("Đơn vị cung cấp nước sạch",)),
        ("Tổ chức, cá nhân có trách nhiệm bảo vệ rừng.", ("Tổ chức, cá nhân",)),
        ("Tổ chức thực hiện các nhiệm vụ được giao.", ()),
        ("Làng Nghề - Du lịch các dân tộc tiếp tục sử dụng kinh phí.", ("Làng Nghề - Du lịch các dân tộc",)),
        ("Kế Hoạch tiếp tục được thực hiện.", ()),
        ("Để phát triển du lịch, thành phố An Bình cần tập trung các nội dung sau:", ("Thành phố An Bình",)),
        ("Thủ tướng Chính phủ yêu cầu Chủ tịch UBND các tỉnh thực hiện:", ("UBND cấp tỉnh",)),
        ("Về kiến nghị hỗ trợ vốn làm đường ven biển: Giao Bộ Tài chính nghiên cứu.", ("Bộ Tài chính",)),
        ("Về đề nghị của tỉnh về kinh phí: Bộ Nội vụ hướng dẫn.", ("Bộ Nội vụ",)),
        ("Rà soát các bến đò. Các địa phương thống kê số đò.", (PLACES,)),
        ("Sở Y tế rà soát; phối hợp Sở Tài chính; các sở, ngành lập danh sách.", ("Sở Y tế",)),
        ("Các sở, ngành có liên quan tới việc này có trách nhiệm phối hợp.", (DEPARTMENTS,)),
        ("Trách nhiệm của Sở Y tế Căn cứ kế hoạch, rà soát trạm y tế.", ("Sở Y tế",)),
        ("Trong thời hạn 03 ngày kể từ ngày nhận đơn Công an cấp xã có trách nhiệm xác minh.", ("Công an cấp xã",)),
    ],
)
def test_subjects_of_any_shape_lead(sentence: str, lead: tuple[str, ...]) -> None:
    assert find_assignment(sentence).lead == lead


def test_advising_a_committee_to_cooperate_names_who_takes_part() -> None:
    found = find_assignment("Tham mưu UBND tỉnh phối hợp Bộ Y tế tổ chức khám bệnh.", inherited_lead=("Sở Y tế",))
    assert found == (("Sở Y tế",), ("Bộ Y tế",))


@pytest.mark.parametrize(
    ("heading", "names"),
    [
        ("- Nội dung kiểm tra của chủ dự án thành phần", ("Chủ dự án thành phần",)),
        ("2. Các Sở, ngành quản lý, tham gia thực hiện Chương trình", None),
        ("Trách nhiệm của Bên thuê nhà", ("Bên thuê nhà",)),
        ("3. Sở Du lịch/Sở Y tế tỉnh, thành phố trực thuộc Trung ương", ("Sở Du lịch", "Sở Y tế")),
        ("- Cấp xã", ()),
        ("Các doanh nghiệp vận tải trong trường hợp giải thể", ()),
    ],
)
def test_headings_name_bodies_of_any_shape(heading: str, names: tuple[str, ...] | None) -> None:
    expected = ("Các sở, ban, ngành quản lý, tham gia thực hiện Chương trình",) if names is None else names
    assert read_agency_heading(heading) == expected


def test_a_colon_spells_out_the_members_of_a_group() -> None:
    assert split_agencies("các Bộ, ngành liên quan: Tài chính, Y tế") == ("Bộ Tài chính", "Bộ Y tế")
    assert split_agencies("Các Bộ: NN&MT, Xây dựng") == ("Bộ Nông nghiệp và Môi trường", "Bộ Xây dựng")
