-- Summaries, what was written of their parts so far, and the documents that both rest on.

CREATE TABLE summaries (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    made_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now')),
    body TEXT NOT NULL
);
CREATE TABLE summary_documents (
    document_id INTEGER NOT NULL,
    summary_id INTEGER NOT NULL REFERENCES summaries (id) ON DELETE CASCADE,
    PRIMARY KEY (document_id, summary_id)
) WITHOUT ROWID;
CREATE INDEX summary_documents_by_summary ON summary_documents (summary_id);
CREATE TABLE summary_parts (key TEXT PRIMARY KEY, body TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE summary_part_documents (
    document_id INTEGER NOT NULL,
    key TEXT NOT NULL REFERENCES summary_parts (key) ON DELETE CASCADE,
    PRIMARY KEY (document_id, key)
) WITHOUT ROWID;
CREATE INDEX summary_part_documents_by_key ON summary_part_documents (key);
