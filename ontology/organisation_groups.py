"""Vocabulary of organisations and the groups that plans address: kinds of bodies, kinds of units, groups, heads.

The rows of `data/organisation_groups.toml` as records. How a name is read with them, and whether an organisation
belongs to a group, is decided in `cancu.graph.organisations`.
"""

from __future__ import annotations

from functools import cache
from typing import Annotated

from pydantic import Field

from cancu.ontology.records import Date, Level, Record
from cancu.ontology.tables import read_table


class _Row(Record):
    valid_from: Date | None = None
    valid_to: Date | None = None
    note: str = ""

    def holds_on(self, day: Date | None) -> bool:
        """Whether the row is valid on `day`; an unknown day is taken to be inside."""
        if day is None:
            return True
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


class Municipalities(_Row):
    """Cities that are provinces, with the days on which they are."""

    names: tuple[str, ...]


class UnitKind(_Row):
    """The words for administrative units of a level."""

    level: Level
    names: tuple[str, ...]


class BodyKind(_Row):
    """A class of bodies, known by the words that their names begin with.

    Attributes:
        class_name: key that groups refer to
        starts: beginnings of names
        level: level of the unit that they serve where their name does not tell
    """

    class_name: Annotated[str, Field(alias="class")]
    starts: tuple[str, ...]
    level: Level | None = None


class AgencyGroup(_Row):
    """A group phrase as an intension: which classes of bodies, of units of which levels.

    Attributes:
        name: the unified name
        names: ways to write it, without the opening `các`
        members: classes that belong to it
        uncertain: classes that may be meant; left unresolved
        levels: levels of the units served, or `own`, `below`, `inner` relative to the issuer
        open: names nobody in particular (`liên quan`) and never binds
        loose: with words that narrow it, bodies of any class may be meant
    """

    name: str
    names: tuple[str, ...]
    members: tuple[str, ...]
    uncertain: tuple[str, ...] = ()
    levels: tuple[str, ...]
    open: bool = False
    loose: bool = False


class OrganisationVocabulary(Record):
    """All rows of the table."""

    heads: tuple[str, ...]
    quantifiers: tuple[str, ...]
    municipality: tuple[Municipalities, ...]
    unit_kind: tuple[UnitKind, ...]
    body: tuple[BodyKind, ...]
    group: tuple[AgencyGroup, ...]


@cache
def load_organisation_vocabulary() -> OrganisationVocabulary:
    """The vocabulary, read once.

    Raises:
        VocabularyError: the table is missing or names no source.

    Example:
        >>> "Các sở, ban, ngành" in {group.name for group in load_organisation_vocabulary().group}
        True
    """
    table = read_table("organisation_groups")
    return OrganisationVocabulary.model_validate({key: table[key] for key in OrganisationVocabulary.model_fields})
