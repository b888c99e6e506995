"""The relation of a mention, decided by the cue in front of it.

The nearest cue in front counts; of two cues joined by `hoặc` the first; members of a list share the cue of the
list; a cue inside the title of a cited document makes that document the subject. Rules and labels: extraction
contract, section `citations`.
"""

from __future__ import annotations

import re
from functools import cache

from cancu.ontology.records import Record, Relation
from cancu.ontology.tables import read_table

# `thức ăn bổ sung`, `nhiệm vụ bổ sung`, `phạm vi điều chỉnh` are nouns and change nothing; `Luật Nhà ở (sửa đổi)` is a
# bill's name.
_CHANGE = (
    r"(?:sửa đổi(?!(?:, bổ sung)?(?: năm \d{4})?\))|(?<!thức ăn )(?<!danh mục )(?<!nhiệm vụ )(?<!căn cứ )(?<!kế hoạch "
    r")(?<!hồ sơ )(?<!yêu cầu )(?<!cấp )bổ sung|(?<!phạm vi )(?<!đối tượng )(?<!cấp )điều chỉnh|đính chính)"
)
_SWAP = r"(?:thay thế)"
_END = r"(?:bãi bỏ|hủy bỏ|huỷ bỏ|hết hiệu lực|chấm dứt hiệu lực)"
_ANY = rf"(?:{_CHANGE}|{_SWAP}|{_END})"
_RULED = r"(?:(?: (?:các|một số|nội dung|toàn bộ|những)){0,3} quy định (?:tại|trong|của))?"
_GIVEN = r" quy định(?= (?:tại|của|trong))"
_TOWARDS = (
    r"(?: (?:một số|các|toàn bộ|một phần|chi tiết|thi hành|thực hiện|áp dụng|triển khai|việc|"
    r"nội dung|quy định|biện pháp|điều|điều khoản|khoản|điểm|mục|chương|phần|"
    r"phụ lục|của|tại|và|để|về|trong|bổ sung|công tác|tổ chức|\d+[a-zđ]?|[ivx]+|[a-zđ]|,|,?[ ]?khoản)){0,12}"
)

