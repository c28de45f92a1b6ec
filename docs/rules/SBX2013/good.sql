CREATE TABLE moods (name text PRIMARY KEY);
INSERT INTO moods VALUES ('sad'), ('ok'), ('glad');
