-- Merges of the full-text index that follow on deletions are the cleaning's, which does them in small steps. The index's own would
-- read, in the midst of a transaction, all that was deleted.

INSERT INTO passages_fts (passages_fts, rank) VALUES ('deletemerge', 0);
