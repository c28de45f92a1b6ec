-- escape 034 scs-off-for-a-block
-- attempts: SET LOCAL standard_conforming_strings ends with the transaction
-- expect: contained
-- accept: refuse
-- setup: CREATE TABLE esc_canary(n int)
-- probe: SELECT count(*) FROM esc_canary => 0
SET LOCAL standard_conforming_strings = off;
COMMIT;
INSERT INTO esc_canary VALUES (1);
SELECT 'a\'; COMMIT; SELECT 'b';
INSERT INTO esc_canary VALUES (2);
