"""Outline to tasks: the smallest items that oblige somebody, with agencies, products and deadlines.

An item is a task, a duty or a target by the section it stands in. Field lines below it are its fields; a
heading that names an agency, a time or a product gives them to the items below. Source of the rules: the
extraction contract of this project.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cancu.ingest.agencies import Assignment, find_assignment, find_encouraged, read_agency_heading
from cancu.ingest.articles import Articles
from cancu.ingest.cells import Cell, Grid, Paragraph, join_lines
from cancu.ingest.deadlines import find_deadline
from cancu.ingest.fields import FieldRole, split_inline_fields
from cancu.ingest.headings import (
    introduces,
    is_dated_section,
    looks_like_heading,
    names_topic,
    opens_clause,
    spell_times,
)
from cancu.ingest.item_fields import Fields, ItemFields, make_cell, read_fields, settle_items, split_children
from cancu.ingest.item_kinds import is_no_item, kind_of_item
from cancu.ingest.labels import Rank
from cancu.ingest.measures import find_measures
from cancu.ingest.obligation import (
    asks_others,
    assigns_list,
    is_closing,
    is_formula,
    is_money,
    may_order,
    opening_sentence,
)
from cancu.ingest.place_kinds import kind_of_place, only_reports
from cancu.ingest.sections import Section, SectionKind
from cancu.ingest.tables import TaskRow, read_rows
from cancu.ingest.task_refs import tell_apart
from cancu.ingest.task_rules import FLAT_TABLE, TABLE, confidence_of, name_rule
from cancu.ontology.records import Deadline, Document, Period, Task, TaskKind

if TYPE_CHECKING:
    from cancu.ingest.outline import Node

_TARGET_NAME = re.compile(r"(?:Chỉ tiêu|Mục tiêu)(?: (?:số )?\d{1,2}(?:\.\d+)?)?\s*[:.]\s*")
_ACTIVITY = re.compile(r"(?:Hoạt động|Nhiệm vụ|Đề án|Dự án|Nội dung)(?: số)? \d{1,2}\s*[:.]?\s*$")
_JOINING = re.compile(r"(?:Chủ trì(?:,| và)? ?)?[Pp]hối hợp(?: chặt chẽ)?(?: với)?[\s:]*")
_LONG_TOPIC = 14
"""Words of a numbered topic (`Về kiến nghị …:`) from which on it belongs to its item's text."""


@dataclass(frozen=True, slots=True)
class _Context:
    """What the places around an item give to it."""

    kind: SectionKind = None
    heading: str = ""
    lead: tuple[str, ...] = ()
    coordinate: tuple[str, ...] = ()
    deadline: Deadline | None = None
    fields: Fields = ()
    joins: bool = False
    """Whether the subjects of the items take part only, as below `Chủ trì, phối hợp:`."""


