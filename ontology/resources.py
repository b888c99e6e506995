"""Resources: the records as they stand in the graph, each with an IRI and with references in place of names.

What a record says of itself is inherited from `cancu.ontology.records` and `cancu.ontology.assessments`; what only the
store as a whole can tell (which document is meant, who is who, what follows from it) is added here. The fields with a
marker, and no others, are what RDF, JSON-LD and the shapes speak of. `cancu.graph.projection` makes them.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import Field

from cancu.ontology import classes, properties
from cancu.ontology.assessments import ChildAssessment, Decision, TaskAssessment, TaskLink
from cancu.ontology.markers import ClassTerm, Concept, Refers
from cancu.ontology.records import (
    Citation,
    Confidence,
    Date,
    Deadline,
    Document,
    Finding,
    Level,
    Measure,
    Offset,
    Record,
    Relation,
    Role,
    SourceText,
    Task,
)

Iri = Annotated[str, Field(pattern=r'^(https?://|urn:)[^\x00-\x20<>"{}|\\^`]+$')]
Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Ordinal = Annotated[int, Field(ge=1)]

_Documents = Refers(classes.DOCUMENT)
_Tasks = Refers(classes.TASK)
_Addressees = Refers(classes.ADDRESSEE)


class DocumentRole(StrEnum):
    """What a document is in a cascade of plans."""

    PLAN = "plan"
    POLICY = "policy"
    RULE = "rule"
    OTHER = "other"


class Resource(Record):
    """A record with an IRI."""

    term: ClassVar[ClassTerm]

    iri: Iri


class ProgramResource(Resource):
    """The software that made the records."""

    term: ClassVar[ClassTerm] = classes.PROGRAM

    label: Annotated[str, properties.LABEL]
    version: Annotated[str, properties.VERSION]


class ReadingResource(Resource):
    """The program reading a source text into records."""

    term: ClassVar[ClassTerm] = classes.READING

    used: Annotated[Iri, properties.USED, Refers(classes.SOURCE_TEXT)]
    associated_with: Annotated[Iri, properties.ASSOCIATED_WITH, Refers(classes.PROGRAM)]


class ComparisonResource(Resource):
    """The program comparing the tasks of plans by one rule set."""

    term: ClassVar[ClassTerm] = classes.COMPARISON

    rule_set: Annotated[str, properties.RULE_SET]
    associated_with: Annotated[Iri, properties.ASSOCIATED_WITH, Refers(classes.PROGRAM)]


class PositionSelector(Resource):
    """Where a stretch of text stands."""

    term: ClassVar[ClassTerm] = classes.POSITION

    start: Annotated[Offset, properties.START]
    end: Annotated[Offset, properties.END]


class QuoteSelector(Resource):
    """How a stretch of text reads, so that it is found again in another edition."""

    term: ClassVar[ClassTerm] = classes.QUOTE

    exact: Annotated[str, properties.EXACT]
    prefix: Annotated[str, properties.PREFIX] = ""
    suffix: Annotated[str, properties.SUFFIX] = ""


class EvidenceResource(Resource):
    """A stretch of a source text, told by position and by quote."""

    term: ClassVar[ClassTerm] = classes.EVIDENCE

    source: Annotated[Iri, properties.HAS_SOURCE, Refers(classes.SOURCE_TEXT)]
    selectors: Annotated[tuple[PositionSelector, QuoteSelector], properties.HAS_SELECTOR]


class UnitResource(Resource):
    """An administrative unit, or the nation."""

    term: ClassVar[ClassTerm] = classes.UNIT

    label: Annotated[str, properties.LABEL]
    level: Annotated[Level | None, properties.LEVEL] = None
    code: Annotated[str, properties.UNIT_CODE] = ""
    part_of: Annotated[Iri | None, properties.PART_OF_UNIT, Refers(classes.UNIT)] = None
    valid_from: Annotated[Date | None, properties.VALID_FROM] = None
    valid_to: Annotated[Date | None, properties.VALID_TO] = None
    replaced_by: Annotated[tuple[Iri, ...], properties.REPLACED_BY, Refers(classes.UNIT)] = ()


class AddresseeResource(Resource):
    """Whom a task can be given to."""

    term: ClassVar[ClassTerm] = classes.ADDRESSEE

    label: Annotated[str, properties.LABEL]


class AgencyResource(AddresseeResource):
    """An agency called by its name."""

    term: ClassVar[ClassTerm] = classes.AGENCY

    kind: Annotated[str | None, properties.CLASSIFICATION, Concept("body-kind")] = None
    level: Annotated[Level | None, properties.LEVEL] = None
    unit: Annotated[Iri, properties.SERVES_UNIT, Refers(classes.UNIT)]
    valid_from: Annotated[Date | None, properties.VALID_FROM] = None
    valid_to: Annotated[Date | None, properties.VALID_TO] = None


class GroupResource(AddresseeResource):
    """Agencies meant by a phrase; kept as an intension, since its members depend on the day."""

    term: ClassVar[ClassTerm] = classes.AGENCY_GROUP

    member_kinds: Annotated[tuple[str, ...], properties.MEMBER_KIND, Concept("body-kind")] = ()
    scope_unit: Annotated[Iri, properties.SCOPE_UNIT, Refers(classes.UNIT)]
    scope_levels: Annotated[tuple[str, ...], properties.SCOPE_LEVEL] = ()
    open_ended: Annotated[bool, properties.OPEN_ENDED] = False


class PeriodResource(Resource):
    """The days that a plan covers; either end may be unknown."""

    term: ClassVar[ClassTerm] = classes.PERIOD

    start: Annotated[Date | None, properties.START_DATE] = None
    end: Annotated[Date | None, properties.END_DATE] = None


class SourceTextResource(SourceText, Resource):
    """The text of a document with its hash; the words themselves stay in the store."""

    sha256: Annotated[Sha256, properties.SHA256]
    length: Annotated[Offset, properties.LENGTH]
    realizes: Annotated[Iri, properties.REALIZES, _Documents]


class DocumentResource(Document, Resource):
    """A document with everything that it is to others; the relations are derived from citations.

    Attributes:
        name: name of a law
        series: path of the issuing series
        alternates: documents that a person ruled the same
        rivals: other texts of the same identity
        superseded_by: law that the list of laws, and no citation, knows to have replaced this one
        superseded_by_name: name and number of that law in the list
        superseded_from: day it took effect
    """

    label: Annotated[str, properties.LABEL]
    kind: Annotated[str | None, properties.TYPE_DOCUMENT, Concept("document-type")] = None
    name: Annotated[str | None, properties.LAW_NAME] = None
    role: Annotated[DocumentRole, properties.DOCUMENT_ROLE]
    in_store: Annotated[bool, properties.IN_STORE]
    series: Annotated[str | None, properties.SERIES] = None
    passed_by: Annotated[Iri | None, properties.PASSED_BY, Refers(classes.AGENCY)] = None
    jurisdiction: Annotated[Iri | None, properties.JURISDICTION, Refers(classes.UNIT)] = None
    temporal: Annotated[PeriodResource | None, properties.TEMPORAL] = None
    removed_on: Annotated[Date | None, properties.REMOVED_ON] = None
    alternates: Annotated[tuple[Iri, ...], properties.ALTERNATE_OF, _Documents] = ()
    rivals: Annotated[tuple[Iri, ...], properties.RIVAL_OF, _Documents] = ()
    superseded_by: Annotated[Iri | None, properties.SUPERSEDED_BY, _Documents] = None
    superseded_by_name: Annotated[str | None, properties.SUPERSEDED_BY_NAME] = None
    superseded_from: Annotated[Date | None, properties.SUPERSEDED_FROM] = None
    based_on: Annotated[tuple[Iri, ...], properties.BASED_ON, _Documents] = ()
    implements: Annotated[tuple[Iri, ...], properties.IMPLEMENTS, _Documents] = ()
    cites: Annotated[tuple[Iri, ...], properties.CITES, _Documents] = ()
    amends: Annotated[tuple[Iri, ...], properties.AMENDS, _Documents] = ()
    repeals: Annotated[tuple[Iri, ...], properties.REPEALS, _Documents] = ()
    replaces: Annotated[tuple[Iri, ...], properties.REPLACES, _Documents] = ()
    guides: Annotated[tuple[Iri, ...], properties.GUIDES, _Documents] = ()
    proposed_by: Annotated[tuple[Iri, ...], properties.PROPOSED_BY, _Documents] = ()
    annex_of: Annotated[tuple[Iri, ...], properties.ANNEX_OF, _Documents] = ()


class PlanResource(DocumentResource):
    """A stored document that is a plan or promulgates one."""

    term: ClassVar[ClassTerm] = classes.PLAN


class StubResource(DocumentResource):
    """A document that is cited and not in the store."""

    term: ClassVar[ClassTerm] = classes.STUB


class SubdivisionResource(Resource):
    """The part of a document that a citation points to."""

    term: ClassVar[ClassTerm] = classes.SUBDIVISION

    label: Annotated[str, properties.LABEL]
    kind: Annotated[str | None, properties.TYPE_SUBDIVISION, Concept("subdivision-type")] = None
    part_of: Annotated[Iri, properties.PART_OF, _Documents]


class CitationResource(Citation, Resource):
    """A mention with the document that it means, and why.

    Attributes:
        source: the document that stands in the relation, passives turned round
        target: the document at the other end
        derived: the relation of the short edge from `source` to `target`
    """

    ordinal: Annotated[Ordinal, properties.ORDINAL]
    citing: Annotated[Iri, properties.CITING, _Documents]
    cited: Annotated[Iri, properties.CITED, _Documents]
    source: Annotated[Iri | None, properties.RELATION_FROM, _Documents] = None
    target: Annotated[Iri | None, properties.RELATION_TO, _Documents] = None
    derived: Annotated[Relation | None, properties.DERIVED_RELATION] = None
    part: Annotated[Iri | None, properties.PINPOINT, Refers(classes.SUBDIVISION)] = None
    task: Annotated[Iri | None, properties.STANDS_IN, _Tasks] = None
    resolution: Annotated[str, properties.RESOLUTION]
    resolution_confidence: Annotated[Confidence, properties.RESOLUTION_CONFIDENCE]
    review: Annotated[bool, properties.NEEDS_REVIEW] = False
    candidates: Annotated[tuple[Iri, ...], properties.CANDIDATE, _Documents] = ()
    evidence: Annotated[EvidenceResource, properties.EVIDENCE]
    generated_by: Annotated[Iri, properties.GENERATED_BY, Refers(classes.READING)]


class FindingResource(Finding, Resource):
    """What there is to object to in a document."""

    about: Annotated[Iri, properties.ABOUT, _Documents]
    evidence: Annotated[EvidenceResource | None, properties.EVIDENCE] = None
    generated_by: Annotated[Iri, properties.GENERATED_BY, Refers(classes.READING)]


class AssignmentResource(Resource):
    """A task given to an agency or group in a role."""

    term: ClassVar[ClassTerm] = classes.ASSIGNMENT

    role: Annotated[Role, properties.ROLE]
    assignee: Annotated[Iri, properties.ASSIGNEE, _Addressees]
    name: Annotated[str, properties.ASSIGNEE_NAME]
    confidence: Annotated[Confidence, properties.CONFIDENCE]
    rule: Annotated[str, properties.RULE] = ""
    evidence: Annotated[Iri, properties.EVIDENCE, Refers(classes.EVIDENCE)]
    generated_by: Annotated[Iri, properties.GENERATED_BY, Refers(classes.READING)]


class ProductResource(Resource):
    """What a task has to bring forth."""

    term: ClassVar[ClassTerm] = classes.PRODUCT

    label: Annotated[str, properties.LABEL]


class DeadlineResource(Deadline, Resource):
    """When a task is due."""

    confidence: Annotated[Confidence, properties.CONFIDENCE]
    evidence: Annotated[Iri, properties.EVIDENCE, Refers(classes.EVIDENCE)]
    generated_by: Annotated[Iri, properties.GENERATED_BY, Refers(classes.READING)]


class TargetResource(Measure, Resource):
    """A measurable goal inside a task."""


class TaskResource(Task, Resource):
    """A task with its assignments, products, times and goals as resources.

    Attributes:
        text_hash: key of its words, by which rulings find it
        led_by: short edges to those that lead
        inherits_from: the parents' tasks that it takes over beyond doubt
    """

    part_of: Annotated[Iri, properties.PART_OF, _Documents]
    text_hash: Annotated[Sha256, properties.TEXT_HASH]
    assignments: Annotated[tuple[AssignmentResource, ...], properties.ASSIGNMENT] = ()
    products_due: Annotated[tuple[ProductResource, ...], properties.PRODUCT] = ()
    deadline_due: Annotated[DeadlineResource | None, properties.DEADLINE] = None
    targets: Annotated[tuple[TargetResource, ...], properties.TARGET] = ()
    led_by: Annotated[tuple[Iri, ...], properties.LED_BY, _Addressees] = ()
    supported_by: Annotated[tuple[Iri, ...], properties.SUPPORTED_BY, _Addressees] = ()
    inherits_from: Annotated[tuple[Iri, ...], properties.INHERITS_FROM, _Tasks] = ()
    evidence: Annotated[EvidenceResource, properties.EVIDENCE]
    generated_by: Annotated[Iri, properties.GENERATED_BY, Refers(classes.READING)]


class AlignmentResource(TaskLink, Resource):
    """A link between a parent's and a child's task."""

    parent_task: Annotated[Iri, properties.PARENT_TASK, _Tasks]
    child_task: Annotated[Iri, properties.CHILD_TASK, _Tasks]
    generated_by: Annotated[Iri, properties.GENERATED_BY, Refers(classes.COMPARISON)]


class AssessmentResource(TaskAssessment, Resource):
    """The verdict on a parent's task for the organisation of one child plan."""

    parent_task: Annotated[Iri, properties.PARENT_TASK, _Tasks]
    parent_plan: Annotated[Iri, properties.PARENT_PLAN, _Documents]
    child_plan: Annotated[Iri, properties.CHILD_PLAN, _Documents]
    organisation_name: Annotated[str, properties.ORGANISATION_NAME]
    organisation: Annotated[Iri | None, properties.ORGANISATION, _Addressees] = None
    as_of: Annotated[Date | None, properties.AS_OF] = None
    alignments: Annotated[tuple[Iri, ...], properties.USES_ALIGNMENT, Refers(classes.ALIGNMENT)] = ()
    evidence: Annotated[Iri, properties.EVIDENCE, Refers(classes.EVIDENCE)]
    generated_by: Annotated[Iri, properties.GENERATED_BY, Refers(classes.COMPARISON)]


