SET lock_timeout = '2s';

ALTER TABLE books ADD COLUMN page_count bigint;
UPDATE books SET page_count = pages WHERE id BETWEEN 1 AND 10000;