class _Reader:
    """Walks one outline; holds what every item of the document shares."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.period: Period | None = document.period
        self.issued = document.date
        self.articles = Articles(document)

    def read(self, root: Node) -> Iterator[Task]:
        """Yield the document's items in text order."""
        context = _Context()
        if self.articles.assigns:
            context = _Context(kind=None if self.articles.reports else TaskKind.TASK, heading=self.document.title or "")
            context = self._with_lead_in(root.more, context)
            yield from self._read_orders(root, context)
        if self.articles.plans:
            for grid in root.grids:
                yield from self._read_grid(root, grid, context)
        for child in root.children:
            settle_items(child)
            described = self.articles.publishes and child.rank != Rank.ARTICLE
            yield from self._read_node(child, replace(context, kind=Section.FORMS) if described else context)

    def _read_orders(self, root: Node, context: _Context) -> Iterator[Task]:
        """Orders of a letter or notice that stand in plain paragraphs, without any label."""
        count = 0
        led_in = False
        for paragraph in root.more:
            text, led_in, follows = paragraph.text, paragraph.text.endswith(":"), led_in
            if led_in or not may_order(text, follows=follows) or is_closing(text):
                continue
            if find_assignment(text).lead:
                count += 1
                yield from self._emit(f"-{count}", context, text, (paragraph.start, paragraph.end))

    def _read_node(self, node: Node, context: _Context) -> Iterator[Task]:
        fields, items = split_children(node)
        own, inline = split_inline_fields(node.text)
        fields = [*((role, make_cell(node, value)) for role, value in inline), *fields]
        if not (items or node.grids or node.more or node.tail) and isinstance(context.kind, TaskKind):
            yield from self._read_leaf(node, own, fields, context)
            return
        below = self._context_below(node, own, context)
        if items or node.grids or (not own and node.more):
            yield from self._read_heading(node, own, _with_fields(below, fields), items, context)
        elif self._opens_section(node, own, below, context):
            orders = self.articles.assign_below(own, node) if below.kind is None else []
            below = replace(below, kind=TaskKind.DUTY) if orders else below
            yield from self._read_paragraphs(orders or node.more, node, _with_fields(below, fields))
        else:
            settled = node.rank == Rank.ARTICLE or node.is_clause or only_reports(node, self.articles)
            settled = settled or self.articles.orders_in_session([own])
            own_kind = below.kind if context.kind in (None, Section.DESCRIPTION) and settled else context.kind
            if self._holds_orders(node, own):
                orders = [Paragraph(node.start, node.end, own), *node.more]
                yield from self._read_paragraphs(orders, node, replace(context, kind=own_kind))
            else:
                yield from self._read_leaf(node, own, fields, replace(context, kind=own_kind))
        yield from self._read_paragraphs(node.tail, node, below)

    def _holds_orders(self, node: Node, own: str) -> bool:
        """Whether the paragraphs of an article without clauses assign one by one."""
        words = (own, *(paragraph.text for paragraph in node.more))
        return node.rank == Rank.ARTICLE and len(words) > 1 and all(find_assignment(one).lead for one in words)

    def _context_below(self, node: Node, own: str, context: _Context) -> _Context:
        """What this place gives to the items below it."""
        kind = kind_of_place(node, own, context.kind, self.articles)
        partners = bool(node.children) and bool(_JOINING.match(own))
        opening = find_assignment(own) if partners or own.endswith(":") else Assignment((), ())
        if node.children and not (partners or own.endswith(":") or looks_like_heading(node, own)):
            opening = Assignment(find_assignment(own).lead, ())
        named = () if kind is TaskKind.TASK and names_topic(own) else read_agency_heading(own)
        lead = named or opening.lead or context.lead
        coordinate = opening.coordinate or context.coordinate
        deadline = context.deadline
        if kind is TaskKind.TARGET or is_dated_section(own):
            deadline = find_deadline(spell_times(own), self.period, issued=self.issued) or deadline
        joins = context.joins or bool(lead and _JOINING.fullmatch(own))
        return _Context(kind, node.heading, lead, coordinate, deadline, context.fields, joins)

    def _with_lead_in(self, paragraphs: list[Paragraph], context: _Context) -> _Context:
        """A paragraph that ends in a colon and assigns gives kind, agency and time to the items after it."""
        opener = paragraphs[-1].text if paragraphs else ""
        if not opener.endswith(":"):
            return context
        sentence = opening_sentence(opener)
        kind = context.kind
        describes = self.articles.rules or self.articles.reports or kind in (Section.FORMS, Section.DESCRIPTION)
        if not (isinstance(kind, TaskKind) or describes) and assigns_list(sentence):
            kind = TaskKind.TASK
        if is_money(opener):
            kind = Section.FUNDING
        opening = find_assignment(sentence, inherited_lead=context.lead)
        if len(context.lead) == 1 and sentence.startswith(context.lead[0]):
            opening = opening._replace(lead=context.lead)
        return replace(context, kind=kind, lead=opening.lead, coordinate=opening.coordinate)

    def _opens_section(self, node: Node, own: str, below: _Context, context: _Context) -> bool:
        """Whether a childless place is a heading over plain paragraphs, or names a kind of section itself."""
        if node.more and looks_like_heading(node, own):
            return not (own.endswith(":") and node.rank >= Rank.NUMBER and len(own.split()) > _LONG_TOPIC)
        named = not isinstance(context.kind, TaskKind) and below.kind != context.kind and len(own.split()) < 15
        return named and looks_like_heading(node, own)

    def _read_heading(
        self, node: Node, own: str, below: _Context, items: list[Node], context: _Context
    ) -> Iterator[Task]:
        """A place with items below it: one task if it is a sentence with shared fields, else its items."""
        if below.fields and own and not looks_like_heading(node, own) and not own.endswith(":"):
            yield from self._read_united(node, own, below, items, context)
            return
        if own and self._is_own_item(node, own, context):
            yield from self._emit(node.ref, context, own, (node.start, node.end))
        led_in = bool(items) and (introduces(node.more) or self._introduces_tasks(node.more, below))
        yield from self._read_paragraphs([] if led_in else node.more, node, below)
        for grid in node.grids:
            yield from self._read_grid(node, grid, below)
        below = self._with_lead_in(node.more, below)
        for item in items:
            yield from self._read_node(item, below)

    def _introduces_tasks(self, paragraphs: list[Paragraph], below: _Context) -> bool:
        """Whether what stands in front of tasks tells nobody to act: it says what they are for."""
        return below.kind is TaskKind.TASK and not any(find_assignment(one.text).lead for one in paragraphs)

    def _is_own_item(self, node: Node, own: str, context: _Context) -> bool:
        """Whether a place with items below obliges by its own words, too."""
        return (
            not looks_like_heading(node, own)
            and not own.endswith(":")
            and len(own.split()) > 12
            and isinstance(context.kind, TaskKind)
        )

    def _read_united(
        self, node: Node, own: str, below: _Context, items: list[Node], context: _Context
    ) -> Iterator[Task]:
        """An item whose bullets divide the work but share product or time: one task, agencies united."""
        fields = list(below.fields)
        for item in items:
            fields.extend(split_children(item)[0])
        last = max((place.end for place in node.walk()), default=node.end)
        yield from self._emit(node.ref, replace(context, fields=tuple(fields)), own, (node.start, last))

    def _read_leaf(
        self, node: Node, own: str, fields: list[tuple[FieldRole, Cell]], context: _Context
    ) -> Iterator[Task]:
        own, context = self._with_own_agencies(own, context)
        parts = [own, *(paragraph.text for paragraph in node.more if not is_formula(paragraph.text))]
        content = [cell.text for role, cell in fields if role in (FieldRole.TEXT, FieldRole.TARGET) and cell.text]
        if content and (not own or _ACTIVITY.match(own) or len(own.split()) < 8):
            parts = content
        rest = [field for field in fields if field[0] not in (FieldRole.TEXT, FieldRole.TARGET)]
        heading = node.parent.heading if node.parent else ""
        place = replace(context, heading=context.heading or heading, fields=(*context.fields, *rest))
        last = max((item.end for item in node.walk()), default=node.end)
        yield from self._emit(node.ref, place, join_lines(parts), (node.start, last))

    def _with_own_agencies(self, own: str, context: _Context) -> tuple[str, _Context]:
        """An item `Sở A, Sở B: Chủ trì …` has its heading in its own line."""
        before, colon, after = own.partition(": ")
        agencies = read_agency_heading(f"{before}:") if colon and opens_clause(after) else ()
        if not agencies:
            return own, context
        return (after if after[:1].isupper() else own), replace(context, lead=agencies)

    def _read_paragraphs(self, paragraphs: list[Paragraph], node: Node, context: _Context) -> Iterator[Task]:
        """Plain paragraphs under a heading take the heading's label; closing formulas are nothing."""
        kept = [
            paragraph
            for paragraph in paragraphs
            if isinstance(context.kind, TaskKind | str) and not is_closing(paragraph.text)
        ]
        if kept and node.rank >= Rank.NUMBER and paragraphs is node.more:
            kept = [Paragraph(kept[0].start, kept[-1].end, join_lines([paragraph.text for paragraph in kept]))]
        in_article = node.rank == Rank.ARTICLE
        emitted = 0
        for paragraph in kept:
            if not self._obliges(paragraph.text, context):
                continue
            emitted += 1
            ref = f"{node.ref}.-{emitted}" if in_article else node.ref
            yield from self._emit(ref, context, paragraph.text, (paragraph.start, paragraph.end))

    def _obliges(self, text: str, context: _Context) -> bool:
        """Whether a plain paragraph tells somebody to act; a paragraph that opens a list does not."""
        if text.endswith(":") or len(text.split()) < 5 or text.startswith(("TT ", "STT ")):
            return False
        if context.kind is TaskKind.TARGET:
            return bool(find_measures(text) or _TARGET_NAME.match(text) or find_deadline(text, self.period))
        named = bool(context.lead or find_assignment(text).lead)
        return named or context.kind is TaskKind.TASK or text.startswith("Chủ trì")

    def _read_grid(self, node: Node, grid: Grid, context: _Context) -> Iterator[Task]:
        found = read_rows(grid) if context.kind != Section.FORMS else None
        if found is None:
            return
        rows, targets = found
        kind = TaskKind.TARGET if targets else context.kind if isinstance(context.kind, TaskKind) else TaskKind.TASK
        for row in rows:
            place = replace(context, kind=kind, fields=())
            yield from self._read_row(node, row, place, table=FLAT_TABLE if grid.flat else TABLE)

    def _read_row(self, node: Node, row: TaskRow, context: _Context, *, table: str) -> Iterator[Task]:
        text = row.cells.get(FieldRole.TEXT) or row.cells.get(FieldRole.TARGET)
        if text is None:
            return
        ref = f"{node.ref}.{row.path}" if node.ref and row.path else node.ref or row.path
        fields = tuple(
            (role, cell) for role, cell in row.cells.items() if role not in (FieldRole.TEXT, FieldRole.LABEL)
        )
        heading = row.heading or context.heading
        deadline = find_deadline(spell_times(row.dated), self.period, issued=self.issued) if row.dated else None
        lead = read_agency_heading(row.heading) or context.lead
        place = replace(context, heading=heading, lead=lead, fields=fields, deadline=deadline or context.deadline)
        yield from self._emit(ref, place, text.text, (row.start, row.end), table=table)

    def _emit(
        self, ref: str, context: _Context, text: str, span: tuple[int, int], *, table: str = ""
    ) -> Iterator[Task]:
        """Make the record, unless the words oblige nobody."""
        text = _TARGET_NAME.sub("", text, count=1) if context.kind is TaskKind.TARGET else text
        kind = kind_of_item(context.kind, context.heading, text, context.lead)
        if kind is None or not text or (not table and is_no_item(text, kind, has_fields=bool(context.fields))):
            return
        by_fields = read_fields(context.fields, self.period, issued=self.issued)
        assignment = by_fields.assignment
        if assignment is None:
            assignment = Assignment(context.lead) if table else self._read_agencies(text, kind, context)
        named = by_fields.assignment is not None
        if self.articles.rules and kind is TaskKind.DUTY and not (assignment.lead or table or named):
            return
        rule = name_rule(kind, assignment.lead, context.lead, by_fields=named, table=table)
        yield Task(
            ref=ref,
            kind=kind,
            heading=context.heading or None,
            text=text,
            lead=assignment.lead,
            coordinate=assignment.coordinate,
            products=by_fields.products,
            deadline=self._read_deadline(text, by_fields, context, in_row=bool(table)),
            measures=find_measures(text) if kind is TaskKind.TARGET else (),
            start=span[0],
            end=span[1],
            rule=rule,
            confidence=confidence_of(rule),
        )

    def _read_deadline(self, text: str, by_fields: ItemFields, context: _Context, *, in_row: bool) -> Deadline | None:
        """The time of an item: its field's, else its sentence's, else that of a dated heading."""
        field = by_fields.deadline
        if (field is None and by_fields.has_deadline) or (field is not None and (in_row or field.due)):
            return field
        own = find_deadline(text, self.period, issued=self.issued)
        if field is None:
            return own or context.deadline
        # a field such as "hằng năm" for a whole section leaves the days to its items
        return field.model_copy(update={"due": own.due}) if field.periodic and own is not None else field

    def _read_agencies(self, text: str, kind: TaskKind, context: _Context) -> Assignment:
        """Agencies of an item without agency fields: its sentence's, else those of the places around it."""
        if kind is TaskKind.TARGET:
            return Assignment(context.lead, context.coordinate)
        if context.joins:
            found = find_assignment(text)
            return Assignment(context.lead, (*found.lead, *found.coordinate))
        found = find_assignment(text, inherited_lead=context.lead)
        asks = kind is TaskKind.DUTY and asks_others(text, context.lead)
        shared = () if set(found.lead).isdisjoint(context.lead or found.lead) else context.coordinate
        lead = found.lead or (find_encouraged(text) if kind is TaskKind.DUTY else ())
        return Assignment(context.lead if asks else lead, found.coordinate or shared)


def _with_fields(context: _Context, fields: list[tuple[FieldRole, Cell]]) -> _Context:
    """Fields that follow several items belong to each of them."""
    kept = tuple(field for field in fields if field[0] not in (FieldRole.TEXT, FieldRole.TARGET))
    return replace(context, fields=(*context.fields, *kept)) if kept else context


def find_tasks(root: Node, document: Document) -> list[Task]:
    """Read the tasks, duties and targets of a document from its outline.

    Args:
        root: outline of the document (`cancu.ingest.outline.build_outline`)
        document: its head; the period completes quarters and days without a year

    Returns:
        In text order. Every record spans its item and fields in the text; `rule` says how its agencies were
        read (`cancu.ingest.task_rules`), `confidence` how often that rule was right.
    """
    return list(tell_apart(_Reader(document).read(root)))
