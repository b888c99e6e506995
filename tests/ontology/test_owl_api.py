"""The library behind Protégé reads the ontology: no triple is left over, and all of it is OWL 2 DL."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("maven")]


@pytest.fixture(scope="module")
def class_path(root: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The library with all it needs, from the local repository of Maven; no test reaches the network."""
    if not (shutil.which("mvn") and shutil.which("java")):
        pytest.skip("the OWL API needs mvn and java")
    listed = tmp_path_factory.mktemp("maven") / "class-path.txt"
    command = ["mvn", "-o", "-q", "-B", "-f", str(root / "tests/owl/pom.xml"), "dependency:build-classpath"]
    done = subprocess.run(
        [*command, f"-Dmdep.outputFile={listed}"], capture_output=True, text=True, check=False, timeout=300
    )
    if done.returncode:
        pytest.skip("the OWL API is not here; fetch it once: mvn -f tests/owl/pom.xml dependency:build-classpath")
    return listed.read_text(encoding="utf-8")


def judge(class_path: str, root: Path, *files: Path) -> list[str]:
    command = ["java", "-cp", class_path, str(root / "tests/owl/OwlCheck.java"), *map(str, files)]
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=120).stdout.splitlines()


def test_every_triple_is_understood_and_all_is_owl_2_dl(class_path: str, root: Path) -> None:
    dist = root / "ontology" / "dist"
    said = judge(class_path, root, dist / "cancu.ttl", dist / "concepts.ttl")
    assert [line for line in said if not line.startswith("axioms")] == []
    assert len(said) == 2


def test_the_judge_finds_a_property_of_two_kinds(class_path: str, root: Path, tmp_path: Path) -> None:
    punned = tmp_path / "punned.ttl"
    punned.write_text(
        "@prefix owl: <http://www.w3.org/2002/07/owl#> .\n<urn:o> a owl:Ontology .\n"
        "<urn:p> a owl:ObjectProperty, owl:DatatypeProperty .\n",
        encoding="utf-8",
    )
    assert any(line.startswith("violation") for line in judge(class_path, root, punned))
