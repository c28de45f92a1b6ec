-- sandbox: database c1_staging_20260602_0912
-- sandbox: snapshot none
-- Verifies the vocabulary: what must be there is, and what must not get in does not.

\set ON_ERROR_STOP on

DO $$
BEGIN
    IF current_database() NOT LIKE 'c1\_staging\_%' THEN
        RAISE EXCEPTION 'database "%" is no sandbox of the lane; this script only runs in c1_staging_*', current_database();
    END IF;
END $$;

BEGIN;

CREATE TEMPORARY TABLE verified (seq int, check_name text, expected text, actual text, verdict text);

INSERT INTO verified
SELECT 1, 'V1 each facet has a word', '3', count(DISTINCT facet)::text, CASE WHEN count(DISTINCT facet) = 3 THEN 'PASS' ELSE 'FAIL' END
FROM vocabulary;

DO $$
BEGIN
    INSERT INTO unit (code, word) VALUES ('STG-002', 'no such word');
    INSERT INTO verified VALUES (2, 'V2 a unit needs a known word', 'refused', 'accepted', 'FAIL');
EXCEPTION WHEN foreign_key_violation THEN
    INSERT INTO verified VALUES (2, 'V2 a unit needs a known word', 'refused', 'refused', 'PASS');
END $$;

SELECT seq, check_name, expected, actual, verdict FROM verified ORDER BY seq;

ROLLBACK;
