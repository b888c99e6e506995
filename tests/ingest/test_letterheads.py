"""Letterheads as collections, offices and converters print them; every sample is invented."""

from __future__ import annotations

import datetime

import pytest

from cancu.ingest.data_blocks import read_data_block
from cancu.ingest.header import read_header
from cancu.ontology.records import Level

MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"


@pytest.mark.parametrize(
    ("head", "issuer", "level"),
    [
        (
            "ỦY BAN NHÂN DÂN | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM |\nSố: 17/2018/QĐ-UBND | Hà Lâm, ngày 9 tháng 5 năm "
            "2018 |\nQUYẾT ĐỊNH\nBAN HÀNH QUY ĐỊNH QUẢN LÝ CHỢ\nỦY BAN NHÂN DÂN TỈNH SƠN LÂM\n",
            "UBND tỉnh Sơn Lâm",
            Level.PROVINCE,
        ),
        (
            "ỦY BAN NHÂN DÂN | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM |\nSố: 91/KH-UBND | Sơn Lâm, ngày 9 tháng 5 năm 2018 "
            "|\nCăn cứ yêu cầu thực tế của tỉnh Sơn Lâm, Ủy ban nhân dân tỉnh ban hành kế hoạch như sau:\n",
            "UBND tỉnh Sơn Lâm",
            Level.PROVINCE,
        ),
        (
            f"UỶ BAN NHÂN DÂN TỈNH\n{MOTTO}Số: 33/2002/QĐ.UB\nHà Lâm, ngày 4 tháng 12 năm 2002\nQUYẾT ĐỊNH\nVề việc "
            "quản lý bến bãi\nỦY BAN NHÂN DÂN TỈNH SƠN LÂM\n",
            "UBND tỉnh Sơn Lâm",
            Level.PROVINCE,
        ),
        (
            f"UBND QUẬN LÂM BÌNH\nUBND PHƯỜNG TÂN MỸ\n{MOTTO}Số: 5/TB-UBND\nTân Mỹ, ngày 3 tháng 5 năm 2019\nTHÔNG BÁO",
            "UBND phường Tân Mỹ",
            Level.COMMUNE,
        ),
        (
            f"ỦY BAN NHÂN DÂN\nQUẬN 14\n{MOTTO}Số: 15/TB-UBND\nQuận 14, ngày 3 tháng 5 năm 2019\nTHÔNG BÁO\n",
            "UBND quận 14",
            Level.DISTRICT,
        ),
        (
            f"LIÊN ĐOÀN LAO ĐỘNG TỈNH SƠN LÂM\nLIÊN ĐOÀN LAO ĐỘNG HUYỆN YÊN MỸ\nSố: 5/KH-LĐLĐ\n{MOTTO}Yên Mỹ, ngày 3 "
            "tháng 5 năm 2019\nKẾ HOẠCH\nHội thao\nLiên đoàn Lao động các cấp\n",
            "Liên đoàn lao động huyện Yên Mỹ",
            Level.DISTRICT,
        ),
        (
            f"BẢO HIỂM XÃ HỘI VIỆT NAM\nBẢO HIỂM XÃ HỘI TỈNH SƠN LÂM\n{MOTTO}Số: 71/BHXH-QLT\nSơn Lâm, ngày 8 tháng 9 "
            "năm 2022\nKính gửi: Các trường học\n",
            "Bảo hiểm xã hội tỉnh Sơn Lâm",
            Level.DEPARTMENT,
        ),
        (
            f"BỘ CÔNG AN\nCÔNG AN TỈNH SƠN LÂM\n-------\n{MOTTO}Số: 9/KH-CAT\nSơn Lâm, ngày 8 tháng 9 năm "
            f"2022\nKẾ HOẠCH\n",
            "Công an tỉnh Sơn Lâm",
            Level.DEPARTMENT,
        ),
        (
            f"CỤC THUẾ TỈNH SƠN LÂM\nCHI CỤC THUẾ HUYỆN YÊN MỸ\n{MOTTO}Số: 9/TB-CCT\nYên Mỹ, ngày 8 tháng 9 năm 2016\n",
            "Chi cục thuế huyện Yên Mỹ",
            Level.DISTRICT,
        ),
        (
            f"UBND TỈNH SƠN LÂM\nTHANH TRA TỈNH\n{MOTTO}Số: 45/KL-TTr\nSơn Lâm, ngày 28 tháng 11 năm 2022\nKẾT LUẬN\n",
            "Thanh tra tỉnh Sơn Lâm",
            Level.DEPARTMENT,
        ),
        (
            "SỞ LAO ĐỘNG TỈNH SƠN LÂM CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM\nCHI CỤC BẢO TRỢ XÃ HỘI Độc lập - Tự "
            "do - Hạnh phúc\n"
            "Số: 71/BC-CCBTXH Sơn Lâm, ngày 8 tháng 12 năm 2014\n\nBÁO CÁO\nTổng kết năm 2014\n",
            "Chi cục bảo trợ xã hội tỉnh Sơn Lâm",
            Level.DEPARTMENT,
        ),
        (
            "**ỦY BAN NHÂN DÂN** **CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM**\n\n**HUYỆN YÊN MỸ** **Độc lập - Tự do - Hạnh "
            "phúc**\n\nSố: 42/KH-UBND *Yên Mỹ, ngày 18 tháng 3 năm 2022*\n\n**KẾ HOẠCH**\n\n**Thi đua năm 2022**\n",
            "UBND huyện Yên Mỹ",
            Level.DISTRICT,
        ),
    ],
)
def test_the_issuer_is_the_body_that_the_whole_head_names(head: str, issuer: str, level: Level) -> None:
    document = read_header(head)
    assert (document.issuer, document.level) == (issuer, level)


