-- The vector of a passage is made of what people can see of it. Those that were made of hidden text too are made anew, but not
-- where most of a page is hidden, for that is the text behind the page's picture.

CREATE TEMPORARY TABLE made_of_hidden AS
    SELECT DISTINCT p.id AS passage_id, p.document_id AS document_id FROM findings f
    JOIN passages p ON p.document_id = f.document_id AND p.page_index = f.page_index AND f.start < p.end AND f.end > p.start
    WHERE f.kind = 'hidden text' AND (
        SELECT 2 * sum(h.end - h.start) FROM findings h
        WHERE h.document_id = f.document_id AND h.page_index = f.page_index AND h.kind = f.kind
    ) <= (SELECT length(g.text) FROM pages g WHERE g.document_id = f.document_id AND g.page_index = f.page_index);
UPDATE embedded SET passages = passages - (
    SELECT count(*) FROM vectors v JOIN made_of_hidden m ON m.passage_id = v.passage_id
    WHERE v.space_id = embedded.space_id AND m.document_id = embedded.document_id
);
DELETE FROM vectors WHERE passage_id IN (SELECT passage_id FROM made_of_hidden);
DROP TABLE made_of_hidden;
