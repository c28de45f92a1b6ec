-- Comparison operators glued to their operands.
select 1<2 as a,2>=2 as b,1<=>2;
