"""What headings announce."""

import pytest

from cancu.ingest.sections import Section, SectionKind, read_section
from cancu.ontology.records import TaskKind


@pytest.mark.parametrize(
    ("heading", "above", "kind"),
    [
        ("NHIỆM VỤ CỤ THỂ VÀ TRÁCH NHIỆM CỦA CÁC SỞ", None, TaskKind.TASK),
        ("NỘI DUNG, GIẢI PHÁP VÀ TRÁCH NHIỆM THỰC HIỆN", None, TaskKind.TASK),
        ("PHÂN CÔNG NHIỆM VỤ", None, TaskKind.TASK),
        ("TỔ CHỨC THỰC HIỆN", None, TaskKind.DUTY),
        ("CHẾ ĐỘ BÁO CÁO", None, TaskKind.DUTY),
        ("CHỈ TIÊU CHỦ YẾU", None, TaskKind.TARGET),
        ("MỤC ĐÍCH, YÊU CẦU", None, Section.AIMS),
        ("KINH PHÍ THỰC HIỆN NHIỆM VỤ", None, Section.FUNDING),
        ("Cải cách thể chế", TaskKind.TASK, TaskKind.TASK),
        ("Huy động nguồn lực, bảo đảm kinh phí", TaskKind.TASK, TaskKind.TASK),
        ("Kinh phí thực hiện", TaskKind.TASK, TaskKind.TASK),
        ("Các hoạt động chính", TaskKind.TARGET, TaskKind.TASK),
        ("Nhiệm vụ của Sở Mẫu", TaskKind.DUTY, TaskKind.DUTY),
        ("Mục tiêu tổng quát", TaskKind.TARGET, Section.AIMS),
        ("QUY ĐỊNH CHUNG", None, None),
        ("PHÁT TRIỂN NỀN TẢNG SỐ", None, TaskKind.TASK),
        ("Nâng cao kết quả đánh giá", None, TaskKind.TASK),
        ("CÁC GIAI ĐOẠN THỰC HIỆN", None, TaskKind.TASK),
    ],
)
def test_a_heading_announces_its_kind(heading: str, above: SectionKind, kind: SectionKind) -> None:
    assert read_section(heading, above) == kind
