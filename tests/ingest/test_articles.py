"""Which articles, clauses, letters and appendices assign work, on invented documents."""

import datetime

import pytest

from cancu.ingest.extraction import extract
from cancu.ingest.layout import read_blocks
from cancu.ingest.outline import build_outline
from cancu.ingest.readers import make_source
from cancu.ingest.tasks import find_tasks
from cancu.ontology.records import Document, Task, TaskKind

YEAR = (datetime.date(2026, 1, 1), datetime.date(2026, 12, 31))


def tasks(text: str, kind: str) -> list[Task]:
    return find_tasks(build_outline(read_blocks(text)), Document(type=kind, period=YEAR))


def by_ref(text: str, kind: str = "Kế hoạch") -> dict[str, Task]:
    found = tasks(text, kind)
    assert len({task.ref for task in found}) == len(found)
    return {task.ref: task for task in found}


def test_an_article_that_takes_effect_and_then_orders_is_a_duty() -> None:
    found = by_ref(
        """Điều 1. Công bố danh mục.
Điều 2. Quyết định này có hiệu lực kể từ ngày ký. Giao Sở Nội vụ chủ trì, phối hợp với Sở Y tế công khai danh mục.
Điều 3. Quyết định này có hiệu lực kể từ ngày ký. Các sở, ban, ngành chịu trách nhiệm thi hành Quyết định này./.
""",
        "Quyết định",
    )
    assert {ref: (task.lead, task.coordinate) for ref, task in found.items()} == {"Đ2": (("Sở Nội vụ",), ("Sở Y tế",))}


def test_a_rule_assigns_by_words_of_duty_and_not_by_its_procedures() -> None:
    text = """Điều 3. Trình tự
1. Sở Tài chính có trách nhiệm lập dự toán hằng năm.
2. Sở Nội vụ tiếp nhận hồ sơ và trả kết quả.
"""
    rule = Document(type="Quyết định", number="12/2026/QĐ-UBND", period=YEAR)
    case = Document(type="Quyết định", number="12/QĐ-UBND", period=YEAR)
    outline = build_outline(read_blocks(text))
    assert [task.ref for task in find_tasks(outline, rule)] == ["Đ3.1"]
    assert [task.ref for task in find_tasks(outline, case)] == ["Đ3.1", "Đ3.2"]


def test_the_parts_of_a_programme_stand_in_the_article_that_approves_it() -> None:
    found = by_ref(
        """Điều 1. Phê duyệt Chương trình trồng cây với các nội dung sau:
I. MỤC TIÊU
1. Mục tiêu tổng quát
Xanh hóa đô thị, góp phần bảo vệ môi trường.
2. Mục tiêu cụ thể
- Trồng mới 100% diện tích quy hoạch.
II. NHIỆM VỤ VÀ GIẢI PHÁP
1. Sở Xây dựng lập danh mục đường phố cần trồng cây.
Điều 2. Sở Xây dựng báo cáo kết quả hằng năm.
""",
        "Quyết định",
    )
    assert {ref: task.kind for ref, task in found.items()} == {
        "Đ1.I.2.-1": TaskKind.TARGET,
        "Đ1.II.1": TaskKind.TASK,
        "Đ2": TaskKind.DUTY,
    }


def test_a_general_aim_without_a_figure_is_no_target() -> None:
    text = """I. MỤC TIÊU
1. Mục tiêu tổng quát: Nâng cao chất lượng phục vụ người dân của tỉnh.
2. Đạt 90% hồ sơ đúng hạn.
"""
    assert list(by_ref(text)) == ["I.2"]


def test_when_cited_documents_change_nobody_is_obliged() -> None:
    text = """Điều 3. Tổ chức thực hiện
1. Sở Nội vụ hướng dẫn thực hiện Quyết định này.
2. Trường hợp các văn bản được viện dẫn tại Quyết định này được sửa đổi, thay thế thì áp dụng văn bản mới.
"""
    assert list(by_ref(text, "Quyết định")) == ["Đ3.1"]


