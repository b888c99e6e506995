"""The tables of the store, and the steps that bring an older store forward.

The schema version stands in `PRAGMA user_version`, and the mark of the house in `PRAGMA application_id`, so that a
file can be judged before anything in it is touched. Each step runs in the transaction that raises the version.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

from cancu.graph.search_index import rebuild_index

APPLICATION_ID = 0x63616E63  # "canc"
SCHEMA_VERSION = 5

_FIRST = """
CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE texts(
  sha256 TEXT PRIMARY KEY, text TEXT NOT NULL, media_type TEXT NOT NULL, encoding TEXT NOT NULL
);
CREATE TABLE documents(
  id INTEGER PRIMARY KEY,
  iri TEXT NOT NULL UNIQUE,
  identity TEXT NOT NULL,
  current INTEGER REFERENCES editions(id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX documents_by_identity ON documents(identity);
CREATE TABLE editions(
  id INTEGER PRIMARY KEY,
  document INTEGER NOT NULL REFERENCES documents(id) ON DELETE CASCADE,
  sha256 TEXT NOT NULL UNIQUE REFERENCES texts(sha256),
  name TEXT NOT NULL,
  version INTEGER NOT NULL,
  superseded INTEGER NOT NULL DEFAULT 0,
  head TEXT NOT NULL,
  digest TEXT NOT NULL,
  seal TEXT NOT NULL DEFAULT ''
);
CREATE INDEX editions_by_document ON editions(document);
CREATE TABLE citations(
  edition INTEGER NOT NULL REFERENCES editions(id) ON DELETE CASCADE,
  ordinal INTEGER NOT NULL,
  record TEXT NOT NULL,
  before TEXT NOT NULL,
  after TEXT NOT NULL,
  quote TEXT NOT NULL,
  task INTEGER,
  PRIMARY KEY(edition, ordinal)
) WITHOUT ROWID;
CREATE TABLE tasks(
  edition INTEGER NOT NULL REFERENCES editions(id) ON DELETE CASCADE,
  ordinal INTEGER NOT NULL,
  ref TEXT NOT NULL,
  kind TEXT NOT NULL,
  record TEXT NOT NULL,
  PRIMARY KEY(edition, ordinal)
) WITHOUT ROWID;
CREATE TABLE findings(
  edition INTEGER NOT NULL REFERENCES editions(id) ON DELETE CASCADE,
  ordinal INTEGER NOT NULL,
  record TEXT NOT NULL,
  PRIMARY KEY(edition, ordinal)
) WITHOUT ROWID;
CREATE TABLE decisions(id INTEGER PRIMARY KEY, record TEXT NOT NULL, digest TEXT NOT NULL);
CREATE TABLE removals(iri TEXT PRIMARY KEY, record TEXT NOT NULL, digest TEXT NOT NULL);
"""

_SEARCH = """
CREATE TABLE entries(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  edition INTEGER NOT NULL REFERENCES editions(id) ON DELETE CASCADE,
  kind TEXT NOT NULL,
  ordinal INTEGER NOT NULL
);
CREATE INDEX entries_by_edition ON entries(edition);
CREATE VIRTUAL TABLE search USING fts5(
  exact, folded, content='', tokenize="unicode61 remove_diacritics 0"
);
"""

_FILES = """
CREATE TABLE files(
  sha256 TEXT PRIMARY KEY,
  text TEXT NOT NULL REFERENCES texts(sha256) ON DELETE CASCADE,
  reader TEXT NOT NULL,
  places TEXT NOT NULL,
  digest TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX files_by_text ON files(text);
"""

_CHANGES = """
CREATE TABLE changes(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  time TEXT NOT NULL,
  kind TEXT NOT NULL,
  iri TEXT NOT NULL,
  digest TEXT NOT NULL
);
CREATE INDEX documents_by_current ON documents(current);
"""

_ORDERED_SEARCH = """
DROP TABLE search;
DROP TABLE entries;
CREATE TABLE entries(
  id INTEGER PRIMARY KEY,
  edition INTEGER NOT NULL REFERENCES editions(id) ON DELETE CASCADE,
  ordinal INTEGER NOT NULL
);
CREATE INDEX entries_by_edition ON entries(edition);
CREATE VIRTUAL TABLE search_exact USING fts5(
  words, content='', tokenize="unicode61 remove_diacritics 0"
);
CREATE VIRTUAL TABLE search_folded USING fts5(
  words, content='', tokenize="unicode61 remove_diacritics 0"
);
"""


def _create_tables(connection: sqlite3.Connection) -> None:
    _run_script(connection, _FIRST)


def _create_search(connection: sqlite3.Connection) -> None:
    _run_script(connection, _SEARCH)


def _create_files(connection: sqlite3.Connection) -> None:
    _run_script(connection, _FILES)


def _create_changes(connection: sqlite3.Connection) -> None:
    """From here on the store knows when documents changed; of former changes it knows nothing."""
    _run_script(connection, _CHANGES)


def _order_search(connection: sqlite3.Connection) -> None:
    _run_script(connection, _ORDERED_SEARCH)
    rebuild_index(connection)


MIGRATIONS: tuple[Callable[[sqlite3.Connection], None], ...] = (
    _create_tables,
    _create_search,
    _create_files,
    _create_changes,
    _order_search,
)
"""Step n brings a store of version n to version n + 1; a new store takes them all."""


def read_version(connection: sqlite3.Connection) -> tuple[int, int]:
    """Read application id and schema version of an open file; both 0 for an empty one."""
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    return application, version


def migrate(connection: sqlite3.Connection, version: int, *, target: int = SCHEMA_VERSION) -> None:
    """Bring a store from `version` to `target`, inside the transaction that the caller holds."""
    for step in MIGRATIONS[version:target]:
        step(connection)
    connection.execute("PRAGMA application_id = " + str(APPLICATION_ID))
    connection.execute("PRAGMA user_version = " + str(int(target)))


def _run_script(connection: sqlite3.Connection, script: str) -> None:
    """Run statements one by one; `executescript` would commit the caller's transaction."""
    for statement in script.split(";\n"):
        if statement.strip():
            connection.execute(statement)
