-- A sandbox as the plan's readback finds it, for rehearsals of these scripts without the plan.
\ir vocabulary.sql

INSERT INTO unit (code, word) VALUES ('STG-001', 'staging');
