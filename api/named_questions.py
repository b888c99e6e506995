"""The questions of the library as functions, for those who type a dot and look what there is."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import TYPE_CHECKING, Any

from cancu.ontology.errors import UnknownNodeError
from cancu.ontology.named_queries import find_query, load_queries

if TYPE_CHECKING:
    import pandas

Ask = Callable[[str, dict[str, str]], "pandas.DataFrame"]


class NamedQuestions:
    """The questions that the graph answers by name; `most-cited-bases` is the function `most_cited_bases`."""

    def __init__(self, ask: Ask) -> None:
        self._ask = ask

    def __dir__(self) -> list[str]:
        return sorted(name.replace("-", "_") for name in load_queries())

    def __getattr__(self, name: str) -> Callable[..., pandas.DataFrame]:
        """The question of this name; an AttributeError names those that are near."""
        if name.startswith("_"):  # what Python and IPython look for is no question
            raise AttributeError(name)
        try:
            query = find_query(name.replace("_", "-"))
        except UnknownNodeError as error:
            raise AttributeError(f"{error.message}; {error.hint}") from error

        def ask(**parameters: Any) -> pandas.DataFrame:
            return self._ask(query.name, {key: str(value) for key, value in parameters.items()})

        names = ", ".join(f"{parameter}: {kind.value}" for parameter, kind in query.parameters.items())
        ask.__name__, ask.__doc__ = name, f"{query.vi} ({query.en})\n\n({names})"
        return ask

    def _repr_html_(self) -> str:
        rows = "".join(
            f"<tr><td><code>{escape(query.name.replace('-', '_'))}({escape(', '.join(query.parameters))})</code></td>"
            f"<td>{escape(query.vi)}<br><i>{escape(query.en)}</i></td></tr>"
            for query in load_queries().values()
        )
        return f"<table><thead><tr><th>hàm (function)</th><th>câu hỏi (question)</th></tr></thead>{rows}</table>"
