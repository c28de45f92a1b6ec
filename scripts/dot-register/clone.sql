-- The clone that register.sql rehearses on: directus_gov_test_20260602.
--
-- Run it inside an empty database; it creates no database and connects nowhere.
-- It is plain SQL for PostgreSQL 13 and later. No row holds a clock reading or a
-- random value, so any two clones are equal row for row.
--
-- What one INSERT into dot_tools sets off:
--
--     dot_tools --+-- birth gate         WARNING when the code breaks the format; the row stays
--                 +-- birth of the DOT   birth_registry + 1  (direct)
--                 +-- birth of a script  birth_registry + 1  (direct)
--                 +-- labels             entity_label + 1 per facet: domain, operation, trigger type
--                 |                        `-- birth of each label: birth_registry + 1 (follows, + 3 in all)
--                 +-- counts             collection_count recounted, in total and per domain
--                 +-- audit              dot_audit + 1
--                 `-- context pack       a notification, only for status active with tier A, B or C
--
-- The 309 tools are inserted after the triggers exist, so their births, labels, counts
-- and audit rows come out of the same machinery as the one that a rehearsal adds.


-- Tables --------------------------------------------------------------------------

-- A DOT is a governed tool. The database only registers it: a runner outside executes it.
CREATE TABLE dot_tools (
    id             integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    code           text NOT NULL UNIQUE,
    name           text NOT NULL,
    name_en        text,
    description    text,
    classification text NOT NULL,
    owner          text,
    script_path    text,
    token_type     text NOT NULL DEFAULT 'none'   CHECK (token_type IN ('none', 'service', 'personal')),
    category       text NOT NULL,
    status         text NOT NULL DEFAULT 'draft'  CHECK (status IN ('draft', 'published', 'active', 'retired')),
    tier           text                           CHECK (tier IN ('A', 'B', 'C', 'D')),
    domain         text NOT NULL,
    operation      text NOT NULL,
    trigger_type   text NOT NULL DEFAULT 'manual' CHECK (trigger_type IN ('manual', 'schedule', 'event')),
    _dot_origin    text NOT NULL DEFAULT 'DIRECTUS',
    date_updated   timestamptz  -- stays null until the first UPDATE
);

-- One certificate for each governed thing, whatever table it lives in.
CREATE TABLE birth_registry (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    entity_kind text NOT NULL CHECK (entity_kind IN ('dot', 'script', 'label')),
    entity_code text NOT NULL,
    born_from   text NOT NULL,  -- the trigger that wrote the row
    UNIQUE (entity_kind, entity_code)
);

-- How strict the birth gate is, per collection; only `blocking` keeps a row out.
CREATE TABLE birth_gate_mode (
    collection  text PRIMARY KEY,
    mode        text NOT NULL CHECK (mode IN ('off', 'warning', 'blocking')),
    code_format text NOT NULL
);

CREATE TABLE entity_label (
    id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    dot_code text NOT NULL REFERENCES dot_tools (code) ON UPDATE CASCADE,
    facet    text NOT NULL,
    value    text NOT NULL,
    UNIQUE (dot_code, facet)
);

CREATE TABLE collection_count (
    collection text    NOT NULL,
    slice      text    NOT NULL,  -- '*' is the whole collection
    total      integer NOT NULL,
    PRIMARY KEY (collection, slice)
);

CREATE TABLE dot_audit (
    id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    dot_code text NOT NULL,
    action   text NOT NULL,
    before   jsonb,
    after    jsonb
);

-- What the runner outside the database holds while it executes a DOT. Nothing has ever
-- been executed from this clone, so it is empty and has to stay so.
CREATE TABLE dot_iu_runtime_lease (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    dot_code   text        NOT NULL REFERENCES dot_tools (code),
    holder     text        NOT NULL,
    expires_at timestamptz NOT NULL
);

INSERT INTO birth_gate_mode VALUES ('dot_tools', 'warning', '^DOT-[A-Z]{3}-[0-9]{3}$');


-- Trigger functions: before the row ------------------------------------------------

CREATE FUNCTION check_birth() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    gate birth_gate_mode;
BEGIN
    SELECT * INTO gate FROM birth_gate_mode WHERE collection = TG_TABLE_NAME;
    IF NOT FOUND OR gate.mode = 'off' OR NEW.code ~ gate.code_format THEN
        RETURN NEW;
    END IF;
    IF gate.mode = 'blocking' THEN
        RAISE EXCEPTION 'birth gate: code "%" does not match %', NEW.code, gate.code_format;
    END IF;
    RAISE WARNING 'birth gate (warning mode): code "%" does not match %', NEW.code, gate.code_format;
    RETURN NEW;
END $$;

