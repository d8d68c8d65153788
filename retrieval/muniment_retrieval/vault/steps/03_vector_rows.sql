-- A vector lies in its row, two to a page of the file. Before, each had a page of its own.

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
