BEGIN;
SET LOCAL lock_timeout = '2s';
CREATE TRIGGER books_audit AFTER INSERT ON books FOR EACH ROW EXECUTE FUNCTION audit();
SELECT count(*) FROM books;
COMMIT;
