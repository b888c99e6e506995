from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from cancu.api import command_line
from cancu.api.command_line import COMMANDS
from cancu.ontology.errors import CancuError

CONTRACT = (
    *("extract", "text", "ingest", "list", "show", "basis", "cascade", "tasks", "align", "coverage", "explain"),
    *("gaps", "decide", "check", "search", "sparql", "verify", "backup", "demo", "doctor", "evaluate", "export"),
    *("ontology", "neo4j", "serve"),
    *("dossier", "assignments", "draft", "diff", "calendar"),
)
NAMES = [name for name, _, _ in COMMANDS]


def test_every_command_of_the_contract_is_there() -> None:
    assert sorted(NAMES) == sorted(CONTRACT)


@pytest.mark.parametrize("name", NAMES)
def test_help_is_vietnamese_first_with_english_and_an_example(run: Any, name: str) -> None:
    outcome = run(name, "--help")
    assert outcome.status == 0
    example = re.search(r"Ví dụ: (cancu .+)", outcome.out)
    assert example
    assert example[1].startswith(f"cancu {name}")
    assert re.search(r"\([a-z].+\)\.", " ".join(outcome.out.split()))
    assert "--store" in outcome.out
    assert "--json" in outcome.out


def test_help_lists_every_command_with_both_languages(run: Any) -> None:
    outcome = run("--help")
    assert outcome.status == 0
    for name, _, summary in COMMANDS:
        assert re.fullmatch(r".+ \(.+\)", summary)
        assert re.search(rf"^  {name} ", outcome.out, re.MULTILINE)


def test_version_is_the_one_of_the_package(run: Any) -> None:
    from importlib.metadata import version

    assert run("--version") == (0, f"cancu {version('cancu')}\n", "")


def test_no_argument_shows_the_help(run: Any) -> None:
    outcome = run()
    assert outcome.status == 2
    assert "Ví dụ: cancu demo" in outcome.out


MISTAKES = [
    (("covrage",), "coverage"),
    (("list", "--stoer", "x"), "--store"),
    (("coverage",), "CHILD"),
    (("show",), "DOC"),
    (("basis", "76/NQ-CP", "--depth", "xa"), "--depth"),
    (("basis", "76/NQ-CP", "--depth", "0"), "--depth"),
    (("basis", "76/NQ-CP", "--as-of", "31-12-2022"), "--as-of"),
    (("tasks",), "--org"),
    (("coverage", "x.txt", "--format", "pdf"), "text, json, csv"),
    (("coverage", "x.txt", "--fail-on", "gaps"), "missing_element"),
    (("coverage", "x.txt", "--fail-on", ""), "missing_element"),
    (("coverage", "x.txt", "--min-strict", "80"), "80%"),
    (("coverage", "x.txt", "--min-wide", "nhiều"), "0.8"),
    (("decide", "agree", "A#1", "B#1"), "confirm"),
    (("decide", "confirm", "A#1", "B#1"), "--by"),
    (("extract", "khong-co.txt"), "khong-co.txt"),
    (("extract", "."), "."),
    (("text", "khong-co.txt"), "khong-co.txt"),
    (("check", "khong-co.txt"), "khong-co.txt"),
    (("align", "khong-co.txt", "cung-khong.txt"), "cung-khong.txt"),
    (("coverage", "khong-co.txt"), "khong-co.txt"),
    (("explain", "khong-co.txt", "II.1"), "khong-co.txt"),
    (("list",), "cancu ingest"),
    (("show", "76/NQ-CP"), "cancu ingest"),
    (("search", "thủ tục"), "cancu ingest"),
    (("basis", "76/NQ-CP"), "cancu ingest"),
    (("cascade", "76/NQ-CP"), "cancu ingest"),
    (("gaps",), "cancu ingest"),
    (("verify",), "cancu ingest"),
    (("backup", "sao.db"), "cancu ingest"),
    (("list", "--store", "a/b/c.db"), "a/b/c.db"),
]


