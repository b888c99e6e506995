"""What is made once for each revision: waiting, carrying on, and keeping the garbage collector away."""

from __future__ import annotations

import gc

import pytest

from cancu.api.service_problems import ProblemError
from cancu.api.service_snapshots import Snapshots


@pytest.fixture(autouse=True)
def _unfrozen() -> None:
    gc.unfreeze()


def test_what_was_made_is_set_aside_from_the_rounds_of_the_collector() -> None:
    snapshots = Snapshots(lambda: (1, [[number] for number in range(1000)]), patience=5)
    assert len(snapshots.find(1)) == 1000
    snapshots.close()
    assert gc.get_freeze_count() > 1000
    gc.unfreeze()


def test_a_snapshot_is_made_once_and_may_stand_for_the_next_revision() -> None:
    numbers = iter(range(9))
    snapshots = Snapshots(lambda: (1, next(numbers)), patience=5)
    assert snapshots.find(1) == 0
    snapshots.carry(1, 2)
    assert snapshots.find(2) == 0


def test_a_revision_that_is_not_there_in_time_is_refused_and_the_former_one_told() -> None:
    snapshots = Snapshots(lambda: (1, "first"), patience=0.1)
    assert snapshots.find(1) == "first"
    with pytest.raises(ProblemError):
        snapshots.find(2)
    assert snapshots.find_or_former(2) == (1, "first")
