CREATE TABLE new_stays (
    room   text NOT NULL,
    during tstzrange NOT NULL,
    CONSTRAINT apart EXCLUDE USING gist (room WITH =, during WITH &&)
);
