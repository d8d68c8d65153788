"""What is on disk, as steps that only append: a vault of any version is brought up to the newest by the steps that it lacks.

Before the first step a copy of the vault is made, and kept until the last one is done. A step is never changed once a version
with it was released; `user_version` counts the steps that were done.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from ..model import VaultError, VaultTooNew

_FIRST = """
CREATE TABLE documents (
    id INTEGER PRIMARY KEY,
    path TEXT NOT NULL UNIQUE,
    sha256 TEXT NOT NULL,
    size INTEGER NOT NULL,
    modified_ns INTEGER NOT NULL,
    media_type TEXT NOT NULL,
    title TEXT NOT NULL,
    parser TEXT NOT NULL,
    parser_version TEXT NOT NULL,
    state TEXT NOT NULL,
    reason TEXT NOT NULL,
    notes TEXT NOT NULL,
    page_count INTEGER NOT NULL,
    passage_count INTEGER NOT NULL
);
CREATE INDEX documents_by_content ON documents (sha256);

CREATE TABLE pages (
    document_id INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    page_index INTEGER NOT NULL,
    label TEXT NOT NULL,
    text TEXT NOT NULL,
    spans BLOB NOT NULL,
    boxes BLOB NOT NULL,
    width REAL NOT NULL,
    height REAL NOT NULL,
    factor REAL NOT NULL,
    PRIMARY KEY (document_id, page_index)
) WITHOUT ROWID;

CREATE TABLE passages (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    document_id INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    page_index INTEGER NOT NULL,
    start INTEGER NOT NULL,
    end INTEGER NOT NULL,
    heading TEXT NOT NULL
);
CREATE INDEX passages_by_document ON passages (document_id, page_index);

CREATE VIRTUAL TABLE passages_fts USING fts5 (
    body, context, content = '', contentless_delete = 1, tokenize = 'porter unicode61 remove_diacritics 2'
);
INSERT INTO passages_fts (passages_fts, rank) VALUES ('secure-delete', 1);

CREATE TABLE spaces (
    id INTEGER PRIMARY KEY,
    model TEXT NOT NULL,
    revision TEXT NOT NULL,
    dimension INTEGER NOT NULL,
    normalised INTEGER NOT NULL,
    UNIQUE (model, revision, dimension, normalised)
);
CREATE TABLE vectors (
    space_id INTEGER NOT NULL REFERENCES spaces (id),
    passage_id INTEGER NOT NULL REFERENCES passages (id) ON DELETE CASCADE,
    vector BLOB NOT NULL,
    PRIMARY KEY (passage_id, space_id)
) WITHOUT ROWID;

CREATE TABLE answers (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    asked_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now')),
    question TEXT NOT NULL,
    refused INTEGER NOT NULL,
    searched INTEGER NOT NULL,
    documents INTEGER NOT NULL,
    cost TEXT NOT NULL
);
CREATE TABLE sentences (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    answer_id INTEGER NOT NULL REFERENCES answers (id) ON DELETE CASCADE,
    text TEXT NOT NULL,
    badge TEXT NOT NULL
);
CREATE TABLE citations (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    answer_id INTEGER NOT NULL REFERENCES answers (id) ON DELETE CASCADE,
    sentence_id INTEGER REFERENCES sentences (id) ON DELETE CASCADE,
    document_id INTEGER REFERENCES documents (id) ON DELETE SET NULL,
    path TEXT NOT NULL,
    page_index INTEGER NOT NULL,
    page_label TEXT NOT NULL,
    start INTEGER NOT NULL,
    end INTEGER NOT NULL,
    quote TEXT NOT NULL
);
CREATE TABLE generation (id INTEGER PRIMARY KEY CHECK (id = 1), value INTEGER NOT NULL);
INSERT INTO generation VALUES (1, 1);
"""

_SECOND = """
CREATE TABLE embedded (
    document_id INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    space_id INTEGER NOT NULL REFERENCES spaces (id),
    passages INTEGER NOT NULL,
    PRIMARY KEY (document_id, space_id)
) WITHOUT ROWID;
INSERT INTO embedded
    SELECT p.document_id, v.space_id, count(*) FROM vectors v JOIN passages p ON p.id = v.passage_id GROUP BY 1, 2;