def test_a_text_on_one_line_has_a_head() -> None:
    text = (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM ỦY BAN NHÂN DÂN TỈNH SƠN LÂM Độc lập - Tự do - Hạnh phúc -------- Sơn Lâm, "
        "ngày 05 tháng 10 năm 2012 Số: 15/2012/CT-UBND CHỈ THỊ VỀ VIỆC CHẤN CHỈNH QUẢN LÝ BẾN BÃI Trong thời gian qua, "
        + "việc quản lý bến bãi trên địa bàn có nhiều tiến bộ. "
        * 12
    )
    document = read_header(text)
    assert (document.type, document.number, document.place) == ("Chỉ thị", "15/2012/CT-UBND", "Sơn Lâm")
    assert document.issuer == "UBND tỉnh Sơn Lâm"
    assert document.title is not None
    assert document.title.upper() == "VỀ VIỆC CHẤN CHỈNH QUẢN LÝ BẾN BÃI"


@pytest.mark.parametrize(
    ("body", "title"),
    [
        (
            "BÁO CÁO\nKết quả nửa năm 2017\nThực hiện Công văn số 11/SNV-CCHC ngày 29/5/2017 của Sở Nội vụ,\n",
            "Kết quả nửa năm 2017",
        ),
        ("KẾ HOẠCH\nXét nghiệm diện rộng\nCăn cứ tình hình;\n", "Xét nghiệm diện rộng"),
        ("QUYẾT ĐỊNH\nVỀ QUỸ\nĐOÀN CHỦ TỊCH TỔNG LIÊN ĐOÀN LAO ĐỘNG\n- Căn cứ Luật Công đoàn;\n", "Về quỹ"),
        ("HƯỚNG DẪN\nđánh giá đảng viên\n- Căn cứ Quy định số 132-QĐ/TW, ngày 08/3/2018;\n", "đánh giá đảng viên"),
        ("CÔNG ĐIỆN\nVề việc chống úng\nCHỦ TỊCH ỦY BAN NHÂN DÂN HUYỆN, điện:\n- Các xã;\n", "Về việc chống úng"),
        (
            "CHỈ THỊ CỦA CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH\nVề việc quản lý bến bãi\nThi hành Nghị định 7/CP, yêu cầu:\n",
            "Về việc quản lý bến bãi",
        ),
        ("KẾ HOẠCH\nTriển khai chuyển đổi số\nthực hiện Nghị quyết số 5-NQ/TU\n\nI. MỤC TIÊU\n", None),
    ],
)
def test_a_title_ends_where_the_text_begins(body: str, title: str | None) -> None:
    document = read_header(f"UBND TỈNH SƠN LÂM\n{MOTTO}Số: 5/BC-UBND\nSơn Lâm, ngày 3 tháng 5 năm 2019\n{body}")
    assert document.title == (title or "Triển khai chuyển đổi số thực hiện Nghị quyết số 5-NQ/TU")


