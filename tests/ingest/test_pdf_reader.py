"""PDF files, born digital and scanned: the same records as from the text, and a clear code where there is none."""

from __future__ import annotations

import io
import random
import zlib
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest
from PIL import Image, ImageFilter

from cancu.ingest import image_reader, ocr, pdf_reader
from cancu.ingest.evaluation import Evaluation, Score, _Judge
from cancu.ingest.extraction import extract
from cancu.ingest.formats import FORMAT_OF, PDF
from cancu.ingest.gold import GoldCitation, GoldDocument, load_gold_folder
from cancu.ingest.isolation import IsolatedReader, Limits
from cancu.ingest.readers import read_source
from cancu.ingest.transcript import Transcript
from cancu.ontology.errors import SourceError
from cancu.ontology.orthography import match_key
from cancu.ontology.records import Citation, SourceText

needs_tesseract = pytest.mark.skipif(not ocr.is_ready(), reason="no tesseract with Vietnamese (tesseract-ocr-vie)")
one_worker = pytest.mark.xdist_group("print")


def transcribe(data: bytes) -> SourceText:
    transcript = Transcript("mẫu.pdf", PDF)
    pdf_reader.transcribe(data, transcript)
    return transcript.finish()


def name_mention(mention: Citation | GoldCitation) -> str:
    return match_key(mention.number or mention.name or str(mention.type)).replace(" ", "")


def count_agreement(found: Sequence[Citation], wanted: Sequence[Citation]) -> float:
    one, other = Counter(map(name_mention, found)), Counter(map(name_mention, wanted))
    return 2 * (one & other).total() / (one.total() + other.total())


def score(gold: GoldDocument, source: SourceText) -> Score:
    """Citations by what they name and how often, tasks by their words; offsets differ between the forms of a text."""
    extraction = extract(source)
    judge = _Judge(gold.name, Evaluation())
    judge.compare_tasks(gold.tasks, extraction.tasks)
    found = Counter(map(name_mention, extraction.citations))
    wanted = Counter(name_mention(label) for label in gold.citations if not label.optional)
    allowed = Counter(map(name_mention, gold.citations))
    judge.score.add("citations.r", (found & wanted).total(), wanted.total())
    judge.score.add("citations.p", (found & allowed).total(), found.total())
    return judge.score


def score_all(shared: Path, folder: Path, names: Sequence[str]) -> dict[str, float]:
    total = Score()
    for gold in load_gold_folder(shared / "gold", shared / "seeds"):
        if gold.name in names:
            total = total.merge(score(gold, transcribe((folder / f"{gold.name}.pdf").read_bytes())))
    return total.metrics()


@pytest.mark.slow
@one_worker
@pytest.mark.parametrize("kind", ["whole", "mixed"])
def test_born_digital_files_give_the_records_of_their_text(
    shared: Path, printed_seeds: dict[str, Path], kind: str
) -> None:
    metrics = score_all(shared, printed_seeds[kind], ["000", "001", "002", "003", "004"])
    assert metrics["citations.f1"] >= 0.98
    assert metrics["tasks.f1"] >= 0.95


@pytest.mark.slow
@one_worker
@needs_tesseract
def test_scans_give_nearly_the_records_of_their_text(
    shared: Path, printed_seeds: dict[str, Path], tmp_path: Path
) -> None:
    names = ["000", "001", "002", "003", "004"]
    for name in names:
        scan = make_scan(printed_seeds["whole"] / f"{name}.pdf", 200)
        (tmp_path / f"{name}.pdf").write_bytes(scan)
    metrics = score_all(shared, tmp_path, names)
    assert metrics["citations.f1"] >= 0.95
    assert metrics["tasks.f1"] >= 0.9


@pytest.mark.slow
@one_worker
@needs_tesseract
def test_the_table_of_a_scan_comes_out_as_rows(printed_seeds: dict[str, Path], tmp_path: Path) -> None:
    pages = make_pages(printed_seeds["mixed"] / "004.pdf", 200)[10:12]
    pages[0].save(tmp_path / "bang.pdf", save_all=True, append_images=pages[1:], resolution=200)
    source = transcribe((tmp_path / "bang.pdf").read_bytes())
    rows = [line.split("\t") for line in source.text.split("\n") if "\t" in line]
    assert {len(row) for row in rows} == {6}
    assert len(rows) == 5
    assert all(place.confidence < 1 for place in source.places)


def make_pages(path: Path, dpi: int) -> list[Image.Image]:
    """The pages of a PDF file as a scanner sees them: a little askew, rough and packed."""
    import pypdfium2

    pages: list[Image.Image] = []
    for page in pypdfium2.PdfDocument(path):
        image = page.render(scale=dpi / 72).to_pil().convert("L")
        turned = image.rotate(0.6, resample=Image.Resampling.BICUBIC, fillcolor=255).filter(ImageFilter.GaussianBlur(1))
        packed = io.BytesIO()
        turned.save(packed, "JPEG", quality=60)
        pages.append(Image.open(packed))
    return pages


def make_scan(path: Path, dpi: int) -> bytes:
    first, *rest = make_pages(path, dpi)
    made = io.BytesIO()
    first.save(made, "PDF", save_all=True, append_images=rest, resolution=dpi)
    return made.getvalue()


@pytest.mark.slow
def test_gazette_files_cite_what_their_text_cites(shared: Path) -> None:
    files = sorted((shared / "originals").glob("*.pdf"))
    assert files
    for path in files:
        plain = extract(read_source(shared / "corpus" / f"{path.stem}.txt"))
        printed = extract(transcribe(path.read_bytes()))
        assert count_agreement(printed.citations, plain.citations) >= 0.95, path.name
        assert printed.document.number == plain.document.number, path.name
        assert printed.document.issuer == plain.document.issuer, path.name


