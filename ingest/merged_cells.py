"""Numbers and agencies that a table prints once for several rows, in the middle of the cell that they share.

A PDF's text gives such a merged cell at the row on whose height it is printed, with rows of the same cell before it.
"""

from __future__ import annotations

from cancu.ingest.cells import Cell

_PAGE_END = 30
"""Characters between two rows that show a page's end: number, gazette line and repeated header stand there."""


def spread_owners(rows: list[list[Cell]], owned: int, helpers: int) -> None:
    """Move number and owner of a run of rows to the run's first row.

    Rows without number between two numbered ones belong to the upper owner as far as it does not stand among those
    that take part; where that leaves a choice, as many as stand above its number, which is printed in the middle, but
    all that it can have behind the end of a page, which cuts its cell. Rows before the first number belong to it.

    Args:
        rows: cells of each row, the number first; changed in place
        owned: index of the first cell that is no part of number and owner (the task's words)
        helpers: index of the cell that names who takes part

    Example:
        >>> me, task = Cell(7, 9, ["Me"]), Cell(0, 4, ["task"])
        >>> rows = [[Cell(0, 0), Cell(0, 0), task, Cell(4, 4)], [Cell(5, 6, ["1"]), me, Cell(10, 14), Cell(14, 14)]]
        >>> spread_owners(rows, owned=2, helpers=3)
        >>> [[cell.text for cell in row] for row in rows]
        [['1', 'Me', 'task', ''], ['', '', '', '']]
    """
    above: str | None = None
    led, end = 0, 0
    run: list[list[Cell]] = []
    for row in rows:
        if len(row) <= max(owned, helpers):
            above, led, run = None, 0, []
            continue
        if min(cell.start for cell in row) - end > _PAGE_END:
            led = len(rows)
        end = max(cell.end for cell in row)
        owner = " ".join(cell.text for cell in row[1:owned]).strip().casefold()
        if not row[0].lines and not owner:
            run.append(row)
            continue
        kept = 0
        if row[0].lines and owner and run:
            kept = _count_kept([other[helpers].text.casefold() for other in run], above, owner, led)
            _give_owner([*run[kept:], row], owned)
        above, led, run = owner, len(run) - kept, []


def _count_kept(helpers: list[str], above: str | None, below: str, led: int) -> int:
    """How many rows of a run stay with the owner above, whose number has `led` rows in front of it (many: any)."""
    if above is None:
        return 0

    def contradictions(kept: int) -> int:
        return sum(above in words for words in helpers[:kept]) + sum(below in words for words in helpers[kept:])

    return max(range(len(helpers) + 1), key=lambda kept: (-contradictions(kept), -abs(kept - led), kept))


def _give_owner(rows: list[list[Cell]], owned: int) -> None:
    """Move number and owner of the last row to the first."""
    first, last = rows[0], rows[-1]
    if first is not last:
        empty = [Cell(last[owned].start, last[owned].start) for _ in range(owned)]
        first[:owned], last[:owned] = last[:owned], empty
