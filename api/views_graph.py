"""What the commands that follow the graph print: legal bases, cascades, tasks, gaps."""

from __future__ import annotations

from typing import Any

from cancu.api import terminal
from cancu.api.messages import KINDS, LEVELS, OBLIGATIONS, RELATIONS, label
from cancu.api.views import name_node, name_short, print_share

Row = dict[str, Any]

SHORT_TEXT = 140


def render_basis(found: Row, *, down: bool) -> str:
    """Legal bases, one row per citation; what is not in the store, or no longer held, is marked."""
    nodes = {node["iri"]: node for node in found["nodes"]}
    turn = "Văn bản dựa vào" if down else "Căn cứ của"
    english = "what rests on it" if down else "what it rests on"
    heading = f"{turn} {name_node(nodes[found['document']])} ({english})"
    if not found["edges"]:
        return f"{heading}\n  không có (none)"
    far, near = ("from", "to") if down else ("to", "from")
    rows = [
        (
            label(RELATIONS, edge["relation"]),
            _describe_end(nodes[edge[far]], edge["pinpoint"]),
            "" if edge[near] == found["document"] else name_short(nodes[edge[near]]),
            "có" if edge["in_store"] else "chưa có",
        )
        for edge in found["edges"]
    ]
    columns = ("Quan hệ", "Văn bản", "Qua", "Trong kho")
    kept = [place for place in range(len(columns)) if place != 2 or any(row[2] for row in rows)]
    table = terminal.render_table([columns[place] for place in kept], [[row[place] for place in kept] for row in rows])
    return f"{heading}\n{table}"


def render_cascade(found: Row, *, up: bool) -> str:
    """Plans as a tree, each once, below the nearest of those it hangs on; those not in the store are marked."""
    nodes = {node["iri"]: node for node in found["nodes"]}
    start = found["document"]
    steps = _hang_steps(found, nodes, up=up)
    heading = f"Kế hoạch cấp {'trên' if up else 'dưới'} ({'plans above' if up else 'plans below'})"
    lines = [heading, terminal.render_paragraph(_describe_step(nodes[start]), indent=2)]
    lines += _draw_steps(start, nodes, steps, 2)
    if len(nodes) == 1:
        lines.append("    không có (none)")
    for cycle in found["cycles"]:
        names = " → ".join(nodes[iri]["label"] if iri in nodes else iri for iri in cycle)
        lines.append(terminal.render_paragraph(f"vòng lặp (cycle): {names}", indent=2))
    return "\n".join(lines)


def render_tasks(found: Row) -> str:
    """Tasks with who leads, until when, and from which plan above they were taken over."""
    if not found["tasks"]:
        return "Không có nhiệm vụ nào. (No tasks.)"
    columns = ["Mục", "Loại", "Nhiệm vụ", "Chủ trì", "Thời gian", "Từ cấp trên"]
    rows = [_describe_task(task) for task in found["tasks"]]
    if not any(row[-1] for row in rows):
        columns, rows = columns[:-1], [row[:-1] for row in rows]
    return f"{terminal.render_table(columns, rows)}\n\n{len(rows)} nhiệm vụ (tasks)"


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


def _hang_steps(found: Row, nodes: dict[str, Row], *, up: bool) -> dict[str, list[str]]:
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


def _draw_steps(iri: str, nodes: dict[str, Row], steps: dict[str, list[str]], indent: int) -> list[str]:
    lines = []
    for step in steps.get(iri, ()):
        lines.append(terminal.render_paragraph(_describe_step(nodes[step]), indent=indent, bullet="└ "))
        lines += _draw_steps(step, nodes, steps, indent + 2)
    return lines
