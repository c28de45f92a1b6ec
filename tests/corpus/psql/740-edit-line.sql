-- the editor is told the line
\setenv EDITOR echo
\setenv PSQL_EDITOR_LINENUMBER_ARG +
\e inc/data.txt 3
\setenv PSQL_EDITOR_LINENUMBER_ARG --line=
\e inc/data.txt 4
\setenv EDITOR 'sh -c ''echo $0'''
create function f() returns int language sql as 'select 41';
\ef f 1
\ef f() 2
\ef f 0
