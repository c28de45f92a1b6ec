-- sandbox: lane disposable
CREATE INDEX CONCURRENTLY people_name ON people (name);
