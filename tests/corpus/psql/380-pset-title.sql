-- A title is centred over the table; without a value it is taken off.
\pset title 'My title'
select 'something wide enough' as a;
\C 'A title that is wider than its table'
select 1 as a;
\C
select 1 as a;
