DROP INDEX by_author;
