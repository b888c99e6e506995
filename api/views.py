"""What the commands print for people, each from the same value that `--json` prints for programs."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from cancu.api import terminal
from cancu.api.messages import LEVELS, RELATIONS, SEVERITIES, label

Row = dict[str, Any]

SHORT_TITLE = 90
MOST_CITATIONS_SHOWN = 30
MOST_NAMES_SHOWN = 3


def render_ingest(report: Row) -> str:
    """How many documents were read, each file that was not with the next step, and what was passed over."""
    failed, skipped = len(report["failed"]), len(report["skipped"])
    figures = f"{report['documents']} văn bản, {report['unchanged']} không đổi, {failed} không đọc được"
    figures += f", {skipped} bỏ qua" if skipped else ""
    lines = [f"Đã nạp {figures}, {report['seconds']:.1f} giây. (Ingested, unchanged, failed, skipped.)"]
    for failure in report["failed"]:
        cause = f"{failure['path']}: {failure['message']} [{failure['code']}]"
        lines.append(terminal.render_paragraph(cause, indent=2, bullet="✘ "))
        if failure["hint"]:
            lines.append(terminal.render_paragraph(failure["hint"], indent=4, bullet="→ "))
    return "\n".join([*lines, *_render_skipped(report["skipped"])])


def _render_skipped(skipped: Sequence[Row]) -> list[str]:
    """What was passed over, grouped by reason, with the first few names."""
    groups: dict[str, list[str]] = {}
    for row in skipped:
        groups.setdefault(row["message"], []).append(row["path"])
    return [
        terminal.render_paragraph(
            f"{len(paths)} {reason}: {', '.join(paths[:MOST_NAMES_SHOWN])}"
            + (f" … và {len(paths) - MOST_NAMES_SHOWN} nữa" if len(paths) > MOST_NAMES_SHOWN else ""),
            indent=2, bullet="– ",
        )
        for reason, paths in groups.items()
    ]  # fmt: skip


def render_list(listing: Row) -> str:
    """The documents of a store as a table."""
    documents = listing["documents"]
    if not documents:
        return "Kho chưa có văn bản nào. (The store is empty.)"
    rows = [
        (
            document["number"] or "không số",
            terminal.print_date(document["date"]),
            document["issuer"] or "",
            terminal.shorten(document["title"] or document["name"], SHORT_TITLE),
            str(document["tasks"]),
            str(document["findings"]),
        )
        for document in documents
    ]
    columns = ("Số ký hiệu", "Ngày", "Cơ quan ban hành", "Trích yếu", "NV", "PH")
    table = terminal.render_table(columns, rows, numeric=(4, 5))
    return f"{table}\n\n{len(documents)} văn bản; NV số nhiệm vụ, PH số phát hiện (documents; tasks, findings)"


def render_document(shown: Row) -> str:
    """One document whole: head, citations, tasks, findings."""
    document = shown["document"]
    parts = [
        terminal.render_fields(_describe_head(document, shown.get("iri"))),
        _render_citations(shown["citations"]),
        _render_items(shown["tasks"]),
        render_finding_rows(shown["findings"]),
    ]
    return "\n\n".join(part for part in parts if part)


def render_search(found: Row) -> str:
    """Documents and tasks that match, best first."""
    if not found["documents"] and not found["tasks"]:
        return f"Không thấy “{found['query']}”. (Nothing found.)"
    lines = []
    for heading, hits in (("VĂN BẢN (documents)", found["documents"]), ("NHIỆM VỤ (tasks)", found["tasks"])):
        if hits:
            lines.append(f"{heading}: {len(hits)}")
        for hit in hits:
            place = f"{hit['label']}, mục {hit['ref']}" if hit["ref"] else hit["label"]
            lines.append(terminal.render_paragraph(f"{place}: {hit['snippet']}", indent=2, bullet="- "))
    return "\n".join(lines)


def name_node(document: Row) -> str:
    """How a list names a document: its label, else number and title."""
    if document.get("label"):
        return str(document["label"])
    title = terminal.shorten(document.get("title") or "", 60)
    return ", ".join(part for part in (document.get("number"), title) if part) or document.get("iri") or "?"


def name_short(document: Row) -> str:
    """Number of a document, else its name."""
    return str(document.get("number") or document.get("name") or name_node(document))


def _describe_head(document: Row, iri: str | None) -> list[tuple[str, str]]:
    period = document["period"] or (None, None)
    days = " – ".join(terminal.print_date(day) or "…" for day in period) if any(period) else ""
    signer = ", ".join(part for part in (document["signer"], document["signer_role"]) if part)
    return [
        ("Loại (type)", document["type"] or ""),
        ("Số ký hiệu (number)", document["number"] or ""),
        ("Ngày (date)", terminal.print_date(document["date"])),
        ("Nơi (place)", document["place"] or ""),
        ("Cơ quan ban hành (issuer)", document["issuer"] or ""),
        ("Cấp (level)", label(LEVELS, document["level"])),
        ("Trích yếu (title)", document["title"] or ""),
        ("Kế hoạch (plan)", document["plan_title"] or ""),
        ("Thời kỳ (period)", days),
        ("Người ký (signer)", signer),
        ("IRI", iri or ""),
    ]


def _render_citations(citations: Sequence[Row]) -> str:
    kept = [citation for citation in citations if citation["relation"] != "self"]
    if not kept:
        return ""
    rows = [
        (
            label(RELATIONS, citation["relation"]),
            citation["number"] or citation["name"] or "",
            terminal.print_date(citation["date"]),
            citation["issuer"] or "",
            citation["pinpoint"] or "",
        )
        for citation in kept[:MOST_CITATIONS_SHOWN]
    ]
    table = terminal.render_table(("Quan hệ", "Văn bản", "Ngày", "Cơ quan", "Điều khoản"), rows)
    more = len(kept) - len(rows)
    rest = f"\n… và {more} dẫn chiếu nữa; xem đủ bằng --json (and {more} more)" if more > 0 else ""
    return f"DẪN CHIẾU (citations): {len(kept)}\n{table}{rest}"


def _render_items(tasks: Sequence[Row]) -> str:
    from cancu.api.views_graph import render_tasks

    if not tasks:
        return ""
    return f"NHIỆM VỤ (tasks)\n{render_tasks({'tasks': tasks})}"


def render_finding_rows(findings: Sequence[Row]) -> str:
    """Findings as a table; empty where there are none."""
    if not findings:
        return ""
    rows = [(label(SEVERITIES, row["severity"]), _tell_where(row), row["message"], row["code"]) for row in findings]
    return f"PHÁT HIỆN (findings)\n{terminal.render_table(('Mức', 'Ở đâu', 'Nội dung', 'Mã'), rows)}"


def _tell_where(finding: Row) -> str:
    """Where a finding stands: in the document, and in its file where that is known."""
    if not finding.get("place"):
        return str(finding["where"])
    from cancu.api.places import describe_place
    from cancu.ontology.records import Place

    place = describe_place(Place(start=0, **finding["place"]))
    return f"{finding['where']} ({place})" if finding["where"] else place


def print_share(share: float | None, *, digits: int = 0) -> str:
    """A share in per cent, rounded half up, with a decimal comma; a dash where there is none.

    Example:
        >>> print_share(14 / 17, digits=1), print_share(0.0625, digits=1)
        ('82,4 %', '6,3 %')
    """
    if share is None:
        return "–"
    percent = (Decimal(str(share)) * 100).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    return f"{percent} %".replace(".", ",")


def print_score(score: float) -> str:
    """A score with two decimals and a decimal comma.

    Example:
        >>> print_score(0.482202)
        '0,48'
    """
    return f"{score:.2f}".replace(".", ",")


def print_words(words: Sequence[str]) -> str:
    """Words in a row; says so where there are none.

    Example:
        >>> print_words(("rà soát", "thủ tục")), print_words(())
        ('rà soát, thủ tục', 'không có (none)')
    """
    return ", ".join(words) or "không có (none)"
