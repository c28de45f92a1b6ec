-- Builds the clone that the scripts of this folder are rehearsed on: in an empty database, on a server that goes with the run.

CREATE TABLE customers (
    id    bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    email text NOT NULL
);

INSERT INTO customers (email)
VALUES ('ada@example.com'), ('Grace@Example.com'), ('edsger@example.com');
