-- escape 071 hostile-settings
-- attempts: settings that garble what a harness reads: date style, float digits, quoting, search path, a timeout of zero
-- expect: contained
-- accept: refuse,reported-residue
-- setup: CREATE TABLE esc_canary(n int)
-- probe: SELECT count(*) FROM esc_canary => 0
SET datestyle = 'SQL, DMY';
SET extra_float_digits = -15;
SET quote_all_identifiers = on;
SET intervalstyle = 'sql_standard';
SET bytea_output = 'escape';
SET search_path = '';
SET statement_timeout = 0;
SET transform_null_equals = on;
INSERT INTO public.esc_canary VALUES (1);
COMMIT;
