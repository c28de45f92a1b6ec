-- LaTeX escapes its special characters.
\pset format latex
select '50% of $1 & #2_{x} ~ ^ \ <>' as t, 1 as n;
