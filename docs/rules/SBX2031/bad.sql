CREATE TABLE authors (name varchar(100));
