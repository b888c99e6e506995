"""Cues: the words that say in what relation a cited document stands, in the order in which they are tried.

Rules and labels: extraction contract, section `citations`. `relations` decides which cue governs a mention.
"""

from __future__ import annotations

import re
from functools import cache

from cancu.ontology.records import Record, Relation

# `thức ăn bổ sung`, `nhiệm vụ bổ sung`, `phạm vi điều chỉnh` are nouns and change nothing; `Luật Nhà ở (sửa đổi)` is a
# bill's name.
_CHANGE = (
    r"(?:sửa đổi(?!(?:, bổ sung)?(?: năm \d{4}[,)]|\)))|(?<!thức ăn )(?<!danh mục )(?<!nhiệm vụ )(?<!căn cứ )"
    r"(?<!kế hoạch )(?<!hồ sơ )(?<!yêu cầu )(?<!cấp )bổ sung|(?<!phạm vi )(?<!đối tượng )(?<!cấp )điều chỉnh|"
    r"đính chính)"
)
_SWAP = r"(?:thay thế|thay cho(?= (?:các |toàn bộ )?$))"
_END = r"(?:bãi bỏ|hủy bỏ|huỷ bỏ|hết hiệu lực|chấm dứt hiệu lực|thu hồi(?= (?:các |toàn bộ )?$))"
_ANY = rf"(?:{_CHANGE}|{_SWAP}|{_END})"
_RULED = (
    r"(?:(?: (?:các|một số|nội dung|toàn bộ|những)){0,3} quy định(?: về [^;.:]{3,90}? (?:được )?quy định)? "
    r"(?:tại|trong|của))?"
)
_GIVEN = r" quy định(?= (?:tại|của|trong))"
_AGENT = r" (?:ubnd|ủy ban|hđnd|hội đồng|bộ|chính phủ|thủ tướng|quốc hội|chủ tịch)(?! quy)[^,;.()]{0,40}?"
_TOWARDS = (
    r"(?:,? (?:một số|các|toàn bộ|một phần|chi tiết|thi hành|thực hiện|áp dụng|triển khai|việc|"
    r"nội dung|quy định|biện pháp|điều|điều khoản|sau đây|khoản|điểm|mục|chương|phần|"
    r"phụ lục|của|tại|và|để|về|trong|bổ sung|công tác|tổ chức|\d+[a-zđ]?|[ivx]+|[a-zđ]|,|,?[ ]?khoản)){0,12}"
)

