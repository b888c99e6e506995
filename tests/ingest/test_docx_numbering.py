"""Automatic numbers come out as Word prints them; LibreOffice is asked where it is installed."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from cancu.ingest.docx_numbering import to_letters, to_roman
from cancu.ingest.docx_reader import transcribe
from cancu.ingest.office_converter import find_converter
from cancu.ingest.transcript import Transcript

MakeDocx = Callable[..., bytes]
DECIMAL = '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>'
OUTLINE = (
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2."/></w:lvl>'
    '<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%3)"/></w:lvl>'
)
START_AT_ONE = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'


def definition(number: int, levels: str) -> str:
    return f'<w:abstractNum w:abstractNumId="{number}">{levels}</w:abstractNum>'


def instance(number: int, of: int, inside: str = "") -> str:
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{of}"/>{inside}</w:num>'


def item(number: int, level: int = 0, words: str = "việc") -> str:
    place = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    return f"<w:p><w:pPr>{place}</w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>"


def styled(style: str, inside: str = "") -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{inside}</w:pPr><w:r><w:t>việc</w:t></w:r></w:p>'


def labels(data: bytes) -> list[str]:
    transcript = Transcript("mẫu.docx", "application/example")
    transcribe(data, transcript)
    return [line.removesuffix("việc").strip() for line in transcript.finish().text.split("\n") if line]


def level(kind: str, text: str, more: str = "") -> str:
    return f'<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/>{more}</w:lvl>'


CASES = {
    "levels": ([item(1, at) for at in (0, 1, 1, 2, 2, 0, 1, 2)], definition(1, OUTLINE) + instance(1, 1),
               ["I.", "I.1.", "I.2.", "a)", "b)", "II.", "II.1.", "a)"]),
    "legal": (
        [item(1, at) for at in (0, 1)],
        definition(1, OUTLINE.replace('<w:lvlText w:val="%1.%2', '<w:isLgl/><w:lvlText w:val="%1.%2'))
        + instance(1, 1), ["I.", "1.1."]),
    "never restarted": (
        [item(1, at) for at in (0, 1, 1, 0, 1)],
        definition(1, OUTLINE.replace('<w:lvlText w:val="%1.%2', '<w:lvlRestart w:val="0"/><w:lvlText w:val="%2'))
        + instance(1, 1), ["I.", "1.", "2.", "II.", "3."]),
    "shared definition counts on": (
        [item(1), item(2), item(1)], definition(1, DECIMAL) + instance(1, 1) + instance(2, 1), ["1.", "2.", "3."]),
    "an override begins anew, once": (
        [item(1), item(1), item(2), item(2)], definition(1, DECIMAL) + instance(1, 1) + instance(2, 1, START_AT_ONE),
        ["1.", "2.", "1.", "2."]),
    "an override of the level itself": (
        [item(1), item(2), item(2)],
        definition(1, DECIMAL) + definition(2, DECIMAL) + instance(1, 1)
        + instance(2, 2, f'<w:lvlOverride w:ilvl="0">{level("upperLetter", "%1/")}</w:lvlOverride>'),
        ["1.", "A/", "B/"]),
    "a level without start begins at zero": (
        [item(1)] * 2, definition(1, DECIMAL.replace('<w:start w:val="1"/>', "")) + instance(1, 1), ["0.", "1."]),
    "zero in front": ([item(1)] * 2, definition(1, level("decimalZero", "%1.")) + instance(1, 1), ["01.", "02."]),
    "small Roman": ([item(1)] * 4, definition(1, level("lowerRoman", "(%1)")) + instance(1, 1),
                    ["(i)", "(ii)", "(iii)", "(iv)"]),
    "articles": ([item(1)] * 2, definition(1, level("decimal", "Điều %1.")) + instance(1, 1), ["Điều 1.", "Điều 2."]),
    "a label without number": ([item(1)], definition(1, level("none", "Ghi chú:")) + instance(1, 1), ["Ghi chú:"]),
    "a picture as bullet": (
        [item(1)],
        definition(1, level("bullet", "\uf0b7", '<w:rPr><w:rFonts w:ascii="Symbol"/></w:rPr>')) + instance(1, 1),
        ["-"]),
    "a typed bullet": ([item(1)], definition(1, level("bullet", "+")) + instance(1, 1), ["+"]),
    "number zero takes the list away": ([item(1), item(0), item(1)], definition(1, DECIMAL) + instance(1, 1),
                                        ["1.", "", "2."]),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_labels_are_printed_as_word_does(make_docx: MakeDocx, name: str) -> None:
    paragraphs, numbering, printed = CASES[name]
    assert labels(make_docx("".join(paragraphs), numbering=numbering)) == printed


_OTHERWISE = {"legal", "never restarted", "a typed bullet"}
"""LibreOffice 7.4 knows neither `w:isLgl` nor `w:lvlRestart` and prints every bullet as one and the same."""


@pytest.mark.slow
def test_libreoffice_prints_the_same(make_docx: MakeDocx, tmp_path: Path) -> None:
    program = find_converter()
    if program is None:
        pytest.skip("LibreOffice is not installed")
    names = sorted(CASES.keys() - _OTHERWISE)
    for number, name in enumerate(names):
        paragraphs, numbering, _ = CASES[name]
        (tmp_path / f"{number}.docx").write_bytes(make_docx("".join(paragraphs), numbering=numbering))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [program, "--headless", profile, "--convert-to", "txt:Text (encoded):UTF8", "--outdir", str(tmp_path)]
    for _ in range(2):  # the first start only makes the profile
        subprocess.run([*command, *map(str, tmp_path.glob("*.docx"))], check=False, capture_output=True, timeout=120)
    for number, name in enumerate(names):
        lines = (tmp_path / f"{number}.txt").read_text(encoding="utf-8-sig").splitlines()
        printed = [line.removesuffix("việc").strip() for line in lines if line.strip()]
        assert [label.replace("•", "-") for label in printed] == CASES[name][2], name


def test_a_style_gives_list_and_level_to_its_paragraphs(make_docx: MakeDocx) -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="muc"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="khoan"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="con"><w:basedOn w:val="khoan"/></w:style>'
    )
    linked = OUTLINE.replace('<w:numFmt w:val="upperRoman"/>', '<w:numFmt w:val="upperRoman"/><w:pStyle w:val="muc"/>')
    linked = linked.replace('<w:lvlText w:val="%1.%2."/>', '<w:pStyle w:val="khoan"/><w:lvlText w:val="%2."/>')
    body = styled("muc") + styled("khoan") + styled("con") + styled("khoan", '<w:numPr><w:ilvl w:val="2"/></w:numPr>')
    numbering = definition(1, linked) + instance(1, 1)
    assert labels(make_docx(body, styles=styles, numbering=numbering)) == ["I.", "1.", "2.", "a)"]


def test_a_list_style_is_followed_to_its_definition(make_docx: MakeDocx) -> None:
    styles = '<w:style w:type="numbering" w:styleId="bang"/>'
    numbering = (
        definition(1, f'<w:styleLink w:val="bang"/>{DECIMAL}')
        + definition(2, '<w:numStyleLink w:val="bang"/>')
        + instance(1, 1)
        + instance(2, 2)
    )
    assert labels(make_docx(item(2) + item(2), styles=styles, numbering=numbering)) == ["1.", "2."]


def test_deleted_paragraphs_are_not_counted(make_docx: MakeDocx) -> None:
    gone = item(1).replace("<w:pPr>", "<w:pPr><w:rPr><w:del w:id='1'/></w:rPr>").replace("<w:t>việc</w:t>", "")
    assert labels(make_docx(item(1) + gone + item(1), numbering=definition(1, DECIMAL) + instance(1, 1))) == [
        "1.",
        "2.",
    ]


def test_numbers_of_cells_are_printed_even_in_empty_ones(make_docx: MakeDocx) -> None:
    def row(words: str) -> str:
        return f"<w:tr><w:tc>{item(1, words='')}</w:tc><w:tc><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:tc></w:tr>"

    transcript = Transcript("mẫu.docx", "application/example")
    body = f"<w:tbl>{row('Rà soát')}{row('Báo cáo')}</w:tbl>"
    transcribe(make_docx(body, numbering=definition(1, DECIMAL) + instance(1, 1)), transcript)
    assert transcript.finish().text == "1.\tRà soát\n2.\tBáo cáo\n"


def test_letters_typed_by_hand_stay_as_typed(make_docx: MakeDocx) -> None:
    body = "".join(f"<w:p><w:r><w:t>{letter}) việc</w:t></w:r></w:p>" for letter in "cdđe")
    assert labels(make_docx(body)) == ["c)", "d)", "đ)", "e)"]


@pytest.mark.parametrize("numbering", ["", definition(1, ""), instance(1, 9), definition(1, DECIMAL) + instance(2, 1)])
def test_a_list_without_definition_prints_nothing(make_docx: MakeDocx, numbering: str) -> None:
    assert labels(make_docx(item(1), numbering=numbering)) == [""]


def test_numbers_beyond_the_alphabets_are_figures() -> None:
    assert (to_roman(3999), to_roman(4000), to_letters(27), to_letters(781)) == ("mmmcmxcix", "4000", "aa", "781")