CREATE INDEX vectors_by_space ON vectors (space_id, passage_id);
CREATE INDEX sentences_by_answer ON sentences (answer_id);
CREATE INDEX citations_by_answer ON citations (answer_id);
CREATE INDEX citations_by_sentence ON citations (sentence_id);
CREATE INDEX citations_by_document ON citations (document_id);
ALTER TABLE generation ADD COLUMN leftovers INTEGER NOT NULL DEFAULT 0;
"""

_THIRD = """
CREATE TABLE vectors_in_rows (
    passage_id INTEGER NOT NULL REFERENCES passages (id) ON DELETE CASCADE,
    space_id INTEGER NOT NULL REFERENCES spaces (id),
    vector BLOB NOT NULL
);
INSERT INTO vectors_in_rows SELECT passage_id, space_id, vector FROM vectors ORDER BY space_id, passage_id;
DROP TABLE vectors;
ALTER TABLE vectors_in_rows RENAME TO vectors;
CREATE UNIQUE INDEX vectors_by_passage ON vectors (passage_id, space_id);
CREATE INDEX vectors_by_space ON vectors (space_id, passage_id);
"""

_FOURTH = """
ALTER TABLE documents ADD COLUMN container TEXT NOT NULL DEFAULT '';
CREATE INDEX documents_by_container ON documents (container);
ALTER TABLE pages ADD COLUMN bates TEXT NOT NULL DEFAULT '';
ALTER TABLE pages ADD COLUMN scan TEXT NOT NULL DEFAULT '';
ALTER TABLE pages ADD COLUMN confidence REAL NOT NULL DEFAULT 1;
CREATE INDEX pages_by_scan ON pages (scan, document_id) WHERE scan <> '';
CREATE TABLE copies (
    path TEXT PRIMARY KEY,
    document_id INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    container TEXT NOT NULL,
    size INTEGER NOT NULL,
    modified_ns INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX copies_by_document ON copies (document_id);
"""

_FIFTH = """
CREATE TABLE folders (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    path BLOB NOT NULL UNIQUE,
    exclude TEXT NOT NULL,
    largest INTEGER NOT NULL,
    keeps_deleted INTEGER NOT NULL,
    state TEXT NOT NULL,
    reason TEXT NOT NULL,
    identity TEXT NOT NULL
);
CREATE TABLE left_out (path TEXT PRIMARY KEY, state TEXT NOT NULL, reason TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX copies_by_container ON copies (container) WHERE container <> '';
"""

_SIXTH = """
CREATE TABLE findings (
    document_id INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    page_index INTEGER NOT NULL,
    kind TEXT NOT NULL,
    start INTEGER NOT NULL,
    end INTEGER NOT NULL,
    PRIMARY KEY (document_id, page_index, kind, start)
) WITHOUT ROWID;
CREATE INDEX pages_without_text ON pages (document_id) WHERE text = '';
CREATE TABLE excluded (path TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE passwords (id INTEGER PRIMARY KEY, password TEXT NOT NULL UNIQUE);
"""

_SEVENTH = """
ALTER TABLE pages ADD COLUMN seconds REAL NOT NULL DEFAULT 0;
"""


_EIGHTH = """
ALTER TABLE pages ADD COLUMN lines BLOB NOT NULL DEFAULT x'';
CREATE INDEX pages_by_bates ON pages (bates) WHERE bates <> '';
"""


def _first(connection: Any) -> None:
    for statement in _statements(_FIRST):
        connection.execute(statement)


def _second(connection: Any) -> None:
    """Counts and identifiers of vectors without reading the vectors, and a mark for what is still to be cleaned away."""
    for statement in _statements(_SECOND):
        connection.execute(statement)


def _third(connection: Any) -> None:
    """A vector lies in its row, two to a page of the file; before, each had a page of its own."""
    for statement in _statements(_THIRD):
        connection.execute(statement)


def _fourth(connection: Any) -> None:
    """Files in files, pages that are pictures, and other names of the same content."""
    for statement in _statements(_FOURTH):
        connection.execute(statement)


def _fifth(connection: Any) -> None:
    """Folders that are watched with their rules, and what was offered that is no document."""
    for statement in _statements(_FIFTH):
        connection.execute(statement)


def _sixth(connection: Any) -> None:
    """What stands out on pages, the files that a person leaves out, and the passwords that opened files."""
    for statement in _statements(_SIXTH):
        connection.execute(statement)


def _seventh(connection: Any) -> None:
    """How long each page took that an OCR engine has read."""
    for statement in _statements(_SEVENTH):
        connection.execute(statement)


def _eighth(connection: Any) -> None:
    """The numbers of a page's lines, as transcripts have them, and pages by the number that courts know them by."""
    for statement in _statements(_EIGHTH):
        connection.execute(statement)


STEPS: tuple[Callable[[Any], None], ...] = (_first, _second, _third, _fourth, _fifth, _sixth, _seventh, _eighth)


def check_age(connection: Any, *, newest: bool) -> None:
    """Raises `VaultTooNew` for a vault with steps that we do not know; where `newest`, `VaultError` for one that lacks some."""
    done = _done(connection)
    if done > len(STEPS):
        raise VaultTooNew("A newer Muniment made this vault; update Muniment to open it.")
    if newest and done < len(STEPS):
        raise VaultError("An older Muniment made this vault; open it once where it can be written, to bring it up to date.")


def bring_up_to_date(connection: Any, database: Path) -> None:
    """Do the steps that this vault lacks, each in a transaction. Raises `VaultTooNew` where it has more than we know."""
    check_age(connection, newest=False)
    done = _done(connection)
    if done == len(STEPS):
        return
    copy = _copy(connection, database) if done else None
    for number, step in enumerate(STEPS, 1):
        connection.execute("BEGIN IMMEDIATE")
        try:
            if _done(connection) < number:  # another process may have been faster
                step(connection)
                connection.execute(f"PRAGMA user_version = {number}")
        except BaseException:
            connection.execute("ROLLBACK")
            raise
        connection.execute("COMMIT")
    if copy is not None:
        copy.unlink(missing_ok=True)


def _done(connection: Any) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _copy(connection: Any, database: Path) -> Path:
    """The vault as it was, encrypted with the same key, beside it."""
    copy = database.with_name(f"{database.name}.before-update")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.execute("BEGIN IMMEDIATE")  # nobody writes meanwhile
    try:
        shutil.copyfile(database, copy)
    except OSError as error:
        copy.unlink(missing_ok=True)
        raise VaultError(f"There is no room beside {database} for the copy that an update needs; make room.") from error
    finally:
        connection.execute("ROLLBACK")
    return copy


def _statements(script: str) -> list[str]:
    return [s for s in (part.strip() for part in script.split(";")) if s]
