"""Parts that describe and assign nothing: appendices, powers handed down, uses of money; on invented documents."""

import pytest

from cancu.ingest.layout import read_blocks
from cancu.ingest.outline import build_outline
from cancu.ingest.tasks import find_tasks
from cancu.ontology.records import Document, Task, TaskKind


def read(text: str, document: Document) -> dict[str, Task]:
    return {task.ref: task for task in find_tasks(build_outline(read_blocks(text)), document)}


def plan(text: str) -> dict[str, Task]:
    return read(text, Document(type="Kế hoạch"))


def test_an_appendix_that_describes_assigns_only_what_it_orders_of_an_authority() -> None:
    found = plan(
        """PHỤ LỤC
ĐỊNH HƯỚNG SẮP XẾP CÁC TRẠM CẤP NƯỚC

I. XÂY DỰNG TRẠM
1. Trạm cấp nước xã phải tự bảo đảm chi thường xuyên.
2. Các trạm còn lại thực hiện sáp nhập với trạm của xã bên cạnh.
3. Giải pháp tận dụng trạm cũ
- Các đơn vị tiếp tục vận hành trạm của mình.
- Trạm cấp nước liên xã: Sở Xây dựng chủ trì lập phương án quản lý.

- Trạm cấp nước của xã

Ủy ban nhân dân cấp xã được chọn hình thức quản lý.

Ủy ban nhân dân cấp tỉnh hướng dẫn Ủy ban nhân dân cấp xã việc thành lập trạm.

II. NHIỆM VỤ
1. Lập danh mục trạm cấp nước trước năm 2027.
"""
    )
    assert {ref: task.lead for ref, task in found.items()} == {
        "PL.I.3.-2": ("Sở Xây dựng",),
        "PL.I.3.-3": ("UBND cấp tỉnh",),
        "PL.II.1": (),
    }


def test_an_appendix_of_matters_describes_and_one_of_matters_of_work_assigns() -> None:
    text = "PHỤ LỤC\n{}\n\n1. Vùng dùng chung được đặt tại trung tâm.\n"
    assert plan(text.format("MỘT SỐ NỘI DUNG LIÊN QUAN ĐẾN HỆ THỐNG")) == {}
    assert list(plan(text.format("NỘI DUNG CÔNG VIỆC NĂM 2026"))) == ["PL.1"]


@pytest.mark.parametrize(
    ("title", "refs"),
    [
        ("Phân cấp thẩm quyền cấp phép chặt hạ cây xanh", ["Đ3.1"]),
        ("Ban hành Quy định về phân cấp một số nội dung quản lý cây xanh", ["Đ3.1"]),
        ("Ban hành Quy chế tổ chức và hoạt động của Hội đồng cây xanh", ["Đ3.1"]),
        ("Quy định việc phân cấp cho Sở Xây dựng thực hiện một số nhiệm vụ", ["Đ2.1", "Đ3.1"]),
    ],
)
def test_a_document_that_hands_down_powers_assigns_only_its_implementation(title: str, refs: list[str]) -> None:
    found = read(
        """Điều 2. Trách nhiệm cấp phép chặt hạ cây xanh
1. Sở Xây dựng chủ trì cấp phép chặt hạ cây xanh do tỉnh quản lý.
Điều 3. Tổ chức thực hiện
1. Sở Xây dựng hướng dẫn, kiểm tra việc thực hiện Quyết định này.
""",
        Document(type="Quyết định", number="12/2026/QĐ-UBND", title=title),
    )
    assert list(found) == refs


def test_what_money_is_spent_on_is_no_task() -> None:
    found = plan(
        """II. NHIỆM VỤ VÀ GIẢI PHÁP

1. Giải pháp về huy động vốn

Nguồn vốn gồm ngân sách nhà nước và các nguồn hợp pháp khác, để thực hiện các công việc:

- Đào tạo, tập huấn cho cán bộ.

- Bảo trì trang thiết bị trong quá trình sử dụng.

2. Giải pháp về nhân lực

- Tuyển dụng đủ kỹ sư vận hành.
"""
    )
    assert list(found) == ["II.2.-1"]


