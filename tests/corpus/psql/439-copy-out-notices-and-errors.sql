-- Notices come where the server sends them among the rows; rows before an error are written.
CREATE FUNCTION told(i int) RETURNS int LANGUAGE plpgsql AS $$ BEGIN RAISE NOTICE 'told %', i; RETURN i * 10; END $$;
COPY (SELECT told(g) FROM generate_series(1, 4) g) TO STDOUT;
COPY (SELECT 'ä' || told(g) FROM generate_series(1, 3) g WHERE g % 2 = 1) TO STDOUT;
COPY (SELECT 12 / (3 - g) FROM generate_series(1, 5) g) TO STDOUT;
SELECT 'after' \; COPY (SELECT told(7)) TO STDOUT \; SELECT 'end';
CREATE TABLE copied (id int PRIMARY KEY, t text);
CREATE FUNCTION tell() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE NOTICE '% %', tg_when, tg_op; RETURN coalesce(new, old); END $$;
CREATE TRIGGER early BEFORE INSERT OR DELETE ON copied FOR EACH ROW EXECUTE FUNCTION tell();
CREATE TRIGGER late AFTER INSERT OR DELETE ON copied FOR EACH ROW EXECUTE FUNCTION tell();
COPY (INSERT INTO copied VALUES (1, 'a'), (2, 'b') RETURNING id) TO STDOUT;
\copy (DELETE FROM copied RETURNING t) to stdout
