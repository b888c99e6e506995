"""The relation of a mention, decided by the cue in front of it.

The nearest cue in front counts; of two cues joined by `hoặc` the first; a passive only right in front; a cue that has
found another object is spent. Rules and labels: extraction contract, section `citations`.
"""

from __future__ import annotations

import re

from cancu.ingest.cues import Cue, find_cues
from cancu.ontology.records import Relation

_NEAR, _MIDDLE, _FAR = 70, 200, 320
"""How many characters a cue reaches: a noun-like one, one of change, any."""


_TIME_CLAUSE = re.compile(r" (?:khi|nếu|thời điểm|trước ngày|sau ngày|từ ngày) (?:các )?$")


def names_time(words: str) -> bool:
    """Whether `words` end in a time clause, so that the document behind them only dates what is said."""
    return bool(_TIME_CLAUSE.search(words))


def nearest_cue(words: str) -> Cue | None:
    """The cue that governs what follows `words`.

    A passive counts only when nothing but the words for provisions stands between it and the mention; `sửa đổi`
    said of something else (`sửa đổi, bổ sung quy chế`) still counts when it is the nearest. A document that a time
    clause names (`ngay sau khi Luật … được thông qua`) stands under no cue.
    """
    if names_time(words):
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
        if cues and cue.rule == "implements" and "," in between and words[: cue.start].endswith("kế hoạch "):
            continue  # the purpose of a plan without a number, which is a member of the list
        if cue.rule == "given_in" and cues and cues[-1].passive and words[cues[-1].end : cue.start] == " ":
            continue  # `được sửa đổi theo quy định tại`
        if cue.rule == "neutral_at" and cues and _is_of_published(cues[-1], cue, words):
            continue
        aside = cue.relation is Relation.IMPLEMENTS and _ASIDE.search(words)
        if aside or _is_spent(cue, words[cue.start : cue.end], between):
            if cues and cues[-1].relation is Relation.PROPOSAL and between.endswith(" tại "):
                continue  # who proposes is named after what it carries out
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


_QUOTED = re.compile(r"như sau ?: ?[“\"]")
"""The new wording of a provision speaks of other documents."""


def _is_spent(cue: Cue, printed: str, between: str) -> bool:
    """Whether a cue has found its object before the mention: too far away, or behind `được quy định tại`."""
    object_ = between.rstrip()
    if printed == "theo" and "được quy định t" in between:
        return True
    if cue.relation is Relation.IMPLEMENTS and (_OTHER_DOCUMENT.search(object_) or _OTHER_OBJECT.match(object_)):
        return True
    if cue.relation in CHANGES:
        if _NO_DOCUMENT.match(between):
            return True
        if _QUOTED.search(between):
            return True
        limit = _NEAR if printed == "điều chỉnh" else _MIDDLE
        return len(between) > limit or bool(re.search(r"quy định (?:tại|trong)", between))
    return len(between) > _FAR


_ASIDE = re.compile(r"(?<!quy định)(?<!theo)(?<!của)(?<!tại)(?<!trong) \( ?$")
"""A parenthesis of the mention alone names where something stands: `(điểm c khoản 1 Điều 27 Luật A)`."""


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


_OPENING_VERBS = {
    "điều chỉnh": Relation.AMENDS,
    "sửa đổi": Relation.AMENDS,
    "bổ sung": Relation.AMENDS,
    "thay thế": Relation.REPLACES,
    "bãi bỏ": Relation.REPEALS,
    "hủy bỏ": Relation.REPEALS,
}
_OPENING_CHANGE = re.compile(
    rf"(?P<verb>{'|'.join(_OPENING_VERBS)}) (?!hoặc|(?:các |một số |những )?(?:cụm )?từ )"
    r"(?!(?<=điều chỉnh )[^.;]* quy định tại)(?:[^.;()]|\([^()]*\))*? tại"
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
