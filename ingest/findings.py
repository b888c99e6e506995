"""Findings: what a careful reader would object to in one document.

Every finding has a stable code, a severity and a place; a finding never stops the reading. What needs other
documents (a superseded basis, an unresolved citation) is found by `cancu.graph`.

    duplicate_section_number   two sections of one label under the same parent
    deadline_outside_period    a due date before or after the period of the plan
    own_number_mismatch        the document names itself by two numbers
    missing_number             the number is blank or unreadable
    place_spelling_variant     one place written in two ways, as OCR does
    truncated_text             the text ends early, or points to an appendix that is not there
    missing_lead               a task without the agency, time or product that its
    missing_deadline             neighbours in the same table or list of fields have
    missing_product
    citation_typo              a slip in the printed form of a citation
    citation_date_conflict     one document cited with two dates, or a date against its number

What the file itself shows is found where it is read:

    pages_unread               scanned pages of a PDF, and no optical reader (`pdf_reader`)
    ocr_doubtful_number        a number that the optical reader may have mistaken (`symbol_slips`)
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING

from cancu.ingest.labels import Rank
from cancu.ingest.mention_details import contradicts_symbol
from cancu.ingest.task_rules import FIELDS, FLAT_TABLE, TABLE
from cancu.ontology.numbers import parse_number
from cancu.ontology.orthography import fold_pattern, unify_tone
from cancu.ontology.records import Citation, Document, Finding, Relation, Severity, Task, TaskKind

if TYPE_CHECKING:
    from cancu.ingest.outline import Node

_CUT = re.compile(r"(?:\[\s*(?:\.{3}|…)\s*\]|\((?:còn nữa|còn tiếp)\))\s*$")
_APPENDIX_MENTION = re.compile(r"(?:\([^()\n]{0,80}[Pp]hụ lục[^()\n]{0,60}\)|Phụ lục (?:kèm theo|đính kèm))")
_BLANK_NUMBER = re.compile(r"[Ss][Ốố]\s*:?[\s_.…]{0,20}/\s?[A-ZĐ]{2,5}-[A-ZĐ]{2,}")
_HALF_TYPE = re.compile(r"\b(?:Quyết|Nghị|Chỉ|Kế|Thông|Công|Hướng|Chương)\s+(?:số\s*:?\s*)?$")
_RANKED_TYPE = re.compile(r"(?<!\w)(Nghị định|Nghị quyết|Quyết định|Thông tư)\s+(?:số\s*:?\s*)?$")
_USUAL_SHARE = 0.6
_ENOUGH_NEIGHBOURS = 4


def find_findings(
    text: str, document: Document, outline: Node, citations: list[Citation], tasks: list[Task]
) -> list[Finding]:
    """Check one document against itself.

    Args:
        text: the document's text, for places and spellings
        document: its head
        outline: its tree
        citations: its citations, in text order
        tasks: its tasks, in text order

    Returns:
        In order of code, then of place.
    """
    found = [
        *_find_duplicate_sections(outline),
        *_find_late_deadlines(document, tasks),
        *_find_own_numbers(text, document, citations),
        *_find_place_variants(text, document),
        *_find_cuts(text, outline),
        *_find_missing_fields(tasks),
        *_find_typos(text, citations),
        *_find_date_conflicts(document, citations),
    ]
    return sorted(found, key=lambda finding: (finding.start or 0, finding.code))


def _find_duplicate_sections(outline: Node) -> Iterator[Finding]:
    """Repeated labels of sections that hold items, right behind their twin.

    Numbered clauses of quoted articles repeat by nature. A label that comes again after others of its rank, or one
    that begins a count, opens a new form or list rather than misnumbering a section.
    """
    for node in outline.walk():
        if node.label is None or not node.ref.endswith(")") or node.rank > Rank.NUMBER or node.rank == Rank.ARTICLE:
            continue
        if not (node.children or node.more or node.grids) or node.is_inside(Rank.ARTICLE) or not _follows_twin(node):
            continue
        label = node.ref.rsplit("(", 1)[0]
        yield Finding(
            code="duplicate_section_number",
            where=label,
            message=f"Hai mục cùng đánh số {label}; mục sau được gọi là {node.ref}",
            english=f"two sections are numbered {label}; the second is called {node.ref}",
            start=node.start,
            end=node.end,
        )


def _follows_twin(node: Node) -> bool:
    """Whether the section before it in the same run bears the same number, one that does not begin the run."""
    siblings = [other for other in node.parent.children if other.rank == node.rank] if node.parent else []
    place = next(at for at, other in enumerate(siblings) if other is node)
    twin = siblings[place - 1] if place else None
    if twin is None or twin.label is None or node.label is None or twin.label.mark != node.label.mark:
        return False
    if twin.label.style != node.label.style or node.label.style == "(":
        return False
    begins = node.label.mark in ("1", "A") or (node.label.mark == "I" and node.is_inside(Rank.APPENDIX))
    return not begins


def _find_late_deadlines(document: Document, tasks: list[Task]) -> Iterator[Finding]:
    start, end = document.period or (None, None)
    for task in tasks:
        if task.kind is TaskKind.TARGET or task.deadline is None:
            continue
        for due in task.deadline.due:
            if (start and due < start) or (end and due > end):
                yield Finding(
                    code="deadline_outside_period",
                    where=task.ref,
                    message=f"Thời hạn {due:%d/%m/%Y} (“{_clean(task.deadline.text)}”) nằm ngoài kỳ của kế hoạch",
                    english=f"deadline {due} lies outside the period of the plan",
                    start=task.start,
                    end=task.end,
                )
                break


def _find_own_numbers(text: str, document: Document, citations: list[Citation]) -> Iterator[Finding]:
    """The document's own number: blank, or printed in two ways."""
    own = document.number and parse_number(document.number)
    for citation in citations:
        if citation.relation not in (Relation.SELF, Relation.PROMULGATED_BY) or not own:
            continue
        if citation.name is not None:  # the number in the name of a law is that of the law it amends or replaces
            continue
        printed = parse_number(citation.number) if citation.number else None
        differs = printed.key != own.key if printed else any(letter.isdigit() for letter in citation.text.split("/")[0])
        if differs and (citation.relation is Relation.SELF or _names_itself(document, citation)):
            yield Finding(
                code="own_number_mismatch",
                where=_clean(citation.text),
                message=f"Số ở đầu văn bản là {document.number}, ở đây in là {_clean(citation.text)}",
                english=f"the head says {document.number}, here it is {_clean(citation.text)}",
                start=citation.start,
                end=citation.end,
            )
    blank = _BLANK_NUMBER.search(text)
    if document.number is None or blank:
        yield Finding(
            code="missing_number",
            where=" ".join(blank[0].split()) if blank else "",
            message="Số văn bản để trống hoặc không đọc được",
            english="the number of the document is blank or unreadable",
            start=blank.start() if blank else None,
            end=blank.end() if blank else None,
        )


