"""What a page of coverage is asked for: two plans, an organisation, and which of the tasks are shown.

The same words stand in the address of the page, of its exports and of its forms, so that each of them speaks of what
is seen.
"""

from __future__ import annotations

from typing import Annotated, Any
from urllib.parse import quote, urlencode

from pydantic import BaseModel, Field, StringConstraints

from cancu.ontology.assessments import Obligation, Status

Word = Annotated[str, StringConstraints(max_length=500)]
PAGE = "/coverage"


class CoverageQuery(BaseModel):
    """The question that an address of `/coverage` asks; what is empty is not asked.

    Attributes:
        child: the lower plan: IRI or number
        parent: the plan above; empty for the one that the child carries out
        org: whose duties count; empty for the issuer of the child
        status: keep binding tasks of these statuses
        duty: keep tasks that bind in this way
        section: keep tasks under this heading of the parent
        agency: keep tasks that this agency leads, as the parent names it
        quarter: keep tasks due in a quarter (`2022-Q1`), or those without a day (`none`)
        q: keep tasks with these words, with or without marks
        page: which part of a long list, from 1
        open: the task that is shown open
        ruled: the task about which something was ruled last
    """

    child: Word = ""
    parent: Word = ""
    org: Word = ""
    status: list[Status] = []
    duty: Obligation | Annotated[str, StringConstraints(max_length=0)] = ""
    section: Word = ""
    agency: Word = ""
    quarter: Word = ""
    q: Word = ""
    page: int = Field(default=1, ge=1, le=10_000)
    open: Word = ""
    ruled: Word = ""

    @property
    def filtered(self) -> bool:
        """Whether only some of the tasks are asked for."""
        return bool(self.status or self.duty or self.section or self.agency or self.quarter or self.q.strip())

    @property
    def plans(self) -> dict[str, str]:
        """The part of the question that names plans and organisation."""
        return {name: value for name in ("child", "parent", "org") if (value := getattr(self, name))}

    def link(self, path: str = PAGE, /, *, anchor: str = "", **changes: Any) -> str:
        """The address of the same question, or of one changed in some words.

        Example:
            >>> CoverageQuery(child="7/KH-SNV", status=["gap"]).link("/coverage.csv", status=[])
            '/coverage.csv?child=7%2FKH-SNV'
        """
        words = self.model_dump(mode="json", exclude={"open", "ruled"}, exclude_defaults=True) | changes
        asked = urlencode({name: value for name, value in words.items() if value}, doseq=True)
        return path + (f"?{asked}" if asked else "") + (f"#{quote(anchor)}" if anchor else "")
