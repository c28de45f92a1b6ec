-- Borders from 0 to 3: this format draws 3 as 2, and a word counts as 0.
select 1 as a, 'x' as b \g (border=0)
select 1 as a, 'x' as b \g (border=2)
\pset border 3
select 1 as a, 'x' as b;
\pset border wide