def _names_itself(document: Document, citation: Citation) -> bool:
    """Whether a promulgation line names this document: an attached plan names the decision in whose text it stands."""
    return citation.type is None or document.type is None or citation.type == document.type


def _find_place_variants(text: str, document: Document) -> Iterator[Finding]:
    """The place of the head, written elsewhere with other marks."""
    name = document.place
    if not name or len(name) < 5:
        return
    right = unify_tone(name).lower()
    for match in fold_pattern(name).finditer(text):
        printed = match[0]
        if unify_tone(printed).lower() != right and printed[:1].isupper() and not printed.isascii():
            yield Finding(
                code="place_spelling_variant",
                where=printed,
                message=f"Địa danh “{printed}” viết khác “{name}”",
                english=f"the place is written {printed!r} and {name!r}",
                start=match.start(),
                end=match.end(),
            )
            return


def _find_cuts(text: str, outline: Node) -> Iterator[Finding]:
    cut = _CUT.search(text, max(0, len(text) - 400))
    if cut:
        yield Finding(
            code="truncated_text",
            where="cuối văn bản",
            message="Văn bản bị cắt ở cuối",
            english="the text is cut at its end",
            start=cut.start(),
            end=cut.end(),
        )
    mention = _APPENDIX_MENTION.search(text)
    if mention and not any(child.rank == Rank.APPENDIX for child in outline.children):
        yield Finding(
            code="truncated_text",
            severity=Severity.INFO,
            where=" ".join(mention[0].split()),
            message="Văn bản nhắc đến phụ lục nhưng không kèm phụ lục",
            english="the text points to an appendix that is not there",
            start=mention.start(),
            end=mention.end(),
        )


