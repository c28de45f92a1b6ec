-- A small shop: the fixture of the tests that are rolled back.
CREATE TYPE state AS ENUM ('open', 'paid', 'sent');
CREATE TABLE articles (id int PRIMARY KEY, name text NOT NULL, stock int NOT NULL CHECK (stock >= 0));
CREATE TABLE orders (id serial PRIMARY KEY, article int NOT NULL REFERENCES articles ON DELETE CASCADE DEFERRABLE, pieces int NOT NULL, state state NOT NULL DEFAULT 'open');
CREATE TABLE journal (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, line text NOT NULL);
INSERT INTO articles SELECT n, 'article ' || n, 10 * n FROM generate_series(1, 5) AS n;
INSERT INTO orders (article, pieces) VALUES (1, 1), (1, 2), (2, 3);
CREATE FUNCTION take_from_stock() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE articles SET stock = stock - NEW.pieces WHERE id = NEW.article;
    INSERT INTO journal (line) VALUES ('order of ' || NEW.pieces);
    RETURN NULL;
END $$;
CREATE TRIGGER take_from_stock AFTER INSERT ON orders FOR EACH ROW EXECUTE FUNCTION take_from_stock();
