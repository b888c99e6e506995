"""Answers that were computed already: filters and exports of what a page shows need not judge two plans again."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, TypeVar

Answer = TypeVar("Answer")


class AnswerCache:
    """The answers asked for last, each with the revision of the store that it follows from.

    Args:
        size: answers kept; the one that nobody has asked for longest makes room
    """

    def __init__(self, size: int = 64) -> None:
        self._size = size
        self._answers: OrderedDict[Hashable, Any] = OrderedDict()
        self._lock = threading.Lock()

    def find(self, question: Hashable, make: Callable[[], Answer]) -> Answer:
        """The answer to a question, made where nobody has asked it yet.

        Args:
            question: everything that the answer depends on, the revision of the store among it
            make: computes the answer; two who ask at once may both do so, with one result

        Example:
            >>> cache = AnswerCache()
            >>> cache.find((1, "plan"), lambda: "made"), cache.find((1, "plan"), lambda: "made again")
            ('made', 'made')
        """
        with self._lock:
            if question in self._answers:
                self._answers.move_to_end(question)
                found: Answer = self._answers[question]
                return found
        answer = make()
        with self._lock:
            self._answers[question] = answer
            while len(self._answers) > self._size:
                self._answers.popitem(last=False)
        return answer
