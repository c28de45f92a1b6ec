-- A combining character has no width of its own.
select 'é', nope;
