"""Findings on a pair of plans as a whole: is it the right parent, the right year, are all areas there.

They stand beside the verdicts and change none of them.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from cancu.graph.checks import find_missing_areas
from cancu.graph.obligations import find_duty
from cancu.graph.organisations import find_ended_group
from cancu.graph.reach import find_life_end
from cancu.ontology.records import Document, Finding, Severity
from cancu.ontology.reform_areas import load_reform_areas
from cancu.ontology.rule_sets import find_issuing_deadline

if TYPE_CHECKING:
    from cancu.graph.alignment import Alignment
    from cancu.graph.obligations import Setting
    from cancu.ontology.assessments import PlanReading

_SECTIONS = {
    "direction": "Công tác chỉ đạo, điều hành",
    "communication": "Thông tin, tuyên truyền",
    "indices": "Các chỉ số cải cách hành chính",
}


def find_pair_findings(alignment: Alignment, setting: Setting, *, cites: bool) -> tuple[Finding, ...]:
    """What a careful reader would object to about the pair.

    Args:
        alignment: the pair
        setting: organisation and day
        cites: whether the child cites the parent
    """
    parent, child = alignment.parent.extraction.document, alignment.child.extraction.document
    findings = [
        *_find_setting(setting),
        *_find_day(setting, parent, child),
        *_find_relation(parent, child, cites=cites),
    ]
    findings += _find_ended_groups(alignment.parent, setting)
    findings += _find_orphans(alignment)
    findings += _find_areas(alignment, setting)
    findings += check_issuing_day(child)
    return tuple(findings)


def check_issuing_day(document: Document) -> tuple[Finding, ...]:
    """Report a plan issued after the deadline of its rule set; unverified rules say nothing."""
    rule = find_issuing_deadline(document)
    if rule is None or not rule.verified or document.date is None or not document.period or not document.period[0]:
        return ()
    last = rule.resolve_day(document.period[0].year)
    if document.date <= last:
        return ()
    message = f"kế hoạch ban hành ngày {document.date:%d/%m/%Y}, sau hạn {last:%d/%m/%Y} ({rule.source})"
    return (Finding(code="issued_late", message=message, english=f"issued after {last.isoformat()}"),)


def _find_setting(setting: Setting) -> Iterable[Finding]:
    if not setting.organisation:
        yield Finding(
            code="missing_organisation",
            message="không rõ đơn vị: kế hoạch không nêu cơ quan ban hành, hãy chỉ định --org",
            english="the plan names no issuer; name the organisation with --org",
        )


def _find_day(setting: Setting, parent: Document, child: Document) -> Iterable[Finding]:
    """A day on which the organisation was no more, or on which neither plan was there."""
    ended = find_life_end(setting.organisation, setting.on)
    if ended and setting.on:
        yield Finding(
            code="organisation_ended",
            message=f"xét tại ngày {setting.on:%d/%m/%Y}: cấp của đơn vị này đã kết thúc ngày {ended:%d/%m/%Y}",
            english=f"the level of the organisation ended on {ended.isoformat()}",
        )
    days = [document.date for document in (parent, child) if document.date]
    if setting.on and days and setting.on < min(days):
        yield Finding(
            code="day_before_plans",
            message=f"xét tại ngày {setting.on:%d/%m/%Y}, trước khi hai văn bản được ban hành",
            english="the day asked about lies before both documents",
        )


def _find_relation(parent: Document, child: Document, *, cites: bool) -> Iterable[Finding]:
    if not cites:
        name = parent.number or parent.plan_title or parent.title or "?"
        yield Finding(
            code="parent_not_cited",
            message=f"kế hoạch không viện dẫn văn bản cấp trên được so sánh: {name}",
            english=f"the plan does not cite the parent that it is compared with: {name}",
        )
    one, two = parent.period, child.period
    if one and two and ((one[0] and two[1] and two[1] < one[0]) or (one[1] and two[0] and one[1] < two[0])):
        yield Finding(
            code="period_mismatch",
            message="kỳ của hai kế hoạch không trùng nhau",
            english="the two plans speak of different periods",
        )
    if parent.date and child.date and child.date < parent.date:
        yield Finding(
            code="child_before_parent",
            severity=Severity.INFO,
            message=f"kế hoạch ban hành ({child.date:%d/%m/%Y}) trước văn bản cấp trên ({parent.date:%d/%m/%Y})",
            english="the plan was issued before the parent",
        )


def _find_ended_groups(parent: PlanReading, setting: Setting) -> Iterable[Finding]:
    phrases = dict.fromkeys(phrase for task in parent.extraction.tasks for phrase in (*task.lead, *task.coordinate))
    for phrase in phrases:
        ended = find_ended_group(phrase, setting.on)
        if ended:
            yield Finding(
                code="group_without_members",
                severity=Severity.INFO,
                message=f"“{phrase}” không còn đối tượng: cấp này kết thúc ngày {ended:%d/%m/%Y}",
                english=f"{phrase} has no members: the level ended on {ended.isoformat()}",
            )


def _find_orphans(alignment: Alignment) -> Iterable[Finding]:
    for items in alignment.cited:
        for pinpoint in items.missing:
            yield Finding(
                code="orphaned_pinpoint",
                where=items.child,
                message=f"viện dẫn mục {pinpoint} không có trong văn bản cấp trên",
                english=f"cites item {pinpoint}, which the parent does not have",
            )


def _find_areas(alignment: Alignment, setting: Setting) -> Iterable[Finding]:
    binding = [task for task in alignment.parent.extraction.tasks if find_duty(task, setting).obligation.binding]
    names = _SECTIONS | {area.code: area.name for area in load_reform_areas() if area.name}
    for code in find_missing_areas(binding, alignment.child.extraction.tasks):
        yield Finding(
            code="missing_area",
            message=f"thiếu lĩnh vực mà văn bản cấp trên giao cho đơn vị: {_lower_first(names.get(code, code))}",
            english=f"an area with tasks for the organisation is missing: {code}",
        )


def _lower_first(text: str) -> str:
    return text[:1].lower() + text[1:]
