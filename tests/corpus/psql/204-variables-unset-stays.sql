-- An unset variable stays in the text, and the server points at its colon.
\set gone 1
\unset gone
select 1, :gone;
select 2, :'gone';
select 3, :"gone";
