"""The classes of the ontology, with the standard classes that they narrow; their wordings stand in data."""

from cancu.ontology.markers import ClassTerm

DOCUMENT = ClassTerm("cancu:Document", broader=("eli:LegalResource",))
PLAN = ClassTerm("cancu:Plan", broader=("cancu:Document",), see=("prov:Plan", "p-plan:Plan"))
STUB = ClassTerm("cancu:Stub", broader=("cancu:Document",))
SOURCE_TEXT = ClassTerm("cancu:SourceText", broader=("eli:LegalExpression",))
PERIOD = ClassTerm("cancu:Period", broader=("dcterms:PeriodOfTime",))
CITATION = ClassTerm("cancu:Citation", broader=("oa:Annotation",))
SUBDIVISION = ClassTerm("cancu:Subdivision", broader=("eli:LegalResourceSubdivision",))
ADDRESSEE = ClassTerm("cancu:Addressee")
AGENCY = ClassTerm("cancu:Agency", broader=("cancu:Addressee", "m8g:PublicOrganisation", "org:FormalOrganization"))
AGENCY_GROUP = ClassTerm("cancu:AgencyGroup", broader=("cancu:Addressee", "skos:Collection"))
UNIT = ClassTerm(
    "cancu:AdministrativeUnit",
    broader=(
        "m8g:AdminUnit",
        "eli:AdministrativeArea",
    ),
)
TASK = ClassTerm("cancu:Task", broader=("eli:LegalResourceSubdivision",))
ASSIGNMENT = ClassTerm("cancu:TaskAssignment")
PRODUCT = ClassTerm("cancu:Product", broader=("m8g:Output",))
DEADLINE = ClassTerm("cancu:Deadline", broader=("time:TemporalEntity",))
TARGET = ClassTerm("cancu:Target")
FINDING = ClassTerm("cancu:Finding", broader=("oa:Annotation",))
EVIDENCE = ClassTerm("cancu:EvidenceSpan", broader=("oa:SpecificResource",))
POSITION = ClassTerm("oa:TextPositionSelector", broader=("oa:Selector",))
QUOTE = ClassTerm("oa:TextQuoteSelector", broader=("oa:Selector",))
ALIGNMENT = ClassTerm("cancu:TaskAlignment", broader=("prov:Entity",))
DECISION = ClassTerm("cancu:Decision", broader=("prov:Entity",))
ASSESSMENT = ClassTerm(
    "cancu:CoverageAssessment",
    broader=(
        "prov:Entity",
        "oa:Annotation",
    ),
)
CHILD_ASSESSMENT = ClassTerm(
    "cancu:ChildAssessment",
    broader=(
        "prov:Entity",
        "oa:Annotation",
    ),
)
READING = ClassTerm("cancu:Reading", broader=("prov:Activity",))
COMPARISON = ClassTerm("cancu:Comparison", broader=("prov:Activity",))
PROGRAM = ClassTerm("cancu:Program", broader=("prov:SoftwareAgent",))
