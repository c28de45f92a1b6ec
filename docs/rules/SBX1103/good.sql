-- sandbox: rollback-only
\set ON_ERROR_STOP on
DO $$
BEGIN
    IF current_database() !~ '^c1_staging_[0-9]{8}$' THEN
        RAISE EXCEPTION '% is not a clone', current_database();
    END IF;
END
$$;

BEGIN;
INSERT INTO orders (id) VALUES (1);
ROLLBACK;
