"""A store as CSV files for `neo4j-admin database import full`: one file per class of nodes and per relationship type.

The headers name keys, types and labels as the importer wants them (`iri:ID`, `due:date[]`, `:LABEL`, `:START_ID`,
`:END_ID`, `:TYPE`). `import.args` holds the arguments: `neo4j-admin database import full @import.args`, run where the
files are. Values of a list (days, words, labels) are joined by the control character U+001F, which none of them holds.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cancu.graph.property_graph import Node, Relationship, iter_elements, list_node_labels, list_property_slots
from cancu.graph.statements import write_lexical
from cancu.ontology.resources import RESOURCES, Resource
from cancu.ontology.slots import Slot

if TYPE_CHECKING:
    from cancu.graph.projection import Projected

ARGUMENTS_FILE = "import.args"
SEPARATOR = "\x1f"
_OPTIONS = ("--array-delimiter=U+001F", "--multiline-fields=true", "--id-type=string")
_TYPES = {
    "xsd:boolean": "boolean",
    "xsd:date": "date",
    "xsd:decimal": "double",
    "xsd:nonNegativeInteger": "long",
    "xsd:positiveInteger": "long",
}


def write_import_files(projected: Iterable[Projected], folder: Path) -> dict[str, int]:
    """Write all files into a folder; tell how many rows each has."""
    with ExitStack() as stack:
        writer = _ImportWriter(folder, stack)
        for one in projected:
            for element in iter_elements(one.resource):
                writer.write(element)
    _write_arguments(folder, sorted(writer.counts))
    return dict(sorted(writer.counts.items()))


def list_columns(resource: type[Resource]) -> list[str]:
    """The header of the nodes of a class.

    Example:
        >>> from cancu.ontology.resources import PeriodResource
        >>> list_columns(PeriodResource)
        ['iri:ID', 'start:date', 'end:date', ':LABEL']
    """
    return ["iri:ID", *map(_name_column, list_property_slots(resource)), ":LABEL"]


class _ImportWriter:
    """Opens a file when its first row comes."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self._folder = folder
        self._stack = stack
        self._files: dict[str, Any] = {}
        self._classes = {list_node_labels(resource): resource for resource in RESOURCES}
        self.counts: dict[str, int] = {}

    def write(self, element: Node | Relationship) -> None:
        if isinstance(element, Relationship):
            row = [element.source, element.target, element.type]
            self._add(f"relationships-{element.type}.csv", [":START_ID", ":END_ID", ":TYPE"], row)
            return
        resource = self._classes[element.labels]
        values = (element.properties.get(slot.field) for slot in list_property_slots(resource))
        row = [element.iri, *map(_write_value, values), SEPARATOR.join(element.labels)]
        self._add(f"nodes-{element.labels[0]}.csv", list_columns(resource), row)

    def _add(self, name: str, header: list[str], row: list[str]) -> None:
        if name not in self._files:
            stream = self._stack.enter_context((self._folder / name).open("w", encoding="utf-8", newline=""))
            self._files[name] = csv.writer(stream, lineterminator="\n")
            self._files[name].writerow(header)
            self.counts[name] = 0
        self._files[name].writerow(row)
        self.counts[name] += 1


def _write_arguments(folder: Path, names: list[str]) -> None:
    files = [f"--{name.partition('-')[0]}={name}" for name in names]
    (folder / ARGUMENTS_FILE).write_text("\n".join([*_OPTIONS, *files]) + "\n", encoding="utf-8")


def _name_column(slot: Slot) -> str:
    kind = _TYPES.get(slot.datatype, "string")
    return f"{slot.field}:{kind}" + ("" if slot.at_most == 1 else "[]")


def _write_value(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, tuple):
        return SEPARATOR.join(map(_write_value, value))
    return write_lexical(value)
