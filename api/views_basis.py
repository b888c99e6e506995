"""What `basis` prints: each document once, with the words that name it and how it was recognised."""

from __future__ import annotations

from typing import Any

from cancu.api import terminal
from cancu.api.messages import RELATIONS, label
from cancu.api.views import name_node, name_short

Row = dict[str, Any]

SHORT_QUOTE = 240
RESOLUTIONS = {
    "self": ("chính nó", "self"),
    "exact": ("đúng số, loại và thời gian", "exact"),
    "date_conflict": ("đúng số, ngày in khác ngày của văn bản", "date conflict"),
    "year_conflict": ("đúng số và tên, năm lệch; cần xem lại", "year conflict"),
    "number_suspect": ("cùng tên, số lệch một ký tự; cần xem lại", "number suspect"),
    "undated": ("đúng số, văn bản không đọc được ngày; cần xem lại", "undated"),
    "no_type": ("đúng số, trích dẫn không nêu loại", "no type"),
    "no_date": ("đúng số, trích dẫn không nêu ngày", "no date"),
    "title": ("nhiều văn bản cùng số, chọn theo tên", "title"),
    "year_word": ("chọn theo năm nêu trong câu; cần xem lại", "year in the words"),
    "sibling": ("theo văn bản cùng loại đã dẫn; cần xem lại", "siblings"),
    "same_document": ("theo chỗ dẫn đầy đủ trong cùng văn bản", "same document"),
    "law_date": ("theo tên và ngày của luật", "law and date"),
    "law_name": ("theo tên luật, bản có hiệu lực khi ban hành", "law in force"),
    "stub": ("đủ số hoặc tên, chưa có trong kho", "not in the store"),
    "ambiguous": ("có thể là nhiều văn bản; cần xem lại", "ambiguous"),
    "unnamed": ("trích dẫn không nêu số hay tên", "unnamed"),
    "ruled_same": ("theo quyết định của người dùng", "ruled the same"),
    "ruled_different": ("theo quyết định của người dùng", "ruled different"),
}


def render_basis(found: Row, *, down: bool) -> str:
    """Legal bases, each document once with all places that name it; what is absent, or no longer held, is marked."""
    nodes = {node["iri"]: node for node in found["nodes"]}
    turn = "Văn bản dựa vào" if down else "Căn cứ của"
    english = "what rests on it" if down else "what it rests on"
    heading = terminal.render_paragraph(f"{turn} {name_node(nodes[found['document']])} ({english})")
    if not found["edges"]:
        return f"{heading}\n  không có (none)"
    far, near = ("from", "to") if down else ("to", "from")
    places: dict[str, list[Row]] = {}
    for edge in found["edges"]:
        places.setdefault(edge[far], []).append(edge)
    parts = [heading]
    for number, (iri, edges) in enumerate(places.items(), 1):
        lines = [terminal.render_paragraph(_describe_end(nodes[iri], edges[0]), bullet=f"{number}. ")]
        for edge in edges:
            through = "" if edge[near] == found["document"] else name_short(nodes[edge[near]])
            lines.append(terminal.render_paragraph(_describe_place(edge, through), indent=3, bullet="- "))
        parts.append("\n".join(lines))
    absent = sum(not edges[0]["in_store"] for edges in places.values())
    note = f", {absent} chưa có trong kho (not in the store)" if absent else ""
    return "\n\n".join([*parts, f"{len(places)} văn bản (documents){note}"])


def _describe_end(node: Row, edge: Row) -> str:
    """A document with whether it is at hand and what ended it."""
    ends = "".join(
        f"; {'bị thay thế bởi' if end['relation'] == 'replaces' else 'bị bãi bỏ bởi'} {end['label']}"
        for end in node["superseded_by"]
    )
    return f"{name_node(node)}{'' if edge['in_store'] else ' [chưa có trong kho]'}{ends}"


def _describe_place(edge: Row, through: str) -> str:
    """One place that names a document: relation, pinpoint, through which document, the words, how it was recognised."""
    relation = label(RELATIONS, edge["relation"])
    pinpoint = f", {edge['pinpoint']}" if edge["pinpoint"] else ""
    way = f", qua {through}" if through else ""
    quote = terminal.shorten(edge["quote"], SHORT_QUOTE)
    return f"{relation}{pinpoint}{way}: “{quote}” ({label(RESOLUTIONS, edge['resolution'])})"
