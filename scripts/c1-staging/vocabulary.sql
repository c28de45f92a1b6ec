-- sandbox: snapshot none
-- What the lane's sandbox has to know: the words of its vocabulary, and the units that use them. It may run again.
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
