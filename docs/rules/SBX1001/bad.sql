-- A name that somebody typed is all that stands between this and production.
DROP DATABASE IF EXISTS c1_staging_20260601_0900 WITH (FORCE);

-- Looking is not checking: nothing stops here.
SELECT current_database();
DROP DATABASE c1_staging_20260601_0901;

-- A notice does not stop anything either.
DO $$
BEGIN
    IF current_database() NOT LIKE 'c1\_staging\_%' THEN
        RAISE NOTICE 'this is not a clone';
    END IF;
END
$$;
SELECT format('DROP DATABASE %I', 'c1_staging_20260601_0902') \gexec
