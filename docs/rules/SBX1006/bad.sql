DO $$
BEGIN
    IF current_database() !~ '^c1_staging_[0-9]{8}$' THEN
        RAISE EXCEPTION '% is not a clone', current_database();
    END IF;
END
$$;

\connect orders
DROP TABLE order_lines;
