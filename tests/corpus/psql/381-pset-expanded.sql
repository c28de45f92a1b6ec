-- Expanded layout toggles, and takes on, off and auto.
\x
\x
\pset expanded on
select 1 as a;
\pset expanded auto
select 1 as a;
\x off
