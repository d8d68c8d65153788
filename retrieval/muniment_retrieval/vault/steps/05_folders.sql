-- Folders that are watched with their rules, and what was offered that is no document.

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
