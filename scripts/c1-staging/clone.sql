-- A sandbox as the plan's readback finds it, for rehearsals of these scripts without the plan: its tables are those of vocabulary.sql, which adds the words that are missing here.
CREATE TABLE vocabulary (
    word text PRIMARY KEY,
    facet text NOT NULL CHECK (facet IN ('domain', 'operation', 'trigger'))
);

CREATE TABLE unit (
    code text PRIMARY KEY CHECK (code ~ '^[A-Z]{3}-[0-9]{3}$'),
    word text NOT NULL REFERENCES vocabulary,
    born_at timestamptz NOT NULL DEFAULT now()
);

INSERT INTO vocabulary (word, facet) VALUES ('staging', 'domain'), ('birth', 'operation'), ('manual', 'trigger');
INSERT INTO unit (code, word) VALUES ('STG-001', 'staging');
