"""What `neo4j` prints: what was brought over, what a server holds, and which files were written."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from cancu.api import terminal

if TYPE_CHECKING:
    from cancu.ontology.named_queries import NamedQuery

Row = dict[str, Any]

_MOST = 20
_DIFFERENCES = {
    "missing": "chưa có trên máy chủ (missing)",
    "stale": "đã đổi trong kho (stale)",
    "unjudged": "chưa so lại với kế hoạch cấp trên (unjudged)",
    "damaged": "thiếu nhiệm vụ hoặc dẫn chiếu (damaged)",
    "extra": "không còn trong kho (extra)",
}


def render_push(report: Row) -> str:
    """What a push did, in one paragraph."""
    if not (report["written"] or report["compared"] or report["removed"]):
        return f"Máy chủ {report['server']} đã có đủ {report['documents']} văn bản. (Nothing to bring.)"
    pace = (report["nodes"] + report["relationships"]) / max(report["seconds"], 0.001)
    lines = [
        f"Đã đẩy {report['written']} văn bản, so {report['compared']} kế hoạch, bỏ {report['removed']} văn bản cũ"
        " (written, compared, removed)",
        f"{report['nodes']} nút, {report['relationships']} quan hệ, {report['seconds']:.1f} giây, {pace:.0f} mỗi giây"
        " (nodes, relationships, seconds, per second)",
    ]
    return "\n".join(map(terminal.render_paragraph, lines))


def render_check(report: Row) -> str:
    """What a server holds beside the store."""
    lines = [
        f"Neo4j {report['version']} {report['edition']}, {report['server']}",
        f"Phiên bản dữ liệu {report['revision']}, của kho {report['store_revision']}"
        f"{'' if report['complete'] else '; lần đẩy trước chưa xong'} (revision of the data, of the store)",
    ]
    for name, title in (("missing_constraints", "Thiếu ràng buộc"), ("missing_indexes", "Thiếu chỉ mục")):
        if report[name]:
            lines.append(f"{title} (missing): {', '.join(report[name])}")
    parts = ["\n".join(map(terminal.render_paragraph, lines))]
    for name, title in (("nodes", "Nút (nodes)"), ("relationships", "Quan hệ (relationships)")):
        rows = [(key, str(count)) for key, count in report[name].items()]
        parts.append(terminal.render_table((title, "Số lượng"), rows, numeric=(1,)))
    return "\n\n".join([*parts, _render_differences(report)])


def _render_differences(report: Row) -> str:
    differences = report["differences"]
    if report["sound"]:
        return "Máy chủ khớp với kho. (The server agrees with the store.)"
    shown = [f"  - {one['iri']}: {_DIFFERENCES[one['what']]}" for one in differences[:_MOST]]
    more = [f"  … {len(differences) - _MOST} nữa (more)"] if len(differences) > _MOST else []
    head = f"{len(differences)} chỗ khác kho; chạy: cancu neo4j push (differences; push)"
    return "\n".join([head, *shown, *more])


def render_queries(queries: Sequence[NamedQuery]) -> str:
    """The questions as a script for Neo4j Browser: parameters with values that fit the samples, then the query."""
    parts = []
    for query in queries:
        values = [f":param {name} => {json.dumps(value, ensure_ascii=False)}" for name, value in query.example.items()]
        head = f"// {query.name}: {query.vi} ({query.en})"
        parts.append("\n".join([head, *values, query.text.strip() + ";"]))
    return "\n\n".join(parts)


def render_files(report: Row) -> str:
    """The files of a first load, and what to do with them."""
    rows = [(name, str(count)) for name, count in report["files"].items()]
    table = terminal.render_table(("Tệp (file)", "Dòng"), rows, numeric=(1,))
    steps = (
        f"Tại thư mục {report['folder']} (in that folder): neo4j-admin database import full neo4j @import.args",
        "Sau đó (afterwards): cancu neo4j push",
    )
    return "\n".join([table, "", *map(terminal.render_paragraph, steps)])
