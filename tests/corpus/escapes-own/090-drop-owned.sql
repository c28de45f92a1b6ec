-- escape 090 drop-owned
-- attempts: DROP OWNED takes everything of the role at once
-- expect: contained
-- accept: refuse
-- setup: CREATE TABLE esc_canary(n int)
-- probe: SELECT to_regclass('esc_canary') IS NULL => f
DROP OWNED BY owner_of_clone CASCADE;
COMMIT;