def test_a_guide_on_form_binds_nobody_but_whom_it_names() -> None:
    found = read(
        """I. HƯỚNG DẪN CHUNG

1. Trách nhiệm của các cá nhân

- Người ký chịu trách nhiệm về thể thức của văn bản.

2. Nội dung văn bản

- Phù hợp với tên loại, diễn đạt rõ ràng, dễ hiểu.

III. TỔ CHỨC THỰC HIỆN

1. Văn phòng Tỉnh ủy hướng dẫn, kiểm tra việc thực hiện Hướng dẫn này.
""",
        Document(type="Hướng dẫn", number="12-HD/VPTU", title="Thể thức và kỹ thuật trình bày văn bản"),
    )
    assert list(found) == ["III.1"]


def test_an_article_in_the_part_on_implementation_assigns_though_powers_are_handed_down() -> None:
    found = read(
        """Chương II
PHÂN CẤP MỘT SỐ NỘI DUNG
Điều 2. Trách nhiệm quản lý trật tự xây dựng
1. Ủy ban nhân dân cấp xã chịu trách nhiệm quản lý trật tự xây dựng trên địa bàn.
Chương III
TỔ CHỨC THỰC HIỆN
Điều 3. Trách nhiệm của các Sở
1. Sở Xây dựng hướng dẫn nghiệp vụ cho cấp xã.
""",
        Document(type="Quyết định", number="12/2026/QĐ-UBND", title="Quy định về phân cấp quản lý xây dựng"),
    )
    assert list(found) == ["Đ3.1"]


def test_a_paragraph_between_two_bullets_belongs_to_the_first() -> None:
    found = plan(
        """II. NHIỆM VỤ

1. Cơ chế, chính sách

- Đẩy nhanh việc triển khai các dự án thành phần.

Ban hành kịp thời các cơ chế hỗ trợ đơn vị sử dụng.

- Rà soát quy định về vận hành hệ thống.

Sở Nội vụ theo dõi việc thực hiện các nội dung trên.
"""
    )
    assert {ref: task.text.count(".") for ref, task in found.items()} == {"II.1.-1": 2, "II.1.-2": 1, "II.1": 1}


def test_a_lead_in_that_says_what_there_is_assigns_nothing() -> None:
    found = plan(
        """II. NHIỆM VỤ

1. Hình thức đào tạo

Hình thức phù hợp với nội dung đào tạo, gồm một hoặc các hình thức sau đây:

a) Bồi dưỡng ngắn hạn trong nước.

2. Nội dung đào tạo

Nội dung gồm các nhiệm vụ sau đây:

a) Biên soạn tài liệu bồi dưỡng.
"""
    )
    assert list(found) == ["II.2.a"]


def test_a_heading_over_one_paragraph_shares_its_fields() -> None:
    [task] = plan(
        """II. NHIỆM VỤ

a) Rà soát văn bản

Rà soát, đề xuất sửa đổi các luật có quy định liên quan.

- Đơn vị chủ trì: Sở Tư pháp.

- Thời gian thực hiện: Trong năm 2026.
"""
    ).values()
    assert task.lead == ("Sở Tư pháp",)
    assert task.deadline is not None
    assert [str(day) for day in task.deadline.due] == ["2026-12-31"]


def test_goals_under_a_heading_may_be_dated_without_a_figure_that_can_be_measured() -> None:
    found = plan(
        """II. MỤC TIÊU CỤ THỂ

a) Về chính phủ số

Đến năm 2030, Việt Nam thuộc nhóm 30 nước dẫn đầu về an toàn, an ninh mạng.
"""
    )
    assert list(found) == ["II.a"]


def test_a_part_of_a_law_named_after_liability_assigns_nothing() -> None:
    text = """Mục 2
TRÁCH NHIỆM VẬT CHẤT
Điều 7. Khiếu nại
Người bị xử lý có quyền khiếu nại theo quy định của Chính phủ.
"""
    assert read(text, Document(type="Bộ luật", number="12/2026/QH16")) == {}


def test_what_a_decree_asks_of_private_bodies_is_no_duty_of_an_authority() -> None:
    text = """Điều 8. Trách nhiệm của tổ chức, cá nhân có hoạt động quảng cáo
1. Các tổ chức thử nghiệm, chứng nhận sản phẩm có trách nhiệm:
a) Lưu giữ hồ sơ thử nghiệm theo quy định.
Điều 9. Trách nhiệm của nhà thầu, nhà đầu tư
1. Nhà thầu có trách nhiệm nộp chi phí đúng hạn.
Điều 10. Trách nhiệm của Bộ Y tế
1. Hướng dẫn việc thực hiện Nghị định này.
"""
    assert list(read(text, Document(type="Nghị định", number="12/2026/NĐ-CP"))) == ["Đ10.1"]


