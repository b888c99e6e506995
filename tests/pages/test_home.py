"""The first page."""

from __future__ import annotations

from tests.pages.conftest import OpenVisit


def test_home_is_without_barriers(visit: OpenVisit) -> None:
    seen = visit()
    seen.go("/")
    assert seen.list_barriers() == []
    seen.keep_picture("home-wide")
