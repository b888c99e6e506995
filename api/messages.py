"""The words of the program for people: Vietnamese labels, English beside them.

Keys are the stable values of the records; a value without a label is shown as it is.
"""

from __future__ import annotations

STATUSES = {
    "covered": ("đã bao phủ", "covered"),
    "partial": ("một phần", "partial"),
    "delegated": ("giao lại", "delegated"),
    "review": ("cần xem lại", "review"),
    "gap": ("còn thiếu", "gap"),
    "exempt": ("được miễn", "exempt"),
    "not_applicable": ("không áp dụng", "not applicable"),
    "support": ("phối hợp", "support"),
    "none": ("không ràng buộc", "not binding"),
    "unresolved": ("chưa xác định", "unresolved"),
    "linked": ("nối với cấp trên", "linked"),
    "local": ("tự đề ra", "local"),
    "unwanted": ("không được giao", "unwanted"),
    "orphaned": ("mất nhiệm vụ gốc", "orphaned"),
    "cycle": ("vòng lặp", "cycle"),
}
SIGNS = {
    "covered": "✔",
    "partial": "◐",
    "delegated": "↓",
    "review": "?",
    "gap": "✘",
    "exempt": "–",
    "not_applicable": "–",
}
OBLIGATIONS = {
    "lead_named": ("chủ trì, đích danh", "lead, by name"),
    "lead_group": ("chủ trì, theo nhóm", "lead, in a group"),
    "product_duty": ("phải ra sản phẩm", "owes a product"),
    "support": ("phối hợp", "support"),
    "none": ("không được giao", "none"),
    "unresolved": ("chưa xác định", "unresolved"),
}
LINK_STATES = {
    "cited": ("được dẫn chiếu", "cited"),
    "confirmed": ("đã xác nhận", "confirmed"),
    "auto": ("tự nối", "auto"),
    "candidate": ("ứng viên", "candidate"),
    "weak": ("yếu", "weak"),
    "rejected": ("đã bác", "rejected"),
    "suspect": ("cần xem: văn bản đã đổi", "suspect"),
}
RELATIONS = {
    "self": ("chính nó", "self"),
    "promulgated_by": ("ban hành kèm theo", "promulgated by"),
    "basis": ("căn cứ", "based on"),
    "proposal": ("theo đề nghị", "proposed in"),
    "amends": ("sửa đổi", "amends"),
    "amended_by": ("được sửa đổi bởi", "amended by"),
    "replaces": ("thay thế", "replaces"),
    "replaced_by": ("bị thay thế bởi", "replaced by"),
    "repeals": ("bãi bỏ", "repeals"),
    "repealed_by": ("bị bãi bỏ bởi", "repealed by"),
    "guides": ("hướng dẫn", "guides"),
    "guided_by": ("được hướng dẫn bởi", "guided by"),
    "implements": ("thực hiện", "implements"),
    "cites": ("dẫn chiếu", "cites"),
}
LEVELS = {
    "national": ("trung ương", "national"),
    "province": ("tỉnh", "province"),
    "department": ("sở, ngành", "department"),
    "district": ("huyện", "district"),
    "commune": ("xã", "commune"),
}
RULINGS = {
    "confirm": ("xác nhận nối", "confirmed"),
    "partial": ("nối một phần", "partial"),
    "reject": ("bác, không nối", "rejected"),
    "exempt": ("miễn", "exempt"),
    "not_applicable": ("không áp dụng", "not applicable"),
    "delegate": ("giao lại", "delegated"),
    "same": ("là một văn bản", "same document"),
    "different": ("là hai văn bản", "different documents"),
    "withdraw": ("rút lại", "withdrawn"),
}
DOUBTS = {
    "ambiguous": ("nhiều văn bản cùng số", "several bear the number"),
    "exact": ("nhiều văn bản nhận cùng số, cùng ngày", "several claim the same number and day"),
    "law_name": ("nhiều luật cùng tên", "several laws bear the name"),
    "no_date": ("viện dẫn không ghi ngày", "cited without a date"),
    "number_suspect": ("số in lệch một ký tự", "one character of the number differs"),
    "sibling": ("đoán theo văn bản cùng tỉnh", "guessed from documents of the province"),
    "undated": ("văn bản không ghi ngày", "the document bears no date"),
    "year_conflict": ("năm in lệch một năm", "the year is off by one"),
    "year_word": ("năm đoán theo lời văn", "the year is guessed from the words"),
}
KINDS = {
    "task": ("nhiệm vụ", "task"),
    "duty": ("trách nhiệm", "duty"),
    "target": ("mục tiêu", "target"),
}
SEVERITIES = {
    "error": ("lỗi", "error"),
    "warning": ("cảnh báo", "warning"),
    "info": ("lưu ý", "info"),
}
FINDINGS = {
    "citation_date_conflict": ("ngày của văn bản được dẫn", "date of a cited document"),
    "citation_typo": ("viện dẫn viết sai", "slip in a citation"),
    "deadline_outside_period": ("thời hạn ngoài kỳ kế hoạch", "day outside the period"),
    "duplicate_section_number": ("đánh số mục trùng", "repeated section number"),
    "identity_conflict": ("hai văn bản cùng số", "two documents of one number"),
    "missing_deadline": ("thiếu thời hạn", "no time"),
    "missing_lead": ("thiếu cơ quan chủ trì", "no lead"),
    "missing_number": ("thiếu số văn bản", "no number"),
    "missing_product": ("thiếu sản phẩm", "no product"),
    "ocr_doubtful_number": ("số quét không rõ", "doubtful number of a scan"),
    "own_number_mismatch": ("số của chính văn bản không khớp", "own number differs"),
    "place_spelling_variant": ("địa danh viết khác nhau", "place spelt in two ways"),
    "superseded_basis": ("căn cứ đã bị thay thế", "superseded basis"),
    "truncated_text": ("lời văn bị cắt", "text cut off"),
}
"""Findings in documents, by code."""

