"""Every operation of the service with its name in Vietnamese, a request that works on the samples, and its answer.

The answers stand in `data/answers.json`, shortened; `python -m cancu.api.service_examples` makes them anew.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

_LONGEST_TEXT = 100


class Example(NamedTuple):
    """An operation as the documentation shows it.

    Attributes:
        vietnamese: what it does
        address: path and query that give an answer on the samples; a line of the command line where it is no GET
        body: what is sent
        media_type: of what is sent, or of the answer that is asked for
    """

    vietnamese: str
    address: str
    body: str = ""
    media_type: str = ""


_PLAN = "2764/KH-SNV"
_PAIR = f"child={_PLAN}&parent=2215/QĐ-UBND"
_AGENCY = "organisation=Sở Nội vụ tỉnh Hoài Giang"
_DOCUMENT = "/id/vb/vn-hoai-giang/so-noi-vu/ke-hoach/2021/2764-kh-snv"
_RULING = {
    "kind": "exempt",
    "first": "2215/QĐ-UBND#II.1",
    "second": _PLAN,
    "by": "Nguyễn Văn Mẫu",
    "reason": "Đã giao nơi khác",
}
_QUERY = "SELECT ?label { ?plan a cancu:Plan ; rdfs:label ?label } ORDER BY ?label LIMIT 2"
EXAMPLES = {
    "list_documents": Example("Danh sách văn bản trong kho", "/api/documents?type=Kế hoạch&limit=2"),
    "show_document": Example("Một văn bản: thể thức, căn cứ, nhiệm vụ, phát hiện", f"/api/document?document={_PLAN}"),
    "list_citations": Example(
        "Văn bản dẫn những gì, hoặc ai dẫn nó", f"/api/citations?document={_PLAN}&relation=implements"
    ),
    "show_text": Example("Toàn văn", f"/api/text?document={_PLAN}"),
    "check_document": Example("Kiểm một văn bản", f"/api/check?document={_PLAN}"),
    "list_findings": Example("Phát hiện của mọi văn bản", "/api/findings?severity=warning&limit=2"),
    "send_document": Example(
        "Gửi tệp văn bản để đọc", "/api/documents?name=ke-hoach.docx", "@ke-hoach.docx", "application/octet-stream"
    ),
    "list_jobs": Example("Các lượt đọc tệp", "/api/jobs"),
    "find_job": Example("Một lượt đọc", "/api/jobs/4f1c0d8e5b9a4d38a8e1f0c6d2b7a913"),
    "cancel_job": Example("Dừng một lượt đọc", "/api/jobs/4f1c0d8e5b9a4d38a8e1f0c6d2b7a913"),
    "follow_job": Example("Theo dõi một lượt đọc", "/api/jobs/4f1c0d8e5b9a4d38a8e1f0c6d2b7a913/events"),
    "find_basis": Example("Căn cứ của văn bản, hoặc ai căn cứ vào nó", f"/api/basis?document={_PLAN}"),
    "find_cascade": Example("Các kế hoạch cấp dưới hoặc cấp trên", "/api/cascade?document=990/NQ-CP&depth=2"),
    "list_tasks": Example("Nhiệm vụ của một văn bản", f"/api/tasks?document={_PLAN}&inherited=true"),
    "list_obligations": Example(
        "Mọi việc mà một cơ quan phải làm vào một ngày",
        f"/api/obligations?{_AGENCY}&as_of=2022-06-01",
    ),
    "list_agencies": Example("Cơ quan mà văn bản nêu", "/api/agencies?limit=2"),
    "list_units": Example("Đơn vị hành chính của một ngày", "/api/units?level=province&on=2025-07-01&limit=2"),
    "align_plans": Example("Nhiệm vụ giống nhau của hai kế hoạch", f"/api/alignment?{_PAIR}"),
    "report_coverage": Example("Kế hoạch cấp dưới bao phủ cấp trên ra sao", f"/api/coverage?{_PAIR}"),
    "report_coverage_as_file": Example("Báo cáo bao phủ thành tệp", f"/api/coverage.docx?{_PAIR}"),
    "explain_task": Example("Vì sao có kết luận về một nhiệm vụ", f"/api/explanation?{_PAIR}&ref=III.1.a"),
    "build_matrix": Example("Bảng thiếu đủ của mọi kế hoạch", "/api/gaps?level=department"),
    "show_rulings": Example("Quyết định của người rà soát", "/api/decisions"),
    "add_ruling": Example(
        "Ghi một quyết định", "/api/decisions", json.dumps(_RULING, ensure_ascii=False), "application/json"
    ),
    "search": Example("Tìm văn bản và nhiệm vụ", "/api/search?q=thu tuc hanh chinh&limit=2"),
    "query_by_address": Example("Truy vấn SPARQL trên địa chỉ", f"/sparql?query={_QUERY}"),
    "query_by_body": Example("Truy vấn SPARQL trong nội dung", "/sparql", _QUERY, "application/sparql-query"),
    "list_queries": Example("Các câu hỏi có sẵn", "/api/queries"),
    "ask_by_name": Example("Hỏi một câu có sẵn", "/api/queries/cascade?document=990/NQ-CP"),
    "export_store": Example("Xuất cả kho", "/api/export/ttl"),
    "send_dossier": Example("Hồ sơ một văn bản thành tệp", f"/papers/dossier.docx?document={_PLAN}"),
    "send_tasks": Example("Bảng nhiệm vụ của văn bản thành tệp", f"/papers/tasks.csv?document={_PLAN}"),
    "send_assignments": Example(
        "Phiếu giao nhiệm vụ của một cơ quan", f"/papers/assignments.xlsx?{_AGENCY}&as_of=2022-06-01"
    ),
    "send_draft": Example("Bảng soạn kế hoạch của một cơ quan", f"/papers/draft.docx?{_AGENCY}&year=2022"),
    "send_calendar": Example("Lịch thời hạn của một cơ quan", f"/papers/calendar.ics?{_AGENCY}&year=2022"),
    "send_comparison": Example(
        "Hai kế hoạch khác nhau ở đâu, thành tệp", "/papers/comparison.docx?old=2215/QĐ-UBND&new=18/KH-UBND"
    ),
    "feed_changes": Example("Nguồn tin: văn bản thay đổi", "/changes.atom"),
    "feed_findings": Example("Nguồn tin: phát hiện", "/findings.atom?severity=error"),
    "show_identified": Example("Điều mà một định danh chỉ đến", _DOCUMENT, media_type="text/turtle"),
    "show_context": Example("Ngữ cảnh JSON-LD", "/context.jsonld"),
    "show_ontology": Example("Bản thể học", "/ontology"),
    "show_compiled": Example("Tệp của bản thể học", "/ontology/shapes.ttl"),
    "tell_health": Example("Dịch vụ còn chạy không", "/health"),
    "tell_readiness": Example("Kho đọc được không", "/ready"),
    "tell_figures": Example("Số đo của dịch vụ", "/metrics"),
}
"""By the name of the operation, which is that of its function."""
_NOT_ASKED = frozenset({
    "send_document", "list_jobs", "find_job", "cancel_job", "follow_job", "add_ruling", "query_by_body",
    "query_by_address", "ask_by_name", "tell_readiness", "show_context",
})  # fmt: skip
"""They write, need processes, or answer differently at every time."""


@cache
def load_answers() -> dict[str, Any]:
    """The shortened answers, by operation."""
    found: dict[str, Any] = json.loads((files("cancu.api") / "data" / "answers.json").read_text("utf-8"))
    return found


def write_address(example: Example) -> str:
    """The address of an example as a command line takes it.

    Example:
        >>> write_address(Example("", "/api/search?q=thu tuc"))
        '/api/search?q=thu%20tuc'
    """
    return quote(example.address, safe="/?&=:.-_,")


def write_command(method: str, example: Example) -> str:
    """The command that sends an example.

    Example:
        >>> write_command("GET", EXAMPLES["tell_health"])
        "curl 'http://127.0.0.1:8711/health'"
    """
    parts = ["curl"]
    if method != "GET":
        parts += [f"-X {method}"]
    if method != "GET" and not example.address.startswith("/sparql"):
        parts += ["-H 'Authorization: Bearer MÃ'"]
    if example.media_type:
        parts += [f"-H '{'Content-Type' if example.body else 'Accept'}: {example.media_type}'"]
    if example.body:
        parts += [f"--data-binary '{example.body}'"]
    return " ".join((*parts, f"'http://127.0.0.1:8711{write_address(example)}'"))


def shorten(value: Any) -> Any:
    """A value with one item of every list, and with short texts.

    Example:
        >>> shorten({"rows": [1, 2, 3], "text": "a" * 200})["rows"]
        [1]
    """
    if isinstance(value, dict):
        return {key: shorten(one) for key, one in value.items()}
    if isinstance(value, list):
        return [shorten(one) for one in value[:1]]
    if isinstance(value, str) and len(value) > _LONGEST_TEXT and "/" not in value[:9]:
        return value[:_LONGEST_TEXT] + "…"
    return value


def make_answers(ask: Callable[[str], Any]) -> dict[str, Any]:
    """Ask all examples that may be asked; answers that are no JSON are left out.

    Args:
        ask: gives the JSON of an address, None where the answer is none
    """
    answers = {name: ask(example.address) for name, example in EXAMPLES.items() if name not in _NOT_ASKED}
    return {name: shorten(answer) for name, answer in answers.items() if answer is not None}


def main() -> None:
    """Serve the samples in this process, ask, and write the answers."""
    from starlette.testclient import TestClient

    from cancu.api.intake import ingest_files
    from cancu.api.service import create_app
    from cancu.api.service_settings import Settings

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "mau.db")
        ingest_files(path, sorted(Path(str(files("cancu.samples"))).glob("*.txt")))
        with TestClient(create_app(Settings(path, patience=60)), "http://127.0.0.1:8711") as client:
            answers = make_answers(lambda address: read_json(client.get(address)))
    target = Path(str(files("cancu.api") / "data" / "answers.json")).resolve()
    target.write_text(json.dumps(answers, ensure_ascii=False, indent=1) + "\n", "utf-8")


def read_json(answer: Any) -> Any:
    """The JSON of an answer; None where it is of another form."""
    return answer.json() if answer.headers["content-type"].partition(";")[0] == "application/json" else None


if __name__ == "__main__":
    main()
