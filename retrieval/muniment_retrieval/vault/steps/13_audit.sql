-- What left the machine, was approved or refused, each entry chained to the one before, with a sealed head,
-- which approvals stand, and what may leave at all.

CREATE TABLE audit (
    number INTEGER PRIMARY KEY,
    body TEXT NOT NULL,
    sha256 TEXT NOT NULL
);
CREATE TABLE audit_head (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    count INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    seal TEXT NOT NULL
);
CREATE TABLE approvals (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    engine TEXT NOT NULL,
    purpose TEXT NOT NULL,
    granted REAL NOT NULL,
    until REAL NOT NULL,
    seen REAL NOT NULL,
    ended TEXT NOT NULL DEFAULT ''
);
CREATE TABLE rules (
    target TEXT PRIMARY KEY,
    policy TEXT NOT NULL DEFAULT '',
    label TEXT NOT NULL DEFAULT ''
) WITHOUT ROWID;
