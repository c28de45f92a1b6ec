SET lock_timeout = '2s';

CREATE TABLE purchases (
    id   bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    item bigint NOT NULL REFERENCES items
);
CREATE INDEX ON purchases (item);