def test_a_letter_s_order_begins_behind_its_report() -> None:
    text = """Xét đề nghị của Sở Công Thương tại Tờ trình về phát triển nhiên liệu sạch, Chủ tịch có ý kiến như sau:
Sở Công Thương chủ trì, phối hợp với các đơn vị liên quan làm rõ lộ trình sản xuất và phân phối nhiên liệu
trên địa bàn.
"""
    assert [task.lead for task in tasks(text, "Công văn")] == [("Sở Công Thương",)]


def test_what_a_letter_quotes_from_a_rule_obliges_nobody_anew() -> None:
    text = """Cục Thuế có ý kiến như sau:

- Tại khoản 1 Điều 6 Nghị định số 1/2020/NĐ-CP quy định:

"Điều 6. Nguyên tắc

1. Cơ quan thuế có trách nhiệm hướng dẫn người nộp thuế.

2. Sở Tài chính chủ trì xác định mức giảm tiền thuê đất.”

- Đề nghị Sở Tài chính rà soát hồ sơ và trả lời người nộp thuế.

Cục Thuế trả lời để Sở Tài chính biết và thực hiện./.
"""
    assert [task.lead for task in tasks(text, "Công văn")] == [("Sở Tài chính",)]


def test_a_quotation_mark_without_its_partner_hides_nothing() -> None:
    text = """II. NHIỆM VỤ
1. Thực hiện phong trào “Cả nước cùng hành động trong các cơ quan.
2. Rà soát văn bản của tỉnh.
3. Kiểm tra việc thi hành pháp luật.
"""
    assert list(by_ref(text)) == ["II.1", "II.2", "II.3"]


def test_paragraphs_of_an_article_that_assign_one_by_one_are_items_of_their_own() -> None:
    found = by_ref(
        """Điều 2. Sở Nội vụ chủ trì bảo đảm các điều kiện kỹ thuật của hệ thống.

Sở Y tế có trách nhiệm tuân thủ quy trình đã được phê duyệt kèm theo Quyết định này.
""",
        "Quyết định",
    )
    assert {ref: task.lead for ref, task in found.items()} == {"Đ2.-1": ("Sở Nội vụ",), "Đ2.-2": ("Sở Y tế",)}


def refs(text: str, document: Document) -> list[str]:
    return [task.ref for task in find_tasks(build_outline(read_blocks(text)), document)]


RULES = """Chương I
QUY ĐỊNH CHUNG
Điều 1. Yêu cầu về hồ sơ
1. Yêu cầu về chất lượng là tập hợp các tiêu chí của hồ sơ thử nghiệm.
Chương II
TRÁCH NHIỆM
Điều 2. Trách nhiệm của doanh nghiệp thử nghiệm
1. Lưu giữ hồ sơ thử nghiệm đầy đủ trong thời hạn mười năm.
Điều 3. Nhiệm vụ, quyền hạn của Hội đồng thử nghiệm
1. Xem xét, quyết định kết quả thử nghiệm của các đơn vị.
Điều 4. Trách nhiệm của Bộ Y tế
1. Hướng dẫn, kiểm tra việc thực hiện quy định về thử nghiệm.
"""


def test_rules_that_bind_everybody_functions_and_terms_are_no_assignments() -> None:
    assert refs(RULES, Document(type="Nghị định", number="12/2026/NĐ-CP")) == ["Đ4.1"]
    assert refs(RULES, Document(type="Luật", number="12/2026/QH16")) == []


def test_articles_are_numbered_through_the_chapters() -> None:
    decision = Document(type="Quyết định", number="12/2026/QĐ-UBND")
    assert refs(RULES, decision) == ["Đ2.1", "Đ4.1"]


def test_a_final_article_without_clauses_may_order() -> None:
    text = """Điều 9. Điều khoản thi hành

Sở Y tế có trách nhiệm theo dõi, đôn đốc việc thực hiện Quy chế này tại các đơn vị của tỉnh.
"""
    assert refs(text, Document(type="Quyết định", number="12/2026/QĐ-UBND")) == ["Đ9.-1"]


def test_a_notice_of_results_assigns_only_where_it_orders() -> None:
    text = """1. Mẫu thử gồm các phần sau:
- Thanh nhôm dài một mét, gắn ba mươi đèn.
2. Giao Sở Y tế công khai kết quả trên trang thông tin của tỉnh.
"""
    assert refs(text, Document(type="Thông báo", title="Về kết quả kiểm định mẫu thử")) == ["2"]


