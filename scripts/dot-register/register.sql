-- sandbox: database directus_gov_test_20260602
-- sandbox: rollback-only
--
-- Rehearses the registration of one DOT, a governance tool that scans coverage, and takes
-- it back. It reads the table counts, inserts the DOT, compares, prints a verdict for each
-- of the three checks and rolls back.
--
-- The DOT is registered as `published` and without a tier: the trigger that queues a
-- notification looks for `active` with tier A, B or C, so none is queued.
-- Its code breaks the code format on purpose: the birth gate is in warning mode and must
-- say so without keeping the row out.

\set ON_ERROR_STOP on
\pset pager off

\echo ======== dot-register: is this a clone ========

SELECT current_database() AS database, current_database() LIKE 'directus\_gov\_test\_%' AS clone;

DO $$
BEGIN
    IF current_database() NOT LIKE 'directus\_gov\_test\_%' THEN
        RAISE EXCEPTION 'database "%" is not a clone; this script only runs in directus_gov_test_*', current_database();
    END IF;
END $$;

BEGIN;

CREATE TEMP TABLE register_check (
    seq        int PRIMARY KEY,
    check_name text NOT NULL,
    expected   text NOT NULL,
    actual     text NOT NULL,
    pass       boolean NOT NULL
) ON COMMIT DROP;

CREATE TEMP TABLE count_before ON COMMIT DROP AS
SELECT (SELECT count(*) FROM dot_tools)      AS dots,
       (SELECT count(*) FROM birth_registry) AS births,
       (SELECT max(id) FROM birth_registry)  AS last_birth;

\echo ======== dot-register: registration ========

-- A rejection is a finding, not an accident: it becomes the result of D1.
DO $$
BEGIN
    INSERT INTO dot_tools (code, name, name_en, description, classification, owner, script_path, token_type, category,
                           status, tier, domain, operation, trigger_type, _dot_origin)
    VALUES ('DOT-CLONE-TEST-COVSCAN', 'Coverage scanner, rehearsed', 'Coverage scanner, rehearsed',
            'Finds governed collections that no scan covers. Registered on a clone only, never run.',
            'governance', 'GOV-DOT', '/nonexistent/coverage_scan.sql', 'none', 'governance',
            'published', NULL, 'governance', 'coverage_scan', 'manual', 'DIRECTUS');
    INSERT INTO register_check VALUES (1, 'D1 the birth gate lets the DOT in', 'accepted', 'accepted', true);
EXCEPTION WHEN OTHERS THEN
    INSERT INTO register_check VALUES (1, 'D1 the birth gate lets the DOT in', 'accepted', 'rejected: ' || SQLERRM, false);
END $$;

INSERT INTO register_check
SELECT 2, 'D2 dot_tools has one row more', (dots + 1)::text, now_there::text, now_there = dots + 1
FROM count_before, LATERAL (SELECT count(*) AS now_there FROM dot_tools) AS after
UNION ALL
SELECT 3, 'D3 birth_registry lost no row', '>= ' || births, now_there::text, now_there >= births
FROM count_before, LATERAL (SELECT count(*) AS now_there FROM birth_registry) AS after;

-- D3 only asks for no loss. The triggers owe an exact number, five: it is shown here and
-- asserted once the verdicts are out.
\echo ======== dot-register: births ========

SELECT births AS births_before, count(*) AS births_after, count(*) - births AS births_added
FROM count_before, birth_registry
GROUP BY births;

SELECT entity_kind, born_from, count(*) AS births
FROM count_before
JOIN birth_registry ON birth_registry.id > last_birth
GROUP BY entity_kind, born_from
ORDER BY entity_kind;

\echo ======== dot-register: checks ========

SELECT seq, check_name, expected, actual, CASE WHEN pass THEN 'PASS' ELSE 'FAIL' END AS verdict
FROM register_check
ORDER BY seq;

\echo ======== dot-register: summary ========

SELECT count(*)                         AS checks,
       count(*) FILTER (WHERE pass)     AS passed,
       count(*) FILTER (WHERE NOT pass) AS failed,
       CASE WHEN bool_and(pass) THEN 'registration can be rehearsed' ELSE 'registration fails' END AS outcome
FROM register_check;

\echo Boundary: registering a DOT is rehearsable. Executing one happens outside the database: NO-GO on a clone, FORBIDDEN in production.

DO $$
DECLARE
    added bigint;
BEGIN
    SELECT count(*) - (SELECT births FROM count_before) INTO added FROM birth_registry;
    IF added <> 5 THEN
        RAISE EXCEPTION 'the registration wrote % rows to birth_registry instead of 5', added;
    END IF;
END $$;

ROLLBACK;

\echo ======== dot-register: after the rollback ========

SELECT (SELECT count(*) FROM dot_tools)            AS dot_tools,
       (SELECT count(*) FROM birth_registry)       AS birth_registry,
       (SELECT count(*) FROM dot_iu_runtime_lease) AS leases;
