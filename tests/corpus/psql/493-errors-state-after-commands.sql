-- Backslash commands leave ERROR and SQLSTATE as the last statement set them.
select nope;
\pset null N
\echo :ERROR :SQLSTATE
