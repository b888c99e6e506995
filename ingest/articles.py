"""Which articles and clauses of a decision or a rule assign work, by the kind of document they stand in.

A plan, letter or order assigns with every item. A decision on one case assigns with any verb whose subject is an
agency. A document that sets rules (Nghị định 34/2016/NĐ-CP: its number carries the year) describes procedures with the
same verbs, so that there only words of duty count.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cancu.ingest.agencies import find_assignment, read_agency_heading
from cancu.ingest.cells import Paragraph
from cancu.ingest.labels import Rank
from cancu.ingest.sections import Section, SectionKind, read_section
from cancu.ingest.titles import promulgated_kind
from cancu.ontology.numbers import parse_number
from cancu.ontology.orthography import match_key
from cancu.ontology.records import Document, TaskKind

if TYPE_CHECKING:
    from cancu.ingest.outline import Node

_RULES = frozenset(
    {"Luật", "Bộ luật", "Pháp lệnh", "Nghị định", "Thông tư", "Thông tư liên tịch", "Văn bản hợp nhất", "Hướng dẫn"}
)
_PLANS = frozenset({"đề án", "chiến lược", "lịch", "lộ trình"})
_ORDERS = frozenset({"Công điện", "Chỉ thị", "Thông báo", "Công văn"})
_DECISIONS = frozenset({"Quyết định", "Nghị quyết"})
_LAWS = frozenset({"Luật", "Bộ luật", "Pháp lệnh"})
_IMPLEMENTATION = re.compile(
    r"(?:(?:Trách nhiệm|Tổ chức|Triển khai)(?: tổ chức| triển khai)?(?:,| và)? )+(?:thực hiện|thi hành)\b|Phân công\b",
    re.IGNORECASE,
)
_ORDERING = re.compile(
    r"(?:Giao|Yêu cầu|Đề nghị)\b"
    r"|[^.;:]{0,220}, (?:giao|yêu cầu|đề nghị) "
    r"(?=Bộ |Sở |UBND|Ủy ban|Chủ tịch|Thủ trưởng|Giám đốc|các (?:bộ|sở|cơ quan))"
)
_DUTIES = re.compile(r"Trách nhiệm\b", re.IGNORECASE)
_OWNED = re.compile(r"Trách nhiệm của\b")
_RESPONSIBILITY = re.compile(r"(?:Về )?(?:Trách nhiệm|Nhiệm vụ|Giao|Yêu cầu|Đề nghị)\b", re.IGNORECASE)
_STANDING = re.compile(r"[^.:;]{0,40}?\b(?:chức năng|quyền hạn|thẩm quyền|(?<!ủy )quyền)\b", re.IGNORECASE)
"""Functions and powers that a body has for good; they come from no plan and fall due on no day."""
_PRIVATE = re.compile(
    r"(?:(?:Các|Mọi|Những) )?(?:doanh nghiệp|người|cá nhân|công dân|cán bộ|công chức|viên chức|hộ|nhà đầu tư|nhà thầu"
    r"|chủ |bên |công ty|tổ chức, cá nhân|thương nhân)\b",
    re.IGNORECASE,
)
_CASE = re.compile(
    r"Trường hợp (?!cần thiết)"
    r"|Đối với (?:các |những )?(?:dự án|trường hợp|hồ sơ|công trình|hợp đồng|tài sản|khu đất|thửa đất|diện tích)\b"
)
"""Openings of rules on a case, in which whoever is in charge acts."""
_IN_CHARGE = re.compile(r"(?:Các )?[Cc]ơ quan\b")
_CONDITIONS = re.compile(r"(?:Điều kiện|Tiêu chí|Đối tượng|Phạm vi|Giải thích)\b", re.IGNORECASE)
_FINAL_DUTIES = re.compile(r"(?:trách nhiệm|tổ chức) (?:thi hành|thực hiện)\b", re.IGNORECASE)
_ASSIGNING_CLAUSE = re.compile(r"(?:Các |Bộ |Sở |UBND|Ủy ban|Cục |Văn phòng)[^.;]{0,160}có trách nhiệm:?$")
_TASK_LIST = re.compile(r"\b(?:(?:danh mục|bảng|các) (?:các )?nhiệm vụ|phân công|kế hoạch (?:triển khai|thực hiện))\b")
_WORK_APPENDIX = re.compile(
    r"\W*(?:$|\(|(?:[^\W\d]+ ){0,2}(?:kế hoạch|chương trình|đề án|dự án|lịch)\b)", re.IGNORECASE
)
"""Names of appendices that are plans of their own, or say nothing."""
_MATTERS = re.compile(r"(?:(?:Một số|Các|Những) )?nội dung (?!công việc|nhiệm vụ|thực hiện|hoạt động)", re.IGNORECASE)
"""Names of appendices that say what they are about, and not whose work it is."""
_POWERS = re.compile(
    r"(?:(?:ban hành|quy định|quy chế|về|việc) )*"
    r"(?:phân cấp|phân quyền|ủy quyền|chức năng|vị trí|bộ máy|tổ chức và hoạt động|(?:tổ chức )?hoạt động của"
    r"|làm việc của)\b"
    r"(?!.{0,90}\bthực hiện (?:một số )?nhiệm vụ)",
    re.IGNORECASE,
)
"""Titles of documents that hand down powers or found a body, which is no work to be done."""
_TECHNICAL = re.compile(
    r"(?:(?:hướng dẫn|về|việc) )*(?:thể thức|kỹ thuật|quy trình|cách|phương pháp|mẫu)\b", re.IGNORECASE
)
"""Titles of guides that set rules."""
_AUTHORITY = re.compile(
    r"(?:Các bộ|Bộ|Các sở|Sở|UBND|Ủy ban|Chính phủ|Thủ tướng|Cục|Công an|Thanh tra|Ngân hàng Nhà nước)\b"
)
_MEANS = re.compile(
    r"[^.:;]{0,60}?\b(?:kinh phí|chi phí|nguồn lực|nguồn vốn|ngân sách|phân bổ vốn"
    r"|(?:phương thức|thời gian|tiến độ)[^.:;]{0,20} thực hiện)\b",
    re.IGNORECASE,
)
"""Names of articles on money and time, where sentences that tell named bodies to act are duties."""
_ACCOUNTS = re.compile(r"(?:Chế độ |Công tác )?(?:thông tin,? )?báo cáo\b|[^.:;]{0,20}\bkinh phí\b", re.IGNORECASE)
"""Names of articles of a decree or circular on reports and money, the parts in which the contract counts duties."""
_APPROVES = re.compile(r"(?:Phê duyệt|Ban hành|Thông qua)\b")
_ORDER_WITHIN = re.compile(r"[.;] (?:Giao|Yêu cầu|Đề nghị) ")
_ORDERING_BODY = re.compile(r"(?:Chính phủ|Thủ tướng|Quốc hội|HĐND|Thường trực)\b")
_FINAL = re.compile(r"\b(?:thi hành|thực hiện|hiệu lực)\b", re.IGNORECASE)
_LONGEST_NAME = 10
"""Words of a line that may only name a body (`Trung tâm Trợ giúp pháp lý Nhà nước;`)."""
_REPORTS = re.compile(r"(?:về )?(?:việc )?(?:công bố |công khai )?kết quả\b", re.IGNORECASE)
_PUBLISHES = re.compile(
    r"(?:về )?(?:việc )?công bố\b.{0,60}?\b(?:thủ tục hành chính|TTHC|quy trình nội bộ|quy trình điện tử)",
    re.IGNORECASE,
)
_PART = re.compile(
    r"(?:Về )?(?:(?:các|một số|những) )?(?:nhóm )?"
    r"(?:nhiệm vụ(?! (?:của|thiết kế|quy hoạch))|giải pháp(?! (?:kỹ thuật|thiết kế))|mục tiêu(?! đầu tư)|chỉ tiêu"
    r"|lộ trình|phân công|quan điểm|(?:tổng )?kinh phí|nguồn lực)\b(?! quy hoạch)",
    re.IGNORECASE,
)
"""Names of articles and clauses that are the parts of a plan."""
_WORK_TITLE = re.compile(
    r"(?:(?:ban hành|phê duyệt|thông qua|về|việc) )*(?:quy hoạch|kế hoạch|nhiệm vụ|chương trình|đề án|mục tiêu"
    r"|phương hướng|phát triển|xây dựng|đẩy mạnh|tăng cường)\b",
    re.IGNORECASE,
)
_STATE = re.compile(r"Việc\b|[^.,;:]{0,90}? (?:là|gồm|có (?:tư cách|trụ sở|chức năng|tổng|tỷ lệ|từ))\b")
_DUTY = re.compile(r"[^.;:]{0,400}?\b(?:(?:có|chịu) trách nhiệm|chủ trì|chủ động|phải)\b(?! trước)")


class Articles:
    """How a document's articles and clauses are to be read.

    Attributes:
        assigns: a letter, order or notice, which tells its addressees to act from its first paragraph on
        plans: a plan or programme, whose appendices hold its tasks
        decides: a decision or resolution, whose clauses may assign with any verb
        rules: a document that sets rules, whose lists describe
        national: a law, decree or circular, which also binds everybody
        holds_tasks: whether a section on tasks or goals may stand in it, rather than rules for such
        reports: a notice of results, where only an item that orders is a task
        delegates: a rule that hands down powers or founds a body, where only the organisation of implementation assigns
        resolves: a resolution on a plan, whose articles may be the plan's parts
        publishes: a decision that makes procedures known: whatever it prints behind its articles describes these
    """

    def __init__(self, document: Document) -> None:
        number = parse_number(document.number) if document.number else None
        dated = number is not None and number.year is not None
        self.decides = document.type in _DECISIONS
        self.assigns = document.type in _ORDERS
        self.delegates = dated and bool(_POWERS.match(document.title or ""))
        self.plans = (
            document.plan_title is not None
            or promulgated_kind(document.title) in _PLANS
            or not (dated or document.type in _RULES or document.type == "Quyết định")
        )
        self.national = document.type in _RULES
        self.law = document.type in _LAWS
        self.rules = dated or self.national
        self.holds_tasks = not (self.national or self.delegates) or _is_guide(document)
        self.reports = document.type == "Thông báo" and bool(_REPORTS.match(document.title or ""))
        self.publishes = document.type == "Quyết định" and bool(_PUBLISHES.match(document.title or ""))
        self._sets_rules = dated
        work = not dated or bool(_WORK_TITLE.match(document.title or ""))
        self.resolves = document.type == "Nghị quyết" and work and not self.delegates

    def hands_down(self, own: str) -> bool:
        """Whether a place outside the organisation of implementation gives powers, in a rule that hands them down."""
        return self.delegates and not _IMPLEMENTATION.match(own)

    def binds_all(self, own: str) -> bool:
        """Whether a heading of a law, decree or guide is of the duties of everybody."""
        named = read_agency_heading(own) if self.national else ()
        return bool(named) and all(_PRIVATE.match(name) for name in named)

    def assign_in_article(self, own: str) -> bool:
        """Whether an article, by its own words, assigns what stands in it.

        The duties that a law lays on everybody, and functions and powers, are no assignment.
        """
        if _IMPLEMENTATION.match(own):
            return True
        if is_standing(own):
            return False
        named = read_agency_heading(own)
        if self.national:
            bodies = [name for name in named if not _PRIVATE.match(name)]
            return not self.law and bool(bodies and _RESPONSIBILITY.match(own))
        return bool(named or _OWNED.match(own)) or self._orders(own) or self._acts(own)

    def read_part(self, own: str, article: str = "") -> SectionKind:
        """The kind of section (goals, tasks, money) that an article or clause opens as a part of a plan, or None.

        Args:
            own: words of the place
            article: words of its article; the clauses of one that approves a plan or scheme are the parts of that
        """
        approved = self.plans and self.decides and bool(_APPROVES.match(article))
        if not (self.resolves or approved) or not _PART.match(own) or is_standing(own):
            return None
        kind = read_section(own, Section.DESCRIPTION)
        return None if kind == Section.DESCRIPTION else kind

    def assign_in_clause(self, own: str, article: str = "") -> bool:
        """Whether a clause tells somebody to act, in an article that does not assign as a whole.

        Args:
            own: words of the clause
            article: words of its article; under `Trách nhiệm …` any act of a named body is assigned
        """
        if is_standing(article) or self.binds_all(article):
            return False
        if not self.national and _DUTIES.match(article):
            return not _STATE.match(own) and bool(find_assignment(own).lead)
        return bool(_ASSIGNING_CLAUSE.match(own)) or self._orders(own) or self._acts(own, article)

    def judges_case(self, node: Node) -> bool:
        """Whether a clause of a rule is a condition, or how a case is dealt with by whoever is in charge."""
        if not self._sets_rules or _CONDITIONS.match(node.article_text):
            return self._sets_rules
        place: Node | None = node
        while place is not None and place.rank != Rank.ARTICLE:
            if _CASE.match(place.text):
                lead = find_assignment(place.text).lead or find_assignment(node.text).lead
                return all(_IN_CHARGE.match(name) for name in lead)
            place = place.parent
        return False

    def assign_below(self, own: str, node: Node) -> list[Paragraph]:
        """Paragraphs of a clause or of a final article (`Điều khoản thi hành`) that tell somebody to act."""
        open_to_orders = node.is_clause or (node.rank == Rank.ARTICLE and _FINAL.search(own))
        sentences = [one for one in node.more if open_to_orders and len(one.text.split()) > _LONGEST_NAME]
        return [one for one in sentences if self.assign_in_clause(one.text, node.article_text)]

    def orders_in_session(self, words: list[str]) -> bool:
        """Whether a place of a resolution without articles orders somebody below the body that has met."""
        if not self.decides or self._sets_rules:
            return False
        leads = [find_assignment(one).lead for one in words if self._orders(one) or _ORDER_WITHIN.search(one)]
        return any(lead and not _ORDERING_BODY.match(lead[-1]) for lead in leads)

    def judge_appendix(self, own: str) -> SectionKind:
        """What an appendix holds by its name: that of a plan tasks, unless it is named after something else.

        One that describes holds tasks only where it orders (`assign_in_description`). That of a rule holds forms,
        procedures and lists, unless it says that it holds tasks.
        """
        if not self.plans:
            return TaskKind.TASK if _TASK_LIST.search(match_key(own)) else Section.FORMS
        if is_standing(own):
            return Section.FORMS
        kind = None if _MATTERS.match(own) else read_section(own)
        if isinstance(kind, TaskKind):
            return kind
        return TaskKind.TASK if _WORK_APPENDIX.match(own) else Section.DESCRIPTION

    def assign_in_description(self, words: list[str]) -> bool:
        """Whether paragraphs of an appendix that describes tell an authority, rather than what is arranged, to act."""
        leads = [find_assignment(one).lead for one in words if not _STATE.match(one)]
        return any(lead and _AUTHORITY.match(lead[0]) for lead in leads)

    def _orders(self, own: str) -> bool:
        """Whether words order somebody by name; `Yêu cầu` and `Giao` also open terms and acts of everybody."""
        return bool(_ORDERING.match(own)) and not _STATE.match(own) and bool(find_assignment(own).lead)

    def _acts(self, own: str, article: str = "") -> bool:
        """Whether words tell an agency to act, rather than what it is, has or may do.

        In a rule, what an agency does with money or until when counts, too, not the steps of a procedure.
        """
        bound = self.decides and (not self._sets_rules or _DUTY.match(own) or _MEANS.match(article))
        if self.national and not self.law:
            told = _DUTY.match(own) or _AUTHORITY.match(own)
            bound = (_FINAL_DUTIES.search(article) and _DUTY.match(own)) or (_ACCOUNTS.match(article) and told)
        return bool(bound) and not _STATE.match(own) and bool(find_assignment(own).lead)


def _is_guide(document: Document) -> bool:
    """Whether it guides an undertaking, rather than the form of papers or how a thing is done."""
    return document.type == "Hướng dẫn" and not _TECHNICAL.match(document.title or "")


def is_standing(heading: str) -> bool:
    """Whether a heading is of the functions and powers of a body, which no plan gives it for a time.

    Example:
        >>> is_standing("Vị trí, chức năng, nhiệm vụ của Trung tâm"), is_standing("Nhiệm vụ của Trung tâm")
        (True, False)
    """
    return bool(_STANDING.match(heading))
