"""Deadlines of fields and sentences, by the extraction contract."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cancu.ingest.deadlines import find_deadline, parse_deadline, plan_year

YEAR = (datetime.date(2030, 1, 1), datetime.date(2030, 12, 31))
YEARS = (datetime.date(2026, 1, 1), datetime.date(2030, 12, 31))


def _due(days: str) -> tuple[datetime.date, ...]:
    return tuple(datetime.date.fromisoformat(day) for day in days.split())


@pytest.mark.parametrize(
    ("text", "due", "flags"),
    [
        ("Quý I năm 2030", "2030-03-31", ""),
        ("Quý I/2029", "2029-03-31", ""),
        ("Quý I, Quý II năm 2030.", "2030-03-31 2030-06-30", ""),
        ("Quý I ban hành kế hoạch; báo cáo vào Quý IV năm 2030.", "2030-03-31 2030-12-31", ""),
        ("Quý II lập dự án; định kỳ báo cáo kết quả", "2030-06-30", "P"),
        ("Tháng 12 năm 2030", "2030-12-31", ""),
        ("Tháng 01/2031", "2031-01-31", ""),
        ("12/2030", "2030-12-31", ""),
        ("Hoàn thành trước ngày 31/01/2030; định kỳ hàng năm báo cáo", "2030-01-31", "P"),
        ("Trong năm 2030", "2030-12-31", ""),
        ("Trong năm", "2030-12-31", ""),
        ("đến hết năm", "2030-12-31", ""),
        ("đến năm 2035", "2035-12-31", ""),
        ("Năm 2029 - 2030", "2030-12-31", ""),
        ("2026-2030", "2030-12-31", ""),
        ("Quý IV/2029- Quý II/2030", "2030-06-30", ""),
        ("Từ ngày 15/11 đến ngày 15/12; ngày 25/11", "2030-11-25 2030-12-15", ""),
        ("6 tháng đầu năm", "2030-06-30", ""),
        ("Thường xuyên trong năm", "", "O"),
        ("Thường xuyên. Trong năm 2030 hoàn thành phê duyệt", "2030-12-31", "O"),
        ("Thường xuyên, định kỳ hằng quý báo cáo", "", "OP"),
        ("Năm 2030 và những năm tiếp theo", "", "O"),
        ("Từ quý II/2027", "", ""),
        ("Từ năm 2030 trở đi", "", "O"),
        ("xuyên suốt 2026 - 2030", "2030-12-31", "O"),
        ("Hằng năm", "", "P"),
        ("Quý I hàng năm", "", "P"),
        ("Trước 31/12 năm báo cáo", "", "P"),
        ("định kỳ trước ngày 30 tháng 11 hàng năm", "", "P"),
        ("Định kỳ hàng quý, 06 tháng, năm", "", "P"),
        ("Theo Kế hoạch số 15/KH-UBND ngày 14/10/2029 cho các việc của năm 2030", "", ""),
        ("Sau khi có hướng dẫn của Bộ", "", ""),
        ("Đúng tiến độ được giao", "", ""),
        ("trước năm 2030", "2029-12-31", ""),
    ],
)
def test_a_field_of_time_is_read(text: str, due: str, flags: str) -> None:
    found = parse_deadline(text, YEAR)
    assert found is not None
    assert found.due == _due(due)
    assert ("O" if found.ongoing else "") + ("P" if found.periodic else "") == flags


@pytest.mark.parametrize("text", ["", " - ", "…", "**  **"])
def test_a_blank_field_is_no_deadline(text: str) -> None:
    assert parse_deadline(text, YEAR) is None


def test_a_quarter_without_year_needs_a_plan_of_one_year() -> None:
    found = parse_deadline("Quý I", YEARS)
    assert found is not None
    assert found.due == ()


def test_the_text_stays_as_printed() -> None:
    found = parse_deadline(" Quý  I\nnăm 2030. ", None)
    assert found is not None
    assert found.text == "Quý I năm 2030."


@pytest.mark.parametrize(
    ("text", "depends_on"),
    [
        ("Theo Kế hoạch số 15/KH-UBND ngày 14/10/2029", "15/KH-UBND"),
        ("Sau khi có hướng dẫn của Bộ Nội vụ", "có hướng dẫn của Bộ Nội vụ"),
        ("Quý I năm 2030", None),
        ("Theo quy định", None),
    ],
)
def test_what_fixes_the_time_is_named(text: str, depends_on: str | None) -> None:
    found = parse_deadline(text, YEAR)
    assert found is not None
    assert found.depends_on == depends_on


@pytest.mark.parametrize(
    ("text", "printed", "due"),
    [
        ("Chậm nhất đến ngày 31/12/2030, các sở phải báo cáo.", "Chậm nhất đến ngày 31/12/2030", "2030-12-31"),
        ("Gửi báo cáo trước ngày 16 tháng 12 năm 2030 để tổng hợp.", "trước ngày 16 tháng 12 năm 2030", "2030-12-16"),
        ("báo cáo Sở Y tế kết quả trước ngày 03 tháng 12 năm 2030.", "trước ngày 03 tháng 12 năm 2030", "2030-12-03"),
        ("Đăng ký mới 20 hợp tác xã; phấn đấu từ nay đến cuối năm 2030 xong.", None, "2030-12-31"),
        ("Thực hiện phong trào; phấn đấu năm 2030, cải thiện thứ hạng.", "phấn đấu năm 2030", "2030-12-31"),
        ("Đến năm 2030, 100% hồ sơ được số hóa.", "Đến năm 2030", "2030-12-31"),
        ("Số hóa dữ liệu đất đai (2029 - 2030).", "2029 - 2030", "2030-12-31"),
        ("Hoàn thành trong tháng 11/2030.", "Hoàn thành trong tháng 11/2030", "2030-11-30"),
        ("Trình ban hành văn bản, bảo đảm có hiệu lực trước ngày 01/3/2030;", None, "2030-03-01"),
        ("Rà soát, hoàn thành trong quý III.", "hoàn thành trong quý III", "2030-09-30"),
        ("Từ ngày 01/3/2030 đến ngày 15/3/2030, tổ chức lễ phát động.", None, "2030-03-15"),
    ],
)
def test_a_sentence_sets_a_time(text: str, printed: str | None, due: str) -> None:
    found = find_deadline(text, YEAR)
    assert found is not None
    assert found.due == _due(due)
    if printed is not None:
        assert found.text == printed


@pytest.mark.parametrize(
    "text",
    [
        "Thực hiện Quyết định số 54/QĐ-UBND ngày 04/4/2030 của UBND tỉnh.",
        "Triển khai Luật Thanh tra ngày 14/11/2022 trên địa bàn.",
        "Xây dựng kế hoạch cải cách hành chính năm 2030 của tỉnh.",
        "Điều chỉnh quy hoạch hạ tầng đến năm 2030 theo quy định.",
        "Sơ kết Chương trình giai đoạn 2026 - 2030 và định hướng đến năm 2035.",
        "Kiểm soát chặt chẽ chi thường xuyên.",
        "Lập dự toán từ ngân sách hằng năm được giao.",
        "Tính đến ngày 31/12/2029 đã giải ngân hết.",
        "Hợp đồng có hiệu lực trước ngày 01/7/2030 được thực hiện tiếp.",
        "Người đã được công nhận trước ngày 01/7/2030 được hưởng.",
        "Đề án “Nâng cao nhận thức cộng đồng, đến năm 2030” được phổ biến.",
        "Rà soát hồ sơ, đánh giá cán bộ.",
    ],
)
def test_names_and_cited_dates_set_no_time(text: str) -> None:
    assert find_deadline(text, YEAR) is None


@pytest.mark.parametrize(
    ("text", "flags"),
    [
        ("Thường xuyên rà soát hồ sơ.", "O"),
        ("Cập nhật dữ liệu thường xuyên vào Hệ thống.", "O"),
        ("Công an xã định kỳ kiểm tra.", "P"),
        ("Hằng năm, các phòng báo cáo.", "P"),
        ("Lập kế hoạch và tổ chức diễn tập hàng năm.", ""),
    ],
)
def test_acts_are_ongoing_or_periodic(text: str, flags: str) -> None:
    found = find_deadline(text, YEAR)
    have = "" if found is None else ("O" if found.ongoing else "") + ("P" if found.periodic else "")
    assert have == flags


def test_a_date_before_the_document_is_no_deadline() -> None:
    text = "Bàn giao hồ sơ nhận trước ngày 01/7/2029."
    assert find_deadline(text, issued=datetime.date(2030, 1, 1)) is None
    assert find_deadline(text, issued=datetime.date(2029, 1, 1)) is not None


def test_a_plan_that_prints_only_its_end_covers_the_year_of_its_issue() -> None:
    end = datetime.date(2030, 12, 31)
    assert plan_year((None, end), datetime.date(2030, 11, 2)) == 2030
    assert plan_year((None, end), datetime.date(2026, 11, 2)) is None
    assert plan_year((None, end)) is None
    assert plan_year(YEARS) is None
    assert plan_year(None) is None


_PIECES = st.sampled_from(
    ["Quý I", "/2030", " năm ", "2030", "đến ", "trước ", "ngày ", "31/12", "; ", ", ", "- ", "hằng năm", "định kỳ ",
     "từ ", "Theo Kế hoạch số 5/KH-UBND ", "thường xuyên", "tháng 2", "(", ")", "trở đi", ". ", "30/02/2030"]
)  # fmt: skip


@given(st.lists(_PIECES, max_size=15).map("".join) | st.text(max_size=40), st.sampled_from([None, YEAR, YEARS]))
def test_any_text_is_read_without_error(text: str, period: tuple[datetime.date, datetime.date] | None) -> None:
    for found in (parse_deadline(text, period), find_deadline(text, period)):
        if found is not None:
            assert list(found.due) == sorted(set(found.due))
            assert found.text.strip()


@given(st.lists(_PIECES, max_size=12).map("".join))
def test_line_breaks_change_no_deadline(text: str) -> None:
    whole, broken = parse_deadline(text, YEAR), parse_deadline(text.replace(" ", "\n"), YEAR)
    assert (whole is None) == (broken is None)
    if whole is not None and broken is not None:
        assert whole.due == broken.due


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Tháng 5, 6/2014 và bổ sung hàng năm", ["2014-05-31", "2014-06-30"]),
        ("2025", ["2025-12-31"]),
        ("2026 và hằng năm", ["2026-12-31"]),
        ("Từ năm 2013 đến năm 2020 và tiếp theo", ["2020-12-31"]),
        ("Quý IV/2025- Quý II/2026", ["2026-06-30"]),
    ],
)
def test_cells_of_time_print_lists_bare_years_and_ranges(text: str, days: list[str]) -> None:
    found = parse_deadline(text)
    assert found is not None
    assert [str(day) for day in found.due] == days


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Phấn đấu có 20% bến đò an toàn năm 2025, đến hết năm 2030 đạt 50%.", ["2025-12-31", "2030-12-31"]),
        ("Xây 20% trạm ngay trong năm 2025; đến năm 2030 đạt 100%.", ["2025-12-31", "2030-12-31"]),
        ("Mở lớp học (Quý IV/2013, Quý I/2014 và thường xuyên).", ["2013-12-31", "2014-03-31"]),
        ("Lập ban kiểm tra (năm 2013 và kiện toàn hàng năm).", ["2013-12-31"]),
        ("Xây dựng lộ trình thực hiện đến năm 2030, đảm bảo ít nhất 70% xã tham gia.", ["2030-12-31"]),
        ("Thực hiện theo cam kết về giảm phát thải vào năm 2050.", []),
        ("Thi đua hoàn thành Kế hoạch 5 năm (2021 - 2025) của tỉnh.", []),
    ],
)
def test_goals_and_brackets_set_milestones(text: str, days: list[str]) -> None:
    found = find_deadline(text)
    assert [str(day) for day in (found.due if found is not None else ())] == days


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("Kiểm đếm thuyền, hoàn thành trước 17 giờ ngày 22/9/2030.", "2030-09-22"),
        ("Xong trước 7h30 ngày 05/3/2030.", "2030-03-05"),
        ("Lập danh sách của thôn, nộp trước ngày 20/9/2030.", "2030-09-20"),
        ("Hồ sơ nộp trước ngày 20/9/2030 được xét.", ""),
        ("Đợt 1 trong tháng 3 - 4, đợt 2 trong tháng 9 - 10 năm 2030.", "2030-04-30 2030-10-31"),
        ("Tổ chức trong tháng 6, 7/2030.", "2030-06-30 2030-07-31"),
    ],
)
def test_hours_ranges_of_months_and_what_is_handed_in(text: str, due: str) -> None:
    found = find_deadline(text, YEAR)
    assert (found.due if found else ()) == _due(due)


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("Khẩn trương phân bổ vốn; báo cáo trước ngày 15/11.", "2030-11-15"),
        ("Báo cáo trước ngày 15/01.", "2031-01-15"),
        ("Báo cáo trước ngày 30 tháng 01 của năm tiếp theo.", ""),
        ("Định kỳ báo cáo trước ngày 15/11 hằng năm.", ""),
    ],
)
def test_a_day_without_year_in_an_order_is_the_next_one(text: str, due: str) -> None:
    found = find_deadline(text, issued=datetime.date(2030, 11, 4))
    assert (found.due if found else ()) == _due(due)
