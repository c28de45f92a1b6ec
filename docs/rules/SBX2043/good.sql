CREATE TABLE authors (name text, born date, died date);
UPDATE books SET pages = 2, title = 'a' WHERE id = 1;
