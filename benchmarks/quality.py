"""Quality of extraction and alignment on the labelled documents, against the floors of tests/floors.toml.

usage: quality.py [SHARED]     SHARED is the folder of real documents, default ../shared

Prints one table. Exit status: 0, 1 where a value is below its floor, 2 where something cannot be measured.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LABELS = ("development", *(f"unseen-{number}" for number in range(1, 10)))
CANCU = (sys.executable, "-m", "cancu")


def measure_extraction(shared: Path, truth: str, texts: str) -> dict[str, float]:
    """The metrics of `score.py` on the documents labelled in the folder `truth`."""
    folders = ("--gold", str(shared / truth), "--texts", str(shared / texts))
    command = (sys.executable, str(shared / "tools/score.py"), *folders, "--json", "--", *CANCU, "extract")
    run = subprocess.run(command, capture_output=True, text=True, check=True)
    metrics: dict[str, float] = json.loads(run.stdout)["metrics"]
    return metrics


def measure_labels(shared: Path, folder: str) -> dict[str, float]:
    """The metrics of `cancu evaluate` on one of the label sets of tests/gold."""
    command = (*CANCU, "evaluate", str(ROOT / "tests/gold" / folder), "--texts", str(shared / "corpus"), "--json")
    run = subprocess.run(command, capture_output=True, text=True, check=True)
    metrics: dict[str, float] = json.loads(run.stdout)["metrics"]
    return metrics


def measure_alignment(shared: Path) -> dict[str, float]:
    """The metrics of `score_alignment.py` on the labelled pair of plans."""
    links = shared / "alignment/000-004.json"
    parent, child = (str(next((shared / "seeds").glob(f"{stem}_*.txt"))) for stem in links.stem.split("-"))
    tool = (sys.executable, str(shared / "tools/score_alignment.py"), str(links))
    command = (*tool, "--", *CANCU, "align", parent, child, "--json")
    run = subprocess.run(command, capture_output=True, text=True, check=True)
    return {name: float(value) for name, value in (line.split() for line in run.stdout.splitlines())}


def compare(found: dict[str, dict[str, float]], floors: dict[str, dict[str, float]]) -> tuple[list[str], bool]:
    """The lines of the table, and whether every floor is reached; a floor without a value is not."""
    lines, reached = [], True
    for group, wanted in floors.items():
        for name in sorted({*found[group], *wanted}):
            value, floor = found[group].get(name), wanted.get(name)
            short = floor is not None and (value is None or value < floor)
            reached = reached and not short
            figures = f"{'-' if value is None else f'{value:.4f}':>8} {'-' if floor is None else f'{floor:.2f}':>8}"
            lines.append(f"{group:12} {name:24} {figures}{'  BELOW' if short else ''}")
    return lines, reached


def main(arguments: list[str]) -> int:
    """Measure, print, compare."""
    shared = Path(arguments[0] if arguments else ROOT.parent / "shared").resolve()
    if not (shared / "tools/score.py").is_file():
        print(f"no labelled documents at {shared}", file=sys.stderr)
        return 2
    try:
        found = {
            "seeds": measure_extraction(shared, "gold", "seeds"),
            "corpus": measure_extraction(shared, "corpus-gold", "corpus"),
            **{folder: measure_labels(shared, folder) for folder in LABELS},
            "alignment": measure_alignment(shared),
        }
    except subprocess.CalledProcessError as error:
        print(f"cannot measure: {error}\n{error.stderr}", file=sys.stderr)
        return 2
    lines, reached = compare(found, tomllib.loads((ROOT / "tests/floors.toml").read_text(encoding="utf-8")))
    print(f"{'documents':12} {'measure':24} {'value':>8} {'floor':>8}", *lines, sep="\n")
    return 0 if reached else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
