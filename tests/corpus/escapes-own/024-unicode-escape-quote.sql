-- escape 024 unicode-escape-quote
-- attempts: U& literal with an escape character of its own
-- expect: contained
-- accept: refuse
-- setup: CREATE TABLE esc_canary(n int)
-- probe: SELECT count(*) FROM esc_canary => 0
INSERT INTO esc_canary VALUES (1);
SELECT U&'!0027; COMMIT; ' UESCAPE '!'; COMMIT;
INSERT INTO esc_canary VALUES (2);
