-- Answers belong to conversations, are kept with how they came about, and can be marked, searched and have tables.
-- What an answer repeats of documents is named in answer_documents, so that forgetting one of them finds it.

CREATE TABLE conversations (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    title TEXT NOT NULL,
    begun_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))
);
INSERT INTO conversations (id, title, begun_at) SELECT id, substr(question, 1, 200), asked_at FROM answers;
ALTER TABLE answers ADD COLUMN conversation_id INTEGER REFERENCES conversations (id) ON DELETE CASCADE;
ALTER TABLE answers ADD COLUMN standing TEXT NOT NULL DEFAULT '';
ALTER TABLE answers ADD COLUMN rewritten_by TEXT NOT NULL DEFAULT '';
ALTER TABLE answers ADD COLUMN scope TEXT NOT NULL DEFAULT 'null';
UPDATE answers SET conversation_id = id;
CREATE INDEX answers_by_conversation ON answers (conversation_id);

CREATE TABLE answer_documents (
    answer_id INTEGER NOT NULL REFERENCES answers (id) ON DELETE CASCADE,
    document_id INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    PRIMARY KEY (answer_id, document_id)
) WITHOUT ROWID;
CREATE INDEX answer_documents_by_document ON answer_documents (document_id);
INSERT OR IGNORE INTO answer_documents
    SELECT answer_id, document_id FROM citations WHERE document_id IS NOT NULL;

ALTER TABLE citations ADD COLUMN holder TEXT NOT NULL DEFAULT '';
CREATE TABLE records (
    answer_id INTEGER PRIMARY KEY REFERENCES answers (id) ON DELETE CASCADE,
    record TEXT NOT NULL
);
CREATE TABLE sentence_marks (
    answer_id INTEGER NOT NULL REFERENCES answers (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    holds INTEGER NOT NULL,
    marked_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now')),
    PRIMARY KEY (answer_id, position)
) WITHOUT ROWID;

CREATE TABLE kept_tables (
    answer_id INTEGER PRIMARY KEY REFERENCES answers (id) ON DELETE CASCADE,
    head TEXT NOT NULL
);
CREATE TABLE kept_rows (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    answer_id INTEGER NOT NULL REFERENCES answers (id) ON DELETE CASCADE,
    data TEXT NOT NULL
);
CREATE INDEX kept_rows_by_answer ON kept_rows (answer_id);
CREATE TABLE kept_row_documents (
    row_id INTEGER NOT NULL REFERENCES kept_rows (id) ON DELETE CASCADE,
    document_id INTEGER NOT NULL,
    PRIMARY KEY (row_id, document_id)
) WITHOUT ROWID;
CREATE INDEX kept_row_documents_by_document ON kept_row_documents (document_id);

CREATE VIRTUAL TABLE answers_fts USING fts5 (
    asked, said, tokenize = 'porter unicode61 remove_diacritics 2'
);
INSERT INTO answers_fts (answers_fts, rank) VALUES ('secure-delete', 1);
INSERT INTO answers_fts (rowid, asked, said)
    SELECT id, question, ifnull((SELECT group_concat(s.text, ' ') FROM sentences s WHERE s.answer_id = answers.id), '')
    FROM answers;
