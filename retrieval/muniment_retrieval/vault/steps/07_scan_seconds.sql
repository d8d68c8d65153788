-- How long each page took that an OCR engine has read.

ALTER TABLE pages ADD COLUMN seconds REAL NOT NULL DEFAULT 0;
