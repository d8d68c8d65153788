-- What stands out on pages, the files that a person leaves out, and the passwords that opened files.

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