def test_an_order_that_an_agency_hands_on_binds_both() -> None:
    text = """1. UBND cấp tỉnh có trách nhiệm:
a) Giao Sở Y tế theo dõi việc thực hiện tại các đơn vị của tỉnh.
"""
    [task] = tasks(f"III. TỔ CHỨC THỰC HIỆN\n{text}", "Kế hoạch")
    assert task.lead == ("UBND cấp tỉnh", "Sở Y tế")


def test_what_a_decision_publishes_of_procedures_assigns_nothing() -> None:
    text = """UBND TỈNH AN BÌNH

Số: 15/QĐ-UBND

QUYẾT ĐỊNH

Về việc công bố Danh mục thủ tục hành chính nội bộ lĩnh vực nhà ở

Điều 1. Công bố kèm theo Quyết định này 02 thủ tục hành chính nội bộ.

Điều 2. Giao Sở Xây dựng xây dựng quy trình điện tử trước ngày 30/6/2026.

CHỦ TỊCH

Nguyễn Văn Mẫu

II. NỘI DUNG CỤ THỂ CỦA TỪNG THỦ TỤC

1. Sở Xây dựng lập tờ trình gửi Ủy ban nhân dân tỉnh trong 20 ngày.

III. MỤC TIÊU VÀ GIẢI PHÁP CỦA CHƯƠNG TRÌNH

1. Hoàn thiện thể chế về nhà ở đến năm 2030.
"""
    found = extract(make_source(text)).tasks
    assert [(task.ref, task.lead) for task in found] == [("Đ2", ("Sở Xây dựng",))]


def test_a_clause_of_a_rule_that_binds_no_body_is_no_duty() -> None:
    text = """Điều 9. Tổ chức thực hiện

1. Bộ Y tế hướng dẫn, kiểm tra việc thực hiện Nghị định này.

2. Công chức đã có chứng chỉ trước ngày Nghị định này có hiệu lực được tiếp tục sử dụng chứng chỉ đó.

3. Trách nhiệm của Sở Y tế chủ trì, phối hợp với các sở, ngành tham mưu tổ chức thực hiện.
"""
    assert refs(text, Document(type="Nghị định", number="12/2026/NĐ-CP")) == ["Đ9.1", "Đ9.3"]


def test_below_an_agency_what_it_asks_of_others_is_its_own_duty() -> None:
    text = """1. Sở Y tế

- Yêu cầu các cơ quan báo chí trên địa bàn tuyên truyền về Kế hoạch này.

2. Đề nghị Hội Nông dân tỉnh vận động hội viên tham gia thực hiện.
"""
    found = tasks(f"III. TỔ CHỨC THỰC HIỆN\n{text}", "Kế hoạch")
    assert [task.lead for task in found] == [("Sở Y tế",), ("Hội Nông dân tỉnh",)]


def test_a_general_aim_with_figures_holds_targets() -> None:
    text = """II. MỤC TIÊU

1. Phát triển kinh tế số đến năm 2030

a) Mục tiêu chung (2 mục tiêu)

(1) Tỷ trọng kinh tế số đạt tối thiểu 30% GRDP;

(2) Kinh tế số trở thành động lực của tỉnh.

b) Mục tiêu theo ngành

(1) Tỷ lệ doanh nghiệp dùng nền tảng số đạt 90%.
"""
    found = tasks(text, "Kế hoạch")
    assert [(task.ref, task.kind) for task in found] == [("II.1.a.1", TaskKind.TARGET), ("II.1.b.1", TaskKind.TARGET)]


def test_a_duty_may_only_encourage() -> None:
    text = "III. TỔ CHỨC THỰC HIỆN\n\n1. Khuyến khích Hội Nông dân tỉnh vận động hội viên tham gia Kế hoạch."
    [duty] = tasks(text, "Kế hoạch")
    assert duty.lead == ("Hội Nông dân tỉnh",)
    text = "II. NHIỆM VỤ\n\n1. Khuyến khích các doanh nghiệp đầu tư hạ tầng số trên địa bàn tỉnh."
    [task] = tasks(text, "Kế hoạch")
    assert task.lead == ()


