-- Both spellings of not equal; only the one with an exclamation mark swallows a minus.
select 1 <> 2 as a, 1 != 2 as b, 1<>-1 as c;
select 1!=-1 as d;
