-- escape 018 comment-holds-quote
-- attempts: a quote inside a comment opens no literal
-- expect: contained
-- accept: refuse
-- setup: CREATE TABLE esc_canary(n int)
-- probe: SELECT count(*) FROM esc_canary => 0
INSERT INTO esc_canary VALUES (1);
/* it's */ COMMIT; /* it's */
-- it's
INSERT INTO esc_canary VALUES (2);
