-- what an editor leaves as it was: a statement so far stays, one before does not come back
\setenv EDITOR true
select 1 as x
\e
;
\e
select 2 as y;
\e inc/data.txt
\p
select 3 as z;
