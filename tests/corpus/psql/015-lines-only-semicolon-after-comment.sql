-- A terminator may stand alone, after a comment line that stays in the text.
select 1
-- all of it
;
