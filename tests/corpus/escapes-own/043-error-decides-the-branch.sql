-- escape 043 error-decides-the-branch
-- attempts: \if :ERROR: only the failing statement opens the branch that leaves the transaction
-- expect: contained
-- accept: refuse
-- setup: CREATE TABLE esc_canary(n int)
-- probe: SELECT count(*) FROM esc_canary => 0
SELECT 1/0;
\if :ERROR
ROLLBACK;
INSERT INTO esc_canary VALUES (1);
\endif
