-- The end marker of COPY data is an unknown command anywhere else.
\.
select 1;
