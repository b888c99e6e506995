"""Fonts of the time before Unicode."""

import builtins
from typing import Any

import pytest

from cancu.ingest.legacy_fonts import convert_detected, font_encoding, join_runs
from cancu.ontology.errors import SourceError


@pytest.mark.parametrize(
    ("font", "encoding"),
    [
        (".VnTime", "tcvn3"),
        (".vnArial", "tcvn3"),
        (".VnTimeH", "tcvn3 capitals"),
        (".VnArial NarrowH", "tcvn3 capitals"),
        ("VNI-Times", "vni"),
        ("Times New Roman", ""),
        ("", ""),
    ],
)
def test_the_name_of_a_font_tells_its_encoding(font: str, encoding: str) -> None:
    assert font_encoding(font) == encoding


def test_blanks_and_breaks_around_words_stay() -> None:
    assert join_runs([("", "Số "), ("tcvn3", " Q§ \n\t"), ("tcvn3 capitals", "ñy ban")]) == "Số  QĐ \n\tỦY BAN"


def test_a_letter_split_between_runs_is_whole_again() -> None:
    assert join_runs([("vni", "ho"), ("vni", "øa")]) == "hòa"


def test_unicode_is_never_touched() -> None:
    assert join_runs([("", "§ Ø ®"), ("", "Õ")]) == "§ Ø ®Õ"


def test_a_document_is_judged_as_a_whole() -> None:
    old = "Céng hßa x· héi chñ nghÜa ViÖt Nam §éc lËp - Tù do - H¹nh phóc. " * 10
    assert convert_detected(old)("QuyÕt ®Þnh") == "Quyết định"
    assert convert_detected("Cộng hòa xã hội chủ nghĩa Việt Nam")("Õ") == "Õ"


def test_without_the_extra_the_words_are_refused_not_garbled(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def refuse(name: str, *rest: Any, **more: Any) -> Any:
        if name == "viparse":
            raise ImportError(name)
        return real(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", refuse)
    assert convert_detected("QuyÕt ®Þnh")("QuyÕt") == "QuyÕt"
    with pytest.raises(SourceError) as caught:
        join_runs([("tcvn3", "QuyÕt")])
    assert caught.value.code == "E_MISSING_TOOL"
