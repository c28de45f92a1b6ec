-- Only a lone e is an escape prefix: the e at the end of a type's name is not.
select name'a\' as n;
select date'2020-02-03' as d;
