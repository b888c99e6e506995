"""Real documents made into Word, Word 97 and OpenDocument files give the records of their plain text."""

from __future__ import annotations

import re
import subprocess
from collections import Counter
from pathlib import Path

import docx
import pytest
from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.text.paragraph import Paragraph as WordParagraph

from cancu.ingest import doc_reader, docx_reader, office_converter
from cancu.ingest.cells import Grid
from cancu.ingest.evaluation import Evaluation, evaluate
from cancu.ingest.extraction import extract
from cancu.ingest.gold import GoldCitation, GoldDocument, load_gold_folder
from cancu.ingest.layout import clean_line, read_blocks
from cancu.ingest.readers import make_source, read_source
from cancu.ingest.transcript import Transcript
from cancu.ontology.records import Citation, SourceText

pytestmark = pytest.mark.slow

READERS = {
    "docx": docx_reader.transcribe,
    "doc": doc_reader.transcribe,
    "odt": office_converter.transcribe_odt,
    "rtf": office_converter.transcribe_rtf,
}
LABEL = re.compile(r"(\d{1,2})\. (?=\D)|([a-d])\) ")
RUN_TOGETHER = re.compile(r"(?<=[A-ZĐ]{2})(?=[A-ZĐ][a-zà-ỹ])")
"""Where the published text has lost the line breaks of its cells."""
TITLE = re.compile(r"(?:\*\*)?[A-ZĐÀ-Ỹ](?!ăn cứ)")


