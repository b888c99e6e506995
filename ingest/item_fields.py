"""The fields of an item: which of its children are field lines, what they say, and where stray items belong."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from cancu.ingest.agencies import Assignment, read_agency_field, read_agency_heading
from cancu.ingest.cells import Cell
from cancu.ingest.deadlines import parse_deadline
from cancu.ingest.fields import FieldRole, read_field, read_field_heading, read_noted_fields, read_role
from cancu.ingest.labels import Rank
from cancu.ingest.tables import cell_items
from cancu.ontology.records import Deadline, Period

if TYPE_CHECKING:
    from cancu.ingest.outline import Node

_OWNED_HEADING = re.compile(r"(?:Trách nhiệm|Nhiệm vụ|Nội dung) của ")
_ACT_HEADING = re.compile(r"(?:Chủ trì|Phối hợp|Thực hiện|Tham mưu)(?:,? [^\W\d_]+){0,4}:?")

Fields = tuple[tuple[FieldRole, Cell], ...]


@dataclass(frozen=True, slots=True)
class ItemFields:
    """What the fields of an item say.

    Attributes:
        assignment: agencies; None where no field names any
        has_deadline: whether a time field stands there, even if it holds no date
    """

    assignment: Assignment | None
    products: tuple[str, ...]
    deadline: Deadline | None
    has_deadline: bool


def read_fields(fields: Fields, period: Period | None, *, issued: datetime.date | None = None) -> ItemFields:
    """Read agencies, products and deadline from field lines or table cells.

    Args:
        fields: role and cell of each, in text order
        period: of the plan; completes quarters and days without a year
        issued: day of the document
    """
    lead: list[str] = []
    coordinate: list[str] = []
    products: list[str] = []
    times: list[str] = []
    named = False
    for role, cell in fields:
        if role is FieldRole.LEAD:
            named = True
            _add_agencies(cell, lead, coordinate)
        elif role is FieldRole.COORDINATE:
            named = True
            found = read_agency_field("\n".join(cell.lines))
            coordinate.extend(name for name in found.lead if name not in coordinate)
            coordinate.extend(name for name in found.coordinate if name not in (*lead, *coordinate))
        elif role is FieldRole.PRODUCT:
            products.extend(cell_items(cell))
        elif role is FieldRole.DEADLINE and cell.lines:
            times.append(cell.text)
    deadline = parse_deadline("; ".join(times), period, issued=issued) if times else None
    return ItemFields(
        Assignment(tuple(lead), tuple(coordinate)) if named else None, tuple(products), deadline, bool(times)
    )


def _add_agencies(cell: Cell, lead: list[str], coordinate: list[str]) -> None:
    """A lead cell may be a sentence of its own: `Sở X chủ trì, phối hợp với Y`."""
    found = read_agency_field("\n".join(cell.lines))
    lead.extend(name for name in found.lead if name not in lead)
    coordinate.extend(name for name in found.coordinate if name not in coordinate)


def make_cell(node: Node, value: str) -> Cell:
    """A field's value that stands inside an item's own words, as a cell."""
    return Cell(node.start, node.end, [value] if value else [])


def settle_items(node: Node) -> None:
    """Put items where they belong before they are read.

    Bullets of a `Nội dung:` line hang on its item; a bullet that follows an item's fields and has fields of its
    own stands beside that item.
    """
    for child in list(node.children):
        settle_items(child)
    for child in list(node.children):
        found = _field_of(child)
        if found and found[0] in (FieldRole.TEXT, FieldRole.TARGET) and not found[1]:
            for position, place in enumerate(child.children, 1):
                place.ref = f"{node.ref}.-{position}"
    _nest_fields(node)
    if node.parent is None or node.label is None or node.label.bullet:
        return
    kinds = [_field_of(child) is not None for child in node.children]
    for index in range(2, len(kinds) - 1):
        if not kinds[index] and kinds[index - 1] and kinds[index + 1] and all(kinds[:index]):
            _move_out(node, index)
            return


def _nest_fields(node: Node) -> None:
    """Hang bullets that are fields on the item in front of them, where further items follow: a list in one sign.

    Fields behind the last of several items stay: they belong to each.
    """
    named = [_field_of(child) is not None for child in node.children]
    if not named or named[0] or not any(one and not two for one, two in pairwise(named)):
        return
    if not all(child.label is not None and child.label.bullet for child in node.children):
        return
    items: list[Node] = []
    for child, is_field in zip(node.children, named, strict=True):
        if is_field:
            child.parent = items[-1]
            items[-1].children.append(child)
            items[-1].end = max(items[-1].end, child.end)
        else:
            items.append(child)
    node.children = items
    for position, item in enumerate(items, 1):
        old, item.ref = item.ref, f"{node.ref}.-{position}" if node.ref else f"-{position}"
        for place in item.walk():
            place.ref = item.ref + place.ref[len(old) :] if place is not item else item.ref


def _move_out(node: Node, index: int) -> None:
    """Make the bullet at `index`, with the fields that follow it, an item beside `node`."""
    parent, item = node.parent, node.children[index]
    if parent is None:
        return
    item.children.extend(node.children[index + 1 :])
    del node.children[index:]
    parent.counts[""] = count = parent.counts.get("", 0) + 1
    item.ref, item.parent = f"{parent.ref}.-{count}", parent
    parent.children.insert(parent.children.index(node) + 1, item)


def _field_of(node: Node) -> tuple[FieldRole, str] | None:
    """A field line, or a heading whose children are a field's values."""
    if node.label is None or node.rank < Rank.NUMBER:
        return None
    found = read_field(node.text)
    if found is not None and node.children and _is_lead_in(node, found[1]):
        return None
    if found is None and (node.children or node.more):
        role = read_field_heading(node.text) or _read_act_heading(node)
        return (role, "") if role else None
    return found


