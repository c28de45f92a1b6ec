-- sandbox: snapshot none
BEGIN;
SET LOCAL lock_timeout = '2s';
ALTER TABLE people ADD COLUMN last_name text;
UPDATE people SET last_name = split_part(name, ' ', 2) WHERE last_name IS NULL;
COMMIT;

SELECT 1 AS seq, 'no name was lost' AS check_name, 0 AS expected, count(*) AS actual, count(*) = 0 AS pass
FROM people
WHERE last_name IS NULL;