# Longer and stronger cues first: at one place the first alternative that fits is taken.
_CUES: tuple[tuple[str, Relation | None, str], ...] = (
    (
        "changes_words",
        Relation.AMENDS,
        rf"(?:{_CHANGE}|{_SWAP}|bãi bỏ)(?:(?:,| và| hoặc) {_ANY}){{0,4}}"
        r" (?:một số |các |những )?(?:cụm )?từ(?! (?:ngày|năm|khi))",
    ),
    ("or_amends", Relation.AMENDS, rf"{_CHANGE}(?:, {_ANY})*(?: hoặc | hay |/){_ANY}"),
    ("or_replaces", Relation.REPLACES, rf"{_SWAP}(?: hoặc | hay |/){_ANY}"),
    ("or_repeals", Relation.REPEALS, rf"{_END}(?: hoặc | hay |/){_ANY}"),
    (
        "passive_amended",
        Relation.AMENDED_BY,
        rf"(?:(?:được|bị|đã) {_CHANGE}(?:(?:,| và| hoặc|, được)? {_ANY})*[^;.]{{0,70}}? (?:bởi|tại|"
        rf"theo|bằng)|{_CHANGE}(?:, {_ANY})* bởi)(?: các)?",
    ),
    (
        "passive_replaced",
        Relation.REPLACED_BY,
        rf"(?:được|bị|đã) (?:được |bị )?(?:{_SWAP}|thay(?= bằng))(?: (?:hoặc|và) {_ANY})?[^;.]{{0,40}}? "
        r"(?:bởi|bằng|tại|theo)(?: các)?",
    ),
    (
        "passive_repealed",
        Relation.REPEALED_BY,
        rf"(?:được|bị|đã) (?:được |bị )?{_END}[^;.]{{0,40}}? (?:bởi|bằng|tại|theo)(?: các)?",
    ),
    (
        "passive_guided",
        Relation.GUIDED_BY,
        r"được (?:hướng dẫn|quy định chi tiết)(?: thi hành| thực hiện)? (?:bởi|tại|bằng)",
    ),
    (
        "proposal",
        Relation.PROPOSAL,
        r"(?:theo|xét|trên cơ sở) (?:các )?(?:đề nghị|đề xuất)|(?:xem )?xét(?= (?:các )?$)|"
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
        r"phê duyệt tại|(?<!quy định mới )(?<!quy định )ban hành tại|phù hợp với|truyền thông|"
        r"tuyên truyền|phổ biến|quán triệt|công bố tại|báo cáo tại|nêu tại|ý kiến tại|trả lời|"
        r"(?<!theo )(?:đề xuất, )?kiến nghị tại|được cụ thể hóa tại|"
        r"thống nhất (?:ý kiến|với)|(?:sự )?đồng ý|ví dụ",
    ),
    # a document that is suspended is neither replaced nor repealed, and comes back as it was
    (
        "suspended",
        Relation.CITES,
        r"(?:tạm )?(?:ngưng|dừng|đình chỉ)(?: (?:hiệu lực|thi hành|thực hiện|áp dụng|việc)){1,3}"
        r"(?: và (?:điều chỉnh|gia hạn|kéo dài) thời hạn áp dụng)?",
    ),
    (
        "neutral_verb",
        Relation.CITES,
        r"(?:ban hành|xây dựng|rà soát|tổng kết|thông qua|công bố|soạn thảo|trình)(?: (?:các|dự án|"
        r"dự thảo|toàn bộ|lại)){0,2}\s*$",
    ),
    (
        "kept",
        None,
        r"theo dõi|kèm theo|theo hướng(?! dẫn)|tiếp theo|theo đó|kế tiếp|theo thẩm quyền|đi theo|theo đuổi|"
        r"hiện theo(?= dõi)",
    ),
    (
        "guides",
        Relation.GUIDES,
        rf"(?:hướng dẫn(?! của)(?:, (?:quy định|giải thích))?|quy định chi tiết|"
        rf"quy định cụ thể){_TOWARDS}\s*$|"
        r"hướng dẫn (?:thi hành|thực hiện) [^,;.:]{3,120} quy định (?:tại|của|trong)\s*$|"
        rf"biện pháp (?:để )?(?:tổ chức, )?(?:hướng dẫn )?thi hành(?= [^,;]{{0,24}}$)",
    ),
    (
        "by_rule",
        Relation.IMPLEMENTS,
        r"theo (?:đúng )?(?:các )?(?:quy định|nội dung|hướng dẫn|chỉ đạo|yêu cầu|tinh thần|lộ trình|"
        r"mục tiêu)|"
        rf"(?:(?<!phải )(?<!hướng dẫn )thực hiện(?! tại)|chấp hành|tuân thủ|triển khai|đúng|đáp ứng)(?: (?!đối )\w+){{0,5}}{_GIVEN}|"
        r"(?<!được giao )(?<!hướng dẫn )thực hiện (?:các |những |đúng |đầy đủ |tốt ){0,2}"
        rf"(?:nội dung|nhiệm vụ|giải pháp|trách nhiệm|chế độ|chính sách)(?:,? (?!đối )\w+){{0,6}}{_GIVEN}|"
        r"theo (?:đúng )?(?:các )?(?:mẫu|biểu mẫu|điều kiện|trình tự|thủ tục|nguyên tắc|tiêu chí|thẩm quyền|mức|"
        rf"định mức|phương pháp|thời hạn)(?:,? \w+){{0,6}}{_GIVEN}|"
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
        r"thực hiện(?! (?:trên|trong|từ|bởi|trước|sau) )|triển khai|cụ thể hóa|bám sát|hoàn thành|theo|"
        r"(?<!hiệu lực )(?<!điều khoản )thi hành|chấp hành|tuân thủ|thể chế hóa",
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


_NEAR, _MIDDLE, _FAR = 70, 200, 320
"""How many characters a cue reaches: a noun-like one, one of change, any."""


_TIME_CLAUSE = re.compile(r" (?:khi|nếu|thời điểm|trước ngày|sau ngày) (?:các )?$")


def nearest_cue(words: str) -> Cue | None:
    """The cue that governs what follows `words`.

    A passive counts only when nothing but the words for provisions stands between it and the mention; `sửa đổi`
    said of something else (`sửa đổi, bổ sung quy chế`) still counts when it is the nearest. A document that a time
    clause names (`ngay sau khi Luật … được thông qua`) stands under no cue.
    """
    if _TIME_CLAUSE.search(words):
        return None
    opened = _open_parenthesis(words)
    cues = find_cues(words[opened:])
    words = words[opened:]
    while cues:
        cue = cues.pop()
        between = words[cue.end :]
        if cue.passive and len(between) > 60:
            continue
        if cue.relation is Relation.BASIS and _is_other_basis(words, cue):
            continue
        if cue.rule == "neutral_at" and cues and _is_of_published(cues[-1], cue, words):
            continue
        if _is_spent(cue, words[cue.start : cue.end], between):
            return None
        return cue.model_copy(update={"start": cue.start + opened, "end": cue.end + opened})
    return None


CHANGES = (Relation.AMENDS, Relation.REPLACES, Relation.REPEALS)
_PUBLISHED = re.compile(r"(?:công bố|ban hành|phê duyệt) tại$")


def _is_of_published(change: Cue, cue: Cue, words: str) -> bool:
    """Whether a cue of change reaches what an older document published: `thay thế các thủ tục công bố tại`."""
    between = words[change.end : cue.start]
    return (
        change.relation in CHANGES
        and bool(_PUBLISHED.search(words[: cue.end]))
        and len(between) < _MIDDLE
        and ";" not in between
        and not _NO_DOCUMENT.match(between)
    )


_NO_DOCUMENT = re.compile(
    r" (?:nội dung )?(?:giấy|chứng chỉ|thẻ|thông tin|hồ sơ|dự án|đăng ký|hợp đồng|kinh phí|nhân sự)(?!\w)"
)
"""What is changed here is no document."""
_OTHER_OBJECT = re.compile(
    r" (?:thủ tục|chương trình|dự án|đề án|quy trình|dịch vụ|hoạt động)(?!\w)[^,;]*(?<!quy định)(?<!giao)(?<!nêu) tại$"
)
"""What is carried out here is described in the document, which does not ask for it."""
_OTHER_DOCUMENT = re.compile(r" tại [^,;]{0,60} này,$")
"""A back reference ends the clause of its cue: `theo quy định tại Điều 1 Nghị quyết này, Nghị định số …`."""


def _is_spent(cue: Cue, printed: str, between: str) -> bool:
    """Whether a cue has found its object before the mention: too far away, or behind `được quy định tại`."""
    object_ = between.rstrip()
    if cue.relation is Relation.IMPLEMENTS and (_OTHER_DOCUMENT.search(object_) or _OTHER_OBJECT.match(object_)):
        return True
    if cue.relation in CHANGES:
        if _NO_DOCUMENT.match(between):
            return True
        limit = _NEAR if printed == "điều chỉnh" else _MIDDLE
        return len(between) > limit or bool(re.search(r"quy định (?:tại|trong)", between))
    return len(between) > _FAR


def _open_parenthesis(words: str) -> int:
    """Where an unclosed parenthesis with words of its own starts: it is a context of its own."""
    at = words.rfind("(")
    if at < 0 or ")" in words[at:]:
        return 0
    return at + 1 if re.match(r" ?(?!kèm|ban hành|theo|tại|sau đây)\w", words[at + 1 :]) else 0


_CLAUSE_OPENING = re.compile(r"\W*(?:(?:\d{1,2}(?:\.\d{1,2})*|[a-zđ]{1,2})[.)/]\W*)?")
_CHARGES = re.compile(
    r" (?:vào )?(?:(?:các )?(?:chức năng|nhiệm vụ|quyền hạn|thẩm quyền|yêu cầu|điều kiện|tình hình)"
    r"(?: (?:được giao|thực tế|của mình|của đơn vị|nhiệm vụ))*(?:, | và ))+"
)
"""What an agency has to go by beside the document."""


def _is_other_basis(words: str, cue: Cue) -> bool:
    """`căn cứ quy định nêu trên, Cục Thuế đồng ý … tại Công văn số`: the clause of the basis has ended."""
    between = words[cue.end :]
    if _CHARGES.fullmatch(between):
        return False
    clause_start = bool(_CLAUSE_OPENING.fullmatch(words[: cue.start])) or words[: cue.start].rstrip().endswith(";")
    if clause_start:
        return bool(
            re.match(
                r" (?:vào )?(?:các )?(?:quy định|nội dung|tình hình|kết quả|điều kiện|yêu cầu|chức năng)[^:]{0,60}, ",
                between,
            )
        )
    return len(between) > 60 or ", " in between


@cache
def _opener_pattern() -> re.Pattern[str]:
    verbs = (
        r"quy định|ban hành|phê duyệt|sửa đổi|bổ sung|bãi bỏ|thay thế|hướng dẫn|công bố|thành lập|"
        r"triển khai|thực hiện|điều chỉnh|giao |đính chính|thông qua|"
        r"tổ chức|tăng cường|đẩy mạnh|phát động|kết luận|thông báo|đề nghị|trả lời|phân cấp|ủy quyền|"
        r"tạm ngưng|tạm dừng|ngưng|đình chỉ|gia hạn|kéo dài|"
        r"hợp nhất|kiện toàn|tiếp tục|nâng cao|chỉ đạo|phê chuẩn|bảo đảm|đôn đốc|chấn chỉnh|báo cáo"
    )
    return re.compile(
        rf"^[\s]{{0,3}}(?:,? ?(?:về|v/v)(?!\w)|[:\"“]|,? ?\((?!sau đây)|(?:của [^,;.]{{2,60}}? )?(?:{verbs}))"
    )


def opens_title(gap: str) -> bool:
    """Whether the words behind a mention (its date and issuer left out) begin its title."""
    return bool(_opener_pattern().match(gap))


_PASSIVE_OPENING = re.compile(r"(?:Đã )?(?:[Đđ]ược|[Bb]ị) (?:sửa đổi|bổ sung|thay thế|bãi bỏ|hủy bỏ|huỷ bỏ)\b")


def opens_passive(text: str, at: int) -> bool:
    """Whether the sentence at an offset has no subject of its own: a list of repeals says so of what it has named."""
    return bool(_PASSIVE_OPENING.match(text, at))


_RENAMED = re.compile(r"(?:sau đây|gọi tắt|viết tắt|gọi chung)[^;.)]{0,40}?(?:gọi|viết|là)[^;.)]{0,24}$")


def renames(gap: str) -> bool:
    """Whether the words introduce a short form of the mention before them (`sau đây gọi là`)."""
    return bool(_RENAMED.search(gap))


_JOINER = re.compile(
    r"^[\s,;:()\-–\"“”]*(?:và|hoặc|hay|cùng|với|cùng với|đến|đồng thời|và các|và các văn bản)?[\s,:]*(?:các |những )?$"
)
_SIBLING = re.compile(r"(?:[,;]|(?<!\w)(?:và|hoặc|cùng|cùng với|hay))\s*(?:các |những )?$")


_NEW_ITEM = re.compile(
    r"(?:[,;]|(?<!\w)và) (?:(?:hướng dẫn|chỉ đạo|ý kiến|ý kiến chỉ đạo|yêu cầu|đề nghị|kết luận|báo cáo|thông báo) )?"
    r"của [^,;:]{3,90}? tại (?:các )?$"
)


def opens_item(gap: str) -> bool:
    """Whether the words end in a new member of the list: `… và hướng dẫn của Bộ Nội vụ tại`."""
    return bool(_NEW_ITEM.search(gap))


def is_joiner(gap: str) -> bool:
    """Whether only commas and `và` stand between two mentions, so that they are members of one list."""
    return bool(_JOINER.match(gap))


def ends_as_sibling(gap: str) -> bool:
    """Whether the words end in a list separator, so that what follows is a member of an outer list."""
    return bool(_SIBLING.search(gap))


_OPENING_VERBS = {
    "điều chỉnh": Relation.AMENDS,
    "sửa đổi": Relation.AMENDS,
    "bổ sung": Relation.AMENDS,
    "thay thế": Relation.REPLACES,
    "bãi bỏ": Relation.REPEALS,
    "hủy bỏ": Relation.REPEALS,
}
_OPENING_CHANGE = re.compile(
    rf"(?P<verb>{'|'.join(_OPENING_VERBS)}) (?!hoặc|(?:các |một số |những )?(?:cụm )?từ )[^.;]*? tại"
    r"(?: (?:điểm|khoản|điều|mục|phụ lục|số thứ tự|danh mục)(?!\w)(?![^;]* (?:theo|bởi|bằng) )|$)"
)


def read_opening_change(lower: str) -> Relation | None:
    """The relation of the verb that opens an item, however far from the mention that the item ends in.

    Example:
        >>> read_opening_change("thay thế 03 thủ tục có số thứ tự 3, 4 tại danh mục kèm theo").value
        'replaces'
    """
    match = _OPENING_CHANGE.match(lower)
    return _OPENING_VERBS[match["verb"]] if match else None


_ACT = re.compile(r"[\s,;:]*(\w+ \w+)")


def opens_with_act(words: str) -> bool:
    """Whether a clause begins with a verb of its own: `tháo gỡ vướng mắc các quy định của`."""
    match = _ACT.match(words.lower())
    return match is not None and match[1] != "quy định" and match[1] in _verbs()


@cache
def _verbs() -> frozenset[str]:
    return frozenset(read_table("assignment_words")["pairs"])
