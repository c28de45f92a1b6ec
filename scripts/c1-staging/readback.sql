-- sandbox: database c1_staging_20260602_0912
-- sandbox: snapshot none
-- Reads back what the harness left: the units that it registered, and nothing else.

\set ON_ERROR_STOP on

DO $$
BEGIN
    IF current_database() NOT LIKE 'c1\_staging\_%' THEN
        RAISE EXCEPTION 'database "%" is no sandbox of the lane; this script only runs in c1_staging_*', current_database();
    END IF;
END $$;

SELECT 1 AS seq, 'R1 the harness registered its unit' AS check_name, '1' AS expected, count(*)::text AS actual,
       CASE WHEN count(*) = 1 THEN 'PASS' ELSE 'FAIL' END AS verdict
FROM unit
WHERE code = 'STG-001' AND word = 'staging';
