-- \e changes the statement so far, which is read again
\setenv EDITOR 'sed -i s/one/two/'
select 'one' as x
\e
;
select 'one' as y \e rest of the line
;
\setenv EDITOR 'sed -i s/$/;/'
select 1 as z
\e
select 2 as behind;
