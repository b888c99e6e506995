from __future__ import annotations

import unicodedata

from cancu.ontology.resources import RESOURCES
from cancu.ontology.slots import list_slots
from cancu.ontology.wordings import load_wordings


def test_every_term_in_use_is_worded_and_no_other() -> None:
    used = {resource.term.curie for resource in RESOURCES}
    used |= {slot.term.curie for resource in RESOURCES for slot in list_slots(resource)}
    assert set(load_wordings()) == used


def test_wordings_are_complete_composed_and_in_the_right_column() -> None:
    for term, wording in load_wordings().items():
        said = wording.model_dump().values()
        assert all(said), term
        assert all(text == unicodedata.normalize("NFC", text) and text.strip() == text for text in said), term
        assert wording.en.isascii(), term
