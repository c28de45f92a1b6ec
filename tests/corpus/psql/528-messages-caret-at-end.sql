-- A mistake at the end of the text puts the caret behind it.
select 1 from
;
select (1;
