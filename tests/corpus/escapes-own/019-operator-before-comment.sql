-- escape 019 operator-before-comment
-- attempts: a comment begins inside what looks like an operator
-- expect: contained
-- accept: refuse
-- setup: CREATE TABLE esc_canary(n int)
-- probe: SELECT count(*) FROM esc_canary => 0
INSERT INTO esc_canary VALUES (1);
SELECT 2 +-- ; '
1;
SELECT 4 */*;'*/ 2; COMMIT;
INSERT INTO esc_canary VALUES (2);
