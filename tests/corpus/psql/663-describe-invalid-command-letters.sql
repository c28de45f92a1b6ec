-- Letters after d that mean nothing are an unknown command.
\dQ
\d!
select 1 as a;
