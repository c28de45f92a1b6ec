-- A trailing minus is cut from an operator of common characters only; a caret keeps it.
select 3*-2 as a, 3=-3 as b;
select 2^-1 as c;
