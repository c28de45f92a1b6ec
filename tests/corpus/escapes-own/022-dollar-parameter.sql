-- escape 022 dollar-parameter
-- attempts: $1$ opens no dollar quote, a tag may not begin with a digit
-- expect: contained
-- accept: refuse
-- setup: CREATE TABLE esc_canary(n int)
-- probe: SELECT count(*) FROM esc_canary => 0
INSERT INTO esc_canary VALUES (1);
PREPARE p AS SELECT $1::int;
SELECT 1 AS a; COMMIT; SELECT 2 AS b;
INSERT INTO esc_canary VALUES (2);