@pytest.mark.parametrize(
    ("end", "signer", "role"),
    [
        (
            "xong trước ngày 30/3/2020.\nTL. CHỦ TỊCH\nCHÁNH VĂN PHÒNG\nVũ Văn Mẫu\n",
            "Vũ Văn Mẫu",
            "Chánh Văn phòng",
        ),
        (
            "kính trình.\nNơi nhận:\n- Lưu: VT.\nKT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC\n(Ký, đóng dấu)\nHà Thị Mẫu\n",
            "Hà Thị Mẫu",
            "Phó",
        ),
        ("trên đây là báo cáo.\nTRƯỞNG PHÒNG\nĐặng Văn Mẫu\n", "Đặng Văn Mẫu", "Trưởng phòng"),
    ],
)
def test_a_signature_needs_no_list_of_recipients(end: str, signer: str, role: str) -> None:
    document = read_header(f"UBND HUYỆN YÊN MỸ\nPHÒNG NỘI VỤ\n{MOTTO}Số: 5/BC-PNV\nBÁO CÁO\nKết quả\n\nPhòng {end}")
    assert document.signer == signer
    assert (document.signer_role or "").startswith(role)


BLOCK = (
    "Số hiệu: 85/QĐ-UBND Loại văn bản: Quyết định\nNơi ban hành: Tỉnh Sơn Lâm Người ký: Đoàn Văn Mẫu\n"
    "- Ngày ban hành: 07-05-2018 | Ngày hiệu lực: Đang cập nhật\n"
)


@pytest.mark.parametrize(
    ("field", "value"),
    [("number", "85/QĐ-UBND"), ("type", "Quyết định"), ("issuer", "Tỉnh Sơn Lâm"), ("signer", "Đoàn Văn Mẫu")],
)
def test_fields_of_a_collection_stand_side_by_side(field: str, value: str) -> None:
    assert read_data_block(BLOCK, field) == value


def test_a_document_without_letterhead_is_read_from_its_block() -> None:
    document = read_header(BLOCK)
    assert document.date == datetime.date(2018, 5, 7)
    assert document.issuer == "UBND tỉnh Sơn Lâm"


@pytest.mark.parametrize(
    ("dateline", "place", "day"),
    [
        ("Quận 14, ngày 08 tháng 8 năm 2006", "Quận 14", datetime.date(2006, 8, 8)),
        ("Tân Mỹ, ngày      tháng 3 năm 2023", "Tân Mỹ", None),
        ("Phúc Mỹ, ngày 5 tháng 2 năm 2009", "Phúc Mỹ", datetime.date(2009, 2, 5)),
        ("Tân Mỹ, ngày 05/02/2009", "Tân Mỹ", datetime.date(2009, 2, 5)),
    ],
)
def test_a_place_may_bear_a_number_or_stand_before_a_blank_day(
    dateline: str, place: str, day: datetime.date | None
) -> None:
    document = read_header(f"UBND XÃ TÂN MỸ\n{MOTTO}Số: 5/KH-UBND\n{dateline}\nKẾ HOẠCH\nPhòng, chống cháy\n")
    assert (document.place, document.date) == (place, day)


def test_the_summary_of_a_letter_may_begin_with_a_bare_about() -> None:
    document = read_header(
        f"UBND TỈNH SƠN LÂM\n-----\n{MOTTO}-----\nSố: 71/UBND-ĐT\nVề triển khai Chỉ thị số 13/CT-TTg\nSơn Lâm, "
        f"ngày 7 tháng 5 "
        "năm 2021\nKính gửi: Các sở\n"
    )
    assert document.title == "triển khai Chỉ thị số 13/CT-TTg"


def test_a_number_may_end_in_a_capital() -> None:
    document = read_header(
        f"SỞ XÂY DỰNG TỈNH SƠN LÂM\n{MOTTO}Số: 88A/BC-SXD\nSơn Lâm, ngày 2 tháng 7 năm 2012\nBÁO CÁO\n"
    )
    assert document.number == "88A/BC-SXD"


def test_a_notice_without_its_kind_is_a_notice_still() -> None:
    document = read_header(
        f"VĂN PHÒNG CHÍNH PHỦ\n{MOTTO}Số: 363/TB-VPCP\nHà Nội, ngày 4 tháng 11 năm 2016\nKẾT LUẬN CỦA THỦ TƯỚNG "
        f"VỀ BẾN BÃI\n"
    )
    assert document.type == "Thông báo"
    assert document.title is not None
    assert document.title.upper() == "KẾT LUẬN CỦA THỦ TƯỚNG VỀ BẾN BÃI"
