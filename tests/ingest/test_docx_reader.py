"""Word documents as a reader sees them, on packages of a few paragraphs."""

from __future__ import annotations

import random
import zipfile
from collections.abc import Callable
from io import BytesIO

import docx
import pytest

from cancu.ingest.cells import Grid
from cancu.ingest.docx_reader import transcribe
from cancu.ingest.extraction import extract
from cancu.ingest.layout import read_blocks
from cancu.ingest.transcript import CELL_BREAK, Transcript
from cancu.ontology.errors import SourceError
from cancu.ontology.records import SourceText

MakeDocx = Callable[..., bytes]
DELETED = '<w:del w:id="1" w:author="x"><w:r><w:delText>không còn</w:delText></w:r></w:del>'
BOX = "<w:txbxContent><w:p><w:r><w:t>DỰ THẢO</w:t></w:r></w:p></w:txbxContent>"


def read(data: bytes) -> SourceText:
    transcript = Transcript("mẫu.docx", "application/example")
    transcribe(data, transcript)
    return transcript.finish()


def run(words: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'


def paragraph(*inside: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(inside)}</w:p>"


def cell(words: str, properties: str = "") -> str:
    lines = "".join(paragraph(run(line)) for line in words.split("\n"))
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{lines}</w:tc>"


def table(*rows: str) -> str:
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


@pytest.mark.parametrize(
    ("inside", "printed"),
    [
        (run("Quyết định số 1256") + run("/QĐ-UBND"), "Quyết định số 1256/QĐ-UBND"),
        (f'<w:ins w:id="1">{run("được thêm")}</w:ins>{DELETED}', "được thêm"),
        (f'<w:moveFrom w:id="1">{run("chỗ cũ")}</w:moveFrom><w:moveTo w:id="2">{run("chỗ mới")}</w:moveTo>', "chỗ mới"),
        (run("thấy") + run("ẩn", "<w:vanish/>") + run(" được", '<w:vanish w:val="0"/>'), "thấy được"),
        (f"<w:sdt><w:sdtPr/><w:sdtContent>{run('trong khung')}</w:sdtContent></w:sdt>", "trong khung"),
        (f"<w:hyperlink>{run('đường dẫn')}</w:hyperlink>", "đường dẫn"),
        (f'<w:fldSimple w:instr="PAGE">{run("7")}</w:fldSimple>', "7"),
        ("<w:r><w:t>NĐ</w:t><w:noBreakHyphen/><w:t>CP</w:t></w:r>", "NĐ-CP"),
        ("<w:r><w:t>nhiệm</w:t><w:softHyphen/><w:t> vụ</w:t></w:r>", "nhiệm vụ"),
        ("<w:r><w:t>a)</w:t><w:tab/><w:t>Rà soát</w:t></w:r>", "a) Rà soát"),
        ("<w:r><w:t>ỦY BAN</w:t><w:br/><w:t>NHÂN DÂN</w:t></w:r>", "ỦY BAN\nNHÂN DÂN"),
        ('<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>' + run(" 95%"), "≥ 95%"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0A7"/></w:r>' + run(" Rà soát"), "- Rà soát"),
        (run("\uf0b7 Rà soát", '<w:rFonts w:ascii="Symbol"/>'), "- Rà soát"),
    ],
)
def test_a_paragraph_reads_as_printed(make_docx: MakeDocx, inside: str, printed: str) -> None:
    assert read(make_docx(paragraph(inside))).text == f"{printed}\n"


def test_a_field_prints_its_result_even_over_paragraphs(make_docx: MakeDocx) -> None:
    def mark(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    nested = mark("begin") + run("bên trong lệnh") + mark("separate") + run("không in") + mark("end")
    body = paragraph(mark("begin"), run("TOC"), nested, mark("separate"), run("Mục lục"))
    assert (
        read(make_docx(body + paragraph(run("trang 2"), mark("end"), run(" hết")))).text == "Mục lục\n\ntrang 2 hết\n"
    )


def test_a_paragraph_whose_end_was_deleted_goes_on(make_docx: MakeDocx) -> None:
    torn = paragraph(run("Rà soát "), properties="<w:rPr><w:del w:id='1'/></w:rPr>")
    assert read(make_docx(torn + paragraph(run("văn bản")))).text == "Rà soát văn bản\n"


def test_a_text_box_is_read_once_after_its_paragraph(make_docx: MakeDocx) -> None:
    drawn = (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>{BOX}</wps:txbx></w:drawing>'
        f"</mc:Choice><mc:Fallback><w:pict><v:textbox>{BOX}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert read(make_docx(paragraph(run("KẾ HOẠCH"), drawn))).text == "KẾ HOẠCH\n\nDỰ THẢO\n"


def test_notes_are_marked_and_stand_at_the_end(make_docx: MakeDocx) -> None:
    body = paragraph(run("Theo Nghị quyết"), '<w:r><w:footnoteReference w:id="2"/></w:r>', run(" năm 2021."))
    notes = f'<w:footnote w:id="2">{paragraph("<w:r><w:footnoteRef/></w:r>", run(" Số 76/NQ-CP."))}</w:footnote>'
    source = read(make_docx(body + paragraph(run("Nơi nhận:")), footnotes=notes))
    assert source.text == "Theo Nghị quyết[1] năm 2021.\n\nNơi nhận:\n\n[1] Số 76/NQ-CP.\n"


def test_merged_cells_are_unfolded(make_docx: MakeDocx) -> None:
    rows = (
        cell("TT", '<w:vMerge w:val="restart"/>') + cell("Cơ quan", '<w:gridSpan w:val="2"/>'),
        cell("", "<w:vMerge/>") + cell("Chủ trì") + cell("Phối hợp"),
        "<w:trPr><w:gridBefore w:val='1'/></w:trPr>" + cell("Sở A\nSở B"),
    )
    text = read(make_docx(table(*rows))).text
    assert text == f"TT\tCơ quan\t\nTT\tChủ trì\tPhối hợp\n\tSở A{CELL_BREAK}Sở B\t\n"


def test_a_table_in_a_cell_and_deleted_rows(make_docx: MakeDocx) -> None:
    inner = table(cell("x") + cell("y"), cell("z") + cell("t"))
    gone = "<w:trPr><w:del w:id='1'/></w:trPr>" + cell("bỏ") + cell("bỏ")
    outer = table(f"<w:tc>{inner}{paragraph()}</w:tc>" + cell("bên cạnh"), gone, cell("1") + cell("2"))
    assert read(make_docx(outer)).text == f"x y{CELL_BREAK}z t\tbên cạnh\n1\t2\n"


def test_a_frame_is_paragraphs_with_tables_of_their_own(make_docx: MakeDocx) -> None:
    inner = table(cell("TT") + cell("Nhiệm vụ"), cell("1") + cell("Rà soát"))
    frame = table(f"<w:tc>{paragraph(run('I. NHIỆM VỤ'))}{inner}{paragraph()}</w:tc>")
    source = read(make_docx(frame))
    assert source.text == "I. NHIỆM VỤ\n\nTT\tNhiệm vụ\n1\tRà soát\n"
    assert [(place.paragraph, place.table, place.row) for place in source.places][:2] == [(1, None, None), (None, 1, 1)]


def test_a_letterhead_beside_the_motto_stays_two_columns(make_docx: MakeDocx) -> None:
    head = table(
        cell("ỦY BAN NHÂN DÂN\nTỈNH AN BÌNH") + cell("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"),
        cell("Số: 12/KH-UBND") + cell("An Bình, ngày 5 tháng 1 năm 2026"),
    )
    title = paragraph(run("KẾ HOẠCH")) + paragraph(run("Cải cách hành chính năm 2026"))
    body = paragraph(run("1. Sở Nội vụ theo dõi, báo cáo kết quả./."))
    foot = table(cell("Nơi nhận:\n- Như trên;\n- Lưu: VT.") + cell("TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\nTrần Văn Mẫu"))
    document = extract(read(make_docx(head + title + body + foot))).document
    assert (document.number, document.issuer) == ("12/KH-UBND", "UBND tỉnh An Bình")
    assert (document.title, document.signer) == ("Cải cách hành chính năm 2026", "Trần Văn Mẫu")
    assert document.signer_role == "Chủ tịch (TM. Ủy ban nhân dân)"


@pytest.mark.parametrize(
    ("mark", "pages"),
    [
        ("<w:r><w:lastRenderedPageBreak/></w:r>", [1, 2]),
        ('<w:r><w:br w:type="page"/></w:r>', [1, 2]),
        ("", [None, None]),
    ],
)
def test_pages_are_counted_where_breaks_are_kept(make_docx: MakeDocx, mark: str, pages: list[int | None]) -> None:
    source = read(make_docx(paragraph(run("một")) + paragraph(mark, run("hai"))))
    assert [place.page for place in source.places] == pages


def test_fonts_of_tcvn3_and_vni_are_converted_by_name(make_docx: MakeDocx) -> None:
    styles = (
        '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii=".VnTime"/></w:rPr></w:rPrDefault></w:docDefaults>'
        '<w:style w:type="paragraph" w:styleId="a"><w:rPr><w:rFonts w:ascii="VNI-Times"/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="b"><w:basedOn w:val="a"/></w:style>'
    )
    body = (
        paragraph(run("Sè: 12/Q§-UBND"))
        + paragraph(run("Coäng hoøa"), properties='<w:pStyle w:val="b"/>')
        + paragraph(run("QuyÕt ®Þnh", '<w:rFonts w:ascii=".VnTimeH"/>'))
        + paragraph(run("Kế hoạch Õ", '<w:rFonts w:ascii="Times New Roman"/>'))
    )
    assert read(make_docx(body, styles=styles)).text == "Số: 12/QĐ-UBND\n\nCộng hòa\n\nQUYẾT ĐỊNH\n\nKế hoạch Õ\n"


def test_cells_come_back_with_their_lines(make_docx: MakeDocx) -> None:
    rows = (
        cell("TT") + cell("Nhiệm vụ") + cell("Sản phẩm"),
        cell("1.") + cell("Rà soát") + cell("- Kế hoạch;\n- Báo cáo"),
    )
    (grid,) = read_blocks(read(make_docx(table(*rows))).text)
    assert isinstance(grid, Grid)
    assert [[one.lines for one in row] for row in grid.rows][1] == [["1."], ["Rà soát"], ["- Kế hoạch;", "- Báo cáo"]]


def test_a_document_of_python_docx_and_its_headers() -> None:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "đầu trang"
    document.add_paragraph("Rà soát văn bản", style="List Number")
    packed = BytesIO()
    document.save(packed)
    assert read(packed.getvalue()).text == "1. Rà soát văn bản\n"


def test_the_strict_edition_is_read(make_docx: MakeDocx) -> None:
    packed = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(make_docx(paragraph(run("Kế hoạch"))))) as usual,
        zipfile.ZipFile(packed, "w") as strict,
    ):
        for name in usual.namelist():
            content = usual.read(name).decode()
            content = content.replace(
                "schemas.openxmlformats.org/wordprocessingml/2006", "purl.oclc.org/ooxml/wordprocessingml"
            )
            strict.writestr(name, content)
    assert read(packed.getvalue()).text == "Kế hoạch\n"


def test_a_truncated_document_is_corrupt(make_docx: MakeDocx) -> None:
    data = make_docx("".join(paragraph(run(f"Nhiệm vụ {number}")) for number in range(200)))
    for end in random.Random(7).sample(range(1, len(data)), 50):
        with pytest.raises(SourceError) as caught:
            read(data[:end])
        assert caught.value.code == "E_CORRUPT"


@pytest.mark.parametrize("body", ["<w:p>", "<w:tbl><w:tr/></w:tbl>" * 3, "<w:sdt>" * 400 + "</w:sdt>" * 400])
def test_odd_bodies_give_a_clear_error(make_docx: MakeDocx, body: str) -> None:
    with pytest.raises(SourceError) as caught:
        read(make_docx(body))
    assert caught.value.code in ("E_CORRUPT", "E_EMPTY")
