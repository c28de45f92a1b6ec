-- escape 051 include-of-include
-- attempts: the COMMIT is in a file that an included file includes
-- expect: contained
-- accept: refuse
-- setup: CREATE TABLE esc_canary(n int)
-- probe: SELECT count(*) FROM esc_canary => 0
\ir aux/outer.inc
