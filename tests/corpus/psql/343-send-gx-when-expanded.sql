-- \gx does not toggle: a result that is expanded anyway stays so.
\x on
select 1 as a \gx
\x off
select 1 as a \gx
