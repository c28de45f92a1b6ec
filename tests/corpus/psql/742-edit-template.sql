-- \ef and \ev of nothing begin with a form
\setenv EDITOR cat
\ef
\ev
\setenv EDITOR 'sed -i s/.*//'
\ev
select 1 as x;
