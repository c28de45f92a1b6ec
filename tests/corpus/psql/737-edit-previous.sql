-- \e of nothing is about the statement before
\setenv EDITOR 'sed -i s/one/two/'
select 'one' as x;
\e
select 'one' as y
\r
\e
select 3 as z;