# Longer and stronger cues first: at one place the first alternative that fits is taken.
_CUES: tuple[tuple[str, Relation | None, str], ...] = (
    (
        "changes_words",
        Relation.AMENDS,
        rf"(?:{_CHANGE}|{_SWAP}|bãi bỏ|(?<!bãi )(?<!hủy )(?<!huỷ )bỏ)(?:(?:,| và| hoặc) {_ANY}){{0,4}}"
        rf" (?:một số |các |những )?(?:cụm )?từ(?! (?:ngày|năm|khi|điều|khoản|điểm|mục|chương|phần))(?:(?:,| và) "
        rf"{_ANY}(?= (?:một số|các) ))*",
    ),
    ("or_amends", Relation.AMENDS, rf"{_CHANGE}(?:, {_ANY})*(?: hoặc | hay |/){_ANY}"),
    ("or_replaces", Relation.REPLACES, rf"{_SWAP}(?: hoặc | hay |/){_ANY}"),
    ("or_repeals", Relation.REPEALS, rf"{_END}(?: hoặc | hay |/){_ANY}"),
    (
        "passive_amended",
        Relation.AMENDED_BY,
        rf"(?:(?:được|bị|đã)(?:{_AGENT})? {_CHANGE}(?:(?:,| và| hoặc|, được)? {_ANY})*(?:(?! thì | thực hiện "
        rf")[^;.]){{0,70}}? "
        rf"(?:bởi|tại|theo|bằng)|{_CHANGE}(?:, {_ANY})* bởi|\A{_CHANGE}(?:(?:,| và) {_ANY})* tại)(?: các)?",
    ),
    (
        "passive_replaced",
        Relation.REPLACED_BY,
        rf"(?:được|bị|đã) (?:được |bị )?(?:{_SWAP}|thay(?= bằng))(?: (?:hoặc|và) {_ANY})?"
        r"[^;.]{0,40}? (?:bởi|bằng|tại|theo)(?: các)?",
    ),
    (
        "passive_repealed",
        Relation.REPEALED_BY,
        rf"(?:được|bị|đã) (?:được |bị )?{_END}(?:(?! được )[^;.]){{0,40}}? (?:bởi|bằng|tại|theo)(?: các)?",
    ),
    (
        "passive_guided",
        Relation.GUIDED_BY,
        r"được (?:hướng dẫn|quy định chi tiết)(?: thi hành| thực hiện)? (?:bởi|tại|bằng)",
    ),
    (
        "proposal",
        Relation.PROPOSAL,
        r"(?:theo|xét|trên cơ sở) (?:các )?(?:đề nghị|đề xuất|kiến nghị)|(?:xem )?xét(?= (?:các )?$)|"
        r"xét (?:các )?(?:báo cáo|kiến nghị|văn bản)(?= )",
    ),
    (
        "basis",
        Relation.BASIS,
        r"căn cứ (?:vào )?(?:các )?quy định (?:tại|của|trong)|"
        r"căn cứ(?! (?:quy định )?(?:kết quả|tình hình|vào tình hình|điều kiện))",
    ),
    (
        "neutral_at",
        Relation.CITES,
        r"(?:được )?thành lập (?:tại|theo(?! (?:điều kiện|trình tự|thủ tục|quy định)))|"
        r"phê duyệt tại|(?:phê duyệt|công nhận|được giao|đã giao) theo(?= (?:các )?$)|"
        r"(?<!quy định mới )(?<!quy định )ban hành tại|phù hợp(?: với)?(?! (?:hơn|quy định))|"
        r"truyền thông|tuyên truyền|phổ biến|quán triệt|công bố tại|báo cáo tại|nêu tại|ý kiến tại|trả lời|"
        r"(?:phân cấp|phân quyền)[^;.]{3,200}? cho [^,;.]{3,60} thực hiện quy định tại|"
        r"(?<!theo )(?:đề xuất, )?kiến nghị tại|được cụ thể hóa tại|"
        r"thống nhất (?:ý kiến|với)|(?:sự )?đồng ý|ví dụ",
    ),
    # a document that is suspended is neither replaced nor repealed, and comes back as it was
    (
        "suspended",
        Relation.CITES,
        r"(?:gia hạn|kéo dài) (?:thời gian|thời hạn)(?: (?:hiệu lực|thi hành|thực hiện|áp dụng|của)){1,3}|"
        r"(?:tạm )?(?:ngưng|dừng|đình chỉ)(?: (?:hiệu lực|thi hành|thực hiện|áp dụng|việc)){1,3}"
        r"(?: và (?:điều chỉnh|gia hạn|kéo dài) thời hạn áp dụng)?",
    ),
    (
        "neutral_verb",
        Relation.CITES,
        r"(?:ban hành|xây dựng|rà soát|tổng kết|thông qua|công bố|soạn thảo|trình|áp dụng)(?: (?:các|dự án|"
        r"dự thảo|toàn bộ|lại)){0,2}\s*$|"
        r"(?:bất cập|hạn chế|vướng mắc|khó khăn)(?:,? [^\s,;.]+){0,4} (?:của|tại|từ)(?= (?:các )?$)",
    ),
    (
        "kept",
        None,
        r"theo dõi|(?:kèm|ban hành) theo(?! quy định)|theo hướng(?! dẫn)|"
        r"tiếp theo|theo đó|kế tiếp|theo thẩm quyền|đi theo|theo đuổi|"
        r"hiện theo(?= dõi)",
    ),
    (
        "guides",
        Relation.GUIDES,
        rf"(?:(?<!đề nghị )(?<!xin )hướng dẫn(?! của)(?! tại)(?:, (?:quy định|giải thích))?|quy định chi tiết|"
        rf"quy định cụ thể){_TOWARDS}\s*$|"
        r"(?<!đề nghị )(?<!xin )hướng dẫn (?:thi hành|thực hiện) [^,;.:]{3,120} quy định (?:tại|của|trong)\s*$|"
        rf"biện pháp (?:để )?(?:tổ chức, )?(?:hướng dẫn )?thi hành(?= [^,;]{{0,24}}$)",
    ),
    (
        "by_rule",
        Relation.IMPLEMENTS,
        r"theo (?:đúng )?(?:các )?(?:quy định|nội dung|hướng dẫn|chỉ đạo|yêu cầu|tinh thần|lộ trình|"
        r"mục tiêu)|"
        r"(?:(?<!phải )(?<!không )(?<!hướng dẫn )thực hiện(?! tại)|(?<!ban )chấp hành|tuân thủ|triển khai|đúng|đáp ứng)"
        rf"(?: (?!đối )\w+){{0,5}}{_GIVEN}|"
        r"(?<!được giao )(?<!không )(?<!hướng dẫn )thực hiện (?:các |những |đúng |đầy đủ |tốt ){0,2}"
        rf"(?:nội dung|nhiệm vụ|giải pháp|trách nhiệm|chế độ|chính sách)(?:,? (?!đối )\w+){{0,6}}{_GIVEN}|"
        r"(?<!được giao )(?<!không )(?<!hướng dẫn )(?:thực hiện|triển khai)"
        r"(?: (?:có|hiệu quả|đầy đủ|nghiêm|túc|các|những|tốt|kịp thời|đồng bộ)){0,5}"
        r" (?:kiến nghị|giải pháp|nhiệm vụ|nội dung|chỉ tiêu|mục tiêu)(?:,? (?!đối )\w+){0,4} "
        r"(?:nêu |đề ra |giao )?tại|"
        r"theo (?:đúng )?(?:các )?(?:mẫu|biểu mẫu|điều kiện|trình tự|thủ tục|nguyên tắc|tiêu chí|thẩm quyền|mức|"
        rf"định mức|phương pháp|thời hạn|diện)(?:,? \w+){{0,14}}{_GIVEN}|"
        r"theo (?:đúng )?(?:các )?(?:danh mục|mẫu|biểu mẫu|bảng|mức|tiêu chí|quy trình)(?: \w+){0,5} "
        r"(?:ban hành|công bố|phê duyệt|nêu) (?:tại|kèm theo)|"
        r"theo (?:\w+ ){1,8}và (?:các )?hướng dẫn(?! của)",
    ),
    ("given_in", Relation.CITES, r"(?<!được )quy định (?:tại|trong)"),
    ("amends", Relation.AMENDS, rf"{_CHANGE}(?:(?:,| và) {_ANY}){{0,4}}{_RULED}"),
    ("replaces", Relation.REPLACES, rf"{_SWAP}{_RULED}"),
    ("repeals", Relation.REPEALS, rf"{_END}{_RULED}"),
    (
        "implements",
        Relation.IMPLEMENTS,
        r"(?<!không )thực hiện(?! (?:trên|trong|từ|bởi|trước|sau) )|triển khai|cụ thể hóa|bám sát|theo|"
        r"hoàn thành(?! (?:các )?(?:khóa|khoá|chương trình (?:đào|bồi)))|"
        r"(?<!hiệu lực )(?<!điều khoản )thi hành|(?<!ban )chấp hành|tuân thủ|thể chế hóa",
    ),
)


class Cue(Record):
    """A cue found in front of a mention: which rule, what relation, where in the searched words."""

    rule: str
    relation: Relation
    start: int
    end: int

    @property
    def passive(self) -> bool:
        """Whether the subject is the document before the cue and the mention acts on it."""
        return self.rule.startswith("passive_")


@cache
def _cue_pattern() -> re.Pattern[str]:
    parts = "|".join(f"(?P<{rule}>{pattern})" for rule, _, pattern in _CUES)
    return re.compile(rf"(?<!\w)(?:{parts})(?!\w)")


@cache
def _relations() -> dict[str, Relation | None]:
    return {rule: relation for rule, relation, _ in _CUES}


def find_cues(words: str) -> list[Cue]:
    """All cues in `words` (lower case, single blanks), in order.

    Example:
        >>> [cue.relation.value for cue in find_cues("phổ biến, quán triệt, triển khai ")]
        ['cites', 'cites', 'implements']
    """
    found = []
    for match in _cue_pattern().finditer(words):
        rule = match.lastgroup or ""
        relation = _relations()[rule]
        if relation is not None:
            found.append(Cue(rule=rule, relation=relation, start=match.start(), end=match.end()))
    return found
