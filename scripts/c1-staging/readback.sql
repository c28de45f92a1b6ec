-- sandbox: snapshot none
-- Reads back what the harness left: the units that it registered, and nothing else.
SELECT 1 AS seq, 'R1 the harness registered its unit' AS check_name, '1' AS expected, count(*)::text AS actual,
       CASE WHEN count(*) = 1 THEN 'PASS' ELSE 'FAIL' END AS verdict
FROM unit
WHERE code = 'STG-001' AND word = 'staging';