class ChildAssessmentResource(ChildAssessment, Resource):
    """What a child's task is to the parent plan."""

    child_task: Annotated[Iri, properties.CHILD_TASK, _Tasks]
    parent_plan: Annotated[Iri, properties.PARENT_PLAN, _Documents]
    evidence: Annotated[Iri, properties.EVIDENCE, Refers(classes.EVIDENCE)]
    generated_by: Annotated[Iri, properties.GENERATED_BY, Refers(classes.COMPARISON)]


class DecisionResource(Decision, Resource):
    """A person's ruling, linked to what it speaks of where the store has it."""

    parent_task: Annotated[Iri | None, properties.PARENT_TASK, _Tasks] = None
    child_task: Annotated[Iri | None, properties.CHILD_TASK, _Tasks] = None
    parent_document: Annotated[Iri | None, properties.PARENT_DOCUMENT, _Documents] = None
    child_document: Annotated[Iri | None, properties.CHILD_DOCUMENT, _Documents] = None


RESOURCES: tuple[type[Resource], ...] = (
    DocumentResource,
    PlanResource,
    StubResource,
    SourceTextResource,
    PeriodResource,
    CitationResource,
    SubdivisionResource,
    UnitResource,
    AddresseeResource,
    AgencyResource,
    GroupResource,
    TaskResource,
    AssignmentResource,
    ProductResource,
    DeadlineResource,
    TargetResource,
    FindingResource,
    EvidenceResource,
    PositionSelector,
    QuoteSelector,
    AlignmentResource,
    AssessmentResource,
    ChildAssessmentResource,
    DecisionResource,
    ReadingResource,
    ComparisonResource,
    ProgramResource,
)
"""All classes of resources, in the order in which people read of them."""
