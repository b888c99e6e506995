"""What the commands print for people, each from the same value that `--json` prints for programs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cancu.api import terminal
from cancu.api.messages import KINDS, LEVELS, LINK_STATES, OBLIGATIONS, RELATIONS, SEVERITIES, label
from cancu.api.messages import mark_status as mark

Row = dict[str, Any]

SHORT_TITLE = 90
SHORT_TEXT = 140
MOST_CITATIONS_SHOWN = 30


def render_ingest(report: Row) -> str:
    """How many documents were read, and each file that was not."""
    failed = len(report["failed"])
    figures = f"{report['documents']} văn bản, {report['unchanged']} không đổi, {failed} không đọc được"
    lines = [f"Đã nạp {figures}, {report['seconds']:.1f} giây. (Ingested, unchanged, failed.)"]
    lines += [
        terminal.render_paragraph(f"{failure['path']}: {failure['message']} [{failure['code']}]", indent=2, bullet="✘ ")
        for failure in report["failed"]
    ]
    return "\n".join(lines)


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
    table = terminal.render_table(columns, rows, numeric=(4, 5), narrow=(0, 1))
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


def render_basis(found: Row, *, down: bool) -> str:
    """Legal bases, one row per citation; what is not in the store, or no longer held, is marked."""
    nodes = {node["iri"]: node for node in found["nodes"]}
    turn = "Văn bản dựa vào" if down else "Căn cứ của"
    english = "what rests on it" if down else "what it rests on"
    heading = f"{turn} {name_node(nodes[found['document']])} ({english})"
    if not found["edges"]:
        return f"{heading}\n  không có (none)"
    rows = [
        (
            label(RELATIONS, edge["relation"]),
            _describe_end(nodes[edge["from" if down else "to"]], edge["pinpoint"]),
            ""
            if edge["from" if not down else "to"] == found["document"]
            else name_short(nodes[edge["from" if not down else "to"]]),
            "có" if edge["in_store"] else "chưa có",
        )
        for edge in found["edges"]
    ]
    table = terminal.render_table(("Quan hệ", "Văn bản", "Qua", "Trong kho"), rows, wide=1, narrow=(3,))
    return f"{heading}\n{table}"


def render_cascade(found: Row, *, up: bool) -> str:
    """Plans as a tree, one step of indent per level; those not in the store are marked."""
    nodes = {node["iri"]: node for node in found["nodes"]}
    start = nodes[found["document"]]
    heading = f"Kế hoạch cấp {'trên' if up else 'dưới'} ({'plans above' if up else 'plans below'})"
    near, far = ("lower", "upper") if up else ("upper", "lower")
    steps: dict[str, list[str]] = {}
    for edge in found["edges"]:
        steps.setdefault(edge[near], []).append(edge[far])
    lines = [heading, terminal.render_paragraph(_describe_step(start), indent=2)]
    lines += _draw_steps(found["document"], nodes, steps, (found["document"],))
    if len(nodes) == 1:
        lines.append("    không có (none)")
    for cycle in found["cycles"]:
        names = " → ".join(nodes[iri]["label"] if iri in nodes else iri for iri in cycle)
        lines.append(terminal.render_paragraph(f"vòng lặp (cycle): {names}", indent=2))
    return "\n".join(lines)


def render_tasks(found: Row) -> str:
    """Tasks with who leads, who takes part, until when and where from."""
    rows = [
        (
            " ".join(part for part in (task.get("document"), task["ref"]) if part),
            label(OBLIGATIONS, task.get("obligation")) or label(KINDS, task["kind"]),
            terminal.shorten(task["text"], SHORT_TEXT),
            "; ".join(task["lead"]),
            (task["deadline"] or {}).get("text") or "",
        )
        for task in found["tasks"]
    ]
    if not rows:
        return "Không có nhiệm vụ nào. (No tasks.)"
    table = terminal.render_table(("Mục", "Nghĩa vụ", "Nhiệm vụ", "Chủ trì", "Thời gian"), rows, wide=2)
    return f"{table}\n\n{len(rows)} nhiệm vụ (tasks)"


def render_links(found: Row) -> str:
    """Pairs of tasks, best first."""
    rows = [
        (
            f"{link['score']:.2f}".replace(".", ","),
            label(LINK_STATES, link["state"]),
            link["parent"],
            link["child"],
            ", ".join(link["shared"][:6]),
        )
        for link in found["links"]
    ]
    if not rows:
        return "Không có cặp nhiệm vụ nào đủ giống. (No pair is alike enough.)"
    columns = ("Điểm", "Trạng thái", "Cấp trên", "Cấp dưới", "Từ chung")
    return f"{terminal.render_table(columns, rows, numeric=(0,))}\n\n{len(rows)} cặp (pairs)"


def render_explanation(found: Row) -> str:
    """One parent task: duty, verdict and the rule behind it, candidates with scores and quotes, checks."""
    task = found["task"]
    duty = label(OBLIGATIONS, task["obligation"]) + (f": {task['phrase']}" if task["phrase"] else "")
    fields = [
        ("Mục (ref)", task["ref"]),
        ("Nhiệm vụ (task)", task["text"]),
        ("Nghĩa vụ (duty)", duty),
        ("Kết luận (status)", mark(task["status"])),
        ("Vì (rule)", f"{task['explanation']} [{task['rule']}]"),
        ("Nguyên văn (quote)", f"{terminal.shorten(task['quote']['text'], 300)} [{_place(task['quote'])}]"),
    ]
    lines = [terminal.render_fields(fields), "", f"ỨNG VIÊN (candidates): {len(task['links'])}"]
    for link in task["links"]:
        score = f"{link['score']:.2f}".replace(".", ",")
        lines.append(f"  {link['ref']}  {score}  {label(LINK_STATES, link['state'])}")
        if link["shared"]:
            lines.append(terminal.render_paragraph(f"từ chung (shared): {', '.join(link['shared'])}", indent=6))
        quote = f"“{terminal.shorten(link['quote']['text'], 300)}” [{_place(link['quote'])}]"
        lines.append(terminal.render_paragraph(quote, indent=6))
    if task["checks"]:
        lines += ["", "KIỂM TRA (checks)"]
        for check in task["checks"]:
            lines.append(terminal.render_paragraph(f"{check['message']} [{check['code']}]", indent=2, bullet="- "))
    return "\n".join(lines)


def render_check(found: Row) -> str:
    """Findings of one document and how many of each weight there are."""
    findings = found["findings"]
    name = name_node(found["document"])
    if not findings:
        return f"{name}\nKhông có phát hiện nào. (No findings.)"
    tally = ", ".join(
        f"{sum(finding['severity'] == severity for finding in findings)} {words[0]}"
        for severity, words in SEVERITIES.items()
        if any(finding["severity"] == severity for finding in findings)
    )
    return f"{name}\n{render_finding_rows(findings)}\n{tally}"


def render_gaps(found: Row) -> str:
    """Child plans with the figures of their coverage, then the parents' tasks that several of them miss."""
    if not found["rows"]:
        return "Không có kế hoạch nào dẫn kế hoạch cấp trên có trong kho. (No plan cites a plan in the store.)"
    rows = [
        (
            name_node(row["child"]),
            row["organisation"],
            row["parent"]["number"] or "",
            *(str(row["counts"][name]) for name in ("binding", "covered", "partial", "review", "gap")),
            _print_share(row["rates"]["strict"]),
        )
        for row in found["rows"]
    ]
    heads = ("Kế hoạch", "Cơ quan", "Cấp trên", "Ràng buộc", "Bao phủ", "Một phần", "Cần xem", "Thiếu", "Chặt")
    return terminal.render_table(heads, rows, numeric=(3, 4, 5, 6, 7, 8))


