-- escape 085 enum-value
-- attempts: a value added to a type, used after its COMMIT
-- expect: contained
-- accept: refuse
-- setup: CREATE TYPE esc_mood AS ENUM ('good')
-- probe: SELECT count(*) FROM pg_enum => 1
ALTER TYPE esc_mood ADD VALUE 'bad';
COMMIT;
