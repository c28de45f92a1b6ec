CREATE TABLE authors (name text, born date, name text);
UPDATE books SET pages = 1, title = 'a', pages = 2 WHERE id = 1;
