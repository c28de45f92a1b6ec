-- In a dead branch a joined text is dropped as one.
\if false
select 1\; select 2;
\endif
select 3\; select 4;
