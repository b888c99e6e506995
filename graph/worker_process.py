"""Processes beside the program that answer lines of JSON: SPARQL queries, comparisons that take long."""

from __future__ import annotations

import subprocess
import sys


def start_worker(module: str) -> subprocess.Popen[bytes]:
    """Start a module as a process that reads questions from its input until that ends, and writes its answers.

    It stands in a session of its own: Ctrl-C is meant for whoever asks, who ends the process.

    Args:
        module: full name of a module that can be run
    """
    return subprocess.Popen(
        [sys.executable, "-P", "-m", module],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
