SET lock_timeout = '2s';

ALTER TABLE books ADD CONSTRAINT some_pages CHECK (pages > 0) NOT VALID;
ALTER TABLE books VALIDATE CONSTRAINT some_pages;
