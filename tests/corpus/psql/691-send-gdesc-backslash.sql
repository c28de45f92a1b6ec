SELECT 1 AS "a\b", 2 AS "it's", 3 AS "x\'y" \gdesc
