-- what an editor leaves may hold several statements, and commands
\setenv EDITOR 'cp inc/edited.txt'
select 1 as a
\e
select 4 as d;
