-- \gx takes options too.
select 1 as a, 'x' as b \gx (border=2 title='One row')
