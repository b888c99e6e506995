"""What the sentences of a paragraph have said so far, while its mentions are related one after the other."""

from __future__ import annotations

from cancu.ingest.working_mention import Mention


class Sentences:
    """What a paragraph has said so far: the last mention, the last one outside titles, and the sentence's start."""

    def __init__(self, start: int, *, opens_cell: bool = False, basis: bool = False) -> None:
        self.opens_cell = opens_cell
        self.basis = basis
        self.start = self.paragraph = start
        self.last: Mention | None = None
        self.top: Mention | None = None
        self.seen: dict[str, Mention] = {}
