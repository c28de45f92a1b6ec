-- escape 021 tag-inside-tag
-- attempts: a dollar quote that holds the opening of another one
-- expect: contained
-- accept: refuse
-- setup: CREATE TABLE esc_canary(n int)
-- probe: SELECT count(*) FROM esc_canary => 0
INSERT INTO esc_canary VALUES (1);
SELECT $a1$ $a$ ; ' $a1$; COMMIT;
SELECT $a$ $a1$ $a$;
INSERT INTO esc_canary VALUES (2);
