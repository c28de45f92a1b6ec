-- An operator of one's own may be made of several characters.
create operator =#> (leftarg = int, rightarg = int, function = int4pl);
select 1 =#> 2 as three;
