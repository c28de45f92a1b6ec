-- BEGIN of a transaction ends at its own semicolon.
begin; create function t1() returns int begin atomic select 1; end; commit; select t1();
