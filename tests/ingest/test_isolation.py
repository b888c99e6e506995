"""Whatever a reader does in its child process, one error comes out and nothing stays behind."""

from __future__ import annotations

import os
import tempfile
import time
from pathlib import Path

import pytest

from cancu.ingest.formats import Format
from cancu.ingest.isolation import IsolatedReader, Limits
from cancu.ontology.errors import SourceError

if not hasattr(os, "killpg"):
    pytest.skip("process groups and limits of resources are those of Unix", allow_module_level=True)

LIMITS = Limits(memory=600_000_000, patience=20, longest=60)
READERS = """
import ctypes, os, subprocess, sys, time
from cancu.ontology.errors import SourceError

def echo(data, transcript):
    transcript.add_paragraph(data.decode(), page=3)

def pages(data, transcript):
    for page in range(4):
        time.sleep(1)
        transcript.progress(page + 1, 4)
    echo(data, transcript)

def refuse(data, transcript):
    raise SourceError("Tệp hỏng", "damaged", code="E_CORRUPT", where=transcript.name, hint="tải lại")

def stumble(data, transcript):
    raise KeyError("word/document.xml")

def recurse(data, transcript):
    recurse(data, transcript)

def hang(data, transcript):
    while True:
        time.sleep(0.1)

def spin(data, transcript):
    while True:
        pass

def swallow(data, transcript):
    kept = []
    while True:
        kept.append(bytearray(50_000_000))

def segfault(data, transcript):
    ctypes.string_at(0)

def killed(data, transcript):
    os.kill(os.getpid(), 9)

def leave(data, transcript):
    os._exit(7)

def print_much(data, transcript):
    for _ in range(100):
        os.write(1, b"x" * 100_000)
        os.write(2, b"x" * 100_000)
    print("x" * 1_000_000)
    echo(data, transcript)

def flood(data, transcript):
    for descriptor in range(3, 20):
        try:
            for _ in range(100):
                os.write(descriptor, b"x" * 100_000)
        except OSError:
            pass

def write_much(data, transcript):
    with open(os.path.join(os.environ["TMPDIR"], "big"), "wb") as stream:
        for _ in range(1000):
            stream.write(b"x" * 1_000_000)

def spawn(data, transcript):
    child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    transcript.add_paragraph(str(child.pid))

def spawn_and_hang(data, transcript):
    child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    with open(data.decode(), "w") as note:
        note.write(str(child.pid))
    hang(data, transcript)

def connect(data, transcript):
    import socket
    socket.create_connection(("127.0.0.1", 9))

def litter(data, transcript):
    import tempfile
    transcript.add_paragraph(tempfile.mkdtemp())

def number(data, transcript):
    transcript.add_paragraph(str(os.getpid()))
"""


