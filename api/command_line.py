"""The program `cancu`: its commands, and what becomes of errors.

Exit status: 0 done and all asked-for conditions hold, 1 a condition does not hold, 2 wrong usage or input,
130 interrupted. This is one of the two places where everything that can go wrong is turned into words.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from io import TextIOWrapper
from typing import Annotated

import typer

from cancu.api import terminal
from cancu.api.commands_care import decide, demo, doctor
from cancu.api.commands_coverage import align, check, coverage, explain, gaps
from cancu.api.commands_export import export
from cancu.api.commands_graph import basis, cascade, tasks
from cancu.api.commands_neo4j import neo4j
from cancu.api.commands_papers import assignments, calendar, diff, dossier, draft
from cancu.api.commands_quality import evaluate
from cancu.api.commands_rdf import ontology
from cancu.api.commands_read import extract, text
from cancu.api.commands_service import serve
from cancu.api.commands_sparql import sparql
from cancu.api.commands_store import backup, ingest, list_documents, search, show, verify
from cancu.api.usage import explain_command, explain_usage_error
from cancu.ontology.errors import CancuError

INTERRUPTED = 130
WRONG_INPUT = 2

COMMANDS: tuple[tuple[str, Callable[..., None], str], ...] = (
    ("demo", demo, "chạy thử bộ văn bản mẫu (try the bundled samples)"),
    ("extract", extract, "đọc một văn bản thành JSON (one document as JSON)"),
    ("text", text, "văn bản như cancu đọc (the text that offsets point into)"),
    ("check", check, "phát hiện của một văn bản (findings of a document)"),
    ("align", align, "so nhiệm vụ hai kế hoạch (compare the tasks of two plans)"),
    ("coverage", coverage, "kế hoạch bao phủ cấp trên đến đâu (coverage of the plan above)"),
    ("explain", explain, "vì sao một nhiệm vụ có kết luận ấy (why a task has its status)"),
    ("ingest", ingest, "nạp tệp, thư mục vào kho (read files into the store)"),
    ("list", list_documents, "văn bản trong kho (documents in the store)"),
    ("show", show, "toàn bộ một văn bản (one document whole)"),
    ("search", search, "tìm, có dấu hay không dấu (search, with or without marks)"),
    ("basis", basis, "căn cứ vào đâu (what a document rests on)"),
    ("cascade", cascade, "kế hoạch cấp dưới, cấp trên (plans below or above)"),
    ("tasks", tasks, "nhiệm vụ của kế hoạch, của cơ quan (tasks of a plan or an organisation)"),
    ("gaps", gaps, "bảng thiếu đủ của mọi kế hoạch (coverage of all plans at once)"),
    ("dossier", dossier, "hồ sơ một văn bản (all that is known of a document)"),
    ("assignments", assignments, "phiếu giao nhiệm vụ của một cơ quan (task list of an organisation)"),
    ("draft", draft, "bảng soạn kế hoạch của một cơ quan (what to put into its plan)"),
    ("diff", diff, "so sánh hai kế hoạch, hai năm (what changed between two plans)"),
    ("calendar", calendar, "lịch thời hạn của một cơ quan (deadlines of an organisation)"),
    ("sparql", sparql, "hỏi đồ thị bằng SPARQL (ask the graph in SPARQL)"),
    ("decide", decide, "ghi quyết định của người dùng (record a person's ruling)"),
    ("serve", serve, "trang web và dịch vụ HTTP trên máy này (pages and HTTP service)"),
    ("export", export, "xuất kho cho chương trình khác: RDF, GraphML, Cypher, CSV, … (the store for other programs)"),
    ("ontology", ontology, "biên dịch bản thể học, kiểm kho theo SHACL (compile it, validate the store)"),
    ("neo4j", neo4j, "đẩy kho lên máy chủ Neo4j, so hai bên (the store on a Neo4j server)"),
    ("verify", verify, "kho còn nguyên vẹn không (is the store whole)"),
    ("backup", backup, "sao lưu kho (copy the store)"),
    ("evaluate", evaluate, "đo kết quả đọc trên nhãn của mình (measure extraction on your own labels)"),
    ("doctor", doctor, "đã cài gì, thiếu gì (what is installed, what is missing)"),
)


def make_app() -> typer.Typer:
    """The program with all its commands."""
    app = typer.Typer(
        name="cancu",
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        no_args_is_help=True,
        context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    )
    app.callback(help=explain_command(_describe_program))(_describe_program)
    for name, function, summary in COMMANDS:
        app.command(name, help=explain_command(function), short_help=summary)(function)
    return app


def run_program(arguments: Sequence[str]) -> int:
    """Run one command line, print what it prints, and return its exit status."""
    try:
        status = int(make_app()(list(arguments), standalone_mode=False, prog_name="cancu") or 0)
        sys.stdout.flush()
    except (typer.Abort, KeyboardInterrupt):
        status = INTERRUPTED
    except typer.TyperException as error:
        status = _refuse_usage(error, json="--json" in arguments)
    except CancuError as error:
        status = _fail(error, json="--json" in arguments)
    except OSError as error:
        if os.environ.get("CANCU_DEBUG"):
            raise
        status = _fail(_explain_io(error), json="--json" in arguments)
    except Exception as error:  # the last resort of the program: people see words, not a traceback
        if os.environ.get("CANCU_DEBUG"):
            raise
        status = _fail(_wrap_unforeseen(error), json="--json" in arguments)
    if status == INTERRUPTED:
        terminal.tell("Đã dừng; kho không bị ghi dở dang.", "interrupted, nothing is half written")
    return status


def main() -> None:
    """Entry point of the installed program."""
    if hasattr(signal, "SIGPIPE"):  # `cancu list | head` ends quietly, as other programs do
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper) and stream.encoding.lower() not in {"utf-8", "utf8"}:
            stream.reconfigure(encoding="utf-8")
    status = run_program(sys.argv[1:])
    _drop_unwritten()
    sys.exit(status)


def _drop_unwritten() -> None:
    """What could not be written to a full disk is dropped, lest the interpreter try again and fail at its end."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _print_version(asked: bool) -> None:
    if asked:
        from importlib.metadata import version

        terminal.print_text(f"cancu {version('cancu')}")
        raise typer.Exit