@pytest.mark.parametrize(("arguments", "helpful"), MISTAKES, ids=lambda value: " ".join(value)[:40])
def test_a_mistake_names_cause_place_and_next_step(run: Any, arguments: tuple[str, ...], helpful: str) -> None:
    outcome = run(*arguments)
    assert outcome.status == 2
    assert outcome.out == ""
    assert outcome.err.startswith("Lỗi: ")
    assert "\n  → " in outcome.err
    assert helpful in outcome.err
    assert "Traceback" not in outcome.err


@pytest.mark.parametrize(("arguments", "helpful"), MISTAKES, ids=lambda value: " ".join(value)[:40])
def test_a_mistake_prints_one_json_value_when_asked(run: Any, arguments: tuple[str, ...], helpful: str) -> None:
    outcome = run(*arguments, "--json")
    assert outcome.status == 2
    error = outcome.value["error"]
    assert set(error) == {"code", "message", "english", "where", "hint", "candidates"}
    assert helpful in str(error)


def test_an_unforeseen_error_is_told_in_words(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def break_down() -> None:
        raise ZeroDivisionError("chia cho không")

    monkeypatch.setattr(command_line, "COMMANDS", (("demo", break_down, "hỏng (broken)"),))
    outcome = run("demo")
    assert outcome.status == 2
    assert "ZeroDivisionError: chia cho không" in outcome.err
    assert "CANCU_DEBUG=1" in outcome.err
    monkeypatch.setenv("CANCU_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        run("demo")


def test_an_ambiguous_name_lists_its_candidates(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from cancu.ontology.errors import AmbiguousNameError

    def look() -> None:
        raise AmbiguousNameError("“1/KH-UBND” có thể là 2 văn bản", candidates=("của xã A <id/a>", "của xã B <id/b>"))

    monkeypatch.setattr(command_line, "COMMANDS", (("show", look, "xem (show)"),))
    outcome = run("show")
    assert outcome.status == 2
    assert "  - của xã A <id/a>\n  - của xã B <id/b>\n" in outcome.err


def test_interruption_says_so_and_exits_130(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop() -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(command_line, "COMMANDS", (("ingest", stop, "nạp (ingest)"),))
    outcome = run("ingest")
    assert outcome.status == 130
    assert "Đã dừng" in outcome.err


def test_every_error_of_the_tree_exits_2(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def list_classes(kind: type[CancuError]) -> list[type[CancuError]]:
        return [kind, *(deeper for one in kind.__subclasses__() for deeper in list_classes(one))]

    for kind in list_classes(CancuError):
        if kind.__module__ != CancuError.__module__:  # requests that the service refuses never meet a command
            continue

        def fail(kind: type[CancuError] = kind) -> None:
            raise kind("Hỏng", "broken", where="ở đây") if kind.__name__ != "CascadeCycleError" else kind("Hỏng")

        monkeypatch.setattr(command_line, "COMMANDS", (("demo", lambda fail=fail: fail(), "hỏng (broken)"),))
        outcome = run("demo")
        assert outcome.status == 2, kind
        assert "Hỏng" in outcome.err


@pytest.mark.slow
def test_help_loads_none_of_the_work(program: Any) -> None:
    outcome = program("--help", PYTHONPROFILEIMPORTTIME="1")
    assert outcome.status == 0
    assert "typer" in outcome.err
    for library in ("pydantic", "networkx", "sqlite3", "cancu.ingest", "cancu.graph"):
        assert f" {library}" not in outcome.err


@pytest.mark.slow
def test_output_is_utf8_whatever_the_locale(program: Any) -> None:
    outcome = program("list", LC_ALL="C", PYTHONIOENCODING="latin-1", PYTHONUTF8="0")
    assert "Không tìm thấy kho" in outcome.err


@pytest.mark.slow
def test_a_closed_pipe_ends_quietly() -> None:
    command = f"{sys.executable} -m cancu --help | head -n 1"
    done = subprocess.run(
        ["bash", "-c", command], capture_output=True, text=True, check=False, env={"PATH": os.environ["PATH"]}
    )
    assert done.stdout.startswith("Usage: cancu")
    assert done.stderr == ""


@pytest.mark.slow
def test_an_interrupted_process_leaves_a_sound_store(samples: Path, tmp_path: Path) -> None:
    store = tmp_path / "kho.db"
    many = tmp_path / "nhieu"
    many.mkdir()
    text = next(samples.glob("04-*.txt")).read_text(encoding="utf-8")
    for number in range(400):
        (many / f"{number}.txt").write_text(text.replace("2215/QĐ-UBND", f"{number + 1}/QĐ-UBND"), encoding="utf-8")
    process = subprocess.Popen(
        [sys.executable, "-m", "cancu", "ingest", many, "--store", store],
        env={"PATH": os.environ["PATH"]},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    while not store.exists() and process.poll() is None:
        time.sleep(0.01)
    time.sleep(0.3)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=30)
    assert process.returncode == 130, err.decode()
    assert "Đã dừng" in err.decode("utf-8")
    verify = subprocess.run([sys.executable, "-m", "cancu", "verify", "--store", store], check=False)
    assert verify.returncode == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
@pytest.mark.parametrize("form", [(), ("--json",)])
def test_a_full_disk_is_said_and_no_defect(form: tuple[str, ...], sample_store: Path) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "cancu", "list", "--store", str(sample_store), *form],
            stdout=full, stderr=subprocess.PIPE, text=True, check=False,
        )  # fmt: skip
    assert done.returncode == 2
    assert "No space left" in done.stderr
    assert "Traceback" not in done.stderr
    assert "defect" not in done.stderr


def test_a_damaged_store_is_said_and_no_defect(run: Any, sample_store: Path, tmp_path: Path) -> None:
    data = bytearray(sample_store.read_bytes())
    middle = len(data) // 10
    data[middle:-4096] = bytes(place * 73 % 251 for place in range(len(data) - 4096 - middle))
    (tmp_path / "hong.db").write_bytes(data)
    commands = (("list",), ("show", "2764/KH-SNV"), ("search", "hành chính"), ("coverage", "2764/KH-SNV"), ("gaps",))
    for command in commands:
        outcome = run(*command, "--store", "hong.db")
        assert outcome.status == 2, command
        assert "defect" not in outcome.err
    assert run("doctor", "--store", "hong.db").status == 1


def test_a_foreign_file_of_the_usual_name_disturbs_no_reading(run: Any, parent_file: Path, tmp_path: Path) -> None:
    (tmp_path / "cancu.db").write_text("của chương trình khác", encoding="utf-8")
    assert run("check", parent_file).status == 0
    outcome = run("check", "12/KH-UBND")
    assert outcome.status == 2
    assert "cancu.db" in outcome.err


def test_a_missing_store_is_said(run: Any) -> None:
    outcome = run("check", "12/KH-UBND", "--store", "khong-co.db")
    assert outcome.status == 2
    assert "chưa có kho khong-co.db" in outcome.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("coverage", "a", "--min-strict", "-1"), "nằm ngoài 0–1"),
        (("export", "bảng"), "chọn trong 'ttl', 'jsonld'"),
        (("coverage", "a", "--as-of", "2022-13-01"), "không phải ngày"),
        (("search", "a", "--limit", "0"), "từ 1 trở lên"),
        (("list", "b"), "Thừa đối số: b"),
        (("extract", "khong-co.txt"), "đường dẫn"),
        (("extract", "."), "là thư mục"),
    ],
)
def test_wrong_values_are_said_once_in_vietnamese_first(run: Any, arguments: tuple[str, ...], said: str) -> None:
    outcome = run(*arguments)
    assert outcome.status == 2
    assert outcome.err.count(said) == 1
