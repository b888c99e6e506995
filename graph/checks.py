"""Checks on a pair of plans: time, lead, product, elements, areas, copying (numbers of targets: `targets`).

Every check says what was compared and with what outcome, in Vietnamese with English beside. A check is no verdict on
coverage; only a countable shortfall of products makes a covered task `partial`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from cancu.graph.deadlines import DeadlineVerdict, compare_deadlines
from cancu.graph.obligations import find_owners
from cancu.graph.organisations import Membership, address_organisation, parse_organisation
from cancu.ontology.assessments import Check
from cancu.ontology.orthography import match_key
from cancu.ontology.records import Deadline, Document, Severity, Task, TaskKind
from cancu.ontology.reform_areas import find_area

if TYPE_CHECKING:
    from cancu.graph.copying import Copying
    from cancu.ontology.rule_sets import RuleSet

_VERDICTS = {
    DeadlineVerdict.OK: ("deadline_ok", Severity.INFO, "thời hạn phù hợp", "the deadline fits"),
    DeadlineVerdict.LATE: ("late", Severity.WARNING, "thời hạn muộn hơn cấp trên", "later than the parent's deadline"),
    DeadlineVerdict.VAGUE: (
        "vague_deadline",
        Severity.WARNING,
        "thời hạn không cụ thể",
        "no date where the parent has one",
    ),
    DeadlineVerdict.MISSING: ("missing_deadline", Severity.WARNING, "không nêu thời hạn", "no deadline"),
    DeadlineVerdict.DEPENDENT: (
        "dependent_deadline",
        Severity.INFO,
        "thời hạn phụ thuộc văn bản hoặc sự việc khác",
        "the deadline hangs on another document or event",
    ),
    DeadlineVerdict.PERIOD_MISMATCH: (
        "period_mismatch",
        Severity.WARNING,
        "thời hạn nằm ngoài kỳ kế hoạch của cấp trên",
        "outside the period of the parent plan",
    ),
}
_PAPERS = "kế hoạch|báo cáo|quyết định|chương trình|đề án|quy chế|quy trình|danh mục|tờ trình|nghị quyết|hội nghị"
MISSING_ELEMENTS = frozenset({"missing_deadline", "missing_lead", "missing_product"})
"""Codes that `--fail-on missing_element` means."""


@dataclass(frozen=True)
class ProductCount:
    """How the parent's products are met by the child's tasks.

    Attributes:
        total: products listed by the parent that the organisation can issue
        missing: those of whose kind no paper is found
        fewer: kinds of papers that both sides number, where the child's number is smaller
    """

    total: int
    missing: tuple[str, ...]
    fewer: tuple[str, ...]

    @property
    def short(self) -> bool:
        """Whether some, but not all, of what was asked for is there: the task is taken over in part."""
        return bool(self.fewer) or 0 < len(self.missing) < self.total


def check_deadline(parent: Task, child: Task, document: Document) -> Check | None:
    """Compare the child's time with the parent's; None where the parent's item has none.

    Args:
        parent: the parent's item
        child: the child's item
        document: the parent document, for the period that it plans
    """
    verdict = compare_deadlines(parent.deadline, child.deadline, parent_period=document.period)
    if verdict is DeadlineVerdict.NOT_COMPARED:
        return None
    code, severity, message, english = _VERDICTS[verdict]
    times = f"cấp trên “{_show_time(parent.deadline)}”, kế hoạch “{_show_time(child.deadline)}”"
    return Check(code=code, severity=severity, message=f"{message}: {times}", english=english, ref=child.ref)


def check_lead(child: Task, document: Document) -> tuple[Check, ...]:
    """Report the leads of a child's task that are no part of its issuer: residue of the parent's text.

    A body of the same or a higher level that is not the issuer is outside; its own offices, lower units and groups that
    open with them are inside. Names of unknown bodies are taken to be inside.
    """
    issuer = document.issuer or ""
    outside = [name for name in child.lead if issuer and _is_outside(name, issuer)]
    return tuple(
        Check(
            code="lead_outside",
            severity=Severity.WARNING,
            message=f"cơ quan chủ trì “{name}” không thuộc đơn vị ban hành kế hoạch",
            english=f"the lead {name} is not part of the issuer",
            ref=child.ref,
        )
        for name in outside
    )


def _is_outside(name: str, issuer: str) -> bool:
    if address_organisation(name, issuer, issuer=issuer).membership is not Membership.NONE:
        return False
    one, author = parse_organisation(name), parse_organisation(issuer)
    if one.body_class in {None, "office", "public_unit"} or name.startswith(("Các ", "UBND cấp")):
        return False
    if author.body_class == "committee":
        # A committee may put every body of its own unit, and those below it, in the lead.
        return one.level is not None and author.level is not None and _rank(one.level) < _rank(author.level)
    return True


def _rank(level: str) -> int:
    return ("national", "province", "department", "district", "commune").index(level)


def check_elements(children: Sequence[Task]) -> tuple[Check, ...]:
    """Say which required elements none of the tasks that take over a parent's task has: lead, product, time.

    A bullet may be satisfied by the appendix row that repeats it, so the tasks are looked at together.
    Source of the demand: plans order "nêu rõ nhiệm vụ cụ thể, cơ quan thực hiện, tiến độ, trách nhiệm".
    """
    refs = ", ".join(task.ref for task in children)
    elements = (
        ("missing_lead", any(task.lead for task in children), "không nêu đơn vị chủ trì", "no lead"),
        ("missing_product", any(task.products for task in children), "không nêu sản phẩm", "no product"),
        ("missing_deadline", any(task.deadline for task in children), "không nêu thời hạn", "no deadline"),
    )
    return tuple(
        Check(code=code, severity=Severity.WARNING, message=f"{refs}: {message}", english=english, ref=refs)
        for code, present, message, english in elements
        if children and not present
    )


def count_products(parent: Task, children: Sequence[Task], organisation: str, issuer: str) -> ProductCount:
    """Compare the parent's products with those of the child's tasks that take it over.

    A product counts when it is a paper that the organisation can issue: one owned by others (`Quyết định của UBND
    tỉnh`) or asked for only `nếu có` is left out. It is found when a product of the child names the same kind of
    paper. Where the child lists no product, nothing can be counted and nothing is missing. Numbers printed on both
    sides (`04 báo cáo`) are compared too.
    """
    wanted = [part for part in _split_products(parent) if _is_own(part, organisation, issuer)]
    offered = [part for child in children for part in _split_products(child)]
    kinds = {_find_paper(part) for part in offered}
    missing = tuple(part for part in wanted if _find_paper(part) not in kinds) if offered and len(wanted) > 1 else ()
    asked, given = _sum_numbers(wanted), _sum_numbers(offered)
    fewer = tuple(f"{kind}: {given[kind]}/{asked[kind]}" for kind in sorted(asked) if 0 < given[kind] < asked[kind])
    return ProductCount(len(wanted), missing, fewer)


def check_products(count: ProductCount) -> tuple[Check, ...]:
    """The comparison of products in words; nothing where nothing is missing."""
    found = count.total - len(count.missing)
    listed = "; ".join(count.missing)
    missing = Check(
        code="product_shortfall",
        severity=Severity.WARNING,
        message=f"thấy {found}/{count.total} sản phẩm cấp trên yêu cầu, chưa thấy: {listed}",
        english=f"{found} of {count.total} products found",
    )
    fewer = Check(
        code="product_shortfall",
        severity=Severity.WARNING,
        message=f"ít sản phẩm hơn cấp trên yêu cầu: {'; '.join(count.fewer)}",
        english="fewer products than the parent asks for",
    )
    return (*([missing] if count.missing else []), *([fewer] if count.fewer else []))


def _sum_numbers(products: Iterable[str]) -> Counter[str]:
    """Printed numbers of papers by kind: `04 báo cáo` counts four."""
    numbers: Counter[str] = Counter()
    for match in (_number_pattern().search(match_key(product)) for product in products):
        if match:
            numbers[match["kind"]] += int(match["number"])
    return numbers


@cache
def _number_pattern() -> re.Pattern[str]:
    return re.compile(rf"(?<![\d/])(?P<number>\d{{1,3}})\s+(?P<kind>{_PAPERS})\b")


def _split_products(task: Task) -> list[str]:
    parts = (part.strip(" .") for product in task.products for part in re.split(r"[;\n]", product))
    return [part for part in parts if part]


def _is_own(product: str, organisation: str, issuer: str) -> bool:
    if "nếu có" in product.lower() or not _find_paper(product):
        return False
    owners = find_owners(product)
    own = {Membership.NAMED, Membership.GROUP}
    return not owners or any(
        address_organisation(owner, organisation, issuer=issuer).membership in own for owner in owners
    )


def _find_paper(product: str) -> str:
    match = _paper_pattern().search(match_key(product))
    return match[0] if match else ""


@cache
def _paper_pattern() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_PAPERS})\b")


def check_copying(parent: Task | None, child: Task, copying: Copying, rules: RuleSet) -> Check | None:
    """Report a near-verbatim task; an info where the child adds its own unit and its own time. Targets may be the same.

    Args:
        parent: the parent's task that it takes over, None where there is none
        child: the child's task
        copying: how much of it is copied
        rules: the share and the run from which a task is near-verbatim
    """
    near = copying.share >= rules.verbatim_share and copying.longest >= rules.verbatim_run
    if child.kind is not TaskKind.TASK or not near:
        return None
    localised = parent is not None and bool(child.lead) and child.deadline is not None
    localised = localised and not set(child.lead) <= set(parent.lead if parent else ())
    return Check(
        code="verbatim",
        severity=Severity.INFO if localised else Severity.WARNING,
        message=f"trùng nguyên văn {copying.share:.0%} với kế hoạch cấp trên, đoạn dài nhất {copying.longest} tiếng",
        english=f"{copying.share:.0%} verbatim, longest run {copying.longest} syllables",
        ref=child.ref,
    )


def find_missing_areas(binding: Sequence[Task], child: Sequence[Task]) -> tuple[str, ...]:
    """Codes of the reform areas in which tasks bind the organisation and the child has none.

    Nothing is said where a task of the child stands under a heading of no known area: it may belong to any.
    """
    ours = {_find_area(task) for task in child if task.kind is TaskKind.TASK}
    if not ours or None in ours:
        return ()
    theirs = {area for task in binding if task.kind is TaskKind.TASK and (area := _find_area(task))}
    return tuple(sorted(area for area in theirs if area not in ours))


def _find_area(task: Task) -> str | None:
    return task.area or (find_area(task.heading) if task.heading else None)


def _show_time(deadline: Deadline | None) -> str:
    return deadline.text.strip(" .") if deadline else "không nêu"
