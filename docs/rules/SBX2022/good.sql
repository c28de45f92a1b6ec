CREATE TEMP TABLE scratch (author text);
DROP TABLE scratch;
