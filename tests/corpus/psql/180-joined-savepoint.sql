-- SAVEPOINT needs a block: in an implicit one the server refuses it.
select 1\; savepoint s\; select 2;
