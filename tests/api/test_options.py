from __future__ import annotations

from pathlib import Path

import pytest
import typer

from cancu.api.options import find_store_path, read_list, read_share


def test_the_store_is_the_option_then_the_variable_then_the_default(monkeypatch: pytest.MonkeyPatch) -> None:
    assert find_store_path(None) == Path("cancu.db")
    monkeypatch.setenv("CANCU_STORE", "tinh.db")
    assert find_store_path(None) == Path("tinh.db")
    assert find_store_path(Path("khac.db")) == Path("khac.db")


@pytest.mark.parametrize(
    ("text", "share"), [("0", 0.0), ("1", 1.0), ("0.8", 0.8), ("0,8", 0.8), ("80%", 0.8), (" 99.5% ", 0.995)]
)
def test_a_share_is_read_as_people_write_it(text: str, share: float) -> None:
    assert read_share(text) == pytest.approx(share)


@pytest.mark.parametrize("text", ["", "80", "-0.1", "101%", "nhiều", "nan", "inf"])
def test_what_is_no_share_is_refused(text: str) -> None:
    with pytest.raises(typer.BadParameter):
        read_share(text)


def test_a_list_keeps_each_name_once_in_its_order() -> None:
    assert read_list("late, gap,late", ("gap", "late")) == ("late", "gap")


@pytest.mark.parametrize("text", ["", ",", "gap,nothing"])
def test_a_list_with_unknown_names_is_refused(text: str) -> None:
    with pytest.raises(typer.BadParameter):
        read_list(text, ("gap", "late"))