def test_a_part_that_opens_with_its_partners_gives_them_to_its_bullets() -> None:
    text = """Điều 3. Giao Công an tỉnh:

b) Chủ trì, phối hợp với Giám đốc Sở Khoa học và Công nghệ

- Đồng bộ đầy đủ danh mục thủ tục hành chính của tỉnh.

- Cấu hình quy trình điện tử trên hệ thống của tỉnh.
"""
    found = find_tasks(build_outline(read_blocks(text)), Document(type="Quyết định", number="12/QĐ-UBND"))
    assert [task.coordinate for task in found] == [("Sở Khoa học và Công nghệ",)] * 2


def test_forms_behind_a_rule_assign_nothing_but_an_announced_list_does() -> None:
    text = "Điều 1. Quy định chung.\n\nPHỤ LỤC\n\n{}\n\nI. NỘI DUNG\n\n1. Kiểm tra, tiếp nhận hồ sơ của tổ chức.\n"
    assert tasks(text.format("QUY TRÌNH NỘI BỘ"), "Thông tư") == []
    assert [task.ref for task in tasks(text.format("DANH MỤC NHIỆM VỤ"), "Thông tư")] == ["PL.I.1"]


@pytest.mark.parametrize(
    ("title", "refs"),
    [
        ("NHIỆM VỤ CỦA CÁC SỞ, BAN, NGÀNH", ["PL.1", "PL.2"]),
        ("KẾ HOẠCH CHI TIẾT", ["PL.1", "PL.2"]),
        ("(Kèm theo Kế hoạch số 15/KH-UBND)", ["PL.1", "PL.2"]),
        ("ĐỊNH HƯỚNG SẮP XẾP CÁC TRẠM CẤP NƯỚC", ["PL.2"]),
        ("TIÊU CHÍ CHỌN TRẠM CẤP NƯỚC", ["PL.2"]),
        ("VỊ TRÍ, CHỨC NĂNG, NHIỆM VỤ CỦA TRUNG TÂM NƯỚC SẠCH", []),
    ],
)
def test_the_name_of_an_appendix_says_whether_a_plan_goes_on_in_it(title: str, refs: list[str]) -> None:
    text = (
        f"PHỤ LỤC\n{title}\n\n1. Giữ nguyên các trạm có trên 2.000 hộ dùng nước.\n\n"
        "2. Giao Sở Xây dựng hướng dẫn lập hồ sơ của từng trạm.\n"
    )
    assert list(by_ref(text)) == refs


def test_a_lead_in_inside_a_describing_appendix_assigns_nothing() -> None:
    text = (
        "PHỤ LỤC\nVỊ TRÍ, CHỨC NĂNG CỦA TRUNG TÂM NƯỚC SẠCH\n\nI. QUAN HỆ\n\nTrung tâm bảo đảm các nội dung sau:\n\n"
        "1. Các xã quản lý và bảo vệ đường ống trên địa bàn của mình.\n"
    )
    assert by_ref(text) == {}


def test_articles_on_money_and_time_assign_with_any_verb_but_not_procedures() -> None:
    text = """Điều 4. Kinh phí thực hiện
1. Ủy ban nhân dân cấp tỉnh phân bổ kinh phí cho cấp xã.
2. Các địa phương có tổng điểm trên 80: hệ số tăng thêm 2,0.
Điều 5. Trình tự, thủ tục
1. Ủy ban nhân dân cấp xã lập danh sách các hộ.
"""
    assert refs(text, Document(type="Quyết định", number="12/2026/QĐ-TTg")) == ["Đ4.1"]


def test_an_item_that_only_leads_in_goes_on_below() -> None:
    text = """II. NHIỆM VỤ

3. Về kiến nghị đầu tư xây dựng tuyến đường nối cảng với quốc lộ đi qua địa bàn hai huyện của tỉnh:

Đề nghị Ủy ban nhân dân tỉnh An Bình chủ trì, phối hợp với Bộ Xây dựng làm rõ sự cần thiết.
"""
    [task] = tasks(text, "Thông báo")
    assert (task.ref, task.lead, task.text[-13:]) == ("II.3", ("UBND tỉnh An Bình",), "sự cần thiết.")
