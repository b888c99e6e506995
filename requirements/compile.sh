#!/bin/sh
# Renew the pinned requirement files from pyproject.toml and build.in; needs uv. The files name no package index.
set -eu
cd "$(dirname "$0")/.."
pin() {
    uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
        --no-emit-find-links --no-header --no-annotate "$@"
}
pin requirements/build.in --output-file requirements/build.txt
pin pyproject.toml --output-file requirements/run.txt
pin pyproject.toml --extra all --constraint requirements/run.txt --output-file requirements/full.txt
pin pyproject.toml --extra dev --constraint requirements/full.txt --constraint requirements/build.txt \
    --output-file requirements/dev.txt
