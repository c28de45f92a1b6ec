\set ON_ERROR_STOP on

DO $$
BEGIN
    IF current_database() !~ '^c1_staging_[0-9]{8}_[0-9]{4}$' THEN
        RAISE EXCEPTION '% is not a clone', current_database()
            USING HINT = 'connect to the sandbox that is to be retired';
    END IF;
END
$$;

\connect postgres
DROP DATABASE c1_staging_20260601_0900 WITH (FORCE);
