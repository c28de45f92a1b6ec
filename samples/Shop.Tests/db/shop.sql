-- The shop as it is in production, with rows enough to test with.
CREATE TABLE articles (id int PRIMARY KEY, name text NOT NULL, stock int NOT NULL CHECK (stock >= 0));
CREATE TABLE orders (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, article_id int NOT NULL REFERENCES articles, pieces int NOT NULL CHECK (pieces > 0));
CREATE INDEX orders_article ON orders (article_id);

CREATE FUNCTION take_from_stock() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE articles SET stock = stock - NEW.pieces WHERE id = NEW.article_id;
    RETURN NULL;
END $$;
CREATE TRIGGER take_from_stock AFTER INSERT ON orders FOR EACH ROW EXECUTE FUNCTION take_from_stock();

INSERT INTO articles VALUES (1, 'bucket', 10), (2, 'spade', 5);
INSERT INTO orders (article_id, pieces) VALUES (1, 2);
