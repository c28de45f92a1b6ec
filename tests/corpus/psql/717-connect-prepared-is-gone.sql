-- prepared statements end with their session
prepare p as select 1 as prepared;
execute p;
\c
execute p;
\errverbose
