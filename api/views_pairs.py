"""What the commands about one plan or a pair of plans print: links, an explanation, findings."""

from __future__ import annotations

from typing import Any

from cancu.api import terminal
from cancu.api.messages import LINK_STATES, OBLIGATIONS, SEVERITIES, label
from cancu.api.messages import mark_status as mark
from cancu.api.views import name_node, render_finding_rows

Row = dict[str, Any]


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


def _place(quote: Row) -> str:
    return f"{quote['start']}–{quote['end']}"
