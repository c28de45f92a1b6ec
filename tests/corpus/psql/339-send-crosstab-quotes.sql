SELECT 1 AS """a"" B", 'x' AS "C d", 3 AS V
\crosstabview """a"" B" "C d" v
SELECT 1 AS ab, 'x' AS "Cd", 3 AS v
\crosstabview A"b" "C"d v
SELECT 1 AS ab, 'x' AS "Cd", 3 AS v
\crosstabview A"b" "C""d" V
SELECT 1 AS "A", 'x' AS b, 3 AS v
\crosstabview A "b" v
