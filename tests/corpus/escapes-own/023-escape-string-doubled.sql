-- escape 023 escape-string-doubled
-- attempts: quotes doubled and escaped in one E literal
-- expect: contained
-- accept: refuse
-- setup: CREATE TABLE esc_canary(n int)
-- probe: SELECT count(*) FROM esc_canary => 0
INSERT INTO esc_canary VALUES (1);
SELECT E'a''\'; COMMIT; --', E'\\'; COMMIT;
INSERT INTO esc_canary VALUES (2);
