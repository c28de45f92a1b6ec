-- escape 057 csv-data-with-end-mark
-- attempts: \. inside quotes of CSV data
-- expect: contained
-- accept: refuse
-- setup: CREATE TABLE esc_canary(n int)
-- setup: CREATE TABLE esc_text(t text)
-- probe: SELECT count(*) FROM esc_canary => 0
COPY esc_text FROM STDIN WITH (FORMAT csv);
"a
\.
COMMIT;
INSERT INTO esc_canary VALUES (1);
