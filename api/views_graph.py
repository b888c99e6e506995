"""What the commands that follow the graph print: cascades, tasks, gaps."""

from __future__ import annotations

from typing import Any

from cancu.api import terminal
from cancu.api.messages import KINDS, LEVELS, OBLIGATIONS, label
from cancu.api.views import name_short, print_share

Row = dict[str, Any]

SHORT_TEXT = 140


def render_cascade(found: Row, *, up: bool) -> str:
    """Plans as a tree, each once, below the nearest of those it hangs on; those not in the store are marked."""
    nodes = {node["iri"]: node for node in found["nodes"]}
    start = found["document"]
    steps = hang_steps(found, nodes, up=up)
    heading = f"Kế hoạch cấp {'trên' if up else 'dưới'} ({'plans above' if up else 'plans below'})"
    lines = [heading, terminal.render_paragraph(_describe_step(nodes[start]), indent=2)]
    amending = {edge["lower"] for edge in found["edges"] if edge["relation"] == "amends"}
    lines += _draw_steps(start, nodes, steps, amending, "  ")
    if len(nodes) == 1:
        lines.append("    không có (none)")
    for cycle in found["cycles"]:
        names = " → ".join(nodes[iri]["label"] if iri in nodes else iri for iri in cycle)
        lines.append(terminal.render_paragraph(f"vòng lặp (cycle): {names}", indent=2))
    return "\n".join(lines)


def render_tasks(found: Row) -> str:
    """Tasks with who leads, until when, and from which plan above they were taken over.

    For an organisation: for whom and which day, what comes from above apart from its own plans, what was left out.
    """
    if not found.get("organisation"):
        if not found["tasks"]:
            return "Không có nhiệm vụ nào. (No tasks.)"
        return f"{_render_task_table(found['tasks'])}\n\n{len(found['tasks'])} nhiệm vụ (tasks)"
    parts = [_render_task_heading(found)]
    for own, title in ((False, "TỪ CẤP TRÊN (from plans of others)"), (True, "KẾ HOẠCH CỦA ĐƠN VỊ (its own plans)")):
        tasks = [task for task in found["tasks"] if task["own"] is own]
        if tasks:
            parts.append(f"{title}: {len(tasks)}\n{_render_task_table(tasks)}")
    if found["tasks"]:
        parts.append(f"{len(found['tasks'])} nhiệm vụ (tasks)")
    else:
        parts.append("Không có nhiệm vụ nào. (No tasks.)")
    return "\n\n".join([*parts, *_render_left_out(found["left_out"])])


def _render_task_heading(found: Row) -> str:
    day = terminal.print_date(found["as_of"])
    when = f"tại ngày {day} (on that day)" if day else "theo thời gian của văn bản (at the time of the document)"
    lines = [terminal.render_paragraph(f"Nhiệm vụ ràng buộc {found['organisation']}, {when}")]
    if found["ended"]:
        ended = terminal.print_date(found["ended"])
        note = f"Cấp của đơn vị này đã kết thúc ngày {ended} (its level of government ended on that day)"
        lines.append(terminal.render_paragraph(note))
    return "\n".join(lines)


def _render_task_table(tasks: list[Row]) -> str:
    columns = ["Mục", "Loại", "Nhiệm vụ", "Chủ trì", "Thời gian", "Lấy từ cấp trên"]
    rows = [_describe_task(task) for task in tasks]
    if not any(row[-1] for row in rows):
        columns, rows = columns[:-1], [row[:-1] for row in rows]
    return terminal.render_table(columns, rows)


def _render_left_out(left: list[Row]) -> list[str]:
    """How many tasks of which plans do not bind on the day, and why."""
    if not left:
        return []
    lines = ["KHÔNG TÍNH (left out)"]
    for reason, words, english in (
        ("superseded", "đã bị thay thế hoặc bãi bỏ", "replaced or repealed"),
        ("out_of_time", "ngoài thời kỳ của kế hoạch", "outside the time of the plan"),
    ):
        plans = [one for one in left if one["reason"] == reason]
        if plans:
            names = ", ".join(
                name_short(one["plan"]) + (f" (từ {terminal.print_date(one['since'])})" if one["since"] else "")
                for one in plans
            )
            count = sum(one["tasks"] for one in plans)
            text = f"{count} nhiệm vụ {words} ({english}): {names}"
            lines.append(terminal.render_paragraph(text, indent=2, bullet="- "))
    if any(one["reason"] == "out_of_time" for one in left):
        lines.append(terminal.render_paragraph("Xét ngày khác bằng --as-of (ask for another day)", indent=2))
    return ["\n".join(lines)]


