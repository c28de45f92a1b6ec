-- Prompts are free text, and of no effect in a script.
\set PROMPT1 '%n> '
\echo :PROMPT1
select 1 as a;
