"""Agencies, groups and administrative units as resources: those that the documents of a store name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from cancu.graph.nodes import Graph
from cancu.graph.organisations import find_group, parse_organisation
from cancu.ontology.agencies import load_agencies
from cancu.ontology.identifiers import mint_unit
from cancu.ontology.jurisdictions import NATION, list_versions, split_units
from cancu.ontology.orthography import slug
from cancu.ontology.records import Date, Level
from cancu.ontology.resources import AgencyResource, GroupResource, Resource, UnitResource
from cancu.ontology.series import find_series, read_level
from cancu.ontology.unit_lists import AdministrativeUnit
from cancu.ontology.units import load_units


class _Named(NamedTuple):
    """A body by the path of its series, with a name that a document gives it."""

    path: str
    name: str

    @property
    def jurisdiction(self) -> str:
        return self.path.rpartition("/")[0]


def iter_organisations(graph: Graph) -> Iterator[Resource]:
    """Yield agencies, groups and units by IRI, each once: assignees, issuers, and the units that they serve."""
    base = graph.graph["base"]
    agencies = _list_agencies(graph)
    for iri in sorted(agencies):
        yield _describe_agency(base, iri, agencies[iri])
    homes = set()
    for iri, node in graph.nodes(data=True):
        if node["kind"] == "group":
            home = iri.removeprefix(f"{base}id/nhom/").rpartition("/")[0]
            homes.add(home)
            yield _describe_group(base, iri, node["label"], home)
    yield from _iter_units(base, homes | {agency.jurisdiction for agency in agencies.values()}, agencies)


def _list_agencies(graph: Graph) -> dict[str, _Named]:
    """All agencies by IRI; an assignee's name goes before an issuer's."""
    prefix = f"{graph.graph['base']}id/cq/"
    found: dict[str, _Named] = {}
    for iri, node in graph.nodes(data=True):
        series = node.get("series")
        if node["kind"] == "agency":
            found[iri] = _Named(iri.removeprefix(prefix), node["label"])
        elif series and not series.endswith("/khong-ro"):
            found.setdefault(prefix + series, _Named(series, node["issuer"] or series.rpartition("/")[2]))
    return found


def _describe_agency(base: str, iri: str, named: _Named) -> AgencyResource:
    body, _ = split_units(named.name)
    listed = load_agencies().find(body)
    kind = parse_organisation(named.name).body_class or (listed.kind if listed else None)
    return AgencyResource(
        iri=iri,
        label=named.name,
        kind=kind,
        level=read_level(named.path),
        unit=mint_unit(base, named.jurisdiction),
        valid_from=listed.valid_from if listed else None,
        valid_to=listed.valid_to if listed else None,
    )


def _describe_group(base: str, iri: str, label: str, home: str) -> GroupResource:
    group = find_group(label)
    return GroupResource(
        iri=iri,
        label=label,
        member_kinds=group.members if group else (),
        scope_unit=mint_unit(base, home),
        scope_levels=group.levels if group else (),
        open_ended=group.open if group else "liên quan" in label,
    )


def _iter_units(base: str, paths: set[str], agencies: dict[str, _Named]) -> Iterator[UnitResource]:
    """Yield the units of these paths and all units above them, with those that took over a province."""
    names = _name_units(agencies)
    heirs = {heir for path in paths for heir in _list_heirs(path)}
    for path in sorted({step for one in paths | heirs for step in _climb(one)}):
        versions = list_versions(path) or _find_district(path, names.get(path, ""))
        yield UnitResource(
            iri=mint_unit(base, path),
            label=_label_unit(path, versions, names),
            level=Level.NATIONAL if path == NATION else read_level(f"{path}/ubnd"),
            code=versions[-1].code if versions else "",
            part_of=mint_unit(base, _climb(path)[1]) if path != NATION else None,
            valid_from=_earliest(versions),
            valid_to=_latest(versions),
            replaced_by=tuple(mint_unit(base, heir) for heir in _list_heirs(path)),
        )


def _climb(path: str) -> list[str]:
    """The path and those of the units above it, up to the nation."""
    steps = path.split("/")
    above = ["/".join(steps[:count]) for count in range(len(steps), 0, -1)]
    return above if above[-1] == NATION else [*above, NATION]


def _name_units(agencies: dict[str, _Named]) -> dict[str, str]:
    """The names of units by path, as the names of their agencies give them."""
    found: dict[str, str] = {}
    for named in agencies.values():
        _, units = split_units(named.name)
        for at, unit in enumerate(units):
            whole = ", ".join(f"{one.kind} {one.name}" for one in units[at:])
            if unit.name:
                path = find_series(f"UBND {whole}", home=named.jurisdiction).jurisdiction
                found.setdefault(path, f"{unit.kind} {unit.name}")
    return found


def _label_unit(path: str, versions: tuple[AdministrativeUnit, ...], names: dict[str, str]) -> str:
    if path == NATION:
        return "Việt Nam"
    return versions[-1].full_name if versions else names.get(path, path.rpartition("/")[2])


def _find_district(path: str, name: str) -> tuple[AdministrativeUnit, ...]:
    province = list_versions(path.partition("/")[0])
    if not (name and province and "/" in path):
        return ()
    return load_units().find(name, level=Level.DISTRICT, province=province[0].code)[:1]


def _list_heirs(path: str) -> tuple[str, ...]:
    """Paths of the provinces that took over a province of another name."""
    versions = list_versions(path) if "/" not in path else ()
    heirs = (f"vn-{slug(heir.name)}" for unit in versions[-1:] for heir in load_units().successors(unit))
    return tuple(sorted({heir for heir in heirs if heir != path}))


def _earliest(versions: tuple[AdministrativeUnit, ...]) -> Date | None:
    days = [unit.valid_from for unit in versions]
    return min(day for day in days if day) if days and all(days) else None


def _latest(versions: tuple[AdministrativeUnit, ...]) -> Date | None:
    days = [unit.valid_to for unit in versions]
    return max(day for day in days if day) if days and all(days) else None
