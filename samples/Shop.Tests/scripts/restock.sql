-- Fills up what runs out, and says so in a table that checks itself.
-- sandbox: snapshot none
UPDATE articles SET stock = 20 WHERE stock < 8;

SELECT 'the spade is there again' AS check_name, '20' AS expected, stock::text AS actual, stock = 20 AS pass FROM articles WHERE name = 'spade'
UNION ALL
SELECT 'the bucket is left alone', '8', stock::text, stock = 8 FROM articles WHERE name = 'bucket';