def build_pdf(contents: Sequence[bytes], *, trailer: bytes = b"") -> bytes:
    """A PDF file with one page for each stream of drawing orders, set in Helvetica."""
    count = len(contents)
    kids = b" ".join(b"%d 0 R" % (4 + 2 * page) for page in range(count))
    bodies = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count %d/Kids[%s]>>" % (count, kids),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    for page, content in enumerate(contents):
        packed = zlib.compress(content)
        bodies.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R/Resources<</Font<</F 3 0 R>>>>>>"
            % (5 + 2 * page)
        )
        bodies.append(b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(packed), packed))
    parts, places, length = [b"%PDF-1.4\n"], [], 9
    for number, body in enumerate(bodies, start=1):
        places.append(length)
        parts.append(b"%d 0 obj\n%s\nendobj\n" % (number, body))
        length += len(parts[-1])
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(bodies) + 1
    end = b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n"
    return b"".join([*parts, end % (size, table, size, trailer, length)])


def show(text: str, x: int = 72, y: int = 700) -> bytes:
    return b"BT /F 12 Tf %d %d Td (%s) Tj ET\n" % (x, y, text.encode())


LETTER = b"".join(
    show(f"{line}. Ra soat, trinh ban hanh van ban so {line}.", y=760 - 20 * line) for line in range(1, 9)
)


def read_isolated(data: bytes, limits: Limits = Limits(patience=10, longest=30)) -> SourceText:  # noqa: B008  a value
    with IsolatedReader(limits) as reader:
        return reader.read(FORMAT_OF[PDF], data, "mẫu.pdf")


def expect_code(data: bytes, codes: set[str]) -> None:
    with pytest.raises(SourceError) as caught:
        read_isolated(data)
    assert caught.value.code in codes
    assert caught.value.hint


def test_paragraphs_carry_their_pages() -> None:
    source = read_isolated(build_pdf([show("Trang mot."), show("Trang hai.")]))
    assert source.text == "Trang mot.\n\nTrang hai.\n"
    assert [place.page for place in source.places] == [1, 2]


@pytest.mark.slow
def test_a_file_cut_anywhere_is_refused() -> None:
    data = build_pdf([LETTER] * 3)
    chance = random.Random(7)
    for _ in range(50):
        with pytest.raises(SourceError) as caught:
            transcribe(data[: chance.randrange(1, len(data) - 8)])
        assert caught.value.code == "E_CORRUPT"


@pytest.mark.slow
def test_too_many_pages_are_refused() -> None:
    expect_code(build_pdf([b""] * 10_000), {"E_LIMIT"})


def test_a_looping_table_of_objects_ends() -> None:
    data = build_pdf([LETTER])
    looping = build_pdf([LETTER], trailer=b"/Prev %d" % data.index(b"xref\n"))
    try:
        assert "Ra soat" in read_isolated(looping).text
    except SourceError as error:
        assert error.code == "E_CORRUPT"  # noqa: PT017  either is an end


def test_a_page_that_unfolds_to_hundreds_of_megabytes_is_refused() -> None:
    expect_code(build_pdf([b" " * 300_000_000]), {"E_LIMIT"})


def test_a_locked_file_says_so() -> None:
    lock = b"/Encrypt<</Filter/Standard/V 1/R 2/O<%s>/U<%s>/P -4>>/ID[<00><00>]" % (b"41" * 32, b"42" * 32)
    expect_code(build_pdf([LETTER], trailer=lock), {"E_ENCRYPTED"})


def test_a_file_of_blank_pages_is_empty() -> None:
    expect_code(build_pdf([b"", b""]), {"E_EMPTY"})


def picture_pdf(pages: int = 1) -> bytes:
    blank = [Image.new("L", (600, 800), 200) for _ in range(pages)]
    made = io.BytesIO()
    blank[0].save(made, "PDF", save_all=True, append_images=blank[1:], resolution=72)
    return made.getvalue()


def test_scans_without_the_optical_reader_name_its_packages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "is_ready", lambda: False)
    with pytest.raises(SourceError) as caught:
        transcribe(picture_pdf())
    assert caught.value.code == "E_NO_TEXT"
    assert "tesseract-ocr-vie" in caught.value.hint
    picture = io.BytesIO()
    Image.new("L", (60, 80), 200).save(picture, "PNG")
    with pytest.raises(SourceError) as caught:
        image_reader.transcribe(picture.getvalue(), Transcript("anh.png", "image/png"))
    assert caught.value.code == "E_NO_TEXT"


def test_pages_left_unread_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "is_ready", lambda: False)
    monkeypatch.setattr(pdf_reader, "_is_scan", lambda page, _words: page.page_number == 2)
    source = transcribe(build_pdf([LETTER, b"", LETTER]))
    (finding,) = [finding for finding in extract(source).findings if finding.code == "pages_unread"]
    assert "Trang 2" in finding.message
    assert "tesseract-ocr" in finding.english
    assert source.text.count("1. Ra soat") == 2


@needs_tesseract
def test_a_broken_picture_is_refused() -> None:
    with pytest.raises(SourceError) as caught:
        image_reader.transcribe(b"\x89PNG\r\n\x1a\n" + bytes(40), Transcript("anh.png", "image/png"))
    assert caught.value.code == "E_CORRUPT"
