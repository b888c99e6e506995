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
    table = terminal.render_table(
        [columns[place] for place in kept], [[row[place] for place in kept] for row in rows], wide=1
    )
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
            print_share(row["rates"]["strict"]),
        )
        for row in found["rows"]
    ]
    heads = ("Kế hoạch", "Cơ quan", "Cấp trên", "Ràng buộc", "Bao phủ", "Một phần", "Cần xem", "Thiếu", "Chặt")
    return terminal.render_table(heads, rows, numeric=(3, 4, 5, 6, 7, 8))


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
