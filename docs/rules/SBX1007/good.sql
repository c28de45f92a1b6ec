DO $$
BEGIN
    DROP TABLE dry_run.orders;
EXCEPTION WHEN OTHERS THEN
    RAISE EXCEPTION 'dry_run.orders is still there: %', SQLERRM;
END
$$;
