"""The dossier of a document as a paper and as a workbook."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from cancu.api.messages import KINDS, LEVELS, RELATIONS, SEVERITIES, label, label_both
from cancu.api.paper_parts import FINDING_COLUMNS, cite_quote, describe_finding, list_rows, number_sections, say
from cancu.api.report_formats import Makers, write_model
from cancu.api.report_model import (
    Cell,
    Column,
    Paper,
    Section,
    Sheet,
    SheetColumn,
    SheetRow,
    Table,
    Tone,
    Value,
    Words,
    Workbook,
)
from cancu.api.reports import name_briefly
from cancu.api.sheet_parts import FINDINGS, QUOTE_TARGET, QUOTES, jump_to, name_anchor
from cancu.api.terminal import print_date
from cancu.api.views_basis import RESOLUTIONS

if TYPE_CHECKING:
    from cancu.graph.cascade import CascadeEdge
    from cancu.graph.dossiers import Dossier, DossierCitation, DossierCounts, DossierStep, DossierTask
    from cancu.ontology.records import Document

TITLE = "HỒ SƠ VĂN BẢN"
ABSENT = "chưa có trong kho (not in the store)"
_COUNTS = (
    ("bases", "Căn cứ (legal bases)"),
    ("absent", "  trong đó chưa có trong kho (not in the store)"),
    ("superseded", "  trong đó đã bị thay thế, bãi bỏ (superseded)"),
    ("mentions", "Văn bản khác được dẫn (other documents named)"),
    ("above", "Kế hoạch cấp trên (plans above)"),
    ("below", "Kế hoạch cấp dưới (plans below)"),
    ("resting", "Văn bản dẫn đến văn bản này (documents that name it)"),
    ("tasks", "Nhiệm vụ (tasks)"),
    ("duties", "Trách nhiệm (duties)"),
    ("targets", "Mục tiêu (targets)"),
    ("errors", "Phát hiện: lỗi (errors)"),
    ("warnings", "Phát hiện: cảnh báo (warnings)"),
    ("infos", "Phát hiện: lưu ý (infos)"),
)
_CITATION_COLUMNS = (
    Column("Văn bản", "document", 36),
    Column("Quan hệ", "relation", 18),
    Column("Nguyên văn", "quote", 46),
)
_STEP_COLUMNS = (
    Column("Bậc", "step", 13, centred=True),
    Column("Kế hoạch", "plan", 40),
    Column("Nguyên văn", "quote", 47),
)
_TASK_COLUMNS = (
    Column("Mục", "item", 14),
    Column("Nguyên văn", "quote", 48),
    Column("Ai, sản phẩm, thời hạn", "who, product, deadline", 38),
)


def write_dossier(dossier: Dossier, form: str) -> bytes:
    """The dossier as the bytes of a file: text, json, html, docx or xlsx."""
    return write_model(dossier, form, Makers(build_dossier_paper, build_dossier_workbook))


def build_dossier_paper(dossier: Dossier) -> Paper:
    """The dossier on paper: what it is, what it rests on, what hangs on it, what it demands, what is wrong with it."""
    document = dossier.document
    sections = (
        _sum_up(dossier.counts),
        _list_citations("Căn cứ (legal bases)", dossier.bases),
        _list_steps("Kế hoạch cấp trên (plans above)", dossier.above, dossier),
        _list_steps("Kế hoạch cấp dưới (plans below)", dossier.below, dossier),
        list_rows(
            "Nhiệm vụ, trách nhiệm, mục tiêu (tasks, duties, targets)",
            _TASK_COLUMNS,
            tuple(_describe_task(one) for one in dossier.tasks),
        ),
        list_rows("Phát hiện (findings)", FINDING_COLUMNS, tuple(map(describe_finding, dossier.findings))),
        _list_citations("Văn bản khác được dẫn (other documents named)", dossier.mentions),
        _list_citations("Văn bản dẫn đến văn bản này (documents that name it)", dossier.resting),
        _tell_method(dossier),
    )
    return Paper(
        organisation="",
        title=TITLE,
        subject=document.plan_title or document.title or document.number or dossier.iri or "",
        facts=tuple(_iter_facts(document)),
        sections=number_sections(sections),
        day=document.date,
        symbol="HS",
    )


def _iter_facts(document: Document) -> Iterator[tuple[str, str]]:
    days = " – ".join(print_date(day) or "…" for day in document.period) if document.period else ""
    facts = (
        ("Loại (type)", document.type),
        ("Số, ký hiệu (number)", document.number),
        ("Ngày (date)", print_date(document.date)),
        ("Cơ quan ban hành (issuer)", document.issuer),
        ("Cấp (level)", label(LEVELS, document.level)),
        ("Trích yếu (title)", document.title),
        ("Thời kỳ (period)", days),
        ("Người ký (signer)", ", ".join(part for part in (document.signer_role, document.signer) if part)),
    )
    for name, value in facts:
        if value:
            yield name, value


def _sum_up(counts: DossierCounts) -> Section:
    columns = (Column("Nội dung", "item", 75), Column("Số lượng", "count", 25, centred=True))
    rows = tuple((say(name), say(str(getattr(counts, key)))) for key, name in _COUNTS)
    return Section("Tóm tắt (summary)", (), Table(columns, rows))


def _list_citations(title: str, citations: Sequence[DossierCitation]) -> Section:
    """The places that name a document; the heading counts documents, as the summary does."""
    rows = tuple(
        (
            _name_cited(one),
            say(label(RELATIONS, one.relation), *([f"mục {one.task}"] if one.task else []), one.pinpoint or "",
                label(RESOLUTIONS, one.resolution)),
            (Words(one.quote, Tone.QUOTE), Words(f"[ký tự {one.start}–{one.end}]", Tone.QUIET)),
        )
        for one in citations
    )  # fmt: skip
    return list_rows(title, _CITATION_COLUMNS, rows, count=len({one.iri or one.label for one in citations}))


def _name_cited(one: DossierCitation) -> Cell:
    ends = (Words(f"Hết hiệu lực: {end.label}", Tone.STRONG) for end in one.superseded_by)
    absent = () if one.in_store or one.iri is None else (Words(ABSENT, Tone.QUIET),)
    return (Words(one.label), *ends, *absent)


def _list_steps(title: str, steps: Sequence[DossierStep], dossier: Dossier) -> Section:
    """Plans with the words that hang them here; words of a third document say whose they are."""
    labels = {step.plan.iri: step.plan.label for step in steps}
    rows = tuple(
        (
            say(str(step.plan.depth)),
            say(step.plan.label, label_both(LEVELS, step.plan.level), "" if step.plan.in_store else ABSENT),
            tuple(words for edge in step.quotes for words in _cite_edge(edge, labels, dossier)) or say(""),
        )
        for step in steps
    )
    return list_rows(title, _STEP_COLUMNS, rows)


def _cite_edge(edge: CascadeEdge, labels: Mapping[str, str], dossier: Dossier) -> Iterator[Words]:
    if edge.lower != dossier.iri and edge.lower in labels:
        yield Words(f"{labels[edge.lower]}:", Tone.QUIET)
    yield Words(edge.quote, Tone.QUOTE)


def _describe_task(one: DossierTask) -> tuple[Cell, ...]:
    task = one.task
    origins = (f"{name_briefly(origin.plan)} {origin.ref}" for origin in one.inherited_from)
    return (
        (Words(task.ref, Tone.STRONG), Words(label(KINDS, task.kind), Tone.QUIET)),
        cite_quote(one.quote),
        say(
            *_name_field("Chủ trì", task.lead),
            *_name_field("Phối hợp", task.coordinate),
            *_name_field("Sản phẩm", task.products),
            *_name_field("Thời hạn", (task.deadline.text,) if task.deadline else ()),
            *_name_field("Từ cấp trên", tuple(origins)),
        ),
    )


def _name_field(name: str, values: Iterable[str]) -> tuple[str, ...]:
    values = tuple(values)
    return (f"{name}: {'; '.join(values)}",) if values else ()


def _tell_method(dossier: Dossier) -> Section:
    source = (
        "Hồ sơ lập từ kho: nguồn dẫn được nhận theo số, loại, ngày và cơ quan; chỗ ghi “cần xem lại” chờ người quyết "
        "định. (Made from the store; what says “cần xem lại” waits for a person.)"
        if dossier.iri
        else "Hồ sơ lập từ một tệp ngoài kho: không có kế hoạch cấp trên, cấp dưới và văn bản dẫn đến nó. (Made from a "
        "file outside the store: what others say of it is not known.)"
    )
    return Section(
        "Cách làm và giới hạn (method and limits)",
        (
            source,
            "Đoạn trích giữ nguyên từng chữ của văn bản; số trong ngoặc vuông là vị trí ký tự. (Quotes are exact; the "
            "numbers are offsets.)",
            "Văn bản chưa có trong kho chỉ được biết qua chỗ dẫn. (Of absent documents only what others say is known.)",
        ),
    )


_SUMMARY_COLUMNS = (SheetColumn("Nội dung (item)", 52), SheetColumn("Giá trị (value)", 80))
_SHEET_CITATIONS = (
    SheetColumn("Văn bản (document)", 40),
    SheetColumn("Quan hệ (relation)", 12),
    SheetColumn("Điều khoản (pinpoint)", 11),
    SheetColumn("Trong mục (item)", 8),
    SheetColumn("Trong kho (in the store)", 8),
    SheetColumn("Hết hiệu lực bởi (superseded by)", 24),
    SheetColumn("Cách nhận ra (resolution)", 18),
    SheetColumn("Nguyên văn (quote)", 55),
    SheetColumn("Từ ký tự (start)", 8),
    SheetColumn("Đến ký tự (end)", 8),
)
_SHEET_STEPS = (
    SheetColumn("Hướng (direction)", 14),
    SheetColumn("Bậc (step)", 8),
    SheetColumn("Kế hoạch (plan)", 60),
    SheetColumn("Cấp (level)", 14),
    SheetColumn("Trong kho (in the store)", 12),
    SheetColumn("Nguyên văn (quote)", 80),
)
_SHEET_TASKS = (
    SheetColumn("Mục (item)", 12),
    SheetColumn("Loại (kind)", 12),
    SheetColumn("Đề mục (heading)", 24),
    SheetColumn("Nội dung (text)", 60),
    SheetColumn("Chủ trì (lead)", 24),
    SheetColumn("Phối hợp (coordinate)", 24),
    SheetColumn("Sản phẩm (products)", 28),
    SheetColumn("Thời hạn (deadline)", 22),
    SheetColumn("Hạn cuối (due)", 13),
    SheetColumn("Từ cấp trên (inherited from)", 26),
    SheetColumn("Nguyên văn (quote)", 20),
)


def build_dossier_workbook(dossier: Dossier) -> Workbook:
    """The dossier as a workbook; every task leads to its quote."""
    document = dossier.document
    name = document.number or document.title or "văn bản"
    steps = [("cấp trên", step) for step in dossier.above] + [("cấp dưới", step) for step in dossier.below]
    sheets = (
        Sheet("Tóm tắt", _SUMMARY_COLUMNS, tuple(map(SheetRow, _iter_summary(dossier)))),
        Sheet("Căn cứ", _SHEET_CITATIONS, tuple(map(_row_citation, dossier.bases))),
        Sheet("Dẫn chiếu khác", _SHEET_CITATIONS, tuple(map(_row_citation, dossier.mentions))),
        Sheet("Được dẫn bởi", _SHEET_CITATIONS, tuple(map(_row_citation, dossier.resting))),
        Sheet("Dòng kế hoạch", _SHEET_STEPS, tuple(_row_step(side, step) for side, step in steps)),
        Sheet("Nhiệm vụ", _SHEET_TASKS, tuple(_row_task(one, name) for one in dossier.tasks)),
        Sheet("Phát hiện", FINDINGS, tuple(_iter_findings(dossier))),
        Sheet("Nguyên văn", QUOTES, tuple(_iter_quotes(dossier, name)), target=QUOTE_TARGET),
    )
    return Workbook(title=f"Hồ sơ văn bản: {name}", sheets=sheets, day=document.date)


def _iter_summary(dossier: Dossier) -> Iterator[tuple[Value, ...]]:
    for name, value in _iter_facts(dossier.document):
        yield name, dossier.document.date if name == "Ngày (date)" else value
    if dossier.iri:
        yield "IRI", dossier.iri
    for key, name in _COUNTS:
        yield name, getattr(dossier.counts, key)


def _row_citation(one: DossierCitation) -> SheetRow:
    ends = "\n".join(end.label for end in one.superseded_by)
    stored = None if one.iri is None else "có (yes)" if one.in_store else "chưa (no)"
    head = (one.label, label(RELATIONS, one.relation), one.pinpoint, one.task, stored, ends or None)
    return SheetRow((*head, label(RESOLUTIONS, one.resolution) or None, one.quote, one.start, one.end))


def _row_step(side: str, step: DossierStep) -> SheetRow:
    plan = step.plan
    quotes = "\n".join(edge.quote for edge in step.quotes) or None
    stored = "có (yes)" if plan.in_store else "chưa (no)"
    return SheetRow((side, plan.depth, plan.label, label(LEVELS, plan.level) or None, stored, quotes))


def _row_task(one: DossierTask, name: str) -> SheetRow:
    task = one.task
    origins = "\n".join(f"{name_briefly(origin.plan)} {origin.ref}" for origin in one.inherited_from)
    return SheetRow(
        (
            task.ref,
            label(KINDS, task.kind),
            task.heading,
            task.text,
            "\n".join(task.lead) or None,
            "\n".join(task.coordinate) or None,
            "\n".join(task.products) or None,
            task.deadline.text if task.deadline else None,
            max(task.deadline.due) if task.deadline and task.deadline.due else None,
            origins or None,
            jump_to(name, task.ref, one.quote),
        )
    )


def _iter_findings(dossier: Dossier) -> Iterator[SheetRow]:
    for finding in dossier.findings:
        where = finding.where or "cả văn bản"
        words = (label(SEVERITIES, finding.severity), finding.message, finding.english, finding.code)
        yield SheetRow((where, None, *words))


def _iter_quotes(dossier: Dossier, name: str) -> Iterator[SheetRow]:
    for one in dossier.tasks:
        place = (one.task.ref, name, one.quote.start, one.quote.end)
        yield SheetRow((*place, one.quote.text), name_anchor(name, one.task.ref))