REASONS = {
    "out_of_time": ("ngoài thời kỳ của kế hoạch", "outside the time of the plan"),
    "superseded": ("đã bị thay thế hoặc bãi bỏ", "replaced or repealed"),
}
BOXES = {
    "rests_on": ("Căn cứ và thực hiện", "Rests on and carries out"),
    "carried_out_by": ("Văn bản căn cứ, thực hiện nó", "Resting on it, carrying it out"),
    "changes": ("Sửa đổi, thay thế, bãi bỏ", "Amends, replaces, repeals"),
    "changed_by": ("Bị sửa đổi, thay thế, bãi bỏ bởi", "Amended, replaced, repealed by"),
    "mentions": ("Dẫn chiếu", "Cites"),
    "mentioned_by": ("Được dẫn chiếu bởi", "Cited by"),
}
EVENTS = {
    "basis": ("căn cứ ban hành", "a basis was issued"),
    "issued": ("ban hành văn bản này", "this document was issued"),
    "begins": ("kỳ kế hoạch bắt đầu", "its time begins"),
    "ends": ("kỳ kế hoạch kết thúc", "its time ends"),
    "due": ("nhiệm vụ đến hạn", "tasks are due"),
    "carried_out": ("văn bản thực hiện", "a document carries it out"),
    "amends": ("bị sửa đổi bởi", "amended by"),
    "replaces": ("bị thay thế bởi", "replaced by"),
    "repeals": ("bị bãi bỏ bởi", "repealed by"),
}
STANDINGS = {
    "ended": ("Đã hết hiệu lực", "No longer holds"),
    "amended": ("Đã được sửa đổi", "Amended"),
    "past": ("Kỳ kế hoạch đã qua", "Its time is over"),
    "unknown": ("Chưa thấy văn bản thay thế trong kho", "Nothing in the store replaces it"),
}


def label(labels: dict[str, tuple[str, str]], value: str | None) -> str:
    """The Vietnamese label of a value; the value itself where no label is known.

    Example:
        >>> label(STATUSES, "gap")
        'còn thiếu'
    """
    if not value:
        return ""
    return labels.get(value, (value, value))[0]


def label_both(labels: dict[str, tuple[str, str]], value: str | None) -> str:
    """The Vietnamese label with the English one in brackets, for headings.

    Example:
        >>> label_both(STATUSES, "gap")
        'còn thiếu (gap)'
    """
    vietnamese = label(labels, value)
    english = labels.get(value or "", ("", ""))[1]
    return f"{vietnamese} ({english})" if english and english != vietnamese else vietnamese


def mark_status(status: str) -> str:
    """A status with its sign, so that it is told by shape and word, not by colour.

    Example:
        >>> mark_status("gap")
        '✘ còn thiếu'
    """
    sign = SIGNS.get(status, "·")
    return f"{sign} {label(STATUSES, status)}"
