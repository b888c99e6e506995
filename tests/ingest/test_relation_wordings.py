"""Relations and subjects in many wordings, each mention with what it stands in; every sample is invented."""

from __future__ import annotations

import pytest

from cancu.ingest.citations import find_citations
from cancu.ontology.records import Document, Level

PROVINCE = Document(type="Kế hoạch", number="99/KH-UBND", issuer="UBND tỉnh An Bình", level=Level.PROVINCE)

# the sentence, and for every mention in text order relation and subject (`-` for this document)
WORDINGS = [
    # a programme without a number carries out another inside a title
    (
        "Căn cứ Nghị quyết số 71/NQ-CP ngày 01/4/2025 của Chính phủ sửa đổi, bổ sung cập nhật Chương trình hành động "
        "của Chính phủ thực hiện Nghị quyết số 57-NQ/TW;",
        "basis - | implements Chương trình hành động của Chính phủ",
    ),
    (
        "Căn cứ Quyết định số 7/QĐ-UBND ban hành Kế hoạch thực hiện Nghị quyết số 57-NQ/TW;",
        "basis - | implements 7/QĐ-UBND",
    ),
    # a kind without a number stands in the relation
    ("Tham gia xây dựng Nghị định hướng dẫn Luật Nhà ở.", "guides Nghị định"),
    ("Trình dự án Pháp lệnh thay thế Pháp lệnh Cảnh vệ.", "replaces Pháp lệnh"),
    (
        "Nhận được Công văn số 100/BTC-QLCS về việc góp ý dự thảo Nghị định thay thế Nghị định số 151/2017/NĐ-CP.",
        "cites - | replaces Nghị định",
    ),
    ("Rà soát các Thông tư hướng dẫn Luật Nhà ở.", "guides các Thông tư"),
    ("so với các Nghị định sửa đổi, bổ sung Nghị định số 26/2023/NĐ-CP.", "amends các Nghị định"),
    ("Ban hành Kế hoạch triển khai Nghị quyết số 57-NQ/TW.", "implements -"),
    # the title of a joint paper begins behind all its issuers
    (
        "Thông tư liên tịch số 8/2012/TTLT-BNV-BTC ngày 16/4/2012 của Bộ Nội vụ, Bộ Tài chính hướng dẫn trợ cấp theo "
        "Quyết định số 40/2011/QĐ-TTg.",
        "cites - | implements 8/2012/TTLT-BNV-BTC",
    ),
    # a list in an amending title goes on behind a semicolon of that title
    (
        "Thông tư số 34/2018/TT-BYT sửa đổi Thông tư số 10/2017/TT-BYT quy định mẫu bằng; việc in, hủy bỏ bằng và "
        "Thông tư số 31/2017/TT-BYT.",
        "cites - | amends 34/2018/TT-BYT | amends 34/2018/TT-BYT",
    ),
    ("hướng dẫn thực hiện chính sách nội trú quy định tại Quyết định số 53/2015/QĐ-TTg.", "guides -"),
    # a circular guides laws and decrees, a decree beside a decree stands in the list
    (
        "theo Thông tư số 15/2025/TT-BNV hướng dẫn thi hành Luật Thi đua và Nghị định số 152/2025/NĐ-CP.",
        "implements - | guides 15/2025/TT-BNV | guides 15/2025/TT-BNV",
    ),
    (
        "Thông tư này thay thế Thông tư số 29/2023/TT-BYT quy định chi tiết Luật Dược đối với ngành Y tế và Thông tư "
        "số 10/2024/TT-BYT.",
        "replaces - | guides 29/2023/TT-BYT | replaces -",
    ),
    # the title of a decree goes on behind its semicolon
    (
        "Căn cứ Nghị định số 152/2025/NĐ-CP về phân cấp; quy định chi tiết một số điều của Luật Dược;",
        "basis - | guides 152/2025/NĐ-CP",
    ),
    # what a proposal is about is the document itself; a proposal inside the list of another opens anew
    (
        "Xét Tờ trình số 12/TTr-UBND về việc ban hành Nghị quyết sửa đổi Nghị quyết số 5/2023/NQ-HĐND;",
        "proposal - | amends -",
    ),
    (
        "theo kiến nghị tại văn bản số 6/UBND-XD của UBND tỉnh về cầu Bến theo kiến nghị tại văn bản số 7/UBND-XD.",
        "proposal - | proposal -",
    ),
    ("thực hiện theo quy định của Nghị định sửa đổi, bổ sung Nghị định số 91/2020/NĐ-CP.", "amends Nghị định"),
    # the bases of a procedure go on over a full stop
    (
        "Lệ phí: Không\n\n- Căn cứ pháp lý:\n\n+ Luật Nhà ở.\n\n+ Nghị định số 95/2024/NĐ-CP.",
        "cites - | cites -",
    ),
    # behind the parenthesis of a passive the outer list goes on
    (
        "theo quy định tại Điều 35 Luật Dược (được sửa đổi, bổ sung tại Điều 1 Luật số 51/2024/QH15 sửa đổi, bổ sung "
        "một số điều của Luật Dược), và khoản 3 Điều 59 Luật Việc làm.",
        "implements - | amended_by Luật Dược | amends 51/2024/QH15 | implements -",
    ),
    (
        "theo quy định tại Điều 10 Nghị định số 14/2016/NĐ-CP đã được sửa đổi, bổ sung bởi Nghị định số 24/2022/NĐ-CP, "
        "Điều 62 Nghị định số 142/2025/NĐ-CP.",
        "implements - | amended_by 14/2016/NĐ-CP | implements -",
    ),
    # a sentence goes on over the end of a page, a new one begins behind what it announced
    (
        "theo quy định tại Nghị định số 60/2021/NĐ-CP quy \n\n68 \n \nđịnh tự chủ được sửa đổi bởi Nghị định số "
        "11/2025/NĐ-CP;",
        "implements - | amended_by 60/2021/NĐ-CP",
    ),
    (
        "theo Thông tư số 9/2025/TT-BYT ngày \n\n31/12/2025 của Bộ trưởng Bộ Y tế hướng dẫn Luật Dược.",
        "implements - | guides 9/2025/TT-BYT",
    ),
    ("thực hiện theo Điều 2, Điều 7 \n\nNghị định số 60/2021/NĐ-CP.", "implements -"),
    (
        "Điều 1. Đính chính Thông tư số 10/2022/TT-BYT về thuốc như sau:\nCụm từ “cây” tại Điều 3 Thông tư số "
        "10/2022/TT-BYT được sửa thành “lá”.",
        "amends - | amends -",
    ),
    # what stands in a parenthesis behind a title belongs to neither title nor list
    (
        "theo quy định tại Nghị định số 24/2022/NĐ-CP sửa đổi các Nghị định (cho đối tượng quy định tại Điều 16 Nghị "
        "định số 31/2015/NĐ-CP), Luật Giáo dục đại học.",
        "implements - | cites - | implements -",
    ),
    # a predicate is no title; a form is followed, a condition given up is not
    (
        "Thủ tục tại Nghị định số 24/2022/NĐ-CP thực hiện theo thủ tục Chia, tách, sáp nhập trường quy định tại Nghị "
        "định số 14/2016/NĐ-CP.",
        "cites - | implements -",
    ),
    ("2. Đề án thành lập trường (theo Mẫu số 2 kèm theo Nghị định số 24/2022/NĐ-CP);", "implements -"),
    ("Không thực hiện điều kiện kinh doanh giống tại Điều 27 Luật Chăn nuôi.", "cites -"),
    ("công trình hết thời hạn theo thiết kế được quy định tại Điều 38 Nghị định số 6/2021/NĐ-CP.", "cites -"),
    ("được giảm tiền theo diện hộ nghèo quy định tại Nghị định số 198/2004/NĐ-CP.", "implements -"),
    (
        "Thông tư số 1/2020/TT-BYT đã được thay thế bởi Thông tư số 5/2024/TT-BYT, do đó đề nghị thực hiện theo Thông "
        "tư số 6/2024/TT-BYT.",
        "cites - | replaced_by 1/2020/TT-BYT | implements -",
    ),
    (
        "Văn bản được dẫn chiếu tại đây được sửa đổi hoặc thay thế thì thực hiện theo Nghị định số 5/2025/NĐ-CP.",
        "implements -",
    ),
    # a document amends none that is younger
    (
        "thay thế Nghị định số 154/2020/NĐ-CP sửa đổi Nghị định số 34/2016/NĐ-CP và Nghị định số 59/2024/NĐ-CP.",
        "replaces - | amends 154/2020/NĐ-CP | replaces -",
    ),
    # an opening verb of change ends before an open parenthesis; a procedure adjusted is no document
    (
        "2. Bổ sung nghề đào tạo (trừ nghề được mở theo quy định tại khoản 3 Điều 14 Nghị định số 14/2016/NĐ-CP).",
        "implements -",
    ),
    ("V. Điều chỉnh quy trình vận hành quy định tại khoản 9 Điều 38 Luật Tài nguyên nước.", "cites -"),
    # a plan without a number, named after what it carries out, is a member of the list
    (
        "bảo đảm phù hợp với Chiến lược, Kế hoạch thực hiện Quy hoạch quốc gia, tầm nhìn đến năm 2050, Quyết định số "
        "991/QĐ-TTg.",
        "cites -",
    ),
    # a time clause only dates what is said; what ends with this document's force is repealed
    ("thực hiện Nghị định số 30/2016/NĐ-CP cho đến khi Luật Việc làm hết hiệu lực.", "implements - | cites -"),
    (
        "2. Kể từ ngày Thông tư này có hiệu lực thi hành, Thông tư số 6/2021/TT-BYT về thuốc hết hiệu lực thi hành.",
        "repeals -",
    ),
    ("3. Nghị quyết số 66/2025/NQ-CP về quy hoạch hết hiệu lực kể từ ngày 01 tháng 01 năm 2026.", "repeals -"),
    ("Quy trình kèm theo Quyết định số 12/QĐ-SYT sau đây hết hiệu lực.", "repeals -"),
    ("Thuế tính đến ngày Nghị định số 61/CP hết hiệu lực kể từ ngày 01/7/1999.", "cites -"),
    (
        "2. Nghị định này bãi bỏ các quy định về đào tạo, bồi dưỡng quy định tại Nghị định số 101/2017/NĐ-CP.",
        "repeals -",
    ),
    # the new wording of a provision speaks of other documents
    ("b) Sửa đổi, bổ sung khoản 3 như sau: “b) Điều 94 của Luật Dược số 24/2000/QH10 có hiệu lực.”", "cites -"),
    ("Thay thế, bỏ cụm từ, bãi bỏ một số điều, khoản của Luật Dược.", "amends -"),
    # what is changed by a rule is a plan of land, no document
    ("cho đến khi quy hoạch chung được điều chỉnh tổng thể theo quy định của Luật số 47/2024/QH15.", "implements -"),
    ("công chức hoàn thành khóa bồi dưỡng tại Điều 17 Nghị định số 89/2021/NĐ-CP.", "cites -"),
    ("Thông tư này quy định chi tiết một số điều, khoản sau đây của Luật Dược:", "guides -"),
    # words taken out or put in change a document
    ("Bãi bỏ cụm từ “cấp huyện” tại điểm a khoản 1 Điều 3 Nghị quyết số 38/2024/NQ-HĐND.", "amends -"),
    ("Thay thế cụm từ “cấp huyện” tại Điều 3 Quyết định số 8/2024/QĐ-UBND.", "amends -"),
    ("Cụm từ “nhà đầu tư” tại khoản 3 Điều 31 Thông tư số 10/2022/TT-BKHĐT được sửa thành “đối tác”.", "amends -"),
    ("Khoản 2 Điều 5 Thông tư số 10/2022/TT-BKHĐT được sửa đổi, bổ sung như sau:", "amends -"),
    ("Điều 7 của Nghị định số 10/2022/NĐ-CP được thay thế bằng Điều 8 Nghị định này.", "amends -"),
    ("theo hướng sửa đổi, bãi bỏ một số nội dung tại Luật Quản lý ngoại thương.", "amends -"),
    ("sửa đổi, bổ sung, thay thế, bãi bỏ một số điều của Nghị định số 10/2022/NĐ-CP.", "amends -"),
    # what is changed is a permit, a procedure, no document
    ("Hồ sơ cấp lại, cấp điều chỉnh Giấy phép tại khoản 7 Điều 18 Nghị định số 26/2026/NĐ-CP như sau:", "cites -"),
    ("Thủ tục điều chỉnh Giấy chứng nhận đầu tư tại Điều 18 Nghị định số 26/2026/NĐ-CP.", "cites -"),
    ("Không thực hiện thủ tục phê duyệt đề án tại Điều 11 Nghị định số 28/2018/NĐ-CP.", "cites -"),
    ("phê duyệt đề án thực hiện Chương trình xúc tiến tại Điều 11 Nghị định số 28/2018/NĐ-CP.", "cites -"),
    ("thực hiện các nhiệm vụ tại Nghị quyết số 57-NQ/TW.", "implements -"),
    ("thực hiện chế độ báo cáo tại Điều 11 Nghị định số 28/2018/NĐ-CP.", "cites -"),
    # procedures published in an older decision are replaced with it
    ("thay thế ba (03) thủ tục hành chính được công bố tại Quyết định số 1533/QĐ-UBND.", "replaces -"),
    ("Quyết định này có hiệu lực và bãi bỏ các thủ tục đã công bố tại Quyết định số 15/QĐ-UBND.", "repeals -"),
    # lists behind brackets, semicolons, back references
    (
        "quy định tại Điều 23 Nghị định số 161/2024/NĐ-CP (được sửa đổi, bổ sung tại khoản 4 Điều 44 Nghị định số "
        "105/2025/NĐ-CP), điểm b khoản 7 Điều 31 Nghị định số 161/2024/NĐ-CP.",
        "cites - | amended_by 161/2024/NĐ-CP | cites -",
    ),
    (
        "Bãi bỏ điều kiện cho thuê cảng quy định tại Điều 27 Nghị định số 83/2014/NĐ-CP; điều "
        "kiện vận tải xăng dầu quy "
        "định tại Điều 28 Nghị định số 83/2014/NĐ-CP.",
        "repeals - | repeals -",
    ),
    (
        "Sửa đổi một số quy định của Luật Thương mại; tháo gỡ khó khăn, vướng mắc trong các quy "
        "định của Luật Cạnh tranh.",
        "amends - | cites -",
    ),
    (
        "theo quy định tại Điều 1 Nghị quyết này, Nghị định số 15/2018/NĐ-CP tiếp tục có hiệu lực.",
        "cites -",
    ),
    (
        "khác với Nghị định số 26/2023/NĐ-CP về mức thuế quy định tại Điều 2 Nghị quyết này và "
        "Nghị định số 72/2026/NĐ-CP.",
        "cites - | cites -",
    ),
    (
        "thực hiện theo Nghị định số 56/2023/NĐ-CP sửa đổi, bổ sung một số điều của Nghị định số "
        "96/2016/NĐ-CP quy định "
        "điều kiện về an ninh, Nghị định số 99/2016/NĐ-CP về con dấu và Nghị định số 137/2020/NĐ-CP về pháo.",
        "implements - | amends 56/2023/NĐ-CP | amends 56/2023/NĐ-CP | amends 56/2023/NĐ-CP",
    ),
    # proposals
    (
        "Xét báo cáo và đề xuất, kiến nghị của UBND tỉnh Hoài Giang (văn bản số 84/BC-UBND ngày 19/11/2025);",
        "proposal -",
    ),
    (
        "Xét Tờ trình số 408/TTr-UBND của UBND thành phố về việc ban hành Nghị quyết; Báo cáo thẩm tra số 113/BC-BPC "
        "của Ban Pháp chế;",
        "proposal - | proposal -",
    ),
    (
        "Xét đề nghị tại Công văn số 41/LS-TC về nâng mức trợ cấp theo Quyết định số 503/QĐ-UB và "
        "Tờ trình số 69/TTr-LĐ,",
        "proposal - | implements 41/LS-TC | proposal -",
    ),
    (
        "Chịu trách nhiệm theo quy định về nội dung báo cáo và đề xuất, kiến nghị tại Tờ trình số 72/TTr-BKHCN.",
        "cites -",
    ),
    # by the rules of another
    ("theo pháp luật có liên quan và hướng dẫn Nghị định số 77/2025/NĐ-CP.", "implements -"),
    (
        "Khu công nghiệp được thành lập theo điều kiện, trình tự quy định tại Nghị định số 82/2018/NĐ-CP.",
        "implements -",
    ),
    ("mắc bệnh theo danh mục ban hành tại Quyết định số 09/2008/QĐ-BYT.", "implements -"),
    ("Các quy định nêu trên tiếp tục được cụ thể hóa tại Quyết định số 1077/QĐ-SNV.", "cites -"),
    ("Căn cứ chức năng, nhiệm vụ, quyền hạn được giao, Kết luận số 213-KL/TW, các bộ có trách nhiệm:", "basis -"),
    # a suspended document inside a title
    (
        "thay thế Nghị quyết số 09/2026/NQ-CP ngày 04/02/2026 của Chính phủ tạm ngưng hiệu lực và "
        "điều chỉnh thời hạn áp "
        "dụng Nghị định số 46/2026/NĐ-CP và Nghị quyết số 66.13/2026/NQ-CP.",
        "replaces - | cites 09/2026/NQ-CP | cites 09/2026/NQ-CP",
    ),
]


@pytest.mark.parametrize(("sentence", "expected"), WORDINGS, ids=[row[0][:60] for row in WORDINGS])
def test_a_wording_says_who_stands_in_what_relation(sentence: str, expected: str) -> None:
    found = find_citations(sentence, PROVINCE)
    assert " | ".join(f"{one.relation.value} {one.subject or '-'}" for one in found) == expected


@pytest.mark.parametrize(
    ("sentence", "issuer"),
    [
        (
            "thay thế Quyết định số 15/2019/QĐ-UBND của UBND tỉnh Thừa Thiên huế quy định về giá.",
            "UBND tỉnh Thừa Thiên Huế",
        ),
        ("Nghị quyết số 9/NQ-CP của Chính phủ tạm ngưng hiệu lực Nghị định số 46/2026/NĐ-CP.", "Chính phủ"),
        ("Quyết định số 9/QĐ-BYT của Bộ Y tế gia hạn thời gian áp dụng.", "Bộ Y tế"),
    ],
)
def test_an_issuer_ends_where_the_title_begins(sentence: str, issuer: str) -> None:
    assert find_citations(sentence, PROVINCE)[0].issuer == issuer
