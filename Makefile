# From a fresh clone with Python 3.11 or later and make: `make demo` shows what cancu does, `make test` tests it.
# Each target sets up what it needs and skips the set-up that is up to date. `make help` lists the targets.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet
FOLDERS := $(wildcard pkg/cancu ontology ontology/data ontology/dist ingest graph api api/data api/static api/templates samples)
SHARED := $(or $(CANCU_SHARED),../shared)

.PHONY: help demo full test check measure docs screenshots bench notebooks neo4j neo4j-stop pins clean
.DEFAULT_GOAL := help

help:
	@echo 'make demo     bản mẫu: từ văn bản đến báo cáo bao phủ | sample documents to a coverage report'
	@echo 'make full     thêm PDF, Excel, OCR, SPARQL | add what PDF, Excel, OCR and SPARQL need'
	@echo 'make test     chạy kiểm thử | run the tests'
	@echo 'make check    định dạng, kiểu, chiều nhập | format, lint, types, import contracts'
	@echo 'make measure  đo chất lượng trên ../shared | measure extraction against the labelled documents'
	@echo 'make docs     trang tài liệu, mở không cần mạng | the documentation as pages'
	@echo 'make screenshots chụp lại hình của hướng dẫn (cần Chromium) | renew the pictures of the guide (needs Chromium)'
	@echo 'make bench    đo tốc độ | measure speed'
	@echo 'make neo4j    máy chủ Neo4j thử nghiệm (Java 17, Maven); dừng: make neo4j-stop | a Neo4j server for trying out'
	@echo 'make notebooks ghi lại .ipynb từ .py | renew the .ipynb of the notebooks from their .py'
	@echo 'make pins     khóa lại phiên bản thư viện (cần uv) | renew requirements/*.txt (needs uv)'
	@echo 'make clean    xóa tệp tạm | remove what the other targets made'

demo: $(VENV)/run.stamp
	@$(BIN)/cancu demo

full: $(VENV)/full.stamp

test: $(VENV)/dev.stamp
	$(BIN)/pytest -n 2 --dist loadgroup

check: $(VENV)/dev.stamp
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy -p cancu
	$(BIN)/mypy --explicit-package-bases tests
	$(BIN)/lint-imports

measure: $(VENV)/run.stamp
	$(BIN)/python benchmarks/quality.py $(SHARED)

screenshots: $(VENV)/dev.stamp
	$(BIN)/python docs/screenshots.py
	$(BIN)/python docs/served_guide.py

docs: $(VENV)/dev.stamp
	$(BIN)/mkdocs build --quiet
	@echo 'build/docs/index.html'

bench: $(VENV)/dev.stamp
	$(BIN)/python benchmarks/speed.py $(SHARED)
	$(BIN)/python benchmarks/reading.py
	$(BIN)/python benchmarks/office.py
	$(BIN)/python benchmarks/print.py $(wildcard $(SHARED)/originals/*.pdf)
	$(BIN)/python benchmarks/linked_data.py
	$(BIN)/python benchmarks/sparql.py
	$(BIN)/python benchmarks/crews.py $(or $(wildcard $(SHARED)/originals),samples)
	$(BIN)/python benchmarks/analysis.py
	$(BIN)/python benchmarks/server.py
	$(BIN)/python benchmarks/service.py

neo4j:
	@$(PYTHON) tests/neo4j/server.py start

neo4j-stop:
	@$(PYTHON) tests/neo4j/server.py stop

notebooks: $(VENV)/dev.stamp
	$(BIN)/jupytext --quiet --update --to ipynb notebooks/*.py

pins:
	requirements/compile.sh

clean:
	rm -rf build dist *.egg-info .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache
	rm -rf $(VENV)
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# The editable install links single files, so a file that appears or goes (its folder changes) asks for a new one.
$(VENV)/run.stamp: $(VENV)/run-libraries.stamp pyproject.toml $(FOLDERS)
	@$(PIP) --no-deps --no-build-isolation --config-settings editable_mode=strict --editable .
	@touch $@

$(VENV)/full.stamp: requirements/full.txt $(VENV)/run.stamp
	@echo 'Cài thư viện cho PDF, Excel, OCR, SPARQL … (installing the extras)' >&2
	@$(PIP) --require-hashes -r requirements/full.txt
	@touch $@

$(VENV)/dev.stamp: $(VENV)/dev-libraries.stamp $(VENV)/run.stamp
	@touch $@

$(VENV)/run-libraries.stamp: requirements/run.txt requirements/build.txt | $(VENV)/bin/pip
	@echo 'Cài thư viện … (installing libraries)' >&2
	@$(PIP) --require-hashes -r requirements/run.txt -r requirements/build.txt
	@touch $@

$(VENV)/dev-libraries.stamp: requirements/dev.txt $(VENV)/run-libraries.stamp
	@echo 'Cài công cụ kiểm thử … (installing test tools)' >&2
	@$(PIP) --require-hashes -r requirements/dev.txt
	@touch $@

$(VENV)/bin/pip:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo 'cancu cần Python 3.11 trở lên; $(PYTHON) quá cũ hoặc không có.' >&2; \
		echo 'cancu needs Python 3.11 or later; $(PYTHON) is older or missing.' >&2; \
		echo '  → make PYTHON=python3.11 $(MAKECMDGOALS)' >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { \
		echo '  → Debian, Ubuntu: apt install python3-venv' >&2; exit 1; }