@pytest.fixture(autouse=True)
def _readers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Readers that misbehave, where the child finds them."""
    (tmp_path / "modules").mkdir()
    (tmp_path / "modules" / "odd_readers.py").write_text(READERS, encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "modules"))
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))


def make_format(function: str) -> Format:
    return Format("application/example", "thử", (".thu",), "odd_readers", function)


def fail(function: str, data: bytes = b"KE HOACH", limits: Limits = LIMITS) -> SourceError:
    with pytest.raises(SourceError) as caught, IsolatedReader(limits) as reader:
        reader.read(make_format(function), data, "a.thu")
    return caught.value


def is_alive(pid: int) -> bool:
    for _ in range(50):
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return False
        state = Path(f"/proc/{pid}/stat")
        if state.exists() and state.read_text(encoding="utf-8").rsplit(")", 1)[1].split()[0] == "Z":
            return False
        time.sleep(0.1)
    return True


def list_left(tmp_path: Path) -> list[str]:
    return [path.name for path in (tmp_path / "temporary").iterdir()]


def test_a_text_comes_back_with_name_hash_and_places() -> None:
    with IsolatedReader(LIMITS) as reader:
        source = reader.read(make_format("echo"), "KẾ HOẠCH".encode(), "a.thu")
    assert (source.text, source.name, source.media_type) == ("KẾ HOẠCH\n", "a.thu", "application/example")
    assert source.places[0].page == 3


def test_one_child_serves_many_files_and_a_new_one_comes_after_a_failure() -> None:
    with IsolatedReader(LIMITS) as reader:
        numbers = [reader.read(make_format("number"), b"x", "a").text for _ in range(3)]
        assert len(set(numbers)) == 1
        with pytest.raises(SourceError):
            reader.read(make_format("segfault"), b"x", "b")
        assert reader.read(make_format("number"), b"x", "c").text != numbers[0]


def test_pages_done_are_told_and_renew_the_patience() -> None:
    told: list[tuple[int, int]] = []
    with IsolatedReader(LIMITS._replace(patience=3), lambda done, total: told.append((done, total))) as reader:
        reader.read(make_format("pages"), b"KE HOACH", "a")
    assert told == [(1, 4), (2, 4), (3, 4), (4, 4)]


@pytest.mark.parametrize(
    ("function", "code"),
    [
        ("refuse", "E_CORRUPT"),
        ("stumble", "E_CORRUPT"),
        ("recurse", "E_LIMIT"),
        ("swallow", "E_MEMORY"),
        ("killed", "E_MEMORY"),
        ("segfault", "E_CRASH"),
        ("leave", "E_CRASH"),
        ("connect", "E_CORRUPT"),
        ("missing", "E_CORRUPT"),
    ],
)
def test_every_death_is_one_error_with_a_next_step(tmp_path: Path, function: str, code: str) -> None:
    error = fail(function)
    assert (error.code, error.where) == (code, "a.thu")
    assert error.hint
    assert list_left(tmp_path) == []


@pytest.mark.slow
@pytest.mark.parametrize("function", ["hang", "spin"])
def test_a_reader_that_never_ends_is_stopped(tmp_path: Path, function: str) -> None:
    started = time.monotonic()
    assert fail(function, limits=LIMITS._replace(patience=1.5)).code == "E_TIMEOUT"
    assert time.monotonic() - started < 10
    assert list_left(tmp_path) == []


def test_what_a_library_prints_harms_nobody() -> None:
    with IsolatedReader(LIMITS) as reader:
        assert reader.read(make_format("print_much"), b"KE HOACH", "a").text == "KE HOACH\n"


def test_a_flood_on_the_pipe_is_refused(tmp_path: Path) -> None:
    assert fail("flood").code in {"E_LIMIT", "E_CRASH", "E_CORRUPT"}
    assert list_left(tmp_path) == []


@pytest.mark.parametrize(("limits", "code"), [(LIMITS._replace(result=10), "E_LIMIT")])
def test_a_result_beyond_the_limit_is_refused(limits: Limits, code: str) -> None:
    assert fail("echo", limits=limits).code == code


def test_files_beyond_the_limit_are_not_written(tmp_path: Path) -> None:
    assert fail("write_much", limits=LIMITS._replace(file_size=5_000_000)).code in {"E_CRASH", "E_CORRUPT"}
    assert list_left(tmp_path) == []


def test_programs_that_a_reader_started_die_with_it(tmp_path: Path) -> None:
    note = tmp_path / "pid"
    with IsolatedReader(LIMITS) as reader:
        left = int(reader.read(make_format("spawn"), b"x", "a").text)
    assert not is_alive(left)
    assert fail("spawn_and_hang", str(note).encode(), LIMITS._replace(patience=3)).code == "E_TIMEOUT"
    assert not is_alive(int(note.read_text(encoding="utf-8")))


def test_temporary_files_of_a_reader_are_removed(tmp_path: Path) -> None:
    with IsolatedReader(LIMITS) as reader:
        made = reader.read(make_format("litter"), b"x", "a").text.strip()
        assert Path(made).is_relative_to(tmp_path / "temporary")
        assert list_left(tmp_path) == []


def test_an_interrupt_ends_the_child_and_removes_its_files(tmp_path: Path) -> None:
    def interrupt(_done: int, _total: int) -> None:
        raise KeyboardInterrupt

    with IsolatedReader(LIMITS, interrupt) as reader:
        number = int(reader.read(make_format("number"), b"x", "a").text)
        with pytest.raises(KeyboardInterrupt):
            reader.read(make_format("pages"), b"x", "a")
        assert not is_alive(number)
    assert list_left(tmp_path) == []


def test_a_missing_library_names_what_to_install() -> None:
    form = Format("application/example", "thử", (), "no_such_module_anywhere", extra="office")
    with pytest.raises(SourceError) as caught, IsolatedReader(LIMITS) as reader:
        reader.read(form, b"x", "a")
    assert caught.value.code == "E_MISSING_TOOL"
    assert "cancu[office]" in caught.value.hint


def test_no_zombie_is_left() -> None:
    with IsolatedReader(LIMITS) as reader:
        number = int(reader.read(make_format("number"), b"x", "a").text)
    with pytest.raises(ChildProcessError):
        os.waitpid(number, os.WNOHANG)
