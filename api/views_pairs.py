"""What the commands about one plan or a pair of plans print: links, an explanation, findings."""

from __future__ import annotations

from typing import Any

from cancu.api import terminal
from cancu.api.messages import LINK_STATES, RULINGS, SEVERITIES, label
from cancu.api.messages import mark_status as mark
from cancu.api.views import name_node, print_score, render_finding_rows
from cancu.graph.similarity import list_weights

Row = dict[str, Any]


def render_links(found: Row) -> str:
    """Pairs of tasks, best first."""
    rows = [
        (
            print_score(link["score"]),
            label(LINK_STATES, link["state"]),
            link["parent"],
            link["child"],
            ", ".join(link["shared"][:6]),
        )
        for link in found["links"]
        if link["state"] != "weak"
    ]
    if not rows:
        return "Không có cặp nhiệm vụ nào đủ giống. (No pair is alike enough.)"
    columns = ("Điểm", "Trạng thái", "Cấp trên", "Cấp dưới", "Từ chung")
    return f"{terminal.render_table(columns, rows, numeric=(0,))}\n\n{len(rows)} cặp (pairs)"


def render_explanation(found: Row) -> str:
    """One parent task: duty, verdict and the rule behind it, candidates with scores and quotes, checks."""
    limits = found["thresholds"]
    fields = [
        ("Mục (ref)", f"{found['ref']}, {name_node(found['parent'])}"),
        ("Nhiệm vụ (task)", found["text"]),
        ("Cơ quan (organisation)", found["organisation"]),
        ("Nghĩa vụ (duty)", f"{found['duty']} [{found['obligation']}]"),
        ("Kết luận (status)", mark(found["status"])),
        ("Vì (rule)", f"{found['explanation']} [{found['rule']}]"),
        ("Giao lại (chain)", " → ".join(found["chain"])),
        ("Nguyên văn (quote)", f"“{terminal.shorten(found['quote']['text'], 300)}” [{_place(found['quote'])}]"),
    ]
    candidates = found["candidates"]
    bands = f"tự nối từ {print_score(limits['high'])}, xem lại từ {print_score(limits['low'])}"
    lines = [terminal.render_fields(fields), "", f"ỨNG VIÊN (candidates): {len(candidates)}; {bands}"]
    lines += [terminal.render_paragraph(sentence, indent=2) for sentence in _explain_scores() if candidates]
    for candidate in candidates:
        lines += _render_candidate(candidate)
    if found["rulings"]:
        lines += ["", "QUYẾT ĐỊNH CỦA NGƯỜI DÙNG (rulings)"]
        lines += [_render_ruling(ruling) for ruling in found["rulings"]]
    if found["checks"]:
        lines += ["", "KIỂM TRA (checks)"]
        for check in found["checks"]:
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


def _render_ruling(ruling: Row) -> str:
    """A person's ruling on the task: what, who, when, why."""
    what = label(RULINGS, ruling["kind"])
    of = " ".join(part for part in (ruling["child_ref"], ruling["unit"]) if part)
    reason = f": {ruling['reason']}" if ruling["reason"] else ""
    text = f"{what}{' ' + of if of else ''}, {ruling['by']}, {terminal.print_date(ruling['date'])}{reason}"
    return terminal.render_paragraph(text, indent=2, bullet="- ")


def _place(quote: Row) -> str:
    return f"{quote['start']}–{quote['end']}"


def _explain_scores() -> tuple[str, str]:
    """How the score of a candidate is made of its parts, and what the parts are."""
    both, text, section = list_weights()
    parts = f"{print_score(text.base)} từ ngữ + {print_score(text.clause)} mệnh đề"
    products = (
        f"{print_score(both.base)} từ ngữ + {print_score(both.clause)} mệnh đề + {print_score(both.product)} sản phẩm"
    )
    return (
        f"Điểm = ({parts} + {print_score(section)} đề mục) × tương đối, tối đa 1; khi hai bên đều nêu sản phẩm: "
        f"({products} + {print_score(section)} đề mục) × tương đối. (How the score is made.)",
        "từ ngữ: mức giống của cả câu; mệnh đề: của hai mệnh đề giống nhau nhất; tương đối: so với cặp giống nhất "
        "của mỗi bên. (Whole text; best clause; relative to the best rival.)",
    )


def _render_candidate(candidate: Row) -> list[str]:
    """A candidate with what its score is made of, the shared words and the quote."""
    parts = [
        f"từ ngữ {print_score(candidate['cosine'])}",
        f"mệnh đề {print_score(candidate['clause'])}",
        *([] if candidate["product"] is None else [f"sản phẩm {print_score(candidate['product'])}"]),
        f"đề mục {print_score(candidate['section'])}",
    ]
    suspect = ", văn bản đã đổi (suspect)" if candidate["suspect"] else ""
    state = label(LINK_STATES, candidate["state"])
    made = f"({', '.join(parts)}) × tương đối {print_score(candidate['relative'])}"
    shared = ", ".join(candidate["shared"]) or "không có"
    quote = f"“{terminal.shorten(candidate['quote']['text'], 300)}” [{_place(candidate['quote'])}]"
    return [
        terminal.render_paragraph(
            f"{candidate['ref']}  {print_score(candidate['score'])} {state}{suspect} = {made}", indent=2
        ),
        terminal.render_paragraph(f"từ chung (shared): {shared}", indent=6),
        terminal.render_paragraph(quote, indent=6),
    ]
