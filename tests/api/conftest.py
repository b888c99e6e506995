"""The program as a user runs it: in this process for speed, and as a process of its own where that matters."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from cancu.api.command_line import run_program
from cancu.api.desk import Desk
from cancu.ontology.assessments import CoverageReport


class Outcome(NamedTuple):
    """What one run of the program left."""

    status: int
    out: str
    err: str

    @property
    def value(self) -> Any:
        """The one JSON value on standard output."""
        return json.loads(self.out)


Run = Callable[..., Outcome]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command line in an empty folder."""
    monkeypatch.chdir(tmp_path)

    def call(*arguments: str | Path) -> Outcome:
        capsys.readouterr()
        status = run_program([str(argument) for argument in arguments])
        out, err = capsys.readouterr()
        return Outcome(status, out, err)

    return call


@pytest.fixture
def program(tmp_path: Path) -> Run:
    """Run the installed program as a process in an empty folder."""

    def call(*arguments: str | Path, **environment: str) -> Outcome:
        done = subprocess.run(
            [sys.executable, "-m", "cancu", *map(str, arguments)],
            cwd=tmp_path,
            env={"PATH": os.environ["PATH"], **environment},
            capture_output=True,
            check=False,
        )
        return Outcome(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))

    return call


@pytest.fixture(scope="session")
def coverage_report(parent_file: Path, child_file: Path) -> CoverageReport:
    """The coverage of the province's plan by the department's plan."""
    return Desk(None).report_coverage(str(child_file), str(parent_file))


HOSTILE = (
    *(
        '=cmd|"/C calc"!A0',
        "+84 905",
        "- Rà soát",
        "@SUM(A1)",
        "\t=1+1",
        "{=1}",
        "#N/A",
        "2022",
        "http://x.example/?a=1&b",
    ),
    *("<script>alert(1)</script>", '"><img src=x onerror=1>', "{{7*7}} ${1}", "_x0041_", "a]]>b", " đầu và cuối "),
)
"""Texts that programs like to take for something else; each must come out as it went in."""


@pytest.fixture(scope="session")
def hostile_report(coverage_report: CoverageReport) -> CoverageReport:
    """A report whose tasks and quotes, all of them gaps, are `HOSTILE`."""
    task = next(task for task in coverage_report.tasks if task.status == "gap" and task.obligation.binding)
    tasks = tuple(
        task.model_copy(
            update={
                "ref": f"I.{number}",
                "text": text,
                "phrase": text,
                "quote": task.quote.model_copy(update={"text": text}),
                "links": tuple(
                    link.model_copy(update={"quote": link.quote.model_copy(update={"text": text}), "shared": (text,)})
                    for link in task.links
                ),
            }
        )
        for number, text in enumerate(HOSTILE)
    )
    return coverage_report.model_copy(update={"tasks": tasks, "organisation": HOSTILE[0]})