def _find_missing_fields(tasks: list[Task]) -> Iterator[Finding]:
    """Items of a table or list of fields that lack what most of their neighbours have."""
    groups: dict[str, list[Task]] = defaultdict(list)
    for task in tasks:
        if task.rule in (TABLE, FLAT_TABLE, FIELDS) and task.kind is not TaskKind.TARGET:
            groups[task.rule].append(task)
    for group in groups.values():
        if len(group) < _ENOUGH_NEIGHBOURS:
            continue
        for code, vietnamese, present in (
            ("missing_lead", "cơ quan chủ trì", [bool(task.lead) for task in group]),
            ("missing_deadline", "thời gian hoàn thành", [task.deadline is not None for task in group]),
            ("missing_product", "sản phẩm", [bool(task.products) for task in group]),
        ):
            if sum(present) < _USUAL_SHARE * len(group):
                continue
            for task, there in zip(group, present, strict=True):
                if not there:
                    yield Finding(
                        code=code,
                        where=task.ref,
                        message=f"Nhiệm vụ {task.ref} không nêu {vietnamese}",
                        english=f"task {task.ref} names no {code.removeprefix('missing_')}",
                        start=task.start,
                        end=task.end,
                    )


def _find_typos(text: str, citations: list[Citation]) -> Iterator[Finding]:
    for citation in citations:
        half = _HALF_TYPE.search(text, max(0, citation.start - 24), citation.start)
        if half:
            yield _typo(citation, f"Viết thiếu chữ: “{half[0].strip()} {citation.number}”", Severity.WARNING)
        elif printed := _contradicting_type(text, citation):
            yield _typo(citation, f"Tên loại trái với ký hiệu: “{printed} {citation.number}”", Severity.WARNING)
        elif _is_spaced(citation):
            yield _typo(citation, f"Có khoảng trắng trong số ký hiệu: “{_clean(citation.text)}”", Severity.INFO)


def _contradicting_type(text: str, citation: Citation) -> str | None:
    """The kind printed in front of a number whose symbol tells another: `Thông tư số 105/2012/NĐ-CP`."""
    word = _RANKED_TYPE.search(text, max(0, citation.start - 24), citation.start)
    number = parse_number(citation.number) if word and citation.number else None
    return word[1] if word and number and contradicts_symbol(word[1], number) else None


def _is_spaced(citation: Citation) -> bool:
    """Whether blanks stand inside a printed number; a law's name holds blanks by nature."""
    if citation.number is None or citation.name is not None or citation.relation is Relation.SELF:
        return False
    return re.search(r"\S[ \u00a0]+\S", citation.text) is not None


def _clean(printed: str) -> str:
    """Printed words in one line for a message: without Markdown marks and without what is struck through."""
    kept = re.sub(r"~~.*?~~|[*_`]{1,3}(?=\w)|(?<=[\w.])[*_`]{1,3}", "", printed, flags=re.DOTALL)
    return " ".join(kept.split()) or printed


def _typo(citation: Citation, message: str, severity: Severity) -> Finding:
    return Finding(
        code="citation_typo",
        severity=severity,
        where=citation.number or _clean(citation.text),
        message=message,
        english=f"slip in the printed citation {_clean(citation.text)!r}",
        start=citation.start,
        end=citation.end,
    )


def _find_date_conflicts(document: Document, citations: list[Citation]) -> Iterator[Finding]:
    """A date that contradicts the year in the number, the citing day, or another mention."""
    first: dict[tuple[str | None, str, str | None], Citation] = {}
    for citation in citations:
        number = parse_number(citation.number) if citation.number else None
        if number is None or citation.date is None:
            continue
        earlier = first.setdefault((citation.type, number.key, citation.issuer), citation)
        if number.year and number.year != citation.date.year:
            yield _date_conflict(
                citation, f"số {citation.number} ghi năm {number.year}, ngày in là {citation.date:%d/%m/%Y}"
            )
        elif earlier.date and earlier.date != citation.date and earlier.date.year == citation.date.year:
            yield _date_conflict(
                citation,
                f"{citation.number} được dẫn với hai ngày: {earlier.date:%d/%m/%Y} và {citation.date:%d/%m/%Y}",
            )
        elif document.date and citation.date > document.date and citation.relation is not Relation.SELF:
            yield _date_conflict(
                citation, f"{citation.number} có ngày {citation.date:%d/%m/%Y}, sau ngày của văn bản này"
            )


def _date_conflict(citation: Citation, message: str) -> Finding:
    return Finding(
        code="citation_date_conflict",
        where=citation.number or _clean(citation.text),
        message=message[:1].upper() + message[1:],
        english=f"the date printed with {citation.number} cannot be right",
        start=citation.start,
        end=citation.end,
    )
