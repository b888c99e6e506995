"""Extras: libraries that not everybody needs, and what to say where one is missing."""

from __future__ import annotations

from importlib.util import find_spec

from cancu.ontology.errors import CancuError


def require_extra(extra: str, *modules: str) -> None:
    """Make sure that the libraries of an extra are installed.

    Raises:
        CancuError: one is missing; says how to install it.

    Example:
        >>> require_extra("rdf")
    """
    missing = [module for module in modules if find_spec(module) is None]
    if missing:
        names = ", ".join(missing)
        raise CancuError(
            f"Chưa cài thư viện {names}",
            f"{names} is not installed",
            hint=f'pip install "cancu[{extra}]"',
            code="E_MISSING_EXTRA",
        )
