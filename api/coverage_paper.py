"""The coverage report on paper: figures first, then what is missing, then what a person has to look at."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from cancu.api.messages import (
    KINDS,
    LINK_STATES,
    OBLIGATIONS,
    RULINGS,
    SEVERITIES,
    STATUSES,
    label,
    label_both,
)
from cancu.api.paper_parts import FINDING_COLUMNS, NONE, cite_quote, describe_finding, number_sections, say
from cancu.api.report_model import Cell, Column, Paper, Section, Table, Tone, Words
from cancu.api.reports import CANDIDATES_SHOWN, COUNTED, LINKED, OPEN, explain_rates, name_plan
from cancu.api.terminal import print_date
from cancu.api.views import print_score, print_words
from cancu.ontology.records import TaskKind
from cancu.ontology.rule_sets import load_rule_set

if TYPE_CHECKING:
    from cancu.ontology.assessments import ChildAssessment, CoverageReport, Decision, LinkedTask, TaskAssessment

TITLE = "BÁO CÁO MỨC ĐỘ BAO PHỦ NHIỆM VỤ"
_OPEN_TITLES = {
    "gap": "Nhiệm vụ còn thiếu (gaps)",
    "review": "Nhiệm vụ cần xem lại (to review)",
    "partial": "Nhiệm vụ mới có một phần (partial)",
}
_LINK_COLUMNS = (
    Column("Mục, điểm", "item, score", 22),
    Column("Từ chung", "shared words", 22),
    Column("Nguyên văn trong kế hoạch", "quote from the plan", 56),
)
_ITEM_COLUMNS = (
    Column("Mục", "item", 13),
    Column("Nội dung", "text", 62),
    Column("Kết quả", "result", 25),
)
_OWN_TITLES = {
    "local": "Tự đề ra (own initiative)",
    "unwanted": "Không được giao (not asked for)",
    "orphaned": "Mất nhiệm vụ gốc (orphaned)",
}


def build_coverage_paper(report: CoverageReport) -> Paper:
    """The report as a paper; an open task comes with its quote and its best candidates, never without."""
    tasks = [task for task in report.tasks if task.kind is TaskKind.TASK]
    binding = [task for task in tasks if task.obligation.binding]
    sections = [
        _sum_up(report),
        *(_list_tasks(title, [task for task in binding if task.status == status], CANDIDATES_SHOWN)
          for status, title in _OPEN_TITLES.items()),
        _list_findings(report),
        _list_tasks("Nhiệm vụ đã rõ (settled)", [task for task in binding if task.status not in OPEN], None),
        _list_items("Không tính vào tỷ lệ: phối hợp, chưa rõ, không được giao (not counted)",
                    [task for task in tasks if not task.obligation.binding], by_duty=True),
        _list_items("Trách nhiệm và mục tiêu của cấp trên (duties and targets)",
                    [task for task in report.tasks if task.kind is not TaskKind.TASK]),
        _list_own(report.child_tasks),
        *([_list_rulings(report.rulings)] if report.rulings else []),
        _tell_method(report),
    ]  # fmt: skip
    return Paper(
        organisation=report.organisation,
        title=TITLE,
        subject=report.child.title or report.child.number or report.child.iri or "",
        facts=_list_facts(report),
        sections=number_sections(sections),
        day=report.as_of,
    )


def _list_facts(report: CoverageReport) -> tuple[tuple[str, str], ...]:
    cited = "có (yes)" if report.child_cites_parent else "KHÔNG, nên chỉ so theo nội dung (no)"
    facts = (
        ("Kế hoạch (plan)", name_plan(report.child)),
        ("Kế hoạch cấp trên (plan above)", name_plan(report.parent)),
        ("Cơ quan (organisation)", report.organisation),
        ("Xét tại ngày (as of)", print_date(report.as_of)),
        ("Kế hoạch có dẫn cấp trên (cites it)", cited),
    )
    return tuple((name, value) for name, value in facts if value)


def _sum_up(report: CoverageReport) -> Section:
    counts, deep = report.counts.model_dump(), report.deep_counts.model_dump()
    rows = [_count_row(label_both(STATUSES, status), counts[status], deep[status]) for status in COUNTED]
    total = _count_row("Cộng nhiệm vụ ràng buộc (binding tasks)", counts["binding"], deep["binding"], Tone.STRONG)
    others = [_count_row(f"Không tính: {label(STATUSES, key)}", counts[key], deep[key], Tone.QUIET)
              for key in ("support", "unresolved")]  # fmt: skip
    columns = (
        Column("Kết quả", "result", 50),
        Column("Số nhiệm vụ", "tasks", 25, centred=True),
        Column("Xét đến đơn vị được giao", "along the delegation", 25, centred=True),
    )
    rates = tuple(" ".join(line.split()) for line in explain_rates(report.counts, report.rates))
    return Section("Tóm tắt (summary)", rates, Table(columns, (*rows, total, *others)))


def _count_row(name: str, count: int, deep: int, tone: Tone = Tone.PLAIN) -> tuple[Cell, ...]:
    return tuple((Words(text, tone),) for text in (name, str(count), str(deep)))


def _list_tasks(title: str, tasks: Sequence[TaskAssessment], candidates: int | None) -> Section:
    """Binding tasks with quotes: beside each its best `candidates`, or what takes it over where it is None."""
    if not tasks:
        return Section(f"{title}: 0", (NONE,))
    rows = tuple(row for task in tasks for row in _iter_task_rows(task, candidates))
    return Section(f"{title}: {len(tasks)}", (), Table(_LINK_COLUMNS, rows))


def _iter_task_rows(task: TaskAssessment, candidates: int | None) -> Iterator[tuple[Cell, ...]]:
    """The parent's task over the whole width, then the child's tasks beside it."""
    yield (_describe_task(task),)
    links = task.links[:candidates] if candidates else [link for link in task.links if link.state in LINKED]
    yield from map(_describe_link, links)
    if candidates and not links:
        yield say("Không có ứng viên nào (no candidate)"), say("–"), say("–")


def _describe_task(task: TaskAssessment) -> Cell:
    heading = f"{task.ref}, {task.heading}" if task.heading else task.ref
    phrase = f": {task.phrase}" if task.phrase else ""
    chain = f"; giao {' → '.join(task.chain)}" if task.chain else ""
    return (
        Words(heading, Tone.STRONG),
        *cite_quote(task.quote),
        Words(f"Nghĩa vụ: {label(OBLIGATIONS, task.obligation)}{phrase}", Tone.QUIET),
        Words(f"{label(STATUSES, task.status).capitalize()}: {task.explanation}{chain}", Tone.QUIET),
    )


def _describe_link(link: LinkedTask) -> tuple[Cell, ...]:
    changed = (Words("văn bản đã đổi (suspect)", Tone.QUIET),) if link.suspect else ()
    score = Words(f"{print_score(link.score)}, {label(LINK_STATES, link.state)}")
    return (Words(link.ref, Tone.STRONG), score, *changed), say(print_words(link.shared)), cite_quote(link.quote)


def _list_findings(report: CoverageReport) -> Section:
    """What is wrong in the plan as a whole, then in what its tasks say of time, lead, product and wording."""
    rows = [*(describe_finding(finding) for finding in report.findings), *_describe_checks(report)]
    title = f"Phát hiện và điểm cần sửa (findings): {len(rows)}"
    return Section(title, (), Table(FINDING_COLUMNS, tuple(rows))) if rows else Section(title, (NONE,))


def _describe_checks(report: CoverageReport) -> Iterator[tuple[Cell, ...]]:
    tasks: tuple[TaskAssessment | ChildAssessment, ...] = (*report.tasks, *report.child_tasks)
    for task in tasks:
        for check in task.checks:
            if check.severity != "info":
                place = " → ".join(dict.fromkeys(ref for ref in (task.ref, check.ref) if ref))
                what = (Words(check.message), Words(f"{check.english or '–'} [{check.code}]", Tone.QUIET))
                yield say(label(SEVERITIES, check.severity)), say(place), what


def _list_items(title: str, tasks: Sequence[TaskAssessment], *, by_duty: bool = False) -> Section:
    if not tasks:
        return Section(f"{title}: 0", (NONE,))
    rows = tuple(
        (
            say(task.ref),
            say(task.text),
            say(label_both(OBLIGATIONS, task.obligation) if by_duty
                 else f"{label(KINDS, task.kind)}: {label(STATUSES, task.status)}"),
        )
        for task in tasks
    )  # fmt: skip
    return Section(f"{title}: {len(tasks)}", (), Table(_ITEM_COLUMNS, rows))


def _list_own(tasks: Sequence[ChildAssessment]) -> Section:
    """What the plan adds on its own or does unasked."""
    own = [task for status in _OWN_TITLES for task in tasks if task.status == status]
    title = f"Nhiệm vụ riêng của kế hoạch (the plan's own tasks): {len(own)}"
    if not own:
        return Section(title, (NONE,))
    rows = tuple((say(task.ref), say(task.text), say(_OWN_TITLES[task.status])) for task in own)
    return Section(title, (), Table(_ITEM_COLUMNS, rows))


def _list_rulings(rulings: Sequence[Decision]) -> Section:
    columns = (
        Column("Ngày, người", "when, who", 28),
        Column("Quyết định", "ruling", 32),
        Column("Lý do", "reason", 40),
    )
    rows = tuple(
        (
            (Words(print_date(ruling.date)), Words(ruling.by)),
            (Words(label(RULINGS, ruling.kind), Tone.STRONG),
             Words(" – ".join(ref for ref in (ruling.parent_ref, ruling.child_ref, ruling.unit) if ref))),
            say(ruling.reason or "–"),
        )
        for ruling in rulings
    )  # fmt: skip
    return Section(f"Quyết định của người dùng (rulings): {len(rulings)}", (), Table(columns, rows))


def _tell_method(report: CoverageReport) -> Section:
    rules = load_rule_set(report.rule_set)
    return Section(
        "Cách làm và giới hạn (method and limits)",
        (
            "Nhiệm vụ ràng buộc là nhiệm vụ mà cơ quan chủ trì, đích danh hoặc theo nhóm, hoặc phải ra sản phẩm; nhiệm "
            "vụ chỉ phối hợp không bao giờ là khoảng trống. (Only tasks that the organisation leads or owes a product "
            "for are binding.)",
            f"Hai kế hoạch được so bằng từ ngữ theo quy tắc viết sẵn “{rules.name}”: điểm từ {print_score(rules.high)} "
            f"thì tự nối, từ {print_score(rules.low)} thì chờ người xem, dưới nữa là còn thiếu. (Links come from words "
            "by written rules; in between a person decides.)",
            "Tỷ lệ chặt tính nhiệm vụ đã bao phủ, tỷ lệ rộng tính thêm nhiệm vụ mới có một phần, trên số nhiệm vụ ràng "
            "buộc trừ phần được miễn và không áp dụng. (Strict counts covered tasks, wide adds partial ones.)",
            "Đoạn trích giữ nguyên từng chữ của văn bản; số trong ngoặc vuông là vị trí ký tự của đoạn trích. (Quotes "
            "are exact; the numbers are offsets.)",
            "Báo cáo nói về nội dung kế hoạch, không nói nhiệm vụ đã làm hay chưa. Hai câu cùng ý mà ít từ chung có "
            "thể không được nối; người kiểm tra quyết định. (It judges the plan, not its execution; links with few "
            "shared words may be missed.)",
        ),
    )
