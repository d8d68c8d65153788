-- Terms that a person wants masked wherever they stand, before anything leaves.

CREATE TABLE mask_words (
    term TEXT NOT NULL COLLATE NOCASE PRIMARY KEY
) WITHOUT ROWID;