def _describe_program(
    _version: Annotated[
        bool,
        typer.Option("--version", callback=_print_version, is_eager=True, help="In phiên bản (print the version)"),
    ] = False,
) -> None:
    """Đọc văn bản hành chính; nối căn cứ, kế hoạch, cơ quan, nhiệm vụ; chỉ ra nhiệm vụ cấp trên còn bỏ sót.

    (Reads administrative documents, links legal bases, plans, agencies and tasks, shows which tasks a plan misses.)

    Ví dụ: cancu demo
    """


def _fail(error: CancuError, *, json: bool) -> int:
    if json:
        with suppress(OSError):  # the output itself may be what failed
            terminal.print_json(terminal.describe_error(error))
            sys.stdout.flush()
    terminal.show_error(error)
    return WRONG_INPUT


def _refuse_usage(error: typer.TyperException, *, json: bool) -> int:
    """Wrong options or arguments: what is wrong, and where help stands; `cancu` alone shows the help."""
    if type(error).__name__ == "NoArgsIsHelpError":
        terminal.print_text(str(error))
        return WRONG_INPUT
    return _fail(explain_usage_error(error), json=json)


def _explain_io(error: OSError) -> CancuError:
    """A full disk, a refused file: no defect of the program."""
    where = str(error.filename or "") or "đầu ra (output)"
    return CancuError(
        f"Không đọc hoặc ghi được: {error.strerror or error}",
        f"cannot read or write: {error.strerror or error}",
        where=where,
        hint="kiểm tra dung lượng đĩa và quyền truy cập rồi chạy lại (check disk space and permission)",
        code="E_IO",
    )


def _wrap_unforeseen(error: Exception) -> CancuError:
    return CancuError(
        f"Lỗi ngoài dự kiến: {type(error).__name__}: {error}",
        "unexpected error, a defect of cancu",
        hint="Chạy lại với CANCU_DEBUG=1 và báo lỗi kèm kết quả (run again with CANCU_DEBUG=1 and report it)",
        code="E_INTERNAL",
    )
