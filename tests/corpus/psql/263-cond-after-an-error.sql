-- ERROR tells in a branch whether the last statement failed.
select nope;
\if :ERROR
\echo failed with :SQLSTATE
\endif
select 1 as a;
\if :ERROR
\else
\echo fine
\endif
