-- Depth goes up and down; empty pairs do no harm.
select ((((1)))) as a, count(*) from (select) as nothing;
