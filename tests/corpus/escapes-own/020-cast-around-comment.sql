-- escape 020 cast-around-comment
-- attempts: a comment with a semicolon between :: and the type
-- expect: contained
-- accept: refuse
-- setup: CREATE TABLE esc_canary(n int)
-- probe: SELECT count(*) FROM esc_canary => 0
INSERT INTO esc_canary VALUES (1);
SELECT 1 ::/*;*/ int; COMMIT;
INSERT INTO esc_canary VALUES (2);
