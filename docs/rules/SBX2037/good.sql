SET statement_timeout = '5s';
CREATE TABLE authors (name text);
