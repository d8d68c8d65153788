-- Documents, their pages and passages, vectors, and answers with their citations.

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