def test_a_sentence_in_front_of_tasks_that_names_nobody_introduces_them() -> None:
    found = plan(
        """II. NHIỆM VỤ

1. Hợp tác quốc tế

Chủ động mở rộng hợp tác quốc tế, tận dụng nguồn lực toàn cầu phục vụ phát triển.

a) Ký kết thỏa thuận với các tổ chức quốc tế.

2. Nhân lực

Sở Nội vụ chủ trì rà soát nhu cầu nhân lực của tỉnh.

a) Tổ chức lớp bồi dưỡng cho cán bộ.
"""
    )
    assert list(found) == ["II.1.a", "II.2", "II.2.a"]


def test_lists_of_projects_and_plans_of_land_use_are_no_tasks() -> None:
    found = plan(
        """II. NỘI DUNG CHỦ YẾU

1. Danh mục các dự án dự kiến ưu tiên đầu tư

- Xây dựng, nâng cấp các thư viện của tỉnh.

2. Kế hoạch sử dụng đất

a) Thực hiện theo quy định của pháp luật về đất đai.

3. Nhiệm vụ và giải pháp

a) Lập hồ sơ mời thầu các dự án.
"""
    )
    assert list(found) == ["II.3.a"]


def test_an_outlook_with_figures_holds_targets() -> None:
    aims = "- Tỉnh có tối thiểu 10 doanh nghiệp số.\n\n- Tỉnh phát triển hài hòa.\n"
    found = plan(f"II. MỤC TIÊU\n\nb) Tầm nhìn đến năm 2045\n\n{aims}")
    assert {ref: task.kind for ref, task in found.items()} == {"II.b.-1": TaskKind.TARGET}


def test_a_body_that_no_table_holds_still_leads_below_its_own_heading() -> None:
    text = "1. Câu lạc bộ Di sản\n\nChủ trì, phối hợp với Sở Y tế tổ chức tập huấn.\n"
    found = plan(f"III. TỔ CHỨC THỰC HIỆN\n\n{text}")
    assert {ref: task.coordinate for ref, task in found.items()} == {"III.1": ("Sở Y tế",)}


def test_handing_over_one_case_is_an_order() -> None:
    text = "Điều 1. Ủy quyền cho Chánh Văn phòng Ủy ban nhân dân tỉnh công bố thủ tục hành chính.\n"
    [task] = read(text, Document(type="Quyết định", number="12/QĐ-UBND")).values()
    assert task.lead == ("Văn phòng UBND tỉnh",)


def test_conditions_and_rules_on_a_case_oblige_nobody_but_whom_they_name() -> None:
    text = """Điều 3. Điều kiện áp dụng
1. Đã có kết luận thanh tra. Các bộ có trách nhiệm xem xét việc thanh tra.
Điều 4. Xử lý vướng mắc
1. Trường hợp hợp đồng quy định thanh toán bằng tiền:
a) Cơ quan có thẩm quyền có trách nhiệm bố trí vốn để thanh toán.
b) Sở Tài chính có trách nhiệm thẩm tra hồ sơ thanh toán.
2. Đối với dự án phải dừng, cơ quan có thẩm quyền có trách nhiệm hoàn trả chi phí.
3. Trường hợp có nội dung khác, đề nghị Sở Tài chính bố trí vốn để thực hiện.
Điều 5. Tổ chức thực hiện
1. Sở Tài chính có trách nhiệm hướng dẫn thực hiện Nghị quyết này.
"""
    assert list(read(text, Document(type="Nghị quyết", number="16/2026/NQ-CP"))) == ["Đ4.1.b", "Đ4.3", "Đ5.1"]


def test_the_final_article_of_a_circular_assigns_where_it_names_who_is_responsible() -> None:
    text = """Điều 7. Hiệu lực
1. Cục Công nghiệp chủ trì, phối hợp với các cơ quan liên quan công bố sản phẩm.
Điều 8. Hiệu lực và trách nhiệm thi hành
1. Thông tư này có hiệu lực kể từ ngày 01 tháng 01 năm 2026.
2. Cục Công nghiệp chủ trì, phối hợp với các cơ quan liên quan hướng dẫn thực hiện Thông tư này.
3. Chánh Văn phòng, Cục trưởng Cục Công nghiệp chịu trách nhiệm thi hành Thông tư này./.
"""
    assert list(read(text, Document(type="Thông tư", number="34/2025/TT-BKHCN"))) == ["Đ8.2"]
