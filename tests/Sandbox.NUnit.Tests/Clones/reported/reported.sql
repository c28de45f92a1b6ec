-- sandbox: snapshot none
ALTER TABLE articles ADD COLUMN price int;
UPDATE articles SET price = 1 WHERE id = 1;
INSERT INTO articles VALUES (1, 'again', 1);
SELECT 'one has a price' AS check_name, '1' AS expected, count(*)::text AS actual, count(*) = 1 AS pass FROM articles WHERE price = 1
UNION ALL
SELECT 'all have a price', '2', count(*)::text, count(*) = 2 FROM articles WHERE price = 1;