class Lists:
    """Gives paragraphs automatic numbers; a number out of order begins a list of its own."""

    def __init__(self, document: WordDocument) -> None:
        self.numbering = document.part.numbering_part.element
        self.open: dict[str, tuple[int, int]] = {}
        self.made = 900

    def number(self, paragraph: WordParagraph, kind: str, label: str, number: int) -> None:
        """Number a paragraph that was printed with `number`."""
        found, last = self.open.get(kind, (0, -1))
        if number != last + 1:
            found = self.made = self.made + 1
            level = f'<w:numFmt w:val="{kind}"/><w:lvlText w:val="{label}"/>'
            abstract = f'<w:lvl w:ilvl="0"><w:start w:val="{number}"/>{level}</w:lvl></w:abstractNum>'
            self.numbering.insert(0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{found}">{abstract}'))
            self.numbering.append(
                parse_xml(f'<w:num {nsdecls("w")} w:numId="{found}"><w:abstractNumId w:val="{found}"/></w:num>')
            )
        self.open[kind] = (found, number)
        place = f'<w:ilvl w:val="0"/><w:numId w:val="{found}"/>'
        paragraph._p.get_or_add_pPr().append(parse_xml(f"<w:numPr {nsdecls('w')}>{place}</w:numPr>"))

    def write(self, paragraph: WordParagraph, words: str) -> None:
        """Write words whose number becomes automatic."""
        if match := LABEL.match(words):
            if match[1]:
                self.number(paragraph, "decimal", "%1.", int(match[1]))
            else:
                self.number(paragraph, "lowerLetter", "%1)", ord(match[2]) - ord("a") + 1)
            words = words[match.end() :]
        for position, line in enumerate(words.split("\n")):
            if position:
                paragraph.add_run().add_break()
            paragraph.add_run(line)


def make_word_document(text: str) -> WordDocument:
    """A Word document of a plain text: paragraphs, automatic numbers, real tables; short titles keep their lines."""
    document = docx.Document()
    lists = Lists(document)
    for block in read_blocks(text):
        if isinstance(block, Grid):
            table = document.add_table(0, max(map(len, block.rows)))
            for row in block.rows:
                for made, cell in zip(table.add_row().cells, row, strict=False):
                    for position, line in enumerate(cell.lines):
                        lists.write(made.paragraphs[0] if not position else made.add_paragraph(), line)
            continue
        printed = text[block.start : block.end]
        titled = "\n" in printed and len(printed) < 300 and TITLE.match(printed) and not LABEL.match(block.text)
        lines = "\n".join(clean_line(line) for line in printed.split("\n"))
        lists.write(document.add_paragraph(), lines if titled else block.text)
    return document


@pytest.fixture(scope="session")
def office_files(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The seeds in every format, from one run of LibreOffice per format."""
    folder = tmp_path_factory.mktemp("office")
    for path in sorted((shared / "seeds").glob("*.txt")):
        make_word_document(read_source(path).text).save(str(folder / f"{path.stem[:3]}.docx"))
    program = office_converter.find_converter()
    if program is not None:
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        command = [program, "--headless", profile, "--convert-to"]
        sources = list(map(str, sorted(folder.glob("*.docx"))))
        for suffix in ("doc", "doc", "odt", "rtf"):  # the first start only makes the profile
            subprocess.run(
                [*command, suffix, "--outdir", str(folder), *sources], check=False, capture_output=True, timeout=300
            )
    return folder


def read(path: Path) -> SourceText:
    transcript = Transcript(path.name, "application/example")
    READERS[path.suffix[1:]](path.read_bytes(), transcript)
    return transcript.finish()


def key_of(citation: GoldCitation | Citation) -> str:
    """Number or name of a mention; type and day where the label says that the number cannot be read."""
    return "".join((citation.number or citation.name or day_of(citation)).casefold().split())


def day_of(citation: GoldCitation | Citation) -> str:
    return f"{citation.type} {citation.date}"


def count_citations(gold: GoldDocument, source: SourceText) -> dict[str, int]:
    """Hits, labels and findings by number or name, wherever they stand."""
    wanted = Counter(key_of(one) for one in gold.citations if not one.optional)
    optional = Counter(key_of(one) for one in gold.citations if one.optional)
    keys: Counter[str] = Counter()
    for citation in extract(source).citations:
        key, day = key_of(citation), "".join(day_of(citation).casefold().split())
        keys[day if key not in wanted + optional and day in wanted else key] += 1
    hits = (wanted & keys).total()
    return {"hits": hits, "labels": wanted.total(), "found": hits + (keys - wanted - optional).total()}


@pytest.mark.parametrize(
    ("suffix", "citations", "tasks"),
    [("docx", 0.99, 0.97), ("odt", 0.99, 0.97), ("rtf", 0.99, 0.97), ("doc", 0.98, 0.95)],
)
def test_the_seeds_read_alike_in_every_format(
    shared: Path, office_files: Path, suffix: str, citations: float, tasks: float
) -> None:
    if suffix != "docx" and office_converter.find_converter() is None:
        pytest.skip("LibreOffice is not installed")
    counts: Counter[str] = Counter()
    evaluation = Evaluation()
    for gold in load_gold_folder(shared / "gold", shared / "seeds"):
        source = read(office_files / f"{gold.name}.{suffix}")
        counts.update(count_citations(gold, source))
        evaluation.scores.update(
            evaluate([gold.model_copy(update={"source": source, "citations": ()})], extract).scores
        )
    metrics = evaluation.metrics()
    assert 2 * counts["hits"] / (counts["labels"] + counts["found"]) >= citations
    assert metrics["tasks.f1"] >= tasks
    assert metrics["tasks.ref"] >= tasks
    assert metrics["tasks.lead.f1"] >= tasks
    assert metrics["meta"] >= tasks


@pytest.mark.parametrize("suffix", ["docx", "doc"])
def test_an_original_agrees_with_its_published_text(shared: Path, suffix: str) -> None:
    original = shared / "originals" / f"36-hd-vptw.{suffix}"
    published = shared / "corpus" / "36-hd-vptw.txt"
    if not original.is_file() or not published.is_file():
        pytest.skip("the original is not among the shared documents")
    if suffix == "doc" and office_converter.find_converter() is None:
        pytest.skip("LibreOffice is not installed")
    one = Counter(map(key_of, extract(read(original)).citations))
    text = RUN_TOGETHER.sub("\n", published.read_text(encoding="utf-8"))
    other = Counter(map(key_of, extract(make_source(text)).citations))
    assert 2 * (one & other).total() / (one.total() + other.total()) >= 0.95
