"""The reference page of the ontology: every class, property and list, and a diagram, compiled from the markers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cancu.ontology.markers import NAMESPACE, ClassTerm
from cancu.ontology.resources import RESOURCES, Resource
from cancu.ontology.schemes import load_schemes
from cancu.ontology.slots import Slot, list_ancestors, list_own_slots
from cancu.ontology.wordings import load_wordings

_PROVENANCE = frozenset({"cancu:evidence", "prov:wasGeneratedBy", "prov:used", "prov:wasAssociatedWith"})
"""Properties that nearly every class has; the diagram leaves them out."""


def build_reference() -> str:
    """Build the page in Markdown, Vietnamese first, English beside it."""
    return "\n".join(_iter_lines()) + "\n"


def build_diagram() -> str:
    """Build the diagram of classes and of what refers to what, for Mermaid.

    Dashed arrows are short edges, which are derived from records with evidence.
    """
    lines = ["flowchart LR"]
    for term in _list_classes():
        lines.append(f'  {term.name}["{load_wordings()[term.curie].vi}<br/>{term.name}"]')
    for above, below in _list_narrower():
        lines.append(f"  {below} -.->|là một| {above}")
    labels: dict[tuple[str, str, str], list[str]] = {}
    for source, slot, target in _list_arrows():
        arrow = "-.->" if slot.term.derived else "-->"
        labels.setdefault((source, arrow, target), []).append(load_wordings()[slot.term.curie].vi)
    for (source, arrow, target), names in labels.items():
        lines.append(f'  {source} {arrow}|"{"<br/>".join(names)}"| {target}')
    return "\n".join(lines) + "\n"


def _iter_lines() -> Iterator[str]:
    yield "# Lớp, thuộc tính và danh mục (classes, properties and lists)"
    yield ""
    yield "Do `cancu ontology build` tạo từ các bản ghi; đừng sửa tay. (Compiled from the records; do not edit.)"
    yield f"`cancu:` = <{NAMESPACE}>. Mũi tên nét đứt là cạnh suy ra. (Dashed arrows are derived.)"
    yield ""
    yield "```mermaid"
    yield build_diagram().rstrip()
    yield "```"
    for resource in RESOURCES:
        yield from _describe_class(resource)
    yield from _describe_schemes()


def _describe_class(resource: type[Resource]) -> Iterator[str]:
    wording = load_wordings()[resource.term.curie]
    yield ""
    yield f"## {wording.vi} · {wording.en}"
    yield ""
    chain = " ⊂ ".join(f"`{name}`" for name in list_ancestors(resource.term)[:2])
    yield f"{chain}. {wording.vi_definition}. ({wording.en_definition}.)"
    yield ""
    own = list_own_slots(resource)
    if not own:
        yield "Có mọi thuộc tính của lớp trên. (All properties of the class above.)"
        return
    yield "| thuộc tính | nghĩa | meaning | giá trị (value) | số lượng (count) |"
    yield "|---|---|---|---|---|"
    for slot in own:
        yield _describe_slot(slot)


def _describe_slot(slot: Slot) -> str:
    wording = load_wordings()[slot.term.curie]
    most = "n" if slot.at_most is None else slot.at_most
    count = str(most) if slot.at_least == most else f"{slot.at_least}–{most}"
    cells = (
        f"`{slot.term.curie}`",
        f"{wording.vi}: {wording.vi_definition}",
        f"{wording.en}: {wording.en_definition}",
        _describe_value(slot),
        count,
    )
    return f"| {' | '.join(cell.replace('|', '&#124;') for cell in cells)} |"


def _describe_value(slot: Slot) -> str:
    if slot.kind == "concept":
        return f"danh mục `{slot.scheme}`"
    if slot.kind != "literal":
        return " / ".join(f"`{term.curie}`" for term in slot.classes)
    return f"`{slot.datatype}`{f' @{slot.term.language}' if slot.term.language else ''}"


def _describe_schemes() -> Iterator[str]:
    yield ""
    yield "## Danh mục · Lists"
    for scheme in load_schemes().values():
        yield ""
        yield f"### {scheme.vi} · {scheme.en}"
        yield ""
        yield f"`{scheme.iri}/…`"
        yield ""
        yield "| ký hiệu | tiếng Việt | English |"
        yield "|---|---|---|"
        for concept in scheme.concepts:
            yield f"| `{concept.notation}` | {concept.vi} | {concept.en} |"


def _list_classes() -> Iterable[ClassTerm]:
    """The classes that the diagram draws: those that an arrow touches."""
    arrows = [(source, target) for source, _, target in _list_arrows()]
    drawn = {name for pair in (*arrows, *_list_narrower()) for name in pair}
    return [resource.term for resource in RESOURCES if resource.term.name in drawn]


def _list_narrower() -> list[tuple[str, str]]:
    """Pairs of classes of cancu of which the second narrows the first."""
    pairs = ((above, one.term.curie) for one in RESOURCES for above in one.term.broader)
    return [(_local(above), _local(below)) for above, below in pairs if above.startswith("cancu:")]


def _list_arrows() -> list[tuple[str, Slot, str]]:
    """What refers to what, provenance aside; of a class that narrows another only what it adds."""
    return [
        (resource.term.name, slot, term.name)
        for resource in RESOURCES
        for slot in list_own_slots(resource)
        if slot.term.curie not in _PROVENANCE
        for term in slot.classes
    ]


def _local(curie: str) -> str:
    return curie.partition(":")[2]
