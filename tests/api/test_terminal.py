from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cancu.api import terminal
from cancu.ontology.errors import AmbiguousNameError, CancuError, SourceError

WORDS = st.lists(st.text(alphabet="aăâbcdđ ếộỹ-+/.", max_size=60), min_size=3, max_size=3)


@given(st.lists(WORDS, max_size=5))
def test_no_line_of_a_table_is_wider_than_the_terminal(rows: list[list[str]]) -> None:
    table = terminal.render_table(("Mục", "Nhiệm vụ", "Kết quả"), rows)
    assert max(len(line) for line in table.splitlines()) <= terminal.WIDTH_OFF_TERMINAL


def test_a_narrow_terminal_gets_a_narrow_table(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    table = terminal.render_table(("Mục", "Nhiệm vụ"), [("II.1", "rà soát thủ tục hành chính " * 9)])
    assert 40 < max(len(line) for line in table.splitlines()) <= 60
    assert "rà soát" in table


def test_a_number_is_not_broken_while_other_cells_can_give_way() -> None:
    row = ("2215/QĐ-UBND", "rà soát thủ tục " * 20, "Sở Tài nguyên và Môi trường; Sở Xây dựng " * 3, "22/12/2021")
    table = terminal.render_table(("Số", "Nhiệm vụ", "Chủ trì", "Ngày"), [row])
    assert "2215/QĐ-UBND " in table
    assert "22/12/2021" in table
    assert max(len(line) for line in table.splitlines()) <= terminal.WIDTH_OFF_TERMINAL


def test_no_text_of_a_document_commands_the_terminal() -> None:
    table = terminal.render_table(("A",), [("rà \x1b[31msoát\x07",)])
    assert "\x1b" not in table
    assert "\x1b" not in terminal.render_paragraph("a\x1b[2Jb")


def test_headings_are_bold_on_a_terminal_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    assert terminal.render_table(("Mục",), [("II",)]).startswith("\x1b[1mMục")
    monkeypatch.setenv("NO_COLOR", "1")
    assert terminal.render_table(("Mục",), [("II",)]).startswith("Mục")


def test_cells_are_shown_as_they_are() -> None:
    table = terminal.render_table(("A",), [("[bold]- =1+1 :smile:[/bold]",)])
    assert "[bold]- =1+1 :smile:[/bold]" in table


def test_numbers_align_to_the_right() -> None:
    lines = terminal.render_table(("Số", "Tên"), [("7", "a"), ("1234", "b")], numeric=(0,)).splitlines()
    assert lines[2].startswith("   7")
    assert lines[3].startswith("1234")


def test_json_keeps_vietnamese_letters(capsys: pytest.CaptureFixture[str]) -> None:
    terminal.print_json({"tên": "Sở Nội vụ"})
    out = capsys.readouterr().out
    assert "Sở Nội vụ" in out
    assert json.loads(out) == {"tên": "Sở Nội vụ"}


@pytest.mark.parametrize(
    ("text", "length", "short"),
    [("rà soát", 20, "rà soát"), ("rà  soát\nthủ tục", 30, "rà soát thủ tục"), ("rà soát thủ tục", 10, "rà soát…")],
)
def test_a_long_text_is_cut_between_words(text: str, length: int, short: str) -> None:
    assert terminal.shorten(text, length) == short


def test_days_are_printed_as_the_documents_print_them() -> None:
    assert terminal.print_date("2021-12-22") == "22/12/2021"
    assert terminal.print_date(None) == ""


def test_an_error_shows_cause_place_and_next_step(capsys: pytest.CaptureFixture[str]) -> None:
    terminal.show_error(SourceError("Tệp rỗng", "the file is empty", where="a.txt", hint="chọn tệp khác"))
    assert capsys.readouterr().err == "Lỗi: Tệp rỗng (the file is empty)\n  tại (at): a.txt\n  → chọn tệp khác\n"


def test_candidates_of_an_ambiguous_name_are_listed_and_kept_in_json(capsys: pytest.CaptureFixture[str]) -> None:
    error = AmbiguousNameError("Nhiều văn bản", candidates=("a", "b"))
    terminal.show_error(error)
    assert "  - a\n  - b\n" in capsys.readouterr().err
    assert terminal.describe_error(error)["error"]["candidates"] == ["a", "b"]


def test_a_report_file_appears_whole_or_not_at_all(tmp_path: Path) -> None:
    target = tmp_path / "bao-cao.csv"
    target.write_text("cũ", encoding="utf-8")

    def fail_halfway() -> None:
        with terminal.write_output(target) as stream:
            stream.write("nửa")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_halfway()
    assert target.read_text(encoding="utf-8") == "cũ"
    with terminal.write_output(target) as stream:
        stream.write("mới\r\n")
    assert target.read_bytes() == "mới\r\n".encode()
    assert list(tmp_path.iterdir()) == [target]


def test_a_report_that_cannot_be_written_says_where(tmp_path: Path) -> None:
    target = tmp_path / "khong-co" / "bao-cao.csv"
    with pytest.raises(CancuError, match="khong-co") as caught, terminal.write_output(target):
        pass
    assert caught.value.code == "E_OUTPUT"
    assert caught.value.hint


def test_progress_stays_silent_off_a_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    with terminal.show_progress(3, "Đang nạp") as line:
        line.step("a.txt")
    assert capsys.readouterr() == ("", "")


def test_progress_draws_one_line_on_a_terminal(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    with terminal.show_progress(2, "Đang nạp") as line:
        line.step("a.txt")
        line.step("b.txt")
    err = capsys.readouterr().err
    assert err.count("Đang nạp") == 2
    assert "2/2 b.txt" in err
    assert "\n" not in err