def _is_lead_in(node: Node, value: str) -> bool:
    """Whether what looks like a field leads in items: `Trách nhiệm của các Sở: …`, `Chủ trì, phối hợp:` over acts."""
    if _OWNED_HEADING.match(node.text) and read_agency_heading(node.text):
        return True
    acts = not value and _ACT_HEADING.fullmatch(node.text)
    return bool(acts) and not any(read_agency_heading(child.text) for child in node.children)


def _read_act_heading(node: Node) -> FieldRole | None:
    """`2. Chủ trì thực hiện` over nothing but agencies is a field, over acts it is a lead-in."""
    if not _ACT_HEADING.fullmatch(node.text) or not all(read_agency_heading(child.text) for child in node.children):
        return None
    return read_role(node.text) if node.children else None


def split_children(node: Node) -> tuple[list[tuple[FieldRole, Cell]], list[Node]]:
    """The field lines among a place's children, and the others.

    A field may hold its values as bullets, and bullets of another sign may hide further fields; `Nội dung:`
    with bullets below it holds the items themselves.
    """
    fields: list[tuple[FieldRole, Cell]] = []
    items: list[Node] = []
    for child in node.children:
        found = _field_of(child)
        if found is None:
            items.append(child)
            continue
        role, value = found
        nested, values = split_children(child)
        if role in (FieldRole.TEXT, FieldRole.TARGET) and not value and values:
            items.extend(values)
        elif role in (FieldRole.TEXT, FieldRole.TARGET) and len(node.children) == 1:
            items.append(child)
            continue
        else:
            lines = [value] if value else []
            lines.extend(f"- {place.text}" for place in values)
            lines.extend(paragraph.text for paragraph in child.more)
            fields.append((role, Cell(child.start, child.end, lines)))
        fields.extend(nested)
    for paragraph in node.noted:
        noted = read_noted_fields(paragraph.text)
        fields.extend((role, Cell(paragraph.start, paragraph.end, [value])) for role, value in noted)
    return fields, items
