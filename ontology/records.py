"""The records: what a document is, says and demands, as frozen and validated data.

Records are what the rooms of the house exchange: `cancu.ingest` makes them, `cancu.graph` connects them,
`cancu.api` shows them. Each carries the span it was read from, the rule that read it and a confidence.
Offsets are Unicode code points of the document's NFC text, 0-based, end-exclusive: `text[start:end]` is the
evidence. The shape of the JSON is fixed in the extraction contract; keys beyond it may be added.
"""

from __future__ import annotations

import datetime
from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import BaseModel, ConfigDict, Field

from cancu.ontology import classes, properties
from cancu.ontology.markers import ClassTerm, Concept

Date = datetime.date
Confidence = Annotated[float, Field(ge=0, le=1)]
Offset = Annotated[int, Field(ge=0)]
Period = tuple[Date | None, Date | None]
"""First and last day that a plan covers; either may be unknown."""


class Record(BaseModel):
    """Base of all records: immutable, closed, compared by value."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Level(StrEnum):
    """Level of government of an issuer, highest first; the district level ended on 30 June 2025."""

    NATIONAL = "national"
    PROVINCE = "province"
    DEPARTMENT = "department"
    DISTRICT = "district"
    COMMUNE = "commune"


class Relation(StrEnum):
    """What the citing document (or `Citation.subject`) has to do with the cited one."""

    SELF = "self"
    PROMULGATED_BY = "promulgated_by"
    BASIS = "basis"
    PROPOSAL = "proposal"
    AMENDS = "amends"
    AMENDED_BY = "amended_by"
    REPLACES = "replaces"
    REPLACED_BY = "replaced_by"
    REPEALS = "repeals"
    REPEALED_BY = "repealed_by"
    GUIDES = "guides"
    GUIDED_BY = "guided_by"
    IMPLEMENTS = "implements"
    CITES = "cites"


class TaskKind(StrEnum):
    """`task` under tasks and solutions, `duty` under organisation of implementation, `target` under goals."""

    TASK = "task"
    DUTY = "duty"
    TARGET = "target"


class Severity(StrEnum):
    """How much a finding weighs: an error is wrong, a warning needs a look, an info is worth knowing."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Role(StrEnum):
    """What an agency does for a task."""

    LEAD = "lead"
    COORDINATE = "coordinate"


class EvidenceSpan(Record):
    """A piece of a document's text: half-open offsets and the exact quote."""

    start: Offset
    end: Offset
    text: str


class Place(Record):
    """Where a stretch of a source's text stands in the file, for a person who looks it up there.

    It holds from `start` to the next place's start. Pages, paragraphs, tables, rows and columns count from 1; what a
    format does not know is None.

    Attributes:
        sheet: name of the sheet of a workbook
        confidence: mean certainty of the optical reader, 1.0 for printed text
    """

    start: Offset
    page: int | None = None
    paragraph: int | None = None
    table: int | None = None
    row: int | None = None
    column: int | None = None
    sheet: str | None = None
    confidence: Confidence = 1.0


class Finding(Record):
    """What a careful reader would object to.

    Attributes:
        code: stable name, such as `duplicate_section_number`
        where: label path or place for people
        message: Vietnamese
        english: the same in English
    """

    term: ClassVar[ClassTerm] = classes.FINDING

    code: Annotated[str, properties.CODE]
    severity: Annotated[Severity, properties.SEVERITY] = Severity.WARNING
    where: Annotated[str, properties.PLACE] = ""
    message: Annotated[str, properties.MESSAGE]
    english: Annotated[str, properties.ENGLISH_MESSAGE] = ""
    start: Offset | None = None
    end: Offset | None = None


class SourceText(Record):
    """The text of a source as everything downstream reads it.

    Attributes:
        text: NFC text; all offsets point into it
        sha256: hash of `text` in UTF-8, the key of a version in the store
        media_type: what the bytes were judged to be, such as `text/plain`
        name: file name for people, never used as a key
        encoding: how the bytes were decoded, such as `utf-8`
        shifts: where the file is not NFC: offsets into `text` and how many characters the file is longer from there on
        places: page, paragraph or cell of every stretch of `text`, ascending by start; empty for plain text
        file_sha256: hash of the file's bytes, empty for a text that came from no file
        findings: what the reader of the file objects to or left out: pages not read, sheets that are hidden
    """

    term: ClassVar[ClassTerm] = classes.SOURCE_TEXT

    text: str
    sha256: Annotated[str, properties.SHA256]
    media_type: Annotated[str, properties.MEDIA_TYPE] = "text/plain"
    name: Annotated[str, properties.FILE_NAME] = ""
    encoding: Annotated[str, properties.ENCODING] = "utf-8"
    shifts: tuple[tuple[int, int], ...] = ()
    places: tuple[Place, ...] = ()
    file_sha256: str = ""
    findings: tuple[Finding, ...] = ()


