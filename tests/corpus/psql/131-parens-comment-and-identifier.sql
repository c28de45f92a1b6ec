-- Parentheses in comments and quoted identifiers are not counted.
select 1 /* ( */ as "("; select 2 -- (
;