def render_gaps(found: Row) -> str:
    """Child plans with the figures of their coverage, worst first, then each parent's task with who misses it."""
    if not found["rows"]:
        return "Không có kế hoạch nào dẫn kế hoạch cấp trên có trong kho. (No plan cites a plan in the store.)"
    rows = [
        (
            name_short(row["child"]),
            row["organisation"],
            name_short(row["parent"]),
            *_list_figures(row["counts"]),
            print_share(row["rates"]["strict"]),
        )
        for row in found["rows"]
    ]
    rows.append(("Tổng (total)", "", "", *_list_figures(found["counts"]), print_share(found["rates"]["strict"])))
    heads = ("Kế hoạch", "Cơ quan", "Cấp trên", "Ràng buộc", "Bao phủ", "Một phần", "Cần xem", "Thiếu", "Khác", "Chặt")
    table = terminal.render_table(heads, rows, numeric=(3, 4, 5, 6, 7, 8, 9))
    rest = "Khác: giao lại, được miễn hoặc không áp dụng. (The rest: handed down, exempt or not applicable.)"
    return f"{table}\n{rest}\n\n{_render_missed(found['rows'])}".rstrip()


def _list_figures(counts: dict[str, int]) -> list[str]:
    """The figures of a row, with the rest last, so that they add up to the binding tasks."""
    parts = [counts[name] for name in ("covered", "partial", "review", "gap")]
    return [str(figure) for figure in (counts["binding"], *parts, counts["binding"] - sum(parts))]


def _render_missed(rows: list[Row]) -> str:
    """Tasks of the parents that some plan misses or leaves to review, those missed most first."""
    texts: dict[str, str] = {}
    plans: dict[str, dict[str, list[str]]] = {"gap": {}, "review": {}}
    for row in rows:
        for cell in row["cells"]:
            if cell["status"] in plans:
                item = f"{name_short(row['parent'])} {cell['ref']}"
                texts[item] = cell["text"]
                plans[cell["status"]].setdefault(item, []).append(name_short(row["child"]))
    if not texts:
        return ""
    gaps, reviews = plans["gap"], plans["review"]
    cells = [
        (
            item,
            terminal.shorten(texts[item], SHORT_TEXT),
            ", ".join(gaps.get(item, ())),
            ", ".join(reviews.get(item, ())),
        )
        for item in sorted(texts, key=lambda item: (-len(gaps.get(item, ())), item))
    ]
    table = terminal.render_table(("Mục cấp trên", "Nhiệm vụ", "Thiếu ở", "Cần xem ở"), cells)
    return f"NHIỆM VỤ CÒN THIẾU HOẶC CẦN XEM (missed or to review): {len(cells)}\n{table}"


def _describe_task(task: Row) -> tuple[str, ...]:
    origins = [f"{name_short(origin['plan'])} {origin['ref']}" for origin in task.get("inherited_from", [])]
    return (
        " ".join(part for part in (task.get("document"), task["ref"]) if part),
        label(OBLIGATIONS, task.get("obligation")) or label(KINDS, task["kind"]),
        terminal.shorten(task["text"], SHORT_TEXT),
        "; ".join(task["lead"]),
        (task["deadline"] or {}).get("text") or "",
        "; ".join(origins),
    )


def _describe_step(node: Row) -> str:
    absent = "" if node["in_store"] else " [chưa có trong kho (not in the store)]"
    level = f" · {label(LEVELS, node['level'])}" if node["level"] else ""
    return f"{node['label']}{level}{absent}"


def hang_steps(found: Row, nodes: dict[str, Row], *, up: bool) -> dict[str, list[str]]:
    """Every document below one other: of those it is linked with, the last that does not hang below itself."""
    near, far = ("lower", "upper") if up else ("upper", "lower")
    linked: dict[str, list[str]] = {}
    for edge in found["edges"]:
        linked.setdefault(edge[far], []).append(edge[near])
    hung: dict[str, str] = {}
    for iri in nodes:
        holders = [one for one in nodes if one in linked.get(iri, ()) and not _hangs_below(one, iri, hung)]
        if iri != found["document"]:
            hung[iri] = holders[-1] if holders else found["document"]
    return {holder: [iri for iri in nodes if hung.get(iri) == holder] for holder in set(hung.values())}


def _hangs_below(iri: str, top: str, hung: dict[str, str]) -> bool:
    while iri != top and iri in hung:
        iri = hung[iri]
    return iri == top


def _draw_steps(
    iri: str, nodes: dict[str, Row], steps: dict[str, list[str]], amending: set[str], margin: str
) -> list[str]:
    """The branches below one document; `│` runs on beside those that have a sister below."""
    lines = []
    hung = steps.get(iri, [])
    for step in hung:
        last = step == hung[-1]
        note = " · văn bản sửa đổi (amendment)" if step in amending else ""
        inner = margin + ("  " if last else "│ ")
        block = terminal.render_paragraph(_describe_step(nodes[step]) + note, indent=len(inner)).splitlines()
        below = inner + ("│ " if steps.get(step) else "")
        lines.append(f"{margin}{'└' if last else '├'} {block[0].strip()}")
        lines += [below + line.strip() for line in block[1:]]
        lines += _draw_steps(step, nodes, steps, amending, inner)
    return lines
