"""Answers that are kept."""

from __future__ import annotations

from cancu.api.service_cache import AnswerCache


def test_an_answer_is_made_once() -> None:
    cache, made = AnswerCache(), []
    for _ in range(3):
        cache.find(("plan", 1), lambda: made.append(1))
    assert made == [1]


def test_another_revision_is_another_question() -> None:
    cache = AnswerCache()
    cache.find(("plan", 1), lambda: "old")
    assert cache.find(("plan", 2), lambda: "new") == "new"


def test_whoever_was_asked_longest_ago_makes_room() -> None:
    cache = AnswerCache(size=2)
    cache.find("first", lambda: 1)
    cache.find("second", lambda: 2)
    cache.find("first", lambda: 0)
    cache.find("third", lambda: 3)
    assert cache.find("first", lambda: 4) == 1
    assert cache.find("second", lambda: 5) == 5


def test_a_failure_is_not_kept() -> None:
    cache = AnswerCache()
    for _ in range(2):
        try:
            cache.find("plan", lambda: 1 / 0)
        except ZeroDivisionError:
            continue
    assert cache.find("plan", lambda: 1.0) == 1.0
