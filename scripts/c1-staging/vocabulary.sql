-- sandbox: database c1_staging_20260602_0912
-- sandbox: snapshot none
-- What the lane's sandbox has to know: the words of its vocabulary, and the units that use them. It may run again.

\set ON_ERROR_STOP on

DO $$
BEGIN
    IF current_database() NOT LIKE 'c1\_staging\_%' THEN
        RAISE EXCEPTION 'database "%" is no sandbox of the lane; this script only runs in c1_staging_*', current_database();
    END IF;
END $$;

CREATE TABLE IF NOT EXISTS vocabulary (
    word text PRIMARY KEY,
    facet text NOT NULL CHECK (facet IN ('domain', 'operation', 'trigger'))
);

CREATE TABLE IF NOT EXISTS unit (
    code text PRIMARY KEY CHECK (code ~ '^[A-Z]{3}-[0-9]{3}$'),
    word text NOT NULL REFERENCES vocabulary,
    born_at timestamptz NOT NULL DEFAULT now()
);

INSERT INTO vocabulary (word, facet) VALUES
    ('governance', 'domain'),
    ('staging', 'domain'),
    ('birth', 'operation'),
    ('retirement', 'operation'),
    ('manual', 'trigger')
ON CONFLICT (word) DO NOTHING;
