-- Only the state, for notices too.
\set VERBOSITY sqlstate
select 1/0;
drop table if exists nothing;
