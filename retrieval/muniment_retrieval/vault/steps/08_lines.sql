-- The numbers of a page's lines, as transcripts have them, and pages by the number that courts know them by.

ALTER TABLE pages ADD COLUMN lines BLOB NOT NULL DEFAULT x'';
CREATE INDEX pages_by_bates ON pages (bates) WHERE bates <> '';