class Document(Record):
    """What the head of a document says of it; unknown values are None.

    Attributes:
        type: printed kind, such as `Quyết định` (Nghị định 30/2020/NĐ-CP, Điều 7, and older kinds)
        number: number and symbol without blanks, such as `2108/QĐ-UBND`
        issuer: body in whose name it is issued, in full with its unit
        period: days the plan covers
        plan_title: title of the plan that the document is or promulgates
    """

    term: ClassVar[ClassTerm] = classes.DOCUMENT

    type: Annotated[str | None, properties.PRINTED_TYPE] = None
    number: Annotated[str | None, properties.NUMBER] = None
    date: Annotated[Date | None, properties.DATE] = None
    place: Annotated[str | None, properties.PLACE_OF_ISSUE] = None
    issuer: Annotated[str | None, properties.ISSUER_NAME] = None
    level: Annotated[Level | None, properties.LEVEL] = None
    title: Annotated[str | None, properties.TITLE] = None
    signer: Annotated[str | None, properties.SIGNER] = None
    signer_role: Annotated[str | None, properties.SIGNER_ROLE] = None
    plan_title: Annotated[str | None, properties.PLAN_TITLE] = None
    period: Period | None = None


class Citation(Record):
    """One mention of another document (or of the document itself), as printed.

    Attributes:
        type: kind of the cited document, elided heads restored
        number: number and symbol without blanks, None for a law cited by name
        name: full name of a law, code, ordinance or constitution cited by name
        date: the day printed at this mention
        issuer: issuer of the cited document, resolved from the sentence or its symbol
        relation: what `subject` (None: this document) has to do with it
        pinpoint: article, clause, point or section in the cited document, as printed
        rule: the rule that read it, for explanation
    """

    term: ClassVar[ClassTerm] = classes.CITATION

    type: Annotated[str | None, properties.CITED_TYPE]
    number: Annotated[str | None, properties.CITED_NUMBER] = None
    name: Annotated[str | None, properties.CITED_NAME] = None
    date: Annotated[Date | None, properties.CITED_DATE] = None
    issuer: Annotated[str | None, properties.CITED_ISSUER] = None
    relation: Annotated[Relation, properties.RELATION] = Relation.CITES
    subject: Annotated[str | None, properties.SUBJECT_AS_WRITTEN] = None
    pinpoint: Annotated[str | None, properties.PINPOINT_AS_WRITTEN] = None
    start: Offset
    end: Offset
    text: str
    confidence: Annotated[Confidence, properties.CONFIDENCE] = 1.0
    rule: Annotated[str, properties.RULE] = ""


class Deadline(Record):
    """When a task is due.

    Attributes:
        text: as printed
        due: last day of every dated milestone, ascending
        ongoing: thường xuyên, và những năm tiếp theo
        periodic: định kỳ, hằng quý, hằng năm
        depends_on: number of the document, or the event, that fixes the time (`Theo Kế hoạch số …`, `Sau khi …`)
    """

    term: ClassVar[ClassTerm] = classes.DEADLINE

    text: Annotated[str, properties.PRINTED_TEXT]
    due: Annotated[tuple[Date, ...], properties.DUE] = ()
    ongoing: Annotated[bool, properties.ONGOING] = False
    periodic: Annotated[bool, properties.PERIODIC] = False
    depends_on: Annotated[str | None, properties.DEPENDS_ON] = None


class Measure(Record):
    """A measurable goal inside a target: `100% hồ sơ`, `top 3`, `tối thiểu 80%`.

    Attributes:
        indicator: what is measured, in the words of the text
        operator: one of `>=`, `<=`, `=`
        value: the number
        unit: `%`, `rank` (smaller is better) or the counted noun
    """

    term: ClassVar[ClassTerm] = classes.TARGET

    indicator: Annotated[str, properties.INDICATOR]
    operator: Annotated[str, properties.OPERATOR] = ">="
    value: Annotated[float, properties.VALUE]
    unit: Annotated[str, properties.UNIT_OF_MEASURE] = "%"


class Task(Record):
    """The smallest item of a document that obliges somebody to do something, or sets a goal.

    Attributes:
        ref: labels from the outside in, joined by dots (`II.7(2).a`, `PL.III.3`, `Đ3.1`, `III.2.-1`)
        kind: task, duty or target
        heading: the heading line it stands under, with its label
        text: its own words without label and fields, lines joined
        lead: agencies that lead, canonical names in text order
        coordinate: agencies that take part
        products: one string per listed product
        start: offset of the item in the document's text; with `end` it spans item and fields
        measures: numeric goals (targets)
        area: code of the reform area of its heading, where one fits
    """

    term: ClassVar[ClassTerm] = classes.TASK

    ref: Annotated[str, properties.REF]
    kind: Annotated[TaskKind, properties.TASK_KIND] = TaskKind.TASK
    heading: Annotated[str | None, properties.HEADING] = None
    text: Annotated[str, properties.TEXT]
    lead: tuple[str, ...] = ()
    coordinate: tuple[str, ...] = ()
    products: tuple[str, ...] = ()
    deadline: Deadline | None = None
    measures: tuple[Measure, ...] = ()
    area: Annotated[str | None, properties.AREA, Concept("reform-area")] = None
    start: Offset
    end: Offset
    confidence: Annotated[Confidence, properties.CONFIDENCE] = 1.0
    rule: Annotated[str, properties.RULE] = ""


class Extraction(Record):
    """All that was read from one document, without its text."""

    document: Document
    citations: tuple[Citation, ...] = ()
    tasks: tuple[Task, ...] = ()
    findings: tuple[Finding, ...] = ()
