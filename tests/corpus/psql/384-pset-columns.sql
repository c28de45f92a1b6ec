-- The target width of the wrapped format.
\pset columns 24
\pset format wrapped
select 'a long text of several words' as t, 1 as n;
\pset columns