def name_node(document: Row) -> str:
    """How a list names a document: its label, else number and title."""
    if document.get("label"):
        return str(document["label"])
    title = terminal.shorten(document.get("title") or "", 60)
    return ", ".join(part for part in (document.get("number"), title) if part) or document.get("iri") or "?"


def name_short(document: Row) -> str:
    """Number of a document, else its name."""
    return str(document.get("number") or document.get("name") or name_node(document))


def _describe_end(node: Row, pinpoint: str | None) -> str:
    """A legal basis with what ended it."""
    ends = "".join(
        f"; {'bị thay thế bởi' if end['relation'] == 'replaces' else 'bị bãi bỏ bởi'} {end['label']}"
        for end in node["superseded_by"]
    )
    return f"{pinpoint + ' ' if pinpoint else ''}{name_node(node)}{ends}"


def _describe_step(node: Row) -> str:
    absent = "" if node["in_store"] else " [chưa có trong kho (not in the store)]"
    level = f" · {label(LEVELS, node['level'])}" if node["level"] else ""
    return f"{node['label']}{level}{absent}"


def _draw_steps(iri: str, nodes: dict[str, Row], steps: dict[str, list[str]], path: tuple[str, ...]) -> list[str]:
    """The lines below one document; a document met again on its own path is not followed."""
    lines = []
    for step in sorted(steps.get(iri, ()), key=list(nodes).index):
        lines.append(terminal.render_paragraph(_describe_step(nodes[step]), indent=2 * len(path) + 2, bullet="└ "))
        if step not in path:
            lines += _draw_steps(step, nodes, steps, (*path, step))
    return lines


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
    table = terminal.render_table(("Quan hệ", "Văn bản", "Ngày", "Cơ quan", "Điều khoản"), rows, narrow=(2,))
    more = len(kept) - len(rows)
    rest = f"\n… và {more} dẫn chiếu nữa; xem đủ bằng --json (and {more} more)" if more > 0 else ""
    return f"DẪN CHIẾU (citations): {len(kept)}\n{table}{rest}"


def _render_items(tasks: Sequence[Row]) -> str:
    if not tasks:
        return ""
    return f"NHIỆM VỤ (tasks)\n{render_tasks({'tasks': tasks})}"


def render_finding_rows(findings: Sequence[Row]) -> str:
    if not findings:
        return ""
    rows = [(label(SEVERITIES, row["severity"]), row["where"], row["message"], row["code"]) for row in findings]
    return f"PHÁT HIỆN (findings)\n{terminal.render_table(('Mức', 'Ở đâu', 'Nội dung', 'Mã'), rows)}"


def _place(quote: Row) -> str:
    return f"{quote['start']}–{quote['end']}"


def _print_share(share: float | None) -> str:
    return "–" if share is None else f"{share * 100:.0f} %"
