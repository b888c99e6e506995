from __future__ import annotations

import unicodedata

from cancu.ontology.agencies import load_agencies
from cancu.ontology.document_types import load_document_types
from cancu.ontology.organisation_groups import load_organisation_vocabulary
from cancu.ontology.orthography import slug
from cancu.ontology.reform_areas import load_reform_areas
from cancu.ontology.schemes import load_schemes, mint_concept


def test_lists_of_the_data_files_are_schemes_with_the_same_notations() -> None:
    schemes = load_schemes()
    assert schemes["document-type"].notations == {slug(kind.name) for kind in load_document_types()}
    assert schemes["reform-area"].notations == {area.code for area in load_reform_areas()}
    bodies = {body.class_name for body in load_organisation_vocabulary().body}
    assert schemes["body-kind"].notations >= bodies | {agency.kind for agency in load_agencies().all}


def test_every_concept_has_a_name_in_both_languages_and_a_notation_of_its_own() -> None:
    for scheme in load_schemes().values():
        assert scheme.vi
        assert scheme.en
        assert len(scheme.notations) == len(scheme.concepts)
        for concept in scheme.concepts:
            assert concept.vi == unicodedata.normalize("NFC", concept.vi) != ""
            assert concept.en.isascii() or concept.en == "communiqué"


def test_a_concept_stands_below_its_scheme() -> None:
    assert mint_concept("coverage", "gap") == f"{load_schemes()['coverage'].iri}/gap"