CREATE FUNCTION fill_dot_gaps() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.name_en := coalesce(NEW.name_en, NEW.name);
    NEW.owner   := coalesce(NEW.owner, 'GOV-DOT');
    RETURN NEW;
END $$;

CREATE FUNCTION keep_dot_origin() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'DOT "%": its origin "%" cannot be changed', OLD.code, OLD._dot_origin;
END $$;

CREATE FUNCTION keep_dot_retired() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'DOT "%" is retired and stays so; register a new one', OLD.code;
END $$;

CREATE FUNCTION stamp_dot_update() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.date_updated := now();
    RETURN NEW;
END $$;

CREATE FUNCTION forbid_dot_delete() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'DOT "%" has a birth certificate: retire it, do not delete it', OLD.code;
END $$;


-- Trigger functions: after the row -------------------------------------------------

CREATE FUNCTION register_dot_birth() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO birth_registry (entity_kind, entity_code, born_from) VALUES ('dot', NEW.code, TG_NAME);
    RETURN NULL;
END $$;

-- A script is an asset of its own, so it is born with the DOT that names it.
CREATE FUNCTION register_script_birth() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO birth_registry (entity_kind, entity_code, born_from)
    VALUES ('script', NEW.code || ':' || NEW.script_path, TG_NAME);
    RETURN NULL;
END $$;

CREATE FUNCTION label_dot() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO entity_label (dot_code, facet, value)
    VALUES (NEW.code, 'domain', NEW.domain),
           (NEW.code, 'operation', NEW.operation),
           (NEW.code, 'trigger', NEW.trigger_type);
    RETURN NULL;
END $$;

CREATE FUNCTION register_label_birth() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO birth_registry (entity_kind, entity_code, born_from)
    VALUES ('label', NEW.dot_code || '#' || NEW.facet, TG_NAME);
    RETURN NULL;
END $$;

CREATE FUNCTION refresh_dot_total() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO collection_count (collection, slice, total)
    SELECT 'dot_tools', '*', count(*) FROM dot_tools
    ON CONFLICT (collection, slice) DO UPDATE SET total = excluded.total;
    RETURN NULL;
END $$;

CREATE FUNCTION refresh_dot_domain_counts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO collection_count AS kept (collection, slice, total)
    SELECT 'dot_tools', 'domain=' || domain, count(*) FROM dot_tools GROUP BY domain
    ON CONFLICT (collection, slice) DO UPDATE SET total = excluded.total WHERE kept.total <> excluded.total;
    RETURN NULL;
END $$;

CREATE FUNCTION audit_dot() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO dot_audit (dot_code, action, before, after)
    VALUES (CASE TG_OP WHEN 'DELETE' THEN OLD.code ELSE NEW.code END, lower(TG_OP),
            CASE WHEN TG_OP <> 'INSERT' THEN to_jsonb(OLD) END,
            CASE WHEN TG_OP <> 'DELETE' THEN to_jsonb(NEW) END);
    RETURN NULL;
END $$;

-- Whoever keeps the context packs listens here. The server delivers at COMMIT, so a
-- rollback takes the message back.
CREATE FUNCTION announce_dot_to_context_pack() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('context_pack', json_build_object('event', 'dot_register', 'code', NEW.code, 'tier', NEW.tier)::text);
    RETURN NULL;
END $$;


-- The 13 triggers of dot_tools -----------------------------------------------------
-- PostgreSQL fires triggers of the same kind in the order of their names; nothing here
-- depends on that order.

CREATE TRIGGER trg_birth_gate              BEFORE INSERT                      ON dot_tools
    FOR EACH ROW EXECUTE FUNCTION check_birth();
CREATE TRIGGER trg_dot_fill_gaps           BEFORE INSERT                      ON dot_tools
    FOR EACH ROW EXECUTE FUNCTION fill_dot_gaps();
CREATE TRIGGER trg_dot_keep_origin         BEFORE UPDATE OF _dot_origin       ON dot_tools
    FOR EACH ROW WHEN (NEW._dot_origin IS DISTINCT FROM OLD._dot_origin) EXECUTE FUNCTION keep_dot_origin();
CREATE TRIGGER trg_dot_keep_retired        BEFORE UPDATE OF status            ON dot_tools
    FOR EACH ROW WHEN (OLD.status = 'retired' AND NEW.status <> 'retired') EXECUTE FUNCTION keep_dot_retired();
CREATE TRIGGER trg_dot_stamp_update        BEFORE UPDATE                      ON dot_tools
    FOR EACH ROW WHEN (NEW.* IS DISTINCT FROM OLD.*) EXECUTE FUNCTION stamp_dot_update();
