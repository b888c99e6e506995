from __future__ import annotations

import pytest

from cancu.ontology.errors import CancuError
from cancu.ontology.extras import require_extra


def test_a_missing_library_is_named_with_the_way_to_get_it() -> None:
    with pytest.raises(CancuError, match=r'no_such_library.*\n.*pip install "cancu\[rdf\]"') as caught:
        require_extra("rdf", "json", "no_such_library")
    assert caught.value.code == "E_MISSING_EXTRA"


def test_what_is_installed_passes() -> None:
    require_extra("rdf", "json")
