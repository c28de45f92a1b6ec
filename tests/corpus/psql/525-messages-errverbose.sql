-- \errverbose shows the last error again with everything, SQL statements in between or not.
\errverbose
select 1/0;
select 1 as a;
\errverbose