CREATE TRIGGER trg_dot_forbid_delete       BEFORE DELETE                      ON dot_tools
    FOR EACH ROW EXECUTE FUNCTION forbid_dot_delete();

CREATE TRIGGER trg_birth_dot               AFTER INSERT                       ON dot_tools
    FOR EACH ROW EXECUTE FUNCTION register_dot_birth();
CREATE TRIGGER trg_birth_dot_script        AFTER INSERT                       ON dot_tools
    FOR EACH ROW WHEN (NEW.script_path IS NOT NULL) EXECUTE FUNCTION register_script_birth();
CREATE TRIGGER trg_dot_label               AFTER INSERT                       ON dot_tools
    FOR EACH ROW EXECUTE FUNCTION label_dot();
CREATE TRIGGER trg_dot_audit               AFTER INSERT OR UPDATE OR DELETE   ON dot_tools
    FOR EACH ROW EXECUTE FUNCTION audit_dot();
CREATE TRIGGER trg_context_pack_dot_register AFTER INSERT OR UPDATE OF status, tier ON dot_tools
    FOR EACH ROW WHEN (NEW.status = 'active' AND NEW.tier IN ('A', 'B', 'C')) EXECUTE FUNCTION announce_dot_to_context_pack();
CREATE TRIGGER trg_dot_count_total         AFTER INSERT OR DELETE             ON dot_tools
    FOR EACH STATEMENT EXECUTE FUNCTION refresh_dot_total();
CREATE TRIGGER trg_dot_count_domain        AFTER INSERT OR DELETE OR UPDATE OF domain ON dot_tools
    FOR EACH STATEMENT EXECUTE FUNCTION refresh_dot_domain_counts();

-- Not on dot_tools: the reason why one registration writes three births more.
CREATE TRIGGER trg_birth_label             AFTER INSERT                       ON entity_label
    FOR EACH ROW EXECUTE FUNCTION register_label_birth();


-- The 309 tools --------------------------------------------------------------------
-- Every column takes the values of its list in turn. One script in ten is missing, and
-- every status, tier and domain occurs, null tiers included.

WITH domain (no, domain, prefix, category, owner) AS (
    VALUES (0, 'governance', 'GOV', 'governance', 'GOV-DOT'),
           (1, 'identity',   'IDN', 'security',   'GOV-IAM'),
           (2, 'knowledge',  'KNW', 'content',    'GOV-KB'),
           (3, 'workflow',   'WFL', 'automation', 'GOV-FLOW'),
           (4, 'quality',    'QUA', 'governance', 'GOV-QA'),
           (5, 'schema',     'SCH', 'structure',  'GOV-DB'),
           (6, 'content',    'CNT', 'content',    'GOV-KB'),
           (7, 'finance',    'FIN', 'business',   'GOV-FIN'),
           (8, 'platform',   'PLT', 'operations', 'GOV-OPS')
), operation (no, operation, title) AS (
    VALUES (0, 'coverage_scan', 'Coverage scan'),
           (1, 'drift_check',   'Drift check'),
           (2, 'label_sync',    'Label sync'),
           (3, 'count_refresh', 'Count refresh'),
           (4, 'orphan_sweep',  'Orphan sweep'),
           (5, 'audit_export',  'Audit export'),
           (6, 'quality_gate',  'Quality gate'),
           (7, 'index_build',   'Index build')
)
INSERT INTO dot_tools (code, name, name_en, description, classification, owner, script_path, token_type, category, status, tier,
                       domain, operation, trigger_type, _dot_origin)
SELECT format('DOT-%s-%s', prefix, lpad(n::text, 3, '0')),
       format('%s of %s, no. %s', title, domain, n),
       format('%s of %s, no. %s', title, domain, n),
       format('%s over every collection of the domain %s.', title, domain),
       category,
       owner,
       CASE WHEN n % 10 <> 7 THEN format('/opt/dot/%s/%s_%s.sh', domain, operation, lpad(n::text, 3, '0')) END,
       (ARRAY['none', 'service', 'none', 'personal'])[1 + n % 4],
       category,
       (ARRAY['active', 'published', 'active', 'draft', 'active', 'published', 'retired'])[1 + n % 7],
       (ARRAY['A', 'B', NULL, 'C', 'B', 'D', NULL, 'C', 'A', 'C', NULL])[1 + n % 11],
       domain,
       operation,
       (ARRAY['manual', 'schedule', 'event'])[1 + (n / 9) % 3],
       (ARRAY['DIRECTUS', 'DIRECTUS', 'SCRIPT', 'DIRECTUS', 'IMPORT'])[1 + n % 5]
FROM generate_series(1, 309) AS n
JOIN domain    ON domain.no = n % 9
JOIN operation ON operation.no = n % 8
ORDER BY n;
