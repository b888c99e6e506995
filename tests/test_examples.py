"""The examples of the docstrings run as printed."""

import doctest
import importlib
import pkgutil

import pytest

import cancu

MODULES = sorted(
    module.name for module in pkgutil.walk_packages(cancu.__path__, "cancu.") if not module.name.endswith("__main__")
)


@pytest.mark.parametrize("name", MODULES)
def test_examples_run(name: str) -> None:
    assert doctest.testmod(importlib.import_module(name)).failed == 0
