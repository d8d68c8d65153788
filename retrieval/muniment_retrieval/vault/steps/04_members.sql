-- Files in files, pages that are pictures, and other names of the same content.

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
