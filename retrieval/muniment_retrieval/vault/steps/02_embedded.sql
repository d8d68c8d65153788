-- Counts and identifiers of vectors without reading the vectors, and a mark for what is still to be cleaned away.

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
