"""Refs of tasks: within a document each names one task, so that no task hides another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cancu.ontology.records import Task


def tell_apart(tasks: Iterable[Task]) -> Iterator[Task]:
    """Count tasks that bear the ref of an earlier one: the second `II.3` becomes `II.3(2)`.

    Labels that repeat are counted in the outline; what is left are several tasks read under one label.

    Example:
        >>> tasks = [Task(ref="II.3", text=text, start=0, end=1) for text in ("một", "hai", "ba")]
        >>> [task.ref for task in tell_apart(tasks)]
        ['II.3', 'II.3(2)', 'II.3(3)']
    """
    seen: set[str] = set()
    for task in tasks:
        ref, count = task.ref, 1
        while ref in seen:
            count += 1
            ref = f"{task.ref}({count})"
        seen.add(ref)
        yield task if count == 1 else task.model_copy(update={"ref": ref})
