"""Articles that assign: parts of resolutions on a plan, owners named in headings, reports and money in decrees."""

from cancu.ingest.layout import read_blocks
from cancu.ingest.outline import build_outline
from cancu.ingest.tasks import find_tasks
from cancu.ontology.records import Document, Task


def by_ref(text: str, kind: str) -> dict[str, Task]:
    return {task.ref: task for task in find_tasks(build_outline(read_blocks(text)), Document(type=kind))}


def test_in_a_decree_named_bodies_report_and_see_to_the_money() -> None:
    found = by_ref(
        """Điều 3. Tiếp nhận hồ sơ
1. Sở Y tế hướng dẫn việc lập hồ sơ theo quy định.
Điều 4. Chế độ báo cáo
1. Định kỳ hằng quý, Sở Y tế có trách nhiệm báo cáo Bộ Y tế.
2. Báo cáo gồm số liệu và nhận xét.
Điều 5. Kinh phí thực hiện
1. Bộ Tài chính hướng dẫn việc lập dự toán.
2. Kinh phí do ngân sách nhà nước bảo đảm.
""",
        "Nghị định",
    )
    assert {ref: task.lead for ref, task in found.items()} == {"Đ4.1": ("Sở Y tế",), "Đ5.1": ("Bộ Tài chính",)}


def test_an_article_may_name_many_owners_whose_clauses_say_which() -> None:
    found = by_ref(
        """Điều 8. Trách nhiệm của Hội đồng quản lý, Cục quản lý chợ, Trung tâm Chợ đầu mối và phân phối hàng tươi, \
Doanh nghiệp Dự án e-Chợ
1. Trách nhiệm của Cục Quản lý chợ:
a) Tổng hợp kế hoạch thu hằng năm.
""",
        "Thông tư",
    )
    assert {ref: task.lead for ref, task in found.items()} == {"Đ8.1.a": ("Cục Quản lý chợ",)}


def test_the_articles_of_a_resolution_on_a_plan_are_its_parts() -> None:
    text = """Điều 1. Mục tiêu tổng quát
Tiếp tục ổn định đời sống Nhân dân.
Điều 2. Các chỉ tiêu chủ yếu
1. Tốc độ tăng trưởng đạt 8,5%.
Điều 3. Nhiệm vụ, giải pháp chủ yếu
1. Đẩy mạnh cơ cấu lại nền kinh tế
a) Xây dựng 05 vùng nguyên liệu.
2. Ủy ban nhân dân tỉnh đẩy nhanh tiến độ giải ngân.
Điều 4. Nhiệm vụ, quyền hạn của Ban
1. Thẩm tra báo cáo.
Điều 5. Giao Ủy ban nhân dân tỉnh tổ chức thực hiện Nghị quyết này.
"""
    outline = build_outline(read_blocks(text))
    plan = Document(type="Nghị quyết", number="25/NQ-HĐND", title="Về kế hoạch phát triển kinh tế - xã hội năm 2026")
    rule = Document(type="Nghị quyết", number="25/2026/NQ-HĐND", title="Quy định chính sách hỗ trợ")
    kinds = {task.ref: task.kind.value for task in find_tasks(outline, plan)}
    assert kinds == {"Đ2.1": "target", "Đ3.1.a": "task", "Đ3.2": "task", "Đ5": "duty"}
    assert [task.ref for task in find_tasks(outline, rule)] == ["Đ5"]


def test_the_clauses_of_what_a_council_approves_are_its_parts() -> None:
    text = """Điều 1. Tán thành báo cáo về nhiệm vụ năm 2026 với các nội dung chủ yếu sau:
1. Mục tiêu tổng quát
Tập trung tháo gỡ khó khăn cho sản xuất.
2. Các chỉ tiêu chủ yếu
- Tổng sản phẩm trên địa bàn tăng 9,5%.
3. Nhiệm vụ và giải pháp
a) Thực hiện chương trình khởi nghiệp.
b) Sở Công Thương chủ trì xúc tiến thương mại.
"""
    plan = Document(type="Nghị quyết", number="18/2025/NQ-HĐND", title="Về nhiệm vụ phát triển kinh tế năm 2026")
    found = {task.ref: task.kind.value for task in find_tasks(build_outline(read_blocks(text)), plan)}
    assert found == {"Đ1.2.-1": "target", "Đ1.3.a": "task", "Đ1.3.b": "task"}


def test_a_lead_in_that_repeats_the_owner_of_its_article_leaves_the_name_whole() -> None:
    found = by_ref(
        """Điều 6. Trách nhiệm của tổ chức, hộ nuôi tôm, cá nhân là người An Bình có bè nuôi được hỗ trợ

Tổ chức, hộ nuôi tôm, cá nhân là người An Bình có bè nuôi được hỗ trợ có trách nhiệm:
1. Bảo đảm chất lượng giống.
""",
        "Thông tư",
    )
    assert found["Đ6.1"].lead == ("Tổ chức, hộ nuôi tôm, cá nhân là người An Bình có bè nuôi được hỗ trợ",)
