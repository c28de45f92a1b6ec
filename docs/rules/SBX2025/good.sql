CREATE VIEW writers AS SELECT * FROM authors;
